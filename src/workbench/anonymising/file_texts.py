"""Every text of a produced file: what stands in it, its properties, what is hidden, packed or attached."""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree

from workbench.anonymising.sheet_days import days_of

if TYPE_CHECKING:
    from pypdf import PdfReader

TEXT = (".txt", ".csv", ".tsv", ".json", ".md", ".html", ".htm", ".svg", ".xml", ".toml", ".rels", ".vml")
ZIPPED = (".docx", ".xlsx", ".docm", ".xlsm", ".zip", ".odt", ".ods")
HARMLESS = (".ttf", ".odttf", ".woff2")
_SUFFIXES = {"image/png": ".png", "image/svg+xml": ".svg", "text/html": ".html", "text/plain": ".txt"}
"""Kinds of what stands in a page as base64, with the files that they are."""
_BASE64 = re.compile(
    r"(?:data:(?P<sort>[\w/+.-]+)[^,]{0,80},)?(?<![A-Za-z0-9+/])(?P<data>(?:[A-Za-z0-9+/]{24,}\s{0,2})+[A-Za-z0-9+/]*={0,2})"
)
_DOTS = (
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"bKGD",
    b"sBIT", b"hIST", b"sPLT", b"tIME", b"cICP",
)  # fmt: skip
"""Parts of a picture that hold no words."""
_BROKEN = re.compile("[-\u00ad\u2010]\\s*\\n\\s*")
_TAG = re.compile(r"<[^<>]*>")
_UNSAID = re.compile(r"<!--.*?-->|<[!?][^>]*>", re.DOTALL)
"""Remarks and declarations of a file with marks."""
_RUN = re.compile(r"</?(?:b|i|u|em|strong|span|a|mark|small|sub|sup|font|tspan)\b", re.IGNORECASE)
"""Tags that cut no word in two."""
SMALL = 200_000
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, KeyError,
    ValueError, ElementTree.ParseError,
)  # fmt: skip
MOST_BYTES = 200_000_000
MOST_DEEP = 4


def texts_of(name: str, content: bytes, inside: str = "", deep: int = 0) -> Iterator[tuple[str, str | None]]:
    """Yield every text of a file with its place; None where a part cannot be looked into."""
    suffix = Path(f"_{Path(name).name}").suffix.lower()  # a name such as ".rels" is all suffix
    place = inside or "text"
    if suffix in ZIPPED:
        yield from _zipped(content, inside, deep)
    elif suffix == ".pdf":
        yield from _pdf(content, inside, deep)
    elif suffix == ".png":
        yield from ((f"{inside} picture".strip(), text) for text in _png(content))
    elif suffix in TEXT:
        yield from _plain(content, suffix, place, deep)
    elif suffix not in HARMLESS:
        yield place, None


def _zipped(content: bytes, inside: str, deep: int) -> Iterator[tuple[str, str | None]]:
    if deep >= MOST_DEEP:
        yield inside, None
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(info.file_size for info in package.infolist()) > MOST_BYTES:
                yield inside or "package", None
                return
            yield inside or "package", package.comment.decode("utf-8", errors="replace")
            for info in package.infolist():
                place = "/".join(filter(None, (inside, info.filename)))
                yield place, f"{info.filename}\n{info.comment.decode('utf-8', errors='replace')}"
                if not info.is_dir():
                    yield from texts_of(info.filename, package.read(info), place, deep + 1)
            for sheet, days in days_of(package):
                yield "/".join(filter(None, (inside, sheet))), days
    except _DAMAGED:
        yield inside or "package", None


def _plain(content: bytes, suffix: str, place: str, deep: int) -> Iterator[tuple[str, str | None]]:
    """Yield a text as it is, and as a reader of its kind sees it."""
    text = _decoded(content)
    if text is None:
        yield place, None
        return
    if text.lstrip().startswith("<"):
        # Styles and themes are the same in every document.
        text = (_marked_up_before if len(content) < SMALL else _marked_up)(content, text)
    yield place, text
    if "%" in text:
        yield place, unquote(text)
    if suffix == ".json" and "\\" in text:
        yield place, _unescaped(text)
    if deep < MOST_DEEP:
        yield from _packed_in(text, place, deep)


def _marked_up(content: bytes, text: str) -> str:
    """Return what a file with marks says, and what stands in its marks and between them."""
    try:
        said = _words_of(ElementTree.fromstring(content))
    except (ElementTree.ParseError, LookupError, ValueError):
        said = html.unescape(_TAG.sub(lambda tag: "" if _RUN.match(tag[0]) else "\n", text))
        return f"{said}\n{html.unescape(text)}"
    return "\n".join((said, *_UNSAID.findall(text)))


_marked_up_before = lru_cache(maxsize=64)(_marked_up)


