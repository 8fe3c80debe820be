"""The names in texts: of services and of people, as the family and the agencies of a case are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from workbench.coding.lists import Lists
from workbench.coding.phrases import Tree
from workbench.coding.rules import ASKER, PARENTS, SELF, Called, Rules
from workbench.coding.search import Ground, Hits, Named, search
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
JOINING = frozenset([",", "and", "&", "/", "or", "the", "also", "then", "to", "both", "her", "his", "their"])
LISTING = frozenset([",", "and", "&", "/", "or"])
BEFORE_A_VERB = frozenset(["has", "had", "have", "also", "then"])
LONGEST_JOIN = 4

# What somebody is there, behind the name of a service: "A&E nurse", "CMHT duty", "police schools officer".
ROLES = frozenset(
    [
        "nurse",
        "nurses",
        "doctor",
        "doctors",
        "dr",
        "registrar",
        "staff",
        "team",
        "teams",
        "duty",
        "desk",
        "office",
        "worker",
        "workers",
        "keyworker",
        "officer",
        "officers",
        "manager",
        "managers",
        "practitioner",
        "rep",
        "representative",
        "colleague",
        "colleagues",
        "coordinator",
        "lead",
        "reception",
        "receptionist",
        "hub",
        "secretary",
        "admin",
        "advisor",
        "adviser",
        "schools",
    ]
)
LONGEST_ROLE = 2


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
            found.append((word, Name(_WHO_SLOTS[called.who], person_of(called), called.as_written)))
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


class NameReader:
    """Finds the names of a case in texts."""

    def __init__(self, names: Tree, phrases: Tree) -> None:
        """``phrases`` is the tree whose slots the names are to fill."""
        self.names, self._ends = names, Lists.of(names.ends)
        called: tuple[Name, ...] = names.payloads
        self._meant = [Mention(name.slots, name.means) for name in called]
        self._labels = [name.as_written for name in called]
        self._strict = np.array([bool(name.as_written) for name in called], dtype=bool)
        self._agency = np.array([AGENCY in name.slots for name in called], dtype=bool)
        self._anyone = np.array([ANYONE in name.slots for name in called], dtype=bool)
        self._people = np.array([_means_people(name) for name in called], dtype=bool)
        self._slots = Lists.of([phrases.slots(name.slots) for name in called])

    def mentions(self, words: Words, ground: Ground, groups: Mapping[str, np.ndarray]) -> Mentions:
        """Return the names in texts; ``ground`` is the words with their forms in the tree of names.

        ``groups`` says which words may stand in a list ("joining") and before a verb ("helping").
        """
        hits = search(self.names, ground).meaning(self._ends)
        hits = _once(_apart(_longest(self._as_written(words, hits))))
        first = np.diff(hits.starts, prepend=-1) > 0
        agencies = hits.only(first & self._agency[hits.meant])
        people = hits.only(first & self._people[hits.meant])
        spoken = self._mentions(agencies)
        behind = _behind_roles(agencies.ends, groups["role"])
        behind = np.where(_surnames(words, behind), behind + 1, behind)
        listed, ends = _lists(agencies, behind, spoken, groups["joining"], groups["lists"])
        held = np.flatnonzero(behind > agencies.ends)  # "A&E nurse", besides "A&E" alone
        # A list goes before its first name.
        starts = np.concatenate([agencies.starts[listed], hits.starts, agencies.starts[held]])
        named = Named(
            at=Lists(np.bincount(starts, minlength=len(words.numbers)), np.argsort(starts, kind="stable")),
            ends=np.concatenate([ends[listed], hits.ends, behind[held]]),
            kinds=np.concatenate([agencies.meant[listed], hits.meant, agencies.meant[held]]),
            slots=self._slots,
        )
        speakers = np.zeros(len(words.numbers), dtype=bool)
        speakers[hits.ends[self._anyone[hits.meant]]] = True
        speakers[1:] |= speakers[:-1] & groups["helping"][:-1]
        text = words.text[agencies.starts]
        whole = (agencies.starts == words.firsts[text]) & (ends == words.firsts[text + 1] - 1)
        return Mentions(
            named,
            [
                *(spoken[one] for one in listed.tolist()),
                *self._mentions(hits),
                *self._mentions(agencies.only(held)),
            ],
            self._who(words, people),
            {int(text[one]): spoken[one].names for one in np.flatnonzero(whole)},
            speakers,
        )

    def _mentions(self, hits: Hits) -> list[Mention]:
        return [self._meant[name] for name in hits.meant.tolist()]

    def _as_written(self, words: Words, hits: Hits) -> Hits:
        """Leave out labels that are not written as they must be."""
        right = np.ones(len(hits.starts), dtype=bool)
        strict = np.flatnonzero(self._strict[hits.meant])
        labels = [self._labels[name] for name in hits.meant[strict].tolist()]
        written = words.said(hits.starts[strict], hits.ends[strict])
        right[strict] = [one == two.removesuffix("'s") for one, two in zip(labels, written, strict=True)]
        return hits.only(right)

    def _who(self, words: Words, people: Hits) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        written = words.said(people.starts, people.ends)
        texts = words.text[people.starts].tolist()
        for text, mention, said in zip(texts, self._mentions(people), written, strict=True):
            found.setdefault(text, []).extend([(who, said) for who in mention.names])
        return found


def _means_people(name: Name) -> bool:
    return bool(name.means) and AGENCY not in name.slots and name.means[0] not in (SELF, ASKER)


def _longest(hits: Hits) -> Hits:
    """Return the longest of those that begin at one word."""
    begins = np.flatnonzero(np.diff(hits.starts, prepend=-1))
    if not len(begins):
        return hits
    longest = np.maximum.reduceat(hits.ends, begins)
    return hits.only(hits.ends == np.repeat(longest, np.diff(begins, append=len(hits.starts))))


def _apart(hits: Hits) -> Hits:
    """Leave out, from left to right, what begins inside a name before it."""
    starts, ends = hits.starts.tolist(), hits.ends.tolist()
    furthest = np.maximum.accumulate(hits.ends)
    doubtful = np.flatnonzero(hits.starts[1:] < furthest[:-1]) + 1
    stays = [True] * len(starts)
    for one in doubtful.tolist():
        before = one - 1
        while not stays[before]:
            before -= 1
        stays[one] = starts[one] == starts[before] or starts[one] >= ends[before]
    return hits.only(np.array(stays, dtype=bool))


def _once(hits: Hits) -> Hits:
    """Leave out what is found twice: the same name by "midwi*" and by "midwife"."""
    _, first = np.unique(
        hits.starts.astype(np.int64) * (int(hits.meant.max(initial=0)) + 1) + hits.meant, return_index=True
    )
    return hits.only(np.sort(first))


def _behind_roles(ends: np.ndarray, roles: np.ndarray) -> np.ndarray:
    """Return the words behind names, where what somebody is there counts as part of the name."""
    at = ends.copy()
    for _ in range(LONGEST_ROLE):
        at += roles[at]
    return at


def _surnames(words: Words, behind: np.ndarray) -> np.ndarray:
    """Return behind which names a word with a capital or a time stands: "SW Jones", "SW 16.20"."""
    begins = zip(words.text[behind].tolist(), words.begins[behind].tolist(), strict=True)
    letters = [words.texts[text][begin : begin + 1] for text, begin in begins]
    return np.array([letter.isupper() or letter.isdigit() for letter in letters], dtype=bool)


def _lists(
    agencies: Hits, behind: np.ndarray, spoken: list[Mention], joining: np.ndarray, lists: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Find where agencies are listed ("HV, GP and school"): the list is one mention of them all.

    Returns which of the agencies begin a list, and where each of them ends with
    its list; in ``spoken`` the list takes the place of its first name. One word
    of another kind may stand among them: "HV, dietetics and school".
    """
    number = np.full(len(joining), -1)
    number[agencies.starts] = np.arange(len(spoken))
    at = np.where(lists[behind], _behind_joins(behind, joining), behind)
    following = np.where(at > behind, number[at], -1)
    other = np.minimum(at + 1, len(joining) - 1)
    past = _behind_joins(other, joining)
    following = np.where((following < 0) & (at > behind) & (past > other), number[past], following)
    listed = np.flatnonzero(following >= 0)
    ends = behind.copy()
    for one, other_one in zip(listed[::-1].tolist(), following[listed][::-1].tolist(), strict=True):
        ends[one] = ends[other_one]
        names = dict.fromkeys((*spoken[one].names, *spoken[other_one].names))
        spoken[one] = Mention(spoken[one].slots, tuple(names))
    return listed, ends


def _behind_joins(at: np.ndarray, joining: np.ndarray) -> np.ndarray:
    at = at.copy()
    for _ in range(LONGEST_JOIN):
        at += joining[at]
    return at
