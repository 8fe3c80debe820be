"""The timelines that agencies sent: which files they are, and whether they are still the same.

An agency's file is evidence. It is never written to; its SHA-256 stands in
``timelines.sha256``, in the form that ``sha256sum -c timelines.sha256`` checks.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from workbench.case.model import Problem
from workbench.case.writing import write_whole

SUFFIXES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".docm", ".htm", ".html",
)  # fmt: skip
"""Files that count as timelines. Which of them can be read is `workbench.intake`'s to say."""

EQUAL_BY_CHANCE = 500
"""Two files with no more bytes than this may be equal because hardly anything stands in them."""
FINGERPRINTS = "timelines.sha256"
REPLACED_FINGERPRINTS = "replaced/replaced.sha256"
_LINE = re.compile(r"(\\?)([0-9a-fA-F]{64}) [ *](.+)", re.DOTALL)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def slug_of(name: str) -> str:
    """Return the id an agency gets from its file's name: "Health Visiting" -> "health-visiting"."""
    letters = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(
        letter for letter in letters if letter not in "'\u2019" and not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


ABBREVIATIONS = ("a&e", "camhs", "cmht", "gp", "mash", "nhs", "nspcc", "yot", "yjs")
"""Short names of services that are written in capitals wherever they stand."""


def label_of(stem: str) -> str:
    """Return a file's or folder's name as words: "health-visiting" -> "Health visiting"."""
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    words = " ".join(word.upper() if word in ABBREVIATIONS else word for word in words.split(" "))
    return words[:1].upper() + words[1:]


def timelines_in(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """Return the timelines of a folder by agency, and a problem for everything else in it.

    Two files that stand for one agency stop the case: their rows would share
    their numbers. What is no timeline at all is left out, and said so.
    """
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _belongs_to_a_program(path):
            continue
        slug = slug_of(path.stem)
        problem = _not_a_timeline(path) or _name_taken(path, slug, files)
        if problem:
            problems.append(problem)
        else:
            files[slug] = path
    return files, problems


def _belongs_to_a_program(path: Path) -> bool:
    # Office programs leave "~$name.docx" beside an open document, file managers their own notes.
    name = path.name
    if _looks_hidden(path):
        return False
    return name.startswith(("~$", ".")) or name.lower() in ("thumbs.db", "desktop.ini")


def _looks_hidden(path: Path) -> bool:
    """True for "..x.csv": its name hides it from people, and it may be a timeline all the same."""
    return path.name.startswith(".") and not path.name.startswith("._") and path.suffix.lower() in SUFFIXES


def _not_a_timeline(path: Path) -> Problem | None:
    name = f"timelines/{path.name}"
    if path.is_dir():
        return Problem(
            name, None, "", "This is a folder; it was not read.", "Put its files beside the others."
        )
    if not path.is_file():
        return Problem(
            name, None, "", "This is not a file that can be read.", "Put the file itself there.", stops=True
        )
    if _looks_hidden(path):
        return Problem(
            name, None, "", "The name begins with a full stop, which hides the file; it was not read.",
            "If it is a timeline, call it after its agency.",
        )  # fmt: skip
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        return Problem(
            name, None, "", "This is not a timeline; it was not read.", f"Timelines end in {known}."
        )
    return None


def _name_taken(path: Path, slug: str, files: Mapping[str, Path]) -> Problem | None:
    if slug and slug not in files:
        return None
    if slug:
        problem = f"The file's name stands for the same agency as {files[slug].name}."
        remedy = (
            "If both are of one agency, keep the newer one, or put both tables into one file, as two sheets "
            "or one below the other; if not, call each after its own agency."
        )
    else:
        problem = "The file's name stands for no agency."
        remedy = "Give each agency one file, with a name of its own in the letters a to z."
    return Problem(f"timelines/{path.name}", None, "", problem, remedy, stops=True)


def sent_twice(files: Mapping[str, Path]) -> list[Problem]:
    """Return a problem for each timeline that is, byte for byte, another one: its entries would count "
    "twice."""
    by_size: dict[int, list[Path]] = {}
    for path in files.values():
        by_size.setdefault(path.stat().st_size, []).append(path)
    problems = []
    for size, paths in by_size.items():
        first: dict[str, Path] = {}
        for path in paths if len(paths) > 1 and size > EQUAL_BY_CHANCE else ():
            same = first.setdefault(fingerprint(path), path)
            if same is not path:
                problems.append(
                    _problem(
                        f"timelines/{path.name}",
                        f"The file is the same as {same.name}, byte for byte.",
                        "Ask which agency sent it, and take the other one out: its entries count twice.",
                    )
                )
    return problems


def leads_elsewhere(case: Path, paths: Iterable[Path]) -> list[Problem]:
    """Return a problem for each file of a case that is a link out of the case's folder."""
    home = case.resolve()
    return [
        Problem(
            path.relative_to(case).as_posix(),
            None,
            "",
            "This is a link to a file outside the case.",
            "Put the file itself there: a case has to hold all that it is made of.",
            stops=True,
        )
        for path in paths
        if not path.resolve().is_relative_to(home)
    ]


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_fingerprints(folder: Path) -> None:
    """Write the fingerprint of every timeline of a case, replacing the list in one step."""
    files, _ = timelines_in(folder / "timelines")
    lines = [_line(f"timelines/{path.name}", fingerprint(path)) for path in files.values()]
    write_whole(folder / FINGERPRINTS, "".join(lines))


def with_fingerprint(listed: Path, name: str, digest: str, *, instead_of: str = "") -> str:
    """Return a list with the fingerprint of one file; the lines of all others stay as they are."""
    gone = {_same(name), _same(instead_of or name)}
    text = listed.read_text(encoding="utf-8", errors="surrogateescape") if listed.is_file() else ""
    lines = [f"{line}\n" for line in text.split("\n") if line.strip() and _same(_named(line)) not in gone]
    return "".join([*lines, _line(name, digest)])


def without_fingerprint(listed: Path, name: str) -> str:
    """Return a list without the line of one file; the lines of all others stay as they are."""
    text = listed.read_text(encoding="utf-8", errors="surrogateescape") if listed.is_file() else ""
    return "".join(
        f"{line}\n" for line in text.split("\n") if line.strip() and _same(_named(line)) != _same(name)
    )


def _named(line: str) -> str:
    """Return the name of the file that a line of a list is about, "" where it is none."""
    match = _LINE.fullmatch(line)
    if match is None:
        return ""
    return re.sub(r"\\([\\nr])", _unescaped, match[3]) if match[1] else match[3]


def _line(name: str, digest: str) -> str:
    """Return a file's line as `sha256sum` writes it: a name that would break the line is escaped."""
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in name)
    return f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n"


def changed_evidence(folder: Path, files: Mapping[str, Path]) -> list[Problem]:
    """Compare the timelines with the fingerprints taken when they were brought in."""
    if not (folder / FINGERPRINTS).is_file():
        return (
            [_problem(FINGERPRINTS, "No fingerprints were taken of the timelines.", _RECORD)] if files else []
        )
    recorded, problems = _recorded(folder / FINGERPRINTS)
    for path in files.values():
        name = f"timelines/{path.name}"
        known = recorded.pop(_same(name), None)
        if known is None:
            problems.append(_problem(name, "No fingerprint was taken of this file.", _RECORD))
        elif known[1] != fingerprint(path):
            problems.append(
                _problem(
                    name,
                    "The file is not the one that was brought in: its fingerprint differs.",
                    "Put the original back, or, if the agency sent a corrected file, record it with: "
                    "workbench check CASE --record",
                )
            )
    gone = "The file was brought in and is no longer there."
    return problems + [_problem(name, gone, "Put it back.") for name, _ in recorded.values()]


def changed_replaced(folder: Path) -> list[Problem]:
    """Compare the timelines that were replaced with the fingerprints taken then."""
    if not (folder / REPLACED_FINGERPRINTS).is_file():
        return []
    recorded, problems = _recorded(folder / REPLACED_FINGERPRINTS)
    for name, digest in recorded.values():
        path = folder / "replaced" / Path(name).name
        if not path.is_file():
            problems.append(
                _problem(f"replaced/{name}", "The file that was replaced is no longer there.", "Put it back.")
            )
        elif fingerprint(path) != digest:
            changed = "The file is not the one that was replaced: its fingerprint differs."
            problems.append(_problem(f"replaced/{name}", changed, "Put the original back."))
    return problems


_RECORD = "If this is what the agencies sent, record it with: workbench check CASE --record"


def _problem(name: str, problem: str, remedy: str) -> Problem:
    return Problem(name, None, "", problem, remedy)


def _same(name: str) -> str:
    # macOS writes the accents of a file's name apart from their letters.
    return unicodedata.normalize("NFC", name)


def _recorded(path: Path) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Return name and fingerprint of every file on the list, and the lines that cannot be read."""
    found: dict[str, tuple[str, str]] = {}
    problems = []
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    for number, line in enumerate(text.split("\n"), start=1):
        match, name = _LINE.fullmatch(line), _named(line)
        if match:
            found[_same(name)] = (name, match[2].lower())
        elif line.strip():
            problems.append(
                Problem(
                    path.name, number, "", "The line holds no fingerprint and no name of a file.", _RECORD
                )
            )
    return found, problems


def _unescaped(match: re.Match[str]) -> str:
    return {"\\": "\\", "n": "\n", "r": "\r"}[match[1]]
