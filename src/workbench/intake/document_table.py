"""The rows and cells of a table in a Word document, as they stand on its grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.intake.document_text import TC, TR, Reader, Words, below, names, value
from workbench.intake.table import Unreadable

_WRAPPERS = names("sdt", "sdtContent", "customXml", "ins", "moveTo", "del", "moveFrom", "smartTag")


MOST_COLUMNS = 1_000
"""Word allows 63; other programs may write more."""


@dataclass
class Cell:
    """A cell: where it stands on the table's grid, how wide it is, and what is in it."""

    start: int
    width: int
    words: Words
    text: str
    goes_on: bool = False
    """True where it is merged with the cell above."""


@dataclass
class Row:
    """A row as Word has it."""

    cells: list[Cell] = field(default_factory=list)
    deleted: bool = False
    inserted: bool = False


def within(element: Any, tags: Sequence[str]) -> Iterator[Any]:
    """Yield an element's children with one of the tags, content controls and the like looked into."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from within(child, tags)


def rows_of(table: Any, reader: Reader) -> list[Row]:
    """Return the rows of a table; a cell merged downwards has its text in each of its rows."""
    rows: list[Row] = []
    for element in within(table, TR):
        row = Row()
        place = 0
        properties = below(element, "trPr")
        if properties is not None:
            place = _number(value(properties, "gridBefore"), 0)
            row.deleted = value(properties, "del") is not None
            row.inserted = value(properties, "ins") is not None
        for cell in within(element, TC):
            place = _add_cell(row, cell, place, reader)
        if len(row.cells) > MOST_COLUMNS:
            raise Unreadable(
                f"A row of the table has {len(row.cells):,} cells; that is more than a timeline needs.",
                "Look whether the document is damaged, and save it again in Word.",
            )
        _continue(row, rows[-1] if rows else Row())
        rows.append(row)
    return rows


def _add_cell(row: Row, element: Any, place: int, reader: Reader) -> int:
    """Read a cell into a row and return where the next one begins."""
    words = reader.read(element)
    width, merged, beside = 1, None, None
    properties = below(element, "tcPr")
    if properties is not None:
        width = _number(value(properties, "gridSpan"), 1)
        merged, beside = value(properties, "vMerge"), value(properties, "hMerge")
    text = "\n".join((words.text, *(_as_lines(table, reader) for table in words.tables))).strip("\n")
    if beside is not None and beside != "restart" and row.cells:
        row.cells[-1].width += width
        row.cells[-1].text = "\n".join(filter(None, (row.cells[-1].text, text)))
    else:
        row.cells.append(Cell(place, width, words, text, merged is not None and merged != "restart"))
    return place + width


def _continue(row: Row, above: Row) -> None:
    for cell in row.cells:
        if cell.goes_on and not cell.text.strip():
            cell.text = next((other.text for other in above.cells if other.start == cell.start), "")


def _as_lines(table: Any, reader: Reader) -> str:
    """Return a table within a cell as lines, its cells divided by |."""
    return "\n".join(
        " | ".join(cell.text for cell in row.cells if cell.text.strip()) for row in rows_of(table, reader)
    )


def _number(text: str | None, otherwise: int) -> int:
    """Return a place on the grid, or how much of it a cell takes."""
    return min(int(text), MOST_COLUMNS) if text and text.isdecimal() and len(text) < 9 else otherwise


def tables_within(rows: Sequence[Row]) -> list[Any]:
    """Return the tables inside a table's cells."""
    return [table for row in rows for cell in row.cells for table in cell.words.tables]
