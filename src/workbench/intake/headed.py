"""Which of a file's tables hold entries, where their headings stand, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.case import in_short
from workbench.intake.columns import TEXTS, Match, heading_row, likeliest_heading_row, matches
from workbench.intake.dates import read_date
from workbench.intake.table import Remark, Table, Unreadable


@dataclass(frozen=True)
class Headed:
    """A table, where its headings stand, and what they mean."""

    table: Table
    top: int
    """The position of the headings among the rows; -1 where they stand elsewhere."""
    headings: Sequence[str]
    matched: Mapping[int, Match]


@dataclass
class Left:
    """Tables that were not read as timelines."""

    remarks: list[Remark] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def headed_tables(tables: Sequence[Table], chosen: Mapping[str, str] | None) -> tuple[list[Headed], Left]:
    """Return the tables that hold entries, and what is to be said of the others.

    A table without headings goes on where the one above it ended, if it looks
    like it: Word begins a new table wherever somebody put a line between rows.
    """
    found: list[Headed] = []
    left = Left()
    for table in tables:
        headed = _with_own_headings(table, chosen)
        if headed is None and found and _goes_on(table, found[-1]):
            headed = Headed(table, -1, found[-1].headings, found[-1].matched)
            left.remarks.append(
                Remark(
                    f"The table has no headings; those of {found[-1].table.part} were taken.",
                    "Look whether its columns are the same.",
                    part=table.part,
                )
            )
        if headed:
            found.append(headed)
        elif any(map(line_of, table.rows)):
            _leave(table, left, first=not found)
    return found, left


def _with_own_headings(table: Table, chosen: Mapping[str, str] | None) -> Headed | None:
    if table.headings is not None:
        return Headed(table, -1, table.headings, matches(table.headings, chosen=chosen))
    top = _chosen_row(table.rows, chosen) if chosen else heading_row(table.rows)
    if top is None:
        return None
    return Headed(table, top, table.rows[top], matches(table.rows[top], chosen=chosen))


def _chosen_row(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> int | None:
    """Return the first row that names a date and a text when a person's choices count."""
    for position, row in enumerate(rows[:15]):
        if _is_enough(match.field for match in matches(row, chosen=chosen).values()):
            return position
    return None


def _is_enough(fields: Iterable[str]) -> bool:
    there = set(fields)
    return "date" in there and bool(there & TEXTS)


def _goes_on(table: Table, above: Headed) -> bool:
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


def _leave(table: Table, left: Left, *, first: bool) -> None:
    """Keep a table that is no timeline as text, and say so where it could hold entries."""
    lines = [line for line in map(line_of, table.rows) if line]
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


def no_timeline(tables: Sequence[Table]) -> Unreadable:
    """Return what to say where no table has headings that are known: what was found in the likeliest."""
    filled = [table for table in tables if any(map(line_of, table.rows))]
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


def line_of(row: Sequence[str]) -> str:
    return " | ".join(cell.strip() for cell in row if cell.strip())
