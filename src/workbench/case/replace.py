"""A corrected timeline takes the place of an older one, another's is added, a wrong one is set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

from workbench.case.evidence import (
    FINGERPRINTS,
    REPLACED_FINGERPRINTS,
    SUFFIXES,
    fingerprint,
    slug_of,
    timelines_in,
    with_fingerprint,
    without_fingerprint,
)
from workbench.case.model import CaseError, in_short
from workbench.case.together import Content, change_together, changing

LONGEST_NAME = 80
_ALLOWED = " -_'\u2019&()+,"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])", re.IGNORECASE)
"""Names that mean a device on Windows, whatever stands after a full stop."""
_KEPT = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.(\d+))?-(.+)")


def replace_timeline(case: Path | str, agency: str, new_file: Path | str) -> Path:
    """Put the corrected file of an agency in the place of the one that is there; all or nothing.

    The old file is kept in ``replaced`` under the day's date, with its
    fingerprint. Returns where the new one stands. Raises CaseError where the
    agency sent none, the file is none, or the case holds the same one already.
    """
    folder, new = Path(case), Path(new_file)
    with _timelines_held(folder):
        files = _files_of(folder)
        if agency not in files:
            there = ", ".join(files) or "none"
            raise CaseError.at(
                "timelines", f'"{in_short(agency)}" sent no timeline yet.', f"Add it instead. There: {there}."
            )
        _must_be_new(new, files)
        old = files[agency]
        suffix = new.suffix.lower()
        name = old.name if suffix == old.suffix.lower() else f"{old.stem}{suffix}"
        change_together(folder, {**_keeping(folder, old), **_bringing_in(folder, new, name, old=old.name)})
    return folder / "timelines" / name


def add_timeline(case: Path | str, file: Path | str, agency_name: str) -> Path:
    """Bring the file of one more agency into a case; all or nothing. Returns where it stands.

    Raises CaseError where the agency has a timeline already, the name is none
    that a file can have, or the case holds the same file already.
    """
    folder, new = Path(case), Path(file)
    stem = safe_name(agency_name)
    with _timelines_held(folder):
        files = _files_of(folder)
        there = files.get(slug_of(stem))
        if there is not None:
            raise CaseError.at(
                f"timelines/{there.name}",
                f'This is a timeline of "{in_short(stem)}" already.',
                "If the agency sent a corrected file, replace this one; else give the agency another name.",
            )
        _must_be_new(new, files)
        name = f"{stem}{new.suffix.lower()}"
        change_together(folder, _bringing_in(folder, new, name))
    return folder / "timelines" / name


def set_timeline_aside(case: Path | str, agency: str) -> Path:
    """Take the file of an agency out of a case; all or nothing. Returns where it is kept.

    It stays in ``replaced`` under the day's date, with its fingerprint, and what people
    decided about its entries stays in the case: if it is brought in again, that counts again.
    Raises CaseError where the agency sent none.
    """
    folder = Path(case)
    with _timelines_held(folder):
        files = _files_of(folder)
        if agency not in files:
            there = ", ".join(files) or "none"
            problem = f'"{in_short(agency)}" sent no timeline.'
            raise CaseError.at("timelines", problem, f"Nothing was changed. There: {there}.")
        old = files[agency]
        kept = _name_to_keep(folder, old.name)
        place = f"timelines/{old.name}"
        listed = without_fingerprint(folder / FINGERPRINTS, place)
        changes = {
            **_keeping(folder, old),
            FINGERPRINTS: listed.encode("utf-8", "surrogateescape"),
            place: None,
        }
        change_together(folder, changes)
    return folder / "replaced" / kept


@contextmanager
def _timelines_held(folder: Path) -> Iterator[None]:
    """Hold the timelines of a case, finished with whatever was being brought in before."""
    if not (folder / "case.toml").is_file():
        problem = "This folder is not a case: it holds no case.toml."
        raise CaseError.at(folder, problem, "Choose another folder.")
    with changing(folder, FINGERPRINTS):
        yield


def _bringing_in(folder: Path, new: Path, name: str, *, old: str = "") -> dict[str, Content]:
    """Return what changes where a file comes into ``timelines`` under a name, in the place of ``old``."""
    place = f"timelines/{name}"
    listed = with_fingerprint(
        folder / FINGERPRINTS, place, fingerprint(new), instead_of=f"timelines/{old}" if old else ""
    )
    gone: dict[str, Content] = {f"timelines/{old}": None} if old not in ("", name) else {}
    return {place: new, FINGERPRINTS: listed.encode("utf-8", "surrogateescape"), **gone}


def _keeping(folder: Path, old: Path) -> dict[str, Content]:
    """Return what changes where a timeline is kept in ``replaced``."""
    kept = _name_to_keep(folder, old.name)
    listed = with_fingerprint(folder / REPLACED_FINGERPRINTS, kept, fingerprint(old))
    return {f"replaced/{kept}": old, REPLACED_FINGERPRINTS: listed.encode("utf-8", "surrogateescape")}


def _files_of(folder: Path) -> dict[str, Path]:
    files, problems = timelines_in(folder / "timelines")
    stops = [problem for problem in problems if problem.stops]
    if stops:
        raise CaseError(*stops)
    return files


def _must_be_new(new: Path, files: Mapping[str, Path]) -> None:
    """Raise CaseError unless a file is one that the case can take and does not hold already."""
    if not new.is_file():
        raise CaseError.at(new, "There is no such file.", "Check the name.")
    if new.suffix.lower() not in SUFFIXES:
        raise CaseError.at(
            new, "This is not a timeline by its name.", f"Timelines end in {', '.join(SUFFIXES)}."
        )
    size, digest = new.stat().st_size, None
    for path in files.values():
        if path.stat().st_size == size:
            digest = digest or fingerprint(new)
            if fingerprint(path) == digest:
                problem = f"The case holds this very file already, as timelines/{path.name}."
                raise CaseError.at(
                    new, problem, "Nothing was changed. Choose the corrected file, if there is one."
                )


def safe_name(agency_name: str) -> str:
    """Return an agency's name as the name of a file on any system; raise CaseError where none is left."""
    text = unicodedata.normalize("NFC", agency_name)
    for suffix in SUFFIXES:
        text = text[: -len(suffix)] if text.lower().endswith(suffix) else text
    plain = [
        letter if letter.isalnum() or letter in _ALLOWED or unicodedata.combining(letter) else " "
        for letter in text
    ]
    name = " ".join("".join(plain).split())[:LONGEST_NAME].strip(" -_'\u2019&+,")
    if _RESERVED.fullmatch(name.split(" ")[0]) and " " not in name:
        name = f"{name} timeline"
    if not slug_of(name):
        raise CaseError.at(
            in_short(agency_name) or "timelines",
            "The agency's name cannot be the name of a file.",
            "Give a name with letters from a to z, such as: Health visiting.",
        )
    return name


def _name_to_keep(folder: Path, name: str) -> str:
    day = date.today().isoformat()
    names = (f"{day}{f'.{n}' if n > 1 else ''}-{name}" for n in count(1))
    return next(kept for kept in names if not (folder / "replaced" / kept).exists())


def replaced_timelines(folder: Path, agency: str) -> list[Path]:
    """Return the files of an agency that were replaced, the latest first."""
    found = []
    for path in (folder / "replaced").iterdir() if (folder / "replaced").is_dir() else ():
        match = _KEPT.fullmatch(path.name)
        if match and slug_of(Path(match[3]).stem) == agency and path.is_file():
            found.append(((match[1], int(match[2] or 1)), path))
    return [path for _, path in sorted(found, reverse=True)]
