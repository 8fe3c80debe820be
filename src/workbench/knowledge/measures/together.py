"""The smallest set of agencies that together held it all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from workbench.knowledge.case_knowledge import Knowledge
from workbench.knowledge.measures.cover import smallest_cover
from workbench.knowledge.measures.events import Events, key_events
from workbench.ledger import NEVER, day_number

COVER_CAUTION = (
    "It says whose records would have had to lie on one table that day, and not whose task that was. "
    "Events whose date is not certain by that day are not counted."
)


@dataclass(frozen=True)
class TogetherHeld:
    """The smallest set of agencies that together held every key event on record by a day."""

    day: date
    agencies: tuple[str, ...]
    events: int
    """How many key events were certainly on record by then: all of them are covered."""
    agencies_with_any: int
    """How many agencies held any of them."""
    only_with: dict[str, int]
    """For each agency how many of the events nobody else held."""
    exact: bool
    """False where it is a small set and may not be the smallest."""
    caution: str = COVER_CAUTION


def together_held(knowledge: Knowledge, day: date, events: Events | None = None) -> TogetherHeld:
    """Return the smallest set of agencies that together held all key events by the end of a day."""
    found = events or key_events(knowledge)
    by = found.sure <= min(day_number(day), NEVER - 1)
    by = by[by.any(axis=1)]
    packed, counts = _distinct(by)
    masks = [int.from_bytes(row.tobytes(), "little") for row in packed]
    chosen, exact = smallest_cover(masks)
    names = found.names
    only: dict[str, int] = {}
    for mask, count in zip(masks, counts, strict=True):
        if mask.bit_count() == 1:
            only[names[mask.bit_length() - 1]] = count
    return TogetherHeld(
        day=day,
        agencies=tuple(name for at, name in enumerate(names) if chosen >> at & 1),
        events=len(by),
        agencies_with_any=int(np.count_nonzero(by.any(axis=0))),
        only_with={name: only[name] for name in names if name in only},
        exact=exact,
    )


def _distinct(by: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Return the different rows of a table of true and false, as bits, and how often each stands there."""
    packed = np.packbits(by, axis=1, bitorder="little")
    rows, counts = np.unique(packed, axis=0, return_counts=True) if len(packed) else (packed, np.array([]))
    return rows, counts.astype(int).tolist()
