"""When the child was last seen by a day, by anyone and by anyone alone, as far as records say so."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

import numpy as np

from workbench.chronology.case import Case

SEEN = ("seen", "spoken with", "seen alone")
ALONE = ("seen alone",)


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The last record by a day."""

    entry: str
    days: tuple[int, int]
    """How many days before, fewest and most: the record's date can leave that open."""


class Sightings:
    """The records that say the child was seen, ready to be asked for any day. Linear in the entries, once."""

    def __init__(self, case: Case, codes: tuple[str, ...] = SEEN) -> None:
        entries = case.entries
        latest = np.asarray(entries["latest"], dtype="datetime64[D]")
        earliest = np.asarray(entries["earliest"], dtype="datetime64[D]")
        chosen = np.flatnonzero(entries["child_seen"].isin(codes).to_numpy() & ~np.isnat(latest))
        chosen = chosen[np.argsort(latest[chosen], kind="stable")]
        self._days: list[date] = latest[chosen].tolist()
        self._first: list[date | None] = earliest[chosen].tolist()
        self._ids = [str(entries.index[place]) for place in chosen]

    def __len__(self) -> int:
        return len(self._days)

    def by(self, day: date) -> int:
        """Return how many of the records certainly lie on or before a day."""
        return bisect_right(self._days, day)

    def last(self, day: date) -> LastSeen | None:
        """Return the last record that certainly lies on or before a day; None where there is none."""
        at = self.by(day) - 1
        if at < 0:
            return None
        first = self._first[at] or self._days[at]
        return LastSeen(self._ids[at], ((day - self._days[at]).days, (day - first).days))
