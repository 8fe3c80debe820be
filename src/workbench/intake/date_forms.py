"""One date or one named period: "22.05.16", "early May 2019", "Q3 2012", "Easter 2015".

`FORMS` is the table: a pattern over canonical words (see `date_words`) and the
function that reads it. The first pattern that fits decides. Nothing here
guesses: what fits no pattern is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from workbench.intake.date_edtf import edtf_span, season_note
from workbench.intake.date_spans import (
    MONTHS,
    ONE_DAY,
    SEASON_STARTS,
    Span,
    Unreadable,
    add_months,
    day_span,
    days_span,
    easter_sunday,
    long_day,
    month_end,
    month_span,
    months_span,
    quarter_span,
    season_span,
    spelled,
    year_span,
)
from workbench.intake.date_words import MONTH_NUMBERS, WEEKDAYS
from workbench.intake.date_years import Given, checked_day, full_year, only_year

NUMERIC = re.compile(r"([0-9]{1,2}) ?([./ -]) ?([0-9]{1,2}) ?([./ -]) ?([0-9]{4}|'?[0-9]{2})")
ISO = re.compile(r"([0-9]{4}) ?([/. -]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})")
MON = "(" + "|".join(MONTH_NUMBERS) + ")"
YEAR = "([0-9]{4}|'?[0-9]{2})"
SURE_YEAR = "([0-9]{4}|'[0-9]{2})"
GAP = "[ ./-]{0,3}"
SEASON = "(" + "|".join(SEASON_STARTS) + ")"
PART = "(early|mid|late)"
PART_MONTHS = {"early": (0, 4), "mid": (4, 8), "late": (8, 12)}
PART_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
NTH = {"first": 1, "1": 1, "second": 2, "2": 2, "third": 3, "3": 3, "fourth": 4, "4": 4, "last": 5}
FEASTS: dict[str, Callable[[int], tuple[date, date, date]]] = {
    # first day, last day, and the day itself
    "christmas": lambda year: (date(year, 12, 24), date(year, 12, 26), date(year, 12, 25)),
    "newyear": lambda year: (date(year - 1, 12, 31), date(year, 1, 1), date(year, 1, 1)),
    "easter": lambda year: (
        easter_sunday(year) - 2 * ONE_DAY,
        easter_sunday(year) + ONE_DAY,
        easter_sunday(year),
    ),
}
FEAST_DAYS: dict[str, Callable[[int], date]] = {
    "christmasday": lambda year: date(year, 12, 25),
    "christmaseve": lambda year: date(year, 12, 24),
    "boxingday": lambda year: date(year, 12, 26),
    "newyearsday": lambda year: date(year, 1, 1),
    "newyearseve": lambda year: date(year, 12, 31),
    "eastersunday": easter_sunday,
    "eastermonday": lambda year: easter_sunday(year) + ONE_DAY,
    "goodfriday": lambda year: easter_sunday(year) - 2 * ONE_DAY,
    "halloween": lambda year: date(year, 10, 31),
    "bonfirenight": lambda year: date(year, 11, 5),
}
FEAST_NAMES = {"christmas": "Christmas", "newyear": "New Year", "easter": "Easter"}


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


def numeric(match: re.Match[str], given: Given) -> Span:
    """Read day, month and year in numbers, the day first."""
    day, first_gap, month, second_gap, digits = match.groups()
    day_number, month_number = int(day), int(month)
    if first_gap == "-" != second_gap and day_number <= 12 and month_number <= 12:
        raise Unreadable(
            "could be one date or the months from "
            f"{MONTHS[max(day_number, 1) - 1]} to {MONTHS[max(month_number, 1) - 1]}.",
            "Write the date as 17/04/2019, or the months by name.",
        )
    year, notes = full_year(digits, given)
    if day_number <= 12 and month_number <= 12 and day_number != month_number:
        notes = ("Read as day/month/year", *notes)
    return checked_day(year, month_number, day_number, *notes)


def iso(match: re.Match[str], given: Given) -> Span:
    """Read year, month and day in numbers."""
    year, _ = full_year(match[1], given)
    notes = ("Read as year/month/day",) if match[2] != "-" else ()
    return checked_day(year, int(match[3]), int(match[4]), *notes, iso=True)


def _day_month_year(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[3], given)
    return checked_day(year, MONTH_NUMBERS[match[2]], int(match[1]), *notes, worded=True)


def _month_day_year(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[3], given)
    return checked_day(year, MONTH_NUMBERS[match[1]], int(match[2]), *notes, worded=True)


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
            return _day_without_year(number, month, given)
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
    return _day_without_year(int(match[1]), MONTH_NUMBERS[match[2]], given)


def _numbers_without_year(match: re.Match[str], given: Given) -> Span:
    day, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        raise Unreadable("has no year, or no day.", "Write day, month and year, as in 17/04/2019.")
    return _day_without_year(day, month, given)


def _day_without_year(day: int, month: int, given: Given) -> Span:
    year, notes = only_year(given, f"{max(day, 1)} {MONTHS[month - 1]} 2019")
    return checked_day(year, month, day, *notes, worded=True)


def _something_without_year(match: re.Match[str], given: Given) -> Span | None:
    year, notes = only_year(given, "May 2019")
    span = point(f"{match.group()} {year}", given)
    return span and span.noting(*notes)


def _month_in_numbers(match: re.Match[str], given: Given) -> Span:
    year, _ = full_year(match[2], given)
    if not 1 <= int(match[1]) <= 12:
        raise Unreadable(
            f"is not a date: there is no month {int(match[1])}.", "Write month and year, as in 04/2019."
        )
    return month_span(year, int(match[1]))


def _year(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[1], given)
    return year_span(year).noting(*notes)


def _decade(match: re.Match[str], given: Given) -> Span:
    full_year(match[1] + "0", given)
    span = edtf_span(match[1] + "X")
    assert span is not None
    return span


def _year_pair(match: re.Match[str], given: Given) -> Span:
    """Read "2005/06" as both years whole: it may be a school year, a financial year or one of the two."""
    year, _ = full_year(match[1], given)
    second, short = int(match[3]), year % 100
    if match[2] == "/" and 1 <= second <= 12 and second != short + 1:
        if second < short:
            return month_span(year, second).noting("Read as year/month")
        raise Unreadable(
            f"could be {MONTHS[second - 1]} {year} or the years {year} to {year - short + second}.",
            f"Write {MONTHS[second - 1]} {year}, or {year} to {year - short + second}.",
        )
    end = year - short + second + (100 if short == 99 and second == 0 else 0)
    if end <= year:
        raise Unreadable(
            "is not a date: the second year is not after the first.",
            f"Write the years in full, as in {year} to {year + 1}.",
        )
    return Span(
        date(year, 1, 1),
        date(end, 12, 31),
        "years",
        f"{year}/{end}",
        (f"taken as the years {year} to {end}",),
    )


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
    assert span.first and span.last
    taken = spelled(span.first, span.last, with_year=whole.precision == "year")
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


def _season(match: re.Match[str], given: Given) -> Span:
    season, digits, second = match.groups()
    year, notes = full_year(digits, given)
    if second and (season != "winter" or int(second) % 100 != (year + 1) % 100):
        raise Unreadable("names two years for one season.", f"Write {season} {year}, or the months.")
    span = season_span(season, year)
    words = f"{season} {year}/{(year + 1) % 100:02}" if second else f"{season} {year}"
    if second:
        assert span.first and span.last
        return span.noting(*notes, f"{words} taken as {spelled(span.first, span.last)}")
    return span.noting(*notes, season_note(span, words))


def _quarter(match: re.Match[str], given: Given) -> Span:
    groups = [group for group in match.groups() if group]
    digits, nth = (groups[0], groups[1]) if len(groups[0]) == 4 else (groups[1], groups[0])
    quarter = NTH[nth]
    span = quarter_span(quarter, full_year(digits, given)[0])
    assert span.first and span.last
    months = spelled(span.first, span.last, with_year=False)
    return span.noting(f"Q{quarter} taken as {months}, the calendar quarter")


def _term(match: re.Match[str], given: Given) -> Span:
    """Read a school term wide enough to hold it everywhere in the country and every Easter."""
    season, digits, second = match.groups()
    year, notes = full_year(digits, given)
    if second and int(second) % 100 != (year + 1) % 100:
        raise Unreadable("names two years that do not follow each other.", f"Write {season} term {year}.")
    if second and season != "autumn":
        year += 1
    month_days = {"autumn": ((9, 1), (12, 31)), "spring": ((1, 1), (4, 20)), "summer": ((4, 1), (7, 31))}[
        season
    ]
    first, last = (date(year, *month_day) for month_day in month_days)
    return days_span(first, last, "part of year", *notes, f"{season} term taken as {spelled(first, last)}")


def _school_or_financial_year(match: re.Match[str], given: Given) -> Span:
    kind, digits, second = match.groups()
    year, _ = full_year(digits, given)
    if int(second) % 100 != (year + 1) % 100:
        raise Unreadable(
            "names two years that do not follow each other.", f"Write it as {year}/{(year + 1) % 100:02}."
        )
    first = date(year, 9 if kind == "@year" else 4, 1)
    last = add_months(first, 12) - ONE_DAY
    name = "school year" if kind == "@year" else "financial year"
    return months_span(first, last, "year", f"{name} taken as {spelled(first, last)}")


def _feast(match: re.Match[str], given: Given) -> Span:
    over, name, holidays, digits, second = match.groups()
    year, notes = full_year(digits, given)
    if second and (name != "christmas" or int(second) % 100 != (year + 1) % 100):
        raise Unreadable("names two years for one holiday.", f"Write {FEAST_NAMES[name]} {year}.")
    first, last, feast = FEASTS[name](year)
    if over or holidays:
        wider = {"christmas": (date(year, 12, 20), date(year + 1, 1, 5))}
        first, last = wider.get(
            name, (first - 14 * ONE_DAY, last + 14 * ONE_DAY) if name == "easter" else (first, last)
        )
    label = f"over {FEAST_NAMES[name]}" if over or holidays else FEAST_NAMES[name]
    return days_span(first, last, "days", *notes, f"{label} {year} taken as {spelled(first, last)}")._replace(
        feast=feast
    )


def _feast_day(match: re.Match[str], given: Given) -> Span:
    year, notes = full_year(match[2], given)
    return day_span(FEAST_DAYS[match[1]](year)).noting(*notes)


def _eight_digits(match: re.Match[str], given: Given) -> Span:
    digits = match.group()
    if 19 <= int(digits[:2]) <= 21 and 1 <= int(digits[4:6]) <= 12:
        year, _ = full_year(digits[:4], given)
        return checked_day(year, int(digits[4:6]), int(digits[6:]), "Read as year, month, day", iso=True)
    year, _ = full_year(digits[4:], given)
    return checked_day(year, int(digits[2:4]), int(digits[:2]), "Read as day, month, year")


def _bare_number(match: re.Match[str], given: Given) -> Span:
    number = int(match[1])
    if 20000 <= number <= 73050:
        day = date(1899, 12, 30) + number * ONE_DAY  # Excel counts a 29 February 1900 that never was
        raise Unreadable(
            f"is not a date: it looks like a spreadsheet's serial number for {long_day(day)}.",
            f"If that day is meant, write {day:%d/%m/%Y}.",
        )
    raise Unreadable("is a bare number.", "Write a date, as in 17/04/2019, April 2019 or 2019.")


FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], Given], Span | None]]] = [
    (NUMERIC, numeric),
    (ISO, iso),
    (re.compile(f"([0-9]{{1,2}}){GAP}{MON}{GAP}{YEAR}"), _day_month_year),
    (re.compile(f"{MON}{GAP}([0-9]{{1,2}})[ ./-]{{1,3}}{SURE_YEAR}"), _month_day_year),
    (re.compile(f"([0-9]{{4}}){GAP}{MON}{GAP}([0-9]{{1,2}})"), _year_month_day),
    (re.compile(f"{MON}{GAP}{SURE_YEAR}"), _month_year),
    (re.compile(f"([0-9]{{4}}){GAP}{MON}"), _year_month),
    (re.compile(f"{MON}{GAP}([0-9]{{1,2}})"), _month_number),
    (re.compile(f"([0-9]{{1,2}}){GAP}{MON}"), _named_without_year),
    (re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{1,2})[./-]?"), _numbers_without_year),
    (re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{4})"), _month_in_numbers),
    (re.compile("([0-9]{4}|'[0-9]{2})"), _year),
    (re.compile("([0-9]{3})0'?s"), _decade),
    (re.compile("([0-9]{4}) ?(/|-) ?([0-9]{2})"), lambda match, given: _hyphened(match, given)),
    (re.compile(f"{PART}[ -]{{0,3}}(.+)"), _part),
    (re.compile(f"({'|'.join(NTH)}) @?week (.+)"), _nth_week),
    (re.compile("(first|second|1|2) half (.+)"), _half),
    (re.compile(f"{SEASON} {YEAR}(?: ?[/-] ?([0-9]{{4}}|[0-9]{{2}}))?"), _season),
    (re.compile("q([1-4])[ /-]{0,3}([0-9]{4})|([0-9]{4})[ /-]{0,3}q([1-4])"), _quarter),
    (re.compile("(first|second|third|fourth|last|[1-4]) quarter ([0-9]{4})"), _quarter),
    (re.compile("(autumn|spring|summer) @term ([0-9]{4})(?: ?[/-] ?([0-9]{4}|[0-9]{2}))?"), _term),
    (re.compile("(@year|@financial) ([0-9]{4}) ?[/-] ?([0-9]{4}|[0-9]{2})"), _school_or_financial_year),
    (
        re.compile(f"(@over )?({'|'.join(FEASTS)})( @holidays)? {YEAR}(?: ?/ ?([0-9]{{4}}|[0-9]{{2}}))?"),
        _feast,
    ),
    (re.compile(f"({'|'.join(FEAST_DAYS)}) {YEAR}"), _feast_day),
    (
        re.compile(f"{MON}|{SEASON}|q[1-4]|{PART} {MON}|{'|'.join((*FEASTS, *FEAST_DAYS))}"),
        _something_without_year,
    ),
    (re.compile("[0-9]{8}"), _eight_digits),
    (re.compile(r"([0-9]{1,12})(?:\.[0-9]*)?"), _bare_number),
]


def _hyphened(match: re.Match[str], given: Given) -> Span | None:
    """Read "2019-04" as ISO and "2018-19" as years; a spaced dash always joins years."""
    if match.group()[4] == "-":
        span = edtf_span(match.group())
        if span is not None:
            year, second = int(match[1]), int(match[3])
            if second == year % 100 + 1 and span.precision == "month":
                return span.noting(f"read as year and month; the years would be written {year}/{second:02}")
            return span
    return _year_pair(match, given)
