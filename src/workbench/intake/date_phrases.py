"""What is said around a date: about, before, week commencing, from ... to.

`statement` takes one qualifier off at a time and reads what is left, down to a
single date (`date_forms.point`) or a range of two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from workbench.intake.date_edtf import edtf_span, marked
from workbench.intake.date_forms import point
from workbench.intake.date_spans import (
    MONTHS,
    ONE_DAY,
    Span,
    Unreadable,
    days_span,
    joined,
    spelled,
)
from workbench.intake.date_words import WEEKDAYS
from workbench.intake.date_years import Given

PREFIX = re.compile(
    r"(@(?:before|after|by|until|since|from|about|maybe|overnight|wc|we|w/e|weekend|week|fortnight))[ ,:]*(.+)"
)
SUFFIX = re.compile(r"(.+?) ?(@(?:onwards|backwards|about|maybe|overnight))")
BETWEEN = re.compile(r"@between (.+) (?:@and|@to|-) (.+)")
FROM_TO = re.compile(r"@from (.+?) (?:@to|@until|-) (.+)")
UNTIL_NOW = re.compile(r"(?:@from |@since )?(.+?) ?(?:@to|@until|-)? ?@now")
TWO_SHORT_YEARS = re.compile(
    r"([a-z]{3})[ -]{0,3}([0-9]{2}) ?(?:-|@to|@until) ?([a-z]{3})[ -]{0,3}([0-9]{2})"
)
DIVIDERS = (
    re.compile(r" ?@(?:to|until) ?"),
    re.compile(" @or "),
    re.compile(" ?@and "),
    re.compile(" - "),
    re.compile(" ?- ?"),
    re.compile(" ?/ ?"),
)
DAY = re.compile(r"(#\w{3} )?[0-9]{1,2}")
DAY_MONTH = re.compile(r"(#\w{3} )?[0-9]{1,2} ?[./-] ?[0-9]{1,2}[./-]?")
PART_ONLY = re.compile("early|mid|late")


def statement(text: str, given: Given) -> Span | None:
    """Return the days that a whole date text stands for, or None where it is not one."""
    if "@" not in text:
        return point(text, given) or _range(text, given)
    if (match := BETWEEN.fullmatch(text) or FROM_TO.fullmatch(text)) and (
        span := _from_to(match[1], match[2], given)
    ) is not None:
        return span
    if match := UNTIL_NOW.fullmatch(text):
        span = statement(match[1], given)
        return span and _since(span, "the end is left open")
    if (match := PREFIX.fullmatch(text)) and (rest := statement(match[2], given)) is not None:
        if match[1] == "@from" and point(match[2], given) is None:
            return rest  # "from 5-10 May 2012" is a range, not an open start
        return QUALIFIERS[match[1]](rest)
    if (match := SUFFIX.fullmatch(text)) and (rest := statement(match[1], given)) is not None:
        return QUALIFIERS[match[2]](rest)
    return point(text, given) or _range(text, given)


def _closed(span: Span, word: str) -> Span:
    if span.first is None or span.last is None:
        raise Unreadable(f'has an open date after "{word}".', f"Write {word} and one date.")
    return span


def _before(span: Span) -> Span:
    """Before a month ends with the day before it; before a holiday people mean up to the day itself."""
    span = _closed(span, "before")
    assert span.first and span.last
    last = span.feast or (span.last if span.loose else span.first - ONE_DAY)
    inclusive = " and including" if span.feast else ""
    span = _without_feast_note(span)
    return _until_day(span, last, f"before taken as up to{inclusive} {spelled(last, last)}")


def _after(span: Span) -> Span:
    span = _closed(span, "after")
    assert span.first and span.last
    first = span.feast + ONE_DAY if span.feast else span.first if span.loose else span.last + ONE_DAY
    span = _without_feast_note(span)
    return _from_day(span, first, f"after taken as {spelled(first, first)} or later")


def _by(span: Span) -> Span:
    span = _closed(span, "by")
    assert span.last
    note = (
        ()
        if span.precision == "day"
        else (f"by taken as up to and including {spelled(span.last, span.last)}",)
    )
    return _until_day(span, span.last, *note)


def _until(span: Span) -> Span:
    span = _closed(span, "until")
    assert span.last
    return _until_day(span, span.last, f"until taken as up to and including {spelled(span.last, span.last)}")


def _since(span: Span, *notes: str) -> Span:
    span = _closed(span, "since")
    assert span.first
    return _from_day(span, span.first, *notes)


def _until_day(span: Span, last: date, *notes: str) -> Span:
    return Span(None, last, "open", f"../{last}", span.notes + notes, loose=span.loose)


def _from_day(span: Span, first: date, *notes: str) -> Span:
    return Span(first, None, "open", f"{first}/..", span.notes + notes, loose=span.loose)


def _about(span: Span) -> Span:
    """Widen: a week either side of a holiday, otherwise as for EDTF's ``~``."""
    if span.loose:
        return span
    if span.feast is None:
        return marked(span, "~")
    first, last = span.feast - timedelta(days=7), span.feast + timedelta(days=7)
    wide = days_span(
        first,
        last,
        "days",
        *_without_feast_note(span).notes,
        f"around the holiday taken as {spelled(first, last)}",
    )
    return wide._replace(feast=span.feast, loose=True)


