"""Years as people write them: "2016", "16", "'16", and days that have lost theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from workbench.case.model import When
from workbench.intake.dates.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    Span,
    Unreadable,
    day_span,
    long_day,
    month_end,
)

TWO_THOUSANDS_UP_TO = 29
NINETEEN_HUNDREDS_FROM = 40


class Given(NamedTuple):
    """What is known besides the text: a birth for ages, the years a case can be about."""

    born: When | None = None
    years: tuple[int, int] | None = None


def full_year(digits: str, given: Given) -> tuple[int, tuple[str, ...]]:
    """Return the year and what was assumed for it.

    Two digits are settled by the case's years where these leave one answer.
    Without them 00 to 29 are the 2000s and 40 to 99 the 1900s; 30 to 39 could be
    a grandparent's birth or a slip for a recent year, so they are refused.
    """
    if len(digits) == 4:
        year = int(digits)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Unreadable(
                f"has the year {year}, and only years from {FIRST_YEAR} to {LAST_YEAR} are read.",
                "Look at the year and write it with four digits.",
            )
        return year, ()
    digits = digits.lstrip("'")
    short = int(digits)
    if given.years:
        year = _in_window(short, digits, given.years)
    elif TWO_THOUSANDS_UP_TO < short < NINETEEN_HUNDREDS_FROM:
        raise Unreadable(
            f"has the year {digits}, which could be 19{digits} or 20{digits}.",
            "Write the year with four digits.",
        )
    else:
        year = short + (2000 if short <= TWO_THOUSANDS_UP_TO else 1900)
    return year, (f"two-digit year {digits} read as {year}",)


def _in_window(short: int, digits: str, years: tuple[int, int]) -> int:
    possible = [year for year in (1900 + short, 2000 + short) if years[0] <= year <= years[1]]
    if len(possible) == 1:
        return possible[0]
    if possible:
        why = f"which could be {possible[0]} or {possible[1]}."
    else:
        why = f"and neither 19{digits} nor 20{digits} is between {years[0]} and {years[1]}."
    raise Unreadable(f"has the year {digits}, {why}", "Write the year with four digits.")


def only_year(given: Given, example: str) -> tuple[int, tuple[str, ...]]:
    """Return the case's year where it has just one, or refuse a date without a year."""
    if given.years and given.years[0] == given.years[1]:
        return given.years[0], (f"year taken as {given.years[0]}",)
    raise Unreadable("has no year.", f"Write it with its year, as in {example}.", lacks_year=True)


def checked_day(
    year: int, month: int, day: int, *notes: str, worded: bool = False, iso: bool = False
) -> Span:
    """Return the span of a day, or say which days there are. Day came first in the text."""
    try:
        return day_span(date(year, month, day)).noting(*notes)
    except ValueError:
        pass

    def written(exact: date) -> str:
        return long_day(exact) if worded else exact.isoformat() if iso else f"{exact:%d/%m/%Y}"

    if not 1 <= month <= 12:
        raise _no_such_month(year, month, day, written)
    named = f"{MONTHS[month - 1]} {year}"
    if day == 0:
        raise Unreadable("is not a date: there is no day 0.", f"If only the month is known, write {named}.")
    last = month_end(year, month)
    raise Unreadable(
        f"is not a date: {named} has {last.day} days.",
        f"Write {written(last)}, or {named} if only the month is known.",
    )


def _no_such_month(year: int, month: int, day: int, written: Callable[[date], str]) -> Unreadable:
    if 1 <= day <= 12 and 1 <= month <= month_end(year, day).day:
        meant = date(year, day, month)
        hint = f"There is no month {month}; if {long_day(meant)} is meant, write {written(meant)}."
        return Unreadable("is not a date with the day first.", hint)
    if month == 0 and day == 0:
        return Unreadable(
            "is not a date: there is no day 0 and no month 0.", f"If only the year is known, write {year}."
        )
    return Unreadable(
        f"is not a date: there is no month {month}.", "Write day, month and year, as in 17/04/2019."
    )
