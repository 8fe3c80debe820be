"""One incident recorded by several agencies is one incident with several records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from workbench.gaps.concerns import REPORTS, SERIOUS
from workbench.gaps.entry import Entry
from workbench.gaps.working_days import months_after

WIDEST_DAYS = 14
"""A row whose date is vaguer is an incident of its own, unless it is paired: it would fit anything."""
VAGUE_EVENT_DAYS = 183
REPORTED_WITHIN_DAYS = 14
"""A report that far after an incident of the same people and topics tells of that incident."""


def group_incidents(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Return the entries grouped by incident, both in order of date.

    Rows belong together if they are the two ends of one contact, records of one event, or carry a
    topic, people and a day in common, or if a report tells of what came before.
    """
    groups = _Groups()
    dated = sorted((entry for entry in entries if entry.dated), key=lambda entry: entry.at)
    for entry in (e for e in dated if e.kind not in REPORTS):
        groups.add(entry, back=0)
    for entry in (e for e in dated if e.kind in REPORTS):
        groups.add(entry, back=REPORTED_WITHIN_DAYS)
    return groups.found()


class _Groups:
    """Incidents found so far, with a way to look them up by day and topic."""

    def __init__(self) -> None:
        self._members: list[list[Entry]] = []
        self._of: dict[str, int] = {}
        self._by_day: dict[tuple[date, str], list[int]] = {}

    def add(self, entry: Entry, *, back: int) -> None:
        """Put an entry to the incident it tells of, or let it begin one."""
        place = next((self._of[id] for id in (*entry.paired_with, *entry.same_as) if id in self._of), None)
        days = _days(entry)
        if place is None:
            place = self._nearest(entry, days, back)
        if place is None:
            place = len(self._members)
            self._members.append([])
        self._members[place].append(entry)
        self._of[entry.id] = place
        if entry.kind in REPORTS and len(self._members[place]) > 1:
            return  # a report does not widen the days of the incident that it tells of
        for day in days:
            for topic in entry.topics:
                places = self._by_day.setdefault((day, topic), [])
                if place not in places:
                    places.append(place)

    def _nearest(self, entry: Entry, days: Sequence[date], back: int) -> int | None:
        if not days:
            return None
        earlier = [days[0] - timedelta(days=n) for n in range(1, back + 1)]
        for day in (*days, *earlier):
            for topic in entry.topics:
                for place in self._by_day.get((day, topic), ()):
                    members = self._members[place]
                    own = any(_same_source(entry, member) for member in members)
                    if (day >= days[0] or own) and any(entry.shares_people(member) for member in members):
                        return place
        return None

    def found(self) -> list[tuple[Entry, ...]]:
        """Return every incident, its rows in order."""
        groups = [tuple(sorted(members, key=lambda entry: entry.at)) for members in self._members]
        return sorted(groups, key=lambda group: group[0].at)


def is_one_event(entry: Entry) -> bool:
    """True for a serious row with a date narrow enough to be of one event, and not of a worry over years."""
    return entry.significance in SERIOUS and (entry.last - entry.first).days <= VAGUE_EVENT_DAYS


def same_days(one: Entry, other: Entry) -> bool:
    """True if two rows could tell of one incident by their dates, and neither is too vague to say so."""
    narrow = all(e.dated and (e.last - e.first).days <= WIDEST_DAYS for e in (one, other))
    return narrow and one.first <= other.last and other.first <= one.last


def _same_source(report: Entry, earlier: Entry) -> bool:
    """True if a report could tell of an earlier row: it is by the same agency, or came from it."""
    return report.agency == earlier.agency or earlier.agency in report.heard_from


def _days(entry: Entry) -> list[date]:
    span = (entry.last - entry.first).days
    if span > WIDEST_DAYS:
        return []
    return [entry.first + timedelta(days=n) for n in range(span + 1)]


def runs(entries: Sequence[Entry], *, days: int) -> list[tuple[Entry, ...]]:
    """Return one agency's entries in runs on the same topic with at most ``days`` between two of them."""
    found: list[list[Entry]] = []
    going: dict[str, list[list[Entry]]] = {}
    for entry in sorted((e for e in entries if e.dated), key=lambda e: e.at):
        own = [run for run in going.get(entry.agency, ()) if (entry.first - run[-1].last).days <= days]
        going[entry.agency] = own
        for run in reversed(own):
            if any(entry.shares_topics(e) for e in run):
                run.append(entry)
                break
        else:
            own.append([entry])
            found.append(own[-1])
    return [tuple(run) for run in found]


def within_months(
    entries: Iterable[Entry], *, months: int, enough: Callable[[Sequence[Entry]], bool]
) -> tuple[list[tuple[Entry, ...]], list[Entry]]:
    """Return the series that could lie within so many months and are ``enough``, and what is left.

    Each stretch begins with the row that ends first: all of a series could then
    lie in one stretch of that length, however vague some of the dates are.
    """
    rest = sorted(entries, key=lambda entry: (entry.last, entry.at))
    found: list[tuple[Entry, ...]] = []
    left: list[Entry] = []
    while rest:
        until = months_after(rest[0].last, months)
        series = [entry for entry in rest if entry.first < until]
        if enough(series):
            found.append(tuple(sorted(series, key=lambda entry: entry.at)))
            rest = [entry for entry in rest if entry.first >= until]
        else:
            left.append(rest.pop(0))
    return found, left
