"""The ledger as plain values for the page: what was passed between whom, step by step, rows to open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from workbench.chronology import Case
from workbench.chronology.pairs.labels import agency_label, person_label
from workbench.intake.dates import long_day
from workbench.ledger import CAUTION, INTENTION, NO_RECORD, STEPS, Ledger, Message, Step, by_day, step_counts
from workbench.pages import views
from workbench.pages.known_views import topic_label
from workbench.pages.narrow_panel import Kept
from workbench.pages.selection import Selection
from workbench.vocabulary import KINDS
from workbench.vocabulary.sentences import counted, listed

Pair = tuple[str, str]
"""From whom, to whom."""
LINES_SHOWN = 60
NOT_BY_THEN = "no record by then"
COLUMNS = {
    "sent": "Sent", "received": "Received", "understood": "Understood", "acted_on": "Acted on",
    "fed_back": "Fed back",
}  # fmt: skip


def listed_messages(
    case: Case,
    found: Ledger,
    chosen: Selection,
    *,
    by: date | None,
    start: int,
    kept: Kept | None = None,
    pair: Pair | None = None,
) -> dict[str, Any]:
    """Return the messages that have to do with what is chosen; with ``by`` nothing of later days.

    With ``kept`` one of a message's rows has to be among the entries that the page is narrowed to; with
    ``pair`` only what went from the one agency to the other is listed.
    """
    every, concerned = messages_of(found, chosen, by=by, kept=kept, pair=pair)
    start = start if start < len(concerned) else 0
    shown = concerned[start : start + LINES_SHOWN]
    dates = _dates(case, shown)
    counts = step_counts(concerned)
    return {
        "lines": [_line(case, one, dates, by) for one in shown],
        "columns": list(COLUMNS.values()),
        "amount": f"{len(concerned):,} of {counted(len(every), 'message')}"
        + (f", {start + 1:,} to {start + len(shown):,} shown" if len(concerned) > len(shown) else ""),
        "steps": ", ".join(f"{words.lower()} {counts[step]}" for step, words in COLUMNS.items()),
        "about": about_words(case, chosen),
        "pair": pair_words(case, pair),
        "silent": "" if by else silent_words(found),
        "earlier": start > 0,
        "later": start + LINES_SHOWN < len(concerned),
        "by": long_day(by) if by else "",
        "caution": CAUTION,
    }


def silent_words(found: Ledger) -> str:
    """Say of how many entries nothing can be said here."""
    entries = counted(found.entries, "entry", "entries")
    silent = found.without_told_or_heard
    return f"{silent:,} of {entries} name nobody as told or heard from: of these nothing can be said."


def concerns(message: Message, chosen: Selection) -> bool:
    """True if a message has to do with what is chosen on the page; with nothing chosen each has."""
    if not chosen:
        return True
    if chosen.kind == "agency":
        return chosen.id in (message.sender, message.receiver)
    if chosen.kind == "person":
        return chosen.id in message.about
    return not set(chosen.events).isdisjoint(_rows(message))


def messages_of(
    found: Ledger,
    chosen: Selection,
    *,
    by: date | None,
    kept: Kept | None = None,
    pair: Pair | None = None,
) -> tuple[list[Message], list[Message]]:
    """Return all messages as of a day, and of these what is chosen, kept and of the pair."""
    every = [one for message in found.messages if (one := by_day(message, by))]
    ids = None if kept is None else frozenset(kept.ids)
    return every, [
        one
        for one in every
        if (pair is None or (one.sender, one.receiver) == pair)
        and concerns(one, chosen)
        and (ids is None or not ids.isdisjoint(_rows(one)))
    ]


def pair_words(case: Case, pair: Pair | None) -> str:
    """Say from whom to whom; "" for no pair."""
    if pair is None:
        return ""
    sender, receiver = (agency_label(name, case.agencies) for name in pair)
    return f"from {sender} to {receiver}"


def about_words(case: Case, chosen: Selection) -> str:
    """Say what messages have to do with; "" where nothing is chosen."""
    if chosen.kind == "agency":
        return f"from or to {agency_label(chosen.id, case.agencies)}"
    if chosen.kind == "person":
        return f"about {person_label(chosen.id, case.people)}"
    return f"with a row of the chosen {'entry' if chosen.kind == 'entry' else 'point'}" if chosen else ""


def _rows(message: Message) -> set[str]:
    return {step.row for step in _steps(message)}


def _steps(message: Message) -> Iterator[Step]:
    for name in (*STEPS, "intended"):
        if step := getattr(message, name):
            yield step


def _dates(case: Case, messages: Sequence[Message]) -> dict[str, str]:
    wanted = sorted({row for one in messages for row in _rows(one)})
    return {row["id"]: views.when_in_words(row) for row in views.rows_of(case.entries.loc[wanted])}


def _line(case: Case, one: Message, dates: dict[str, str], by: date | None) -> dict[str, Any]:
    kind = KINDS[one.kind].label if one.kind in KINDS else ""
    return {
        "from": agency_label(one.sender, case.agencies),
        "to": agency_label(one.receiver, case.agencies),
        "way": one.way if not kind or one.way == kind.lower() else f"{one.way}: {kind[:1].lower()}{kind[1:]}",
        "about": listed(person_label(who, case.people) for who in one.about),
        "topics": ", ".join(map(topic_label, one.topics)),
        "not_carried": ", ".join(map(topic_label, one.not_carried)),
        "steps": [_cell(one, step, dates, by) for step in STEPS],
        "state": one.state,
        "suggested": one.suggested,
    }


def _cell(one: Message, step: str, dates: dict[str, str], by: date | None) -> dict[str, Any]:
    found: Step | None = getattr(one, step)
    if found:
        return {
            "id": found.row,
            "when": dates[found.row],
            "perhaps": found.perhaps,
            "why": "",
            "intended": "",
        }
    why = one.without(step)
    if by and why == NO_RECORD:
        why = NOT_BY_THEN
    intended = one.intended if step == "sent" and one.way == INTENTION else None
    if intended:
        return {
            "id": intended.row,
            "when": dates[intended.row],
            "perhaps": False,
            "why": why,
            "intended": "yes",
        }
    return {"id": "", "when": "", "perhaps": False, "why": why, "intended": ""}
