"""One case on the explore page: what can be chosen there, and every view that follows from it.

One selection and one date for the whole page: every view is drawn from them,
whichever view they were chosen in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import ipywidgets as widgets

from workbench.chronology import Case, age_text
from workbench.chronology.side_by_side import places_that_differ
from workbench.figures.genogram import genogram_figure
from workbench.figures.network import network_figure
from workbench.figures.timeline import move_cursor, timeline_figure
from workbench.genogram import genogram
from workbench.network import network
from workbench.pages import records, views
from workbench.pages.address import Address
from workbench.pages.entry_table import EntryTable
from workbench.pages.explore_layout import explore_layout
from workbench.pages.figure import Figure
from workbench.pages.points_panel import PointsPanel
from workbench.pages.selection import NOTHING, Selection, select
from workbench.pages.sheet import Sheet, written

LANES_HEIGHT, PAIR_HEIGHT = 560, 480
"""Heights of the figures in pixels; in projector mode each takes what it needs."""

POINTS = ("gap", "differ")
CHOICES = (*POINTS, "entry", "agency", "person")
BACK = {"": "All points", "gap": "Back to the point", "differ": "Back to where records differ"}


class Explorer:
    """One case on one page."""

    def __init__(self, case: Case, address: Address) -> None:
        self.case = case
        self.address = address
        self.points = PointsPanel(case)
        self.places = places_that_differ(case)
        self.network = network(case)
        self.genogram = genogram(case.people, case.relationships)
        self.first, self.last = _days(case)
        self.selection: Selection = NOTHING
        self.point: Selection = NOTHING
        """The point, or place where records differ, that the reader works on: an entry opened from it
        does not close it."""
        self.day: date | None = None
        self.stretch: tuple[date, date] | None = None
        """The days that the lanes are narrowed to."""
        self._moving = False
        self._projector_listeners: list[Callable[[bool], None]] = []
        self._make_widgets()
        self._link()
        self.show_all()

    # What the page is made of

    def _make_widgets(self) -> None:
        self.header = Sheet(
            look="header", label="The case", html=written("header.html", **views.header(self.case))
        )
        self.side = Sheet(look="side", label="Points to explore and the chosen entry")
        self.table = EntryTable(self.case)
        self.timeline = Figure(height=0)
        self.network_figure = Figure(height=PAIR_HEIGHT)
        self.genogram_figure = Figure()
        days = max((self.last - self.first).days, 1)
        self.slider = widgets.IntSlider(
            days, min=0, max=days, readout=False, description="", continuous_update=True
        )
        self.slider.add_class("wb-slider")
        self.as_of = Sheet(look="as-of", label="Date of network and genogram")
        self.projector = widgets.ToggleButton(
            False, description="Projector", tooltip="Large type for a meeting room", layout={"width": "110px"}
        )
        self.page = explore_layout(
            header=self.header,
            projector=self.projector,
            side=self.side,
            timeline=self.timeline,
            cursor=(self.as_of, self.slider),
            pair=(self.network_figure, self.genogram_figure),
            tools=(self.table.agency, self.table.search),
            table=self.table.sheet,
        )

    def _link(self) -> None:
        for sheet in (self.side, self.table.sheet, self.as_of):
            sheet.on_chosen(self.choose)
        self.timeline.on_chosen(self._choose_mark)
        self.network_figure.on_chosen(self.choose)
        self.genogram_figure.on_chosen(lambda id: self.choose(f"person:{id}"))
        self.slider.observe(lambda change: self._slide(change["new"]), "value")
        self.projector.observe(lambda _: self._project(), "value")

    # What can be done on it

    def _choose_mark(self, id: str) -> None:
        # A mark of the lanes is an entry, or the days of a stretch too full to show single ones.
        self.choose(f"entry:{id}" if id in self.case.entries.index else id)

    def choose(self, what: str) -> None:
        """Choose one thing: "gap:…", "differ:…", "entry:…", "agency:…", "person:…"; "back:" goes one up."""
        kind, _, id = what.partition(":")
        if kind == "rows":
            self.table.turn(id)
        elif kind == "records":
            self.table.fold(id)
        elif kind == "day":
            self.move_to(None if id == "all" else date.fromisoformat(id))
        elif kind == "days":
            self._zoom(id)
        elif kind == "undated":
            self.table.list_undated(id)
        elif self.points.take(kind, id):
            self._show_side()
        else:
            self._choose_thing(kind, id)

    def _choose_thing(self, kind: str, id: str) -> None:
        if kind == "back":
            above = self.point if self.selection.kind == "entry" else NOTHING
            kind, id = above.kind, above.id
        chosen = select(self.case, self.points.by_id, kind, id)
        if kind and not chosen:
            return  # an agency without a timeline, an expected child: nothing of the case's is behind it
        self._select(chosen)

    def move_to(self, day: date | None) -> None:
        """Show network and genogram as of ``day``; None shows all of the time at once."""
        self.day = day
        self._moving = True
        self.slider.value = (day - self.first).days if day else self.slider.max
        self._moving = False
        self._show_day()
        self._write_address(step=False)

    def on_projector(self, then: Callable[[bool], None]) -> None:
        """Call ``then`` when large type is switched on or off."""
        self._projector_listeners.append(then)

    def _slide(self, days: int) -> None:
        if not self._moving:
            self.day = self.first + timedelta(days=days)
            self._show_day()
            self._write_address(step=False)

    def _select(self, selection: Selection) -> None:
        self.selection = selection
        self.points.said = ("", "")
        if selection.kind != "entry":
            self.point = selection if selection.kind in POINTS else NOTHING
        self.table.mark(self.selection, self._lit())
        # The address first: who sees the new view and goes back at once goes back from it.
        self._write_address(step=True)
        self.show_all()

    def _zoom(self, days: str) -> None:
        """Show the lanes for "FROM..TO" only; anything else shows the whole period again."""
        since, _, until = days.partition("..")
        self.stretch = (date.fromisoformat(since), date.fromisoformat(until)) if until else None
        self._show_side()
        self._show_timeline()
        self._show_as_of()

    def _project(self) -> None:
        for tell in self._projector_listeners:
            tell(self.projector.value)
        self.show_all()
        self._write_address(step=False)

    # The address

    def _write_address(self, *, step: bool) -> None:
        state = {
            self.selection.kind: self.selection.id,
            self.point.kind: self.point.id,
            "day": self.day.isoformat() if self.day else "",
            "projector": "on" if self.projector.value else "",
        }
        self.address.write({name: value for name, value in state.items() if name}, step=step)

    def visit(self, state: Mapping[str, str]) -> None:
        """Show what an address says; what it says wrongly is passed over."""
        named = [
            select(self.case, self.points.by_id, kind, id) for kind, id in state.items() if kind in CHOICES
        ]
        self.point = next((one for one in named if one.kind in POINTS), NOTHING)
        self.selection = next((one for one in named if one and one.kind not in POINTS), self.point)
        try:
            self.day = date.fromisoformat(state.get("day", ""))
        except ValueError:
            self.day = None
        self._moving = True
        self.slider.value = (self.day - self.first).days if self.day else self.slider.max
        self._moving = False
        self.projector.value = state.get("projector") == "on"
        self.table.mark(self.selection, self._lit())
        self.show_all()
        self._write_address(step=False)

    # What is shown

    def show_all(self) -> None:
        """Draw every view from the selection and the date."""
        self._show_side()
        self._show_timeline()
        self._show_day(timeline=False)
        self.table.show()

    def _show_side(self) -> None:
        chosen = self.selection
        if chosen.kind == "entry":
            html = written(
                "entry.html",
                entry=views.entry(self.case, self.points.gaps, chosen.id),
                **records.together(self.case, self.places, chosen.id),
                back=BACK[self.point.kind],
            )
        elif chosen.kind == "differ":
            html = written("differ.html", **records.place(self.case, self.places[chosen.id]))
        elif chosen.kind == "gap":
            html = self.points.one(chosen.id)
        else:
            html = self.points.page(
                chosen,
                self.stretch,
                differ=records.listed_places(self.case, self.places, chosen.events if chosen else None),
                about=views.code_label(self.case, {"agency": "told"}.get(chosen.kind, "people"), chosen.id),
                lit=views.counted(len(chosen.events), "entry", "entries"),
                entries=views.cited(self.case, chosen.events[: views.ROWS_LISTED]),
                more=max(len(chosen.events) - views.ROWS_LISTED, 0),
                looked=views.looked_at(self.case, self.points.found),
            )
        self.side.html = html

    def _show_timeline(self) -> None:
        since, until = self.stretch or (None, None)
        self.lanes = timeline_figure(
            self.case,
            selected=frozenset(self._lit()),
            focus=self.selection.id if self.selection.kind == "entry" else None,
            day=self.day,
            since=since,
            until=until,
            projector=self.projector.value,
            height=None if self.projector.value else LANES_HEIGHT,
        )
        words = f"Chronology in lanes by agency: {views.amount(self.case)}."
        self.timeline.show(self.lanes, alt=words)

    def _show_as_of(self) -> None:
        self.as_of.html = written(
            "as_of.html",
            day=views.day_in_words(self.day),
            age=age_text(self.case.born, self.day, self.day) if self.day else "",
            stretch=views.span_in_words(*self.stretch) if self.stretch else "",
        )

    def _show_day(self, *, timeline: bool = True) -> None:
        if timeline:
            self.timeline.show(move_cursor(self.lanes, self.day))
        self._show_as_of()
        words = views.day_in_words(self.day)
        chosen = self.selection
        self.network_figure.height = 0 if self.projector.value else PAIR_HEIGHT
        of = f"as of {words}" if words else "over all dates"
        self.network_figure.show(
            network_figure(
                self.network,
                day=self.day,
                selected_agencies=chosen.agencies,
                selected_people=chosen.people,
                projector=self.projector.value,
            ),
            alt=f"Contacts between agencies and family {of}.",
        )
        self.genogram_figure.show(
            genogram_figure(
                self.genogram, day=self.day, selected=chosen.people, projector=self.projector.value
            ),
            alt=f"Genogram of {views.counted(len(self.case.people), 'person', 'people')} {of}.",
        )

    def _lit(self) -> tuple[str, ...]:
        """The entries of the chosen thing; those of the point stay lit while one of them is open."""
        return self.point.events if self.point else self.selection.events


def _days(case: Case) -> tuple[date, date]:
    """Return the first and last day of the date slider."""
    period = case.period
    if period is None:
        return date(2000, 1, 1), date(2000, 1, 2)
    return period
