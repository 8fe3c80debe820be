"""A figure as an SVG drawing, for paper: without a browser, and with everything that a screen shows.

It knows what the genogram and the network are made of (lines, marks, words, shapes, notes, a legend)
and nothing else of Plotly. Words stay words, so that they can be searched and read aloud.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

DASHES = {"dash": (9, 6), "dot": (2, 4), "dashdot": (9, 5, 2, 5), "longdash": (14, 7)}
LINE = 1.25
"""From one line of words to the next, in sizes of its letters."""
_TAG = re.compile(r"<(/?)(b|i|br)\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class _Frame:
    """Where the figure's numbers lie on the paper."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point of the figure."""
        return (
            self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width,
            self.top + (1 - (y - self.y[0]) / (self.y[1] - self.y[0])) * self.height,
        )

    def on_paper(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point given in shares of the plot, from its lower left."""
        return self.left + x * self.width, self.top + (1 - y) * self.height


def svg_of(figure: Any, *, width: float, title: str, about: str = "") -> str:
    """Return a figure as an SVG drawing ``width`` pixels wide and as high as its layout says.

    ``title`` and ``about`` are what is read aloud in its place.
    """
    said = figure.to_plotly_json() if hasattr(figure, "to_plotly_json") else figure
    layout, data = said["layout"], said["data"]
    margin = layout.get("margin", {})
    height = float(layout.get("height", 700))
    left, right, top, bottom = (float(margin.get(side, 0)) for side in "lrtb")
    frame = _Frame(
        left, top, width - left - right, height - top - bottom,
        tuple(layout["xaxis"]["range"]), tuple(layout["yaxis"]["range"]),
    )  # fmt: skip
    letters = layout.get("font", {}).get("size", 14)
    body = [
        *_shapes(layout.get("shapes", ()), frame, "below"),
        *(piece for trace in data for piece in _trace(trace, frame, letters)),
        *_shapes(layout.get("shapes", ()), frame, "above"),
        *_notes(layout.get("annotations", ()), frame, letters),
        *_legend(data, layout, frame, letters),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif">'
    )
    ground = f'<rect width="{width:g}" height="{height:g}" fill="{layout.get("paper_bgcolor", "#ffffff")}"/>'
    return "\n".join(
        [head, f"<title>{xml(title)}</title>", f"<desc>{xml(about)}</desc>", ground, *body, "</svg>", ""]
    )


def _trace(trace: Mapping[str, Any], frame: _Frame, letters: float) -> Iterator[str]:
    """Yield what one trace draws."""
    mode = trace.get("mode", "lines")
    xs, ys = list(trace.get("x", ())), list(trace.get("y", ()))
    if "lines" in mode:
        yield from _lines(trace, xs, ys, frame)
    if "markers" in mode:
        yield from _marks(trace, xs, ys, frame)
    if "text" in mode:
        yield from _words_at(trace, xs, ys, frame, letters)


def _lines(trace: Mapping[str, Any], xs: Sequence[Any], ys: Sequence[Any], frame: _Frame) -> Iterator[str]:
    line = trace.get("line", {})
    filled = trace.get("fill") not in (None, "none")
    for part in _parts(xs, ys):
        points = [frame.at(*point) for point in part]
        look = _stroke(line, opacity=trace.get("opacity", 1))
        fill = f'fill="{_colour(trace.get("fillcolor", "none"))}"' if filled else 'fill="none"'
        if line.get("shape") == "spline":
            yield f'<path d="{_curve(points)}" {fill} {look}/>'
        else:
            listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield f'<{"polygon" if filled else "polyline"} points="{listed}" {fill} {look}/>'


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Return a smooth curve through points (Catmull and Rom's); closed where they are."""
    closed = points[0] == points[-1]
    inner = points[:-1] if closed else points
    count = len(inner)

    def point(at: int) -> tuple[float, float]:
        return inner[at % count] if closed else inner[min(max(at, 0), count - 1)]

    path = f"M{inner[0][0]:.1f},{inner[0][1]:.1f}"
    for at in range(count if closed else count - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (point(at + step) for step in (-1, 0, 1, 2))
        path += (
            f"C{x1 + (x2 - x0) / 6:.1f},{y1 + (y2 - y0) / 6:.1f} "
            f"{x2 - (x3 - x1) / 6:.1f},{y2 - (y3 - y1) / 6:.1f} {x2:.1f},{y2:.1f}"
        )
    return f"{path}Z" if closed else path


def _parts(xs: Sequence[Any], ys: Sequence[Any]) -> Iterator[list[tuple[float, float]]]:
    """Yield the pieces of a line that is broken where a value is missing."""
    part: list[tuple[float, float]] = []
    for x, y in zip(xs, ys, strict=True):
        if x is None or y is None or x != x or y != y:
            if len(part) > 1:
                yield part
            part = []
        else:
            part.append((float(x), float(y)))
    if len(part) > 1:
        yield part


def _stroke(line: Mapping[str, Any], *, opacity: float = 1) -> str:
    width = float(line.get("width", 2))
    look = f'stroke="{_colour(line.get("color", "#1b2430"))}" stroke-width="{width:g}"'
    dash = line.get("dash") or "solid"
    if dash != "solid":
        sizes = DASHES.get(dash) or [float(size.removesuffix("px")) for size in dash.split(",")]
        look += f' stroke-dasharray="{" ".join(f"{size:g}" for size in sizes)}"'
    return look + (f' opacity="{opacity:g}"' if opacity != 1 else "")


def _colour(colour: Any) -> str:
    return str(colour) if colour else "none"


def _nth(value: Any, number: int, otherwise: Any = None) -> Any:
    """Return what a setting says of one point: one value for all, or one each."""
    if value is None:
        return otherwise
    if isinstance(value, str) or not hasattr(value, "__len__"):
        return value
    return value[number] if number < len(value) else otherwise


def _marks(trace: Mapping[str, Any], xs: Sequence[Any], ys: Sequence[Any], frame: _Frame) -> Iterator[str]:
    marker = trace.get("marker", {})
    edge = marker.get("line", {})
    for number, (x, y) in enumerate(zip(xs, ys, strict=True)):
        opacity = float(_nth(marker.get("opacity"), number, 1))
        if x is None or y is None or not opacity:
            continue
        size = float(_nth(marker.get("size"), number, 6))
        line = {"color": _nth(edge.get("color"), number), "width": _nth(edge.get("width"), number, 0)}
        fill = _colour(_nth(marker.get("color"), number, "#1b2430"))
        place = frame.at(float(x), float(y))
        turn = _turn(marker, number, [frame.at(float(a), float(b)) for a, b in _both(xs, ys)], place)
        drawn = _stroke(line) if line["width"] else 'stroke="none"'
        pale = f' opacity="{opacity:g}"' if opacity < 1 else ""
        symbol = str(_nth(marker.get("symbol"), number, "circle"))
        yield _mark(symbol, *place, size).replace("LOOK", f'fill="{fill}" {drawn}{turn}{pale}')


def _both(xs: Sequence[Any], ys: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return ((x, y) for x, y in zip(xs, ys, strict=True) if x is not None and y is not None)


def _turn(
    marker: Mapping[str, Any], number: int, places: Sequence[tuple[float, float]], at: tuple[float, float]
) -> str:
    """Return how a mark is turned: by its own angle, or towards it from the mark before."""
    if marker.get("angleref") == "previous" and number < len(places) and number:
        (x0, y0), (x1, y1) = places[number - 1], places[number]
        angle = math.degrees(math.atan2(x1 - x0, -(y1 - y0)))
    else:
        angle = float(_nth(marker.get("angle"), number, 0) or 0)
    return f' transform="rotate({angle:.1f} {at[0]:.1f} {at[1]:.1f})"' if angle else ""


def _mark(symbol: str, x: float, y: float, size: float) -> str:
    """Return the outline of a mark around a place, its look still to be put in."""
    half = size / 2
    if symbol.startswith("square"):
        base = f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{size:.1f}" height="{size:.1f}" LOOK/>'
        reach = half
    elif symbol.startswith("diamond"):
        base = _polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)])
        reach = half / 2
    elif symbol.startswith("triangle"):
        base = _polygon([(x, y - half), (x + half * 0.87, y + half / 2), (x - half * 0.87, y + half / 2)])
        reach = half / 2
    else:
        base, reach = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" LOOK/>', half * math.sqrt(0.5)
    return base + (_cross(x, y, reach) if symbol.endswith("-x") else "")


