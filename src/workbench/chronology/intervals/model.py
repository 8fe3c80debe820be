"""What held from one day to another: a status, an agency at work, who lived together, a timeline supplied.

Both ends can be uncertain. Each is then a pair of days, the earliest and the
latest that it could be; None is an end that nobody knows, or that has not come.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

STATUS, INVOLVEMENT, HOUSEHOLD, COVERAGE = "status", "involvement", "household", "coverage"
SORTS = (STATUS, INVOLVEMENT, HOUSEHOLD, COVERAGE)
DERIVED, STATED, CORRECTED = "derived", "stated", "corrected"

REGISTERED, LOOKED_AFTER, PLACEMENT = "registered", "looked after", "placement"
CARE_PLAN, CARE_LEAVER, ENQUIRY = "care and support plan", "care leaver", "enquiry open"
SERVICE = "service"
"""The name of an involvement of an agency as such; the others are roles of its workers."""
ABSENCE = "worker absent"
"""The name of an involvement in which the agency's records say that a worker was away or none allocated."""
TIMELINE = "timeline"
"""The name of a coverage."""

Days = tuple[date, date]
"""The earliest and the latest day that an end could be; a side that its date leaves open is the other one."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time of which something can be said, the rows that say it, and why."""

    sort: str
    name: str
    people: tuple[str, ...] = ()
    """Ids: the child of a status, everybody of a household."""
    agency: str = ""
    since: Days | None = None
    """When it began: its first day, as a pair."""
    until: Days | None = None
    """Its last day, as a pair."""
    first_row: str = ""
    """The row that shows the beginning, "" where none does."""
    last_row: str = ""
    rows: tuple[str, ...] = ()
    origin: str = DERIVED
    why: str = ""
    known_by: str = ""
    """For a corrected one: the row or the first day by which the correction knows it."""

    @property
    def first(self) -> date:
        """The first day on which it could hold."""
        return self.since[0] if self.since else date.min

    @property
    def last(self) -> date:
        """The last day on which it could hold."""
        return self.until[1] if self.until else date.max

    def could_hold(self, day: date) -> bool:
        """True if it could hold on a day; an end that is not known gives the benefit of the doubt."""
        return self.first <= day <= self.last

    def surely_holds(self, day: date) -> bool:
        """True if it holds on a day wherever its two ends lie."""
        since, until = self.since or (day, day), self.until or (day, day)
        return since[1] <= day <= until[0]

    def shares_a_day(self, other: Interval) -> bool:
        """True if both could hold on one day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def whose(self) -> tuple[str, ...]:
        """Whom it is about: people, or an agency."""
        return self.people or ((self.agency,) if self.agency else ())


class Intervals:
    """All intervals of a case, in the order of their first days, ready for many questions."""

    def __init__(self, intervals: Iterable[Interval] = ()) -> None:
        """Take intervals in any order."""
        self._all = tuple(sorted(intervals, key=_order))
        self._stretches: dict[tuple[str, str | None, str | None, str | None], _Stretches] = {}

    def __iter__(self) -> Iterator[Interval]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def of(
        self, sort: str, *, name: str | None = None, person: str | None = None, agency: str | None = None
    ) -> tuple[Interval, ...]:
        """Return the intervals of a sort (of a name, person, agency) in the order of their first days."""
        return self._found(sort, name, person, agency).intervals

    def on(
        self,
        day: date,
        sort: str,
        *,
        name: str | None = None,
        person: str | None = None,
        agency: str | None = None,
    ) -> tuple[Interval, ...]:
        """Return those that could hold on a day."""
        return self._found(sort, name, person, agency).touching(day, day)

    def between(
        self,
        since: date,
        until: date,
        sort: str,
        *,
        name: str | None = None,
        person: str | None = None,
        agency: str | None = None,
    ) -> tuple[Interval, ...]:
        """Return those that could hold on a day of a stretch."""
        return self._found(sort, name, person, agency).touching(since, until)

    def living_with(self, person: str, day: date) -> tuple[str, ...]:
        """Return who else could live in a person's household on a day."""
        found = self.on(day, HOUSEHOLD, person=person)
        return tuple(dict.fromkeys(who for one in found for who in one.people if who != person))

    def covers(self, agency: str, day: date) -> bool:
        """True if an agency supplied a timeline for a day."""
        return bool(self.on(day, COVERAGE, agency=agency))

    def _found(self, sort: str, name: str | None, person: str | None, agency: str | None) -> _Stretches:
        key = (sort, name, person, agency)
        if key not in self._stretches:
            self._stretches[key] = _Stretches(
                tuple(
                    one
                    for one in self._all
                    if one.sort == sort
                    and (name is None or one.name == name)
                    and (person is None or person in one.people)
                    and (agency is None or one.agency == agency)
                )
            )
        return self._stretches[key]


class _Stretches:
    """Intervals that answer one question, in the order of their first days."""

    def __init__(self, intervals: tuple[Interval, ...]) -> None:
        self.intervals = intervals
        self._first = [one.first for one in intervals]
        self._last = [one.last for one in intervals]
        self._last_so_far = list(accumulate(self._last, max))

    def touching(self, since: date, until: date) -> tuple[Interval, ...]:
        """Return those from the first that reaches a stretch to the last begun that share a day with it."""
        start, end = bisect_left(self._last_so_far, since), bisect_right(self._first, until)
        return tuple(self.intervals[at] for at in range(start, end) if self._last[at] >= since)


def _order(one: Interval) -> tuple[int, date, date, str, tuple[str, ...], str]:
    return SORTS.index(one.sort), one.first, one.last, one.name, one.people, one.agency
