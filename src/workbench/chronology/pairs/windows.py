"""Which entries could belong together by their dates: binary searches in sorted arrays.

Nothing is compared with everything. Where more entries stand in a window than
can be looked at, each of those that ask takes its own stretch of them, in
order, so that a thousand contacts on one day are a few thousand candidates.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

KEY = 1 << 24
"""More than any number of days, so that a key and a day make one number."""
MIDDLE = KEY // 2


class Days:
    """Entries by a key (agencies, a word, a topic) and a day, to be found by stretches of days."""

    def __init__(self, at: np.ndarray, key: np.ndarray, day: np.ndarray) -> None:
        both = key * KEY + (day + MIDDLE)
        order = np.argsort(both, kind="stable")
        self._sorted = both[order]
        self._at = at[order]

    def between(
        self, key: np.ndarray, since: np.ndarray, until: np.ndarray, *, most: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return pairs (place of the one who asks, entry found), at most ``most`` for each who asks."""
        low = np.searchsorted(self._sorted, key * KEY + (since + MIDDLE), "left")
        high = np.searchsorted(self._sorted, key * KEY + (until + MIDDLE), "right")
        count = np.maximum(high - low, 0)
        over = np.flatnonzero(count > most)
        if len(over):
            start = _own_stretch(low[over], count[over], most)
            low[over], count[over] = start, most
        asking = np.repeat(np.arange(len(key)), count)
        step = np.arange(len(asking)) - np.repeat(np.cumsum(count) - count, count)
        return asking, self._at[low[asking] + step]


def _own_stretch(low: np.ndarray, count: np.ndarray, most: int) -> np.ndarray:
    """Return where each one's stretch begins: those that ask for the same window share it out in order."""
    window = low * (int(count.max()) + 1) + count
    order = np.argsort(window, kind="stable")
    _, begins, sizes = np.unique(window[order], return_index=True, return_counts=True)
    rank = np.empty(len(low), dtype="int64")
    rank[order] = np.arange(len(low)) - np.repeat(begins, sizes)
    asked = np.empty(len(low), dtype="int64")
    asked[order] = np.repeat(sizes, sizes)
    centre = rank * count // np.maximum(asked, 1)
    return low + np.clip(centre - most // 2, 0, count - most)


def joined(parts: Iterable[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return all pairs of several searches, one below the other."""
    listed = list(parts)
    return np.concatenate([one for one, _ in listed]), np.concatenate([other for _, other in listed])


def distinct(one: np.ndarray, other: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each pair once, in order."""
    both = unique(one * size + other)
    return both // max(size, 1), both % max(size, 1)


def unique(numbers: np.ndarray) -> np.ndarray:
    """Return each number once, in order: by sorting, which for millions is much quicker than by a table."""
    numbers = np.sort(numbers)
    if not len(numbers):
        return numbers
    return numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])]
