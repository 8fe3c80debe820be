"""What was passed on, as paths: senders on the left, receivers on the right, a band for each pair.

A band is as thick as it has messages. It is filled at the end where a record
shows them, and hollow with a broken edge at the end where none does: so no
colour is needed to tell what both sides wrote down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from workbench.figures.ledger_bands import BAR, DESK, WALL, Band, Bar, Canvas, Placed, Point, placed
from workbench.figures.style import AGENCY_COLOURS, FONT, INK, MUTED, PAPER, wrap
from workbench.ledger import BOTH, INTENDED, RECEIVER, RECEIVER_ALONE, SENDER, SENDER_ALONE, Path, path_words
from workbench.vocabulary.sentences import counted

MOST_PAIRS = 12
"""More bands than this nobody tells apart."""
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff"
NO_RECORD, NO_TIMELINE, NOT_YET = "5px,3px", "1.5px,3px", "9px,3px,1.5px,3px"
"""The edge of an end without a record: searched and not found, no timeline to search, only intended."""
FILLED = {
    BOTH: (0.0, 1.0), SENDER: (0.0, 0.5), SENDER_ALONE: (0.0, 0.5), RECEIVER: (0.5, 1.0),
    RECEIVER_ALONE: (0.5, 1.0),
}  # fmt: skip
HOLLOW = {
    SENDER: (0.5, 1.0, NO_RECORD), SENDER_ALONE: (0.5, 1.0, NO_TIMELINE), RECEIVER: (0.0, 0.5, NO_RECORD),
    RECEIVER_ALONE: (0.0, 0.5, NO_TIMELINE), INTENDED: (0.0, 1.0, NOT_YET),
}  # fmt: skip
HEAD = 1.9
"""The room above both columns for their headings, in lines."""


def paths_figure(
    found: Sequence[Path],
    labels: Mapping[str, str],
    *,
    order: Sequence[str],
    with_timeline: Collection[str],
    chosen: str = "",
    by_then: bool = False,
    projector: bool = False,
) -> go.Figure:
    """Draw the pairs with the most messages, at most `MOST_PAIRS`, and the pair ``chosen`` in any case.

    ``labels`` names all agencies, and by its order gives them their colours;
    ``order`` is that of the agencies from the top; those without a timeline
    have a hollow bar. The ``meta`` of a band is "pair:" and the pair's id, that
    of an agency with a timeline "agency:SLUG"; so is the ``customdata`` of the
    points that the arrow keys walk through.
    """
    canvas = WALL if projector else DESK
    drawn = drawn_of(found, chosen)
    at = placed(drawn, labels, order, canvas)
    colours = {name: AGENCY_COLOURS[number % len(AGENCY_COLOURS)] for number, name in enumerate(labels)}
    words = {
        path.id: path_words(path, labels[path.sender], labels[path.receiver], by_then=by_then)
        for path in drawn
    }
    return go.Figure(
        data=[
            *(_room(bar, labels, with_timeline, canvas) for bar in at.bars),
            *(
                trace
                for band in at.bands
                for trace in _band(band, colours[band.path.sender], words[band.path.id], chosen)
            ),
            *_bars(at.bars, with_timeline),
            _names(at.bars, labels, with_timeline, canvas),
            *_numbers(at.bands, chosen, canvas),
            _middles(at.bands, words),
        ],
        layout=_layout(at, found, drawn, canvas),
    )


def drawn_of(found: Sequence[Path], chosen: str = "") -> list[Path]:
    """Return the pairs that are drawn."""
    return [path for number, path in enumerate(found) if number < MOST_PAIRS or path.id == chosen]


def _band(band: Band, colour: str, words: str, chosen: str) -> list[go.Scatter]:
    """Return one band: its hollow ends, its filled ones, and the whole of it for the pointer."""
    pale = bool(chosen) and band.path.id != chosen
    hollow: dict[str, list[tuple[float | None, float | None]]] = {}
    filled: list[tuple[float | None, float | None]] = []
    for part in band.parts:
        if part.end in HOLLOW:
            since, until, dash = HOLLOW[part.end]
            hollow.setdefault(dash, []).extend([*part.outline(since, until), (None, None)])
        if part.end in FILLED:
            filled += [*part.outline(*FILLED[part.end]), (None, None)]
    share = 0.25 if pale else 1.0
    traces = [
        _area(points, fill="rgba(255,255,255,0.8)", opacity=share,
              line={"color": colour, "width": 1.4, "dash": dash})
        for dash, points in hollow.items()
    ]  # fmt: skip
    if filled:
        line = {"color": PAPER, "width": 0.8}
        traces.append(_area(filled, fill=_clear(colour, 0.62), opacity=share, line=line))
    whole = band.whole
    marked = band.path.id == chosen
    edge = {"color": INK if marked else "rgba(0,0,0,0)", "width": 2.4 if marked else 0}
    over = _area(whole.outline(0, 1), fill="rgba(0,0,0,0)", opacity=1, line=edge)
    return [*traces, over.update(_pointed(f"pair:{band.path.id}", f"{wrap(words, 60)}<br>{_OPENS}"))]


_OPENS = "<i>opens its messages</i>"


def _pointed(meta: str, text: str) -> dict[str, Any]:
    return {"hoveron": "fills", "hoverinfo": "text", "text": text, "meta": meta}


def _area(
    points: Iterable[tuple[float | None, float | None]],
    *,
    fill: str,
    opacity: float,
    line: Mapping[str, Any],
) -> go.Scatter:
    corners = list(points)
    return go.Scatter(
        mode="lines",
        x=[x for x, _ in corners],
        y=[y for _, y in corners],
        fill="toself",
        fillcolor=fill,
        opacity=opacity,
        line=dict(line),
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _clear(colour: str, share: float) -> str:
    """Return a colour through which what lies below can be seen."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def _box(left: float, right: float, top: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def _room(bar: Bar, labels: Mapping[str, str], with_timeline: Collection[str], canvas: Canvas) -> go.Scatter:
    """Return the room of an agency's words and bar, for the pointer."""
    top = bar.top + (bar.words.count("<br>") + 1) * canvas.line
    box = _box(0, 0.2, top, bar.bottom) if bar.left else _box(0.8, 1, top, bar.bottom)
    over = _area(box, fill="rgba(0,0,0,0)", opacity=1, line={"width": 0})
    return over.update(_pointed(_agency(bar, with_timeline), _bar_words(bar, labels, with_timeline)))


