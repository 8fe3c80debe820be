"""The families of a GEDCOM file as relationships: couples, and whose child is whose.

HUSB and WIFE are two places for partners, whoever they are. How a child belongs
to a family stands with the child (FAMC and its PEDI), with the family (CHIL and
a program's own _FREL and _MREL) or in an adoption (ADOP); a child can belong to
several families.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from workbench.case import NEVER_DATED, Relationship, When, in_short
from workbench.intake.gedcom.dates import gedcom_span, gedcom_when
from workbench.intake.gedcom.lines import Findings, Line
from workbench.intake.gedcom.people import Known
from workbench.vocabulary import RELATIONS, plain, relation_of

Row = tuple[Relationship, int]
"""A relationship and the line of the file that it stands on."""
BIRTH = "parent_of"
PEDIGREES = {
    "birth": BIRTH, "natural": BIRTH, "biological": BIRTH, "": BIRTH, "unknown": BIRTH,
    "adopted": "adoptive_parent_of", "adoptive": "adoptive_parent_of",
    "foster": "foster_carer_of", "fostered": "foster_carer_of", "step": "step_parent_of",
    "guardian": "other_carer_of", "guardianship": "other_carer_of", "related": "other_carer_of",
    "other": "other_carer_of",
}  # fmt: skip
_CHECK = "Look at the file, and add the line by hand if it is right."


@dataclass
class _Link:
    """One child in one family: what each partner is to the child, from when to when."""

    child: str
    line: int
    relations: dict[str, str] = field(default_factory=dict)
    start: When = NEVER_DATED
    end: When = NEVER_DATED


@cache
def _couple_words() -> tuple[dict[str, str], dict[str, str]]:
    """Return the relation of a couple by tag and by word."""
    table = list(
        csv.DictReader(
            io.StringIO(files("workbench.intake.gedcom").joinpath("couples.csv").read_text("utf-8"))
        )
    )
    tags = {tag: row["relation"] for row in table for tag in row["tag"].split(";") if tag}
    words = {plain(word): row["relation"] for row in table for word in row["words"].split(";")}
    return tags, words


def couple_relation(text: str) -> str:
    """Return the relation of a couple that an event's type names, or ""."""
    known = _couple_words()[1].get(plain(text))
    meaning = relation_of(text)
    if known or meaning is None:
        return known or ""
    return meaning[0] if RELATIONS[meaning[0]].group == "couple" else ""


def family_rows(found: Sequence[Line], known: Known, findings: Findings) -> list[Row]:
    """Return everything that the families and their children say."""
    families: dict[str, Line] = {}
    for record in found:
        if record.tag != "FAM":
            continue
        name = record.xref or f"line {record.number}"
        if name in families:
            problem = f'The family id "{in_short(name)}" is given twice.'
            findings.look(
                record.number, problem, "Both were read; children are read as pointing to the first."
            )
            name = f"{name} line {record.number}"
        families[name] = record
    partners = {name: _partners(record, known, findings) for name, record in families.items()}
    rows = [row for name, record in families.items() for row in _couple(record, partners[name], findings)]
    links = _links(families, partners, known, findings)
    for link in links:
        for parent, relation in link.relations.items():
            rows.append((Relationship(parent, relation, link.child, link.start, link.end), link.line))
    return rows


def _partners(record: Line, known: Known, findings: Findings) -> dict[str, str]:
    """Return the partners of a family with the place of each; a place can be filled twice."""
    found: dict[str, str] = {}
    for line in record.all("HUSB", "WIFE"):
        id = person_at(line, known, findings)
        if id:
            found.setdefault(id, line.tag)
    return found


def person_at(line: Line, known: Known, findings: Findings) -> str:
    """Return the id of whom a line points to, or "" with a problem where that is nobody."""
    pointer = line.pointer
    if pointer in known.ids:
        return known.ids[pointer]
    if pointer.upper() != "VOID":
        there = f"@{in_short(pointer)}@" if pointer else in_short(line.text) or "nobody"
        findings.look(line.number, f"{line.tag} points to {there}, who is not in the file.", _CHECK)
    return ""


def _couple(record: Line, partners: dict[str, str], findings: Findings) -> Iterator[Row]:
    """Yield what the partners were to each other.

    A family with children and no event says only that they are the parents.
    """
    if len(partners) > 2:
        problem = f"The family has {len(partners)} partners."
        findings.look(record.number, problem, "Every two of the first six were read as one couple.")
    ids = list(partners)[:6]
    pairs = [(one, other) for i, one in enumerate(ids) for other in ids[i + 1 :]]
    events = [(relation, line) for line in record.below if (relation := event_relation(line))]
    if not events and not record.first("CHIL"):
        events = [("partner_of", record)]
    for relation, line in events:
        start, end = gedcom_span(line, findings)
        for one, other in pairs:
            yield Relationship(one, relation, other, start, end), line.number


