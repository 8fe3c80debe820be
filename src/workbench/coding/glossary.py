"""Short words that a case must explain once: initials, roles, abbreviations nobody else uses.

"CW rang Mo" means something to whoever wrote it. Words that the built-in
vocabulary, the agencies or the people of the case do not settle are asked about,
the commonest first, each with a guess where there is one. The answers are kept
with the case and read in names from then on.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from workbench.case import Agency, Person
from workbench.coding.names import Name, agency_slots
from workbench.coding.rules import Called, Rules, read_rules
from workbench.coding.stated import agency_lookup
from workbench.vocabulary import AGENCY_TYPES, KINDS, plain

TEXTS = ("event", "response", "comment", "source")
MOST_OF_ONE_ROLE = 12
EXAMPLES = 5
"""Entries named with a question."""

_SHORT = re.compile(
    r"(?<![\w./'])"
    r"(?:(?:[A-Z]\.){2,4}(?!\w)"  # J.S.
    r"|[A-Z]{1,4}\d{1,2}(?!\w)"  # SW1, C2
    r"|[A-Z]{2,4}(?![\w/&.'-]*\w)"  # CW
    r"|(?:Mo|Fa|Sib|Ch|Gm|Gf)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class GlossaryQuestion:
    """One word that the case must explain, and what it could mean."""

    word: str
    count: int
    """How often it stands in the entries."""
    entries: tuple[str, ...]
    """The first few entries that hold it, by id."""
    guess: str = ""
    """"person:M1" or "agency:childrens-services"; empty where there is no guess."""
    guess_label: str = ""
    why: str = ""


def unknown_words(
    entries: pd.DataFrame,
    agencies: Mapping[str, Agency],
    people: Sequence[Person],
    *,
    glossary: Mapping[str, str] | None = None,
) -> list[GlossaryQuestion]:
    """Return the short words of the entries that nothing explains, the commonest first.

    ``entries`` has the text columns and its ids as index. A word of the
    ``glossary`` is not asked about again, whatever the answer was.
    """
    words, places = _short_words(entries)
    known = _Known(agencies, people, glossary or {})
    found, which, counts = np.unique(words, return_inverse=True, return_counts=True)
    asked = np.array([known.asks(word) for word in found], dtype=bool)
    questions = []
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(counts)
    for number in np.flatnonzero(asked):
        own = places[order[ends[number] - counts[number] : ends[number]]]
        first = pd.unique(own)[:EXAMPLES]
        ids = tuple(str(entries.index[place]) for place in first)
        word = str(found[number])
        questions.append(GlossaryQuestion(word, int(counts[number]), ids, *known.guess(word)))
    return sorted(questions, key=lambda one: (-one.count, one.word))


def _short_words(entries: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return every short word in the texts and the place of its entry, in the order of the entries."""
    columns = [entries[name].to_numpy(dtype=object) for name in TEXTS if name in entries]
    texts = [" \n ".join(cells) for cells in zip(*columns, strict=True)]
    whole = "\n\n".join(texts)
    ends = np.cumsum([len(text) + 2 for text in texts])
    hits = [(match.group(), match.start()) for match in _SHORT.finditer(whole)]
    words = np.array([word for word, _ in hits], dtype=object)
    starts = np.array([start for _, start in hits], dtype=np.int64)
    return words.astype(str), np.searchsorted(ends, starts, side="right")


