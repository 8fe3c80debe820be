"""A case as the patterns read it: entries by kind, by window, by agency.

Built once for a run. A question costs two binary searches, however many
entries there are, and an `Entry` is made only for rows that a pattern looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from workbench.chronology import Case
from workbench.gaps.columns import Columns
from workbench.gaps.entry import Entry, EntryMaker
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
Made = TypeVar("Made")
Several = frozenset[str]
Where = Callable[[str], bool] | None
Search = Callable[[date, date], list[Entry]]
"""What could fall between two days, among entries chosen before."""
_Asked = tuple[Several | None, Several | None, Several | None, Where]
"""Kinds, child seen, people, and a test of the words: what a window was asked for, of any agency."""
_Chosen = tuple[Several | None, Several | None, Several | None, Several | None]
_Rows = tuple[Spans, list[int]]
"""Rows by their days, and those without a date."""
MANY = 4
"""Of more than a quarter of the agencies it is faster to read all rows and leave out the others'."""
EVERY = ""
"""In place of an agency: all of them."""


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
        columns = {name: entries[name].to_numpy(dtype=object) for name in ("agency", *_CODES)}
        self._columns = Columns(columns)
        earliest = entries["earliest"].to_numpy().astype("datetime64[D]")
        latest = entries["latest"].to_numpy().astype("datetime64[D]")
        self._first = _day_numbers(earliest, OPEN_FIRST)
        self._last = _day_numbers(latest, OPEN_LAST)
        self._undated = np.isnat(earliest) & np.isnat(latest)
        self._maker = EntryMaker(
            {
                "id": self.ids, "time": entries["clock"].to_numpy(dtype=object), **columns,
                "earliest": earliest.astype(object), "latest": latest.astype(object),
                "until": self._judged_until(earliest, latest),
            }
        )  # fmt: skip
        self._chosen: dict[_Chosen, list[int]] = {}
        self._places: dict[_Asked, np.ndarray] = {}
        self._spans: dict[_Asked, dict[str, _Rows]] = {}
        self._rules: dict[tuple[tuple[str, ...], date | None, bool], Rule | None] = {}
        self._kept: dict[tuple[Callable[..., Any], tuple[Hashable, ...]], Any] = {}
        self._worded: dict[Callable[[str], bool], np.ndarray] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def entry(self, at: int) -> Entry:
        """Return the entry at a place of the merged chronology."""
        return self._maker.at((at,))[0]

    def _judged_until(self, earliest: np.ndarray, latest: np.ndarray) -> np.ndarray:
        """Return to when each vague row is judged that reaches to the end of the period, else None.

        What came at some time in three years did not all come in the last weeks: taken to lie before
        them, it can be asked after.
        """
        until = np.full(len(self), None, dtype=object)
        period = self.case.period
        if period is not None:
            end = days_after(period[1], -LAST_WEEKS_DAYS)
            on = np.datetime64(end, "D")
            vague = (latest - earliest).astype("int64") > REACHING_DAYS
            vague &= ~np.isnat(earliest) & ~np.isnat(latest) & (earliest < on) & (on < latest)
            until[vague] = end
        return until

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
        key = (_several(kinds), _several(agencies), _several(outcomes), _several(topics))
        if key not in self._chosen:
            keep = self._columns.one_of("scope", ("within", "undated"))
            for name, wanted in zip(("kind", "agency", "outcome"), key[:3], strict=True):
                if wanted is not None:
                    keep = keep & self._columns.one_of(name, wanted)
            if key[3] is not None:
                keep = keep & self._columns.naming("topics", key[3])
            self._chosen[key] = np.flatnonzero(keep).tolist()
        return self._maker.at(self._chosen[key])

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
        key = (_several(kinds), _several(child_seen), _several(people), where)
        if key not in self._spans:
            self._spans[key] = {EVERY: self._placed(self._asked(key))}
        first, last = _day_number(since), _day_number(until)
        if agencies is None:
            return self._touching(self._spans[key][EVERY], first, last, undated=undated)
        slugs = dict.fromkeys(agencies)
        if len(slugs) * MANY >= len(self.case.agencies):
            found = self._touching(self._spans[key][EVERY], first, last, undated=undated)
            return [entry for entry in found if entry.agency in slugs]
        widest = widest_answer(last - first)
        parts = [self._of_agency(key, slug) for slug in slugs]
        places = sorted(at for spans, _ in parts for at in spans.touching(first, last, widest=widest))
        if undated:
            places += sorted(at for _, without_date in parts for at in without_date)
        return self._maker.at(places)

    def kept(self, make: Callable[..., Made], *about: Hashable) -> Made:
        """Return what ``make`` works out of the whole case, whatever a pattern's settings: made once."""
        if (make, about) not in self._kept:
            self._kept[make, about] = make(self, *about)
        return self._kept[make, about]

    def lookup(self, entries: Iterable[Entry]) -> Search:
        """Return a search like `window` among chosen entries, undated ones too."""
        rows = self._placed(np.array([entry.at for entry in entries], dtype=np.int64))
        return lambda since, until: self._touching(rows, _day_number(since), _day_number(until), undated=True)

    def _touching(self, rows: _Rows, first: int, last: int, *, undated: bool) -> list[Entry]:
        spans, without_date = rows
        places = spans.touching(first, last, widest=widest_answer(last - first))
        if undated and without_date:
            places += without_date
        return self._maker.at(places)

    def _of_agency(self, key: _Asked, slug: str) -> _Rows:
        """Return the rows of one agency among those asked for."""
        by_agency = self._spans[key]
        if slug not in by_agency:
            places = self._asked(key)
            by_agency[slug] = self._placed(places[self._columns.one_of("agency", (slug,))[places]])
        return by_agency[slug]

    def _asked(self, key: _Asked) -> np.ndarray:
        """Return the places of the rows asked for, of all agencies."""
        if key not in self._places:
            kinds, child_seen, people, where = key
            keep = np.ones(len(self), dtype=bool)
            if kinds is not None:
                keep &= self._columns.one_of("kind", kinds)
            if child_seen is not None:
                keep &= self._columns.one_of("child_seen", child_seen)
            if people is not None:
                keep &= self._columns.naming("people", people)
            if where is not None:
                keep &= self._where(where)
            self._places[key] = np.flatnonzero(keep)
        return self._places[key]

    def _where(self, where: Callable[[str], bool]) -> np.ndarray:
        if where not in self._worded:
            entries = self._maker.at(range(len(self)))
            self._worded[where] = np.fromiter(
                (where(entry.text) for entry in entries), dtype=bool, count=len(entries)
            )
        return self._worded[where]

    def _placed(self, places: np.ndarray) -> _Rows:
        undated = self._undated[places]
        dated = places[~undated]
        return Spans(dated, self._first[dated], self._last[dated]), places[undated].tolist()

    def working_days_after(self, day: date, days: int) -> date:
        """Return the day so many working days on, by the nation's bank holidays."""
        return working_days_after(day, days, jurisdiction=self.jurisdiction)

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie between two days."""
        return working_days_between(first, last, jurisdiction=self.jurisdiction)

    def rule(self, ids: tuple[str, ...], day: date | None) -> Rule | None:
        """Return the standard of a list that applied on the day, or the nearest later one, marked so."""
        return self._in_force(ids, day, doubtful=False)

    def shown_rule(self, ids: tuple[str, ...], day: date | None) -> Rule | None:
        """Return the standard to cite: one of which we are not sure where there is no other."""
        return self._in_force(ids, day, doubtful=True)

    def _in_force(self, ids: tuple[str, ...], day: date | None, *, doubtful: bool) -> Rule | None:
        key = (ids, day, doubtful)
        if key not in self._rules:
            changes = self.case.folder.standards
            self._rules[key] = in_force(ids, self.jurisdiction, day, changes, doubtful=doubtful)
        return self._rules[key]

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


def _several(wanted: Iterable[str] | None) -> Several | None:
    return None if wanted is None else frozenset(wanted)


def widest_answer(days: int) -> int:
    """Return how many days vague a row may be that answers what was asked of so many days."""
    return max(VAGUE_DAYS, VAGUE_TIMES * days)


def _day_numbers(days: np.ndarray, where_open: int) -> np.ndarray:
    return np.where(np.isnat(days), where_open, days.astype("int64"))


def _day_number(day: date) -> int:
    return day.toordinal() - 719_163  # days since 1970-01-01, as numpy counts them
