"""One entry as a pattern reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from workbench.gaps.words import Words


@dataclass(frozen=True, eq=False)
class Entry:
    """A row of an agency's timeline with its codes. Made once, when a pattern first asks for it."""

    id: str
    agency: str
    at: int
    """Its place in the merged chronology."""
    earliest: date | None
    latest: date | None
    time: str
    """Time of day as "HH:MM" where the agency wrote one."""
    kind: str
    kind_state: str
    outcome: str
    significance: str
    mode: str
    child_seen: str
    whose_account: tuple[str, ...]
    told: tuple[str, ...]
    heard_from: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[str, ...]
    paired_with: tuple[str, ...]
    same_as: tuple[str, ...]
    scope: str
    event: str
    response: str
    comment: str
    until: date | None = None
    """To when it is judged, where its vague date reaches to the end of the records: see `Records`."""

    @cached_property
    def dated(self) -> bool:
        """True where at least one end of the date is known."""
        return self.earliest is not None or self.latest is not None

    @cached_property
    def first(self) -> date:
        """The earliest day it could be; the other end where that side is open."""
        return self.earliest or self.latest or date.min

    @cached_property
    def last(self) -> date:
        """The latest day it could be; the other end where that side is open."""
        return self.until or self.latest or self.earliest or date.max

    @cached_property
    def text(self) -> Words:
        """All its words, for looking up the few words that codes do not carry."""
        return Words(" . ".join(part for part in (self.event, self.response, self.comment) if part).lower())

    def could_follow(self, other: Entry) -> bool:
        """True if this is another row that could lie after ``other``; one without a date could.

        Rows of one agency with the same date follow each other as the agency wrote them.
        """
        if self.id == other.id:
            return False
        if (self.agency, self.earliest, self.latest) == (other.agency, other.earliest, other.latest):
            return self.at > other.at
        return not self.dated or not other.dated or self.at > other.at or self.last > other.first

    def shares_people(self, other: Entry) -> bool:
        """True if both could be about the same person; a row that names nobody could be about anybody."""
        return not self.people or not other.people or not set(self.people).isdisjoint(other.people)

    def shares_topics(self, other: Entry) -> bool:
        """True if both carry at least one topic in common."""
        return not set(self.topics).isdisjoint(other.topics)


class EntryMaker:
    """Makes the entries of a case, each when it is first asked for."""

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        """Take for each field of an entry but its place the values of all rows."""
        self._columns = {name: column.tolist() for name, column in columns.items()}
        self._made: list[Entry | None] = [None] * len(self._columns["id"])

    def at(self, places: Iterable[int]) -> list[Entry]:
        """Return the entries at some places of the merged chronology."""
        made = self._made
        return [made[at] or self._make(at) for at in places]

    def _make(self, at: int) -> Entry:
        values: dict[str, Any] = {name: column[at] for name, column in self._columns.items()}
        earliest, latest = values["earliest"], values["latest"]
        values["at"] = at
        # What is asked most often is worked out here once.
        values["dated"] = earliest is not None or latest is not None
        values["first"] = earliest or latest or date.min
        values["last"] = values["until"] or latest or earliest or date.max
        entry = object.__new__(Entry)
        entry.__dict__.update(values)  # far faster than one checked assignment for each field
        self._made[at] = entry
        return entry
