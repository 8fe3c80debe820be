"""When the child was last seen by a day, seen alone, and quoted, as far as records say so."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

import numpy as np

from workbench.chronology.case import Case

SEEN = ("seen", "spoken with", "seen alone")
ALONE = ("seen alone",)
CHILD_SAID = "child said"
"""Whose account an entry gives, where it is the child's own."""


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The last record by a day."""

    entry: str
    days: tuple[int, int]
    """How many days before, fewest and most: the record's date can leave that open."""


def seen(case: Case, codes: tuple[str, ...] = SEEN) -> np.ndarray:
    """Return for each entry whether it says that the child was seen."""
    return case.entries["child_seen"].isin(codes).to_numpy()


def told(case: Case) -> np.ndarray:
    """Return for each entry whether it gives what the child said."""
    return np.array([CHILD_SAID in accounts for accounts in case.entries["whose_account"]], dtype=bool)


class Sightings:
    """Some records of the child, ready to be asked for any day. Linear in the entries, once."""

    def __init__(self, case: Case, which: np.ndarray) -> None:
        """``which`` says of each entry whether it is one of them."""
        entries = case.entries
        latest = np.asarray(entries["latest"], dtype="datetime64[D]")
        earliest = np.asarray(entries["earliest"], dtype="datetime64[D]")
        chosen = np.flatnonzero(which & ~np.isnat(latest))
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
