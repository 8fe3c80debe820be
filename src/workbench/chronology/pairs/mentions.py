"""Days that an entry's words name, and the entries of other agencies that it cites by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from workbench.case import Agency
from workbench.chronology.pairs.candidates import NARROW_DAYS, Pairs
from workbench.chronology.pairs.table import UNKNOWN_DAYS, Table
from workbench.chronology.pairs.windows import Days, distinct
from workbench.vocabulary import AGENCY_TYPES

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DIGIT = re.compile(r"\d")
DAY = re.compile(
    r"(?<![\d/.:£])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    r"(?:[/.](?P<number>[01]?\d)(?:[/.](?P<year>(?:20)?\d\d))?(?![\d/.:])"
    rf"|[ -](?P<month>{'|'.join(MONTHS)})[a-z]*\.?(?:[ ,-]+(?P<long_year>20\d\d))?)\b",
    re.IGNORECASE,
)
BEFORE, AFTER = 45, 30
"""How many signs before and after a day the agency is named whose entry is meant."""
MOST_CITED = 6
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Mentions:
    """One row per day that an entry names."""

    at: np.ndarray
    day: np.ndarray
    cited: Pairs
    """Pairs (cited entry, entry that cites it)."""


def read_mentions(table: Table, agencies: Mapping[str, Agency]) -> Mentions:
    """Return the days that the entries name, and what they cite."""
    names, meant = _names(agencies, table.agencies)
    known = table.width < UNKNOWN_DAYS
    years = _years(table.first[known])
    rows: list[tuple[int, int]] = []
    asked: list[tuple[int, int, int]] = []
    for at, text in enumerate(table.texts):
        for found in DAY.finditer(text) if DIGIT.search(text) else ():
            near = text[max(found.start() - BEFORE, 0) : found.end() + AFTER].lower()
            agency = {one for name in names.findall(near) for one in meant[name]} - {int(table.agency[at])}
            last = int(table.last[at]) if known[at] else None
            for day in _days_meant(found, last, years):
                rows.append((at, day))
                asked += [(at, one, day) for one in agency]
    at, day = _columns(rows, 2)
    return Mentions(at, day, _cited(table, *_columns(asked, 3)))


def _columns(rows: list[tuple[int, ...]] | list[tuple[int, int]], width: int) -> Iterator[np.ndarray]:
    return iter(np.array(rows, dtype="int64").reshape(-1, width).T)


def _names(agencies: Mapping[str, Agency], slugs: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, list[int]]]:
    """Return a pattern of the words that mean an agency, and the agencies that each can mean."""
    meant: dict[str, list[int]] = {}
    for slug, agency in agencies.items():
        kind = AGENCY_TYPES.get(agency.type)
        for word in {slug.replace("-", " "), agency.label.lower(), *(kind.words if kind else ())} - {""}:
            meant.setdefault(word, []).append(slugs.index(slug))
    longest = sorted(meant, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)"), meant


def _years(first: np.ndarray) -> range:
    if not len(first):
        return range(0)
    days = [date.fromordinal(int(day) + EPOCH) for day in (first.min(), first.max())]
    return range(days[0].year, days[1].year + 1)


def _days_meant(found: re.Match[str], last: int | None, years: range) -> Iterator[int]:
    """Yield the days that words can mean: of the year written, else the last such day before the entry's own."""
    month = int(found["number"] or 0) or MONTHS.index((found["month"] or "jan").lower()) + 1
    year = found["year"] or found["long_year"]
    if year:
        possible = [2000 + int(year) % 100]
    elif last is not None:
        own = date.fromordinal(max(last + EPOCH, 1)).year
        possible = [own, own - 1]
    else:
        possible = [*years]
    for one in possible:
        try:
            day = date(one, month, int(found["day"])).toordinal() - EPOCH
        except ValueError:
            continue
        if last is None or year or day <= last:
            yield day
            if last is not None:
                return


def _cited(table: Table, at: np.ndarray, agency: np.ndarray, day: np.ndarray) -> Pairs:
    """Return the entries of an agency that lie on a day that another entry names."""
    narrow = np.flatnonzero(table.width <= NARROW_DAYS)
    days = Days(narrow, table.agency[narrow], table.first[narrow])
    place, cited = days.between(agency, day - NARROW_DAYS, day, most=MOST_CITED * (NARROW_DAYS + 1))
    keep = (table.last[cited] >= day[place]) & (at[place] != cited)
    return distinct(cited[keep], at[place][keep], len(table))
