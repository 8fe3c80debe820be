"""One entry as a pattern reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property


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

    @property
    def dated(self) -> bool:
        """True where at least one end of the date is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def first(self) -> date:
        """The earliest day it could be; the other end where that side is open."""
        return self.earliest or self.latest or date.min

    @property
    def last(self) -> date:
        """The latest day it could be; the other end where that side is open."""
        return self.until or self.latest or self.earliest or date.max

    @cached_property
    def text(self) -> str:
        """All its words, for looking up the few words that codes do not carry."""
        return " . ".join(part for part in (self.event, self.response, self.comment) if part).lower()

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
