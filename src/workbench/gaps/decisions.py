"""Decisions about a child: what is one, who took part in it, and who decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.gaps.closures import is_closing
from workbench.gaps.concerns import CHILDRENS_SERVICES, CLOSE_TO_THE_CHILD
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records

TOGETHER = (
    "strategy_discussion", "conference_initial", "conference_review", "care_support_meeting", "lac_review",
)  # fmt: skip
"""Meetings that decide; a core group carries out what a conference decided."""
FRONT_DOOR = ("decision_front_door", "report_received", "assessment_decided")
ALONE = ("assessment_completed", "plan_made_or_changed", "registration_change", "case_opened_closed")
KINDS = (*FRONT_DOOR, *ALONE, *TOGETHER)


@dataclass(frozen=True, eq=False)
class Decision:
    """One decision, whoever recorded it."""

    rows: tuple[Entry, ...]
    by: str
    """The type of service that decided; a meeting is children's services' to call."""
    present: tuple[str, ...]
    """Agencies, or types of them, named with it."""

    @property
    def row(self) -> Entry:
        """Return the row to cite: the decider's own where there is one."""
        return self.rows[0]

    @property
    def day(self) -> date:
        """Return the first day on which it could have been taken."""
        return self.row.first


def decisions(records: Records) -> list[Decision]:
    """Return the decisions of children's services and of those close to the child, in order of date."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in records.select(kinds=KINDS):
        if not _is_decision(records, entry):
            continue
        met = entry.kind in TOGETHER and entry.dated
        key = (entry.kind, entry.first, entry.last) if met else (entry.id,)
        groups.setdefault(key, []).append(entry)
    found = [_decision(records, rows) for rows in groups.values()]
    return sorted(found, key=lambda decision: (decision.day, decision.row.at))


def _is_decision(records: Records, entry: Entry) -> bool:
    type_ = records.services.type_of(entry.agency)
    if entry.kind in TOGETHER:
        return True
    if entry.kind == "case_opened_closed":
        return type_ in (CHILDRENS_SERVICES, *CLOSE_TO_THE_CHILD) and is_closing(entry)
    return type_ == CHILDRENS_SERVICES and (entry.kind != "report_received" or bool(entry.outcome))


def _decision(records: Records, rows: Iterable[Entry]) -> Decision:
    type_of = records.services.type_of
    ordered = sorted(rows, key=lambda e: (type_of(e.agency) != CHILDRENS_SERVICES, e.at))
    first = ordered[0]
    by = CHILDRENS_SERVICES if first.kind in TOGETHER else type_of(first.agency)
    present: tuple[str, ...] = ()
    if first.kind in TOGETHER:
        named = (token for e in ordered for token in (e.agency, *e.heard_from, *e.told))
        present = tuple(dict.fromkeys(named))
    return Decision(tuple(ordered), by, present)
