"""What stands after all records, or stood after some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
        item = self.items.get(record.item)
        if item is None:
            item = Item(
                record.item, record.kind, {}, record.number, 0, record.who, record.at, record.who, record.at
            )
        merged = {**item.fields, **record.fields}
        self.items[record.item] = replace(
            item,
            fields={name: value for name, value in merged.items() if value is not None},
            last=record.number,
            changed_by=record.who,
            changed_at=record.at,
        )
        (self.gone.add if record.gone else self.gone.discard)(record.item)
        self.histories.setdefault(record.item, []).append(record)

    def standing(self, kind: str = "") -> tuple[Item, ...]:
        """Return the items that are not withdrawn, in the order of creation."""
        return tuple(
            item for id, item in self.items.items() if id not in self.gone and kind in ("", item.kind)
        )
