"""The family of the case: people and relationships, with the genogram beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.pages.sheet import Sheet, written

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

ON_A_SAMPLE = "This is a sample case. Make a copy of your own under “Timelines” to change its family."


class FamilyPart:
    """The editor of the family."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.box = widgets.VBox()
        self.box.add_class("wb-part")

    def count(self) -> int:
        """Return 1 where nobody is known yet: the child at least has to be there."""
        return int(self.desk.case is not None and not self.desk.case.people)

    def show(self) -> None:
        """Show the family; what is being edited stays as it is."""
        from workbench.pages.family import family_panel

        if self.desk.sample:
            self.box.children = [
                Sheet(look="notes", html=written("notes.html", notes=[ON_A_SAMPLE], tone=""))
            ]
        elif not self.box.children:
            self.box.children = [family_panel(self.desk.folder, changed=self.desk.changed)]
