"""Tables in, one timeline out: headings found, columns matched, tables put one below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from workbench.case import Problem, in_short
from workbench.intake.columns import (
    FIELDS,
    TEXTS,
    Match,
    heading_row,
    likeliest_heading_row,
    matches,
)
from workbench.intake.dates import read_date
from workbench.intake.table import Contents, Remark, Table, Unreadable
from workbench.intake.table_body import TableBody


@dataclass(frozen=True)
class Timeline:
    """One agency's entries, cell by cell as written.

    ``fields`` holds a list of cells for each field that was matched, all of the
    same length, one per entry. ``lines`` are the rows a spreadsheet shows, and
    ``parts`` say in which table. ``others`` are the columns that were not
    understood, kept by heading.
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
    """What stands above the headings and round the tables: titles, the agency, who filled it in."""
    problems: tuple[Problem, ...] = ()
    parts: list[str] = field(default_factory=list)
    """Of each entry its table: 'sheet "2018"' or "table 2"; "" where the file can hold only one."""
    format: str = ""
    """What the file is, in plain words."""
    matches: Mapping[str, Match] = field(default_factory=dict)
    """Heading -> how it was understood and how surely; without those that were not."""

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class _Headed:
    """A table, where its headings stand, and what they mean."""

    table: Table
    top: int
    """The position of the headings among the rows; -1 where they stand elsewhere."""
    headings: Sequence[str]
    matched: Mapping[int, Match]


def timeline_of(
    agency: str, file: str, contents: Contents, *, chosen: Mapping[str, str] | None = None
) -> Timeline:
    """Return the entries of a file's tables; raise Unreadable where none of them is a timeline."""
    found, left = _headed(contents.tables, chosen)
    if not found:
        raise _no_timeline(contents.tables)
    bodies = [TableBody(file, headed.table, headed.top, headed.headings, headed.matched) for headed in found]
    problems = [
        *(_problem(file, remark) for remark in contents.remarks),
        *(_problem(file, remark) for remark in left.remarks),
        *(problem for body in bodies for problem in body.problems),
    ]
    if not any(body.lines for body in bodies):
        empty = "The table has headings and no entries."
        problems.append(Problem(file, None, "", empty, "Ask the agency for its entries.", stops=True))
    order = {table.part: place for place, table in enumerate(contents.tables, start=1)}
    below = _Below()
    for headed, body in zip(found, bodies, strict=True):
        below.add(headed, body)
    return Timeline(
        agency=agency,
        file=file,
        fields={name: below.fields[name] for name in FIELDS if name in below.fields},
        lines=below.lines,
        others=below.others,
        columns=below.columns,
        rows=sum(len(table.rows) for table in contents.tables),
        above=tuple((*contents.around, *_titles(found), *left.texts)),
        problems=tuple(sorted(problems, key=lambda problem: (order.get(problem.part, 0), problem.row or 0))),
        parts=below.parts,
        format=contents.format,
        matches=below.matches,
    )


def _problem(file: str, remark: Remark) -> Problem:
    return Problem(file, remark.row, remark.column, remark.problem, remark.remedy, part=remark.part)


def _titles(found: Iterable[_Headed]) -> Iterator[str]:
    for headed in found:
        for row in headed.table.rows[: max(headed.top, 0)]:
            text = _line_of(row)
            if text:
                yield text


def _line_of(row: Sequence[str]) -> str:
    return " | ".join(cell.strip() for cell in row if cell.strip())


# Which tables are timelines


@dataclass
class _Left:
    """Tables that were not read as timelines."""

    remarks: list[Remark] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def _headed(tables: Sequence[Table], chosen: Mapping[str, str] | None) -> tuple[list[_Headed], _Left]:
    """Return the tables that hold entries, and what is to be said of the others.

    A table without headings goes on where the one above it ended, if it looks
    like it: Word begins a new table wherever somebody put a line between rows.
    """
    found: list[_Headed] = []
    left = _Left()
    for table in tables:
        headed = _with_own_headings(table, chosen)
        if headed is None and found and _goes_on(table, found[-1]):
            headed = _Headed(table, -1, found[-1].headings, found[-1].matched)
            left.remarks.append(
                Remark(
                    f"The table has no headings; those of {found[-1].table.part} were taken.",
                    "Look whether its columns are the same.",
                    part=table.part,
                )
            )
        if headed:
            found.append(headed)
        elif any(map(_line_of, table.rows)):
            _leave(table, left, first=not found)
    return found, left


def _with_own_headings(table: Table, chosen: Mapping[str, str] | None) -> _Headed | None:
    if table.headings is not None:
        return _Headed(table, -1, table.headings, matches(table.headings, chosen=chosen))
    top = _chosen_row(table.rows, chosen) if chosen else heading_row(table.rows)
    if top is None:
        return None
    return _Headed(table, top, table.rows[top], matches(table.rows[top], chosen=chosen))


