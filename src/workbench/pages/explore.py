"""The explore page: chronology, network, genogram and points to explore, linked."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets

from workbench.pages.explorer import Explorer
from workbench.pages.looking import look_for_others
from workbench.pages.opening import enlarge, opened


def explore(case: Path | str | None = None) -> widgets.VBox:
    """Return the explore page of a case; problems that stop it are shown in its place.

    Without ``case`` it is the case that the workbench was opened with, else the
    sample case.
    """
    page, explorer = opened(case, Explorer)
    if isinstance(explorer, Explorer):
        explorer.on_projector(lambda on: enlarge(page, on))
        look_for_others(explorer.look)
    return page
