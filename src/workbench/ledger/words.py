"""Looking up the words of `words.toml` in an entry's text, near the name of an agency where that matters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

from workbench.case import Agency
from workbench.vocabulary import AGENCY_TYPES, plain
from workbench.vocabulary.phrases import phrase_pattern, says

PARTS = re.compile(r"[.;,\n]|\bbut\b|\bthen\b")
"""Where one part of a sentence ends: what is said of one agency does not hold of the next."""
SENTENCES = re.compile(r"[.;\n]")
NOT_AT_MEETINGS = frozenset({"other", "health-other", "court", "coroner", "registrar"})
"""Types of agency whose words are too common to be taken for somebody who was there."""
ROLES = {"childrens-services": ("sw", "social workers"), "health-visiting": ("health visitors",)}
"""What agencies are called in meetings, beside the words of the vocabulary."""


@cache
def _lists() -> Mapping[str, list[str]]:
    return tomllib.loads(files("workbench.ledger").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return phrase_pattern(_lists()[name])


@cache
def _needles(name: str) -> tuple[str, ...]:
    """Return one piece of each phrase that a text must hold for the list to be found in it."""
    longest = (max(word.rstrip("*").lower().split(), key=len) for word in _lists()[name])
    return tuple(dict.fromkeys(longest))


def holds(name: str, text: str) -> bool:
    """True if a text, in small letters, holds a word of the list ``name``."""
    # Most texts hold none of a list's words, and a look for letters is far cheaper than one for words.
    return any(needle in text for needle in _needles(name)) and _pattern(name).search(text) is not None


def says_not_denied(name: str, text: str) -> bool:
    """True if a text holds a word of the list ``name`` in front of which no "not" stands."""
    return holds(name, text) and says(_pattern(name), text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return SENTENCES.split(text)


class Called:
    """What each agency of a case, or each type of agency, is called in a text."""

    def __init__(self, agencies: Mapping[str, Agency]) -> None:
        """Take the agencies that sent a timeline."""
        self._agencies = agencies
        self._patterns: dict[str, re.Pattern[str]] = {}

    def named(self, token: str, text: str) -> bool:
        """True if a text, in small letters, names an agency (a slug, or a type of agency)."""
        if token not in self._patterns:
            self._patterns[token] = phrase_pattern(self._words(token))
        return self._patterns[token].search(text) is not None

    def all_named(self, text: str) -> list[str]:
        """Return every agency, or type of agency, that a text names, in the order of its words."""
        found = (self._tokens.get(" ".join(one["word"].split()), ()) for one in self._any.finditer(text))
        return list(dict.fromkeys(token for tokens in found for token in tokens))

    @cached_property
    def _tokens(self) -> dict[str, tuple[str, ...]]:
        """By each word for a service, the agencies that it can mean; their type where it could be several."""
        found: dict[str, tuple[str, ...]] = {}
        types = {agency.type for agency in self._agencies.values()}
        for type_ in AGENCY_TYPES:
            if type_ not in NOT_AT_MEETINGS:
                slugs = [slug for slug, agency in self._agencies.items() if agency.type == type_]
                token = slugs[0] if type_ in types and len(slugs) == 1 else type_
                found |= {word: (token,) for word in self._words(type_)}
        for slug, agency in self._agencies.items():
            found |= {plain(slug): (slug,), plain(agency.label): (slug,)}
        return {word: tokens for word, tokens in found.items() if word not in _lists()["no_service"]}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return phrase_pattern(self._tokens)

    def near(self, name: str, token: str, text: str) -> bool:
        """True if a word of the list ``name`` and an agency stand in the same part of a sentence."""
        return holds(name, text) and any(
            _pattern(name).search(part) and self.named(token, part) for part in PARTS.split(text)
        )

    def behind(self, name: str, token: str, text: str) -> bool:
        """True if an agency stands behind a word of the list ``name`` ("cc HV")."""
        if not holds(name, text):
            return False
        return any(self.named(token, re.split(r"[.;\n]", text[word.end() :])[0])
                   for word in _pattern(name).finditer(text))  # fmt: skip

    def _words(self, token: str) -> list[str]:
        agency = self._agencies.get(token)
        type_ = agency.type if agency else token
        words = [plain(token), *ROLES.get(type_, ())]
        if agency:
            words.append(plain(agency.label))
        if type_ in AGENCY_TYPES:
            words += AGENCY_TYPES[type_].words
        return list(dict.fromkeys(word for word in words if word))
