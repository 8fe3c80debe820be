"""The swimlane chronology: one lane per agency on a true time axis, the child's own lane on top.

A date that is known to the day is a symbol; one that is not is a pale span over
all the days it could mean, with a hollow symbol in its middle. Entries without a
date stand in a column at the right. Nothing is dropped: what lies outside the
days shown is counted in the figure's ``meta`` and in the line above it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.chronology import Case
from workbench.figures import timeline_counts, timeline_frame
from workbench.figures.lanes import (
    CHILD,
    DESK,
    PROJECTOR,
    SIDE_BY_SIDE,
    Lane,
    Scale,
    View,
    in_view,
    lay_lanes,
    view_of,
)
from workbench.figures.marks import (
    FAMILIES,
    MOST_UNDATED,
    SEEN,
    Family,
    heights,
    hover_texts,
    marks_of,
    moments,
)
from workbench.figures.style import ACCENT, INK, MUTED, PAPER, escape, wrap

MOST_MARKS = 2000
"""With more entries than this in view the lanes show counts instead of single entries."""
PALE = 0.25


def timeline_figure(
    case: Case,
    *,
    selected: frozenset[str] = frozenset(),
    focus: str | None = None,
    day: date | None = None,
    since: date | None = None,
    until: date | None = None,
    projector: bool = False,
) -> go.Figure:
    """Draw the chronology; ``customdata`` of every mark is the id of its entry.

    ``selected`` entries stand out and the others turn pale, ``focus`` gets a ring
    and its words, ``day`` draws the date cursor. With more than MOST_MARKS
    entries in view the lanes show counts, whose ``customdata`` is "days:FROM..TO".
    """
    scale = PROJECTOR if projector else DESK
    view = view_of(case, since, until)
    entries = case.entries
    visible = in_view(entries, view)
    counting = int(visible.sum()) > MOST_MARKS
    chosen = entries.index.isin([*selected, *([focus] if focus else [])])
    undated = (entries["scope"] == "undated").to_numpy()
    if counting:
        shown = chosen | undated
    elif len(entries) <= MOST_MARKS:
        shown = np.ones(len(entries), dtype=bool)
    else:
        shown = visible | chosen | undated
    drawn = entries[shown]
    marks = marks_of(case, drawn, view, scale)
    rows = {id: int(size) for id, size in marks.groupby("lane")["rows"].max().items()}
    lanes = lay_lanes(case, {} if counting else rows, scale, _child_label(case))
    marks["y"] = heights(marks, lanes)
    frame = timeline_frame.Frame(case, view, scale, lanes, has_undated=bool(undated.any()))
    marks, crowded = _without_crowds(marks)
    emphasis = _Emphasis(marks, selected, focus, scale)
    texts = hover_texts(case, drawn)
    traces = [*timeline_frame.strip_traces(frame), *timeline_frame.age_traces(frame)]
    traces += timeline_counts.count_traces(frame, entries[visible]) if counting else []
    traces += _span_traces(marks, texts, emphasis, lanes)
    traces += _pair_traces(case, marks, emphasis)
    traces += _mark_traces(marks, texts, emphasis, scale)
    traces += _undated_counts(crowded, lanes, scale)
    layout = timeline_frame.layout(frame, day)
    layout["annotations"] += _focus_label(case, marks, focus, frame)
    layout["meta"] = _meta(case, visible, undated, view, counting) | {"lanes": list(lanes)}
    layout["annotations"].append(timeline_frame.headline(frame, layout["meta"]))
    return go.Figure(data=traces, layout=layout)


def _child_label(case: Case) -> str:
    if len(case.subjects) > 1:
        return "The children: seen, heard"
    return f"{case.subjects[0].label}: seen, heard" if case.subjects else "The child: seen, heard"


class _Emphasis:
    """How strongly each mark is drawn: all alike, or the chosen ones large and the others pale."""

    def __init__(self, marks: pd.DataFrame, selected: frozenset[str], focus: str | None, scale: Scale) -> None:
        self.chosen = marks["id"].isin([*selected, *([focus] if focus else [])]).to_numpy()
        self.focus = (marks["id"] == focus).to_numpy()
        self.any = bool(selected)
        self.scale = scale

    def opacity(self, where: np.ndarray) -> Any:
        return np.where(self.chosen[where], 1.0, PALE).tolist() if self.any else 1

    def size(self, where: np.ndarray, size: float) -> Any:
        return np.where(self.chosen[where], round(size * 1.5), size).tolist() if self.chosen[where].any() else size


def _without_crowds(marks: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Return the marks without the undated ones of overfull lanes, and how many those are by lane."""
    counts = marks[marks["state"] == "undated"].groupby("lane", sort=False).size()
    crowded = counts[counts > MOST_UNDATED]
    gone = (marks["state"] == "undated") & marks["lane"].isin(crowded.index)
    return marks[~gone].reset_index(drop=True), crowded


