"""Which streams an older Office file (an OLE compound file) holds, without unpacking it."""

from __future__ import annotations


def holds(data: bytes, name: str) -> bool:
    """Tell whether a stream or storage of that name is in the file.

    A directory entry is the name in UTF-16, filled up to 64 bytes, and its length.
    """
    written = name.encode("utf-16-le")
    return written.ljust(64, b"\0") + (len(written) + 2).to_bytes(2, "little") in data
