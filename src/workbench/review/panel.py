"""The Review Panel: members, meetings, who has signed, and proceedings that run alongside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.case import CaseFolder
from workbench.intake.dates import long_day
from workbench.journal import Item


@dataclass(frozen=True, slots=True)
class Signed:
    """One member at one meeting."""

    member: Item
    meeting: Item
    present: bool
    statement: Item | None
    """The confidentiality statement signed for that meeting; None where no record says so."""

    @property
    def missing(self) -> bool:
        """True if the member was there and there is no record of a signed statement."""
        return self.present and (self.statement is None or not self.statement.fields.get("signed"))


@dataclass(frozen=True, slots=True)
class Attendance:
    """Members by meetings, and what is not there."""

    members: tuple[Item, ...]
    meetings: tuple[Item, ...]
    """By their day; those without one last."""
    cells: tuple[tuple[Signed, ...], ...]
    """One row a member, one cell a meeting."""
    agencies_without: tuple[str, ...]
    """Agencies with a timeline and no member on the panel, by slug."""
    agencies: int
    """How many agencies supplied a timeline."""

    @property
    def missing(self) -> tuple[Signed, ...]:
        """Those who were at a meeting without a record of a signed statement."""
        return tuple(cell for row in self.cells for cell in row if cell.missing)


def attendance(folder: CaseFolder, items: Iterable[Item]) -> Attendance:
    """Return who was at which meeting of the panel, with their confidentiality statements.

    A statement that names no meeting counts for every meeting; a member's agency is given by its
    slug or its label.
    """
    items = tuple(items)
    members = tuple(item for item in items if item.kind == "member")
    meetings = tuple(
        sorted(
            (item for item in items if item.kind == "meeting"),
            key=lambda m: (not m.fields.get("day"), str(m.fields.get("day", ""))),
        )
    )
    statements = [item for item in items if item.kind == "statement"]
    cells = tuple(tuple(_signed(member, meeting, statements) for meeting in meetings) for member in members)
    named = {str(member.fields.get("agency", "")).strip().lower() for member in members}
    without = tuple(
        slug for slug, agency in folder.agencies.items() if not {slug.lower(), agency.label.lower()} & named
    )
    return Attendance(members, meetings, cells, without, len(folder.agencies))


def _signed(member: Item, meeting: Item, statements: Iterable[Item]) -> Signed:
    own = [
        one
        for one in statements
        if member.id in _ids(one, "member")
        and (not one.fields.get("meeting") or meeting.id in _ids(one, "meeting"))
    ]
    with_day = [one for one in own if one.fields.get("signed")]
    chosen = (with_day or own or [None])[0]
    return Signed(member, meeting, member.id in _ids(meeting, "present"), chosen)


def _ids(item: Item, field: str) -> tuple[str, ...]:
    value = item.fields.get(field, ())
    return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Proceeding:
    """Something that runs alongside the review, as of a day."""

    item: Item
    running: bool | None
    """None where no date says whether it had begun or had ended."""
    said: str


def proceedings(items: Iterable[Item], *, today: date) -> tuple[Proceeding, ...]:
    """Return the parallel proceedings in the order in which they were put down."""
    return tuple(_proceeding(item, today) for item in items if item.kind == "proceeding")


def _proceeding(item: Item, today: date) -> Proceeding:
    since, until = (_day(item, name) for name in ("since", "until"))
    if until and until <= today:
        return Proceeding(item, False, f"Ended on {long_day(until)}.")
    if since is None:
        return Proceeding(item, None, "No record of when it began.")
    if since > today:
        return Proceeding(item, False, f"Begins on {long_day(since)}.")
    return Proceeding(item, True, f"Running since {long_day(since)}.")


def _day(item: Item, name: str) -> date | None:
    return date.fromisoformat(str(item.fields[name])) if item.fields.get(name) else None
