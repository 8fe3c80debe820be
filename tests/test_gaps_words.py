"""The words of `words.toml` are found by a quick look first: it may let too much through, not too little."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from workbench.gaps.words import names
from workbench.vocabulary.phrases import phrase_pattern, says

LISTS = tomllib.loads(files("workbench.gaps").joinpath("words.toml").read_text(encoding="utf-8"))
FRAMES = ("{}", "seen today: {}, and home", "({}) .", "not {} at all", "un{}", "{}x", "nothing of it")


def test_every_phrase_of_every_list_is_found_as_by_reading_the_whole_text():
    """As it stands, among other words, in brackets, denied, and as a part of a longer word."""
    for name, phrases in LISTS.items():
        pattern = phrase_pattern(phrases)
        for phrase in phrases:
            for frame in FRAMES:
                text = frame.format(phrase.replace("*", "ing").lower())
                assert names(name, text) == says(pattern, text), (name, text)
