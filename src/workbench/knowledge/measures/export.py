"""The measures as the plain structure that other programs read."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.knowledge.case_knowledge import Knowledge
from workbench.knowledge.measures.events import key_events
from workbench.knowledge.measures.first import TOPIC_CAUTION, TopicFirst, first_held
from workbench.knowledge.measures.meeting import first_meeting_day
from workbench.knowledge.measures.share import share_held
from workbench.knowledge.measures.together import together_held


def as_json(knowledge: Knowledge, *, at: date, topics: int) -> dict[str, Any]:
    """Return all measures: those of a day as of ``at``, and the first day with ``topics`` topics together."""
    events = key_events(knowledge)
    share = share_held(knowledge, events)
    together = together_held(knowledge, at, events)
    meeting = first_meeting_day(knowledge, topics)
    return {
        "at": at.isoformat(),
        "share_held": {
            "agencies": {name: {"events": held, "of": of} for name, (held, of) in share.on(at).items()},
            "events": len(events),
            "undated": share.undated,
            "caution": share.caution,
        },
        "together_held": {
            "agencies": list(together.agencies),
            "of_agencies": together.agencies_with_any,
            "events": together.events,
            "only_with": together.only_with,
            "exact": together.exact,
            "caution": together.caution,
        },
        "first_held": {
            "topics": {one.topic: _topic(one) for one in first_held(knowledge)},
            "caution": TOPIC_CAUTION,
        },
        "first_meeting_day": {
            "wanted": meeting.wanted,
            "day": _iso(meeting.day),
            "agencies": list(meeting.agencies),
            "topics": list(meeting.topics),
            "of_topics": meeting.of_topics,
            "most": meeting.most,
            "caution": meeting.caution,
        },
    }


def _topic(one: TopicFirst) -> dict[str, Any]:
    return {
        "first_by": list(one.first_by),
        "held": [
            {"agency": agency, "earliest": _iso(first), "latest": _iso(sure)}
            for agency, first, sure in one.held
        ],
        "alone_days": list(one.alone_days) if one.alone_days else None,
        "second": one.second or None,
        "entries": one.entries,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
