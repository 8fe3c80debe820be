"""What was stated in the place of what was derived, and what was corrected in the place of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.case import Problem
from workbench.case.decision_lines import NOTHING
from workbench.chronology.intervals.model import COVERAGE, DERIVED, Days, Interval

Key = tuple[str, str, str, str]
"""Sort, name, whose, and the row that shows the beginning or the first day: what a correction is about."""
BEGINNING = "from the beginning"


@dataclass(frozen=True)
class Correction:
    """A line of intervals.csv that counts: what it is about, and the interval instead (None: none was)."""

    about: Key
    instead: Interval | None


@dataclass(frozen=True)
class Given:
    """All that people said of a case's intervals."""

    stated: tuple[Interval, ...] = ()
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


def key_of(one: Interval) -> Key:
    """Return what a correction of an interval is about."""
    row = one.first_row if one.origin == DERIVED else ""
    known_by = one.known_by or row or first_day(one.since)
    return (one.sort, one.name, "; ".join(one.whose) or NOTHING, known_by)


def first_day(since: Days | None) -> str:
    """Return what an interval without a row is known by."""
    return f"from {since[0].isoformat()}" if since and since[0] != date.min else BEGINNING


def lay_over(derived: Iterable[Interval], given: Given) -> Iterator[Interval]:
    """Yield what was derived, what was stated in its place, and what was corrected in the place of both."""
    corrections = {one.about: one for one in given.corrections}
    for interval in _with_stated(derived, given.stated):
        correction = corrections.pop(key_of(interval), None)
        if correction is None:
            yield interval
        elif correction.instead is not None:
            yield _on_rows_of(correction.instead, [interval])
    for correction in corrections.values():
        if correction.instead is not None:
            yield correction.instead


def _with_stated(derived: Iterable[Interval], stated: Sequence[Interval]) -> Iterator[Interval]:
    """Yield all of it; what is derived gives way to what states the same of some of the same days."""
    of_same: dict[tuple[str, str, str], list[Interval]] = {}
    for one in stated:
        of_same.setdefault((one.sort, one.name, one.agency), []).append(one)
    replaced: dict[int, list[Interval]] = {}
    for interval in derived:
        same = of_same.get((interval.sort, interval.name, interval.agency), ())
        over = [
            one
            for one in same
            if (interval.agency or not set(one.people).isdisjoint(interval.people))
            and (interval.sort == COVERAGE or one.shares_a_day(interval))
        ]
        for one in over:
            replaced.setdefault(id(one), []).append(interval)
        if not over:
            yield interval
    for one in stated:
        yield _on_rows_of(one, replaced.get(id(one), []))


def _on_rows_of(one: Interval, others: Sequence[Interval]) -> Interval:
    """Return an interval with the rows of those in whose place it stands."""
    rows = dict.fromkeys((*one.rows, *(row for other in others for row in other.rows)))
    first = one.first_row or next((other.first_row for other in others if other.first_row), "")
    last = next((other.last_row for other in reversed(others) if other.last_row and one.until), "")
    return replace(one, first_row=first, last_row=last, rows=tuple(rows))