class _Known:
    """What the vocabulary, the case and the answers already say of a word."""

    def __init__(
        self, agencies: Mapping[str, Agency], people: Sequence[Person], glossary: Mapping[str, str]
    ) -> None:
        self.agencies, self.people = agencies, people
        self.answered = {_bare(word) for word in glossary}
        self.names = {word: called for word, called in reversed(read_rules().names)}
        self.labels = {_bare(name) for person in people for name in (person.id, person.label)}
        self.labels |= {_bare(name) for slug, agency in agencies.items() for name in (slug, agency.label)}
        self.resolve = agency_lookup(agencies)

    def asks(self, word: str) -> bool:
        """True where nobody has said what the word means."""
        bare = _bare(word)
        small = bare.lower()
        if bare in self.answered or bare in self.labels or small in _ordinary():
            return False
        if _number(bare):
            # "SW1" is asked about: "SW2" is somebody else. "A4" is paper, "S47" a law.
            return _base(bare) in _guesses() and _number(bare) <= MOST_OF_ONE_ROLE
        called = self.names.get(small)
        if called is None:
            return small not in _words_of_rules() or bool(self.guess(word)[0])
        if called.agency or not self.people:
            return False
        return len(self._with_roles(called)) != 1 if called.roles else bare in _guesses()

    def guess(self, word: str) -> tuple[str, str, str]:
        """Return what the word could mean, its label, and why."""
        bare = _bare(word)
        means, label = _guesses().get(bare) or _guesses().get(_base(bare)) or ("", "")
        if means.startswith("agency:"):
            slug = self.resolve(means.removeprefix("agency:"))
            return (
                f"agency:{slug}",
                self._agency_label(slug),
                f'"{bare}" is often written for: {label.lower()}.',
            )
        if means:
            return self._person_guess(bare, means, label)
        return self._by_initials(bare)

    def _person_guess(self, word: str, means: str, label: str) -> tuple[str, str, str]:
        role = means.removeprefix("role:")
        could = [one for one in self.people if (one.subject if means == "subject" else _role(one) == role)]
        number = _number(word)
        if number:
            could = could[number - 1 : number]
        if len(could) == 1:
            return f"person:{could[0].id}", could[0].label, f'"{word}" is often written for: {label.lower()}.'
        who = "Nobody" if not could else f"More than one ({', '.join(one.label for one in could)})"
        return "", "", f'{who} in the case could be "{label.lower()}".'

    def _by_initials(self, word: str) -> tuple[str, str, str]:
        letters = word.upper()
        could = [(f"person:{one.id}", one.label) for one in self.people if _initials(one.label) == letters]
        could += [(f"agency:{slug}", one.label) for slug, one in self.agencies.items()
                  if _initials(one.label) == letters]  # fmt: skip
        return (*could[0], f'The first letters of "{could[0][1]}".') if len(could) == 1 else ("", "", "")

    def _with_roles(self, called: Called) -> list[Person]:
        subjects = [one for one in self.people if one.subject]
        if "subject" in called.roles and subjects:
            return subjects
        return [one for one in self.people if _role(one) in called.roles]

    def _agency_label(self, slug: str) -> str:
        return self.agencies[slug].label if slug in self.agencies else AGENCY_TYPES[slug].label


def without_answered(rules: Rules, glossary: Mapping[str, str]) -> Rules:
    """Return the rules without the built-in names that the case explains otherwise."""
    answered = {_bare(word).lower() for word in glossary}
    names = tuple((word, called) for word, called in rules.names if word not in answered)
    return replace(rules, names=names) if len(names) < len(rules.names) else rules


def glossary_labels(
    glossary: Mapping[str, str], agencies: Mapping[str, Agency], people: Sequence[Person]
) -> Iterator[tuple[str, Name]]:
    """Yield the case's own words as names.

    A word that the vocabulary has too ("Mo") is read in small letters as well;
    any other only as it is written ("IT" is not "it").
    """
    builtin = {word for word, _ in read_rules().names}
    subjects = {one.id for one in people if one.subject}
    for word, answer in glossary.items():
        what, _, code = answer.partition(":")
        bare = _bare(word)
        if what == "agency":
            kind = agencies[code].type if code in agencies else code
            slots, means = agency_slots(kind), (code,)
        elif what == "person":
            slots, means = ("{child}" if code in subjects else "{adult}", "{person}", "{anyone}"), (code,)
        else:
            slots, means = (), ()
        with_stops = ".".join(bare) + "."
        for as_written in ("",) if bare.lower() in builtin else (bare, with_stops):
            yield bare, Name(slots, means, as_written)


@cache
def _ordinary() -> frozenset[str]:
    """Return capitals that are ordinary words, measures or things, whoever writes: "IT", "TV", "KG"."""
    text = files("workbench.coding").joinpath("glossary_ordinary.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@cache
def _guesses() -> dict[str, tuple[str, str]]:
    text = files("workbench.coding").joinpath("glossary_guesses.csv").read_text(encoding="utf-8")
    return {row["word"]: (row["means"], row["label"]) for row in csv.DictReader(io.StringIO(text))}


@cache
def _words_of_rules() -> frozenset[str]:
    """Return the abbreviations that rules or the vocabulary of kinds know: "MARF" needs no explaining."""
    rules = read_rules()
    phrases = [phrase for rule in rules.rules for phrase in (*rule.words, *rule.needs)]
    phrases += [word for kind in KINDS.values() for word in kind.words]
    return frozenset(word for phrase in phrases for word in re.split(r"[\s|/]+", plain(phrase)))


def _bare(word: str) -> str:
    """Return the word without full stops: "J.S." and "JS" are one."""
    return word.replace(".", "")


def _base(word: str) -> str:
    return _bare(word).rstrip("0123456789")


def _number(word: str) -> int:
    """Return the number at the end of "SW1", 0 where there is none."""
    return int(word[len(_base(word)) :] or 0)


def _role(person: Person) -> str:
    return plain(person.role).split(" of ")[0]


def _initials(label: str) -> str:
    parts = re.findall(r"[A-Za-z]+|\d+", label)
    return "".join(part if part.isdigit() else part[0].upper() for part in parts) if len(parts) > 1 else ""
