"""When a child was registered or looked after, as far as the records say.

A statutory interval counts only inside the matching status, so what the
records do not show to be a status is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names

REGISTERED, LOOKED_AFTER = "registered", "looked after"


@dataclass(frozen=True)
class Status:
    """A stretch of time with a status, and the entries that show its two ends."""

    name: str
    since: date
    until: date
    start: Entry
    end: Entry | None
    """None where no end is recorded: the status is then taken to last to the end of the records."""


def statuses(records: Records) -> list[Status]:
    """Return every stretch of registration or of being looked after, in order."""
    of_child = [
        entry
        for entry in records.select(kinds=("registration_change", "placement_event", "lac_review"))
        if entry.dated and (not entry.people or not records.subjects or records.names_child(entry))
    ]
    registration = [entry for entry in of_child if entry.kind == "registration_change"]
    placements = [entry for entry in of_child if entry.kind != "registration_change"]
    found = [
        *_stretches(records, registration, REGISTERED, "taken_off_register"),
        *_stretches(records, placements, LOOKED_AFTER, "placement_ends"),
    ]
    return sorted(found, key=lambda status: (status.since, status.name))


def _stretches(records: Records, entries: Sequence[Entry], name: str, ends: str) -> list[Status]:
    found: list[Status] = []
    start: Entry | None = None
    for entry in entries:
        ending = entry.kind != "lac_review" and (
            names(ends, entry.text) or entry.outcome.startswith("closed")
        )
        if ending and start is not None:
            found.append(Status(name, start.last, entry.first, start, entry))
            start = None
        elif not ending and start is None:
            start = entry
        elif not ending and start is not None and entry.kind == "placement_event":
            # A move begins a new placement, and with it the count for its visits.
            found.append(Status(name, start.last, entry.first, start, entry))
            start = entry
    if start is not None and records.case.period is not None:
        until = max(start.last, records.case.period[1])
        found.append(Status(name, start.last, until, start, None))
    return [status for status in found if status.since < status.until]
