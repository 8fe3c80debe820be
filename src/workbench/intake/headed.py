"""Which of a file's tables hold entries, where their headings stand, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.case import in_short
from workbench.intake.columns import TEXTS, can_be_headings, likeliest_heading_row, matches
from workbench.intake.dates import read_date
from workbench.intake.heading_place import Headed, by_cells, named_apart, with_headings
from workbench.intake.table import Remark, Table, Unreadable

HeadedBy = Callable[[Table, Mapping[str, str]], Headed | None]


@dataclass
class Left:
    """Tables that were not read as timelines."""

    remarks: list[Remark] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def headed_tables(tables: Sequence[Table], chosen: Mapping[str, str]) -> tuple[list[Headed], Left]:
    """Return the tables that hold entries, and what is to be said of the others.

    What stands in the cells decides where headings do not name a date and a text:
    in one table of a file whose others have such headings, only below headings of its own.
    """
    known = any(with_headings(table, chosen) for table in tables)
    found, left = _looked_through(tables, chosen, _by_either if known else by_cells)
    left.remarks += [remark for headed in found if (remark := _guess(headed))]
    return found, left


def _by_either(table: Table, chosen: Mapping[str, str]) -> Headed | None:
    """Return a table by its headings, or by its cells where each of its columns has a heading."""
    if headed := with_headings(table, chosen):
        return headed
    headed = by_cells(table, chosen)
    return headed if headed and all(map(str.strip, headed.headings)) else None


def _looked_through(
    tables: Iterable[Table], chosen: Mapping[str, str], headed_by: HeadedBy
) -> tuple[list[Headed], Left]:
    """Return the tables that hold entries by one way of looking.

    A table without headings goes on where the one above it ended, if it looks
    like it: Word begins a new table wherever somebody put a line between rows.
    """
    found: list[Headed] = []
    left = Left()
    for table in tables:
        headed = headed_by(table, chosen)
        own = headed is not None and any(map(str.strip, headed.headings))
        if found and not own and _goes_on(table, found[-1]):
            above = found[-1]
            headed = Headed(table, -1, above.headings, above.names, above.matched, goes_on=True)
            left.remarks.append(
                Remark(
                    f"The table has no headings; those of {above.table.part} were taken."
                    if any(map(str.strip, above.headings))
                    else f"The table has no headings; its columns were read as those of {above.table.part}.",
                    "Look whether its columns are the same.",
                    part=table.part,
                )
            )
        if headed:
            found.append(headed)
        elif any(map(line_of, table.rows)):
            _leave(table, left, first=not found)
    return found, left


def _guess(headed: Headed) -> Remark | None:
    """Return what to say of a table in which the cells decided, not the headings."""
    bare = not any(map(str.strip, headed.headings))
    read = [
        f"{in_short(name) if bare else quoted(name)} was read as the {field}"
        for field, name in headed.guessed.items()
    ]
    if not read or headed.goes_on:
        return None
    return Remark(
        f"{'The table has no headings; by' if bare else 'By'} what stands in the cells, "
        f"{' and '.join(read)}.",
        'If that is not right, say what the columns mean, or write "Date" and "Event" above them.',
        part=headed.table.part,
    )


def quoted(name: str) -> str:
    """Return a heading as a message shows it."""
    return f'"{in_short(name)}"'


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


@dataclass(frozen=True)
class Unfound:
    """A file whose headings leave open which column holds the date or the text: why, and its columns."""

    error: Unreadable
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading -> the field it was read as, "" where not understood; none where nothing can be chosen."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Heading -> the first cell below it."""


def no_timeline(tables: Sequence[Table], chosen: Mapping[str, str]) -> Unfound:
    """Return what to say where no table has headings that are known: what was found in the likeliest."""
    filled = [table for table in tables if any(map(line_of, table.rows))]
    if not filled:
        return Unfound(
            Unreadable("The file holds no table with anything in it.", "Ask the agency to send it again.")
        )
    shown = [(table, likeliest_heading_row(table.rows)) for table in filled]
    table, likely = max(shown, key=lambda pair: len(matches(pair[0].rows[pair[1]])))
    cells = [in_short(cell, letters=40) for cell in table.rows[likely] if cell.strip()]
    if len(cells) < 2 and len(filled) == 1:
        return Unfound(
            Unreadable(
                "The file has one column only; its cells are probably divided by a sign that is not known.",
                "Save it as CSV with commas, semicolons, tabs or | between the cells.",
            )
        )
    # An entry is no row of headings: then the columns go by their number.
    heads = can_be_headings(table.rows[likely])
    names = named_apart(table.rows[likely] if heads else [""] * len(table.rows[likely]))
    meant = matches(names, chosen=chosen)
    found = {match.field for match in meant.values()}
    lacking = [
        word for word, there in (("date", "date" in found), ("event", bool(found & TEXTS))) if not there
    ]
    error = Unreadable(
        f"No column for the {' and none for the '.join(lacking)} was found. "
        f"The {'headings are' if heads else 'first row is'}: "
        f"{', '.join(cells[:12])}{', …' if len(cells) > 12 else ''}.",
        "Write " + " and ".join(f'"{word.capitalize()}"' for word in lacking) + " above the right column.",
        likely + 1,
        table.part,
    )
    examples = _examples(names, table.rows[likely + 1 if heads else likely :])
    if not any(examples.values()):
        return Unfound(error)
    error.remedy = f"{error.remedy[:-1]}, or say on the home page which one it is."
    return Unfound(
        error, {name: meant[at].field if at in meant else "" for at, name in enumerate(names)}, examples
    )


def _examples(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    return {
        name: next((row[at] for row in rows if at < len(row) and row[at].strip()), "")
        for at, name in enumerate(names)
    }


def line_of(row: Sequence[str]) -> str:
    return " | ".join(cell.strip() for cell in row if cell.strip())
