"""How many of the key events on record each agency held over time, against all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import plotly.graph_objects as go

from workbench.figures.style import ACCENT, AGENCY_COLOURS, FONT, GRID, INK, MUTED, PAPER, escape, wrap
from workbench.intake.dates import long_day
from workbench.knowledge.measures import ShareHeld
from workbench.ledger import day_number, day_of
from workbench.vocabulary.sentences import counted, listed

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""Beside the colours, so that a line is known without its colour; the two lists run at different lengths."""
TOGETHER = "All together"
LABEL_LETTERS = 28
LINE = 1.36
"""Of the letters' size, from one line of words to the next."""
MOST_STEPS = 160
"""Where anything changes on more days than this, so many of them are drawn: the eye tells no more."""
TOP, ABOVE = 14, 1.04
"""Pixels above the drawing, and how far its scale reaches above the highest line."""


@dataclass(frozen=True)
class _Line:
    """One step line: whose it is, what it holds by each day, and its words at the right."""

    name: str
    label: str
    held: Sequence[int]
    colour: str
    dash: str
    thick: float


def share_figure(
    share: ShareHeld,
    labels: Mapping[str, str],
    *,
    since: date,
    until: date,
    day: date | None = None,
    hide_later: bool = False,
    chosen: str = "",
    projector: bool = False,
) -> go.Figure:
    """Draw a step line for every agency that certainly held a key event, and one for all together.

    ``since`` and ``until`` are the days shown; ``day`` draws the date cursor, and
    with ``hide_later`` nothing after it is drawn. ``chosen`` is drawn thick. The ``customdata`` of a
    point is "agency:SLUG".
    """
    last = min(until, day) if hide_later and day else until
    at = _moments(share.days, since, last)
    lines = [line for line in _lines(share, labels, at, chosen) if line.held and line.held[-1]]
    of = lines[-1].held[-1] if lines else 0
    days = [f"{day_of(number)}" for number in at]
    size = 17 if projector else 12
    tall = sum(_end_text(some, end, of).count("<br>") + 1 for end, some in _by_end(lines))
    plot = max(240.0, tall * size * LINE + 8)
    notes = _end_labels(lines, of, at=days[-1], plot=plot, size=size)
    return go.Figure(
        data=[_trace(line, days, lines[-1].held) for line in lines],
        layout={
            "template": {},
            "height": round(plot + TOP + size * 4),
            "margin": {"l": 4 * size + 6, "r": round(LABEL_LETTERS * size * 0.56) + 34, "t": TOP,
                       "b": size * 4},
            "font": {"family": FONT, "size": size, "color": INK},
            "paper_bgcolor": PAPER, "plot_bgcolor": PAPER, "showlegend": False, "hovermode": "closest",
            "hoverlabel": {"bgcolor": PAPER, "bordercolor": MUTED, "align": "left",
                           "font": {"family": FONT, "size": size, "color": INK}},
            "xaxis": {"type": "date", "range": [since.isoformat(), until.isoformat()], "showgrid": True,
                      "gridcolor": GRID, "linecolor": MUTED, "showline": True, "fixedrange": True,
                      "tickformat": "%b\n%Y", "nticks": 10},
            "yaxis": {"title": {"text": "Key events held"}, "range": [0, max(of, 1) * ABOVE],
                      "gridcolor": GRID,
                      "zeroline": False, "fixedrange": True, "rangemode": "tozero", "nticks": 6,
                      "tickformat": "d"},
            "shapes": _cursor(day),
            "annotations": notes,
            "meta": {"of": of, "lines": [line.name for line in lines]},
        },
    )  # fmt: skip


def moved_share_cursor(day: date | None) -> dict[str, Any]:
    """Return what of the layout of drawn curves is another with the date cursor at ``day``."""
    return {"shapes": _cursor(day)}


