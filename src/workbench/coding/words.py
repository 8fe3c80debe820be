"""The words and signs of texts, and numbers in their place.

All texts of a table are taken apart in one pass: what stands between two spaces
("care.") is looked at once and known from then on. Words that mean the same to
every rule and name share one number, and most words of ordinary prose mean
nothing to any: what comes after works on arrays of a few thousand numbers.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Protocol

import numpy as np

from workbench.coding.lists import NUMBER, Lists

LONGEST_TEXT = 20_000
"""Characters of one cell that are looked at."""

TOKEN = re.compile(
    r"(?:[a-z]\.){2,}(?![a-z])"  # G.P.
    r"|s\.\d+"  # s.47
    r"|w/(?![a-z0-9](?![a-z]))"  # w/ SW
    r"|[a-z]/[a-z](?![a-z0-9/])"  # t/c
    r"|\d+(?=/40\b)|/40\b"  # 28/40, weeks of pregnancy
    r"|\d+(?:[./:]\d+)*[a-z]*"
    r"|[^\W\d_]\w*(?:['&]\w+)*(?:\+(?!\w))?"
    r"|[.;!?\n]|[,:()|]|[&/]|(?<=[a-z])\+|^\+$"
    r"|[-=]+>|[\u2192\u21d2]"  # an arrow to somebody
)
_DASH = re.compile("[-\u2013\u2014]+")
"""A sign only where it stands alone, with a space before and behind."""
_FIGURES = re.compile(r"\(?[0-9][0-9.:/]*[),;]?")
_ZEROS = str.maketrans("123456789", "000000000")
_END = "\0"
"""Stands for the end of a text where several are read in one pass."""
_SAME_WORD = {"w/": "with", "+": "&", "->": "to", "=>": "to", "-->": "to", "\u2192": "to", "\u21d2": "to"}
_SAME_SIGN = {"\u2019": "'", "\u2018": "'", "`": "'", "\r": "\n", "_": " ", "\xa0": " "}

HARD, SOFT, JOINS = frozenset(".;!?\n"), frozenset({",", ":", "|", "-"}), frozenset({"&", "/", ","})
SIGNS = HARD | SOFT | JOINS
POSSESSIVE = "'s"


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words and signs of a text with their places in it, in small letters."""
    found: list[tuple[str, int, int]] = []
    pieces = _small(text[:LONGEST_TEXT]).split(" ")
    start = 0
    for at, piece in enumerate(pieces):
        if 0 < at < len(pieces) - 1 or not _DASH.fullmatch(piece):
            found += [(word, start + first, start + last) for word, first, last in _cut(piece)]
        start += len(piece) + 1
    return found


def _small(text: str) -> str:
    """Return a text in small letters, with one sign for each kind; it stays as long as it is."""
    for sign, same in _SAME_SIGN.items():
        text = text.replace(sign, same)
    small = text.lower()
    if len(small) != len(text):  # a few letters of other alphabets grow when made small
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return small


@lru_cache(maxsize=20_000)
def _cut(piece: str) -> tuple[tuple[str, int, int], ...]:
    """Return the words of what stands between two spaces."""
    if _DASH.fullmatch(piece):
        return (("-", 0, len(piece)),)
    found = []
    for match in TOKEN.finditer(piece):
        word = match.group()
        if "." in word and len(word) > 1 and not word[0].isdigit():
            word = word.replace(".", "")
        found.append((_SAME_WORD.get(word, word), *match.span()))
    return tuple(found)


