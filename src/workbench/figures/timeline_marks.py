"""The traces inside the lanes: spans, symbols, rings, connectors, and counts where there are too many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.chronology import Case, as_day
from workbench.figures.lanes import CHILD, Lane, Scale, View, day_of, per_bin, spans_in_days
from workbench.figures.marks import FAMILIES, SEEN, Family, date_words, moments, seen_state
from workbench.figures.style import ACCENT, AGENCY_COLOURS, INK, MUTED, PAPER, escape, wrap
from workbench.figures.timeline_frame import Frame
from workbench.intake.date_spans import spelled

PALE = 0.22
HATCH = {"shape": "/", "size": 6, "solidity": 0.16, "fgopacity": 0.5}
BINS = 160
"""Bars in each lane where counts are shown."""


class Emphasis:
    """How strongly each mark is drawn: all alike, or the chosen ones large and the others pale."""

    def __init__(
        self, marks: pd.DataFrame, *, selected: frozenset[str], focus: str | None, scale: Scale
    ) -> None:
        self.scale = scale
        self.focus = (marks["id"] == focus).to_numpy()
        self.chosen = marks["id"].isin(list(selected)).to_numpy() | self.focus
        self._pale = bool(selected)

    def opacity(self, where: np.ndarray) -> Any:
        return np.where(self.chosen[where], 1.0, PALE).tolist() if self._pale else 1

    def size(self, where: np.ndarray) -> Any:
        plain, large = self.scale.mark, round(self.scale.mark * 1.5)
        return np.where(self.chosen[where], large, plain).tolist() if self.chosen[where].any() else plain

    def outline(self, where: np.ndarray, colour: str) -> dict[str, Any]:
        if not self.chosen[where].any():
            return {"color": colour, "width": 1.4}
        chosen = self.chosen[where]
        return {"color": np.where(chosen, INK, colour).tolist(), "width": np.where(chosen, 2, 1.4).tolist()}


def _colours(marks: pd.DataFrame) -> list[str]:
    families = zip(marks["lane"], marks["family"], strict=True)
    return [(SEEN if lane == CHILD else FAMILIES)[family].colour for lane, family in families]


def _tint(colour: str) -> str:
    """Return a colour mixed with much white."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.14):02x}" for part in parts)


def spans(
    marks: pd.DataFrame, texts: Mapping[str, str], emphasis: Emphasis, lanes: Mapping[str, Lane]
) -> list[go.Bar | go.Scatter]:
    """Return the days that uncertain dates could mean: hatched bars, with an arrow at an open end."""
    where = marks["leads"].to_numpy()
    ours = marks.loc[where]
    if ours.empty:
        return []
    colours = _colours(ours)
    bars = go.Bar(
        name="Span of an uncertain date",
        orientation="h",
        base=moments(ours["first"]),
        x=((ours["last"] - ours["first"]) * 86_400_000).round().astype("int64").tolist(),
        y=ours["y"].tolist(),
        width=[round(lanes[lane].pitch * 0.72, 1) for lane in ours["lane"]],
        customdata=ours["id"].tolist(),
        hovertext=[texts[id] for id in ours["id"]],
        hoverinfo="text",
        marker={
            "color": colours,
            "line": {"color": colours, "width": np.where(emphasis.chosen[where], 2, 0.8).tolist()},
            "pattern": {**HATCH, "fgcolor": colours, "bgcolor": [_tint(colour) for colour in colours]},
            "opacity": emphasis.opacity(where),
        },
        unselected={"marker": {"opacity": PALE}},
        showlegend=False,
    )
    is_open = where & (marks["open"] != "").to_numpy()
    ends = marks.loc[is_open]
    if ends.empty:
        return [bars]
    left = (ends["open"] == "left").to_numpy()
    arrows = go.Scatter(
        mode="markers",
        x=moments(np.where(left, ends["first"], ends["last"])),
        y=ends["y"].tolist(),
        marker={
            "symbol": np.where(left, "triangle-left", "triangle-right").tolist(),
            "size": emphasis.scale.mark + 2,
            "color": _colours(ends),
            "opacity": emphasis.opacity(is_open),
        },
        hoverinfo="skip",
        showlegend=False,
    )
    return [bars, arrows]


