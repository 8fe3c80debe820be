"""The date of every row of every agency: as written, as the rows around it say, or as a person answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from workbench.case import Problem, When, in_short
from workbench.intake import Timeline, read_date
from workbench.intake.dates import show
from workbench.intake.dates.context import Cells, Readings, in_context
from workbench.intake.dates.doubts import Doubt, doubts
from workbench.intake.dates.spans import long_day

DATE_CELLS = ("date", "time", "end_date")


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A date that reads as one and is probably a slip: asked about, never changed.

    Until somebody answers, the entry stands where its date puts it (undated
    where it could not be read) and its ``date_question`` says so.
    """

    agency: str
    row: int
    """The entry's row as in its id; ``line`` is the row that a spreadsheet shows."""
    line: int
    column: str
    text: str
    read_as: str
    """As screens show it; "" where it could not be read."""
    likely: str
    """The day that is likely meant, "" where none is near."""
    why: str
    part: str = ""
    """The sheet or table that the row is in; "" where there is only one."""

    @property
    def sentence(self) -> str:
        """The question in words that can stand in a letter to the agency."""
        read = f"we read it as {self.read_as}" if self.read_as else "it could not be read as a date"
        asked = f"Is {self.likely} meant?" if self.likely else "Which date is meant?"
        place = (
            f"{self.part[:1].upper()}{self.part[1:]}, row {self.line}" if self.part else f"Row {self.line}"
        )
        return f'{place}, "{self.column}": "{self.text}" is written, and {read}. {self.why} {asked}'


class Dated(NamedTuple):
    """The reading of every row (``dates[places[row]]``), what is wrong with them, and what to ask."""

    places: np.ndarray
    dates: list[When]
    problems: list[Problem]
    questions: list[tuple[int, DateQuestion]]
    """With the row among all rows, counted from 0."""


def read_dates(
    columns: Mapping[str, np.ndarray],
    timelines: Sequence[Timeline],
    *,
    born: When | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
) -> Dated:
    """Return the date of every row; each distinct date is read once, and only rows that need others alone."""
    places, cells = _distinct([columns[name] for name in DATE_CELLS])
    rows = _Rows(Readings(places, [Cells(*row) for row in cells], born), columns, timelines)
    problems = rows.answered(answers or {})
    in_context(rows.readings, rows.tables, rows.beginnings(timelines))
    problems += rows.problems()
    questions = [rows.question(doubt) for doubt in doubts(rows.readings, rows.tables)]
    return Dated(rows.readings.places, rows.readings.dates, problems, questions)


def marks(size: int, questions: Iterable[tuple[int, DateQuestion]]) -> np.ndarray:
    """Return the column that says of an entry what is asked about its date, "" for nearly all."""
    column = np.full(size, "", dtype=object)
    for row, question in questions:
        column[row] = question.sentence
    return column


def _distinct(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, list[tuple[Any, ...]]]:
    """Return for each row the number of its cells, and the distinct ones in the order of their numbers."""
    numbers = np.zeros(len(columns[0]), dtype="int64")
    for column in columns:
        # A dictionary that numbers what it is asked for: quicker here than to let pandas hash the texts.
        places: defaultdict[str, int] = defaultdict()
        places.default_factory = places.__len__
        codes = np.fromiter(map(places.__getitem__, column.tolist()), dtype="int64", count=len(column))
        if len(places) > 1:  # else mostly a column that nobody filled
            numbers = pd.factorize(numbers * len(places) + codes)[0]
    first = np.empty(numbers.max(initial=-1) + 1, dtype="int64")
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]  # the last to be set is the first row
    return numbers, list(zip(*(column[first] for column in columns), strict=True))


class _Rows:
    """The rows of all timelines with their readings, and where each stands in its agency's file."""

    def __init__(
        self, readings: Readings, columns: Mapping[str, np.ndarray], timelines: Sequence[Timeline]
    ) -> None:
        self.readings, self.columns = readings, columns
        ends = np.cumsum([0, *map(len, timelines)]).tolist()
        self.tables = list(pairwise(ends))
        self.table_of = {
            timeline.agency: table for timeline, table in zip(timelines, self.tables, strict=True)
        }
        self.headings = {(t.file, found): heading for t in timelines for heading, found in t.columns.items()}

    def beginnings(self, timelines: Sequence[Timeline]) -> list[int]:
        """Return the rows with which a sheet or table of a file begins that does not go on from above."""
        return [
            first + at
            for (first, _), timeline in zip(self.tables, timelines, strict=True)
            if len(set(timeline.parts)) > 1
            for at, (above, part) in enumerate(pairwise(timeline.parts), start=1)
            if part != above and part not in timeline.going_on
        ]

    def _problem(self, row: int, field: str, problem: str, remedy: str) -> Problem:
        file = self.columns["file"][row]
        heading = self.headings.get((file, field), "")
        line, part = int(self.columns["line"][row]), self.columns["part"][row]
        return Problem(file, line, heading, problem, remedy, part=part)

    def answered(self, answers: Mapping[tuple[str, int], str]) -> list[Problem]:
        """Give rows the dates that a person gave; where one is none, say so and leave the row as it is."""
        found = []
        for (agency, number), text in sorted(answers.items()):
            first, after = self.table_of.get(agency, (0, 0))
            row = first + number - 1
            if not first <= row < after:
                continue  # the agency's file has changed, and whoever keeps the answers says so
            cells = self.readings.cells[self.readings.places[row]]
            when = read_date(text, time_text=cells.time, end_text=cells.end, born=self.readings.born)
            if when.problem:
                problem = f"The date given instead is none: {when.problem}"
                found.append(self._problem(row, "date", problem, "The agency's own date stands."))
            else:
                said = "; ".join(filter(None, (f"As answered: {show(when)}", when.assumption)))
                self.readings.answer(row, replace(when, text=cells.date, assumption=said))
        return found

    def problems(self) -> list[Problem]:
        """Return a problem for each row whose date cannot be read, under the agency's own heading."""
        dates, places = self.readings.dates, self.readings.places
        wrong = {place: self._cell_at_fault(place) for place, when in enumerate(dates) if when.problem}
        return [
            self._problem(row, wrong[places[row]], dates[places[row]].problem, "The entry is kept, undated.")
            for row in np.flatnonzero(np.isin(places, list(wrong))).tolist()
        ]

    def _cell_at_fault(self, place: int) -> str:
        """Return which of a row's date cells the problem is in."""
        text, _, end = self.readings.cells[place]
        born, problem = self.readings.born, self.readings.dates[place].problem
        if place >= self.readings.own:  # the date came from another row, so only the end can be at fault
            return "end_date" if problem.startswith(("The end", "Neither")) else "date"
        if read_date(text, born=born).problem:
            return "date"
        return "end_date" if read_date(text, end_text=end, born=born).problem else "time"

    def question(self, doubt: Doubt) -> tuple[int, DateQuestion]:
        """Return what to ask about a row."""
        row, columns = doubt.row, self.columns
        when, text = self.readings.at(row), self.readings.cells[self.readings.places[row]].date
        return row, DateQuestion(
            agency=columns["agency"][row],
            row=int(columns["row"][row]),
            line=int(columns["line"][row]),
            column=self.headings.get((columns["file"][row], "date"), ""),
            text=in_short(text),
            read_as=show(when) if when.dated else "",
            likely=long_day(doubt.likely) if doubt.likely else "",
            why=doubt.why,
            part=columns["part"][row],
        )
