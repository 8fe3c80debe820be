"""Exact dates inside texts: found as people write them, moved or made coarser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from workbench.intake.dates.spans import MONTHS

WELSH = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
_NUMBER_OF = {
    **{name.lower(): number for names in (MONTHS, WELSH) for number, name in enumerate(names, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_MONTH = "|".join(sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\w/.])(?:
      (?P<iso>(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d))(?!\d)
    | (?P<d2>\d{{1,2}})(?P<s>[./-])(?P<m2>\d{{1,2}})(?P=s)(?P<y2>(?:19|20)?\d\d)(?![\d/])
    | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m3>{_MONTH})\.?,?
      (?:[\s-]+(?P<y3>(?:19|20)?\d\d)(?![\d:.]))?(?!\w)
    | (?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>(?:19|20)\d\d)(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


_ON = re.compile(rf"\bon (?=(?:(?:{'|'.join(MONTHS)}) (?:to \w+ )?)?(?:19|20)\d\d\b)")
"""What stands before a day and reads oddly before a month: "on May 2019"."""


def dates_in(text: str) -> Iterator[tuple[re.Match[str], date | None]]:
    """Yield every exact date in a text with what it means; None where it has no year, or is no day."""
    for match in _DATE.finditer(text):
        yield match, _meaning(match)


def _meaning(match: re.Match[str]) -> date | None:
    for n in "1234":
        if match[f"d{n}"]:
            year, month = match[f"y{n}"], match[f"m{n}"]
            if year is None:
                return None
            number = (
                int(year) if len(year) == 4 else 2000 + int(year) if int(year) <= 50 else 1900 + int(year)
            )
            try:
                return date(number, _NUMBER_OF.get(month.lower()) or int(month), int(match[f"d{n}"]))
            except ValueError:
                return None
    return None


def moved(text: str, to: Callable[[date], date]) -> str:
    """Return a text with every exact date moved, each in the form that it was written in."""
    return _replaced(text, lambda match, day: _as_written(match, to(day)))


def coarser(text: str, policy: str) -> str:
    """Return a text in which no date is exact: "March 2019", "early 2019" by quarter, "2019".

    A day without a year loses its day too ("12 March" becomes "March"); where it is written in
    numbers it stays, because it names no month for certain.
    """
    return _ON.sub("in ", _replaced(text, lambda match, day: coarse_words(day, policy)))


def coarse_words(day: date, policy: str) -> str:
    """Return a day as a policy leaves it."""
    if policy == "year":
        return str(day.year)
    if policy == "quarter":
        first = MONTHS[(day.month - 1) // 3 * 3]
        return f"{first} to {MONTHS[(day.month - 1) // 3 * 3 + 2]} {day.year}"
    return f"{MONTHS[day.month - 1]} {day.year}"


def _replaced(text: str, to: Callable[[re.Match[str], date], str]) -> str:
    def one(match: re.Match[str]) -> str:
        day = _meaning(match)
        if day is not None:
            try:
                return to(match, day)
            except OverflowError:
                return match[0]
        return match["m3"] if match["m3"] else match[0]

    return _DATE.sub(one, text)


def _as_written(match: re.Match[str], day: date) -> str:
    """Return a day in the form of a date as it was written."""
    if match["iso"]:
        return day.isoformat()
    if match["d2"]:
        year = f"{day.year}" if len(match["y2"]) == 4 else f"{day.year % 100:02}"
        wide = 2 if len(match["d2"]) == len(match["m2"]) == 2 else 1
        return match["s"].join((f"{day.day:0{wide}}", f"{day.month:0{wide}}", year))
    written = match["m3"] or match["m4"]
    in_full = len(written) > 4 or written.lower() in ("may", "june", "july")  # "May" is short and whole
    name = MONTHS[day.month - 1] if in_full else MONTHS[day.month - 1][:3]
    if match["m4"]:
        return f"{name} {day.day}, {day.year}" if "," in match[0] else f"{name} {day.day} {day.year}"
    joint = "-" if "-" in match[0] else " "
    year = f"{day.year}" if len(match["y3"]) == 4 else f"{day.year % 100:02}"
    return joint.join((str(day.day), name, year))
