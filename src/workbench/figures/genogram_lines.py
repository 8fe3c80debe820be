"""The lines of the genogram: dashes, dots, zigzags, bars, arrows and household borders."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from workbench.figures.style import AGENCY_COLOURS, INK, MUTED, escape
from workbench.genogram import SeenLine, View

Point = tuple[float, float]
HOME = AGENCY_COLOURS[2]
FAINT = "#767f8c"
THIN = frozenset({"supported_by", "friend_of", "relative_of", "contact_with"})
EMOTIONAL = frozenset({"conflict", "violence", "close", "distant", "cutoff"})
ZIGZAG = frozenset({"conflict", "violence"})


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels per unit of the layout at the width the figure is made for."""

    across: float
    down: float
    symbol: float
    """The size of a symbol."""
    letters: int

    def pixels(self, point: Point) -> Point:
        return point[0] * self.across, point[1] * self.down

    def units(self, point: Point) -> Point:
        return round(point[0] / self.across, 3), round(point[1] / self.down, 3)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How one sort of line is drawn."""

    dash: str = "solid"
    width: float = 1.8
    colour: str = INK


STROKES = {
    "married_to": Stroke(width=2.2),
    "cohabiting": Stroke("dash", 2.2),
    "partner_of": Stroke("dash", 2.2),
    "casual_partner_of": Stroke("dot", 2.2),
    "parents": Stroke("dot", 2.2),
    "carers": Stroke("dot", 1.6),
    "birth": Stroke(),
    "adoptive": Stroke("dash"),
    "step": Stroke("longdashdot", 1.4),
    "foster": Stroke("dot"),
    "kinship": Stroke("dot"),
    "other care": Stroke("dot"),
    "sibling": Stroke(),
    "half-sibling": Stroke("dash"),
    "distant": Stroke("dot", 1.4, MUTED),
}


def stroke_of(line: SeenLine) -> Stroke:
    """Return the stroke of a line; what has ended is thinner and paler, couples excepted."""
    stroke = STROKES.get(
        line.kind, Stroke(width=1.2, colour=MUTED) if line.kind in THIN else Stroke(width=1.6)
    )
    if line.ended and not line.bars:
        return Stroke(stroke.dash, min(stroke.width, 1.3), FAINT)
    return stroke


def line_traces(view: View, scale: Scale) -> list[go.Scatter]:
    """Return one trace for each stroke that occurs, all lines of that stroke in it."""
    paths: dict[Stroke, list[Sequence[Point]]] = defaultdict(list)
    for line, curve in _curves(view, scale):
        paths[stroke_of(line)] += _drawn(line, curve, scale)
    paths[STROKES["birth"]] += _twin_bars(view)
    return [
        go.Scatter(
            **_joined(found),
            mode="lines",
            hoverinfo="skip",
            name=f"lines {stroke.dash} {stroke.width} {stroke.colour}",
            line={"dash": stroke.dash, "width": stroke.width, "color": stroke.colour},
        )
        for stroke, found in paths.items()
        if found
    ]


def _joined(paths: Iterable[Sequence[Point]]) -> dict[str, list[float | None]]:
    """Return the points of many lines as one, with a break between every two."""
    x: list[float | None] = []
    y: list[float | None] = []
    for path in paths:
        if x:
            x.append(None)
            y.append(None)
        x += [px for px, _ in path]
        y += [py for _, py in path]
    return {"x": x, "y": y}


def _drawn(line: SeenLine, curve: Sequence[Point], scale: Scale) -> list[Sequence[Point]]:
    """Return the strokes of one line: itself, a zigzag, parallels, or with a gap in the middle."""
    if line.kind in ZIGZAG:
        return [_zigzag(curve, scale)]
    if line.kind == "close":
        return [_beside(curve, scale, 2.2), _beside(curve, scale, -2.2)]
    if line.kind == "cutoff":
        return _cut_off(curve, scale)
    return [curve]


def _curves(view: View, scale: Scale) -> list[tuple[SeenLine, Sequence[Point]]]:
    """Return each line with its path; other lines bend so as to pass nobody and no other line."""
    people = {p.placed.id: (p.placed.x, float(p.placed.y)) for p in view.people}
    used: dict[frozenset[str], int] = defaultdict(int)
    for line in view.lines:
        if line.kind not in THIN | EMOTIONAL and len(line.people) == 2:
            used[frozenset(line.people)] += 1
    found: list[tuple[SeenLine, Sequence[Point]]] = []
    for line in view.lines:
        if line.kind not in THIN | EMOTIONAL:
            found.append((line, line.points))
            continue
        pair = frozenset(line.people)
        others = [point for person, point in people.items() if person not in pair]
        found.append((line, _bent(line.points, others, scale, skip=used[pair])))
        used[pair] += 1
    return found


BENDS = (0.0, -26.0, 26.0, -44.0, 44.0, -62.0, 62.0, -84.0, 84.0)


def _bent(points: Sequence[Point], others: Sequence[Point], scale: Scale, *, skip: int) -> Sequence[Point]:
    """Return a curve between two points that keeps clear of ``others``; ``skip`` bends are taken."""
    start, end = scale.pixels(points[0]), scale.pixels(points[-1])
    length = math.dist(start, end) or 1.0
    normal = ((end[1] - start[1]) / length, -(end[0] - start[0]) / length)
    if normal[1] > 0:
        normal = (-normal[0], -normal[1])  # a minus always bends towards the top of the sheet
    marks = [scale.pixels(point) for point in others]
    names = [(x, y + scale.symbol / 2 + 1.3 * scale.letters) for x, y in marks]
    tried = []
    for number, bend in enumerate(BENDS[skip:] or BENDS[-1:]):
        bend = math.copysign(min(abs(bend), 0.5 * length), bend)
        middle = (
            (start[0] + end[0]) / 2 - 2 * bend * normal[0],
            (start[1] + end[1]) / 2 - 2 * bend * normal[1],
        )
        steps = max(12, round(length / 8))
        fine = [_on_curve(start, middle, end, step / steps) for step in range(steps + 1)]
        hits = 3 * _hits(fine, marks, scale.symbol / 2 + 4) + _hits(fine, names, 1.6 * scale.letters)
        tried.append((hits, number, [_on_curve(start, middle, end, step / 12) for step in range(13)]))
    _, _, curve = min(tried, key=lambda found: found[:2])
    return [scale.units(point) for point in curve]


def _hits(curve: Sequence[Point], marks: Sequence[Point], near: float) -> int:
    """Return how many marks a curve comes too near to."""
    return sum(any(math.dist(point, mark) < near for point in curve) for mark in marks)


def _on_curve(start: Point, middle: Point, end: Point, t: float) -> Point:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return a * start[0] + b * middle[0] + c * end[0], a * start[1] + b * middle[1] + c * end[1]


def _along(curve: Sequence[Point], scale: Scale, every: float) -> list[tuple[Point, Point]]:
    """Return points at even distances on a curve, each with the normal there, in pixels."""
    points = [scale.pixels(point) for point in curve]
    pieces = [(one, other, math.dist(one, other)) for one, other in pairwise(points)]
    steps = max(2, round(sum(length for _, _, length in pieces) / every))
    every = sum(length for _, _, length in pieces) / steps
    found: list[tuple[Point, Point]] = []
    passed = 0.0
    for (ax, ay), (bx, by), length in pieces:
        while len(found) <= steps and len(found) * every <= passed + length + 1e-6:
            share = (len(found) * every - passed) / (length or 1.0)
            place = (ax + share * (bx - ax), ay + share * (by - ay))
            found.append((place, ((by - ay) / (length or 1.0), (ax - bx) / (length or 1.0))))
        passed += length
    return found


def _zigzag(curve: Sequence[Point], scale: Scale) -> list[Point]:
    found = []
    for number, ((x, y), normal) in enumerate(_along(curve, scale, 3.5)):
        side = (0, 1, 0, -1)[number % 4] * 4.0
        found.append(scale.units((x + side * normal[0], y + side * normal[1])))
    return found


def _beside(curve: Sequence[Point], scale: Scale, pixels: float) -> list[Point]:
    return [scale.units((x + pixels * n[0], y + pixels * n[1])) for (x, y), n in _along(curve, scale, 20.0)]


def _cut_off(curve: Sequence[Point], scale: Scale) -> list[Sequence[Point]]:
    """Return a line with a gap in its middle and a short bar at each end of the gap."""
    points = _along(curve, scale, 4.0)
    half = len(points) // 2
    left, right = points[: max(1, half - 1)], points[half + 2 :]
    strokes: list[Sequence[Point]] = [[scale.units(p) for p, _ in left], [scale.units(p) for p, _ in right]]
    for (x, y), normal in (left[-1], right[0]):
        strokes.append(
            [
                scale.units((x + 6 * normal[0], y + 6 * normal[1])),
                scale.units((x - 6 * normal[0], y - 6 * normal[1])),
            ]
        )
    return strokes


def _twin_bars(view: View) -> list[Sequence[Point]]:
    """Return the bars that join the legs of identical twins."""
    found: list[Sequence[Point]] = []
    for twins in view.genogram.twins:
        legs = [
            line.points[-2:]
            for line in view.lines
            if line.kind == "birth" and line.people[-1] in twins.people
        ]
        if twins.identical and len(legs) > 1:
            halfway = [
                (round(0.55 * a[0] + 0.45 * b[0], 3), round(0.55 * a[1] + 0.45 * b[1], 3)) for a, b in legs
            ]
            found.append([min(halfway), max(halfway)])
    return found


def bar_strokes(view: View, scale: Scale) -> go.Scatter:
    """Return the oblique bars across the lines of couples: one separated, two divorced."""
    strokes: list[Sequence[Point]] = []
    for line in view.lines:
        if not line.bars:
            continue
        one, other = line.points[len(line.points) // 2 - 1], line.points[len(line.points) // 2]
        x = scale.pixels(one)[0] * 0.42 + scale.pixels(other)[0] * 0.58
        y = scale.pixels(one)[1] * 0.42 + scale.pixels(other)[1] * 0.58
        for bar in range(line.bars):
            at = x + 5 * bar - 2.5 * (line.bars - 1)
            strokes.append([scale.units((at + 3.5, y - 8)), scale.units((at - 3.5, y + 8))])
    return go.Scatter(
        **_joined(strokes), name="bars", mode="lines", hoverinfo="skip", line={"width": 2, "color": INK}
    )


def arrows(view: View, scale: Scale) -> list[dict[str, Any]]:
    """Return the filled arrowhead of violence, pointing at the person it was towards."""
    found = []
    for line, curve in _curves(view, scale):
        if line.kind != "violence":
            continue
        end = scale.pixels(curve[-1])
        tail = next(
            (p for p in reversed(curve[:-1]) if math.dist(scale.pixels(p), end) > scale.symbol / 2 + 14),
            curve[0],
        )
        found.append(
            {
                "x": curve[-1][0],
                "y": curve[-1][1],
                "ax": tail[0],
                "ay": tail[1],
                "axref": "x",
                "ayref": "y",
                "text": "",
                "showarrow": True,
                "arrowhead": 2,
                "arrowsize": 1.3,
                "arrowwidth": 1.8,
                "arrowcolor": INK,
                "standoff": scale.symbol / 2 + 2,
            }
        )
    return found


def household_traces(view: View) -> list[go.Scatter]:
    """Return the dashed borders of the households, faintly filled, each with its name under the pointer."""
    return [
        go.Scatter(
            **_joined(home.outlines),
            name=f"household {escape(home.id)}",
            mode="lines",
            fill="toself",
            fillcolor="rgba(0,115,92,0.07)",
            line={"dash": "dash", "width": 1.6, "color": HOME, "shape": "spline"},
            hoveron="fills",
            hoverinfo="text",
            text=f"Household {escape(home.id)}{' (dates uncertain)' if home.uncertain else ''}",
        )
        for home in view.households
    ]
