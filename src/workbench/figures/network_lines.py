"""The lines of the network: messages with arrows, contacts with people, and what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from workbench.figures.network_canvas import BEND, Canvas, Point, by_id, curve, radius
from workbench.figures.plain import Trace, scatter
from workbench.figures.style import AGENCY_COLOURS, PAPER, wrap
from workbench.intake.dates import long_day
from workbench.network import Edge, Network, Node, Seen
from workbench.vocabulary.sentences import counted

MESSAGE, CONTACT, NOT_MADE = AGENCY_COLOURS[0], AGENCY_COLOURS[2], AGENCY_COLOURS[1]
WIDTHS = (1.2, 2.0, 3.0, 4.2, 5.6, 7.0)
"""Of lines, from one contact to the most there are; each step stands for about twice as many."""
MANY = 60
"""With more lines than this all are drawn thinner."""
PALE = 0.16


def width_of(count: int, most: int) -> float:
    """Return the width of a line for so many contacts, where the busiest line of all time has ``most``."""
    step = math.ceil(5 * math.log(max(count, 1)) / math.log(max(most, 32)))
    return WIDTHS[min(step, 5)]


class Lines:
    """The lines of the contacts in view, gathered into few traces."""

    def __init__(self, network: Network, seen: Seen, chosen: set[str], canvas: Canvas) -> None:
        self.network, self.seen, self.chosen, self.canvas = network, seen, chosen, canvas
        self.nodes = by_id(seen.nodes)
        self.most = network.most
        self.thin = 1.0 if len(seen.edges) <= MANY else 0.55

    def _width(self, count: int) -> float:
        return width_of(count, self.most) * self.thin

    def _is_pale(self, edge: Edge) -> bool:
        return bool(self.chosen) and not self.chosen & {edge.source, edge.target}

    def _points(self, edge: Edge, bend: float) -> tuple[Point, ...]:
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        arrive = radius(target, self.canvas) + (3 if edge.is_message else 0)
        ends = self.canvas.at(source), self.canvas.at(target)
        return curve(*ends, leave=radius(source, self.canvas), arrive=arrive, bend=bend)

    def messages(self) -> list[Trace]:
        """Return the messages between agencies: solid where both wrote them down, dashed where one did."""
        edges = [edge for edge in self.seen.edges if edge.is_message]
        return self._gathered(
            [(edge, edge.count, MESSAGE, "solid" if edge.both else "dash", BEND) for edge in edges]
        )

    def contacts(self) -> list[Trace]:
        """Return the contacts with people; dotted, beside them, those that were not made."""
        edges = [edge for edge in self.seen.edges if not edge.is_message]
        made = [(edge, edge.seen, CONTACT, "solid", 0.0) for edge in edges if edge.seen]
        return self._gathered(
            [*made, *((edge, edge.missed, NOT_MADE, "dot", 0.06) for edge in edges if edge.missed)]
        )

    def _gathered(self, lines: Sequence[tuple[Edge, int, str, str, float]]) -> list[Trace]:
        """Return one trace for all lines that look alike."""
        groups: dict[tuple[float, str, str, bool], list[tuple[float | None, float | None]]] = {}
        for edge, count, colour, dash, bend in lines:
            pale = self._is_pale(edge)
            # Contacts are drawn thinner than messages: the agencies' exchange is what the figure is about.
            share = {MESSAGE: 1.0, CONTACT: 0.6, NOT_MADE: 0.9}[colour]
            width = self._width(count) * share * (1.4 if self.chosen and not pale else 1)
            key = (round(width, 1), colour, dash, pale)
            groups.setdefault(key, []).extend([*self._points(edge, bend), (None, None)])
        return [
            scatter(
                mode="lines",
                x=[x for x, _ in points],
                y=[y for _, y in points],
                line={"color": colour, "width": width, "dash": dash_of(dash, width)},
                opacity=PALE if pale else 0.6 if colour == CONTACT else 0.9,
                hoverinfo="skip",
                showlegend=False,
            )
            for (width, colour, dash, pale), points in sorted(groups.items(), key=lambda item: not item[0][3])
        ]

    def arrows(self) -> Trace:
        """Return the heads of the messages' arrows; each turns with an unseen point before it."""
        x: list[float | None] = []
        y: list[float | None] = []
        size: list[float] = []
        opacity: list[float] = []
        for edge in (edge for edge in self.seen.edges if edge.is_message):
            before, tip = self._points(edge, BEND)[-2:]
            x += [before[0], tip[0], None]
            y += [before[1], tip[1], None]
            size += [0, self.canvas.letters * 0.75 + self._width(edge.count) * 1.3, 0]
            opacity += [0, PALE if self._is_pale(edge) else 1, 0]
        return scatter(
            mode="markers",
            x=x,
            y=y,
            marker={
                "symbol": "triangle-up", "angleref": "previous", "size": size, "color": MESSAGE,
                "opacity": opacity, "line": {"width": 0},
            },
            hoverinfo="skip",
            showlegend=False,
        )  # fmt: skip

    def middles(self) -> Trace:
        """Return what lies under the pointer in the middle of a line: who, what, how often, since when."""
        rows = [(edge, self._points(edge, BEND if edge.is_message else 0.0)) for edge in self.seen.edges]
        first = self.network.first_entries
        return scatter(
            mode="markers",
            x=[points[len(points) // 2][0] for _, points in rows],
            y=[points[len(points) // 2][1] for _, points in rows],
            customdata=[f"entry:{first[edge.source, edge.target]}" for edge, _ in rows],
            hovertext=[_edge_words(edge, self.nodes) for edge, _ in rows],
            hoverinfo="text",
            marker={"size": 12, "color": PAPER, "opacity": 0},
            showlegend=False,
        )


def dash_of(dash: str, width: float) -> str:
    """Return Plotly's dash for a line, in steps that fit its width."""
    if dash == "solid":
        return "solid"
    drawn = width * 1.5 + 4 if dash == "dash" else width
    return f"{drawn:.0f}px,{width + 3:.0f}px"


def _edge_words(edge: Edge, nodes: Mapping[str, Node]) -> str:
    source, target = (wrap(nodes[id].label, 44) for id in (edge.source, edge.target))
    if edge.is_message:
        parts = [
            f"{number} recorded by {words}"
            for number, words in (
                (edge.both, "both"), (edge.sender, "the sender only"), (edge.receiver, "the receiver only"),
            )
            if number
        ]  # fmt: skip
        title = f"<b>{source} → {target}</b>"
        count = f"{counted(edge.count, 'message')}: {', '.join(parts)}"
    else:
        title = f"<b>{source} and {target}</b>"
        parts = [f"{counted(edge.seen, 'contact')} recorded"] if edge.seen else []
        parts += [f"{edge.missed} not made, or the child not seen"] if edge.missed else []
        count = ", ".join(parts)
    if edge.first is None or edge.last is None:
        span = "no date read"
    elif edge.first == edge.last:
        span = long_day(edge.first)
    else:
        span = f"{long_day(edge.first)} to {long_day(edge.last)}"
    return f"{title}<br>{count}<br>{span}<br><i>opens the first entry</i>"
