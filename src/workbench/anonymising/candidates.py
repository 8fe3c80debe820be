"""Words in a case's texts that could be names and that nobody has explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from workbench.chronology import Case
from workbench.coding.given_names import NO_NAMES
from workbench.coding.rules import read_rules
from workbench.vocabulary import AGENCY_TYPES, KINDS, OUTCOMES, RELATIONS, STATUSES, TOPICS, plain

_TITLED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|PC|DC|DS|DI|Sgt|SW|HV|Nurse|Sister|Midwife|Cllr)\.? "
    r"((?:[A-Z][\w'\u2019-]+ ?){1,3})"
)
_CAPITAL = re.compile(r"(?<!\w)[A-Z\u00c0-\u00de][\w\u2019'-]*[^\W\d_](?:(?:['\u2019]s)?(?!\w))")
_INSIDE = re.compile(r"(?<=[\w,;:)\u2019'] )[A-Z\u00c0-\u00de][^\W\d_]+(?:[-\u2019'][A-Z][^\W\d_]+)*")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z][\w\u2019'-]*")
LEAST_LETTERS = 3


@cache
def given_names() -> frozenset[str]:
    """Return usual given names of these islands: they count as names also where a sentence begins."""
    text = files("workbench.anonymising").joinpath("given_names.txt").read_text(encoding="utf-8")
    return frozenset(
        word.lower() for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


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


def could_be_names(
    case: Case, texts: Iterable[str], *, known: Iterable[str], keep: Sequence[str] = ()
) -> list[str]:
    """Return words that could be names, in the order in which they come first.

    A word counts where it has a capital within a sentence and is written small nowhere in
    ``texts``, where it stands behind a title ("Mr", "PC"), or where it is a usual given name. ``known`` are
    words whose meaning is settled. What begins a sentence and stands nowhere else is not found: a
    person has to read what is published.
    """
    texts = list(texts)
    labels = [name for slug, a in case.agencies.items() for name in (slug, a.label, a.organisation, a.type)]
    labels += [name for person in case.people for name in (person.id, person.label, person.role)]
    settled = {word for label in (*labels, *known, *keep) for word in plain(label).split()} | _vocabulary()
    small = {word.lower() for text in texts for word in _SMALL.findall(text)}
    found: dict[str, None] = {}
    for text in texts:
        titled = {word for match in _TITLED.finditer(text) for word in match[1].split()}
        inside = set(_INSIDE.findall(text))
        for match in _CAPITAL.finditer(text):
            word = re.sub(r"['\u2019]s$", "", match[0])
            low = word.lower()
            if len(word) < LEAST_LETTERS or word.isupper() or plain(low) in settled or low in settled:
                continue
            if word in titled or low in given_names() or (word in inside and low not in small):
                found[word] = None
    return list(found)
