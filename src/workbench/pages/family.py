"""The family on a page: people and relationships to write in, the genogram redrawn beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from workbench.case import CaseError
from workbench.figures.genogram import genogram_figure
from workbench.genogram import Genogram, genogram
from workbench.intake.dates import add_months, long_day
from workbench.pages.family_rows import FamilyRows
from workbench.pages.family_view import relation_choices, view_of
from workbench.pages.figure import Figure
from workbench.pages.sheet import Sheet, written

_HERE = Path(__file__).parent
BESIDE = 450
"""What the genogram is laid out for beside the tables, in pixels, on a screen of 1280."""


class FamilyTables(anywidget.AnyWidget):
    """The two tables; what is done in them comes as messages, what they show goes as ``view``."""

    _esm = _HERE / "family.js"
    _css = _HERE / "family.css"

    view = traitlets.Dict().tag(sync=True)
    """Everything shown, made by `view_of`; the browser sets it as text, never as markup."""
    relations = traitlets.List().tag(sync=True)
    """Every relation as group, code and plain words."""


class FamilyPanel(widgets.VBox):
    """One case's family, edited. ``changed`` is called after each saving."""

    def __init__(self, folder: Path, *, changed: Callable[[], None]) -> None:
        super().__init__()
        self.add_class("wb-parts")
        self._changed = changed
        self._asked = 0
        self._months: list[date] = []
        self._large = False
        try:
            self.rows = FamilyRows(folder)
        except CaseError as error:
            problems = [str(problem) for problem in error.problems]
            self.children = [Sheet(html=written("stopped.html", problems=problems, empty=False, home=""))]
            return
        self.tables = FamilyTables(relations=relation_choices(), view=view_of(self.rows))
        self.tables.on_msg(self._do)
        self.figure = Figure()
        self.slider = widgets.IntSlider(
            0, min=0, max=1, readout=False, description="", continuous_update=True
        )
        self.as_of = Sheet(look="as-of", label="Date of the genogram")
        self.as_of.on_chosen(lambda _: self.move_to(None))
        self.slider.observe(lambda change: self._slide(change["new"]), "value")
        self.day: date | None = None
        self._moving = False
        when = widgets.HBox([self.as_of, self.slider])
        when.add_class("wb-when")
        self._when = when
        drawing = widgets.VBox([when, self.figure])
        for name in ("wb-card", "wb-drawing"):
            drawing.add_class(name)
        card = widgets.VBox([self.tables])
        card.add_class("wb-card")
        both = widgets.HBox([card, drawing])
        both.add_class("wb-family")
        self.children = [both]
        self._show()

    def import_gedcom(self, data: bytes, name: str, *, names: bool = False) -> None:
        """Add the family of a GEDCOM file; nothing is saved until somebody says so."""
        self.rows.import_gedcom(data, name, names=names)
        self._show()

    def enlarge(self, on: bool) -> None:
        """Draw for a meeting room, or for a desk."""
        self._large = on
        self._draw()

    def move_to(self, day: date | None) -> None:
        """Draw the genogram as of a day; None shows all dates together."""
        self.day = day
        if day is None and self._months:
            self._moving = True
            self.slider.value = self.slider.max
            self._moving = False
        self._draw()

    # What comes from the page

    def _do(self, _widget: object, content: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        """Do what the page asks for; a row that is gone meanwhile is nobody's mistake."""
        rows, what, focus = self.rows, content.get("do"), None
        table, key = str(content.get("table", "")), content.get("key", 0)
        if what == "change" and rows.has(table, key):
            rows.change(table, key, str(content.get("column", "")), str(content.get("value", "")))
        elif what == "remove" and rows.has(table, key):
            rows.remove(table, key)
        elif what == "add" and table in ("people", "lines"):
            focus = (table, rows.add(table, subject=bool(content.get("subject"))))
        elif what == "undo":
            rows.undo()
        elif what == "import" and buffers:
            rows.import_gedcom(
                bytes(buffers[0]), str(content.get("name", "")), names=bool(content.get("names"))
            )
        elif what == "too large":
            rows.refuse(f"{content.get('name', '')}: The file has more than 10 MB.")
        elif what == "save":
            self._save()
            return
        self._show(focus)

    def _save(self) -> None:
        saved = self.rows.save()
        self._show()
        if saved:
            self._changed()

    # What is shown

    def _show(self, focus: tuple[str, int] | None = None) -> None:
        view = view_of(self.rows)
        if focus:
            self._asked += 1
            view["focus"] = {"table": focus[0], "key": focus[1], "n": self._asked}
        self.tables.view = view
        self._set_slider()
        self._draw()

    def _draw(self) -> None:
        drawn = self._genogram()
        if drawn.people:
            width = None if self._large else BESIDE
            figure = genogram_figure(drawn, day=self.day, projector=self._large, width=width)
        else:
            figure = _nothing_to_draw()
        when = f"as of {long_day(self.day)}" if self.day else "over all dates"
        self.figure.show(figure, alt=f"Genogram of {len(drawn.people)} people {when}.")
        self.as_of.html = written(
            "as_of.html", day=long_day(self.day) if self.day else "", age="", narrowed="", faded="", hidden=""
        )
        self._when.layout.display = "" if self._months else "none"

    def _genogram(self) -> Genogram:
        return genogram(self.rows.checked.people, self.rows.checked.relationships)

    def _set_slider(self) -> None:
        """Let the slider run month by month from the first to the last date; its end is all dates."""
        checked = self.rows.checked
        whens = [when for p in checked.people for when in (p.birth, p.death)]
        whens += [when for r in checked.relationships for when in (r.start, r.end)]
        days = sorted(day for when in whens for day in (when.earliest, when.latest) if day)
        months = _months(days[0], days[-1]) if days else []
        if months == self._months:
            return
        self._months = months if len(months) > 1 else []
        self._moving = True
        self.slider.max = max(len(self._months), 1)
        self.slider.value = self.slider.max
        self._moving = False
        self.day = None

    def _slide(self, at: int) -> None:
        if not self._moving and self._months:
            self.day = self._months[at] if at < len(self._months) else None
            self._draw()


def _months(first: date, last: date) -> list[date]:
    start = first.replace(day=1)
    count = (last.year - first.year) * 12 + last.month - first.month + 2
    return [day for at in range(count) if (day := add_months(start, at))]


def _nothing_to_draw() -> dict[str, Any]:
    words = "The genogram is drawn here<br>when the first person is there."
    note = {"text": words, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    hidden = {"visible": False}
    return {"data": [], "layout": {"height": 300, "xaxis": hidden, "yaxis": hidden, "annotations": [note]}}


def family_panel(folder: Path, *, changed: Callable[[], None]) -> FamilyPanel:
    """Return the family of a case to be edited; ``changed`` is called when it has been saved."""
    return FamilyPanel(folder, changed=changed)
