"""Where the lines run: couples, parents to children, siblings, and everything else.

Couples next to each other are joined straight; others by a line that dips below
the people between them. Children hang from a bar in the gap above their row;
bars of different sibships that would touch get heights of their own, chosen so
that as few lines as possible cross. All points are in the units of the layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.genogram.model import ChildLink, Genogram, Placed, Union

Point = tuple[float, float]
Path = tuple[Point, ...]
DIP, BAR_LOW, BAR_HIGH = 0.5, 0.82, 0.62
"""Below the row, in rows: where a couple's line dips, and where bars may lie (0.82 is nearest the child)."""
CARE_SHIFT = 0.12
"""Carers' lines enter a symbol this far beside the parents' line."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The path of every union, child link, and group of siblings, by their position in the genogram."""

    unions: tuple[Path, ...]
    links: tuple[Path, ...]
    siblings: tuple[tuple[Path, ...], ...]


_Key = tuple[str, tuple[str, ...], int, float]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A child's line within one gap: from where it comes down to where it goes on down."""

    key: _Key
    gap: int
    drop: float
    leg: float


@dataclass(slots=True)
class _Bar:
    """The horizontal piece between parents and their children in one gap."""

    gap: int
    left: float
    right: float
    drop: float
    """Where the line comes down from the parents."""
    legs: list[float]
    """Where lines go down to children."""
    height: float = 0.0


def routes(genogram: Genogram) -> Routes:
    """Return every path of the drawing."""
    at = {person.id: person for person in genogram.people}
    dips = _dips(genogram.unions, at)
    by_parents = {frozenset(u.partners): (u, dip) for u, dip in zip(genogram.unions, dips, strict=True)}
    free = _free_gaps(at)
    pieces = [_pieces(link, _start(link, by_parents, at), _end(link, at), free) for link in genogram.links]
    heights = _heights(pieces)
    return Routes(
        unions=tuple(_couple_path(u, dip, at) for u, dip in zip(genogram.unions, dips, strict=True)),
        links=tuple(
            _link_path(_start(link, by_parents, at), mine, heights, _end(link, at))
            for link, mine in zip(genogram.links, pieces, strict=True)
        ),
        siblings=tuple(_sibling_paths(group.people, at, half=group.half) for group in genogram.siblings),
    )


def _free_gaps(at: dict[str, Placed]) -> dict[int, list[float]]:
    """Return for each row where a line can pass between two people, or beside them all."""
    rows: dict[int, list[float]] = {}
    for person in at.values():
        rows.setdefault(person.y, []).append(person.x)
    return {
        y: [min(xs) - 0.5, *((a + b) / 2 for a, b in pairwise(sorted(xs)) if b - a > 0.9), max(xs) + 0.5]
        for y, xs in rows.items()
    }


def _dips(unions: Sequence[Union], at: dict[str, Placed]) -> list[float]:
    """Return how far each couple's line dips below its row: 0 where they are neighbours."""
    found: list[float] = []
    taken: list[tuple[int, float, float]] = []
    row_of: dict[int, list[float]] = {}
    for person in at.values():
        row_of.setdefault(person.y, []).append(person.x)
    for union in unions:
        first, last = at[union.partners[0]], at[union.partners[-1]]
        between = [x for x in row_of[first.y] if first.x < x < last.x]
        if len(union.partners) == 1 or first.y != last.y or not between:
            found.append(0.0)
            continue
        level = sum(row == first.y and left < last.x and first.x < right for row, left, right in taken)
        taken.append((first.y, first.x, last.x))
        found.append(round(DIP + 0.06 * level, 2))
    return found


def _couple_path(union: Union, dip: float, at: dict[str, Placed]) -> Path:
    if len(union.partners) == 1:
        return ()
    one, other = (at[p] for p in union.partners)
    if one.y != other.y or not dip:
        return (one.x, float(one.y)), (other.x, float(other.y))
    low = round(one.y + dip, 2)
    return (one.x, float(one.y)), (one.x, low), (other.x, low), (other.x, float(other.y))


def _start(link: ChildLink, unions: dict[frozenset[str], tuple[Union, float]], at: dict[str, Placed]) -> Point:
    """Return where a child's line leaves its parents: the middle, or the free gap nearest to it."""
    union, dip = unions.get(frozenset(link.parents), (Union(link.parents), 0.0))
    one, other = at[union.partners[0]], at[union.partners[-1]]
    x, y = (one.x + other.x) / 2, max(one.y, other.y) + dip
    if one.y != other.y:
        lower = one if one.y > other.y else other
        return lower.x, float(lower.y)
    if dip:
        row = sorted(p.x for p in at.values() if p.y == one.y and one.x <= p.x <= other.x)
        x = min(((a + b) / 2 for a, b in pairwise(row)), key=lambda gap: (abs(gap - x), gap))
    shift = 0.0 if link.kind in ("birth", "adoptive") else CARE_SHIFT
    return round(x + shift, 2), round(y, 2)


