"""When work with a child ends or is stepped down: a registration, a plan, a case of children's services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workbench.chronology.intervals import CARE_PLAN, REGISTERED, STATUS
from workbench.chronology.intervals.involvement import CLOSING
from workbench.gaps.concerns import MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names

CASE = "case"
LABELS = {REGISTERED: "a registration", CARE_PLAN: "a care and support plan", CASE: "a case"}
WITH_A_CASE = ("childrens-services", "early-help", "leaving-care", "youth-justice")
"""Services that hold a case of a child or a family; others see them for one need."""
CLOSING_CASES = ("case_opened_closed", "assessment_completed", "plan_made_or_changed", *MEETINGS)
CLOSING_IN_WORDS = (
    "", "visit_child", "contact_adult", "health_contact", "missed_contact", "no_access", "case_opened_closed",
    "report_received", "mental_health_event",
)  # fmt: skip
ENDING_IN_WORDS = (
    *WITH_A_CASE,
    "camhs",
    "mental-health",
    "third-sector",
    "substance-misuse",
    "health-visiting",
)
SAME_ENDING_DAYS = 14
"""A registration, its plan and the case often end within days of each other: that is one ending."""


@dataclass(frozen=True, eq=False)
class Ending:
    """One ending and every row that records it, in order."""

    what: str
    rows: tuple[Entry, ...]

    @property
    def label(self) -> str:
        """How a sentence calls it."""
        return LABELS[self.what]

    @cached_property
    def topics(self) -> frozenset[str]:
        """What its rows are about."""
        return frozenset(topic for row in self.rows for topic in row.topics)

    @cached_property
    def first(self) -> date:
        """The first day on which it could have come."""
        return min(row.first for row in self.rows)

    @cached_property
    def last(self) -> date:
        """The last day on which it could have come."""
        return max(row.last for row in self.rows)


def is_closing(entry: Entry) -> bool:
    """True for an entry that records the end of a service's work, by outcome or, without one, words."""
    if entry.kind != "case_opened_closed":
        return False
    return entry.outcome in CLOSING or (not entry.outcome and names("steps_down", entry.text))


def _closed_in_words(row: Entry) -> bool:
    """True where a row that nobody coded says that the case was closed, whatever else it tells."""
    return (
        row.kind_state != "stated"
        and row.kind not in MEETINGS
        and (names("said_closed", row.text) or names("case_ended", row.text))
    )


def endings(records: Records) -> list[Ending]:
    """Return the dated endings, those of one child that lie within days of each other as one.

    What moves on to another authority or team has not ended.
    """
    found = [(_what(records, row), row) for row in records.select(kinds=CLOSING_CASES)]
    found += [
        (CASE, row)
        for row in records.select(kinds=CLOSING_IN_WORDS)
        if _closed_in_words(row)
        and records.services.type_of(row.agency) in ENDING_IN_WORDS
        and not _moves_on(row)
    ]
    rows = {row.id: (what, row) for what, row in found if what}
    for name in (REGISTERED, CARE_PLAN):
        for status in records.intervals.of(STATUS, name=name):
            row = records.by_id(status.last_row) if status.last_row else None
            if row and row.scope == "within" and not _moves_on(row):
                rows[row.id] = (name, row)
    return _grouped(records, (one for one in rows.values() if one[1].dated))


def _what(records: Records, row: Entry) -> str:
    if records.services.type_of(row.agency) not in WITH_A_CASE or _moves_on(row):
        return ""
    if row.kind == "case_opened_closed":
        return CASE if is_closing(row) else ""
    if row.kind == "assessment_completed":
        return CASE if row.outcome in ("nfa", *CLOSING) or names("case_to_close", row.text) else ""
    return CASE if row.outcome in CLOSING or names("case_to_close", row.text) else ""


def _moves_on(row: Entry) -> bool:
    return row.outcome == "transferred" or names("moved_elsewhere", row.text)


def _grouped(records: Records, rows: Iterable[tuple[str, Entry]]) -> list[Ending]:
    groups: list[list[tuple[str, Entry]]] = []
    for what, row in sorted(rows, key=lambda one: one[1].at):
        for group in reversed(groups[-6:]):
            begun = group[0][1]
            near = (row.first - begun.last).days <= SAME_ENDING_DAYS
            if near and records.family.could_share_child(row, begun):
                group.append((what, row))
                break
        else:
            groups.append([(what, row)])
    order = list(LABELS)
    return [
        Ending(min((what for what, _ in group), key=order.index), tuple(row for _, row in group))
        for group in groups
    ]
