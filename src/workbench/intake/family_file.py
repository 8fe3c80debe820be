"""The two tables of the family as somebody keeps them: read to be edited, checked, and saved again.

Columns that we do not know, their order, the delimiter and every row that
nobody touched stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.case import (
    SETTINGS,
    CaseError,
    Person,
    Problem,
    Relationship,
    content_hash,
    save_together,
    settings_text_of,
    with_subjects,
)
from workbench.intake.family import HEADINGS, people_in, relationships_in
from workbench.intake.text_file import Unreadable, read_table
from workbench.vocabulary import plain

Row = dict[str, str]
"""A row by field ("label"), or by its place ("#7") for a column that we do not know."""
PEOPLE, RELATIONSHIPS = "people.csv", "relationships.csv"
FIELDS = {
    PEOPLE: ("id", "label", "sex", "birth", "death", "role", "note"),
    RELATIONSHIPS: ("person", "relation", "other", "start", "end"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """One table as it was found: its heading as written, its rows, and how it is written."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ","
    line_end: str = "\n"
    mark: str = ""
    """The byte-order mark at the start; without it Excel takes the letters of a UTF-8 file for others."""

    @property
    def keys(self) -> list[str]:
        """The key of each column in a row; where a heading stands twice, its first column is the field."""
        known = [HEADINGS.get(plain(heading), plain(heading)) for heading in self.headings]
        return [
            key if key in FIELDS[self.name] and key not in known[:at] else f"#{at}"
            for at, key in enumerate(known)
        ]

    def text(self, rows: Iterable[Row]) -> str:
        """Return the file for these rows; a field that the heading lacks gets a column if it is used."""
        rows = list(rows)
        keys = self.keys
        more = [name for name in FIELDS[self.name] if name not in keys and any(row.get(name) for row in rows)]
        untouched = [dict(row) for row in self.rows]
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.line_end)
        writer.writerow([*self.headings, *more])
        for row in rows:
            wide = max((int(key[1:]) + 1 for key in row if key.startswith("#") and row[key]), default=0)
            columns = [*keys, *more, *(f"#{at}" for at in range(len(keys), wide))]
            cells = [row.get(key, "") for key in columns]
            writer.writerow(cells if row in untouched else map(_no_formula, cells))
        return self.mark + out.getvalue()


@dataclass(frozen=True)
class FamilyTables:
    """Both tables of a case and its settings, as they were when they were opened."""

    folder: Path
    people: Sheet
    relationships: Sheet
    settings: str
    loaded: Mapping[str, str]
    """The content hash of each of the three files, "" where there was none."""


