"""The family while somebody edits it: rows, steps back, and what is wrong with each row.

No widgets here: every change is a method. What the page shows of it is `family_view`.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.case import CaseError, Person, Problem, Relationship, When, open_folder, slug_of
from workbench.intake import read_gedcom, read_gedcom_bytes, role_labels
from workbench.intake.family_file import (
    PEOPLE,
    Checked,
    FamilyTables,
    Row,
    check_rows,
    open_tables,
    save_family,
    to_mend,
)
from workbench.vocabulary import plain

SEX_WORDS = {"female": "F", "male": "M", "non-binary": "non-binary", "unknown": "unknown"}
TABLES = ("people", "lines")
LOSSES = ("stillbirth", "miscarriage", "termination")
MOST_STEPS_BACK = 200


@dataclass
class _State:
    """What a step back goes back to."""

    people: list[tuple[int, Row]] = field(default_factory=list)
    lines: list[tuple[int, Row]] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    unnamed: set[int] = field(default_factory=set)
    """Rows whose label was given by their place in the family, and follows it."""


class FamilyRows:
    """People and relationships of one case, being edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._back: list[_State] = []
        self._keys = 0
        self._new: set[int] = set()
        self._places: dict[str, list[int]] = {}
        self.message = ""
        self.notes: list[str] = []
        """What was said of a file that was brought in."""
        self._open()

    def _open(self) -> None:
        opened = open_folder(self.folder)
        self.tables: FamilyTables = open_tables(self.folder)
        self._written_subjects = list(opened.subjects)
        self.state = _State(
            [(self._key(), dict(row)) for row in self.tables.people.rows],
            [(self._key(), dict(row)) for row in self.tables.relationships.rows],
            list(opened.subjects),
        )
        gedcom = self.folder / "family.ged"
        if gedcom.exists() and not (self.folder / PEOPLE).exists():
            self._take(*read_gedcom(gedcom, opened.subjects), unnamed=True)
            self.message = (
                "This family comes from family.ged. Saving writes it into two tables, which then count."
            )
        self.checked = self._check()
        if not self.state.subjects:
            self.state.subjects = [person.id for person in self.checked.people if person.subject]
        self._opened = copy.deepcopy(self.state)

    def _key(self) -> int:
        self._keys += 1
        return self._keys

    # What can be done

    def has(self, table: str, key: object) -> bool:
        """True where the row is still there."""
        return table in TABLES and any(key == there for there, _ in self._rows(table))

    def refuse(self, why: str) -> None:
        """Say why a file was not taken over."""
        self.message, self.notes = "Nothing was taken over.", [why]

    def change(self, table: str, key: int, column: str, value: str) -> None:
        """Write one cell."""
        self._step()
        row = dict(self._rows(table))[key]
        value = value.strip()
        if table == "people" and column == "subject":
            self._choose_subject(row, value == "yes")
        else:
            row[column] = value
        if table == "people" and column == "label":
            self.state.unnamed.discard(key)
            self._name_after_label(key, row)
        self._changed()

    def add(self, table: str, *, subject: bool = False) -> int:
        """Add an empty row and return its key; ``subject`` makes it the child the review is about."""
        self._step()
        key = self._key()
        if table == "people":
            row = {"id": self._free("child" if subject else "person")}
            if subject:
                row |= {"label": "Child", "role": "subject child"}
                self.state.subjects.append(row["id"])
            self._new.add(key)
        else:
            row = {"person": "", "relation": "parent_of", "other": ""}
        self._rows(table).append((key, row))
        self._changed()
        return key

    def remove(self, table: str, key: int) -> None:
        """Take a row out; with a person also the lines to and from them."""
        self._step()
        row = dict(self._rows(table))[key]
        self._set(table, [(k, r) for k, r in self._rows(table) if k != key])
        self.message = "The line was taken out. Undo brings it back."
        if table == "people":
            gone = row.get("id", "")
            left = [(k, r) for k, r in self.state.lines if gone not in (r.get("person"), r.get("other"))]
            lines = len(self.state.lines) - len(left)
            self.state.lines = left
            self.state.subjects = [id for id in self.state.subjects if id != gone]
            also = f" and {lines} {'line' if lines == 1 else 'lines'} to others" if lines else ""
            self.message = f"{row.get('label') or gone}{also} taken out. Undo brings it back."
        self._changed(keep_message=True)

    def undo(self) -> None:
        """Go one step back."""
        if self._back:
            self.state = self._back.pop()
            self.notes = []
            self._changed()

    def import_gedcom(self, data: bytes, name: str, *, names: bool = False) -> None:
        """Add the people and relationships of a GEDCOM file; a file that cannot be used changes nothing."""
        try:
            found = read_gedcom_bytes(data, name, names=names)
        except CaseError as error:
            self.message, self.notes = "Nothing was taken over.", [str(problem) for problem in error.problems]
            return
        self._step()
        before = len(self.state.people), len(self.state.lines)
        self._take(*found, unnamed=not names)
        added = len(self.state.people) - before[0], len(self.state.lines) - before[1]
        self._changed()
        choose = "" if self.state.subjects else " Tick the child the review is about: labels follow from it."
        self.message = f"{added[0]} people and {added[1]} lines were added from {name}.{choose}"

    def save(self) -> bool:
        """Save; True once the disk holds it. What stops it is said at its row."""
        subjects = self.state.subjects
        if subjects == self._opened.subjects:
            subjects = self._written_subjects
        try:
            self.tables = save_family(self.tables, *self._plain_rows(), subjects)
        except CaseError as error:
            self.message, self.notes = "Not saved.", [str(p) for p in error.problems if p.row is None]
            return False
        except OSError as error:
            self.message, self.notes = "Not saved.", [f"The disk did not take it ({error.strerror})."]
            return False
        self._written_subjects = list(subjects)
        self._opened = copy.deepcopy(self.state)
        self._new.clear()
        self.message, self.notes = "Saved.", []
        return True

    # What it amounts to

    @property
    def unsaved(self) -> bool:
        """True where something on the screen is not on the disk."""
        return (self.state.people, self.named_lines(), self.state.subjects) != (
            self._opened.people, self._opened.lines, self._opened.subjects
        ) or (bool(self.state.people) and not (self.folder / PEOPLE).exists())  # fmt: skip

    @property
    def can_undo(self) -> bool:
        """True where there is a step to go back."""
        return bool(self._back)

    def named_lines(self) -> list[tuple[int, Row]]:
        """Return the lines that name somebody; one that was only just added waits."""
        return [(key, row) for key, row in self.state.lines if row.get("person") or row.get("other")]

    def stopping(self) -> list[Problem]:
        """Return what has to be mended before the rows can be saved."""
        return to_mend(self.tables, *self._plain_rows(), self.checked)

    # How it is done

    def _plain_rows(self) -> tuple[list[Row], list[Row]]:
        return [row for _, row in self.state.people], [row for _, row in self.named_lines()]

    def _rows(self, table: str) -> list[tuple[int, Row]]:
        return self.state.people if table == "people" else self.state.lines

    def _set(self, table: str, rows: list[tuple[int, Row]]) -> None:
        if table == "people":
            self.state.people = rows
        else:
            self.state.lines = rows

    def _step(self) -> None:
        self._back = [*self._back[-MOST_STEPS_BACK:], copy.deepcopy(self.state)]
        self.message = ""

    def _changed(self, *, keep_message: bool = False) -> None:
        if not keep_message:
            self.message = ""
        self._relabel()
        self.checked = self._check()

    def _check(self) -> Checked:
        return check_rows(*self._plain_rows(), [id for id in self.state.subjects if id])

    def _choose_subject(self, row: Row, chosen: bool) -> None:
        id = row.get("id", "")
        self.state.subjects = [other for other in self.state.subjects if other != id]
        if chosen:
            self.state.subjects.append(id)
        elif plain(row.get("role", "")).startswith("subject"):
            row["role"] = ""  # else the role would go on saying it

    def _free(self, stem: str) -> str:
        taken = {row.get("id") for _, row in self.state.people}
        if stem and stem not in taken:
            return stem
        return next(id for n in range(2, len(taken) + 3) if (id := f"{stem or 'person'}-{n}") not in taken)

    def _name_after_label(self, key: int, row: Row) -> None:
        """Give somebody who was only just added an id that says who it is."""
        if key not in self._new or not row.get("label"):
            return
        old, row["id"] = row["id"], ""
        row["id"] = self._free(slug_of(row["label"])[:40])
        for _, line in self.state.lines:
            for column in ("person", "other"):
                if line.get(column) == old:
                    line[column] = row["id"]
        self.state.subjects = [row["id"] if id == old else id for id in self.state.subjects]

    def _take(
        self,
        people: Sequence[Person],
        relationships: Sequence[Relationship],
        problems: Sequence[Problem],
        *,
        unnamed: bool,
    ) -> None:
        """Add what a GEDCOM file holds; an id that is taken gets a number."""
        ids: dict[str, str] = {}
        places = role_labels(people, relationships)
        for person in people:
            ids[person.id] = self._free(person.id)
            key = self._key()
            row = {
                "id": ids[person.id], "label": person.label, "sex": SEX_WORDS[person.sex],
                "birth": _short(person.birth), "death": _short(person.death),
                "role": person.role, "note": person.note,
            }  # fmt: skip
            if unnamed and person.label == places[person.id][0]:
                self.state.unnamed.add(key)
            self.state.people.append((key, row))
        for line in relationships:
            row = {
                "person": ids[line.person], "relation": line.relation,
                "other": ids.get(line.other, line.other),
                "start": _short(line.start), "end": _short(line.end),
            }  # fmt: skip
            self.state.lines.append((self._key(), row))
        self.notes = [str(problem) for problem in problems]

    def _relabel(self) -> None:
        """Let labels that nobody wrote follow the subject: "Person 3" becomes "Maternal grandmother"."""
        if not self.state.unnamed:
            return
        checked = self._check()
        labels = role_labels(checked.people, checked.relationships)
        for key, row in self.state.people:
            if key in self.state.unnamed and row.get("id") in labels:
                row["label"], role = labels[row["id"]]
                if row.get("role") not in LOSSES:
                    row["role"] = role


def _short(when: When) -> str:
    """Return a date as a table holds it: a certain day in figures, anything else in its words."""
    day = when.earliest if when.exact and not when.assumption else None
    return f"{day:%d/%m/%Y}" if day else when.text
