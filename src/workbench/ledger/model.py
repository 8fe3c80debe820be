"""A piece of information that was passed, or is said to have been, and its five steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.case import slug_of
from workbench.chronology import Case
from workbench.vocabulary import plain

STEPS = ("sent", "received", "understood", "acted_on", "fed_back")
NO_RECORD = "no record in the timelines supplied"
NOT_KNOWN = "not known: no timeline from them for that date"

MESSAGE, MEETING, JOINT_VISIT = "message", "meeting", "joint visit"
MINUTES, COPY, SHARED_RECORD = "minutes", "copy", "shared record"
INVITATION, INTENTION = "invitation", "intention"
WAYS = (MESSAGE, MEETING, JOINT_VISIT, MINUTES, COPY, SHARED_RECORD, INVITATION, INTENTION)
"""How a piece of information was passed. The last two pass nothing of it on yet."""

STATES = {
    "fed_back": "fed back", "acted_on": "acted on", "understood": "understood", "received": "received",
    "sent": "said to have been sent",
}  # fmt: skip
"""What the furthest step on record is called; of a receipt without a sender's row see `Message.state`."""


@dataclass(frozen=True, slots=True)
class Step:
    """The row that shows a step, with the days it could have been."""

    row: str
    earliest: date | None
    latest: date | None
    perhaps: bool = False
    """True where no row says so: the row follows, and could be what came of it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One piece of information from one agency to another; each step has its row or a reason for none."""

    sender: str
    """A slug, or a type of agency where nobody says which service it was."""
    receiver: str
    way: str
    about: tuple[str, ...]
    """Ids of people."""
    topics: tuple[str, ...]
    kind: str
    sent: Step | None
    received: Step | None
    understood: Step | None
    acted_on: Step | None
    fed_back: Step | None
    intended: Step | None = None
    """The row that speaks of an intention to share; it is no sending."""
    not_carried: tuple[str, ...] = ()
    """Topics of what was sent that the row of its receipt does not carry."""
    suggested: bool = False
    """True where a row it rests on names the agencies in its words only, and nobody confirmed them."""
    sender_known: bool = True
    """True if the sender supplied a timeline for the day."""
    receiver_known: bool = True

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that say that it was passed."""
        return tuple(step.row for step in (self.sent or self.intended, self.received) if step)

    @property
    def state(self) -> str:
        """How far the records show that it came, in words."""
        for step in reversed(STEPS[1:]):
            found: Step | None = getattr(self, step)
            if step != "received" and found:
                return f"perhaps {STATES[step]}" if found.perhaps else STATES[step]
        if self.received:
            return STATES["received"] if self.sent else "said to have been received"
        return STATES["sent"] if self.sent else "intended"

    def without(self, step: str) -> str:
        """Return why a step has no row; "" where it has one."""
        if getattr(self, step):
            return ""
        whose = {"sent": self.sender_known, "fed_back": self.sender_known or self.receiver_known}
        return NO_RECORD if whose.get(step, self.receiver_known) else NOT_KNOWN


@dataclass(frozen=True)
class Ledger:
    """Every message of a case in the order of its first row."""

    messages: tuple[Message, ...]
    entries: int
    without_told_or_heard: int
    """Entries that name nobody as told or heard from: of these nothing can be said."""

    def names(self, case: Case) -> tuple[str, ...]:
        """Return the agencies that it can be asked about: with a timeline first, then those only named."""
        named = (name for one in self.messages for name in (one.sender, one.receiver))
        return tuple(dict.fromkeys((*case.agencies, *named)))

    def name_of(self, case: Case, name: str) -> str:
        """Return the name here of an agency given by its slug or label, "" where it is not here."""
        wanted = plain(name)
        for slug in self.names(case):
            label = case.agencies[slug].label if slug in case.agencies else slug
            if slug == slug_of(name) or wanted == plain(label):
                return slug
        return ""

    def between(self, sender: str, receiver: str) -> tuple[Message, ...]:
        """Return what went from one agency to another."""
        return tuple(one for one in self.messages if (one.sender, one.receiver) == (sender, receiver))

    def counts(self) -> dict[tuple[str, str], dict[str, int]]:
        """Return for each pair of agencies how many messages there are, and how many show each step."""
        found: dict[tuple[str, str], dict[str, int]] = {}
        for one in self.messages:
            pair = found.setdefault((one.sender, one.receiver), dict.fromkeys(("messages", *STEPS), 0))
            pair["messages"] += 1
            for step in STEPS:
                pair[step] += getattr(one, step) is not None
        return found


def step_counts(messages: Iterable[Message]) -> dict[str, int]:
    """Return how many messages show each step."""
    counts: dict[str, int] = dict.fromkeys(STEPS, 0)
    for one in messages:
        for step in STEPS:
            counts[step] += getattr(one, step) is not None
    return counts
