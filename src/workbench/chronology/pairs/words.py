"""The rare words that two entries share: names, numbers, addresses, references.

How rare a word is, is counted within each agency, so that a file more or less
changes nothing for the others. A few entries prove little: until an agency has
written many, a word counts as about as frequent as words of its sort are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from workbench.chronology.pairs.figures import points
from workbench.chronology.pairs.windows import unique

NAME = re.compile(r"(?<=[a-z,;:(] )[A-Z][^\W_]*(?:['\u2019-][^\W_]+)*")
"""A word with a capital that does not begin a sentence."""
WORD = re.compile(r"[^\W_]+(?:['\u2019&][^\W_]+)*")
Called = list[tuple[frozenset[str], int]]
"""The words that together mean an agency, and its number."""
PRIOR_ENTRIES = 40
PRIOR_OF_WORD, PRIOR_OF_NUMBER = 0.02, 0.004
"""In how many of an agency's entries a word or a longer number stands, before any is read."""
LONGEST_STEM = 6
AT_ONCE = 50_000
"""How many pairs are compared at once: their words are held in memory."""


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
    """Return what counts as the same word: "shouting" as "shouted", "0412" as "412"; or ""."""
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
        # The root, so that the product is what the word is worth on the average of both agencies.
        roots = csr_array((np.sqrt(self.weight), (self.at, self.word)), shape=shape)
        parts = [slice(at, at + AT_ONCE) for at in range(0, len(one), AT_ONCE)]
        return np.concatenate(
            [np.asarray(roots[one[part]].multiply(roots[other[part]]).sum(axis=1)).ravel() for part in parts]
        )

    def filled(self) -> np.ndarray:
        """Return for each entry whether it holds any word that counts."""
        return np.bincount(self.at, minlength=self.size) > 0


def read_words(
    texts: Sequence[str], agency: np.ndarray, sizes: np.ndarray, calls: Mapping[str, Called]
) -> tuple[Words, np.ndarray, np.ndarray]:
    """Return the words of all entries, and which agencies they mention: places and agencies.

    ``calls`` gives for the last word of what an agency is called its other words. Each text is gone
    through once, whatever is asked of it.
    """
    known, asked, common = _Numbers(), calls.keys(), common_words()
    words, names, mentioned = _Rows(), _Rows(), _Rows()
    for text in texts:
        found = set(WORD.findall(text.lower()))
        words.add([known[word] for word in found - common])
        names.add([known[word.lower()] for word in NAME.findall(text)])
        mentioned.add([
            agency for word in asked & found for others, agency in calls[word] if others <= found
        ])  # fmt: skip
    stems, of_word = _stems(known)
    at, word = words.distinct(of_word, len(stems))
    named_at, named = names.distinct(of_word, len(stems))
    as_name = np.isin(at * len(stems) + word, named_at * len(stems) + named)
    weight = _weights(agency[at], word, as_name, sizes, stems)
    return Words(at, word, weight, len(texts), tuple(stems)), *mentioned.distinct(
        np.arange(len(sizes)), len(sizes)
    )


class _Numbers(dict[str, int]):
    """Numbers words as they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Rows:
    """Several numbers for each text, one text after the other."""

    def __init__(self) -> None:
        self._lengths: list[int] = []
        self._numbers: list[int] = []

    def add(self, numbers: list[int]) -> None:
        """Take the numbers of the next text."""
        self._lengths.append(len(numbers))
        self._numbers += numbers

    def distinct(self, meaning: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the texts and what their numbers mean, each once, in order; -1 means nothing."""
        at = np.repeat(np.arange(len(self._lengths)), np.array(self._lengths, dtype="int64"))
        found = meaning[np.array(self._numbers, dtype="int64")]
        kept = found >= 0
        both = unique(at[kept] * size + found[kept])
        return both // max(size, 1), both % max(size, 1)


def _stems(known: Mapping[str, int]) -> tuple[list[str], np.ndarray]:
    """Return the stems, and for each word the number of its own, -1 where it says nothing."""
    numbers = _Numbers()
    of_word = [numbers[kept] if (kept := stem(word)) else -1 for word in known]
    return list(numbers), np.array(of_word, dtype="int64")


def _weights(
    agency: np.ndarray, word: np.ndarray, as_name: np.ndarray, sizes: np.ndarray, stems: Sequence[str]
) -> np.ndarray:
    """Return what each entry's words are worth: by how seldom its agency writes them, names more."""
    if not len(word):
        return np.zeros(0)
    worth = points()["wording"]
    _, place, counts = np.unique(agency * len(stems) + word, return_inverse=True, return_counts=True)
    name = np.bincount(place, weights=as_name)[place] * 2 > counts[place]
    number = np.array([any(map(str.isdigit, one)) for one in stems], dtype=bool)[word]
    expected = PRIOR_ENTRIES * np.where(number, PRIOR_OF_NUMBER, PRIOR_OF_WORD)
    rarity = np.log((sizes[agency] + PRIOR_ENTRIES) / (counts[place] + expected))
    return np.maximum(rarity, 0) * np.where(number | name, worth["name"], worth["plain"])
