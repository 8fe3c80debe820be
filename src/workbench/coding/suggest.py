"""Codes suggested from an entry's own words, each with the words that made it.

A suggestion is a first guess for a person to confirm or correct. The rules are
data (``rules.toml``); here stands only how their answers are put together:
the event is read before the response, and both before the comment and the
source, which count only where the entry itself says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency, Person
from workbench.coding.glossary import glossary_labels, without_answered
from workbench.coding.kinds import Writer, kind_of_entry, rank
from workbench.coding.messages import Message, messages
from workbench.coding.reading import PLANNED, Found, Name, Reading, agency_slots, names_tree, read
from workbench.coding.rules import Called, Rules, read_rules
from workbench.coding.stated import agency_lookup
from workbench.vocabulary import plain

SINGLE = ("kind", "outcome", "child_seen", "mode", "significance")
SEVERAL = ("told", "heard_from", "topics", "people", "whose_account")
FIELDS = (*SINGLE, *SEVERAL)
"""The fields that can be suggested."""

TEXTS = ("event", "response", "comment", "source")
"""The cells that are read, in the order in which they count."""

SEEN_ORDER = ("seen alone", "spoken with", "seen", "not seen")
SERIOUS_ORDER = ("critical", "significant", "low")


@dataclass
class Suggestion:
    """What one entry's words suggest."""

    codes: dict[str, Any] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    """Field -> the words; for lists also "field:code" -> the words for that code."""
    planned: tuple[str, ...] = ()
    """Kinds and agencies ("kind:...", "told:...") named only as something still to be done."""

    def add(self, name: str, code: str, words: str) -> None:
        """Add a code to a field that can hold several."""
        held = self.codes.get(name, ())
        if code not in held:
            self.codes[name] = (*held, code)
            self.because.setdefault(name, words)
            self.because[f"{name}:{code}"] = words


