"""Associations of a GEDCOM file (ASSO): who else belongs to somebody, and as what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from workbench.case import Relationship, in_short
from workbench.intake.gedcom.dates import gedcom_span
from workbench.intake.gedcom.families import Row, person_at
from workbench.intake.gedcom.lines import Findings, Line
from workbench.intake.gedcom.people import Known
from workbench.vocabulary import plain, relation_of

ANY = "friend_of"
"""What somebody is of whom the file says no more than that they belong to another."""


@cache
def _words() -> dict[str, str]:
    table = csv.DictReader(
        io.StringIO(files("workbench.intake.gedcom").joinpath("associations.csv").read_text("utf-8"))
    )
    return {
        plain(word): row["relation"]
        for row in table
        for word in (row["role"], *row["words"].split(";"))
        if word
    }


def association_rows(known: Known, findings: Findings) -> Iterator[Row]:
    """Yield a relationship for every association, household and mark of twins."""
    for id, record in known.records.items():
        for line in record.all("ASSO", "_ASSO", "_TWIN"):
            if line.value("TYPE") in ("FAM", "SUBM", "SOUR"):
                continue  # version 5.5.1 associates people with records of other kinds, too
            other = person_at(line, known, findings)
            if other:
                yield _association(id, other, line, findings)
        for line in record.all("_HOUSEHOLD"):
            start, end = gedcom_span(line, findings)
            yield Relationship(id, "household", " ".join(line.text.split()), start, end), line.number


def _association(id: str, other: str, line: Line, findings: Findings) -> Row:
    """Return the relationship; the role is what the other person is to this one."""
    start, end = gedcom_span(line, findings)
    role = line.first("ROLE", "RELA")
    said = (role.value("PHRASE") or role.text) if role else ("twin" if line.tag == "_TWIN" else "")
    relation, turned = _relation(said)
    if not relation:
        relation, turned = ANY, False
        problem = f'How the two belong together, "{in_short(said)}", is no relation of the genogram.'
        findings.look(line.number, problem, "It was read as friend or associate; correct it if it is more.")
    person, whom = (id, other) if turned else (other, id)
    return Relationship(person, relation, whom, start, end), line.number


def _relation(said: str) -> tuple[str, bool]:
    """Return the relation that a role in words means, and whether it reads from this person to the other."""
    known = _words().get(plain(said))
    if known:
        return known, False
    for words in (said, f"{said} of"):
        meaning = relation_of(words)
        if meaning:
            return meaning
    return "", False
