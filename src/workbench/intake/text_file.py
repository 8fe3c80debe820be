"""A text file as rows of cells: encoding, delimiter, and what is wrong with either."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from workbench.intake.columns import match_columns

DELIMITERS = (",", ";", "\t", "|")
MOST_BYTES = 200_000_000
"""A timeline larger than this is refused: twelve agencies' prose is a few megabytes."""


class Unreadable(Exception):
    """Raised where a whole file cannot be read: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem} {remedy}")


@dataclass(frozen=True)
class Table:
    """A file's rows as written. Row 1 is the first line a spreadsheet shows."""

    rows: list[list[str]]
    encoding: str
    delimiter: str


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the name of its encoding.

    A byte-order mark decides; else UTF-8 where it fits, else Windows-1252, in
    which every older British office program writes. A file with zero bytes is
    no text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise Unreadable(
                "The file says it is UTF-16 text but is cut short or damaged.", "Ask the agency to send it again."
            ) from error
    if b"\x00" in data:
        raise Unreadable(
            "The file is not text: its encoding is not known.",
            "Open it in the program it came from and save it as CSV (UTF-8).",
        )
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file's encoding is not known: byte {error.start + 1} is in neither UTF-8 nor Windows-1252.",
            "Open it in the program it came from and save it as CSV (UTF-8).",
        ) from error


def delimiter_of(text: str) -> str:
    """Return the delimiter under which the first lines hold the most known headings."""
    start = "\n".join(text.splitlines()[:15])
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        rows = list(csv.reader(io.StringIO(start), delimiter=delimiter))
        known = max((len(match_columns(row)) for row in rows), default=0)
        widest = max((len(row) for row in rows), default=0)
        if (known, widest) > most:
            best, most = delimiter, (known, widest)
    return best


def read_table(data: bytes) -> Table:
    """Return the rows of a CSV, TSV or semicolon file; raise Unreadable if it is none."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            f"The file has {len(data) // 1_000_000} MB; a timeline may have {MOST_BYTES // 1_000_000} MB.",
            "Split it, or take out what is not a timeline.",
        )
    if not data.strip():
        raise Unreadable("The file is empty.", "Ask the agency to send it again.")
    text, encoding = decode(data)
    delimiter = delimiter_of(text)
    # A free-text cell can be long; the reader's own limit of 131,072 letters is meant for other uses.
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(f"The file cannot be read as a table ({error}).", "Save it again as CSV (UTF-8).") from error
    return Table(rows, encoding, delimiter)