def _cross(x: float, y: float, reach: float) -> str:
    """Return the cross through the symbol of somebody who has died."""
    strokes = "".join(
        f"M{x - reach:.1f},{y - sign * reach:.1f}L{x + reach:.1f},{y + sign * reach:.1f}" for sign in (1, -1)
    )
    return f'<path d="{strokes}" stroke="#1b2430" stroke-width="2"/>'


def _polygon(points: Iterable[tuple[float, float]]) -> str:
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" LOOK/>'


def _words_at(
    trace: Mapping[str, Any], xs: Sequence[Any], ys: Sequence[Any], frame: _Frame, letters: float
) -> Iterator[str]:
    font = trace.get("textfont", {})
    for number, (x, y) in enumerate(zip(xs, ys, strict=True)):
        said = _nth(trace.get("text"), number, "")
        if x is None or y is None or not said:
            continue
        down, across = str(_nth(trace.get("textposition"), number, "middle center")).split()
        anchor = {"left": "end", "right": "start"}.get(across, "middle")
        size = float(_nth(font.get("size"), number, letters))
        gap = {"left": -8, "right": 8}.get(across, 0)
        place = frame.at(float(x), float(y))
        yield _text(
            str(said), place[0] + gap, place[1], size=size, colour=_nth(font.get("color"), number, "#1b2430"),
            anchor=anchor, down={"top": "bottom", "bottom": "top"}.get(down, "middle"), halo=True,
        )  # fmt: skip


