"""Finds the phrases of the readable rules in a text, in one pass over its words.

A phrase is plain words with five signs, and nothing else:

    refer*              a word's beginning, with any ending
    sent|made           one word or the other
    marf .. sent        up to four words between, in the same part of a sentence
    {agency}            a name of a service, or several ("HV, GP and school")
    {child} {mother}    a word for that person

The phrases of all rules stand in one tree of words. A text is walked once, and
only words that begin a phrase cost more than a look-up, so the time grows with
the text and not with the number of rules; there is no pattern that can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

LONGEST_TEXT = 20_000
"""Characters of one cell that are looked at."""

GAP = 4
"""Words that ".." may stand for."""

_TOKEN = re.compile(
    r"(?:[a-z]\.){2,}(?![a-z])"  # G.P.
    r"|s\.\d+"  # s.47
    r"|[a-z]/[a-z](?![a-z0-9/])"  # t/c
    r"|\d+(?=/40\b)|/40\b"  # 28/40, weeks of pregnancy
    r"|\d+(?:[./:]\d+)*[a-z]*"
    r"|[^\W\d_]\w*(?:['&]\w+)*\+?"
    r"|[.;!?\n]|[,:()|]| [-–—]+(?= )|[&/]"  # noqa: RUF001
)
_SAME_SIGN = str.maketrans({"’": "'", "‘": "'", "`": "'", "\r": "\n", "_": " ", "\xa0": " "})  # noqa: RUF001
HARD, SOFT, JOINS = frozenset(".;!?\n"), frozenset({",", ":", "(", ")", "|", "-"}), frozenset({"&", "/", ","})
_SIGNS = HARD | SOFT | JOINS

Node = dict[str, Any]
"""The words that may follow, and under "" the payloads of phrases that end here."""


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrase as words, once for each choice that "|" leaves."""
    choices: list[list[tuple[str, ...]]] = []
    for part in phrase.lower().split():
        if part.startswith("{") or part == "..":
            choices.append([(part,)])
        else:
            choices.append([tuple(_phrase_words(choice)) for choice in part.split("|")])
    for chosen in product(*choices):
        yield tuple(word for words in chosen for word in words)


def _phrase_words(text: str) -> list[str]:
    star = text.endswith("*")
    found = [word for word, _, _ in words_of(text.removesuffix("*")) if word not in SOFT]
    if star and found:
        found[-1] += "*"
    return found


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words and signs of a text with their places in it, in small letters."""
    text = text[:LONGEST_TEXT].translate(_SAME_SIGN)
    small = text.lower()
    if len(small) != len(text):  # a few letters of other alphabets grow when made small
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    found: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(small):
        word = match.group()
        first, last = match.span()
        if word[0] == " ":
            word, first = "-", first + 1
        elif "." in word and len(word) > 1 and not word[0].isdigit():
            word = word.replace(".", "")
        found.append((word, first, last))
    return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: which slots it can fill, and whom it means."""

    end: int
    slots: tuple[str, ...]
    names: tuple[str, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: words ``start`` to ``end``, what filled its slots, words skipped by "..". """

    payload: Any
    start: int
    end: int
    filled: tuple[tuple[str, Mention], ...]
    skipped: tuple[int, ...]


class Tree:
    """Phrases by their words."""

    def __init__(self, phrases: Iterable[tuple[str, Any]]) -> None:
        self.root: Node = {}
        self.keys: set[str] = set()
        for phrase, payload in phrases:
            for words in expand(phrase):
                node = self.root
                for word in words:
                    node = node.setdefault(word, {})
                    self.keys.add(word)
                node.setdefault("", []).append(payload)
        self._known: dict[str, tuple[str, ...]] = {}

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the phrase words that a word of a text can stand for."""
        found = self._known.get(word)
        if found is None:
            bases = (word, word[:-2]) if word.endswith("'s") else (word,)
            forms = [base for base in bases if base in self.keys]
            forms += [word[:size] + "*" for size in range(1, len(word) + 1) if word[:size] + "*" in self.keys]
            found = self._known[word] = tuple(dict.fromkeys(forms))
        return found

    def find(
        self,
        words: list[str],
        mentions: Mapping[int, tuple[Mention, ...]],
        fillers: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        """Return every phrase that stands in ``words``, in the order of the words."""
        hits: list[Hit] = []
        root = self.root
        for start, word in enumerate(words):
            forms = self.forms(word)
            if not forms and start not in mentions:
                continue
            for form in forms:
                if form in root:
                    self._walk(root[form], words, start, start + 1, (), (), mentions, fillers, hits)
            for mention in mentions.get(start, ()):
                for slot in mention.slots:
                    if slot in root:
                        filled = ((slot, mention),)
                        self._walk(root[slot], words, start, mention.end, filled, (), mentions, fillers, hits)
        return hits

    def _walk(
        self, node: Node, words: list[str], start: int, at: int,
        filled: tuple[tuple[str, Mention], ...], skipped: tuple[int, ...],
        mentions: Mapping[int, tuple[Mention, ...]], fillers: frozenset[str], hits: list[Hit],
    ) -> None:  # fmt: skip
        for payload in node.get("", ()):
            hits.append(Hit(payload, start, at, filled, skipped))
        if at >= len(words):
            return
        for form in self.forms(words[at]):
            if form in node:
                self._walk(node[form], words, start, at + 1, filled, skipped, mentions, fillers, hits)
        if ".." in node:
            after = node[".."]
            for past in range(at, min(at + GAP + 1, len(words))):
                between = tuple(range(at, past))
                self._walk(after, words, start, past, filled, skipped + between, mentions, fillers, hits)
                if words[past] in _SIGNS:
                    break
        self._slots(node, words, start, at, filled, skipped, mentions, fillers, hits)

    def _slots(
        self, node: Node, words: list[str], start: int, at: int,
        filled: tuple[tuple[str, Mention], ...], skipped: tuple[int, ...],
        mentions: Mapping[int, tuple[Mention, ...]], fillers: frozenset[str], hits: list[Hit],
    ) -> None:  # fmt: skip
        """Go on where a name may stand: at once, or behind up to three words such as "the allocated"."""
        place, last = at, min(at + 3, len(words) - 1)
        while place < last and place not in mentions and (words[place] in fillers or words[place].endswith("'s")):
            place += 1
        for mention in mentions.get(place, ()):
            for slot in mention.slots:
                if slot in node:
                    self._walk(
                        node[slot], words, start, mention.end, (*filled, (slot, mention)), skipped,
                        mentions, fillers, hits,
                    )  # fmt: skip
