"""people.csv and relationships.csv: the family as rows, with every problem at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbench.case import CaseError, Person, Problem, Relationship, When
from workbench.intake.dates import read_date
from workbench.intake.text_file import Unreadable, read_table
from workbench.vocabulary import RELATIONS, plain, relation_of

SEXES = {
    "f": "female", "female": "female", "woman": "female", "girl": "female",
    "m": "male", "male": "male", "man": "male", "boy": "male",
    "nb": "non-binary", "non binary": "non-binary", "non-binary": "non-binary", "x": "non-binary",
    "": "unknown", "u": "unknown", "unknown": "unknown", "not known": "unknown", "?": "unknown",
}  # fmt: skip


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the line a spreadsheet shows; raise CaseError if the table cannot be used."""
    try:
        table = read_table(path.read_bytes()).rows
    except OSError as error:
        raise CaseError.at(path.name, f"The file cannot be opened ({error.strerror}).", "Check the name.") from error
    except Unreadable as error:
        raise CaseError.at(path.name, error.problem, error.remedy) from error
    headings = [plain(cell) for cell in table[0]]
    lacking = [name for name in needed if name not in headings]
    if lacking:
        raise CaseError.at(
            path.name,
            f"The column {', '.join(lacking)} is not there.",
            f"The first row names the columns: {', '.join(needed)} and more.",
            row=1,
        )
    for line, row in enumerate(table[1:], start=2):
        if any(map(str.strip, row)):
            yield line, {h: c.strip() for h, c in zip(headings, row, strict=False)}


class _Dates:
    """Reads the date cells of one file and keeps what could not be read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def read(self, row: Mapping[str, str], column: str, line: int) -> When:
        text = row.get(column, "")
        if not text:
            return When("")
        when = read_date(text)
        if when.problem:
            self.problems.append(Problem(self.file, line, column, when.problem, ""))
        return when


def read_people(path: Path, subjects: Sequence[str] = ()) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return the people of a case and the problems that do not keep it from opening.

    ``subjects`` are the ids in case.toml; a role that begins with "subject"
    marks one as well. Raises CaseError for rows without an id and ids given twice.
    """
    dates = _Dates(path.name)
    people: dict[str, Person] = {}
    stops: list[Problem] = []
    for line, row in _rows(path, ("id",)):
        who = row["id"]
        if not who or who in people:
            problem = f'The id "{who}" is given twice.' if who else "The person has no id."
            stops.append(Problem(path.name, line, "id", problem, "Give each person an id of their own.", stops=True))
            continue
        sex = SEXES.get(plain(row.get("sex", "")))
        if sex is None:
            dates.problems.append(
                Problem(path.name, line, "sex", f'"{row["sex"]}" is not known.', "Write F, M, non-binary or unknown.")
            )
        role = row.get("role", "")
        birth, death = dates.read(row, "birth", line), dates.read(row, "death", line)
        if birth.earliest and death.latest and death.latest < birth.earliest:
            dates.problems.append(
                Problem(path.name, line, "death", "The death is before the birth.", "Correct one of the two dates.")
            )
        people[who] = Person(
            id=who,
            label=row.get("label") or who,
            sex=sex or "unknown",
            birth=birth,
            death=death,
            role=role,
            subject=who in subjects or (not subjects and plain(role).startswith("subject")),
            note=row.get("note", ""),
        )
    stops += [
        Problem("case.toml", None, "subject", f'"{who}" is not in people.csv.', _nearest(who, people), stops=True)
        for who in subjects
        if who not in people
    ]
    if stops:
        raise CaseError(*stops, *dates.problems)
    return tuple(people.values()), tuple(dates.problems)


def read_relationships(
    path: Path, people: Sequence[Person]
) -> tuple[tuple[Relationship, ...], tuple[Problem, ...]]:
    """Return the relationships in standard terms, and the problems of the file.

    A synonym that reads the other way round ("child_of") is turned. Raises
    CaseError, with all of them at once, for unknown relations and for people
    who are not in people.csv.
    """
    dates = _Dates(path.name)
    known = {person.id for person in people}
    found: list[Relationship] = []
    stops: list[Problem] = []
    entry = 0
    for line, row in _rows(path, ("person", "relation", "other")):
        entry += 1
        relation = relation_of(row["relation"])
        if relation is None:
            words = [word for r in RELATIONS.values() for word in (*r.words, *r.turned_words)]
            near = difflib.get_close_matches(plain(row["relation"]), words, 1)
            hint = f'Did you mean "{near[0].replace(" ", "_")}"? ' if near else ""
            stops.append(
                Problem(
                    path.name, line, "relation", f'"{row["relation"]}" is not a known relation.',
                    f"{hint}Known: {', '.join(RELATIONS)}.", stops=True,
                )  # fmt: skip
            )
            continue
        code, turned = relation
        named = (row["person"],) if code == "household" else (row["person"], row["other"])
        unknown = [who for who in named if who not in known]
        stops += [
            Problem(
                path.name, line, "person" if who == row["person"] else "other",
                f'"{who}" is not in people.csv.', _nearest(who, known), stops=True,
            )  # fmt: skip
            for who in unknown
        ]
        if code != "household" and row["person"] == row["other"]:
            stops.append(
                Problem(path.name, line, "other", "A person is related to themselves.", "Correct one of the two.", stops=True)
            )
        start, end = dates.read(row, "start", line), dates.read(row, "end", line)
        if start.earliest and end.latest and end.latest < start.earliest:
            dates.problems.append(
                Problem(path.name, line, "end", "The end is before the start.", "Correct one of the two dates.")
            )
        person, other = (row["other"], row["person"]) if turned else (row["person"], row["other"])
        found.append(Relationship(person, code, other, start, end, f"{path.name}:{entry}"))
    if stops:
        raise CaseError(*stops, *dates.problems)
    return tuple(found), tuple(dates.problems)


def _nearest(who: str, known: Mapping[str, Person] | set[str]) -> str:
    near = difflib.get_close_matches(who, list(known), 1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    return f"{hint}Add the person to people.csv, or correct the id."
