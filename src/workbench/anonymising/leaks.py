"""Looks into every file of a folder for what the key replaces: texts, properties, hidden parts, names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.anonymising.dates_in_text import dates_in
from workbench.anonymising.file_texts import texts_of
from workbench.anonymising.key import Key
from workbench.anonymising.words import Words, composed


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
            for place, text in texts_of(path.name, path.read_bytes()):
                found |= dict.fromkeys(looking.text(name, place, text))
    return tuple(found)


class _Looking:
    """What is looked for, in any text."""

    def __init__(self, key: Key, allowed: frozenset[date]) -> None:
        self._key = key
        self._clean: set[str] = set()
        self._words = Words(word for word, to in key.words.items() if word.casefold() != to.casefold())
        said = sorted(map(re.escape, set(map(composed, key.words.values()))), key=len, reverse=True)
        self._pseudonyms = re.compile(rf"(?<!\w)(?:{'|'.join(said) or '(?!)'})(?!\w)")
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
        found = tuple(self._found(file, place, composed(text)))
        if not found:
            self._clean.add(text)
        return found

    def _found(self, file: str, place: str, text: str) -> Iterator[Leak]:
        covered: list[tuple[int, int]] | None = None
        for start, end, word in self._words.found(text, surely=True):
            if covered is None:
                covered = [match.span() for match in self._pseudonyms.finditer(text)]
            # A pseudonym may hold a word that is somebody's name elsewhere: it is no leak.
            at = bisect_right(covered, (start, len(text))) - 1
            if at < 0 or covered[at][1] < end:
                yield Leak(file, place, self._key.kinds.get(word, "name"), " ".join(text[start:end].split()))
        for match in self._ids.finditer(text) if self._ids else ():
            yield Leak(file, place, "agency", match[0])
        for written, day in dates_in(text) if self._days else ():
            # A number at the end of one cell is no day of the month in the next.
            if day in self._days and "\n" not in written:
                yield Leak(file, place, "exact date", written)
