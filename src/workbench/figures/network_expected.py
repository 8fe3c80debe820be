"""Expected contacts in the network: long-dashed grey lines with an open ring and "?", and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.figures.network_canvas import BEND_EXPECTED, STEPS, Canvas, Point, by_id, curve, radius
from workbench.figures.network_lines import PALE
from workbench.figures.plain import Trace, scatter
from workbench.figures.style import MUTED, PAPER, wrap
from workbench.network import ExpectedContact, Seen
from workbench.vocabulary.sentences import counted

EXPECTED_DASH = "11px,6px"
"""Longer than the dash of any message, and of one width: how many there are the words say."""
WIDTH = 1.6
LETTERS = 64
"""In one line of the words under the pointer."""


class ExpectedLines:
    """The expected contacts without a record, one line for each two ends."""

    def __init__(self, seen: Seen, chosen: set[str], canvas: Canvas) -> None:
        self.nodes, self.chosen, self.canvas = by_id(seen.nodes), chosen, canvas
        found = seen.expected.by_edge()
        self.edges = {ends: ones for ends, ones in found.items() if self.nodes.keys() >= set(ends)}

    def lines(self) -> list[Trace]:
        """Return the lines, each with the head of an arrow; pale where something else is chosen."""
        traces = []
        for pale in (True, False):
            drawn = [self._points(*ends) for ends in self.edges if self._is_pale(ends) == pale]
            if drawn:
                traces += [self._curves(drawn, pale), self._heads(drawn, pale)]
        return traces

    def middles(self) -> list[Trace]:
        """Return the ring with "?" in the middle of each line: what is under the pointer, and its entry."""
        if not self.edges:
            return []
        at = [self._points(*ends)[STEPS // 2] for ends in self.edges]
        opacity = [PALE * 2 if self._is_pale(ends) else 1 for ends in self.edges]
        size = self.canvas.letters + 4
        return [
            scatter(
                mode="markers+text",
                x=[x for x, _ in at],
                y=[y for _, y in at],
                text=["?"] * len(at),
                textfont={"size": self.canvas.letters - 1, "color": MUTED},
                textposition="middle center",
                marker={
                    "symbol": "circle", "size": size, "color": PAPER, "opacity": opacity,
                    "line": {"width": 1.4, "color": MUTED},
                },
                customdata=[f"entry:{ones[0].entry}" for ones in self.edges.values()],
                hovertext=[self._words(ones) for ones in self.edges.values()],
                hoverinfo="text",
                cliponaxis=False,
                showlegend=False,
            )
        ]  # fmt: skip

    def _is_pale(self, ends: tuple[str, str]) -> bool:
        return bool(self.chosen) and self.chosen.isdisjoint(ends)

    def _points(self, source: str, target: str) -> tuple[Point, ...]:
        start, end = self.nodes[source], self.nodes[target]
        return curve(
            self.canvas.at(start),
            self.canvas.at(end),
            leave=radius(start, self.canvas),
            arrive=radius(end, self.canvas) + 3,
            bend=BEND_EXPECTED,
        )

    def _curves(self, drawn: Sequence[Sequence[Point]], pale: bool) -> Trace:
        points: list[tuple[float | None, float | None]] = []
        for one in drawn:
            points += [*one, (None, None)]
        return scatter(
            mode="lines", x=[x for x, _ in points], y=[y for _, y in points], opacity=PALE if pale else 1,
            line={"color": MUTED, "width": WIDTH, "dash": EXPECTED_DASH}, hoverinfo="skip", showlegend=False,
        )  # fmt: skip

    def _heads(self, drawn: Sequence[Sequence[Point]], pale: bool) -> Trace:
        x: list[float | None] = []
        y: list[float | None] = []
        for one in drawn:
            (x0, y0), (x1, y1) = one[-2:]
            x += [x0, x1, None]
            y += [y0, y1, None]
        size = [0, self.canvas.letters * 0.75, 0] * len(drawn)
        marker = {
            "symbol": "triangle-up-open", "angleref": "previous", "size": size, "color": MUTED,
            "opacity": PALE if pale else 1, "line": {"width": 1.4},
        }  # fmt: skip
        return scatter(mode="markers", x=x, y=y, marker=marker, hoverinfo="skip", showlegend=False)

    def _words(self, ones: Sequence[ExpectedContact]) -> str:
        one = ones[0]
        source, target = (wrap(self.nodes[id].label, 44) for id in (one.source, one.target))
        lines = [
            f"<b>Expected: {source} → {target}</b>",
            wrap(one.title, LETTERS),
            wrap(f"{one.days}: {one.found}", LETTERS),
            f"<i>{wrap(one.cited, LETTERS, lines=5)}</i>",
        ]
        if len(ones) > 1:
            lines.append(wrap(f"and {counted(len(ones) - 1, 'more', 'more')} from one to the other", LETTERS))
        return "<br>".join([*lines, "<i>opens the entry that set it off</i>"])
