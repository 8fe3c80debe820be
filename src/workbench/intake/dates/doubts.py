"""Dates that can be read and are probably slips: a year far off, day and month the other way round.

They are asked about and never changed. Three things make a date doubtful: a
year that lies far from all others of the table (or is no year of any life), a
date that breaks the order of a table otherwise in order while the same figures
with day and month exchanged, or with one figure of the year mended, would fit
between the rows before and after it. A date out of order that nothing mends is
left alone: people add what they forgot.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from workbench.intake.dates.context import Readings, direction
from workbench.intake.dates.reading import read_date
from workbench.intake.dates.spans import FIRST_YEAR, LAST_YEAR, long_day

A_YEAR, TEN_YEARS, A_LIFE = 366, 3653, 36525
"""Days. Ten years after all others or a life before them is far off; beside one row a year is near."""
FEW = 0.1
"""No more than this share of a table's dates can be far off; else they are a part of its story."""
IN_ORDER, LEAST_ROWS = 0.8, 4
"""A table is in order if this share of its dates is, and it has so many."""
NEAR = 31
"""Days beyond its neighbours within which a mended date still fits, where the table keeps no order."""
IN_NUMBERS = re.compile(r"\s*[0-9]{1,4}\s*[./ -]\s*[0-9]{1,2}\s*[./ -]\s*'?[0-9]{1,4}\b.*", re.DOTALL)
FOUR_FIGURES = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


class Doubt(NamedTuple):
    """A row whose date is probably a slip."""

    row: int
    likely: date | None
    """The day that is likely meant; None where nothing near fits."""
    why: str


class _Slip(NamedTuple):
    """A way in which the date may have been written wrongly: the day it gives and what was exchanged."""

    day: date
    what: str


def doubts(readings: Readings, tables: Sequence[tuple[int, int]]) -> list[Doubt]:
    """Return the rows whose own date is doubtful; ``tables`` holds where each table begins and ends."""
    days = readings.days(answered=True)
    strange = [place for place in range(len(readings.dates)) if _year_out_of_reach(readings, place)]
    unread = np.isin(readings.places, strange)
    found: list[Doubt] = []
    for first, after in tables:
        table = _Table(readings, first, days[first:after])
        found += table.doubts(np.flatnonzero(unread[first:after]).tolist())
    return [doubt for doubt in found if doubt.row not in readings.answered]


def _year_out_of_reach(readings: Readings, place: int) -> bool:
    """Return whether a cell was refused for a year such as 1019 or 2109."""
    refused = "has the year" in readings.dates[place].problem
    return refused and _strange_year(readings.cells[place].date) is not None


def _strange_year(text: str) -> re.Match[str] | None:
    years = FOUR_FIGURES.finditer(text)
    return next((year for year in years if not FIRST_YEAR <= int(year[0]) <= LAST_YEAR), None)


