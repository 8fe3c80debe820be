"""The entries of a case as the ledger reads them: columns by place, days as numbers, whom a word can mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from workbench.chronology import Case, means
from workbench.chronology.intervals import COVERAGE

NEVER, ALWAYS = 2**31 - 1, -(2**31)
"""Stand for an end that nobody knows: later, or earlier, than every day."""
_CODES = (
    "agency", "kind", "outcome", "told", "heard_from", "planned", "people", "topics", "paired_with",
    "same_as", "suggested", "event", "response", "comment",
)  # fmt: skip


def day_number(day: date) -> int:
    """Return a day as numpy counts them, from 1970."""
    return day.toordinal() - 719_163


def day_of(number: int) -> date | None:
    """Return the day of a number, None where it stands for an end that nobody knows."""
    return None if number in (NEVER, ALWAYS) else date.fromordinal(number + 719_163)


class Rows:
    """The columns of a case's entries, by their place in the merged chronology."""

    def __init__(self, case: Case) -> None:
        """Take the columns once."""
        entries = case.entries
        self.case, self.agencies = case, case.agencies
        self.ids: list[str] = entries.index.tolist()
        self.columns: dict[str, list[Any]] = {name: entries[name].tolist() for name in _CODES}
        self.agency: list[str] = self.columns["agency"]
        self.place = {id: at for at, id in enumerate(self.ids)}
        earliest, latest = (
            entries[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest")
        )
        self.first = np.where(np.isnat(earliest), ALWAYS, earliest.astype("int64"))
        """The first day that each entry could be on; ALWAYS where the date leaves it open."""
        self.last = np.where(np.isnat(latest), NEVER, latest.astype("int64"))
        self.firsts: list[int] = self.first.tolist()
        self.lasts: list[int] = self.last.tolist()
        self._meant: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def text(self, at: int) -> str:
        """Return all words of an entry, in small letters."""
        columns = self.columns
        return f"{columns['event'][at]} . {columns['response'][at]} . {columns['comment'][at]}".lower()

    def meant(self, token: str) -> tuple[str, ...]:
        """Return the agencies with a timeline that a word can mean: one slug, or all of a type."""
        if token not in self._meant:
            exact = (token,) if token in self.agencies else ()
            self._meant[token] = exact or tuple(
                slug for slug, agency in self.agencies.items() if means(token, agency)
            )
        return self._meant[token]

    def beside(self, at: int) -> list[int]:
        """Return the places of the other ends of the same contact."""
        return [self.place[id] for id in self.columns["paired_with"][at]]

    def alike(self, at: int, other: int) -> bool:
        """True if two rows name a person or a topic in common, and neither speaks of others only."""
        shared = False
        for name in ("people", "topics"):
            one, two = self.columns[name][at], self.columns[name][other]
            if one and two:
                if set(one).isdisjoint(two):
                    return False
                shared = True
        return shared

    @cached_property
    def _covered(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for one in self.case.intervals.of(COVERAGE):
            found.setdefault(one.agency, []).append((day_number(one.first), day_number(one.last)))
        return found

    def covered(self, slugs: Sequence[str], first: int, last: int) -> bool:
        """True if one of these agencies sent a timeline for a day of a stretch."""
        return any(
            since <= last and first <= until for slug in slugs for since, until in self._covered.get(slug, ())
        )
