"""A case as the patterns read it: entries by kind, by window, by agency.

Built once for a run. A question costs two binary searches, however many
entries there are, and an `Entry` is made only for rows that a pattern looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from workbench.chronology import Case
from workbench.gaps.entry import Entry
from workbench.gaps.family import Family
from workbench.gaps.services import Services
from workbench.gaps.spans import OPEN_FIRST, OPEN_LAST, Spans
from workbench.gaps.working_days import days_after, working_days_after, working_days_between
from workbench.standards import Rule, in_force

_CODES = (
    "kind", "kind_state", "outcome", "significance", "mode", "child_seen", "whose_account", "told",
    "heard_from",
    "topics", "people", "paired_with", "same_as", "scope", "event", "response", "comment",
)  # fmt: skip
VAGUE_DAYS = 31
REACHING_DAYS = 92
LAST_WEEKS_DAYS = 60
VAGUE_TIMES = 2
"""A row dated vaguer than a month, and than twice the days asked about, answers nothing: "2006" would
answer whatever happened in that year, and "early 2006" whatever was due the next day."""
Several = frozenset[str]
Where = Callable[[str], bool] | None
Search = Callable[[date, date], list[Entry]]
"""What could fall between two days, among entries chosen before."""
_Asked = tuple[Several | None, Several | None, Several | None, Several | None, Where]
"""Kinds, agencies, child seen, people, and a test of the words: what a window was asked for."""


class Records:
    """Everything the patterns may read of one case."""

    def __init__(self, case: Case) -> None:
        """Take the columns of the case's entries once."""
        entries = case.entries
        self.case = case
        self.intervals = case.intervals
        self.services = Services(case)
        self.jurisdiction = case.folder.jurisdiction
        self.subjects = frozenset(person.id for person in case.subjects)
        self.ids = entries.index.to_numpy()
        self._agency = entries["agency"].to_numpy(dtype=object)
        self._columns = {name: entries[name].to_numpy(dtype=object) for name in _CODES}
        self._columns["time"] = entries["clock"].to_numpy(dtype=object)
        self._earliest = entries["earliest"].to_numpy().astype("datetime64[D]")
        self._latest = entries["latest"].to_numpy().astype("datetime64[D]")
        self._first = _day_numbers(self._earliest, OPEN_FIRST)
        self._last = _day_numbers(self._latest, OPEN_LAST)
        self._undated = np.isnat(self._earliest) & np.isnat(self._latest)
        self._made: dict[int, Entry] = {}
        self._spans: dict[_Asked, tuple[Spans, np.ndarray]] = {}
        self._worded: dict[Callable[[str], bool], np.ndarray] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def entry(self, at: int) -> Entry:
        """Return the entry at a place of the merged chronology."""
        found = self._made.get(at)
        if found is None:
            values: dict[str, Any] = {name: column[at] for name, column in self._columns.items()}
            values["until"] = self._until(at)
            found = self._made[at] = Entry(
                id=self.ids[at],
                agency=self._agency[at],
                at=at,
                earliest=self._earliest[at].item(),
                latest=self._latest[at].item(),
                **values,
            )
        return found

    def _until(self, at: int) -> date | None:
        """Return to when a vague row is judged that reaches to the end of the period, else None.

        What came at some time in three years did not all come in the last weeks: taken to lie before
        them, it can be asked after.
        """
        first, last, period = self._earliest[at].item(), self._latest[at].item(), self.case.period
        if first is None or last is None or period is None or (last - first).days <= REACHING_DAYS:
            return None
        end = days_after(period[1], -LAST_WEEKS_DAYS)
        return end if first < end < last else None

    def by_id(self, id: str) -> Entry | None:
        """Return the entry with an id, None where there is none."""
        at = self._place.get(id)
        return None if at is None else self.entry(at)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {id: at for at, id in enumerate(self.ids)}

    @cached_property
    def family(self) -> Family:
        """The children and the adults of the case."""
        return Family(self.case)

    def pairs_of(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the other ends of the same contact."""
        return tuple(self.entry(self._place[id]) for id in entry.paired_with if id in self._place)

    def select(
        self,
        *,
        kinds: Iterable[str] | None = None,
        agencies: Iterable[str] | None = None,
        outcomes: Iterable[str] | None = None,
        topics: Iterable[str] | None = None,
    ) -> list[Entry]:
        """Return the entries of the period reviewed, undated ones too, that have all that is asked for.

        Rows that lie before or after the period are context: they can answer
        something, and raise nothing themselves.
        """
        keep = np.isin(self._columns["scope"], ("within", "undated"))
        for column, wanted in ((self._columns["kind"], kinds), (self._agency, agencies)):
            if wanted is not None:
                keep &= np.isin(column, list(wanted))
        if outcomes is not None:
            keep &= np.isin(self._columns["outcome"], list(outcomes))
        if topics is not None:
            asked = frozenset(topics)
            places = [at for at in np.flatnonzero(keep) if not asked.isdisjoint(self._columns["topics"][at])]
        else:
            places = np.flatnonzero(keep).tolist()
        return [self.entry(int(at)) for at in places]

    def window(
        self,
        since: date,
        until: date,
        *,
        kinds: Iterable[str] | None = None,
        agencies: Iterable[str] | None = None,
        child_seen: Iterable[str] | None = None,
        people: Iterable[str] | None = None,
        where: Callable[[str], bool] | None = None,
        undated: bool = True,
    ) -> list[Entry]:
        """Return what could fall between two days, in order; a vague date gets the benefit of the doubt.

        Undated rows come last: they could be anything, so they can answer, too. ``people`` are ids of
        which a row names at least one. ``where`` tests an entry's words; it is asked once for each
        entry of the case, so give the same function again.
        """
        key = (
            None if kinds is None else frozenset(kinds),
            None if agencies is None else frozenset(agencies),
            None if child_seen is None else frozenset(child_seen),
            None if people is None else frozenset(people),
            where,
        )
        if key not in self._spans:
            self._spans[key] = self._index(*key)
        return self._touching(*self._spans[key], since, until, undated=undated)

    def lookup(self, entries: Iterable[Entry]) -> Search:
        """Return a search like `window` among chosen entries, undated ones too."""
        spans, without_date = self._placed(np.array([entry.at for entry in entries], dtype=np.int64))
        return lambda since, until: self._touching(spans, without_date, since, until, undated=True)

    def _touching(
        self, spans: Spans, without_date: np.ndarray, since: date, until: date, *, undated: bool
    ) -> list[Entry]:
        first, last = _day_number(since), _day_number(until)
        places = spans.touching(first, last, widest=widest_answer(last - first)).tolist()
        return [self.entry(at) for at in (*places, *(without_date.tolist() if undated else ()))]

    def _index(
        self,
        kinds: Several | None,
        agencies: Several | None,
        child_seen: Several | None,
        people: Several | None,
        where: Where,
    ) -> tuple[Spans, np.ndarray]:
        keep = np.ones(len(self), dtype=bool)
        columns = (self._columns["kind"], self._agency, self._columns["child_seen"])
        for column, wanted in zip(columns, (kinds, agencies, child_seen), strict=True):
            if wanted is not None:
                keep &= np.isin(column, list(wanted))
        if people is not None:
            named = self._columns["people"]
            keep &= np.array([not people.isdisjoint(ids) for ids in named], dtype=bool)
        if where is not None:
            if where not in self._worded:
                self._worded[where] = np.array(
                    [where(self.entry(at).text) for at in range(len(self))], dtype=bool
                )
            keep &= self._worded[where]
        return self._placed(np.flatnonzero(keep))

    def _placed(self, places: np.ndarray) -> tuple[Spans, np.ndarray]:
        undated = self._undated[places]
        dated = places[~undated]
        return Spans(dated, self._first[dated], self._last[dated]), places[undated]

    def working_days_after(self, day: date, days: int) -> date:
        """Return the day so many working days on, by the nation's bank holidays."""
        return working_days_after(day, days, jurisdiction=self.jurisdiction)

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie between two days."""
        return working_days_between(first, last, jurisdiction=self.jurisdiction)

    def rule(self, ids: tuple[str, ...], day: date | None) -> Rule | None:
        """Return the standard of a list that applied on the day, or the nearest later one, marked so."""
        return in_force(ids, self.jurisdiction, day, self.case.folder.standards)

    def shown_rule(self, ids: tuple[str, ...], day: date | None) -> Rule | None:
        """Return the standard to cite: one of which we are not sure where there is no other."""
        return in_force(ids, self.jurisdiction, day, self.case.folder.standards, doubtful=True)

    def is_working_day(self, day: date) -> bool:
        """True if the nation's offices are open on ``day``."""
        return self.working_days_between(days_after(day, -1), day) == 1

    def ends_before(self, day: date, agencies: Iterable[str]) -> bool:
        """True if the period reviewed, or these agencies' timelines, stop before ``day``: too soon to tell.

        A single later row, on an inquest for instance, does not stretch what was asked for.
        """
        until = self.services.supplied_until(agencies)
        period = self.case.period
        return until is None or period is None or min(until, period[1]) < day

    def told(self, entry: Entry, *types: str) -> bool:
        """True if an entry says, or its other end shows, that a service of these types knew."""
        if self.services.any_of(entry.told, *types):
            return True
        return any(self.services.type_of(other.agency) in types for other in self.pairs_of(entry))

    def names_child(self, entry: Entry) -> bool:
        """True if an entry names a child the review is about."""
        return not self.subjects.isdisjoint(entry.people)


def widest_answer(days: int) -> int:
    """Return how many days vague a row may be that answers what was asked of so many days."""
    return max(VAGUE_DAYS, VAGUE_TIMES * days)


def _day_numbers(days: np.ndarray, where_open: int) -> np.ndarray:
    return np.where(np.isnat(days), where_open, days.astype("int64"))


def _day_number(day: date) -> int:
    return day.toordinal() - 719_163  # days since 1970-01-01, as numpy counts them
