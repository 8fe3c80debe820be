"""Looking up the words of `words.toml` in an entry's text."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from workbench.vocabulary.phrases import phrase_pattern, says


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files("workbench.gaps").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return phrase_pattern(_lists()[name])


# Most texts hold no word of a list. Each list has a bit; each text has the bits of the lists whose words it
# may hold. To know them costs one look at every word of the text, for all lists together.


@cache
def _bits() -> dict[str, int]:
    return {name: 1 << place for place, name in enumerate(_lists())}


@cache
def _beginnings() -> tuple[dict[str, int], tuple[int, ...], int]:
    """Return the beginnings of words with the lists that ask for them, their lengths, and the lists without.

    Of a phrase the longest of its words is taken. As phrases are found as whole words, one of the
    text's words must begin with it.
    """
    found: dict[str, int] = {}
    always = 0
    for name, phrases in _lists().items():
        for phrase in phrases:
            longest = max(_WORD.findall(phrase.rstrip("*").lower()), key=len, default="")
            if longest:
                found[longest] = found.get(longest, 0) | _bits()[name]
            else:
                always |= _bits()[name]
    return found, tuple(sorted({len(word) for word in found})), always


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65_536)
def _asked_for_by(word: str) -> int:
    """Return the bits of the lists that a word of a text may belong to."""
    beginnings, lengths, _ = _beginnings()
    bits = 0
    for length in lengths:
        if length > len(word):
            break
        bits |= beginnings.get(word[:length], 0)
    return bits


class Words(str):
    """A text in small letters that remembers which lists were found in it."""

    __slots__ = ("_found", "_known", "_may_hold")

    def holds(self, name: str) -> bool:
        """True if it holds a word of the list ``name`` that is not negated."""
        bit = _bits()[name]
        try:
            may_hold = self._may_hold
        except AttributeError:
            may_hold = self._looked_at()
        if not may_hold & bit:
            return False
        if not self._known & bit:
            self._known |= bit
            if says(_pattern(name), self):
                self._found |= bit
        return bool(self._found & bit)

    def may_hold(self, name: str) -> bool:
        """Return False if it certainly holds no word of a list."""
        try:
            return bool(self._may_hold & _bits()[name])
        except AttributeError:
            return bool(self._looked_at() & _bits()[name])

    def _looked_at(self) -> int:
        """Return the bits of the lists whose words may stand in it."""
        may_hold = _beginnings()[2]
        for word in set(_WORD.findall(self)):
            may_hold |= _asked_for_by(word)
        self._may_hold, self._known, self._found = may_hold, 0, 0
        return may_hold


@lru_cache(maxsize=4096)
def _words(text: str) -> Words:
    return Words(text)


def names(name: str, text: str) -> bool:
    """True if a text, in small letters, holds a word of the list ``name`` that is not negated."""
    return text.holds(name) if isinstance(text, Words) else _words(text).holds(name)


BEFORE_LETTERS = 30
"""How far back from a word it is looked who says it."""


def says_a_professional(name: str, text: str) -> bool:
    """True if a text holds a word of the list ``name`` and nobody of the family stands before it."""
    words = text if isinstance(text, Words) else _words(text)
    return words.may_hold(name) and _a_professional_says(name, text)


@lru_cache(maxsize=16_384)
def _a_professional_says(name: str, text: str) -> bool:
    for found in _pattern(name).finditer(text):
        if found["before"]:
            continue
        before = re.split(r"[.;:]", text[: found.start()])[-1][-BEFORE_LETTERS:]
        if not _pattern("of_the_family").search(before):
            return True
    return False


def list_of(name: str) -> frozenset[str]:
    """Return the words of a list, for comparing them with the words of a text."""
    return frozenset(_lists()[name])
