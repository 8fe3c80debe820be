"""Rows and columns of a page, with the classes that workbench.css knows."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets


def row(children: Sequence[widgets.Widget], *classes: str) -> widgets.Box:
    """Return widgets side by side."""
    return _classed(widgets.HBox(list(children)), classes)


def column(children: Sequence[widgets.Widget], *classes: str) -> widgets.Box:
    """Return widgets one below another."""
    return _classed(widgets.VBox(list(children)), classes)


def _classed(box: widgets.Box, classes: Sequence[str]) -> widgets.Box:
    for name in classes:
        box.add_class(name)
    return box
