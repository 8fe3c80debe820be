"""Contacts about a child that ended with no action, information only or advice: what GP05 counts.

A report and the decision on it are one contact, and so are two agencies'
reports of one incident.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names

BELOW = ("nfa", "information_only", "advice_given")
TAKEN_ON = ("accepted", "assessment_decided", "assessment_started")
TAKING_ON = (
    "assessment_decided", "strategy_discussion", "s47_enquiry", "conference_initial", "care_support_meeting",
)  # fmt: skip
OF_THE_RECEIVER = ("report_received", "decision_front_door", "information_shared")
OF_THE_MAKER = ("report_sent", "acknowledgement")
DECIDED_WITHIN_DAYS = 14
"""A decision so soon after a report of the same child, by the same team, is the decision on it."""
SAME_INCIDENT_DAYS = 3
"""Two reports on the same topic so close together tell of one incident."""


@dataclass(frozen=True, eq=False)
class Contact:
    """One contact: the row it is cited by, and every row that belongs to it."""

    entry: Entry
    rows: tuple[Entry, ...]
    outcome: str

    @property
    def makers(self) -> tuple[str, ...]:
        """Return who brought it, as far as its rows say."""
        named = (
            token
            for row in self.rows
            for token in ((row.agency,) if row.kind == "report_sent" else row.heard_from)
        )
        return tuple(dict.fromkeys(named))


def closed_contacts(records: Records, *, taken_on_working_days: int) -> list[Contact]:
    """Return the contacts that were closed below threshold, undated ones too, in order.

    One that was taken on within so many working days, by an assessment for instance, is not closed.
    """
    found: list[Contact] = []
    for rows in _contacts(records):
        outcomes = [row.outcome for row in rows if row.outcome]
        outcome = next((code for code in BELOW if code in outcomes), "") or _worded(rows, outcomes)
        taken_on = not set(TAKEN_ON).isdisjoint(outcomes)
        if outcome and not taken_on and not _taken_on_after(records, rows, taken_on_working_days):
            found.append(Contact(_cited(rows), rows, outcome))
    return found


def _contacts(records: Records) -> list[tuple[Entry, ...]]:
    """Return the rows of each contact, those of one contact together."""
    groups: list[list[Entry]] = []
    recent: deque[list[Entry]] = deque()
    place: dict[str, list[Entry]] = {}
    for row in records.select(kinds=(*OF_THE_RECEIVER, *OF_THE_MAKER, "")):
        if not _is_contact(records, row):
            continue
        while recent and row.dated and (row.first - recent[0][-1].last).days > DECIDED_WITHIN_DAYS:
            recent.popleft()
        group = next((place[id] for id in (*row.paired_with, *row.same_as) if id in place), None)
        if group is None and row.dated:
            group = next((one for one in reversed(recent) if _belongs(records, row, one)), None)
        if group is None:
            group = []
            groups.append(group)
            if row.dated:
                recent.append(group)
        group.append(row)
        place[row.id] = group
    return [tuple(group) for group in groups]


def _is_contact(records: Records, row: Entry) -> bool:
    own = records.services.type_of(row.agency) == CHILDRENS_SERVICES
    if not row.kind:
        # A row of the front door without a kind: strict, it must say how it ended.
        return own and (row.outcome in BELOW or names("closed_below", row.text))
    if row.kind in OF_THE_MAKER:
        # Only what its maker was told of the outcome: whether it arrived is another question (GP01).
        return not own and (row.outcome in BELOW or (not row.outcome and names("closed_below", row.text)))
    return own and (row.kind != "information_shared" or (bool(row.heard_from) and row.outcome in BELOW))


def _belongs(records: Records, row: Entry, group: Sequence[Entry]) -> bool:
    """True if a row tells of the contact that a group's rows tell of."""
    before = group[0]
    if not records.family.could_share_child(row, before):
        return False
    makers = {token for one in group for token in one.heard_from}
    decision = row.kind == "decision_front_door" and all(one.kind != "decision_front_door" for one in group)
    if decision and row.agency == before.agency:
        return not makers or not row.heard_from or not makers.isdisjoint(row.heard_from)
    near = row.first <= before.last + timedelta(days=SAME_INCIDENT_DAYS) and row.last >= before.first
    return near and (row.shares_topics(before) or (not row.topics and not before.topics))


def _worded(rows: Sequence[Entry], outcomes: Sequence[str]) -> str:
    """Return "nfa" where no row has an outcome and the words say that it was closed."""
    return "nfa" if not outcomes and any(names("closed_below", row.text) for row in rows) else ""


def _taken_on_after(records: Records, rows: Sequence[Entry], working_days: int) -> bool:
    dated = [row for row in rows if row.dated]
    if not dated:
        return False
    until = records.working_days_after(max(row.last for row in dated), working_days)
    teams = records.services.of_type(CHILDRENS_SERVICES)
    later = records.window(dated[0].first, until, kinds=TAKING_ON, agencies=teams, undated=False)
    return any(records.family.could_share_child(one, dated[0]) for one in later)


def _cited(rows: Sequence[Entry]) -> Entry:
    """Return the row to read: the one that shows it closed, the receiver's own where there is one."""
    own = [row for row in rows if row.kind in OF_THE_RECEIVER] or list(rows)
    closing = (row for row in own if row.outcome in BELOW or names("closed_below", row.text))
    return next(closing, own[0])
