"""Finds the phrases of a tree in all the words of many texts, in one walk.

Walkers set out from every word that begins a phrase, and go on together, one
part of a phrase at a time, as far as the words agree. A word that begins
nothing costs one look-up, so the time grows with the texts and not with the
number of rules; there is no pattern that can run away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workbench.coding.lists import Lists
from workbench.coding.phrases import Tree

GAP, FILLERS = 4, 3
"""Words that ".." may stand for, and words such as "the allocated" before a name."""

NOTHING = -1
PARENT, START, PLACE, AT, FILLED, SKIPPED = range(6)
"""A walker: the one it comes from, its first word, its place in the tree, the word that comes next,
and the last entries about it in the trails of names and of skipped words."""


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
    forms: Lists
    """The forms of a word in the tree, by its number."""
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
        return np.arange(self._size - len(before), self._size)

    def entries(self) -> np.ndarray:
        """Return all entries, one a row."""
        return np.concatenate([np.zeros((0, 3), dtype=np.int64), *self._added])


@dataclass(frozen=True)
class Hits:
    """Phrases found: in the order of the words, and of the tree where several begin at one word."""

    payloads: np.ndarray
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
            payloads=self.payloads[chosen],
            starts=self.starts[chosen],
            ends=self.ends[chosen],
            filled=self.filled[chosen],
            skipped=self.skipped[chosen],
        )


def search(tree: Tree, ground: Ground) -> Hits:
    """Return every phrase that stands in the words."""
    walk = _Walk(tree, ground)
    levels = [walk.begun()]
    while len(levels[-1]):
        levels.append(walk.on(levels[-1]))
    ended = [tree.ends.at(level[:, PLACE]) for level in levels]
    ranks = _depth_first(levels)
    order = np.argsort(_of_ended(ranks, ended), kind="stable")
    payloads = np.concatenate([payloads for _, payloads in ended])[order]
    starts, ends, filled, skipped = (
        _of_ended([level[:, column] for level in levels], ended)[order]
        for column in (START, AT, FILLED, SKIPPED)
    )
    return Hits(payloads, starts, ends, filled, skipped, walk.names.entries(), walk.gaps.entries())


def _of_ended(columns: list[np.ndarray], ended: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return what stands in the columns, one for each level, of walkers at the end of a phrase."""
    return np.concatenate([column[which] for column, (which, _) in zip(columns, ended, strict=True)])


def _depth_first(levels: list[np.ndarray]) -> list[np.ndarray]:
    """Return the rank of every walker where each comes right before those that come from it."""
    sizes = [np.ones(len(level), dtype=np.int64) for level in levels]
    for at in range(len(levels) - 1, 0, -1):
        np.add.at(sizes[at - 1], levels[at][:, PARENT], sizes[at])
    ranks = [np.cumsum(sizes[0]) - sizes[0]]
    for level, size in zip(levels[1:], sizes[1:], strict=True):
        before = np.cumsum(size) - size
        parents = level[:, PARENT]
        siblings = before - before[np.searchsorted(parents, parents)]
        ranks.append(ranks[-1][parents] + 1 + siblings)
    return ranks


