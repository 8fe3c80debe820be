"""Named periods: seasons, quarters, school terms and years, Christmas and Easter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from workbench.intake.dates.edtf import season_note
from workbench.intake.dates.spans import (
    ONE_DAY,
    Span,
    Unreadable,
    add_months,
    day_span,
    days_span,
    easter_sunday,
    months_span,
    quarter_span,
    season_span,
    spelled,
)
from workbench.intake.dates.years import Given, full_year

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
TERMS = {"autumn": ((9, 1), (12, 31)), "spring": ((1, 1), (4, 20)), "summer": ((4, 1), (7, 31))}
FEAST_NAMES = {"christmas": "Christmas", "newyear": "New Year", "easter": "Easter"}


def season(match: re.Match[str], given: Given) -> Span:
    """Read a season as its three whole months; winter runs from December into the next year."""
    name, digits, second = match.groups()
    year, notes = full_year(digits, given)
    if second and (name != "winter" or int(second) % 100 != (year + 1) % 100):
        raise Unreadable("names two years for one season.", f"Write {name} {year}, or the months.")
    span = season_span(name, year)
    words = f"{name} {year}/{(year + 1) % 100:02}" if second else f"{name} {year}"
    if second:
        return span.noting(*notes, f"{words} taken as {spelled(*span.ends)}")
    return span.noting(*notes, season_note(span, words))


def quarter(match: re.Match[str], given: Given) -> Span:
    """Read a quarter of the calendar year, and say that it is not the financial one."""
    groups = [group for group in match.groups() if group]
    digits, nth = (groups[0], groups[1]) if len(groups[0]) == 4 else (groups[1], groups[0])
    span = quarter_span(NTH[nth], full_year(digits, given)[0])
    months = spelled(*span.ends, with_year=False)
    return span.noting(f"Q{NTH[nth]} taken as {months}, the calendar quarter")


def term(match: re.Match[str], given: Given) -> Span:
    """Read a school term wide enough to hold it everywhere in the country and every Easter."""
    name, digits, second = match.groups()
    year, notes = full_year(digits, given)
    if second and int(second) % 100 != (year + 1) % 100:
        raise Unreadable("names two years that do not follow each other.", f"Write {name} term {year}.")
    if second and name != "autumn":
        year += 1
    starts, ends = TERMS[name]
    first, last = date(year, *starts), date(year, *ends)
    return days_span(first, last, "part of year", *notes, f"{name} term taken as {spelled(first, last)}")


def school_or_financial_year(match: re.Match[str], given: Given) -> Span:
    """Read a school year (from September) or a financial year (whole months from April)."""
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


def feast(match: re.Match[str], given: Given) -> Span:
    """Read Christmas, New Year or Easter as the holiday itself, or "over" it as the weeks about it."""
    over, name, holidays, digits, second = match.groups()
    year, notes = full_year(digits, given)
    if second and (name != "christmas" or int(second) % 100 != (year + 1) % 100):
        raise Unreadable("names two years for one holiday.", f"Write {FEAST_NAMES[name]} {year}.")
    first, last, the_day = FEASTS[name](year)
    if over or holidays:
        wider = {"christmas": (date(year, 12, 20), date(year + 1, 1, 5))}
        first, last = wider.get(
            name, (first - 14 * ONE_DAY, last + 14 * ONE_DAY) if name == "easter" else (first, last)
        )
    label = f"over {FEAST_NAMES[name]}" if over or holidays else FEAST_NAMES[name]
    return days_span(first, last, "days", *notes, f"{label} {year} taken as {spelled(first, last)}")._replace(
        feast=the_day
    )


def feast_day(match: re.Match[str], given: Given) -> Span:
    """Read a named day: "Boxing Day 2018", "Easter Monday 2015"."""
    year, notes = full_year(match[2], given)
    return day_span(FEAST_DAYS[match[1]](year)).noting(*notes)
