"""The best assignment: each end at most one partner, and as many points as can be had in all."""

from __future__ import annotations

import numpy as np

NEARLY = 1e-8
"""Less than any point: decides between equal pairings, in favour of the order in which they stand."""


MOST_CELLS = 10_000
"""A component with more places than this is not written out as a whole table."""


def best_assignment(left: np.ndarray, right: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Return which of the pairs (left, right) are chosen; ``worth`` is how far each is better than none.

    Ends that no pair joins, directly or through others, do not compete: each
    such component is settled by itself, most of them at a glance.
    """
    useful = np.flatnonzero(worth > 0)
    if not len(useful):
        return useful
    lefts, row = np.unique(left[useful], return_inverse=True)
    rights, column = np.unique(right[useful], return_inverse=True)
    gain = worth[useful]
    component = _components(row, column, len(lefts), len(rights))
    order = np.argsort(component, kind="stable")
    begins = np.flatnonzero(np.diff(component[order], prepend=-1))
    sizes = np.diff(begins, append=len(order))
    alone = order[begins[sizes == 1]]
    chosen = [useful[alone]]
    for begin, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        pairs = order[begin : begin + size]
        chosen.append(useful[pairs[_settled(row[pairs], column[pairs], gain[pairs])]])
    return np.sort(np.concatenate(chosen))


def _components(row: np.ndarray, column: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Return for each pair the number of the component it is in."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = rows + columns
    graph = csr_array((np.ones(len(row)), (row, rows + column)), shape=(size, size))
    return connected_components(graph, directed=False)[1][row]


def _settled(row: np.ndarray, column: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """Return the places of the chosen pairs of one component."""
    if row.min() == row.max() or column.min() == column.max():
        return np.array([gain.argmax()])  # all want the same end
    rows, row = np.unique(row, return_inverse=True)
    columns, column = np.unique(column, return_inverse=True)
    if len(rows) * len(columns) > MOST_CELLS:
        return _settled_sparsely(row, column, gain, len(rows), len(columns))
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((len(rows), len(columns)))
    table[row, column] = gain
    taken_row, taken_column = linear_sum_assignment(table, maximize=True)
    seat = np.full(len(rows), -1, dtype="int64")
    seat[taken_row] = taken_column
    return np.flatnonzero(seat[row] == column)


def _settled_sparsely(
    row: np.ndarray, column: np.ndarray, gain: np.ndarray, rows: int, columns: int
) -> np.ndarray:
    """Return the same for a large component, without a table of everything against everything.

    Each row has a place of its own where nobody sits, so that an assignment of all rows always exists.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    most = float(gain.max()) + 1
    own = np.arange(rows)
    cost = np.concatenate([most - gain, np.full(rows, most)])
    places = (np.concatenate([row, own]), np.concatenate([column, columns + own]))
    graph = csr_array((cost, places), shape=(rows, columns + rows))
    taken_row, taken_column = min_weight_full_bipartite_matching(graph)
    seat = np.full(rows, -1, dtype="int64")
    seat[taken_row] = taken_column
    return np.flatnonzero(seat[row] == column)
