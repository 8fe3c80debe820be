"""What became of points to explore: decisions in the journal, and those of an older file (points.csv).

A decision is one item of the journal for what it is kept under: pattern, settings, rows and a
mark of their content. A change of mind, and what is taken back, are further records of that
item. What an older version of the workbench kept in points.csv is taken over once, with who and
when of then; until that can be written, what the file says counts all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.case import Decision, PointKey
from workbench.gaps import Decided
from workbench.journal import KINDS, Draft, Item, Journal, Record, Value
from workbench.journal.kinds import checked

KIND = "decision"
STATES = KINDS[KIND].choices["state"]
"""What can become of a point to explore. One about which nobody has decided is to explore."""
TAKEN_OVER = "taken over from points.csv"
"""Stands in the place of a name where nobody wrote: who decided is in the record's ``decided_by``."""

_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_OUR_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class PointDecided(NamedTuple):
    """What somebody decides about one gap."""

    key: PointKey
    state: str
    """One of `STATES`."""
    reason: str = ""


@dataclass(frozen=True)
class Decisions:
    """What became of the points of a case."""

    now: Mapping[PointKey, Decided] = field(default_factory=dict)
    """What counts."""
    items: Mapping[PointKey, Item] = field(default_factory=dict)
    """The journal's item of everything about which it ever held a decision, taken back or not."""

    @property
    def seen(self) -> dict[PointKey, int]:
        """Return the last record of each, as somebody who looks at them now has seen it."""
        return {key: item.last for key, item in self.items.items()}


def decisions(journal: Journal | None, older: Mapping[PointKey, Decision]) -> Decisions:
    """Return what became of points; ``older`` is what points.csv says (`workbench.case.Answers.points`)."""
    if journal is None:
        return Decisions({key: _of_older(one) for key, one in older.items()})
    items = _by_key(journal)
    now = {key_of(item.fields): _of_item(item) for item in journal.items(KIND)}
    left = {key: _of_older(one) for key, one in older.items() if _is_left(journal, items.get(key), one)}
    return Decisions(now | left, items)


def decide(
    journal: Journal, wanted: Iterable[PointDecided], *, who: str, seen: Mapping[PointKey, int]
) -> tuple[Record, ...]:
    """Write what became of points, all as one step.

    ``seen`` says by what each is kept under which record of it the writer has seen last; one that
    is not there is new to the writer. Raises Conflict where somebody decided otherwise since, and
    JournalError with what kept it from being written.
    """
    wanted = tuple(wanted)

    def drafts() -> Iterator[Draft]:
        items = _by_key(journal)
        for one in wanted:
            said = {"state": one.state, "reason": one.reason.strip() or None}
            yield _draft(one.key, said, items.get(one.key), seen.get(one.key, 0))

    return journal.write_made(drafts, who=who)


def take_back(journal: Journal, *, who: str) -> tuple[Record, ...]:
    """Take back what a person decided last, by records that say again what was there before.

    Where somebody else has decided about the same since, that stays. Returns the records
    written, none where nothing is left to take back.
    """
    name = " ".join(who.split())
    return journal.write_made(lambda: _back(journal, name), who=who)


def take_over(journal: Journal, older: Mapping[PointKey, Decision]) -> int:
    """Take into the journal what points.csv says and the journal does not hold; return how much that was.

    All in one step, and looked up while nobody else can write: however often it is asked, and
    whenever it is cut off, each decision is taken over once. What the journal cannot hold
    (somebody changed the file in another program) stays in the file, and counts from there.
    """

    def drafts() -> list[Draft]:
        items = _by_key(journal)
        left = [one for one in older.values() if _is_left(journal, items.get(_key(one)), one)]
        made = (_taken_over(one, items.get(_key(one))) for one in sorted(left, key=lambda one: one.when))
        return [draft for draft in made if draft]

    return len(journal.write_made(drafts, who=TAKEN_OVER)) if drafts() else 0


def key_of(fields: Mapping[str, Value]) -> PointKey:
    """Return what a decision is kept under."""
    rows = fields.get("rows", ())
    return (
        str(fields["pattern"]),
        str(fields.get("settings", "")),
        " ".join(rows) if isinstance(rows, tuple) else "",
        str(fields.get("content", "")),
    )


def decided_by(record: Record) -> str:
    """Return who decided: where the record was taken over, whoever did so then."""
    return str(record.fields.get("decided_by") or record.who)


