"""Who belonged to a child's household on a day, and which other children did."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property

from workbench.case import Person
from workbench.chronology.intervals import CARE_PLAN, LOOKED_AFTER, PLACEMENT, REGISTERED, STATUS
from workbench.gaps.family import PREGNANCY_DAYS
from workbench.gaps.records import Records
from workbench.gaps.working_days import days_after, months_after

PARENTS = ("parent_of", "adoptive_parent_of", "step_parent_of")
ADULT_MONTHS = 18 * 12
OF_THEIR_OWN = (REGISTERED, CARE_PLAN, LOOKED_AFTER, PLACEMENT)
"""A child with one of these is thought of under a plan of their own, or lives elsewhere."""


class Household:
    """The households of a case, asked by day."""

    def __init__(self, records: Records) -> None:
        """Take the family and its households from a case."""
        self._records = records
        self._around: dict[tuple[str, date], set[str]] = {}
        self._people: dict[str, Person] = {person.id: person for person in records.case.people}

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self._records.case.relationships:
            if row.relation in PARENTS:
                found.setdefault(row.other, set()).add(row.person)
        return found

    def around(self, child: str, day: date) -> set[str]:
        """Return the parents and whoever could live with the child, or with the parents before the birth."""
        if (child, day) not in self._around:
            self._around[child, day] = self._found_around(child, day)
        return self._around[child, day]

    def _found_around(self, child: str, day: date) -> set[str]:
        intervals = self._records.intervals
        parents = self._parents.get(child, set())
        found = {*parents, *intervals.living_with(child, day)}
        if not self._born(child, day):
            found.update(who for parent in parents for who in intervals.living_with(parent, day))
        return found - {child}

    def concerns(self, people: Collection[str], day: date) -> bool:
        """True if one of ``people`` is a child of the review or of such a child's household.

        Where nothing is known of who lived with whom, everybody could be.
        """
        subjects = self._records.subjects
        around = set().union(*(self.around(child, day) for child in subjects))
        return not around or not (subjects | around).isdisjoint(people)

    def is_child(self, person: str, day: date) -> bool:
        """True for somebody who is surely under 18 on a day, born or to be born within a pregnancy's time."""
        born = self._people[person].birth if person in self._people else None
        if born is None or born.earliest is None or born.latest is None:
            return False
        return days_after(born.earliest, -PREGNANCY_DAYS) <= day < months_after(born.earliest, ADULT_MONTHS)

    def other_children(self, child: str, day: date) -> list[str]:
        """Return the other children of the household on a day that have no plan of their own, in order."""
        around = self.around(child, day)
        unborn = {
            other
            for other, parents in self._parents.items()
            if parents & self._parents.get(child, set()) and not self._born(other, day)
        }
        return [
            person
            for person in self._people
            if person in around | unborn and person != child and self._in_question(person, day)
        ]

    def _in_question(self, person: str, day: date) -> bool:
        if not self.is_child(person, day):
            return False
        intervals = self._records.intervals
        return not any(intervals.on(day, STATUS, name=name, person=person) for name in OF_THEIR_OWN)

    def _born(self, person: str, day: date) -> bool:
        born = self._people[person].birth.latest if person in self._people else None
        return born is None or born <= day
