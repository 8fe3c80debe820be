"""How records hang together: each one's hash covers the hash before it and all that it says.

The hash of a record is the SHA-256 (hexadecimal) of the previous record's hash, or of
nothing for the first, followed by the record as JSON: keys in alphabetical order, no spaces,
UTF-8, letters as they are. Whoever has Python can check a journal without this program.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from workbench.journal.model import Record


class Row(NamedTuple):
    """A record as it stands in the database."""

    number: int
    at: str
    """In UTC, to the millionth of a second: "2026-11-26T09:30:00.123456Z"."""
    who: str
    kind: str
    item: str
    step: str
    gone: int
    fields: str
    """As JSON in the form that the hash covers."""
    hash: str


def as_json(value: object) -> str:
    """Return what the hash covers: the one way to write a value as JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(row: Row, before: str) -> str:
    """Return the hash that a record has to have after the record with the hash ``before``."""
    said = (
        f'{{"at":{as_json(row.at)},"fields":{row.fields},"gone":{"true" if row.gone else "false"},'
        f'"item":{as_json(row.item)},"kind":{as_json(row.kind)},"number":{row.number},'
        f'"step":{as_json(row.step)},"who":{as_json(row.who)}}}'
    )
    return sha256((before + said).encode("utf-8", errors="surrogatepass")).hexdigest()


def time_text(at: datetime) -> str:
    """Return a moment as it is kept."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_of(text: str) -> datetime:
    """Return the moment that was kept; raise ValueError for what is none."""
    return datetime.fromisoformat(text)


def record_of(row: Row) -> Record:
    """Return a record as programs use it; raise ValueError where it cannot be read."""
    said = json.loads(row.fields)
    if not isinstance(said, dict):
        raise ValueError("The fields are no JSON object.")
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return Record(
        row.number,
        time_of(row.at),
        row.who,
        row.kind,
        row.item,
        row.step,
        fields,
        bool(row.gone),
        row.hash,
    )
