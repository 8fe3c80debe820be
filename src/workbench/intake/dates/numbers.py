"""Dates in numbers only: day/month/year, ISO, months, pairs of years, and numbers that are no dates."""

from __future__ import annotations

import re
from datetime import date

from workbench.intake.dates.edtf import edtf_span
from workbench.intake.dates.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    ONE_DAY,
    Span,
    Unreadable,
    long_day,
    month_span,
)
from workbench.intake.dates.years import Given, checked_day, full_year, only_year

NUMERIC = re.compile(r"([0-9]{1,2}) ?([./ -]) ?([0-9]{1,2}) ?([./ -]) ?([0-9]{4}|'?[0-9]{2})")
ISO = re.compile(r"([0-9]{4}) ?([/. -]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})")


def numeric(match: re.Match[str], given: Given) -> Span:
    """Read day, month and year in numbers, the day first."""
    day, first_gap, month, second_gap, digits = match.groups()
    day_number, month_number = int(day), int(month)
    if "-" in (first_gap, second_gap) and first_gap != second_gap and day_number <= 12 and month_number <= 12:
        raise Unreadable(
            "could be one date or the months from "
            f"{MONTHS[max(day_number, 1) - 1]} to {MONTHS[max(month_number, 1) - 1]}.",
            "Write the date as 17/04/2019, or the months by name.",
        )
    if " " in (first_gap, second_gap) and first_gap != second_gap and len(digits) != 4:
        raise Unreadable("is not a date that can be read.", "Write day, month and year, as in 17/04/2019.")
    if len(digits) != 4:
        refuse_lone_dash(first_gap, second_gap)
    year, notes = full_year(digits, given)
    if day_number <= 12 and month_number <= 12 and day_number != month_number:
        notes = ("Read as day/month/year", *notes)
    return checked_day(year, month_number, day_number, *notes)


def iso(match: re.Match[str], given: Given) -> Span:
    """Read year, month and day in numbers."""
    year, _ = full_year(match[1], given)
    notes = ("Read as year/month/day",) if match[2] != "-" else ()
    return checked_day(year, int(match[3]), int(match[4]), *notes, iso=True)


def refuse_lone_dash(first_gap: str, second_gap: str) -> None:
    """Refuse "10 May - 12": with one dash only, the last number may end a range."""
    if "-" in second_gap and "-" not in first_gap:
        raise Unreadable("could be one date or a range.", "Write day, month and year, as in 17 April 2019.")


def numbers_without_year(match: re.Match[str], given: Given) -> Span:
    day, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        raise Unreadable("has no year, or no day.", "Write day, month and year, as in 17/04/2019.")
    return day_without_year(day, month, given)


def day_without_year(day: int, month: int, given: Given) -> Span:
    year, notes = only_year(given, f"{max(day, 1)} {MONTHS[month - 1]} 2019")
    return checked_day(year, month, day, *notes, worded=True)


def month_in_numbers(match: re.Match[str], given: Given) -> Span:
    year, _ = full_year(match[2], given)
    if not 1 <= int(match[1]) <= 12:
        raise Unreadable(
            f"is not a date: there is no month {int(match[1])}.", "Write month and year, as in 04/2019."
        )
    return month_span(year, int(match[1]))


def hyphened(match: re.Match[str], given: Given) -> Span | None:
    """Read "2019-04" as ISO and "2018-19" as years; a spaced dash always joins years."""
    if match.group()[4] == "-":
        span = edtf_span(match.group())
        if span is not None:
            year, second = int(match[1]), int(match[3])
            if second == year % 100 + 1 and span.precision == "month":
                return span.noting(f"read as year and month; the years would be written {year}/{second:02}")
            return span
    return _year_pair(match, given)


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


def eight_digits(match: re.Match[str], given: Given) -> Span:
    digits = match.group()
    if 19 <= int(digits[:2]) <= 21 and 1 <= int(digits[4:6]) <= 12:
        year, _ = full_year(digits[:4], given)
        return checked_day(year, int(digits[4:6]), int(digits[6:]), "Read as year, month, day", iso=True)
    year, _ = full_year(digits[4:], given)
    return checked_day(year, int(digits[2:4]), int(digits[:2]), "Read as day, month, year")


def bare_number(match: re.Match[str], given: Given) -> Span:
    number = int(match[1])
    if 20000 <= number <= 73050:
        day = date(1899, 12, 30) + number * ONE_DAY  # Excel counts a 29 February 1900 that never was
        raise Unreadable(
            f"is not a date: it looks like a spreadsheet's serial number for {long_day(day)}.",
            f"If that day is meant, write {day:%d/%m/%Y}.",
        )
    if FIRST_YEAR <= number <= LAST_YEAR:
        raise Unreadable("is a bare number.", f"If the year is meant, write {number}.")
    raise Unreadable("is a bare number.", "Write a date, as in 17/04/2019, April 2019 or 2019.")
