"""What a heading resembles: the known headings of columns.csv, by letters and by the words they hold.

A wrong column is worse than an unknown one. So a word that is in no known
heading makes a likeness weaker, a word such as "next" or "number" ends it, and
the headings that are known to mean no field compete with those that do.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

LONGEST_HEADING = 200
"""A cell longer than this is prose and heads no column."""
LONGEST_LIKENESS = 90
"""Of a longer heading only the very words of a known one are looked for."""
LEAST_SURE = 0.6
"""Under this a heading counts as not understood."""
SAME_WORDS, SAME_BUT_A_SLIP, TWO_THINGS = 0.95, 0.9, 0.85
"""How sure: a known heading's words in another order; with a slip of the pen; a heading of two things."""
A_HARMLESS_WORD, A_STRANGE_WORD, A_STRANGE_PART, WITHOUT_HEAD = 0.05, 0.25, 0.15, 0.3
"""What a heading loses for a word or part beyond the known one, and where that lacks its main word."""
ONE_WORD = 0.85
"""What a known heading of a single word is worth beside others: "date" stands in many headings."""
SECOND = 0.65
"""How sure the second meaning of a known heading is, where another column has its first."""
A_CLEAR_LEAD = 0.04
"""By so much one field has to be likelier than the next; else the heading is open to both."""
PARTS = re.compile(r"[/&+,;|?\n]|\s-\s|\s(?:and|or|ac|a)\s", re.IGNORECASE)

COMBINED = (
    ("date", {"date", "time"}),
    ("date", {"date", "end_date"}),
    ("event", {"event", "response"}),
    ("event", {"event", "outcome"}),
    ("event", {"event", "response", "outcome"}),
    ("event", {"event", "comment"}),
    ("event", {"event", "people"}),
    ("response", {"response", "outcome"}),
    ("response", {"response", "comment"}),
    ("source", {"source", "reference"}),
    ("comment", {"comment", "significance"}),
    ("kind", {"kind", "mode"}),
    ("", {"event", "kind"}),
)
"""What a heading of two things is read as: the one that the other can stand in; "" stands for the first."""


class Likeness(NamedTuple):
    """How surely a heading means a field, and which known heading it is like ("" where it is one)."""

    field: str
    sure: float
    like: str
    rank: int


@dataclass(frozen=True, slots=True)
class Known:
    """A heading of columns.csv; its field is "" where it is known to mean none."""

    heading: str
    field: str
    rank: int
    words: frozenset[str]


@lru_cache(maxsize=1 << 12)
def bare(text: str) -> str:
    """Return a heading's bare words: "Date of contact (dd/mm/yy):" -> "date of contact"."""
    if len(text) > LONGEST_HEADING:
        return ""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = text.lower()
    if not plain.isascii():
        folded = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    plain = re.sub(r"\(.*?\)", " ", plain.replace("\u2019", "'").replace("&", " and "))
    return re.sub(r"[^\w']+|_+", " ", plain).strip(" '")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of headings in their classes; see heading_words.toml."""

    left_out: frozenset[str]
    before_the_rest: frozenset[str]
    harmless: frozenset[str]
    asking: frozenset[str]
    other: frozenset[str]
    another_day: frozenset[str]
    short: dict[str, str]


@cache
def _words() -> _Words:
    text = files("workbench.intake").joinpath("heading_words.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    lists = {
        name: frozenset(map(_singular, found[name].split())) for name in _Words.__slots__ if name != "short"
    }
    return _Words(**lists, short=found["short"])


@cache
def known_headings() -> dict[str, tuple[Known, ...]]:
    """Return every known heading by its bare words, with all that it can mean, the likeliest first."""
    found: dict[str, tuple[Known, ...]] = {}
    text = files("workbench.intake").joinpath("columns.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        for rank, heading in enumerate((row["field"], *row["words"].split(";"))):
            if words := bare(heading):
                known = Known(heading, row["field"], rank, frozenset(_content(words)))
                found[words] = (*found.get(words, ()), known)
    return found


def means_no_field(heading: str) -> bool:
    """Return whether a heading is known to mean none: "Date of birth", "Next review date"."""
    words = bare(heading)
    if meant := known_headings().get(words):
        return not meant[0].field
    return not _words().other.isdisjoint(_content(words))


def is_of_another_day(heading: str) -> bool:
    """Return whether a heading names a day that is not the entry's own: a birth, a next visit."""
    return not _words().another_day.isdisjoint(_content(bare(heading)))


def _content(words: str) -> list[str]:
    """Return the words that say something, written out and in the singular."""
    lists = _words()
    found = []
    for word in words.split():
        word = re.sub(r"'[srn]?$", "", word)  # also the Welsh "o'r", "a'r"
        word = _singular(lists.short.get(word, word))
        if word and word not in lists.left_out:
            found.append(lists.short.get(word, word))
    return found


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "siu" else word


@cache
def _by_words() -> dict[frozenset[str], Known]:
    """Return the known headings by the words they hold, in whatever order; of two the likelier one."""
    found: dict[frozenset[str], Known] = {}
    for known, *_ in sorted(known_headings().values(), key=lambda meant: meant[0].rank):
        found.setdefault(known.words, known)
    return found


