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
STATUSES = "statuses of the child"
HOME = "home of the child"
NO_AGENCY = (CHILD, HOME, STATUSES)
"""Lanes that are no agency's."""
"""The lane below it: the child's statuses; only there where the records show one."""
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
    pitch: int = 12
    """From one row of a lane to the next."""
    lane: int = 28
    child: int = 34
    strip: int = 28
    letters: int = 26
    """In one line of a lane's label."""
    height: int = 620
    """Of the whole figure, unless somebody asks for another; fewer lanes make it lower."""

    @property
    def ages(self) -> int:
        """The room above the child's lane for the ticks of the age."""
        return self.small + 6

    @property
    def top(self) -> int:
        """The room above everything: the line of words, and the names of the marked dates."""
        return self.font * 3

    @property
    def axis(self) -> int:
        """The room for two lines of words under the time axis."""
        return round(self.font * 3.3)

    @property
    def below(self) -> int:
        """The room for the axis and two lines of the key; Plotly adds to it where the key needs more."""
        return self.axis + 2 * (self.small + 9)


DESK = Scale()
PROJECTOR = Scale(font=17, small=15, mark=13, pitch=16, lane=40, child=46, strip=34, letters=22, height=800)
GAP = 8
"""Pixels between the lanes and the density strip."""


@dataclass(frozen=True)
class View:
    """The days that a figure shows first."""

    first: date
    last: date
    shown_to: date | None = None
    """Nothing is drawn behind this day: bars without an end, and ages, stop here."""

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


def view_of(case: Case, since: date | None, until: date | None, shown_to: date | None = None) -> View:
    """Return the window asked for, or the period reviewed with a little room at its ends."""
    period = case.period or (date(2000, 1, 1), date(2000, 12, 31))
    room = timedelta(days=max(3, round((period[1] - period[0]).days * 0.025)))
    first = since or period[0] - room
    last = until or period[1] + room
    return View(first, max(last, first + timedelta(days=6)), shown_to)


def in_view(entries: pd.DataFrame, view: View) -> np.ndarray:
    """Return which entries could lie in the view; undated ones do not."""
    before = (entries["latest"] < pd.Timestamp(view.first)).to_numpy()
    after = (entries["earliest"] > pd.Timestamp(view.last)).to_numpy()
    return ~before & ~after & (entries["scope"] != "undated").to_numpy()


def lane_order(case: Case) -> list[str]:
    """Return the agencies' slugs, services of one kind together."""
    order = list(AGENCY_TYPES)
    agencies = sorted(case.agencies.values(), key=lambda agency: (order.index(agency.type), agency.label))
    return [agency.slug for agency in agencies]


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


def lay_lanes(
    case: Case, rows: Mapping[str, int], scale: Scale, *, child_label: str, height: int | None = None
) -> dict[str, Lane]:
    """Return the lanes from top to bottom, each as tall as its rows need and the figure's height allows.

    There is a lane of statuses, and one of who lived with the child, where ``rows`` has rows for it.
    Where there is not enough height the rows inside the lanes move together.
    """
    between = {HOME: "In the home", STATUSES: "Statuses"}
    between = {id: label for id, label in between.items() if rows.get(id)}
    labels = {CHILD: child_label} | between | {slug: case.agencies[slug].label for slug in lane_order(case)}
    least = {id: scale.child if id == CHILD else scale.lane for id in labels}
    if HOME in labels:  # Its rows carry names: moved together they could not be read.
        least[HOME] = rows[HOME] * scale.pitch + 12
    wanted = {id: max(low, rows.get(id, 1) * scale.pitch + 12) for id, low in least.items()}
    room = (height or scale.height) - scale.top - scale.below - scale.strip - GAP - scale.ages
    more = sum(wanted.values()) - sum(least.values())
    share = min(1.0, max(0.0, (room - sum(least.values())) / more)) if more else 0.0
    tall = {id: round(low + (wanted[id] - low) * share) for id, low in least.items()}
    lanes: dict[str, Lane] = {}
    top = float(sum(tall.values()))
    for id, label in labels.items():
        pitch = min(scale.pitch, (tall[id] - 10) / rows.get(id, 1))
        lanes[id] = Lane(id, label, top, top - tall[id], pitch)
        top -= tall[id]
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


def spans_in_days(entries: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last day of dated entries since 1970; an open side counts as its known end."""
    first = entries["earliest"].fillna(entries["latest"]).to_numpy().astype("datetime64[D]")
    last = entries["latest"].fillna(entries["earliest"]).to_numpy().astype("datetime64[D]")
    return first.astype("int64"), last.astype("int64")


def day_of(number: float) -> date:
    """Return the date that lies so many days after the first of January 1970."""
    return date(1970, 1, 1) + timedelta(days=int(number))
