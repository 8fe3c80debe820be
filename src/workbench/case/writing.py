"""Files written so that a reader, a kill or a power cut finds the old or the new one whole."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step, with the rights that new files of this user have."""
    making = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        write_new(making, text.encode("utf-8", errors="surrogateescape"))
        os.replace(making, path)
    except BaseException:
        making.unlink(missing_ok=True)
        raise


def sweep_unfinished(path: Path) -> None:
    """Remove what stopped programs left of a file that `write_whole` writes; for who holds its lock."""
    for left in path.parent.glob(f".{path.name}.{'[0-9a-f]' * 8}"):
        with suppress(OSError):
            left.unlink()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and wait until the disk holds it."""
    with path.open("xb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())


def copy_whole(original: Path, path: Path) -> None:
    """Copy a file byte for byte and wait until the disk holds it."""
    with original.open("rb") as read, path.open("xb") as written:
        shutil.copyfileobj(read, written, 1024 * 1024)
        written.flush()
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk holds the names of a folder's files, where the system can say so."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network shares cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
