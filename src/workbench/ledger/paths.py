"""How far what was passed between two agencies is on record: counts for each pair, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.ledger.by_day import by_day
from workbench.ledger.model import NO_RECORD, STEPS, Ledger, Message
from workbench.vocabulary.sentences import counted

BOTH, INTENDED = "both", "intended"
SENDER, SENDER_ALONE = "sender", "sender, receiver without a timeline"
RECEIVER, RECEIVER_ALONE = "receiver", "receiver, sender without a timeline"
ENDS = (BOTH, SENDER, SENDER_ALONE, RECEIVER, RECEIVER_ALONE, INTENDED)
"""Which end of a message is on record. "Alone": no timeline of the other agency covers the day."""


@dataclass(frozen=True, slots=True)
class StepCount:
    """Of the messages of a pair: how many show a step, and why the others do not."""

    on_record: int = 0
    perhaps: int = 0
    """Of those on record: only a row that follows and could be what came of it."""
    no_record: int = 0
    not_known: int = 0
    """No timeline of those who would have written it down covers the day."""

    @property
    def of(self) -> int:
        """The denominator: every message of the pair is in one of the three counts."""
        return self.on_record + self.no_record + self.not_known


@dataclass(frozen=True)
class Path:
    """What went from one agency to another, counted."""

    sender: str
    receiver: str
    messages: int
    steps: Mapping[str, StepCount]
    """By the names of `STEPS`."""
    ends: Mapping[str, int]
    """By the names of `ENDS`; together all messages."""

    @property
    def id(self) -> str:
        """The pair in one word, as an address says it."""
        return pair_id(self.sender, self.receiver)


def pair_id(sender: str, receiver: str) -> str:
    """Return a pair of agencies in one word: "police..school"."""
    return f"{sender}..{receiver}"


def pairs_of(found: Ledger) -> dict[str, tuple[str, str]]:
    """Return every pair of a ledger by its id."""
    pairs = dict.fromkeys((one.sender, one.receiver) for one in found.messages)
    return {pair_id(*pair): pair for pair in pairs}


def paths(
    found: Ledger, messages: Iterable[Message] | None = None, *, by: date | None = None
) -> tuple[Path, ...]:
    """Return the counts of each pair of agencies, the pair with the most messages first.

    ``messages`` are those that count, all of the ledger where none are given.
    With ``by`` only what could have happened by that day counts.
    """
    chosen = found.messages if messages is None else messages
    pairs: dict[tuple[str, str], _Tally] = {}
    for message in chosen:
        if one := by_day(message, by):
            pairs.setdefault((one.sender, one.receiver), _Tally()).add(one)
    counted_up = [tally.path(*pair) for pair, tally in pairs.items()]
    return tuple(sorted(counted_up, key=lambda path: (-path.messages, path.sender, path.receiver)))


class _Tally:
    """The counts of one pair while they grow."""

    def __init__(self) -> None:
        self.messages = 0
        self.steps = {step: [0, 0, 0, 0] for step in STEPS}
        self.ends: dict[str, int] = dict.fromkeys(ENDS, 0)

    def add(self, one: Message) -> None:
        self.messages += 1
        self.ends[end_of(one)] += 1
        for step, counts in self.steps.items():
            if row := getattr(one, step):
                counts[0] += 1
                counts[1] += row.perhaps
            else:
                counts[2 if one.without(step) == NO_RECORD else 3] += 1

    def path(self, sender: str, receiver: str) -> Path:
        steps = {step: StepCount(*counts) for step, counts in self.steps.items()}
        return Path(sender, receiver, self.messages, steps, self.ends)


def end_of(one: Message) -> str:
    """Return which end of a message is on record, one of `ENDS`."""
    if one.sent and one.received:
        return BOTH
    if one.sent:
        return SENDER if one.receiver_known else SENDER_ALONE
    if one.received:
        return RECEIVER if one.sender_known else RECEIVER_ALONE
    return INTENDED


def path_words(path: Path, sender: str, receiver: str, *, by_then: bool = False) -> str:
    """Say how many messages of a pair are on record, and of how many a receipt is.

    ``sender`` and ``receiver`` are their names to be read; with ``by_then`` the
    counts are as of a day.
    """
    of = path.messages
    received = path.steps["received"]
    where = "by then" if by_then else "in the timelines supplied"
    parts = [f"{received.on_record} of {of} with a receipt on record"]
    if received.no_record:
        parts.append(f"{received.no_record} of {of} no record of a receipt {where}")
    if received.not_known:
        parts.append(f"{received.not_known} of {of} not known: no timeline from them for that date")
    said = f"From {sender} to {receiver}: {counted(of, 'message')} on record, {', '.join(parts)}."
    unsent = path.ends[RECEIVER] + path.ends[RECEIVER_ALONE]
    if unsent:
        said += f" {unsent} of {of} on record with the receiver only."
    if path.ends[INTENDED]:
        said += f" {path.ends[INTENDED]} of {of} only spoken of as intended."
    return said
