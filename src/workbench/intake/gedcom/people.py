"""The individuals of a GEDCOM file as people: without their names, unless these are asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.case import NEVER_DATED, Person, When, in_short
from workbench.intake.dates import long_day, read_date
from workbench.intake.gedcom.dates import gedcom_when
from workbench.intake.gedcom.lines import Findings, Line

MOST_PEOPLE = 500
"""A genogram of more can be drawn, but takes ten seconds and more, and nobody can read it."""
SEXES = {"M": "male", "F": "female", "X": "non-binary", "U": "unknown", "": "unknown", "N": "unknown"}
LOSSES = {
    "stillbirth": "stillbirth", "stillborn": "stillbirth",
    "miscarriage": "miscarriage", "termination": "termination",
}  # fmt: skip
_NO_DATE = "Died: no record of the date."


@dataclass
class Known:
    """The individuals of a file, by the id that they get here."""

    people: dict[str, Person] = field(default_factory=dict)
    records: dict[str, Line] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """The id here of each cross-reference in the file."""


def individuals(found: Sequence[Line], findings: Findings, *, names: bool) -> Known:
    """Return everybody in the file; raise CaseError where there is nobody, or a whole parish."""
    persons = [record for record in found if record.tag == "INDI"]
    if not persons:
        remedy = "Export the family as GEDCOM again, with its individuals (INDI)."
        raise findings.stop("The file names no individual.", remedy)
    if len(persons) > MOST_PEOPLE:
        raise findings.stop(
            f"The file names {len(persons):,} people; a genogram holds up to {MOST_PEOPLE}.",
            "Export only the people whom the review is about.",
        )
    known = Known()
    notes = {record.xref: record.text for record in found if record.tag in ("NOTE", "SNOTE") and record.xref}
    made = _made_on(found)
    for record in persons:
        id = _id(record, known, findings)
        known.records[id] = record
        known.people[id] = _person(id, record, findings, notes=notes, made=made, names=names)
    return known


def _id(record: Line, known: Known, findings: Findings) -> str:
    """Return the id of an individual: the file's own where it has one, in plain letters."""
    own = record.value("_ID")  # a file that we wrote
    if own.isprintable() and 0 < len(own) <= 100 and own not in known.people and record.xref not in known.ids:
        known.ids[record.xref or own] = own
        return own
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", record.xref).strip("-") or f"line-{record.number}"
    id, number = stem, 2
    while id in known.people:
        id, number = f"{stem}-{number}", number + 1
    if not record.xref:
        problem = "The individual has no id, so no family of the file can point to them."
        findings.look(record.number, problem, f'They are "{id}" here.')
    elif record.xref in known.ids:
        problem = f'The id "{in_short(record.xref)}" is given twice.'
        findings.look(
            record.number, problem, f'The second is "{id}" here; families are read as pointing to the first.'
        )
    else:
        known.ids[record.xref] = id
    return id


def _person(
    id: str, record: Line, findings: Findings, *, notes: Mapping[str, str], made: date | None, names: bool
) -> Person:
    sex = SEXES.get(record.value("SEX").upper()[:1])
    if sex is None:
        sex = "unknown"
        findings.look(
            record.number, f'SEX "{in_short(record.value("SEX"))}" is not known.', "Known: M, F, X, U."
        )
    birth = _one_date(record, "BIRT", findings)
    death, undated = _death(record, findings, birth=birth, made=made)
    if birth.earliest and death.latest and death.latest < birth.earliest:
        findings.look(record.number, "The death is before the birth.", "Correct one of the two dates.")
    called = [name for line in record.all("NAME") if (name := _given_name(line))] if names else []
    also = [f"Also: {', '.join(dict.fromkeys(called[1:]))}."] if len(set(called)) > 1 else []
    written = [
        notes.get(line.pointer, "") if line.pointer else line.text for line in record.all("NOTE", "SNOTE")
    ]
    return Person(
        id=id,
        label=record.value("_LABEL") or (called[0] if called else ""),
        sex=sex,
        birth=birth,
        death=death,
        role=record.value("_ROLE") or _loss(record),
        note=" ".join(" ".join([*also, *([_NO_DATE] if undated else []), *written]).split()),
    )


def _given_name(line: Line) -> str:
    """Return the name that somebody is called by, without the family name."""
    given = line.value("NICK") or line.value("GIVN") or line.text.partition("/")[0]
    return " ".join(given.split())


def _one_date(record: Line, tag: str, findings: Findings) -> When:
    """Return the date of an event; of several the first that is dated, as the format has it."""
    dates = [when for event in record.all(tag) if (when := gedcom_when(event, findings)).text]
    best = next((when for when in dates if when.dated), dates[0] if dates else NEVER_DATED)
    others = dict.fromkeys(when.text for when in dates if when.text != best.text)
    if others:
        what = "birth" if tag == "BIRT" else "death"
        findings.look(
            record.number,
            f"There are several dates of {what}: {best.text} was taken, "
            f"not {', '.join(map(in_short, others))}.",
            "The first one in the file counts. Correct it here if another is right.",
        )
    return best


def _death(record: Line, findings: Findings, *, birth: When, made: date | None) -> tuple[When, bool]:
    """Return the date of death, and whether the file says no more than that the person is dead.

    Then it lies between the birth and the day on which the file was made.
    """
    death = _one_date(record, "DEAT", findings)
    dead = any(record.all("DEAT", "BURI", "CREM"))
    if death.dated or not dead:
        return death, False
    first = birth.earliest
    if first and made and first <= made:
        words = f"between {long_day(first)} and {long_day(made)}"
    else:
        words = f"until {long_day(made)}" if made else f"from {long_day(first)}" if first else ""
    return (read_date(words) if words else NEVER_DATED), True


def _made_on(found: Sequence[Line]) -> date | None:
    """Return the day on which the program wrote the file, where its head says so."""
    head = next((record for record in found if record.tag == "HEAD"), None)
    when = read_date(head.value("DATE")) if head and head.value("DATE") else NEVER_DATED
    return when.latest


def _loss(record: Line) -> str:
    """Return stillbirth, miscarriage or termination where an event or the age at death says so."""
    said = [line.value("TYPE") for line in record.all("EVEN", "FACT", "BIRT")]
    said += [f"{age.text} {age.value('PHRASE')}" for death in record.all("DEAT") for age in death.all("AGE")]
    words = re.findall(r"[a-z]+", " ".join(said).lower())
    return next((LOSSES[word] for word in words if word in LOSSES), "")


def labelled(people: Sequence[Person], roles: Mapping[str, str]) -> tuple[Person, ...]:
    """Give everybody without a name a label from their place in the family: roles, never names."""
    given = place_labels(people, roles)
    return tuple(
        replace(person, label=person.label or given[person.id][0], role=person.role or given[person.id][1])
        for person in people
    )


def place_labels(people: Sequence[Person], roles: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return label and role of everybody by their place in the family, the eldest numbered first."""
    kinds = Counter(roles.get(person.id, "") for person in people)
    numbers: Counter[str] = Counter()
    found: dict[str, tuple[str, str]] = {}
    for person in sorted(people, key=lambda p: p.birth.earliest or date.max):
        role = roles.get(person.id, "")
        numbers[role] += 1
        number = f" {numbers[role]}" if not role or kinds[role] > 1 else ""
        found[person.id] = (
            f"{role or 'Person'}{number}",
            "subject child" if person.subject else role.lower(),
        )
    return found
