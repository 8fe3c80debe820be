"""Which column of a table means what: headings matched to the design's fields."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from workbench.vocabulary import plain


@cache
def _fields_by_heading() -> dict[str, str]:
    found: dict[str, str] = {}
    with files(__package__).joinpath("columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in (row["field"], *row["words"].split(";")):
                found.setdefault(_heading(word), row["field"])
    return found


def _heading(text: str) -> str:
    return plain(text).rstrip("?: ")


FIELDS: tuple[str, ...] = tuple(dict.fromkeys(_fields_by_heading().values()))
"""Every field an entry can have, in the order of the design."""


def match_columns(headings: list[str]) -> dict[int, str]:
    """Return which field each heading (by its position) means; unknown ones are left out.

    The same field is given once, to the first heading that names it; a second
    one stays with the columns that were not understood, and is kept.
    """
    known = _fields_by_heading()
    matched: dict[int, str] = {}
    for position, heading in enumerate(headings):
        field = known.get(_heading(heading))
        if field and field not in matched.values():
            matched[position] = field
    return matched


def heading_row(rows: list[list[str]], *, look: int = 15) -> int | None:
    """Return the position of the row that holds the headings, or None.

    It is the first of the first ``look`` rows that names a date and one field
    more: title rows above the heading are common in what agencies send.
    """
    for position, row in enumerate(rows[:look]):
        fields = set(match_columns(row).values())
        if "date" in fields and len(fields) > 1:
            return position
    return None
