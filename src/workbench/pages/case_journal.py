"""The journal behind a page: that of the case; of a sample case one that goes with the page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from workbench.journal import Draft, Item, Journal, JournalError, Record, is_there, open_journal
from workbench.pages.places import is_sample

T = TypeVar("T")


class CaseJournal:
    """The items of one case as a page reads and writes them."""

    def __init__(self, folder: Path) -> None:
        self.sample = is_sample(folder)
        self._passing = tempfile.TemporaryDirectory(prefix="workbench-") if self.sample else None
        self._folder = Path(self._passing.name) if self._passing else folder
        self._journal: Journal | None = None
        self._seen = -1
        self.trouble = ""
        """Why it cannot be read, in words; "" where it can."""
        self.items: tuple[Item, ...] = ()
        self.look()

    def look(self) -> bool:
        """Take in what others wrote; True where anything changed since the last look."""
        before = (self._seen, self.trouble)
        try:
            if self._journal is None and is_there(self._folder):
                self._journal = open_journal(self._folder)
            newest = self._journal.newest() if self._journal else 0
            if self._journal and newest != self._seen:
                self.items = self._journal.items()
                self._seen = newest
            self.trouble = ""
        except JournalError as error:
            self.trouble = str(error)
        return before != (self._seen, self.trouble)

    @property
    def state(self) -> tuple[int, str]:
        """Return what is another one after every change that was taken in."""
        return self._seen, self.trouble

    def item(self, id: str) -> Item | None:
        """Return an item that stands; None where there is none."""
        return next((item for item in self.items if item.id == id), None)

    def history(self, id: str) -> tuple[Record, ...]:
        """Return the records of an item, the oldest first."""
        return self._journal.history(id) if self._journal else ()

    def write(self, drafts: Sequence[Draft], *, who: str) -> tuple[Record, ...]:
        """Write drafts; raise JournalError with what keeps them from being written, or Conflict."""
        return self.change(lambda journal: journal.write(drafts, who=who))

    def change(self, change: Callable[[Journal], T]) -> T:
        """Do something with the journal, made where there is none; raise JournalError or Conflict."""
        done = change(self._opened())
        self.look()
        return done

    def read(self, look: Callable[[Journal | None], T], otherwise: T) -> T:
        """Return what somebody looks up in the journal (None where there is none).

        Where it cannot be read, ``trouble`` says why, and it is ``otherwise``.
        """
        try:
            return look(self._journal)
        except JournalError as error:
            self.trouble = str(error)
            return otherwise

    def restore(self, id: str, number: int, *, who: str) -> None:
        """Make an item again as it stood after one of its records; raise JournalError."""
        self.change(lambda journal: journal.restore(id, number, who=who))

    def _opened(self) -> Journal:
        if self._journal is None:
            self._journal = open_journal(self._folder)
        return self._journal
