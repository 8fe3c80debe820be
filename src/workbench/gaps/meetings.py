"""Formal meetings: one that several agencies recorded, whether it was held, and who is named with it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names


def meetings_of(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Return the records of each meeting: those of one kind and day, or of one contact, by any agency."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    places: dict[str, tuple[object, ...]] = {}
    for entry in entries:
        key: tuple[object, ...] = (entry.kind, entry.earliest, entry.latest) if entry.dated else (entry.id,)
        key = next(
            (places[id] for id in entry.paired_with if id in places and places[id][0] == entry.kind), key
        )
        places[entry.id] = key
        found.setdefault(key, []).append(entry)
    return [tuple(entries) for entries in found.values()]


def called_off(meeting: Iterable[Entry]) -> bool:
    """True if every record of a meeting says that it was cancelled or put off, and none that it was held."""
    return all(names("called_off", entry.text) and not names("was_held", entry.text) for entry in meeting)


def put_off_with_reasons(entry: Entry) -> bool:
    """True if an entry says that a meeting was put off, and why or by whose leave."""
    return called_off((entry,)) and names("reasons_given", entry.text)


def named_with(records: Records, meeting: Iterable[Entry]) -> tuple[set[str], set[str]]:
    """Return the agencies with a timeline that are named with a meeting, and the types of all that are."""
    services, agencies, types = records.services, set[str](), set[str]()
    for entry in meeting:
        agencies.add(entry.agency)
        types.add(services.type_of(entry.agency))
        for token in (*entry.told, *entry.heard_from):
            agencies.update(services.receivers(token))
            types.add(services.type_of(token))
    return agencies, types
