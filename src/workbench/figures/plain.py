"""Figures as plain dicts.

Plotly checks and copies every value that its own objects are given, which takes longer
than working it out. What a page draws again with every move of the date is made of these
instead, and becomes a `plotly` figure where somebody asks for one.
"""

from __future__ import annotations

from typing import Any

Trace = dict[str, Any]
"""One trace, as Plotly's JSON has it."""


def scatter(**properties: Any) -> Trace:
    """Return a trace of lines, markers or words."""
    return {"type": "scatter", **properties}


def bar_trace(**properties: Any) -> Trace:
    """Return a trace of bars."""
    return {"type": "bar", **properties}
