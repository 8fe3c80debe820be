"""How much of what was on record each agency held, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from workbench.knowledge.case_knowledge import Knowledge
from workbench.knowledge.measures.events import Events, dated, key_events
from workbench.ledger import ALWAYS, NEVER, day_number

SHARE_CAUTION = (
    "A share counts events, not how much they matter, and only what was written down. An agency that came "
    "late, or whose part was small, holds a small share whatever it did."
)


@dataclass(frozen=True)
class ShareHeld:
    """How many of the key events on record each agency held, for each day on which anything changes."""

    names: tuple[str, ...]
    days: np.ndarray
    """Day numbers, in order."""
    certain: np.ndarray
    """Agency by day: events certainly held by the end of the day."""
    possible: np.ndarray
    """The same with every date taken as early as it could be."""
    together_certain: np.ndarray
    """Events certainly on record with any agency: what the shares are out of."""
    together_possible: np.ndarray
    undated: int
    """Key events without a date, which no day can count."""
    caution: str = SHARE_CAUTION

    def on(self, day: date) -> dict[str, tuple[int, int]]:
        """Return for each agency how many events it certainly held by a day, out of how many."""
        at = int(np.searchsorted(self.days, day_number(day), side="right")) - 1
        if at < 0:
            return dict.fromkeys(self.names, (0, 0))
        of = int(self.together_certain[at])
        return {name: (int(self.certain[number, at]), of) for number, name in enumerate(self.names)}


def share_held(knowledge: Knowledge, events: Events | None = None) -> ShareHeld:
    """Return the share of all key events that each agency held over time, against all of them together."""
    found = events or key_events(knowledge)
    certain, possible = found.sure, found.first
    both = np.concatenate([certain.ravel(), possible.ravel()])
    days = np.unique(both[dated(both)])
    any_sure, any_first = (_least_of(columns) for columns in (certain, possible))
    return ShareHeld(
        names=found.names,
        days=days,
        certain=_counts(certain, days),
        possible=_counts(possible, days),
        together_certain=_counts(any_sure[:, None], days)[0],
        together_possible=_counts(any_first[:, None], days)[0],
        undated=int(np.count_nonzero((any_sure == NEVER) & ((any_first == ALWAYS) | (any_first == NEVER)))),
    )


def _least_of(columns: np.ndarray) -> np.ndarray:
    return columns.min(axis=1) if columns.shape[1] else np.full(len(columns), NEVER)


def _counts(columns: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return for each column how many of its days lie by each of ``days``."""
    return np.array([np.searchsorted(np.sort(column), days, side="right") for column in columns.T]).reshape(
        columns.shape[1], len(days)
    )
