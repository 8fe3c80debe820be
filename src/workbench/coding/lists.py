"""Many short lists laid end to end in one array, to be looked up many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

NUMBER = np.int32
"""Of places and words: half as much to move about as the usual integers are."""


class Lists:
    """Lists of numbers by their place: the names at a word, the rules that end somewhere."""

    def __init__(self, sizes: np.ndarray, values: np.ndarray) -> None:
        self.sizes, self._values = sizes.astype(NUMBER), values.astype(NUMBER)
        self._begins = np.cumsum(self.sizes, dtype=NUMBER) - self.sizes

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        """Return ordinary lists laid down in this way."""
        sizes = np.fromiter(map(len, lists), dtype=NUMBER, count=len(lists))
        return cls(sizes, np.fromiter(chain.from_iterable(lists), dtype=NUMBER, count=sizes.sum()))

    def at(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which of ``places`` each value found is for, and the values, list by list."""
        which, at = spread(self._begins[places], self.sizes[places])
        return which, self._values[at]


def spread(begins: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which range each number is of, and the numbers of the ranges one after the other."""
    which = np.repeat(np.arange(len(sizes), dtype=NUMBER), sizes)
    before = np.cumsum(sizes, dtype=NUMBER) - sizes
    return which, np.arange(len(which), dtype=NUMBER) + np.repeat((begins - before).astype(NUMBER), sizes)
