"""The first day when a meeting of those involved would have held so many of the topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from workbench.chronology.intervals import INVOLVEMENT, SERVICE
from workbench.knowledge.case_knowledge import Knowledge
from workbench.knowledge.measures.events import dated, topics_held
from workbench.ledger import ALWAYS, NEVER, day_number, day_of

MEETING_CAUTION = (
    "That those involved could have put it together does not mean that there was a reason to meet that day. "
    "Involvement is taken from the timelines unless somebody stated or corrected it."
)


@dataclass(frozen=True)
class MeetingDay:
    """The first day on which those at work with the family would together have held so many topics."""

    wanted: int
    day: date | None
    """None where there is no such day."""
    agencies: tuple[str, ...]
    """Those at work with the family that day that held any of the topics."""
    topics: tuple[str, ...]
    of_topics: int
    """How many topics the entries of the case carry at all."""
    most: int
    """The most topics that those involved held together on any day."""
    caution: str = MEETING_CAUTION


def first_meeting_day(knowledge: Knowledge, topics_wanted: int) -> MeetingDay:
    """Return the first day when a meeting of those involved would have held at least so many of the topics.

    Counted are topics certainly held, by agencies that could be at work with the family that day.
    """
    topics, _, sure = topics_held(knowledge)
    days, involved = _involved(knowledge, sure)
    held = np.zeros((len(days), len(topics)), dtype=bool)
    for at in range(len(knowledge.names)):
        held |= involved[at][:, None] & (sure[:, at][None, :] <= days[:, None])
    counts = held.sum(axis=1)
    enough = np.flatnonzero(counts >= topics_wanted) if topics_wanted > 0 else np.array([], dtype="int64")
    most = int(counts.max(initial=0))
    if not len(enough):
        return MeetingDay(topics_wanted, None, (), (), len(topics), most)
    first = int(enough[0])
    there = tuple(
        name
        for at, name in enumerate(knowledge.names)
        if involved[at][first] and (sure[:, at] <= days[first]).any()
    )
    named = tuple(topic for at, topic in enumerate(topics) if held[first, at])
    return MeetingDay(topics_wanted, day_of(int(days[first])), there, named, len(topics), most)


def _involved(knowledge: Knowledge, sure: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the days on which anything changes, and for each agency whether it could be involved then."""
    spans = {
        name: [
            (max(day_number(one.first), ALWAYS + 1), min(day_number(one.last), NEVER - 1))
            for one in knowledge.case.intervals.of(INVOLVEMENT, name=SERVICE, agency=name)
        ]
        for name in knowledge.names
    }
    begins = [since for found in spans.values() for since, _ in found]
    every = np.array([*sure[dated(sure)].tolist(), *begins], dtype="int64")
    days = np.unique(every[every > ALWAYS + 1])
    involved = np.zeros((len(knowledge.names), len(days)), dtype=bool)
    for at, name in enumerate(knowledge.names):
        for since, until in spans[name]:
            involved[at] |= (days >= since) & (days <= until)
    return days, involved
