"""Where the views of the explore page stand; their looks are in workbench.css."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from workbench.pages.boxes import column, row


def explore_layout(
    *,
    header: widgets.Widget,
    projector: widgets.Widget,
    side: widgets.Widget,
    timeline: widgets.Widget,
    cursor: Sequence[widgets.Widget],
    pair: Sequence[widgets.Widget],
    contacts: widgets.Widget,
    known: widgets.Widget,
    narrow: widgets.Widget,
    table: widgets.Widget,
) -> widgets.Box:
    """Return the page: points and entry on the left, the linked figures beside, the table below."""
    figures = column(
        [
            column([timeline], "wb-card", "wb-figure"),
            row(cursor, "wb-card", "wb-cursor"),
            row([column([figure], "wb-card", "wb-figure") for figure in pair], "wb-pair"),
            column([contacts], "wb-card", "wb-known"),
            column([known], "wb-card", "wb-known"),
        ],
        "wb-views",
    )
    return column(
        [
            row([header, projector], "wb-top"),
            column([narrow], "wb-card", "wb-narrow"),
            row([column([side], "wb-card", "wb-side"), figures], "wb-main"),
            column([table], "wb-card", "wb-table"),
        ],
        "wb-parts",
    )
