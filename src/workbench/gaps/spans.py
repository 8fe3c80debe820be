"""Which of many date intervals could fall in a window, without reading all of them.

Intervals are kept in groups of similar width, each sorted by its first day.
Within a group nothing that starts more than its greatest width before the
window can reach it, so two binary searches bound what has to be read; one very
vague date does not widen the search for all others.
"""

from __future__ import annotations

import numpy as np

OPEN_FIRST, OPEN_LAST = -10_000_000, 10_000_000
"""Day numbers that stand for an open beginning and an open end."""
_WIDTHS = (0, 7, 62, 400, 3700)


class Spans:
    """Positions of entries by their days, ready for many questions."""

    def __init__(self, positions: np.ndarray, first: np.ndarray, last: np.ndarray) -> None:
        """Take positions and, for each of them, the first and last day as numbers."""
        width = last - first
        self._groups: list[tuple[int, np.ndarray, np.ndarray, np.ndarray]] = []
        least = -1
        for most in (*_WIDTHS, 2 * OPEN_LAST):
            of_width = (width > least) & (width <= most)
            least = most
            if of_width.any():
                order = np.argsort(first[of_width], kind="stable")
                self._groups.append(
                    (most, first[of_width][order], last[of_width][order], positions[of_width][order])
                )

    def touching(self, since: int, until: int, *, widest: int = 2 * OPEN_LAST) -> np.ndarray:
        """Return the positions whose interval shares a day with ``since`` to ``until``, in order.

        Intervals of more than ``widest`` days are passed over.
        """
        found: list[np.ndarray] = []
        for most, first, last, positions in self._groups:
            start = int(np.searchsorted(first, since - most, "left"))
            end = int(np.searchsorted(first, until, "right"))
            if start < end:
                inside = last[start:end] >= since
                if most > widest:
                    inside &= last[start:end] - first[start:end] <= widest
                if inside.any():
                    found.append(positions[start:end][inside])
        if not found:
            return np.empty(0, dtype=np.int64)
        return np.sort(np.concatenate(found)) if len(found) > 1 else np.sort(found[0])
