"""Fixed places on rings: the child in the middle, the family round it, the agencies outside.

The places come from all contacts of all time and never move again, so that a
date slider only shows and hides. The order round each ring keeps those who
are often in touch near each other: weighted barycentres first, then swaps of
two neighbours or of any two as long as the lines get shorter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

RADIUS = {"child": 0.0, "family": 0.48, "agency": 1.0}
SEVERAL_CHILDREN = 0.14
SWEEPS = 8


def places(
    rings: Mapping[str, Sequence[str]], weights: Mapping[tuple[str, str], float]
) -> dict[str, tuple[float, float]]:
    """Return x and y of every node on the unit circle.

    ``rings`` lists the nodes of the child, family and agency rings in their
    usual order; ``weights`` says how often two of them were in touch.
    """
    nodes = [node for ring in rings.values() for node in ring]
    number = {node: i for i, node in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for (a, b), weight in weights.items():
        # The logarithm keeps one very busy pair from deciding the whole order.
        matrix[number[a], number[b]] += math.log1p(weight)
    matrix += matrix.T
    at = np.zeros(len(nodes), dtype=complex)
    orders = {ring: [number[node] for node in members] for ring, members in rings.items()}
    for ring, order in orders.items():
        at[order] = _spots(ring, len(order))
    for _ in range(SWEEPS):
        before = {ring: list(order) for ring, order in orders.items()}
        for ring in ("family", "agency"):
            orders[ring] = _by_barycentre(orders[ring], ring, at, matrix)
            orders[ring] = _by_swaps(orders[ring], ring, at, matrix)
        if orders == before:
            break
    return {node: (round(float(at[i].real), 4), round(float(at[i].imag), 4)) for node, i in number.items()}


def _spots(ring: str, number: int) -> np.ndarray:
    """Return evenly spread places, clockwise; the agencies leave the very top free for two labels."""
    radius = RADIUS[ring] or (SEVERAL_CHILDREN if number > 1 else 0.0)
    shift = 0.5 if ring == "agency" else 0.0
    angles = math.pi / 2 - 2 * math.pi * (np.arange(number) + shift) / max(number, 1)
    return radius * np.exp(1j * angles)


def _length(at: np.ndarray, matrix: np.ndarray, members: Sequence[int]) -> float:
    """Return the weighted length of all lines that end at ``members``."""
    return float((np.abs(at[members][:, None] - at[None, :]) * matrix[members]).sum())


def _by_barycentre(order: list[int], ring: str, at: np.ndarray, matrix: np.ndarray) -> list[int]:
    """Sort a ring by the angle of each node's weighted middle of neighbours, if that makes lines shorter."""
    if len(order) < 3:
        return order
    middle = matrix[order] @ at
    # A node without contacts, or pulled evenly from all sides, stays where it is.
    pulled = np.where(np.abs(middle) > 1e-9, middle, at[order])
    turned = np.round((math.pi / 2 - np.angle(pulled)) % (2 * math.pi), 9)
    sorted_order = [order[i] for i in np.argsort(turned, kind="stable")]
    before, length = at[order].copy(), _length(at, matrix, order)
    at[sorted_order] = _spots(ring, len(order))
    if _length(at, matrix, order) < length - 1e-9:
        return sorted_order
    at[order] = before
    return order


def _by_swaps(order: list[int], ring: str, at: np.ndarray, matrix: np.ndarray) -> list[int]:
    """Swap two nodes of a ring wherever that makes the lines shorter."""
    order = list(order)
    length = _length(at, matrix, order)
    for i in range(len(order)):
        for j in range(i + 1, len(order)):
            a, b = order[i], order[j]
            at[a], at[b] = at[b], at[a]
            tried = _length(at, matrix, order)
            if tried < length - 1e-9:
                length = tried
                order[i], order[j] = b, a
            else:
                at[a], at[b] = at[b], at[a]
    return order