class _Table:
    """One agency's dates in its own order, as numbers of days; NaN where a row names no one day."""

    def __init__(self, readings: Readings, first: int, days: np.ndarray) -> None:
        self.readings, self.first, self.days = readings, first, days
        self.known = np.flatnonzero(~np.isnan(days))

    def doubts(self, unread: list[int]) -> Iterator[Doubt]:
        """Yield the doubtful rows in the order of the table."""
        far = self._far_off()
        good = np.setdiff1d(self.known, far) if len(far) else self.known
        found = [self._far_doubt(row, good) for row in sorted({*far.tolist(), *unread})]
        found += self._out_of_order(good)
        yield from sorted(found, key=lambda doubt: doubt.row)

    def _far_off(self) -> np.ndarray:
        """Return the rows that lie ten years after all others, or a lifetime before them."""
        values = self.days[self.known]
        if len(values) < 3 or values.max() - values.min() <= TEN_YEARS:
            return np.array([], dtype=int)
        values = np.sort(values)
        steps, middle = np.diff(values), len(values) // 2
        late = np.flatnonzero(steps[middle:] > TEN_YEARS) + middle
        early = np.flatnonzero(steps[:middle] > A_LIFE)
        most = max(1.0, FEW * len(values))
        highest = values[late[0]] if len(late) and len(values) - 1 - late[0] <= most else np.inf
        lowest = values[early[-1] + 1] if len(early) and early[-1] + 1 <= most else -np.inf
        own = self.days[self.known]
        return self.known[(own > highest) | (own < lowest)]

    def _far_doubt(self, row: int, good: np.ndarray) -> Doubt:
        before, after = self._around(row, good)
        near = [day for day in (before, after) if day]
        low, high = (min(near).toordinal() - NEAR, max(near).toordinal() + NEAR) if near else (0, 0)
        fitting = [slip for slip in self._slips_of_year(row) if low <= slip.day.toordinal() <= high]
        beyond = {slip: self._beyond(slip, before, after) for slip in fitting}
        likely = min(fitting, key=lambda slip: beyond[slip]) if fitting else None
        # "2109" between July 2018 and February 2019 is no slip of one figure, and one year only fits.
        return self._doubt(row, likely or self._between(row, before, after), before, after)

    def _between(self, row: int, before: date | None, after: date | None) -> _Slip | None:
        """Return the date with the one year that puts it between its neighbours."""
        if before is None or after is None:
            return None
        first, last = sorted((before, after))
        years = [(year, "in the one year that fits") for year in range(first.year, last.year + 1)]
        found = [slip for slip in self._with_years(row, years) if first <= slip.day <= last]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _beyond(slip: _Slip, before: date | None, after: date | None) -> int:
        """Return the days by which a mended date lies outside its neighbours."""
        ends = sorted(day.toordinal() for day in (before, after) if day)
        return max(ends[0] - slip.day.toordinal(), slip.day.toordinal() - ends[-1], 0)

    def _out_of_order(self, good: np.ndarray) -> list[Doubt]:
        order = direction(self.days[good])
        values = self.days[good] * order
        if not order or len(good) < LEAST_ROWS or not np.any(np.diff(values) < 0):
            return []
        kept = _longest_in_order(values)
        if len(good) - len(kept) > max(1, (1 - IN_ORDER) * len(good)):
            return []
        found: dict[int, Doubt] = {}
        kept_at = np.array(kept)
        for at in np.setdiff1d(np.arange(len(good)), kept_at).tolist():
            suspects = [
                (
                    int(good[place]),
                    *(None if beside is None else self._day(good[beside]) for beside in around),
                )
                for place, *around in _suspects(at, kept_at, values)
            ]
            doubt = next(filter(None, (self._swapped_doubt(*s, order=order) for s in suspects)), None)
            doubt = doubt or next(filter(None, (self._year_doubt(*s, order=order) for s in suspects)), None)
            if doubt:
                found.setdefault(doubt.row, doubt)
        return list(found.values())

    def _swapped_doubt(
        self, row: int, before: date | None, after: date | None, *, order: int
    ) -> Doubt | None:
        """Return the doubt about a row that would be in order with its day and month exchanged."""
        slip = self._swapped(row)
        return (
            self._doubt(row, slip, before, after) if slip and _fits(slip.day, before, after, order) else None
        )

    def _year_doubt(self, row: int, before: date | None, after: date | None, *, order: int) -> Doubt | None:
        """Return the doubt about a row that would be in order with one other year, and with one only."""
        slips = [slip for slip in self._slips_of_year(row) if _fits(slip.day, before, after, order)]
        return self._doubt(row, slips[0], before, after) if len(slips) == 1 else None

    def _around(self, row: int, good: np.ndarray) -> tuple[date | None, date | None]:
        """Return the days of the nearest rows before and after that are not themselves in doubt."""
        at = int(np.searchsorted(good, row))
        after = good[at:] if at >= len(good) or good[at] != row else good[at + 1 :]
        return self._day(good[at - 1]) if at else None, self._day(after[0]) if len(after) else None

    def _day(self, row: int) -> date:
        return date.fromordinal(int(self.days[row]))

    def _text(self, row: int) -> str:
        return self.readings.cells[self.readings.places[self.first + row]].date

    def _swapped(self, row: int) -> _Slip | None:
        """Return the date with day and month exchanged, where it was written in numbers."""
        day = self._day(row)
        if day.day > 12 or day.day == day.month or not IN_NUMBERS.fullmatch(self._text(row)):
            return None
        return _Slip(date(day.year, day.day, day.month), "with day and month the other way round")

    def _slips_of_year(self, row: int) -> Iterator[_Slip]:
        """Yield the dates whose year differs in one figure, or has two figures exchanged."""
        match = None if not np.isnan(self.days[row]) else _strange_year(self._text(row))
        year = match[0] if match else "" if np.isnan(self.days[row]) else f"{self._day(row).year}"
        yield from self._with_years(row, _years_like(year) if year else ())

    def _with_years(self, row: int, years: Iterable[tuple[int, str]]) -> Iterator[_Slip]:
        """Yield the row's date in each of these years, where it is a date in that year."""
        if not np.isnan(self.days[row]):
            day = self._day(row)
            for year, what in years:
                if (day.month, day.day) != (2, 29) or year % 4 == 0:
                    yield _Slip(day.replace(year=year), what)
            return
        text = self._text(row)
        match = _strange_year(text)
        for year, what in years if match else ():
            assert match
            when = read_date(f"{text[: match.start()]}{year}{text[match.end() :]}")
            if when.exact and when.earliest:
                yield _Slip(when.earliest, what)

    def _doubt(self, row: int, slip: _Slip | None, before: date | None, after: date | None) -> Doubt:
        beside = [
            f"the row {word} it is of {long_day(day)}"
            for word, day in (("before", before), ("after", after))
            if day
        ]
        why = " and ".join(beside) or "it lies far from any other date"
        if slip:
            why += f"; {slip.what} it would be {long_day(slip.day)}"
        why = f"{why[0].upper()}{why[1:]}."
        return Doubt(self.first + row, slip.day if slip else None, why)


