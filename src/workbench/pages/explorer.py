"""One case on the explore page: what can be chosen there, and every view that follows from it.

One selection and one date for the whole page: every view is drawn from them,
whichever view they were chosen in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbench.chronology import Case, age_text
from workbench.figures.genogram import genogram_figure
from workbench.figures.network import network_figure
from workbench.figures.timeline import move_cursor, timeline_figure
from workbench.gaps import find_gaps
from workbench.genogram import genogram
from workbench.network import network
from workbench.pages import views
from workbench.pages.address import Address
from workbench.pages.explore_layout import explore_layout
from workbench.pages.figure import Figure
from workbench.pages.selection import NOTHING, Selection, concerns, gap_ids, select
from workbench.pages.sheet import Sheet, written

LANES_HEIGHT, PAIR_HEIGHT = 560, 480
"""Heights of the figures in pixels; in projector mode each takes what it needs."""


class Explorer:
    """One case on one page."""

    def __init__(self, case: Case, address: Address) -> None:
        self.case = case
        self.address = address
        self.found = find_gaps(case)
        self.gaps = gap_ids(self.found.gaps)
        self.network = network(case)
        self.genogram = genogram(case.people, case.relationships)
        self.first, self.last = _days(case)
        self.selection: Selection = NOTHING
        self.gap = ""
        """The point that the reader works on; an entry opened from it does not close it."""
        self.day: date | None = None
        self.stretch: tuple[date, date] | None = None
        """The days that the lanes are narrowed to."""
        self.undated_only = False
        self.start = 0
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
        self.table = Sheet(look="table", label="Entries")
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
        self.agency = widgets.Dropdown(
            options=[("All agencies", ""), *((a.label, a.slug) for a in self.case.agencies.values())],
            description="",
            layout={"width": "240px"},
        )
        self.search = widgets.Text(
            placeholder="Find words in the entries", continuous_update=False, layout={"width": "260px"}
        )
        self.page = explore_layout(
            header=self.header,
            projector=self.projector,
            side=self.side,
            timeline=self.timeline,
            cursor=(self.as_of, self.slider),
            pair=(self.network_figure, self.genogram_figure),
            tools=(self.agency, self.search),
            table=self.table,
        )

    def _link(self) -> None:
        for sheet in (self.side, self.table, self.as_of):
            sheet.on_chosen(self.choose)
        self.timeline.on_chosen(self._choose_mark)
        self.network_figure.on_chosen(self.choose)
        self.genogram_figure.on_chosen(lambda id: self.choose(f"person:{id}"))
        self.slider.observe(lambda change: self._slide(change["new"]), "value")
        self.projector.observe(lambda _: self._project(), "value")
        self.agency.observe(lambda _: self._filter(), "value")
        self.search.observe(lambda _: self._filter(), "value")

    # What can be done on it

    def _choose_mark(self, id: str) -> None:
        # A mark of the lanes is an entry, or the days of a stretch too full to show single ones.
        self.choose(f"entry:{id}" if id in self.case.entries.index else id)

    def choose(self, what: str) -> None:
        """Choose one thing: "gap:…", "entry:…", "agency:…", "person:…"; "back:" goes one step up."""
        kind, _, id = what.partition(":")
        if kind == "rows":
            self._turn_table(id)
        elif kind == "day":
            self.move_to(None if id == "all" else date.fromisoformat(id))
        elif kind == "days":
            self._zoom(id)
        elif kind == "undated":
            self._list_undated(id)
        else:
            self._choose_thing(kind, id)

    def _choose_thing(self, kind: str, id: str) -> None:
        if kind == "back":
            kind, id = ("gap", self.gap) if self.selection.kind == "entry" and self.gap else ("", "")
        chosen = select(self.case, self.gaps, kind, id)
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
        if selection.kind != "entry":
            self.gap = selection.id if selection.kind == "gap" else ""
        self._turn_table("chosen")
        # The address first: who sees the new view and goes back at once goes back from it.
        self._write_address(step=True)
        self.show_all()

    def _zoom(self, days: str) -> None:
        """Show the lanes for "FROM..TO" only; anything else shows the whole period again."""
        since, _, until = days.partition("..")
        self.stretch = (date.fromisoformat(since), date.fromisoformat(until)) if until else None
        self._show_timeline()
        self._show_as_of()

    def _list_undated(self, lane: str) -> None:
        """Narrow the table to the entries without a date of one lane."""
        self.undated_only = True
        self.agency.value = lane if lane in self.case.agencies else ""
        self._filter()

    def _filter(self) -> None:
        self.start = 0
        self._show_table()

    def _project(self) -> None:
        for tell in self._projector_listeners:
            tell(self.projector.value)
        self.show_all()
        self._write_address(step=False)

    # The address

    def _write_address(self, *, step: bool) -> None:
        state = {
            self.selection.kind: self.selection.id,
            "gap": self.gap,
            "day": self.day.isoformat() if self.day else "",
            "projector": "on" if self.projector.value else "",
        }
        self.address.write({name: value for name, value in state.items() if name}, step=step)

    def visit(self, state: Mapping[str, str]) -> None:
        """Show what an address says; what it says wrongly is passed over."""
        gap = select(self.case, self.gaps, "gap", state.get("gap", ""))
        kinds = ("entry", "agency", "person")
        others = [select(self.case, self.gaps, kind, state.get(kind, "")) for kind in kinds]
        chosen = next(filter(None, others), gap)
        self.gap = gap.id
        self.selection = chosen
        try:
            self.day = date.fromisoformat(state.get("day", ""))
        except ValueError:
            self.day = None
        self._moving = True
        self.slider.value = (self.day - self.first).days if self.day else self.slider.max
        self._moving = False
        self.projector.value = state.get("projector") == "on"
        self._turn_table("chosen")
        self.show_all()
        self._write_address(step=False)

    # What is shown

    def show_all(self) -> None:
        """Draw every view from the selection and the date."""
        self._show_side()
        self._show_timeline()
        self._show_day(timeline=False)
        self._show_table()

    def _show_side(self) -> None:
        chosen = self.selection
        if chosen.kind == "entry":
            back = "Back to the point" if self.gap else "All points"
            html = written("entry.html", entry=views.entry(self.case, self.gaps, chosen.id), back=back)
        elif chosen.kind == "gap":
            gap = self.gaps[chosen.id]
            html = written(
                "point.html",
                gap=gap,
                when=views.span_in_words(gap.since, gap.until),
                entries=views.cited(self.case, gap.events),
            )
        else:
            shown = {id: gap for id, gap in self.gaps.items() if not chosen or concerns(gap, chosen)}
            html = written(
                "points.html",
                points=views.points(self.case, shown, self.gap),
                of=len(self.gaps),
                about=views.code_label(self.case, {"agency": "told"}.get(chosen.kind, "people"), chosen.id),
                lit=views.counted(len(chosen.events), "entry", "entries"),
                entries=views.cited(self.case, chosen.events[: views.ROWS_LISTED]),
                more=max(len(chosen.events) - views.ROWS_LISTED, 0),
                looked=views.looked_at(self.case, self.found),
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
        return self.gaps[self.gap].events if self.gap else self.selection.events

    def _chosen_entries(self) -> pd.DataFrame:
        entries = self.case.entries
        keep = np.ones(len(entries), dtype=bool)
        if self.undated_only:
            keep &= (entries["scope"] == "undated").to_numpy()
        if self.agency.value:
            keep &= (entries["agency"] == self.agency.value).to_numpy()
        words = self.search.value.strip().casefold()
        if words:
            text = entries["event"].str.cat([entries["response"], entries["comment"]], sep=" ").str.casefold()
            keep &= text.str.contains(words, regex=False).to_numpy()
        return entries.loc[keep]

    def _turn_table(self, where: str) -> None:
        entries = self._chosen_entries()
        if where == "all":
            self.undated_only = False
            self.agency.value, self.search.value = "", ""
        elif where == "chosen":
            lit = (self.selection.id,) if self.selection.kind == "entry" else self._lit()
            at = entries.index.get_indexer(list(lit)) if lit else []
            found = min((place for place in at if place >= 0), default=None)
            if found is not None:
                self.start = found // views.ROWS_SHOWN * views.ROWS_SHOWN
            return
        else:
            step = views.ROWS_SHOWN if where == "later" else -views.ROWS_SHOWN
            self.start = min(max(self.start + step, 0), max(len(entries) - 1, 0))
        self._show_table()

    def _show_table(self) -> None:
        values = views.table(
            self.case, self._chosen_entries(), start=self.start, selection=self.selection, lit=self._lit()
        )
        self.table.html = written("table.html", **values)


def _days(case: Case) -> tuple[date, date]:
    """Return the first and last day of the date slider."""
    period = case.period
    if period is None:
        return date(2000, 1, 1), date(2000, 1, 2)
    return period
