"""A GEDCOM file as the people and relationships of a case, with every problem at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.case import CaseError, Person, Problem, Relationship, in_short
from workbench.intake.family import same_line
from workbench.intake.gedcom.associations import association_rows
from workbench.intake.gedcom.families import Row, event_relation, family_rows
from workbench.intake.gedcom.kinship import roles
from workbench.intake.gedcom.lines import MOST_BYTES, Findings, Line, records
from workbench.intake.gedcom.people import Known, individuals, labelled, place_labels

MOST_ROWS = 5_000
TAKEN = {
    "NAME", "SEX", "BIRT", "DEAT", "BURI", "CREM", "ADOP", "FAMC", "FAMS", "ASSO", "_ASSO", "_TWIN", "NOTE",
    "SNOTE", "HUSB", "WIFE", "CHIL", "MARR", "DIV", "ANUL", "ENGA", "SEPA", "_SEPR", "_HOUSEHOLD", "_STAT",
    "_NMR", "_UNMARRIED", "_MARR", "_SEP", "_SEPARATED", "_ID", "_LABEL", "_ROLE",
}  # fmt: skip
OF_THE_PROGRAM = {
    "CHAN", "CREA", "SOUR", "RIN", "REFN", "RFN", "AFN", "UID", "_UID", "EXID", "SUBM", "OBJE", "NCHI",
}  # fmt: skip
"""Tags that say nothing of the family: numbers, pictures and sources of the program itself."""
Family = tuple[tuple[Person, ...], tuple[Relationship, ...], tuple[Problem, ...]]


def read_gedcom(path: Path, subjects: Sequence[str] = (), *, names: bool = False) -> Family:
    """Return the people and relationships of a GEDCOM file, and what a person should look at.

    A genogram shows roles, never real names: people are labelled by their place
    in the family ("Maternal grandmother"), or by a number where no subject
    tells it. With ``names`` given names are the labels; family names are never
    taken. Raises CaseError for a file that is no GEDCOM, names nobody, or lacks
    a subject.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CaseError.at(
            path.name, f"The file cannot be opened ({error.strerror}).", "Check the name."
        ) from error
    return read_gedcom_bytes(data, path.name, subjects, names=names)


def read_gedcom_bytes(data: bytes, file: str, subjects: Sequence[str] = (), *, names: bool = False) -> Family:
    """Return what `read_gedcom` does, from a file that is not on disk."""
    findings = Findings(file)
    found = records(data, findings)
    known = individuals(found, findings, names=names)
    chosen = _subjects(subjects, known, findings)
    rows = [*family_rows(found, known, findings), *association_rows(known, findings)]
    if len(rows) > MOST_ROWS:
        raise findings.stop(
            f"The file tells of {len(rows):,} relationships; a genogram holds up to {MOST_ROWS:,}.",
            "Export only the people whom the review is about.",
        )
    relationships = tuple(_checked(sorted(rows, key=lambda row: row[1]), findings, file))
    people = [replace(person, subject=person.id in chosen) for person in known.people.values()]
    _say_what_stays(found, findings, names=names)
    return labelled(people, roles(people, relationships)), relationships, findings.all()


def role_labels(
    people: Sequence[Person], relationships: Sequence[Relationship]
) -> dict[str, tuple[str, str]]:
    """Return label and role of everybody by their place round the subject children, by id."""
    return place_labels(people, roles(people, relationships))


def _subjects(subjects: Iterable[str], known: Known, findings: Findings) -> set[str]:
    """Return the ids of the subjects, which case.toml can give as the file writes them: "@I1@"."""
    chosen = {who: known.ids.get(who.strip("@"), who) for who in subjects}
    lacking = [who for who, id in chosen.items() if id not in known.people]
    if lacking:
        there = list(known.people)
        shown = ", ".join(there[:12]) + (" …" if len(there) > 12 else "")
        raise CaseError(
            *(
                Problem("case.toml", None, "subject", f'"{in_short(who)}" is not in {findings.file}.',
                        f"Individuals there: {shown}.", stops=True)
                for who in lacking
            )
        )  # fmt: skip
    return set(chosen.values())


def _checked(rows: Iterable[Row], findings: Findings, file: str) -> Iterable[Relationship]:
    """Yield each relationship once; what cannot be true is left out and said."""
    seen: set[tuple[str, ...]] = set()
    parents: dict[str, set[str]] = defaultdict(set)
    for relationship, line in rows:
        person, other = relationship.person, relationship.other
        same = same_line(relationship)
        if same in seen:
            continue
        seen.add(same)
        if person == other and relationship.relation != "household":
            findings.look(
                line, f'"{person}" is related to themselves; this was left out.', "Correct the file."
            )
            continue
        if relationship.relation in ("parent_of", "adoptive_parent_of"):
            if other in _ancestors(person, parents):
                problem = f'"{other}" would be their own ancestor; that "{person}" is a parent was left out.'
                findings.look(line, problem, "Look which of the two is the child, and add the line by hand.")
                continue
            parents[other].add(person)
        yield replace(relationship, source=f"{file}:{line}")


def _ancestors(person: str, parents: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [person]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _say_what_stays(found: Sequence[Line], findings: Findings, *, names: bool) -> None:
    """Say what the file holds beside the family, so that nobody takes it for read."""
    left = Counter(
        line.tag
        for record in found
        if record.tag in ("INDI", "FAM")
        for line in record.below
        if line.tag not in TAKEN and line.tag not in OF_THE_PROGRAM and not event_relation(line)
    )
    ours = all(record.first("_LABEL") for record in found if record.tag == "INDI")
    if not names and not ours:
        problem = "Names were not taken over: people are labelled by their place in the family."
        findings.say(problem, "Their ids are those of the file, so that you can look them up there.")
    if left:
        shown = ", ".join(f"{in_short(tag)} ({number})" for tag, number in left.most_common(12))
        findings.say(
            f"Details that a genogram does not show were not taken over: {shown}.", "They stay in the file."
        )
