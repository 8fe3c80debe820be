"""Rows that a pattern chose once, ready to be asked which of them could lie between two days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from workbench.gaps.entry import Entry
from workbench.gaps.records import widest_answer
from workbench.gaps.spans import Spans


class Among:
    """Chosen rows in the order of the chronology; those without a date apart."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take rows in any order; the same one twice counts once."""
        rows = sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: entry.at)
        self.undated = tuple(entry for entry in rows if not entry.dated)
        self.dated = [entry for entry in rows if entry.dated]
        first = np.array([entry.first.toordinal() for entry in self.dated], dtype=np.int64)
        last = np.array([entry.last.toordinal() for entry in self.dated], dtype=np.int64)
        self._spans = Spans(np.arange(len(self.dated)), first, last)

    def between(self, since: date, until: date) -> list[Entry]:
        """Return the rows that could lie between two days, both included, in order.

        Rows that are far vaguer than the days asked about are passed over, as in `Records.window`.
        """
        first, last = since.toordinal(), until.toordinal()
        places = self._spans.touching(first, last, widest=widest_answer(last - first))
        return [self.dated[place] for place in places]

    def touching(self, since: date, until: date) -> list[Entry]:
        """Return the same however vague they are."""
        return [self.dated[place] for place in self._spans.touching(since.toordinal(), until.toordinal())]

    def first_between(self, since: date, until: date) -> Entry | None:
        """Return the first row that could lie between two days, however vague; one without a date could."""
        found = (*self.touching(since, until)[:1], *self.undated[:1])
        return min(found, key=lambda entry: entry.at, default=None)

    def nearest_before(self, day: date, *, days: int) -> Entry | None:
        """Return the last row that could lie within so many days up to ``day``."""
        found = self.between(date.fromordinal(max(1, day.toordinal() - days)), day)
        return found[-1] if found else None
