"""A case is a folder: opened, checked against its fingerprints, made new.

    my-case/
      case.toml            what the review is about
      timelines/           exactly what the agencies sent; never changed
      timelines.sha256     the fingerprint of each timeline, as `sha256sum` writes it
      people.csv  relationships.csv
      findings.csv         optional: what a published review named
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from workbench.case.model import Agency, CaseError, Problem
from workbench.case.settings import read_settings, settings_text
from workbench.vocabulary import AGENCY_TYPES, agency_type_of

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".docx")
"""Files that count as timelines. Which of them can be read is `workbench.intake`'s to say."""

FINGERPRINTS = "timelines.sha256"


@dataclass(frozen=True)
class CaseFolder:
    """The settings and files of one case, before any timeline is read."""

    path: Path
    title: str
    review_type: str
    jurisdiction: str
    subjects: tuple[str, ...]
    index_date: date | None
    period_from: date | None
    period_to: date | None
    agencies: Mapping[str, Agency]
    """By slug, in alphabetical order; one for each file in ``timelines/``."""
    files: Mapping[str, Path]
    """The timeline of each agency, by slug."""
    milestones: Mapping[str, str] = field(default_factory=dict)
    terms_of_reference: tuple[str, ...] = ()
    source: str = ""
    """Where a sample case comes from: a published review, or invented."""
    problems: tuple[Problem, ...] = ()
    """What a person should look at; none of it keeps the case from opening."""


