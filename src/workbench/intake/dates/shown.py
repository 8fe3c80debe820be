"""Dates and durations in words, for screens and documents."""

from __future__ import annotations

from workbench.case.model import When
from workbench.intake.dates.edtf import edtf_span, unmarked
from workbench.intake.dates.spans import MONTHS, Span, Unreadable, long_day, month_end, spelled

MONTH_PARTS = {
    (1, 10): "early", (11, 20): "mid", (21, 31): "late", (1, 20): "early to mid", (11, 31): "mid to late",
}  # fmt: skip
YEAR_PARTS = {(1, 4): "early", (5, 8): "mid", (9, 12): "late", (1, 8): "early to mid", (5, 12): "mid to late"}
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def show(when: When) -> str:
    """Return a date as screens show it: "17 April 2019", "early January 2019 (1 to 10 January)"."""
    if not when.dated:
        return "No date read"
    doubt = "possibly " if "?" in when.edtf or "%" in when.edtf else ""
    if when.earliest is None or when.latest is None:
        if when.earliest:
            return f"{doubt}on or after {long_day(when.earliest)}"
        assert when.latest
        return f"{doubt}on or before {long_day(when.latest)}"
    if about := _about_what(when.edtf):
        return f"{doubt}about {about} ({spelled(when.earliest, when.latest)})"
    return doubt + _named(Span(when.earliest, when.latest, when.precision, ""))


def _about_what(edtf: str) -> str:
    """Return the days that an approximate date names, empty where not all of it is approximate."""
    parts = edtf.split("/")
    if not all(part.endswith(("~", "%")) and len(part) == len(parts[0]) for part in parts):
        return ""  # one end is sharper than the other, so one "about" cannot stand for both
    try:
        plain = edtf_span(unmarked(edtf))
    except Unreadable:  # "about 2012 to about 2011": only the widened days make sense
        return ""
    return spelled(*plain.ends) if plain else ""


def _named(span: Span) -> str:
    """Return the name that people use for a period, with its days beside it."""
    assert span.first and span.last
    words = spelled(span.first, span.last)
    name = ""
    if span.precision == "part of month":
        last = 31 if span.last == month_end(span.last.year, span.last.month) else span.last.day
        if part := MONTH_PARTS.get((span.first.day, last)):
            name = f"{part} {MONTHS[span.first.month - 1]} {span.first.year}"
    elif span.precision == "part of year":
        whole = span.first.day == 1 and span.last == month_end(span.last.year, span.last.month)
        if whole and (part := YEAR_PARTS.get((span.first.month, span.last.month))):
            name = f"{part} {span.first.year}"
    elif span.precision == "season":
        winter = f"/{span.last.year % 100:02}" if span.first.month == 12 else ""
        name = f"{SEASONS.get(span.first.month, '')} {span.first.year}{winter}"
    elif span.precision == "week" and (span.last - span.first).days == 6:
        name = f"w/c {long_day(span.first)}"
    beside = spelled(span.first, span.last, with_year=span.first.year != span.last.year)
    return f"{name} ({beside})" if name else words


def duration_in_days(a: When, b: When) -> tuple[int | None, int | None]:
    """Return the shortest and the longest number of days from ``a`` to ``b``.

    None where an open or missing date leaves that side unknown; below zero
    where ``b`` can lie before ``a``.
    """
    shortest = (b.earliest - a.latest).days if b.earliest and a.latest else None
    longest = (b.latest - a.earliest).days if b.latest and a.earliest else None
    return shortest, longest


def show_duration(a: When, b: When) -> str:
    """Return the days from ``a`` to ``b`` in words: "37 to 51 days", "at least 12 days"."""
    shortest, longest = duration_in_days(a, b)
    if shortest is None and longest is None:
        return "not known"
    if longest is None:
        assert shortest is not None
        return f"at least {_days(shortest)}" if shortest >= 0 else f"{_days(-shortest)} earlier at most"
    if shortest is None:
        return f"at most {_days(longest)}" if longest >= 0 else f"at least {_days(-longest)} earlier"
    if shortest >= 0:
        if shortest != longest:
            return f"{shortest} to {_days(longest)}"
        return "the same day" if longest == 0 else _days(longest)
    if longest > 0:
        return f"from {_days(-shortest)} earlier to {_days(longest)} later"
    earliest, latest = -shortest, -longest
    return f"{latest} to {_days(earliest)} earlier" if latest != earliest else f"{_days(earliest)} earlier"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
