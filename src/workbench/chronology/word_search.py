"""Looking for words in the entries: by their stems, phrases in quotes, words that must not be there.

Words are compared by their English stem (Snowball's, as `snowballstemmer` has it) without accents, so
that "visited" finds "visit" and "Sian" finds "Siân". Several words have to be there all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

TEXTS = ("event", "response", "comment", "source")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of what is looked for: the stems of a word, or of a phrase."""

    stems: tuple[str, ...]
    without: bool
    """True where it must not be there."""
    open: bool = False
    """True where the last word may go on: it was typed with a star."""


def asked(text: str) -> tuple[Asked, ...]:
    """Return what a search asks for: visit "not brought" -hospital neglect*"""
    found = []
    for minus, phrase, word in _PART.findall(text):
        said = phrase or word
        stems = tuple(stems_of(said))
        if stems:
            star = said.endswith("*")
            last = plain(_WORD.findall(said)[-1]) if star else ""
            found.append(Asked((*stems[:-1], last) if star else stems, bool(minus), star))
    return tuple(found)


class WordSearch:
    """The entries of a case by their words. Linear in their texts, and made when somebody first asks."""

    def __init__(self, entries: pd.DataFrame) -> None:
        texts = [" \u2022 ".join(cells) for cells in zip(*(entries[name] for name in TEXTS), strict=True)]
        self._stems = [f" {' '.join(stems_of(text))} " for text in texts]
        self._words = [f" {' '.join(map(plain, _WORD.findall(text)))} " for text in texts]

    def found(self, text: str) -> np.ndarray:
        """Return for each entry whether it holds all that is asked for; all do where nothing is."""
        keep = np.ones(len(self._stems), dtype=bool)
        for part in asked(text):
            keep &= self._holds(part) != part.without
        return keep

    def _holds(self, part: Asked) -> np.ndarray:
        wanted = f" {' '.join(part.stems)}{'' if part.open else ' '}"
        places: Sequence[str] = self._words if part.open and len(part.stems) == 1 else self._stems
        return np.fromiter((wanted in place for place in places), dtype=bool, count=len(places))


def stems_of(text: str) -> list[str]:
    """Return the stems of a text's words in their order."""
    return [_stem(plain(word)) for word in _WORD.findall(text)]


def plain(word: str) -> str:
    """Return a word in small letters, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", word.casefold().replace("\u2019", "'").removesuffix("'s"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter != "'")


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return _stemmer().stemWord(word)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
