"""The free text of a whole table, read and coded entry by entry.

What is costly is done for all cells at once: taking texts apart, finding names
and phrases, seeing what is denied. Only what was found is looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency, Person, collector_paused
from workbench.coding.glossary import glossary_labels, without_answered
from workbench.coding.kinds import Writer
from workbench.coding.names import Name, agency_slots, names_tree
from workbench.coding.reading import Cell, CellReader, Reading
from workbench.coding.rules import Called, read_rules
from workbench.coding.stated import agency_lookup
from workbench.coding.suggest import FIELDS, SEVERAL, TEXTS, Suggestion, suggestion
from workbench.coding.weighing import weigh
from workbench.vocabulary import plain

PORTION = 1_000_000
"""Characters that are read at once: enough that what each pass costs by itself does not count."""

Row = tuple[str, ...]
"""An entry to be read: its agency, and its texts in the order of TEXTS."""


@collector_paused()
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
    distinct: dict[Row, int] = {}
    rows = zip(*(entries[name].tolist() for name in ("agency", *TEXTS)), strict=True)
    places = np.array([distinct.setdefault(row, len(distinct)) for row in rows], dtype=np.int64)
    reader = Reader(agencies, people, glossary or {})
    found = [one for some in portions(distinct) for one in reader.suggestions(some)]
    columns: dict[str, np.ndarray] = {}
    codes: dict[str, list[Any]] = {name: [() if name in SEVERAL else ""] * len(found) for name in FIELDS}
    for at, one in enumerate(found):
        for name, value in one.codes.items():
            codes[name][at] = value
    for name, values in codes.items():
        columns[name] = of_objects(values)[places]
    columns["because"] = of_objects([one.because for one in found])[places]
    columns["planned"] = of_objects([one.planned for one in found])[places]
    return pd.DataFrame(columns, index=entries.index)


def portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in portions of about as much text, so that memory does not grow with the table."""
    portion: list[Row] = []
    size = 0
    for row in rows:
        portion.append(row)
        size += sum(map(len, row))
        if size >= PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def of_objects(values: list[Any]) -> np.ndarray:
    """Return a column of what need not be text or numbers."""
    return np.fromiter(values, dtype=object, count=len(values))


class Reader:
    """Reads entries of one case: it knows the agencies, the people and the case's own words."""

    def __init__(
        self, agencies: Mapping[str, Agency], people: Sequence[Person], glossary: Mapping[str, str]
    ) -> None:
        self.rules = without_answered(read_rules(), glossary)
        self.agencies = agencies
        self._resolve = cache(agency_lookup(agencies))
        own_words = glossary_labels(glossary, agencies, people)
        labels = [*own_words, *_agency_labels(agencies), *_person_labels(people)]
        names = names_tree(self.rules, self._resolve, _people_by_role(people), labels)
        self.cells = CellReader(self.rules, names)
        self._writers: dict[str, Writer] = {}

    def suggestions(self, rows: Sequence[Row]) -> list[Suggestion]:
        """Return what each row suggests, its kind by rules and clues together."""
        found, events = self.by_rules(rows)
        weigh(found, events, self.cells.clues)
        return found

    def by_rules(self, rows: Sequence[Row]) -> tuple[list[Suggestion], list[Reading]]:
        """Return what each row suggests by rules alone, and its event; all cells are read in one pass."""
        if not rows:
            return [], []
        agencies, *columns = zip(*rows, strict=True)
        writers = [self._writer(agency) for agency in agencies]
        kinds = [writer.type for writer in writers]
        cells = [
            list(map(Cell._make, zip(texts, repeat(name), kinds, strict=False))) if any(texts) else ()
            for texts, name in zip(columns, TEXTS, strict=True)
        ]
        distinct = [cell for cell in dict.fromkeys(chain.from_iterable(cells)) if cell.text]
        readings = dict(zip(distinct, self.cells.read(distinct), strict=True))
        nothing = Reading()
        found = [[readings.get(cell, nothing) for cell in own] or [nothing] * len(rows) for own in cells]
        of_rows = zip(*found, strict=True)
        made = [suggestion(writer, own, self._resolve) for writer, own in zip(writers, of_rows, strict=True)]
        return made, found[0]

    def _writer(self, agency: str) -> Writer:
        found = self._writers.get(agency)
        if found is None:
            kind = self.agencies[agency].type if agency in self.agencies else "other"
            # "School" in a school's own entry is itself, also where the case has several schools.
            found = Writer(frozenset((agency, kind)), kind, self.rules.usual.get(kind, ""))
            self._writers[agency] = found
        return found


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
