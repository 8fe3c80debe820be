"""The bytes of a GEDCOM file as text, in whichever of its many encodings it was written."""

from __future__ import annotations

import re
import unicodedata

from workbench.intake.text_file import Unreadable

_CHAR = re.compile(rb"^[ \t]*1[ \t]+CHAR[ \t]+([^\r\n]*)", re.MULTILINE)
_SAVE_AGAIN = "Export it again from the family tree program, as GEDCOM with UTF-8."
CODECS = {
    "ANSI": "cp1252", "WINDOWS": "cp1252", "WINDOWS-1252": "cp1252", "CP1252": "cp1252",
    "IBM WINDOWS": "cp1252", "ISO-8859-1": "cp1252", "ISO8859-1": "cp1252", "LATIN1": "cp1252",
    "IBMPC": "cp437", "IBM DOS": "cp437", "MSDOS": "cp850", "MACINTOSH": "mac_roman",
}  # fmt: skip
"""What stands after CHAR -> the codec. Everything else is UTF-8, or Windows-1252 where it does not fit."""

# ANSEL (ANSI/NISO Z39.47), the encoding of older files: single letters, and marks that stand
# before the letter they belong to, where Unicode puts them after it.
_LETTERS = dict(zip(
    range(0xA1, 0xCA),
    "ŁØĐÞÆŒʹ·♭®±ƠƯʼ\ufffdʻłøđþæœʺı£ð\ufffdơư□■°ℓ℗©♯¿¡ß€\ufffd",  # noqa: RUF001
    strict=True,
))  # fmt: skip
_LETTERS[0xCF] = "ß"
_MARKS = dict(zip(
    range(0xE0, 0xFF),
    (0x309, 0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30C, 0x30A, 0xFE20, 0xFE21, 0x315,
     0x30B, 0x310, 0x327, 0x328, 0x323, 0x324, 0x325, 0x333, 0x332, 0x326, 0x31C, 0x32E, 0xFE22, 0xFE23,
     0xFFFD, 0xFFFD, 0x313),
    strict=True,
))  # fmt: skip


def gedcom_text(data: bytes) -> tuple[str, str]:
    """Return the text of a GEDCOM file and what a person should know of how it was read, or "".

    What the file says of its own encoding counts only where the bytes do not
    say otherwise: many programs write one and mean another.
    """
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable("This is a zip archive.", "Take the .ged file out of it first.")
    said = _CHAR.search(data[:8192])
    name = said.group(1).decode("latin-1").strip().upper() if said else ""
    text, doubt = _utf_16(data) or _single_bytes(data, name)
    zero = text.find("\0")
    if zero >= 0:
        line = len(re.findall(r"\r\n|\r|\n", text[:zero])) + 1
        raise Unreadable("The file is not text: it holds a zero character.", _SAVE_AGAIN, line)
    return text, doubt


def _utf_16(data: bytes) -> tuple[str, str] | None:
    start = data[:4096]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    elif high * 3 > len(start) and not low:
        codec = "utf-16-le"
    elif low * 3 > len(start) and not high:
        codec = "utf-16-be"
    else:
        return None
    try:
        return data.decode(codec), ""
    except UnicodeDecodeError as error:
        raise Unreadable("The file is UTF-16 text, but is cut short or damaged.", _SAVE_AGAIN) from error


def _single_bytes(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    if name == "ANSEL":
        return ansel(data), ""
    codec = CODECS.get(name, "cp1252")
    doubt = "" if name in CODECS else "The letters do not fit UTF-8 and were read as Windows-1252."
    text = data.decode(codec, errors="replace")
    if "\ufffd" in text:
        doubt = f"Some letters are not known in the encoding {name or 'Windows-1252'} and show as \ufffd."
    return text, doubt


def ansel(data: bytes) -> str:
    """Return ANSEL bytes as text, each mark after its letter and joined with it where Unicode can."""
    found: list[str] = []
    waiting: list[str] = []
    for byte in data:
        mark = _MARKS.get(byte)
        if mark:
            waiting.append(chr(mark))
            continue
        found.append(chr(byte) if byte < 0x80 else _LETTERS.get(byte, "\ufffd"))
        if waiting:
            found += waiting
            waiting.clear()
    return unicodedata.normalize("NFC", "".join(found))
