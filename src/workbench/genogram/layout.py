"""The place of every person: rows, then order, then distances, then side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.case.model import Person, Relationship
from workbench.genogram.family import natural, read_family
from workbench.genogram.generations import components
from workbench.genogram.model import Family, Genogram, Placed, Union
from workbench.genogram.order import best_orders
from workbench.genogram.order_cost import Costs
from workbench.genogram.positions import positions
from workbench.genogram.sheet import sheet_of

BETWEEN_GROUPS = 1.5
BETWEEN_FRIENDS = 1.0
MOST_TRIED = 2
"""So many of the best orders are given distances, because only then all crossings can be seen."""
Place = tuple[float, int]


def genogram(people: Sequence[Person], relationships: Sequence[Relationship]) -> Genogram:
    """Return the genogram of these people for all time, every one of them placed once.

    The order of the rows in the files plays no part. Lines that cannot be true
    are left out and stand in ``problems`` with their row.
    """
    family = read_family(people, relationships)
    groups = _in_order(family, components(family))
    at: dict[str, Place] = {}
    apart: set[str] = set()
    for index, rows in enumerate(groups):
        if len(rows) == 1 and index:
            apart.update(rows)
        else:
            _beside(at, _placed(family, rows), _top(family, rows, at))
    _friends(at, family, apart)
    top = min((y for _, y in at.values()), default=0)
    placed = [
        Placed(
            person,
            x=round(at[person.id][0], 2),
            y=at[person.id][1] - top,
            apart=person.id in apart,
            expected_from=family.expected.get(person.id, (None, None))[0],
            expected_until=family.expected.get(person.id, (None, None))[1],
        )
        for person in family.people
    ]
    placed.sort(key=lambda p: (p.y, p.x, natural(p.id)))
    return Genogram(
        people=tuple(placed),
        unions=tuple(_left_first(union, at) for union in family.unions),
        links=family.links,
        siblings=family.siblings,
        twins=family.twins,
        ties=family.ties,
        households=family.households,
        problems=family.problems,
    )


def _in_order(family: Family, groups: list[dict[str, int]]) -> list[dict[str, int]]:
    """Return the groups with the subject's first, then larger before smaller."""
    subjects = {person.id for person in family.people if person.subject}
    return sorted(
        groups,
        key=lambda rows: (not subjects & set(rows), -len(rows), min(natural(person) for person in rows)),
    )


def _placed(family: Family, rows: dict[str, int]) -> dict[str, Place]:
    """Return the places of one group, its leftmost person at 0."""
    sheet = sheet_of(family, rows)
    costs = Costs(sheet)
    tried = []
    orders = best_orders(sheet)
    for order in [order for i, order in enumerate(orders) if order not in orders[:i]][:MOST_TRIED]:
        x = positions(sheet, order)
        at = costs.places(order)
        cost = sum(costs.row(r, row, at) + costs.gap(r, x) for r, row in enumerate(order))
        tried.append((round(cost, 6), x))
    _, x = min(tried)
    left = min(x[: len(sheet.people)])
    return {person: (x[place] - left, rows[person]) for place, person in enumerate(sheet.people)}


def _beside(at: dict[str, Place], group: dict[str, Place], top: int) -> None:
    """Put a group to the right of everybody placed so far."""
    right = max((x for x, _ in at.values()), default=-BETWEEN_GROUPS)
    for person, (x, y) in group.items():
        at[person] = (x + right + BETWEEN_GROUPS, y + top)


def _top(family: Family, rows: dict[str, int], at: dict[str, Place]) -> int:
    """Return the row on which a group begins: level with somebody it has any line to."""
    for person, other in _other_lines(family):
        for mine, theirs in ((person, other), (other, person)):
            if mine in rows and theirs in at:
                return at[theirs][1] - rows[mine]
    return 0


def _other_lines(family: Family) -> list[tuple[str, str]]:
    """Return the pairs that any line but a family line joins, and those of one household."""
    pairs = [(tie.person, tie.other) for tie in family.ties]
    for household in family.households:
        first, *others = [member.person for member in household.members]
        pairs += [(first, other) for other in others]
    return pairs


def _friends(at: dict[str, Place], family: Family, apart: set[str]) -> None:
    """Put people with no family line in columns to the right, each as level with who knows them as can be."""
    right = max((x for x, _ in at.values()), default=-BETWEEN_GROUPS) + BETWEEN_GROUPS
    rows = sorted({y for _, y in at.values()}) or [0]
    taken: set[tuple[int, int]] = set()
    for person in sorted(apart, key=natural):
        level = _top(family, {person: 0}, at)
        column = min(range(len(taken) + 1), key=lambda c: (all((c, y) in taken for y in rows), c))
        row = min((y for y in rows if (column, y) not in taken), key=lambda y: (abs(y - level), y))
        taken.add((column, row))
        at[person] = (right + BETWEEN_FRIENDS * column, row)


def _left_first(union: Union, at: dict[str, Place]) -> Union:
    return replace(union, partners=tuple(sorted(union.partners, key=lambda p: (at[p][0], natural(p)))))
