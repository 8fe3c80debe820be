"""A new case folder from what the agencies sent: all of it or nothing."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from workbench.case.evidence import SUFFIXES, label_of, record_fingerprints, timelines_in
from workbench.case.folder import CaseFolder, open_folder
from workbench.case.model import CaseError, Guess, Problem
from workbench.case.settings import settings_text
from workbench.case.writing import copy_whole, write_whole

MAKING = ".workbench-making-"
ABANDONED_SECONDS = 3600
"""A half-made case as old as this belongs to a program that was stopped, and is swept away."""


def new_folder(
    path: Path | str,
    *,
    timelines: Path | str | None = None,
    people: Path | str | None = None,
    relationships: Path | str | None = None,
    settings: Mapping[str, Any] | None = None,
    try_out: Callable[[Path], Iterable[Guess]] | None = None,
) -> CaseFolder:
    """Make a case folder from what the agencies sent; all of it or nothing.

    The files are copied byte for byte; without ``timelines`` the case is an empty
    one. A family that lies among the timelines under its usual name is taken as
    such. ``try_out`` is called with the finished folder before it gets its name, and
    may take timelines out of it: what it raises leaves nothing behind, and the
    guesses that it returns are written into case.toml where ``settings`` says
    nothing of them. Raises CaseError where the folder is there already, the
    timelines are not, a setting cannot be used, or the disk does not take it. What
    lay beside the timelines and was not brought in is on the ``problems`` of the result.
    """
    target = Path(os.path.abspath(path))
    if _taken(target):
        raise _already(path)
    wanted, left_out = _wanted(Path(timelines), people, relationships) if timelines else ({}, [])
    given = {"title": label_of(target.name), **(settings or {})}
    try:
        with _made_beside(target) as making:
            (making / "timelines").mkdir()
            for name, original in wanted.items():
                copy_whole(original, making / name)
            write_whole(making / "case.toml", settings_text(given))
            record_fingerprints(making)
            open_folder(making)
            guesses = tuple(try_out(making)) if try_out is not None else ()
            if guesses:
                write_whole(making / "case.toml", settings_text(given, guesses))
                open_folder(making)
            _rename(making, target, path)
    except OSError as error:
        what = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
        raise CaseError.at(
            path,
            f"The case could not be written ({what}).",
            "Nothing was left behind; make room or choose another place.",
        ) from error
    opened = open_folder(path)
    return replace(opened, problems=(*left_out, *opened.problems))


def copy_case(original: Path, into: Path) -> Path:
    """Copy a case into a folder of cases and return the copy, all of it or nothing.

    It gets the original's name with "-copy" behind it, and a number where that is taken.
    """
    names = (f"{original.name}-copy{f'-{number}' if number > 1 else ''}" for number in count(1))
    target = next(place for name in names if not _taken(place := Path(os.path.abspath(into)) / name))
    try:
        with _made_beside(target) as making:
            shutil.copytree(original, making, dirs_exist_ok=True)
            _rename(making, target, target)
    except (OSError, shutil.Error) as error:
        what = getattr(error, "strerror", None) or "a file could not be copied"
        remedy = "Make room or choose another place; nothing was left behind."
        raise CaseError.at(target, f"The case could not be copied ({what}).", remedy) from error
    return target


def _taken(target: Path) -> bool:
    return os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir()))


def _already(path: Path | str) -> CaseError:
    return CaseError.at(path, "There is something there already.", "Give a folder that does not exist yet.")


@contextmanager
def _made_beside(target: Path) -> Iterator[Path]:
    """Yield a folder beside ``target`` to fill and rename; if anything goes wrong, it goes again."""
    missing = [parent for parent in target.parents if not parent.exists()]
    making = target.parent / f"{MAKING}{secrets.token_hex(4)}"
    try:
        making.mkdir(parents=True)
        _sweep(target.parent)
        yield making
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        for parent in missing:
            with suppress(OSError):  # never made, or somebody put a file there meanwhile
                parent.rmdir()
        raise


def _sweep(parent: Path) -> None:
    """Remove what a stopped program left half made: it holds copies of confidential files."""
    for left in parent.glob(f"{MAKING}*"):
        with suppress(OSError):  # another program swept it first
            if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _rename(making: Path, target: Path, path: Path | str) -> None:
    """Give the finished case its name: the one step that makes it exist."""
    try:
        if target.is_dir():
            target.rmdir()  # empty, or this fails; Windows renames onto nothing that exists
        making.rename(target)
    except OSError:
        # Somebody else made a case of that name since we looked.
        if _taken(target):
            raise _already(path) from None
        raise


def _wanted(
    source: Path, people: Path | str | None, relationships: Path | str | None
) -> tuple[dict[str, Path], list[Problem]]:
    """Return what is to be copied, by its name inside the case, and what is left where it is."""
    if not source.is_dir():
        raise CaseError.at(source, "There is no such folder.", "Give the folder that holds the timelines.")
    files, problems = timelines_in(source)
    beside = _family_among(source)
    wanted = {f"timelines/{file.name}": file for file in files.values() if file not in beside.values()}
    problems = [problem for problem in problems if problem.file not in _as_timelines(beside)]
    if people is None and relationships is None:
        wanted |= beside
    family = "family.ged" if people is not None and _is_gedcom(Path(people)) else "people.csv"
    if family == "family.ged" and relationships is not None:
        problem = (
            "A GEDCOM file holds people and relationships; there cannot be a second file of relationships."
        )
        problems.append(
            Problem(str(relationships), None, "", problem, "Leave one of the two out.", stops=True)
        )
    for name, given in ((family, people), ("relationships.csv", relationships)):
        if given is not None and not Path(given).is_file():
            problems.append(
                Problem(str(given), None, "", "There is no such file.", "Check the name.", stops=True)
            )
        elif given is not None:
            wanted[name] = Path(given)
    if not any(name.startswith("timelines/") for name in wanted):
        problems.append(
            Problem(
                str(source),
                None,
                "",
                "The folder holds no timeline.",
                f"Put one file per agency there ({', '.join(SUFFIXES)}).",
                stops=True,
            )
        )
    if any(problem.stops for problem in problems):
        raise CaseError(*problems)
    return wanted, problems


def _family_among(source: Path) -> dict[str, Path]:
    """Return the family's files that lie among the timelines, by their name in the case."""
    found = {path.name.lower(): path for path in sorted(source.iterdir()) if path.is_file()}
    family = {name: found[name] for name in ("people.csv", "relationships.csv") if name in found}
    trees = [path for name, path in found.items() if name.endswith(".ged")]
    return family or ({"family.ged": trees[0]} if len(trees) == 1 else {})


def _as_timelines(files: Mapping[str, Path]) -> set[str]:
    return {f"timelines/{path.name}" for path in files.values()}


def _is_gedcom(path: Path) -> bool:
    """True where a file of people is a family tree program's, by its name or its first line."""
    if path.suffix.lower() == ".ged" or not path.is_file():
        return path.suffix.lower() == ".ged"
    with path.open("rb") as file:
        start = file.read(64).replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"0 HEAD")
