"""Finds many names in a text in one pass: whole, whatever their accents, capitals and signs between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from workbench.intake.dates.spans import MONTHS

_HIDDEN = re.compile("(?<=\\w)[\u00ad\u200b\u200c\u200d\u2060\ufeff]+(?=\\w)")
_WITHOUT_A_BASE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d"}
_APART = re.compile(r"[\s_'.-]+")
_MONTH = "|".join({*MONTHS, *(month[:3] for month in MONTHS), "Sept"})
_BEFORE_A_MONTH = re.compile(
    r"(?:(?<![^\W_])\d\d?(?:(?:st|nd|rd|th)?(?: of)?)|\b(?:in|since|until|till|during|early|mid|late|last"
    rf"|next|this|every|(?:end|start|beginning|middle|month) of"
    rf"|{_MONTH}|(?:{_MONTH}) (?:to|and|or)))[\s,/-]+$",
    re.IGNORECASE,
)
_AFTER_A_MONTH = re.compile(
    rf"[\s,/'-]*(?:(?:\d\d?|(?:19|20)\d\d)(?![^\W_])|(?:(?:to|and|or) )?(?:{_MONTH})\b)"
)
_BEGINS = re.compile('(?:^|[.!?:;|\u2022\u2013\u2014\n\r\t"(\u201c>\\[\\]/])[\\s"\'\u201c\u2018*-]*$')
LONG = 4
"""Shorter names, and as long ones in capitals only, are found as they are written."""


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of one of this room's lists, small and without accents."""
    text = files("workbench.anonymising").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(flat(word).lower() for line in lines for word in line.split())


@cache
def _bases() -> dict[int, str]:
    table = {ord(sign): base for sign, base in _WITHOUT_A_BASE.items()}
    table |= {ord(sign.upper()): base.upper() for sign, base in _WITHOUT_A_BASE.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base, *marks = unicodedata.normalize("NFD", chr(code))
        if marks and all(map(unicodedata.combining, marks)):
            table[code] = base
    table |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc`\u00b4"), "'")
    table |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013"), "-")
    return table


def composed(text: str) -> str:
    """Return a text with accents as part of their letters, and no unseen signs inside words."""
    if text.isascii():
        return text
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text))


def flat(text: str) -> str:
    """Return a text without accents, of the same length; capitals stay."""
    return text if text.isascii() else text.translate(_bases())


def squashed(word: str) -> str:
    """Return a word as it is compared: small, without accents and without what stands between its parts."""
    return _APART.sub("", flat(composed(word)).lower()) or word


class Words:
    """Many words, each found whole wherever it stands in a text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._as_written: dict[str, str] = {}
        self._squashed: dict[str, str] = {}
        for word in map(str, words):
            self._as_written.setdefault(composed(word), word)
            self._squashed.setdefault(squashed(word), word)
        loose = [word for word in self._squashed.values() if len(word) >= LONG and word[-1:].isalpha()]
        tight = [word for word in self._squashed.values() if word not in set(loose)]
        either = [f"(?<![^\\W\\d_]){_tree(loose)}(?![^\\W\\d_])"] if loose else []
        # A short word or a number is not found beside a digit: "CL" is not in "CL4", "12" not in "312".
        either += [f"(?<![^\\W_]){_tree(tight)}(?![^\\W_])"] if tight else []
        self._pattern = re.compile("|".join(either) or "(?!)")

    def found(self, text: str, *, surely: bool = False) -> Iterator[tuple[int, int, str]]:
        """Yield where each word stands and which it is, the longest first, for a text that is `composed`.

        ``surely`` passes over everyday words that begin a sentence.
        """
        without_accents = flat(text)
        small = without_accents.lower()
        at = 0
        while match := self._pattern.search(small, at):
            at = match.end()
            start, end, word = match.start(), match.end(), self._meant(text[match.start() : match.end()])
            while word is None or not _is_name(text, start, end, word, surely):
                end = max(small.rfind(sign, start, end) for sign in " -_\n'")
                shorter = self._pattern.fullmatch(small, start, end) if end > start else None
                if end <= start:
                    word, at = None, start + 1
                    break
                word = self._meant(text[start:end]) if shorter else None
                at = end
            if word is not None:
                yield start, end, word

    def _meant(self, found: str) -> str | None:
        return self._as_written.get(found) or self._squashed.get(squashed(found))


def _is_name(text: str, start: int, end: int, word: str, surely: bool) -> bool:
    """True if what stands in a text is a name there and not an everyday word or abbreviation."""
    said = flat(text[start:end])
    parts = re.findall(r"[^\W_]+", said)
    if all(part.lower() in listed("everyday.txt") for part in parts):
        if not all(part[0].isupper() for part in parts):
            return False
        if len(parts) == 1 and is_month(text, start, end):
            return False
        return not (surely and len(parts) == 1 and _BEGINS.search(text, max(0, start - 12), start))
    if is_exact(word):
        said, wanted = (_APART.sub("", one) for one in (said, flat(word)))
        return said == wanted or (len(word) == LONG - 1 and word.istitle() and said == wanted.upper())
    return True


def is_exact(word: str) -> bool:
    """True for initials and short words: "Jo" is not in "so-jo", "CATS" is no cats; given names are known."""
    if flat(word).lower() in listed("given_names.txt") or " " in word.strip():
        return False
    return len(word) < LONG or (word.isupper() and len(word) <= LONG)


def is_month(text: str, start: int, end: int) -> bool:
    """True if a word is the month of a date there: "4 May", "May 2019", "in May"."""
    if text[start:end].capitalize() not in (*MONTHS, "Jan"):
        return False
    return bool(_BEFORE_A_MONTH.search(text, max(0, start - 24), start) or _AFTER_A_MONTH.match(text, end))


# One pattern of all words


def _tree(words: Iterable[str]) -> str:
    """Return a pattern of any of the words that reads each letter of a text once, the longest word first."""
    root: dict[str, dict] = {}
    for word in words:
        here = root
        for atom in _atoms(flat(composed(word))):
            here = here.setdefault(atom, {})
        here[""] = {}
    return _written(root)


def _atoms(word: str) -> Iterator[str]:
    initials = re.sub(r"[.\s]", "", word)
    if initials.isalpha() and initials.isupper() and len(initials) <= LONG and is_exact(word):
        *first, last = initials.lower()
        yield from (rf"{sign}\.?" for sign in first)
        yield rf"{last}(?:(?<=\..)\.)?"  # the full stop behind "SM" is the sentence's
        return
    word = word.lower()
    if any(map(str.isdigit, word)) and not re.search(r"[^\W\d_]{4}|[@/]", word):
        # Postcodes and numbers are written with and without gaps.
        yield from (re.escape(sign) + r"[\s-]*" for sign in re.sub(r"[\s-]", "", word)[:-1])
        yield re.escape(word[-1])
        return
    for part in re.findall(r"[\s_-]+|.", word, re.DOTALL):
        if _APART.fullmatch(part) and part not in ("'", "."):
            yield r"[\s_-]+"
        elif part == "'":
            yield r"['\s]?"
        elif part == ".":
            yield r"\.?"
        else:
            yield re.escape(part)


def _written(node: dict[str, dict]) -> str:
    chain = ""
    while len(node) == 1 and "" not in node:
        [(atom, node)] = node.items()
        chain += atom
    # What ends nowhere else comes last, so that the longest is tried first.
    either = [atom + _written(below) for atom, below in node.items() if atom]
    if not either:
        return chain
    ends = "?" if "" in node else ""
    return f"{chain}(?:{'|'.join(either)}){ends}"
