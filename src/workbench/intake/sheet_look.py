"""A look at a workbook's sheets before they are read: how far they reach, what is hidden or merged.

The reader of workbooks lays out every cell between the first and the last one
in memory; two cells far apart would end the program. So the sheets' XML is
looked through first, element by element and without keeping any of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from workbench.intake.package import Package
from workbench.intake.table import Unreadable

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet can have in Excel."""
MOST_CELLS = 10_000_000
"""Cells between the corners of a sheet: a timeline of 100,000 rows has a million."""
DAMAGED = (
    "The workbook is damaged or cut short.",
    "Save it again in Excel, or ask the agency to send it again.",
)

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; all count from 0."""


@dataclass
class SheetLook:
    """What was seen of one sheet."""

    rows: int = 0
    columns: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    """First and last of a run of hidden rows, from 0."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    """Cells with a formula or an error: what they show may be missing."""
    notes: list[tuple[int, str]] = field(default_factory=list)
    """Comments: the row, from 0, and the text."""
    too_large: bool = False
    disordered: bool = False
    """True where cells do not follow each other: of two at one place the reader keeps one."""

    def holds(self, row: int, column: int) -> None:
        """Note that something stands in a cell."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    def check(self, most: int = MOST_CELLS) -> None:
        """Raise Unreadable where the sheet reaches farther than can be laid out."""
        if (
            self.too_large
            or self.rows > MOST_ROWS
            or self.columns > MOST_COLUMNS
            or self.rows * self.columns > most
        ):
            raise Unreadable(
                f"The sheet reaches to row {self.rows:,} and column {self.columns:,}; that is more than a "
                "timeline needs.",
                "Look for something far below or far to the right of the table, delete it, and save the "
                "workbook again.",
            )


def parsed(data: bytes, start: Callable[[str, dict[str, str]], None], **more: Callable[..., None]) -> None:
    """Go through an XML text; raise Unreadable where it is damaged or brings declarations of its own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    for name, handler in more.items():
        setattr(parser, name, handler)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(*DAMAGED) from error


# Excel


def looks_at_sheets(package: Package) -> tuple[dict[str, SheetLook | Unreadable], list[str]]:
    """Return what each sheet of an Excel workbook looks like, by its name, and the members to read."""
    targets = _targets(package, "xl/workbook.xml")
    sheets: dict[str, SheetLook | Unreadable] = {}
    members = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"]

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            id = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            kind, target = targets.get(id, ("", ""))
            if kind == "worksheet" and target in package.names and target not in members:
                members.append(target)
                sheets[attributes.get("name", "")] = _looked(package, target)

    parsed(package.read_xml("xl/workbook.xml"), start)
    for kind, target in targets.values():
        if kind in ("sharedStrings", "styles") and target in package.names and target not in members:
            members.append(target)
    return sheets, members


def _looked(package: Package, member: str) -> SheetLook | Unreadable:
    try:
        look = _look_at_sheet(package.read_xml(member))
        look.check()
    except Unreadable as error:
        return error
    look.notes = [
        note
        for kind, target in _targets(package, member).values()
        if kind == "comments" and target in package.names
        for note in _notes(package.read_xml(target))
    ]
    return look


def _targets(package: Package, member: str) -> dict[str, tuple[str, str]]:
    """Return what a member of the package refers to: id -> last word of its type, and the member's name."""
    folder, name = posixpath.split(member)
    relations = f"{folder}/_rels/{name}.rels"
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(path))

    if relations in package.names:
        parsed(package.read_xml(relations), start)
    return found


_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def _look_at_sheet(data: bytes) -> SheetLook:
    look = SheetLook()
    row = column = -1
    last, wrong = (-1, -1), False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last, wrong
        name = _local(name)
        if name == "c":
            row, column = _place_of(attributes.get("r"), row, column, look)
            if (row, column) <= last:
                look.disordered = True
            last, wrong = (row, column), attributes.get("t") == "e"
        elif name in ("v", "is"):
            look.holds(row, column)
            if wrong and look.formulas[-1:] != [(row, column)]:
                look.formulas.append((row, column))
        elif name == "f":
            look.holds(row, column)
            look.formulas.append((row, column))
        elif name == "row":
            row, column = _number(attributes.get("r"), row + 2) - 1, -1
            if attributes.get("hidden") in ("1", "true"):
                add_to_run(look.hidden_rows, row, row)
        elif name == "col":
            if attributes.get("hidden") in ("1", "true"):
                first = _number(attributes.get("min"), 1)
                look.hidden_columns.append((first - 1, _number(attributes.get("max"), first) - 1))
        elif name == "mergeCell":
            look.merged += _range(attributes.get("ref", ""))

    parsed(data, start)
    return look


