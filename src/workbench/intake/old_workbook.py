"""A look at a workbook of the older kind (.xls) before it is read, record by record.

Its reader lays out every sheet at once, as far as its cells and its own word on
its size reach. So both are looked at first, and the workbook is packed anew
with the sizes that its cells have.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbench.intake.ole import BrokenFile, CompoundFile, packed
from workbench.intake.sheet_look import DAMAGED, MOST_CELLS, SheetLook, add_to_run
from workbench.intake.table import Unreadable

MOST_RECORDS = 5_000_000
_BOF, _END, _SHEET, _PASSWORD, _SIZE = 0x0809, 0x000A, 0x0085, 0x002F, 0x0200
_ROW, _COLUMNS, _NOTE, _ERROR = 0x0208, 0x007D, 0x001C, 0x0205
_FORMULA = (0x0006, 0x0206, 0x0406)
_CELLS = frozenset((0x0204, 0x00FD, 0x0203, 0x027E, 0x00D6, 0x0205, *_FORMULA, *range(2, 6)))
_SEVERAL = frozenset((0x00BD, 0x00BE))
"""Records of several cells in a row, which name their last column at their end."""


def look_at_old_workbook(data: bytes) -> tuple[dict[str, SheetLook], bytes, bool]:
    """Return what each sheet looks like, the workbook packed anew, and whether it has macros."""
    try:
        file = CompoundFile(data)
        name = "Workbook" if "Workbook" in file.names else "Book"
        stream = bytearray(file.stream(name))
        sheets = list(_sheets(stream))
        looks: dict[str, SheetLook] = {}
        left, budget = MOST_CELLS, MOST_RECORDS
        for title, start in sheets:
            look, read = _look(stream, start, budget)
            look.check(left)
            budget -= read
            left -= look.rows * look.columns
            looks[title] = look
        return looks, packed(name, bytes(stream)), "_VBA_PROJECT" in file.names
    except (BrokenFile, struct.error) as error:
        raise Unreadable(*DAMAGED) from error


def _records(stream: bytes | bytearray, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place of the content and length of each record up to the end of its part."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise BrokenFile
        yield kind, at + 4, length
        if kind == _END:
            return
        at += 4 + length
    raise BrokenFile


def _sheets(stream: bytes | bytearray) -> Iterator[tuple[str, int]]:
    """Yield the name of each sheet and where its records begin."""
    modern = struct.unpack_from("<H", stream, 4)[0] >= 0x0600
    for kind, at, length in _records(stream, 0):
        if kind == _PASSWORD:
            raise Unreadable(
                "The file is protected with a password.",
                "Ask the agency for it without a password, or take the password off and save it again.",
            )
        if kind == _SHEET:
            start, _, letters = struct.unpack_from("<IHB", stream, at)
            written = bytes(stream[at + 7 : at + length])
            wide = modern and bool(written[:1] and written[0] & 1)
            name = written[1:] if modern else written
            yield name[: letters * (1 + wide)].decode("utf-16-le" if wide else "cp1252", "replace"), start


def _look(stream: bytearray, start: int, budget: int) -> tuple[SheetLook, int]:
    look, read = SheetLook(), 0
    sizes: list[tuple[int, int]] = []
    for kind, at, length in _records(stream, start):
        read += 1
        if read > budget:
            raise BrokenFile
        if kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            look.holds(row, column)
            if kind in _FORMULA or (kind == _ERROR and length >= 8 and stream[at + 7]):
                look.formulas.append((row, column))
        elif kind in _SEVERAL and length >= 6:
            row, column = struct.unpack_from("<HH", stream, at)
            (last,) = struct.unpack_from("<H", stream, at + length - 2)
            look.holds(row, max(column, last, column + (length - 6) // 6))
        elif kind == _SIZE:
            sizes.append((at, length))
        elif kind == _ROW and length >= 14 and struct.unpack_from("<H", stream, at + 12)[0] & 0x20:
            (row,) = struct.unpack_from("<H", stream, at)
            add_to_run(look.hidden_rows, row, row)
        elif kind == _COLUMNS and length >= 10 and stream[at + 8] & 1:
            look.hidden_columns.append(struct.unpack_from("<HH", stream, at))
        elif kind == _NOTE and length >= 2:
            look.notes.append((struct.unpack_from("<H", stream, at)[0], ""))
    for at, length in sizes:
        # All zeros say that the sheet is empty, and nothing is set aside for it beforehand.
        stream[at : at + length] = bytes(length)
    return look, read
