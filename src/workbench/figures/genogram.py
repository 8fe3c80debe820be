"""The genogram as a Plotly figure, in the symbols that social workers know.

Lines run to the middle of a symbol and the symbol lies over them, so they meet
at any size of the figure. The key under the drawing holds what occurs in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import plotly.graph_objects as go

from workbench.figures.genogram_key import key_height, key_marks
from workbench.figures.genogram_lines import Scale, arrows, bar_strokes, household_traces, line_traces
from workbench.figures.genogram_words import labels, line_letters, line_words, size_of
from workbench.figures.style import ACCENT, FONT, INK, MUTED, PAPER, escape
from workbench.genogram import Genogram, SeenPerson, View
from workbench.intake.dates import long_day

SYMBOLS = {"square": "square", "circle": "circle", "diamond": "diamond", "triangle": "triangle-up"}
CHOSEN_FILL = "#ffe9a8"


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes in pixels, for a panel beside the chronology or for a wall."""

    width: int
    least_height: int
    letters: int
    row: int
    largest: int


PAGE = _Look(width=620, least_height=460, letters=11, row=86, largest=30)
WALL = _Look(width=1160, least_height=700, letters=16, row=138, largest=50)


def genogram_figure(
    genogram: Genogram,
    *,
    day: date | None = None,
    selected: Collection[str] = frozenset(),
    projector: bool = False,
    width: int | None = None,
) -> go.Figure:
    """Draw the genogram as of ``day``, or for all time; places are the same on every day.

    ``width`` in pixels is what the figure is laid out for where it stands in a narrow place.
    """
    look = WALL if projector else PAGE
    look = replace(look, width=width) if width else look
    if not genogram.people:
        return _empty(look)
    view = genogram.as_of(day)
    scale, height = _measured(genogram, view, look)
    chosen = frozenset(selected)
    figure = go.Figure(
        [
            *household_traces(view),
            *line_traces(view, scale),
            bar_strokes(view, scale),
            *_people(view, scale.symbol, chosen, look),
            line_words(view),
        ]
    )
    shapes, words = key_marks(view, width=look.width, letters=look.letters)
    figure.update_layout(
        **_frame(genogram, view, look, height),
        shapes=shapes,
        annotations=[
            *line_letters(view, scale),
            *labels(view, scale, chosen),
            *arrows(view, scale),
            *words,
            *_headings(genogram, view, look),
        ],
    )
    return figure


def _measured(genogram: Genogram, view: View, look: _Look) -> tuple[Scale, int]:
    """Return the scale of the drawing and the height of the figure in pixels."""
    left, right, top, bottom = _edges(genogram)
    across = (look.width - 20) / (right - left)
    below = key_height(view, width=look.width, letters=look.letters) + 10
    height = max(look.least_height, round(look.row * (bottom - top) + below + 3 * look.letters))
    down = (height - below - 3 * look.letters) / (bottom - top)
    symbol = max(14.0, min(look.largest, 0.52 * across, 0.36 * down))
    return Scale(across, down, symbol, look.letters), height


def _edges(genogram: Genogram) -> tuple[float, float, float, float]:
    xs = [p.x for p in genogram.people]
    ys = [p.y for p in genogram.people]
    middle, wide = (min(xs) + max(xs)) / 2, max(max(xs) - min(xs), 4.0) / 2 + 0.7
    return middle - wide, middle + wide, min(ys) - 0.5, max(ys) + 0.72


def _frame(genogram: Genogram, view: View, look: _Look, height: int) -> dict[str, Any]:
    left, right, top, bottom = _edges(genogram)
    hidden = {"visible": False, "fixedrange": False, "zeroline": False}
    return {
        "xaxis": {"range": [left, right], **hidden},
        "yaxis": {"range": [bottom, top], **hidden},
        "height": height,
        "margin": {
            "l": 10,
            "r": 10,
            "t": 3 * look.letters,
            "b": key_height(view, width=look.width, letters=look.letters) + 10,
        },
        "font": {"family": FONT, "size": look.letters, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": "pan",
        "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK, "size": look.letters + 1}, "align": "left"},
    }


def _headings(genogram: Genogram, view: View, look: _Look) -> list[dict[str, Any]]:
    """Return the date line above the drawing, and the heading over friends and others."""
    text = f"<b>As of {long_day(view.day)}</b>" if view.day else "<b>All dates together</b>"
    top = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6, "showarrow": False}
    found: list[dict[str, Any]] = [
        {**top, "text": text, "x": 0, "xanchor": "left", "font": {"size": look.letters + 1}}
    ]
    apart = [p for p in genogram.people if p.apart]
    if apart:
        words = "Friends and<br>others"
        middle = (min(p.x for p in apart) + max(p.x for p in apart)) / 2
        found.append(
            {
                "text": words,
                "x": middle,
                "y": min(p.y for p in apart) - 0.3,
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": look.letters - 1, "color": MUTED},
            }
        )
    if not view.people:
        found.append(
            {**top, "text": "No record of anybody on this day.", "x": 0.5, "xanchor": "center", "y": 0.5}
        )
    return found