def _text(
    said: str, x: float, y: float, *, size: float, colour: Any, anchor: str, down: str, halo: bool = False
) -> str:
    """Return words at a place; ``down`` says which part of them lies there: top, middle or bottom."""
    lines = _runs(said)
    height = len(lines) * size * LINE
    first = y + {"top": 0.0, "middle": -height / 2, "bottom": -height}[down] + size
    pale = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"' if halo else ""
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{first + number * size * LINE:.1f}">{"".join(map(_run, line))}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text font-size="{size:g}" fill="{_colour(colour)}" text-anchor="{anchor}"{pale}>{spans}</text>'


def _runs(said: str) -> list[list[tuple[str, bool]]]:
    """Return words with Plotly's markup as lines of pieces, each bold or not."""
    lines: list[list[tuple[str, bool]]] = [[]]
    bold, at = False, 0
    for tag in (*_TAG.finditer(said), None):
        words = said[at : tag.start() if tag else len(said)]
        if words:
            lines[-1].append((html.unescape(words), bold))
        if tag is None:
            break
        at = tag.end()
        if tag[2].lower() == "br":
            lines.append([])
        elif tag[2].lower() == "b":
            bold = not tag[1]
    return lines


def _run(run: tuple[str, bool]) -> str:
    words, bold = run
    return f'<tspan font-weight="bold">{xml(words)}</tspan>' if bold else xml(words)


def _shapes(shapes: Iterable[Mapping[str, Any]], frame: _Frame, layer: str) -> Iterator[str]:
    for shape in shapes:
        if (shape.get("layer") or "above") == layer:
            yield from _shape(shape, frame)


