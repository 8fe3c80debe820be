"""What a database says went wrong, in words that tell a person what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbench.journal.model import JournalError, Problem

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _PERM, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 3, 26
"""SQLite's primary result codes; https://www.sqlite.org/rescode.html."""


class Damaged(JournalError):
    """The file cannot be read as a journal to its end; see `workbench.journal.recovery`."""

    def __init__(self, what: str, *, file: str) -> None:
        remedy = (
            "What stands before the damage can be brought back: workbench journal CASE --recover. "
            "The damaged file is kept."
        )
        super().__init__(Problem(f"The file is damaged ({what}).", remedy, file=file))


def code_of(error: BaseException | None) -> int:
    """Return SQLite's primary result code, 0 where there is none."""
    return getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF


def is_busy(error: BaseException) -> bool:
    """True where another program holds the file."""
    return code_of(error) in (_BUSY, _LOCKED)


@contextmanager
def said_in_words(file: str, *, writing: bool, seconds: int) -> Iterator[None]:
    """Raise JournalError for what keeps a file from being read or written: Damaged where it is broken."""
    from sqlalchemy import exc

    try:
        yield
    except exc.DatabaseError as error:
        code = code_of(error)
        if code in (_CORRUPT, _NOTADB):
            raise Damaged(str(error.orig), file=file) from error
        problem, remedy = _words(code, str(error.orig), writing=writing, seconds=seconds)
        left = "nothing was saved." if writing else "nothing in it was changed."
        raise JournalError(Problem(problem, f"{remedy}; {left}", file=file)) from error


def _words(code: int, said: str, *, writing: bool, seconds: int) -> tuple[str, str]:
    done = "written" if writing else "read"
    if code in (_BUSY, _LOCKED):
        return (
            f"Another program has held the file for more than {seconds} seconds.",
            "Try again, or close the other program",
        )
    if code == _FULL or (writing and code == _IOERR):
        return (f"The file could not be written ({said}).", "Make room on the disk and try again")
    if code in (_READONLY, _PERM, _CANTOPEN):
        return (
            f"The file could not be {done} ({said}).",
            "Move the case to a place where you may write, or change the rights of the folder",
        )
    return (f"The file could not be {done} ({said}).", "Try again; if it stays so, take it from a backup")
