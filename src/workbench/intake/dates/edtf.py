"""Reads EDTF (ISO 8601-2) as far as case files use it, in microseconds.

Levels 0 and 1: days, months, years, ``?`` ``~`` ``%`` at the end, ``X`` for
digits not given, seasons 21 to 24, intervals with an open or unknown end; and
from level 2 the quarters 33 to 36. The `edtf` package reads more but takes
milliseconds and adds a year to an uncertain day; it serves as a check in the tests.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from workbench.intake.dates.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    ONE_DAY,
    Span,
    Unreadable,
    add_months,
    joined,
    month_span,
    quarter_span,
    season_span,
    spelled,
    year_span,
)

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
PART = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
LOOKS_LIKE = re.compile(r"[0-9X.?~%-]*(/[0-9X.?~%-]*)?")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
ABOUT_DAYS = timedelta(days=3)
UNCERTAIN = "marked as uncertain; the days are as written"


def edtf_span(text: str) -> Span | None:
    """Return the days an EDTF text stands for, or None where it is not EDTF."""
    text = text.upper()
    if not LOOKS_LIKE.fullmatch(text):
        return None
    parts = text.split("/")
    if len(parts) == 1:
        span = _part(text)
        return span and _explained(span, text)
    left, right = (_end(part) for part in parts)
    if left is None or right is None or not (left.edtf or right.edtf):
        return None
    if left.first and right.last and right.last < left.first:
        raise Unreadable("ends before it starts.", "Write the earlier date first.")
    if right.last and left.first:
        return _explained(joined(left, right), text)._replace(edtf=text)
    open_end = text if ".." in text else text.replace("/", "/.." if left.edtf else "../")
    known = left if left.edtf else right
    return _explained(Span(left.first, right.last, "open", open_end, known.notes, loose=known.loose), text)


def marked(span: Span, mark: str) -> Span:
    """Return a span as approximate (``~``) or uncertain (``?``), with the days that it then means.

    About a day is three days either side, about a month or season one month
    either side, about a year one year either side. Uncertain days stay as they are.
    """
    parts = [_with_mark(part, mark) for part in _without_codes(span).split("/")]
    again = edtf_span("/".join(parts))
    if again is None:
        raise AssertionError(f"not EDTF: {span.edtf}")
    kept = span.notes + tuple(note for note in again.notes if note not in span.notes)
    precision = span.precision if mark == "?" else again.precision
    return again._replace(notes=kept, precision=precision, loose=span.loose or again.loose)


def unmarked(edtf: str) -> str:
    """Return the EDTF without its marks of doubt."""
    return re.sub("[?~%]", "", edtf)


def _end(part: str) -> Span | None:
    """Return one side of an interval; an open or unknown side has no EDTF of its own."""
    return Span(None, None, "open", "") if part in ("", "..") else _part(part)


def _part(text: str) -> Span | None:
    match = PART.fullmatch(text)
    if match is None:
        return None
    year, month, day, mark = match.groups()
    if "X" in year:
        span = _unspecified_years(year) if month in (None, "XX") and day in (None, "XX") else None
    else:
        span = _in_year(int(year), month, day)
    return span and _doubted(span, text, mark)


def _unspecified_years(year: str) -> Span:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    _check_year(first)
    return Span(date(first, 1, 1), date(last, 12, 31), "years", year)


def _in_year(year: int, month: str | None, day: str | None) -> Span | None:
    if month == "XX":
        if day not in (None, "XX"):
            return None
        _check_year(year)
        return year_span(year)
    code = int(month or 0)
    if code > 12:
        return _coded(year, code) if day is None else None
    _check_year(year)
    if month is None:
        return year_span(year)
    if code == 0:
        raise Unreadable("is not a date: there is no month 0.", f"If only the year is known, write {year}.")
    if day in (None, "XX"):
        return month_span(year, code)
    return _day(year, code, int(day))


def _day(year: int, month: int, day: int) -> Span:
    whole = month_span(year, month)
    last = whole.last.day if whole.last else 31
    if not 1 <= day <= last:
        named = f"{MONTHS[month - 1]} {year}"
        why = f"{named} has {last} days" if day else "there is no day 0"
        raise Unreadable(
            f"is not a date: {why}.",
            f"Write {year}-{month:02}-{last}, or {year}-{month:02} if only the month is known."
            if day
            else f"If only the month is known, write {year}-{month:02}.",
        )
    exact = date(year, month, day)
    return Span(exact, exact, "day", exact.isoformat())


def _coded(year: int, code: int) -> Span | None:
    """Return a season or a quarter, or refuse where a school year could as well be meant."""
    if code not in SEASONS and not 33 <= code <= 36:
        return None
    _check_year(year)
    words = f"{SEASONS[code]} {year}" if code in SEASONS else f"Q{code - 32} {year}"
    if code == year % 100 + 1:
        raise Unreadable(
            f"could be the years {year} to {year + 1} or the EDTF code for {words}.",
            f"Write {year}/{code}, or {words}.",
        )
    if code not in SEASONS:
        return quarter_span(code - 32, year).noting(f"{year}-{code} read as the EDTF code for {words}")
    span = season_span(SEASONS[code], year)
    return span.noting(f"{year}-{code} read as the EDTF code for {words}", season_note(span, words))


def season_note(span: Span, words: str) -> str:
    """Return the phrase that says which months a season was taken to be."""
    assert span.first and span.last
    taken = f"{words} taken as {spelled(span.first, span.last)}"
    if span.first.month != 12:
        return taken
    year = span.first.year
    return f"{taken} (for January {year}, write winter {year - 1}/{year % 100:02})"


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            f"has the year {year}, and only years from {FIRST_YEAR} to {LAST_YEAR} are read.",
            "Look at the year and write it with four digits.",
        )


def _doubted(span: Span, text: str, mark: str) -> Span:
    if not mark:
        return span._replace(edtf=text)
    plain = span._replace(edtf=text[:-1])
    span = span._replace(edtf="/".join(_with_mark(part, mark) for part in _without_codes(plain).split("/")))
    if mark == "?":
        return span.noting(UNCERTAIN)
    assert span.first and span.last
    if span.precision == "day":
        first, last, precision = span.first - ABOUT_DAYS, span.last + ABOUT_DAYS, "days"
    elif span.precision in ("year", "years"):
        first, last, precision = add_months(span.first, -12), add_months(span.last, 12), "years"
    else:
        first, last, precision = (
            add_months(span.first, -1),
            add_months(span.last + ONE_DAY, 1) - ONE_DAY,
            "months",
        )
    return span._replace(first=first, last=last, precision=precision, loose=True)


def _explained(span: Span, text: str) -> Span:
    """Add in words what a mark of doubt was taken to mean."""
    notes: list[str] = []
    if "%" in text:
        notes.append(UNCERTAIN)
    if span.loose and span.first and span.last:
        notes.append(f"about taken as {spelled(span.first, span.last)}")
    elif span.loose:
        notes.append("about widened the known end")
    return span.noting(*(note for note in notes if note not in span.notes)) if notes else span


def _without_codes(span: Span) -> str:
    """Return the EDTF with seasons and quarters as months, which may carry a mark at level 1."""
    if span.precision in ("season", "part of year") and "/" not in span.edtf and span.first and span.last:
        return f"{span.first:%Y-%m}/{span.last:%Y-%m}"
    return span.edtf


def _with_mark(part: str, mark: str) -> str:
    if part in ("", ".."):
        return part
    if part[-1] not in "?~%":
        return part + mark
    return part if part[-1] == mark else part[:-1] + "%"