def _place_of(written: str | None, row: int, column: int, look: SheetLook) -> tuple[int, int]:
    if written is None:
        return row, column + 1
    place = _PLACE.fullmatch(written)
    if place is None:
        look.too_large = True
        return row, column
    return int(place[2]) - 1, column_number(place[1])


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 9 else otherwise


def column_number(letters: str) -> int:
    """Return the position of a column from its letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(place: int) -> str:
    """Return the letters of a column from its position."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _range(ref: str) -> Iterator[Range]:
    corners = [_PLACE.fullmatch(corner) for corner in ref.replace("$", "").split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
        yield int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)


def _notes(data: bytes) -> list[tuple[int, str]]:
    notes: list[tuple[int, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("ref", "")) if _local(name) == "comment" else None
        if place:
            notes.append((int(place[2]) - 1, ""))

    def text(words: str) -> None:
        if notes:
            notes[-1] = (notes[-1][0], notes[-1][1] + words)

    parsed(data, start, CharacterDataHandler=text)
    return notes


# OpenDocument


def looks_at_open_sheets(package: Package) -> tuple[dict[str, SheetLook | Unreadable], list[str]]:
    """Return what each sheet of an OpenDocument spreadsheet looks like; raise Unreadable for its limits."""
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise Unreadable(
            "The file is protected with a password.",
            "Ask the agency for it without a password, or take the password off and save it again.",
        )
    sheets = _OpenSheets()
    parsed(
        package.read_xml("content.xml"),
        sheets.start,
        EndElementHandler=sheets.end,
        CharacterDataHandler=sheets.text,
    )
    left = MOST_CELLS
    for look in sheets.looks.values():
        look.check(left)  # all sheets are laid out at once
        left -= look.rows * look.columns
    return dict(sheets.looks), ["content.xml"]


class _OpenSheets:
    """Follows rows and columns through the tables of a content.xml, repeated ones counted."""

    def __init__(self) -> None:
        self.looks: dict[str, SheetLook] = {}
        self.look = SheetLook()
        self.depth = self.noting = self.writing = 0
        self.row = self.column = self.place = 0
        self.rows = self.columns = 1
        """How often the row and the cell at hand are repeated."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "table":
            self.depth += 1
            if self.depth == 1:
                self.look = self.looks[_of(attributes, "name")] = SheetLook()
                self.row = self.place = 0
        elif not self.depth:
            return
        elif name == "table-column":
            times = _number(_of(attributes, "number-columns-repeated"), 1)
            if _of(attributes, "visibility") in ("collapse", "filter"):
                self.look.hidden_columns.append((self.place, self.place + times - 1))
            self.place += times
        elif name == "table-row":
            self.rows, self.column = _number(_of(attributes, "number-rows-repeated"), 1), 0
            if _of(attributes, "visibility") in ("collapse", "filter"):
                add_to_run(self.look.hidden_rows, self.row, self.row + self.rows - 1)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(attributes)
        elif name == "annotation":
            self.noting += 1
            self.look.notes.append((self.row, ""))
        elif name == "p":
            self.writing += 1
            if self.noting:
                return
            self.look.holds(self.row + self.rows - 1, self.column + self.columns - 1)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.columns = _number(_of(attributes, "number-columns-repeated"), 1)
        right = _number(_of(attributes, "number-columns-spanned"), 1)
        down = _number(_of(attributes, "number-rows-spanned"), 1)
        if right > 1 or down > 1:
            self.look.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        if _of(attributes, "value-type"):
            self.look.holds(self.row + self.rows - 1, self.column + self.columns - 1)
        if _of(attributes, "formula"):
            self.look.formulas.append((self.row, self.column))

    def end(self, name: str) -> None:
        name = _local(name)
        if name == "table":
            self.depth -= 1
        elif name == "table-row":
            self.row += self.rows
        elif name in ("table-cell", "covered-table-cell"):
            self.column += self.columns
        elif name == "annotation":
            self.noting -= 1
        elif name == "p":
            self.writing -= 1

    def text(self, words: str) -> None:
        if self.noting and self.writing and self.look.notes:
            row, text = self.look.notes[-1]
            self.look.notes[-1] = (row, text + words)


def _of(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def add_to_run(runs: list[tuple[int, int]], first: int, last: int) -> None:
    if runs and runs[-1][1] == first - 1:
        runs[-1] = (runs[-1][0], last)
    else:
        runs.append((first, last))
