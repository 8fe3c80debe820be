"""Codes suggested from an entry's own words, each with the words that made it.

A suggestion is a first guess for a person to confirm or correct. The rules are
data (``rules.toml``); here stands only how their answers are put together:
the event is read before the response, and both before the comment and the
source, which count only where the entry itself says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from workbench.coding.messages import Message, messages
from workbench.coding.reading import PLANNED, Found, Reading, Spoken
from workbench.coding.rules import NOTHING, TAKES_CALLS, WEIGHTS

SINGLE = ("kind", "outcome", "child_seen", "mode", "significance")
SEVERAL = ("told", "heard_from", "topics", "people", "whose_account")
FIELDS = (*SINGLE, *SEVERAL)
"""The fields that can be suggested."""

TEXTS = ("event", "response", "comment", "source")
"""The cells that are read, in the order in which they count."""

NOBODY: frozenset[str] = frozenset()

WEAK, LAST = WEIGHTS["weak"], WEIGHTS["last"]
INFORMATION = "information_shared"
MEETINGS = frozenset(
    ["conference_initial", "conference_review", "core_group", "strategy_discussion", "care_support_meeting"]
)
"""Kinds that a record often only names: "report for conference"."""
FIRST_WORDS = 4
"""A message that begins among the first words of an entry is what the entry is about."""
SEEN_ORDER = ("seen alone", "spoken with", "seen", "not seen")
SERIOUS_ORDER = ("critical", "significant", "low")


@dataclass(slots=True)
class Suggestion:
    """What one entry's words suggest."""

    codes: dict[str, Any] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    """Field -> the words; for lists also "field:code" -> the words for that code."""
    planned: tuple[str, ...] = ()
    """Kinds and agencies ("kind:...", "told:...") named only as something still to be done."""

    def add(self, name: str, code: str, words: str) -> None:
        """Add a code to a field that can hold several."""
        held = self.codes.get(name)
        if held is None:
            self.codes[name] = (code,)
            self.because[name] = self.because[f"{name}:{code}"] = words
        elif code not in held:
            self.codes[name] = (*held, code)
            self.because[f"{name}:{code}"] = words


def suggestion(
    agency: str,
    kind_of_agency: str,
    readings: Sequence[Reading],
    resolve: Callable[[str], str],
    *,
    usual: str,
) -> Suggestion:
    """Return what the cells of one entry suggest; ``readings`` in the order of TEXTS."""
    cells = [reading.found for reading in readings]
    spoken = set[str]().union(*cells)
    # "School" in a school's own entry is itself, also where the case has several schools.
    mine = {agency, kind_of_agency}
    made = Suggestion()
    sent = messages(cells, mine=mine, resolve=resolve) if "message" in spoken else []
    planned: list[str] = []
    if sent or readings[-1].only_agency:
        planned += _flow(made, sent, readings[-1], mine=mine)
    if usual or sent or "kind" in spoken:
        planned += _kind(
            made, cells, sent, readings[0], mine=mine, kind_of_agency=kind_of_agency, usual=usual
        )
    made.planned = tuple(dict.fromkeys(planned))
    if "outcome" in spoken:
        _best(made, "outcome", [cells[1], cells[0], *cells[2:]])
    if "mode" in spoken:
        _best(made, "mode", cells[:2])
    if "child_seen" in spoken:
        _ranked(made, "child_seen", cells, SEEN_ORDER)
    if "significance" in spoken:
        _ranked(made, "significance", cells, SERIOUS_ORDER, finding=True)
    if "topics" in spoken:
        _all(made, "topics", cells, finding=True)
    if "whose_account" in spoken:
        _all(made, "whose_account", cells)
    # What another agency passed on is an account of something only where it speaks of something.
    if (
        "heard_from" in made.codes
        and "topics" in made.codes
        and made.codes.get("kind") != "information_request"
    ):
        made.add("whose_account", "other agency", made.because["heard_from"])
    for reading in readings[:2]:
        for who, words in reading.people:
            made.add("people", who, words)
    return made


Rank = tuple[int, int, int, int, int]
Candidate = tuple[Rank, str, str]
"""How far to the front it stands, the code, the words."""


def _of(cell: Spoken, name: str) -> Sequence[Found]:
    return cell.get(name, ())


def _flow(made: Suggestion, sent: list[Message], source: Reading, *, mine: set[str]) -> list[str]:
    """Suggest who was told and who was heard from, and return who is only to be told.

    A source that is just the name of an agency is where the writer heard it
    from. What is given "to the referrer" goes to whom the writer heard from.
    """
    for one in sent:
        if not one.planned:
            for agency in one.told:
                made.add("told", agency, one.found.because)
            for agency in one.heard:
                made.add("heard_from", agency, one.found.because)
    if "heard_from" not in made.codes:
        for agency in source.only_agency:
            if agency not in mine:
                made.add("heard_from", agency, source.text)
    for one in sent:
        if one.answer and not one.planned:
            for agency in made.codes.get("heard_from", ()):
                made.add("told", agency, one.found.because)
    done = made.codes.get("told", ())
    return [f"told:{agency}" for one in sent if one.planned for agency in one.told if agency not in done]


