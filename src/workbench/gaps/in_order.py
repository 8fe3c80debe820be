"""Rows by their days, read only as far as a question needs.

`Records.window` returns everything of a stretch; where the first fitting row
is enough, and many stretches are asked after, this stops at it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from workbench.gaps.entry import Entry
from workbench.gaps.working_days import days_after

NARROW_DAYS = 31
"""Rows with vaguer dates are few and are looked at each time."""


class InOrder:
    """Rows in the order of their first days."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take rows in any order; those without a date could lie anywhere and come last."""
        narrow: list[Entry] = []
        self._vague: list[Entry] = []
        for entry in entries:
            fits = entry.dated and (entry.last - entry.first).days <= NARROW_DAYS
            (narrow if fits else self._vague).append(entry)
        self._narrow = sorted(narrow, key=lambda entry: (entry.first, entry.at))
        self._first = [entry.first for entry in self._narrow]
        self._vague.sort(key=lambda entry: (not entry.dated, entry.at))

    def touching(self, since: date, until: date) -> Iterator[Entry]:
        """Yield the rows that could fall between two days, those without a date last."""
        for at in range(bisect_left(self._first, days_after(since, -NARROW_DAYS)), len(self._narrow)):
            entry = self._narrow[at]
            if entry.first > until:
                break
            if entry.last >= since:
                yield entry
        for entry in self._vague:
            if not entry.dated or (entry.first <= until and entry.last >= since):
                yield entry
