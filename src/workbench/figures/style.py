"""Colours, letters and escaping that every figure shares.

All colours for lines and text reach a contrast of 4.5 to 1 against white and
keep apart under the common kinds of colour blindness; still, no figure lets
colour alone say anything.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache

INK = "#1b2430"
PAPER = "#ffffff"
MUTED = "#566172"
GRID = "#dfe4ea"
BAND = "#f4f6f8"
ACCENT = "#b3261e"
"""The date cursor and whatever is in focus; always with a second sign beside the colour."""
UNCERTAIN = "#6b5b00"
AGENCY_COLOURS = (
    "#1f5a99", "#a8470b", "#00735c", "#8f2d7f", "#6b5b00",
    "#0f6e84", "#7a3e1d", "#4b4f9a", "#a3184a", "#4b5563",
)  # fmt: skip
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif'


def escape(text: str) -> str:
    """Return ``text`` so that Plotly shows it letter by letter.

    Plotly reads tags and a few entities in every text that it draws. Quotes
    stay as they are: it would show their entities as they are spelled.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=8192)
def wrap(text: str, width: int, *, lines: int | None = None) -> str:
    """Return ``text`` escaped and broken into lines of at most ``width`` letters.

    What does not fit into ``lines`` lines is cut, with an ellipsis in its place.
    """
    broken = textwrap.wrap(text, width, max_lines=lines, placeholder="…")
    return "<br>".join(escape(line) for line in broken)
