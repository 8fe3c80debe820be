"""What an agency could have known as the plain structure that other programs read, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.chronology.intervals import title_of
from workbench.chronology.pairs.labels import agency_label
from workbench.intake.dates.spans import long_day
from workbench.knowledge.case_knowledge import PART
from workbench.knowledge.known import Item, Known, StatusKnown
from workbench.knowledge.needs import about_day, needs
from workbench.knowledge.wording import CAUTION, how_words, sure_words
from workbench.ledger import day_of
from workbench.vocabulary import TOPICS
from workbench.vocabulary.sentences import counted, listed


def as_json(known: Known) -> dict[str, Any]:
    """Return what an agency could have known, with the design's field names."""
    rows = known.knowledge.rows
    undated = {rows.ids[row] for row in known.held.undated.tolist()}
    return {
        "agency": known.agency,
        "label": label_of(known),
        "at": known.day.isoformat(),
        "certain": list(known.certain),
        "possible": list(known.possible),
        "undated": [id for id in known.possible if id in undated],
        "how": how_words(known),
        "sure": sure_words(known),
        "topics": _items(known.topics),
        "people": _items(known.people),
        "statuses": [_status(one) for one in known.statuses],
        "of": {"entries": len(rows), "held_at_any_time": len(known.held)},
        "notes": notes(known),
        "caution": CAUTION,
    }


def label_of(known: Known) -> str:
    """Return how an agency, or a part of it, is called on a screen."""
    agency, _, part = known.agency.partition(PART)
    label = agency_label(agency, known.knowledge.case.agencies)
    return f"{label}: {part}" if part else label


def notes(known: Known) -> list[str]:
    """Return what a reader has to know of this answer beside its caution."""
    case, found = known.knowledge.case, []
    agency = known.agency.partition(PART)[0]
    if agency not in known.knowledge.names:
        found.append(f'There is no "{known.agency}" in this case: it neither sent a timeline nor was told.')
    elif agency not in case.agencies:
        found.append(f"{label_of(known)} supplied no timeline: only what others say they told it is here.")
    outside = about_day(case, known.day)
    return [*found, *([outside] if outside else []), *needs(known.knowledge)]


def _items(items: Mapping[str, Item]) -> dict[str, Any]:
    return {
        name: {
            "certain": one.certain,
            "since": {"row": one.row, "earliest": _iso(one.since[0]), "latest": _iso(one.since[1])},
            "rows": list(one.rows),
        }
        for name, one in items.items()
    }


def _status(one: StatusKnown) -> dict[str, Any]:
    return {
        "name": one.interval.name,
        "people": list(one.interval.people),
        "certain": one.certain,
        "row": one.row,
        "ended": one.ended or None,
    }


def _iso(number: int) -> str | None:
    day = day_of(number)
    return day.isoformat() if day else None


def as_text(known: Known) -> Iterator[str]:
    """Yield what an agency could have known line by line, in the order in which it arrived."""
    entries = known.knowledge.case.entries
    how, sure = how_words(known), sure_words(known)
    yield f"{label_of(known)}, as of the end of {long_day(known.day)}"
    for title, ids in (("Certain", known.certain), ("Possible", known.possible)):
        yield f"{title}: {counted(len(ids), 'entry', 'entries')}"
        for id in ids:
            words = how[id] if how[id] == "own record" else f"{how[id]}; {sure[id]}"
            yield f"    {entries.at[id, 'date_text'] or 'no date'}  [{id}]  {words}"
    labels = {person.id: person.label for person in known.knowledge.case.people}
    topics = {code: term.label for code, term in TOPICS.items()}
    for title, items, names in (("Topics", known.topics, topics), ("People", known.people, labels)):
        said = (f"{names.get(one, one)}{'' if items[one].certain else ' (possible)'}" for one in items)
        yield f"{title}: {listed(said) or 'none on its records'}"
    for one in known.statuses:
        end = f", ended [{one.ended}]" if one.ended else ""
        certain = "" if one.certain else " (possible)"
        yield f"Status: {title_of(known.knowledge.case, one.interval)}{certain}  [{one.row}]{end}"
    yield from notes(known)
    yield CAUTION
