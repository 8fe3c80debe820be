"""The kind of an entry: of everything its words suggest, the one thing that the event is about.

A formal step goes before whatever else was said at it, then what is told first.
An entry of which only a message is known is information that was shared; one
that no rule knows is what most entries of its service are, unless it says that
nothing was done. The rules of precedence are those of ``docs/coding-guide.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.coding.messages import Message
from workbench.coding.reading import PLANNED, Found, Reading, Spoken
from workbench.coding.rules import NOTHING, TAKES_CALLS, WEIGHTS

WEAK, LAST = WEIGHTS["weak"], WEIGHTS["last"]
INFORMATION, REQUEST = "information_shared", "information_request"
MEETINGS = frozenset(
    ["conference_initial", "conference_review", "core_group", "strategy_discussion", "care_support_meeting"]
)
"""Kinds that a record often only names: "report for conference"."""
CONCERNS = frozenset(
    [
        "physical_injury",
        "neglect_home_conditions",
        "sexual_harm",
        "domestic_abuse",
        "substance_use",
        "alcohol",
    ]
)
"""Topics that make a report of what a service tells those who take reports."""
DETAILS = frozenset(
    [
        "accommodation_event",
        "education_event",
        "handover_transfer",
        "information_request",
        "information_shared",
        "injury_or_symptom",
        "legal_event",
        "life_event",
        "police_incident",
        "report_received",
        "report_sent",
        "supervision",
    ]
)
"""Kinds that are a detail where they come up at a contact with which the entry begins."""
NEAR = 6
"""Words behind a heading ("Planned visit") in which it is said that nothing came of it."""
FIRST_WORDS = 4
"""A message that begins among the first words of an entry is what the entry is about."""
CERTAIN, EARLY, FURTHER_ON, USUAL, SILENCE = 8.0, 3.0, 1.5, 1.5, 2.0
"""How much a rule counts beside the clues (`workbench.coding.clues`), as a logarithm of odds: under an
event that says nothing, said early, said further on or in doubtful words, the usual kind of a service,
and no rule at all, which speaks for no kind."""
LATE = 12
"""Words after which a rule's words are not said early."""
BEGINS_A_PLAN = ("to ", "will ", "plan ", "await", "for ")
FEWEST_WORDS, LONGEST_REASON = 3, 60
"""An event of fewer words ("As above") tells of nothing; characters shown of one that no rule knows."""

Rank = tuple[int, int, int, int, int]
Candidate = tuple[Rank, str, str, bool]
"""How far to the front it stands, the code, the words, and whether they are doubtful."""


class Decided(NamedTuple):
    """What the rules say of an entry's kind."""

    kind: str
    because: str
    planned: list[str]
    """Kinds that are named only as something still to be done."""
    sureness: float
    also: frozenset[str]
    """The other kinds that the same cell names."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose entry it is."""

    names: frozenset[str]
    """What the writer's agency is called: its slug, and its type."""
    type: str
    usual: str
    """The kind that most of its entries are, "" where there is none."""


