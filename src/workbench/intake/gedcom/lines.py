"""The lines of a GEDCOM file as records: level, tag, value, and what belongs to them.

One reader for all versions. The library `gedcom7` refuses a whole file for one
line out of form (measured: CONC, a blank line, spaces before the level, a
small letter in an id, a text broken without CONT, an id given twice), and
files of version 5.5.1 are full of these. It is what our own reader is compared
with in the tests, on files of form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.case import CaseError, Problem, in_short
from workbench.intake.gedcom.letters import gedcom_text
from workbench.intake.text_file import Unreadable

MOST_BYTES = 10_000_000
MOST_PROBLEMS = 50
"""So many problems of one kind of line are listed; the rest are counted."""
_LINE = re.compile(r"[ \t]*(\d{1,2})[ \t]+(?:@([^@]+)@[ \t]+)?([A-Za-z0-9_]{1,31})(?: (.*))?", re.DOTALL)
_POINTER = re.compile(r"@([^@#][^@]*)@\s*")
_VERSION = re.compile(r"^[ \t]*2[ \t]+VERS[ \t]+(\d)", re.MULTILINE)
_NOT_ONE = "Export the family as GEDCOM (.ged) from the family tree program, version 5.5.1 or 7."


@dataclass(slots=True)
class Line:
    """One line of the file with the lines below it."""

    level: int
    tag: str
    xref: str
    text: str
    number: int
    """The number of the line in the file, from 1."""
    below: list[Line] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Line]:
        """Yield the lines right below with one of these tags."""
        return (line for line in self.below if line.tag in tags)

    def first(self, *tags: str) -> Line | None:
        """Return the first line right below with one of these tags, or None."""
        return next(self.all(*tags), None)

    def value(self, *tags: str) -> str:
        """Return the text of the first line right below with one of these tags, or ""."""
        found = self.first(*tags)
        return found.text.strip() if found else ""

    @property
    def pointer(self) -> str:
        """The id of the record that the line points to, or ""."""
        found = _POINTER.fullmatch(self.text)
        return found.group(1) if found else ""


class Findings:
    """The problems of one GEDCOM file; of a kind that is repeated, the first fifty."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []
        self._kinds: dict[str, list[int]] = {}

    def look(self, line: int | None, problem: str, remedy: str, *, kind: str = "") -> None:
        """Note something that a person should look at."""
        lines = self._kinds.setdefault(kind or remedy, [])
        lines.append(line or 0)
        if len(lines) <= MOST_PROBLEMS:
            self._found.append(Problem(self.file, line, "", problem, remedy))

    def say(self, problem: str, remedy: str) -> None:
        """Note something about the whole file that a person should know, and need not mend."""
        self._found.append(Problem(self.file, None, "", problem, remedy, for_information=True))

    def stop(self, problem: str, remedy: str, line: int | None = None) -> CaseError:
        """Return the error for a file that cannot be used."""
        return CaseError(Problem(self.file, line, "", problem, remedy, stops=True))

    def all(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the lines."""
        more = [
            Problem(
                self.file, lines[MOST_PROBLEMS], "", f"{len(lines) - MOST_PROBLEMS:,} more like this.", ""
            )
            for lines in self._kinds.values()
            if len(lines) > MOST_PROBLEMS
        ]
        return tuple(sorted([*self._found, *more], key=lambda problem: problem.row or 0))


def records(data: bytes, findings: Findings) -> list[Line]:
    """Return the records of a file; raise CaseError if it is no GEDCOM at all."""
    if len(data) > MOST_BYTES:
        raise findings.stop(
            f"The file has more than {MOST_BYTES // 1_000_000} MB.",
            "Export only the people whom the review is about, without pictures.",
        )
    try:
        text, doubt = gedcom_text(data)
    except Unreadable as error:
        raise findings.stop(error.problem, error.remedy, error.row) from error
    if not text.strip():
        raise findings.stop("The file is empty.", _NOT_ONE)
    lines = re.split(r"\r\n|\r|\n", text)
    if not _looks_like_one(lines):
        raise findings.stop("This is not a GEDCOM file.", _NOT_ONE)
    if doubt:
        findings.look(None, doubt, "Look at the names with accents.")
    version = _VERSION.search(text[:8192])
    found = _nested(lines, findings, seven=bool(version and version.group(1) == "7"))
    if not found or found[0].tag != "HEAD":
        findings.look(1, "The file does not begin with 0 HEAD.", "Check that it is whole.")
    elif found[-1].tag != "TRLR":
        findings.look(len(lines), "The file does not end with 0 TRLR.", "Check that it is whole.")
    return found


def _looks_like_one(lines: list[str]) -> bool:
    """True where the first lines with anything in them have a level and a tag, one of them level 0."""
    start = [line for line in lines[:200] if line.strip()][:20]
    formed = [match for line in start if (match := _LINE.fullmatch(line))]
    return 2 * len(formed) >= len(start) and any(match.group(1).strip("0") == "" for match in formed)


class _Texts:
    """Texts that go on over several lines, each put together once: a file can be nothing but such lines."""

    def __init__(self) -> None:
        self._line: Line | None = None
        self._parts: list[str] = []

    def add(self, line: Line, more: str) -> None:
        if line is not self._line:
            self.finish()
            self._line = line
        self._parts.append(more)

    def finish(self) -> None:
        if self._line is not None:
            self._line.text += "".join(self._parts)
        self._line, self._parts = None, []


def _nested(lines: list[str], findings: Findings, *, seven: bool) -> list[Line]:
    """Return the records with every line below the one it belongs to."""
    found: list[Line] = []
    above: list[Line] = []
    texts = _Texts()
    for number, written in enumerate(lines, start=1):
        match = _LINE.fullmatch(written)
        if match is None:
            if above and written.strip():
                texts.add(above[-1], f"\n{written}")
            _no_line(written, number, findings, first=not above)
            continue
        level, tag = int(match.group(1)), match.group(3).upper()
        text = _unescaped(match.group(4) or "", seven)
        if tag in ("CONC", "CONT") and above:
            texts.add(_continued(above, level), f"\n{text}" if tag == "CONT" else text)
            continue
        line = Line(level, tag, (match.group(2) or "").strip(), text, number)
        if level > (above[-1].level + 1 if above else 0):
            problem = (
                f'The line "{in_short(written)}" is {level} levels deep and nothing stands above it there.'
            )
            findings.look(number, problem, "It was read as belonging to the line before it.")
        while above and above[-1].level >= level:
            above.pop()
        (above[-1].below if above else found).append(line)
        above.append(line)
    texts.finish()
    return found


def _continued(above: list[Line], level: int) -> Line:
    """Return the line that a continuation belongs to: the nearest of a lesser level."""
    return next((line for line in reversed(above) if line.level < level), above[-1])


def _no_line(written: str, number: int, findings: Findings, *, first: bool) -> None:
    if written.strip():
        problem = f'The line "{in_short(written)}" has no level and tag.'
        findings.look(
            number, problem, "Take it out." if first else "It was read as the end of the text before it."
        )


def _unescaped(text: str, seven: bool) -> str:
    if seven:
        return text[1:] if text.startswith("@@") else text
    return text.replace("@@", "@")
