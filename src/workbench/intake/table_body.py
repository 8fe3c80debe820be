"""The rows below a table's headings as columns of entries, and what is odd about them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from workbench.case import Problem, in_short
from workbench.intake.columns import Match
from workbench.intake.dates import read_date
from workbench.intake.table import Table
from workbench.intake.text_file import divider_in_words

WITHOUT_A_DATE = "It was read as an entry without a date."
"""Ends what is said of a row across the table that names no day: its date need not be missed again."""
DAY = re.compile(
    r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1\d{2,4}(?![\d/-])"
    r"|\b\d{1,2}(?:st|nd|rd|th)? +[^\W\d]{3,9},? +\d{2,4}\b"
)


def _day_in(text: str) -> str:
    """Return the day that a text names if it is one only, as written."""
    days = {found.group() for found in DAY.finditer(text) if read_date(found.group()).exact}
    return days.pop() if len(days) == 1 else ""


class TableBody:
    """Every row below the headings that holds anything, fitted to the headings' width.

    Column by column: a hundred thousand rows cell by cell would take seconds.
    """

    def __init__(
        self, file: str, table: Table, top: int, headings: Sequence[str], matched: Mapping[int, Match]
    ) -> None:
        self.file = file
        self.part = table.part
        self.headings = [heading.strip() for heading in headings]
        self.divider = table.delimiter
        self.problems: list[Problem] = []
        self.lines: list[int] = []
        """The row of each entry as a spreadsheet shows it."""
        self.overflow: dict[int, str] = {}
        """By such a row, what stands in cells beyond the last heading."""
        self._first = top + 2  # rows count from 1; ``top`` is -1 where the headings stand elsewhere
        places = {match.field: place for place, match in matched.items()}
        # Spreadsheets leave empty cells at a row's end out; a row without its text lost something.
        self._least = 1 + max(places.get(found, 0) for found in ("date", "event", "response"))
        rows = self._fitted(table.rows[top + 1 :])
        self._move_across(rows, table.across, places)
        self.columns = self._columns_of(rows, places["date"])
        self._look_at_marks(table.doubtful)
        if self.divider and not table.single_lines:
            self._look_for_swallowed_rows()

    def problem(
        self, line: int | None, problem: str, remedy: str, *, column: str = "", stops: bool = False
    ) -> None:
        """Note something that a person has to look at."""
        self.problems.append(Problem(self.file, line, column, problem, remedy, stops, self.part))

    def _fitted(self, rows: list[list[str]]) -> list[list[str]]:
        """Return the rows with as many cells as there are headings; a cell too many is kept apart."""
        width = len(self.headings)
        if set(map(len, rows)) == {width}:
            return rows
        for at, row in enumerate(rows):
            if len(row) != width:
                self._look_at_width(at + self._first, row)
                rows[at] = (row + [""] * (width - len(row)))[:width]
        return rows

    def _look_at_width(self, line: int, row: list[str]) -> None:
        beyond = [cell for cell in row[len(self.headings) :] if cell.strip()]
        if beyond:
            self.overflow[line] = " | ".join(beyond)
        if beyond or (len(row) < self._least and any(map(str.strip, row))):
            cells = f"{len(row)} cell{'s' if len(row) != 1 else ''}"
            self.problem(
                line,
                f"The row has {cells} and the heading has {len(self.headings)}.",
                f"Look whether {divider_in_words(self.divider)} or a new line stands in a text without "
                "quotation marks round it; the row was kept as it is.",
            )

    def _move_across(self, rows: list[list[str]], across: Collection[int], places: Mapping[str, int]) -> None:
        """Take what stands across the whole table for a text, of the one day that it names if it does."""
        event = next(places[name] for name in ("event", "response", "comment") if name in places)
        date = places["date"]
        for line in sorted(across):
            at = line - self._first
            if not 0 <= at < len(rows) or not any(map(str.strip, rows[at])):
                continue
            text = "\n".join(filter(str.strip, rows[at]))
            day = _day_in(text)
            rows[at] = [text if place == event else "" for place in range(len(self.headings))]
            rows[at][date] = day
            self.problem(
                line,
                f'The row is one cell across the table: "{in_short(text)}". '
                + (f"It was read as an entry of the day in it, {day}." if day else WITHOUT_A_DATE),
                "Look whether it is one, or a title between the entries.",
            )

    def _columns_of(self, rows: list[list[str]], date: int) -> list[list[str]]:
        """Return the columns without blank rows and without the heading again (as on a new page)."""
        columns = list(map(list, zip(*rows, strict=True))) or [[] for _ in self.headings]
        perhaps = {cell for cell in set(columns[date]) if cell.strip() in ("", self.headings[date])}
        skipped = {
            at
            for at, cell in enumerate(columns[date] if perhaps else ())
            if cell in perhaps and self._no_entry(rows[at], at + self._first)
        }
        self.lines = list(range(self._first, self._first + len(rows)))
        if not skipped:
            return columns
        self.lines = [line for at, line in enumerate(self.lines) if at not in skipped]
        return [[cell for at, cell in enumerate(column) if at not in skipped] for column in columns]

    def _no_entry(self, row: list[str], line: int) -> bool:
        cells = [cell.strip() for cell in row]
        return line not in self.overflow and (not any(cells) or cells == self.headings)

    def _look_at_marks(self, doubtful: list[int]) -> None:
        for line in doubtful:
            if line >= self._first:
                remedy = (
                    "Look whether a mark is missing or left over; the line was kept as one row, as it stands."
                )
                self.problem(line, "The row's quotation marks do not match.", remedy)

    def _look_for_swallowed_rows(self) -> None:
        """Point at cells in which a line looks like a row of its own: two stray marks can make a pair."""
        divider = re.escape(self.divider)
        row = re.compile(rf'[\r\n]\s*"?\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}"?{divider}[^\r\n]*{divider}')
        for heading, cells in zip(self.headings, self.columns, strict=True):
            whole = "".join(cells)
            if "\n" not in whole and "\r" not in whole:
                continue
            for line, cell in zip(self.lines, cells, strict=True):
                if row.search(cell):
                    self.problem(
                        line,
                        "The cell holds a line that looks like a row of its own.",
                        "Look whether a quotation mark is missing or left over; the cell was kept as it is.",
                        column=heading,
                    )
