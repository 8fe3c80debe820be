"""What a case is made of: dates as intervals, people, relationships, problems.

Everything here is frozen and free of files, tables and figures, so that every
other room can use it. The entries themselves stand in one table (see
`workbench.chronology`), because there can be a hundred thousand of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class When:
    """A date as somebody wrote it, and the days it could mean.

    ``earliest`` and ``latest`` are both inside the interval. Either is None
    where the text leaves that side open ("before 3 June 2014"); both are None
    where the text could not be read as a date.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    precision: str = "undated"
    """day, days, week, part of month, month, months, season, part of year, year, years, open or undated.

    A plural is a stretch between two such dates ("10-12 May", "2006-2009"). For
    screens only: what follows from a date follows from its first and last day.
    """
    edtf: str = ""
    """The interval in EDTF (ISO 8601-2), empty where undated."""
    time: str = ""
    """Time of day as "HH:MM" where one was written."""
    assumption: str = ""
    """What was taken for granted in reading the text, in words; empty if nothing."""
    problem: str = ""
    """Why the text is not a date and what to write instead; empty if it is one."""

    @property
    def dated(self) -> bool:
        """True where at least one end of the interval is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def exact(self) -> bool:
        """True where the text can only mean one day."""
        return self.earliest is not None and self.earliest == self.latest

    def could_be_by(self, day: date) -> bool:
        """True if this could have happened on or before ``day``; an unknown date could."""
        return self.earliest is None or self.earliest <= day

    def could_be_after(self, day: date) -> bool:
        """True if this could have happened after ``day``; an unknown date could."""
        return self.latest is None or self.latest > day


NEVER_DATED = When("")


def in_short(text: str, *, letters: int = 60) -> str:
    """Return what a cell holds as a message shows it: on one line, without its end if it is long."""
    line = " ".join(text[: 4 * letters].split())
    return line if len(line) <= letters and len(text) <= 4 * letters else line[:letters].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the genogram. Roles and labels, never real names."""

    id: str
    label: str
    sex: str = "unknown"
    """female, male, non-binary or unknown: how the person is drawn."""
    birth: When = NEVER_DATED
    death: When = NEVER_DATED
    role: str = ""
    subject: bool = False
    """True for a child the review is about."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A line between two people (or a person and a household), in standard terms.

    ``relation`` is always one of `workbench.vocabulary.RELATIONS`; everyday
    synonyms have been translated and the direction turned where the synonym
    reads the other way round (``child_of`` becomes ``parent_of``).
    """

    person: str
    relation: str
    other: str
    start: When = NEVER_DATED
    end: When = NEVER_DATED
    source: str = ""
    """The row it was read from, as "relationships.csv:4" (entries count from 1)."""


@dataclass(frozen=True, slots=True)
class Agency:
    """One service that sent a timeline. ``slug`` is its id everywhere."""

    slug: str
    label: str
    type: str
    """A code from `workbench.vocabulary.AGENCY_TYPES`, or "other"."""
    organisation: str
    """Services with the same organisation belong to one body (GP08 asks)."""


@dataclass(frozen=True, slots=True)
class StatedInterval:
    """A status, involvement, household or coverage that case.toml states, with its dates as written."""

    sort: str
    number: int
    """Which of the sections of that sort it is, counted from 1."""
    name: str = ""
    people: tuple[str, ...] = ()
    agency: str = ""
    since: str = ""
    until: str = ""

    def setting(self, key: str) -> str:
        """Return the name of one of its settings: "status.2.to"."""
        return f"{self.sort}.{self.number}.{key}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that a person has to look at.

    ``row`` is the row the reader sees in the spreadsheet or in the table of a
    document, heading included, or None where the whole file is meant. ``stops`` is True where the case
    cannot be used until it is mended.
    """

    file: str
    row: int | None
    column: str
    problem: str
    remedy: str
    stops: bool = False
    part: str = ""
    """Which table of the file, where it can hold several: "table 2" or 'sheet "2018"'."""
    for_information: bool = False
    """True where there is nothing to mend: it is said, and a case without other problems has none."""

    def __str__(self) -> str:
        place = f"{self.file}, {self.part}" if self.part else self.file
        if self.row is not None:
            # What is no table has lines, and nobody counts its rows.
            lines = self.file.lower().endswith((".ged", ".sha256"))
            place += f", {'line' if lines else 'row'} {self.row}"
        if self.column:
            # case.toml has settings, every other file has columns.
            place += f', {"setting" if self.file.endswith(".toml") else "column"} "{self.column}"'
        return f"{place}: {self.problem} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class Guess:
    """A setting of case.toml that nobody stated, and what it was guessed from."""

    setting: str
    """Its name there: "jurisdiction", "agencies.hv"."""
    value: object
    why: str


class CaseError(Exception):
    """Raised with every problem found at once; each names file, row and column."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))

    @classmethod
    def at(
        cls, path: Path | str, problem: str, remedy: str, *, row: int | None = None, column: str = ""
    ) -> CaseError:
        """Return the error for one problem at one place."""
        return cls(Problem(str(path), row, column, problem, remedy, stops=True))
