"""Real files damaged by chance, and what has to hold of every one that is read.

Used by the tests with some hundred files, and by `benchmarks/fuzz_files.py` with thousands.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.office_files import document, unzipped, workbook, zipped
from workbench.intake import Timeline, read_timeline
from workbench.intake.ole import CompoundFile, packed

FILES = Path(__file__).parent / "files"
ROWS = [
    ["Date", "Event", "Response", "Told"],
    *([f"{day}/5/2019", f"Visit no. E{day:04}; seen.", "Noted, passed on", "gp"] for day in range(1, 25)),
]


def _text(delimiter: str, codec: str) -> bytes:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in ROWS).encode(codec)


def _page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><body><table>{rows}</table></body></html>".encode()


def real_files() -> dict[str, bytes]:
    """Return a whole file of each format."""

    def merged(made: Any) -> None:
        made.tables[0].cell(3, 0).merge(made.tables[0].cell(4, 0))

    def formats(book: Any, sheets: dict[str, Any]) -> None:
        sheets["A"].write_datetime(3, 0, datetime(2019, 5, 3))
        sheets["A"].merge_range("A6:A8", "5/5/2019")
        sheets["A"].set_row(4, None, None, {"hidden": True})
        sheets["A"].write_comment("B3", "Ask")

    return {
        "comma.csv": _text(",", "utf-8"),
        "tab.tsv": _text("\t", "utf-16"),
        "semicolon.csv": _text(";", "cp1252"),
        "page.html": _page(),
        "word.docx": document(
            ROWS, [ROWS[0], ["1/6/2019", "Visit no. E9999.", "", ""]], before="Log", more=merged
        ),
        "excel.xlsx": workbook({"A": ROWS, "B": ROWS}, formats),
        "open.ods": (FILES / "housing.ods").read_bytes(),
        "old.xls": (FILES / "housing.xls").read_bytes(),
    }  # fmt: skip


@dataclass(frozen=True)
class Damaged:
    """A damaged file, and how it came to be."""

    name: str
    data: bytes
    how: str
    harmless: bool = False
    """True where nothing that stands in a row was touched."""


# Ways to damage bytes


def _flip(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def _take_out(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randrange(1, 200) :]


def _repeat(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data))
    end = start + dice.randrange(1, 400)
    return data[:end] + data[start:end] * dice.randrange(1, 4) + data[end:]


def _put_in(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.randrange(1, 60)) + data[at:]


BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (_flip, _cut, _take_out, _repeat, _put_in)


def _number(dice: random.Random, data: bytes) -> bytes:
    """Change a number in a text: places, repetitions, widths."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    found = dice.choice(numbers)
    number = dice.choice(
        (b"0", b"-1", b"65536", b"1048577", b"99999999", b"4294967296", b"18446744073709551616")
    )
    return data[: found.start()] + number + data[found.end() :]


def _tag(dice: random.Random, data: bytes) -> bytes:
    """Take out, double or rename a tag."""
    tags = list(re.finditer(rb"<[^<>]+>", data))
    if not tags:
        return data
    found = dice.choice(tags)
    tag = dice.choice((b"", found[0] * 2, dice.choice(tags)[0]))
    return data[: found.start()] + tag + data[found.end() :]


XML = (*BYTES, _number, _number, _tag, _tag)


def _in_package(dice: random.Random, data: bytes) -> tuple[bytes, str, bool]:
    members = unzipped(data)
    names = sorted(members)
    way = dice.choice(("inside", "inside", "inside", "remove", "swap", "more", "order"))
    name = dice.choice(names)
    if way == "inside":
        if not members[name]:
            return data, "nothing", False
        hurt = dice.choice(XML)
        members[name] = hurt(dice, members[name])
        return zipped(members), f"{hurt.__name__} inside {name}", False
    if way == "remove":
        del members[name]
        return zipped(members), f"{name} removed", name.startswith(("docProps/", "Thumbnails/", "meta"))
    if way == "swap":
        other = dice.choice(names)
        members[name], members[other] = members[other], members[name]
        return zipped(members), f"{name} and {other} swapped", name == other
    if way == "more":
        return zipped({**members, "custom/note.xml": dice.randbytes(50)}), "a part added", True
    dice.shuffle(names)
    return zipped({other: members[other] for other in names}), "parts in another order", True


def _in_stream(dice: random.Random, data: bytes) -> bytes:
    return packed("Workbook", dice.choice(BYTES)(dice, CompoundFile(data).stream("Workbook")))


def damaged_files(seed: int, number: int) -> Iterator[Damaged]:
    """Yield damaged files, the same ones for the same seed."""
    dice = random.Random(seed)
    whole = real_files()
    names = sorted(whole)
    for at in range(number):
        name = names[at % len(names)]
        data = whole[name]
        if data.startswith(b"PK") and dice.random() < 0.7:
            yield Damaged(name, *_in_package(dice, data))
        elif name == "old.xls" and dice.random() < 0.7:
            yield Damaged(name, _in_stream(dice, data), "inside the stream")
        else:
            hurt = dice.choice(XML if name == "page.html" else BYTES)
            yield Damaged(name, hurt(dice, data), hurt.__name__)


# What has to hold


def faults(file: Damaged, folder: Path, whole: Timeline) -> list[str]:
    """Read a damaged file and return what does not hold of it; nothing, if all is well."""
    path = folder / file.name
    path.write_bytes(file.data)
    before = hashlib.sha256(file.data).digest()
    read = read_timeline(path, agency="x")
    found = []
    if hashlib.sha256(path.read_bytes()).digest() != before:
        found.append("the file was touched")
    if not len(read) and not any(problem.stops for problem in read.problems):
        found.append("nothing was read, and nothing said")
    lengths = {len(column) for column in (*read.fields.values(), *read.others.values(), read.parts)}
    if lengths - {len(read)}:
        found.append("columns of different lengths")
    if any(not problem.problem or "Traceback" in str(problem) for problem in read.problems):
        found.append("a message that says nothing")
    if file.harmless and (read.fields, read.lines, read.others) != (whole.fields, whole.lines, whole.others):
        found.append("an entry is lost or changed, though its row is whole")
    if file.name.endswith((".csv", ".tsv")) and len(read):
        text = file.data.decode("utf-16" if file.name.endswith(".tsv") else "latin-1", "replace")
        found += [f"the row of {token} is lost" for token in sorted(_tokens(text) - _kept(read))]
    return found


def _kept(read: Timeline) -> set[str]:
    """Return what tells rows apart, as far as it is in what was read."""
    columns = (*read.fields.values(), *read.others.values(), read.above, read.columns)
    return {token for column in columns for cell in column for token in _tokens(cell)}


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"E\d{4}", text))
