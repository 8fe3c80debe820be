"""All that the page shows of a family being edited, as plain JSON."""

from __future__ import annotations

from typing import Any

from workbench.intake.family import SEXES
from workbench.intake.family_file import FIELDS, PEOPLE, RELATIONSHIPS
from workbench.pages.family_rows import SEX_WORDS, FamilyRows
from workbench.vocabulary import RELATIONS, plain, relation_of


def view_of(rows: FamilyRows) -> dict[str, Any]:
    """Return everything that the page shows, as plain JSON."""
    told = _told(rows)
    return {
        "people": [
            {
                "key": key,
                **{column: row.get(column, "") for column in FIELDS[PEOPLE]},
                "sex": SEX_WORDS.get(SEXES.get(plain(row.get("sex", "")), ""), row.get("sex", "")),
                "subject": row.get("id") in rows.state.subjects,
                "problems": told.get(("people", key), []),
            }
            for key, row in rows.state.people
        ],
        "lines": [
            {
                "key": key,
                **{column: row.get(column, "") for column in FIELDS[RELATIONSHIPS]},
                "relation": _shown_relation(row.get("relation", "")),
                "problems": told.get(("lines", key), []),
            }
            for key, row in rows.state.lines
        ],
        "status": _status(rows),
        "message": rows.message,
        "notes": rows.notes + [str(p) for p in rows.checked.problems if p.row is None],
        "unsaved": rows.unsaved,
        "undo": rows.can_undo,
    }


def _status(rows: FamilyRows) -> str:
    """Return in words whether the disk holds what the screen shows."""
    mend = len(rows.stopping())
    if mend:
        return f"{mend} {'thing' if mend == 1 else 'things'} to mend before it can be saved"
    return "Not saved yet" if rows.unsaved else "Everything is saved" if rows.state.people else ""


def _told(rows: FamilyRows) -> dict[tuple[str, int], list[dict[str, Any]]]:
    tables = {PEOPLE: ("people", rows.state.people), RELATIONSHIPS: ("lines", rows.named_lines())}
    told: dict[tuple[str, int], list[dict[str, Any]]] = {}
    mend = rows.stopping()
    for problem in rows.checked.problems:
        if problem.file not in tables or problem.row is None:
            continue
        table, entries = tables[problem.file]
        if 0 <= problem.row - 2 < len(entries):
            text = f"{problem.problem} {problem.remedy}".strip()
            told.setdefault((table, entries[problem.row - 2][0]), []).append(
                {"column": problem.column, "text": text, "stops": problem in mend}
            )
    return told


def _shown_relation(written: str) -> str:
    """Return the code of a relation, or the word as written where it reads the other way round."""
    meaning = relation_of(written)
    return meaning[0] if meaning and not meaning[1] else written


def relation_choices() -> list[list[str]]:
    """Return every relation as group, code and plain words."""
    return [[relation.group, code, relation.label] for code, relation in RELATIONS.items()]
