"""Where the lines run: couples, parents to children, siblings, and everything else.

Couples next to each other are joined straight; others by a line that dips below
the people between them. Children hang from a bar in the gap above their row;
bars of different sibships that would touch get heights of their own, chosen so
that as few lines as possible cross. All points are in the units of the layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.genogram.model import ChildLink, Genogram, Placed, Union

Point = tuple[float, float]
Path = tuple[Point, ...]
DIP, DIP_STEP, BAR_HIGH, BAR_LOW = 0.49, 0.06, 0.66, 0.77
"""In rows below the people: where couples' lines dip, how far further the next, and where bars lie."""
ASIDE = 0.1
"""Lines of adopters and carers enter a symbol this far beside the parents' line."""
LEG = 0.07
"""A dip leaves a person this far to the side; the next dip as far again."""
STRAIGHT = 0.04
"""A line that would step aside by less than this runs straight."""


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
    forks = _forks(genogram, at)
    starts = _starts(genogram.links, by_parents, at)
    ends = [_end(link, at, forks) for link in genogram.links]
    pieces = [
        _pieces(link, start, end, free) for link, start, end in zip(genogram.links, starts, ends, strict=True)
    ]
    heights = _heights(pieces)
    return Routes(
        unions=_couple_paths(genogram.unions, dips, at),
        links=tuple(
            _link_path(
                start, mine, heights, _end(link, at, {}), fork=_end(link, at, {}) != _end(link, at, forks)
            )
            for link, start, mine in zip(genogram.links, starts, pieces, strict=True)
        ),
        siblings=tuple(_sibling_paths(group.people, at, half=group.half) for group in genogram.siblings),
    )


def _forks(genogram: Genogram, at: dict[str, Placed]) -> dict[str, Point]:
    """Return for every twin the point over the middle of the twins, where their legs part."""
    found = {}
    for twins in genogram.twins:
        middle = round(sum(at[p].x for p in twins.people) / len(twins.people), 2)
        found.update({person: (middle, float(at[person].y)) for person in twins.people})
    return found


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
    taken: list[tuple[int, float, float, int]] = []
    row_of: dict[int, list[float]] = {}
    for person in at.values():
        row_of.setdefault(person.y, []).append(person.x)
    for union in unions:
        first, last = at[union.partners[0]], at[union.partners[-1]]
        between = [x for x in row_of[first.y] if first.x < x < last.x]
        if len(union.partners) == 1 or first.y != last.y or not between:
            found.append(0.0)
            continue
        touching = {
            level
            for row, left, right, level in taken
            if row == first.y and left <= last.x and first.x <= right
        }
        level = next(n for n in range(len(touching) + 1) if n not in touching)
        taken.append((first.y, first.x, last.x, level))
        found.append(round(DIP + DIP_STEP * level, 2))
    return found


def _couple_paths(unions: Sequence[Union], dips: Sequence[float], at: dict[str, Placed]) -> tuple[Path, ...]:
    """Return each couple's line; dips that leave one person on the same side do so apart."""
    found: list[Path] = []
    legs: Counter[tuple[str, int]] = Counter()
    for union, dip in zip(unions, dips, strict=True):
        one, other = (at[p] for p in (union.partners[0], union.partners[-1]))
        if one is other:
            found.append(())
        elif not dip:
            found.append(((one.x, float(one.y)), (other.x, float(other.y))))
        else:
            legs.update(((one.id, 1), (other.id, -1)))
            left = round(one.x + LEG * legs[one.id, 1], 2)
            right = round(other.x - LEG * legs[other.id, -1], 2)
            low = round(one.y + dip, 2)
            found.append(((left, float(one.y)), (left, low), (right, low), (right, float(other.y))))
    return tuple(found)


def _starts(
    links: Sequence[ChildLink], unions: dict[frozenset[str], tuple[Union, float]], at: dict[str, Placed]
) -> list[Point]:
    """Return where each child's line leaves its parents, those of different parents apart."""
    places: dict[tuple[bool, frozenset[str]], Point] = {}
    keys = [(link.kind == "birth", frozenset(link.parents)) for link in links]
    dip_of = {key: unions.get(key[1], (None, 0.0))[1] for key in keys}
    for key in sorted(dict.fromkeys(keys), key=lambda k: (dip_of[k], not k[0], sorted(k[1]))):
        one, *others = sorted((at[p] for p in key[1]), key=lambda p: (p.x, p.id))
        other = others[0] if others else one
        if one.y != other.y:
            one = other = max(one, other, key=lambda p: p.y)
        wanted = (one.x + other.x) / 2
        if dip_of[key]:  # below the people between, it may leave right over the children
            below = [at[link.child].x for link, k in zip(links, keys, strict=True) if k == key]
            wanted = min(max(sum(below) / len(below), one.x + 0.25), other.x - 0.25)
        used = [x for (x, y) in places.values() if int(y) == one.y]
        aside = (n * side * ASIDE for n in range(40) for side in (1, -1))
        x = next(wanted + step for step in aside if all(abs(wanted + step - u) > 0.9 * ASIDE for u in used))
        places[key] = round(x, 2), round(one.y + dip_of[key], 2)
    return [places[key] for key in keys]


def _end(link: ChildLink, at: dict[str, Placed], forks: dict[str, Point]) -> Point:
    """Return where a child's line ends; for a twin in ``forks`` the point over which the legs part."""
    child = at[link.child]
    if link.kind == "birth":
        return forks.get(link.child, (child.x, float(child.y)))
    middle = sum(at[p].x for p in link.parents) / len(link.parents)
    return round(child.x + (ASIDE if middle > child.x else -ASIDE), 2), float(child.y)


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
        if abs(to - x) < STRAIGHT:
            to = x
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
    upon = sum(abs(x - lower.drop) < ASIDE / 2 for x in upper.legs)  # one line lying on the other
    return legs + (upper.left < lower.drop < upper.right) + 5 * upon


def _link_path(
    start: Point, pieces: Sequence[_Piece], heights: dict[_Key, float], end: Point, *, fork: bool
) -> Path:
    """Return the path through all bars; with ``fork`` the last leg runs slanting from the bar to a twin."""
    path = [start]
    for piece in pieces:
        height = heights[piece.key]
        if piece.drop != piece.leg:
            path += [(piece.drop, height), (piece.leg, height)]
        elif fork:
            path.append((piece.drop, height))
    if pieces and not fork and abs(pieces[-1].leg - end[0]) < STRAIGHT:
        end = (pieces[-1].leg, end[1])
    return (*path, end)


def _sibling_paths(people: Sequence[str], at: dict[str, Placed], *, half: bool) -> tuple[Path, ...]:
    """Return the bar over brothers and sisters whose parents are not drawn, and a leg to each."""
    placed = sorted((at[p] for p in people), key=lambda p: p.x)
    height = round(min(p.y for p in placed) - (0.3 if half else 0.34), 2)
    shift = 0.08 if half else 0.0
    bar = ((placed[0].x + shift, height), (placed[-1].x + shift, height))
    return bar, *(((p.x + shift, height), (p.x + shift, float(p.y))) for p in placed)
