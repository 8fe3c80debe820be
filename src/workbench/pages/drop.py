"""A place on a page where files are dropped, chosen or pasted; each is handed on as a file on disk."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import anywidget
import traitlets

MOST_BYTES = 200_000_000
"""A larger file is refused before it is taken in, as `workbench.intake` would refuse it afterwards."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file as it arrived: its name as the sender wrote it, never used as a path, and where it lies."""

    name: str
    path: Path


@dataclass(slots=True)
class _Arriving:
    name: str
    size: int
    path: Path
    file: BinaryIO
    got: int = 0


class Drop(anywidget.AnyWidget):
    """Takes files in pieces and tells its listeners when all that were dropped together are there."""

    _esm = Path(__file__).with_name("drop.js")
    _css = Path(__file__).with_name("drop.css")

    label = traitlets.Unicode("").tag(sync=True)
    """What the place is called, for screen readers."""
    invitation = traitlets.Unicode("Drop files here").tag(sync=True)
    several = traitlets.Bool(True).tag(sync=True)
    takes_text = traitlets.Bool(False).tag(sync=True)
    """True where text from the clipboard is taken as a file."""
    pasted_name = traitlets.Unicode("Pasted table.txt").tag(sync=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._folder = Path(tempfile.mkdtemp(prefix="workbench-drop-"))
        # The page's Python ends with the page; what was dropped and not brought in must not stay behind.
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._arriving: dict[str, _Arriving] = {}
        self._number = 0
        self._there: list[Dropped] = []
        self._refused: list[str] = []
        self._listeners: list[Callable[[list[Dropped], list[str]], None]] = []
        self.on_msg(self._on_message)

    def on_dropped(self, then: Callable[[list[Dropped], list[str]], None]) -> None:
        """Call ``then`` with the files that arrived together, and a sentence for each that did not."""
        self._listeners.append(then)

    def forget(self) -> None:
        """Remove every file that was taken in and is not needed any more."""
        for arriving in self._arriving.values():
            arriving.file.close()
        self._arriving.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _on_message(self, _: Any, content: dict[str, Any], buffers: list[Any]) -> None:
        step = {"begin": self._begin, "piece": self._piece, "end": self._end}.get(content.get("type", ""))
        if step is not None:
            refused = step(str(content.get("id", "")), content, buffers)
            if refused:
                self._refused.append(refused)
            self.send({"type": "written", "id": content.get("id"), "refused": bool(refused)})
        elif content.get("type") == "unread":
            self._refused.append(f"{_shown(content.get('name'))}: the browser could not read this file.")
        elif content.get("type") == "all":
            self._tell()

    def _begin(self, id: str, content: dict[str, Any], _: list[Any]) -> str:
        name, size = _shown(content.get("name")), int(content.get("size") or 0)
        if size > MOST_BYTES:
            return (
                f"{name}: the file has {size // 1_000_000} MB; a timeline may have "
                f"{MOST_BYTES // 1_000_000} MB. Take out what is not a timeline."
            )
        self._number += 1
        # A number for a name: what the sender called it must not lead anywhere on this disk.
        path = self._folder / f"{self._number}{_suffix(name)}"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._arriving[id] = _Arriving(name, size, path, path.open("xb"))
        except OSError as error:
            return _not_kept(name, error)
        return ""

    def _piece(self, id: str, _: dict[str, Any], buffers: list[Any]) -> str:
        arriving = self._arriving.get(id)
        if arriving is None:
            return ""
        arriving.got += sum(len(buffer) for buffer in buffers)
        try:
            if arriving.got > MOST_BYTES:
                raise OSError(0, "it is larger than its size said")
            for buffer in buffers:
                arriving.file.write(buffer)
        except OSError as error:
            arriving.file.close()
            arriving.path.unlink(missing_ok=True)
            del self._arriving[id]
            return _not_kept(arriving.name, error)
        return ""

    def _end(self, id: str, _: dict[str, Any], __: list[Any]) -> str:
        arriving = self._arriving.pop(id, None)
        if arriving is None:
            return ""
        try:
            arriving.file.close()
        except OSError as error:
            arriving.path.unlink(missing_ok=True)
            return _not_kept(arriving.name, error)
        if arriving.got != arriving.size:
            arriving.path.unlink(missing_ok=True)
            return f"{arriving.name}: the file did not arrive whole. Drop it again."
        self._there.append(Dropped(arriving.name, arriving.path))
        return ""

    def _tell(self) -> None:
        there, refused = self._there, self._refused
        self._there, self._refused = [], []
        for listener in self._listeners:
            listener(there, refused)


def _shown(name: object) -> str:
    """Return a file's name without what could lead elsewhere or would not show."""
    last = str(name or "").replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if letter.isprintable()).strip()
    return kept[:LONGEST_NAME] or "file"


def _suffix(name: str) -> str:
    """Return the end of a file's name where it is a plain one, such as ".docx"."""
    suffix = Path(name).suffix
    return suffix.lower() if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""


def _not_kept(name: str, error: OSError) -> str:
    return f"{name}: the file could not be taken in ({error.strerror}). Make room, then drop it again."
