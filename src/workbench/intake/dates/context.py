"""Dates that only make sense from the row above, read in the order of an agency's own table.

Words such as "same day" follow the row above; an empty cell does where the
table plainly writes a date once for several rows; "14 May" takes its year from
the rows around it where these leave one answer. What was taken stands in the
reading's ``assumption``. What cannot be settled stays undated, and says why.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from workbench.case.model import When
from workbench.intake.dates.pointers import Pointer, pointer, same_as
from workbench.intake.dates.reading import dated, lacks_year, ordinal_only, read_date
from workbench.intake.dates.shown import show
from workbench.intake.dates.spans import ONE_DAY
from workbench.intake.dates.words import WEEKDAYS

MOSTLY = 2 / 3
"""The share of steps from row to row that go one way in a table that is kept in order."""
EMPTY_LEAST, EMPTY_SHARE = 3, 0.1
"""Fewer empty date cells than this, or a smaller share of them, may as well be forgotten dates."""
HALF_A_YEAR = timedelta(days=183)
A_MONTH = timedelta(days=31)
HABIT = "left empty, as this table writes a date once for several rows"
NO_HABIT = (
    "No date. The row above is of {above}, but this table does not plainly leave out a date that repeats. "
    "Write the date, if it is the same."
)


class Cells(NamedTuple):
    """The date cells of a row, as written."""

    date: str
    time: str
    end: str


class Readings:
    """The date of every row: ``dates[places[row]]``. Rows of equal cells share one reading.

    Reading in context gives a row a reading of its own; the ordinary rows, which
    are nearly all, are never looked at one by one.
    """

    def __init__(self, places: np.ndarray, cells: Sequence[Cells], born: When | None = None) -> None:
        self.places = places
        self.cells = list(cells)
        self.born = born
        self.dates = [read_date(c.date, time_text=c.time, end_text=c.end, born=born) for c in cells]
        self.own = len(self.dates)
        """Readings from here on came from elsewhere: another row, or a person's answer."""
        self.answered: set[int] = set()
        """Rows whose date a person gave."""
        self._known: dict[tuple[int, When], int] = {}

    def at(self, row: int) -> When:
        """Return the date of a row."""
        return self.dates[self.places[row]]

    def put(self, row: int, when: When) -> None:
        """Give a row a reading of its own."""
        key = (int(self.places[row]), when)
        if key not in self._known:
            self._known[key] = len(self.dates)
            self.dates.append(when)
            self.cells.append(self.cells[key[0]])
        self.places[row] = self._known[key]

    def answer(self, row: int, when: When) -> None:
        """Give a row the date that a person gave."""
        self.put(row, when)
        self.answered.add(row)

    def days(self, *, answered: bool = False) -> np.ndarray:
        """Return for each row its one day as a number, where its own cell names one; elsewhere NaN."""
        exact = np.array([_day_number(when) for when in self.dates] or [np.nan])
        own = exact.copy()
        own[self.own :] = np.nan
        days = own[self.places]
        if answered and self.answered:
            rows = np.array(sorted(self.answered))
            days[rows] = exact[self.places[rows]]
        return days


def _day_number(when: When) -> float:
    return float(when.earliest.toordinal()) if when.earliest and when.earliest == when.latest else np.nan


def direction(days: np.ndarray) -> int:
    """Return 1 for a table from old to new, -1 from new to old, 0 where it is in no order."""
    steps = np.diff(days[~np.isnan(days)])
    steps = steps[steps != 0]
    if not len(steps):
        return 1
    up = float(np.mean(steps > 0))
    return 1 if up >= MOSTLY else -1 if up <= 1 - MOSTLY else 0


