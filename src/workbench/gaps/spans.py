"""Which of many date intervals could fall in a window, without reading all of them.

Intervals are kept in groups of similar width, each sorted by its first day.
Within a group nothing that starts more than its greatest width before the
window can reach it, so two binary searches bound what has to be read; one very
vague date does not widen the search for all others.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

import numpy as np

OPEN_FIRST, OPEN_LAST = -10_000_000, 10_000_000
"""Day numbers that stand for an open beginning and an open end."""
_WIDTHS = (0, 7, 62, 400, 3700)


class Spans:
    """Positions of entries by their days, ready for many questions."""

    def __init__(self, positions: np.ndarray, first: np.ndarray, last: np.ndarray) -> None:
        """Take positions and, for each of them, the first and last day as numbers."""
        width = last - first
        # Windows are narrow, and asked by the ten thousand: a few plain numbers are read faster than numpy's.
        self._groups: list[tuple[int, array[int], array[int], array[int]]] = []
        least = -1
        for most in (*_WIDTHS, 2 * OPEN_LAST):
            of_width = np.flatnonzero((width > least) & (width <= most))
            least = most
            if len(of_width):
                order = of_width[np.argsort(first[of_width], kind="stable")]
                self._groups.append(
                    (most, _plain(first[order]), _plain(last[order]), _plain(positions[order]))
                )

    def touching(self, since: int, until: int, *, widest: int = 2 * OPEN_LAST) -> list[int]:
        """Return the positions whose interval shares a day with ``since`` to ``until``, in order.

        Intervals of more than ``widest`` days are passed over.
        """
        found: list[int] = []
        for most, first, last, positions in self._groups:
            start = bisect_left(first, since - most)
            end = bisect_right(first, until, start)
            if start >= end:
                continue
            if not most:
                found += positions[start:end]
            elif most <= widest:
                found += [
                    at
                    for at, ends in zip(positions[start:end], last[start:end], strict=True)
                    if ends >= since
                ]
            else:
                found += [
                    at
                    for at, begins, ends in zip(
                        positions[start:end], first[start:end], last[start:end], strict=True
                    )
                    if ends >= since and ends - begins <= widest
                ]
        found.sort()
        return found


def _plain(numbers: np.ndarray) -> array[int]:
    return array("q", numbers.astype(np.int64).tobytes())
