"""How well a kind goes with all the words of an event, where one rule alone could be wrong.

A rule knows a phrase; ``clues.csv`` says of single words how much each speaks for
or against a kind ("overdose" for a mental health event), how much it does so among
the first words, and how common a kind is with each type of agency. The points are
tenths of a logarithm of odds. They were counted out by ``benchmarks/fit_clues.py``
from labelled entries; anybody can read them and put a wrong one right.

What a rule found counts as so many points more for its kind. A kind is suggested
only where the sum leaves little doubt: silence is better than a wrong code.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from workbench.coding.lists import Lists
from workbench.coding.rules import Rules, read_rules
from workbench.coding.words import SIGNS, words_of
from workbench.vocabulary import KINDS

if TYPE_CHECKING:
    from scipy.sparse import csr_array

CODES = ("", *sorted(KINDS))
"""The kinds, with that of an entry that has none, in the order of the points."""

ANYWHERE, FIRST, AGENCY = "anywhere", "first", "agency"
OPENING, BEGINNING = 4, 12
"""How many words are an entry's first ones; and how many count in full, those behind them half."""
LATER = 0.5
SCALE = 10
"""Points of one unit of a logarithm of odds."""

SURE_ENOUGH = 0.6
"""The share of all likelihood that the best kind must have; below it nothing is suggested."""

_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "ly")
_SHORTEST_STEM = 4


class Folding:
    """Brings words that mean the same to one: "mum" and "mother", "phoned" and "rang", "12" and "30"."""

    def __init__(self, rules: Rules) -> None:
        self._same = dict(rules.short)
        for name, called in reversed(rules.names):
            if name.isalpha() and len(name) > 1:
                self._same[name] = f"@{called.agency or called.who}"

    def __call__(self, word: str) -> str:
        same = self._same.get(word, word)
        if same[0] == "@":
            return same
        if same[0].isdigit():
            return "#"
        for ending in _ENDINGS:
            if same.endswith(ending) and len(same) - len(ending) >= _SHORTEST_STEM:
                return same.removesuffix(ending)
        return same


@dataclass(frozen=True)
class Clues:
    """The clue words, to be asked for by a Lexicon like the words of a tree, and their points."""

    words: Mapping[str, int]
    """Folded word -> its row of points."""
    fold: Folding
    anywhere: np.ndarray
    first: np.ndarray
    agency: Mapping[str, np.ndarray]
    _asked: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def forms(self, word: str) -> tuple[int, ...]:
        """Return the row of the clue that a word of a text is, if it is one."""
        found = self.words.get(self.fold(word), -1) if word not in SIGNS else -1
        return (found,) if found >= 0 else ()

    def known(self) -> tuple[Collection[str], Collection[str]]:
        """No number means more than any other."""
        return (), ()

    def table(self, forms: Lists) -> Lists:
        """Return the rows of the clues by the words' numbers."""
        return forms

    def of_cells(self, places: Places, writers: Sequence[str]) -> np.ndarray:
        """Return the points of each cell for each kind; ``writers`` are the types of their agencies."""
        none = np.zeros(len(CODES))
        types = {one: at for at, one in enumerate(dict.fromkeys(writers))}
        points = np.array([self.agency.get(one, none) for one in types]).reshape(-1, len(CODES))
        points = points[[types[one] for one in writers]]
        early = places.order < OPENING
        full = np.where(places.order < BEGINNING, 1.0, LATER)
        points += self._counted(places.cell, places.clue, full, len(writers)) @ self.anywhere
        points += (
            self._counted(places.cell[early], places.clue[early], full[early], len(writers)) @ self.first
        )
        return points / SCALE

    def _counted(self, cells: np.ndarray, clues: np.ndarray, shares: np.ndarray, size: int) -> csr_array:
        """Return how much each clue counts in each of so many cells; most count in none."""
        # Imported here: a page that codes nothing needs none of it.
        from scipy.sparse import csr_array

        begins = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(cells, minlength=size), out=begins[1:])
        return csr_array((shares, clues, begins), shape=(size, len(self.anywhere)))

    def strongest(self, text: str, kind: str) -> str:
        """Return the word of a text that speaks most for a kind, as it is written."""
        best, because = 0.0, ""
        anywhere, first = (own[:, CODES.index(kind)] for own in (self.anywhere, self.first))
        for order, (word, begin, end) in enumerate(words_of(text)):
            rows = self._asked.get(word)
            if rows is None:
                rows = self._asked[word] = self.forms(word)
            for row in rows:
                points = anywhere[row] + (first[row] if order < OPENING else 0)
                if points > best:
                    best, because = points, text[begin:end]
        return because


class Places(NamedTuple):
    """Where the clues stand: each word once a cell, in the order of the cells."""

    cell: np.ndarray
    clue: np.ndarray
    order: np.ndarray
    """How many words of the cell stand before it."""


def places(
    cells: np.ndarray, numbers: np.ndarray, forms: Lists, signs: np.ndarray, chosen: np.ndarray
) -> Places:
    """Return where clues stand in the words of the chosen cells; ``cells`` says of which each word is."""
    kept = (numbers != 0) & chosen[cells]
    cells, numbers, signs = cells[kept], numbers[kept], signs[kept]
    before = np.cumsum(~signs) - ~signs
    first = np.flatnonzero(np.diff(cells, prepend=-1))
    order = before - np.repeat(before[first], np.diff(np.append(first, len(cells))))
    which, clue = forms.at(numbers)
    most = clue.max(initial=0) + 1
    _, once = np.unique(cells[which] * most + clue, return_index=True)
    return Places(cells[which][once], clue[once], order[which][once])


def likelihoods(points: np.ndarray) -> np.ndarray:
    """Return for each row of points the share of likelihood that each kind has."""
    odds = np.exp(points - points.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def read_points(rows: Iterator[Mapping[str, str]], rules: Rules) -> Clues:
    """Return the clues of a file's rows: where a word stands, the word, its points by kind."""
    words: dict[str, int] = {}
    tables: dict[str, dict[int, np.ndarray]] = {ANYWHERE: {}, FIRST: {}}
    agency: dict[str, np.ndarray] = {}
    for row in rows:
        points = np.zeros(len(CODES))
        for code, number in re.findall(r"(\w+) (-?\d+)", row["points"]):
            points[CODES.index("" if code == "none" else code)] = int(number)
        if row["place"] == AGENCY:
            agency[row["word"]] = points
        else:
            tables[row["place"]][words.setdefault(row["word"], len(words))] = points
    full = {}
    for place, found in tables.items():
        full[place] = np.zeros((max(len(words), 1), len(CODES)), dtype=np.float32)
        for at, points in found.items():
            full[place][at] = points
    return Clues(words, Folding(rules), full[ANYWHERE], full[FIRST], agency)


@cache
def read_clues() -> Clues:
    """Return the clues of the file that comes with the program."""
    with files("workbench.coding").joinpath("clues.csv").open("r", encoding="utf-8") as file:
        return read_points(csv.DictReader(file), read_rules())
