"""What stands after all records, or stood after some of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.journal.model import Item, Record


class Standing:
    """The items of a journal, kept up with its records one by one."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.items: dict[str, Item] = {}
        """Every item that there ever was, in the order of creation, with what it last said."""
        self.gone: set[str] = set()
        """The ids of those that are withdrawn."""
        self.histories: dict[str, list[Record]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take in the next record."""
        id, was = record.item, self.items.get(record.item)
        if was is None:
            first, by, at = record.number, record.who, record.at
            self.histories[id] = [record]
        else:
            first, by, at = was.first, was.made_by, was.made_at
            self.histories[id].append(record)
        fields = {**was.fields, **record.fields} if was else dict(record.fields)
        if None in fields.values():
            fields = {name: value for name, value in fields.items() if value is not None}
        kept: Any = fields
        self.items[id] = Item(id, record.kind, kept, first, record.number, by, at, record.who, record.at)
        if record.gone:
            self.gone.add(id)
        elif was is not None:
            self.gone.discard(id)

    def standing(self, kind: str = "", *, withdrawn: bool = False) -> tuple[Item, ...]:
        """Return the items in the order of creation; those that are withdrawn only if asked for."""
        return tuple(
            item
            for id, item in self.items.items()
            if (withdrawn or id not in self.gone) and kind in ("", item.kind)
        )