def suggest(
    entries: pd.DataFrame,
    agencies: Mapping[str, Agency],
    people: Sequence[Person],
    glossary: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return for each entry the codes that its words suggest, "" or () where there are none.

    Columns: those of FIELDS, ``because`` (a dict from the field to the exact
    words) and ``planned`` (what is named only as still to be done or not done
    for sure). Each distinct entry is read once.
    """
    keys = pd.MultiIndex.from_arrays([entries[name] for name in ("agency", *TEXTS)])
    places, distinct = keys.factorize()
    reader = Reader(agencies, people, glossary or {})
    found = [reader.suggestion(agency, texts) for agency, *texts in distinct]
    columns: dict[str, np.ndarray] = {}
    for name in FIELDS:
        nothing = () if name in SEVERAL else ""
        columns[name] = _column([one.codes.get(name, nothing) for one in found])[places]
    columns["because"] = _column([one.because for one in found])[places]
    columns["planned"] = _column([one.planned for one in found])[places]
    return pd.DataFrame(columns, index=entries.index)


def _column(values: list[Any]) -> np.ndarray:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


class Reader:
    """Reads entries of one case: it knows the agencies, the people and the case's own words."""

    def __init__(
        self, agencies: Mapping[str, Agency], people: Sequence[Person], glossary: Mapping[str, str]
    ) -> None:
        self.rules: Rules = without_answered(read_rules(), glossary)
        self.agencies = agencies
        self._resolve = agency_lookup(agencies)
        own_words = glossary_labels(glossary, agencies, people)
        labels = [*own_words, *_agency_labels(agencies), *_person_labels(people)]
        self._names = names_tree(self.rules, self._resolve, _people_by_role(people), labels)
        self._read: dict[str, Reading] = {}

    def reading(self, text: str) -> Reading:
        """Return what stands in one cell; the same text is read once."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = read(text, self.rules, self._names)
        return found

    def suggestion(self, agency: str, texts: Iterable[str]) -> Suggestion:
        """Return what the cells of one entry suggest; ``texts`` in the order of TEXTS."""
        kind_of_agency = self.agencies[agency].type if agency in self.agencies else "other"
        readings = [self.reading(text) if text else Reading() for text in texts]
        cells = [
            [one for one in reading.found if kind_of_agency in one.rule.agencies and _in_cell(one, name)]
            for reading, name in zip(readings, TEXTS, strict=True)
        ]
        # "School" in a school's own entry is itself, also where the case has several schools.
        mine = {agency, kind_of_agency}
        writer = Writer(frozenset(mine), kind_of_agency, self.rules.usual.get(kind_of_agency, ""))
        made = Suggestion()
        sent = messages(cells, mine=mine, resolve=self._resolve)
        planned = _flow(made, sent, readings[-1], mine=mine)
        kind, because, planned_kinds = kind_of_entry(cells, sent, readings[0], writer)
        if kind:
            made.codes["kind"], made.because["kind"] = kind, because
        made.planned = tuple(dict.fromkeys([*planned, *(f"kind:{code}" for code in planned_kinds)]))
        _best(made, "outcome", [cells[1], cells[0], *cells[2:]])
        _best(made, "mode", cells[:2])
        _ranked(made, "child_seen", cells, SEEN_ORDER)
        _ranked(made, "significance", cells, SERIOUS_ORDER, finding=True)
        _all(made, "topics", cells, finding=True)
        _all(made, "whose_account", cells)
        # What another agency passed on is an account of something only where it speaks of something.
        if (
            "heard_from" in made.codes
            and "topics" in made.codes
            and made.codes.get("kind") != "information_request"
        ):
            made.add("whose_account", "other agency", made.because["heard_from"])
        for reading in readings[:2]:
            for who, words in reading.people:
                made.add("people", who, words)
        return made


def _of(cell: list[Found], name: str) -> list[Found]:
    return [one for one in cell if one.rule.field == name]


def _in_cell(one: Found, name: str) -> bool:
    return one.rule.cell in ("", name)


def _flow(made: Suggestion, sent: list[Message], source: Reading, *, mine: set[str]) -> list[str]:
    """Suggest who was told and who was heard from, and return who is only to be told.

    A source that is just the name of an agency is where the writer heard it
    from. What is given "to the referrer" goes to whom the writer heard from.
    """
    for one in sent:
        if not one.planned:
            for agency in one.told:
                made.add("told", agency, one.found.because)
            for agency in one.heard:
                made.add("heard_from", agency, one.found.because)
    if "heard_from" not in made.codes:
        for agency in source.only_agency:
            if agency not in mine:
                made.add("heard_from", agency, source.text)
    for one in sent:
        if one.answer and not one.planned:
            for agency in made.codes.get("heard_from", ()):
                made.add("told", agency, one.found.because)
    done = made.codes.get("told", ())
    return [f"told:{agency}" for one in sent if one.planned for agency in one.told if agency not in done]


def _best(made: Suggestion, name: str, cells: list[list[Found]]) -> None:
    """Suggest the one code that ranks first."""
    candidates = [
        (rank(one, place, one.rule.weight), one.rule.code, one.because)
        for place, cell in enumerate(cells)
        for one in _of(cell, name)
        if not one.state or (one.state == PLANNED and one.rule.plan_counts)
    ]
    if candidates:
        _, made.codes[name], made.because[name] = min(candidates)


def _standing(cells: list[list[Found]], name: str, *, finding: bool) -> list[Found]:
    """Return what holds of one field: a finding unless denied, an act unless denied or only planned."""
    return [
        one for cell in cells for one in _of(cell, name) if not (one.finding_denied if finding else one.state)
    ]


def _ranked(
    made: Suggestion, name: str, cells: list[list[Found]], order: Sequence[str], *, finding: bool = False
) -> None:
    """Suggest the code that comes first in ``order`` among those that hold."""
    for group in (cells[:2], cells[2:]):
        standing = _standing(group, name, finding=finding)
        if standing:
            best = min(standing, key=lambda one: order.index(one.rule.code))
            made.codes[name] = best.rule.code
            made.because[name] = best.because
            return


def _all(made: Suggestion, name: str, cells: list[list[Found]], *, finding: bool = False) -> None:
    """Suggest every code that holds; the comment and the source are asked only if the entry gives none."""
    for group in (cells[:2], cells[2:]):
        for one in _standing(group, name, finding=finding):
            made.add(name, one.rule.code, one.because)
        if name in made.codes:
            return


def _agency_labels(agencies: Mapping[str, Agency]) -> list[tuple[str, Name]]:
    return [
        (_bare(name), Name(agency_slots(agency.type), (slug,)))
        for slug, agency in agencies.items()
        for name in dict.fromkeys((slug.replace("-", " "), agency.label))
    ]


def _person_labels(people: Sequence[Person]) -> list[tuple[str, Name]]:
    """Return each person's label and id as a name; one word must be written as it is there."""
    labels = []
    for person in people:
        who = "{child}" if person.subject else "{adult}"
        for label in dict.fromkeys((person.label, person.id)):
            alone = len(plain(label).split()) == 1
            if len(label) > 1:
                labels.append((_bare(label), Name((who, "{person}"), (person.id,), label if alone else "")))
    return labels


def _bare(label: str) -> str:
    """Return a label without the signs that mean something in a phrase."""
    return "".join(" " if sign in "|*{}#." else sign for sign in label)


def _people_by_role(people: Sequence[Person]) -> Callable[[Called], tuple[str, ...]]:
    """Return a function from what a word stands for to the ids of the people it means."""
    by_role: dict[str, list[str]] = {}
    for person in people:
        role = plain(person.role).split(" of ")[0]
        by_role.setdefault(role, []).append(person.id)
    subjects = [person.id for person in people if person.subject]

    def means(called: Called) -> tuple[str, ...]:
        if "subject" in called.roles and subjects:
            return tuple(subjects) if len(subjects) == 1 else ()
        if called.several:
            found = [by_role.get(role, []) for role in called.roles]
            return tuple(ids[0] for ids in found if len(ids) == 1)
        ids = [who for role in called.roles for who in by_role.get(role, [])]
        return (ids[0],) if len(ids) == 1 else ()

    return means
