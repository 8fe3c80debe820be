"""Who lived together, from the household rows of the family; without any, from who belongs to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbench.case import Person, Relationship
from workbench.chronology.intervals.ends import days_of
from workbench.chronology.intervals.model import HOUSEHOLD, Days, Interval
from workbench.chronology.intervals.statuses import ADULT, birthday

if TYPE_CHECKING:
    from workbench.chronology.case import Case

PARENTS = ("parent_of", "adoptive_parent_of", "step_parent_of")
CARERS = ("foster_carer_of", "kinship_carer_of", "other_carer_of")
COUPLES = ("married_to", "cohabiting", "partner_of")
_FOR_EVER: Days = (date.min, date.min)


@dataclass(frozen=True)
class _Stay:
    """One person in one household; None where an end is not known."""

    person: str
    since: Days | None
    until: Days | None
    source: str = ""


def households(case: Case) -> Iterator[Interval]:
    """Yield for each household the stretches in which the same people lived in it."""
    people = {person.id: person for person in case.people}
    stays: dict[str, list[_Stay]] = {}
    for row in case.relationships:
        if row.relation == "household" and row.person in people:
            stays.setdefault(row.other, []).append(_stay(people[row.person], row))
    if stays:
        why = "From the household rows of the family."
        for household, lived in stays.items():
            yield from _compositions(household, lived, why)
        return
    why = "No household row says who lived where: taken from who is whose parent, partner or child."
    for child in case.subjects:
        yield from _compositions(f"family of {child.id}", list(_of_family(child, people, case)), why)


def _stay(person: Person, row: Relationship) -> _Stay:
    """Return one row's stay, which no life is shorter than."""
    return _Stay(
        person.id,
        days_of(row.start) or days_of(person.birth),
        days_of(row.end) or days_of(person.death),
        row.source,
    )


def _compositions(household: str, stays: Sequence[_Stay], why: str) -> Iterator[Interval]:
    """Yield the stretches between one arrival or departure and the next.

    An uncertain move makes two stretches that could both hold on the days that it could be.
    """
    changes: dict[Days, list[tuple[bool, _Stay]]] = {}
    for stay in stays:
        changes.setdefault(stay.since or _FOR_EVER, []).append((True, stay))
        if stay.until:
            changes.setdefault((_next(stay.until[0]), _next(stay.until[1])), []).append((False, stay))
    there: list[_Stay] = []
    moments = sorted(changes)
    for at, moment in enumerate(moments):
        for arrives, stay in changes[moment]:
            if arrives:
                there.append(stay)
            elif stay in there:
                there.remove(stay)
        if not there:
            continue
        following = moments[at + 1] if at + 1 < len(moments) else None
        yield Interval(
            HOUSEHOLD,
            household,
            people=tuple(dict.fromkeys(stay.person for stay in there)),
            since=None if moment == _FOR_EVER else moment,
            until=(_day_before(following[0]), _day_before(following[1])) if following else None,
            rows=tuple(dict.fromkeys(stay.source for stay in there if stay.source)),
            why=why,
        )


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _of_family(child: Person, people: Mapping[str, Person], case: Case) -> Iterator[_Stay]:
    """Yield the stays that the family's own rows suggest: the child, parents, their partners and children."""
    yield _Stay(child.id, days_of(child.birth), days_of(child.death))
    parents = dict.fromkeys(
        row.person for row in case.relationships if row.relation in PARENTS and row.other == child.id
    )
    adults = {parent: _Stay(parent, None, days_of(people[parent].death)) for parent in parents}
    for row in case.relationships:
        if row.relation in COUPLES and not {row.person, row.other}.isdisjoint(parents):
            other = row.other if row.person in parents else row.person
            adults.setdefault(other, _Stay(other, days_of(row.start), days_of(row.end), row.source))
        if row.relation in CARERS and row.other == child.id:
            adults.setdefault(row.person, _Stay(row.person, days_of(row.start), days_of(row.end), row.source))
    yield from adults.values()
    yield from _children(child, adults, people, case.relationships)


def _children(
    child: Person, adults: Iterable[str], people: Mapping[str, Person], relationships: Iterable[Relationship]
) -> Iterator[_Stay]:
    grown_ups = set(adults)
    seen = {child.id, *grown_ups}
    for row in relationships:
        if row.relation in PARENTS and row.person in grown_ups and row.other not in seen:
            seen.add(row.other)
            other = people[row.other]
            born = days_of(other.birth)
            grown: Days | None = None
            if born:
                grown = (_day_before(birthday(born[0], ADULT)), _day_before(birthday(born[1], ADULT)))
            yield _Stay(other.id, born, days_of(other.death) or grown, row.source)