class _Walk:
    def __init__(self, tree: Tree, ground: Ground) -> None:
        self.tree, self.ground = tree, ground
        self.names, self.gaps = Trail(), Trail()

    def begun(self) -> np.ndarray:
        """Return the walkers behind each first part of a phrase."""
        which, forms = self.ground.forms.at(np.arange(len(self.ground.forms.sizes)))
        found, to = self.tree.step(np.zeros_like(forms), forms)
        firsts = Lists(np.bincount(which[found], minlength=len(self.ground.forms.sizes)), to)
        at = np.flatnonzero(firsts.sizes[self.ground.numbers])
        of_word, to = firsts.at(self.ground.numbers[at])
        by_word = _set_out(at[of_word])
        by_word[:, PLACE] = to
        by_word[:, AT] += 1
        if self.ground.named is None:
            return by_word
        named = np.flatnonzero(self.ground.named.at.sizes)
        by_name = self._past_names(_set_out(named), np.arange(len(named)), named)
        by_name[:, PARENT] = by_name[:, START]
        return _side_by_side(by_word, by_name)

    def on(self, walkers: np.ndarray) -> np.ndarray:
        """Return the walkers behind the next part."""
        return _side_by_side(
            self._past_words(walkers), *self._past_gaps(walkers), *self._past_fillers(walkers)
        )

    def _past_words(self, walkers: np.ndarray) -> np.ndarray:
        which, to = self._steps(walkers[:, PLACE], walkers[:, AT])
        return _moved(walkers, which, to, walkers[which, AT] + 1)

    def _steps(self, places: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which of the places can be left by the word there, and where that leads."""
        which, forms = self.ground.forms.at(self.ground.numbers[at])
        found, to = self.tree.step(places[which], forms)
        return which[found], to

    def _past_gaps(self, walkers: np.ndarray) -> list[np.ndarray]:
        """Go on before any of the next few words that fits, up to the end of this part of the sentence."""
        made = []
        places = self.tree.gap[walkers[:, PLACE]]
        going = np.flatnonzero(places >= 0)
        places, begins = places[going], walkers[going, AT]
        for past in range(GAP + 1):
            at = begins + past
            fits = np.zeros(len(going), dtype=bool)
            fits[self._steps(places, at)[0]] = True
            if self.ground.named:
                fits |= self.ground.named.at.sizes[at] > 0
            fit = np.flatnonzero(fits)
            moved = _moved(walkers, going[fit], places[fit], at[fit])
            if past:
                moved[:, SKIPPED] = self.gaps.add(moved[:, SKIPPED], begins[fit], at[fit])
            made.append(moved)
            on = np.flatnonzero(~self.ground.signs[at])
            going, places, begins = going[on], places[on], begins[on]
        return made

    def _past_fillers(self, walkers: np.ndarray) -> list[np.ndarray]:
        """Go on behind a name, also where words such as "the allocated" stand before it."""
        made = []
        going = np.flatnonzero(self.tree.takes_names[walkers[:, PLACE]])
        for past in range(FILLERS + 1):
            at = walkers[going, AT] + past
            moved = self._past_names(walkers, going, at)
            made.append(moved)
            going = going[self.ground.fillers[at]]
        return made

    def _past_names(self, walkers: np.ndarray, who: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Return some of the walkers behind the names that begin at their words."""
        if self.ground.named is None:
            return walkers[:0]
        which, names = self.ground.named.at.at(at)
        of_name, slots = self.ground.named.slots.at(self.ground.named.kinds[names])
        which, names = which[of_name], names[of_name]
        found, to = self.tree.step(walkers[who[which], PLACE], slots)
        which, names = which[found], names[found]
        moved = _moved(walkers, who[which], to, self.ground.named.ends[names])
        moved[:, FILLED] = self.names.add(moved[:, FILLED], slots[found], names)
        return moved


def _set_out(at: np.ndarray) -> np.ndarray:
    """Return a walker before each of some words."""
    walkers = np.full((len(at), 6), NOTHING)
    walkers[:, PARENT] = walkers[:, START] = walkers[:, AT] = at
    walkers[:, PLACE] = 0
    return walkers


def _moved(walkers: np.ndarray, who: np.ndarray, places: np.ndarray, at: np.ndarray) -> np.ndarray:
    moved = walkers[who]
    moved[:, PARENT], moved[:, PLACE], moved[:, AT] = who, places, at
    return moved


def _side_by_side(*several: np.ndarray) -> np.ndarray:
    """Return all walkers, those that come from one in the order given."""
    walkers = np.concatenate(several)
    return walkers[np.argsort(walkers[:, PARENT], kind="stable")]