def in_context(readings: Readings, tables: Sequence[tuple[int, int]], beginnings: Sequence[int] = ()) -> None:
    """Read the rows that need another row.

    ``tables`` holds where each agency's rows begin and end: a writer's habits
    show in all of them. ``beginnings``, in order, are the rows with which another
    sheet or table begins: no date is taken from beyond them.
    """
    needing = [
        place for place, when in enumerate(readings.dates) if not when.dated and _needs(readings, place)
    ]
    if not needing:
        return
    rows = np.flatnonzero(np.isin(readings.places, needing))
    dated, days = np.array([when.dated for when in readings.dates])[readings.places], readings.days()
    for first, after in tables:
        own = rows[(rows >= first) & (rows < after)]
        if len(own):
            table = _Table(readings, first, dated[first:after], days[first:after], beginnings)
            for row in own.tolist():
                table.read(row)


def _needs(readings: Readings, place: int) -> bool:
    text = readings.cells[place].date
    if not text.strip():
        return not readings.cells[place].end.strip()
    return pointer(text) is not None or lacks_year(text) or ordinal_only(text) is not None


class _Table:
    """One agency's rows, and what its writer's habits are."""

    def __init__(
        self,
        readings: Readings,
        first: int,
        dated: np.ndarray,
        days: np.ndarray,
        beginnings: Sequence[int] = (),
    ) -> None:
        self.readings, self.first = readings, first
        self.beginnings = beginnings
        self.dated = first + np.flatnonzero(dated)
        self.days = days
        self.direction = direction(days)
        self.leaves_empty = self._leaves_empty()

    def _leaves_empty(self) -> bool:
        """Return whether an empty cell plainly means the row above.

        That is where several cells are empty, the first is not, no date is
        written on two rows running, no "ditto" says it in words, and every other
        date can be read: whoever writes "??" may as well leave a cell empty.
        """
        places = self.readings.places[self.first : self.first + len(self.days)]
        distinct = set(places.tolist())
        cells = self.readings.cells
        empty = [place for place in distinct if not cells[place].date.strip()]
        count = int(np.isin(places, empty).sum())
        if count < max(EMPTY_LEAST, EMPTY_SHARE * len(places)) or places[0] in empty:
            return False
        written = distinct - set(empty)
        if any((said := pointer(cells[place].date)) and said.same for place in written):
            return False
        if any(self._unknown(place) for place in written):
            return False
        return not np.any(np.diff(self.days[~np.isnan(self.days)]) == 0)

    def _unknown(self, place: int) -> bool:
        """True for a date that nothing in the table can make one."""
        text = self.readings.cells[place].date
        if not self.readings.dates[place].problem or pointer(text):
            return False
        return not (lacks_year(text) or ordinal_only(text))

    def read(self, row: int) -> None:
        """Read one row by the rows around it, or say why that cannot be done."""
        cells = self.readings.cells[self.readings.places[row]]
        begins = _is_among(row, self.beginnings)
        above = self.readings.at(row - 1) if row > self.first and not begins else None
        said = pointer(cells.date)
        if not cells.date.strip():
            found = self._empty(cells, above)
        elif said:
            found = _beyond(cells) if begins else _followed(cells, said, above, self.direction)
        else:
            found = self._without_year(row, cells, above)
        if found is not None:
            self.readings.put(row, found)

    def _empty(self, cells: Cells, above: When | None) -> When | None:
        if above is None or not above.dated:
            return None
        if not self.leaves_empty:
            return When(cells.date, problem=NO_HABIT.format(above=show(above)))
        return _followed(cells, EMPTY, above, self.direction)

    def _without_year(self, row: int, cells: Cells, above: When | None) -> When | None:
        """Return a day or month with the one year that fits between the rows above and below."""
        if above is None or above.earliest is None or above.latest is None or not self.direction:
            return None
        at = int(np.searchsorted(self.dated, row, side="right"))
        below = self.readings.at(int(self.dated[at])) if at < len(self.dated) else None
        end = bisect_right(self.beginnings, row)
        if below and end < len(self.beginnings) and self.beginnings[end] <= self.dated[at]:
            below = None  # it stands in another table
        day = ordinal_only(cells.date)
        reach = (A_MONTH if day else HALF_A_YEAR) * self.direction
        far = (below.earliest if self.direction > 0 else below.latest) if below else None
        far = far or (above.latest if self.direction > 0 else above.earliest) + reach
        low, high = min(above.earliest, far), max(above.latest, far)
        if (far < above.earliest) if self.direction > 0 else (far > above.latest):
            return None
        possible = _possible(cells, day, low, high, self.readings.born)
        if len(possible) != 1:
            return None
        [found] = possible
        assert found.earliest
        lacking = "month and year" if day else "year"
        return _noted(found, cells.date, f"{lacking} taken from the rows around it: {show(found)}")


