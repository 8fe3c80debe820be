"""Words in a case's texts that could be names and that nobody has explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from workbench.anonymising.words import flat, listed
from workbench.chronology import Case
from workbench.coding.given_names import NO_NAMES
from workbench.coding.rules import read_rules
from workbench.vocabulary import AGENCY_TYPES, KINDS, OUTCOMES, RELATIONS, STATUSES, TOPICS, plain

_TITLED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|PC|DC|DS|DI|Sgt|SW|HV|Nurse|Sister|Midwife|Cllr)\.? "
    r"((?:[A-Z][\w'\u2019-]+ ?){1,3})"
)
_PERSON = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|PC|DC|DS|DI|Sgt|Cllr)\.? ([A-Z][a-z'\u2019-]+)(?!\w)")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:[^\W_]|['\u2019-](?=[^\W\d_]))*")
_DOES = """
rang rings said says told tells called calls phoned telephoned texted emailed asked asks attended
came comes went left moved stated states disclosed admitted denied refused cried appeared presented
seemed looked wanted wants thinks thought feels felt lives lived arrived returned stayed works
worked slept ate smiled ran shouted screamed hit punched kicked pushed slapped bit swore drank
smoked used saw sees met meets knows knew believes believed argued agreed signed spoke visited
cancelled brought took takes
"""
_BEGINNING = re.compile(
    rf"(?:^|[.!?;\n]\s+)([A-Z\u00c0-\u00de][^\W\d_]+(?:[-'\u2019][A-Z][^\W\d_]+)*)"
    rf"(?:['\u2019]s\s|\s+(?:{'|'.join(_DOES.split())})\b)"
)
_INSIDE = re.compile(r"(?<=[\w,;:)\u2019'] )[A-Z\u00c0-\u00de][^\W\d_]+(?:[-\u2019'][A-Z][^\W\d_]+)*")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z][\w\u2019'-]*")
LEAST_LETTERS = 3


@cache
def _vocabulary() -> frozenset[str]:
    """Return every word that the field itself writes with a capital."""
    terms = [
        *KINDS.values(),
        *AGENCY_TYPES.values(),
        *TOPICS.values(),
        *OUTCOMES.values(),
        *STATUSES.values(),
    ]
    labels = [word for term in terms for word in (term.label, *term.words)]
    labels += [term.label for term in RELATIONS.values()]
    labels += [name for name, _ in read_rules().names]
    text = files("workbench.anonymising").joinpath("no_names.txt").read_text(encoding="utf-8")
    labels += [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for label in labels for word in plain(label).split()) | NO_NAMES


@cache
def abbreviations() -> frozenset[str]:
    """Return the short words of the field, which are nobody's initials."""
    return frozenset(word for word in _vocabulary() if len(word) <= 4)


def could_be_names(
    case: Case,
    texts: Iterable[str],
    *,
    known: Iterable[str],
    keep: Sequence[str] = (),
    agencies: bool = False,
) -> list[str]:
    """Return words that could be names, in the order in which they come first.

    A word counts where it has a capital within a sentence and is written small nowhere in
    ``texts``; where it stands behind a title ("Mr", "PC"); where it is a usual given name, also a small
    one; where it begins a sentence, is written small nowhere and does what people do ("Protheroe
    rang"). ``known`` are words whose meaning is settled; with ``agencies``, so are those of their
    labels. What begins a sentence otherwise is not found: a person has to read what is published.
    """
    texts = list(texts)
    labels = [person.role for person in case.people]
    labels += [one.type for one in case.agencies.values()]
    if agencies:
        labels += [word for one in case.agencies.values() for word in (one.label, one.organisation)]
    settled = {word for label in (*labels, *known, *keep) for word in plain(label).split()} | _vocabulary()
    stated = {plain(word) for word in (*known, *keep)}
    settled |= {flat(word) for word in settled}
    small = {word.lower() for text in texts for word in _SMALL.findall(text)}
    given = listed("given_names.txt") - listed("everyday.txt")
    found: dict[str, None] = {}
    for text in texts:
        # "Case" is a word of every document, "PC Case" is somebody.
        found |= {
            match[0]: None for match in _PERSON.finditer(text)
            if plain(match[1]) in _vocabulary() and plain(match[0]) not in stated
        }  # fmt: skip
        sure = {word for match in _TITLED.finditer(text) for word in match[1].split()}
        likely = {*_INSIDE.findall(text), *(match[1] for match in _BEGINNING.finditer(text))}
        likely = {word for word in likely if word.lower() not in small}
        before = ""
        for match in _WORD.finditer(text):
            behind_given, before = before in given, flat(match[0]).lower()
            word = re.sub(r"['\u2019]s$", "", match[0])
            low = flat(word).lower()
            if len(word) < LEAST_LETTERS or low in settled or plain(low) in settled:
                continue
            halves = low.split("-") if word[0].isupper() else ()
            if low in given or (len(halves) > 1 and any(one in given for one in halves)):
                found[word] = None
            elif word.isupper():
                if len(word) > LEAST_LETTERS and (behind_given or word in sure):
                    found[word] = None
            elif word in sure or word in likely:
                found[word] = None
    return list(found)
