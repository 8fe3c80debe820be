"""The place of every person: rows, then order, then distances, then side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.case.model import Person, Relationship
from workbench.genogram.family import natural, read_family
from workbench.genogram.generations import components
from workbench.genogram.model import Family, Genogram, Placed
from workbench.genogram.order import best_orders
from workbench.genogram.positions import positions
from workbench.genogram.sheet import sheet_of

BETWEEN_GROUPS = 1.5
BETWEEN_FRIENDS = 1.0
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
