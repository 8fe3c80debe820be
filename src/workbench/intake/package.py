"""A zip package (Word, Excel, OpenDocument) unpacked with care, before any parser sees it.

A package says itself how large its members are, and a hostile one lies. So
members are unpacked piece by piece, counted, and dropped at a limit.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

from workbench.intake.table import Unreadable

MOST_MEMBERS = 10_000
MOST_UNPACKED = 500_000_000
"""What the parts of one file that are read may hold together, unpacked."""
MOST_RATIO = 300
"""Times that a part may grow in unpacking, where it becomes large. Real tables grow 10 to 100 times."""
LARGE = 30_000_000
_PIECE = 1_000_000


class Package:
    """The members of a zip package, each unpacked within limits when it is asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            # The last of two members of one name is the one that Office reads.
            self._members = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise _damaged() from error
        if len(self._zip.infolist()) > MOST_MEMBERS:
            raise Unreadable(
                f"The file is packed from {len(self._zip.infolist()):,} parts, which no table needs.",
                "It may be made to do harm. Ask the agency for a new copy.",
            )
        self.names = frozenset(self._members)
        self._left = MOST_UNPACKED

    def read(self, name: str) -> bytes:
        """Return a member, unpacked; raise Unreadable where it is damaged, locked or far too large."""
        info = self._members.get(name)
        if info is None or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged()
        if info.flag_bits & 1:
            raise Unreadable(
                "The file is protected with a password.",
                "Ask the agency for it without a password, or take the password off and save it again.",
            )
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE):
                    size += len(piece)
                    self._left -= len(piece)
                    if self._left < 0:
                        raise _bomb(MOST_UNPACKED)
                    if size > LARGE and size > MOST_RATIO * info.compress_size:
                        raise _bomb(LARGE)
                    pieces.append(piece)
        except (
            zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
        ) as error:  # fmt: skip
            raise _damaged() from error
        return b"".join(pieces)

    def read_xml(self, name: str) -> bytes:
        """Return a member that is XML; raise Unreadable where it brings declarations of its own.

        No Office program writes a document type. With one, a file can name other
        files of this machine, or grow without end.
        """
        data = self.read(name)
        if any(mark in data for mark in _DECLARATIONS):
            raise Unreadable(
                "The file holds XML declarations that Office never writes; it was not read.",
                "It may be made to do harm. Open it in Word or Excel, save it again, or ask for a new copy.",
            )
        return data

    def repacked(self, names: Iterable[str], **own: str) -> bytes:
        """Return a package of the named members only, as they were unpacked and looked at here.

        ``own`` are members written anew: what the original says of itself is not trusted.
        """
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as out:
            for name, text in own.items():
                out.writestr(zipfile.ZipInfo(name), text)
            for name in names:
                out.writestr(zipfile.ZipInfo(name), self.read_xml(name))
        return written.getvalue()


_DECLARATIONS = tuple(
    word.encode(codec)
    for word in ("<!DOCTYPE", "<!ENTITY", "<!ATTLIST")
    for codec in ("utf-8", "utf-16-le", "utf-16-be")
)


def _damaged() -> Unreadable:
    return Unreadable(
        "The file is a Word, Excel or zip file that is damaged or cut short.",
        "Open it in the program it came from and save it again, or ask the agency to send it again.",
    )


def _bomb(size: int) -> Unreadable:
    return Unreadable(
        f"A part of the file unpacks to more than {size // 1_000_000} MB, which no timeline needs.",
        "It may be made to do harm. Open it in Word or Excel, save it again, or ask for a new copy.",
    )
