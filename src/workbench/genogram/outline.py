"""The closed line round the members of a household, with nobody else inside.

A plain hull would take in people who stand between two members and live
somewhere else. So members are joined by corridors that go round the others, and
the line is drawn at a constant distance from that skeleton.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Path = tuple[Point, ...]
STEP = 0.1
AROUND, CORRIDOR, CLEAR = 0.42, 0.13, 0.34
"""How far the line keeps from a member, from the middle of a corridor, and from anybody else."""
Grid = NDArray[np.floating[Any]]


def outline(inside: Sequence[Point], outside: Sequence[Point]) -> tuple[Path, ...]:
    """Return the closed lines round the points ``inside``; usually it is one."""
    xs, ys = [x for x, _ in inside], [y for _, y in inside]
    left, top = min(xs) - 1.0, min(ys) - 1.0
    columns = int((max(xs) + 1.0 - left) / STEP) + 1
    rows = int((max(ys) + 1.0 - top) / STEP) + 1
    grid_x = left + STEP * np.arange(columns)
    grid_y = (top + STEP * np.arange(rows))[:, None]
    others = _nearest(grid_x, grid_y, outside)
    skeleton = _skeleton(inside, others, left, top)
    field = np.minimum(
        _nearest(grid_x, grid_y, inside) - AROUND, _nearest(grid_x, grid_y, skeleton) - CORRIDOR
    )
    field = np.maximum(field, CLEAR - others)  # inside is below zero
    return tuple(_smooth(_thin(loop)) for loop in _contours(field, left, top))


def _nearest(grid_x: Grid, grid_y: Grid, points: Sequence[Point]) -> Grid:
    found = np.full((grid_y.shape[0], grid_x.shape[0]), 9.0)
    for x, y in points:
        np.minimum(found, np.hypot(grid_x - x, grid_y - y), out=found)
    return found


def _skeleton(inside: Sequence[Point], others: Grid, left: float, top: float) -> list[Point]:
    """Return the points of the corridors that join the members, keeping clear of the others."""
    cells = [(round((y - top) / STEP), round((x - left) / STEP)) for x, y in sorted(inside)]
    joined, waiting = {cells[0]}, set(cells[1:])
    cost = 1.0 + 40.0 * (others < CLEAR + CORRIDOR) + 0.2 * (others < CLEAR + 2 * CORRIDOR)
    while waiting:
        path = _shortest(joined, waiting, cost)
        joined.update(path)
        waiting.difference_update(path)
    return [(left + STEP * column, top + STEP * row) for row, column in sorted(joined)]


def _shortest(
    sources: set[tuple[int, int]], goals: set[tuple[int, int]], cost: Grid
) -> list[tuple[int, int]]:
    """Return the cheapest way over the grid from any source to the nearest goal."""
    queue = [(0.0, cell) for cell in sorted(sources)]
    came: dict[tuple[int, int], tuple[int, int] | None] = dict.fromkeys(sources)
    so_far = dict.fromkeys(sources, 0.0)
    heapq.heapify(queue)
    while queue:
        spent, cell = heapq.heappop(queue)
        if cell in goals:
            path = [cell]
            while (before := came[path[-1]]) is not None:
                path.append(before)
            return path
        if spent > so_far[cell]:
            continue
        for down, across in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            near = (cell[0] + down, cell[1] + across)
            if 0 <= near[0] < cost.shape[0] and 0 <= near[1] < cost.shape[1]:
                total = spent + float(cost[near]) * (1.414 if down and across else 1.0)
                if total < so_far.get(near, 1e9):
                    so_far[near], came[near] = total, cell
                    heapq.heappush(queue, (total, near))
    return sorted(goals)[:1]


def _contours(field: Grid, left: float, top: float) -> list[list[Point]]:
    """Return the closed lines where the field is zero (marching squares)."""
    inside = field < 0
    ends: dict[tuple[int, int, bool], list[tuple[int, int, bool]]] = {}
    for row, column in np.argwhere(_mixed(inside)):
        for one, other in _crossed_edges(inside, int(row), int(column)):
            ends.setdefault(one, []).append(other)
            ends.setdefault(other, []).append(one)
    loops, seen = [], set()
    for start in sorted(ends):
        if start in seen:
            continue
        loop, edge = [], start
        while edge not in seen:
            seen.add(edge)
            loop.append(_crossing(field, edge, left, top))
            edge = next((near for near in ends[edge] if near not in seen), start)
        if len(loop) > 3:
            loops.append(loop)
    return loops


def _mixed(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the cells of which some corners are inside and some are not."""
    corners = inside[:-1, :-1].astype(int) + inside[1:, :-1] + inside[:-1, 1:] + inside[1:, 1:]
    return (corners > 0) & (corners < 4)


def _crossed_edges(
    inside: NDArray[np.bool_], row: int, column: int
) -> list[tuple[tuple[int, int, bool], tuple[int, int, bool]]]:
    """Return the pairs of cell edges that the line enters and leaves by; True marks level edges."""
    a, b = bool(inside[row, column]), bool(inside[row, column + 1])
    c, d = bool(inside[row + 1, column]), bool(inside[row + 1, column + 1])
    upper, lower = (row, column, True), (row + 1, column, True)
    near, far = (row, column, False), (row, column + 1, False)
    if a == d and b == c:  # a saddle: keep the two inside corners apart
        return [(upper, near), (lower, far)] if a else [(upper, far), (lower, near)]
    crossed = [edge for edge, cut in ((upper, a != b), (far, b != d), (lower, c != d), (near, a != c)) if cut]
    return [(crossed[0], crossed[1])]


def _crossing(field: Grid, edge: tuple[int, int, bool], left: float, top: float) -> Point:
    row, column, level = edge
    other = field[row, column + 1] if level else field[row + 1, column]
    here = field[row, column]
    share = float(here / (here - other)) if here != other else 0.5
    return left + STEP * (column + share * level), top + STEP * (row + share * (not level))


def _thin(loop: list[Point]) -> list[Point]:
    """Return every third point of a loop: enough for a round line, and a third of the bytes."""
    return loop[::3] if len(loop) > 12 else loop


def _smooth(loop: list[Point]) -> Path:
    points = [(round(x, 2), round(y, 2)) for x, y in loop]
    return (*points, points[0])
