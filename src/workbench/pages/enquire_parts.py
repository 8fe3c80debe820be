"""The parts of the enquire page as HTML, and how much waits in each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from workbench.chronology import Case
from workbench.enquiry import Check, Column, balance
from workbench.journal import Item
from workbench.pages import enquire_views, review_views
from workbench.pages.item_form import card_text
from workbench.pages.pack_part import pack_html
from workbench.pages.sheet import written

LISTS = {
    "notes": (
        ("note", "further_event"),
        "Further events are what people said. They stand apart from the agencies' records until an agency "
        "confirms them.",
    ),
    "learning": (("factor", "learning", "practice", "recommendation", "action"), ""),
    "voices": (("child_view", "family_view"), "Their words, with where they come from."),
}
"""The parts that list items: their kinds, and what is said above them."""
PARTS = {
    "board": "Board",
    "balance": "Balance",
    "notes": "Notes and further events",
    "learning": "Learning and actions",
    "voices": "Child and family",
    "review": "The review",
    "documents": "Documents",
}


def part_html(
    part: str,
    case: Case,
    columns: Sequence[Column],
    items: Sequence[Item],
    open_: str,
    *,
    all_points: bool = False,
) -> str:
    """Return one part; ``open_`` is the id of what is open beside it."""
    if part == "balance":
        return written("balance.html", checks=_checks(_balance(case, columns, items), columns, items))
    if part == "review":
        return written("review.html", **review_views.review(case.folder, items, today=date.today()))
    if part == "documents":
        return pack_html()
    if part in LISTS:
        kinds, intro = LISTS[part]
        return written("item_list.html", lists=enquire_views.listed(kinds, items, open_), intro=intro)
    shown = enquire_views.columns_shown(columns, open_, all_points=all_points)
    return written("board.html", columns=shown)


def part_counts(case: Case, columns: Sequence[Column], items: Sequence[Item]) -> dict[str, int]:
    """Return how many things each part holds or asks for."""
    counts = {part: sum(item.kind in kinds for item in items) for part, (kinds, _) in LISTS.items()}
    counts["balance"] = sum(not check.holds for check in _balance(case, columns, items))
    counts["review"] = review_views.waiting(case.folder, items, today=date.today())
    return counts


def _balance(case: Case, columns: Sequence[Column], items: Sequence[Item]) -> tuple[Check, ...]:
    return balance(case.folder, columns, items, today=date.today())


def _checks(
    checks: Sequence[Check], columns: Sequence[Column], items: Sequence[Item]
) -> list[dict[str, Any]]:
    cards = {card.id: card for column in columns for card in column.cards}
    texts = {item.id: card_text(item) for item in items}

    def named(id: str) -> dict[str, str]:
        point = id in cards and cards[id].kind == "point"
        text = cards[id].text if id in cards else texts.get(id, id)
        return {"choose": f"{'gap' if point else 'item'}:{id}", "text": text}

    return [
        {"said": check.said, "why": check.why, "holds": check.holds, "cards": list(map(named, check.items))}
        for check in checks
    ]
