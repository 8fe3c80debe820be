"""What one agency came to hold, ready to be asked for any day."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from workbench.knowledge.routes import Routes
from workbench.ledger import ALWAYS, NEVER, day_number


class Held:
    """The rows that an agency ever came to hold, each once, with the days from which it could and does."""

    def __init__(self, name: str, routes: Routes, where: slice) -> None:
        """Take the routes of one holder; a row that came by several counts from its earliest days."""
        self.name, self.routes, self._where = name, routes, where
        rows, first, sure = routes.row[where], routes.first[where], routes.sure[where]
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        self._starts = np.append(starts, len(rows))
        self.rows = rows[starts]
        """Places in the chronology, in order."""
        self.first = np.minimum.reduceat(first, starts) if len(rows) else first
        self.sure = np.minimum.reduceat(sure, starts) if len(rows) else sure
        by_sure = np.argsort(self.sure, kind="stable")
        self._by_sure, self._sure_days = self.rows[by_sure], self.sure[by_sure]
        vague = np.flatnonzero(self.first != self.sure)
        vague = vague[np.argsort(self.first[vague], kind="stable")]
        self._vague, self._vague_first, self._vague_sure = (
            self.rows[vague],
            self.first[vague],
            self.sure[vague],
        )

    def __len__(self) -> int:
        return len(self.rows)

    def certain(self, day: int) -> np.ndarray:
        """Return the rows that it certainly held by the end of a day, in the order of their arrival."""
        return self._by_sure[: self._sure_days.searchsorted(min(day, NEVER - 1), side="right")]

    def possible(self, day: int) -> np.ndarray:
        """Return the rows that it could have held by the end of a day and did not certainly, in order."""
        end = self._vague_first.searchsorted(day, side="right")
        return self._vague[:end][self._vague_sure[:end] > min(day, NEVER - 1)]

    def at(self, day: date) -> tuple[np.ndarray, np.ndarray]:
        """Return what it certainly, and what it possibly, held by the end of a day."""
        number = day_number(day)
        return self.certain(number), self.possible(number)

    @cached_property
    def _number(self) -> dict[int, int]:
        return {row: at for at, row in enumerate(self.rows.tolist())}

    def days(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return from which day each row could be held, and from which it certainly is."""
        at = np.searchsorted(self.rows, rows)
        return self.first[at], self.sure[at]

    def route(self, row: int, day: int, *, certain: bool) -> int:
        """Return the number of the route by which a row was held on a day: the first that counts by then."""
        at = self._number[row]
        begin = self._where.start + int(self._starts[at])
        end = self._where.start + int(self._starts[at + 1])
        if certain:
            return begin  # sorted by the day from which it is certain
        known = [number for number in range(begin, end) if self.routes.first[number] <= day]
        return min(known, key=lambda number: (self.routes.first[number], self.routes.how[number]))

    @property
    def undated(self) -> np.ndarray:
        """The rows without any date: possible at every moment, certain at none."""
        return self.rows[(self.first == ALWAYS) & (self.sure == NEVER)]
