"""Lines that cannot be true, reported with the row where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from workbench.case.model import Person, Problem, Relationship
from workbench.genogram.model import ADOPTIVE, BIRTH, PARENT_KINDS

_DESCENT = (BIRTH, ADOPTIVE)


def impossible_lines(people: Sequence[Person], relationships: Sequence[Relationship]) -> tuple[Problem, ...]:
    """Return a problem for every row that cannot be true as it stands.

    Looked for: a person related to themselves, a person who is not in
    people.csv, a circle of parents, and a child whose birth date is before
    that of the birth parent.
    """
    return tuple(problem for _, problem in _faults(people, relationships))


def drawable(
    people: Sequence[Person], relationships: Sequence[Relationship]
) -> tuple[tuple[Relationship, ...], tuple[Problem, ...]]:
    """Return the rows that can be drawn, and the problems of those that cannot.

    A child older than its parent can be drawn, so that row stays and is reported.
    """
    faults = _faults(people, relationships)
    left_out = {id(row) for row, problem in faults if problem.column != "birth"}
    return tuple(r for r in relationships if id(r) not in left_out), tuple(p for _, p in faults)


def _faults(
    people: Sequence[Person], relationships: Sequence[Relationship]
) -> list[tuple[Relationship, Problem]]:
    known = {person.id: person for person in people}
    circle = _in_a_circle(relationships)
    found = []
    for row in relationships:
        named = (row.person,) if row.relation == "household" else (row.person, row.other)
        unknown = [who for who in named if who not in known]
        if unknown:
            who = ", ".join(f'"{name}"' for name in unknown)
            found.append((row, _problem(row, "person", f"{who} is not in people.csv.", "Add the person.")))
        elif row.relation != "household" and row.person == row.other:
            found.append(
                (row, _problem(row, "other", "A person is related to themselves.", "Correct one of the two."))
            )
        elif id(row) in circle:
            text = f'By these rows "{row.other}" is an ancestor of "{row.person}" and also a child.'
            found.append((row, _problem(row, "relation", text, "Correct the row that is turned round.")))
        elif PARENT_KINDS.get(row.relation) == BIRTH and _born_before(known[row.other], known[row.person]):
            text = f'"{row.other}" is recorded as born before the parent "{row.person}".'
            found.append((row, _problem(row, "birth", text, "Check both dates of birth and the direction.")))
    return found


def _problem(row: Relationship, column: str, problem: str, remedy: str) -> Problem:
    file, _, entry = row.source.rpartition(":")
    # Entries of a table count from 1 below its heading; of a GEDCOM file the line itself is given.
    line = int(entry) + (not file.endswith(".ged")) if entry.isdigit() else None
    return Problem(file or "relationships.csv", line, column, problem, remedy)


def _born_before(child: Person, parent: Person) -> bool:
    return bool(child.birth.latest and parent.birth.earliest and child.birth.latest < parent.birth.earliest)


def _in_a_circle(relationships: Iterable[Relationship]) -> set[int]:
    """Return the ``id()`` of every parent row whose two people reach each other downwards."""
    rows = [r for r in relationships if PARENT_KINDS.get(r.relation) in _DESCENT and r.person != r.other]
    children: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        children[row.person].append(row.other)
    below = {person: _reached(person, children) for person in list(children)}
    return {id(row) for row in rows if row.person in below.get(row.other, ())}


def _reached(start: str, children: Mapping[str, Sequence[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(children.get(start, ()))
    while waiting:
        person = waiting.pop()
        if person not in seen:
            seen.add(person)
            waiting.extend(children.get(person, ()))
    return seen