def _end(link: ChildLink, at: dict[str, Placed]) -> Point:
    child = at[link.child]
    if link.kind in ("birth", "adoptive"):
        return child.x, float(child.y)
    middle = sum(at[p].x for p in link.parents) / len(link.parents)
    return round(child.x + (CARE_SHIFT if middle > child.x else -CARE_SHIFT), 2), float(child.y)


def _pieces(link: ChildLink, start: Point, end: Point, free: dict[int, list[float]]) -> list[_Piece]:
    """Return one piece for each gap between the rows that a child's line goes down."""
    first, last = int(start[1]), int(end[1])
    kind = link.kind if link.kind in ("birth", "adoptive") else "care"
    found, x = [], start[0]
    for gap in range(first, last):
        if gap + 1 == last:
            to = end[0]
        else:  # pass the next row where nobody stands
            towards = x + (end[0] - x) / (last - gap)
            to = round(min(free.get(gap + 1, [towards]), key=lambda place: (abs(place - towards), place)), 2)
        found.append(_Piece((kind, link.parents, gap, x), gap, x, to))
        x = to
    return found


def _heights(pieces: Sequence[Sequence[_Piece]]) -> dict[_Key, float]:
    """Return the height of each bar, the same for children of the same parents and kind."""
    bars: dict[_Key, _Bar] = {}
    for piece in (piece for mine in pieces for piece in mine):
        bar = bars.setdefault(piece.key, _Bar(piece.gap, piece.drop, piece.drop, piece.drop, []))
        bar.left, bar.right = min(bar.left, piece.leg), max(bar.right, piece.leg)
        bar.legs.append(piece.leg)
    for gap in sorted({bar.gap for bar in bars.values()}):
        _spread([bar for bar in bars.values() if bar.gap == gap], gap)
    return {key: bar.height for key, bar in bars.items()}


def _spread(bars: list[_Bar], gap: int) -> None:
    """Give bars that would touch different heights, with few crossings; straight ones need none."""
    bars.sort(key=lambda bar: (bar.left, bar.right, bar.drop))
    tracks: list[list[_Bar]] = []
    for bar in bars:
        if bar.right - bar.left < 1e-6:
            continue
        free = [t for t, track in enumerate(tracks) if all(_apart(bar, other) for other in track)]
        if free:
            tracks[min(free, key=lambda t: (_crossings(bar, tracks[:t], tracks[t + 1 :]), t))].append(bar)
        else:
            places = range(len(tracks) + 1)
            tracks.insert(min(places, key=lambda t: (_crossings(bar, tracks[:t], tracks[t:]), -t)), [bar])
    for bar in bars:
        bar.height = round(gap + (BAR_HIGH + BAR_LOW) / 2 + 0.03, 3)
    for level, track in enumerate(tracks):
        for bar in track:
            share = (level + 1) / (len(tracks) + 1)
            bar.height = round(gap + BAR_HIGH + (BAR_LOW - BAR_HIGH) * share, 3)


def _crossings(bar: _Bar, above: Sequence[Sequence[_Bar]], below: Sequence[Sequence[_Bar]]) -> int:
    return sum(_crosses(other, bar) for track in above for other in track) + sum(
        _crosses(bar, other) for track in below for other in track
    )


def _apart(one: _Bar, other: _Bar) -> bool:
    return one.right < other.left - 0.2 or other.right < one.left - 0.2


def _crosses(upper: _Bar, lower: _Bar) -> int:
    """Return how many lines cross if ``upper`` lies above ``lower`` in the gap."""
    legs = sum(lower.left < x < lower.right for x in upper.legs)
    return legs + (upper.left < lower.drop < upper.right)


def _link_path(start: Point, pieces: Sequence[_Piece], heights: dict[_Key, float], end: Point) -> Path:
    path = [start]
    for piece in pieces:
        if piece.drop != piece.leg:
            height = heights[piece.key]
            path += [(piece.drop, height), (piece.leg, height)]
    return (*path, end)


def _sibling_paths(people: Sequence[str], at: dict[str, Placed], *, half: bool) -> tuple[Path, ...]:
    """Return the bar over brothers and sisters whose parents are not drawn, and a leg to each."""
    placed = sorted((at[p] for p in people), key=lambda p: p.x)
    height = round(min(p.y for p in placed) - (0.3 if half else 0.34), 2)
    shift = 0.08 if half else 0.0
    bar = ((placed[0].x + shift, height), (placed[-1].x + shift, height))
    return bar, *(((p.x + shift, height), (p.x + shift, float(p.y))) for p in placed)
