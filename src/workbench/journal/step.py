"""What one action of a person comes to: drafts checked against what stands, and made into records."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from workbench.journal.chain import Row, as_json, hash_of, time_text
from workbench.journal.kinds import KINDS, NOT_SAVED, Kind, checked, clean_text, lacking, nearest
from workbench.journal.model import Conflict, Draft, Item, JournalError, Problem, Record, Value
from workbench.journal.standing import Standing

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_SIGNS = f"{_LETTERS}23456789"


def step_of(standing: Standing, last: Record | None, drafts: Iterable[Draft], *, who: str) -> Step:
    """Return what writing ``drafts`` comes to; raise JournalError with every problem of them, or Conflict."""
    step = Step(standing, last, who=" ".join(clean_text(who).split()))
    problems: list[Problem] = []
    if not step.who:
        problems.append(Problem("Nobody is named who writes this.", f"Give your name. {NOT_SAVED}"))
    for draft in drafts:
        problems += step.add(draft)
    if problems:
        raise JournalError(*problems)
    return step


class Step:
    """The rows that one action adds to a journal."""

    def __init__(self, standing: Standing, last: Record | None, *, who: str) -> None:
        self.who = who
        self.rows: list[Row] = []
        self.answers: list[int] = []
        """For each draft the number of its record, or of its item's last where it changes nothing."""
        self._standing = standing
        self._changed: dict[str, tuple[Mapping[str, Value], bool]] = {}
        """What earlier drafts of this step made of items: their fields, and if they are withdrawn."""
        self._number, self._before = (last.number, last.hash) if last else (0, "")
        # A clock that was set back does not put a record before the ones it follows.
        self._at = time_text(max(datetime.now(UTC), last.at) if last else datetime.now(UTC))
        self._step = f"s{secrets.token_hex(4)}"

    def add(self, draft: Draft) -> list[Problem]:
        """Take in one draft; return what is wrong with it."""
        item = self._standing.items.get(draft.item)
        if draft.item and item is None:
            return [Problem(f'There is no item "{draft.item}".', f"Make a new one. {NOT_SAVED}")]
        name = draft.kind or (item.kind if item else "")
        kind = KINDS.get(name)
        if kind is None or (item is not None and item.kind != name):
            problem = f'There is no kind "{name}".' if kind is None else f'The item is no "{name}".'
            remedy = f"{nearest(name, KINDS)}Kinds: {', '.join(KINDS)}. {NOT_SAVED}"
            return [Problem(problem, remedy if kind is None else NOT_SAVED)]
        fields, problems = ({}, []) if draft.gone else checked(kind, draft)
        problems += self._unknown_items(kind, fields)
        if item is None:
            return problems or self._add_new(kind, fields, gone=draft.gone)
        return problems or self._add_change(kind, item, draft, fields)

    def _unknown_items(self, kind: Kind, fields: Mapping[str, Value | None]) -> list[Problem]:
        return [
            Problem(f'There is no item "{id}".', f"Choose one that there is. {NOT_SAVED}", column=name)
            for name, value in fields.items()
            if kind.fields[name] == "items" and isinstance(value, tuple)
            for id in value
            if id not in self._standing.items
        ]

    def _add_new(self, kind: Kind, given: Mapping[str, Value | None], *, gone: bool) -> list[Problem]:
        if gone:
            return [Problem("What is not there cannot be withdrawn.", f"Name the item. {NOT_SAVED}")]
        first_choices = {name: choices[0] for name, choices in kind.choices.items() if name not in given}
        fields = {**first_choices, **{name: value for name, value in given.items() if value is not None}}
        problems = lacking(kind, fields)
        if not problems:
            self._append(kind, self._new_id(), fields, gone=False)
        return problems

    def _add_change(
        self, kind: Kind, item: Item, draft: Draft, given: Mapping[str, Value | None]
    ) -> list[Problem]:
        said, withdrawn = self._changed.get(item.id, (item.fields, item.id in self._standing.gone))
        fields = {name: value for name, value in given.items() if said.get(name) != value}
        if not fields and withdrawn == draft.gone:
            self.answers.append(item.last)
            return []
        self._raise_conflict(item, fields, draft)
        whole = {name: value for name, value in {**said, **fields}.items() if value is not None}
        problems = [] if draft.gone else lacking(kind, whole)
        if not problems:
            self._changed[item.id] = (whole, draft.gone)
            self._append(kind, item.id, fields, gone=draft.gone)
        return problems

    def _raise_conflict(self, item: Item, fields: Mapping[str, Value | None], draft: Draft) -> None:
        """Raise Conflict where somebody changed the same field since the writer looked.

        What was withdrawn meanwhile is not changed unseen, and what was changed meanwhile is
        not withdrawn unseen.
        """
        since = [one for one in self._standing.histories[item.id] if one.number > draft.seen]
        touched = {name: item.fields.get(name) for one in since for name in one.fields}
        withdrawn = bool(since) and item.id in self._standing.gone
        mine = {name: value for name, value in fields.items() if withdrawn or name in touched}
        theirs = touched if draft.gone else {name: touched[name] for name in mine if name in touched}
        if theirs or (withdrawn and not draft.gone):
            by = [one.who for one in since if theirs.keys() & one.fields.keys() or (withdrawn and one.gone)]
            raise Conflict(mine=mine, theirs=theirs, item=item, who=by[-1], withdrawn=withdrawn)

    def _append(self, kind: Kind, item: str, fields: Mapping[str, Value | None], *, gone: bool) -> None:
        self._number += 1
        row = Row(
            self._number, self._at, self.who, kind.name, item, self._step, int(gone), as_json(fields), ""
        )
        row = row._replace(hash=hash_of(row, self._before))
        self._before = row.hash
        self.rows.append(row)
        self.answers.append(row.number)

    def _new_id(self) -> str:
        """Return an id that begins with a letter, so that no spreadsheet makes a number of it."""
        while True:
            id = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(7))
            if id not in self._standing.items and all(row.item != id for row in self.rows):
                return id
