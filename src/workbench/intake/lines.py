"""Text without a table: lines that each begin with a date, as people paste or type them."""

from __future__ import annotations

import re

from workbench.intake.dates import read_date
from workbench.intake.table import Table

HEADINGS = ("Date", "Event")
_DIVIDED = re.compile(r"(.{3,60}?)(?:\s+[-\u2013\u2014]+\s+|\s*[:;]\s+|\t+| {2,})(\S.*)", re.DOTALL)
"""A date, then a dash, a colon, a tab or a wide space, then a text."""


def table_of_lines(text: str) -> tuple[Table, list[str]] | None:
    """Return the lines of a text as rows of date and event, and what stands above the first date.

    A line without a date belongs to the entry above it, as a further line. None
    where no line begins with a date.
    """
    rows: list[list[str]] = []
    above: list[str] = []
    last = -1
    for line in re.split(r"\r\n|\r|\n", text):
        rows.append(["", ""])
        found = _entry(line)
        if found:
            rows[-1] = list(found)
            last = len(rows) - 1
        elif line.strip() and last >= 0:
            rows[last][1] += "\n" + line.strip()
        elif line.strip():
            above.append(line.strip())
    return (Table(rows, headings=HEADINGS, delimiter=""), above) if last >= 0 else None


def begins_with_a_date(text: str) -> bool:
    """Tell whether a paragraph looks like an entry."""
    return _entry(text) is not None


def _entry(line: str) -> tuple[str, str] | None:
    """Return the date and the text of a line, if it begins with a date."""
    divided = _DIVIDED.fullmatch(line.strip())
    if not divided or "\t" in divided[2] or (divided[2][0] == '"' and "\t" in line):  # a row of a table
        return None
    if re.search(r"\d", divided[1]) and read_date(divided[1]).dated:
        return divided[1], divided[2]
    return None