@dataclass(frozen=True)
class Checked:
    """What rows that may not be saved yet amount to, and everything that is wrong with them."""

    people: tuple[Person, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    """``row`` is the row of the table, the heading being row 1."""

    @property
    def stops(self) -> tuple[Problem, ...]:
        """The problems that have to be mended before the rows can be saved."""
        return tuple(problem for problem in self.problems if problem.stops)


def open_tables(folder: Path) -> FamilyTables:
    """Return the tables of a case's family; empty ones where there are none yet.

    Raises CaseError where a table is there that cannot be read as one.
    """
    # The hashes are taken first: a change in between is then noticed when saving.
    loaded = {name: content_hash(folder / name) for name in (PEOPLE, RELATIONSHIPS, SETTINGS)}
    settings = settings_text_of(folder / SETTINGS)
    return FamilyTables(folder, _sheet(folder / PEOPLE), _sheet(folder / RELATIONSHIPS), settings, loaded)


def _sheet(path: Path) -> Sheet:
    if not path.exists():
        return Sheet(path.name, FIELDS[path.name], ())
    data = path.read_bytes()
    if not data.strip():
        return Sheet(path.name, FIELDS[path.name], ())
    try:
        table = read_table(data)
    except Unreadable as error:
        raise CaseError.at(path.name, error.problem, error.remedy, row=error.row) from error
    if table.doubtful:
        remedy = "Mend it in the file first: a mark is missing or left over."
        raise CaseError(
            *(
                Problem(path.name, row, "", "The row's quotation marks do not match.", remedy, stops=True)
                for row in table.doubtful
            )
        )
    filled = [row for row in table.rows if any(map(str.strip, row))]
    marked = data.startswith(b"\xef\xbb\xbf") or table.encoding != "UTF-8"
    sheet = Sheet(
        path.name,
        tuple(filled[0]),
        (),
        table.delimiter,
        "\r\n" if b"\r\n" in data else "\n",
        "\ufeff" * marked,
    )
    keys = sheet.keys
    rows = [
        {(keys[at] if at < len(keys) else f"#{at}"): cell for at, cell in enumerate(row)}
        for row in filled[1:]
    ]
    return Sheet(sheet.name, sheet.headings, tuple(rows), sheet.delimiter, sheet.line_end, sheet.mark)


def _no_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; the space before it is not read back."""
    return f" {cell}" if cell.startswith(_FORMULA) else cell


def check_rows(people: Sequence[Row], relationships: Sequence[Row], subjects: Sequence[str]) -> Checked:
    """Return what the rows amount to, with every problem of both tables at once."""
    problems: list[Problem] = []
    persons: tuple[Person, ...] = ()
    lines: tuple[Relationship, ...] = ()
    try:
        persons, found = people_in(PEOPLE, _table(PEOPLE, people), subjects)
        problems += found
    except CaseError as error:
        problems += error.problems
    named = [row.get("id", "").strip() for row in people]
    known = persons or tuple(Person(id, id) for id in dict.fromkeys(named) if id)
    try:
        lines, found = relationships_in(RELATIONSHIPS, _table(RELATIONSHIPS, relationships), known)
        problems += found
    except CaseError as error:
        problems += error.problems
    return Checked(persons, lines, tuple(problems))


def _table(name: str, rows: Sequence[Row]) -> list[list[str]]:
    """Return the rows under our own headings; a row with nothing in it keeps its place."""
    return [list(FIELDS[name]), *([row.get(key, "") for key in FIELDS[name]] for row in rows)]


def save_family(
    tables: FamilyTables, people: Sequence[Row], relationships: Sequence[Row], subjects: Sequence[str]
) -> FamilyTables:
    """Save both tables and the subject, all of it or nothing, and return them as they are now.

    Raises CaseError with every problem that stops it: ids given twice, people
    who are not there, somebody who is their own ancestor, a date written here
    that cannot be read, or a file that somebody else changed meanwhile.
    """
    checked = check_rows(people, relationships, subjects)
    stops = to_mend(tables, people, relationships, checked)
    if stops:
        raise CaseError(*stops)
    texts = {}
    for sheet, rows in ((tables.people, people), (tables.relationships, relationships)):
        if list(sheet.rows) != list(rows):
            texts[sheet.name] = sheet.text(rows)
    settings = with_subjects(tables.settings, subjects)
    if settings != tables.settings:
        texts[SETTINGS] = settings
    if texts:
        save_together(tables.folder, texts, loaded=tables.loaded)
    return open_tables(tables.folder)


def to_mend(
    tables: FamilyTables, people: Sequence[Row], relationships: Sequence[Row], checked: Checked
) -> list[Problem]:
    """Return what stops the rows from being saved, unread dates among it.

    An unread date that was in the files already stops nothing: it may stay until somebody knows.
    """
    found = list(checked.stops)
    for problem in checked.problems:
        rows, sheet = (
            (people, tables.people) if problem.file == PEOPLE else (relationships, tables.relationships)
        )
        dated = problem.column in ("birth", "death", "start", "end") and not problem.remedy
        if not dated or problem.row is None:
            continue
        cell = rows[problem.row - 2].get(problem.column, "")
        if all(row.get(problem.column, "") != cell for row in sheet.rows):
            found.append(problem)
    return found