def _agency(bar: Bar, with_timeline: Collection[str]) -> str:
    return f"agency:{bar.name}" if bar.name in with_timeline else ""


def _bar_words(bar: Bar, labels: Mapping[str, str], with_timeline: Collection[str]) -> str:
    way = "from it" if bar.left else "to it"
    said = f"<b>{wrap(labels[bar.name], 44)}</b><br>{counted(bar.messages, 'message')} {way} drawn here"
    return said if bar.name in with_timeline else f"{said}<br>It supplied no timeline."


def _bars(bars: Sequence[Bar], with_timeline: Collection[str]) -> list[go.Scatter]:
    """Return the bars: filled, or hollow with a dashed edge where the agency supplied no timeline."""
    traces = []
    for own in (True, False):
        corners: list[tuple[float | None, float | None]] = []
        for bar in bars:
            if (bar.name in with_timeline) == own:
                sides = (0, BAR) if bar.left else (1 - BAR, 1)
                corners += [*_box(*sides, bar.top, bar.bottom), (None, None)]
        if corners:
            line = {"color": INK, "width": 1.2, "dash": "solid" if own else "4px,3px"}
            traces.append(_area(corners, fill=INK if own else PAPER, opacity=1, line=line))
    return traces


def _names(
    bars: Sequence[Bar], labels: Mapping[str, str], with_timeline: Collection[str], canvas: Canvas
) -> go.Scatter:
    def words(bar: Bar) -> str:
        return bar.words if bar.name in with_timeline else f"<i>{bar.words}</i>"

    return go.Scatter(
        mode="text",
        x=[0 if bar.left else 1 for bar in bars],
        y=[bar.top + 1 for bar in bars],
        text=[words(bar) for bar in bars],
        textposition=["top right" if bar.left else "top left" for bar in bars],
        textfont={"size": canvas.letters, "color": INK, "shadow": HALO},
        customdata=[_agency(bar, with_timeline) for bar in bars],
        hovertext=[_bar_words(bar, labels, with_timeline) for bar in bars],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _numbers(bands: Sequence[Band], chosen: str, canvas: Canvas) -> list[go.Scatter]:
    """Return the numbers at the ends of the bands: messages, and those with a receipt on record."""
    traces = []
    for left in (True, False):
        texts = []
        for band in bands:
            path = band.path
            said = f"{path.messages:,}"
            said = said if left else f"{path.steps['received'].on_record:,} of {said}"
            texts.append(f"<b>{said}</b>" if path.id == chosen else said)
        middles = [(band.whole.left if left else band.whole.right) - band.whole.thick / 2 for band in bands]
        traces.append(
            go.Scatter(
                mode="text",
                x=[BAR * 1.4 if left else 1 - BAR * 1.4] * len(bands),
                y=[round(y, 1) for y in middles],
                text=texts,
                textposition="middle right" if left else "middle left",
                textfont={"size": canvas.letters, "color": INK, "shadow": HALO},
                hoverinfo="skip",
                showlegend=False,
                cliponaxis=False,
            )
        )
    return traces


def _middles(bands: Sequence[Band], words: Mapping[str, str]) -> go.Scatter:
    """Return unseen points in the middle of the bands: what the arrow keys walk through."""
    return go.Scatter(
        mode="markers",
        x=[0.5] * len(bands),
        y=[round((band.whole.left + band.whole.right - band.whole.thick) / 2, 1) for band in bands],
        customdata=[f"pair:{band.path.id}" for band in bands],
        hovertext=[f"{wrap(words[band.path.id], 60)}<br>{_OPENS}" for band in bands],
        hoverinfo="text",
        marker={"size": 6, "color": PAPER, "opacity": 0},
        showlegend=False,
    )


def _layout(at: Placed, found: Sequence[Path], drawn: Sequence[Path], canvas: Canvas) -> dict[str, Any]:
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    head = round(canvas.line * HEAD)
    plain = {"showarrow": False, "xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 8}
    return {
        "template": {},
        "height": round(at.height) + head + 10,
        "margin": {"l": 6, "r": 6, "t": head, "b": 10, "pad": 0},
        "font": {"family": FONT, "size": canvas.letters, "color": INK},
        "paper_bgcolor": PAPER, "plot_bgcolor": PAPER, "hovermode": "closest",
        # A point counts only below the pointer: beside it lie other bands.
        "hoverdistance": 1,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": MUTED, "align": "left",
                       "font": {"family": FONT, "size": canvas.letters, "color": INK}},
        "dragmode": False,
        "xaxis": {**axis, "range": [0, 1]},
        "yaxis": {**axis, "range": [0, at.height]},
        "annotations": [
            {**plain, "x": 0, "xanchor": "left", "text": "<b>From</b> (messages)"},
            {**plain, "x": 1, "xanchor": "right", "text": "(with a receipt on record) <b>To</b>"},
        ],
        "meta": {
            "pairs": len(found), "messages": sum(path.messages for path in found),
            "drawn_pairs": len(drawn), "drawn_messages": sum(path.messages for path in drawn),
        },
    }  # fmt: skip
