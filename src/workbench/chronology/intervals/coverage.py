"""The days for which each agency supplied a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from workbench.chronology.intervals.model import COVERAGE, TIMELINE, Interval
from workbench.chronology.intervals.rows import Rows

if TYPE_CHECKING:
    from workbench.chronology.case import Case


def coverage(case: Case, rows: Rows) -> Iterator[Interval]:
    """Yield the days that each agency's timeline covers.

    An agency that sent a file is taken to have searched the whole period
    reviewed; entries certain to lie outside it stretch that to their own dates.
    """
    if case.period is None:
        return
    for slug, places in rows.by_agency.items():
        # A vague date does not stretch it: "May 2019" may lie wholly within a period that ends on the 20th.
        first: date = min(case.period[0], rows.last[places].min().item())
        last: date = max(case.period[1], rows.first[places].max().item())
        if slug in case.agencies:
            why = "It sent a timeline, and is taken to have looked through the whole period reviewed."
            yield Interval(COVERAGE, TIMELINE, agency=slug, since=(first, first), until=(last, last), why=why)
