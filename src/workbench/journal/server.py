"""Where the records of several cases are kept together: one table on a PostgreSQL server of the board.

`[journal] address = "postgresql://name@host/database"` in case.toml says where. The password is
never there: it is taken from the environment variable PGPASSWORD. Each case has its rows under an
id, its folder's name unless `[journal] case` says another. A writer holds the case's own lock
until the server has its records on disk, so that cases do not wait for each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from workbench.journal.chain import Row
from workbench.journal.model import JournalError, Problem
from workbench.journal.table import record_columns

METADATA = sa.MetaData()
RECORDS = sa.Table(
    "workbench_journal",
    METADATA,
    sa.Column("case_id", sa.Text, primary_key=True),
    *record_columns(),
)
_ROW = [RECORDS.c[name] for name in Row._fields]
SECONDS = 10
"""How long one waits for the server."""

T = TypeVar("T")


class ServerStore:
    """The records of one case on a PostgreSQL server."""

    def __init__(self, address: str, case_id: str) -> None:
        url = sa.make_url(address).set(drivername="postgresql+pg8000")
        if password := os.environ.get("PGPASSWORD"):
            url = url.set(password=password)
        self.case_id = case_id
        self.name = f"{url.host or 'the server'}, case {case_id}"
        self._engine = sa.create_engine(
            url, pool_size=1, pool_pre_ping=True, connect_args={"timeout": SECONDS}
        )
        self._made = False

    def read(self, since: int = 1) -> list[Row]:
        """Return the records from number ``since`` on."""
        return self._read(lambda connection: self.rows_since(connection, since), [])

    def newest(self) -> int:
        """Return the number of the last record, 0 where there is none."""
        last = sa.select(sa.func.max(RECORDS.c.number)).where(RECORDS.c.case_id == self.case_id)
        return self._read(lambda connection: connection.scalar(last), 0) or 0

    def rows_since(self, connection: sa.Connection, since: int) -> list[Row]:
        """Return the records from number ``since`` on, as a connection sees them."""
        mine = (RECORDS.c.case_id == self.case_id, RECORDS.c.number >= since)
        return list(
            map(Row._make, connection.execute(sa.select(*_ROW).where(*mine).order_by(RECORDS.c.number)))
        )

    def add_rows(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Add records at the end."""
        connection.execute(sa.insert(RECORDS), [{"case_id": self.case_id, **row._asdict()} for row in rows])

    def _read(self, work: Callable[[sa.Connection], T], nothing: T) -> T:
        with self._said_in_words("read"), self._engine.connect() as connection:
            if not self._made and not sa.inspect(connection).has_table(RECORDS.name):
                return nothing
            return work(connection)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Hold the case for this writer; the server has on disk what was added when the block ends."""
        with self._said_in_words("written"):
            if not self._made:
                self._make()
            with self._engine.begin() as connection:
                connection.execute(
                    sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:case_id, 0))"),
                    {"case_id": f"workbench:{self.case_id}"},
                )
                yield connection

    def _make(self) -> None:
        """Make the table where it is not there yet; two that begin at once wait for each other."""
        with self._engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7431904)"))
            METADATA.create_all(connection)
        self._made = True

    @contextmanager
    def _said_in_words(self, done: str) -> Iterator[None]:
        try:
            yield
        except (exc.SQLAlchemyError, OSError) as error:
            said = _words_of(error)
            remedy = "Look whether the server runs, and whether PGPASSWORD holds its password"
            left = "nothing was saved." if done == "written" else "nothing in it was changed."
            problem = f"The journal on the server could not be {done} ({said})."
            raise JournalError(Problem(problem, f"{remedy}; {left}", file=self.name)) from error


def _words_of(error: Any) -> str:
    """Return what a server or a network said, on one line and without its codes."""
    inner = getattr(error, "orig", None) or error
    said = inner.args[0] if getattr(inner, "args", None) else inner
    words = said.get("M", said) if isinstance(said, dict) else said
    return " ".join(str(words).split())[:200]
