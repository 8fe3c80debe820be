"""The command that shows what a panel wrote, and brings a damaged journal back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from workbench.cli.messages import print_json, say, show
from workbench.cli.running import stopping
from workbench.vocabulary.sentences import counted

if TYPE_CHECKING:
    from workbench.journal import Item, Journal, Record


@stopping
def journal(arguments: argparse.Namespace) -> int:
    """Print the journal as it stands or stood, one item's history, or do what is asked with it."""
    from workbench.case import open_folder
    from workbench.journal import open_journal

    if arguments.recover:
        return _recover(arguments)
    open_folder(arguments.case)
    book = open_journal(arguments.case)
    if arguments.check:
        return _check(arguments, book)
    if arguments.restore:
        return _restore(arguments, book)
    if arguments.history:
        return _history(arguments, book)
    items = book.items(arguments.kind or "", _moment(arguments.at))
    if arguments.format == "json":
        print_json({"items": list(map(_item, items)), "records": book.newest()})
        return 0
    for item in items:
        show(f"[{item.id}] {item.kind}, {item.changed_by}: {_in_words(item.fields.items())}")
    show(f"{counted(len(items), 'item')} of {counted(book.newest(), 'record')}.")
    return 0


def _recover(arguments: argparse.Namespace) -> int:
    from workbench.journal.recovery import recover

    found = recover(arguments.case)
    if arguments.format == "json":
        print_json({"kept": found.kept, "lost": found.lost, "damaged": found.damaged, "why": found.why})
    else:
        show(found)
    return 0


def _check(arguments: argparse.Namespace, book: Journal) -> int:
    problems = book.check()
    say(*problems)
    if arguments.format == "json":
        print_json({"records": book.newest(), "broken": [problem.record for problem in problems]})
    else:
        show(f"{counted(book.newest(), 'record')} read, {len(problems)} not as written.")
    return 1 if problems else 0


def _restore(arguments: argparse.Namespace, book: Journal) -> int:
    if arguments.record is None or not arguments.name:
        say("--restore needs --record, the number of the record to go back to, and --name, yours.")
        return 2
    record = book.restore(arguments.restore, arguments.record, who=arguments.name)
    show(f"{record.item} stands again as after record {arguments.record}; that is record {record.number}.")
    return 0


def _history(arguments: argparse.Namespace, book: Journal) -> int:
    records = book.history(arguments.history)
    if not records:
        say(f'There is no item "{arguments.history}".')
        return 1
    if arguments.format == "json":
        print_json({"records": list(map(_record, records))})
        return 0
    for record in records:
        gone = " withdrawn" if record.gone else ""
        said = _in_words(record.fields.items())
        show(f"{record.number}. {record.at:%Y-%m-%d %H:%M:%S}Z {record.who}:{gone} {said}")
    return 0


def _moment(text: str | None) -> int | datetime | None:
    """Return what --at says: the number of a record, or a moment, in UTC where it names no zone."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _in_words(fields: Iterable[tuple[str, object]]) -> str:
    return "; ".join(f"{name} {', '.join(v) if isinstance(v, tuple) else v}" for name, v in fields)


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id, "kind": item.kind, "fields": _plain(item.fields), "first": item.first,
        "last": item.last, "made_by": item.made_by, "made_at": item.made_at.isoformat(),
        "changed_by": item.changed_by, "changed_at": item.changed_at.isoformat(),
    }  # fmt: skip


def _record(record: Record) -> dict[str, Any]:
    return {
        "number": record.number, "at": record.at.isoformat(), "who": record.who, "kind": record.kind,
        "item": record.item, "step": record.step, "fields": _plain(record.fields), "gone": record.gone,
    }  # fmt: skip


def _plain(fields: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
