"""What a case would need so that more can be said of who knew what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.chronology import Case
from workbench.intake.dates.spans import long_day
from workbench.knowledge.case_knowledge import Knowledge


def needs(knowledge: Knowledge) -> tuple[str, ...]:
    """Return a sentence for each thing that the case does not have."""
    return tuple(_needs(knowledge))


def _needs(knowledge: Knowledge) -> Iterator[str]:
    case, columns = knowledge.case, knowledge.rows.columns
    if len(case.agencies) == 1:
        yield "Only one agency sent a timeline: what others held is not known. Ask them for theirs."
    if case.period is None:
        yield "No entry has a date that could be read: all is possible at every moment, nothing certain."
    if not any(columns["told"]) and not any(columns["heard_from"]):
        yield (
            "No entry says who was told or heard from: each agency holds its own records only. Fill in or "
            "confirm told and heard from."
        )
    if not any(columns["people"]):
        yield "No entry names a person of the family: add people.csv, or confirm the people of the entries."
    if not any(columns["topics"]):
        yield "No entry carries a topic: confirm the topics of the entries."


def about_day(case: Case, day: date) -> str:
    """Return what to say of a day that lies outside what the case tells of; "" where it does not."""
    if case.period is None:
        return ""
    first, last = case.period
    if first <= day <= last:
        return ""
    side = "before" if day < first else "after"
    return f"{long_day(day)} lies {side} the period reviewed, {long_day(first)} to {long_day(last)}."
