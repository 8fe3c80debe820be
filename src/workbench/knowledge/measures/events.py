"""The key events of a case, each counted once however many rows record it, and who held each from when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.knowledge.case_knowledge import Knowledge
from workbench.ledger import ALWAYS, NEVER

KEY_SIGNIFICANCE = frozenset({"significant", "critical"})
KEY_KINDS = frozenset({
    "report_sent", "report_received", "police_incident", "domestic_abuse_assessment", "injury_or_symptom",
    "missing_episode", "exploitation_event", "mental_health_event", "life_event", "cp_medical", "legal_event",
    "strategy_discussion", "s47_enquiry", "conference_initial", "conference_review", "registration_change",
    "placement_event",
})  # fmt: skip
"""Kinds that count where nothing says how significant an entry is."""


@dataclass(frozen=True)
class Events:
    """Key events by agency: from which day each could be held, and from which it certainly is."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    """For each event the places of its records, in order."""
    first: np.ndarray
    """Event by agency; NEVER where it never came to hold it."""
    sure: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def with_rows(self, wanted: np.ndarray) -> Events:
        """Return the events with a record among the rows wanted, which are true by their places."""
        some = np.array([bool(wanted[list(places)].any()) for places in self.rows], dtype=bool)
        rows = tuple(places for places, kept in zip(self.rows, some, strict=True) if kept)
        return Events(self.names, rows, self.first[some], self.sure[some])


def key_events(knowledge: Knowledge) -> Events:
    """Return the key events of a case, in the order of their first rows.

    Rows that were matched as records of one event, or as the two ends of one
    contact, are one event; it is held where any one of them is.
    """
    event = _event_of_row(knowledge)
    routes, size = knowledge.routes, int(event.max(initial=-1)) + 1
    first, sure = (np.full((size, len(knowledge.names)), NEVER, dtype="int64") for _ in range(2))
    of = event[routes.row]
    keep = of >= 0
    where = (of[keep], routes.holder[keep])
    np.minimum.at(first, where, routes.first[keep])
    np.minimum.at(sure, where, routes.sure[keep])
    places = np.flatnonzero(event >= 0)
    order = places[np.argsort(event[places], kind="stable")]
    edges = np.searchsorted(event[order], np.arange(size + 1))
    rows = tuple(tuple(order[edges[at] : edges[at + 1]].tolist()) for at in range(size))
    return Events(knowledge.names, rows, first, sure)


def _event_of_row(knowledge: Knowledge) -> np.ndarray:
    """Return the number of the key event that each row records, -1 where it records none."""
    rows, columns = knowledge.rows, knowledge.rows.columns
    root = list(range(len(rows)))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for name in ("same_as", "paired_with"):
        for at, ids in enumerate(columns[name]):
            for id in ids:
                one, two = top(at), top(rows.place[id])
                if one != two:
                    root[max(one, two)] = min(one, two)
    tops = np.array([top(at) for at in range(len(rows))], dtype="int64")
    key = np.zeros(len(rows), dtype=bool)
    key[tops[_is_key(knowledge)]] = True
    numbers = np.cumsum(key) - 1
    return np.where(key[tops], numbers[tops], -1) if len(rows) else tops


def _is_key(knowledge: Knowledge) -> np.ndarray:
    significance = knowledge.case.entries["significance"].tolist()
    kinds = knowledge.rows.columns["kind"]
    return np.array(
        [
            said in KEY_SIGNIFICANCE if said else kind in KEY_KINDS
            for said, kind in zip(significance, kinds, strict=True)
        ],
        dtype=bool,
    )


def topics_held(knowledge: Knowledge) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Return the topics of a case, and by topic and agency the day it could and the day it surely held it."""
    topics, lists = knowledge.coded("topics")
    routes = knowledge.routes
    which, topic = lists.at(routes.row)
    first, sure = (np.full((len(topics), len(knowledge.names)), NEVER, dtype="int64") for _ in range(2))
    np.minimum.at(first, (topic, routes.holder[which]), routes.first[which])
    np.minimum.at(sure, (topic, routes.holder[which]), routes.sure[which])
    return topics, first, sure


def dated(days: np.ndarray) -> np.ndarray:
    """Return which of some days are days, and not ends that nobody knows."""
    return (days != NEVER) & (days != ALWAYS)