def _unescaped(text: str) -> str:
    """Return the texts of a JSON file a line each, without the signs that it escapes them by."""
    try:
        return "\n".join(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        return text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    else:
        yield str(value)


def _packed_in(text: str, place: str, deep: int) -> Iterator[tuple[str, str | None]]:
    """Yield what stands in a text as base64: a picture in a page, a text that somebody packed."""
    for match in _BASE64.finditer(text):
        try:
            content = base64.b64decode("".join(match["data"].split()) + "===")
        except (binascii.Error, ValueError):
            continue
        sort = (match["sort"] or "").lower()
        if suffix := _SUFFIXES.get(sort):
            yield from texts_of(f"x{suffix}", content, f"{place} (packed)", deep + 1)
        elif sort and not sort.startswith(("font/", "application/font", "application/x-font")):
            yield f"{place} (packed)", None
        else:
            try:
                yield f"{place} (packed)", content.decode("utf-8")
            except UnicodeDecodeError:
                continue


def _words_of(root: ElementTree.Element) -> str:
    """Return each paragraph or cell on a line, however it is cut into runs, and all attributes."""
    lines: dict[str, None] = {}
    for element in root.iter():
        if element.tag.rpartition("}")[2] in ("p", "si", "is", "text", "title", "desc"):
            lines["".join(element.itertext())] = None
        for own in (element.text, element.tail):
            if own and not own.isspace():
                lines[own] = None
        for value in element.attrib.values():
            lines[value] = None
    return "\n".join(lines)


def _decoded(content: bytes) -> str | None:
    # A text of which every other byte is nothing was written in two bytes a letter.
    wide = [
        name for name, start in (("utf-16-le", 1), ("utf-16-be", 0)) if _mostly_nothing(content[start::2])
    ]
    first = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for encoding in (*wide, first, "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _mostly_nothing(content: bytes) -> bool:
    return content[:400].count(0) * 2 > len(content[:400]) > 0


def _pdf(content: bytes, inside: str, deep: int) -> Iterator[tuple[str, str | None]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        for name, value in (reader.metadata or {}).items():
            yield f"{inside} properties".strip(), f"{name} {value}"
        if reader.xmp_metadata is not None:
            xmp = reader.xmp_metadata.stream.get_data()
            yield from _plain(xmp, ".xml", f"{inside} properties".strip(), MOST_DEEP)
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text()
            place = f"{inside} page {number}".strip()
            yield place, text
            if broken := _BROKEN.search(text):
                yield place, _BROKEN.sub("", text[max(0, broken.start() - 80) :])
        # Notes, bookmarks, forms, alternative texts, scripts: whatever is a text in the file.
        yield f"{inside} structure".strip(), "\n".join(_pdf_strings(reader))
        for name, files in reader.attachments.items():
            for attached in files:
                yield from texts_of(name, attached, f"{inside} attachment {name}".strip(), deep + 1)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        yield inside or "pages", None


def _pdf_strings(reader: PdfReader) -> dict[str, None]:
    """Return every text that stands in the objects of a PDF, outside of what is drawn."""
    from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, TextStringObject

    found: dict[str, None] = {}
    numbers = {number for listed in reader.xref.values() for number in listed} | set(reader.xref_objStm)
    for number in sorted(numbers - {0}):
        waiting = [reader.get_object(number)]
        while waiting:
            one = waiting.pop()
            if isinstance(one, TextStringObject):
                found[str(one)] = None
            elif isinstance(one, ByteStringObject):
                found[one.decode("latin-1")] = None
            elif isinstance(one, DictionaryObject):
                waiting += [value for value in dict.values(one)]
            elif isinstance(one, ArrayObject):
                waiting += list.__iter__(one)
    return found


def _png(content: bytes) -> Iterator[str | None]:
    """Yield the texts that a picture carries beside its dots."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        yield None
        return
    at = 8
    while at + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        part = content[at + 8 : at + 8 + size]
        if kind == b"tEXt":
            yield part.replace(b"\0", b" ").decode("latin-1")
        elif kind in (b"zTXt", b"iTXt"):
            yield _packed(kind, part)
        elif kind not in _DOTS:
            yield part.decode("latin-1")
        at += size + 12
        if kind == b"IEND" and content[at:]:
            yield None  # what is hung on behind a picture is none of it


def _packed(kind: bytes, part: bytes) -> str | None:
    try:
        if kind == b"zTXt":
            name, _, rest = part.partition(b"\0")
            return f"{name.decode('latin-1')} {zlib.decompress(rest[1:]).decode('latin-1')}"
        name, _, rest = part.partition(b"\0")
        words = rest[2:].split(b"\0", 2)[-1]
        text = zlib.decompress(words) if rest[:1] == b"\x01" else words
        return f"{name.decode('latin-1')} {text.decode('utf-8', 'replace')}"
    except (zlib.error, IndexError):
        return None
