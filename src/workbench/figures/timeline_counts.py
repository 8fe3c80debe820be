"""How many entries there are, where too many to draw one by one: bars in the lanes, numbers at the right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.figures.lanes import CHILD, NO_AGENCY, Lane, Scale, View, day_of, per_bin, spans_in_days
from workbench.figures.marks import moments, seen_state
from workbench.figures.plain import Trace, bar_trace, scatter
from workbench.figures.style import AGENCY_COLOURS, INK, escape
from workbench.intake.dates import spelled

BINS = 160
"""Bars in each lane where counts are shown."""


def counts(entries: pd.DataFrame, view: View, lanes: Mapping[str, Lane]) -> list[Trace]:
    """Return each lane's entries per stretch of days, drawn as bars that stand in the lane."""
    days = (view.last - view.first).days + 1
    width = max(1, -(-days // BINS))
    start = np.datetime64(view.first, "D").astype("int64")
    edges = start + width * np.arange(-(-days // width) + 1)
    first, last = spans_in_days(entries)
    agency = entries["agency"].to_numpy()
    by_lane = {
        id: per_bin(first[agency == id], last[agency == id], edges) for id in lanes if id not in NO_AGENCY
    }
    highest = max((float(values.max()) for values in by_lane.values() if len(values)), default=1.0) or 1.0
    traces = [_lane_bars(lanes[id], values, highest, edges, "entries") for id, values in by_lane.items()]
    seen = entries["child_seen"].map(seen_state).to_numpy()
    said = np.isin(seen, ["seen", "seen alone", "spoken with"])
    if said.any():
        values = per_bin(first[said], last[said], edges)
        words = "entries in which the child was seen"
        traces.append(_lane_bars(lanes[CHILD], values, float(values.max()) or 1.0, edges, words))
    return traces


def _lane_bars(lane: Lane, values: np.ndarray, highest: float, edges: np.ndarray, words: str) -> Trace:
    kept = np.flatnonzero(values > 0)
    room = lane.top - lane.bottom - 5
    width = int(edges[1] - edges[0])
    days = [(day_of(edges[i]), day_of(edges[i + 1] - 1)) for i in kept]
    label = escape(lane.label)
    return bar_trace(
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


def crowds(crowded: pd.Series, lanes: Mapping[str, Lane], scale: Scale) -> list[Trace]:
    """Return the number of undated entries where a lane holds too many to draw."""
    if crowded.empty:
        return []
    return [
        scatter(
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
