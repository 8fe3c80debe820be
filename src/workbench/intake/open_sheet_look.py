"""A look at the sheets of an OpenDocument spreadsheet before they are read; see `sheet_look`."""

from __future__ import annotations

from workbench.intake.package import Package
from workbench.intake.sheet_look import MOST_CELLS, SheetLook, add_to_run, local_name, number_of, parsed
from workbench.intake.table import Unreadable


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
        name = local_name(name)
        if name == "table":
            self.depth += 1
            if self.depth == 1:
                self.look = self.looks[_of(attributes, "name")] = SheetLook()
                self.row = self.place = 0
        elif not self.depth:
            return
        elif name == "table-column":
            times = number_of(_of(attributes, "number-columns-repeated"), 1)
            if _of(attributes, "visibility") in ("collapse", "filter"):
                self.look.hidden_columns.append((self.place, self.place + times - 1))
            self.place += times
        elif name == "table-row":
            self.rows, self.column = number_of(_of(attributes, "number-rows-repeated"), 1), 0
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
        self.columns = number_of(_of(attributes, "number-columns-repeated"), 1)
        right = number_of(_of(attributes, "number-columns-spanned"), 1)
        down = number_of(_of(attributes, "number-rows-spanned"), 1)
        if right > 1 or down > 1:
            self.look.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        if _of(attributes, "value-type"):
            self.look.holds(self.row + self.rows - 1, self.column + self.columns - 1)
        if _of(attributes, "formula"):
            self.look.formulas.append((self.row, self.column))

    def end(self, name: str) -> None:
        name = local_name(name)
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
    return next((value for key, value in attributes.items() if local_name(key) == name), "")
