"""One date or one named period: "22.05.16", "early May 2019", "Q3 2012", "Easter 2015".

`FORMS` is the table: a pattern over canonical words (see `date_words`) and the
function that reads it. The first pattern that fits decides. Nothing here
guesses: what fits no pattern is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from workbench.intake.dates.edtf import edtf_span
from workbench.intake.dates.numbers import (
    ISO,
    NUMERIC,
    bare_number,
    day_without_year,
    eight_digits,
    hyphened,
    iso,
    month_in_numbers,
    numbers_without_year,
    numeric,
    refuse_lone_dash,
)
from workbench.intake.dates.periods import (
    FEAST_DAYS,
    FEAST_NAMES,
    FEASTS,
    NTH,
    feast,
    feast_day,
    quarter,
    school_or_financial_year,
    season,
    term,
)
from workbench.intake.dates.spans import (
    MONTHS,
    ONE_DAY,
    SEASON_STARTS,
    Span,
    Unreadable,
    add_months,
    days_span,
    long_day,
    month_end,
    month_span,
    months_span,
    spelled,
    year_span,
)
from workbench.intake.dates.words import MONTH_NUMBERS, WEEKDAYS
from workbench.intake.dates.years import Given, checked_day, full_year, only_year

MON = "(" + "|".join(MONTH_NUMBERS) + ")"
YEAR = "([0-9]{4}|'?[0-9]{2})"
SURE_YEAR = "([0-9]{4}|'[0-9]{2})"
GAP = "[ ./-]{0,3}"
SEASON = "(" + "|".join(SEASON_STARTS) + ")"
PART = "(early|mid|late)"
PART_MONTHS = {"early": (0, 4), "mid": (4, 8), "late": (8, 12)}
PART_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def point(text: str, given: Given) -> Span | None:
    """Return the days of one date or named period, or None where it is no such thing."""
    if "#" in text:
        return _with_weekday(text, given)
    if "hydref" in text:
        return _with_hydref(text, given)
    for pattern, read in FORMS:
        if match := pattern.fullmatch(text):
            return read(match, given)
    return edtf_span(text)


def _with_weekday(text: str, given: Given) -> Span | None:
    """Read a date with its weekday, and refuse where the two do not agree.

    Either can be the slip (in January it is mostly the year), and moving the
    entry to either would be a guess.
    """
    match = re.fullmatch(r"#(\w{3}),? ?([^#]+)|([^#]+?),? ?#(\w{3})", text)
    if match is None:
        return None
    span = point((match[2] or match[3]).strip(), given)
    if span is None or span.precision != "day" or span.first is None:
        return None
    weekday = WEEKDAYS[span.first.weekday()]
    if weekday[:3].lower() != (match[1] or match[4]):
        raise Unreadable(
            f"does not agree with itself: {long_day(span.first)} was a {weekday}.",
            "Find out which is right and write the date without the weekday.",
        )
    return span


def _with_hydref(text: str, given: Given) -> Span | None:
    """Read the Welsh word that is both October and autumn: October only beside a day."""
    if re.search(r"[0-9]{1,2}[ ./-]{1,3}hydref|(early|mid|late) hydref", text):
        span = point(text.replace("hydref", "oct"), given)
        return span and span.noting("Hydref read as October")
    span = point(text.replace("hydref", "autumn"), given)
    return span and span.noting("Hydref can be October or autumn; September to November holds both")


def _day_month_year(match: re.Match[str], given: Given) -> Span:
    day, first_gap, month, second_gap, digits = match.groups()
    if len(digits) < 4:
        refuse_lone_dash(first_gap, second_gap)
    year, notes = full_year(digits, given)
    return checked_day(year, MONTH_NUMBERS[month], int(day), *notes, worded=True)


WORDED = re.compile(
    "([0-9]{1,2})([ -])"
    "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\2([0-9]{4}|[0-9]{2})"
)
"""The commonest ways of writing a day with its month in words, which can mean nothing else."""


def day_in_words(match: re.Match[str], given: Given) -> Span:
    """Return the day of a match of WORDED."""
    year, notes = full_year(match[4], given)
    return checked_day(year, MONTH_NUMBERS[match[3][:3].lower()], int(match[1]), *notes, worded=True)


def _month_day_year(match: re.Match[str], given: Given) -> Span:
    month, first_gap, day, second_gap, digits = match.groups()
    refuse_lone_dash(first_gap, second_gap)
    year, notes = full_year(digits, given)
    return checked_day(year, MONTH_NUMBERS[month], int(day), *notes, worded=True)


def _year_month_day(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[1], given)
    return checked_day(year, MONTH_NUMBERS[match[2]], int(match[3]), *notes, worded=True)


def _month_year(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[2], given)
    return month_span(year, MONTH_NUMBERS[match[1]]).noting(*notes)


def _year_month(match: re.Match[str], given: Given) -> Span:
    return month_span(full_year(match[1], given)[0], MONTH_NUMBERS[match[2]])


def _month_number(match: re.Match[str], given: Given) -> Span:
    """Read "May 16": a year if it cannot be a day or if the case's years say so, otherwise refuse."""
    month, digits = MONTH_NUMBERS[match[1]], match[2]
    named = MONTHS[month - 1]
    number = int(digits)
    is_day = 1 <= number <= month_end(2000, month).day
    if is_day and (len(digits) == 1 or not given.years or not _within(number, given.years)):
        if len(digits) == 1:
            return day_without_year(number, month, given)
        raise Unreadable(
            f"could be {named} 20{digits} or {number} {named} of a year that is not given.",
            f"Write {named} 20{digits}, or {number} {named} with its year.",
        )
    year, notes = full_year(digits, given)
    also = (f"read as {named} {year}, not as {number} {named}",) if is_day else ()
    return month_span(year, month).noting(*also, *notes)