def _span_traces(
    marks: pd.DataFrame, texts: dict[str, str], emphasis: _Emphasis, lanes: dict[str, Lane]
) -> list[go.Bar | go.Scatter]:
    """Return the days that uncertain dates could mean: hatched bars, with an arrow at an open end."""
    where = (marks["state"] == "uncertain").to_numpy()
    spans = marks[where]
    if spans.empty:
        return []
    colours = [_family(lane, family).colour for lane, family in zip(spans["lane"], spans["family"], strict=True)]
    opacity = emphasis.opacity(where)
    bars = go.Bar(
        name="Date uncertain: somewhere within the span",
        orientation="h",
        base=moments(spans["first"]),
        x=((spans["last"] - spans["first"]) * 86_400_000).round().astype("int64").tolist(),
        y=spans["y"].tolist(),
        width=[round(lanes[lane].pitch * 0.66, 1) for lane in spans["lane"]],
        customdata=spans["id"].tolist(),
        hovertext=[texts[id] for id in spans["id"]],
        hoverinfo="text",
        marker={
            "color": [_tint(colour) for colour in colours],
            "line": {"color": colours, "width": np.where(emphasis.chosen[where], 1.8, 0.8).tolist()},
            "pattern": {"shape": "/", "fgcolor": colours, "size": 6, "solidity": 0.16, "fgopacity": 0.7},
            "opacity": opacity,
        },
        unselected={"marker": {"opacity": PALE}},
        showlegend=False,
    )
    ends = spans[spans["open"] != ""]
    if ends.empty:
        return [bars]
    arrows = go.Scatter(
        mode="markers",
        x=moments(np.where(ends["open"] == "left", ends["first"], ends["last"])),
        y=ends["y"].tolist(),
        marker={
            "symbol": ["triangle-left" if side == "left" else "triangle-right" for side in ends["open"]],
            "size": emphasis.scale.mark,
            "color": [_family(lane, family).colour for lane, family in zip(ends["lane"], ends["family"], strict=True)],
            "opacity": emphasis.opacity(where & (marks["open"] != "").to_numpy()),
        },
        hoverinfo="skip",
        showlegend=False,
    )
    return [bars, arrows]


def _family(lane: str, family: str) -> Family:
    return SEEN[family] if lane == CHILD else FAMILIES[family]


def _tint(colour: str) -> str:
    """Return a colour mixed with much white."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.16):02x}" for part in parts)


def _mark_traces(
    marks: pd.DataFrame, texts: dict[str, str], emphasis: _Emphasis, scale: Scale
) -> list[go.Scatter]:
    """Return the symbols: a trace per family, once on the time axis and once in the column of undated ones."""
    traces = []
    keys = [(False, name, family) for name, family in FAMILIES.items()]
    keys += [(True, name, family) for name, family in SEEN.items()]
    in_child = (marks["lane"] == CHILD).to_numpy()
    for is_child, name, family in keys:
        ours = (marks["family"] == name).to_numpy() & (in_child == is_child)
        named = False
        for is_undated in (False, True):
            where = ours & ((marks["state"] == "undated").to_numpy() == is_undated)
            if where.any():
                traces.append(
                    _symbols(marks, where, texts, emphasis, family, "legend2" if is_child else "legend", not named)
                )
                named = True
    ring = marks[emphasis.focus]
    for is_undated, axis in ((False, "x"), (True, "x2")):
        at = ring[(ring["state"] == "undated") == is_undated]
        if len(at):
            traces.append(_ring(_x(at), at["y"].tolist(), axis, scale))
    return traces


def _x(marks: pd.DataFrame) -> list[Any]:
    """Return the places across: moments, or for undated marks their place in the column."""
    if (marks["state"] == "undated").any():
        return (marks["row_place"] if "row_place" in marks else _column_places(marks)).tolist()
    return moments(marks["at"])


def _column_places(marks: pd.DataFrame) -> pd.Series:
    order = marks["order"]
    in_row = np.minimum(marks["beside"] - marks["row"] * SIDE_BY_SIDE, SIDE_BY_SIDE)
    return SIDE_BY_SIDE / 2 + order - (in_row - 1) / 2


def _symbols(
    marks: pd.DataFrame,
    where: np.ndarray,
    texts: dict[str, str],
    emphasis: _Emphasis,
    family: Family,
    legend: str,
    in_key: bool,
) -> go.Scatter:
    ours = marks[where]
    hollow = (ours["state"] != "exact").to_numpy()
    filled = not family.symbol.endswith("-open")
    colour: Any = np.where(hollow, PAPER, family.colour).tolist() if filled and hollow.any() else family.colour
    undated = bool((ours["state"] == "undated").any())
    return go.Scatter(
        name=family.label,
        mode="markers",
        x=_x(ours),
        y=ours["y"].tolist(),
        xaxis="x2" if undated else "x",
        customdata=ours["id"].tolist(),
        hovertext=[texts[id] for id in ours["id"]],
        hoverinfo="text",
        marker={
            "symbol": family.symbol,
            "size": emphasis.size(where, emphasis.scale.mark),
            "color": colour,
            "line": {"color": family.colour, "width": 1.4},
            "opacity": emphasis.opacity(where),
        },
        unselected={"marker": {"opacity": PALE}},
        legend=legend,
        showlegend=in_key,
        legendgroup=family.label,
        cliponaxis=True,
    )
