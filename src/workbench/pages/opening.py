"""What the pages of one case have in common when they open: the case, or why there is none; the address."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import ipywidgets as widgets

from workbench.case import CaseError
from workbench.chronology import Case, load_case
from workbench.pages.address import Address
from workbench.pages.places import CASE_VARIABLE, SAMPLE_CASE, desk_address, sample_cases_folder
from workbench.pages.sheet import Sheet, written
from workbench.pages.trouble import on_trouble


class CasePage(Protocol):
    """A page of one case."""

    page: widgets.Box

    def visit(self, state: Mapping[str, str]) -> None:
        """Show what an address says."""
        ...


def opened(
    case: Path | str | None, make: Callable[[Case, Address], CasePage]
) -> tuple[widgets.VBox, CasePage | None]:
    """Return the page of a case, and what stands on it; None where problems stop it, which are shown.

    Without ``case`` it is the case that the workbench was opened with, else the sample case.
    """
    folder = Path(case or os.environ.get(CASE_VARIABLE) or sample_cases_folder() / SAMPLE_CASE)
    page, address = widgets.VBox(), Address()
    page.add_class("wb-page")
    try:
        made = make(load_case(folder, partial=True), address)
    except CaseError as error:
        problems = [str(problem) for problem in error.problems]
        empty = [problem.file for problem in error.problems] == ["timelines"]
        stopped = written("stopped.html", problems=problems, empty=empty, home=desk_address(folder))
        page.children = [Sheet(html=stopped), address]
        return page, None
    trouble = Sheet(look="status", label="What went wrong")
    page.children = [trouble, made.page, address]
    on_trouble(lambda words: setattr(trouble, "html", written("notes.html", notes=[words], tone="problem")))
    visits = 0

    def visit(state: Mapping[str, str]) -> None:
        nonlocal visits
        visits += 1
        # The first visit with nothing in the address shows what is there already.
        if state or visits > 1:
            made.visit(state)

    address.on_visit(visit)
    return page, made


def enlarge(page: widgets.Box, on: bool) -> None:
    """Show a page in large type, or no more."""
    (page.add_class if on else page.remove_class)("wb-projector")
