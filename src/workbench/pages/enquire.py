"""The enquire page: from points to hypotheses, lines of enquiry and questions for the learning event."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

import ipywidgets as widgets

from workbench.case import CaseError
from workbench.chronology import load_case
from workbench.pages.address import Address
from workbench.pages.enquirer import Enquirer
from workbench.pages.home import user_name
from workbench.pages.places import CASE_VARIABLE, SAMPLE_CASE, desk_address, sample_cases_folder
from workbench.pages.sheet import Sheet, written
from workbench.pages.trouble import on_trouble

_LOOKING: set[asyncio.Task[None]] = set()
"""Holds the tasks that look for what others wrote: asyncio itself would let go of them."""


def enquire(case: Path | str | None = None) -> widgets.VBox:
    """Return the enquire page of a case; problems that stop it are shown in its place.

    Without ``case`` it is the case that the workbench was opened with, else the
    sample case.
    """
    folder = Path(case or os.environ.get(CASE_VARIABLE) or sample_cases_folder() / SAMPLE_CASE)
    page = widgets.VBox()
    page.add_class("wb-page")
    address = Address()
    try:
        enquirer = Enquirer(load_case(folder, partial=True), address, who=user_name())
    except CaseError as error:
        problems = [str(problem) for problem in error.problems]
        empty = [problem.file for problem in error.problems] == ["timelines"]
        stopped = written("stopped.html", problems=problems, empty=empty, home=desk_address(folder))
        page.children = [Sheet(html=stopped), address]
        return page
    trouble = Sheet(look="status", label="What went wrong")
    page.children = [trouble, enquirer.page, address]
    on_trouble(lambda words: setattr(trouble, "html", written("notes.html", notes=[words], tone="problem")))
    enquirer.projector.observe(
        lambda change: (page.add_class if change["new"] else page.remove_class)("wb-projector"), "value"
    )
    visits = 0

    def visit(state: Mapping[str, str]) -> None:
        nonlocal visits
        visits += 1
        # The first visit with nothing in the address shows what is there already.
        if state or visits > 1:
            enquirer.visit(state)

    address.on_visit(visit)
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
