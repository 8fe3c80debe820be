"""One writer at a time: what a program holds while it writes to a file of a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.case.evidence import leads_elsewhere
from workbench.case.model import CaseError

LOCK_SECONDS = 10
"""How long a writer waits for another one."""


@contextmanager
def writing(folder: Path, name: str, *, lock: str = "") -> Iterator[None]:
    """Hold a file of a case for this writer; raise CaseError for whatever keeps it from writing.

    Files that change together are held by one ``lock``; else a file has its own.
    """
    from filelock import FileLock, Timeout

    elsewhere = leads_elsewhere(folder, [folder / name])
    if elsewhere:
        raise CaseError(*elsewhere)
    if not folder.is_dir():  # the lock would make it
        raise CaseError.at(folder, "There is no such folder.", "Give the folder that holds case.toml.")
    try:
        with FileLock(folder / f".{lock or name}.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise CaseError.at(
            name,
            f"Another program has been writing to it for more than {LOCK_SECONDS} seconds.",
            "Try again, or close the other program; nothing was saved.",
        ) from error
    except OSError as error:
        raise CaseError.at(
            name,
            f"The file could not be written ({error.strerror or error}).",
            "Make room on the disk, close the file in other programs, or move the case to a place where "
            "you may write; nothing was saved.",
        ) from error
