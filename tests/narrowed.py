"""Narrowing the explore page in a test, as its bar does it."""

from __future__ import annotations

import json

from workbench.pages.explorer import Explorer


def find(page: Explorer, *, words: str = "", since: str = "", until: str = "") -> None:
    """Send the form of the bar with what was typed into it."""
    page.choose("find:" + json.dumps({"words": words, "since": since, "until": until}))
