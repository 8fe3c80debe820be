"""Reading the file of standards: once, whole, and with everything that is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from workbench.standards.model import (
    CONFIDENCES,
    TAGS,
    UNITS,
    Standard,
    StandardsError,
    StandardsProblem,
)

FILE = "practice-standards.csv"
COLUMNS = (
    "id", "jurisdiction", "trigger", "expected_response", "responsible_agency", "within", "unit",
    "clock_starts", "source_title", "source_reference", "source_address", "confidence", "note",
)  # fmt: skip
NEEDED = (
    "id", "jurisdiction", "trigger", "expected_response", "responsible_agency", "clock_starts",
    "source_title", "confidence",
)  # fmt: skip
NATIONS = ("Wales", "England", "Scotland", "Northern Ireland", "United Kingdom")

_TAG = re.compile(r"\[([a-z-]+)\]")
_DAY = r"(\d{4}(?:-\d\d)?(?:-\d\d)?)(?![\d-])"
_FROM = re.compile(rf"applies_from={_DAY}")
_TO = re.compile(rf"applies_to={_DAY}")
_NAMED = re.compile(r"applies_(?:from|to)=")

Row = Mapping[str, str]


@cache
def standards() -> dict[str, Standard]:
    """Return every standard by its id, in the order of the file."""
    text = files("workbench.standards").joinpath(FILE).read_text(encoding="utf-8-sig")
    return read_standards(text, FILE)


def read_standards(text: str, file: str) -> dict[str, Standard]:
    """Return the standards that a CSV text holds, by their id, in its order.

    Raises StandardsError with every problem at once: an unknown unit, nation, tag or
    confidence, an empty cell, a figure that is no number, an id that stands there twice,
    a rule that ends before it begins.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if lacking:
        remedy = f"The first row names the columns: {', '.join(COLUMNS)}."
        problem = StandardsProblem(file, 1, lacking[0], "The column is not there.", remedy)
        raise StandardsError((problem,))
    found: dict[str, Standard] = {}
    problems: list[StandardsProblem] = []
    first: dict[str, int] = {}
    for number, cells in enumerate(reader, start=2):
        row = {name: (cells[name] or "").strip() for name in COLUMNS}
        wrong = [StandardsProblem(file, number, *what) for what in _wrong_in(row)]
        if row["id"] in first:
            again = f'"{row["id"]}" stands in row {first[row["id"]]} already.'
            wrong.append(StandardsProblem(file, number, "id", again, "Give each standard an id of its own."))
        first.setdefault(row["id"], number)
        problems += wrong
        if not wrong:
            found[row["id"]] = _standard(row)
    if problems:
        raise StandardsError(tuple(problems))
    return found


def _wrong_in(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield column, problem and remedy of everything that is wrong with one row."""
    for name in NEEDED:
        if not row[name]:
            yield name, "The cell is empty.", "Fill it in."
    if row["within"] and not re.fullmatch(r"-?\d{1,4}", row["within"]):
        yield "within", f'"{row["within"]}" is not a whole number.', "Write a number, or leave it empty."
    if row["unit"] and row["unit"] not in UNITS:
        yield "unit", f'"{row["unit"]}" is not a unit.', _one_of(row["unit"], UNITS)
    if bool(row["unit"]) != bool(row["within"]):
        column = "unit" if row["within"] else "within"
        yield column, "A figure needs its unit, and a unit its figure.", "Fill both in, or neither."
    if row["confidence"] and row["confidence"] not in CONFIDENCES:
        yield "confidence", f'"{row["confidence"]}" is not known.', _one_of(row["confidence"], CONFIDENCES)
    if row["jurisdiction"] and not any(nation in row["jurisdiction"] for nation in NATIONS):
        yield (
            "jurisdiction",
            f'"{row["jurisdiction"]}" names no nation.',
            _one_of(row["jurisdiction"], NATIONS),
        )
    yield from _wrong_in_note(row["note"])


def _wrong_in_note(note: str) -> Iterator[tuple[str, str, str]]:
    for tag in _TAG.findall(note):
        if tag not in TAGS:
            yield "note", f'"[{tag}]" is not a mark.', _one_of(tag, TAGS)
    if len(_NAMED.findall(note)) != len(_FROM.findall(note)) + len(_TO.findall(note)):
        yield "note", "A day cannot be read.", "Write applies_from=2019-11-11, or 2019-11, or 2019."
        return
    try:
        since, until = _days(note)
    except ValueError:
        yield "note", "There is no such day.", "Write applies_from=2019-11-11, or 2019-11, or 2019."
        return
    if since and until and until < since:
        yield "note", "The standard ends before it begins.", "Change applies_from and applies_to round."


def _one_of(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, 1)
    return (f'Did you mean "{near[0]}"? ' if near else "") + f"Use one of: {', '.join(known)}."


def _days(note: str) -> tuple[date | None, date | None]:
    since, until = _FROM.search(note), _TO.search(note)
    return _day(since[1], last=False) if since else None, _day(until[1], last=True) if until else None


def _day(text: str, *, last: bool) -> date:
    year, month, day = ([*map(int, text.split("-")), 0, 0])[:3]
    if day:
        return date(year, month, day)
    if not last:
        return date(year, month or 1, 1)
    month = month or 12
    return date(year, month, monthrange(year, month)[1])


def _standard(row: Row) -> Standard:
    since, until = _days(row["note"])
    return Standard(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        trigger=row["trigger"],
        expected=row["expected_response"],
        responsible=row["responsible_agency"],
        within=int(row["within"]) if row["within"] else None,
        unit=row["unit"],
        clock=row["clock_starts"],
        source=f"{row['source_title']}, {row['source_reference']}",
        address=row["source_address"],
        confidence=row["confidence"],
        tags=frozenset(_TAG.findall(row["note"])),
        applies_from=since,
        applies_to=until,
        note=row["note"],
    )
