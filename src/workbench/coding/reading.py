"""One cell of a table read: the names in it, the rules' words, and what is denied or only planned.

Denial and intention have a reach: from "no", "denied" or "will" to the end of
that part of the sentence. An act is reached up to the next comma, "and" or
"but"; a finding also in a list ("no bruising, swelling or marks"), because a
list of what was not found goes on behind commas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from workbench.coding.phrases import HARD, SIGNS, SOFT, Hit, Mention, Tree, words_of
from workbench.coding.rules import ASKER, PARENTS, SELF, Called, Marker, Rule, Rules

DENIED, PLANNED, MENTIONED = "no", "planned", "mentioned"
DONE = "done"
REACH = {DENIED: 6, PLANNED: 9, MENTIONED: 4}
"""Words that a marker reaches at most."""
LIST_REACH = 2
"""Words behind a comma that a denied list goes on for."""

# A phrase that begins with one of these ("not brought") says no by itself.
NO_WORDS = (
    frozenset(["no", "not", "nil", "never", "without", "nor", "unable", "refused", "declined", "failed"])
    | frozenset(
        ["did", "didn't", "was", "wasn't", "were", "has", "had", "could", "cannot", "denies", "denied"]
    )
    | frozenset(["planned", "requested", "requesting", "offered"])
)
_WHO_SLOTS = {
    "nobody": (),
    "pronoun": ("{anyone}",),
    "adult": ("{adult}", "{person}", "{anyone}"),
    "relative": ("{relative}", "{person}", "{anyone}"),
    "neighbour": ("{neighbour}", "{anyone}"),
    "child": ("{child}", "{person}", "{anyone}"),
    "baby": ("{child}", "{baby}", "{person}"),
    **{who: (f"{{{who}}}", "{parent}", "{person}", "{anyone}") for who in PARENTS},
}


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in this case means: agencies to tell, or people by id."""

    slots: tuple[str, ...]
    means: tuple[str, ...]
    as_written: str = ""
    """A label of one word must be written like this ("Ash", not "ash")."""


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's words in a cell, and how they stand there."""

    rule: Rule
    hit: Hit
    because: str
    state: str
    """"" where it is said to be so, DENIED or PLANNED."""
    finding_denied: bool
    mentioned: bool
    """True where something else is said and these words only name what it was about."""
    person_before: bool


