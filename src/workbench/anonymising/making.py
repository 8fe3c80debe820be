"""Makes the key of a case: everything that has to be replaced, and by what."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from workbench.anonymising.candidates import abbreviations, could_be_names
from workbench.anonymising.key import Key, identifiers_in
from workbench.anonymising.people import is_name_like, is_role, names_of
from workbench.anonymising.policy import Policy
from workbench.anonymising.words import composed, squashed
from workbench.case import CaseError, Person, Problem
from workbench.chronology import Case
from workbench.journal import Item
from workbench.vocabulary import AGENCY_TYPES, plain

MOST_WEEKS = 26
"""Dates are moved by at most half a year, so that seasons and school years are not turned about much."""
TEXTS = ("event", "response", "comment", "source", "reference", "service", "date_text")


def new_key(case: Case, policy: Policy, items: Sequence[Item] = ()) -> Key:
    """Return a key for a case and what its panel wrote.

    Raises CaseError, with every problem at once, where somebody in the family has no label, where
    two have the same, or where a pseudonym is somebody's real name.
    """
    labels = _labels(case.people)
    texts = [composed(text) for text in (*all_texts(case), *item_texts(items))]
    words: dict[str, str] = {}
    kinds: dict[str, str] = {}
    initials = _add_people(words, kinds, case, policy, labels, texts)
    _add_places(words, kinds, policy)
    slugs = _agencies(case, policy, words, kinds)
    numbers: dict[str, int] = {}
    for found, kind in identifiers_in(texts).items():
        _number(words, kinds, numbers, found, kind)
    guessed: list[str] = []
    if policy.unknown == "replace":
        known = [word for word, kind in kinds.items() if kind in ("name", "practitioner", "place", "school")]
        guessed = could_be_names(
            case, texts, known=known, keep=policy.keep, agencies=policy.agencies == "keep"
        )
    for word in guessed:
        _number(words, kinds, numbers, word, "name")
    words = {word: pseudonym for word, pseudonym in words.items() if word not in policy.keep}
    _must_differ(words, kinds)
    weeks = secrets.choice([week for week in range(-MOST_WEEKS, MOST_WEEKS + 1) if abs(week) >= 4])
    return Key(
        words, kinds, weeks * 7, policy, {**slugs, **_ids(case)}, exact_dates(case), (*initials, *guessed)
    )


def _ids(case: Case) -> dict[str, str]:
    """Return what stands in the place of ids of the family that could be names."""
    those = [person.id for person in case.people if is_name_like(person.id)]
    taken = {person.id for person in case.people}
    free = (f"person-{number}" for number in range(1, 2 * len(taken) + 2))
    return dict(zip(those, (one for one in free if one not in taken), strict=False))


def all_texts(case: Case) -> Iterator[str]:
    """Yield every text of a case that a document can show."""
    folder = case.folder
    yield folder.title
    yield folder.source
    yield from folder.terms_of_reference
    for person in case.people:
        yield from (person.label, person.note)
    for name in TEXTS:
        yield from dict.fromkeys(text for text in case.entries[name] if text)
    for others in case.entries["others"]:
        yield from others.values()


def item_texts(items: Iterable[Item]) -> Iterator[str]:
    """Yield every text of what the panel wrote."""
    for item in items:
        for value in item.fields.values():
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                yield from value


def exact_dates(case: Case) -> frozenset[date]:
    """Return the exact days of a case: of entries, births, deaths, the incident."""
    entries = case.entries
    same = (entries["earliest"] == entries["latest"]).to_numpy()
    days = {stamp.date() for stamp in entries.loc[same, "earliest"].dropna().unique()}
    for person in case.people:
        days |= {when.earliest for when in (person.birth, person.death) if when.exact and when.earliest}
    return frozenset(days | ({case.folder.index_date} if case.folder.index_date else set()))


def _labels(people: Sequence[Person]) -> dict[str, str]:
    """Return for each person the words that stand in the place of any name."""
    problems, seen = [], {}
    for number, person in enumerate(people, start=2):
        if not person.label.strip():
            remedy = "Give a role, such as Mother or Sibling 1."
            problems.append(
                Problem("people.csv", number, "label", "This person has no label.", remedy, stops=True)
            )
        elif person.label in seen and is_role(person.label):
            remedy = f"Number them: {person.label} 1, {person.label} 2."
            words = f'Two people have the label "{person.label}".'
            problems.append(Problem("people.csv", number, "label", words, remedy, stops=True))
        seen[person.label] = person
    if problems:
        raise CaseError(*problems)
    found: dict[str, str] = {}
    for person in people:
        found[person.id] = person.label if is_role(person.label) else _free(_role(person), found.values())
    return found


def _role(person: Person) -> str:
    """Return what somebody is to the child, for one whose label is a name."""
    if person.subject:
        return "Child"
    role = person.role.strip()
    words = role if role and is_role(role) else "Family member"
    return words[:1].upper() + words[1:]


def _free(wanted: str, taken: Iterable[str]) -> str:
    taken = set(taken)
    if wanted == "Child":
        letters = (f"Child {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return next(one for one in letters if one not in taken)
    if wanted not in taken:
        return wanted
    return next(f"{wanted} {n}" for n in range(2, 1000) if f"{wanted} {n}" not in taken)


def _add_people(
    words: dict[str, str], kinds: dict[str, str], case: Case, policy: Policy, labels: dict[str, str],
    texts: Sequence[str],
) -> tuple[str, ...]:  # fmt: skip
    """Add the names of the family and those that the policy lists; return the initials that were guessed."""
    practitioners = [name for name, to in policy.names.items() if not to]
    numbered = {name: f"[practitioner {number}]" for number, name in enumerate(practitioners, start=1)}
    found, guessed = names_of(
        case.people, labels, policy, case.answers.glossary, numbered, texts, abbreviations()
    )
    for word, to in found.items():
        words[word] = to
        kinds[word] = "practitioner" if to in numbered.values() else "name"
    return guessed


def _add_places(words: dict[str, str], kinds: dict[str, str], policy: Policy) -> None:
    numbers: dict[str, int] = {}
    for sort, those in (("place", policy.places), ("school", policy.schools)):
        for name in those:
            _number(words, kinds, numbers, name, sort)


def _number(
    words: dict[str, str], kinds: dict[str, str], numbers: dict[str, int], word: str, sort: str
) -> None:
    """Add a word with a numbered pseudonym: "[place 2]"; the same word in other letters keeps its number."""
    if word in words:
        return
    same = next((one for one in kinds if kinds[one] == sort and squashed(one) == squashed(word)), None)
    if same is None:
        numbers[sort] = numbers.get(sort, 0) + 1
    words[word], kinds[word] = words[same] if same else f"[{sort} {numbers[sort]}]", sort


def _agencies(case: Case, policy: Policy, words: dict[str, str], kinds: dict[str, str]) -> dict[str, str]:
    """Add the labels of agencies as their types, and return the ids in the place of theirs."""
    if policy.agencies == "keep":
        return {}
    by_type: dict[str, list[str]] = {}
    for slug, agency in case.agencies.items():
        by_type.setdefault(agency.type, []).append(slug)
    slugs: dict[str, str] = {}
    for type_, those in by_type.items():
        label = AGENCY_TYPES[type_].label if type_ in AGENCY_TYPES else "Agency"
        for number, slug in enumerate(those, start=1):
            agency = case.agencies[slug]
            if is_general(agency.label) and is_general(slug.replace("-", " ")):
                continue
            several = len(those) > 1
            slugs[slug] = f"{type_}-{number}" if several else type_
            name = f"{label} {number}" if several else label
            if agency.label != name and not is_general(agency.label):
                words.setdefault(agency.label, name)
                kinds.setdefault(agency.label, "agency")
            if plain(agency.organisation) not in ("", plain(label), plain(agency.label)):
                words.setdefault(agency.organisation, f"Organisation of {name}")
                kinds.setdefault(agency.organisation, "agency")
    return slugs


def is_general(label: str) -> bool:
    """True if an agency's label says only what sort of service it is: "School", "Health visiting"."""
    return set(plain(label).split()) <= _general_words()


@cache
def _general_words() -> frozenset[str]:
    types = AGENCY_TYPES.values()
    labels = [word for type_ in types for word in (type_.code, type_.label, type_.organisation, *type_.words)]
    return frozenset(word for label in labels for word in plain(label).split()) | {
        "team",
        "service",
        "services",
    }


def _must_differ(words: dict[str, str], kinds: dict[str, str]) -> None:
    """Raise CaseError where a pseudonym is somebody's real name."""
    real = {squashed(word) for word, kind in kinds.items() if kind in ("name", "practitioner")}
    clash = sorted({pseudonym for pseudonym in words.values() if squashed(pseudonym) in real})
    if clash:
        raise CaseError(
            *(
                Problem(
                    "anonymise.toml", None, "names",
                    f'"{one}" would stand for somebody, and is a real name here.',
                    "Choose other words for it, or another label in people.csv.", stops=True,
                )
                for one in clash
            )
        )  # fmt: skip
