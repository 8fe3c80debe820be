"""What stands beside the board: a point, an item of the journal, or an entry."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.chronology import Case
from workbench.chronology.side_by_side import places_that_differ
from workbench.enquiry import Column, hints
from workbench.journal import KINDS, Item
from workbench.pages import enquire_views, point_views, records, views
from workbench.pages.case_journal import CaseJournal
from workbench.pages.item_form import OpenForm, form_kind
from workbench.pages.points_panel import PointsPanel
from workbench.pages.sheet import written

FROM_AN_ENTRY = ("hypothesis", "enquiry", "note")
"""Kinds of the journal that are made from an entry."""


def side_html(
    case: Case,
    points: PointsPanel,
    journal: CaseJournal,
    open_: str,
    *,
    columns: Sequence[Column],
    form: OpenForm | None,
    back: str,
) -> str:
    """Return what is open ("gap:…", "item:…", "entry:…") as HTML; what is gone shows as nothing chosen."""
    kind, _, id = open_.partition(":")
    if kind == "gap" and id in points.by_id:
        return points.one(id)
    if kind == "item" and (item := journal.item(id)):
        return _item(case, points, journal, item, columns)
    if kind == "entry":
        return _entry(case, points, id, form, back)
    return written("enquire_nothing.html")


def _item(
    case: Case, points: PointsPanel, journal: CaseJournal, item: Item, columns: Sequence[Column]
) -> str:
    cards = (card for column in columns for card in column.cards)
    leads_to = next((card.leads_to for card in cards if card.id == item.id), ())
    shown = enquire_views.opened(
        case, item, journal.items, journal.history(item.id), points.every, leads_to=leads_to
    )
    return written("item.html", item=shown, hints=hints(shown["text"]))


def _entry(case: Case, points: PointsPanel, id: str, form: OpenForm | None, back: str) -> str:
    """Return an entry; while a form is open it can be put into the fields that take entries."""
    fields = form_kind(form.kind).fields if form else ()
    takes = [one for one in fields if form and KINDS[form.kind].fields[one.name] == "rows"]
    return written(
        "entry.html",
        entry=views.entry(case, points.gaps, id),
        **records.together(case, places_that_differ(case), id),
        back=back,
        onward=point_views.onward(case, f"entry:{id}", FROM_AN_ENTRY),
        notes=points.notes(id),
        cursor=False,
        outside="",
        puts=[{"put": f"{one.name} {id}", "text": one.label} for one in takes],
    )
