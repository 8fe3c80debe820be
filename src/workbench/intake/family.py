"""people.csv and relationships.csv: the family as rows, with every problem at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

from workbench.case import CaseError, Person, Problem, Relationship, When, in_short
from workbench.intake.dates import read_date
from workbench.intake.text_file import Unreadable, read_table
from workbench.vocabulary import RELATIONS, plain, relation_of

SEXES = {
    "f": "female", "female": "female", "woman": "female", "girl": "female",
    "m": "male", "male": "male", "man": "male", "boy": "male",
    "nb": "non-binary", "non binary": "non-binary", "x": "non-binary",
    "": "unknown", "u": "unknown", "unknown": "unknown", "not known": "unknown", "?": "unknown",
}  # fmt: skip
HEADINGS = {
    "person id": "id", "name": "label", "gender": "sex", "notes": "note",
    "date of birth": "birth", "dob": "birth", "born": "birth", "date of death": "death", "died": "death",
    "relationship": "relation", "other person": "other", "start date": "start", "end date": "end",
}  # fmt: skip


class _Sheet:
    """One of the two tables: its rows by heading, and the problems found on the way."""

    def __init__(self, file: str, rows: list[list[str]], *needed: str) -> None:
        self.file = file
        self.stops: list[Problem] = []
        self.problems: list[Problem] = []
        self._rows = rows
        top = next((i for i, row in enumerate(self._rows) if any(map(str.strip, row))), 0)
        headings = [plain(cell) for cell in self._rows[top]]
        self._headings = [HEADINGS.get(heading, heading) for heading in headings]
        self._first = top + 1
        lacking = [name for name in needed if name not in self._headings]
        if lacking:
            raise CaseError.at(
                file,
                f"The column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)} "
                f"{'are' if len(lacking) > 1 else 'is'} not there.",
                f"The first row names the columns: {', '.join(needed)} and more.",
                row=top + 1,
            )

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row that holds anything, with the line a spreadsheet shows."""
        for line, row in enumerate(self._rows[self._first :], start=self._first + 1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if any(cells[len(self._headings) :]):
                widths = f"The row has {len(cells)} cells and the heading has {len(self._headings)}."
                self.look(line, "", widths, "Put quotation marks round a text with a comma in it.")
            cells += [""] * (len(self._headings) - len(cells))
            # Where a heading stands twice, its first column counts.
            yield line, dict(reversed(list(zip(self._headings, cells, strict=False))))

    def stop(self, line: int, column: str, problem: str, remedy: str) -> None:
        self.stops.append(Problem(self.file, line, column, problem, remedy, stops=True))

    def look(self, line: int, column: str, problem: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, column, problem, remedy))

    def date(self, row: Mapping[str, str], column: str, line: int) -> When:
        text = row.get(column, "")
        when = read_date(text) if text else When("")
        if when.problem:
            self.look(line, column, when.problem, "")
        return when

    def in_order(self, line: int, column: str, first: When, last: When, problem: str) -> None:
        """Report two dates of which the second can only be before the first."""
        if first.earliest and last.latest and last.latest < first.earliest:
            self.look(line, column, problem, "Correct one of the two dates.")

    def finish(self) -> tuple[Problem, ...]:
        """Return the problems that do not keep the case from opening; raise CaseError if one does."""
        problems = sorted((*self.stops, *self.problems), key=lambda problem: problem.row or 0)
        if self.stops:
            raise CaseError(*problems)
        return tuple(problems)


def _read(path: Path) -> list[list[str]]:
    try:
        table = read_table(path.read_bytes())
    except OSError as error:
        raise CaseError.at(
            path.name, f"The file cannot be opened ({error.strerror}).", "Check the name."
        ) from error
    except Unreadable as error:
        raise CaseError.at(path.name, error.problem, error.remedy, row=error.row) from error
    if table.doubtful:
        problem = "The row's quotation marks do not match."
        remedy = "Look whether a mark is missing or left over."
        raise CaseError(*(Problem(path.name, row, "", problem, remedy, stops=True) for row in table.doubtful))
    return table.rows


def read_people(path: Path, subjects: Sequence[str] = ()) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return the people of a case and the problems that do not keep it from opening.

    ``subjects`` are the ids in case.toml; where it names none, a role that begins
    with "subject" marks one. Raises CaseError for rows without an id, ids given
    twice, and subjects who are not there.
    """
    return people_in(path.name, _read(path), subjects)


def people_in(
    file: str, rows: list[list[str]], subjects: Sequence[str] = ()
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return what `read_people` does, from the rows of a table that is not on disk."""
    sheet = _Sheet(file, rows, "id")
    people: dict[str, Person] = {}
    for line, row in sheet.rows():
        person = _person(sheet, line, row, subjects)
        if not person.id:
            sheet.stop(line, "id", "The person has no id.", "Give each person an id of their own.")
        elif person.id in people:
            problem = f'The id "{in_short(person.id)}" is given twice.'
            sheet.stop(line, "id", problem, "Give each person an id of their own.")
        else:
            people[person.id] = person
    sheet.stops += [
        Problem(
            "case.toml",
            None,
            "subject",
            f'"{in_short(who)}" is not in people.csv.',
            _nearest(who, people),
            True,
        )
        for who in subjects
        if who not in people
    ]
    return tuple(people.values()), sheet.finish()