def symbols(marks: pd.DataFrame, texts: Mapping[str, str], emphasis: Emphasis) -> list[go.Scatter]:
    """Return the symbols, a trace per family for dated entries and one for those in the undated column."""
    traces = []
    in_child = (marks["lane"] == CHILD).to_numpy()
    undated = (marks["state"] == "undated").to_numpy()
    for families, in_lane in ((FAMILIES, ~in_child), (SEEN, in_child)):
        for name, family in families.items():
            ours = (marks["family"] == name).to_numpy() & in_lane
            for axis, where in (("x", ours & ~undated), ("x2", ours & undated)):
                if where.any():
                    traces.append(_symbols(marks, where, texts, emphasis, family, axis))
    for axis, where in (("x", emphasis.focus & ~undated), ("x2", emphasis.focus & undated)):
        if where.any():
            traces.append(_ring(marks.loc[where], axis, emphasis.scale))
    return traces


def _across(marks: pd.DataFrame, axis: str) -> list[Any]:
    return marks["place"].tolist() if axis == "x2" else moments(marks["at"])


def _symbols(
    marks: pd.DataFrame,
    where: np.ndarray,
    texts: Mapping[str, str],
    emphasis: Emphasis,
    family: Family,
    axis: str,
) -> go.Scatter:
    ours = marks.loc[where]
    hollow = (ours["state"] != "exact").to_numpy()
    colour: Any = family.colour
    if hollow.any() and not family.symbol.endswith("-open"):
        colour = np.where(hollow, PAPER, family.colour).tolist()
    return go.Scatter(
        name=family.label,
        mode="markers",
        x=_across(ours, axis),
        y=ours["y"].tolist(),
        xaxis=axis,
        customdata=ours["id"].tolist(),
        hovertext=[texts[id] for id in ours["id"]],
        hoverinfo="text",
        marker={
            "symbol": family.symbol,
            "size": emphasis.size(where),
            "color": colour,
            "line": emphasis.outline(where, family.colour),
            "opacity": emphasis.opacity(where),
        },
        unselected={"marker": {"opacity": PALE}},
        showlegend=False,
    )


def key(marks: pd.DataFrame, scale: Scale) -> list[go.Scatter | go.Bar]:
    """Return the key: one sample of each symbol that the figure uses, drawn nowhere else."""
    in_child = (marks["lane"] == CHILD).to_numpy()
    used = {False: set(marks.loc[~in_child, "family"]), True: set(marks.loc[in_child, "family"])}
    families = [family for name, family in FAMILIES.items() if name in used[False]]
    families += [family for name, family in SEEN.items() if name in used[True]]
    samples: list[go.Scatter | go.Bar] = [
        go.Scatter(
            name=family.label,
            mode="markers",
            x=[None],
            y=[None],
            marker={
                "symbol": family.symbol, "size": scale.mark, "color": family.colour,
                "line": {"color": family.colour, "width": 1.4},
            },
        )
        for family in families
    ]  # fmt: skip
    if marks["leads"].to_numpy().any():
        pattern = {**HATCH, "fgcolor": MUTED, "bgcolor": _tint(MUTED)}
        marker = {"color": MUTED, "line": {"color": MUTED, "width": 0.8}, "pattern": pattern}
        name = "Date uncertain"
        samples.append(go.Bar(name=name, x=[None], y=[None], marker=marker))
    return samples


def _ring(marks: pd.DataFrame, axis: str, scale: Scale) -> go.Scatter:
    return go.Scatter(
        mode="markers",
        x=_across(marks, axis),
        y=marks["y"].tolist(),
        xaxis=axis,
        marker={"symbol": "circle-open", "size": scale.mark * 2.5, "color": ACCENT, "line": {"width": 2.6}},
        hoverinfo="skip",
        showlegend=False,
    )


def connectors(case: Case, marks: pd.DataFrame, emphasis: Emphasis) -> list[go.Scatter]:
    """Return thin lines between the two ends of the same contact, for chosen entries only."""
    own = marks.loc[(marks["lane"] != CHILD) & (marks["state"] != "undated")].set_index("id")
    drawn: set[frozenset[str]] = set()
    x: list[str | None] = []
    y: list[float | None] = []
    for id in marks.loc[emphasis.chosen, "id"].unique():
        for other in case.entries.at[id, "paired_with"]:
            pair = frozenset((id, other))
            if pair in drawn or id not in own.index or other not in own.index:
                continue
            drawn.add(pair)
            both = own.loc[[id, other]]
            x += [*moments(both["at"]), None]
            y += [*both["y"].tolist(), None]
    if not x:
        return []
    line = {"color": INK, "width": 1.2, "dash": "2px,3px"}
    return [go.Scatter(name="Two ends of a message", mode="lines", x=x, y=y, line=line, hoverinfo="skip")]


