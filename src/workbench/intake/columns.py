"""Which column of a table means what: headings matched to the design's fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@cache
def _fields_by_heading() -> dict[str, tuple[str, int]]:
    """Return for each known heading its field and its rank among that field's headings."""
    found: dict[str, tuple[str, int]] = {}
    text = files("workbench.intake").joinpath("columns.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        for rank, words in enumerate((row["field"], *row["words"].split(";"))):
            found.setdefault(_heading(words), (row["field"], rank))
    return found


def _heading(text: str) -> str:
    """Return a heading's bare words: "Date of contact (dd/mm/yy):" -> "date of contact"."""
    if len(text) > LONGEST_HEADING:
        return ""
    words = re.sub(r"\(.*?\)", " ", text.lower().replace("\u2019", "'").replace("&", " and "))
    return re.sub(r"[^\w']+|_+", " ", words).strip()


LONGEST_HEADING = 200
"""A cell longer than this is prose and heads no column."""

FIELDS: tuple[str, ...] = tuple(dict.fromkeys(field for field, _ in _fields_by_heading().values()))
"""Every field an entry can have, in the order of the design."""

TEXTS = frozenset(("event", "response", "comment"))
"""The fields that say what happened; a timeline has a date and one of them at least."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading was taken to mean."""

    field: str
    sure: float = 1.0
    """From 0 to 1; 1 where the heading is a known one or a person chose its meaning."""
    like: str = ""
    """The known heading that it resembles; "" where it is one, "chosen" where a person said so."""


def matches(headings: Sequence[str], *, chosen: Mapping[str, str] | None = None) -> dict[int, Match]:
    """Return what each heading (by its position) means; unknown ones are left out."""
    return {position: Match(field) for position, field in match_columns(headings).items()}


def match_columns(headings: Sequence[str]) -> dict[int, str]:
    """Return which field each heading (by its position) means; unknown ones are left out.

    A field is given once. Where two headings name it, the one that columns.csv
    lists first has it, and of two equal ones the first; the other stays with the
    columns that were not understood, and is kept.
    """
    known = _fields_by_heading()
    best: dict[str, tuple[int, int]] = {}
    for position, heading in enumerate(headings):
        field, rank = known.get(_heading(heading), ("", 0))
        if field and (rank, position) < best.get(field, (len(known), 0)):
            best[field] = (rank, position)
    return {position: field for field, (_, position) in sorted(best.items(), key=lambda item: item[1][1])}


def heading_row(rows: Sequence[Sequence[str]], *, look: int = 15) -> int | None:
    """Return the position of the row that holds the headings, or None.

    It is the first of the first ``look`` rows that names a date and a text:
    title rows above the heading are common in what agencies send.
    """
    for position, row in enumerate(rows[:look]):
        fields = set(match_columns(row).values())
        if "date" in fields and fields & TEXTS:
            return position
    return None


def likeliest_heading_row(rows: Sequence[Sequence[str]], *, look: int = 15) -> int:
    """Return the position of the row to show where none holds headings: most known, then widest."""

    def likeness(position: int) -> tuple[int, int, int]:
        row = rows[position]
        return len(match_columns(row)), sum(1 for cell in row if cell.strip()), -position

    return max(range(min(look, len(rows))), key=likeness, default=0)
