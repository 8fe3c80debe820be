"""The knowledge of all agencies of a case: made once, asked for any agency and day."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from workbench.case import collector_paused, slug_of
from workbench.chronology import Case
from workbench.coding.lists import Lists
from workbench.knowledge.held import Held
from workbench.knowledge.known import Known
from workbench.knowledge.routes import OWN, SOME_SERVICE, Routes, chosen, routes_of
from workbench.ledger import NEVER, NONE, Gathering, Links, Rows, links_of
from workbench.vocabulary import plain

PART = "/"
"""Between an agency and one of its services or practitioners: "childrens-services/Assessment team"."""
WHO_WROTE = frozenset({
    "worker", "practitioner", "author", "recorded by", "written by", "entered by", "completed by", "role",
    "job title", "professional", "staff", "staff member", "officer", "name of worker", "worker role",
    "practitioner role",
})  # fmt: skip
"""Headings of columns that name the practitioner, where an agency's table has such a column."""


class Knowledge:
    """Who could have known what, when, as far as the timelines supplied show."""

    def __init__(self, case: Case, links: Links | None = None) -> None:
        """Take the links of a case, or make them."""
        self.case = case
        self.links = links or links_of(Rows(case))
        self.rows = self.links.rows
        self.routes: Routes = routes_of(self.links)
        self._held: dict[str, Held] = {}
        self._coded: dict[str, tuple[tuple[str, ...], Lists]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Who can be asked about: agencies with a timeline, then those that others say they told."""
        return self.routes.names

    def coded(self, column: str) -> tuple[tuple[str, ...], Lists]:
        """Return the codes that a column of lists holds, in order, and the numbers of those of each row."""
        if column not in self._coded:
            values = self.rows.columns[column]
            names = tuple(sorted({name for some in values for name in some}))
            number = {name: at for at, name in enumerate(names)}
            self._coded[column] = names, Lists.of([[number[name] for name in some] for some in values])
        return self._coded[column]

    @cached_property
    def parts(self) -> dict[str, dict[str, set[int]]]:
        """By agency, the services and practitioners that its rows name, and where these rows stand."""
        found: dict[str, dict[str, set[int]]] = {}
        entries = self.case.entries
        services = entries["service"].tolist() if "service" in entries else [""] * len(entries)
        cells = zip(self.rows.agency, services, entries["others"], strict=True)
        for at, (agency, service, others) in enumerate(cells):
            names = [service, *(cell for heading, cell in others.items() if plain(heading) in WHO_WROTE)]
            for name in filter(str.strip, names):
                found.setdefault(agency, {}).setdefault(plain(name), set()).add(at)
        return found

    def all_names(self) -> tuple[str, ...]:
        """Return the names, those of services and practitioners behind their agency's."""
        parts = (f"{name}{PART}{part}" for name in self.names for part in sorted(self.parts.get(name, ())))
        return (*self.names, *parts)

    def find(self, name: str) -> str:
        """Return the name under which an agency, or "agency/service", is known here; "" where it is not."""
        agency, _, part = name.partition(PART)
        slug = self._agency(agency)
        if not slug or not part:
            return slug
        return f"{slug}{PART}{plain(part)}" if plain(part) in self.parts.get(slug, {}) else ""

    def _agency(self, name: str) -> str:
        if name in self.names:
            return name
        wanted = plain(name)
        for slug in self.names:
            agency = self.case.agencies.get(slug)
            if slug == slug_of(name) or (agency and wanted == plain(agency.label)):
                return slug
        meant = self.rows.meant(slug_of(name))
        return meant[0] if len(meant) == 1 else ""

    def held(self, name: str) -> Held:
        """Return what an agency, or a part of it, ever came to hold; nothing for a name that is not here."""
        if name not in self._held:
            agency, _, part = name.partition(PART)
            if agency not in self.names:
                self._held[name] = Held(name, self.routes, slice(0, 0))
            elif part:
                self._held[name] = self._of_part(name, agency, part)
            else:
                self._held[name] = Held(name, self.routes, self.routes.of(agency))
        return self._held[name]

    def at(self, name: str, day: date) -> Known:
        """Return what an agency could have known by the end of a day."""
        held = self.held(name)
        return Known(self, held, day, *held.at(day))

    def _of_part(self, name: str, agency: str, part: str) -> Held:
        """Return what a service or practitioner held: what its own rows show, the rest of the file perhaps.

        A row of another service of the agency is not its own, and what arrived there did not arrive here.
        """
        parts = self.parts.get(agency, {})
        mine, others = parts.get(plain(part), set()), set[int]().union(*parts.values())
        routes = self.routes
        where = np.zeros(len(routes.row), dtype=bool)
        where[routes.of(agency)] = True
        base = np.where(routes.how == OWN, routes.row, routes.shown)
        keep = where & ~np.isin(base, sorted(others - mine))
        part_of = chosen(routes, np.flatnonzero(keep), name)
        its_own = np.isin(base[keep], sorted(mine)) & (base[keep] != NONE)
        part_of.sure[~its_own] = NEVER
        part_of.how[~its_own] = SOME_SERVICE
        order = np.lexsort((part_of.how, part_of.first, part_of.sure, part_of.row))
        part_of = chosen(part_of, order, name)
        return Held(name, part_of, slice(0, len(order)))

    @cached_property
    def gathering_of(self) -> dict[int, Gathering]:
        """The meeting or joint visit that a row tells of, by the place of the row."""
        return {at: one for one in self.links.gatherings for at in one.rows}


@collector_paused()
def knowledge(case: Case, links: Links | None = None) -> Knowledge:
    """Return who could have known what in a case."""
    return Knowledge(case, links)
