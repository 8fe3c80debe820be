"""The phrases of the readable rules, and the tree of words in which they stand.

A phrase is plain words with six signs, and nothing else:

    refer*              a word's beginning, with any ending
    sent|made           one word or the other
    marf .. sent        up to four words between, in the same part of a sentence
    attendance #        a number
    {agency}            a name of a service, or several ("HV, GP and school")
    {child} {mother}    a word for that person

The phrases of all rules stand in one tree, whose places and steps are numbers:
`workbench.coding.search` walks it for all the words of a table at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise, product
from typing import Any

import numpy as np

from workbench.coding.lists import Lists
from workbench.coding.words import words_of


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrase as words, once for each choice that "|" leaves."""
    parts = phrase.lower().split()
    if any(one == two == ".." for one, two in pairwise(("..", *parts, ".."))):
        raise ValueError(f'"{phrase}": ".." must stand between two words.')
    choices = [[_choice(choice) for choice in part.split("|")] for part in parts]
    for chosen in product(*choices):
        yield tuple(chain.from_iterable(chosen))


@cache
def _choice(text: str) -> tuple[str, ...]:
    if text in ("..", "#", "-") or text.startswith("{"):
        return (text,)
    found = [word for word, _, _ in words_of(text.removesuffix("*"))]
    if text.endswith("*"):
        found[-1] += "*"
    return tuple(found)


class Tree:
    """Phrases by their words. Place 0 is where all begin; each part of a phrase is a step further."""

    def __init__(
        self, phrases: Iterable[tuple[str, Hashable]], short: Mapping[str, str] | None = None
    ) -> None:
        """``short`` are abbreviations with the word that each stands for."""
        self._short = short or {}
        self._parts: dict[str, int] = {}
        self._steps: dict[tuple[int, int], int] = {}
        self._gaps: dict[int, int] = {}
        self._ends: list[list[int]] = [[]]
        payloads: dict[Hashable, int] = {}
        for phrase, payload in phrases:
            number = payloads.setdefault(payload, len(payloads))
            for parts in expand(phrase):
                ends = self._ends[self._place(parts)]
                if number not in ends:
                    ends.append(number)
        self.payloads: tuple[Any, ...] = tuple(payloads)
        self.parts = tuple(self._parts)
        sizes = sorted({(part[0], len(part) - 1) for part in self.parts if part.endswith("*")})
        self._stems = {first: [size for other, size in sizes if other == first] for first, _ in sizes}
        self._number()

    def _place(self, parts: Sequence[str]) -> int:
        """Return the place at the end of a phrase; the way there is made where it is missing."""
        place = 0
        for part in parts:
            new = len(self._ends)
            if part == "..":
                following = self._gaps.setdefault(place, new)
            else:
                number = self._parts.setdefault(part, len(self._parts))
                following = self._steps.setdefault((place, number), new)
            if following == new:
                self._ends.append([])
            place = following
        return place

    def _number(self) -> None:
        """Lay the tree down in arrays: the steps sorted by place and part, the ends one after the other."""
        places = len(self._ends)
        taken = [(place * len(self._parts) + part, to) for (place, part), to in self._steps.items()]
        ordered = np.array(sorted(taken), dtype=np.int64).reshape(-1, 2)
        self._step_keys, self._step_to = ordered[:, 0].copy(), ordered[:, 1].copy()
        self._first = np.full(1 << (20 * len(ordered) + 1).bit_length(), -1, dtype=np.int32)
        ends = self._step_keys & (len(self._first) - 1)
        order = np.argsort(ends, kind="stable")
        alike = np.diff(ends[order], prepend=-1) == 0
        self._first[ends[order[~alike]]] = order[~alike]
        self._perhaps = self._first >= 0
        self._next = np.full(len(ordered), -1, dtype=np.int32)
        self._next[order[np.flatnonzero(alike) - 1]] = order[alike]
        self.gap = np.full(places, -1, dtype=np.int64)
        self.gap[list(self._gaps)] = list(self._gaps.values())
        slots = {number for part, number in self._parts.items() if part.startswith("{")}
        self.takes_names = np.zeros(places, dtype=bool)
        self.takes_names[[place for place, part in self._steps if part in slots]] = True
        self.ends = Lists.of(self._ends)

    def forms(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the phrase words that a word of a text can stand for."""
        found = self._forms(word)
        if word in self._short:
            found += [form for form in self._forms(self._short[word]) if form not in found]
        return tuple(found)

    def knows(self, word: str) -> bool:
        """True for a word that may have forms of its own, besides that of a number."""
        return word in self._parts or word in self._short or word[0] in self._stems

    def _forms(self, word: str) -> list[int]:
        parts = self._parts
        found = [parts[word]] if word in parts else []
        first = word[0]
        if "'" in word and word.endswith("'s") and word[:-2] in parts:
            found.append(parts[word[:-2]])
        if first.isdigit() and "#" in parts:
            found.append(parts["#"])
        if first in self._stems:
            for size in self._stems[first]:
                if size > len(word):
                    break
                stem = word[:size] + "*"
                if stem in parts:
                    found.append(parts[stem])
        return found

    def slots(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of those parts that stand in a phrase at all."""
        return tuple([self._parts[name] for name in names if name in self._parts])

    def step(self, places: np.ndarray, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which of the places can be left by its part of a phrase, and where that leads."""
        keys = places * len(self._parts) + parts
        # Nearly all steps asked for do not exist: a table of what the keys end in says so at once.
        ends = keys & (len(self._perhaps) - 1)
        which = np.flatnonzero(self._perhaps[ends])
        keys, found = keys[which], self._first[ends[which]]
        wrong = np.flatnonzero(self._step_keys[found] != keys)
        while len(wrong):  # a few keys end alike
            found[wrong] = self._next[found[wrong]]
            wrong = wrong[found[wrong] >= 0]
            wrong = wrong[self._step_keys[found[wrong]] != keys[wrong]]
        right = np.flatnonzero(found >= 0)
        return which[right], self._step_to[found[right]]
