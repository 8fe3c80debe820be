"""A child's status as far as it lies in the period reviewed: what a statutory interval is counted within."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.chronology.intervals import DERIVED, STATUS, Interval
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records

KNOWN_WITHIN_DAYS = 31
"""A beginning that could lie anywhere in a longer time is not known; "March 2021" is."""


@dataclass(frozen=True)
class Held:
    """A status within the period reviewed; uncertain ends count in favour of a shorter one."""

    interval: Interval
    since: date
    until: date
    rows: tuple[Entry, ...]
    """The entry that shows its beginning; where nothing does, none or the first that shows it at all."""
    starts: bool
    """False where it had begun before the period reviewed, or where only later rows show it."""
    ends: bool
    """False where no end is recorded within the period: it is then taken to last to the end of it."""


def held(records: Records, name: str) -> Iterator[Held]:
    """Yield the stretches of one status of the children of the review, in order."""
    period = records.case.period
    if period is None:
        return
    for interval in records.intervals.of(STATUS, name=name):
        first = interval.since[1] if interval.since else date.min
        last = interval.until[0] if interval.until else date.max
        since, until = max(first, period[0]), min(last, period[1])
        if since < until and (not records.subjects or records.subjects.intersection(interval.people)):
            entry = records.by_id(interval.first_row)
            yield Held(
                interval,
                since,
                until,
                (entry,) if entry else (),
                starts=since == first and _known(interval),
                ends=until == last and bool(interval.last_row or interval.origin != DERIVED),
            )


def _known(interval: Interval) -> bool:
    since = interval.since
    return since is not None and (since[1] - since[0]).days <= KNOWN_WITHIN_DAYS
