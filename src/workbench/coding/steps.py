"""The steps of a tree of phrases, to be looked up many at a time: from a place, by a word, to places."""

from __future__ import annotations

import numpy as np

from workbench.coding.lists import NUMBER, Lists

ROOM = 8
"""Slots of the table for each step: nearly all steps asked for do not exist, and find an empty slot."""
_MIX = np.uint32(2654435769)


class Steps:
    """Where a word leads from a place, by numbers: to several places where it has several forms."""

    def __init__(self, places: np.ndarray, words: np.ndarray, to: np.ndarray, *, size: int) -> None:
        """All words are below ``size``; of one place and word, the order of ``to`` is kept."""
        self._size = size
        keys = places.astype(np.int64) * size + words
        order = np.argsort(keys, kind="stable")
        begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
        self._keys = keys[order[begins]]
        self._to = Lists(np.diff(begins, append=len(keys)), to[order])
        self._bits = np.uint32(32 - max((ROOM * len(begins)).bit_length(), 1))
        slots = self._slots(self._keys)
        in_slot = np.argsort(slots, kind="stable")
        alike = np.diff(slots[in_slot], prepend=-1) == 0
        self._first = np.full(1 << (32 - int(self._bits)), -1, dtype=NUMBER)
        self._first[slots[in_slot[~alike]]] = in_slot[~alike]
        self._perhaps = self._first >= 0
        self._next = np.full(len(begins), -1, dtype=NUMBER)
        self._next[in_slot[np.flatnonzero(alike) - 1]] = in_slot[alike]

    def _slots(self, keys: np.ndarray) -> np.ndarray:
        return ((keys.astype(np.uint32) * _MIX) >> self._bits).astype(np.int64)

    def at(self, places: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which of the places can be left by its word, and where that leads."""
        keys = places.astype(np.int64) * self._size + words
        slots = self._slots(keys)
        which = np.flatnonzero(self._perhaps[slots])
        keys, found = keys[which], self._first[slots[which]]
        wrong = np.flatnonzero(self._keys[found] != keys)
        while len(wrong):  # a few share a slot
            found[wrong] = self._next[found[wrong]]
            wrong = wrong[found[wrong] >= 0]
            wrong = wrong[self._keys[found[wrong]] != keys[wrong]]
        right = np.flatnonzero(found >= 0)
        of, to = self._to.at(found[right])
        return which[right][of], to