@dataclass(frozen=True)
class Reading:
    """All that one cell holds."""

    found: tuple[Found, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    """Ids of people and the words that name them."""
    only_agency: tuple[str, ...] = ()
    """The agencies, where the cell names them and says nothing else."""
    text: str = ""


EMPTY = Reading()


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
    return ("{agency}", "{from}", "{to}", f"{{{kind}}}", f"{{from:{kind}}}", f"{{to:{kind}}}")


def read(text: str, rules: Rules, names: Tree) -> Reading:
    """Return what the rules find in one cell."""
    placed = words_of(text)
    if not placed:
        return EMPTY
    words = [word for word, _, _ in placed]
    mentions, people = _mentions(text, placed, words, names)
    hits = rules.tree.find(words, mentions, rules.fillers)
    markers = [hit for hit in hits if hit.payload[0] == "marker"]
    reach = _Reach(words, markers)
    part = _sentences(words)
    silent = {(part[hit.start], hit.payload[1]) for hit in hits if hit.payload[0] == "unless"}
    given = {hit.payload[1] for hit in hits if hit.payload[0] == "needs"}
    speaks = {mention.end for there in mentions.values() for mention in there if "{anyone}" in mention.slots}
    speaks |= {end + 1 for end in speaks if end < len(words) and words[end] in _BEFORE_A_VERB}
    found = []
    for hit in hits:
        use, rule = hit.payload
        if use != "words" or (part[hit.start], rule) in silent or (rule.needs and rule not in given):
            continue
        because = text[placed[hit.start][1] : placed[hit.end - 1][2]].rstrip(" .,:;")
        found.append(
            Found(
                rule,
                hit,
                because,
                state=reach.act(hit),
                finding_denied=reach.finding_denied(hit),
                mentioned=reach.only_mentioned(hit),
                person_before=hit.start in speaks,
            )
        )
    return Reading(tuple(found), tuple(people), _only_agency(mentions, words), text)


def _mentions(
    text: str, placed: list[tuple[str, int, int]], words: list[str], names: Tree
) -> tuple[dict[int, tuple[Mention, ...]], list[tuple[str, str]]]:
    """Return the names by their first word, the longest at each place, and the people named."""
    longest: dict[int, list[Hit]] = {}
    for hit in names.find(words, {}):
        name: Name = hit.payload
        if name.as_written and text[placed[hit.start][1] : placed[hit.end - 1][2]] != name.as_written:
            continue
        there = longest.setdefault(hit.start, [])
        if there and there[0].end < hit.end:
            there.clear()
        if not there or there[0].end == hit.end:
            there.append(hit)
    mentions: dict[int, tuple[Mention, ...]] = {}
    people: list[tuple[str, str]] = []
    end = 0
    for start in sorted(longest):
        if start < end:
            continue
        hits = longest[start]
        end = hits[0].end
        mentions[start] = tuple(Mention(end, hit.payload.slots, hit.payload.means) for hit in hits)
        if "{agency}" not in hits[0].payload.slots:
            written = text[placed[start][1] : placed[end - 1][2]]
            people += [(who, written) for who in hits[0].payload.means if who not in (SELF, ASKER)]
    return _lists(mentions, words), people


def _lists(mentions: dict[int, tuple[Mention, ...]], words: list[str]) -> dict[int, tuple[Mention, ...]]:
    """Add, where agencies are listed ("HV, GP and school"), the list as one mention of them all."""
    joined: dict[int, tuple[Mention, ...]] = {}
    for start, (first, *others) in mentions.items():
        joined[start] = (first, *others)
        if "{agency}" not in first.slots:
            continue
        end, means = first.end, list(first.names)
        while True:
            at = end
            while at < len(words) and at - end < 4 and words[at] in _JOINING:
                at += 1
            following = mentions.get(at, ())
            if at == end or not following or "{agency}" not in following[0].slots:
                break
            end, means = following[0].end, [*means, *following[0].names]
        if end > first.end:
            joined[start] = (Mention(end, first.slots, tuple(dict.fromkeys(means))), first, *others)
    return joined


# Words that may stand between the names of a list, and between a person and what the person does.
_JOINING = frozenset([",", "and", "&", "/", "or", "the", "also", "to", "both", "her", "his", "their"])
_BEFORE_A_VERB = frozenset(["has", "had", "have", "also", "then"])


def _only_agency(mentions: Mapping[int, tuple[Mention, ...]], words: list[str]) -> tuple[str, ...]:
    first = mentions.get(0, ())
    whole = first and first[0].end == len(words) and "{agency}" in first[0].slots
    return first[0].names if whole else ()


def _sentences(words: list[str]) -> list[int]:
    number, found = 0, []
    for word in words:
        found.append(number)
        number += word in HARD
    return found


class _Reach:
    """Which words are reached by "no", by "will" and by "following"."""

    def __init__(self, words: list[str], markers: list[Hit]) -> None:
        self.words = words
        self.denied: set[int] = set()
        self.planned: set[int] = set()
        self.mentioned: set[int] = set()
        self.not_found: set[int] = set()
        self.inside: dict[int, Hit] = {}
        self.after: dict[int, Hit] = {}
        ends = {hit.start for hit in markers if hit.payload[1].meaning == "end"}
        # "Phoned to report" is done, though "to report" alone is a plan.
        done = {at for hit in markers if hit.payload[1].meaning == DONE for at in range(hit.start, hit.end)}
        for hit in markers:
            marker: Marker = hit.payload[1]
            if marker.meaning == PLANNED and hit.start in done:
                continue
            if marker.after:
                known = self.after.get(hit.start)
                if known is None or known.end < hit.end:
                    self.after[hit.start] = hit
            elif marker.meaning in REACH:
                self._reach_from(hit, marker.meaning, ends)

    def _reach_from(self, hit: Hit, meaning: str, ends: set[int]) -> None:
        # The words of "discussed a referral" are themselves what was only discussed.
        reached = {*range(hit.start + 1, hit.end), *self._acts(hit.end, REACH[meaning], ends)}
        if meaning == MENTIONED:
            self.mentioned |= reached
            return
        self.inside |= dict.fromkeys(range(hit.start, hit.end), hit)
        if meaning == PLANNED:
            self.planned |= reached
        else:
            self.denied |= reached
            self.not_found.update(self._findings(hit.end, ends))

    def _acts(self, start: int, reach: int, ends: set[int]) -> range:
        end = start
        while end < min(len(self.words), start + reach) and end not in ends:
            if self.words[end] in HARD or (self.words[end] in SOFT and end > start):
                break
            end += 1
        return range(start, end)

    def _findings(self, start: int, ends: set[int]) -> range:
        left, end = REACH[DENIED], start
        while end < len(self.words) and left > 0:
            word = self.words[end]
            if word in HARD or (end in ends and word != "and"):
                break
            left -= 1
            if word in SOFT or word in ("or", "nor"):
                left = LIST_REACH
            end += 1
        return range(start, end)

    def act(self, hit: Hit) -> str:
        """Say whether the words are denied, only planned, or neither."""
        own_no = self.words[hit.start] in NO_WORDS
        # A marker that the phrase itself begins with ("request ... from") is part of what it says.
        others = [at for at in hit.skipped if at in self.inside and self.inside[at].start != hit.start]
        skipped = [self._meaning(at) for at in others]
        if DENIED in skipped or (hit.start in self.denied and not own_no):
            return DENIED
        if PLANNED in skipped or (hit.start in self.planned and not own_no):
            return PLANNED
        meaning = self._said_after(hit)
        return meaning if meaning in (DENIED, PLANNED) else ""

    def only_mentioned(self, hit: Hit) -> bool:
        """True where the words name what something else is about: "report for ICPC", "ICPC minutes"."""
        return hit.start in self.mentioned or self._said_after(hit) == MENTIONED

    def _said_after(self, hit: Hit) -> str:
        for at in range(hit.end, min(hit.end + 3, len(self.words))):
            meaning = self.after[at].payload[1].meaning if at in self.after else ""
            if meaning and (meaning != MENTIONED or at == hit.end):
                return meaning
            if self.words[at] in SIGNS - {"-"} or self.words[at] == "that":
                break
        return ""

    def _meaning(self, at: int) -> str:
        return self.inside[at].payload[1].meaning

    def finding_denied(self, hit: Hit) -> bool:
        """True where the words stand in a list of what was not found."""
        own_no = self.words[hit.start] in NO_WORDS
        denied = any(at in self.inside and self._meaning(at) == DENIED for at in hit.skipped)
        return denied or (hit.start in self.not_found and not own_no)