def _kind(
    made: Suggestion,
    cells: Sequence[Spoken],
    sent: list[Message],
    event: Reading,
    *,
    mine: set[str],
    kind_of_agency: str,
    usual: str,
) -> list[str]:
    """Suggest the kind that is named first, and return the kinds only planned.

    An event that tells of something no rule knows is what most entries of the
    service are; only one that says nothing leaves it to the response.
    """
    candidates = []
    planned = []
    opening = min((one.found.hit.end for one in sent if _opens(one)), default=-1)
    for place, cell in enumerate(cells):
        for one in _of(cell, "kind"):
            rule, by = one.rule, _by(one)
            if (by and by <= mine) or (one.mentioned and rule.code in MEETINGS):
                continue
            if not one.state or (one.state == PLANNED and rule.plan_counts):
                weight = max(rule.weight, kind_of_agency in rule.by_place)
                # "Referred to CAMHS": a message's own words say what it is before it is "information".
                weight *= not (place == 0 and weight == 1 and one.hit.start < opening)
                weight = max(weight, WEAK) if one.mentioned else weight
                candidates.append((_rank(one, place, weight), rule.code, one.because))
            elif one.state == PLANNED and rule.weight < WEAK:
                planned.append(f"kind:{rule.code}")
    candidates += [candidate for one in sent for candidate in _as_message(one, kind_of_agency)]
    nothing_done = _nothing_done(cells[0], sent, mine)
    candidates = [one for one in candidates if one[0][2] <= nothing_done]
    says_something = len(event.text.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS
    says_more = says_something and not event.text[:LONGEST_REASON].lower().startswith(BEGINS_A_PLAN)
    if usual and nothing_done == LAST and says_more:
        candidates.append(((0, LAST + 1, LAST + 1, 0, 0), usual, _first_words(event.text)))
    elif usual and says_something:
        candidates = [one for one in candidates if one[0][0] != 1]
    if candidates:
        _, made.codes["kind"], made.because["kind"] = min(candidates)
    return [kind for kind in planned if kind != f"kind:{made.codes.get('kind', '')}"]


BEGINS_A_PLAN = ("to ", "will ", "plan ", "await", "for ")
FEWEST_WORDS, LONGEST_REASON = 3, 60
"""An event of fewer words ("As above") tells of nothing; characters shown of one that no rule knows."""


def _nothing_done(event: Spoken, sent: list[Message], mine: set[str]) -> int:
    """Return the greatest weight that still counts: a weak word makes no kind of what was not done.

    Words that point to something else ("meeting", another agency's name) leave
    an entry open rather than call it what most entries of the service are.
    """
    found = [one for one in _of(event, NOTHING) if not (_by(one) and _by(one) <= mine)]
    if found:
        return 0 if any(one.rule.weight < WEAK for one in found) else WEAK
    acts = [*_of(event, "kind"), *_of(event, "message")]
    states = [(one.state, one.rule.weight) for one in acts if one.state]
    open_end = any(weight == 0 or (state == PLANNED and weight < WEAK) for state, weight in states)
    planned = any(one.planned and one.cell == 0 for one in sent)
    return 1 if open_end or planned else LAST


def _first_words(text: str) -> str:
    first = re.split(r"(?<=[.;!?])\s|\n", text.strip(), maxsplit=1)[0]
    return first[:LONGEST_REASON].rstrip(" .;")


def _as_message(one: Message, kind_of_agency: str) -> Iterator[Candidate]:
    """Yield what a message itself makes of an entry: information that went to or came from somebody."""
    if one.planned or one.found.rule.only_flow or not (one.told or one.heard):
        return
    code = TAKES_CALLS.get(kind_of_agency, INFORMATION) if one.heard else INFORMATION
    yield _rank(one.found, one.cell, LAST), code, one.found.because
    if code == INFORMATION and _opens(one):
        # "Letter from A&E: fractured wrist" is a letter; what follows the name is what it says.
        yield (0, 0, 0, one.found.hit.end, 0), code, one.found.because


def _opens(one: Message) -> bool:
    """True where the entry begins with a message that was sent or came."""
    return one.cell == 0 and not one.planned and one.found.hit.start < FIRST_WORDS


def _by(one: Found) -> Set[str]:
    """Return the agencies that a rule's words name."""
    if not one.hit.filled:
        return NOBODY
    return {name for slot, mention in one.hit.filled if slot == "{agency}" for name in mention.names}


def _rank(one: Found, place: int, weight: int) -> Rank:
    """Return what decides between codes: the cell, the rule's weight, the place, the longer words."""
    return (place, weight // WEAK, weight, one.hit.start, -one.hit.end)


def _best(made: Suggestion, name: str, cells: Sequence[Spoken]) -> None:
    """Suggest the one code that ranks first."""
    candidates = [
        (_rank(one, place, one.rule.weight), one.rule.code, one.because)
        for place, cell in enumerate(cells)
        for one in _of(cell, name)
        if not one.state or (one.state == PLANNED and one.rule.plan_counts)
    ]
    if candidates:
        _, made.codes[name], made.because[name] = min(candidates)


def _standing(cells: Sequence[Spoken], name: str, *, finding: bool) -> list[Found]:
    """Return what holds of one field: a finding unless denied, an act unless denied or only planned."""
    return [
        one for cell in cells for one in _of(cell, name) if not (one.finding_denied if finding else one.state)
    ]


def _ranked(
    made: Suggestion, name: str, cells: Sequence[Spoken], order: Sequence[str], *, finding: bool = False
) -> None:
    """Suggest the code that comes first in ``order`` among those that hold."""
    for group in (cells[:2], cells[2:]):
        standing = _standing(group, name, finding=finding)
        if standing:
            best = min(standing, key=lambda one: order.index(one.rule.code))
            made.codes[name] = best.rule.code
            made.because[name] = best.because
            return


def _all(made: Suggestion, name: str, cells: Sequence[Spoken], *, finding: bool = False) -> None:
    """Suggest every code that holds; the comment and the source are asked only if the entry gives none."""
    for group in (cells[:2], cells[2:]):
        for one in _standing(group, name, finding=finding):
            made.add(name, one.rule.code, one.because)
        if name in made.codes:
            return
