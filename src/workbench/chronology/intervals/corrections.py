"""An interval as a line of intervals.csv: changed, removed, taken back or added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.case import IntervalGiven, Person
from workbench.chronology.intervals.ends import read_dates
from workbench.chronology.intervals.given import checked
from workbench.chronology.intervals.model import HOUSEHOLD, STATUS, Interval
from workbench.chronology.intervals.overlay import first_day, key_of
from workbench.intake import keys_of

if TYPE_CHECKING:
    from workbench.chronology.case import Case


def correction_of(case: Case, one: Interval, dates: str | None) -> IntervalGiven:
    """Return what to keep where somebody gives an interval other dates, none ("") or takes that back (None).

    Raises Refused where the dates cannot be read, or end before they begin.
    """
    if dates:
        since, until = read_dates(dates)
        checked(
            Interval(one.sort, one.name, one.people, one.agency, since, until), case.agencies, _people(case)
        )
    sort, name, whose, known_by = key_of(one)
    row = "" if known_by.startswith("from ") else known_by
    return IntervalGiven(sort, name, whose, _entry(case, row) if row else known_by, row, dates)


def added(case: Case, sort: str, name: str, whose: tuple[str, ...], dates: str) -> IntervalGiven:
    """Return what to keep of an interval that nothing else shows; raise Refused where it cannot be."""
    since, until = read_dates(dates)
    people, agency = (whose, "") if sort in (STATUS, HOUSEHOLD) else ((), "".join(whose))
    one = checked(Interval(sort, name, people, agency, since, until), case.agencies, _people(case))
    return IntervalGiven(sort, one.name, "; ".join(whose), first_day(since), "", dates)


def _people(case: Case) -> dict[str, Person]:
    return {person.id: person for person in case.people}


def _entry(case: Case, row: str) -> str:
    """Return what an entry is known by, so that a correction stays with it when its row moves."""
    agency, _, number = row.partition(":")
    return f"{agency} {keys_of(case.timelines, {agency})[agency][int(number) - 1]}"
