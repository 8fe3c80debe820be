"""From rows to a family: who is a couple, whose child is whose, who cared for whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from workbench.case.model import Person, Relationship, When
from workbench.genogram.checks import drawable
from workbench.genogram.model import (
    ADOPTIVE,
    BIRTH,
    COUPLE_KINDS,
    PARENT_KINDS,
    SIBLING_KINDS,
    STEP,
    ChildLink,
    Family,
    Household,
    Member,
    Siblings,
    Span,
    Tie,
    Twins,
    Union,
)

Pair = tuple[str, str]
_LATE = date.max
_LONGEST_PREGNANCY_DAYS = 301  # 43 weeks


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a sorting key by which "child2" comes before "child10"."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def birth_order(person: Person) -> tuple[date, date, tuple[tuple[bool, int, str], ...]]:
    """Return the key that puts the eldest first and people without a date last, by id."""
    known = person.birth if person.birth.dated else person.death
    first = known.earliest or known.latest or _LATE
    return first, known.latest or first, natural(person.id)


def read_family(people: Sequence[Person], relationships: Sequence[Relationship]) -> Family:
    """Return the family that these rows tell of, independent of the order of the rows."""
    people = sorted(people, key=lambda p: natural(p.id))
    rows, problems = drawable(people, sorted(relationships, key=_row_order))
    people, rows, expected = _with_pregnancies(people, rows)
    unions = _couples(rows)
    links = _child_links(rows, unions)
    for link in links:
        if link.parents and link.kind != STEP:
            unions.setdefault(link.parents, Union(link.parents))
    order = {person.id: birth_order(person) for person in people}
    return Family(
        people=tuple(people),
        unions=tuple(unions[key] for key in sorted(unions)),
        links=tuple(
            sorted(links, key=lambda k: (order[k.child], k.child, k.kind, k.parents, _when(k.start)))
        ),
        siblings=_stated_siblings(rows, links),
        twins=_twins(rows, order),
        ties=tuple(_ties(rows)),
        households=_households(rows),
        expected=expected,
        problems=problems,
    )


def _when(when: When) -> tuple[date, date, str]:
    return when.earliest or date.min, when.latest or date.max, when.text


def _row_order(row: Relationship) -> tuple[object, ...]:
    return row.relation, row.person, row.other, _when(row.start), _when(row.end), row.source


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _with_pregnancies(
    people: Sequence[Person], rows: Sequence[Relationship]
) -> tuple[list[Person], list[Relationship], dict[str, tuple[When, When]]]:
    """Tie each row that says a child is expected to that child, or add the pregnancy.

    The child meant is one of the two people's own, born within one pregnancy of
    the row's start; where no such child is in the table the pregnancy itself
    stands on the sheet, as a triangle.
    """
    everyone, lines = list(people), list(rows)
    parents: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.relation == "parent_of":
            parents[row.other].add(row.person)
    expected: dict[str, tuple[When, When]] = {}
    for row in rows:
        if row.relation != "expecting":
            continue
        both = {row.person, row.other}
        child = next((p for p in people if both <= parents[p.id] and _fits(row, p)), None)
        if child is None:
            child = Person(
                f"expecting:{'+'.join(_pair(row.person, row.other))}", "Pregnancy", role="pregnancy"
            )
            if child not in everyone:
                everyone.append(child)
                lines += [Relationship(p, "parent_of", child.id, source=row.source) for p in sorted(both)]
        expected[child.id] = (row.start, row.end)
    return everyone, lines, expected


def _fits(row: Relationship, child: Person) -> bool:
    if row.start.earliest is None or child.birth.latest is None:
        return True
    longest = timedelta(days=_LONGEST_PREGNANCY_DAYS)
    first = child.birth.earliest or child.birth.latest
    return child.birth.latest >= row.start.earliest and first - longest <= (
        row.start.latest or row.start.earliest
    )


def _couples(rows: Iterable[Relationship]) -> dict[tuple[str, ...], Union]:
    spans: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for row in rows:
        if row.relation in COUPLE_KINDS:
            spans[_pair(row.person, row.other)].append(Span(row.relation, row.start, row.end, row.source))
    return {
        pair: Union(
            pair, tuple(sorted(dict.fromkeys(found), key=lambda s: (_when(s.start), s.kind, s.source)))
        )
        for pair, found in spans.items()
    }


def _child_links(rows: Iterable[Relationship], couples: dict[tuple[str, ...], Union]) -> list[ChildLink]:
    """Return one link for each child, kind and pair of parents; carers only with the same dates."""
    groups: dict[tuple[object, ...], dict[str, Relationship]] = defaultdict(dict)
    for row in rows:
        kind = PARENT_KINDS.get(row.relation)
        if kind:
            dates = () if kind in (BIRTH, STEP) else (_when(row.start), _when(row.end))
            groups[(row.other, kind, *dates)].setdefault(row.person, row)
    partners_of_parents = {
        (row.other, partner)
        for row in rows
        if row.relation in ("parent_of", "adoptive_parent_of")
        for pair in couples
        if row.person in pair
        for partner in pair
    }
    links = []
    for (child, kind, *_), found in groups.items():
        dated = any(row.start.dated or row.end.dated for row in found.values())
        for parents in _paired(sorted(found), couples, together=kind in (BIRTH, ADOPTIVE) or dated):
            if kind == STEP and (child, parents[0]) in partners_of_parents:
                continue  # the partnership line already shows a step-parent
            first = found[parents[0]]
            sources = tuple(found[p].source for p in parents)
            links.append(ChildLink(str(child), parents, str(kind), first.start, first.end, sources))
    return links


def _paired(
    parents: list[str], couples: dict[tuple[str, ...], Union], *, together: bool
) -> list[tuple[str, ...]]:
    """Return the parents as couples where they are one.

    Two birth parents, adopters, or carers with the same dates belong together in any case.
    """
    if len(parents) == 2 and together:
        return [(parents[0], parents[1])]
    waiting, found = list(parents), []
    while waiting:
        first = waiting.pop(0)
        partner = next((other for other in waiting if (first, other) in couples), None)
        if partner:
            waiting.remove(partner)
        found.append((first, partner) if partner else (first,))
    return found


def _stated_siblings(rows: Sequence[Relationship], links: Sequence[ChildLink]) -> tuple[Siblings, ...]:
    """Return groups of siblings, leaving out pairs whose common parent is in the table."""
    parents: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == BIRTH:
            parents[link.child].update(link.parents)
    full: dict[str, set[str]] = {}
    halves: set[Pair] = set()
    for row in rows:
        if row.relation not in SIBLING_KINDS or parents[row.person] & parents[row.other]:
            continue
        if row.relation == "half_sibling_of":
            halves.add(_pair(row.person, row.other))
            continue
        group = full.get(row.person, {row.person}) | full.get(row.other, {row.other})
        for person in group:
            full[person] = group
    whole = {tuple(sorted(group)) for group in full.values()}
    return tuple(Siblings(people) for people in sorted(whole)) + tuple(
        Siblings(p, half=True) for p in sorted(halves)
    )


def _twins(rows: Iterable[Relationship], order: Mapping[str, tuple[object, ...]]) -> tuple[Twins, ...]:
    pairs = {
        (_pair(row.person, row.other), row.relation == "identical_twin_of")
        for row in rows
        if row.relation in ("twin_of", "identical_twin_of")
    }
    groups: list[tuple[set[str], bool]] = []
    for pair, identical in sorted(pairs):
        group = next((g for g, same in groups if same == identical and g & set(pair)), None)
        if group is None:
            groups.append((set(pair), identical))
        else:
            group.update(pair)
    return tuple(Twins(tuple(sorted(g, key=lambda p: (order[p], p))), same) for g, same in groups)


def _ties(rows: Iterable[Relationship]) -> Iterable[Tie]:
    drawn_elsewhere = {*PARENT_KINDS, *COUPLE_KINDS, *SIBLING_KINDS, "household"}
    for row in rows:
        if row.relation not in drawn_elsewhere:
            yield Tie(row.relation, row.person, row.other, row.start, row.end, row.source)


def _households(rows: Iterable[Relationship]) -> tuple[Household, ...]:
    """Return the households, each with the stays of its members."""
    members: dict[str, list[Member]] = defaultdict(list)
    for row in rows:
        if row.relation == "household":
            members[row.other].append(Member(row.person, row.start, row.end))
    return tuple(Household(name, tuple(dict.fromkeys(members[name]))) for name in sorted(members))
