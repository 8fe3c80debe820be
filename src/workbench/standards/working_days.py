"""Working days by the nation's bank holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache

import numpy as np

NATIONS = {"Wales": "WLS", "England": "ENG", "Scotland": "SCT"}
FIRST_YEAR, LAST_YEAR = 1980, 2060


@cache
def _calendar(jurisdiction: str) -> np.busdaycalendar:
    # Imported here: the library takes a third of a second, and a page that shows no gaps needs none of it.
    from holidays import country_holidays

    nation = NATIONS.get(jurisdiction, "WLS")
    days = country_holidays("GB", subdiv=nation, years=range(FIRST_YEAR, LAST_YEAR + 1))
    return np.busdaycalendar(holidays=[np.datetime64(day, "D") for day in days])


@cache
def _counted(jurisdiction: str) -> tuple[int, list[int]]:
    """Return the first day counted, as an ordinal, and how many working days come before each day from it."""
    first = date(FIRST_YEAR, 1, 1)
    days = np.arange(np.datetime64(first, "D"), np.datetime64(date(LAST_YEAR + 1, 1, 1), "D"))
    working = np.is_busday(days, busdaycal=_calendar(jurisdiction))
    return first.toordinal(), np.concatenate([[0], np.cumsum(working)]).tolist()


@lru_cache(maxsize=65_536)
def working_days_after(day: date, days: int, *, jurisdiction: str) -> date:
    """Return the day that is so many working days after ``day``; before it where ``days`` is negative.

    The day itself is not counted: one working day after a Friday is the Monday.
    """
    if not date(FIRST_YEAR, 1, 1) <= day <= date(LAST_YEAR, 12, 1):
        return _safely(day, days + (days // 5) * 2)
    moved = np.busday_offset(
        np.datetime64(day, "D"),
        days,
        roll="backward" if days > 0 else "forward",
        busdaycal=_calendar(jurisdiction),
    )
    return moved.astype(date)


def working_days_between(first: date, last: date, *, jurisdiction: str) -> int:
    """Return how many working days ``last`` lies after ``first``; 0 on the same day, negative before it."""
    if last < first:
        return -working_days_between(last, first, jurisdiction=jurisdiction)
    begin, before = _counted(jurisdiction)
    since, until = first.toordinal() + 1 - begin, last.toordinal() + 1 - begin
    if since >= 0 and until < len(before):
        return before[until] - before[since]
    after = np.datetime64(first, "D") + 1
    return int(np.busday_count(after, np.datetime64(last, "D") + 1, busdaycal=_calendar(jurisdiction)))


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the month's last day where it has none."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return day


def days_after(day: date, days: int) -> date:
    """Return the day so many calendar days on, within the years a date can have."""
    return _safely(day, days)


def _safely(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
