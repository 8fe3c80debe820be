"""What an agency could have known at a moment, and how: rows, people, topics, statuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from workbench.chronology.intervals import STATUS, Interval
from workbench.knowledge.held import Held
from workbench.ledger import day_number

if TYPE_CHECKING:
    from workbench.knowledge.case_knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Item:
    """A topic or a person, and the rows by which it was held."""

    name: str
    certain: bool
    """True if at least one of the rows was certainly held."""
    since: tuple[int, int]
    """The first day on which it could be held, and that from which it certainly is, as numbers."""
    row: str
    """The first row by which it was held."""
    rows: tuple[str, ...]
    """All of them, those certainly held first."""


@dataclass(frozen=True, slots=True)
class StatusKnown:
    """A status that rows held by the agency tell of. An end that it holds no row of is not known to it."""

    interval: Interval
    certain: bool
    row: str
    """The row that it holds of it."""
    ended: str
    """The row that it holds of its end, "" where it holds none."""


@dataclass(frozen=True)
class Known:
    """What one agency could have known by the end of a day. It is of the record, not of a mind."""

    knowledge: Knowledge
    held: Held
    day: date
    certain_rows: np.ndarray
    possible_rows: np.ndarray

    @property
    def agency(self) -> str:
        """Whose knowledge it is."""
        return self.held.name

    @cached_property
    def certain(self) -> tuple[str, ...]:
        """Ids of the rows certainly held, in the order in which they arrived."""
        return self._ids(self.certain_rows)

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """Ids of the rows held only if an uncertain date, or an unnamed service, is taken one way."""
        return self._ids(self.possible_rows)

    def _ids(self, rows: np.ndarray) -> tuple[str, ...]:
        ids = self.knowledge.rows.ids
        return tuple(ids[row] for row in rows.tolist())

    @cached_property
    def routes(self) -> dict[str, int]:
        """For each row the number of the route by which it was held."""
        number, ids = day_number(self.day), self.knowledge.rows.ids
        return {
            ids[row]: self.held.route(row, number, certain=certain)
            for rows, certain in ((self.certain_rows, True), (self.possible_rows, False))
            for row in rows.tolist()
        }

    @cached_property
    def topics(self) -> dict[str, Item]:
        """The topics that the rows held carry, in the order in which they were first held."""
        return self._items("topics")

    @cached_property
    def people(self) -> dict[str, Item]:
        """The people that the rows held name."""
        return self._items("people")

    def _items(self, column: str) -> dict[str, Item]:
        names, lists = self.knowledge.coded(column)
        rows = np.concatenate([self.certain_rows, self.possible_rows])
        which, codes = lists.at(rows)
        order = np.argsort(codes, kind="stable")  # within a code those certainly held stay first
        first, sure = self.held.days(rows)
        ids, items = self.knowledge.rows.ids, []
        starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
        for some in np.split(order, starts[1:]) if len(starts) else ():
            of = which[some]
            since = int(first[of].min()), int(sure[of].min())
            own = tuple(ids[row] for row in rows[of].tolist())
            certain = bool(of[0] < len(self.certain_rows))
            items.append(Item(names[codes[some[0]]], certain, since, own[0], own))
        items.sort(key=lambda one: (not one.certain, one.since, one.name))
        return {one.name: one for one in items}

    @cached_property
    def statuses(self) -> tuple[StatusKnown, ...]:
        """The statuses of which the rows held show the beginning, or anything where no row shows that."""
        return tuple(self._statuses())

    def _statuses(self) -> Iterator[StatusKnown]:
        certain, possible = set(self.certain), set(self.possible)
        for one in self.knowledge.case.intervals.of(STATUS):
            shown = (one.first_row,) if one.first_row else one.rows
            row = next((id for id in shown if id in certain), "")
            perhaps = row or next((id for id in shown if id in possible), "")
            if perhaps:
                ended = one.last_row if one.last_row in certain | possible else ""
                yield StatusKnown(one, bool(row), perhaps, ended)
