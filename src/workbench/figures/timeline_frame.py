"""What stands around the lanes: axes, labels, the density strip, the child's age, the marked dates."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workbench.chronology import Case
from workbench.figures.lanes import (
    CHILD,
    GAP,
    SIDE_BY_SIDE,
    Lane,
    Scale,
    View,
)
from workbench.figures.style import ACCENT, BAND, FONT, GRID, INK, MUTED, PAPER, wrap
from workbench.intake.dates import long_day, show
from workbench.vocabulary.sentences import counted

CURSOR = "date cursor"


@dataclass(frozen=True)
class Frame:
    """Everything that the surroundings of the lanes need to know."""

    case: Case
    view: View
    scale: Scale
    lanes: Mapping[str, Lane]
    has_undated: bool

    @property
    def height(self) -> float:
        """The pixels of all lanes together."""
        return self.lanes[CHILD].top + self.scale.ages

    @property
    def left(self) -> int:
        """The margin that the lanes' labels need."""
        letters = self.scale.letters
        lines = [line for lane in self.lanes.values() for line in textwrap.wrap(lane.label, letters)]
        longest = max(len(line) for line in lines)
        return round(longest * self.scale.small * 0.56) + 18

    def label(self, lane: Lane) -> str:
        label = wrap(lane.label, self.scale.letters, lines=2)
        return f"<b>{label}</b>" if lane.id == CHILD else label


def layout(
    frame: Frame, *, day: date | None, meta: Mapping[str, Any], strip_name: str, labels: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the figure's layout: fixed lanes, a time axis that pans, and the key below."""
    scale = frame.scale
    plot = frame.height + GAP + scale.strip
    annotations, shapes = _dates(frame, day)
    return {
        "template": {},
        "meta": dict(meta),
        "height": round(plot + scale.top + scale.below),
        "margin": {"l": frame.left, "r": 14, "t": scale.top, "b": scale.below, "pad": 0},
        "font": {"family": FONT, "size": scale.font, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "barmode": "overlay",
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER, "bordercolor": MUTED, "align": "left",
            "font": {"family": FONT, "size": scale.font, "color": INK},
        },
        "dragmode": "pan",
        "uirevision": f"{frame.view.first}..{frame.view.last}",
        **_axes(frame, plot),
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left",
            "y": -scale.axis / plot, "yanchor": "top",
            "font": {"size": scale.small, "color": INK}, "entrywidth": 0,
            "bgcolor": "rgba(255,255,255,0)", "itemclick": False, "itemdoubleclick": False,
        },
        "annotations": [*_words_around(frame, meta, strip_name), *annotations, *labels],
        "shapes": [*_areas(frame), *shapes],
    }  # fmt: skip


