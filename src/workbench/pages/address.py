"""What a page shows, kept in its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import anywidget
import traitlets


class Address(anywidget.AnyWidget):
    """The part of the page's address after "#", in both directions."""

    _esm = Path(__file__).with_name("address.js")

    state = traitlets.Dict().tag(sync=True)
    """What the address says; empty values are left out."""
    replaces = traitlets.Bool(False).tag(sync=True)
    """True where the change is no step to go back to (a moving slider)."""
    visited = traitlets.Dict({"state": {}, "n": 0}).tag(sync=True)
    """The state that the reader arrived with or went back to."""

    def write(self, state: Mapping[str, str], *, step: bool) -> None:
        """Put ``state`` into the address; with ``step`` the Back button returns from it."""
        with self.hold_sync():
            self.replaces = not step
            self.state = {name: value for name, value in state.items() if value}

    def on_visit(self, then: Callable[[Mapping[str, str]], None]) -> None:
        """Call ``then`` with the state of the address when the reader arrives or goes back."""
        self.observe(lambda change: then(change["new"]["state"]), "visited")
