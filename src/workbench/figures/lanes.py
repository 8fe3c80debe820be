"""Where things stand in the swimlanes: the days in view, lanes, rows inside a lane. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from workbench.chronology import Case
from workbench.vocabulary import AGENCY_TYPES

CHILD = "child"
"""The lane on top: the child's age, and where the child was seen or heard."""
WIDTH = 960
"""The drawing's width in pixels that stacking reckons with; wider ones only get airier."""
SIDE_BY_SIDE = 4
"""How many undated entries stand in one row of the column at the right."""


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels, once for a desk and once for a projector."""

    font: int = 12
    small: int = 11
    mark: int = 9
    pitch: int = 13
    lane: int = 29
    child: int = 52
    strip: int = 36
    label: int = 25
    """Letters in one line of a lane's label."""
    tallest: int = 5
    """Rows a lane may grow to before its rows move together."""


DESK = Scale()
PROJECTOR = Scale(font=17, small=15, mark=13, pitch=18, lane=41, child=66, strip=40, label=21, tallest=4)


@dataclass(frozen=True)
class View:
    """The days that a figure shows first."""

    first: date
    last: date

    @property
    def days_per_pixel(self) -> float:
        return ((self.last - self.first).days + 1) / WIDTH

    def place(self, day: date) -> float:
        """Return where a day stands across the view, from 0 to 1."""
        return (day - self.first).days / max((self.last - self.first).days, 1)


@dataclass(frozen=True)
class Lane:
    """One band of the figure; ``top`` and ``bottom`` count pixels upwards."""

    id: str
    label: str
    top: float
    bottom: float
    pitch: float
    """Pixels from one row of the lane to the next."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def view_of(case: Case, since: date | None, until: date | None) -> View:
    """Return the window asked for, or the period reviewed with a little room at its ends."""
    period = case.period or (date(2000, 1, 1), date(2000, 12, 31))
    room = timedelta(days=max(3, round((period[1] - period[0]).days * 0.025)))
    first = since or period[0] - room
    last = until or period[1] + room
    return View(first, max(last, first + timedelta(days=6)))


def in_view(entries: pd.DataFrame, view: View) -> np.ndarray:
    """Return which entries could lie in the view; undated ones do not."""
    before = (entries["latest"] < pd.Timestamp(view.first)).to_numpy()
    after = (entries["earliest"] > pd.Timestamp(view.last)).to_numpy()
    return ~before & ~after & (entries["scope"] != "undated").to_numpy()


def lane_order(case: Case) -> list[str]:
    """Return the agencies' slugs, services of one kind together."""
    order = list(AGENCY_TYPES)
    return sorted(case.agencies, key=lambda slug: (order.index(case.agencies[slug].type), case.agencies[slug].label))


def stack(first: Sequence[float], last: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return a row for every interval, so that no two overlap, and the rows of its cluster.

    The lowest free row is taken in the order of the beginnings (ties: as given);
    a cluster is a run of intervals in which each overlaps an earlier one.
    """
    rows = np.zeros(len(first), dtype="int64")
    sizes = np.ones(len(first), dtype="int64")
    ends: list[float] = []
    cluster: list[int] = []
    for i in sorted(range(len(first)), key=lambda i: (first[i], i)):
        if ends and first[i] > max(ends):
            sizes[cluster] = len(ends)
            ends, cluster = [], []
        free = next((row for row, end in enumerate(ends) if end < first[i]), len(ends))
        ends[free : free + 1] = [last[i]]
        rows[i] = free
        cluster.append(i)
    sizes[cluster] = max(len(ends), 1)
    return rows, sizes


def lay_lanes(case: Case, rows: Mapping[str, int], scale: Scale, child_label: str) -> dict[str, Lane]:
    """Return the lanes from top to bottom, each as tall as its rows need within reason."""
    labels = {CHILD: child_label} | {slug: case.agencies[slug].label for slug in lane_order(case)}
    pad = scale.lane - scale.pitch
    # Above the rows of the child's lane stand the ticks of the age.
    heads = {CHILD: scale.small + 8}
    inner = {
        id: max(min(rows.get(id, 1), scale.tallest) * scale.pitch + pad, scale.child - heads[CHILD] if id == CHILD else 0)
        for id in labels
    }
    lanes: dict[str, Lane] = {}
    top = float(sum(inner.values()) + sum(heads.values()))
    for id, label in labels.items():
        head = heads.get(id, 0)
        pitch = min(scale.pitch, (inner[id] - pad) / max(rows.get(id, 1), 1)) if rows.get(id, 1) > 1 else scale.pitch
        lanes[id] = Lane(id, label, top - head, top - head - inner[id], pitch)
        top -= head + inner[id]
    return lanes


def per_bin(first: np.ndarray, last: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Count intervals of days per bin; one that spans several bins is shared out among them."""
    bins = len(edges) - 1
    start = np.searchsorted(edges, first, "right") - 1
    end = np.searchsorted(edges, last, "right") - 1
    kept = (end >= 0) & (start < bins)
    start, end = start[kept], end[kept]
    share = 1 / (end - start + 1)
    start, end = np.clip(start, 0, bins - 1), np.clip(end, 0, bins - 1)
    steps = np.bincount(start, share, bins + 1) - np.bincount(end + 1, share, bins + 1)
    return np.round(np.cumsum(steps)[:-1], 3)