def _axes(frame: Frame, plot: float) -> dict[str, Any]:
    scale = frame.scale
    lanes = list(frame.lanes.values())
    right = 0.945 if frame.has_undated else 1
    lanes_top = frame.height / plot
    axes: dict[str, Any] = {
        "xaxis": {
            "type": "date",
            "domain": [0, right],
            "range": [frame.view.first.isoformat(), (frame.view.last + timedelta(days=1)).isoformat()],
            "anchor": "y",
            "rangeslider": {"visible": False},
            "showgrid": True,
            "gridcolor": GRID,
            "zeroline": False,
            "showline": True,
            "linecolor": MUTED,
            "ticks": "outside",
            "tickcolor": MUTED,
            "ticklen": 5,
            "tickangle": 0,
            "nticks": 14,
            "tickfont": {"size": scale.font, "color": INK},
            "tickformatstops": [
                {"dtickrange": [None, 86_400_000], "value": "%-d %B %H:%M\n%Y"},
                {"dtickrange": [86_400_000, 1_209_600_000], "value": "%-d %B\n%Y"},
                {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
                {"dtickrange": ["M12", None], "value": "%Y"},
            ],
        },
        "yaxis": {
            "domain": [0, lanes_top],
            "range": [0, frame.height],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": [lane.middle for lane in lanes],
            "ticktext": [frame.label(lane) for lane in lanes],
            "tickfont": {"size": scale.small, "color": INK},
            "ticks": "",
            "ticklabelstandoff": 6,
        },
        "yaxis2": {
            "domain": [lanes_top + GAP / plot, 1],
            "fixedrange": True,
            "rangemode": "tozero",
            "showgrid": False,
            "zeroline": False,
            "nticks": 3,
            "tickfont": {"size": scale.small - 1, "color": MUTED},
            "showticklabels": False,
            "anchor": "x",
        },
    }
    if frame.has_undated:
        axes["xaxis2"] = {
            "domain": [right + 0.006, 1], "range": [0, SIDE_BY_SIDE], "anchor": "y", "fixedrange": True,
            "showgrid": False, "zeroline": False, "showticklabels": False, "ticks": "",
        }  # fmt: skip
    return axes


def _areas(frame: Frame) -> list[dict[str, Any]]:
    """Return what lies behind the marks: days outside the period reviewed, borders, the undated column."""
    lanes = list(frame.lanes.values())
    plain = {"type": "rect", "layer": "below", "line": {"width": 0}}
    shapes: list[dict[str, Any]] = [
        {**plain, "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": lanes[0].bottom, "y1": frame.height,
         "fillcolor": "#eef3f9"},
    ]  # fmt: skip
    folder = frame.case.folder
    far = {"from": "1800-01-01", "to": "2200-01-01"}
    outside = []
    if folder.period_from:
        outside.append((far["from"], folder.period_from.isoformat()))
    if folder.period_to:
        outside.append(((folder.period_to + timedelta(days=1)).isoformat(), far["to"]))
    shapes += [
        {**plain, "xref": "x", "x0": start, "x1": end, "yref": "paper", "y0": 0, "y1": 1,
         "fillcolor": "rgba(86,97,114,0.13)"}
        for start, end in outside
    ]  # fmt: skip
    shapes += [
        {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": lane.bottom,
         "y1": lane.bottom, "line": {"color": GRID, "width": 1}}
        for lane in lanes[:-1]
    ]  # fmt: skip
    if frame.has_undated:
        shapes.append(
            {"type": "rect", "layer": "below", "xref": "x2 domain", "x0": 0, "x1": 1, "yref": "y domain",
             "y0": 0, "y1": 1, "fillcolor": BAND, "line": {"color": MUTED, "width": 1, "dash": "dot"}}
        )  # fmt: skip
    return shapes


def _dates(frame: Frame, day: date | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the words and the lines of the dates that matter: index date, birth, date cursor."""
    scale, view = frame.scale, frame.view
    annotations: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    index, birth = frame.case.folder.index_date, frame.case.born
    born = birth.earliest
    if index:
        shapes.append(_upright(f"{index} 12:00", INK, 1.6, "dash"))
        if view.first <= index <= view.last:
            side = "right" if view.place(index) > 0.75 else "left" if view.place(index) < 0.25 else "center"
            annotations.append(_label(f"{index} 12:00", f"Index date {long_day(index)}", scale, side))
    if born:
        shapes.append(_upright(f"{born} 00:00", MUTED, 1.2, "dot"))
        if birth.latest and not birth.exact:
            shapes.append(_upright(f"{birth.latest + timedelta(days=1)} 00:00", MUTED, 1.2, "dot"))
        # The tick of the age says "born" already; the full date only where the index date's words leave room.
        free = not index or abs((index - born).days) / view.days_per_pixel > 24 * scale.small
        if view.first <= born <= view.last and free:
            side = "right" if view.place(born) > 0.15 else "left"
            annotations.append(_label(f"{born} 00:00", f"Born {show(birth)}", scale, side))
    if day:
        line, words = cursor(day, scale, view)
        shapes.append(line)
        annotations += words
    return annotations, shapes


def cursor(day: date, scale: Scale, view: View) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the date cursor: its line, and the handle with its date if it is in view."""
    line = {**_upright(f"{day} 12:00", ACCENT, 2, "solid"), "layer": "above", "name": CURSOR}
    return line, [_handle(day, scale, view)] if view.first <= day <= view.last else []


def _upright(at: str, colour: str, width: float, dash: str) -> dict[str, Any]:
    return {
        "type": "line", "layer": "below", "xref": "x", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": colour, "width": width, "dash": dash},
    }  # fmt: skip


def _label(at: str, words: str, scale: Scale, side: str) -> dict[str, Any]:
    return {
        "x": at, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": side, "yshift": 1,
        "text": words, "showarrow": False, "font": {"size": scale.small, "color": INK},
    }  # fmt: skip


def _handle(day: date, scale: Scale, view: View) -> dict[str, Any]:
    """Return the handle of the date cursor: its date, standing on the time axis."""
    side = "right" if view.place(day) > 0.93 else "left" if view.place(day) < 0.07 else "center"
    return {
        "x": f"{day} 12:00", "xref": "x", "y": 0, "yref": "paper", "yanchor": "top", "xanchor": side,
        "yshift": -scale.font - 9, "name": CURSOR,
        "text": f"<b>{long_day(day)}</b>", "showarrow": False, "bgcolor": ACCENT, "borderpad": 3,
        "font": {"size": scale.small, "color": PAPER},
    }  # fmt: skip


def _words_around(frame: Frame, meta: Mapping[str, Any], strip_name: str) -> list[dict[str, Any]]:
    """Return the line above the figure, the strip's name and the undated column's heading."""
    scale = frame.scale
    plain: dict[str, Any] = {"showarrow": False, "xref": "paper", "yref": "paper"}
    plain["font"] = {"size": scale.small, "color": MUTED}
    words = [
        {**plain, "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": scale.font + 6,
         "text": _headline(meta)},
        {**plain, "x": 0, "y": 1, "xanchor": "right", "yanchor": "top", "xshift": -8, "yshift": -4,
         "text": strip_name},
    ]  # fmt: skip
    if frame.has_undated:
        words.append(
            {**plain, "x": 1, "y": 1, "xanchor": "right", "yanchor": "top", "yshift": -2, "align": "right",
             "text": "No date<br>read"}
        )  # fmt: skip
    if not meta["in_view"]:
        what = "No entry that the page is narrowed to" if meta["narrowed"] else "No entry"
        anywhere = meta["earlier"] or meta["later"]
        empty = f"{what} lies in the days shown. Drag sideways, or choose other dates."
        if meta["undated"] and not anywhere:
            empty = f"{what} has a date that could be read: lanes need one.<br>The home page says why."
        font = {"size": scale.font, "color": INK}
        box = {"font": font, "bgcolor": PAPER, "borderpad": 6}
        words.append({**plain, **box, "x": 0.47, "y": 0.5, "text": empty})
    return words


def _headline(meta: Mapping[str, Any]) -> str:
    parts = [f"<b>{counted(meta['in_view'], 'entry', 'entries')}</b> of {meta['of']:,} in the days shown"]
    outside = [f"{meta[side]:,} {side}" for side in ("earlier", "later") if meta[side]]
    if outside:
        parts.append(f"{' and '.join(outside)} (drag sideways)")
    if meta["undated"]:
        parts.append(f"{meta['undated']:,} with no date read")
    if meta["shows"] == "counts":
        parts.append("bars show how many; choose fewer days to see single entries")
    return " · ".join(parts)
