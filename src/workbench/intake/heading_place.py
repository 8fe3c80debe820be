"""Where a table's headings stand and what its columns mean: by headings, by a person's choice, by cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from workbench.intake.column_cells import (
    BY_CELLS,
    SURE_OF_DATES,
    guess_from_cells,
    has_date,
    mean_prose_letters,
    share_of_dates,
)
from workbench.intake.columns import Match, can_be_headings, heading_row, is_enough, matches
from workbench.intake.dates.pointers import pointer
from workbench.intake.headings import bare, known_headings
from workbench.intake.table import Table

LOOK_ROWS = 15
"""The headings, or the first entry of a table without any, stand among so many rows."""
SAMPLE = 500
"""Rows whose cells are looked at to see what a column holds."""
LEAST_DATES = 0.7
"""From the first date of a column on, so many of its cells are dates where it dates the entries."""
SURE_OF_THE_OTHER = 0.3
LONGEST_UNKNOWN = 40
"""Of a row in which no heading is known, a cell longer than this is no heading."""

INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){2,}")
"""A short form such as "D.O.A." ends no sentence."""


@dataclass(frozen=True)
class Headed:
    """A table, where its headings stand, and what they mean."""

    table: Table
    top: int
    """The position of the last row above the entries; -1 where they begin with the first."""
    headings: Sequence[str]
    """As they stand in the table; all empty where it has none."""
    names: Sequence[str]
    """What the columns are called: equal headings told apart, empty ones by their number."""
    matched: Mapping[int, Match]
    titles: int = 0
    """How many rows stand above the headings."""
    goes_on: bool = False
    """True where it has no headings of its own and goes on where the table above it ended."""

    @property
    def guessed(self) -> dict[str, str]:
        """Field -> the name of the column that was read as date or text by its cells alone."""
        return {
            match.field: self.names[place]
            for place, match in self.matched.items()
            if match.like == BY_CELLS and (match.field == "date" or match.field == "event")
        }


def with_headings(table: Table, chosen: Mapping[str, str]) -> Headed | None:
    """Return a table whose headings, or a person's choice of their meaning, name a date and a text."""
    if table.headings is not None:
        return _headed(table, -1, -1, table.headings, chosen)
    top = _chosen_row(table, chosen) if chosen else None
    top = heading_row(table.rows) if top is None else top
    return None if top is None else _headed(table, top, top, table.rows[top], chosen)


def _headed(
    table: Table,
    top: int,
    titles: int,
    headings: Sequence[str],
    chosen: Mapping[str, str],
    *,
    look_from: int | None = None,
) -> Headed | None:
    """Return a table under its headings, if they and the cells from a row on name a date and a text."""
    names = named_apart(headings)
    first = top + 1 if look_from is None else look_from
    below = _Columns(table.rows[first : first + SAMPLE], len(names))
    matched = guess_from_cells(names, below, chosen=_chosen_here(names, table.part, chosen))
    if not is_enough(match.field for match in matched.values()):
        return None
    return Headed(table, top, headings, names, matched, max(titles, 0))


