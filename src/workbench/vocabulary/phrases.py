"""Whole words and phrases of a list, found in a text where nothing denies them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEGATED = r"(?:no|not|nil|nothing|without|never|deni(?:ed|es)|any|no further|no signs of|no evidence of)"


def phrase_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of ``words`` in small letters; a star at a word's end stands for any ending."""
    either = "|".join(
        re.escape(word.rstrip("*").lower()).replace(r"\ ", r"\s+")
        + (r"\w*" if word.endswith("*") else r"(?!\w)")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?P<before>{_NEGATED}\s+)?(?P<word>{either})")


def says(pattern: re.Pattern[str], text: str) -> bool:
    """True if a text, in small letters, holds a word of the list that is not negated."""
    return any(not found["before"] for found in pattern.finditer(text))
