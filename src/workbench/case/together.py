"""Several files of a case changed together: all of them or none, whatever happens in between.

What is to be written is first put whole into one file, the promise; from then
on it will be done, now or when the case is next opened. Somebody who opens the
case in between keeps the promise first, so nobody sees half of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.case.model import CaseError
from workbench.case.writing import write_whole

PROMISE = ".workbench-saving.json"
LOCK = ".workbench-saving.lock"
WAIT_SECONDS = 10


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file as it is now, or "" where there is none."""
    with suppress(FileNotFoundError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / LOCK, timeout=WAIT_SECONDS):
            yield
    except Timeout as error:
        raise CaseError.at(
            folder, "Somebody else is saving this case just now.", "Try again in a moment."
        ) from error


def save_together(folder: Path, texts: Mapping[str, str], *, loaded: Mapping[str, str]) -> None:
    """Write these files of a case, or none of them; the earlier version stays as NAME.bak.

    ``loaded`` is the content hash of each file when it was read. Raises
    CaseError, with nothing written, where one is no longer what it was.
    """
    with _alone(folder):
        _keep_promise(folder)
        changed = [name for name in texts if content_hash(folder / name) != loaded[name]]
        if changed:
            raise CaseError.at(
                ", ".join(changed),
                "Somebody else changed this since it was opened here; nothing was saved.",
                "Note down what you changed, open the case again, and make the changes there.",
            )
        for name in texts:
            _keep_earlier(folder / name)
        promise = {
            name: {"before": loaded[name], "text": text.encode("utf-8", "replace").decode()}
            for name, text in texts.items()
        }
        write_whole(folder / PROMISE, json.dumps(promise))
        _keep_promise(folder)


def finish_saving(folder: Path) -> None:
    """Do what a program promised to write before it was stopped; a case without a promise is left alone."""
    if (folder / PROMISE).is_file():
        with _alone(folder):
            _keep_promise(folder)


def _keep_promise(folder: Path) -> None:
    try:
        promise = json.loads((folder / PROMISE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    now = {name: content_hash(folder / name) for name in promise}
    ours = {name: hashlib.sha256(file["text"].encode()).hexdigest() for name, file in promise.items()}
    # Where somebody mended a file by hand meanwhile, theirs counts: nothing was shown as saved yet.
    if all(now[name] in (file["before"], ours[name]) for name, file in promise.items()):
        for name, file in promise.items():
            if now[name] != ours[name]:
                write_whole(folder / name, file["text"])
    (folder / PROMISE).unlink(missing_ok=True)


def _keep_earlier(path: Path) -> None:
    if path.is_file():
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        write_whole(path.with_name(f"{path.name}.bak"), text)