def kind_of_entry(cells: Sequence[Spoken], sent: list[Message], event: Reading, writer: Writer) -> Decided:
    """Return the kind that is named first, and what else is said of kinds.

    An event that tells of something no rule knows is what most entries of the
    service are; only one that says nothing leaves it to the response.
    """
    found = [_found(cell, writer) if "kind" in cell else () for cell in cells]
    heading = _heading(cells[0])
    greatest = _greatest_weight(cells[0], heading, sent, writer)
    best: Candidate | None = None
    skipped = -1
    also: frozenset[str] = frozenset()
    for place, own in enumerate(found):  # what stands in an earlier cell goes first
        if place == skipped or not (own or sent):
            candidates = []
        else:
            candidates = _candidates(own, place, cells[0], heading, sent, writer) if own else []
            for one in sent:
                if one.cell == place:
                    candidates += _as_message(one, writer.type)
            candidates = [one for one in candidates if one[0][2] <= greatest]
        if candidates:
            best = min(candidates)
            also = frozenset([code for _, code, _, _ in candidates])
            break
        if place == 0 and writer.usual and len(event.text.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS:
            if greatest == LAST and not event.text[:LONGEST_REASON].lower().startswith(BEGINS_A_PLAN):
                best = (0, LAST + 1, LAST + 1, 0, 0), writer.usual, _first_sentence(event.text), True
                break
            skipped = 1
    _, kind, because, _ = best or (None, "", "", False)
    planned = _planned_kinds(found)
    sure = sureness(best, event) if best else SILENCE
    others = [code for code in planned if code != kind] if planned else planned
    return Decided(kind, because, others, sure, also - {kind})


def sureness(best: Candidate, event: Reading) -> float:
    """Return how much a rule's words count beside the clues, by what they are and where they stand."""
    (place, _, weight, start, _), _, _, doubtful = best
    if place and len(event.text.split(maxsplit=FEWEST_WORDS)) < FEWEST_WORDS:
        return CERTAIN
    if weight > LAST:
        return USUAL
    return EARLY if start <= LATE and place == 0 and not doubtful else FURTHER_ON


def _candidates(
    found: Sequence[Found],
    place: int,
    event: Spoken,
    heading: Found | None,
    sent: list[Message],
    writer: Writer,
) -> list[Candidate]:
    """Return the kinds that rules find in one cell, the weight deciding before the place."""
    opening = -1
    if place == 0 and sent:
        about = [one.found.hit.end for one in sent if _opens(one) and not one.found.rule.only_flow]
        opening = min(about, default=-1)
    made: list[Candidate] = []
    kind, usual = writer.type, writer.usual
    for one in found:
        rule, hit, because, state, _, mentioned, _ = one
        if state and not (state == PLANNED and rule.plan_counts):
            continue
        if rule.with_concern and not _concern(event):
            continue
        weight = rule.weight or (1 if kind in rule.by_place else 0)
        start, end, _ = hit
        if place == 0:
            if weight == 1 and start < opening and rule.code != usual:
                weight = 0  # "Referred to CAMHS": the message's own words say more than "information"
            if weight == 0 and heading and _is_detail(one, heading):
                weight = 1
        if mentioned and weight < WEAK and rule.code != REQUEST:
            weight = WEAK
        made.append(((place, weight // WEAK, weight, start, -end), rule.code, because, rule.doubtful))
    return made


def _concern(event: Spoken) -> bool:
    """True where an event tells of a risk to a child."""
    return any(one.rule.code in CONCERNS and not one.finding_denied for one in event.get("topics", ()))


def _heading(event: Spoken) -> Found | None:
    """Return the contact with which an entry begins, if it does."""
    for one in event.get("kind", ()):
        if one.rule.heading and not one.state and one.hit.start < FIRST_WORDS:
            return one
    return None


def _is_detail(one: Found, heading: Found) -> bool:
    """True for what came up at the contact: a change in the family goes before a call that tells of it."""
    if one.rule.heading or one.hit.start < heading.hit.start:
        return False
    if one.rule.code == "missed_contact":
        return one.hit.start > heading.hit.end + NEAR
    told_on_call = one.rule.code == "life_event" and heading.rule.code == "contact_adult"
    return one.rule.code in DETAILS and not told_on_call


def _planned_kinds(found: Sequence[Sequence[Found]]) -> list[str]:
    return [
        one.rule.code
        for own in found
        for one in own
        if one.state == PLANNED and not one.rule.plan_counts and one.rule.weight < WEAK
    ]


def _found(cell: Spoken, writer: Writer) -> list[Found]:
    """Return what the rules for kinds find in a cell; what others only speak of is left out."""
    return [
        one
        for one in cell["kind"]
        if not (one.mentioned and one.rule.code in MEETINGS) and not (one.hit.filled and _own(one, writer))
    ]


def _own(one: Found, writer: Writer) -> bool:
    """True where the agency that a rule's words name is the writer's own."""
    own = False
    for slot, mention in one.hit.filled:
        if slot == "{agency}":
            for name in mention.names:
                if name not in writer.names:
                    return False
                own = True
    return own


def _greatest_weight(event: Spoken, heading: Found | None, sent: list[Message], writer: Writer) -> int:
    """Return the greatest weight that still counts: a weak word makes no kind of what was not done.

    Words that point to something else ("meeting", another agency's name) leave
    an entry open rather than call it what most entries of the service are.
    """
    nothing = [
        one
        for one in event.get(NOTHING, ())
        if not (heading and one.hit.start > heading.hit.end + NEAR)
        and not (one.hit.filled and _own(one, writer))
    ]
    if nothing:
        return 0 if any(one.rule.weight < WEAK for one in nothing) else WEAK
    for name in ("kind", "message"):
        for one in event.get(name, ()):
            if one.state and one.rule.weight < (WEAK if one.state == PLANNED else 1):
                return 1
    return 1 if sent and any(one.cell == 0 and one.planned for one in sent) else LAST


def _first_sentence(text: str) -> str:
    first = re.split(r"(?<=[.;!?])\s|\n", text.strip()[:LONGEST_REASON], maxsplit=1)[0]
    return first.rstrip(" .;")


def _as_message(one: Message, kind_of_agency: str) -> Iterator[Candidate]:
    """Yield what a message itself makes of an entry: information that went to or came from somebody."""
    if one.planned or one.found.rule.only_flow or not (one.told or one.heard):
        return
    code = TAKES_CALLS.get(kind_of_agency, INFORMATION) if one.heard else INFORMATION
    yield rank(one.found, one.cell, LAST), code, one.found.because, True
    if code == INFORMATION and _opens(one):
        # "Letter from A&E: fractured wrist" is a letter; what follows the name is what it says.
        yield (0, 0, 0, one.found.hit.end, 0), code, one.found.because, True


def _opens(one: Message) -> bool:
    """True where the entry begins with a message that was sent or came."""
    return one.cell == 0 and not one.planned and one.found.hit.start < FIRST_WORDS


def rank(one: Found, place: int, weight: int) -> Rank:
    """Return what decides between codes: the cell, the rule's weight, the place, the longer words."""
    return (place, weight // WEAK, weight, one.hit.start, -one.hit.end)
