"""An interval in words, for whoever looks at it: what held, whose, from when to when, and what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.chronology.intervals.ends import end_words
from workbench.chronology.intervals.model import (
    COVERAGE,
    DERIVED,
    HOUSEHOLD,
    INVOLVEMENT,
    SERVICE,
    Days,
    Interval,
)
from workbench.vocabulary import AGENCY_TYPES, STATUSES
from workbench.vocabulary.sentences import listed

if TYPE_CHECKING:
    from workbench.chronology.case import Case

ROWS_NAMED = 4


def title_of(case: Case, one: Interval) -> str:
    """Return what held and whose it is: "Looked after · Infant"."""
    if one.sort == HOUSEHOLD:
        name = f"Household {one.name}"
    elif one.sort == COVERAGE:
        name = "Timeline supplied"
    elif one.sort == INVOLVEMENT:
        name = "At work with the family" if one.name == SERVICE else one.name.capitalize()
    else:
        name = STATUSES[one.name].label if one.name in STATUSES else one.name
    return " · ".join(filter(None, (name, whose_words(case, one))))


def whose_words(case: Case, one: Interval) -> str:
    """Return the labels of the people or of the agency that an interval is about."""
    labels = {person.id: person.label for person in case.people}
    if one.people:
        return listed(labels.get(who, who) for who in one.people)
    if one.agency in case.agencies:
        return case.agencies[one.agency].label
    return AGENCY_TYPES[one.agency].label if one.agency in AGENCY_TYPES else one.agency


def dates_in_words(one: Interval) -> str:
    """Return from when to when it held: "from 1 October 2018, no end known"."""
    since = f"from {_end(one.since)}" if one.since else "from a day that is not known"
    return f"{since} until {_end(one.until)}" if one.until else f"{since}, no end known"


def _end(days: Days) -> str:
    words = end_words(days)
    return f"some day {words}" if words.startswith("between") else words


def shown_by(one: Interval) -> str:
    """Say whether it was derived, stated or corrected, the rows it stands on, and why."""
    rows = [*one.rows[:ROWS_NAMED], *(["more"] if len(one.rows) > ROWS_NAMED else [])]
    if one.origin == DERIVED:
        return f"Derived{f' from {listed(rows)}' if rows else ''}. {one.why}"
    return f"{one.why}{f' It stands on {listed(rows)}.' if rows else ''}"
