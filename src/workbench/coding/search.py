"""Finds the phrases of a tree in all the words of many texts, in one walk.

Walkers set out from every word that begins a phrase, and go on together, one
part of a phrase at a time, as far as the words agree. A word that begins
nothing costs one look-up, so the time grows with the texts and not with the
number of rules; there is no pattern that can run away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from workbench.coding.lists import NUMBER, Lists, spread
from workbench.coding.phrases import Tree
from workbench.coding.steps import Steps

GAP, FILLERS = 4, 3
"""Words that ".." may stand for, and words such as "the allocated" before a name."""

NOTHING = -1


@dataclass(frozen=True)
class Named:
    """The names in the texts, as far as a phrase can hold them."""

    at: Lists
    """The names that begin at each word."""
    ends: np.ndarray
    """The word behind each name."""
    kinds: np.ndarray
    slots: Lists
    """The slots that each kind of name can fill, by their numbers in the tree."""


@dataclass(frozen=True)
class Ground:
    """What is walked over: the words of the texts, an end behind each text."""

    numbers: np.ndarray
    steps: Steps
    """Those of the tree by the words' numbers."""
    signs: np.ndarray
    """True for each word where ".." goes no further."""
    fillers: np.ndarray
    """True for each word behind which a name may still follow."""
    named: Named | None = None


