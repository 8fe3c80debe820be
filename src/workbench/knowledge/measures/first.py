"""Which agency held a topic first, and how long it was the only one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.knowledge.case_knowledge import Knowledge
from workbench.knowledge.measures.events import topics_held
from workbench.ledger import ALWAYS, NEVER, day_number, day_of

TOPIC_CAUTION = (
    "A topic is a word for many things: to hold one entry on it is not to know its extent. Topics read from "
    "free text and not confirmed can be wrong."
)


@dataclass(frozen=True)
class TopicFirst:
    """Which agency held a topic first, when each other one came to hold it, and how long it lay with one."""

    topic: str
    held: tuple[tuple[str, date | None, date | None], ...]
    """Agency, first day on which it could be held, day from which it certainly is; in order of the latter."""
    first_by: tuple[str, ...]
    """The agency that held it first; several where their dates do not tell who did."""
    alone_days: tuple[int, int | None] | None
    """How many days it was the only one, at least and at most (None: not known), up to the end of the period
    where no other one came to hold it. No pair where the dates do not tell who was first."""
    second: str
    """The agency that held it next, "" where no other one did."""
    entries: int
    """How many entries carry the topic: what this is drawn from."""
    caution: str = TOPIC_CAUTION


def first_held(knowledge: Knowledge) -> tuple[TopicFirst, ...]:
    """Return for each topic the day on which each agency first held it, and how long it was the only one."""
    topics, first, sure = topics_held(knowledge)
    counts: dict[str, int] = {}
    for some in knowledge.rows.columns["topics"]:
        for topic in some:
            counts[topic] = counts.get(topic, 0) + 1
    period = knowledge.case.period
    end = day_number(period[1]) if period else NEVER
    return tuple(
        _topic(topic, knowledge.names, first[at].tolist(), sure[at].tolist(), counts[topic], end)
        for at, topic in enumerate(topics)
    )


def _topic(
    topic: str, names: tuple[str, ...], first: list[int], sure: list[int], entries: int, end: int
) -> TopicFirst:
    had = [at for at in range(len(names)) if first[at] != NEVER]
    order = sorted(had, key=lambda at: (sure[at], first[at], at))
    held = tuple((names[at], day_of(first[at]), day_of(sure[at])) for at in order)
    if not order:
        return TopicFirst(topic, (), (), None, "", entries)
    foremost, others = order[0], order[1:]
    # Whoever could have held it as early as the foremost certainly did could have been first, too.
    perhaps = [at for at in others if first[at] <= sure[foremost]]
    alone = None
    if not perhaps and sure[foremost] != NEVER:
        until = [first[at] for at in others] or [end], [sure[at] for at in others] or [end]
        alone = _between((first[foremost], sure[foremost]), (min(until[0]), min(until[1])))
    second = names[others[0]] if others else ""
    return TopicFirst(topic, held, tuple(names[at] for at in (foremost, *perhaps)), alone, second, entries)


def _between(since: tuple[int, int], until: tuple[int, int]) -> tuple[int, int | None]:
    """Return how many days lie between two uncertain days, at least and at most."""
    known = since[0] != ALWAYS and until[1] != NEVER
    return max(0, until[0] - since[1]), max(0, until[1] - since[0]) if known else None
