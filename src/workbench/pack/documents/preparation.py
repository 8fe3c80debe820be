"""The preparation sheets: one agency's own entries and its questions, and nothing of any other's."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.case import Agency
from workbench.journal import Item
from workbench.pack.documents.facts import footer, words_of
from workbench.pack.entries import shown
from workbench.pack.making import Made, PackInput, rows_of
from workbench.pack.paper import Paper
from workbench.pack.wordings import Words, words


def preparation(given: PackInput) -> Iterator[Made]:
    """Make one sheet for each agency, and one for each role that the panel has a question for."""
    taken: set[str] = set()
    for agency in given.case.agencies.values():
        asked = [item for item in given.of_kind("question") if _is_for(item, agency)]
        roles = dict.fromkeys(str(item.fields["role"]) for item in asked if item.fields.get("role"))
        for role in ("", *roles):
            mine = [item for item in asked if item.fields.get("role", "") in ("", role)]
            name = _free(file_name(" - ".join(filter(None, (agency.label, role)))), taken)
            yield Made(f"Preparation sheets/{name}.docx", _sheet(given, agency, role, mine))


def _is_for(item: Item, agency: Agency) -> bool:
    return str(item.fields.get("agency", "")).strip().lower() in (agency.slug.lower(), agency.label.lower())


def _sheet(given: PackInput, agency: Agency, role: str, asked: list[Item]) -> bytes:
    said = words_of(given, "preparation", agency=agency.label, role=role)
    paper = Paper(said["title_role"] if role else said["title"], footer=footer(given))
    for text in said.list("intro"):
        paper.text(text)
    paper.heading(said["questions_title"], 2)
    _questions(paper, given, agency, asked, said)
    paper.heading(said["entries_title"], 2)
    own = [one for one in shown(given) if one.slug == agency.slug]
    if own:
        headings = said.list("entries_headings")
        keep = slice(None) if given.cite_rows else slice(1, None)
        rows = [(str(one.id.rpartition(":")[2]), one.when, one.event, one.response, "")[keep] for one in own]
        paper.table(headings[keep], (1, 2, 5, 3, 3)[keep], rows, caption=said["entries_title"])
    else:
        paper.text(said["no_entries"])
    paper.heading(said["closing_title"], 2)
    for text in said.list("closing"):
        paper.text(text)
        paper.room(3)
    return paper.content()


def _questions(paper: Paper, given: PackInput, agency: Agency, asked: list[Item], said: Words) -> None:
    """Write the questions under their headings; those of the workbench are marked as suggestions."""
    headings = words("invitation", _Anything(), given.words_folder).list("headings")
    by_heading: dict[str, list[str]] = {heading: [] for heading in headings}
    for item in asked:
        heading = str(item.fields.get("heading") or headings[0])
        rows = [row for row in rows_of(item) if row.startswith(f"{agency.slug}:")]
        by_heading.setdefault(heading, []).append(f"{item.fields['text']}{given.cited(rows)}")
    paper.text(said["own"])
    for heading, questions in by_heading.items():
        if questions:
            paper.heading(heading, 2)
            for question in questions:
                paper.quoted(question)
                paper.room(3)
    suggested = [] if asked else _suggested(given, agency)
    if suggested:
        paper.text(f"({said['suggested']})", note=True)
        for question in suggested:
            paper.quoted(question)
            paper.room(3)
    if not asked and not suggested:
        paper.points(headings)
        paper.room(6)


class _Anything(dict[str, str]):
    """Fields for words of which only those without fields are used."""

    def __missing__(self, name: str) -> str:
        return ""


def _suggested(given: PackInput, agency: Agency) -> list[str]:
    """Return the questions of chosen points that rest on a row of this agency, citing only its rows."""
    found: dict[str, str] = {}
    for point in given.chosen.values():
        for gap in point.gaps:
            own = [row for row in gap.events if row.startswith(f"{agency.slug}:")]
            if own:
                found.setdefault(gap.question, given.cited(own))
    return [f"{question}{rows}" for question, rows in found.items()]


RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
"""Names that Windows keeps for devices."""
LONGEST = 80


def file_name(label: str) -> str:
    """Return a label as a file can be called on every system."""
    safe = "".join(letter if letter.isalnum() or letter in " -_'&," else "-" for letter in label)
    name = " ".join(safe.split())[:LONGEST].strip(" .-") or "agency"
    return f"{name} (agency)" if name.lower() in RESERVED else name


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name} {number}"
    taken.add(free.lower())
    return free