def _shape(shape: Mapping[str, Any], frame: _Frame) -> Iterator[str]:
    stroke = _stroke(shape.get("line", {}), opacity=shape.get("opacity", 1))
    look = f'fill="{_colour(shape.get("fillcolor", "none"))}" {stroke}'
    if shape["type"] == "path":
        yield f"<path d={quoteattr(_moved(shape, frame))} {look}/>"
        return
    (x0, y0), (x1, y1) = (_place(shape, f"x{n}", f"y{n}", frame) for n in "01")
    if shape["type"] == "line":
        yield f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" {look}/>'
    elif shape["type"] == "circle":
        yield (
            f'<ellipse cx="{(x0 + x1) / 2:.1f}" cy="{(y0 + y1) / 2:.1f}" rx="{abs(x1 - x0) / 2:.1f}" '
            f'ry="{abs(y1 - y0) / 2:.1f}" {look}/>'
        )
    else:
        yield (
            f'<rect x="{min(x0, x1):.1f}" y="{min(y0, y1):.1f}" width="{abs(x1 - x0):.1f}" '
            f'height="{abs(y1 - y0):.1f}" {look}/>'
        )


def _place(shape: Mapping[str, Any], x: str, y: str, frame: _Frame) -> tuple[float, float]:
    """Return a corner of a shape: by the figure, in shares of the plot, or in pixels from an anchor."""
    horizontal = _along(shape, "x", float(shape[x]), frame)
    return horizontal, _along(shape, "y", float(shape[y]), frame)


def _along(shape: Mapping[str, Any], axis: str, value: float, frame: _Frame) -> float:
    paper = shape.get(f"{axis}ref", axis) == "paper"
    which = 0 if axis == "x" else 1
    place = frame.on_paper if paper else frame.at
    if shape.get(f"{axis}sizemode") == "pixel":
        anchor = float(shape.get(f"{axis}anchor", 0))
        at = place(anchor, 0)[0] if axis == "x" else place(0, anchor)[1]
        return at + (value if axis == "x" else -value)
    return place(value, 0)[0] if which == 0 else place(0, value)[1]


_NUMBERS = re.compile(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")


def _moved(shape: Mapping[str, Any], frame: _Frame) -> str:
    """Return the path of a shape on the paper."""

    def one(found: re.Match[str]) -> str:
        x, y = (_along(shape, axis, float(found[n]), frame) for n, axis in enumerate("xy", start=1))
        return f"{x:.1f},{y:.1f}"

    return _NUMBERS.sub(one, shape["path"])


def _notes(notes: Iterable[Mapping[str, Any]], frame: _Frame, letters: float) -> Iterator[str]:
    for note in notes:
        x = (frame.on_paper if note.get("xref") == "paper" else frame.at)(float(note["x"]), 0)[0]
        y = (frame.on_paper if note.get("yref") == "paper" else frame.at)(0, float(note["y"]))[1]
        anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
        font = note.get("font", {})
        yield _text(
            str(note["text"]), x + float(note.get("xshift", 0)), y - float(note.get("yshift", 0)),
            size=float(font.get("size", letters)), colour=font.get("color", "#1b2430"), anchor=anchor,
            down={"top": "top", "bottom": "bottom"}.get(note.get("yanchor", "middle"), "middle"), halo=True,
        )  # fmt: skip


def _legend(
    data: Iterable[Mapping[str, Any]], layout: Mapping[str, Any], frame: _Frame, letters: float
) -> Iterator[str]:
    """Yield the legend in one row below the plot, where the figure has one."""
    if layout.get("showlegend") is False or "legend" not in layout:
        return
    named = [trace for trace in data if trace.get("name") and trace.get("showlegend") is not False]
    size = float(layout["legend"].get("font", {}).get("size", letters))
    widths = [40 + size * 0.56 * len(str(trace["name"])) + 24 for trace in named]
    x = frame.left + max((frame.width - sum(widths)) / 2, 0)
    y = frame.top + frame.height + size * 2
    for trace, width in zip(named, widths, strict=True):
        stroke = _stroke(trace.get("line", {}))
        yield f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + 34:.1f}" y2="{y:.1f}" {stroke}/>'
        yield _text(str(trace["name"]), x + 40, y, size=size, colour="#1b2430", anchor="start", down="middle")
        x += width
