"""The ledger as the plain structure that other programs read, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from workbench.chronology import Case
from workbench.chronology.pairs.labels import agency_label, when_words
from workbench.ledger.model import INTENTION, STEPS, Ledger, Message, Step, step_counts
from workbench.vocabulary import KINDS, TOPICS
from workbench.vocabulary.sentences import counted, listed

CAUTION = (
    "The ledger shows what the timelines supplied say was passed on. A step without a row was not found in "
    "them; that does not show that it was not taken."
)
_WORDS = {step: step.replace("_", " ") for step in STEPS}


def as_json(found: Ledger, messages: Iterable[Message] | None = None) -> dict[str, Any]:
    """Return the ledger, or some messages of it, with the design's field names."""
    chosen = found.messages if messages is None else tuple(messages)
    return {
        "messages": [message_as_json(one) for one in chosen],
        "of": {
            "messages": len(found.messages),
            "entries": found.entries,
            "without_told_or_heard": found.without_told_or_heard,
            "steps": step_counts(chosen),
        },
        "caution": CAUTION,
    }


def message_as_json(one: Message) -> dict[str, Any]:
    """Return one message; a step is its row and days, or null with the reason under "without"."""
    return {
        "from": one.sender,
        "to": one.receiver,
        "way": one.way,
        "about": list(one.about),
        "topics": list(one.topics),
        "kind": one.kind,
        **{step: _step(getattr(one, step)) for step in STEPS},
        "intended": _step(one.intended),
        "without": {step: why for step in STEPS if (why := one.without(step))},
        "not_carried": list(one.not_carried),
        "suggested": one.suggested,
        "state": one.state,
    }


def _step(step: Step | None) -> dict[str, str | bool | None] | None:
    if step is None:
        return None
    days = (step.earliest, step.latest)
    earliest, latest = (day.isoformat() if day else None for day in days)
    return {"row": step.row, "earliest": earliest, "latest": latest, "perhaps": step.perhaps}


def as_text(case: Case, found: Ledger, messages: Iterable[Message] | None = None) -> Iterator[str]:
    """Yield the ledger line by line, two lines for each message."""
    chosen = found.messages if messages is None else tuple(messages)
    rows = sorted({row for one in chosen for row in _cited(one)})
    entries = case.entries.loc[rows, ["earliest", "latest", "date_text", "precision", "edtf"]]
    dates = {id: when_words(row) for id, row in zip(rows, entries.to_dict("records"), strict=True)}
    for one in chosen:
        yield _headline(case, one)
        yield "    " + "; ".join(_step_words(one, step, dates) for step in STEPS)
    if not chosen:
        yield "No record of anything passed on was found in the timelines supplied."
    yield (
        f"{counted(len(chosen), 'message')} of {len(found.messages):,}; {found.without_told_or_heard:,} of "
        f"{counted(found.entries, 'entry', 'entries')} name nobody as told or heard from."
    )
    yield CAUTION


def _cited(one: Message) -> list[str]:
    steps = (*(getattr(one, step) for step in STEPS), one.intended)
    return [step.row for step in steps if step]


def _headline(case: Case, one: Message) -> str:
    sides = f"{agency_label(one.sender, case.agencies)} to {agency_label(one.receiver, case.agencies)}"
    labels = {person.id: person.label for person in case.people}
    about = listed(labels.get(who, who) for who in one.about)
    topics = listed(TOPICS[topic].label.lower() if topic in TOPICS else topic for topic in one.topics)
    kind = KINDS[one.kind].label.lower() if one.kind in KINDS else ""
    what = ", ".join(part for part in (one.way, kind, f"about {about}" if about else "", topics) if part)
    suggested = " (read from the words, not confirmed)" if one.suggested else ""
    return f"{sides}: {what}: {one.state}{suggested}"


def _step_words(one: Message, step: str, dates: dict[str, str]) -> str:
    found = getattr(one, step)
    if found:
        return f"{'perhaps ' if found.perhaps else ''}{_WORDS[step]} {dates[found.row]} [{found.row}]"
    if step == "sent" and one.way == INTENTION and one.intended:
        return f"intended {dates[one.intended.row]} [{one.intended.row}]; sent: {one.without(step)}"
    return f"{_WORDS[step]}: {one.without(step)}"
