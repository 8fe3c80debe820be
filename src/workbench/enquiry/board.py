"""The board: what leads from a point to explore to a question for the learning event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.gaps import Point
from workbench.journal import Item

SET_ASIDE = ("explained", "not relevant")
"""States of a point that ask nothing more of the panel."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on the board."""

    kind: str
    """point, hypothesis, enquiry or question."""
    id: str
    """Of a point the id of its first reason, else that of the journal's item."""
    text: str
    rows: tuple[str, ...]
    """The entries it rests on, those that speak against it included."""
    state: str
    leads_to: tuple[str, ...]
    """The cards of the next columns that were made from it."""
    comes_from: tuple[str, ...]
    aside: bool = False
    """True where it asks nothing more: set aside, answered, closed."""
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the way, with how many of its cards lead on."""

    kind: str
    title: str
    cards: tuple[Card, ...]
    leading_on: int


TITLES = {
    "point": "Points to explore",
    "hypothesis": "Hypotheses",
    "enquiry": "Lines of enquiry",
    "question": "Questions for the learning event",
}
"""The stages in their order."""

CAME_FROM = {"hypothesis": "points", "enquiry": "hypothesis", "question": "enquiry"}
"""By the kind of an item, the field that names what it came from."""
_TEXT = {"hypothesis": "claim", "enquiry": "question", "question": "text"}
_DONE = {"hypothesis": ("set aside",), "enquiry": ("answered", "closed"), "question": ()}


def board(
    points: Mapping[str, Point], states: Mapping[str, str], items: Iterable[Item]
) -> tuple[Column, ...]:
    """Return the columns of the board.

    ``points`` are the points by the ids of all their reasons, ``states`` what became of each point
    by the id of its first reason ("" where nobody decided). Links are kept in the items: a
    hypothesis names points, an enquiry hypotheses, a question enquiries; any of them may stand
    without. Questions follow the order that people gave them, all else the order of creation.
    """
    items = tuple(items)
    first_of = _first_ids(points)
    made = [_of_item(item, first_of) for kind in CAME_FROM for item in items if item.kind == kind]
    leads: dict[str, list[str]] = {}
    for card in made:
        for id in card.comes_from:
            leads.setdefault(id, []).append(card.id)
    cards = [
        *(_of_point(id, points[id], states.get(id, "")) for id in dict.fromkeys(first_of.values())),
        *made,
    ]
    linked = [replace(card, leads_to=tuple(leads.get(card.id, ()))) for card in cards]
    return tuple(_column(kind, [card for card in linked if card.kind == kind]) for kind in TITLES)


def _first_ids(points: Mapping[str, Point]) -> dict[str, str]:
    """Return for the id of each reason that of the first reason of the same point."""
    first: dict[int, str] = {}
    return {reason: first.setdefault(id(point), reason) for reason, point in points.items()}


def _of_point(id: str, point: Point, state: str) -> Card:
    return Card("point", id, point.gaps[0].title, point.events, state, (), (), aside=state in SET_ASIDE)


def _of_item(item: Item, first_of: Mapping[str, str]) -> Card:
    fields = item.fields
    state = str(fields.get("status", ""))
    rows = (*_tuple(fields.get("supports")), *_tuple(fields.get("against")), *_tuple(fields.get("rows")))
    came = _tuple(fields.get(CAME_FROM[item.kind]))
    return Card(
        item.kind,
        item.id,
        str(fields[_TEXT[item.kind]]),
        tuple(dict.fromkeys(rows)),
        state,
        (),
        tuple(dict.fromkeys(first_of.get(id, id) for id in came)),
        aside=state in _DONE[item.kind],
        item=item,
    )


def _column(kind: str, cards: list[Card]) -> Column:
    if kind == "question":
        cards.sort(key=lambda card: (card.item is None or "order" not in card.item.fields, _order(card)))
    return Column(kind, TITLES[kind], tuple(cards), sum(bool(card.leads_to) for card in cards))


def _order(card: Card) -> int:
    value = card.item.fields.get("order", 0) if card.item else 0
    return value if isinstance(value, int) else 0


def _tuple(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