def _suspects(at: int, kept: np.ndarray, values: np.ndarray) -> Iterator[tuple[int, int | None, int | None]]:
    """Yield the row that breaks the order, then those beside it that may make it seem so.

    Each with the rows before and after it that are in order without it.
    """
    i = int(np.searchsorted(kept, at))
    near = [int(kept[k]) if 0 <= k < len(kept) else None for k in range(i - 2, i + 2)]
    second_before, before, after, second_after = near
    yield at, before, after
    if before is not None and _rising(values, second_before, at, after):
        yield before, second_before, at
    if after is not None and _rising(values, before, at, second_after):
        yield after, at, second_after


def _rising(values: np.ndarray, *places: int | None) -> bool:
    days = [values[place] for place in places if place is not None]
    return all(day <= later for day, later in pairwise(days))


def _fits(day: date, before: date | None, after: date | None, order: int) -> bool:
    """Return whether a day lies between its neighbours; beside one only, on its side and within a year."""
    steps = [(day - before).days * order] if before else []
    steps += [(after - day).days * order] if after else []
    return bool(steps) and min(steps) >= 0 and (len(steps) > 1 or steps[0] <= A_YEAR)


def _years_like(year: str) -> Iterator[tuple[int, str]]:
    """Yield the years that differ from this one in one figure, or by two neighbours exchanged."""
    found = {}
    for place in range(4):
        for figure in "0123456789":
            found[int(year[:place] + figure + year[place + 1 :])] = "with one figure of the year changed"
    for place in range(3):
        pair = year[place + 1] + year[place]
        found[int(year[:place] + pair + year[place + 2 :])] = "with two figures of the year exchanged"
    found.pop(int(year), None)
    for like, what in sorted(found.items()):
        if FIRST_YEAR <= like <= LAST_YEAR:
            yield like, what


def _longest_in_order(values: np.ndarray) -> list[int]:
    """Return the places of the most values, others left out, of which none is less than the one before."""
    ends: list[float] = []
    place_of_end: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values.tolist()):
        at = bisect_right(ends, value)
        before.append(place_of_end[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            place_of_end.append(place)
        else:
            ends[at], place_of_end[at] = value, place
    found = []
    place = place_of_end[-1] if place_of_end else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
