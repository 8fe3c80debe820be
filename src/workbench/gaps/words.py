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


@cache
def _needles(name: str) -> tuple[str, ...]:
    """Return one piece of each word or phrase that a text must hold for the list to be found in it."""
    longest = (max(word.rstrip("*").lower().split(), key=len) for word in _lists()[name])
    return tuple(dict.fromkeys(longest))


@lru_cache(maxsize=65_536)
def names(name: str, text: str) -> bool:
    """True if a text, in small letters, holds a word of the list ``name`` that is not negated."""
    # Most texts hold none of a list's words, and a look for letters is far cheaper than one for words.
    for needle in _needles(name):
        if needle in text:
            return says(_pattern(name), text)
    return False


BEFORE_LETTERS = 30
"""How far back from a word it is looked who says it."""


@lru_cache(maxsize=65_536)
def says_a_professional(name: str, text: str) -> bool:
    """True if a text holds a word of the list ``name`` and nobody of the family stands before it."""
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