class Forms(Protocol):
    """A tree of phrases, as far as single words go."""

    def forms(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the phrase words that a word of a text can stand for."""
        ...

    def known(self) -> tuple[Collection[str], Collection[str]]:
        """Return the words that may have forms of their own, and the letters with which others may begin."""
        ...

    def table(self, forms: Lists) -> Any:
        """Return what is looked up by the words' numbers; their forms are given."""
        ...


class Lexicon:
    """Numbers for words: the same for words that have the same forms and are asked for alike.

    Number 0 is the end of a text, which ends a sentence as well but is no word of any phrase.
    """

    def __init__(self, trees: Sequence[Forms], groups: Mapping[str, frozenset[str]]) -> None:
        """``groups`` are words that somebody will ask for; POSSESSIVE in one stands for every such word."""
        self._trees, self._groups = trees, groups
        self._asked = frozenset("-").union(*groups.values())
        known = [tree.known() for tree in trees]
        self._known = self._asked.union(*(words for words, _ in known))
        self._figures = frozenset("0123456789").difference(*(letters for _, letters in known))
        end = tuple([()] * len(trees)), "."
        self._alike: dict[tuple[tuple[tuple[int, ...], ...], str], int] = {end: 0}
        self._numbers: dict[str, int] = {}
        self._tables: tuple[list[Any], dict[str, np.ndarray]] = ([], {})
        self._in_tables = 0
        self.dash = self.number("-")
        unknown = next((word for word in map("0".__mul__, range(1, 99)) if self.is_figure(word)), "0")
        self.figure = self.number(unknown)
        """Of every number that no phrase knows."""
        self.pieces = _Pieces(self)

    def number(self, word: str) -> int:
        """Return the number of a word, a new one where there is none like it."""
        found = self._numbers.get(word)
        if found is None:
            forms = tuple([tree.forms(word) for tree in self._trees])
            asked = word if word in self._asked else POSSESSIVE if word.endswith(POSSESSIVE) else ""
            found = self._numbers[word] = self._alike.setdefault((forms, asked), len(self._alike))
        return found

    def is_figure(self, word: str) -> bool:
        """True for a number that means no more than any other: "17", but not "999"."""
        return word[0] in self._figures and word not in self._known

    def tables(self) -> tuple[list[Any], dict[str, np.ndarray]]:
        """Return by the words' numbers: the table of each tree, and for each group who is in it."""
        if self._in_tables < len(self._alike):
            forms = [Lists.of(own) for own in zip(*(forms for forms, _ in self._alike), strict=True)]
            tables = [tree.table(own) for tree, own in zip(self._trees, forms, strict=True)]
            words = [word for _, word in self._alike]
            groups = {name: np.array([word in own for word in words]) for name, own in self._groups.items()}
            self._tables, self._in_tables = (tables, groups), len(words)
        return self._tables


class _Pieces(dict[str, int]):
    """Everything met so far between two spaces, and the number of its make-up.

    Pieces of the same length that have words of the same numbers at the same
    places are made up alike. Make-up 0 is the end of a text.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._alike: dict[tuple[int, ...], int] = {}
        self._shapes: dict[str, tuple[list[tuple[int, int]], int]] = {}
        """Of figures, by what they are with nothing but noughts: where they are cut, and their make-up."""
        self._sizes, self._lengths, self._words = array("i"), array("i"), array("i")
        self[_END] = self._made_up(len(_END), [(0, 0, 0)])

    def __missing__(self, piece: str) -> int:
        shape = piece.translate(_ZEROS)
        figures = shape in self._shapes and "/40" not in piece
        number = self._of_figures(piece, shape) if figures else None
        if number is None:
            words = [(self._lexicon.number(word), first, last) for word, first, last in _cut(piece)]
            number = self._made_up(len(piece), words)
            if _FIGURES.fullmatch(piece) and "/40" not in piece:
                self._shapes[shape] = self._shaped(shape)
        self[piece] = number
        return number

    def _of_figures(self, piece: str, shape: str) -> int | None:
        """Return the make-up of all figures of this shape ("(16.20)"), or None for one as "999"."""
        cuts, number = self._shapes[shape]
        for first, last in cuts:
            if not self._lexicon.is_figure(piece[first:last]):
                return None
        return number

    def _shaped(self, shape: str) -> tuple[list[tuple[int, int]], int]:
        lexicon, cut = self._lexicon, _cut(shape)
        words = [
            (lexicon.figure if word[0] == "0" else lexicon.number(word), first, last)
            for word, first, last in cut
        ]
        figures = [(first, last) for word, first, last in cut if word[0] == "0"]
        return figures, self._made_up(len(shape), words)

    def _made_up(self, length: int, words: list[tuple[int, int, int]]) -> int:
        flat = tuple(chain.from_iterable(words))
        number = self._alike.setdefault((length, *flat), len(self._alike))
        if number == len(self._sizes):
            self._sizes.append(len(words))
            self._lengths.append(length)
            self._words.extend(flat)
        return number

    def lengths(self) -> np.ndarray:
        """Return the characters of each make-up."""
        return np.array(self._lengths, dtype=NUMBER)

    def words(self) -> tuple[Lists, np.ndarray]:
        """Return the words of each make-up by their places in three columns: number, begin and end."""
        table = np.ascontiguousarray(np.array(self._words, dtype=NUMBER).reshape(-1, 3).T)
        return Lists(np.array(self._sizes), np.arange(table.shape[1])), table


@dataclass(frozen=True)
class Words:
    """All words of some texts in one row, with an end (number 0) before, between and behind them."""

    texts: list[str]
    numbers: np.ndarray
    text: np.ndarray
    """Which text each word is of."""
    begins: np.ndarray
    ends: np.ndarray
    """Where the word stands in its text."""
    firsts: np.ndarray
    """The place of each text's first word, and one more behind the last text's end."""

    def said(self, firsts: np.ndarray, ends: np.ndarray) -> list[str]:
        """Return the words from each of ``firsts`` up to its end as they are written."""
        columns = (self.text[firsts], self.begins[firsts], self.ends[ends - 1])
        cuts = zip(*(column.tolist() for column in columns), strict=True)
        return [self.texts[text][begin:end] for text, begin, end in cuts]


def words_in(texts: list[str], lexicon: Lexicon) -> Words:
    """Take texts apart."""
    cells = [text[:LONGEST_TEXT].replace(_END, " ") for text in texts]
    pieces = _small(f" {_END} ".join(["", *cells, ""])).split(" ")
    made_up = np.fromiter(map(lexicon.pieces.__getitem__, pieces), dtype=NUMBER, count=len(pieces))
    is_end = made_up == 0
    lengths = lexicon.pieces.lengths()[made_up] + 1
    starts = np.cumsum(lengths, dtype=NUMBER) - lengths
    words, table = lexicon.pieces.words()
    piece, word = words.at(made_up)
    # A dash needs a space on both sides: at the end of a text it is none.
    dashes = np.flatnonzero(table[0][word] == lexicon.dash)
    loose = dashes[is_end[piece[dashes] - 1] | is_end[piece[dashes] + 1]]
    if len(loose):
        piece, word = np.delete(piece, loose), np.delete(word, loose)
    ends_here = is_end[piece]
    text = np.cumsum(ends_here, dtype=NUMBER) - ends_here - NUMBER(1)
    begun = starts[is_end] + NUMBER(len(_END) + 1)
    start = starts[piece] - begun[text]
    numbers, begins, ends = (column[word] for column in table)
    return Words(texts, numbers, text, begins + start, ends + start, np.flatnonzero(ends_here) + 1)
