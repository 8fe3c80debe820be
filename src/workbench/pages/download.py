"""A file that the page gives to its reader, saved where their browser saves files."""

from __future__ import annotations

from pathlib import Path

import anywidget


class Download(anywidget.AnyWidget):
    """Invisible; `give` hands a file over."""

    _esm = Path(__file__).with_name("download.js")

    def give(self, name: str, content: bytes) -> None:
        """Save ``content`` as a file called ``name`` on the reader's side."""
        self.send({"type": "file", "name": name}, [content])
