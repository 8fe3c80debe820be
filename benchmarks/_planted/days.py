"""Days counted as offices count them, and dates written as people write them."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache

import numpy as np
from holidays import country_holidays

OFFSET = re.compile(r"(?P<working>w)?(?P<low>-?\d+)(?:\.\.(?P<high>-?\d+))?(?P<vague>~[wam]?)?$")
VAGUE = {"w": ("week",), "a": ("about",), "m": ("month",), "": ("week", "about", "month", "part")}


@cache
def _office() -> np.busdaycalendar:
    bank_holidays = country_holidays("GB", subdiv="WLS", years=range(2005, 2031))
    return np.busdaycalendar(holidays=[np.datetime64(day, "D") for day in bank_holidays])


def is_working_day(day: date) -> bool:
    """True for a day that is neither on a weekend nor a bank holiday in Wales."""
    return bool(np.is_busday(np.datetime64(day, "D"), busdaycal=_office()))


def working_day(day: date, days: int = 0) -> date:
    """Return the day so many working days on (0: the day itself, or the next working day)."""
    roll = "backward" if days > 0 else "forward"
    return np.busday_offset(np.datetime64(day, "D"), days, roll=roll, busdaycal=_office()).astype(date)


def offset_day(anchor: date, written: str, dice: random.Random) -> tuple[date, str]:
    """Return the day that "3", "3..9", "w5" or "w6..9" is from ``anchor``, and how vague it may be.

    A "w" counts working days, two numbers are a range that the dice choose from
    (a working day where it holds one), "~" lets the date be vague ("~w" only by week).
    """
    found = OFFSET.match(written)
    if found is None:
        raise ValueError(f'"{written}" is no offset.')
    low = int(found["low"])
    high = int(found["high"]) if found["high"] else low
    if found["working"]:
        day = working_day(anchor, dice.randint(low, high))
    else:
        days = [anchor + timedelta(number) for number in range(low, high + 1)]
        day = dice.choice([one for one in days if is_working_day(one)] or days)
    return day, (found["vague"] or "")


def offsets(written: str) -> tuple[int, int]:
    """Return the two ends of a range such as "-30..60"."""
    found = OFFSET.match(written)
    if found is None:
        raise ValueError(f'"{written}" is no range.')
    return int(found["low"]), int(found["high"] or found["low"])


def exactly(day: date, style: str) -> str:
    """Return a day in one of the ways that tables have it."""
    return {
        "slashes": f"{day:%d/%m/%Y}",
        "dots": f"{day:%d.%m.%y}",
        "words": f"{day.day} {day:%B %Y}",
        "short": f"{day:%d-%b-%Y}",
        "iso": day.isoformat(),
    }[style]


def vaguely(day: date, how: str, dice: random.Random) -> str:
    """Return a day as a month, part of a month, a week or "about"; ``how`` is what "~" was followed by."""
    way = dice.choice(VAGUE[how.removeprefix("~")])
    if way == "month":
        return f"{day:%B %Y}"
    if way == "part":
        return f"{('early', 'mid', 'late')[min((day.day - 1) // 10, 2)]} {day:%B %Y}"
    if way == "week":
        return f"w/c {day - timedelta(day.weekday()):%d/%m/%Y}"
    return f"about {day:%d/%m/%Y}"
