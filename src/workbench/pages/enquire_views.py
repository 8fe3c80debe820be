"""What the parts of the enquire page say, as plain values for their templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from workbench.chronology import Case
from workbench.enquiry import Card, Column
from workbench.gaps import Point
from workbench.journal import Item, Record
from workbench.pages import views
from workbench.pages.item_form import card_text, form_kind
from workbench.vocabulary.sentences import counted

ROWS_ON_A_CARD = 6
NEXT = {
    "point": ("hypothesis", "enquiry", "explanation"),
    "hypothesis": ("enquiry",),
    "enquiry": ("question",),
    "question": ("learning",),
    "learning": ("recommendation",),
    "recommendation": ("action",),
}
"""What can be made from what, by kind."""
ROW_FIELDS = ("supports", "against", "rows", "row", "confirmed_row")


def columns_shown(columns: Iterable[Column], open_: str, *, all_points: bool) -> list[dict[str, Any]]:
    """Return the columns of the board; points that nobody took up yet are folded unless asked for."""
    return [_column(column, open_, all_points=all_points) for column in columns]


def _column(column: Column, open_: str, *, all_points: bool) -> dict[str, Any]:
    cards = [card for card in column.cards if not card.aside]
    taken = [card for card in cards if card.state or card.leads_to or card.id == open_]
    fold = column.kind == "point" and not all_points and len(taken) < len(cards)
    aside = [card for card in column.cards if card.aside]
    leads = ""
    if column.kind != "question" and column.cards:
        leads = f"{column.leading_on} of {len(column.cards)} lead on"
    return {
        "kind": column.kind,
        "title": column.title,
        "leads": leads,
        "cards": [_card(card, open_) for card in (taken if fold else cards)],
        "folded": len(cards) - len(taken) if fold else 0,
        "unfolded": column.kind == "point" and all_points,
        "aside": [_card(card, open_) for card in aside],
        "start": "" if column.kind == "point" else form_kind(column.kind).start,
    }


def _card(card: Card, open_: str) -> dict[str, Any]:
    fields = card.item.fields if card.item else {}
    return {
        "choose": f"{'gap' if card.kind == 'point' else 'item'}:{card.id}",
        "text": card.text,
        "state": card.state,
        "rows": counted(len(card.rows), "entry", "entries") if card.rows else "",
        "leads": len(card.leads_to),
        "for": str(fields.get("ask") or fields.get("agency") or ""),
        "by": str(fields.get("by", "")),
        "open": card.id == open_,
    }


def listed(kinds: Sequence[str], items: Sequence[Item], open_: str) -> list[dict[str, Any]]:
    """Return the items of some kinds in lists, each with the button that makes one."""
    return [
        {
            "kind": kind,
            "many": form_kind(kind).many,
            "start": form_kind(kind).start,
            "cards": [
                {
                    "id": item.id,
                    "text": card_text(item),
                    "who": item.changed_by,
                    "facts": _facts(item),
                    "open": item.id == open_,
                }
                for item in items
                if item.kind == kind
            ],
        }
        for kind in kinds
    ]


def _facts(item: Item) -> list[str]:
    """Return what stands under an item of a list, in short."""
    fields = item.fields
    said = [
        str(fields[name])
        for name in ("when", "said_by", "said_at", "who", "agency", "domain", "owner")
        if fields.get(name)
    ]
    if item.kind == "further_event":
        confirmed = fields.get("confirmed_row")
        said.append(
            f"confirmed by {', '.join(confirmed)}"
            if isinstance(confirmed, tuple)
            else "not confirmed by an agency's record"
        )
    if fields.get("by"):
        said.append(f"by {fields['by']}")
    return said


def opened(
    case: Case,
    item: Item,
    items: Sequence[Item],
    history: Sequence[Record],
    points: Mapping[str, Point],
    *,
    leads_to: Sequence[str],
) -> dict[str, Any]:
    """Return one item with everything that is known about it."""
    by_id = {one.id: one for one in items}
    said = form_kind(item.kind)
    return {
        "id": item.id,
        "title": said.title,
        "text": card_text(item),
        "fields": [
            {"label": one.label, "text": str(item.fields[one.name])}
            for one in said.fields
            if one.name not in (said.text, *ROW_FIELDS)
            and not one.of
            and not one.hidden
            and one.name in item.fields
        ],
        "rows": [
            {"label": one.label, "entries": _rows(case, item.fields[one.name])}
            for one in said.fields
            if one.name in ROW_FIELDS and one.name in item.fields
        ],
        "links": [
            _link(one, item, by_id, points) for one in said.fields if one.of and one.name in item.fields
        ],
        "leads_to": [
            {"choose": f"item:{id}", "text": card_text(by_id[id]), "kind": form_kind(by_id[id].kind).title}
            for id in leads_to
            if id in by_id
        ],
        "next": [
            {"choose": f"new:{kind}:item:{item.id}", "text": form_kind(kind).start}
            for kind in NEXT.get(item.kind, ())
        ],
        "who": item.changed_by,
        "when": moment(item.changed_at),
        "history": [_record(record, said.fields) for record in reversed(history)],
        "last": item.last,
    }


def _rows(case: Case, value: object) -> list[dict[str, str]]:
    ids = value if isinstance(value, tuple) else ()
    known = {row["id"]: row for row in views.cited(case, ids)}
    gone = {"when": "", "agency": "", "event": "This entry is no longer in the case."}
    return [known.get(id, {"id": id, **gone}) for id in ids]


def _link(one: Any, item: Item, by_id: Mapping[str, Item], points: Mapping[str, Point]) -> dict[str, Any]:
    value = item.fields[one.name]
    ids = value if isinstance(value, tuple) else (str(value),)
    links = []
    for id in ids:
        if one.of == "point":
            links.append(
                (f"gap:{id}" if id in points else "", points[id].gaps[0].title if id in points else id)
            )
        else:
            links.append((f"item:{id}", card_text(by_id[id])) if id in by_id else ("", "withdrawn"))
    return {"label": one.label, "links": [{"choose": choose, "text": text} for choose, text in links]}


def _record(record: Record, fields: Sequence[Any]) -> dict[str, Any]:
    labels = {one.name: one.label for one in fields}
    return {
        "number": record.number,
        "who": record.who,
        "when": moment(record.at),
        "gone": record.gone,
        "fields": [
            {"label": labels.get(name, name), "text": _as_text(value)}
            for name, value in record.fields.items()
        ],
    }


def _as_text(value: object) -> str:
    if value is None:
        return "(taken away)"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def moment(at: datetime) -> str:
    """Return a moment as people here write it: "26 November 2026, 15:04", in this machine's time."""
    here = at.astimezone()
    return f"{here.day} {here:%B} {here.year}, {here:%H:%M}"
