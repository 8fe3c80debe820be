"""Where the views of the explore page stand; their looks are in workbench.css."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets


def _row(children: Sequence[widgets.Widget], *classes: str) -> widgets.Box:
    return _classed(widgets.HBox(list(children)), classes)


def _column(children: Sequence[widgets.Widget], *classes: str) -> widgets.Box:
    return _classed(widgets.VBox(list(children)), classes)


def _classed(box: widgets.Box, classes: Sequence[str]) -> widgets.Box:
    for name in classes:
        box.add_class(name)
    return box


def explore_layout(
    *,
    header: widgets.Widget,
    projector: widgets.Widget,
    side: widgets.Widget,
    timeline: widgets.Widget,
    cursor: Sequence[widgets.Widget],
    pair: Sequence[widgets.Widget],
    known: widgets.Widget,
    tools: Sequence[widgets.Widget],
    table: widgets.Widget,
) -> widgets.Box:
    """Return the page: points and entry on the left, the linked figures beside, the table below."""
    figures = _column(
        [
            _column([timeline], "wb-card", "wb-figure"),
            _row(cursor, "wb-card", "wb-cursor"),
            _row([_column([figure], "wb-card", "wb-figure") for figure in pair], "wb-pair"),
            _column([known], "wb-card", "wb-known"),
        ],
        "wb-views",
    )
    return _column(
        [
            _row([header, projector], "wb-top"),
            _row([_column([side], "wb-card", "wb-side"), figures], "wb-main"),
            _column([_row(tools, "wb-tools"), table], "wb-card", "wb-table"),
        ],
        "wb-parts",
    )
