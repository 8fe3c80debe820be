"""Who of a case is a child and who an adult of the family, and whether two rows could be about one child."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from workbench.case import Person
from workbench.chronology import Case
from workbench.chronology.intervals import HOUSEHOLD
from workbench.gaps.entry import Entry
from workbench.gaps.working_days import days_after, months_after
from workbench.vocabulary import RELATIONS

PARENTAL = re.compile(
    r"\b(?:mother|father|mum|dad|parent|step-?(?:mother|father|parent)|partner|boyfriend|girlfriend|husband|"
    r"wife|fianc[eé]e?)\b",
    re.IGNORECASE,
)
"""Roles in a family that somebody has at any age: a mother of 17 is not one of its children."""
ADULT_MONTHS = 18 * 12
PREGNANCY_DAYS = 280


class Family:
    """The children and the adults of a case."""

    def __init__(self, case: Case) -> None:
        """Take the people and their relationships once."""
        parents = {line.person for line in case.relationships if RELATIONS[line.relation].group == "parent"}
        since = case.period[0] if case.period else None
        self.people = {person.id: person for person in case.people}
        self.children = frozenset(
            person.id
            for person in case.people
            if person.subject
            or (person.id not in parents and not PARENTAL.search(person.role) and _child_on(person, since))
        )
        self._named: dict[tuple[str, ...], frozenset[str]] = {}
        self.adults = tuple(person for person in case.people if person.id not in self.children)
        self._case = case

    @cached_property
    def close_adults(self) -> tuple[Person, ...]:
        """The adults in a child's daily life: parents, their partners, carers, and who lives in the home."""
        close = {person.id for person in self.adults if PARENTAL.search(person.role)}
        for child in self.children:
            for home in self._case.intervals.of(HOUSEHOLD, person=child):
                close.update(home.people)
        for line in self._case.relationships:
            if RELATIONS[line.relation].group in ("parent", "carer") and line.other in self.children:
                close.add(line.person)
        return tuple(person for person in self.adults if person.id in close)

    @cached_property
    def childhoods(self) -> tuple[tuple[date, date], ...]:
        """For everybody of whom a birth is known: from the pregnancy to the day of coming of age."""
        births = [person.birth for person in self.people.values() if person.birth.dated]
        ends = [(birth.earliest or birth.latest, birth.latest or birth.earliest) for birth in births]
        return tuple(
            (days_after(first, -PREGNANCY_DAYS), months_after(last, ADULT_MONTHS))
            for first, last in ends
            if first and last
        )

    def children_in(self, entry: Entry) -> frozenset[str]:
        """Return the children that an entry names."""
        if entry.people not in self._named:
            self._named[entry.people] = self.children.intersection(entry.people)
        return self._named[entry.people]

    def concerns_home(self, entry: Entry) -> bool:
        """True unless an entry names people and none of the children or the adults in their daily life."""
        return not entry.people or not self._at_home.isdisjoint(entry.people)

    @cached_property
    def _at_home(self) -> frozenset[str]:
        return self.children.union(person.id for person in self.close_adults)

    def could_share_child(self, one: Entry, other: Entry) -> bool:
        """True unless both rows name children and none in common; one that names none is the household's."""
        here, there = self.children_in(one), self.children_in(other)
        return not here or not there or not here.isdisjoint(there)

    def children_among(self, entries: Iterable[Entry]) -> list[str]:
        """Return the children that entries name, in the order of the family's list."""
        named = {child for entry in entries for child in self.children_in(entry)}
        return [id for id in self.people if id in named]


def _child_on(person: Person, day: date | None) -> bool:
    """True if a person with a known birth was certainly under 18 on ``day``."""
    born = person.birth.earliest
    return born is not None and (day is None or months_after(born, ADULT_MONTHS) > day)
