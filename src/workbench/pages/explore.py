"""The explore page: chronology, network, genogram and points to explore, linked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import ipywidgets as widgets

from workbench.case import CaseError
from workbench.chronology import load_case
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer
from workbench.pages.places import CASE_VARIABLE, SAMPLE_CASE, desk_address, sample_cases_folder
from workbench.pages.sheet import Sheet, written
from workbench.pages.trouble import on_trouble


def explore(case: Path | str | None = None) -> widgets.VBox:
    """Return the explore page of a case; problems that stop it are shown in its place.

    Without ``case`` it is the case that the workbench was opened with, else the
    sample case.
    """
    folder = Path(case or os.environ.get(CASE_VARIABLE) or sample_cases_folder() / SAMPLE_CASE)
    page = widgets.VBox()
    page.add_class("wb-page")
    address = Address()
    visits = 0
    open_page = _open(folder, page, address)

    def visit(state: Mapping[str, str]) -> None:
        nonlocal visits
        visits += 1
        # The first visit with nothing in the address shows what is there already.
        if open_page is not None and (state or visits > 1):
            open_page.visit(state)

    address.on_visit(visit)
    return page


def _open(folder: Path, page: widgets.VBox, address: Address) -> Explorer | None:
    """Fill ``page`` with the case, or with the problems that stop it."""
    try:
        explorer = Explorer(load_case(folder, partial=True), address)
    except CaseError as error:
        problems = [str(problem) for problem in error.problems]
        empty = [problem.file for problem in error.problems] == ["timelines"]
        stopped = written("stopped.html", problems=problems, empty=empty, home=desk_address(folder))
        page.children = [Sheet(html=stopped), address]
        return None
    trouble = Sheet(look="status", label="What went wrong")
    page.children = [trouble, explorer.page, address]
    on_trouble(lambda words: setattr(trouble, "html", written("notes.html", notes=[words], tone="problem")))

    def enlarge(on: bool) -> None:
        (page.add_class if on else page.remove_class)("wb-projector")

    explorer.on_projector(enlarge)
    return explorer
