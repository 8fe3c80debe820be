"""One small widget that draws every figure of the workbench.

Plotly's own `FigureWidget` sends the whole of plotly.js with every figure. This
one sends the figure's data only, and the page loads plotly.js once. The reasons
are in docs/decisions/why-not-figurewidget.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from workbench.pages.plotly_js import PLOTLY_JS


class Drawable(Protocol):
    """A Plotly figure, or anything else that can say itself as a dict."""

    def to_dict(self) -> dict[str, Any]: ...


class Figure(anywidget.AnyWidget):
    """A Plotly figure on the page that says which of its points was chosen.

    The ``customdata`` of a point is the id of what it stands for (or a list
    that begins with it); of a filled area it is the ``meta`` of its trace.
    Setting ``selected`` to ids makes all other points with an id pale; the
    empty list shows all alike.
    """

    _esm = Path(__file__).with_name("figure.js")

    spec = traitlets.Dict().tag(sync=True)
    """The figure as plain JSON: data, layout, config."""
    moved = traitlets.Dict().tag(sync=True)
    """Parts of the layout that have changed since ``spec`` was drawn: a cursor over curves that stay."""
    selected = traitlets.List(trait=traitlets.Unicode()).tag(sync=True)
    """Ids of the points that stand out."""
    clicked = traitlets.Dict({"id": "", "n": 0}).tag(sync=True)
    """The id of the point chosen last and how often one was chosen, so that the same can be chosen again."""
    height = traitlets.Int(0).tag(sync=True)
    """In pixels; 0 takes the height of the figure's layout."""
    alt = traitlets.Unicode("").tag(sync=True)
    """What the figure shows, in words, for those who cannot see it."""

    def __init__(
        self,
        figure: Drawable | Mapping[str, Any] | None = None,
        *,
        alt: str = "",
        height: int = 0,
        selected: Sequence[str] = (),
    ) -> None:
        super().__init__(
            spec=plain_spec(figure or {}),
            alt=alt,
            height=height,
            selected=list(selected),
        )
        self.on_msg(_send_plotly_source)

    def show(
        self, figure: Drawable | Mapping[str, Any], *, alt: str | None = None, plain: bool = False
    ) -> None:
        """Draw another figure in the same place; zoom and position are kept.

        ``plain`` says that it is a dict of nothing but JSON's own values: it is not gone through once more.
        """
        with self.hold_sync():
            self.spec = dict(figure) if plain and isinstance(figure, Mapping) else plain_spec(figure)
            self.moved = {}
            if alt is not None:
                self.alt = alt

    def move(self, layout: Mapping[str, Any]) -> None:
        """Draw some parts of the layout anew over what stands: a hundredth of the bytes of a figure."""
        self.moved = dict(layout)

    def on_chosen(self, then: Callable[[str], None]) -> None:
        """Call ``then`` with the id of a point whenever one is clicked or opened by keyboard."""
        self.observe(lambda change: then(change["new"]["id"]), "clicked")


def plain_spec(figure: Drawable | Mapping[str, Any]) -> dict[str, Any]:
    """The figure as plain JSON, with number arrays packed as plotly.js 3 and later read them."""
    if isinstance(figure, Mapping):
        from plotly.utils import PlotlyJSONEncoder

        return json.loads(json.dumps(dict(figure), cls=PlotlyJSONEncoder))
    from plotly.io import to_json

    text = to_json(figure, validate=False, engine="json")
    if text is None:  # pragma: no cover - only for an engine that we do not use
        raise TypeError("Plotly gave no JSON for the figure.")
    return json.loads(text)


def _send_plotly_source(widget: Figure, content: Mapping[str, Any], _buffers: Sequence[memoryview]) -> None:
    """Hand JupyterLab, which serves no file of ours, the source of plotly.js when it asks."""
    if content.get("type") == "plotly-source":
        widget.send({"type": "plotly-source"}, buffers=[PLOTLY_JS.read_bytes()])
