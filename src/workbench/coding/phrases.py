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

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise, product
from typing import Any

import numpy as np

from workbench.coding.lists import NUMBER, Lists
from workbench.coding.steps import Steps
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


_GAP = -1
"""Stands for ".." among the numbers of a phrase's parts."""
_Place = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]
"""What ends at a place, and where each part of a phrase leads from there."""


class _Growing:
    """A tree to which phrases are added one by one."""

    def __init__(self) -> None:
        self._ends: list[list[int]] = [[]]
        self._steps: list[dict[int, int]] = [{}]

    def add(self, parts: Sequence[int], payload: int) -> None:
        """Add a phrase; the way there is made where it is missing."""
        place = 0
        for part in parts:
            following = self._steps[place].get(part)
            if following is None:
                following = self._steps[place][part] = len(self._steps)
                self._steps.append({})
                self._ends.append([])
            place = following
        if payload not in self._ends[place]:
            self._ends[place].append(payload)

    def shared(self) -> list[_Place]:
        """Return the places, those that are alike as one; the first is where phrases begin."""
        numbers: dict[_Place, int] = {}
        one_for = [0] * len(self._steps)
        for place in range(len(self._steps) - 1, -1, -1):  # what follows a place stands behind it
            steps = tuple(sorted([(part, one_for[to]) for part, to in self._steps[place].items()]))
            one_for[place] = numbers.setdefault((tuple(self._ends[place]), steps), len(numbers))
        # Where phrases begin is the last place met, and like no other.
        last = len(numbers) - 1
        return [(ends, tuple([(part, last - to) for part, to in steps])) for ends, steps in reversed(numbers)]


class Tree:
    """Phrases by their words. Place 0 is where all begin; each part of a phrase is a step further.

    Places from which the same words lead on to the same ends are one place, so
    that phrases share their last words as well as their first.
    """

    def __init__(
        self, phrases: Iterable[tuple[str, Hashable]], short: Mapping[str, str] | None = None
    ) -> None:
        """``short`` are abbreviations with the word that each stands for."""
        self._short = short or {}
        self._parts: dict[str, int] = {}
        payloads: dict[Hashable, int] = {}
        made = _Growing()
        for phrase, payload in phrases:
            number = payloads.setdefault(payload, len(payloads))
            for parts in expand(phrase):
                made.add([_GAP if part == ".." else self._part(part) for part in parts], number)
        self.payloads: tuple[Any, ...] = tuple(payloads)
        self.parts = tuple(self._parts)
        sizes = sorted({(part[0], len(part) - 1) for part in self.parts if part.endswith("*")})
        self._stems = {first: [size for other, size in sizes if other == first] for first, _ in sizes}
        self._lay_down(made.shared())

    def _part(self, part: str) -> int:
        return self._parts.setdefault(part, len(self._parts))

    def _lay_down(self, places: Sequence[_Place]) -> None:
        """Write the places down in arrays."""
        steps = [(place, part, to) for place, (_, steps) in enumerate(places) for part, to in steps]
        table = np.array(steps, dtype=NUMBER).reshape(-1, 3)
        gaps = table[:, 1] == _GAP
        self.gap = np.full(len(places), -1, dtype=NUMBER)
        self.gap[table[gaps, 0]] = table[gaps, 2]
        self._steps = table[~gaps]
        is_slot = np.array([part.startswith("{") for part in self.parts], dtype=bool)
        by_slot = self._steps[is_slot[self._steps[:, 1]]]
        self.slot_steps = Steps(*by_slot.T, size=len(self.parts))
        self.takes_names = np.zeros(len(places), dtype=bool)
        self.takes_names[by_slot[:, 0]] = True
        self.ends = tuple([ends for ends, _ in places])
        self.is_end = np.array([bool(ends) for ends in self.ends], dtype=bool)

    def table(self, forms: Lists) -> Steps:
        """Return the steps by the words of a lexicon, whose forms are given by the words' numbers."""
        words, parts = forms.at(np.arange(len(forms.sizes)))
        # Of two forms of a word that lead on from a place, the one that `forms` names first goes first.
        order = np.argsort(parts, kind="stable")
        of_part = Lists(np.bincount(parts, minlength=len(self.parts)), order)
        step, form = of_part.at(self._steps[:, 1])
        in_order = np.argsort(form, kind="stable")
        step, form = step[in_order], form[in_order]
        return Steps(self._steps[step, 0], words[form], self._steps[step, 2], size=len(forms.sizes))

    def forms(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the phrase words that a word of a text can stand for."""
        found = self._forms(word)
        if word in self._short:
            found += [form for form in self._forms(self._short[word]) if form not in found]
        return tuple(found)

    def known(self) -> tuple[Collection[str], Collection[str]]:
        """Return the words that may have forms of their own, and the letters with which others may begin."""
        return {*self._parts, *self._short}, set(self._stems)

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