def _moments(days: np.ndarray, since: date, last: date) -> list[int]:
    """Return the days at which a line can step, between the first and the last that are drawn."""
    first, end = day_number(since), day_number(last)
    within = days[(days > first) & (days < end)]
    if len(within) > MOST_STEPS:
        within = within[np.linspace(0, len(within) - 1, MOST_STEPS).astype("int64")]
    return [first, *within.tolist(), end] if first < end else [end]


def _lines(share: ShareHeld, labels: Mapping[str, str], at: Sequence[int], chosen: str) -> list[_Line]:
    places = np.searchsorted(share.days, at, side="right") - 1
    lines = []
    for number, name in enumerate(share.names):
        held = np.where(places >= 0, share.certain[number][places], 0) if len(share.days) else places * 0
        colour = AGENCY_COLOURS[number % len(AGENCY_COLOURS)]
        dash = DASHES[number % len(DASHES)]
        thick = 4.0 if name == chosen else 1.9
        lines.append(_Line(name, labels[name], held.tolist(), colour, dash, thick))
    total = np.where(places >= 0, share.together_certain[places], 0) if len(share.days) else places * 0
    return [*lines, _Line("", TOGETHER, total.tolist(), INK, "solid", 2.6)]


def _trace(line: _Line, days: Sequence[str], of: Sequence[int]) -> go.Scatter:
    return go.Scatter(
        name=line.label,
        mode="lines",
        x=list(days),
        y=list(line.held),
        line={"shape": "hv", "color": line.colour, "width": line.thick, "dash": line.dash},
        customdata=[f"agency:{line.name}" if line.name else ""] * len(days),
        hovertext=[
            f"<b>{escape(line.label)}</b><br>{_when(day)}: {_out_of(held, all_of)}"
            for day, held, all_of in zip(days, line.held, of, strict=True)
        ],
        hoverinfo="text",
        connectgaps=False,
    )


def _when(day: str) -> str:
    return f"by {long_day(date.fromisoformat(day))}"


def _out_of(held: int, of: int) -> str:
    return f"{held} of {counted(of, 'key event')}" if held != of or not of else f"all {held} key events"


def _end_labels(lines: Sequence[_Line], of: int, *, at: str, plot: float, size: int) -> list[dict[str, Any]]:
    """Return the words at the end of the lines, each led there; none of them lies on another."""
    ends = _by_end(lines)
    texts = [_end_text(some, end, of) for end, some in ends]
    tall = [(text.count("<br>") + 1) * size * LINE for text in texts]
    ceiling, left, notes = plot, sum(tall), []
    for (end, some), text, high in zip(ends, texts, tall, strict=True):
        left -= high
        own = end / (max(of, 1) * ABOVE) * plot
        middle = min(max(own, left + high / 2), ceiling - high / 2)
        ceiling = middle - high / 2
        colour = some[0].colour
        notes.append(
            {
                "x": at, "y": end, "text": text, "align": "left", "xanchor": "left", "yanchor": "middle",
                "ax": 26, "ay": round(own - middle, 1), "showarrow": True, "arrowhead": 0, "arrowwidth": 1,
                "arrowcolor": colour, "font": {"size": size - 1, "color": colour},
            }
        )  # fmt: skip
    return notes


def _by_end(lines: Sequence[_Line]) -> list[tuple[int, list[_Line]]]:
    """Return the lines by where they end, the highest first; those that end alike share their words."""
    found: dict[int, list[_Line]] = {}
    for line in reversed(lines):
        found.setdefault(line.held[-1], []).append(line)
    return sorted(found.items(), reverse=True)


def _end_text(lines: Sequence[_Line], end: int, of: int) -> str:
    names = wrap(listed(line.label for line in lines), LABEL_LETTERS, lines=5)
    return f"{names}<br><b>{end} of {of}</b>"


def _cursor(day: date | None) -> list[dict[str, Any]]:
    if day is None:
        return []
    return [
        {
            "type": "line", "xref": "x", "x0": day.isoformat(), "x1": day.isoformat(), "yref": "paper",
            "y0": 0, "y1": 1, "line": {"color": ACCENT, "width": 2},
        }
    ]  # fmt: skip
