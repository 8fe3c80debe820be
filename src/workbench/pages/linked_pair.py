"""Network and genogram beside each other, as of the page's day, and below them the network in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from workbench.chronology import Case
from workbench.figures.genogram import genogram_figure
from workbench.figures.network import network_spec
from workbench.genogram import Genogram
from workbench.network import Network, network
from workbench.pages import views
from workbench.pages.figure import Figure
from workbench.pages.network_table import NetworkTable
from workbench.pages.selection import Selection

HEIGHT = 480
"""Of the network in pixels; in projector mode it takes what it needs."""


class LinkedPair:
    """The two figures that follow the date."""

    def __init__(self, case: Case) -> None:
        self._case, self._network = case, network(case)
        self._narrowed: tuple[Case, date | None, Network] | None = None
        self._people = views.counted(len(case.people), "person", "people")
        self.network_figure = Figure(height=HEIGHT)
        self.genogram_figure = Figure()
        self.table = NetworkTable()

    def show(
        self,
        genogram: Genogram,
        part: Case,
        *,
        chosen: Selection,
        people: Collection[str] = (),
        day: date | None,
        until: date | None = None,
        projector: bool,
    ) -> None:
        """Draw both as of a day; all of the time at once with None.

        The network shows what the entries of ``part`` record; ``people`` are lit in the genogram
        beside those chosen. ``until`` is the last day of the window that the page is narrowed to.
        """
        contacts = self._shown(part, until)
        of = f"as of {views.day_in_words(day)}" if day else "over all dates"
        self.network_figure.height = 0 if projector else HEIGHT
        self.network_figure.show(
            network_spec(
                contacts,
                day=day,
                selected_agencies=chosen.agencies,
                selected_people=chosen.people,
                projector=projector,
            ),
            alt=f"Contacts between agencies and family {of}.",
            plain=True,
        )
        self.table.show(contacts, day)
        self.genogram_figure.show(
            genogram_figure(genogram, day=day, selected=chosen.people | {*people}, projector=projector),
            alt=f"Genogram of {self._people} {of}.",
        )

    def _shown(self, part: Case, until: date | None) -> Network:
        if part is self._case:
            return self._network
        if self._narrowed is None or self._narrowed[:2] != (part, until):
            self._narrowed = part, until, self._network.only(part, until)
        return self._narrowed[2]