def _beyond(cells: Cells) -> When:
    shown = " ".join(cells.date.split())
    return _refused(cells, f'"{shown}" points to the row above, and that stands in another table.')


def _is_among(row: int, beginnings: Sequence[int]) -> bool:
    at = bisect_left(beginnings, row)
    return at < len(beginnings) and beginnings[at] == row


EMPTY = Pointer(same_as, same=True)


@lru_cache(maxsize=1 << 12)
def _followed(cells: Cells, said: Pointer, above: When | None, order: int) -> When:
    """Return the date that a pointer makes of the row above."""
    shown = f'"{" ".join(cells.date.split())}"'
    if above is None:
        return _refused(cells, f"{shown} points to the row above, and there is none.")
    if not above.dated:
        return _refused(cells, f"{shown} points to the row above, which has no date that could be read.")
    if not said.same and order < 0:
        return _refused(cells, f"{shown} counts from another row, and this table runs from new to old.")
    span = said.step(above)
    if said.weekday and (
        span.first != span.last or span.first is None or not _falls_on(span.first, said.weekday)
    ):
        return _refused(
            cells, f"{shown} does not fall on that weekday, counted from {show(above)} in the row above."
        )
    if not cells.date.strip():
        note = f"{HABIT}: {show(above)}"
    elif said.same and (span.first, span.last) == (above.earliest, above.latest):
        note = f"as the row above: {show(above)}"
    else:
        note = f"counted from the row above: {show(above)}"
    return dated(
        cells.date,
        span._replace(notes=(note, *span.notes)),
        time=said.time,
        time_notes=said.time_notes,
        time_text=cells.time,
        end_text=cells.end,
    )


def _falls_on(day: date, weekday: str) -> bool:
    return WEEKDAYS[day.weekday()][:3].lower() == weekday[1:]


def _refused(cells: Cells, why: str) -> When:
    return When(cells.date, problem=f"{why} Write the date itself.")


def _possible(cells: Cells, day: int | None, low: date, high: date, born: When | None) -> list[When]:
    """Return the dates that a text without its year, or without month and year, can mean from low to high."""
    if (high - low).days > 2 * 366:
        return []
    if day:
        months = {(d.year, d.month) for d in (low + n * ONE_DAY for n in range((high - low).days + 1))}
        texts = [f"{day:02}/{month:02}/{year}" for year, month in sorted(months)]
        found = [read_date(text, time_text=cells.time, end_text=cells.end, born=born) for text in texts]
    else:
        found = [
            read_date(cells.date, time_text=cells.time, end_text=cells.end, born=born, years=(year, year))
            for year in range(low.year, high.year + 1)
        ]
    return [
        when
        for when in found
        if when.earliest and when.latest and when.earliest <= high and when.latest >= low
    ]


def _noted(when: When, text: str, note: str) -> When:
    """Return a reading under its own words, with one assumption instead of those about the year."""
    kept = [
        said
        for said in when.assumption.split("; ")
        if said and not said.lower().startswith(("year taken", "read as day"))
    ]
    said = "; ".join([note, *kept])
    return When(
        text, when.earliest, when.latest, when.precision, when.edtf, when.time, said[:1].upper() + said[1:]
    )
