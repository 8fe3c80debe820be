"""Confirming what the words of the entries were taken to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.pages.sheet import Sheet, written

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

NOTHING_YET = "There are no entries yet. Bring in a timeline first."
ON_A_SAMPLE = "This is a sample case. Make a copy of your own under “Timelines” to confirm codes in it."


class CodesPart:
    """The grid of suggested codes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.box = widgets.VBox()
        self.box.add_class("wb-part")
        self._shown: object = None

    def count(self) -> int:
        """Return how many entries have a code that is suggested and that nobody has confirmed yet."""
        case = self.desk.case
        return sum(map(bool, case.entries["suggested"])) if case is not None else 0

    def show(self) -> None:
        """Show the grid for the case as it was read last."""
        from workbench.pages.confirm import confirm_panel

        case = self.desk.case
        if case is None or self.desk.sample:
            note = NOTHING_YET if case is None else ON_A_SAMPLE
            self.box.children = [Sheet(look="notes", html=written("notes.html", notes=[note], tone=""))]
        elif case is not self._shown:
            self.box.children = [confirm_panel(case, who=self.desk.who, changed=self.desk.changed)]
        self._shown = case
