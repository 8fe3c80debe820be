"""One connected group as rows of places: people, and bends of lines that pass a row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

from workbench.genogram.family import birth_order
from workbench.genogram.model import ADOPTIVE, BIRTH, ChildLink, Family, Union

LINE_WEIGHT = {BIRTH: 1.0, ADOPTIVE: 0.4}
CROSS_COUPLE_WEIGHT = 0.3
"""For the line of a couple of two generations."""
CARE_WEIGHT = 0.05
"""Crossings with a carer's line are avoided too, but never at the price of one between birth lines."""


@dataclass(frozen=True, slots=True)
class Couple:
    """Two people of one row who belong side by side."""

    one: int
    other: int
    male: int
    """The man where the other is a woman, else -1: he stands left where it costs nothing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a child's line between one row and the next."""

    left: int
    right: int
    """The two parents it hangs from; twice the same for one parent or a bend."""
    lower: int
    weight: float
    group: int
    """The number of its parents: pieces of one group start together and never cross."""


@dataclass(slots=True)
class Sheet:
    """What is to be put in order. Places are numbers; the first ones are ``people``."""

    people: list[str]
    row_of: list[int]
    couples: list[list[Couple]]
    gaps: list[list[Segment]]
    """``gaps[r]`` lies between row r and row r + 1."""
    sibships: list[list[list[int]]]
    """For each row the groups of children of one birth union, eldest first, or their lines' bends."""
    half_pairs: list[list[tuple[int, int]]]
    """Half-siblings of one row, the elder first."""
    in_time: list[list[tuple[int, int, int]]]
    """A person with the earlier and the later of two partners."""
    bends: dict[tuple[int, int], int] = field(default_factory=dict)
    """Child and row -> the bend by which the line from the birth parents passes that row."""
    care: list[tuple[int, int]] = field(default_factory=list)
    """Other pairs of places that had better be near each other."""

    @property
    def rows(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(len(self.couples))]
        for place, row in enumerate(self.row_of):
            found[row].append(place)
        return found

    def is_person(self, place: int) -> bool:
        return place < len(self.people)


def sheet_of(family: Family, rows: dict[str, int]) -> Sheet:
    """Return the sheet for the people in ``rows``."""
    persons = {person.id: person for person in family.people if person.id in rows}
    people = sorted(persons, key=lambda p: (birth_order(persons[p]), p))
    number = {person: place for place, person in enumerate(people)}
    height = max(rows.values()) + 1
    sheet = Sheet(
        people,
        [rows[p] for p in people],
        [[] for _ in range(height)],
        [[] for _ in range(height)],
        [[] for _ in range(height)],
        [[] for _ in range(height)],
        [[] for _ in range(height)],
    )
    _add_couples(sheet, family, number)
    groups: dict[tuple[str, ...], int] = {}
    for link in family.links:
        if link.child in number:
            _add_line(sheet, link, number, groups.setdefault(link.parents, len(groups)))
    _add_sibships(sheet, family, number)
    return sheet


def _add_couples(sheet: Sheet, family: Family, number: dict[str, int]) -> None:
    sex = {person.id: person.sex for person in family.people}
    partners: dict[int, list[int]] = defaultdict(list)
    unions = [u for u in family.unions if len(u.partners) == 2 and u.partners[0] in number]
    unions.sort(key=_began)
    for union in unions:
        one, other = (number[p] for p in union.partners)
        row = sheet.row_of[one]
        if row != sheet.row_of[other]:
            sheet.care.append((one, other))
            upper, lower = sorted((one, other), key=lambda place: sheet.row_of[place])
            if sheet.row_of[lower] - sheet.row_of[upper] == 1:
                line = Segment(upper, upper, lower, CROSS_COUPLE_WEIGHT, group=-1 - len(sheet.care))
                sheet.gaps[sheet.row_of[upper]].append(line)
            continue
        sexes = [sex[p] for p in union.partners]
        male = (one, other)[sexes.index("male")] if sorted(sexes) == ["female", "male"] else -1
        sheet.couples[row].append(Couple(one, other, male))
        partners[one].append(other)
        partners[other].append(one)
    for person, in_order in partners.items():
        sheet.in_time[sheet.row_of[person]] += [(person, a, b) for a, b in pairwise(in_order)]


def _began(union: Union) -> tuple[date, tuple[str, ...]]:
    """Return the key by which couples stand in the order of time; without a date they come last."""
    return min((s.start.earliest for s in union.spans if s.start.earliest), default=date.max), union.partners


def _add_line(sheet: Sheet, link: ChildLink, number: dict[str, int], group: int) -> None:
    """Add a child's line, with a bend in every row it passes."""
    child = number[link.child]
    parents = [number[p] for p in link.parents]
    row = max(sheet.row_of[p] for p in parents)
    lowest = [p for p in parents if sheet.row_of[p] == row]
    if row >= sheet.row_of[child]:  # a carer of the child's own row, or below
        sheet.care += [(p, child) for p in parents]
        return
    weight = LINE_WEIGHT.get(link.kind, CARE_WEIGHT)
    left, right = lowest[0], lowest[-1]
    for passed in range(row + 1, sheet.row_of[child]):
        bend = len(sheet.row_of)
        sheet.row_of.append(passed)
        sheet.gaps[passed - 1].append(Segment(left, right, bend, weight, group))
        if link.kind == BIRTH:
            sheet.bends[child, passed] = bend
        left = right = bend
    sheet.gaps[sheet.row_of[child] - 1].append(Segment(left, right, child, weight, group))


def _add_sibships(sheet: Sheet, family: Family, number: dict[str, int]) -> None:
    order = {person.id: birth_order(person) for person in family.people}
    twin_of = {person: twins.people for twins in family.twins for person in twins.people}

    def eldest_first(child: str) -> tuple[object, ...]:
        together = twin_of.get(child, (child,))
        return min(order[c] for c in together), together, order[child]

    children: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for link in family.links:
        if link.kind == BIRTH and link.child in number:
            children[link.parents].append(link.child)
    for group in [*children.values(), *(list(s.people) for s in family.siblings if s.people[0] in number)]:
        in_order = [number[child] for child in sorted(group, key=eldest_first)]
        row = min(sheet.row_of[child] for child in in_order)
        # A child further down is kept in birth order by the bend of its line on the others' row.
        sheet.sibships[row].append([sheet.bends.get((child, row), child) for child in in_order])
    for (one, ones), (other, others) in combinations(children.items(), 2):
        if set(one) & set(other):
            for a in ones:
                for b in others:
                    if sheet.row_of[number[a]] == sheet.row_of[number[b]]:
                        elder, younger = sorted((a, b), key=lambda c: order[c])
                        sheet.half_pairs[sheet.row_of[number[a]]].append((number[elder], number[younger]))
