"""Exact dates inside texts: found as people write them, moved or made coarser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from workbench.anonymising.words import flat
from workbench.intake.dates.spans import MONTHS

WELSH = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
MUTATED = (
    "", "", "Fawrth", "", "Fai", "Fehefin", "Orffennaf", "", "Fedi", "", "Dachwedd", "Ragfyr",
)  # fmt: skip
"""As months are written behind "o" in Welsh: "12 o Fawrth"."""
_TENS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
)
ORDINALS = (
    *(_TENS + "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split(),
    *(f"twenty-{one}" for one in _TENS.split()[:9]), "thirtieth", "thirty-first",
)  # fmt: skip
_DAY_OF = {name: number for number, name in enumerate(ORDINALS, start=1)}
_NUMBER_OF = {
    **{
        name.lower(): number
        for names in (MONTHS, WELSH, MUTATED)
        for number, name in enumerate(names, start=1)
        if name
    },
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_MONTH = "|".join(sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True))
_ORDINAL = "|".join(name.replace("-", r"[\s-]") for name in sorted(ORDINALS, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![^\W_])(?<!\d[/.-])(?:
      (?P<iso>(?P<y1>(?:19|20)\d\d)(?P<s1>[-/._]?)(?P<m1>0\d|1[0-2])(?P=s1)(?P<d1>[0-3]\d))(?!\d)
    | (?P<d2>\d{{1,2}})(?P<s>[./-])(?P<m2>\d{{1,2}})(?P=s)(?P<y2>(?:19|20)?\d\d)(?![\d/])
    | (?P<d3>\d{{1,2}}|{_ORDINAL})(?P<th>st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain)?(?P<of>\s+(?:of|o))?
      (?P<s3>[\s_-]+)(?P<m3>{_MONTH})\.?,?
      (?:[\s_-]+(?P<y3>(?:19|20)?\d\d)(?![\d:]|\.\d))?(?![^\W_])
    | (?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>(?:19|20)\d\d)(?!\d)
    )""",
    re.VERBOSE,
)
"""Every form of a day, in small letters: a pattern of both kinds would take three times as long."""


_THE = re.compile(rf"\bthe (?=(?:{'|'.join(MONTHS)}) (?:to \w+ )?(?:19|20)\d\d\b)")
_LEFT = re.compile(r"(?:\b(?P<on>on) )?(?:\bthe )?\0")
"""What stands before a month of which the day was taken away."""
_ON = re.compile(rf"\bon (?=(?:(?:{'|'.join(MONTHS)}) (?:to \w+ )?)?(?:19|20)\d\d\b)")
"""What stands before a day and reads oddly before a month: "on May 2019"."""


def dates_in(text: str) -> Iterator[tuple[str, date | None]]:
    """Yield every exact date in a text with what it means; None where it has no year, or is no day."""
    for match in _DATE.finditer(flat(text).lower()):
        yield text[match.start() : match.end()], _meaning(match)


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
                return date(number, _NUMBER_OF.get(month.lower()) or int(month), _day_number(match[f"d{n}"]))
            except ValueError:
                return None
    return None


def _day_number(written: str) -> int:
    return int(written) if written.isdigit() else _DAY_OF["-".join(written.lower().split())]


def moved(text: str, to: Callable[[date], date]) -> str:
    """Return a text with every exact date moved, each in the form that it was written in."""
    return _replaced(text, lambda match, day: _as_written(match, to(day)))


def coarser(text: str, policy: str) -> str:
    """Return a text in which no date is exact: "March 2019", "early 2019" by quarter, "2019".

    A day without a year loses its day too ("12 March" becomes "March"); where it is written in
    numbers it stays, because it names no month for certain.
    """
    text = _replaced(text, lambda match, day: coarse_words(day, policy))
    return _ON.sub("in ", _THE.sub("", text))


def coarse_words(day: date, policy: str) -> str:
    """Return a day as a policy leaves it."""
    if policy == "year":
        return str(day.year)
    if policy == "quarter":
        first = MONTHS[(day.month - 1) // 3 * 3]
        return f"{first} to {MONTHS[(day.month - 1) // 3 * 3 + 2]} {day.year}"
    return f"{MONTHS[day.month - 1]} {day.year}"


def _replaced(text: str, to: Callable[[re.Match[str], date], str]) -> str:
    pieces, at = [], 0
    for match in _DATE.finditer(flat(text).lower()):
        pieces += text[at : match.start()], _instead(text, match, to)
        at = match.end()
    if not pieces:
        return text
    said = "".join((*pieces, text[at:]))
    return _LEFT.sub(lambda left: "in " if left["on"] else "", said) if "\0" in said else said


def _instead(text: str, match: re.Match[str], to: Callable[[re.Match[str], date], str]) -> str:
    found, day = text[match.start() : match.end()], _meaning(match)
    if day is not None:
        try:
            return to(match, day)
        except OverflowError:
            return found
    month = text[match.start("m3") : match.end("m3")] if match["m3"] else ""
    if not month or match["y3"] or (month.islower() and not match["th"] and not match["of"]):
        return found  # "aged 12 may need" holds no date
    return f"\0{month}{text[match.end('m3') : match.end()]}"


def _as_written(match: re.Match[str], day: date) -> str:
    """Return a day in the form of a date as it was written."""
    if match["iso"]:
        return match["s1"].join((f"{day.year}", f"{day.month:02}", f"{day.day:02}"))
    if match["d2"]:
        year = f"{day.year}" if len(match["y2"]) == 4 else f"{day.year % 100:02}"
        wide = 2 if len(match["d2"]) == len(match["m2"]) == 2 else 1
        return match["s"].join((f"{day.day:0{wide}}", f"{day.month:0{wide}}", year))
    written = (match["m3"] or match["m4"]).title()
    names = next((names for names in (WELSH, MONTHS) if written in names), MONTHS)
    names = WELSH if written in MUTATED else names
    in_full = len(written) > 4 or written in ("May", "June", "July", "Mai", "Awst", "Medi")
    name = names[day.month - 1] if in_full or names is WELSH else names[day.month - 1][:3]
    if match["m4"]:
        return f"{name} {day.day}, {day.year}" if "," in match[0] else f"{name} {day.day} {day.year}"
    number = str(day.day) if match["d3"].isdigit() else ORDINALS[day.day - 1]
    if match["th"]:
        number += _ending(day.day) if names is MONTHS else ""
    year = f"{day.year}" if len(match["y3"]) == 4 else f"{day.year % 100:02}"
    sign = match["s3"] if match["s3"] in ("-", "_") else " "
    return f"{number}{match['of'] or ''}{sign}{name}{sign}{year}"


def _ending(number: int) -> str:
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
