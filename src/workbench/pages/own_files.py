"""The scripts and styles that the pages load from this server."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from workbench.pages.plotly_js import PLOTLY_JS

STATIC_FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"


@cache
def own_addresses() -> dict[str, str]:
    """The address of each of our own files; it changes whenever the file does, so it can be kept for good."""
    names = {"plotly": PLOTLY_JS.name, "script": "page.js", "style": "page.css"}
    return {what: _address(name) for what, name in names.items()}


def _address(name: str) -> str:
    content = (STATIC_FOLDER / name).read_bytes()
    return f"/workbench/static/{hashlib.sha256(content).hexdigest()[:16]}/{name}"
