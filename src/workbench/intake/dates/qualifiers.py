"""What a word before or after a date makes of it: before, about, week commencing, overnight.

Each takes the days that were read and returns the days that are meant, with a
phrase about what was taken for granted. `QUALIFIERS` is the list.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from workbench.intake.dates.edtf import marked
from workbench.intake.dates.spans import ONE_DAY, Span, Unreadable, days_span, spelled
from workbench.intake.dates.words import WEEKDAYS

AROUND_A_HOLIDAY = timedelta(days=7)
SATURDAY, SUNDAY = 5, 6


def qualified(word: str, span: Span) -> Span:
    """Return the days that are meant once the word is taken into account; a "?" inside stays."""
    meant = QUALIFIERS[word](span)
    return marked(meant, "?") if "?" in span.edtf and "?" not in meant.edtf else meant


def _closed(span: Span, word: str) -> tuple[date, date]:
    if span.first is None or span.last is None:
        raise Unreadable(f'has an open date after "{word}".', f"Write {word} and one date.")
    return span.ends


def _before(span: Span) -> Span:
    """Before a month ends with the day before it; before a holiday people mean up to the day itself."""
    first, last = _closed(span, "before")
    until = last if span.loose else span.feast or first - ONE_DAY
    inclusive = " and including" if until in (last, span.feast) else ""
    return _until_day(span, until, f"before taken as up to{inclusive} {spelled(until, until)}")


def _after(span: Span) -> Span:
    first, last = _closed(span, "after")
    since = first if span.loose else (span.feast or last) + ONE_DAY
    return _from_day(span, since, f"after taken as {spelled(since, since)} or later")


def _by(span: Span) -> Span:
    _, last = _closed(span, "by")
    notes = () if span.precision == "day" else (f"by taken as up to and including {spelled(last, last)}",)
    return _until_day(span, last, *notes)


def _until(span: Span) -> Span:
    _, last = _closed(span, "until")
    return _until_day(span, last, f"until taken as up to and including {spelled(last, last)}")


def _since(span: Span) -> Span:
    first, _ = _closed(span, "since")
    return _from_day(span, first)


def _until_day(span: Span, last: date, *notes: str) -> Span:
    return Span(None, last, "open", f"../{last}", _without_feast_note(span).notes + notes)


def _from_day(span: Span, first: date, *notes: str) -> Span:
    return Span(first, None, "open", f"{first}/..", _without_feast_note(span).notes + notes)


def _about(span: Span) -> Span:
    """Widen: a week either side of a holiday, otherwise as for EDTF's ``~``."""
    if span.loose:
        return span
    if span.feast is None:
        return marked(span, "~")
    first, last = span.feast - AROUND_A_HOLIDAY, span.feast + AROUND_A_HOLIDAY
    notes = (*_without_feast_note(span).notes, f"around the holiday taken as {spelled(first, last)}")
    return days_span(first, last, "days", *notes)._replace(feast=span.feast, loose=True)


def _without_feast_note(span: Span) -> Span:
    """Drop the days taken for a holiday (always the last phrase) where they did not count."""
    return span._replace(notes=span.notes[:-1]) if span.feast and not span.loose else span


def _maybe(span: Span) -> Span:
    return marked(span, "?")


def _one_day(span: Span, word: str) -> date:
    if span.first is None or span.first != span.last or span.precision != "day":
        hint = f"Write {word} and one day, as in {word} 14 May 2012."
        raise Unreadable(f'has no single day after "{word}".', hint)
    return span.first


def _week_commencing(span: Span) -> Span:
    first = _one_day(span, "w/c")
    week = days_span(first, first + 6 * ONE_DAY, "week", *span.notes)
    return week.noting(f"seven days from a {WEEKDAYS[first.weekday()]}") if first.weekday() else week


def _week_ending(span: Span) -> Span:
    last = _one_day(span, "week ending")
    week = days_span(last - 6 * ONE_DAY, last, "week", *span.notes)
    if last.weekday() == SUNDAY:
        return week
    return week.noting(f"seven days up to a {WEEKDAYS[last.weekday()]}")


def _week_ending_or_weekend(span: Span) -> Span:
    """Read "w/e", which on a Saturday may be a week ending or a weekend, so that it holds both."""
    last = _one_day(span, "week ending")
    if last.weekday() != SATURDAY:
        return _week_ending(span)
    notes = (*span.notes, "w/e can be week ending or weekend; the days hold both")
    return days_span(last - 6 * ONE_DAY, last + ONE_DAY, "days", *notes)


def _week_of(span: Span) -> Span:
    day = _one_day(span, "week of")
    monday = day - day.weekday() * ONE_DAY
    week = days_span(monday, monday + 6 * ONE_DAY, "week", *span.notes)
    return (
        week if monday == day else week.noting(f"week taken from Monday {spelled(monday, monday)} to Sunday")
    )


def _weekend(span: Span) -> Span:
    if span.first and span.last and (span.first.weekday(), span.last - span.first) == (SATURDAY, ONE_DAY):
        return span
    day = _one_day(span, "weekend of")
    if day.weekday() < SATURDAY - 1:
        hint = "Write the Saturday of the weekend, or the days."
        raise Unreadable(f"is not a weekend: that day was a {WEEKDAYS[day.weekday()]}.", hint)
    saturday = day + (SATURDAY - day.weekday()) * ONE_DAY
    return days_span(min(day, saturday), saturday + ONE_DAY, "days", *span.notes)


def _fortnight(span: Span) -> Span:
    first = _one_day(span, "fortnight from")
    last = first + 13 * ONE_DAY
    return days_span(first, last, "days", *span.notes, f"fortnight taken as {spelled(first, last)}")


def _overnight(span: Span) -> Span:
    if span.first and span.last and span.last - span.first == ONE_DAY:
        return span
    first = _one_day(span, "overnight")
    last = first + ONE_DAY
    return days_span(first, last, "days", *span.notes, f"overnight taken as {spelled(first, last)}")


QUALIFIERS: dict[str, Callable[[Span], Span]] = {
    "@before": _before, "@after": _after, "@by": _by, "@until": _until, "@backwards": _by, "@since": _since,
    "@from": _since, "@onwards": _since, "@about": _about, "@maybe": _maybe, "@overnight": _overnight,
    "@wc": _week_commencing, "@we": _week_ending, "@w/e": _week_ending_or_weekend, "@week": _week_of,
    "@weekend": _weekend, "@fortnight": _fortnight,
}  # fmt: skip
