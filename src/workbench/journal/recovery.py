"""Brings a damaged journal back to its last good record, and keeps the damaged file."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.journal.chain import Row, hash_of, record_of
from workbench.journal.model import FILE, JournalError, Problem


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of it."""

    kept: int
    """Records that are there again, all that stood before the damage."""
    lost: int | None
    """How many came after them as far as the file still says; None where it does not say."""
    damaged: str
    """The name under which the damaged file is kept; "" where there was nothing to mend."""
    why: str

    def __str__(self) -> str:
        if not self.damaged:
            return f"The journal is whole: {self.kept} records, nothing was changed."
        lost = "an unknown number of records" if self.lost is None else f"{self.lost} records"
        return (
            f"{self.kept} records are there again; {lost} after them could not be read ({self.why}). "
            f"The damaged file is kept as {self.damaged}."
        )


def recover(folder: Path) -> Recovered:
    """Write a journal of all records up to the first that cannot be read or does not fit the one before it.

    A whole journal is left alone. Raises JournalError where the new file cannot be written; the
    damaged one is then still in its place.
    """
    path = folder / FILE
    if not path.exists():
        raise JournalError(Problem("There is no journal.", "Look whether the folder is the case's."))
    rows, why, more = _good_rows(path)
    if not why:
        return Recovered(len(rows), 0, "", "")
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S")
    aside = path.with_name(f"journal-damaged-{moment}-{secrets.token_hex(2)}.db")
    making = path.with_name(f".journal-{secrets.token_hex(4)}.db")
    try:
        if rows:
            _write(making, rows)
        os.replace(path, aside)
        if rows:
            os.replace(making, path)
    except (OSError, sqlite3.Error, JournalError) as error:
        if aside.exists() and not path.exists():
            os.replace(aside, path)
        remedy = "Make room, close what has the file open, and try again. The damaged file is where it was."
        raise JournalError(Problem(f"The journal could not be brought back ({error}).", remedy)) from error
    finally:
        making.unlink(missing_ok=True)
    return Recovered(len(rows), more, aside.name, why)


def _good_rows(path: Path) -> tuple[list[Row], str, int | None]:
    """Return the records that are as they were written, why they end, and how many follow."""
    rows: list[Row] = []
    why, before = "", ""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA cell_size_check = ON")
            names = ", ".join(f'"{name}"' for name in Row._fields)
            for found in connection.execute(f"SELECT {names} FROM journal_records ORDER BY number"):
                row = Row._make(found)
                why = _wrong(row, len(rows) + 1, before)
                if why:
                    break
                rows.append(row)
                before = row.hash
            if not why:
                [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
                why = "" if said == "ok" else str(said).splitlines()[0]
    except sqlite3.DatabaseError as error:
        why = str(error)
    return rows, why, _following(path, len(rows)) if why else 0


def _wrong(row: Row, number: int, before: str) -> str:
    """Say what is wrong with a record; "" where it is as it was written."""
    try:
        if row.number == number and row.hash == hash_of(row, before):
            record_of(row)
            return ""
    except (ValueError, TypeError, AttributeError):
        pass
    return f"record {number} is not as it was written"


def _following(path: Path, kept: int) -> int | None:
    """Return how many records the file still counts after the good ones."""
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        [last] = connection.execute("SELECT max(number) FROM journal_records").fetchone()
        return max(int(last or 0) - kept, 0)
    return None


def _write(path: Path, rows: list[Row]) -> None:
    """Write records, as they are, into a new file that the disk holds when this returns."""
    from workbench.journal.store import SqliteStore

    store = SqliteStore(path)
    with store.writing() as connection:
        store.add_rows(connection, rows)
