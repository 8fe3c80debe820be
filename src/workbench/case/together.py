"""Several files of a case changed together: all of them or none, whenever the program is stopped.

What each file becomes is first put beside its place under a hidden name. Then a
note of what is to be done is written, and only then names are changed. Whoever
opens a case in which such a note is left does the rest first, so nobody sees half.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from workbench.case.evidence import fingerprint, leads_elsewhere
from workbench.case.holding import writing
from workbench.case.model import CaseError
from workbench.case.writing import copy_whole, sweep_unfinished, sync_folder, write_new, write_whole

NOTE = ".workbench-changing.json"
_LOCK = "workbench"
_WAITS = ".workbench-changing-"
_FOLDERS = ("timelines", "replaced")

Content = str | bytes | Path | None
"""What a file becomes: a text, bytes, a copy of another file, or None where it goes away."""


class Step(NamedTuple):
    """One file that changes, as the note says it."""

    name: str
    """Its place in the case, such as ``timelines/police.csv``."""
    before: str
    """The fingerprint of what stands there before, "" where nothing does."""
    after: str
    """The fingerprint of what is to stand there, "" where it goes away."""
    waits: str
    """The hidden name under which what it becomes waits in the same folder."""


def content_hash(path: Path) -> str:
    """Return the fingerprint of a file as it is now, or "" where there is none."""
    with suppress(FileNotFoundError):
        return fingerprint(path)
    return ""


@contextmanager
def changing(folder: Path, what: str) -> Iterator[None]:
    """Hold a case for changes of its own files, finished with whatever was begun before.

    ``what`` is the file that messages name. One lock is for settings, family and
    timelines; the files of decisions, which are only added to, have their own.
    """
    elsewhere = leads_elsewhere(folder, [folder / name for name in _FOLDERS])
    if elsewhere:
        raise CaseError(*elsewhere)
    with writing(folder, what, lock=_LOCK):
        if (folder / NOTE).is_file():
            _carry_out(folder, _steps_in(folder))
        _sweep(folder)
        yield


def change_together(folder: Path, contents: Mapping[str, Content]) -> None:
    """Change files of a case, by their place in it; for a caller who holds the case with `changing`."""
    steps: list[Step] = []
    try:
        for number, (name, content) in enumerate(contents.items()):
            place, waits = folder / name, f"{_WAITS}{secrets.token_hex(4)}-{number}"
            place.parent.mkdir(exist_ok=True)
            if content is not None:
                _put(place.with_name(waits), content)
            step = Step(name, content_hash(place), content_hash(place.with_name(waits)), waits)
            if step.before != step.after:
                steps.append(step)
        if not steps:
            return
        # What goes away goes last: until then everything that was there can still be found.
        steps.sort(key=lambda step: not step.after)
        _sync(folder, steps)
        write_whole(folder / NOTE, json.dumps(steps, ensure_ascii=True))
        sync_folder(folder)
        if not _carry_out(folder, steps):
            raise _changed_elsewhere(steps[0].name)
    except BaseException as error:
        if not (folder / NOTE).exists() or not _begun(folder, steps):
            (folder / NOTE).unlink(missing_ok=True)
        elif isinstance(error, OSError):
            # One file has changed, and there is no way back: the note says what is still to be done.
            problem = f"Some of it is in the case, but not all could be written ({error.strerror})."
            remedy = "Close the case's files in other programs; the rest is done when it is next opened."
            raise CaseError.at(steps[0].name, problem, remedy) from error
        raise
    finally:
        if not (folder / NOTE).exists():
            _sweep(folder)


def save_together(folder: Path, texts: Mapping[str, str], *, loaded: Mapping[str, str]) -> None:
    """Write these files of a case, or none of them; the earlier version stays as NAME.bak.

    ``loaded`` is the content hash of each file when it was read. Raises
    CaseError, with nothing written, where one is no longer what it was.
    """
    with changing(folder, next(iter(texts))):
        changed = [name for name in texts if content_hash(folder / name) != loaded[name]]
        if changed:
            raise _changed_elsewhere(", ".join(changed))
        earlier = {f"{name}.bak": folder / name for name in texts if (folder / name).is_file()}
        change_together(folder, {**earlier, **texts})


def _changed_elsewhere(names: str) -> CaseError:
    return CaseError.at(
        names,
        "Somebody else changed this since it was opened here; nothing was saved.",
        "Note down what you changed, open the case again, and make the changes there.",
    )


def finish_changes(folder: Path) -> None:
    """Do the rest where a program was stopped while it changed a case; one without a note is left alone.

    Raises CaseError if it cannot be done.
    """
    if (folder / NOTE).is_file():
        with changing(folder, NOTE):
            pass


def _put(path: Path, content: str | bytes | Path) -> None:
    if isinstance(content, Path):
        copy_whole(content, path)
    else:
        # Half a sign, as a browser may send it, becomes a question mark.
        write_new(path, content.encode("utf-8", "replace") if isinstance(content, str) else content)


def _steps_in(folder: Path) -> list[Step]:
    """Return what a note says; raise CaseError unless it is one that this program may have written."""
    try:
        steps = [Step(*step) for step in json.loads((folder / NOTE).read_text(encoding="utf-8"))]
        if not all(_inside(step) for step in steps) or leads_elsewhere(folder, _places(folder, steps)):
            raise ValueError
        waiting = {step: content_hash((folder / step.name).with_name(step.waits)) for step in steps}
        if any(content_hash(folder / s.name) != s.after != waiting[s] for s in steps if s.after):
            raise ValueError
    except (ValueError, TypeError, RecursionError) as error:
        raise CaseError.at(
            NOTE,
            "The note of files that were being changed cannot be read, or what it speaks of is not there.",
            "Take the note out, and look whether the case holds what it should.",
        ) from error
    return steps


def _inside(step: Step) -> bool:
    parts = PurePosixPath(step.name).parts
    return (
        0 < len(parts) <= 2
        and not any(sign in step.name for sign in "\\:\0")
        and not {"..", "/", "."} & set(parts)
        and re.fullmatch(rf"{re.escape(_WAITS)}[0-9a-f]{{8}}-\d+", step.waits) is not None
    )


def _places(folder: Path, steps: Sequence[Step]) -> list[Path]:
    return [folder / step.name for step in steps]


def _begun(folder: Path, steps: Sequence[Step]) -> bool:
    return any(content_hash(folder / step.name) == step.after for step in steps)


def _carry_out(folder: Path, steps: Sequence[Step]) -> bool:
    """Do what a note says, of which each step may have been done before; say whether it was done."""
    now = {step: content_hash(folder / step.name) for step in steps}
    # Where somebody mended a file by hand meanwhile, theirs counts: nothing was shown as saved yet.
    ours = all(now[step] in (step.before, step.after) for step in steps)
    for step in steps if ours else ():
        place = folder / step.name
        if now[step] != step.after and step.after:
            os.replace(place.with_name(step.waits), place)
        elif now[step] != step.after:
            place.unlink()
    _sync(folder, steps)
    (folder / NOTE).unlink()
    return ours


def _sync(folder: Path, steps: Sequence[Step]) -> None:
    for parent in sorted({place.parent for place in _places(folder, steps)}):
        sync_folder(parent)


def _sweep(folder: Path) -> None:
    """Remove what a stopped program left before its note was written: copies of confidential files."""
    sweep_unfinished(folder / NOTE)
    for place in (folder, *(folder / name for name in _FOLDERS)):
        for left in place.glob(f"{_WAITS}*"):
            with suppress(OSError):
                left.unlink()
