"""How far apart people stand, once their order is known.

All rows are solved at once as one least-squares problem, sharpened a few times:
every group of children centred under its parents, partners close, lines straight,
and neighbours at least one unit apart. The distances are kept by alternating directions (ADMM),
and a last pass per row makes them exact.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workbench.genogram.sheet import Sheet

NEIGHBOURS = 1.0
STRANGERS = 1.15
"""Neighbours with neither a partnership nor a parent in common stand a little further apart."""
BEND = 0.5
CENTRED, STRAIGHT, PARTNERS, NEAR = 4.0, 0.25, 0.4, 0.02
ROUNDS, SHARPENED = 250, 3
Matrix = NDArray[np.float64]


def positions(sheet: Sheet, rows: list[list[int]]) -> list[float]:
    """Return x for every place of the sheet, the leftmost at 0."""
    size = len(sheet.row_of)
    if size == 1:
        return [0.0]
    pulls, targets = _pulls(sheet, rows)
    ahead, behind, least = _distances(sheet, rows)
    start = np.zeros(size)
    for row in rows:
        start[row] = np.arange(len(row)) - (len(row) - 1) / 2
    x = _solve(pulls, targets, ahead, behind, least, start)
    for _ in range(SHARPENED):
        # What is nearly met counts more next time, so that most lines end up quite straight
        # and the rest of the bend is left to the few that need it.
        off = np.abs(pulls @ x - targets)
        share = (np.median(off) + 0.05) / (off + 0.05)
        root = np.sqrt(np.clip(share, 0.05, 20.0))[:, None]
        x = _solve(pulls * root, targets * root[:, 0], ahead, behind, least, x)
    for row in rows:
        _keep_apart(x, row, sheet)
    x -= x.min()
    return [round(float(value), 2) for value in x]


def _pulls(sheet: Sheet, rows: list[list[int]]) -> tuple[Matrix, Matrix]:
    """Return the weighted equations that the drawing should come close to."""
    size = len(sheet.row_of)
    equations: list[Matrix] = []
    wanted: list[float] = []

    def pull(weight: float, terms: list[tuple[int, float]], value: float = 0.0) -> None:
        line = np.zeros(size)
        for place, factor in terms:
            line[place] += factor
        equations.append(line * weight**0.5)
        wanted.append(value * weight**0.5)

    children: dict[int, list[tuple[int, int, int, float]]] = defaultdict(list)
    for gap in sheet.gaps:
        for piece in gap:
            children[piece.group].append((piece.left, piece.right, piece.lower, piece.weight))
            straight = (
                STRAIGHT if piece.lower < len(sheet.people) and piece.left < len(sheet.people) else CENTRED
            )
            pull(straight * piece.weight, [(piece.lower, 1), (piece.left, -0.5), (piece.right, -0.5)])
    for pieces in children.values():
        left, right, _, weight = pieces[0]
        below = [lower for a, b, lower, _ in pieces if (a, b) == (left, right)]
        share = 1 / len(below)
        pull(CENTRED * weight, [*((p, share) for p in below), (left, -0.5), (right, -0.5)])
    index = {place: i for row in rows for i, place in enumerate(row)}
    for row in sheet.couples:
        for couple in row:
            left, right = sorted((couple.one, couple.other), key=lambda p: index[p])
            pull(PARTNERS, [(right, 1), (left, -1)], NEIGHBOURS * (index[right] - index[left]))
    for row in rows:
        for left, right in pairwise(row):
            pull(NEAR, [(right, 1), (left, -1)], NEIGHBOURS)
    for row in rows:  # a faint pull to a centred row, so that groups with no line between them have a place
        for i, place in enumerate(row):
            pull(1e-4, [(place, 1)], i - (len(row) - 1) / 2)
    return np.array(equations), np.array(wanted)


def _distances(sheet: Sheet, rows: list[list[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp], Matrix]:
    pairs = [pair for row in rows for pair in pairwise(row)]
    least = [_least(sheet, *pair) for pair in pairs]
    ahead = np.array([right for _, right in pairs], dtype=np.intp)
    behind = np.array([left for left, _ in pairs], dtype=np.intp)
    return ahead, behind, np.array(least, dtype=np.float64)


def _least(sheet: Sheet, left: int, right: int) -> float:
    """Return the least distance between two neighbours of one row."""
    if not (sheet.is_person(left) and sheet.is_person(right)):
        return BEND if sheet.is_person(left) != sheet.is_person(right) else BEND / 2
    row = sheet.row_of[left]
    related = any({left, right} == {c.one, c.other} for c in sheet.couples[row]) or any(
        left in group and right in group for group in sheet.sibships[row]
    )
    return NEIGHBOURS if related else STRANGERS


def _solve(
    pulls: Matrix,
    wanted: Matrix,
    ahead: NDArray[np.intp],
    behind: NDArray[np.intp],
    least: Matrix,
    start: Matrix,
) -> Matrix:
    """Minimise the pulls under the distances."""
    count, size = len(least), len(start)
    apart = np.zeros((count, size))
    apart[np.arange(count), ahead] += 1
    apart[np.arange(count), behind] -= 1
    step = 2.0
    inverse = np.linalg.inv(pulls.T @ pulls + step * apart.T @ apart)
    constant = pulls.T @ wanted
    x, kept, debt = start, np.maximum(apart @ start, least), np.zeros(count)
    for _ in range(ROUNDS):
        x = inverse @ (constant + step * (apart.T @ (kept - debt)))
        gaps = apart @ x + debt
        kept = np.maximum(gaps, least)
        debt = gaps - kept
    return x


def _keep_apart(x: Matrix, row: list[int], sheet: Sheet) -> None:
    """Move the people of one row as little as their distances ask (pooled adjacent violators)."""
    offset, offsets = 0.0, [0.0]
    for left, right in pairwise(row):
        offset += _least(sheet, left, right)
        offsets.append(offset)
    blocks: list[list[float]] = []  # mean, count
    for place, shift in zip(row, offsets, strict=True):
        blocks.append([float(x[place]) - shift, 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            before, many = blocks[-1]
            blocks[-1] = [(mean * count + before * many) / (count + many), count + many]
    levels = [mean for mean, count in blocks for _ in range(int(count))]
    for place, shift, level in zip(row, offsets, levels, strict=True):
        x[place] = level + shift
