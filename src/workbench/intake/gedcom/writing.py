"""People and relationships as a GEDCOM 7 file that reads back as the same people and relationships.

What the format has no place for stands in tags of our own (they begin with an
underscore, and other programs pass over them): our ids and labels, roles,
households, from when to when somebody was a carer, and how a date was written.
"""

from __future__ import annotations

import re
from calendar import month_abbr
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from gedcom7 import dumps
from gedcom7.types import GedcomStructure

from workbench.case import Person, Relationship, When
from workbench.vocabulary import RELATIONS

_SEXES = {"female": "F", "male": "M", "non-binary": "X", "unknown": "U"}
_PEDIGREES = {"parent_of": "BIRTH", "adoptive_parent_of": "ADOPTED", "foster_carer_of": "FOSTER"}
_EVENTS = {"married_to": "MARR", "divorced": "DIV"}
_NO_LETTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _line(tag: str, text: str = "", *below: GedcomStructure, to: str = "") -> GedcomStructure:
    clean = _NO_LETTERS.sub(" ", text)
    return GedcomStructure(tag=tag, text=clean, pointer=to or None, children=list(below))


def as_gedcom(people: Sequence[Person], relationships: Sequence[Relationship]) -> str:
    """Return the family as the text of a GEDCOM 7 file, for family tree programs."""
    xrefs = {person.id: f"@I{number}@" for number, person in enumerate(people, start=1)}
    persons = {person.id: _individual(person, xrefs[person.id]) for person in people}
    families = _Families(persons, xrefs)
    for relationship in relationships:
        group = RELATIONS[relationship.relation].group
        if group == "couple":
            families.couple(relationship)
        elif group not in ("parent", "carer"):
            _other(relationship, persons, xrefs)
    for parents in _together(relationships):
        families.child(parents)
    head = _line("HEAD", "", _line("GEDC", "", _line("VERS", "7.0")))
    text = dumps([head, *persons.values(), *families.records, _line("TRLR")])
    return text.removeprefix("\ufeff")


def _individual(person: Person, xref: str) -> GedcomStructure:
    label = person.label.replace("/", "-")
    below = [_line("NAME", label), _line("_ID", person.id), _line("_LABEL", person.label)]
    below.append(_line("SEX", _SEXES[person.sex]))
    for tag, when in (("BIRT", person.birth), ("DEAT", person.death)):
        if when.text:
            below.append(_line(tag, "", *_dates(when)))
    if person.role:
        below.append(_line("_ROLE", person.role))
    if person.note:
        below.append(_line("NOTE", person.note))
    record = _line("INDI", "", *below)
    record.xref = xref
    return record


class _Families:
    """The FAM records: one for each couple, and more where a child belongs to a couple in two ways."""

    def __init__(self, persons: dict[str, GedcomStructure], xrefs: dict[str, str]) -> None:
        self._persons, self._xrefs = persons, xrefs
        self._of: dict[tuple[str, ...], list[GedcomStructure]] = defaultdict(list)
        self._children: set[tuple[str, str | None]] = set()
        self.records: list[GedcomStructure] = []

    def couple(self, row: Relationship) -> None:
        """Add what two partners were to each other."""
        family = self._family((row.person, row.other), "")
        tag = _EVENTS.get(row.relation, "EVEN")
        kind = [] if tag in _EVENTS.values() else [_line("TYPE", row.relation)]
        dates = _dates(row.start, row.end)
        family.append_child(_line(tag, "" if kind or dates else "Y", *kind, *dates))

    def child(self, rows: Sequence[Relationship]) -> None:
        """Add a child to the family of its parents or carers of one kind and time."""
        first = rows[0]
        family = self._family(tuple(row.person for row in rows), first.other)
        self._children.add((first.other, family.xref))
        family.append_child(_line("CHIL", to=self._xrefs[first.other]))
        kind = _PEDIGREES.get(first.relation, "OTHER")
        phrase = [_line("PHRASE", first.relation)] if kind == "OTHER" else []
        dates = _dates(first.start, first.end, tag="_DATE")
        pointer = _line("FAMC", "", _line("PEDI", kind, *phrase), *dates, to=family.xref or "")
        self._persons[first.other].append_child(pointer)

    def _family(self, partners: tuple[str, ...], child: str) -> GedcomStructure:
        """Return the partners' family that does not hold the child yet."""
        for family in self._of[tuple(sorted(partners))]:
            if not child or (child, family.xref) not in self._children:
                return family
        places = zip(("HUSB", "WIFE"), partners, strict=False)
        family = _line("FAM", "", *(_line(tag, to=self._xrefs[who]) for tag, who in places))
        family.xref = f"@F{len(self.records) + 1}@"
        self.records.append(family)
        self._of[tuple(sorted(partners))].append(family)
        for who in partners:
            self._persons[who].append_child(_line("FAMS", to=family.xref))
        return family


def _together(relationships: Iterable[Relationship]) -> list[list[Relationship]]:
    """Return the parents and carers of each child, two and two where they are so in the same way and time."""
    groups: dict[tuple[str, ...], list[Relationship]] = defaultdict(list)
    for row in relationships:
        if RELATIONS[row.relation].group in ("parent", "carer"):
            groups[row.other, row.relation, row.start.text, row.end.text].append(row)
    return [rows[at : at + 2] for rows in groups.values() for at in range(0, len(rows), 2)]


def _other(row: Relationship, persons: dict[str, GedcomStructure], xrefs: dict[str, str]) -> None:
    """Add a household, or any other line as an association; its role is what the person is to the other."""
    dates = _dates(row.start, row.end, tag="_DATE")
    if row.relation == "household":
        persons[row.person].append_child(_line("_HOUSEHOLD", row.other, *dates))
    else:
        role = _line("ROLE", "OTHER", _line("PHRASE", row.relation))
        persons[row.other].append_child(_line("ASSO", "", role, *dates, to=xrefs[row.person]))


def _dates(start: When, end: When | None = None, *, tag: str = "DATE") -> list[GedcomStructure]:
    """Return the lines of a date; the words it was written in stand beside it, for they say more."""
    found = []
    if start.text or (end and end.text):
        phrase = [_line("PHRASE", start.text)] if start.text else []
        found.append(_line(tag, _value(start), *phrase))
    if end and end.text:
        found.append(_line("_UNTIL", end.text))
    return found


def _value(when: When) -> str:
    """Return the days as the format writes them; the first and last day of an interval."""
    first, last = when.earliest, when.latest
    if first and last:
        if first == last:
            return _day(first)
        if when.precision == "year" and first.year == last.year:
            return str(first.year)
        return f"BET {_day(first)} AND {_day(last)}"
    return f"FROM {_day(first)}" if first else f"TO {_day(last)}" if last else ""


def _day(day: date) -> str:
    return f"{day.day} {month_abbr[day.month].upper()} {day.year}"