@cache
def _by_letters() -> dict[str, Known]:
    return {words.replace(" ", ""): meant[0] for words, meant in known_headings().items()}


@cache
def _holding() -> dict[str, list[Known]]:
    """Return for each word the known headings that hold it."""
    found: dict[str, list[Known]] = {}
    for known in _by_words().values():
        for word in known.words:
            found.setdefault(word, []).append(known)
    return found


@cache
def _vocabulary() -> dict[str, list[str]]:
    """Return the words that headings are made of, by their first letter: slips seldom begin a word."""
    lists = _words()
    found: dict[str, list[str]] = {}
    for word in sorted({*_holding(), *lists.harmless, *lists.other}):
        found.setdefault(word[0], []).append(word)
    return found


@lru_cache(maxsize=1 << 12)
def likenesses(heading: str) -> tuple[Likeness, ...]:
    """Return the fields that a heading can mean, the surest first; none where it resembles nothing."""
    words = bare(heading)
    if meant := known_headings().get(words):
        return tuple(
            like for rank, known in enumerate(meant) for like in _meant((known, (1.0, SECOND)[rank > 0]))
        )
    if len(words) > LONGEST_LIKENESS or not any(map(str.isalpha, words)):
        return ()
    if found := _whole(words):
        return _meant(found)
    return _of_parts(heading) or _held(_mended(words), words)


def _meant(found: tuple[Known, float]) -> tuple[Likeness, ...]:
    known, sure = found
    if not known.field or sure < LEAST_SURE:
        return ()
    return (Likeness(known.field, round(sure, 2), "" if sure == 1 else known.heading, known.rank),)


def _whole(words: str) -> tuple[Known, float] | None:
    """Match a heading as a whole: a known one, its words in another order, or but for a slip."""
    if meant := known_headings().get(words):
        return meant[0], 1.0
    content = _content(words)
    if known := _by_words().get(frozenset(content)) or _by_letters().get(words.replace(" ", "")):
        return known, SAME_WORDS
    if known := _by_words().get(frozenset(_mended(words))):
        return known, SAME_BUT_A_SLIP
    return None


def _mended(words: str) -> list[str]:
    """Return the content words with slips of a letter or two put right where a known word is that near."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    mended = []
    for word in _content(words):
        nearby = _vocabulary().get(word[0], [])
        if len(word) >= 4 and word not in nearby:
            furthest = 1 + (len(word) > 7)
            near = extractOne(word, nearby, scorer=OSA.distance, score_cutoff=furthest)
            near = near or extractOne(f"{word}s", nearby, scorer=OSA.distance, score_cutoff=furthest)
            word = near[0] if near else word
        mended.append(word)
    return mended


def _of_parts(heading: str) -> tuple[Likeness, ...]:
    """Match "Event & action taken", "Dyddiad / Date": each part alone, and what all together can be.

    The first part has to be known. A part that is known to mean no field
    ("Contact / Phone") ends it, except as a question's second half ("By whom?").
    """
    parts = [part for part in PARTS.split(heading) if _content(bare(part))]
    found = [_whole(bare(part)) for part in parts]
    if len(parts) < 2 or found[0] is None or not found[0][0].field:
        return ()
    if "?" not in heading and any(match and not match[0].field for match in found):
        return ()
    fields = {match[0].field for match in found if match and match[0].field}
    first = found[0][0]
    if len(fields) == 1:
        strangers = sum(1 for match in found if match is None or not match[0].field)
        return _meant((first, SAME_WORDS - A_STRANGE_PART * strangers))
    field = next((field or first.field for field, both in COMBINED if both == fields), "")
    known = next((match[0] for match in found if match and match[0].field == field), None)
    return _meant((known, TWO_THINGS)) if known else ()


def _held(mended: list[str], words: str) -> tuple[Likeness, ...]:
    """Match by the words that a heading holds: "Date of contact with family" holds "date of contact"."""
    lists, content = _words(), set(mended)
    head = _head(words, mended)
    best: dict[str, tuple[float, Known]] = {}
    for known in {known.heading: known for word in mended for known in _holding().get(word, ())}.values():
        beyond = content - known.words - lists.before_the_rest
        if known.words <= content and not beyond & lists.other and not known.words <= lists.asking:
            strange = len(beyond - lists.harmless)
            sure = SAME_WORDS - A_HARMLESS_WORD * (len(beyond) - strange) - A_STRANGE_WORD * strange
            sure *= ONE_WORD if len(known.words) == 1 else 1
            sure -= 0 if known.words & head else WITHOUT_HEAD
            if sure > best.get(known.field, (0.0, known))[0]:
                best[known.field] = (sure, known)
    ranked = sorted(best.values(), key=lambda found: -found[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < A_CLEAR_LEAD):
        return ()
    return _meant((ranked[0][1], ranked[0][0]))


def _head(words: str, mended: list[str]) -> set[str]:
    """Return the words that a heading is about: those before its first "of", else the last of its own."""
    before: list[str] = []
    for word in words.split():
        if before and word in _words().before_the_rest:
            return set(mended[: len(_content(" ".join(before)))])
        before.append(word)
    own = [word for word in mended if word not in _words().harmless]
    return set(own[-1:] or mended[-1:])
