"""Where the parts of the enquire page stand; their looks are in workbench.css."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from workbench.pages.boxes import column, row


def enquire_layout(
    *,
    header: widgets.Widget,
    tools: Sequence[widgets.Widget],
    tabs: widgets.Widget,
    notes: widgets.Widget,
    main: widgets.Widget,
    side: Sequence[widgets.Widget],
    timeline: widgets.Widget,
    download: widgets.Widget,
) -> widgets.Box:
    """Return the page: the board, what is open beside it, and the chronology below."""
    work = column([main, column([timeline], "wb-card", "wb-figure")], "wb-views")
    beside = column([column([one], "wb-card", "wb-open") for one in side], "wb-beside")
    return column(
        [row([header, *tools], "wb-top"), tabs, notes, row([work, beside], "wb-enquire"), download],
        "wb-parts",
    )
