"""What a file is, by its content: an agency's file may have any name."""

from __future__ import annotations

import re
from enum import Enum

from workbench.intake.ole import holds
from workbench.intake.package import Package
from workbench.intake.table import Remark, Unreadable


class Kind(Enum):
    """A format that can be read, in plain words."""

    TEXT = "a table in plain text"
    WORKBOOK = "an Excel workbook"
    OLD_WORKBOOK = "an older Excel workbook"
    OPEN_WORKBOOK = "an OpenDocument spreadsheet"
    DOCUMENT = "a Word document"
    PAGE = "a web page"


SUFFIXES = {
    Kind.TEXT: (".csv", ".tsv", ".txt"),
    Kind.WORKBOOK: (".xlsx", ".xlsm"),
    Kind.OLD_WORKBOOK: (".xls",),
    Kind.OPEN_WORKBOOK: (".ods",),
    Kind.DOCUMENT: (".docx", ".docm"),
    Kind.PAGE: (".htm", ".html"),
}
"""The endings that a file of each kind goes by."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_AS_WORD = "Open it, save it as a Word document (.docx) and put that in its place."
_AS_EXCEL = "Open it, save it as an Excel workbook (.xlsx) and put that in its place."
_ASK = "Ask the agency for the Word, Excel or CSV file."
_UNPACK = "Unpack it, and put one Word, Excel or CSV file for each agency there."
_NO_PASSWORD = "Ask the agency for it without a password, or take the password off and save it again."

_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (rb"%PDF", "This is a PDF file, not a table.", _ASK),
    (rb"\{\\rtf", "This is a rich text file (RTF), which cannot be read.", _AS_WORD),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftyp", "This is a picture, not a table.",
     _ASK),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh\d|PK\x05\x06", "This is an archive of files, not a table.", _UNPACK),
    (rb"MIME-Version:", "This is a web archive or an e-mail, which cannot be read.", _AS_EXCEL),
)  # fmt: skip
"""How a file begins that is recognised and refused, what it is, and what to do."""

_IN_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "The file is protected with a password.", _NO_PASSWORD),
    ("WordDocument", "This is a Word document of the older kind (.doc), which cannot be read.", _AS_WORD),
    ("PowerPoint Document", "This is a presentation, not a table.", _ASK),
    ("__properties_version1.0", "This is an e-mail, not a table.", "Save the file that it brought."),
)  # fmt: skip
"""What stands in older Office files that are refused, by the name of a part."""

_IN_PACKAGE: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "This is a binary Excel workbook (.xlsb), which cannot be read.", _AS_EXCEL),
    ("ppt/presentation.xml", "This is a presentation, not a table.", _ASK),
    ("Index/Document.iwa", "This is a Pages or Numbers file, which cannot be read.",
     "Export it as Word, Excel or CSV, and put that in its place."),
)  # fmt: skip
_MIMETYPES = {
    "application/vnd.oasis.opendocument.spreadsheet": Kind.OPEN_WORKBOOK,
    "application/vnd.oasis.opendocument.spreadsheet-template": Kind.OPEN_WORKBOOK,
}


def kind_of(data: bytes) -> Kind:
    """Return what a file is; raise Unreadable, with what to do, where it cannot be read."""
    if data.startswith(_ZIP):
        return _kind_of_package(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    for beginning, problem, remedy in _REFUSED:
        if re.match(beginning, data[:16], re.DOTALL):
            raise Unreadable(problem, remedy)
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not start.startswith(b"<"):
        return Kind.TEXT
    if b"<html" in start or b"<table" in start:
        return Kind.PAGE
    if b"schemas-microsoft-com:office" in start or b"opendocument:xmlns" in start:
        raise Unreadable(
            "This is a Word or Excel file saved as XML, which cannot be read.",
            "Open it, save it as Word (.docx) or Excel (.xlsx) and put that in its place.",
        )
    if start.startswith(b"<?xml"):
        raise Unreadable("This is an XML file, which cannot be read.", _ASK)
    return Kind.TEXT


def _kind_of_package(data: bytes) -> Kind:
    package = Package(data)
    names = package.names
    if "xl/workbook.xml" in names:
        return Kind.WORKBOOK
    if "word/document.xml" in names:
        return Kind.DOCUMENT
    for name, problem, remedy in _IN_PACKAGE:
        if name in names:
            raise Unreadable(problem, remedy)
    if "mimetype" in names:
        mimetype = package.read("mimetype").decode("ascii", "replace").strip()
        if mimetype in _MIMETYPES:
            return _MIMETYPES[mimetype]
        if "opendocument.text" in mimetype:
            raise Unreadable("This is an OpenDocument text (.odt), which cannot be read.", _AS_WORD)
    if "[Content_Types].xml" in names:
        raise Unreadable(
            "This is an Office file without a document or a workbook in it, or one that is damaged.", _ASK
        )
    raise Unreadable("This is an archive of files, not a table.", _UNPACK)


def _kind_of_ole(data: bytes) -> Kind:
    for name, problem, remedy in _IN_OLE:
        if holds(data, name):
            raise Unreadable(problem, remedy)
    if holds(data, "Workbook") or holds(data, "Book"):
        return Kind.OLD_WORKBOOK
    raise Unreadable("This is an older Office file without a workbook in it, or one that is damaged.", _ASK)


def misnamed(suffix: str, kind: Kind) -> Remark | None:
    """Return what to say of a file whose name promises another format."""
    promised = next((other for other, suffixes in SUFFIXES.items() if suffix.lower() in suffixes), None)
    if promised is None or promised is kind:
        return None
    return Remark(
        f"The name ends in {suffix}, and the file is {kind.value}; it was read as that.",
        "Look whether it is the file that the agency meant to send.",
    )
