"""What an entry is known by when its agency sends a corrected file: its own words, not its row.

The same entry has the same key wherever it stands in the table, in which format
the file came, and whatever its headings were taken to mean. A change of a word
gives another key: then people are asked (see `workbench.chronology.corrected`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from workbench.intake.assembling import Timeline

Value = TypeVar("Value")
WORDS = frozenset(("date", "end_date", "event", "response", "comment"))
"""Fields that always count, also where their cells happen to be rising numbers (2011, 2012, 2013)."""

_NUMBER = re.compile(r"\d{1,9}\.?")


def keys(timeline: Timeline) -> list[str]:
    """Return the key of every entry, in the order of the rows; the second of two equal ones ends in "#2".

    All cells count, spaces and the order of the columns do not. A column that
    only numbers the rows is left out: one entry more would change every number.
    The key begins with a letter, so that no spreadsheet takes it for a number.
    """
    columns = [
        [_bare(cell) for cell in cells]
        for name, cells in chain(
            timeline.fields.items(), ((None, cells) for cells in timeline.others.values())
        )
        if name in WORDS or not numbers_rows(cells)
    ]
    seen: Counter[str] = Counter()
    found = []
    for cells in zip(*columns, strict=True) if columns else [()] * len(timeline):
        text = "\x1f".join(sorted(filter(None, cells)))
        key = f"k{hashlib.blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return found


def _bare(cell: str) -> str:
    text = " ".join(cell.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def numbers_rows(cells: Iterable[str]) -> bool:
    """True for a column of rising numbers, as agencies write them before their entries."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not all(map(_NUMBER.fullmatch, filled)):
        return False
    return all(one < other for one, other in pairwise(int(cell.rstrip(".")) for cell in filled))


def keys_of(timelines: Iterable[Timeline], agencies: Collection[str]) -> dict[str, list[str]]:
    """Return the keys of the entries of some agencies, by agency: nobody needs the others'."""
    return {timeline.agency: keys(timeline) for timeline in timelines if timeline.agency in agencies}


def by_row(
    said: Mapping[tuple[str, str], Value], keys: Mapping[str, Sequence[str]]
) -> dict[tuple[str, int], Value]:
    """Return what is said of entries by (agency, key) by (agency, row); what no entry has is left out."""
    return {
        (agency, row): said[agency, key]
        for agency, own in keys.items()
        for row, key in enumerate(own, start=1)
        if (agency, key) in said
    }