def counts(entries: pd.DataFrame, view: View, lanes: Mapping[str, Lane]) -> list[go.Bar]:
    """Return each lane's entries per stretch of days, drawn as bars that stand in the lane."""
    days = (view.last - view.first).days + 1
    width = max(1, -(-days // BINS))
    start = np.datetime64(view.first, "D").astype("int64")
    edges = start + width * np.arange(-(-days // width) + 1)
    first, last = spans_in_days(entries)
    agency = entries["agency"].to_numpy()
    by_lane = {id: per_bin(first[agency == id], last[agency == id], edges) for id in lanes if id != CHILD}
    highest = max((float(values.max()) for values in by_lane.values() if len(values)), default=1.0) or 1.0
    traces = [_lane_bars(lanes[id], values, highest, edges, "entries") for id, values in by_lane.items()]
    seen = entries["child_seen"].map(seen_state).to_numpy()
    said = np.isin(seen, ["seen", "seen alone", "spoken with"])
    if said.any():
        values = per_bin(first[said], last[said], edges)
        words = "entries in which the child was seen"
        traces.append(_lane_bars(lanes[CHILD], values, float(values.max()) or 1.0, edges, words))
    return traces


def _lane_bars(lane: Lane, values: np.ndarray, highest: float, edges: np.ndarray, words: str) -> go.Bar:
    kept = np.flatnonzero(values > 0)
    room = lane.top - lane.bottom - 5
    width = int(edges[1] - edges[0])
    days = [(day_of(edges[i]), day_of(edges[i + 1] - 1)) for i in kept]
    label = escape(lane.label)
    return go.Bar(
        name=lane.label,
        x=moments(edges[kept] + width / 2),
        y=np.round(np.maximum(values[kept] / highest, 0.06) * room, 1).tolist(),
        base=[lane.bottom + 2] * len(kept),
        width=width * 86_400_000,
        customdata=[f"days:{first}..{last}" for first, last in days],
        hovertext=[
            f"<b>{label}</b><br>about {max(1, round(float(values[i])))} {words}<br>{spelled(*span)}"
            for i, span in zip(kept, days, strict=True)
        ],
        hoverinfo="text",
        marker={
            "color": INK if lane.id == CHILD else AGENCY_COLOURS[0], "line": {"width": 0}, "opacity": 0.75,
        },
        unselected={"marker": {"opacity": 0.75}},
        showlegend=False,
    )  # fmt: skip


def crowds(crowded: pd.Series, lanes: Mapping[str, Lane], scale: Scale) -> list[go.Scatter]:
    """Return the number of undated entries where a lane holds too many to draw."""
    if crowded.empty:
        return []
    return [
        go.Scatter(
            mode="text",
            x=[2] * len(crowded),
            y=[lanes[str(id)].middle for id in crowded.index],
            xaxis="x2",
            text=[str(number) for number in crowded],
            textfont={"size": scale.font, "color": INK},
            customdata=[f"undated:{id}" for id in crowded.index],
            hovertext=[f"{number} entries with no date read" for number in crowded],
            hoverinfo="text",
            showlegend=False,
        )
    ]


def focus_label(case: Case, marks: pd.DataFrame, focus: str | None, frame: Frame) -> list[dict[str, Any]]:
    """Return the words beside the entry in focus: its date and how it begins."""
    own = marks.loc[(marks["id"] == focus) & (marks["lane"] != CHILD)]
    if focus is None or own.empty:
        return []
    mark = own.iloc[0]
    entry = case.entries.loc[focus]
    words = date_words(as_day(entry["earliest"]), as_day(entry["latest"]))
    undated = mark["state"] == "undated"
    right = undated or frame.view.place(day_of(int(mark["at"]))) > 0.6
    low = mark["y"] < max(lane.top for lane in frame.lanes.values()) / 2
    scale = frame.scale
    return [
        {
            "x": mark["place"] if undated else moments([mark["at"]])[0],
            "y": mark["y"],
            "xref": "x2" if undated else "x",
            "yref": "y",
            "text": f"<b>{escape(words[:1].upper() + words[1:])}</b><br>{wrap(entry['event'], 38, lines=2)}",
            "align": "left",
            "font": {"size": scale.small, "color": INK},
            "bgcolor": PAPER,
            "bordercolor": ACCENT,
            "borderpad": 5,
            "ax": -36 if right else 36,
            "ay": -50 if low else 50,
            "xanchor": "right" if right else "left",
            "arrowcolor": MUTED,
            "arrowwidth": 1.4,
            "arrowhead": 0,
            "standoff": scale.mark * 1.3,
        }
    ]
