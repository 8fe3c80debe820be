"""Tables in, one timeline out: headings found, columns matched, tables put one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.case import Problem
from workbench.intake.bare_rows import say_what_happened
from workbench.intake.columns import FIELDS, Match
from workbench.intake.headed import Left, headed_tables, line_of, no_timeline
from workbench.intake.heading_place import Headed, apart, in_part
from workbench.intake.table import Contents, Remark, Unreadable
from workbench.intake.table_body import TableBody

MOST_TITLES = 5
"""Of a file whose headings are not known, so many lines may be titles."""


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
    going_on: frozenset[str] = frozenset()
    """The parts without headings of their own, which go on where the one above them ended."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Where no entry could be read until somebody says what the columns mean: heading -> its first cell."""

    @property
    def waits(self) -> bool:
        """True where a person can still say which column holds the date, and which the text."""
        return bool(self.examples)

    def __len__(self) -> int:
        return len(self.lines)


def timeline_of(
    agency: str, file: str, contents: Contents, *, chosen: Mapping[str, str] | None = None
) -> Timeline:
    """Return the entries of a file's tables; raise Unreadable where none of them can be a timeline.

    Where it is only open which column holds the date or the text, the columns
    are there without entries, for a person to say.
    """
    decided = {" ".join(heading.split()): name for heading, name in (chosen or {}).items()}
    found, left = headed_tables(contents.tables, decided)
    if not found:
        return _waiting(agency, file, contents, decided, left)
    bodies = [TableBody(file, headed.table, headed.top, headed.headings, headed.matched) for headed in found]
    below = _Below(decided)
    for headed, body in zip(found, bodies, strict=True):
        below.add(headed, body)
    problems = [
        *(_problem(file, remark) for remark in (*contents.remarks, *left.remarks, *below.remarks)),
        *(problem for body in bodies for problem in body.problems),
    ]
    if not any(body.lines for body in bodies):
        empty = "The table has headings and no entries."
        problems.append(Problem(file, None, "", empty, "Ask the agency for its entries.", stops=True))
    order = {table.part: place for place, table in enumerate(contents.tables, start=1)}
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
        going_on=frozenset(headed.table.part for headed in found if headed.goes_on),
    )


def _waiting(agency: str, file: str, contents: Contents, chosen: Mapping[str, str], left: Left) -> Timeline:
    """Return a file's columns without entries; raise Unreadable where a person cannot help either."""
    unfound = no_timeline(contents.tables, chosen)
    if not unfound.examples:
        raise unfound.error
    remarks = [_problem(file, remark) for remark in contents.remarks]
    return Timeline(
        agency,
        file,
        columns=unfound.columns,
        rows=sum(len(table.rows) for table in contents.tables),
        above=(*contents.around, *left.texts[:MOST_TITLES]),
        problems=(*remarks, _stop(file, unfound.error)),
        format=contents.format,
        examples=unfound.examples,
    )


def unread(agency: str, file: str, error: Unreadable) -> Timeline:
    """Return the timeline of a file of which nothing can be read, with the reason."""
    return Timeline(agency, file, problems=(_stop(file, error),))


def _stop(file: str, error: Unreadable) -> Problem:
    return Problem(file, error.row, "", error.problem, error.remedy, stops=True, part=error.part)


def _problem(file: str, remark: Remark) -> Problem:
    return Problem(file, remark.row, remark.column, remark.problem, remark.remedy, part=remark.part)


def _titles(found: Iterable[Headed]) -> Iterator[str]:
    for headed in found:
        for row in headed.table.rows[: headed.titles]:
            text = line_of(row)
            if text:
                yield text


class _Below:
    """The columns of several tables put one below the other, by field and by heading."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self.remarks: list[Remark] = []
        self.fields: dict[str, list[str]] = {}
        self.others: dict[str, list[str]] = {}
        self.lines: list[int] = []
        self.parts: list[str] = []
        self.columns: dict[str, str] = {}
        self.matches: dict[str, Match] = {}

    def add(self, headed: Headed, body: TableBody) -> None:
        """Put a table's entries below those that are there."""
        names = headed.names
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
            beyond = apart("beyond the last heading", {*names, *self.columns})
            others[beyond] = [body.overflow.get(line, "") for line in body.lines]
        self.remarks += say_what_happened(
            fields, others, body.lines, settled=self._chosen, part=headed.table.part
        )
        _extend(self.fields, fields, len(self.lines), len(body.lines))
        _extend(self.others, others, len(self.lines), len(body.lines))
        self.lines += body.lines
        self.parts += [headed.table.part] * len(body.lines)

    def _named(self, heading: str, meaning: str, part: str) -> str:
        """Return the name of a column; one that means something else in another table is told apart."""
        if self.columns.setdefault(heading, meaning) == meaning:
            return heading
        name = in_part(heading, part)
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
