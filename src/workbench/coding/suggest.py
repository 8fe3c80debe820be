"""Codes suggested from an entry's own words, each with the words that made it.

A suggestion is a first guess for a person to confirm or correct. The rules are
data (``rules.toml``); here stands only how their answers are put together:
the event is read before the response, and both before the comment and the
source, which count only where the entry itself says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from workbench.coding.kinds import Writer, kind_of_entry, rank
from workbench.coding.messages import Message, messages
from workbench.coding.reading import PLANNED, Found, Reading, Spoken

SINGLE = ("kind", "outcome", "child_seen", "mode", "significance")
SEVERAL = ("told", "heard_from", "topics", "people", "whose_account")
FIELDS = (*SINGLE, *SEVERAL)
"""The fields that can be suggested."""

TEXTS = ("event", "response", "comment", "source")
"""The cells that are read, in the order in which they count."""

SEEN_ORDER = ("seen alone", "spoken with", "seen", "not seen")
SERIOUS_ORDER = ("critical", "significant", "low")


@dataclass(slots=True)
class Suggestion:
    """What one entry's words suggest."""

    codes: dict[str, Any] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    """Field -> the words; for lists also "field:code" -> the words for that code."""
    sureness: float = 0.0
    """How much the rule behind the kind counts beside the clues of `workbench.coding.clues`."""
    also: frozenset[str] = frozenset()
    """Other kinds that the rules find, which make the first one less sure."""
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


def suggestion(writer: Writer, readings: Sequence[Reading], resolve: Callable[[str], str]) -> Suggestion:
    """Return what the cells of one entry suggest; ``readings`` in the order of TEXTS."""
    cells = [reading.found for reading in readings]
    spoken = set(chain.from_iterable(cells))
    made = Suggestion()
    sent = messages(cells, mine=writer.names, resolve=resolve) if "message" in spoken else []
    planned: list[str] = []
    if sent or readings[-1].only_agency:
        planned += _flow(made, sent, readings[-1], mine=writer.names)
    if writer.usual or sent or "kind" in spoken:
        kind, because, others, made.sureness, made.also = kind_of_entry(cells, sent, readings[0], writer)
        if kind:
            made.codes["kind"], made.because["kind"] = kind, because
        planned += [f"kind:{code}" for code in others]
    if planned:
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


def _flow(made: Suggestion, sent: list[Message], source: Reading, *, mine: frozenset[str]) -> list[str]:
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


def _best(made: Suggestion, name: str, cells: Sequence[Spoken]) -> None:
    """Suggest the one code that ranks first."""
    for place, cell in enumerate(cells):
        candidates = [
            (rank(one, place, one.rule.weight), one.rule.code, one.because)
            for one in cell.get(name, ())
            if not one.state or (one.state == PLANNED and one.rule.plan_counts)
        ]
        if candidates:  # what stands in an earlier cell goes first
            _, made.codes[name], made.because[name] = min(candidates)
            return


def _standing(cells: Sequence[Spoken], name: str, *, finding: bool) -> list[Found]:
    """Return what holds of one field: a finding unless denied, an act unless denied or only planned."""
    return [
        one
        for cell in cells
        if name in cell
        for one in cell[name]
        if not (one.finding_denied if finding else one.state)
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
        standing = _standing(group, name, finding=finding)
        for one in standing:
            made.add(name, one.rule.code, one.because)
        if standing:
            return
