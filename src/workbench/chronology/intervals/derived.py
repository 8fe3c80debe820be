"""All intervals of a case: derived, and what was stated or corrected laid over them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.chronology.intervals.coverage import coverage
from workbench.chronology.intervals.households import households
from workbench.chronology.intervals.involvement import involvement
from workbench.chronology.intervals.model import Interval, Intervals
from workbench.chronology.intervals.overlay import lay_over
from workbench.chronology.intervals.rows import Rows
from workbench.chronology.intervals.statuses import statuses

if TYPE_CHECKING:
    from workbench.chronology.case import Case


def derived(case: Case) -> Iterable[Interval]:
    """Yield what the entries and the family of a case show."""
    rows = Rows(case.entries)
    yield from statuses(case, rows)
    yield from involvement(case, rows)
    yield from households(case)
    yield from coverage(case, rows)


def intervals_of(case: Case) -> Intervals:
    """Return all intervals of a case."""
    return Intervals(lay_over(derived(case), case.given))
