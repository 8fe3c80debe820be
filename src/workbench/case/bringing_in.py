"""The steps by which a timeline gets into a case: all of them or none, whenever the program is stopped.

Everything is first put beside its place under a hidden name. Then a note of
what is to be done is written, and only then the names are changed. Whoever opens
a case in which such a note is left does the rest first.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.case.decisions_file import writing
from workbench.case.evidence import FINGERPRINTS, REPLACED_FINGERPRINTS, fingerprint, record_one
from workbench.case.model import CaseError
from workbench.case.writing import copy_whole, sweep_unfinished, sync_folder, write_whole

NOTE = ".bringing-in.json"
_BESIDE = ".bringing-in-"


@dataclass(frozen=True)
class Plan:
    """What is to be done to bring in one file."""

    beside: str
    """The hidden name under which both files wait, each in its folder."""
    name: str
    """The name that the file gets in ``timelines``."""
    digest: str
    old: str = ""
    """The name of the file whose place it takes."""
    kept: str = ""
    """The name that the old file gets in ``replaced``."""
    kept_digest: str = ""


def bring_in(folder: Path, new: Path, name: str, *, old: str = "", kept: str = "") -> None:
    """Bring a file into ``timelines`` under a name, in the place of ``old``, which goes to ``replaced``.

    The caller holds the case's list of fingerprints with `writing`.
    """
    timelines, replaced = folder / "timelines", folder / "replaced"
    _sweep(timelines, replaced)
    for name_of_list in (NOTE, FINGERPRINTS, REPLACED_FINGERPRINTS):
        sweep_unfinished(folder / name_of_list)
    beside = f"{_BESIDE}{secrets.token_hex(4)}"
    try:
        timelines.mkdir(exist_ok=True)
        copy_whole(new, timelines / beside)
        kept_digest = ""
        if old:
            replaced.mkdir(exist_ok=True)
            copy_whole(timelines / old, replaced / beside)
            kept_digest = fingerprint(replaced / beside)
            sync_folder(replaced)
        sync_folder(timelines)
        plan = Plan(beside, name, fingerprint(timelines / beside), old, kept, kept_digest)
        write_whole(folder / NOTE, json.dumps(asdict(plan), ensure_ascii=True))
        sync_folder(folder)
        _carry_out(folder, plan)
    except BaseException as error:
        if (timelines / beside).exists() or not (folder / NOTE).exists():
            (folder / NOTE).unlink(missing_ok=True)
            _sweep(timelines, replaced)
        elif isinstance(error, OSError):
            # The new file has its name, and there is no way back: the note says what is still to be done.
            problem = f"The file is in the case, but not all could be written ({error.strerror})."
            remedy = "Make room on the disk; the rest is done when the case is next opened."
            raise CaseError.at(f"timelines/{name}", problem, remedy) from error
        raise


def finish_bringing_in(folder: Path) -> None:
    """Do the rest where a program was stopped while it brought in a file.

    Raises CaseError if it cannot be done.
    """
    if not (folder / NOTE).is_file():
        return
    with writing(folder, FINGERPRINTS):
        finish_held(folder)


def finish_held(folder: Path) -> None:
    """Do the same for a caller who holds the case's list of fingerprints."""
    if (folder / NOTE).is_file():
        _carry_out(folder, _plan_in(folder / NOTE))


def _plan_in(note: Path) -> Plan:
    try:
        plan = Plan(**json.loads(note.read_text(encoding="utf-8")))
        names = (plan.beside, plan.name, plan.old, plan.kept)
        if any(os.path.basename(name) != name or name in (".", "..") or "\\" in name for name in names):
            raise ValueError
        if not plan.beside.startswith(_BESIDE) or not plan.name:
            raise ValueError
    except (ValueError, TypeError) as error:
        raise CaseError.at(
            note.name,
            "The note of a file that was being brought in cannot be read.",
            "Take the note out, and look whether timelines/ holds what the agencies sent.",
        ) from error
    return plan


def _carry_out(folder: Path, plan: Plan) -> None:
    """Do what the plan says; each step may have been done before."""
    timelines, replaced = folder / "timelines", folder / "replaced"
    if (timelines / plan.beside).exists():
        os.replace(timelines / plan.beside, timelines / plan.name)
    if plan.kept and (replaced / plan.beside).exists():
        os.replace(replaced / plan.beside, replaced / plan.kept)
    if plan.old and plan.old != plan.name:
        (timelines / plan.old).unlink(missing_ok=True)
    if plan.kept:
        record_one(folder / REPLACED_FINGERPRINTS, plan.kept, plan.kept_digest)
        sync_folder(replaced)
    old = f"timelines/{plan.old}" if plan.old else ""
    record_one(folder / FINGERPRINTS, f"timelines/{plan.name}", plan.digest, instead_of=old)
    sync_folder(timelines)
    sync_folder(folder)
    (folder / NOTE).unlink(missing_ok=True)


def _sweep(*folders: Path) -> None:
    """Remove what a stopped program left before its note was written: copies of confidential files."""
    for folder in folders:
        for left in folder.glob(f"{_BESIDE}*"):
            with suppress(OSError):
                left.unlink()
