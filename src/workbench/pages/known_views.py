"""What the part "Who knew what, when" says, as plain values for its templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from workbench.chronology.intervals import title_of
from workbench.chronology.pairs.labels import agency_label
from workbench.intake.dates import long_day, spelled
from workbench.knowledge import CAUTION, Knowledge, Known, how_words, sure_words
from workbench.knowledge.case_knowledge import PART
from workbench.knowledge.export import notes
from workbench.knowledge.measures import Events, ShareHeld, together_held
from workbench.ledger import day_of
from workbench.pages import views
from workbench.vocabulary import TOPICS
from workbench.vocabulary.sentences import counted, listed

ROWS_SHOWN = 60
"""Entries of a card that are sent at once: the newest; the others are one click away."""


def label_of(knowledge: Knowledge, name: str) -> str:
    """Return how an agency, or a service or practitioner of it, is called on the page."""
    agency, _, part = name.partition(PART)
    label = agency_label(agency, knowledge.case.agencies)
    return f"{label}: {part}" if part else label


def topic_label(topic: str) -> str:
    """Return a topic as it is read on the page."""
    return TOPICS[topic].label if topic in TOPICS else topic


def came(first: date | None, sure: date | None) -> str:
    """Say from which day something was held: a day, or the days that it could have been."""
    if first and sure:
        return long_day(sure) if first == sure else f"within {spelled(first, sure)}"
    if sure:
        return f"by {long_day(sure)}"
    return f"perhaps from {long_day(first)}" if first else "on a day that is not known"


def card(
    knowledge: Knowledge,
    known: Known,
    share: ShareHeld,
    events: Events,
    *,
    within: np.ndarray | None = None,
    all_rows: bool,
) -> dict[str, Any]:
    """Return what an agency could have seen by the end of a day, in the order of its arrival.

    ``within`` says of every entry whether it is listed; the counts are of all that it could have seen.
    """
    rows = np.concatenate([known.certain_rows, known.possible_rows])
    dated = ~np.isin(rows, known.held.undated)
    undated = int(np.count_nonzero(~dated))
    first, sure = known.held.days(rows[dated])
    certain = (np.arange(len(rows)) < len(known.certain_rows))[dated]
    # In the order of arrival: what is only possible stands at the first day that it could be.
    order = np.lexsort((first, np.where(certain, sure, first)))
    every = len(order)
    order = order if within is None else order[within[rows[dated][order]]]
    earlier = 0 if all_rows else max(0, len(order) - ROWS_SHOWN)
    shown = rows[dated][order[earlier:]]
    held, of = share.on(known.day).get(known.agency.partition(PART)[0], (0, 0))
    return {
        "agency": label_of(knowledge, known.agency),
        "day": long_day(known.day),
        "rows": list(
            _card_rows(
                knowledge,
                known,
                shown,
                zip(*(column[order[earlier:]].tolist() for column in (first, sure, certain)), strict=True),
            )
        ),
        "earlier": earlier,
        "narrowed": "" if within is None else f"{len(order):,} of {counted(every, 'entry', 'entries')}",
        "counts": _card_counts(len(known.certain_rows), every - len(known.certain_rows), undated),
        "share": "" if PART in known.agency or not of else _share_words(held, of),
        "topics": [(topic_label(name), one.certain) for name, one in known.topics.items()],
        "statuses": [
            (title_of(knowledge.case, one.interval), one.certain, bool(one.ended)) for one in known.statuses
        ],
        "notes": notes(known),
        "together": together_words(knowledge, known.day, events),
        "caution": CAUTION,
    }


def _card_counts(certain: int, possible: int, undated: int) -> str:
    parts = [f"{counted(certain, 'entry', 'entries')} certainly", f"{possible} possibly"]
    words = f"{' and '.join(parts)} could have been seen there by then."
    if undated:
        words += f" {counted(undated, 'entry', 'entries')} without a date cannot be placed and "
        words += "is left out." if undated == 1 else "are left out."
    return words


def _share_words(held: int, of: int) -> str:
    return f"{held} of the {counted(of, 'key event')} that anybody held by then."


def _card_rows(knowledge: Knowledge, known: Known, places: np.ndarray, days: Any) -> Any:
    within = np.isin(known.certain_rows, places), np.isin(known.possible_rows, places)
    some = replace(
        known, certain_rows=known.certain_rows[within[0]], possible_rows=known.possible_rows[within[1]]
    )
    how, sure_how = how_words(some), sure_words(some)
    entries = views.rows_of(knowledge.case.entries.iloc[places])
    for row, (first, sure, certain) in zip(entries, days, strict=True):
        id = row["id"]
        yield {
            "id": id,
            "certain": certain,
            "came": came(day_of(first), day_of(sure)),
            "when": views.when_in_words(row),
            "agency": agency_label(row["agency"], knowledge.case.agencies),
            "event": row["event"] or row["response"] or "No text.",
            "own": how[id] == "own record",
            "how": how[id],
            "sure": "" if sure_how[id] == how[id] else sure_how[id],
        }


def together_words(knowledge: Knowledge, day: date, events: Events) -> str:
    """Say whose records would have had to lie on one table for all key events of a day."""
    found = together_held(knowledge, day, events)
    if not found.events:
        return ""
    who = listed(label_of(knowledge, name) for name in found.agencies)
    size = (
        "the smallest set of agencies"
        if found.exact
        else "a small set of agencies, perhaps not the smallest,"
    )
    return (
        f"By {long_day(day)}, {size} that together held all {counted(found.events, 'key event')} on record: "
        f"{who} ({len(found.agencies)} of the {found.agencies_with_any} that held any). {found.caution}"
    )


def shares(knowledge: Knowledge, share: ShareHeld, day: date) -> list[dict[str, Any]]:
    """Return how many key events each agency held by a day, the most first: the figure in numbers."""
    on = share.on(day)
    rows = [
        {"name": name, "agency": label_of(knowledge, name), "held": held, "of": of,
         "share": f"{round(100 * held / of)} %" if of else ""}
        for name, (held, of) in on.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row["held"])
