"""When responsibility moves: from one worker, team, service or area to the next, and what records it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from workbench.chronology.intervals import ABSENCE, INVOLVEMENT, SERVICE, Interval
from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names

HANDOVER = "handover_transfer"
NEXT_TEAM_DAYS = 60
"""A team that begins so soon before or after another of its kind ends takes over from it."""

ONE_CHANGE_DAYS = 35
"""Entries of one team so near to each other speak of one change: the last day, and the next allocated."""
WORKER = "worker"
ENDED_DAYS = 28
"""A team without an entry for so long at the end of the records has ended its work."""
FOLLOWING = (CHILDRENS_SERVICES, "school", "health-visiting", "midwifery", "gp", "housing", "camhs")
"""Services of which a family has one at a time."""


@dataclass(frozen=True, eq=False)
class Transfer:
    """One move of responsibility. ``rows`` show it; they need not say how it was handed over."""

    sender: str
    receiver: str
    """Agency slugs, or types where no timeline was sent; the same slug where a worker of one team changed."""
    rows: tuple[Entry, ...]
    since: date
    until: date
    role: str = ""
    """The role of the worker who changed, "" where a team or a service did."""
    idle: tuple[date, date] | None = None
    """The last day of the one and the first of the other, where nobody was at work in between."""

    @property
    def inside(self) -> bool:
        """True where both are one team, which works in one record."""
        return self.sender == self.receiver


def transfers(records: Records) -> list[Transfer]:
    """Return every move of responsibility that entries or intervals show, in order of date."""
    recorded = list(_recorded(records))
    parties = {(one.sender, one.receiver): one for one in recorded}
    found = [*recorded]
    for other in (*_between_teams(records), *_workers(records)):
        known = parties.get((other.sender, other.receiver))
        if other.inside or known is None or not _near(known, other):
            found.append(other)
    return sorted(found, key=lambda one: (one.since, one.rows[0].at))


def _near(one: Transfer, other: Transfer) -> bool:
    reach = timedelta(days=NEXT_TEAM_DAYS)
    return one.since - reach <= other.until and other.since - reach <= one.until


def _recorded(records: Records) -> Iterator[Transfer]:
    """Yield the handovers between two services that entries record, both ends of one together."""
    services = records.services
    groups: dict[tuple[str, str], list[list[Entry]]] = {}
    for row in records.select(kinds=(HANDOVER,)):
        sender, receiver = _parties(records, row)
        if not row.dated or not receiver or sender == receiver or names("short_cover", row.text):
            continue
        own = groups.setdefault((sender, receiver), [])
        if own and (row.first - own[-1][-1].last).days <= NEXT_TEAM_DAYS:
            own[-1].append(row)
        else:
            own.append([row])
    for (sender, receiver), many in groups.items():
        for rows in many:
            sent = services.receivers(sender)
            yield Transfer(
                sent[0] if sent else sender, receiver, tuple(rows), rows[0].first, max(r.last for r in rows)
            )


def _parties(records: Records, row: Entry) -> tuple[str, str]:
    """Return from whom and to whom a handover goes, as far as its entry says; "" where it does not."""
    if row.heard_from:
        return _slug(records, row.heard_from[0]), row.agency
    if row.told:
        return row.agency, _slug(records, row.told[0])
    return row.agency, ""


def _slug(records: Records, token: str) -> str:
    held = records.services.receivers(token)
    return token if token in records.case.agencies or not held else held[0]


def _between_teams(records: Records) -> Iterator[Transfer]:
    """Yield the moves that follow from one team's work ending about when another of its kind begins.

    And the one from midwifery to health visiting, which every birth brings.
    """
    first_of: dict[str, Interval] = {}
    last_of: dict[str, Interval] = {}
    for stretch in records.intervals.of(INVOLVEMENT, name=SERVICE):
        first_of.setdefault(stretch.agency, stretch)
        last_of[stretch.agency] = stretch
    type_of = records.services.type_of
    for before, ends in last_of.items():
        for after, begins in first_of.items():
            types = (type_of(before), type_of(after))
            same = before != after and types[0] == types[1] and types[0] in FOLLOWING
            if same or types == ("midwifery", "health-visiting"):
                yield from _follows(records, ends, begins)


def _follows(records: Records, ends: Interval, begins: Interval) -> Iterator[Transfer]:
    last, first = _ends_of(records, ends, first=False), _ends_of(records, begins, first=True)
    if last is None or first is None or first.first <= _start(ends):
        return
    if not records.family.could_share_child(last, first) or not _has_ended(records, ends, last):
        return
    if abs((first.first - last.last).days) > NEXT_TEAM_DAYS:
        return
    idle = (last.last, first.first) if last.last < first.first else None
    since, until = min(last.first, first.first), max(last.last, first.last)
    yield Transfer(ends.agency, begins.agency, (last, first), since, until, idle=idle)


def _has_ended(records: Records, stretch: Interval, last: Entry) -> bool:
    """True if the work was closed, or the records go on for weeks after its last entry."""
    period = records.case.period
    return bool(stretch.last_row) or (period is not None and (period[1] - last.last).days > ENDED_DAYS)


def _start(stretch: Interval) -> date:
    return stretch.since[0] if stretch.since else date.min


def _ends_of(records: Records, stretch: Interval, *, first: bool) -> Entry | None:
    """Return the first or last entry of a stretch of work, where it lies in the period reviewed."""
    row = records.by_id(stretch.rows[0 if first else -1]) if stretch.rows else None
    return row if row and row.dated and row.scope == "within" else None


def _workers(records: Records) -> Iterator[Transfer]:
    """Yield the changes of a worker inside one team; entries of one change follow each other closely."""
    rows: dict[str, tuple[str, Entry]] = {row.id: (WORKER, row) for row in _inside_a_team(records)}
    by_role: dict[tuple[str, str], list[Interval]] = {}
    for stretch in records.intervals.of(INVOLVEMENT):
        if stretch.name not in (SERVICE, ABSENCE):
            by_role.setdefault((stretch.agency, stretch.name), []).append(stretch)
    for (_, role), stretches in by_role.items():
        for _, after in pairwise(stretches):
            row = records.by_id(after.first_row) if after.first_row else None
            if row and row.dated and row.scope == "within":
                rows[row.id] = (role, row)
    changes: dict[str, list[list[tuple[str, Entry]]]] = {}
    for role, row in sorted(rows.values(), key=lambda one: one[1].at):
        if names("short_cover", row.text) and not names("worker_gone", row.text):
            continue
        own = changes.setdefault(row.agency, [])
        if own and (row.first - own[-1][-1][1].last).days <= ONE_CHANGE_DAYS:
            own[-1].append((role, row))
        else:
            own.append([(role, row)])
    for agency, own in changes.items():
        for change in own:
            yield _change(agency, change)


def _inside_a_team(records: Records) -> list[Entry]:
    """Return the handovers that name no other service: one worker to the next.

    Rows that nobody coded as one count where their words say that a worker or a caseload changed.
    """
    return [
        row
        for row in records.select()
        if row.dated
        and not (row.heard_from or row.told)
        and (row.kind == HANDOVER or (row.kind_state != "stated" and names("worker_changed", row.text)))
    ]


def _change(agency: str, change: Sequence[tuple[str, Entry]]) -> Transfer:
    rows = tuple(row for _, row in change)
    role = next((role for role, _ in change if role != WORKER), WORKER)
    idle = (rows[0].last, rows[-1].first) if rows[0].last < rows[-1].first else None
    return Transfer(agency, agency, rows, rows[0].first, max(row.last for row in rows), role, idle)


def said_how(records: Records, transfer: Transfer, days: int) -> list[Entry]:
    """Return the entries that record how it was handed over: by kind or by words, within so many days.

    Inside a team what announces a new worker is not yet a handover: its words have to speak of one.
    """
    reach = timedelta(days=days)
    since, until = transfer.since - reach, transfer.until + reach
    agencies = [slug for token in (transfer.sender, transfer.receiver) for slug in _files(records, token)]
    found = {
        row.id: row
        for row in (
            *transfer.rows,
            *records.window(since, until, agencies=agencies, undated=False),
            *records.window(since, until, kinds=(HANDOVER,), agencies=agencies),
        )
        if (row.kind == HANDOVER and not transfer.inside) or _words_of_handover(row.text)
    }
    return sorted(found.values(), key=lambda row: row.at)


def _words_of_handover(text: str) -> bool:
    return names("handed_over", text)


def _files(records: Records, token: str) -> Sequence[str]:
    return (token,) if token in records.case.agencies else records.services.receivers(token)
