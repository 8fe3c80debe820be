"""The swimlane chronology: one lane per agency on a true time axis, the child's own lane on top.

A date that is known to the day is a symbol; one that is not is a pale span over
all the days it could mean, with a hollow symbol in its middle. Entries without a
date stand in a column at the right. Nothing is dropped: what lies outside the
days shown is counted in the figure's ``meta`` and in the line above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.chronology import Case, CasePart
from workbench.figures.lanes import DESK, HOME, PROJECTOR, STATUSES, View, in_view, lay_lanes, view_of
from workbench.figures.marks import heights, hover_texts, marks_of, with_held, without_crowds
from workbench.figures.timeline_ages import age_ticks, strip
from workbench.figures.timeline_counts import counts, crowds
from workbench.figures.timeline_frame import CURSOR, Frame, cursor, layout
from workbench.figures.timeline_home import home_bars, home_rows, homes_shown
from workbench.figures.timeline_intervals import interval_bars, interval_key, status_rows, statuses_shown
from workbench.figures.timeline_marks import (
    Emphasis,
    connectors,
    focus_label,
    key,
    spans,
    symbols,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_MARKS = 2000
"""With more entries than this in view the lanes show counts instead of single entries."""


def timeline_figure(case: Case, **how: Any) -> go.Figure:
    """Draw the chronology; see `timeline_spec`."""
    import plotly.graph_objects as go

    return go.Figure(timeline_spec(case, **how))


def timeline_spec(
    case: Case,
    *,
    selected: frozenset[str] = frozenset(),
    focus: str | None = None,
    day: date | None = None,
    since: date | None = None,
    until: date | None = None,
    projector: bool = False,
    height: int | None = None,
    shown_to: date | None = None,
    held: Mapping[str, str] | None = None,
    held_by: str = "",
) -> dict[str, Any]:
    """Return the chronology as a figure in plain JSON; ``customdata`` of every mark is the id of its entry.

    ``selected`` entries stand out and the others turn pale, ``focus`` gets a ring
    and its words, ``day`` draws the date cursor. With more than MOST_MARKS
    entries in view the lanes show counts, whose ``customdata`` is "days:FROM..TO";
    selected entries are still drawn one by one. ``height`` fits the lanes into so many
    pixels. With ``shown_to`` bars and ages stop at that day: of a case without what came later.
    ``held`` says of entries how the agency ``held_by`` held them by the day; all others turn pale.
    """
    scale = PROJECTOR if projector else DESK
    entries = case.entries
    view = view_of(case, since, until, shown_to)
    visible = in_view(entries, view)
    undated = (entries["scope"] == "undated").to_numpy()
    counting = int(visible.sum()) > MOST_MARKS
    drawn = entries.loc[_drawn(entries, visible, undated, counting, {*selected, focus})]
    marks = marks_of(drawn, view, scale)
    rows: dict[str, int] = {}
    for id, size in () if counting else zip(marks["lane"], marks["rows"], strict=True):
        rows[id] = max(size, rows.get(id, 1))
    if statuses := statuses_shown(case, view):
        _, rows[STATUSES] = status_rows(statuses, view)
    homes = homes_shown(case, view)
    rows[HOME] = home_rows(homes)
    lanes = lay_lanes(case, rows, scale, child_label=_child_label(case), height=height)
    marks, crowded = without_crowds(marks.assign(y=heights(marks, lanes)))
    frame = Frame(case, view, scale, lanes, has_undated=bool(undated.any()))
    emphasis = Emphasis(marks, selected=selected, focus=focus, scale=scale, held=held)
    texts = with_held(hover_texts(case, drawn), held, held_by)
    narrowed_from = case.whole if isinstance(case, CasePart) else None
    meta = _meta(visible, undated, entries, view)
    meta |= {"of": len(narrowed_from.entries)} if narrowed_from else {}
    meta |= {"narrowed": narrowed_from is not None}
    meta |= {"shows": "counts" if counting else "entries", "lanes": list(lanes)}
    above, bars = strip(frame), interval_bars(case, view, lanes)
    return {
        "data": [
            *above,
            *age_ticks(frame),
            *bars,
            *home_bars(case, homes, frame),
            *(counts(entries.loc[visible], view, lanes) if counting else ()),
            *spans(marks, texts, emphasis, lanes),
            *connectors(case, marks, emphasis),
            *symbols(marks, texts, emphasis),
            *crowds(crowded, lanes, scale),
            *key(marks, scale),
            *interval_key(bars),
        ],
        "layout": layout(
            frame,
            day=day,
            meta=meta,
            strip_name=above[0]["name"] if above else "",
            labels=focus_label(case, marks, focus, frame),
        ),
    }


def moved_cursor(layout: Mapping[str, Any], day: date | None) -> dict[str, list[dict[str, Any]]]:
    """Return what of the layout of a drawn chronology is another with the date cursor at ``day``."""
    shapes = [shape for shape in layout["shapes"] if shape.get("name") != CURSOR]
    annotations = [note for note in layout["annotations"] if note.get("name") != CURSOR]
    if day:
        meta = layout["meta"]
        view = View(date.fromisoformat(meta["from"]), date.fromisoformat(meta["to"]))
        scale = PROJECTOR if layout["font"]["size"] == PROJECTOR.font else DESK
        line, words = cursor(day, scale, view)
        shapes, annotations = [*shapes, line], [*annotations, *words]
    return {"shapes": shapes, "annotations": annotations}


def _drawn(
    entries: pd.DataFrame, visible: np.ndarray, undated: np.ndarray, counting: bool, chosen: set[str | None]
) -> np.ndarray:
    """Return which entries get a mark of their own."""
    if counting:
        return entries.index.isin(list(chosen)) | undated
    if len(entries) <= MOST_MARKS:
        return np.ones(len(entries), dtype=bool)
    return visible | undated | entries.index.isin(list(chosen))


def _child_label(case: Case) -> str:
    if len(case.subjects) > 1:
        return "The children: seen or heard"
    return f"{case.subjects[0].label}: seen or heard" if case.subjects else "The child: seen or heard"


def _meta(visible: np.ndarray, undated: np.ndarray, entries: pd.DataFrame, view: View) -> dict[str, Any]:
    """Return what the figure shows and what it leaves outside, for tests and for the words around it."""
    earlier = (entries["latest"] < pd.Timestamp(view.first)).to_numpy()
    later = (entries["earliest"] > pd.Timestamp(view.last)).to_numpy()
    return {
        "of": len(entries),
        "in_view": int(visible.sum()),
        "undated": int(undated.sum()),
        "earlier": int(earlier.sum()),
        "later": int(later.sum()),
        "from": view.first.isoformat(),
        "to": view.last.isoformat(),
    }
