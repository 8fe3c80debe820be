"""What every reader hands on: rows of cells as written, and what it noticed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_BYTES = 200_000_000
"""A timeline larger than this is refused: twelve agencies' prose is a few megabytes."""


class Unreadable(Exception):
    """Raised where a whole file cannot be read: what is wrong, in which row if in one, what to do."""

    def __init__(self, problem: str, remedy: str, row: int | None = None, part: str = "") -> None:
        self.problem, self.remedy, self.row, self.part = problem, remedy, row, part
        super().__init__(f"{problem} {remedy}")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader noticed that a person has to look at, and where."""

    problem: str
    remedy: str
    row: int | None = None
    column: str = ""
    part: str = ""


@dataclass(frozen=True)
class Table:
    """Rows as written. Row 1 is the first that a spreadsheet or a document shows."""

    rows: list[list[str]]
    encoding: str = "UTF-8"
    delimiter: str = ","
    doubtful: list[int] = field(default_factory=list)
    """Rows whose quotation marks do not match; each was read as one line, marks and all."""
    blank: int = 0
    """Empty rows below the last, which are not among ``rows``."""
    part: str = ""
    """Which of a file's tables this is, as a reader calls it: "table 2" or 'sheet "2018"'."""
    across: frozenset[int] = frozenset()
    """Rows that are one cell across the whole table, as a year set between the entries."""
    single_lines: bool = False
    """True where no cell can hold a new line: the file has as many lines as rows."""
    headings: Sequence[str] | None = None
    """The headings, where they do not stand among the rows."""


@dataclass(frozen=True)
class Contents:
    """One file: its tables in order, and what stands round them."""

    format: str
    """What the file is, in plain words."""
    tables: Sequence[Table]
    remarks: Sequence[Remark] = ()
    around: Sequence[str] = ()
    """Text that stands outside every table: titles, notes."""