def _by_key(journal: Journal) -> dict[PointKey, Item]:
    return {key_of(item.fields): item for item in journal.items(KIND, withdrawn=True)}


def _of_item(item: Item) -> Decided:
    said = item.fields
    return Decided(
        str(said["state"]),
        str(said.get("reason", "")),
        str(said.get("decided_by", "" if said.get("decided_at") else item.changed_by)),
        str(said.get("decided_at") or item.changed_at.strftime(_STAMP)),
    )


def _of_older(one: Decision) -> Decided:
    return Decided(one.value, "".join(one.notes), one.who, one.when)


def _draft(key: PointKey, said: Mapping[str, object], item: Item | None, seen: int) -> Draft:
    pattern, settings, rows, content = key
    fields = {"decided_by": None, "decided_at": None, "undoes": None, **said}
    if item is None:
        about = {"pattern": pattern, "settings": settings, "rows": rows.split(), "content": content}
        return Draft(KIND, about | fields)
    if all(item.fields.get(name) == said.get(name) for name in ("state", "reason")):
        del fields["undoes"]  # who agrees with what stands again decides nothing new
    if not seen and item.fields.get("decided_at"):  # what was taken over since was seen: in the file
        seen = item.last
    return Draft(KIND, fields, item=item.id, seen=seen)


# What is taken over


def _key(one: Decision) -> PointKey:
    pattern, settings, rows, content = one.key
    return pattern, settings, rows, content


def _is_left(journal: Journal, item: Item | None, one: Decision) -> bool:
    """True where the journal does not know of a decision in points.csv.

    An older version of the workbench may still write to the file: what it wrote after the journal's last word
    about the same counts.
    """
    if item is None:
        return True
    if not _OUR_STAMP.fullmatch(one.when) or one.when <= item.changed_at.strftime(_STAMP):
        return False
    return all(record.fields.get("decided_at") != one.when for record in journal.history(item.id))


def _taken_over(one: Decision, item: Item | None) -> Draft | None:
    """Return a decision of points.csv as a draft, None where the journal could not hold it as it is."""
    said = {
        "state": one.value, "reason": "".join(one.notes) or None,
        "decided_by": one.who or None, "decided_at": one.when,
    }  # fmt: skip
    draft = _draft(_key(one), said, item, item.last if item else 0)
    fields, problems = checked(KINDS[KIND], draft)
    kept = {name: value for name, value in fields.items() if value is not None}
    return None if problems or (item is None and key_of(kept) != one.key) else draft


# What is taken back


@dataclass(frozen=True, slots=True)
class _Said:
    """One decision about one thing that was not taken back."""

    record: Record
    fields: Mapping[str, Value | None]

    @property
    def step(self) -> tuple[str, str, object]:
        """What tells an action of a person from others: of those taken over, the moment tells them apart."""
        return self.record.step, decided_by(self.record), self.fields.get("decided_at")

    @property
    def state(self) -> tuple[object, object]:
        return self.fields.get("state"), self.fields.get("reason")


def _back(journal: Journal, name: str) -> Iterator[Draft]:
    """Yield what takes back the last action of a person that still counts."""
    said = _not_taken_back(journal.records())
    last = {id: held[-1] for id, held in said.items() if held}
    own = [one for one in last.values() if decided_by(one.record) == name]
    if not own:
        return
    step = max(own, key=lambda one: one.record.number).step
    for id, one in last.items():
        item = journal.item(id)
        if one.step != step or item is None or one.state != (item.fields["state"], item.fields.get("reason")):
            continue
        if len(said[id]) == 1:
            yield Draft(KIND, {}, item=id, seen=item.last, gone=True)
        else:
            before = said[id][-2].fields
            again = {field: before.get(field) for field in (*item.fields, *before)}
            yield Draft(KIND, again | {"undoes": one.record.step}, item=id, seen=item.last)


def _not_taken_back(records: Sequence[Record]) -> dict[str, list[_Said]]:
    """Return by item what was decided of it, without what was taken back, the last at the end."""
    said: dict[str, list[_Said]] = {}
    stands: dict[str, dict[str, Value | None]] = {}
    for record in records:
        if record.kind != KIND:
            continue
        stands[record.item] = {**stands.get(record.item, {}), **record.fields}
        held = said.setdefault(record.item, [])
        if record.gone:
            held.clear()
        elif record.fields.get("undoes"):
            del held[-1:]
        else:
            held.append(_Said(record, stands[record.item]))
    return said
