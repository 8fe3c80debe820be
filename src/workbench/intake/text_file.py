"""A text file as rows of cells: encoding, delimiter, quotation marks, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.intake.columns import match_columns

DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a |"}
MOST_BYTES = 200_000_000
"""A timeline larger than this is refused: twelve agencies' prose is a few megabytes."""
LOOK_LETTERS = 200_000
"""The start of a file in which its delimiter is looked for."""

# A free-text cell can be long; the reader's own limit of 131,072 letters is meant for other uses.
csv.field_size_limit(MOST_BYTES)


class Unreadable(Exception):
    """Raised where a whole file cannot be read: what is wrong, in which row if in one, what to do."""

    def __init__(self, problem: str, remedy: str, row: int | None = None) -> None:
        self.problem, self.remedy, self.row = problem, remedy, row
        super().__init__(f"{problem} {remedy}")


@dataclass(frozen=True)
class Table:
    """A file's rows as written. Row 1 is the first line a spreadsheet shows."""

    rows: list[list[str]]
    encoding: str = "UTF-8"
    delimiter: str = ","
    doubtful: list[int] = field(default_factory=list)
    """Rows whose quotation marks do not match; each was read as one line, marks and all."""


def read_table(data: bytes) -> Table:
    """Return the rows of a CSV, TSV or semicolon file; raise Unreadable if it is none."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            f"The file has {len(data) // 1_000_000} MB; a timeline may have {MOST_BYTES // 1_000_000} MB.",
            "Split it, or take out what is not a timeline.",
        )
    text, encoding = decode(data)
    if not text.strip():
        raise Unreadable("The file is empty.", "Ask the agency to send it again.")
    delimiter = delimiter_of(text)
    try:
        rows, doubtful = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)), []
    except csv.Error:
        rows, doubtful = _rows_with_loose_marks(text, delimiter)
    return Table(rows, encoding, delimiter, doubtful)


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the name of its encoding.

    A byte-order mark decides; else UTF-16 where every other byte is zero, else
    UTF-8 where it fits, else Windows-1252, in which every older British office
    program writes. A file with zero characters is no text at all.
    """
    codec, name = _utf_16(data)
    if codec:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise Unreadable(
                "The file is UTF-16 text, but is cut short or damaged.", "Ask the agency to send it again."
            ) from error
    else:
        text, name = _utf_8_or_windows(data)
    zero = text.find("\0")
    if zero >= 0:
        raise Unreadable(
            "The file is not text: it holds a zero character.",
            "Open it in the program it came from and save it as CSV (UTF-8).",
            _line_at(text, zero),
        )
    return text, name


def _utf_16(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "UTF-16"
    start = data[:4096]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if high * 3 > len(start) and not low:
        return "utf-16-le", "UTF-16"
    if low * 3 > len(start) and not high:
        return "utf-16-be", "UTF-16"
    return "", ""


def _utf_8_or_windows(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file's encoding is not known: the byte {data[error.start]:02X} is no letter "
            "in UTF-8 nor in Windows-1252.",
            "Open it in the program it came from and save it as CSV (UTF-8).",
            _line_at(data.decode("latin-1"), error.start),
        ) from error


def _line_at(text: str, place: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:place])) + 1


def delimiter_of(text: str) -> str:
    """Return the delimiter under which the first lines hold the most known headings."""
    start = list(io.StringIO(text[:LOOK_LETTERS], newline=""))[:15]
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        rows = list(csv.reader(start, delimiter=delimiter))
        known = max((len(match_columns(row)) for row in rows), default=0)
        widest = max((len(row) for row in rows), default=0)
        if (known, widest) > most:
            best, most = delimiter, (known, widest)
    return best


def _rows_with_loose_marks(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Return every row of a file whose quotation marks do not all match, and which rows are doubtful.

    A mark that is opened and not closed would draw all that follows into one
    cell, and entries would be lost without a word. So where a record does not
    follow the rules, its first line is taken as it stands and reading goes on
    with the next.
    """
    lines = list(io.StringIO(text, newline=""))
    rows: list[list[str]] = []
    doubtful: list[int] = []
    at = 0
    while at < len(lines):
        for row, after in _records(lines, at, delimiter):
            rows.append(row)
            at = after
        if at < len(lines):
            rows.append(lines[at].rstrip("\r\n").split(delimiter))
            doubtful.append(len(rows))
            at += 1
    return rows, doubtful


def _records(lines: list[str], at: int, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the rows from line ``at`` on with the line after each, up to the first that breaks the rules."""
    reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield row, at + reader.line_num
    except csv.Error:
        return
