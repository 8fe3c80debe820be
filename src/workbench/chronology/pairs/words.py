"""The rare words that two entries share: names, numbers, addresses, references.

How rare a word is, is counted within each agency, so that a file more or less
changes nothing for the others. A few entries prove little: until an agency has
written many, a word counts as about as frequent as words of its sort are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np

from workbench.chronology.pairs.figures import points

NAME = re.compile(r"(?<=[a-z,;:(] )[A-Z][^\W_]*(?:['\u2019-][^\W_]+)*")
"""A word with a capital that does not begin a sentence."""
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
PRIOR_ENTRIES = 40
PRIOR_OF_WORD, PRIOR_OF_NUMBER = 0.02, 0.004
"""In how many of an agency's entries a word or a longer number stands, before any is read."""
LONGEST_STEM = 6


@cache
def common_words() -> frozenset[str]:
    """Return the words that stand in most timelines."""
    text = files("workbench.chronology.pairs").joinpath("common_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def words_of(text: str) -> set[str]:
    """Return the words of a text that are not common, in small letters."""
    return set(WORD.findall(text.lower())) - common_words()


def stem(word: str) -> str:
    """Return what counts as the same word: "shouting" as "shouted", "0412" as "412"; "" if it says nothing."""
    if word.isdigit():
        number = word.lstrip("0")
        return number if len(number) > 2 else ""
    if word[0].isdigit() or len(word) < 4:
        return word if len(word) > 2 and any(sign.isdigit() for sign in word) else ""
    word = word.replace("\u2019", "'").removesuffix("'s").rstrip("s")
    if len(word) > LONGEST_STEM:
        for ending in ("ing", "ed", "ly"):
            word = word.removesuffix(ending)
    return word[:LONGEST_STEM]


@dataclass(frozen=True, eq=False)
class Words:
    """Which words each entry holds, sorted by entry, and what each is worth with that entry's agency."""

    at: np.ndarray
    word: np.ndarray
    weight: np.ndarray
    size: int
    """How many entries there are."""
    vocabulary: tuple[str, ...]

    def shared(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return for each two entries what the words that both hold are worth together."""
        if not len(one) or not len(self.at):
            return np.zeros(len(one))
        from scipy.sparse import csr_array

        shape = (self.size, max(len(self.vocabulary), 1))
        held = csr_array((np.ones(len(self.at)), (self.at, self.word)), shape=shape)
        weighed = csr_array((self.weight, (self.at, self.word)), shape=shape)
        both = weighed[one].multiply(held[other]).sum(axis=1) + held[one].multiply(weighed[other]).sum(axis=1)
        return np.asarray(both).ravel() / 2

    def filled(self) -> np.ndarray:
        """Return for each entry whether it holds any word that counts."""
        return np.bincount(self.at, minlength=self.size) > 0


def read_words(texts: Sequence[str], agency: np.ndarray, sizes: np.ndarray) -> Words:
    """Return the words of all entries; the same text is read once."""
    stems = _Stems()
    seen: dict[str, list[int]] = {}
    rows = []
    for text in texts:
        found = seen.get(text)
        if found is None:
            found = seen[text] = stems.of(text)
        rows.append(found)
    lengths = np.fromiter(map(len, rows), dtype="int64", count=len(rows))
    at = np.repeat(np.arange(len(rows)), lengths)
    marked = np.fromiter(chain.from_iterable(rows), dtype="int64", count=int(lengths.sum()))
    vocabulary = tuple(stems.numbers)
    weight = _weights(agency[at], marked >> 1, marked & 1, sizes, vocabulary)
    return Words(at, marked >> 1, weight, len(rows), vocabulary)


class _Stems:
    """The numbers of the words met so far."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._of_word: dict[str, int] = {}

    def of(self, text: str) -> list[int]:
        """Return the numbers of a text's words, doubled, and one more where the word stands as a name."""
        names = {self._number(word.lower()) for word in NAME.findall(text)}
        found = {self._number(word) for word in words_of(text)} - {-1}
        return [number * 2 + (number in names) for number in sorted(found)]

    def _number(self, word: str) -> int:
        """Return the number of a word's stem, -1 for a word that says nothing."""
        found = self._of_word.get(word)
        if found is None:
            kept = stem(word)
            found = self._of_word[word] = self.numbers.setdefault(kept, len(self.numbers)) if kept else -1
        return found


def _weights(
    agency: np.ndarray, word: np.ndarray, named: np.ndarray, sizes: np.ndarray, vocabulary: Sequence[str]
) -> np.ndarray:
    """Return what each entry's words are worth: by how seldom its agency writes them, names more."""
    if not len(word):
        return np.zeros(0)
    worth = points()["wording"]
    _, place, counts = np.unique(agency * len(vocabulary) + word, return_inverse=True, return_counts=True)
    as_name = np.bincount(place, weights=named)[place] * 2 > counts[place]
    number = np.array([any(map(str.isdigit, one)) for one in vocabulary], dtype=bool)[word]
    expected = PRIOR_ENTRIES * np.where(number, PRIOR_OF_NUMBER, PRIOR_OF_WORD)
    rarity = np.log((sizes[agency] + PRIOR_ENTRIES) / (counts[place] + expected))
    return np.maximum(rarity, 0) * np.where(number | as_name, worth["name"], worth["plain"])