def _chosen_row(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> int | None:
    """Return the first row that names a date and a text when a person's choices count."""
    for position, row in enumerate(rows[:15]):
        if _is_enough(match.field for match in matches(row, chosen=chosen).values()):
            return position
    return None


def _is_enough(fields: Iterable[str]) -> bool:
    there = set(fields)
    return "date" in there and bool(there & TEXTS)


def _goes_on(table: Table, above: _Headed) -> bool:
    """Tell whether a table without headings continues one: as many columns, and dates where they stood."""
    rows = [row for row in table.rows if any(map(str.strip, row))]
    if max(map(_filled, rows), default=0) > len(above.headings):
        return False
    place = next(place for place, match in above.matched.items() if match.field == "date")
    cells = [row[place].strip() if place < len(row) else "" for row in rows[:50]]
    dated = sum(1 for cell in cells if cell and read_date(cell).dated)
    if any(cells):
        return dated * 2 >= sum(map(bool, cells))
    return max(map(len, rows), default=0) == len(above.headings)


def _filled(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)


_DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)? +[^\W\d]{3,9} +\d{2,4}\b")
MOST_KEPT = 200
"""Rows of a table that is no timeline which are kept as text; a sheet of codes can have thousands."""


def _leave(table: Table, left: _Left, *, first: bool) -> None:
    """Keep a table that is no timeline as text, and say so where it could hold entries."""
    lines = [line for line in map(_line_of, table.rows) if line]
    left.texts += lines[:MOST_KEPT]
    document = table.part.startswith("table")
    if first and document:  # who filled it in, who is who: what a form has above its timeline
        return
    if len(lines) > MOST_KEPT or any(_DATE.search(line) for line in lines):
        left.remarks.append(
            Remark(
                f"No headings of a timeline were found; it was not read. It begins: {in_short(lines[0])}",
                'If it holds entries, write "Date" and "Event" above its columns.',
                part=table.part,
            )
        )


def _no_timeline(tables: Sequence[Table]) -> Unreadable:
    """Return what to say where no table has headings that are known: what was found in the likeliest."""
    filled = [table for table in tables if any(map(_line_of, table.rows))]
    if not filled:
        return Unreadable("The file holds no table with anything in it.", "Ask the agency to send it again.")
    shown = [(table, likeliest_heading_row(table.rows)) for table in filled]
    table, likely = max(shown, key=lambda pair: len(matches(pair[0].rows[pair[1]])))
    cells = [in_short(cell, letters=40) for cell in table.rows[likely] if cell.strip()]
    if len(cells) < 2 and len(filled) == 1:
        return Unreadable(
            "The file has one column only; its cells are probably divided by a sign that is not known.",
            "Save it as CSV with commas, semicolons, tabs or | between the cells.",
        )
    found = {match.field for match in matches(table.rows[likely]).values()}
    lacking = [
        word for word, there in (("date", "date" in found), ("event", bool(found & TEXTS))) if not there
    ]
    return Unreadable(
        f"No column for the {' and none for the '.join(lacking)} was found. "
        f"The headings are: {', '.join(cells[:12])}{', …' if len(cells) > 12 else ''}.",
        "Write " + " and ".join(f'"{word.capitalize()}"' for word in lacking) + " above the right column.",
        likely + 1,
        table.part,
    )


# One below the other


class _Below:
    """The columns of several tables put one below the other, by field and by heading."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}
        self.others: dict[str, list[str]] = {}
        self.lines: list[int] = []
        self.parts: list[str] = []
        self.columns: dict[str, str] = {}
        self.matches: dict[str, Match] = {}

    def add(self, headed: _Headed, body: TableBody) -> None:
        """Put a table's entries below those that are there."""
        names = _named_apart(headed.headings)
        fields: dict[str, list[str]] = {}
        others: dict[str, list[str]] = {}
        for place, (name, cells) in enumerate(zip(names, body.columns, strict=True)):
            match = headed.matched.get(place)
            empty = match is None and not any(map(str.strip, cells))
            if empty and not headed.headings[place].strip():
                continue  # a column that only spaces the others out
            name = self._named(name, match.field if match else "", headed.table.part)
            if match:
                self.matches[name] = match
                fields[match.field] = cells
            elif not empty:
                others[name] = cells
        if body.overflow:
            beyond = _apart("beyond the last heading", {*names, *self.columns})
            others[beyond] = [body.overflow.get(line, "") for line in body.lines]
        _extend(self.fields, fields, len(self.lines), len(body.lines))
        _extend(self.others, others, len(self.lines), len(body.lines))
        self.lines += body.lines
        self.parts += [headed.table.part] * len(body.lines)

    def _named(self, heading: str, meaning: str, part: str) -> str:
        """Return the name of a column; one that means something else in another table is told apart."""
        if self.columns.setdefault(heading, meaning) == meaning:
            return heading
        name = f"{heading} ({part})"
        self.columns[name] = meaning
        return name


def _extend(whole: dict[str, list[str]], columns: Mapping[str, list[str]], above: int, below: int) -> None:
    """Add columns below columns; where a table has not got one, its cells are empty."""
    for name, cells in columns.items():
        if above:
            whole.setdefault(name, [""] * above).extend(cells)
        else:
            whole[name] = cells
    for name in whole.keys() - columns.keys():
        whole[name].extend([""] * below)


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
