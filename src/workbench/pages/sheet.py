"""A piece of the page as HTML from a template, and what is chosen in it.

Everything goes through `written`, whose templates escape what they are given:
an agency's text can hold markup and shows as the text it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent


class Sheet(anywidget.AnyWidget):
    """A region of the page. Elements with ``data-choose`` say so when they are chosen."""

    _esm = _HERE / "sheet.js"
    _css = _HERE / "workbench.css"

    html = traitlets.Unicode("").tag(sync=True)
    """What is shown; made with `written` only."""
    look = traitlets.Unicode("").tag(sync=True)
    """The class of the region in workbench.css."""
    label = traitlets.Unicode("").tag(sync=True)
    """The region's name for screen readers."""
    chosen = traitlets.Dict({"what": "", "n": 0}).tag(sync=True)
    """What was chosen last ("entry:police:14") and how often something was."""

    def on_chosen(self, then: Callable[[str], None]) -> None:
        """Call ``then`` with what was chosen, each time."""
        self.observe(lambda change: then(change["new"]["what"]), "chosen")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def written(template: str, **values: Any) -> str:
    """Return a template of the folder ``templates`` filled in, everything escaped."""
    return _templates().get_template(template).render(**values)
