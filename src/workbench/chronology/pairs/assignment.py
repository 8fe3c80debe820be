"""The best assignment: each end at most one partner, and as many points as can be had in all."""

from __future__ import annotations

import numpy as np

NEARLY = 1e-8
"""Less than any point: decides between equal pairings, in favour of the order in which they stand."""


def best_assignment(
    left: np.ndarray, right: np.ndarray, worth: np.ndarray
) -> np.ndarray:
    """Return which of the pairs (left, right) are chosen; ``worth`` is how far each is better than none.

    An end may stay alone at no cost: each left end has a place of its own
    where nobody sits, so that an assignment of all of them always exists.
    """
    useful = np.flatnonzero(worth > 0)
    if not len(useful):
        return useful
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    lefts, row = np.unique(left[useful], return_inverse=True)
    rights, column = np.unique(right[useful], return_inverse=True)
    most = float(worth[useful].max()) + 1
    alone = np.arange(len(lefts))
    cost = np.concatenate([most - worth[useful], np.full(len(lefts), most)])
    rows, columns = np.concatenate([row, alone]), np.concatenate([column, len(rights) + alone])
    shape = (len(lefts), len(rights) + len(lefts))
    chosen_row, chosen_column = min_weight_full_bipartite_matching(csr_array((cost, (rows, columns)), shape=shape))
    seat = np.full(len(lefts), -1, dtype="int64")
    seat[chosen_row] = chosen_column
    return useful[seat[row] == column]
