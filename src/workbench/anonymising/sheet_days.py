"""The days of a spreadsheet: a cell holds a number, and its format alone says that it is a date."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DAYS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
"""Formats of days that every spreadsheet has, by their numbers in ECMA-376, 18.8.30."""
_NO_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""Day 0 of a book, and of one of an old Macintosh."""


def days_of(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield each sheet of a book with the days in its cells, written as "2019-03-12", a line each.

    Nothing for a package that is no book. Raises ParseError, KeyError or ValueError where it is damaged.
    """
    names = set(package.namelist())
    if not {"xl/styles.xml", "xl/workbook.xml"} <= names:
        return
    formats = _date_formats(ElementTree.fromstring(package.read("xl/styles.xml")))
    set_up = ElementTree.fromstring(package.read("xl/workbook.xml")).find(f"{_MAIN}workbookPr")
    zero = _ZERO[set_up is not None and set_up.get("date1904") in ("1", "true")]
    for name in sorted(names):
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        found: dict[str, None] = {}
        for cell in ElementTree.fromstring(package.read(name)).iter(f"{_MAIN}c"):
            number = cell.findtext(f"{_MAIN}v")
            if number and cell.get("t", "n") == "n" and int(cell.get("s", "0")) in formats:
                try:
                    found[(zero + timedelta(days=int(float(number)))).isoformat()] = None
                except OverflowError:
                    continue
        if found:
            yield name, "\n".join(found)


def _date_formats(styles: ElementTree.Element) -> set[int]:
    """Return the places of the formats that show a number as a day."""
    own = {
        int(one.get("numFmtId", "0")): _NO_PART.sub("", one.get("formatCode", ""))
        for one in styles.iter(f"{_MAIN}numFmt")
    }
    days = _DAYS | {number for number, code in own.items() if re.search("[dy]", code, re.IGNORECASE)}
    cells = styles.find(f"{_MAIN}cellXfs")
    return {place for place, one in enumerate(cells or ()) if int(one.get("numFmtId", "0")) in days}
