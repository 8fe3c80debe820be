"""One case on the enquire page: the board, what is open beside it, and what several people write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import ipywidgets as widgets

from workbench.case import CaseError
from workbench.chronology import Case
from workbench.enquiry import Column, board, draft_of
from workbench.figures.timeline import timeline_spec
from workbench.journal import KINDS, Conflict, Draft, JournalError
from workbench.pages import enquire_views, views
from workbench.pages.address import Address
from workbench.pages.case_journal import CaseJournal
from workbench.pages.download import Download
from workbench.pages.enquire_begin import rows_of_item, values_from
from workbench.pages.enquire_layout import enquire_layout
from workbench.pages.enquire_parts import PARTS, part_counts, part_html
from workbench.pages.enquire_side import side_html
from workbench.pages.figure import Figure
from workbench.pages.item_form import OpenForm, form_html, form_kind, form_of_item
from workbench.pages.pack_part import package
from workbench.pages.points_panel import PointsPanel
from workbench.pages.sheet import Sheet, written

LANES_HEIGHT = 420


class Enquirer:
    """The panel's own work on one case."""

    def __init__(self, case: Case, address: Address, *, who: str = "") -> None:
        self.case, self.address = case, address
        self.journal = CaseJournal(case.folder.path)
        self.points = PointsPanel(case, journal=self.journal, onward=enquire_views.NEXT["point"])
        self.part = "board"
        self.open: list[str] = []
        """What is open beside the board, the last on top: "gap:…", "item:…", "entry:…"."""
        self.form: OpenForm | None = None
        self.all_points = False
        self.said: tuple[str, str] = ("", "")
        self._make_widgets(who)
        self.show_all()

    def _make_widgets(self, who: str) -> None:
        self.header = Sheet(
            look="header", label="The case", html=written("enquire_header.html", **views.header(self.case))
        )
        self.who = widgets.Text(who, description="Your name", continuous_update=False)
        self.who.tooltip = "Stands beside what you write"
        self.who.add_class("wb-who")
        self.projector = widgets.ToggleButton(
            False, description="Projector", tooltip="Large type for a meeting room", layout={"width": "110px"}
        )
        self.tabs = Sheet(look="tabs", label="Parts of the panel's work")
        self.notes = Sheet(look="status", label="What was saved")
        self.main = Sheet(look="enquire", label="The panel's work")
        self.form_sheet = Sheet(look="form", label="Form")
        self.side = Sheet(look="side", label="What is open")
        self.timeline = Figure(height=0)
        self.download = Download()
        self.page = enquire_layout(
            header=self.header,
            tools=(self.who, self.projector),
            tabs=self.tabs,
            notes=self.notes,
            main=self.main,
            side=(self.form_sheet, self.side),
            timeline=self.timeline,
            download=self.download,
        )
        for sheet in (self.tabs, self.main, self.form_sheet, self.side):
            sheet.on_chosen(self.choose)
        self.timeline.on_chosen(lambda id: self.choose(f"entry:{id}"))
        self.projector.observe(lambda _: self._show_timeline(), "value")

    # What can be done on it

    def choose(self, what: str) -> None:
        """Do what was chosen on the page: see the names of the methods below."""
        kind, _, rest = what.partition(":")
        done: dict[str, Callable[[str], None]] = {
            "part": self._turn, "gap": self._open_gap, "item": self._open_item, "entry": self._open_entry,
            "back": self._back, "new": self._new, "edit": self._edit, "cancel": self._cancel,
            "save": self._save, "theirs": self._take_theirs, "withdraw": self._withdraw,
            "restore": self._restore, "points": self._fold_points, "pack": self._make_documents,
        }  # fmt: skip
        self.said = ("", "")
        if kind in done:
            done[kind](rest)
        elif self.points.take(kind, rest):
            self.show_all()

    def _turn(self, part: str) -> None:
        self.part = part if part in PARTS else "board"
        self.show_all()
        self._write_address()

    def _fold_points(self, which: str) -> None:
        self.all_points = which == "all"
        self._show_main()

    def _open_gap(self, id: str) -> None:
        if id in self.points.by_id:
            self._put_open(f"gap:{id}")

    def _open_item(self, id: str) -> None:
        if self.journal.item(id):
            self._put_open(f"item:{id}")

    def _open_entry(self, id: str) -> None:
        if id in self.case.entries.index:
            self._put_open(f"entry:{id}")

    def _put_open(self, what: str) -> None:
        if what.startswith("entry:"):  # an entry is opened from a card, and goes back to it
            self.open = [one for one in self.open if not one.startswith("entry:")] + [what]
        else:
            self.open = [what]
        self._write_address()
        self._show_main()
        self._show_side()
        self._show_timeline()

    def _back(self, _: str) -> None:
        self.open = self.open[:-1]
        self._write_address()
        self._show_main()
        self._show_side()
        self._show_timeline()

    def _new(self, what: str) -> None:
        """Open the form for a new item: its kind, and what it comes from ("gap:…", "item:…", "entry:…")."""
        kind, _, source = what.partition(":")
        if kind not in KINDS or not form_kind(kind).fields:
            return
        self.form = OpenForm(kind, values_from(self.case, self.points.by_id, self.journal, kind, source))
        self._show_form()

    def _edit(self, id: str) -> None:
        if item := self.journal.item(id):
            self.form = form_of_item(item)
            self._show_form()

    def _cancel(self, _: str) -> None:
        self.form = None
        self._show_form()

    def _take_theirs(self, _: str) -> None:
        if self.form and (item := self.journal.item(self.form.item)):
            self.form = form_of_item(item)
        else:
            self.form = None
        self._show_form()

    # What is written

    @property
    def _name(self) -> str:
        return " ".join(self.who.value.split())

    def _save(self, what: str) -> None:
        form = self.form
        if form is None:
            return
        given: dict[str, str] = json.loads(what)
        form.values = {name: given.get(name, "") for name in form.shown}
        form.problems, form.conflict = (), None
        if not self._name:
            form.problems = (
                "Give your name above: what is written is kept with who wrote it. Nothing was saved.",
            )
            self._show_form()
            return
        try:
            draft = draft_of(
                form.kind,
                form.values,
                shown=form.shown,
                rows=self.case.entries.index,
                item=self.journal.item(form.item) if form.item else None,
                seen=form.seen,
            )
            [record] = self.journal.write([draft], who=self._name)
        except Conflict as conflict:
            form.conflict, form.seen = conflict, conflict.item.last
            self.journal.look()
            self._show_form()
            return
        except JournalError as error:
            labels = {one.name: one.label for one in form_kind(form.kind).fields}
            form.problems = tuple(
                f"{labels.get(one.column, one.column) or one.file}: {one.problem} {one.remedy}"
                for one in error.problems
            )
            self._show_form()
            return
        self.form = None
        self._say_saved()
        if form.kind != "explanation":
            self.open = [f"item:{record.item}"]
        self.show_all()
        self._write_address()

    def _say_saved(self) -> None:
        words = (
            "Kept until this page is closed: a sample case is not changed."
            if self.journal.sample
            else "Saved."
        )
        self.said = ("done", words)

    def _withdraw(self, what: str) -> None:
        id, _, last = what.partition(":")
        if item := self.journal.item(id):
            draft = Draft(item.kind, {}, item=id, seen=int(last), gone=True)
            self._try(lambda: self.journal.write([draft], who=self._name))
            self.open = [one for one in self.open if one != f"item:{id}" or self.journal.item(id)]
            self.show_all()

    def _restore(self, what: str) -> None:
        id, _, number = what.partition(":")
        self._try(lambda: self.journal.restore(id, int(number), who=self._name))
        self.show_all()

    def _try(self, change: Callable[[], object]) -> None:
        if not self._name:
            self.said = ("problem", "Give your name above. Nothing was changed.")
            return
        try:
            change()
            self._say_saved()
        except Conflict as conflict:
            self.journal.look()
            self.said = (
                "problem",
                f"{conflict.who} changed it meanwhile. Look at it again first; nothing was changed.",
            )
        except JournalError as error:
            self.said = ("problem", str(error))

    def _make_documents(self, what: str) -> None:
        form = json.loads(what)
        if not form.get("document"):
            self.said = ("problem", "Tick at least one document.")
        else:
            try:
                made = package(
                    self.case, self.journal.items, self.points.decided.now, form, self._say_working
                )
                self.download.give(made.name, made.content)
                self.said = ("done", made.said)
            except (CaseError, JournalError) as error:
                self.said = ("problem", " ".join(map(str, error.problems)))
        self._show_notes()

    def _say_working(self, words: str) -> None:
        self.notes.html = written("status.html", text=words)

    # Several people

    def look(self) -> None:
        """Show what others wrote since the last look; a form that is open stays as it is."""
        if self.points.look():
            self.open = [
                one for one in self.open if not one.startswith("item:") or self.journal.item(one[5:])
            ]
            self.show_all(form=False)

    # The address

    def _write_address(self) -> None:
        state = {"part": self.part if self.part != "board" else ""}
        for one in self.open:
            kind, _, id = one.partition(":")
            state[kind] = id
        self.address.write(state, step=True)

    def visit(self, state: Mapping[str, str]) -> None:
        """Show what an address says; what it names and is gone is said."""
        self.part = state.get("part", "board") if state.get("part") in PARTS else "board"
        there = {"gap": self.points.by_id, "entry": self.case.entries.index}
        self.open, gone = [], []
        for kind in ("gap", "item", "entry"):
            id = state.get(kind, "")
            found = self.journal.item(id) if kind == "item" else id in there[kind]
            if id:
                (self.open if found else gone).append(f"{kind}:{id}")
        self.said = (
            ("problem", f"The address names what this case does not hold: {', '.join(gone)}.")
            if gone
            else ("", "")
        )
        if state.get("new"):
            self._new(f"{state['new']}:{state.get('from', '')}")
        self.show_all()

    # What is shown

    def columns(self) -> tuple[Column, ...]:
        """Return the board as it stands."""
        return board(self.points.every, self.points.states(), self.journal.items)

    def show_all(self, *, form: bool = True) -> None:
        """Draw every part; the form only where ``form`` says so, because somebody may be writing in it."""
        self._show_tabs()
        self._show_notes()
        self._show_main()
        if form:
            self._show_form()
        self._show_side()
        self._show_timeline()

    def _show_tabs(self) -> None:
        counts = part_counts(self.case, self.columns(), self.journal.items)
        parts = [{"id": id, "label": label, "count": counts.get(id, 0)} for id, label in PARTS.items()]
        self.tabs.html = written("parts.html", parts=parts, open=self.part)

    def _show_notes(self) -> None:
        tone, words = self.said
        if self.journal.trouble:
            tone, words = "problem", self.journal.trouble
        self.notes.html = written("notes.html", notes=[words] if words else [], tone=tone)

    def _show_main(self) -> None:
        open_ = self.open[0].partition(":")[2] if self.open else ""
        self.main.html = part_html(
            self.part, self.case, self.columns(), self.journal.items, open_, all_points=self.all_points
        )

    def _show_form(self) -> None:
        self.form_sheet.html = (
            form_html(self.form, self.case, self.journal.items, self.points.every) if self.form else ""
        )

    def _show_side(self) -> None:
        open_ = self.open[-1] if self.open else ""
        back = "Back" if len(self.open) > 1 else "Close"
        self.side.html = side_html(
            self.case, self.points, self.journal, open_, columns=self.columns(), form=self.form, back=back
        )

    def _lit(self) -> frozenset[str]:
        kind, _, id = (self.open[0] if self.open else "").partition(":")
        if kind == "gap" and id in self.points.by_id:
            return frozenset(self.points.by_id[id].events)
        if kind == "item" and (item := self.journal.item(id)):
            return frozenset(rows_of_item(item, enquire_views.ROW_FIELDS))
        return frozenset([id]) if kind == "entry" else frozenset()

    def _show_timeline(self) -> None:
        kind, _, id = (self.open[-1] if self.open else "").partition(":")
        lanes = timeline_spec(
            self.case,
            selected=self._lit(),
            focus=id if kind == "entry" else None,
            projector=self.projector.value,
            height=None if self.projector.value else LANES_HEIGHT,
        )
        lit = f" {len(self._lit())} of them stand out." if self._lit() else ""
        self.timeline.show(lanes, alt=f"Chronology in lanes by agency: {views.amount(self.case)}.{lit}")
