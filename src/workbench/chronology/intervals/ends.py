"""The two ends of an interval as people write and read them."""

from __future__ import annotations

import re

from workbench.case import When, in_short
from workbench.chronology.intervals.model import Days
from workbench.intake import read_date
from workbench.intake.dates import long_day

OPEN = "open"
"""The dates of an interval of which neither end is known."""
_DATES = re.compile(r"(?:from (?P<since>.+?))?(?:(?:^| )until (?P<until>.+))?")


class Refused(Exception):
    """Raised with the setting or column, what is wrong with it, and what to do."""

    def __init__(self, key: str, problem: str, remedy: str) -> None:
        self.key, self.problem, self.remedy = key, problem, remedy
        super().__init__(problem)


def days_of(when: When) -> Days | None:
    """Return a date as a pair; a side that it leaves open is the other one."""
    earliest, latest = when.earliest or when.latest, when.latest or when.earliest
    return (earliest, latest) if earliest and latest else None


def read_dates(text: str) -> tuple[Days | None, Days | None]:
    """Return both ends of "from 1 October 2018 until March 2019"; raise Refused where it is neither."""
    words = " ".join(text.split())
    if words.lower() == OPEN:
        return None, None
    found = _DATES.fullmatch(words)
    if not found or not words:
        remedy = 'Write "from 1 October 2018 until March 2019"; leave out an end that nobody knows.'
        raise Refused("dates", f'"{in_short(text)}" does not say from when until when.', remedy)
    return end_of("dates", found["since"] or ""), end_of("dates", found["until"] or "")


def end_of(key: str, text: str) -> Days | None:
    if not text.strip():
        return None
    when = read_date(text)
    days = days_of(when)
    if days is None:
        raise Refused(
            key, when.problem or f'"{in_short(text)}" is not a date.', "Write it as 20 May 2019, or May 2019."
        )
    return days


def written_dates(since: Days | None, until: Days | None) -> str:
    """Return both ends in words, as `read_dates` reads them."""
    parts = [f"from {end_words(since)}"] if since else []
    parts += [f"until {end_words(until)}"] if until else []
    return " ".join(parts) or OPEN


def end_words(days: Days) -> str:
    """Return an end in words: a day, or the two days that it lies between."""
    return long_day(days[0]) if days[0] == days[1] else f"between {long_day(days[0])} and {long_day(days[1])}"
