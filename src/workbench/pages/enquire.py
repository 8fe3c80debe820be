"""The enquire page: from points to hypotheses, lines of enquiry and questions for the learning event."""

from __future__ import annotations

import asyncio
from pathlib import Path

import ipywidgets as widgets

from workbench.pages.enquirer import Enquirer
from workbench.pages.home import user_name
from workbench.pages.opening import enlarge, opened

_LOOKING: set[asyncio.Task[None]] = set()
"""Holds the tasks that look for what others wrote: asyncio itself would let go of them."""


def enquire(case: Path | str | None = None) -> widgets.VBox:
    """Return the enquire page of a case; problems that stop it are shown in its place.

    Without ``case`` it is the case that the workbench was opened with, else the
    sample case.
    """
    page, enquirer = opened(case, lambda case, address: Enquirer(case, address, who=user_name()))
    if isinstance(enquirer, Enquirer):
        enquirer.projector.observe(lambda change: enlarge(page, change["new"]), "value")
        _look_for_others(enquirer)
    return page


def _look_for_others(enquirer: Enquirer) -> None:
    """Let the page look for what others write, where there is an event loop to do it in."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    task = loop.create_task(enquirer.look_again_and_again())
    _LOOKING.add(task)
    task.add_done_callback(_LOOKING.discard)