def event_relation(line: Line) -> str:
    """Return what an event of a family says that its partners were, or ""."""
    tags = _couple_words()[0]
    kind = line.value("TYPE")
    if line.text.strip().upper() == "N":
        return ""  # some programs write an event that was not
    if line.tag in ("MARR", "EVEN", "_MARR"):
        return couple_relation(kind or line.text) or tags.get(line.tag, "")
    return tags.get(line.tag, "") or (couple_relation(line.text) if line.tag in ("_STAT", "_TYPE") else "")


def _links(
    families: dict[str, Line], partners: dict[str, dict[str, str]], known: Known, findings: Findings
) -> list[_Link]:
    """Return one link for each child and family, whichever of the two records names it."""
    found: dict[tuple[str, str], _Link] = {}
    for name, record in families.items():
        for line in record.all("CHIL"):
            child = person_at(line, known, findings)
            if child:
                link = found.setdefault((child, name), _Link(child, line.number))
                for place, tag in (("HUSB", "_FREL"), ("WIFE", "_MREL")):
                    said = line.value(tag)
                    for parent, where in partners[name].items():
                        if said and where == place:
                            link.relations[parent] = _pedigree(said, "", line, findings)
    for child, record in known.records.items():
        for line in record.all("FAMC"):
            name = line.pointer
            if name not in families:
                if name.upper() != "VOID":
                    problem = f"FAMC points to @{in_short(name)}@, a family that is not in the file."
                    findings.look(line.number, problem, _CHECK)
                continue
            link = found.setdefault((child, name), _Link(child, line.number))
            _from_child(link, line, partners[name], findings)
        _adoptions(child, record, found, families, partners, findings)
    for (_, name), link in found.items():
        relations = {parent: link.relations.get(parent, BIRTH) for parent in partners[name]}
        link.relations = {parent: relation for parent, relation in relations.items() if relation}
    return list(found.values())


def _from_child(link: _Link, line: Line, partners: dict[str, str], findings: Findings) -> None:
    """Add what a child's own record says of the family it belongs to."""
    pedigree = line.first("PEDI")
    status = line.value("STAT").lower()
    if status == "disproven":
        link.relations = dict.fromkeys(partners, "")
        findings.look(line.number, "The file says that this parentage is disproven; it was left out.", _CHECK)
        return
    if status == "challenged":
        findings.look(line.number, "The file says that this parentage is challenged; it was taken.", _CHECK)
    if pedigree is not None:
        relation = _pedigree(pedigree.text, pedigree.value("PHRASE"), line, findings)
        link.relations.update(dict.fromkeys(partners, relation))
        link.line = line.number
    if line.first("DATE", "_DATE"):
        link.start, link.end = gedcom_span(line, findings)


def _pedigree(said: str, phrase: str, line: Line, findings: Findings) -> str:
    """Return what the parents are to the child, or "" where that is no parentage."""
    word = plain(said)
    for words in (phrase, f"{phrase} of", phrase.replace("_", " ")):
        meaning = relation_of(words) if phrase else None
        if meaning and RELATIONS[meaning[0]].group in ("parent", "carer") and not meaning[1]:
            return meaning[0]
    if word in ("sealing", "sealed"):
        findings.look(line.number, "A sealing is a rite and no parentage; it was left out.", _CHECK)
        return ""
    if word not in PEDIGREES:
        problem = f'How the child belongs to the family, "{in_short(said)}", is not known.'
        findings.look(
            line.number, problem, f"It was read as care. Known: {', '.join(filter(None, PEDIGREES))}."
        )
    return PEDIGREES.get(word, "other_carer_of")


def _adoptions(
    child: str,
    record: Line,
    links: dict[tuple[str, str], _Link],
    families: dict[str, Line],
    partners: dict[str, dict[str, str]],
    findings: Findings,
) -> None:
    """Take from an adoption who adopted the child and when, and from a birth in which family it was."""
    for birth in record.all("BIRT"):
        for line in birth.all("FAMC"):
            if line.pointer in families:
                links.setdefault((child, line.pointer), _Link(child, line.number))
    for event in record.all("ADOP"):
        into = event.first("FAMC")
        names = [into.pointer] if into and into.pointer in families else _adopting(child, links)
        if len(names) != 1:
            problem = "The adoption does not say which family of the file adopted the child."
            findings.look(event.number, problem, _CHECK)
            continue
        [name] = names
        link = links.setdefault((child, name), _Link(child, event.number))
        who = (into.value("ADOP") if into else "").upper()
        for parent, place in partners[name].items():
            if who in ("", "BOTH", place):
                link.relations[parent] = "adoptive_parent_of"
        when = gedcom_when(event, findings)
        if when.dated:
            link.start = when


def _adopting(child: str, links: dict[tuple[str, str], _Link]) -> list[str]:
    return [
        name
        for (who, name), link in links.items()
        if who == child and "adoptive_parent_of" in link.relations.values()
    ]
