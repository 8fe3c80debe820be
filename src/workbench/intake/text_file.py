"""A text file as rows of cells: encoding, delimiter, quotation marks, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from workbench.intake.column_cells import has_date
from workbench.intake.columns import heading_row, match_columns
from workbench.intake.lines import table_of_lines
from workbench.intake.table import MOST_BYTES, Contents, Remark, Table, Unreadable

DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a |"}
LOOK_LETTERS, LOOK_LINES = 200_000, 15
"""The start of a file in which its delimiter is looked for."""
MOST_ROWS, MOST_CELLS = 2_000_000, 20_000_000
"""More than these a file of MOST_BYTES holds only where nearly all of it is empty."""
MOST_BLANK = 1_000
"""Empty rows below the last entry of which nothing is said."""

# A free-text cell can be long; the reader's own limit of 131,072 letters is meant for other uses.
csv.field_size_limit(MOST_BYTES)


def read_text(data: bytes) -> Contents:
    """Return what a text file holds: a table, or lines that each begin with a date."""
    table = read_table(data)
    if heading_row(table.rows) is None:
        _look_for_spaces(table)
        lines = table_of_lines(decode(data)[0])
        if lines is not None:
            return Contents(f"lines of text ({table.encoding})", [lines[0]], around=lines[1])
    remarks = []
    if table.encoding == MIXED:
        remarks.append(
            Remark(
                "The file mixes two encodings; letters that are none in UTF-8 were read as Windows-1252.",
                "Look whether names and signs such as £ are right, or ask for the file as UTF-8.",
            )
        )
    if table.blank > MOST_BLANK:
        remarks.append(
            Remark(
                f"Below the last entry stand {table.blank:,} empty rows; they were passed over.",
                "Look whether the file was cut off, or ends where it should.",
            )
        )
    return Contents(
        f"text, divided by {divider_in_words(table.delimiter)} ({table.encoding})", [table], remarks
    )


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
    text, blank = _without_blank_end(text, delimiter)
    try:
        rows, doubtful = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)), []
    except csv.Error:
        rows, doubtful = _rows_with_loose_marks(text, delimiter)
    ends, returns = text.count("\n"), text.count("\r")
    single = returns in (0, ends) and len(rows) == ends + (not text.endswith("\n"))
    return Table(rows, encoding, delimiter, doubtful, blank=blank, single_lines=single)


def _without_blank_end(text: str, delimiter: str) -> tuple[str, int]:
    """Return a text without the empty rows at its end, and their number; refuse one that is mostly empty.

    A spreadsheet saved as CSV can drag millions of them along.
    """
    whole = text.rstrip(delimiter + " \t\r\n")
    blank = max(_line_ends(text[len(whole) :]) - 1, 0)
    # What the last row has in empty cells stays: it may hold as many as the headings.
    end = re.match(r"[^\r\n]*(?:\r\n|\r|\n)?", text[len(whole) :])
    whole += end[0] if end else ""
    if len(whole) < MOST_ROWS:
        return whole, blank
    rows, cells = _line_ends(whole), whole.count(delimiter)
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise Unreadable(
            f"The file has {rows:,} lines and {cells + rows:,} cells; "
            f"a timeline may have {MOST_ROWS:,} lines and {MOST_CELLS:,} cells.",
            "Look whether most of them are empty; take out what is not a timeline.",
        )
    return whole, blank


def _line_ends(text: str) -> int:
    return max(text.count("\n"), text.count("\r"))


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
    text = data.decode("utf-8-sig", _BYTE_BY_BYTE)
    strange = len(_STRANGE.findall(text))
    letters = len(text) - len(text.encode("ascii", "ignore")) - strange
    if strange < letters:  # in Windows-1252 alone hardly a letter looks like UTF-8
        return _STRANGE.sub(lambda found: _windows(found[0]), text), MIXED
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file's encoding is not known: the byte {data[error.start]:02X} is no letter "
            "in UTF-8 nor in Windows-1252.",
            "Open it in the program it came from and save it as CSV (UTF-8).",
            _line_at(data.decode("latin-1"), error.start),
        ) from error


_BYTE_BY_BYTE = "surrogateescape"
_STRANGE = re.compile("[\udc80-\udcff]")
MIXED = "UTF-8, some letters in Windows-1252"
"""What a file is in that was put together from two: most of it is UTF-8, and not all."""


def _windows(letter: str) -> str:
    return letter.encode("utf-8", _BYTE_BY_BYTE).decode("cp1252", "replace")


def _line_at(text: str, place: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:place])) + 1


def divider_in_words(delimiter: str) -> str:
    """Return a delimiter as a message calls it: "a comma"."""
    return DELIMITERS.get(delimiter, f"a {delimiter if delimiter.isprintable() else 'control character'}")


def delimiter_of(text: str) -> str:
    """Return the delimiter under which the first lines hold the most known headings.

    Where the usual ones find none, any other sign is tried that divides a row
    of known headings, and most rows below it into as many cells.
    """
    start = list(io.StringIO(text[:LOOK_LETTERS], newline=""))[:LOOK_LINES]
    best, most = ",", (0, 0, 0)
    for delimiter in DELIMITERS:
        rows = list(csv.reader(start, delimiter=delimiter))
        known = max((len(match_columns(row)) for row in rows), default=0)
        # Without headings: where a date stands in a cell of its own, the cells are divided.
        dated = sum(1 for row in rows if any(map(has_date, row))) if known < 2 else 0
        widest = max((len(row) for row in rows), default=0)
        if (known, dated, widest) > most:
            best, most = delimiter, (known, dated, widest)
    if most[0] >= 2:
        return best
    return next((delimiter for delimiter in _unusual(start) if _divides(start, delimiter)), best)


def _unusual(lines: Iterable[str]) -> list[str]:
    """Return the signs that could divide cells and are no usual delimiters, the most frequent first."""
    signs = Counter(letter for line in lines for letter in line)
    return [
        sign
        for sign, _ in signs.most_common()
        if not (sign.isalnum() or sign in DELIMITERS or sign in " \t\r\n\f\v\"'\0")
    ]


def _divides(lines: list[str], delimiter: str) -> bool:
    """Tell whether a sign divides a row of known headings, and most rows below into as many cells."""
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row))]
    top = heading_row(rows)
    if top is None:
        return False
    widths = [len(row) == len(rows[top]) for row in rows[top + 1 :]]
    return sum(widths) * 2 >= len(widths)


def _look_for_spaces(table: Table) -> None:
    """Refuse a table that is laid out with spaces: where a cell is empty, nobody can tell which."""
    rows = [re.split(r" {2,}", " ".join(row).strip()) for row in table.rows[:LOOK_LINES]]
    if heading_row(rows) is not None:
        raise Unreadable(
            "The cells are divided by spaces, so that it is not clear where an empty one stands.",
            "Open it in Excel with Data, From Text, Fixed width, and save it as a workbook or as CSV.",
        )


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