class Trail:
    """What walkers passed, each time two numbers, and the entry before it of the same walker."""

    def __init__(self) -> None:
        self._added: list[np.ndarray] = []
        self._size = 0

    def add(self, before: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
        """Append entries and return their places."""
        self._added.append(np.column_stack([before, one, two]))
        self._size += len(before)
        return np.arange(self._size - len(before), self._size, dtype=NUMBER)

    def entries(self) -> np.ndarray:
        """Return all entries, one a row."""
        return np.concatenate([np.zeros((0, 3), dtype=NUMBER), *self._added])


@dataclass(frozen=True)
class Hits:
    """Phrases found: in the order of the words, and of the tree where several begin at one word."""

    meant: np.ndarray
    """What each means: first the place of the tree where it ends, later what `meaning` made of it."""
    starts: np.ndarray
    ends: np.ndarray
    filled: np.ndarray
    skipped: np.ndarray
    names: np.ndarray
    """For ``filled``: the entry before, the slot, the name that fills it."""
    gaps: np.ndarray
    """For ``skipped``: the entry before, the first word skipped, the word behind the last."""

    def only(self, chosen: np.ndarray) -> Hits:
        """Return the chosen ones."""
        if chosen.dtype == bool:
            chosen = np.flatnonzero(chosen)
        return replace(
            self,
            meant=self.meant[chosen],
            starts=self.starts[chosen],
            ends=self.ends[chosen],
            filled=self.filled[chosen],
            skipped=self.skipped[chosen],
        )

    def meaning(self, ends: Lists) -> Hits:
        """Return a hit for each of what ends at the places, by ``ends``."""
        which, meant = ends.at(self.meant)
        return replace(self.only(which), meant=meant)


class _Walkers(NamedTuple):
    """How far walkers have come: columns, one number for each walker."""

    parents: np.ndarray
    """The walker before the last step: of the level before, or the first word where there is none."""
    starts: np.ndarray
    places: np.ndarray
    at: np.ndarray
    """The word that comes next."""
    filled: np.ndarray
    """The last entry about a walker in the trail of names."""
    skipped: np.ndarray
    """The last entry about it in the trail of skipped words."""

    def only(self, chosen: np.ndarray) -> _Walkers:
        return _Walkers(*(column[chosen] for column in self))

    def moved(self, who: np.ndarray, places: np.ndarray, at: np.ndarray) -> _Walkers:
        return _Walkers(who, self.starts[who], places, at, self.filled[who], self.skipped[who])


def search(tree: Tree, ground: Ground) -> Hits:
    """Return every place in the words where a phrase ends."""
    walk = _Walk(tree, ground)
    levels = [walk.begun()]
    while len(levels[-1].at):
        levels.append(walk.on(levels[-1]))
    ended = [np.flatnonzero(tree.is_end[level.places]) for level in levels]
    ranks = _depth_first([level.parents for level in levels])
    order = np.argsort(_joined(ranks, ended), kind="stable")
    _, starts, places, ends, filled, skipped = (
        _joined(column, ended)[order] for column in zip(*levels, strict=True)
    )
    return Hits(places, starts, ends, filled, skipped, walk.names.entries(), walk.gaps.entries())


def _joined(columns: Sequence[np.ndarray], chosen: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([column[which] for column, which in zip(columns, chosen, strict=True)])


def _depth_first(levels: list[np.ndarray]) -> list[np.ndarray]:
    """Return the rank of every walker where each comes right before those that come from it.

    Walkers are given by their parents.
    """
    sizes = [np.ones(len(level), dtype=NUMBER) for level in levels]
    for at in range(len(levels) - 1, 0, -1):
        np.add.at(sizes[at - 1], levels[at], sizes[at])
    ranks = [np.cumsum(sizes[0], dtype=NUMBER) - sizes[0]]
    for parents, size in zip(levels[1:], sizes[1:], strict=True):
        before = np.cumsum(size, dtype=NUMBER) - size
        first = np.flatnonzero(np.diff(parents, prepend=-1))
        siblings = before - np.repeat(before[first], np.diff(first, append=len(parents)))
        ranks.append(ranks[-1][parents] + 1 + siblings)
    return ranks


class _Walk:
    def __init__(self, tree: Tree, ground: Ground) -> None:
        self.tree, self.ground, self.named = tree, ground, ground.named
        self.names, self.gaps = Trail(), Trail()
        self._room = _in_a_row(~ground.signs, GAP)
        self._fillers = _in_a_row(ground.fillers, FILLERS)

    def begun(self) -> _Walkers:
        """Return the walkers behind each first part of a phrase."""
        numbers = self.ground.numbers
        words = np.arange(int(numbers.max(initial=0)) + 1, dtype=NUMBER)
        which, to = self.ground.steps.at(np.zeros_like(words), words)
        firsts = Lists(np.bincount(which, minlength=len(words)), to)
        at = np.flatnonzero(firsts.sizes[numbers]).astype(NUMBER)
        of_word, to = firsts.at(numbers[at])
        at = at[of_word]
        nothing = np.full(len(at), NOTHING, dtype=NUMBER)
        by_word = _Walkers(at, at, to, at + 1, nothing, nothing)
        if self.named is None:
            return by_word
        at = np.flatnonzero(self.named.at.sizes).astype(NUMBER)
        nothing = np.full(len(at), NOTHING, dtype=NUMBER)
        before = _Walkers(at, at, np.zeros_like(at), at, nothing, nothing)
        by_name = self._past_names(before, np.arange(len(at)), at)
        return _side_by_side(by_word, by_name._replace(parents=by_name.starts))

    def on(self, walkers: _Walkers) -> _Walkers:
        """Return the walkers behind the next part of a phrase, and those behind ".." and the next part."""
        before = self._before_next(walkers)
        behind = self._skipping(walkers, before, self._behind_next(before))
        return _side_by_side(self._past_words(walkers), behind, self._past_fillers(walkers))

    def _past_words(self, walkers: _Walkers) -> _Walkers:
        which, to = self.ground.steps.at(walkers.places, self.ground.numbers[walkers.at])
        return walkers.moved(which, to, walkers.at[which] + 1)

    def _before_next(self, walkers: _Walkers) -> _Walkers:
        """Return the walkers that can skip words, before each of the next few up to a sign."""
        places = self.tree.gap[walkers.places]
        going = np.flatnonzero(places >= 0).astype(NUMBER)
        begins = walkers.at[going]
        which, at = spread(begins, self._room[begins] + NUMBER(1))
        return walkers.moved(going[which], places[going][which], at)

    def _behind_next(self, before: _Walkers) -> _Walkers:
        """Go on by the word itself, and by a name where the word or a name fits there."""
        by_word = self._past_words(before)
        if self.named is None:
            return by_word
        fits = self.named.at.sizes[before.at] > 0
        fits[by_word.parents] = True
        able = np.flatnonzero(fits)
        by_name = self._past_fillers(before.only(able))
        return _side_by_side(by_word, by_name._replace(parents=able[by_name.parents]))

    def _skipping(self, walkers: _Walkers, before: _Walkers, behind: _Walkers) -> _Walkers:
        """Note which words were skipped by walkers that stood ``before`` a word and now are ``behind`` it."""
        parents, stood = before.parents[behind.parents], before.at[behind.parents]
        begun = walkers.at[parents]
        who = np.flatnonzero(stood > begun)
        behind.skipped[who] = self.gaps.add(behind.skipped[who], begun[who], stood[who])
        return behind._replace(parents=parents)

    def _past_fillers(self, walkers: _Walkers) -> _Walkers:
        """Go on behind a name, also where words such as "the allocated" stand before it."""
        if self.named is None:
            return walkers.only(np.zeros(0, dtype=np.int64))
        going = np.flatnonzero(self.tree.takes_names[walkers.places])
        begins = walkers.at[going]
        which, at = spread(begins, self._fillers[begins] + NUMBER(1))
        before_name = np.flatnonzero(self.named.at.sizes[at])
        return self._past_names(walkers, going[which[before_name]], at[before_name])

    def _past_names(self, walkers: _Walkers, who: np.ndarray, at: np.ndarray) -> _Walkers:
        """Return some of the walkers behind the names that begin at their words."""
        assert self.named
        which, names = self.named.at.at(at)
        of_name, slots = self.named.slots.at(self.named.kinds[names])
        which, names = which[of_name], names[of_name]
        found, to = self.tree.slot_steps.at(walkers.places[who[which]], slots)
        which, names = which[found], names[found]
        moved = walkers.moved(who[which], to, self.named.ends[names])
        return moved._replace(filled=self.names.add(moved.filled, slots[found], names))


def _in_a_row(holds: np.ndarray, most: int) -> np.ndarray:
    """Return for each word in how many words from there on it holds, at most so many."""
    row = np.zeros(len(holds), dtype=NUMBER)
    for _ in range(most):
        row[:-1] = np.where(holds[:-1], row[1:] + 1, 0)
    return row


def _side_by_side(*several: _Walkers) -> _Walkers:
    """Return all walkers, those that come from one in the order given."""
    joined = _Walkers(*map(np.concatenate, zip(*several, strict=True)))
    return joined.only(np.argsort(joined.parents, kind="stable"))
