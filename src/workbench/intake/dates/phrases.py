"""What is said around a date: about, before, week commencing, from ... to.

`statement` takes one qualifier off at a time and reads what is left, down to a
single date (`date_forms.point`) or a range of two.
"""

from __future__ import annotations

import re
from datetime import timedelta

from workbench.intake.dates.forms import point
from workbench.intake.dates.qualifiers import qualified
from workbench.intake.dates.spans import MONTHS, Span, Unreadable, joined, spelled
from workbench.intake.dates.years import Given

PREFIX = re.compile(
    "(@(?:before|after|by|until|since|from|about|maybe|overnight|wc|we|w/e|week|weekend|fortnight))[ :]+(.+)"
)
SUFFIX = re.compile(r"(.+?) ?(@(?:onwards|backwards|about|maybe|overnight))")
BETWEEN = re.compile(r"@between (.+) (?:@and|@to|-) (.+)")
FROM_TO = re.compile(r"@from (.+?) (?:@to|@until|-) (.+)")
UNTIL_NOW = re.compile(r"(?:@from |@since )?(.+?) ?(?:@to|@until|-)? ?@now")
TWO_SHORT_YEARS = re.compile(
    r"([a-z]{3})[ -]{0,3}([0-9]{2}) ?(?:-|@to|@until) ?([a-z]{3})[ -]{0,3}([0-9]{2})"
)
DIVIDERS = tuple(map(re.compile, (" ?@(?:to|until) ?", " ?@or ", " ?@and ", " - ", " / ", " ?- ?", " ?/ ?")))
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
        return span and qualified("@since", span).noting("the end is left open")
    if (match := PREFIX.fullmatch(text)) and (rest := statement(match[2], given)) is not None:
        if match[1] == "@from" and point(match[2], given) is None:
            return rest  # "from 5-10 May 2012" is a range, not an open start
        return qualified(match[1], rest)
    if (match := SUFFIX.fullmatch(text)) and (rest := statement(match[1], given)) is not None:
        return qualified(match[2], rest)
    return point(text, given) or _range(text, given)


def _range(text: str, given: Given) -> Span | None:
    """Read two dates with a divider between them; the first divider that makes sense decides."""
    if match := TWO_SHORT_YEARS.fullmatch(text):
        return _month_years(match, given)
    for divider in DIVIDERS:
        problem: Unreadable | None = None
        for match in divider.finditer(text):
            left, right = text[: match.start()].strip(), text[match.end() :].strip()
            if divider is DIVIDERS[-1] and "/" in left:
                continue  # "22/5/2012/..." does not end at its first slashes
            try:
                span = _from_to(left, right, given) if left and right else None
            except Unreadable as error:
                problem = problem or error
                continue
            if span is not None:
                return _either_or_both(span, match.group().strip(), left, right, given)
        if problem is not None:
            raise problem
    return None


def _either_or_both(span: Span, divider: str, left: str, right: str, given: Given) -> Span:
    """Say what "or" was taken for, and refuse "12 and 19 May 2012": two dates are two entries."""
    start, end = _ends(left, right, given) or (span, span)
    follow_on = start.last and end.first and end.first - start.last <= timedelta(days=1)
    if divider == "@and" and not follow_on:
        hint = "Give each its own row, or write from ... to ... if all days between are meant."
        raise Unreadable("holds two dates.", hint)
    if divider == "@or" and not follow_on:
        return span.noting(f'"or" taken as any day of {spelled(*span.ends)}')
    return span


def _month_years(match: re.Match[str], given: Given) -> Span | None:
    """Read "Dec 11 - Jan 12" as two months of two years, where days of one year would run backwards."""
    start_month, start_year, end_month, end_year = match.groups()
    left, right = point(f"{start_month} '{start_year}", given), point(f"{end_month} '{end_year}", given)
    if left is None or right is None:
        return None
    (first, _), (end_first, last) = left.ends, right.ends
    if given.years is None and not (end_first.month < first.month and end_first > first):
        hint = "Write the years with four digits."
        raise Unreadable("could be two months with their years or two days without a year.", hint)
    if end_first < first:
        raise Unreadable("ends before it starts.", "Write the earlier date first.")
    days = f"{int(start_year)} {MONTHS[first.month - 1]} to {int(end_year)} {MONTHS[end_first.month - 1]}"
    return joined(left, right).noting(f"read as {spelled(first, last)}, not as {days}")


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
    for problem in (end, start):
        if isinstance(problem, Unreadable):  # neither end has a year
            raise problem
    return None


def _one_end(text: str, given: Given) -> Span | Unreadable | None:
    """Return one end of a range, None where it is too short, the problem where only its year is missing."""
    if DAY.fullmatch(text) or PART_ONLY.fullmatch(text):
        return None
    try:
        if text.startswith(("@about ", "@maybe ")):
            word, rest = text.split(" ", 1)
            span = _one_end(rest, given)
            return qualified(word, span) if isinstance(span, Span) else span
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
    if DAY.fullmatch(text):  # only at the start: in "1 May 2012-3" the 3 may be a year
        month = MONTHS[other.first.month - 1][:3].lower()
        whole = other.precision == "day" and back == 1
        return point(f"{text} {month} {other.first.year}", given) if whole else None
    year = other.first.year if back == 1 else other.last.year
    span = _in_year(text, year, given)
    if span is None or span.first is None or span.last is None:
        return None
    if (back == 1 and span.first > other.last) or (back == -1 and span.last < other.first):
        span = _in_year(text, year - back, given)
        return span and span.noting(f"{'start' if back == 1 else 'end'} taken as {spelled(*span.ends)}")
    return span


def _in_year(text: str, year: int, given: Given) -> Span | None:
    if text[0] in "-/" or text[-1] in "-/":  # a torn piece such as "04-" out of "2019-04-"
        return None
    return point(f"{text.rstrip('./-')}/{year}" if DAY_MONTH.fullmatch(text) else f"{text} {year}", given)
