"""What a form begins with: the entries of what it comes from, and the link to it."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.chronology import Case
from workbench.enquiry import CAME_FROM
from workbench.gaps import Point
from workbench.journal import KINDS, Item
from workbench.pages.case_journal import CaseJournal
from workbench.pages.item_form import card_text
from workbench.pages.selection import select

ROWS = {"hypothesis": "supports", "note": "row"}
"""The field for entries, by kind, where it is not "rows"."""
LINKS = {**CAME_FROM, "learning": "questions", "recommendation": "learning", "action": "recommendation"}


def values_from(
    case: Case, points: Mapping[str, Point], journal: CaseJournal, kind: str, source: str
) -> dict[str, str]:
    """Return the texts that a new form of a kind begins with.

    ``source`` is "gap:…", "item:…", "entry:…", "agency:…" or "person:…"; what is not there gives nothing.
    """
    from_, _, id = source.partition(":")
    rows = ROWS.get(kind, "rows")
    if from_ == "gap" and id in points:
        return _from_point(kind, rows, id, points[id])
    if from_ == "item" and (item := journal.item(id)):
        return _from_item(kind, rows, item)
    if from_ in ("entry", "agency", "person"):
        events = select(case, points, from_, id).events
        return {rows: "\n".join(events[:1] if from_ == "entry" else events)}
    if from_ == "text":
        return {"text": id, "stands_for": id} if kind == "term" else {}
    return {"name": id} if from_ == "step" and kind == "milestone" else {}


def _from_point(kind: str, rows: str, id: str, point: Point) -> dict[str, str]:
    values = {rows: "\n".join(point.events)} if rows in KINDS[kind].fields else {}
    if link := {"hypothesis": "points", "explanation": "point"}.get(kind):
        values[link] = id
    return values | ({"question": point.gaps[0].question} if kind == "enquiry" else {})


def _from_item(kind: str, rows: str, item: Item) -> dict[str, str]:
    values: dict[str, str] = {}
    if rows in KINDS[kind].fields and (cited := rows_of_item(item)):
        values[rows] = "\n".join(cited)
    if kind in LINKS:
        values[LINKS[kind]] = item.id
    if kind == "question":
        values |= {"text": card_text(item), "agency": str(item.fields.get("ask", ""))}
    return values


def rows_of_item(item: Item, fields: tuple[str, ...] = ("supports", "against", "rows")) -> tuple[str, ...]:
    """Return the entries that an item cites, each once."""
    found: dict[str, None] = {}
    for name in fields:
        value = item.fields.get(name)
        found |= dict.fromkeys(value if isinstance(value, tuple) else ())
    return tuple(found)
