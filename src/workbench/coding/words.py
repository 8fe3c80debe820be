"""The words and signs of texts, and numbers in their place.

All texts of a table are taken apart in one pass. Words that mean the same to
every rule and name share one number, and most words of ordinary prose mean
nothing to any: what comes after works on arrays of a few thousand numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from workbench.coding.lists import Lists

LONGEST_TEXT = 20_000
"""Characters of one cell that are looked at."""

_TOKEN = re.compile(
    r"([a-z]\w+(?:['&]\w+)*\+?"  # most words; the choices below hold also without this one, only slower
    r"|[.;!?\n,:()|&]"
    r"|(?:[a-z]\.){2,}(?![a-z])"  # G.P.
    r"|s\.\d+"  # s.47
    r"|[a-z]/[a-z](?![a-z0-9/])"  # t/c
    r"|\d+(?=/40\b)|/40\b"  # 28/40, weeks of pregnancy
    r"|\d+(?:[./:]\d+)*[a-z]*"
    r"|[^\W\d_]\w*(?:['&]\w+)*\+?"
    r"| [-\u2013\u2014]+(?= )|/)"
)
_SAME_SIGN = {"\u2019": "'", "\u2018": "'", "`": "'", "\r": "\n", "_": " ", "\xa0": " "}
_BETWEEN = "\0"
"""Stands between texts that are read in one pass; like an end, it belongs to no word."""

HARD, SOFT, JOINS = frozenset(".;!?\n"), frozenset({",", ":", "|", "-"}), frozenset({"&", "/", ","})
SIGNS = HARD | SOFT | JOINS
DASH, POSSESSIVE = "dash", "'s"


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words and signs of a text with their places in it, in small letters."""
    pieces, begins, ends = _pieces([text[:LONGEST_TEXT]])
    return [
        (_as_word(piece), int(begin) + (piece[0] == " "), int(end))
        for piece, begin, end in zip(pieces, begins, ends, strict=True)
    ]


def _pieces(texts: Sequence[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the words of all texts as they are cut, and where they begin and end in the texts joined."""
    joined = _BETWEEN.join(texts)
    for sign, same in _SAME_SIGN.items():
        joined = joined.replace(sign, same)
    small = joined.lower()
    if len(small) != len(joined):  # a few letters of other alphabets grow when made small
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in joined)
    cut = _TOKEN.split(small)
    bounds = np.cumsum(np.fromiter(map(len, cut), dtype=np.int64, count=len(cut)))
    return cut[1::2], bounds[0:-1:2], bounds[1::2]


def _as_word(piece: str) -> str:
    if piece[0] == " ":
        return "-"
    if "." in piece and len(piece) > 1 and not piece[0].isdigit():
        return piece.replace(".", "")
    return piece


class Forms(Protocol):
    """A tree of phrases, as far as single words go."""

    def forms(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the phrase words that a word of a text can stand for."""
        ...


class Lexicon(dict[str, int]):
    """The number of every word met so far; a new word is looked up in the trees once.

    Number 0 is the end of a text, which ends a sentence as well.
    """

    def __init__(self, trees: Sequence[Forms], groups: Mapping[str, frozenset[str]]) -> None:
        """``groups`` are words that somebody will ask for; POSSESSIVE in one stands for every such word."""
        super().__init__()
        self._trees = trees
        self._groups = {DASH: frozenset("-"), **groups}
        self._asked = frozenset().union(*self._groups.values())
        self._alike: dict[_Meaning, int] = {}
        self._tables: tuple[list[Lists], dict[str, np.ndarray]] = ([], {})
        self._add(tuple(() for _ in trees), ".")

    def __missing__(self, piece: str) -> int:
        word = _as_word(piece)
        self[piece] = number = self._add(tuple([tree.forms(word) for tree in self._trees]), word)
        return number

    def _add(self, forms: tuple[tuple[int, ...], ...], word: str) -> int:
        if word not in self._asked:
            word = POSSESSIVE if word.endswith(POSSESSIVE) else ""
        return self._alike.setdefault((forms, word), len(self._alike))

    def tables(self) -> tuple[list[Lists], dict[str, np.ndarray]]:
        """Return by the words' numbers: for each tree the forms, for each group who is in it."""
        forms, groups = self._tables
        if not forms or len(forms[0].sizes) < len(self._alike):
            by_tree = zip(*(own for own, _ in self._alike), strict=True)
            forms = [Lists.of(own) for own in by_tree]
            words = [word for _, word in self._alike]
            groups = {name: np.array([word in own for word in words]) for name, own in self._groups.items()}
            self._tables = forms, groups
        return self._tables


_Meaning = tuple[tuple[tuple[int, ...], ...], str]
"""The forms of a word in each tree, and the word itself where somebody will ask for it."""


@dataclass(frozen=True)
class Words:
    """All words of some texts in one row, with an end (number 0) behind each text."""

    texts: Sequence[str]
    numbers: np.ndarray
    text: np.ndarray
    """Which text each word is of."""
    begins: np.ndarray
    ends: np.ndarray
    """Where the word stands in its text."""
    firsts: np.ndarray
    """The place of each text's first word, and one more behind the last text."""

    def said(self, firsts: np.ndarray, ends: np.ndarray) -> list[str]:
        """Return the words from each of ``firsts`` up to its end as they are written."""
        cuts = zip(*(each.tolist() for each in (self.text[firsts], self.begins[firsts], self.ends[ends - 1])))
        return [self.texts[text][begin:end] for text, begin, end in cuts]


def words_in(texts: Sequence[str], lexicon: Lexicon) -> Words:
    """Take texts apart."""
    texts = [text[:LONGEST_TEXT] for text in texts]
    pieces, begins, ends = _pieces(texts)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    starts = np.cumsum(sizes) - sizes
    text = np.searchsorted(starts, begins, side="right") - 1
    found = np.fromiter(map(lexicon.__getitem__, pieces), dtype=np.int64, count=len(pieces))
    begins = begins + lexicon.tables()[1][DASH][found]  # it is cut with the space before it
    counts = np.bincount(text, minlength=len(texts)) + 1
    firsts = np.concatenate([[0], np.cumsum(counts)])
    place = np.arange(len(found)) + text
    whole = {name: np.zeros(firsts[-1], dtype=np.int64) for name in ("numbers", "begins", "ends")}
    whole["numbers"][place] = found
    whole["begins"][place] = begins - starts[text]
    whole["ends"][place] = ends - starts[text]
    return Words(texts, text=np.repeat(np.arange(len(texts)), counts), firsts=firsts, **whole)
