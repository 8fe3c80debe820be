"""Older Office files (OLE compound files): which streams they hold, one of them read, or one packed anew.

Such a file is a small disk of sectors: a table says for each sector which one
follows. A damaged or hostile one goes in circles; no sector is read twice.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_LIST = 0xFFFFFFFC
_SECTOR, _SMALLEST = 512, 4096
"""Streams shorter than this stand in a stream of their own, in sectors of 64 bytes."""


class BrokenFile(Exception):
    """Raised where a compound file does not hold together."""


def holds(data: bytes, name: str) -> bool:
    """Tell whether a stream or storage of that name is in the file.

    A directory entry is the name in UTF-16, filled up to 64 bytes, and its length.
    """
    return _entry_name(name) in data


def _entry_name(name: str) -> bytes:
    written = name.encode("utf-16-le")
    return written.ljust(64, b"\0") + (len(written) + 2).to_bytes(2, "little")


class CompoundFile:
    """The streams of a compound file by name."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _SECTOR or not data.startswith(SIGNATURE):
            raise BrokenFile
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise BrokenFile
        self._size = 1 << shift
        self._next = self._table()
        (directory,) = struct.unpack_from("<I", data, 48)
        self._entries = self._directory(directory)
        self.names = frozenset(self._entries)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise BrokenFile
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _table(self) -> list[int]:
        """Return for each sector which one follows, from the sectors that the header lists."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        (further,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while further < _FAT - 1 and further not in seen:
            seen.add(further)
            *more, further = struct.unpack(f"<{self._size // 4}I", self._sector(further))
            listed += more
        table: list[int] = []
        for number in dict.fromkeys(number for number in listed if number < _FAT - 1):
            table += struct.unpack(f"<{self._size // 4}I", self._sector(number))
        return table

    def _chain(self, first: int) -> Iterator[int]:
        seen: set[int] = set()
        while first < _FAT - 1:
            if first in seen or first >= len(self._next):
                raise BrokenFile
            seen.add(first)
            yield first
            first = self._next[first]

    def _directory(self, first: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for number in self._chain(first):
            sector = self._sector(number)
            for at in range(0, self._size, 128):
                length, kind = struct.unpack_from("<HB", sector, at + 64)
                name = sector[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", sector, at + 116)
                if kind == 5:
                    found[""] = (start, size)
                elif kind == 2:
                    found.setdefault(name, (start, size))
        return found

    def stream(self, name: str) -> bytes:
        """Return a stream; raise BrokenFile where it is not there or not whole."""
        if name not in self._entries:
            raise BrokenFile
        start, size = self._entries[name]
        if size > len(self._data):
            raise BrokenFile
        if size < _SMALLEST:
            return self._small(start, size)
        whole = b"".join(map(self._sector, self._chain(start)))
        if len(whole) < size:
            raise BrokenFile
        return whole[:size]

    def _small(self, first: int, size: int) -> bytes:
        start, _ = self._entries.get("", (_END, 0))
        room = b"".join(map(self._sector, self._chain(start)))
        (table,) = struct.unpack_from("<I", self._data, 60)
        words = b"".join(map(self._sector, self._chain(table)))
        follows = struct.unpack(f"<{len(words) // 4}I", words)
        pieces: list[bytes] = []
        while first < _FAT - 1 and len(pieces) * 64 < size:
            if first >= len(follows):
                raise BrokenFile
            pieces.append(room[first * 64 : first * 64 + 64])
            first = follows[first]
        whole = b"".join(pieces)
        if len(whole) < size:
            raise BrokenFile
        return whole[:size]


def packed(name: str, stream: bytes) -> bytes:
    """Return a compound file with one stream and nothing else."""
    stream = stream.ljust(_SMALLEST, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = lists = 0
    while tables * 128 < tables + lists + 1 + sectors:
        tables += 1
        lists = max(0, -(-(tables - 109) // 127))
    directory = tables + lists
    follows = [_FAT] * tables + [_LIST] * lists + [_END]
    follows += [*range(directory + 2, directory + 1 + sectors), _END]
    follows += [_FREE] * (tables * 128 - len(follows))
    listed = [*range(tables), *[_FREE] * (109 + lists * 127 - tables)]
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIII", 0, tables, directory, 0, _SMALLEST, _END)
    header += struct.pack("<III", 0, tables if lists else _END, lists)
    further = b"".join(
        struct.pack("<128I", *listed[at : at + 127], following)
        for at, following in zip(
            range(109, len(listed), 127), [*range(tables + 1, directory), _END], strict=False
        )
    )
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _NONE, directory + 1, len(stream))
    return b"".join(
        (
            header + struct.pack("<109I", *listed[:109]),
            struct.pack(f"<{len(follows)}I", *follows),
            further,
            entries.ljust(_SECTOR, b"\0"),
            stream.ljust(sectors * _SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    return (
        _entry_name(name)
        + struct.pack("<BBIII", kind, 1, _NONE, _NONE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
