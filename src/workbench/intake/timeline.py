"""One door for what agencies send: `read_timeline` finds the format and reads it whole.

Each format has its reader in a file of its own beside this one. CSV is read
now; a workbook or a document is recognised by its content and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.case import Problem
from workbench.intake.columns import FIELDS, heading_row, match_columns
from workbench.intake.text_file import Table, Unreadable, read_table

Reader = Callable[[bytes], Table]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Timeline:
    """One agency's table, cell by cell as written.

    ``fields`` holds a list of cells for each field that was matched, all of the
    same length, one per entry. ``lines`` are the rows a spreadsheet shows.
    ``others`` are the columns that were not understood, kept by heading.
    """

    agency: str
    file: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    others: Mapping[str, list[str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading -> the field it was read as, "" where it was not understood."""
    rows: int = 0
    """Rows in the file, headings and empty ones included."""
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)


def reader_for(data: bytes) -> Reader:
    """Return the reader for a file by its content; its name may be wrong.

    Raises Unreadable for formats that are recognised and cannot be read yet.
    """
    if data.startswith(_ZIP):
        raise Unreadable(
            "This is a Word or Excel file, which this version cannot read yet.",
            "Open it, save the table as CSV (UTF-8) and put that in its place.",
        )
    if data.startswith(_OLE):
        raise Unreadable(
            "This is an older Word or Excel file, which this version cannot read yet.",
            "Open it, save the table as CSV (UTF-8) and put that in its place.",
        )
    if data.startswith(b"%PDF"):
        raise Unreadable("This is a PDF file, not a table.", "Ask the agency for the Word, Excel or CSV file.")
    return read_table


def read_timeline(path: Path, *, agency: str) -> Timeline:
    """Read one agency's file; never raises for what is in it.

    What cannot be read is in ``problems``, with row, column and remedy, and a
    row that holds anything becomes an entry: nothing is dropped.
    """
    name = f"timelines/{path.name}"

    def unreadable(problem: str, remedy: str, rows: int = 0) -> Timeline:
        return Timeline(agency, name, rows=rows, problems=(Problem(name, None, "", problem, remedy, stops=True),))

    try:
        data = path.read_bytes()
        table = reader_for(data)(data)
    except OSError as error:
        return unreadable(f"The file cannot be opened ({error.strerror}).", "Check that it is there and not in use.")
    except Unreadable as error:
        return unreadable(error.problem, error.remedy)
    top = heading_row(table.rows)
    if top is None:
        return unreadable(*_no_heading(table), len(table.rows))
    return _timeline(agency, name, table.rows, top)


def _no_heading(table: Table) -> tuple[str, str]:
    first = next((row for row in table.rows if any(cell.strip() for cell in row)), [])
    if len(first) < 2:
        return (
            "The file has one column only; its cells are probably divided by a sign that is not known.",
            "Save it as CSV with commas, semicolons, tabs or | between the cells.",
        )
    return (
        f"No column for the date and one for the event was found. The headings are: {', '.join(first[:12])}.",
        'Name the columns "Date" and "Event" (and "Response", "Child seen", "Source of information" if they are there).',
    )


def _timeline(agency: str, name: str, rows: list[list[str]], top: int) -> Timeline:
    headings = [heading.strip() for heading in rows[top]]
    matched = match_columns(headings)
    width = len(headings)
    problems: list[Problem] = []
    lines: list[int] = []
    cells: list[list[str]] = []
    overflow: dict[int, str] = {}
    for line, row in enumerate(rows[top + 1 :], start=top + 2):
        if not any(map(str.strip, row)):
            continue
        if len(row) != width:
            if len(row) > width:
                overflow[len(lines)] = " | ".join(row[width:])
            if len(row) > width or len(row) < width - _trailing_optional(matched, width):
                problems.append(_ragged(name, line, len(row), width))
            row = (row + [""] * (width - len(row)))[:width]
        elif _same_heading(row, headings):
            continue
        lines.append(line)
        cells.append(row)
    if not lines:
        problems.append(
            Problem(name, None, "", "The table has headings and no entries.", "Ask the agency for its entries.", stops=True)
        )
    # Columns at once: a hundred thousand rows cell by cell would take seconds.
    columns = list(zip(*cells, strict=True)) if cells else [() for _ in headings]
    others = {headings[i] or f"column {i + 1}": list(columns[i]) for i in range(width) if i not in matched}
    others = {heading: values for heading, values in others.items() if any(map(str.strip, values))}
    if overflow:
        others["beyond the last heading"] = [overflow.get(i, "") for i in range(len(lines))]
    return Timeline(
        agency,
        name,
        {matched[i]: list(columns[i]) for i in sorted(matched, key=lambda i: FIELDS.index(matched[i]))},
        lines,
        others,
        {heading or f"column {i + 1}": matched.get(i, "") for i, heading in enumerate(headings)},
        len(rows),
        tuple(problems),
    )


def _trailing_optional(matched: Mapping[int, str], width: int) -> int:
    """Return how many cells a row may lack at its end without a question.

    Spreadsheets leave empty cells at the end of a row out; a row that does not
    even reach the date and the text has lost something.
    """
    needed = [i for i, found in matched.items() if found in ("date", "event", "response")]
    return width - 1 - max(needed, default=0)


def _ragged(name: str, line: int, has: int, wants: int) -> Problem:
    return Problem(
        name,
        line,
        "",
        f"The row has {has} cells and the heading has {wants}.",
        "Look whether a comma stands in a text without quotation marks round it; the row was kept as it is.",
    )


def _same_heading(row: list[str], headings: list[str]) -> bool:
    """True where a table repeats its heading on a new page."""
    return [cell.strip() for cell in row] == headings