def slug_of(name: str) -> str:
    """Return the id an agency gets from its file's name: "Health Visiting" -> "health-visiting"."""
    plain = re.sub(r"['’]", "", name.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _label_of(stem: str) -> str:
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_folder(path: Path | str) -> CaseFolder:
    """Read a case's settings and list its timelines.

    Raises CaseError, with every problem at once, where the folder is no case or
    case.toml cannot be used. A timeline that changed since it was brought in is
    a problem on the list, not an error: the panel decides.
    """
    folder = Path(path)
    toml = folder / "case.toml"
    if not folder.is_dir():
        raise CaseError.at(path, "There is no such folder.", "Give the folder that holds case.toml.")
    if not toml.is_file():
        raise CaseError.at(
            path,
            "This folder is not a case: it holds no case.toml.",
            "Choose another folder, or make a case with: workbench new DIR --timelines FOLDER",
        )
    settings = read_settings(toml)
    files, repeated = _timelines(folder / "timelines")
    if repeated:
        raise CaseError(*repeated)
    agencies, problems = _agencies(files, settings["agencies"], toml)
    return CaseFolder(
        path=folder,
        title=settings["title"] or _label_of(folder.resolve().name),
        review_type=settings["review_type"],
        jurisdiction=settings["jurisdiction"],
        subjects=settings["subjects"],
        index_date=settings["index_date"],
        period_from=settings["period_from"],
        period_to=settings["period_to"],
        agencies=agencies,
        files=files,
        milestones=settings["milestones"],
        terms_of_reference=settings["terms_of_reference"],
        source=settings["source"],
        problems=(*problems, *changed_evidence(folder, files)),
    )


def _timelines(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """Return the timelines by slug, and a problem for every two that claim the same one."""
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        # Office programs leave lock files ("~$name.docx") beside an open document.
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(("~$", ".")):
            continue
        slug = slug_of(path.stem)
        if slug in files or not slug:
            other = f"the same agency as {files[slug].name}" if slug else "no agency"
            problems.append(
                Problem(
                    f"timelines/{path.name}",
                    None,
                    "",
                    f"The file's name stands for {other}.",
                    "Give each agency one file with a name of its own.",
                    stops=True,
                )
            )
            continue
        files[slug] = path
    return files, problems


def _agencies(
    files: Mapping[str, Path], named: Mapping[str, Mapping[str, str]], toml: Path
) -> tuple[dict[str, Agency], list[Problem]]:
    agencies: dict[str, Agency] = {}
    for slug, path in files.items():
        said = named.get(slug, {})
        kind = said.get("type") or agency_type_of(path.stem)
        agencies[slug] = Agency(
            slug,
            said.get("label") or _label_of(path.stem),
            kind,
            said.get("organisation") or AGENCY_TYPES[kind].organisation,
        )
    problems = [
        Problem(
            toml.name,
            None,
            f"agencies.{slug}",
            "No timeline of that name is in timelines/.",
            "Add the file, or take the section out. Files there: "
            + (", ".join(sorted(p.name for p in files.values())) or "none") + ".",
        )
        for slug in named
        if slug not in files
    ]
    return agencies, problems


def changed_evidence(folder: Path, files: Mapping[str, Path]) -> list[Problem]:
    """Compare the timelines with the fingerprints taken when they were brought in."""
    recorded = _recorded(folder)
    problems = []
    for path in files.values():
        name = f"timelines/{path.name}"
        known = recorded.pop(name, None)
        if known is None:
            problems.append(
                Problem(
                    name,
                    None,
                    "",
                    "No fingerprint was taken of this file.",
                    "If it is what the agency sent, record it with: workbench check CASE --record",
                )
            )
        elif known != fingerprint(path):
            problems.append(
                Problem(
                    name,
                    None,
                    "",
                    "The file is not the one that was brought in: its fingerprint differs.",
                    "Put the original back, or, if the agency sent a corrected file, record it with: "
                    "workbench check CASE --record",
                )
            )
    problems += [
        Problem(name, None, "", "The file was brought in and is no longer there.", "Put it back.")
        for name in recorded
    ]
    return problems


def _recorded(folder: Path) -> dict[str, str]:
    path = folder / FINGERPRINTS
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name.strip(): digest for digest, _, name in (line.partition("  ") for line in lines if line)}


def record_fingerprints(folder: Path) -> None:
    """Write the fingerprint of every timeline, replacing the file in one step."""
    files, _ = _timelines(folder / "timelines")
    lines = [f"{fingerprint(path)}  timelines/{path.name}\n" for path in files.values()]
    write_whole(folder / FINGERPRINTS, "".join(lines))


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader, or a power cut, finds the old or the new one whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def new_folder(
    path: Path | str,
    *,
    timelines: Path | str,
    people: Path | str | None = None,
    relationships: Path | str | None = None,
    settings: Mapping[str, Any] | None = None,
    try_out: Callable[[Path], object] | None = None,
) -> CaseFolder:
    """Make a case folder from what the agencies sent; all of it or nothing.

    The files are copied byte for byte. ``try_out`` is called with the finished
    folder before it gets its name; what it raises leaves nothing behind. Raises
    CaseError where the folder is there already, the timelines are not, a
    setting cannot be used, or the disk does not take it.
    """
    target, source = Path(path), Path(timelines)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CaseError.at(path, "There is something there already.", "Give a folder that does not exist yet.")
    wanted = _wanted(source, people, relationships)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Made beside its place and renamed into it, so that a stop in between leaves no half a case.
    making = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        (making / "timelines").mkdir()
        for name, original in wanted.items():
            shutil.copyfile(original, making / name)
        given = {"title": _label_of(target.name), **(settings or {})}
        write_whole(making / "case.toml", settings_text(given))
        record_fingerprints(making)
        opened = open_folder(making)
        if try_out is not None:
            try_out(making)
        making.chmod(0o755)
        if target.is_dir():
            target.rmdir()  # empty, as seen above; Windows renames onto nothing that exists
        making.rename(target)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise CaseError.at(
            path, f"The case could not be written ({error.strerror}).", "Nothing was left behind; try again."
        ) from error
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return replace(opened, path=target, files={s: target / "timelines" / p.name for s, p in opened.files.items()})


def _wanted(
    source: Path, people: Path | str | None, relationships: Path | str | None
) -> dict[str, Path]:
    """Return what is to be copied, by its name inside the case."""
    if not source.is_dir():
        raise CaseError.at(source, "There is no such folder.", "Give the folder that holds the timelines.")
    files, problems = _timelines(source)
    for extra in (people, relationships):
        if extra is not None and not Path(extra).is_file():
            problems.append(Problem(str(extra), None, "", "There is no such file.", "Check the name.", stops=True))
    if not files and not problems:
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
    if problems:
        raise CaseError(*problems)
    wanted = {f"timelines/{p.name}": p for p in files.values()}
    named: Iterable[tuple[str, Path | str | None]] = (
        ("people.csv", people),
        ("relationships.csv", relationships),
    )
    return wanted | {name: Path(given) for name, given in named if given is not None}
