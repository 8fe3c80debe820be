"""Where records are kept: one table in an SQLite file of the case, reached through SQLAlchemy.

SQLite keeps its roll-back journal (not a write-ahead log): that works on network shares, and
between two writes the folder holds one whole file that can be copied. synchronous=EXTRA waits
for the disk, the folder's entry included, before a write counts as done.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event, exc

from workbench.journal.chain import Row
from workbench.journal.model import JournalError, Problem
from workbench.journal.table import record_columns
from workbench.journal.trouble import is_busy, said_in_words

FORMAT = 1
"""Written into the file (user_version), so that an older program says what it cannot read."""
WAIT_SECONDS = 10
"""How long one waits while nobody else gets anything written."""

METADATA = sa.MetaData()
RECORDS = sa.Table(
    "journal_records",
    METADATA,
    *record_columns(),
)

_SINCE = str(
    sa.select(*RECORDS.columns).where(RECORDS.c.number >= sa.literal_column("?")).order_by(RECORDS.c.number)
)

T = TypeVar("T")


class SqliteStore:
    """The records in a file of the case's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = self._engine("rw", "BEGIN")
        self._writer = self._engine("rwc", "BEGIN IMMEDIATE")

    def _engine(self, mode: str, begin: str) -> sa.Engine:
        """Return an engine that opens the file for each transaction and closes it again."""

        def connect() -> Any:
            address = f"{self.path.resolve().as_uri()}?mode={mode}"
            connection = sqlite3.connect(address, uri=True, timeout=1, isolation_level=None)
            for setting in ("synchronous = EXTRA", "trusted_schema = OFF", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {setting}")
            return connection

        engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    @property
    def _empty(self) -> bool:
        try:
            return self.path.stat().st_size == 0
        except FileNotFoundError:
            return True
        except OSError:  # what cannot be looked at is there, and opening it says why
            return False

    def read(self, since: int = 1) -> list[Row]:
        """Return the records from number ``since`` on; raise Damaged or JournalError."""
        return self._read(lambda connection: self.rows_since(connection, since), [])

    @staticmethod
    def rows_since(connection: sa.Connection, since: int) -> list[Row]:
        """Return the records from number ``since`` on, as a connection sees them."""
        # By the driver itself: a journal of 50,000 records is to open at once.
        driver: Any = connection.connection.driver_connection
        try:
            return list(map(Row._make, driver.execute(_SINCE, (since,))))
        except sqlite3.DatabaseError as error:
            raise exc.DatabaseError(_SINCE, None, error) from error

    @staticmethod
    def add_rows(connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Add records at the end."""
        connection.execute(sa.insert(RECORDS), [row._asdict() for row in rows])

    def newest(self) -> int:
        """Return the number of the last record, 0 where there is none."""
        return (
            self._read(lambda connection: connection.scalar(sa.select(sa.func.max(RECORDS.c.number))), 0) or 0
        )

    def _read(self, work: Callable[[sa.Connection], T], nothing: T) -> T:
        if self._empty:
            return nothing

        def once() -> T:
            with self._reader.begin() as connection:
                return work(connection) if self._is_made(connection) else nothing

        with said_in_words(self.path.name, writing=False, seconds=WAIT_SECONDS):
            return self._patiently(once)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Hold the file for this writer; the disk holds what was added when the block ends."""
        if not self.path.parent.is_dir():  # "unable to open database file" would not say so
            raise JournalError(
                Problem("There is no such folder.", "Give the folder of a case.", file=str(self.path.parent))
            )
        with (
            said_in_words(self.path.name, writing=True, seconds=WAIT_SECONDS),
            self._writer.connect() as connection,
            self._patiently(connection.begin),
        ):
            if not self._is_made(connection):
                METADATA.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
            yield connection

    def _is_made(self, connection: sa.Connection) -> bool:
        """True if the table is there; raise JournalError where a later program wrote the file."""
        version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
        if version > FORMAT:
            problem = "The file was written by a newer version of the workbench."
            raise JournalError(Problem(problem, "Open the case with that version.", file=self.path.name))
        return version == FORMAT

    def _patiently(self, work: Callable[[], T]) -> T:
        """Do ``work`` as soon as others let go of the file; it is given up only while nothing moves."""
        since, seen = time.monotonic(), self._trace()
        while True:
            try:
                return work()
            except exc.OperationalError as error:
                now = self._trace()
                if not is_busy(error) or (now == seen and time.monotonic() - since > WAIT_SECONDS):
                    raise
                if now != seen:
                    since, seen = time.monotonic(), now

    def _trace(self) -> tuple[int, int]:
        """What changes whenever somebody gets something written."""
        try:
            found = os.stat(self.path)
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_size)
