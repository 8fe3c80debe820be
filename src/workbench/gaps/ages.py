"""How old the children of a review were on a day, as far as their births are known."""

from __future__ import annotations

from datetime import date

from workbench.case import Person
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.working_days import months_after

CHILDREN = ("sibling", "brother", "sister", "child", "unborn")
"""Words of roles that children of a family have."""


def surely_under(person: Person, years: int, day: date) -> bool:
    """True if somebody, born or not, was certainly younger than ``years`` on a day."""
    born = person.birth.earliest
    return born is not None and day < months_after(born, 12 * years)


def surely_unborn(person: Person, day: date) -> bool:
    """True if somebody was certainly not born yet on a day."""
    born = person.birth.earliest
    return born is not None and day < born


def children_of(records: Records, entry: Entry) -> tuple[Person, ...]:
    """Return the children of the review whom an entry could be about; all where it names nobody."""
    named = tuple(person for person in records.case.subjects if person.id in entry.people)
    return named or (() if entry.people else records.case.subjects)


def about_another_child(records: Records, entry: Entry) -> bool:
    """True if an entry names another child of the family and none of the review.

    A meeting or decision that names only adults is about the child all the same.
    """
    if not records.subjects.isdisjoint(entry.people):
        return False
    named = [person for person in records.case.people if person.id in entry.people]
    return any(
        any(word in person.role.lower() for word in CHILDREN)
        or (entry.dated and person.birth.earliest is not None and surely_under(person, 18, entry.first))
        for person in named
    )


def could_be_about_child(records: Records, entry: Entry) -> bool:
    """True if an entry could be about a child of the review; also where the case names none."""
    return not records.subjects or bool(children_of(records, entry))
