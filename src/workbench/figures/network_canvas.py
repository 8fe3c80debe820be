"""Where the network is drawn: rings in pixels, labels that do not overlap, curved lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbench.figures.style import wrap
from workbench.network import RADIUS, Node

FAMILY_RING = RADIUS["family"]
STEPS = 12
"""Straight pieces of a curved line."""
BEND = 0.13
"""How far a line bows out, as a share of its length, so that there and back are two lines."""
BEND_EXPECTED = 0.24
"""Of an expected contact: further out than a message, so that both are seen side by side."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Canvas:
    """Sizes in pixels, for a panel beside the chronology or for a wall."""

    width: int = 620
    height: int = 460
    top: int = 40
    bottom: int = 58
    letters: int = 11
    """Size of a label's letters."""
    caption: int = 12
    line: int = 14
    in_line: int = 19
    """Letters in one line of an agency's label."""
    node: int = 17
    child: int = 22

    @property
    def inner(self) -> int:
        return self.height - self.top - self.bottom

    @cached_property
    def middle(self) -> Point:
        return self.width / 2, self.inner / 2

    @cached_property
    def radii(self) -> Point:
        words = self.in_line * self.letters * 0.56
        return self.width / 2 - words - self.node - 8, self.inner / 2 - self.node - 4

    def at(self, node: Node) -> Point:
        """Return where a node lies; both numbers count pixels, the second upwards."""
        return self.middle[0] + node.x * self.radii[0], self.middle[1] + node.y * self.radii[1]


PAGE = Canvas()
WALL = Canvas(
    width=900, height=700, top=60, bottom=80, letters=17, caption=18, line=22, in_line=20, node=27, child=36
)


@dataclass(frozen=True)
class Label:
    """An agency's words beside the ring."""

    node: Node
    text: str
    x: float
    y: float
    right: bool
    moved: bool
    """True where the words had to leave the height of their node: then a thin line leads to them."""


def labels(nodes: Sequence[Node], canvas: Canvas) -> list[Label]:
    """Return the agencies' labels, each side of the ring from top to bottom without overlap."""
    found = []
    for right in (True, False):
        side = [node for node in nodes if (node.x >= 0) == right]
        side.sort(key=lambda node: (-node.y, node.id))
        texts = [_words(node, canvas) for node in side]
        tall = [(text.count("<br>") + 1) * canvas.line + 3 for text in texts]
        places = spread([canvas.at(node)[1] for node in side], tall, low=-canvas.line / 2, high=canvas.inner)
        for node, text, y in zip(side, texts, places, strict=True):
            x, at = canvas.at(node)
            out = max(abs(x - canvas.middle[0]), _ring_at(y, canvas)) + canvas.node / 2 + 8
            edge = canvas.middle[0] + (out if right else -out)
            moved = abs(y - at) > canvas.line * 0.7
            found.append(Label(node, text, round(edge, 1), round(y, 1), right, moved))
    return found


def _words(node: Node, canvas: Canvas) -> str:
    text = wrap(node.label, canvas.in_line, lines=3)
    return f"{text}<br><i>{node.note}</i>" if node.note else text


def _ring_at(y: float, canvas: Canvas) -> float:
    """Return the ring's half width at a height."""
    share = min(1.0, abs(y - canvas.middle[1]) / canvas.radii[1])
    return canvas.radii[0] * math.sqrt(1 - share**2)


def spread(wanted: Sequence[float], tall: Sequence[float], *, low: float, high: float) -> list[float]:
    """Return places from the top down, near the wanted ones, such that nothing overlaps.

    ``wanted`` falls; each thing is ``tall`` and stands round its place. Where
    the room between ``low`` and ``high`` is too small they leave it at the bottom.
    """
    places = list(wanted)
    top = high
    for i, height in enumerate(tall):
        places[i] = min(places[i], top - height / 2)
        top = places[i] - height / 2
    floor = low
    for i in reversed(range(len(places))):
        raised = max(places[i], floor + tall[i] / 2)
        if raised + tall[i] / 2 > high:
            break
        places[i] = raised
        floor = raised + tall[i] / 2
    top = high
    for i, height in enumerate(tall):
        places[i] = min(places[i], top - height / 2)
        top = places[i] - height / 2
    return places


@lru_cache(maxsize=8192)  # Places are fixed for a case: the same lines are asked for with every day.
def curve(start: Point, end: Point, *, leave: float, arrive: float, bend: float = BEND) -> tuple[Point, ...]:
    """Return the points of a bowed line between two nodes, from outside the one to outside the other."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    control = ((start[0] + end[0]) / 2 + dy * bend, (start[1] + end[1]) / 2 - dx * bend)
    first, last = min(leave / length, 0.45), 1 - min(arrive / length, 0.45)
    points = []
    steps = STEPS if bend else 2  # A straight line needs its ends, and the place in its middle.
    for step in range(steps + 1):
        t = first + (last - first) * step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        x = a * start[0] + b * control[0] + c * end[0]
        y = a * start[1] + b * control[1] + c * end[1]
        points.append((round(x, 1), round(y, 1)))
    return tuple(points)


def radius(node: Node, canvas: Canvas) -> float:
    return (canvas.child if node.ring == "child" else canvas.node) / 2 + 3


def by_id(nodes: Sequence[Node]) -> Mapping[str, Node]:
    return {node.id: node for node in nodes}