def _person(sheet: _Sheet, line: int, row: Mapping[str, str], subjects: Sequence[str]) -> Person:
    sex = SEXES.get(plain(row.get("sex", "")))
    if sex is None:
        sheet.look(
            line, "sex", f'"{in_short(row["sex"])}" is not known.', "Write F, M, non-binary or unknown."
        )
    birth, death = sheet.date(row, "birth", line), sheet.date(row, "death", line)
    sheet.in_order(line, "death", birth, death, "The death is before the birth.")
    role, who = row.get("role", ""), row["id"]
    return Person(
        id=who,
        label=row.get("label") or who,
        sex=sex or "unknown",
        birth=birth,
        death=death,
        role=role,
        subject=who in subjects or (not subjects and plain(role).startswith("subject")),
        note=row.get("note", ""),
    )


def read_relationships(
    path: Path, people: Sequence[Person]
) -> tuple[tuple[Relationship, ...], tuple[Problem, ...]]:
    """Return the relationships in standard terms, and the problems of the file.

    A synonym that reads the other way round ("child_of") is turned; a line given
    twice counts once. Raises CaseError, with all of them at once, for unknown
    relations, for people who are not in people.csv, and for somebody who would
    be their own ancestor.
    """
    return relationships_in(path.name, _read(path), people)


def relationships_in(
    file: str, rows: list[list[str]], people: Sequence[Person]
) -> tuple[tuple[Relationship, ...], tuple[Problem, ...]]:
    """Return what `read_relationships` does, from the rows of a table that is not on disk."""
    sheet = _Sheet(file, rows, "person", "relation", "other")
    known = {person.id: person for person in people}
    found: dict[tuple[str, ...], tuple[Relationship, int]] = {}
    for entry, (line, row) in enumerate(sheet.rows(), start=1):
        relationship = _relationship(sheet, line, row, known)
        if relationship is None:
            continue
        same = same_line(relationship)
        if same in found:
            problem = f"The row says the same as row {found[same][1]}."
            sheet.look(line, "", problem, "Take one of the two out; it is drawn once.")
        else:
            found[same] = (replace(relationship, source=f"{file}:{entry}"), line)
    _no_own_ancestors(sheet, found.values())
    return tuple(relationship for relationship, _ in found.values()), sheet.finish()


def _relationship(
    sheet: _Sheet, line: int, row: Mapping[str, str], people: Mapping[str, Person]
) -> Relationship | None:
    person, other = row["person"], row["other"]
    meaning = relation_of(row["relation"])
    if meaning is None:
        sheet.stop(line, "relation", *_unknown_relation(row["relation"]))
    relation, turned = meaning or ("", False)
    for column, who in (("person", person), ("other", other)):
        if not who:
            sheet.stop(
                line,
                column,
                "The cell is empty.",
                "Write the id of the person (or a name for the household).",
            )
        elif who not in people and not (column == "other" and relation in ("household", "")):
            sheet.stop(line, column, f'"{in_short(who)}" is not in people.csv.', _nearest(who, people))
    if person and person == other and relation != "household":
        sheet.stop(line, "other", "A person is related to themselves.", "Correct one of the two.")
    start, end = sheet.date(row, "start", line), sheet.date(row, "end", line)
    sheet.in_order(line, "end", start, end, "The end is before the start.")
    if turned:
        person, other = other, person
    return Relationship(person, relation, other, start, end) if relation else None


def _unknown_relation(written: str) -> tuple[str, str]:
    words = [word for r in RELATIONS.values() for word in (plain(r.code), *r.words, *r.turned_words)]
    near = difflib.get_close_matches(plain(in_short(written)), words, 1)
    hint = f'Did you mean "{near[0].replace(" ", "_")}"? ' if near else ""
    return f'"{in_short(written)}" is not a known relation.', f"{hint}Known: {', '.join(RELATIONS)}."


def same_line(relationship: Relationship) -> tuple[str, ...]:
    """Return what two rows share if they say the same, whichever of a couple they name first."""
    both = (relationship.person, relationship.other)
    if RELATIONS[relationship.relation].symmetric:
        both = (min(both), max(both))
    return (*both, relationship.relation, relationship.start.text, relationship.end.text)


def _no_own_ancestors(sheet: _Sheet, found: Iterable[tuple[Relationship, int]]) -> None:
    """Report a circle of parents; only birth and adoption make an ancestor."""
    lines: dict[tuple[str, str], int] = {}
    parents: dict[str, list[str]] = {}
    for relationship, line in found:
        person = relationship.person
        if relationship.relation in ("parent_of", "adoptive_parent_of") and person != relationship.other:
            lines[relationship.other, person] = line
            parents.setdefault(relationship.other, []).append(person)
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        circle = error.args[1]
        line = max(lines.get((child, parent), 0) for parent, child in pairwise(circle))
        who = " > ".join(in_short(person) for person in circle)
        sheet.stop(
            line, "relation", f"Somebody would be their own ancestor: {who}.", "Turn one of the rows round."
        )


def _nearest(who: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(in_short(who), list(known), 1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    return f"{hint}Add the person to people.csv, or correct the id."