def _within(short: int, years: tuple[int, int]) -> bool:
    return any(years[0] <= century + short <= years[1] for century in (1900, 2000))


def _named_without_year(match: re.Match[str], given: Given) -> Span:
    return day_without_year(int(match[1]), MONTH_NUMBERS[match[2]], given)


def _something_without_year(match: re.Match[str], given: Given) -> Span | None:
    word = match.group()
    named = (
        MONTHS[MONTH_NUMBERS[word] - 1] if word in MONTH_NUMBERS else FEAST_NAMES.get(word, word.capitalize())
    )
    year, notes = only_year(given, f"{named} 2019")
    span = point(f"{match.group()} {year}", given)
    return span and span.noting(*notes)


def _year(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[1], given)
    return year_span(year).noting(*notes)


def _decade(match: re.Match[str], given: Given) -> Span:
    full_year(match[1] + "0", given)
    span = edtf_span(match[1] + "X")
    assert span is not None
    return span


def _part(match: re.Match[str], given: Given) -> Span | None:
    """Read early, mid or late: a third of a month or year, or one month of a season."""
    whole = point(match[2], given)
    if whole is None or whole.first is None or whole.last is None:
        return None
    start, end = PART_DAYS[match[1]] if whole.precision == "month" else PART_MONTHS[match[1]]
    label = f"{match[1]} {spelled(whole.first, whole.last)}"
    if whole.precision == "month":
        span = days_span(
            whole.first.replace(day=start), min(whole.last, whole.first + timedelta(end - 1)), "part of month"
        )
        label = f"{match[1]} {MONTHS[whole.first.month - 1]}"
    elif whole.precision == "year":
        span = months_span(
            add_months(whole.first, start), add_months(whole.first, end) - ONE_DAY, "part of year"
        )
    elif whole.precision == "season":
        month = add_months(whole.first, start // 4)
        return month_span(month.year, month.month).noting(
            *whole.notes[:-1],
            f"{match[1]} {match[2].split()[0]} taken as {MONTHS[month.month - 1]} {month.year}",
        )
    else:
        return None
    taken = spelled(*span.ends, with_year=whole.precision == "year")
    return span.noting(*whole.notes, f"{label} taken as {taken}")


def _nth_week(match: re.Match[str], given: Given) -> Span | None:
    whole = point(match[2], given)
    if whole is None or whole.precision != "month" or whole.first is None or whole.last is None:
        return None
    nth = NTH[match[1]]
    start = whole.last - 6 * ONE_DAY if nth == 5 else whole.first + (nth - 1) * 7 * ONE_DAY
    span = days_span(start, start + 6 * ONE_DAY, "week", *whole.notes)
    name = ("first", "second", "third", "fourth", "last")[nth - 1]
    return span.noting(f"{name} week taken as {spelled(start, start + 6 * ONE_DAY, with_year=False)}")


def _half(match: re.Match[str], given: Given) -> Span | None:
    whole = point(match[2], given)
    if whole is None or whole.first is None or whole.last is None:
        return None
    second = match[1] in ("second", "2")
    if whole.precision == "year":
        start = add_months(whole.first, 6 if second else 0)
        return months_span(start, add_months(start, 6) - ONE_DAY, "part of year", *whole.notes)
    if whole.precision == "month":
        first = whole.first.replace(day=16) if second else whole.first
        last = whole.last if second else whole.first.replace(day=15)
        return days_span(first, last, "part of month", *whole.notes)
    return None


FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], Given], Span | None]]] = [
    (NUMERIC, numeric),
    (ISO, iso),
    (re.compile(f"([0-9]{{1,2}})({GAP}){MON}({GAP}){YEAR}"), _day_month_year),
    (re.compile(f"{MON}({GAP})([0-9]{{1,2}})([ ./-]{{1,3}}){SURE_YEAR}"), _month_day_year),
    (re.compile(f"([0-9]{{4}}){GAP}{MON}{GAP}([0-9]{{1,2}})"), _year_month_day),
    (re.compile(f"{MON}{GAP}{SURE_YEAR}"), _month_year),
    (re.compile(f"([0-9]{{4}}){GAP}{MON}"), _year_month),
    (re.compile(f"{MON}{GAP}([0-9]{{1,2}})"), _month_number),
    (re.compile(f"([0-9]{{1,2}}){GAP}{MON}"), _named_without_year),
    (re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{1,2})[./-]?"), numbers_without_year),
    (re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{4})"), month_in_numbers),
    (re.compile("([0-9]{4}|'[0-9]{2})"), _year),
    (re.compile("([0-9]{3})0'?s"), _decade),
    (re.compile("([0-9]{4}) ?(/|-) ?([0-9]{2})"), hyphened),
    (re.compile(f"{PART}[ -]{{0,3}}(.+)"), _part),
    (re.compile(f"({'|'.join(NTH)}) @?week (.+)"), _nth_week),
    (re.compile("(first|second|1|2) half (.+)"), _half),
    (re.compile(f"{SEASON} {YEAR}(?: ?[/-] ?([0-9]{{4}}|[0-9]{{2}}))?"), season),
    (re.compile("q([1-4])[ /-]{0,3}([0-9]{4})|([0-9]{4})[ /-]{0,3}q([1-4])"), quarter),
    (re.compile("(first|second|third|fourth|last|[1-4]) quarter ([0-9]{4})"), quarter),
    (re.compile("(autumn|spring|summer) @term ([0-9]{4})(?: ?[/-] ?([0-9]{4}|[0-9]{2}))?"), term),
    (re.compile("(@year|@financial) ([0-9]{4}) ?[/-] ?([0-9]{4}|[0-9]{2})"), school_or_financial_year),
    (
        re.compile(f"(@over )?({'|'.join(FEASTS)})( @holidays)? {YEAR}(?: ?/ ?([0-9]{{4}}|[0-9]{{2}}))?"),
        feast,
    ),
    (re.compile(f"({'|'.join(FEAST_DAYS)}) {YEAR}"), feast_day),
    (
        re.compile(f"{MON}|{SEASON}|q[1-4]|{'|'.join((*FEASTS, *FEAST_DAYS))}"),
        _something_without_year,
    ),
    (re.compile("[0-9]{8}"), eight_digits),
    (re.compile(r"([0-9]{1,12})(?:\.[0-9]*)?"), bare_number),
]
