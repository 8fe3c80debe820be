"""Who lived in one home with the child, from when to when, as far as the family's own records say so.

Read from the household rows of the family: two people live together while both
have a stay in the same household. A row without a beginning holds from ever on,
one without an end for good: nothing on record says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.case import When
from workbench.case.model import Person, Relationship
from workbench.chronology.case import Case

HOUSEHOLD = "household"
EVER = (date.min, date.min)
FOR_GOOD = (date.max, date.max)


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which somebody lived in one home with the child, both of them as uncertain as recorded."""

    person: str
    since: tuple[date, date]
    """The earliest and the latest first day; `EVER` where none is on record."""
    until: tuple[date, date]
    """The earliest and the latest last day; `FOR_GOOD` where none is on record."""
    source: str
    """The row of the family's records, as "relationships.csv:4"."""

    def holds(self, day: date) -> bool:
        """Return True if it certainly holds on a day."""
        return self.since[1] <= day <= self.until[0]

    def could_hold(self, day: date) -> bool:
        """Return True if it could hold on a day."""
        return self.since[0] <= day <= self.until[1]


def stays_with_child(case: Case) -> tuple[Stay, ...]:
    """Return the stays of everybody with a child that the review is about, by their beginning."""
    homes: dict[str, list[Relationship]] = defaultdict(list)
    for row in case.relationships:
        if row.relation == HOUSEHOLD:
            homes[row.other].append(row)
    by_id = {person.id: person for person in case.people}
    order = {id: place for place, id in enumerate(by_id)}
    children = {person.id for person in case.subjects}
    found = [
        stay
        for rows in homes.values()
        for child in rows
        if child.person in children
        for other in rows
        if other.person not in children
        for stay in _together(child, other, by_id)
    ]
    return tuple(
        sorted(dict.fromkeys(found), key=lambda stay: (stay.since, order.get(stay.person, len(order))))
    )


def at_home(stays: Iterable[Stay], day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who certainly lived with the child on a day, and who perhaps did."""
    possible = [stay for stay in stays if stay.could_hold(day)]
    certain = dict.fromkeys(stay.person for stay in possible if stay.holds(day))
    perhaps = dict.fromkeys(stay.person for stay in possible if stay.person not in certain)
    return tuple(certain), tuple(perhaps)


def _together(child: Relationship, other: Relationship, by_id: dict[str, Person]) -> Sequence[Stay]:
    starts = [_beginning(row.start) for row in (child, other)]
    ends = [_end(row.end) for row in (child, other)]
    ends += [_end(one.death) for row in (child, other) if (one := by_id.get(row.person))]
    since = (max(first for first, _ in starts), max(last for _, last in starts))
    until = (min(first for first, _ in ends), min(last for _, last in ends))
    return [Stay(other.person, since, until, other.source)] if since[0] <= until[1] else []


def _beginning(when: When) -> tuple[date, date]:
    return (when.earliest or date.min, when.latest or date.max) if when.dated else EVER


def _end(when: When) -> tuple[date, date]:
    return (when.earliest or date.min, when.latest or date.max) if when.dated else FOR_GOOD
