"""What people of a case are called, in all its forms, and what stands in the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.anonymising.policy import Policy
from workbench.anonymising.words import squashed
from workbench.case import Person
from workbench.vocabulary import plain

_ROLE_WORDS = """
unborn baby infant child children young person subject index sibling brother sister half step mother
father mum dad parent parents grandmother grandfather grandparent maternal paternal great aunt uncle
cousin partner of the former ex foster carer adoptive adopter friend neighbour family member kinship
guardian twin elder younger older eldest youngest first second third other another girlfriend
boyfriend husband wife birth biological natural legal kin informal previous before after current new
late from aged with by at to in and mgm mgf pgm pgf lodger household mr mrs ms miss dr mothers
fathers adult male female unknown professional worker a b c d e f g h i j k l m n o p q r s t u v w
x y z
"""
ROLE_WORDS = frozenset(_ROLE_WORDS.split())
"""Words that say only who somebody is to the child."""
_AS_NO_PART = """
mr mrs ms miss mx dr prof pc dc ds di sgt sw hv nurse sister midwife cllr sir lady lord master nan
nana nanny gran granny grandma grandad grandpa mam mamgu tadcu taid nain auntie uncle de la le van
der von den ap ab ferch mc mac st al el bin ibn abu the and of or senior junior snr jnr
"""
_NO_PART = frozenset(_AS_NO_PART.split())
"""Parts of a name that name nobody alone."""
_AS_COMMON = """
ok tv am pm ed it id uk eu cp mh ct ds dc di dv da ss ap ho eh cc nb re tx pn mw ft pt hr ip is as
at an to in on of or if my no so up us we be by do go he me ad pa ma dr mr gp sw hv pc ld lp la ea
ep ta sen mri cts
"""
_COMMON = frozenset(_AS_COMMON.split())
"""Abbreviations that could be somebody's initials and as a rule are not."""
LEAST_PART = 2
TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr")


def is_role(label: str) -> bool:
    """True if a label says only who somebody is to the child: "Mother", "Sibling 2", "Child A"."""
    return all(word in ROLE_WORDS or word.isdigit() for word in plain(label.replace("'", "")).split())


def names_of(
    people: Sequence[Person],
    labels: Mapping[str, str],
    policy: Policy,
    glossary: Mapping[str, str],
    numbered: Mapping[str, str],
    texts: Iterable[str],
    abbreviations: frozenset[str],
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return every form of every name with what stands in its place, and the initials that were guessed.

    ``labels`` say by a person's id what stands in the place of their names, ``numbered`` the same for
    names of the policy that have no words of their own. Parts of a name stand for who has it; where
    several have one, for the family only.
    """
    names: list[tuple[str, str]] = [(person.label, labels[person.id]) for person in people]
    for name, to in policy.names.items():
        names.append((name, labels.get(to) or to or numbered[name]))
    names += [
        (word, labels[means.removeprefix("person:")])
        for word, means in glossary.items()
        if means.startswith("person:") and means.removeprefix("person:") in labels
    ]
    names += [(id, labels[id]) for id in labels if is_name_like(id)]
    names = [(name.strip(), to) for name, to in names if name.strip() and not is_role(name)]
    words: dict[str, str] = {}
    for name, to in names:
        words.setdefault(name, to)
    _add_shared(words, ((part, to) for name, to in names for part in _parts(name)), "family name")
    guessed = _add_shared(words, _initials(names, texts, abbreviations), "initials")
    return words, tuple(guessed)


def is_name_like(id: str) -> bool:
    """True for an id that could be somebody's name: "carys" and not "m1" or "mother"."""
    parts = re.findall(r"[^\W\d_]+", id)
    return any(len(part) > 2 for part in parts) and not all(
        part.lower() in ROLE_WORDS or len(part) < 2 for part in parts
    )


def _add_shared(words: dict[str, str], parts: Iterable[tuple[str, str]], sort: str) -> list[str]:
    """Add words that may be several people's: then a number stands in their place, which is nobody."""
    whose: dict[str, list[str]] = {}
    written: dict[str, list[str]] = {}
    for part, to in parts:
        one = squashed(part)
        written.setdefault(one, []).append(part)
        if to not in whose.setdefault(one, []):
            whose[one].append(to)
    known = {squashed(word) for word in words}
    added, number = [], 0
    for one, those in whose.items():
        if one in known:
            continue
        number += len(those) > 1
        words[written[one][0]] = those[0] if len(those) == 1 else f"[{sort} {number}]"
        added.append(written[one][0])
    return added


def _parts(name: str) -> Iterator[str]:
    """Yield the parts of a name that are written alone: "Carys", "Llewellyn-Bevan", "Llewellyn"."""
    pieces = name.replace(",", " ").split()
    if len(pieces) == 1 and "-" not in name:
        return
    for piece in pieces:
        halves = piece.split("-") if piece.count("-") == 1 else []
        for part in dict.fromkeys((piece, *(half for half in halves if len(half) > LEAST_PART))):
            bare = part.strip(".()\"'\u2018\u2019\u201c\u201d")
            small = bare.lower()
            if len(bare) < LEAST_PART or not bare[0].isupper() or not bare[1].isalpha():
                continue
            if small in ROLE_WORDS and len(bare) > LEAST_PART:
                yield from (
                    f"{title} {bare}" for title in TITLES
                )  # "young" is everybody's, "Mrs Young" is not
            elif small not in _NO_PART and not (len(bare) == LEAST_PART and bare.isupper()):
                yield bare


def _initials(
    names: Sequence[tuple[str, str]], texts: Iterable[str], abbreviations: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the initials of full names that stand in the texts and are no usual abbreviation."""
    found = {squashed(match[0]) for text in texts for match in _INITIALS.finditer(text)}
    for name, to in names:
        parts = [part for part in re.split(r"[\s-]+", name) if part[:1].isalpha() and part[:1].isupper()]
        if len(parts) < 2 or parts[0].strip(".").lower() in _NO_PART:
            continue
        letters = "".join(part[0] for part in parts)
        for one in dict.fromkeys((letters, letters[0] + letters[-1])):
            small = squashed(one)
            if small in found and small not in _COMMON and small not in abbreviations:
                yield one, to


_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Z]{2,4}|(?:[A-Z]\.\s?){1,3}[A-Z]\.?)(?![^\W_])")
