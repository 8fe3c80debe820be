"""One case on the explore page: what can be chosen there, and every view that follows from it.

One selection and one date for the whole page: every view is drawn from them,
whichever view they were chosen in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import ipywidgets as widgets

from workbench.chronology import Case, age_text
from workbench.genogram import genogram
from workbench.pages import views
from workbench.pages.address import Address
from workbench.pages.entry_table import EntryTable
from workbench.pages.explore_lanes import Lanes
from workbench.pages.explore_layout import explore_layout
from workbench.pages.explore_play import Player, key_days
from workbench.pages.explore_seen import SeenByDay
from workbench.pages.explore_side import side_html
from workbench.pages.explore_state import POINTS, days_of, read_stand
from workbench.pages.hindsight import HIDDEN, Hindsight
from workbench.pages.kept_views import KeptViews
from workbench.pages.known_panel import KnownPanel, Moment
from workbench.pages.linked_pair import LinkedPair
from workbench.pages.narrow_panel import NarrowPanel
from workbench.pages.points_panel import PointsPanel
from workbench.pages.selection import NOTHING, Selection, select
from workbench.pages.sheet import Sheet, written


class Explorer:
    """One case on one page."""

    def __init__(self, case: Case, address: Address) -> None:
        self.case = case
        self.address = address
        self.points = PointsPanel(case)
        self.pair = LinkedPair(case)
        self.hindsight = Hindsight(case, genogram(case.people, case.relationships))
        self.known = KnownPanel(case)
        self.narrow = NarrowPanel(case)
        self.kept_views = KeptViews(self.points.journal, lambda state: self.visit(state, step=True))
        self.first, self.last = days_of(case)
        self.selection: Selection = NOTHING
        self.point: Selection = NOTHING
        """The point, or place where records differ, that the reader works on: an entry opened from it
        does not close it."""
        self.day: date | None = None
        self.step_note = ""
        self.seen = SeenByDay(case)
        self._items = self.points.journal.items
        """Of the journal, as the page last showed them."""
        self.player = Player(self.move_to, self._show_as_of)
        self._said: tuple[str, ...] = ()
        """What the address said and is not here."""
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
        self.lanes = Lanes()
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
            timeline=self.lanes.figure,
            cursor=(self.as_of, self.slider, self.hindsight.button),
            pair=(self.pair.network_figure, self.pair.genogram_figure),
            contacts=self.pair.table.sheet,
            known=self.known.box,
            narrow=self.narrow.sheet,
            table=self.table.sheet,
        )

    def _link(self) -> None:
        parts = (self.known.head, self.known.body, self.pair.table.sheet)
        for sheet in (self.side, self.narrow.sheet, self.table.sheet, self.as_of, *parts):
            sheet.on_chosen(self.choose)
        self.known.figure.on_chosen(self.choose)
        self.hindsight.on_switch(self._switch_hindsight)
        self.lanes.figure.on_chosen(self._choose_mark)
        self.pair.network_figure.on_chosen(self.choose)
        self.pair.genogram_figure.on_chosen(lambda id: self.choose(f"person:{id}"))
        self.slider.observe(lambda change: self._slide(change["new"]), "value")
        self.projector.observe(lambda _: self._project(), "value")

    # What can be done on it

    def _choose_mark(self, id: str) -> None:
        # A mark of the lanes is an entry, or the days of a stretch too full to show single ones.
        self.choose(f"entry:{id}" if id in self.case.entries.index else id)

    def choose(self, what: str) -> None:
        """Choose one thing: "gap:…", "differ:…", "entry:…", "agency:…", "person:…"; "back:" goes one up."""
        kind, _, id = what.partition(":")
        if self.narrow.take(kind, id):
            self._narrow()
        elif self.kept_views.take(kind, id, self._state):
            if kind != "kept-who":
                self._show_narrow()
        elif kind == "rows":
            self.table.turn(id)
        elif kind == "records":
            self.table.fold(id)
        elif kind == "day":
            self.move_to(None if id == "all" else date.fromisoformat(id))
        elif kind in ("step", "play"):
            self._go_through(kind, back=id == "back")
        elif self.pair.table.take(kind, id):
            pass
        elif self.points.take(kind, id):
            self._show_side()
        elif self.known.take(kind, id):
            if kind == "fade" or (self.known.fade and kind in ("part", "whose")):
                self._show_timeline()
            self._write_address(step=True)
        else:
            self._choose_thing(kind, id)

    def _choose_thing(self, kind: str, id: str) -> None:
        if kind == "back":
            above = self._seen(self.point) if self.selection.kind == "entry" else NOTHING
            kind, id = above.kind, above.id
        chosen = self._found(kind, id)
        if kind and not chosen:
            return  # an agency without a timeline, an expected child: nothing of the case's is behind it
        self._select(chosen)

    def _go_through(self, kind: str, *, back: bool) -> None:
        """Show the next key event, or let the case play; of what is hidden nothing is passed by."""
        days = key_days(self.narrow.part, list(self.points.every.values()))
        if kind == "play":
            self.player.play(days, self.day)
            return
        self.player.stop()
        if self.player.step(days, self.day, back=back) is None:
            self.step_note = f"No key event lies {'before' if back else 'after'} this day."
            self._show_as_of()

    def move_to(self, day: date | None) -> None:
        """Show network and genogram as of ``day``; None shows all of the time at once."""
        self.step_note = ""
        # Where later things are hidden there is always a day.
        self.day = day or (self.days[1] if self.hindsight.button.value else None)
        self._put_slider()
        self._show_day()
        self._write_address(step=False)

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of the slider: those of the window, else of the period."""
        return self.narrow.days or (self.first, self.last)

    def _put_slider(self) -> None:
        """Stand at the day, within the window: a day outside of it would be drawn by no view."""
        since, until = self.days
        self.day = min(max(self.day, since), until) if self.day else None
        least, most = (since - self.first).days, (until - self.first).days
        self._moving = True
        with self.slider.hold_trait_notifications():
            self.slider.min, self.slider.max = least, max(most, least + 1)
            self.slider.value = (self.day - self.first).days if self.day else self.slider.max
        self._moving = False

    def on_projector(self, then: Callable[[bool], None]) -> None:
        """Call ``then`` when large type is switched on or off."""
        self._projector_listeners.append(then)

    def _slide(self, days: int) -> None:
        if not self._moving:
            self.player.stop()
            self.step_note = ""
            self.day = min(self.first + timedelta(days=days), self.days[1])
            self._show_day()
            self._write_address(step=False)

    def _switch_hindsight(self) -> None:
        if not self._moving:
            self.day = self.day or (self.days[1] if self.hindsight.button.value else None)
            self.show_all()
            self._write_address(step=False)

    def _select(self, selection: Selection) -> None:
        self.selection = selection
        self.points.said = ("", "")
        self.known.choose(selection)
        if selection.kind != "entry":
            self.point = selection if selection.kind in POINTS else NOTHING
        self.table.mark(self.selection, self._lit())
        # The address first: who sees the new view and goes back at once goes back from it.
        self._write_address(step=True)
        self.show_all()

    def _narrow(self) -> None:
        """Show every view for what the page is narrowed to now."""
        self.player.stop()
        self.step_note, self._said = "", ()
        self._put_slider()
        self._take_case()
        self.table.start = 0
        self._write_address(step=True)
        self.show_all()

    def _project(self) -> None:
        for tell in self._projector_listeners:
            tell(self.projector.value)
        self.show_all()
        self._write_address(step=False)

    # Several people

    def look(self) -> None:
        """Show what others wrote since the last look; what is being typed stays."""
        items = self.points.journal.items
        if self.points.look() or items is not self._items:
            self._items = self.points.journal.items
            self._show_narrow()
            self._show_side()

    # The address

    @property
    def _state(self) -> dict[str, str]:
        """What the address says of the page."""
        return {
            self.selection.kind: self.selection.id,
            self.point.kind: self.point.id,
            "day": self.day.isoformat() if self.day else "",
            "projector": "on" if self.projector.value else "",
            "later": HIDDEN if self.hindsight.by else "",
            **self.narrow.state,
            **self.known.state,
        }

    def _write_address(self, *, step: bool) -> None:
        self.address.write({name: value for name, value in self._state.items() if name}, step=step)

    def visit(self, state: Mapping[str, str], *, step: bool = False) -> None:
        """Show what an address says, and in words what of it is gone or damaged."""
        self.narrow.visit(state)
        stand = read_stand(state, self.case, self.points.every, self.days)
        self.point, self.selection, self.day, self._said = (
            stand.point, stand.selection, stand.day, stand.said,
        )  # fmt: skip
        self._put_slider()
        self._moving = True
        self.hindsight.button.value = stand.hidden
        self._moving = False
        self.projector.value = stand.projector
        self.known.visit(state, self.selection)
        self._stand()
        self._take_case()
        self.table.mark(self.selection, self._lit())
        self.show_all()
        self._write_address(step=step)

    # What is shown

    def show_all(self) -> None:
        """Draw every view from the selection and the date."""
        self._stand()
        self._show_narrow()
        self._show_side()
        self._show_known()
        self._show_timeline()
        self._show_as_of()
        self._show_pair()
        self.table.show()

    def _stand(self) -> bool:
        """Take the case as of the day where later things are hidden; True if it is another one now."""
        changed = self.hindsight.stand_at(self.day or self.last)
        if changed:
            self.points.show_by(self.hindsight.by)
            self._take_case()
            self.header.html = written("header.html", **views.header(self.hindsight.case))
        return changed

    def _take_case(self) -> None:
        """Have every view take the case as it is shown, and what of it the page is narrowed to."""
        self.narrow.show_case(self.hindsight.case)
        self.points.narrow(self.narrow.kept)
        self.table.show_case(self.hindsight.case, self.narrow.kept.ids if self.narrow.kept else None)

    def _show_narrow(self) -> None:
        by = self.hindsight.by
        views_kept = self.kept_views.shown(hide_after=by.day if by else None)
        self.narrow.show(more=self._said, kept_views=views_kept)

    def _found(self, kind: str, id: str) -> Selection:
        """Return a selection in the case as it is shown: what is hidden cannot be chosen."""
        return select(self.hindsight.case, self.points.by_id, kind, id)

    def _seen(self, selection: Selection) -> Selection:
        return self._found(selection.kind, selection.id) if self.hindsight.by else selection

    def _show_side(self) -> None:
        self.side.html = side_html(
            self.hindsight.case,
            self.points,
            chosen=self._seen(self.selection),
            point=self._seen(self.point),
            narrowed=self.narrow.words,
        )

    def _show_known(self) -> None:
        self.known.show(
            Moment(
                self._seen(self.selection),
                self.day,
                self.hindsight.by is not None,
                self.projector.value,
                self.narrow.kept,
            )
        )

    def _show_timeline(self) -> None:
        by, held = self.hindsight.by, self.known.held_by_then()
        self.lanes.show(
            self.narrow.part_of_any_days,
            lit=self._lit(),
            chosen=self._seen(self.selection),
            day=self.day,
            days=self.narrow.days,
            hidden_after=by.day if by else None,
            held=held,
            held_by=self.known.held_label() if held is not None else "",
            projector=self.projector.value,
        )

    def _show_as_of(self) -> None:
        self.as_of.html = written(
            "as_of.html",
            day=views.day_in_words(self.day),
            age=age_text(self.hindsight.case.born, self.day, self.day) if self.day else "",
            narrowed=self.narrow.words,
            amount=self.narrow.amount,
            hidden=self.hindsight.words,
            seen=self.seen.words(self.day) if self.day else [],
            playing=self.player.playing,
            step_note=self.step_note,
            faded=self.known.held_label() if self.known.fades else "",
        )

    def _show_day(self) -> None:
        """Draw what follows from the date; everything where the case shown is another one with it."""
        if self._stand():
            self.show_all()
            return
        self._show_known()
        if not self.known.fades:
            self.lanes.move(self.day)
        else:
            self._show_timeline()
        self._show_as_of()
        self._show_pair()

    def _show_pair(self) -> None:
        chosen = self._seen(self.selection)
        self.pair.show(
            self.hindsight.genogram,
            self.narrow.part,
            chosen=chosen,
            people=self.narrow.wanted.people,
            day=self.day,
            until=self.days[1] if self.narrow.days else None,
            projector=self.projector.value,
        )

    def _lit(self) -> tuple[str, ...]:
        """The entries of the chosen thing; those of the point stay lit while one of them is open."""
        return self._seen(self.point).events or self._seen(self.selection).events
