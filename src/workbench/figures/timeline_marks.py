"""The traces inside the lanes: spans, symbols, rings, connectors, the key to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.chronology import Case, as_day
from workbench.figures.lanes import CHILD, Lane, Scale, day_of
from workbench.figures.marks import FAMILIES, SEEN, Family, date_words, moments
from workbench.figures.plain import Trace, bar_trace, scatter
from workbench.figures.style import ACCENT, INK, MUTED, PAPER, escape, wrap
from workbench.figures.timeline_frame import Frame

PALE = 0.22
HATCH = {"shape": "/", "size": 6, "solidity": 0.16, "fgopacity": 0.5}


class Emphasis:
    """How strongly each mark is drawn: all alike, or the chosen ones large and the others pale."""

    def __init__(
        self,
        marks: pd.DataFrame,
        *,
        selected: frozenset[str],
        focus: str | None,
        scale: Scale,
        held: Container[str] | None = None,
    ) -> None:
        self.scale = scale
        self.focus = (marks["id"] == focus).to_numpy()
        self.chosen = marks["id"].isin(list(selected)).to_numpy() | self.focus
        self.strong = self.chosen
        """The marks that are not pale: the chosen ones, or those that an agency held (chosen or not)."""
        if held is not None:
            self.strong = np.array([id in held for id in marks["id"]], dtype=bool)
        self.fades = bool(selected) or held is not None

    def opacity(self, where: np.ndarray) -> Any:
        return np.where(self.strong[where], 1.0, PALE).tolist() if self.fades else 1

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
) -> list[Trace]:
    """Return the days that uncertain dates could mean: hatched bars, with an arrow at an open end."""
    where = (marks["span"] == marks["id"]).to_numpy()
    ours = marks.loc[where]
    if ours.empty:
        return []
    colours = _colours(ours)
    keys = [*zip(marks["lane"], marks["span"], strict=True)]
    shared = Counter(keys)
    lit = {key for key, chosen in zip(keys, emphasis.chosen, strict=True) if chosen}
    strong = {key for key, held in zip(keys, emphasis.strong, strict=True) if held}
    own = [key for key, leads in zip(keys, where, strict=True) if leads]
    chosen = [key in lit for key in own]
    bars = bar_trace(
        name="Span of an uncertain date",
        orientation="h",
        base=moments(ours["first"]),
        x=((ours["last"] - ours["first"]) * 86_400_000).round().astype("int64").tolist(),
        y=ours["y"].tolist(),
        width=[round(lanes[lane].pitch * 0.72, 1) for lane in ours["lane"]],
        customdata=ours["id"].tolist(),
        hovertext=[
            texts[id] + (f"<br><i>and {more} more of the same dates</i>" if more else "")
            for id, more in zip(ours["id"], (shared[key] - 1 for key in own), strict=True)
        ],
        hoverinfo="text",
        marker={
            "color": colours,
            "line": {"color": colours, "width": [2 if lit else 0.8 for lit in chosen]},
            "pattern": {**HATCH, "fgcolor": colours, "bgcolor": [_tint(colour) for colour in colours]},
            "opacity": [1.0 if key in strong else PALE for key in own] if emphasis.fades else 1,
        },
        unselected={"marker": {"opacity": PALE}},
        showlegend=False,
    )
    is_open = where & (marks["open"] != "").to_numpy()
    ends = marks.loc[is_open]
    if ends.empty:
        return [bars]
    left = (ends["open"] == "left").to_numpy()
    arrows = scatter(
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


def symbols(marks: pd.DataFrame, texts: Mapping[str, str], emphasis: Emphasis) -> list[Trace]:
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
) -> Trace:
    ours = marks.loc[where]
    hollow = (ours["state"] != "exact").to_numpy()
    colour: Any = family.colour
    if hollow.any() and not family.symbol.endswith("-open"):
        colour = np.where(hollow, PAPER, family.colour).tolist()
    return scatter(
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


def key(marks: pd.DataFrame, scale: Scale) -> list[Trace]:
    """Return the key: one sample of each symbol that the figure uses, drawn nowhere else."""
    in_child = (marks["lane"] == CHILD).to_numpy()
    used = {False: set(marks.loc[~in_child, "family"]), True: set(marks.loc[in_child, "family"])}
    families = [family for name, family in FAMILIES.items() if name in used[False]]
    families += [family for name, family in SEEN.items() if name in used[True]]
    samples: list[Trace] = [
        scatter(
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
    if (marks["span"] != "").to_numpy().any():
        pattern = {**HATCH, "fgcolor": MUTED, "bgcolor": _tint(MUTED)}
        marker = {"color": MUTED, "line": {"color": MUTED, "width": 0.8}, "pattern": pattern}
        name = "Date uncertain"
        samples.append(bar_trace(name=name, x=[None], y=[None], marker=marker))
    return samples


def _ring(marks: pd.DataFrame, axis: str, scale: Scale) -> Trace:
    return scatter(
        mode="markers",
        x=_across(marks, axis),
        y=marks["y"].tolist(),
        xaxis=axis,
        marker={"symbol": "circle-open", "size": scale.mark * 2.5, "color": ACCENT, "line": {"width": 2.6}},
        hoverinfo="skip",
        showlegend=False,
    )


def connectors(case: Case, marks: pd.DataFrame, emphasis: Emphasis) -> list[Trace]:
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
    return [scatter(name="Two ends of a message", mode="lines", x=x, y=y, line=line, hoverinfo="skip")]


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
