"""Contacts that guidance would expect and of which the timelines hold no record.

A prompt, never a verdict: what is drawn is only what is certain to be without
a record by the day. Every uncertainty of a date, of a name or of a team counts
in favour of a record; see docs/decisions/expected-contacts.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from workbench.intake.dates import long_day

NO_RECORD = "no record of it in the timelines supplied"
NOT_KNOWN = "not known: no timeline from {} for that date"
ALWAYS, NEVER = -(2**31), 2**31 - 1


@dataclass(frozen=True, slots=True)
class ExpectedContact:
    """One contact that a standard would expect after an entry."""

    source: str
    """ "agency:slug", as the nodes of the network are called; ``target`` can be "person:id", too."""
    target: str
    rule: str
    """The rule of expected.toml, and in words as ``title``."""
    title: str
    standard: str
    """The standard's id; ``cited`` is the citation for a screen, with its source."""
    cited: str
    jurisdiction: str
    entry: str
    """The row that set it off."""
    since: date
    until: date
    """From which day until which a record of it is looked for."""
    recorded: int = NEVER
    """The first day of which a row could tell of it, as days since 1970: at once if ALWAYS, NEVER if none."""
    lacking: str = ""
    """Who supplied no timeline for all of these days; "" where nobody is lacking."""

    @property
    def days(self) -> str:
        """The days in words."""
        if self.since == self.until:
            return long_day(self.since)
        return f"{long_day(self.since)} to {long_day(self.until)}"

    @property
    def found(self) -> str:
        """What there is of a record, in words, for one that is drawn or not known."""
        return NOT_KNOWN.format(self.lacking) if self.lacking else NO_RECORD


@dataclass(frozen=True, slots=True)
class Without:
    """The expected contacts of some days, as far as a record of them was due."""

    contacts: tuple[ExpectedContact, ...] = ()
    """Those without a record, in the order of the days on which they were due."""
    of: int = 0
    """How many were due for which timelines were there to be searched, with and without a record."""
    late: int = 0
    """How many of these have a record only of later than it was due."""
    not_known: tuple[ExpectedContact, ...] = ()
    """Those for which no timeline was there to be searched."""

    def by_edge(self) -> dict[tuple[str, str], list[ExpectedContact]]:
        """Return those without a record by their two ends."""
        found: dict[tuple[str, str], list[ExpectedContact]] = {}
        for one in self.contacts:
            found.setdefault((one.source, one.target), []).append(one)
        return found

    @property
    def words(self) -> str:
        """How many of how many, in words; "" where nothing was expected."""
        if not self.of and not self.not_known:
            return ""
        words = f"{len(self.contacts):,} of {self.of:,} expected contacts without a record"
        return words + (f" · {len(self.not_known):,} not known" if self.not_known else "")


NOTHING = Without()


@dataclass(frozen=True)
class Expectations:
    """All expected contacts of a case, to be asked about any day."""

    contacts: tuple[ExpectedContact, ...] = ()
    last_day: date | None = None
    """Where given, nothing later than this day is looked at."""
    _due: np.ndarray = field(default_factory=lambda: np.empty(0, "int64"), repr=False)
    _recorded: np.ndarray = field(default_factory=lambda: np.empty(0, "int64"), repr=False)
    _known: np.ndarray = field(default_factory=lambda: np.empty(0, bool), repr=False)

    def by(self, day: date | None = None, since: date | None = None) -> Without:
        """Return what was due by the end of ``day`` (and not before ``since``) and had no record by then."""
        if not self.contacts:
            return NOTHING
        ends = [number(end) for end in (day, self.last_day) if end]
        last = min(ends, default=NEVER - 1)
        due = self._due <= last
        if since is not None:
            due &= self._due >= number(since)
        known = due & self._known
        late = known & (self._recorded > self._due) & (self._recorded <= last)
        return Without(
            self._at(known & (self._recorded > last)),
            int(np.count_nonzero(known)),
            int(np.count_nonzero(late)),
            self._at(due & ~self._known),
        )

    def only(self, ids: Collection[str], last_day: date | None = None) -> Expectations:
        """Return those that the entries of a part of the case set off; of what was recorded all counts."""
        wanted = frozenset(ids)
        return expectations((one for one in self.contacts if one.entry in wanted), last_day)

    def _at(self, chosen: np.ndarray) -> tuple[ExpectedContact, ...]:
        return tuple(self.contacts[at] for at in np.flatnonzero(chosen))


def expectations(contacts: Iterable[ExpectedContact], last_day: date | None = None) -> Expectations:
    """Return expected contacts in the order of the days by which they were due."""
    ordered = tuple(
        sorted(contacts, key=lambda one: (one.until, one.source, one.target, one.rule, one.entry))
    )
    return Expectations(
        ordered,
        last_day,
        np.array([number(one.until) for one in ordered], dtype="int64"),
        np.array([one.recorded for one in ordered], dtype="int64"),
        np.array([not one.lacking for one in ordered], dtype=bool),
    )


def number(day: date) -> int:
    """Return a day as days since 1970."""
    return day.toordinal() - 719_163
