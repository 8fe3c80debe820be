"""The genogram and the network as pictures: SVG to enlarge and change, PNG to put anywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from workbench.pack.documents.facts import facts
from workbench.pack.making import Made, PackInput

WIDTH = 1160
"""Of a picture in pixels, as the figures are laid out for a wall."""
DOTS = 192
"""Of a PNG to the inch: sharp on A3."""


def genogram_picture(given: PackInput) -> Iterator[Made]:
    """Make the genogram as SVG and PNG; nothing where the case has no family."""
    from workbench.figures.genogram import genogram_figure
    from workbench.genogram import genogram

    if given.case.people:
        family = genogram(given.case.people, given.case.relationships)
        yield from _pictures(given, "Genogram", genogram_figure(family, projector=True))


def network_picture(given: PackInput) -> Iterator[Made]:
    """Make the network of contacts as SVG and PNG."""
    from workbench.figures.network import network_figure
    from workbench.network import network

    yield from _pictures(given, "Network", network_figure(network(given.case), projector=True))


def _pictures(given: PackInput, name: str, figure: Any) -> Iterator[Made]:
    from workbench.figures.drawn import svg_of

    said = facts(given)
    svg = svg_of(figure, width=WIDTH, title=f"{name}: {said['review']}", about=f"As of {said['today']}.")
    yield Made(f"Drawings/{name}.svg", svg.encode())
    yield Made(f"Drawings/{name}.png", as_png(svg))


def as_png(svg: str) -> bytes:
    """Return a drawing as dots, without a browser: typst draws it."""
    import typst

    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "drawing.svg").write_text(svg, encoding="utf-8")
        page = Path(place) / "page.typ"
        page.write_text(
            '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: '
            f"{WIDTH * 0.75:g}pt)\n",
            encoding="utf-8",
        )
        return cast(bytes, typst.compile(str(page), format="png", ppi=DOTS))
