"""The names in texts: of services and of people, as the family and the agencies of a case are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from workbench.coding.lists import Lists
from workbench.coding.phrases import Tree
from workbench.coding.rules import ASKER, PARENTS, SELF, Called, Rules
from workbench.coding.search import Ground, Named, search
from workbench.coding.words import Words

AGENCY, ANYONE = "{agency}", "{anyone}"
_WHO_SLOTS = {
    "nobody": (),
    "pronoun": (ANYONE,),
    "adult": ("{adult}", "{person}", ANYONE),
    "relative": ("{relative}", "{person}", ANYONE),
    "neighbour": ("{neighbour}", ANYONE),
    "child": ("{child}", "{person}", ANYONE),
    "baby": ("{child}", "{baby}", "{person}"),
    **{who: (f"{{{who}}}", "{parent}", "{person}", ANYONE) for who in PARENTS},
}

# Words that may stand between the names of a list, and between a person and what the person does.
JOINING = frozenset([",", "and", "&", "/", "or", "the", "also", "to", "both", "her", "his", "their"])
BEFORE_A_VERB = frozenset(["has", "had", "have", "also", "then"])
LONGEST_JOIN = 4


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in this case means: agencies to tell, or people by id."""

    slots: tuple[str, ...]
    means: tuple[str, ...]
    as_written: str = ""
    """A label of one word must be written like this ("Ash", not "ash")."""


class Mention(NamedTuple):
    """A name in a text, or several listed: which slots it can fill, and whom it means."""

    slots: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Mentions:
    """All names in some texts."""

    named: Named
    mentions: Sequence[Mention]
    """Those of ``named``, by number."""
    people: Mapping[int, Sequence[tuple[str, str]]]
    """By text: the ids of people, and the words that name them."""
    only_agency: Mapping[int, tuple[str, ...]]
    """The agencies, by text, where it names them and says nothing else."""
    speakers: np.ndarray
    """True for each word that stands right behind a person, and so may be what the person does."""


def names_tree(rules: Rules, agency_of: Callable[[str], str], person_of: Callable[[Called], tuple[str, ...]],
               labels: Iterable[tuple[str, Name]]) -> Tree:  # fmt: skip
    """Return the tree of every name that an entry of this case may hold."""
    found = list(labels)
    for word, called in rules.names:
        if not called.agency:
            found.append((word, Name(_WHO_SLOTS[called.who], person_of(called))))
        elif called.agency == SELF:
            found.append((word, Name(("{from}", "{to}"), (SELF,))))
        elif called.agency == ASKER:
            found.append((word, Name(("{asker}",), (ASKER,))))
        else:
            found.append((word, Name(agency_slots(called.agency), (agency_of(called.agency),))))
    return Tree(found)


def agency_slots(kind: str) -> tuple[str, ...]:
    """Return the places in a phrase that an agency of this type can fill."""
    return (AGENCY, "{from}", "{to}", f"{{{kind}}}", f"{{from:{kind}}}", f"{{to:{kind}}}")


class _Place(NamedTuple):
    """The names at one place, all of the same words; first those of a list that begins there."""

    start: int
    end: int
    mentions: list[tuple[Mention, int]]
    """With the word behind each."""