def _without_feast_note(span: Span) -> Span:
    """Drop the days taken for a holiday (always the last phrase) where they did not count."""
    return span._replace(notes=span.notes[:-1]) if span.feast else span


def _maybe(span: Span) -> Span:
    return marked(span, "?")


def _one_day(span: Span, word: str) -> Span:
    if span.first is None or span.first != span.last or span.precision != "day":
        raise Unreadable(
            f'has no single day after "{word}".', f"Write {word} and one day, as in {word} 14 May 2012."
        )
    return span


def _week_commencing(span: Span) -> Span:
    span = _one_day(span, "w/c")
    assert span.first
    week = days_span(span.first, span.first + 6 * ONE_DAY, "week", *span.notes)
    if span.first.weekday() == 0:
        return week
    return week.noting(f"seven days from a {WEEKDAYS[span.first.weekday()]}")


def _week_ending(span: Span) -> Span:
    span = _one_day(span, "week ending")
    assert span.last
    week = days_span(span.last - 6 * ONE_DAY, span.last, "week", *span.notes)
    if span.last.weekday() == 6:
        return week
    return week.noting(f"seven days up to a {WEEKDAYS[span.last.weekday()]}")


def _week_ending_or_weekend(span: Span) -> Span:
    """Read "w/e", which on a Saturday may be a week ending or a weekend, so that it holds both."""
    week = _week_ending(span)
    if span.last is None or span.last.weekday() != 5:
        return week
    notes = (*span.notes, "w/e can be week ending or weekend; the days hold both")
    return days_span(span.last - 6 * ONE_DAY, span.last + ONE_DAY, "days", *notes)


def _week_of(span: Span) -> Span:
    span = _one_day(span, "week of")
    assert span.first
    monday = span.first - span.first.weekday() * ONE_DAY
    notes = (
        (f"week taken from Monday to Sunday around {spelled(span.first, span.first)}",)
        if monday != span.first
        else ()
    )
    return days_span(monday, monday + 6 * ONE_DAY, "week", *span.notes, *notes)


def _weekend(span: Span) -> Span:
    if span.first and span.last and (span.first.weekday(), span.last - span.first) == (5, ONE_DAY):
        return span
    span = _one_day(span, "weekend of")
    assert span.first
    weekday = span.first.weekday()
    if weekday < 4:
        raise Unreadable(
            f"is not a weekend: that day was a {WEEKDAYS[weekday]}.",
            "Write the Saturday of the weekend, or the days.",
        )
    saturday = span.first + (5 - weekday) * ONE_DAY
    return days_span(min(span.first, saturday), saturday + ONE_DAY, "days", *span.notes)


def _fortnight(span: Span) -> Span:
    span = _one_day(span, "fortnight from")
    assert span.first
    last = span.first + 13 * ONE_DAY
    return days_span(span.first, last, "days", *span.notes, f"fortnight taken as {spelled(span.first, last)}")


def _overnight(span: Span) -> Span:
    if span.first and span.last and span.last - span.first == ONE_DAY:
        return span
    span = _one_day(span, "overnight")
    assert span.first
    last = span.first + ONE_DAY
    return days_span(span.first, last, "days", *span.notes, f"overnight taken as {spelled(span.first, last)}")


QUALIFIERS: dict[str, Callable[[Span], Span]] = {
    "@before": _before, "@after": _after, "@by": _by, "@until": _until, "@backwards": _by, "@since": _since,
    "@from": _since, "@onwards": _since, "@about": _about, "@maybe": _maybe, "@overnight": _overnight,
    "@wc": _week_commencing, "@we": _week_ending, "@w/e": _week_ending_or_weekend, "@week": _week_of,
    "@weekend": _weekend, "@fortnight": _fortnight,
}  # fmt: skip


def _range(text: str, given: Given) -> Span | None:
    """Read two dates with a divider between them; the first divider that makes sense decides."""
    if match := TWO_SHORT_YEARS.fullmatch(text):
        return _month_years(match, given)
    problem: Unreadable | None = None
    for divider in DIVIDERS:
        for match in divider.finditer(text):
            left, right = text[: match.start()].strip(), text[match.end() :].strip()
            if not left or not right:
                continue
            try:
                span = _from_to(left, right, given)
            except Unreadable as error:
                problem = problem or error
                continue
            if span is not None:
                return _adjoining(span, left, right, given) if "@and" in match.group() else span
    if problem is not None:
        raise problem
    return None


