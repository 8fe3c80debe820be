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


def looks_at_sheets(package: Package) -> tuple[dict[str, SheetLook | Unreadable], list[str]]:
    """Return what each sheet of an Excel workbook looks like, by its name, and the members to read."""
    targets = _targets(package, "xl/workbook.xml")
    sheets: dict[str, SheetLook | Unreadable] = {}
    members = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"]

    def start(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "sheet":
            id = next((value for key, value in attributes.items() if local_name(key) == "id"), "")
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
        if local_name(name) == "Relationship" and attributes.get("TargetMode") != "External":
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
        name = local_name(name)
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
            row, column = number_of(attributes.get("r"), row + 2) - 1, -1
            if attributes.get("hidden") in ("1", "true"):
                add_to_run(look.hidden_rows, row, row)
        elif name == "col":
            if attributes.get("hidden") in ("1", "true"):
                first = number_of(attributes.get("min"), 1)
                look.hidden_columns.append((first - 1, number_of(attributes.get("max"), first) - 1))
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
    return int(place[2]) - 1, columnnumber_of(place[1])


def number_of(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 9 else otherwise


def columnnumber_of(letters: str) -> int:
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
        yield int(top) - 1, columnnumber_of(left), int(bottom) - 1, columnnumber_of(right)


def _notes(data: bytes) -> list[tuple[int, str]]:
    notes: list[tuple[int, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("ref", "")) if local_name(name) == "comment" else None
        if place:
            notes.append((int(place[2]) - 1, ""))

    def text(words: str) -> None:
        if notes:
            notes[-1] = (notes[-1][0], notes[-1][1] + words)

    parsed(data, start, CharacterDataHandler=text)
    return notes


def local_name(name: str) -> str:
    return name.rpartition(":")[2]


def add_to_run(runs: list[tuple[int, int]], first: int, last: int) -> None:
    if runs and runs[-1][1] == first - 1:
        runs[-1] = (runs[-1][0], last)
    else:
        runs.append((first, last))
