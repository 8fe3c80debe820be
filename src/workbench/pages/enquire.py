"""The enquire page: from points to hypotheses, lines of enquiry and questions for the learning event."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets

from workbench.pages.enquirer import Enquirer
from workbench.pages.home import user_name
from workbench.pages.looking import look_for_others
from workbench.pages.opening import enlarge, opened


def enquire(case: Path | str | None = None) -> widgets.VBox:
    """Return the enquire page of a case; problems that stop it are shown in its place.

    Without ``case`` it is the case that the workbench was opened with, else the
    sample case.
    """
    page, enquirer = opened(case, lambda case, address: Enquirer(case, address, who=user_name()))
    if isinstance(enquirer, Enquirer):
        enquirer.projector.observe(lambda change: enlarge(page, change["new"]), "value")
        look_for_others(enquirer.look)
    return page