def _adjoining(span: Span, left: str, right: str, given: Given) -> Span:
    """Refuse "12 and 19 May 2012": two dates are two entries, unless one follows the other."""
    start, end = _ends(left, right, given) or (span, span)
    if start.last and end.first and end.first - start.last == ONE_DAY:
        return span
    raise Unreadable(
        "holds two dates.", "Give each its own row, or write from ... to ... if all days between are meant."
    )


def _month_years(match: re.Match[str], given: Given) -> Span | None:
    """Read "Dec 11 - Jan 12" as two months of two years, where days of one year would run backwards."""
    start_month, start_year, end_month, end_year = match.groups()
    left, right = (
        edtf and point(edtf, given) for edtf in (f"{start_month} '{start_year}", f"{end_month} '{end_year}")
    )
    if left is None or right is None or not (left.first and right.first and right.last):
        return None
    backwards = right.first.month < left.first.month and right.first > left.first
    if given.years is None and not backwards:
        raise Unreadable(
            "could be two months with their years or two days without a year.",
            "Write the years with four digits.",
        )
    if right.first < left.first:
        raise Unreadable("ends before it starts.", "Write the earlier date first.")
    days = (
        f"{int(start_year)} {MONTHS[left.first.month - 1]} to {int(end_year)} {MONTHS[right.first.month - 1]}"
    )
    return joined(left, right).noting(f"read as {spelled(left.first, right.last)}, not as {days}")


def _from_to(left: str, right: str, given: Given) -> Span | None:
    ends = _ends(left, right, given)
    if ends is None:
        return None
    start, end = ends
    if start.first is None or start.last is None or end.first is None or end.last is None:
        raise Unreadable(
            "has an open date inside a range.", "Write two dates, or one date with before or after."
        )
    if end.last < start.first or end.first < start.first:
        raise Unreadable("ends before it starts.", "Write the earlier date first.")
    return joined(start, end)


def _ends(left: str, right: str, given: Given) -> tuple[Span, Span] | None:
    """Read both ends; what one of them lacks, the other supplies."""
    end = _one_end(right, given)
    start = _one_end(left, given)
    if isinstance(start, Span) and isinstance(end, Span):
        return start, end
    if isinstance(end, Span):
        start = _completed(left, end, right, given, back=1)
        return start and (start, end)
    if isinstance(start, Span):
        end = _completed(right, start, left, given, back=-1)
        return end and (start, end)
    if isinstance(end, Unreadable) or isinstance(start, Unreadable):
        raise end or start  # neither end has a year
    return None


def _one_end(text: str, given: Given) -> Span | Unreadable | None:
    """Return one end of a range, None where it is too short, the problem where only its year is missing."""
    if DAY.fullmatch(text) or PART_ONLY.fullmatch(text):
        return None
    try:
        if text.startswith(("@about ", "@maybe ")):
            word, rest = text.split(" ", 1)
            span = _one_end(rest, given)
            return QUALIFIERS[word](span) if isinstance(span, Span) else span
        return point(text, given)
    except Unreadable as error:
        if error.lacks_year:
            return error
        raise


def _completed(text: str, other: Span, other_text: str, given: Given, *, back: int) -> Span | None:
    """Return one end of a range with month and year taken from the other end.

    ``back`` is 1 for the start, which may lie in the year before the end's
    ("28 Dec - 3 Jan 2013"), and -1 for the end, which may lie in the year after.
    """
    if other.first is None or other.last is None:
        return None
    if PART_ONLY.fullmatch(text):  # "mid to late February 2019"
        rest = re.fullmatch(r"(?:early|mid|late) (.+)", other_text)
        return point(f"{text} {rest[1]}", given) if rest else None
    if DAY.fullmatch(text):
        month = MONTHS[other.first.month - 1][:3].lower()
        return point(f"{text} {month} {other.first.year}", given) if other.precision == "day" else None
    year = other.first.year if back == 1 else other.last.year
    span = _in_year(text, year, given)
    if span is None or span.first is None or span.last is None:
        return None
    if (back == 1 and span.first > other.last) or (back == -1 and span.last < other.first):
        span = _in_year(text, year - back, given)
        return span and span.noting(f"{'start' if back == 1 else 'end'} taken as {spelled(*_days(span))}")
    return span


def _days(span: Span) -> tuple[date, date]:
    assert span.first and span.last
    return span.first, span.last


def _in_year(text: str, year: int, given: Given) -> Span | None:
    return point(f"{text.rstrip('./-')}/{year}" if DAY_MONTH.fullmatch(text) else f"{text} {year}", given)
