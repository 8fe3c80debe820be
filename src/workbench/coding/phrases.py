"""Finds the phrases of the readable rules in a text, in one pass over its words.

A phrase is plain words with six signs, and nothing else:

    refer*              a word's beginning, with any ending
    sent|made           one word or the other
    marf .. sent        up to four words between, in the same part of a sentence
    attendance #        a number
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

GAP, FILLERS = 4, 3
"""Words that ".." may stand for, and words such as "the allocated" before a name."""

_TOKEN = re.compile(
    r"(?:[a-z]\.){2,}(?![a-z])"  # G.P.
    r"|s\.\d+"  # s.47
    r"|[a-z]/[a-z](?![a-z0-9/])"  # t/c
    r"|\d+(?=/40\b)|/40\b"  # 28/40, weeks of pregnancy
    r"|\d+(?:[./:]\d+)*[a-z]*"
    r"|[^\W\d_]\w*(?:['&]\w+)*\+?"
    r"|[.;!?\n]|[,:()|]| [-\u2013\u2014]+(?= )|[&/]"
)
_SAME_SIGN = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\r": "\n", "_": " ", "\xa0": " "})
HARD, SOFT, JOINS = frozenset(".;!?\n"), frozenset({",", ":", "|", "-"}), frozenset({"&", "/", ","})
SIGNS = HARD | SOFT | JOINS


def expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrase as words, once for each choice that "|" leaves."""
    choices = [[_choice(choice) for choice in part.split("|")] for part in phrase.lower().split()]
    for chosen in product(*choices):
        yield tuple(word for words in chosen for word in words)


def _choice(text: str) -> tuple[str, ...]:
    if text in ("..", "#") or text.startswith("{"):
        return (text,)
    found = [word for word, _, _ in words_of(text.removesuffix("*"))]
    if text.endswith("*"):
        found[-1] += "*"
    return tuple(found)


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


Filled = tuple[tuple[str, Mention], ...]
Mentions = Mapping[int, tuple[Mention, ...]]
"""The names in a text, by the word they begin with."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: words ``start`` to ``end``, what filled its slots, words skipped by ".."."""

    payload: Any
    start: int
    end: int
    filled: Filled
    skipped: tuple[int, ...]


class Node:
    """A place in the tree: what may follow there, and the payloads of phrases that end there."""

    __slots__ = ("ends", "gap", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.slots: dict[str, Node] = {}
        self.gap: Node | None = None
        self.ends: list[Any] = []

    def after(self, part: str) -> Node:
        """Return the node that follows by one part of a phrase, made if it is not there."""
        if part == "..":
            self.gap = self.gap or Node()
            return self.gap
        children = self.slots if part.startswith("{") else self.words
        return children.setdefault(part, Node())


class Tree:
    """Phrases by their words."""

    def __init__(self, phrases: Iterable[tuple[str, Any]]) -> None:
        self.root = Node()
        self._keys: set[str] = set()
        for phrase, payload in phrases:
            for parts in expand(phrase):
                node = self.root
                for part in parts:
                    node = node.after(part)
                self._keys.update(parts)
                if payload not in node.ends:
                    node.ends.append(payload)
        self._forms: dict[str, tuple[str, ...]] = {}

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the phrase words that a word of a text can stand for."""
        found = self._forms.get(word)
        if found is None:
            bases = (word, word[:-2]) if word.endswith("'s") else (word,)
            forms = [base for base in bases if base in self._keys]
            forms += ["#"] if word[0].isdigit() and "#" in self._keys else []
            beginnings = (word[:size] + "*" for size in range(1, len(word) + 1))
            forms += [beginning for beginning in beginnings if beginning in self._keys]
            found = self._forms[word] = tuple(forms)
        return found

    def find(self, words: list[str], mentions: Mentions, fillers: frozenset[str] = frozenset()) -> list[Hit]:
        """Return every phrase that stands in ``words``, in the order of the words."""
        search = _Search(words, [self.forms(word) for word in words], mentions, fillers)
        for start in range(len(words)):
            search.from_word(self.root, start)
        return search.hits


class _Search:
    """One walk over one text: from each word down the tree as far as the words agree."""

    def __init__(
        self, words: list[str], forms: list[tuple[str, ...]], mentions: Mentions, fillers: frozenset[str]
    ) -> None:
        self.words, self.forms, self.mentions, self.fillers = words, forms, mentions, fillers
        self.hits: list[Hit] = []
        self.start = 0

    def from_word(self, root: Node, start: int) -> None:
        self.start = start
        for form in self.forms[start]:
            node = root.words.get(form)
            if node is not None:
                self._walk(node, start + 1, (), ())
        if start in self.mentions and root.slots:
            self._name(root, start, (), ())

    def _walk(self, node: Node, at: int, filled: Filled, skipped: tuple[int, ...]) -> None:
        for payload in node.ends:
            self.hits.append(Hit(payload, self.start, at, filled, skipped))
        if at >= len(self.words):
            return
        if node.words:
            for form in self.forms[at]:
                following = node.words.get(form)
                if following is not None:
                    self._walk(following, at + 1, filled, skipped)
        if node.gap is not None:
            self._gap(node.gap, at, filled, skipped)
        if node.slots:
            self._slots(node, at, filled, skipped)

    def _gap(self, node: Node, at: int, filled: Filled, skipped: tuple[int, ...]) -> None:
        """Go on behind any of the next few words, up to the end of this part of the sentence."""
        for past in range(at, min(at + GAP + 1, len(self.words))):
            if past in self.mentions or not node.words.keys().isdisjoint(self.forms[past]):
                self._walk(node, past, filled, (*skipped, *range(at, past)))
            if self.words[past] in SIGNS:
                break

    def _slots(self, node: Node, at: int, filled: Filled, skipped: tuple[int, ...]) -> None:
        """Go on behind a name, also where words such as "the allocated" stand before it."""
        for place in range(at, min(at + FILLERS + 1, len(self.words))):
            if place in self.mentions and self._name(node, place, filled, skipped):
                break
            if self.words[place] not in self.fillers and not self.words[place].endswith("'s"):
                break

    def _name(self, node: Node, at: int, filled: Filled, skipped: tuple[int, ...]) -> bool:
        found = False
        for mention in self.mentions[at]:
            for slot in mention.slots:
                following = node.slots.get(slot)
                if following is not None:
                    found = True
                    self._walk(following, mention.end, (*filled, (slot, mention)), skipped)
        return found
