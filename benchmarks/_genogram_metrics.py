"""The figures by which drawings of a family are compared, for ours and for others'.

Straight lines are taken for all of them: from partner to partner, and from the
middle between the parents to the child. Nothing here is used by the product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from workbench.case.model import Person, Relationship
from workbench.genogram.family import read_family
from workbench.genogram.generations import components

Point = tuple[float, float]
CLOSE = 1e-6


def measures(
    people: Sequence[Person], relationships: Sequence[Relationship], at: Mapping[str, Point]
) -> dict[str, str | int]:
    """Return the columns placed, gen, adj, inv, thru, bus, X and care X of one drawing."""
    family = read_family(people, relationships)
    by_id = {p.id: p for p in family.people}
    rows = {p: y for group in components(family) for p, y in group.items()}
    couples = [u.partners for u in family.unions if len(u.partners) == 2]
    births: dict[tuple[str, ...], list[str]] = defaultdict(list)
    cares = []
    for link in family.links:
        if link.kind == "birth":
            births[link.parents].append(link.child)
        elif link.kind != "step":
            cares.append((link.parents, link.child))
    return {
        "placed": sum(p in at for p in by_id),
        "gen": _on_their_row(rows, at, [set(group) for group in components(family)]),
        "adj": f"{sum(_adjacent(pair, at) for pair in couples)}/{len(couples)}",
        "inv": _inversions(births, by_id, at),
        "thru": sum(_under(pair, at) for pair in couples),
        "bus": _mixed(births, at),
        "X": _crossings(couples, births, at),
        "care X": _care_crossings(couples, births, cares, at),
    }


def _on_their_row(rows: Mapping[str, int], at: Mapping[str, Point], groups: list[set[str]]) -> int:
    """Return how many people of each group stand on the row of their generation."""
    count = 0
    for group in groups:
        heights = sorted({at[p][1] for p in group})
        if len(group) == 1:
            count += 1
            continue
        best = 0
        for person in group:  # the best fit of level 0
            base = _level(at[person][1], heights) - rows[person]
            best = max(best, sum(_level(at[p][1], heights) - rows[p] == base for p in group))
        count += best
    return count


def _level(y: float, heights: list[float]) -> int:
    return heights.index(y)


def _adjacent(pair: tuple[str, ...], at: Mapping[str, Point]) -> bool:
    return abs(at[pair[0]][1] - at[pair[1]][1]) < CLOSE and not _under(pair, at)


def _under(pair: tuple[str, ...], at: Mapping[str, Point]) -> int:
    """Return how many symbols lie under a couple's line."""
    (x1, y1), (x2, y2) = at[pair[0]], at[pair[1]]
    if abs(y1 - y2) > CLOSE:
        return 0
    low, high = sorted((x1, x2))
    return sum(
        abs(y - y1) < CLOSE and low + CLOSE < x < high - CLOSE for p, (x, y) in at.items() if p not in pair
    )


def _inversions(
    births: Mapping[tuple[str, ...], list[str]], by_id: Mapping[str, Person], at: Mapping[str, Point]
) -> int:
    count = 0
    for children in births.values():
        for one, other in combinations(children, 2):
            a, b = by_id[one].birth, by_id[other].birth
            if a.latest and b.earliest and a.latest < b.earliest:
                count += at[one][0] > at[other][0]
            elif b.latest and a.earliest and b.latest < a.earliest:
                count += at[other][0] > at[one][0]
    return count


def _mixed(births: Mapping[tuple[str, ...], list[str]], at: Mapping[str, Point]) -> int:
    spans = []
    for children in births.values():
        xs = [at[c][0] for c in children]
        spans.append((at[children[0]][1], min(xs), max(xs)))
    return sum(
        abs(y1 - y2) < CLOSE
        and (max(l1, l2) < min(r1, r2) - CLOSE or l1 < l2 == r2 < r1 or l2 < l1 == r1 < r2)
        for (y1, l1, r1), (y2, l2, r2) in combinations(spans, 2)
    )


def _middle(pair: tuple[str, ...], at: Mapping[str, Point]) -> Point:
    return sum(at[p][0] for p in pair) / len(pair), sum(at[p][1] for p in pair) / len(pair)


def _segments(
    couples: Sequence[tuple[str, ...]], births: Mapping[tuple[str, ...], list[str]], at: Mapping[str, Point]
) -> list[tuple[tuple[str, ...], Point, Point]]:
    found = [(pair, at[pair[0]], at[pair[1]]) for pair in couples]
    return found + [(pair, _middle(pair, at), at[c]) for pair, children in births.items() for c in children]


def _crossings(
    couples: Sequence[tuple[str, ...]], births: Mapping[tuple[str, ...], list[str]], at: Mapping[str, Point]
) -> int:
    lines = _segments(couples, births, at)
    return sum(a[0] != b[0] and _cross(a[1], a[2], b[1], b[2]) for a, b in combinations(lines, 2))


def _care_crossings(
    couples: Sequence[tuple[str, ...]],
    births: Mapping[tuple[str, ...], list[str]],
    cares: Sequence[tuple[tuple[str, ...], str]],
    at: Mapping[str, Point],
) -> int:
    lines = _segments(couples, births, at)
    care = [(pair, _middle(pair, at), at[child]) for pair, child in cares]
    count = sum(a[0] != b[0] and _cross(a[1], a[2], b[1], b[2]) for a in care for b in lines)
    return count + sum(a[0] != b[0] and _cross(a[1], a[2], b[1], b[2]) for a, b in combinations(care, 2))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Return True where two segments cross inside both of them."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> int:
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (area > CLOSE) - (area < -CLOSE)
