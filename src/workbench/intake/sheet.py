"""One sheet of a workbook: its cells as text, merged ones filled, and what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from workbench.case import in_short
from workbench.intake.sheet_look import DAMAGED, SheetLook, column_letters
from workbench.intake.table import Remark, Unreadable
from workbench.vocabulary.sentences import listed

MOST_FILLED = 5_000_000
"""Cells of merged ranges that are gone through; a hostile file can name ranges without end."""

_Read = TypeVar("_Read")


def guarded(read: Callable[[], _Read]) -> _Read:
    """Return what the reader reads; raise Unreadable, whatever goes wrong inside it."""
    import python_calamine

    try:
        return read()
    except python_calamine.PasswordError as error:
        raise Unreadable(
            "The file is protected with a password.",
            "Ask the agency for it without a password, or take the password off and save it again.",
        ) from error
    except MemoryError:
        raise
    except BaseException as error:
        # A panic of the reader, which is written in Rust, is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable(*DAMAGED) from error


class Sheet:
    """The cells of one sheet as text, merged ones filled, and what is odd about it."""

    def __init__(self, part: str, sheet: Any, look: SheetLook) -> None:
        self.part, self.look = part, look
        values = guarded(lambda: sheet.to_python(skip_empty_area=False))
        self._swapped = list(_perhaps_swapped(values))
        self.rows = [[cell if type(cell) is str else cell_text(cell) for cell in row] for row in values]
        while self.rows and not any(self.rows[-1]):
            self.rows.pop()
        merged = guarded(lambda: sheet.merged_cell_ranges)
        if merged is not None and not look.merged:
            look.merged = [(top, left, bottom, right) for (top, left), (bottom, right) in merged]
        self.across: frozenset[int] = frozenset()
        self._filled = self._fill()

    def _fill(self) -> dict[int, list[tuple[int, int]]]:
        """Put the text of cells merged downwards into each row that holds something of its own."""
        filled: dict[int, list[tuple[int, int]]] = {}
        across = set()
        budget = MOST_FILLED
        for top, left, bottom, right in self.look.merged:
            if top >= len(self.rows) or left >= len(self.rows[top]):
                continue
            text = self.rows[top][left]
            own = [
                row
                for row in range(top + 1, min(bottom + 1, len(self.rows)))
                if text and left < len(self.rows[row]) and any(self.rows[row])
            ]
            budget -= bottom - top + 1
            if budget < 0:
                break
            for row in own:
                self.rows[row][left] = self.rows[row][left] or text
            if own:
                filled.setdefault(left, []).append((top, own[-1]))
            if top == bottom and right > left and text and not any(_without(self.rows[top], left)):
                across.add(top + 1)
        self.across = frozenset(across)
        return filled

    def remarks(self, hidden: bool) -> Iterator[Remark]:
        """Yield what a person has to know of the sheet."""
        if hidden:
            yield self._remark("The sheet is hidden; it was read as the others.", _BELONGS)
        rows = [run for run in self.look.hidden_rows if self._holds(run)]
        if rows:
            text = f"{_runs('Row', rows)} hidden; {_were(rows)} read as the others."
            yield self._remark(text, _BELONGS, row=rows[0][0] + 1)
        for place in self._hidden_columns():
            if any(row[place] for row in self.rows if place < len(row)):
                text = f"Column {column_letters(place)} is hidden; it was read as the others."
                yield self._remark(text, _BELONGS)
        for place, runs in self._filled.items():
            yield self._remark(
                f"Cells of column {column_letters(place)} are merged downwards "
                f"({_runs('row', runs, verb=False)}); the text was taken for each of the rows.",
                "Look whether it belongs to each of them.",
                row=runs[0][0] + 1,
            )
        for place, row, shown in self._swapped:
            yield self._remark(
                f"In column {column_letters(place)} every real date has a day up to 12, and every date in "
                "text begins with a greater number: a program that puts the month first may have read the "
                "real ones the wrong way round.",
                f"Ask the agency whether the date of this row is {shown}.",
                row=row + 1,
            )
        if self.look.disordered:
            yield self._remark(
                "The cells of the sheet do not stand in order; where two have one place, one of them is "
                "lost.",
                "Open the workbook in Excel, look whether all of it is there, and save it again.",
            )
        yield from self._without_result()
        for row, note in self.look.notes:
            yield self._remark(
                f'There is a comment in the row: "{in_short(note, letters=200)}".'
                if note
                else "There is a comment in the row.",
                "Comments are not part of the entry; look whether it matters.",
                row=row + 1,
            )

    def _hidden_columns(self) -> Iterator[int]:
        """Yield each hidden column once, though a damaged file may name it again and again."""
        following, width = 0, max(map(len, self.rows))
        for first, last in sorted(self.look.hidden_columns):
            yield from range(max(first, following), min(last + 1, width))
            following = max(following, last + 1)

    def _without_result(self) -> Iterator[Remark]:
        for row, column in self.look.formulas:
            if row < len(self.rows) and column < len(self.rows[row]) and not self.rows[row][column]:
                yield self._remark(
                    f"Cell {column_letters(column)}{row + 1} holds a formula without a result, "
                    "or with an error.",
                    "Open the workbook in Excel, look at the cell, and save it again.",
                    row=row + 1,
                )

    def _remark(self, problem: str, remedy: str, row: int | None = None) -> Remark:
        return Remark(problem, remedy, row, part=self.part)

    def _holds(self, run: tuple[int, int]) -> bool:
        return any(any(row) for row in self.rows[run[0] : run[1] + 1])


_WRITTEN = re.compile(r"\s*(\d{1,2})[./-]\d{1,2}[./-](?:\d{2}|\d{4})\b")
LEAST_SWAPPED = 3
"""Real dates and dates in text that a column must have of each before anything is suspected."""


def _perhaps_swapped(values: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, str]]:
    """Yield columns in which a program seems to have taken days for months, with a row and both its dates.

    Such a program makes a real date of 4/5 and leaves 25/5 as text, as no month is the 25th.
    """
    for place in range(len(values[0]) if values else 0):
        real = [(at, row[place]) for at, row in enumerate(values) if isinstance(row[place], date)]
        if len(real) < LEAST_SWAPPED or any(day.day > 12 for _, day in real):
            continue
        texts = (_WRITTEN.match(row[place]) for row in values if isinstance(row[place], str))
        firsts = [int(found[1]) for found in texts if found]
        if len(firsts) >= LEAST_SWAPPED and min(firsts) > 12:
            at, day = next(((at, day) for at, day in real if day.day != day.month), real[0])
            yield place, at, f"{day.day} {day:%B %Y} or {day.month} {date(day.year, day.day, 1):%B %Y}"


_BELONGS = "Ask the agency whether it belongs to the timeline."


def _without(row: Sequence[str], place: int) -> Iterable[str]:
    return (cell for at, cell in enumerate(row) if at != place)


def _single(runs: Sequence[tuple[int, int]]) -> bool:
    return len(runs) == 1 and runs[0][0] == runs[0][1]


def _were(runs: Sequence[tuple[int, int]]) -> str:
    return "it was" if _single(runs) else "they were"


def _runs(word: str, runs: Sequence[tuple[int, int]], *, verb: bool = True) -> str:
    """Return "Rows 5 to 7 and 9 are" for runs of rows that count from 0."""
    shown = [f"{first + 1} to {last + 1}" if last > first else str(first + 1) for first, last in runs[:20]]
    if len(runs) > 20:
        shown.append("more")
    one = _single(runs)
    return f"{word}{'' if one else 's'} {listed(shown)}{(' is' if one else ' are') if verb else ''}"


def cell_text(value: Any) -> str:
    """Return a cell that is not text as text; a date as year-month-day, which reads one way only."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        moment = _to_the_second(value)
        return f"{moment.date()}" if moment.time() == time() else f"{moment.date()} {_clock(moment.time())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(_to_the_second(datetime.combine(date(2000, 1, 1), value)).time())
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return "" if value is None else str(value)


def _to_the_second(moment: datetime) -> datetime:
    """Return a moment without the fraction that a spreadsheet's way of counting leaves."""
    if moment.microsecond < 500_000 or moment > datetime.max - timedelta(seconds=1):
        return moment.replace(microsecond=0)
    return moment.replace(microsecond=0) + timedelta(seconds=1)


def _clock(clock: time) -> str:
    return f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"
