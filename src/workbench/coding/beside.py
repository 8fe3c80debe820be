"""Whether other words of a rule stand beside those found: what silences it, or what it needs.

A few words silence many rules each, so that there is no list of what stands
where: each stretch of text holds one bit for each rule.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BITS = 64


class Beside:
    """The words of rules that only stand beside others, by the places of the tree where they end."""

    def __init__(self, ends: Sequence[Sequence[int]], *, rules: int) -> None:
        """``ends`` are the rules whose words end at each place, of so many ``rules`` in all."""
        having = sorted({rule for own in ends for rule in own})
        self._bit = np.full(rules, -1, dtype=np.int64)
        self._bit[having] = np.arange(len(having))
        number: dict[tuple[int, ...], int] = {(): 0}
        self._set = np.array([number.setdefault(tuple(own), len(number)) for own in ends], dtype=np.int64)
        self._bits = np.zeros((len(number), len(having) // _BITS + 1), dtype=np.uint64)
        for own, at in number.items():
            for rule in own:
                self._bits[at, self._bit[rule] // _BITS] |= np.uint64(1 << self._bit[rule] % _BITS)

    def stand(
        self, places: np.ndarray, stretches: np.ndarray, asked: np.ndarray, asked_in: np.ndarray
    ) -> np.ndarray:
        """Return of each rule ``asked`` whether such words of it stand in the stretch ``asked_in``.

        ``places`` are where phrases end, in the order of the ``stretches`` in which they stand.
        """
        sets = self._set[places]
        there = np.flatnonzero(sets)
        sets, stretches = sets[there], stretches[there]
        begins = np.flatnonzero(np.diff(stretches, prepend=-1))
        found = np.zeros(len(asked), dtype=bool)
        if not len(begins):
            return found
        held = np.bitwise_or.reduceat(self._bits[sets], begins, axis=0)
        row = np.searchsorted(stretches[begins], asked_in)
        row[row == len(begins)] = 0
        bit = self._bit[asked]
        there = np.flatnonzero((stretches[begins][row] == asked_in) & (bit >= 0))
        row, bit = row[there], bit[there]
        found[there] = held[row, bit // _BITS] >> (bit % _BITS).astype(np.uint64) & np.uint64(1) > 0
        return found
