"""Looks into every file of a folder for what the key replaces: texts, properties, hidden parts, names."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from workbench.anonymising.dates_in_text import dates_in
from workbench.anonymising.identifiers import IDENTIFIERS
from workbench.anonymising.key import Key, one_of

TEXT = (".txt", ".csv", ".tsv", ".json", ".md", ".html", ".htm", ".svg", ".xml", ".toml", ".rels", ".vml")
ZIPPED = (".docx", ".xlsx", ".docm", ".xlsm", ".zip", ".odt", ".ods")
HARMLESS = (".ttf", ".odttf", ".woff2")
MOST_BYTES = 200_000_000
MOST_DEEP = 4


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing in a produced file that must not be there."""

    file: str
    place: str
    """Where in the file: "word/document.xml", "properties", "page 2", "the file's name"."""
    what: str
    """name, place, date, or that the file cannot be looked into."""
    found: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.what} “{self.found}”"


def leaks_in(folder: Path, key: Key, *, allowed: Iterable[date] = ()) -> tuple[Leak, ...]:
    """Return every leak in the files of a folder, in the order of their names.

    ``allowed`` are days that may stand there though the case has them, such as the day of making.
    A file of a kind that cannot be looked into is a leak by itself.
    """
    looking = _Looking(key, frozenset(allowed))
    found: dict[Leak, None] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        for leak in looking.text(name, "the file's name", name):
            found[leak] = None
        if path.is_file():
            for place, text in _texts(path.name, path.read_bytes(), ""):
                found |= dict.fromkeys(looking.text(name, place, text))
    return tuple(found)


class _Looking:
    """What is looked for, in any text."""

    def __init__(self, key: Key, allowed: frozenset[date]) -> None:
        self._key = key
        self._clean: set[str] = set()
        secret = [word for word, to in key.words.items() if word.casefold() != to.casefold()]
        self._words = one_of(secret)
        self._pseudonyms = one_of(set(key.words.values()))
        ids = "|".join(re.escape(slug) for slug, to in key.slugs.items() if slug != to)
        self._ids = re.compile(rf"(?<![\w-])(?:{ids})(?=:\d)") if ids else None
        # A moved date can fall on a day that another entry had: what the key itself wrote is no leak.
        kept = key.policy.dates == "keep"
        self._days = frozenset() if kept else key.exact - key.produced - allowed

    def text(self, file: str, place: str, text: str | None) -> tuple[Leak, ...]:
        """Return what must not stand in a text; None means that it could not be read."""
        if text is None:
            return (Leak(file, place, "cannot be looked into", Path(file).suffix or file),)
        if text in self._clean:  # styles and themes are the same in every document
            return ()
        found = tuple(self._found(file, place, text))
        if not found:
            self._clean.add(text)
        return found

    def _found(self, file: str, place: str, text: str) -> Iterator[Leak]:
        # A pseudonym may hold a word that is somebody's name elsewhere: it is no leak.
        for match in self._words.finditer(self._pseudonyms.sub(" ", text)):
            yield Leak(file, place, self._key.kinds.get(match[0], "name"), match[0])
        for match in self._ids.finditer(text) if self._ids else ():
            yield Leak(file, place, "agency", match[0])
        for match, day in dates_in(text) if self._days else ():
            if day in self._days:
                yield Leak(file, place, "exact date", match[0])
        for kind, pattern in IDENTIFIERS:
            for match in pattern.finditer(text):
                if match[0] in self._key.words:
                    yield Leak(file, place, kind, match[0])


def _texts(name: str, content: bytes, inside: str, deep: int = 0) -> Iterator[tuple[str, str | None]]:
    """Yield every text of a file with its place; None where a part cannot be looked into."""
    suffix = Path(f"_{Path(name).name}").suffix.lower()  # a name such as ".rels" is all suffix
    place = inside or "text"
    if suffix in ZIPPED:
        yield from _zipped(content, inside, deep)
    elif suffix == ".pdf":
        yield from _pdf(content, inside)
    elif suffix == ".png":
        yield from ((f"{inside} picture".strip(), text) for text in _png(content))
    elif suffix in TEXT:
        yield from _plain_or_xml(content, place)
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
                yield place, info.filename
                if not info.is_dir():
                    yield from _texts(info.filename, package.read(info), place, deep + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        yield inside or "package", None


def _plain_or_xml(content: bytes, place: str) -> Iterator[tuple[str, str | None]]:
    text = _decoded(content)
    yield place, text
    if text is not None and text.lstrip().startswith("<"):
        try:
            root = ElementTree.fromstring(content)
        except ElementTree.ParseError:
            return
        yield place, _words_of(root)


def _words_of(root: ElementTree.Element) -> str:
    """Return each paragraph or cell on a line, however it is cut into runs, and all attributes."""
    lines: dict[str, None] = {}
    for element in root.iter():
        if element.tag.rpartition("}")[2] in ("p", "si", "is", "text", "title", "desc"):
            lines["".join(element.itertext())] = None
        for value in element.attrib.values():
            lines[value] = None
    return "\n".join(lines)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _pdf(content: bytes, inside: str) -> Iterator[tuple[str, str | None]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        for name, value in (reader.metadata or {}).items():
            yield f"{inside} properties".strip(), f"{name} {value}"
        if reader.xmp_metadata is not None:
            yield (
                f"{inside} properties".strip(),
                _decoded(reader.xmp_metadata.stream.get_data()),
            )
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text()
            yield f"{inside} page {number}".strip(), text
            yield f"{inside} page {number}".strip(), " ".join(text.split())
        for name, files in reader.attachments.items():
            for attached in files:
                yield from _texts(name, attached, f"{inside} attachment {name}".strip(), 1)
    except (PyPdfError, ValueError, KeyError):
        yield inside or "pages", None


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
        at += size + 12


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
