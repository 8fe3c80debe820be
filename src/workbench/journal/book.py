"""The journal as programs use it: written in steps, read as it stands now or stood at any moment."""

from __future__ import annotations

import gc
import threading
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.journal.chain import Row, hash_of, records_of
from workbench.journal.kinds import NOT_SAVED
from workbench.journal.model import FILE, Draft, Item, JournalError, Problem, Record
from workbench.journal.standing import Standing
from workbench.journal.step import Step, step_of
from workbench.journal.trouble import Damaged

if TYPE_CHECKING:
    import sqlalchemy as sa

    from workbench.journal.server import ServerStore
    from workbench.journal.store import SqliteStore


def open_journal(folder: Path | str) -> Journal:
    """Return the journal of the case in a folder: its file there, or on the server that case.toml names.

    Where there is none yet, the first record makes it. Raises JournalError where it cannot be
    read: `workbench.journal.trouble.Damaged` where the file is broken.
    """
    folder = Path(folder)
    address, case_id = address_of(folder)
    if address:
        from workbench.journal.server import ServerStore

        return Journal(ServerStore(address, case_id))
    from workbench.journal.store import SqliteStore

    return Journal(SqliteStore(folder / FILE))


def is_there(folder: Path | str) -> bool:
    """True if a case has a journal to be read, or one on a server; quick."""
    return (Path(folder) / FILE).exists() or bool(address_of(Path(folder))[0])


def address_of(folder: Path) -> tuple[str, str]:
    """Return the address of the server that case.toml names, "" for none, and the id of the case there.

    What is wrong with the settings is said where the case is opened.
    """
    try:
        said = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8-sig")).get("journal", {})
    except (OSError, ValueError):
        return "", ""
    if not isinstance(said, dict):
        return "", ""
    address, case_id = str(said.get("address", "")), str(said.get("case", ""))
    return address, case_id or folder.resolve().name


class Journal:
    """Everything that the panel wrote about one case. Threads may share one."""

    def __init__(self, store: SqliteStore | ServerStore) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._forget()
        self._catch_up()

    def _forget(self) -> None:
        self._records: list[Record] = []
        self._stands = Standing()
        self._stood = 0
        """How many records are in what stands: it is kept up when somebody asks for it."""

    @property
    def _standing(self) -> Standing:
        for record in self._records[self._stood :]:
            self._stands.add(record)
        self._stood = len(self._records)
        return self._stands

    # Reading

    def newest(self) -> int:
        """Return the number of the last record, 0 where there is none; quick, to ask again and again."""
        return self._store.newest()

    def items(
        self, kind: str = "", at: int | datetime | None = None, *, withdrawn: bool = False
    ) -> tuple[Item, ...]:
        """Return what stands in the order of creation, or stood after a record or at a moment.

        With ``withdrawn`` also what was withdrawn, as it last was.
        """
        with self._lock:
            self._catch_up()
            stood = self._standing if at is None else Standing(one for one in self._records if _by(one, at))
            return stood.standing(kind, withdrawn=withdrawn)

    def item(self, id: str) -> Item | None:
        """Return an item as it stands; None where there is none or it is withdrawn."""
        with self._lock:
            self._catch_up()
            return None if id in self._standing.gone else self._standing.items.get(id)

    def history(self, id: str) -> tuple[Record, ...]:
        """Return the records of an item, the oldest first; none where there is no such item."""
        with self._lock:
            self._catch_up()
            return tuple(self._standing.histories.get(id, ()))

    def records(self, since: int = 0) -> tuple[Record, ...]:
        """Return the records whose number is greater than ``since``, in their order."""
        with self._lock:
            self._catch_up()
            return tuple(self._records[max(since, 0) :])

    def check(self) -> tuple[Problem, ...]:
        """Read everything anew, and return what is not as it was written."""
        with self._lock:
            self._forget()
            self._catch_up()
            broken: list[int] = []
            number, before = 0, ""
            for row in self._store.read(1):
                if row.number != number + 1 or row.hash != hash_of(row, before):
                    broken.append(row.number)
                number, before = row.number, row.hash
            return tuple(
                Problem(
                    "It is not as it was written: it does not fit its hash and the record before it.",
                    "Ask who changed the file outside the workbench; compare with a copy of the case.",
                    record=number,
                )
                for number in broken
            )

    def _catch_up(self, connection: sa.Connection | None = None) -> None:
        """Take in what others wrote since the last time."""

        def read(since: int) -> list[Row]:
            return (
                self._store.read(since) if connection is None else self._store.rows_since(connection, since)
            )

        last = self._records[-1] if self._records else None
        rows = read(last.number if last else 1)
        if last and (not rows or rows[0].hash != last.hash):  # another file stands in its place
            self._forget()
            last, rows = None, read(1)
        self._take_in(rows[1 if last else 0 :])

    def _take_in(self, rows: Sequence[Row]) -> None:
        try:
            with _collector_paused():
                self._records += records_of(rows)
        except (ValueError, TypeError) as error:
            raise Damaged("a record cannot be read", file=FILE) from error

    # Writing

    def write(self, drafts: Iterable[Draft], *, who: str) -> tuple[Record, ...]:
        """Write drafts as one step, all or nothing, and return their records once the disk holds them.

        A draft that would change nothing is answered by the last record of its item. Raises
        Conflict where somebody changed the same field since the writer looked, and
        JournalError with every problem of the drafts, or with what kept the journal from being
        written.
        """
        drafts = tuple(drafts)
        return self._write(lambda: drafts, who=who)

    def write_made(self, drafts: Callable[[], Iterable[Draft]], *, who: str) -> tuple[Record, ...]:
        """Write what ``drafts`` returns; it may look into the journal, and nobody else writes meanwhile.

        So what must stand there once (an item for each thing that can be decided) is never made
        twice. It is asked more than once: before the journal is held, and while it is.
        """
        return self._write(lambda: tuple(drafts()), who=who)

    def restore(self, item_id: str, number: int, *, who: str) -> Record:
        """Write that an item is again as it stood after record ``number``; return that record.

        Where it stands so already, its last record is returned.
        """

        def as_it_was() -> tuple[Draft, ...]:
            histories = self._standing.histories
            then = Standing(one for one in histories.get(item_id, ()) if one.number <= number)
            if item_id not in then.items:
                problem = f'There was no item "{item_id}" at record {number}.'
                raise JournalError(Problem(problem, f"Choose a record of its history. {NOT_SAVED}"))
            was, now = then.items[item_id], self._standing.items[item_id]
            fields = {name: was.fields.get(name) for name in (*was.fields, *now.fields)}
            return (Draft(item=item_id, fields=fields, seen=now.last, gone=item_id in then.gone),)

        return self._write(as_it_was, who=who)[0]

    def _write(self, drafts: Callable[[], tuple[Draft, ...]], *, who: str) -> tuple[Record, ...]:
        def step() -> Step:
            last = self._records[-1] if self._records else None
            return step_of(self._standing, last, drafts(), who=who)

        with self._lock:
            self._catch_up()
            made = step()  # what is refused makes no file
            if made.rows:
                with self._store.writing() as connection:
                    self._catch_up(connection)
                    made = step()
                    if made.rows:
                        self._store.add_rows(connection, made.rows)
                self._take_in(made.rows)
            return tuple(self._records[number - 1] for number in made.answers)


def _by(record: Record, at: int | datetime) -> bool:
    """True if a record was there after record number ``at``, or at that moment."""
    return record.number <= at if isinstance(at, int) else record.at <= at


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Let the collector of memory wait: fifty thousand new records would have it look at them all, often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
