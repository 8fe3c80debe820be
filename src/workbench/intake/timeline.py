"""One door for what agencies send: `read_timeline` finds the format and reads it whole.

Each format has its reader in a file of its own beside this one. CSV is read
now; a workbook or a document is recognised by its content and said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from workbench.case import Problem, collector_paused, in_short
from workbench.intake.columns import FIELDS, TEXTS, heading_row, likeliest_heading_row, match_columns
from workbench.intake.table_body import TableBody
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
    above: tuple[str, ...] = ()
    """What stands above the headings: titles, the agency, who filled it in."""
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
        raise Unreadable(
            "This is a PDF file, not a table.", "Ask the agency for the Word, Excel or CSV file."
        )
    return read_table


@collector_paused()
def read_timeline(path: Path, *, agency: str) -> Timeline:
    """Read one agency's file; never raises for what is in it.

    What cannot be read is in ``problems``, with row, column and remedy, and a
    row that holds anything becomes an entry: nothing is dropped.
    """
    name = f"timelines/{path.name}"
    try:
        data = path.read_bytes()
        table = reader_for(data)(data)
        return _timeline(agency, name, table, _top(table))
    except OSError as error:
        problem, remedy = (
            f"The file cannot be opened ({error.strerror}).",
            "Check that it is there and not in use.",
        )
        return Timeline(agency, name, problems=(Problem(name, None, "", problem, remedy, stops=True),))
    except Unreadable as error:
        problem = Problem(name, error.row, "", error.problem, error.remedy, stops=True)
        return Timeline(agency, name, problems=(problem,))


def _top(table: Table) -> int:
    """Return the position of the headings; raise Unreadable, saying what was found, where there are none."""
    top = heading_row(table.rows)
    if top is not None:
        return top
    likely = likeliest_heading_row(table.rows)
    cells = [in_short(cell, letters=40) for cell in table.rows[likely] if cell.strip()]
    if len(cells) < 2:
        raise Unreadable(
            "The file has one column only; its cells are probably divided by a sign that is not known.",
            "Save it as CSV with commas, semicolons, tabs or | between the cells.",
        )
    found = set(match_columns(table.rows[likely]).values())
    lacking = [
        word for word, there in (("date", "date" in found), ("event", bool(found & TEXTS))) if not there
    ]
    raise Unreadable(
        f"No column for the {' and none for the '.join(lacking)} was found. "
        f"The headings are: {', '.join(cells[:12])}{', …' if len(cells) > 12 else ''}.",
        "Write " + " and ".join(f'"{word.capitalize()}"' for word in lacking) + " above the right column.",
        likely + 1,
    )


def _timeline(agency: str, name: str, table: Table, top: int) -> Timeline:
    headings = _named_apart(table.rows[top])
    matched = match_columns(table.rows[top])
    body = TableBody(name, table, top, matched)
    if not body.lines:
        body.problem(
            None, "The table has headings and no entries.", "Ask the agency for its entries.", stops=True
        )
    cells = dict(zip(headings, body.columns, strict=True))
    unknown = [heading for place, heading in enumerate(headings) if place not in matched]
    others = {heading: cells[heading] for heading in unknown if any(map(str.strip, cells[heading]))}
    if body.overflow:
        others[_apart("beyond the last heading", headings)] = [
            body.overflow.get(line, "") for line in body.lines
        ]
    above = [[cell.strip() for cell in row if cell.strip()] for row in table.rows[:top]]
    return Timeline(
        agency=agency,
        file=name,
        fields={matched[i]: body.columns[i] for i in sorted(matched, key=lambda i: FIELDS.index(matched[i]))},
        lines=body.lines,
        others=others,
        columns={heading: matched.get(place, "") for place, heading in enumerate(headings)},
        rows=len(table.rows),
        above=tuple(" | ".join(row) for row in above if row),
        problems=tuple(sorted(body.problems, key=lambda problem: problem.row or 0)),
    )


def _named_apart(headings: Sequence[str]) -> list[str]:
    """Return a name for each column: its heading, told apart from an equal one, or its number."""
    names: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for position, heading in enumerate(headings, start=1):
        name = " ".join(heading.split()) or f"column {position}"
        seen[name] += 1
        names[_apart(name if seen[name] == 1 else f"{name} ({seen[name]})", names)] = None
    return list(names)


def _apart(name: str, taken: Container[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name} ({n})" for n in count(2) if f"{name} ({n})" not in taken)
