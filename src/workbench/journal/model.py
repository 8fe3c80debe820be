"""What a journal is made of: drafts that people write, records that are kept, items that stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeAlias

Value: TypeAlias = str | int | bool | tuple[str, ...]
"""What a field holds. A list is kept as a tuple; what is empty is not kept at all."""

FILE = "journal.db"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to have written: a new item, a change of one, or that it is withdrawn."""

    kind: str = ""
    """One of `KINDS`; may be left out where ``item`` is given."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """Only what changes has to be given; None takes a field away."""
    item: str = ""
    """The id of the item to change; empty makes a new one."""
    seen: int = 0
    """The number of the item's last record that the writer has seen."""
    gone: bool = False
    """True withdraws the item; its records stay."""


class Record(NamedTuple):
    """One change, as it is kept for good.

    A tuple: it is made in a quarter of the time that a frozen dataclass takes, and a journal is opened by
    making all of them.
    """

    number: int
    """1, 2, 3 ... : the order of everything in the journal, whatever the clocks said."""
    at: datetime
    """When it was written, in UTC; never before the record that precedes it."""
    who: str
    kind: str
    item: str
    step: str
    """Records that were written by one action share it."""
    fields: Mapping[str, Value | None]
    """What changed; None where a field was taken away."""
    gone: bool
    """True where the item was withdrawn by this."""
    hash: str
    """SHA-256 over the previous record's hash and this record; see `workbench.journal.chain`."""


@dataclass(frozen=True, slots=True)
class Item:
    """What stands of one item after all its records, or stood at a moment."""

    id: str
    kind: str
    fields: Mapping[str, Value]
    first: int
    last: int
    """The numbers of its first and its last record; a `Draft` that changes it has seen the last."""
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a journal or with what was to be written into it."""

    problem: str
    remedy: str
    record: int | None = None
    column: str = ""
    """The field that is meant."""
    file: str = FILE
    for_information: bool = False
    """True where there is nothing to mend."""

    def __str__(self) -> str:
        place = self.file if self.record is None else f"{self.file}, record {self.record}"
        if self.column:
            place += f', field "{self.column}"'
        return f"{place}: {self.problem} {self.remedy}".rstrip()


class JournalError(Exception):
    """Raised with every problem at once; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Conflict(JournalError):
    """Somebody else changed the same text since the writer looked; nothing was written.

    The writer sees both and decides; writing again with ``seen=item.last`` then goes through.
    """

    def __init__(
        self,
        *,
        mine: Mapping[str, Value | None],
        theirs: Mapping[str, Value | None],
        item: Item,
        who: str,
        withdrawn: bool = False,
    ) -> None:
        self.mine, self.theirs, self.item = mine, theirs, item
        self.who = who
        """Who changed it last."""
        self.withdrawn = withdrawn
        """True where they withdrew the item; ``item`` is then what it last said."""
        done = "withdrew it" if withdrawn else "changed the same"
        super().__init__(
            Problem(
                f"{who} {done} since it was opened here.",
                "Compare the two and save what shall stand; nothing was saved.",
                column=", ".join(mine),
            )
        )