def mentions_in(
    words: Words, names: Tree, ground: Ground, *, phrases: Tree, groups: Mapping[str, np.ndarray]
) -> Mentions:
    """Return the names in texts; ``ground`` is the words with their forms in the tree of names.

    ``phrases`` is the tree whose slots the names are to fill; ``groups`` says
    which words may stand in a list ("joining") and before a verb ("helping").
    """
    places = list(_places(words, names, ground))
    _join_lists(places, groups["joining"].tobytes())
    sizes = np.zeros(len(words.numbers), dtype=np.int64)
    sizes[[place.start for place in places]] = [len(place.mentions) for place in places]
    mentions = [mention for place in places for mention, _ in place.mentions]
    ends = np.array([end for place in places for _, end in place.mentions], dtype=np.int64)
    slots = {one: phrases.slots(one) for one in {mention.slots for mention in mentions}}
    said_by = np.array([ANYONE in mention.slots for mention in mentions], dtype=bool)
    speakers = np.zeros(len(sizes), dtype=bool)
    speakers[ends[said_by]] = True
    speakers[1:] |= speakers[:-1] & groups["helping"][:-1]
    return Mentions(
        Named(
            at=Lists(sizes, np.arange(len(mentions))),
            ends=ends,
            slots=Lists.of([slots[mention.slots] for mention in mentions]),
        ),
        mentions,
        _people(words, places),
        _only_agency(words, places),
        speakers,
    )


def _places(words: Words, names: Tree, ground: Ground) -> Iterator[_Place]:
    """Yield the longest names from left to right."""
    hits = search(names, ground)
    strict = np.array([bool(name.as_written) for name in names.payloads], dtype=bool)
    as_meant = np.ones(len(hits.starts), dtype=bool)
    asked = np.flatnonzero(strict[hits.payloads])
    written = words.said(hits.starts[asked], hits.ends[asked])
    labels = [names.payloads[payload].as_written for payload in hits.payloads[asked]]
    as_meant[asked] = [one == two for one, two in zip(written, labels, strict=True)]
    hits = hits.only(as_meant)
    longest = np.zeros(len(words.numbers), dtype=np.int64)
    np.maximum.at(longest, hits.starts, hits.ends)
    hits = hits.only(longest[hits.starts] == hits.ends)
    meant = [Mention(name.slots, name.means) for name in names.payloads]
    place = _Place(-1, 0, [])
    for start, end, payload in zip(
        hits.starts.tolist(), hits.ends.tolist(), hits.payloads.tolist(), strict=True
    ):
        if start >= place.end:
            if place.mentions:
                yield place
            place = _Place(start, end, [])
        if start == place.start:
            place.mentions.append((meant[payload], end))
    if place.mentions:
        yield place


def _join_lists(places: list[_Place], joining: bytes) -> None:
    """Add, where agencies are listed ("HV, GP and school"), the list as one mention of them all."""
    reached: dict[int, tuple[Mention, int]] = {}
    for place in reversed(places):
        first, end = place.mentions[0]
        if AGENCY not in first.slots:
            continue
        at = end
        while joining[at] and at - end < LONGEST_JOIN:
            at += 1
        listed = first, end
        if at > end and at in reached:
            others, end = reached[at]
            listed = Mention(first.slots, tuple(dict.fromkeys((*first.names, *others.names)))), end
            place.mentions.insert(0, listed)
        reached[place.start] = listed


def _people(words: Words, places: list[_Place]) -> dict[int, list[tuple[str, str]]]:
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for place in places:
        first = place.mentions[0][0]
        if first.names and AGENCY not in first.slots and first.names[0] not in (SELF, ASKER):
            found.append((place.start, place.end, first.names))
    starts = np.array([start for start, _, _ in found], dtype=np.int64)
    ends = np.array([end for _, end, _ in found], dtype=np.int64)
    people: dict[int, list[tuple[str, str]]] = {}
    texts = words.text[starts].tolist()
    for text, (_, _, names), said in zip(texts, found, words.said(starts, ends), strict=True):
        people.setdefault(text, []).extend((who, said) for who in names)
    return people


def _only_agency(words: Words, places: list[_Place]) -> dict[int, tuple[str, ...]]:
    text_of = {first: text for text, first in enumerate(words.firsts[:-1].tolist())}
    last = words.firsts[1:].tolist()
    found = {}
    for place in places:
        text = text_of.get(place.start)
        first, end = place.mentions[0]
        if text is not None and end == last[text] - 1 and AGENCY in first.slots:
            found[text] = first.names
    return found
