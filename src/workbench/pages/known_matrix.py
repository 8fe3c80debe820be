"""The knowledge matrix as plain values: agencies by topics, how each came to hold it, from which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.figures.lanes import lane_order
from workbench.intake.dates import long_day
from workbench.intake.dates.spans import MONTHS
from workbench.knowledge import Knowledge
from workbench.knowledge.measures import TOPIC_CAUTION, FirstWay, TopicFirst, first_held, first_ways
from workbench.knowledge.routes import BOTH_ENDS, NAMED_THERE, OWN, SENDER_ONLY, SOME_SERVICE, THERE
from workbench.ledger import ALWAYS, NEVER, day_number, day_of
from workbench.pages.known_views import came, label_of, topic_label
from workbench.pages.narrow_panel import Kept
from workbench.vocabulary.sentences import counted, listed

WAYS = {
    "own": ("O", "own record"),
    "told": ("T", "told, recorded by both"),
    "said": ("S", "said to have been told, by the sender only"),
    "met": ("M", "at a meeting or joint visit"),
    "service": ("?", "told, but which of its services is not said"),
}
"""By the look of a cell its letter and its words: colour, letter and border each say the same."""
_LOOK = {
    OWN: "own", BOTH_ENDS: "told", SENDER_ONLY: "said", THERE: "met", NAMED_THERE: "met",
    SOME_SERVICE: "service",
}  # fmt: skip


class Matrix:
    """Who first held which topic; worked out once, shown for any day."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.topics = sorted(first_held(knowledge), key=_order)
        self.ways = first_ways(knowledge)
        lanes = lane_order(knowledge.case)
        self.names = (*lanes, *(name for name in knowledge.names if name not in lanes))

    def shown(
        self, day: date | None, *, hide_later: bool, chosen: str, kept: Kept | None = None
    ) -> dict[str, Any]:
        """Return the table as of a day; what came later is marked, or left out with ``hide_later``.

        Of what the page is narrowed to only agencies and topics count here: a cell is about all entries.
        """
        agencies, wanted = (kept.wanted.agencies, kept.wanted.topics) if kept else ((), ())
        number = NEVER - 1 if day is None else day_number(day)
        topics = [
            one
            for one in self.topics
            if (not wanted or one.topic in wanted)
            and (not hide_later or any(self._way(agency, one.topic, number) for agency, *_ in one.held))
        ]
        rows = [
            {
                "name": name,
                "agency": label_of(self.knowledge, name),
                "choose": f"agency:{name}" if name in self.knowledge.case.agencies else "",
                "chosen": name == chosen,
                "cells": [self._cell(name, one, number, hide_later=hide_later) for one in topics],
            }
            for name in self.names
            if not agencies or name in agencies
        ]
        looks = {cell["look"] for row in rows for cell in row["cells"]}
        return {
            "day": long_day(day) if day else "",
            "hidden": hide_later,
            "topics": [self._head(one, number, hide_later=hide_later) for one in topics],
            "rows": [row for row in rows if not hide_later or any(cell["look"] for cell in row["cells"])],
            "key": [(look, *words) for look, words in WAYS.items() if look in looks],
            "later": any(cell["later"] for row in rows for cell in row["cells"]),
            "caution": TOPIC_CAUTION,
        }

    def _way(self, agency: str, topic: str, number: int) -> FirstWay | None:
        """Return the way that could count by a day; one without any date counts on no day of the slider."""
        way = self.ways.get((agency, topic))
        if way is None or way.first > number or (way.first == ALWAYS and way.sure == NEVER):
            return None
        return way

    def _cell(self, agency: str, one: TopicFirst, number: int, *, hide_later: bool) -> dict[str, Any]:
        way = self.ways.get((agency, one.topic))
        by_then = self._way(agency, one.topic, number)
        if way is None or (hide_later and by_then is None):
            return {"look": "", "later": False, "words": "not found"}
        look = _LOOK[way.how]
        letter, words = WAYS[look]
        certain = way.sure <= number
        foremost = self.ways[one.held[0][0], one.topic]
        lag = "" if hide_later and not (certain and foremost.sure <= number) else _lag(way, foremost)
        first = agency in one.first_by
        return {
            "look": look,
            "letter": letter,
            "id": way.row,
            "later": by_then is None,
            "perhaps": by_then is not None and not certain,
            "day": _short(way),
            "first": ("first" if len(one.first_by) == 1 else "perhaps first") if first else "",
            "lag": "" if first else lag,
            "words": _cell_words(way, words, certain=certain, later=by_then is None),
            "after": "" if first or not lag else f"{lag.removeprefix('+')} after the first",
        }

    def _head(self, one: TopicFirst, number: int, *, hide_later: bool) -> dict[str, str]:
        alone = ""
        if not hide_later and one.alone_days and len(one.first_by) == 1:
            least, most = one.alone_days
            days = counted(least, "day") if least == most else f"{least:,} to {most:,} days" if most else (
                f"at least {counted(least, 'day')}"
            )  # fmt: skip
            held_by = label_of(self.knowledge, one.first_by[0])
            alone = f"with {held_by} only for {days}" + ("" if one.second else ", to the end of the period")
        elif not hide_later and len(one.first_by) > 1:
            who = listed(label_of(self.knowledge, name) for name in one.first_by)
            alone = f"the dates do not tell who was first: {who}"
        return {
            "label": topic_label(one.topic),
            "entries": "" if hide_later else counted(one.entries, "entry", "entries"),
            "number": f"{one.entries:,}",
            "alone": alone,
        }


def _order(one: TopicFirst) -> tuple[date, str]:
    return (one.held[0][2] or date.max) if one.held else date.max, one.topic


def _short(way: FirstWay) -> str:
    """Return the day of a cell in few letters: that on which it is certain, "by" where its date is vague."""
    first, sure = day_of(way.first), day_of(way.sure)
    if sure is None:
        return f"from {_brief(first)}?" if first else "no date"
    return _brief(sure) if first == sure else f"by {_brief(sure)}"


def _brief(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _cell_words(way: FirstWay, words: str, *, certain: bool, later: bool) -> str:
    when = came(day_of(way.first), day_of(way.sure))
    state = "later than the day of the slider" if later else "" if certain else "possibly"
    return ", ".join(part for part in (words, when, state) if part)


def _lag(way: FirstWay, foremost: FirstWay) -> str:
    """Return how many days later it was held than by the agency that held it first."""
    if NEVER in (way.sure, foremost.sure):
        return ""
    most = way.sure - foremost.first if foremost.first != ALWAYS else None
    least = max(0, (way.first if way.first != ALWAYS else foremost.sure) - foremost.sure)
    # The space before "d" does not break.
    if most is None:
        return f"+{least:,}\N{NO-BREAK SPACE}d or more"
    days = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return f"+{days}\N{NO-BREAK SPACE}d"