def _chosen_here(names: Iterable[str], part: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what was chosen for the columns of one table: "Notes (table 2)" counts there before "Notes"."""
    here = {}
    for name in names:
        own = in_part(name, part)
        if own in chosen or name in chosen:
            here[name] = chosen[own] if own in chosen else chosen[name]
    return here


def in_part(name: str, part: str) -> str:
    """Return what a column is called whose heading means something else in another table of the file."""
    return f"{name} ({part})"


def _chosen_row(table: Table, chosen: Mapping[str, str]) -> int | None:
    """Return the first row with a heading that a person gave a meaning, and with a date and a text."""
    for position, row in enumerate(table.rows[:LOOK_ROWS]):
        names = named_apart(row)
        here = _chosen_here(
            (name for name, cell in zip(names, row, strict=True) if cell.strip()), table.part, chosen
        )
        if here and is_enough(match.field for match in matches(names, chosen=here).values()):
            return position
    return None


def by_cells(table: Table, chosen: Mapping[str, str]) -> Headed | None:
    """Return a table whose cells show which column holds dates and which the text; a guess.

    A row above the first date is one of headings only if it looks like it: an
    entry taken for headings would be lost.
    """
    rows, place, start = table.rows, *_first_date(table.rows)
    if place < 0:
        if not chosen:
            return None
        start = next((at for at, row in enumerate(rows[:LOOK_ROWS]) if _several(row)), 0)
    above = [at for at in range(start) if _several(rows[at])]
    text = max((mean_prose_letters(cells) for cells in _Columns(rows[start:], _width(rows))), default=0)
    tops = [at for at in reversed(above) if _are_headings(rows[at], place, text)]
    top = next((at for at in tops if _known(rows[at])), tops[0] if tops and tops[0] == above[-1] else None)
    if top is not None:
        return _headed(table, top, top, rows[top], chosen, look_from=start)
    first, bare_headings = above[0] if above else start, [""] * _width(rows)
    headed = _headed(table, first - 1, first, bare_headings, chosen, look_from=start)
    if headed is None and place >= 0 and _width(rows) == 2 and not chosen:
        # Beside a column of dates, another one alone is the text, however short.
        matched = {
            place: Match("date", SURE_OF_DATES, BY_CELLS),
            1 - place: Match("event", SURE_OF_THE_OTHER, BY_CELLS),
        }
        headed = Headed(table, first - 1, bare_headings, named_apart(bare_headings), matched, first)
    return headed


def _first_date(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the column that dates the entries and the row of its first date; -1 where there is none."""
    best, found = 0.0, (-1, 0)
    for place, cells in enumerate(_Columns(rows, _width(rows))):
        start = next((at for at, cell in enumerate(cells[:LOOK_ROWS]) if has_date(cell)), None)
        if start is None:
            continue
        share = share_of_dates(cells[start:])
        # Above the first date may stand headings, and a few entries whose date is none; not more of these.
        above = sum(
            1 for row, cell in zip(rows[:start], cells, strict=False) if cell.strip() and _several(row)
        )
        dates = share * sum(1 for cell in cells[start:] if cell.strip())
        if share >= LEAST_DATES and share > best and dates >= above - 1:
            best, found = share, (place, start)
    return found


def _width(rows: Sequence[Sequence[str]]) -> int:
    return max(map(len, rows[:SAMPLE]), default=0)


class _Columns(Sequence[list[str]]):
    """The first cells of each column, made when they are asked for: mostly the headings say enough."""

    def __init__(self, rows: Sequence[Sequence[str]], width: int) -> None:
        self._rows, self._width = rows[:SAMPLE], width

    def __len__(self) -> int:
        return self._width

    def __getitem__(self, place: Any) -> Any:
        if not 0 <= place < self._width:
            raise IndexError(place)
        return [row[place] if place < len(row) else "" for row in self._rows]


def _several(row: Sequence[str]) -> bool:
    return sum(1 for cell in row if cell.strip()) > 1


def _known(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip() and known_headings().get(bare(cell)))


def _are_headings(row: Sequence[str], place: int, letters: float) -> bool:
    """Return whether a row above the first date is one of headings; the prose has so many letters a cell."""
    if not can_be_headings(row):
        return False
    own = row[place].strip() if 0 <= place < len(row) else ""
    if own and (has_date(own) or pointer(own)):
        return False
    if _known(row) > (not own):
        return True
    if not own and not _known(row):
        return False
    longest = max(map(len, map(str.strip, row)))
    return longest <= LONGEST_UNKNOWN and longest < letters / 2 and not any(map(_ends_a_sentence, row))


def _ends_a_sentence(cell: str) -> bool:
    return cell.rstrip().endswith((".", "!")) and not INITIALS.fullmatch(cell.strip())


def named_apart(headings: Sequence[str]) -> list[str]:
    """Return a name for each column: its heading, told apart from an equal one, or its number."""
    names: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for position, heading in enumerate(headings, start=1):
        name = " ".join(heading.split()) or f"column {position}"
        seen[name] += 1
        names[apart(name if seen[name] == 1 else f"{name} ({seen[name]})", names)] = None
    return list(names)


def apart(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken: this one, or with a number behind it."""
    if name not in taken:
        return name
    return next(f"{name} ({n})" for n in count(2) if f"{name} ({n})" not in taken)
