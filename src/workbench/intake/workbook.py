"""Excel and OpenDocument workbooks: every sheet, cell by cell as it is shown."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from workbench.case import in_short
from workbench.intake.old_workbook import look_at_old_workbook
from workbench.intake.package import Package
from workbench.intake.recognising import Kind
from workbench.intake.sheet_look import (
    DAMAGED,
    SheetLook,
    column_letters,
    looks_at_open_sheets,
    looks_at_sheets,
)
from workbench.intake.table import Contents, Remark, Table, Unreadable

MOST_FILLED = 5_000_000
"""Cells of merged ranges that are gone through; a hostile file can name ranges without end."""


def read_workbook(data: bytes, kind: Kind) -> Contents:
    """Return the sheets of a workbook, and what was noticed; raise Unreadable where none can be read."""
    looks, data, macros = _looked_at(data, kind)
    remarks: list[Remark] = []
    if macros:
        remarks.append(
            Remark(
                "The workbook holds macros. They were not run and not read.",
                "Open the original only if you trust who sent it.",
            )
        )
    tables: list[Table] = []
    refused: list[Unreadable] = []
    for name, hidden, sheet in _sheets(data, looks):
        part = f'sheet "{name}"'
        if isinstance(sheet, Unreadable):
            refused.append(Unreadable(sheet.problem, sheet.remedy, part=part))
            continue
        look = looks.get(name)
        seen = _Sheet(part, sheet, look if isinstance(look, SheetLook) else SheetLook())
        if seen.rows:
            tables.append(Table(seen.rows, delimiter="", part=part, across=seen.across))
            remarks += [*seen.remarks(hidden)]
    if not tables and refused:
        raise refused[0]
    remarks += [
        Remark(f"{error.problem} It was not read.", error.remedy, part=error.part) for error in refused
    ]
    return Contents(kind.value.split(" ", 1)[1], tables, remarks)


def _looked_at(data: bytes, kind: Kind) -> tuple[Mapping[str, SheetLook | Unreadable], bytes, bool]:
    """Return what each sheet looks like, the workbook as the reader is to see it, and if it has macros.

    The reader sees only what was unpacked and looked at here.
    """
    if kind is Kind.OLD_WORKBOOK:
        return look_at_old_workbook(data)
    package = Package(data)
    looks, members = looks_at_sheets(package) if kind is Kind.WORKBOOK else looks_at_open_sheets(package)
    macros = any("vbaproject" in name.lower() or name.startswith("Basic/") for name in package.names)
    return looks, package.repacked(members, **_OWN[kind]), macros


_OWN = {
    Kind.WORKBOOK: {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    },
    Kind.OPEN_WORKBOOK: {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns'
        ':manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>',
    },
}
"""What a package has to say of itself for the reader to know it."""

_Read = TypeVar("_Read")


def _guarded(read: Callable[[], _Read]) -> _Read:
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


def _sheets(data: bytes, looks: Mapping[str, SheetLook | Unreadable]) -> Iterator[tuple[str, bool, Any]]:
    """Yield the name of each sheet, whether it is hidden, and its cells or why it cannot be read."""
    import python_calamine as calamine

    book = _guarded(lambda: calamine.load_workbook(io.BytesIO(data)))
    for place, sheet in enumerate(book.sheets_metadata):
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue  # charts and macro sheets hold no table
        hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
        found = looks.get(sheet.name)
        if isinstance(found, Unreadable):
            yield sheet.name, hidden, found
            continue
        try:
            yield sheet.name, hidden, _guarded(lambda place=place: book.get_sheet_by_index(place))
        except Unreadable as error:
            yield sheet.name, hidden, error


class _Sheet:
    """The cells of one sheet as text, merged ones filled, and what is odd about it."""

    def __init__(self, part: str, sheet: Any, look: SheetLook) -> None:
        self.part, self.look = part, look
        values = _guarded(lambda: sheet.to_python(skip_empty_area=False))
        self.rows = [[cell if type(cell) is str else cell_text(cell) for cell in row] for row in values]
        while self.rows and not any(self.rows[-1]):
            self.rows.pop()
        merged = _guarded(lambda: sheet.merged_cell_ranges)
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
        for first, last in self.look.hidden_columns:
            for place in range(first, min(last + 1, max(map(len, self.rows)))):
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
        if self.look.disordered:
            yield self._remark(
                "The cells of the sheet do not stand in order; where two have one place, one of them is lost.",
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
    text = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    one = _single(runs)
    return f"{word}{'' if one else 's'} {text}{(' is' if one else ' are') if verb else ''}"


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