def _people(view: View, size: float, selected: frozenset[str], look: _Look) -> list[go.Scatter]:
    """Return the symbols: rings of the selected, outer lines of subjects, then everybody."""
    rings = [p for p in view.people if p.placed.id in selected]
    subjects = [p for p in view.people if p.placed.person.subject]
    lost = [p for p in view.people if p.deceased and p.shape.endswith("triangle")]
    found = []
    if rings:
        ring = {"symbol": "circle-open", "size": size * 1.75, "color": ACCENT, "line": {"width": 3}}
        found.append(_quiet(rings, "selected", ring))
    if subjects:
        outer = {
            "symbol": [_symbol(p).removesuffix("-x") for p in subjects],
            "size": [size_of(p, size) + 9 for p in subjects],
            "color": PAPER,
            "line": {"width": 2, "color": INK},
        }
        found.append(_quiet(subjects, "subject", outer))
    found.append(
        go.Scatter(
            name="people",
            x=[p.placed.x for p in view.people],
            y=[p.placed.y for p in view.people],
            customdata=[p.placed.id for p in view.people],
            text=[_inside(p) for p in view.people],
            hovertext=[_about(p, view) for p in view.people],
            hovertemplate="%{hovertext}<extra></extra>",
            mode="markers+text",
            textposition="middle center",
            textfont={"size": [_letters_inside(p, size, look) for p in view.people], "color": INK},
            marker={
                "symbol": [_symbol(p) for p in view.people],
                "size": [size_of(p, size) for p in view.people],
                "color": [CHOSEN_FILL if p.placed.id in selected else PAPER for p in view.people],
                "line": {"width": 2, "color": INK},
                "opacity": 1,
            },
            selected={"marker": {"color": CHOSEN_FILL, "opacity": 1}},
            unselected={"marker": {"opacity": 1}, "textfont": {"color": INK}},
        )
    )
    if lost:
        found.append(
            _quiet(
                lost, "losses", {"symbol": "x-thin", "size": size * 0.8, "line": {"width": 2, "color": INK}}
            )
        )
    return found


def _quiet(people: list[SeenPerson], name: str, marker: Mapping[str, Any]) -> go.Scatter:
    """Return marks that say nothing when pointed at."""
    return go.Scatter(
        name=name,
        x=[p.placed.x for p in people],
        y=[p.placed.y for p in people],
        mode="markers",
        marker={"opacity": 1, **marker},
        hoverinfo="skip",
    )


def _symbol(seen: SeenPerson) -> str:
    shape = seen.shape.removeprefix("small ")
    crossed = seen.deceased and shape != "triangle"
    return f"{SYMBOLS[shape]}-x" if crossed else SYMBOLS[shape]


def _letters_inside(seen: SeenPerson, size: float, look: _Look) -> float:
    """Return the letter size at which the age fits into the symbol."""
    return round(max(7.0, min(look.letters, size * 1.35 / max(3, len(_inside(seen))))), 1)


def _inside(seen: SeenPerson) -> str:
    if seen.deceased or not seen.age:
        return "?" if seen.uncertain and not seen.deceased else ""
    return escape(seen.age.replace("c. ", "c."))


def _about(seen: SeenPerson, view: View) -> str:
    """Return what is said of a person under the pointer."""
    person = seen.placed.person
    lines = [f"<b>{escape(person.label)}</b>"]
    if person.role:
        lines.append(escape(person.role))
    for word, when in (("Born", person.birth), ("Died", person.death)):
        if view.day and not when.could_be_by(view.day):
            continue  # as of that day it had not happened
        if when.text or when.dated:
            exact = when.exact and when.earliest
            lines.append(
                f"{word} {long_day(when.earliest) if exact and when.earliest else escape(when.text)}"
            )
    if seen.age:
        at = "at death" if seen.deceased else f"on {long_day(view.day)}" if view.day else ""
        lines.append(f"Age {escape(seen.age)} {at}".rstrip())
    if seen.uncertain:
        lines.append("The date is uncertain: it could also be later.")
    return "<br>".join(lines)


EMPTY = (
    "No genogram yet: nobody of the family has been added.<br>Add them on the home page, or as people.csv."
)


def _empty(look: _Look) -> go.Figure:
    figure = go.Figure()
    figure.add_annotation(
        text=EMPTY,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
    )
    axis = {"visible": False}
    return figure.update_layout(
        height=look.least_height, xaxis=axis, yaxis=axis, paper_bgcolor=PAPER, plot_bgcolor=PAPER
    )
