"""The check of balance: what a panel's work does not look at yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.case import CaseFolder
from workbench.enquiry.board import Card, Column
from workbench.enquiry.neutral import hints
from workbench.intake.dates import long_day
from workbench.journal import Item
from workbench.vocabulary.sentences import counted, listed

PLURALS = {
    "hypothesis": "hypotheses",
    "line of enquiry": "lines of enquiry",
    "point for the learning event": "points for the learning event",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked."""

    code: str
    said: str
    """What was found, with how many of how many."""
    why: str
    """Why that matters, or what could be done."""
    items: tuple[str, ...] = ()
    """The cards that it is about, by id."""
    holds: bool = False
    """True where there is nothing to add."""


def balance(
    folder: CaseFolder, columns: Iterable[Column], items: Iterable[Item], *, today: date
) -> tuple[Check, ...]:
    """Return all checks in their order, those that hold included."""
    items = tuple(items)
    of = {column.kind: [card for card in column.cards if not card.aside] for column in columns}
    hypotheses, enquiries, questions = of["hypothesis"], of["enquiry"], of["question"]
    return (
        _contrary(hypotheses),
        _led_on(hypotheses),
        _neutral([*hypotheses, *enquiries, *questions]),
        _agencies(folder, items),
        _with(
            enquiries, "owner", "owner", "Somebody has to carry a line of enquiry, or it stays where it is."
        ),
        _with(enquiries, "by", "day by which", "A day makes it possible to see what is late."),
        _overdue(enquiries, today),
        _carried(of["point"], columns),
        _voice(
            items, "child_view", "The child's view", "What did the child say, show, or live with, day by day?"
        ),
        _voice(
            items,
            "family_view",
            "The family's view",
            "Whom has the panel asked, and who is still to be asked?",
        ),
        _voice(
            items,
            "practice",
            "Good practice",
            "What helped is heard at the learning event beside what did not.",
        ),
        _further(items),
    )


def _check(code: str, open_: list[Card], of: int, noun: str, what: str, why: str) -> Check:
    if not of:
        return Check(code, f"There is no {noun} yet.", why, holds=True)
    said = f"{len(open_)} of {counted(of, noun, PLURALS.get(noun, ''))} {what}"
    return Check(code, said, why, tuple(card.id for card in open_), holds=not open_)


def _field(card: Card, name: str) -> object:
    return card.item.fields.get(name) if card.item else None


def _contrary(cards: list[Card]) -> Check:
    open_ = [card for card in cards if not _field(card, "against") and not _field(card, "looked_against")]
    why = "The first explanation is not the only one: look for entries that speak against it, or say where."
    return _check("contrary", open_, len(cards), "hypothesis", "without anything that speaks against it", why)


def _led_on(cards: list[Card]) -> Check:
    open_ = [card for card in cards if not card.leads_to]
    why = "A line of enquiry says who could answer it."
    return _check("led_on", open_, len(cards), "hypothesis", "without a line of enquiry", why)


def _neutral(cards: list[Card]) -> Check:
    found = {card.id: hints(card.text) for card in cards}
    open_ = [card for card in cards if found[card.id]]
    words = listed(dict.fromkeys(f"“{hint.found}”" for card in open_ for hint in found[card.id]))
    why = f"Words to look at: {words}." if words else "None holds a word that judges."
    return _check(
        "neutral", open_, len(cards), "card", "with a word that judges, or says more than a record can", why
    )


def _agencies(folder: CaseFolder, items: tuple[Item, ...]) -> Check:
    asked = {
        str(item.fields.get(name, "")).strip().lower()
        for item in items
        for name in (("agency",) if item.kind == "question" else ("ask",) if item.kind == "enquiry" else ())
    }
    without = [a for a in folder.agencies.values() if not {a.slug.lower(), a.label.lower()} & asked]
    total = counted(len(folder.agencies), "agency", "agencies")
    said = f"{len(without)} of {total} without a question or a line of enquiry"
    names = listed(agency.label for agency in without)
    return Check("agencies", said, f"Nothing is asked of: {names}." if names else "", holds=not without)


def _with(cards: list[Card], name: str, noun: str, why: str) -> Check:
    open_ = [card for card in cards if not _field(card, name)]
    return _check(name, open_, len(cards), "line of enquiry", f"without {_article(noun)} {noun}", why)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeio" else "a"


def _overdue(cards: list[Card], today: date) -> Check:
    late = [card for card in cards if (by := _field(card, "by")) and date.fromisoformat(str(by)) < today]
    return _check("overdue", late, len(cards), "line of enquiry", f"past its day on {long_day(today)}", "")


def _carried(points: list[Card], columns: Iterable[Column]) -> Check:
    chosen = [card for card in points if card.state == "to the learning event"]
    by_id = {card.id: card for column in columns for card in column.cards}
    open_ = [card for card in chosen if not _reaches(card, by_id)]
    why = "It needs a question that somebody can answer on the day."
    return _check(
        "carried", open_, len(chosen), "point for the learning event", "without a question there", why
    )


def _reaches(card: Card, by_id: dict[str, Card]) -> bool:
    if card.kind == "question":
        return True
    return any(_reaches(by_id[id], by_id) for id in card.leads_to if id in by_id)


def _voice(items: tuple[Item, ...], kind: str, title: str, why: str) -> Check:
    found = sum(item.kind == kind for item in items)
    return Check(
        kind, f"{title}: {counted(found, 'record') if found else 'no record yet'}", why, holds=found > 0
    )


def _further(items: tuple[Item, ...]) -> Check:
    every = [item for item in items if item.kind == "further_event"]
    open_ = [item.id for item in every if not item.fields.get("confirmed_row")]
    if not every:
        return Check("further", "No further event was put down yet.", "", holds=True)
    said = f"{len(open_)} of {counted(len(every), 'further event')} not confirmed by an agency's record"
    why = "What people said is kept apart from the agencies' evidence until an agency confirms it."
    return Check("further", said, why, tuple(open_), holds=not open_)
