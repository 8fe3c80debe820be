"""Statuses, involvement, households and coverage of a case: what shows each, to be corrected by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.case import CaseError, IntervalGiven, give_intervals
from workbench.case.answers import INTERVALS
from workbench.case.decision_history import undo
from workbench.chronology import Case
from workbench.chronology.intervals import (
    CORRECTED,
    COVERAGE,
    HOUSEHOLD,
    INVOLVEMENT,
    SERVICE,
    STATUS,
    TIMELINE,
    Interval,
    Refused,
    added,
    correction_of,
    dates_in_words,
    key_of,
    shown_by,
    title_of,
    written_dates,
)
from workbench.pages.questions import Question, Questions
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary import STATUSES

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

SORTS = {
    STATUS: "Statuses",
    INVOLVEMENT: "Agencies at work with the family",
    HOUSEHOLD: "Households",
    COVERAGE: "Timelines supplied",
}
AS_BEFORE, NOT_SO = "as before", "not so"
ABOUT = (
    "What the entries, the family and case.toml show to have held from one day to another. Write other "
    "dates, leave out an end that nobody knows, or say that it was not so. What you say is kept with your "
    "name in intervals.csv, and can be undone."
)


class IntervalsCard:
    """The intervals of one sort at a time; each can be given other dates, taken out, or taken back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.head = Sheet(look="notes", label="Statuses and other intervals")
        self.said = Sheet(look="notes", label="What became of the last correction")
        self.sort = widgets.Dropdown(
            options=[(label, sort) for sort, label in SORTS.items()], description="Show"
        )
        self.items = Questions(label="Statuses and other intervals")
        self.items.on_answered(self._answer)
        self.name = widgets.Dropdown(description="Add")
        self.whose = widgets.Dropdown(description="of")
        self.dates = widgets.Text(
            description="dates", placeholder="from 1 October 2018 until March 2019", continuous_update=False
        )
        self.add = widgets.Button(description="Add")
        self.add.on_click(lambda _: self._add())
        self.undo = widgets.Button(description="Undo your last correction", layout={"width": "max-content"})
        self.undo.on_click(lambda _: self._undo())
        self.sort.observe(lambda _: self._list(), "value")
        self.adding = widgets.HBox([self.name, self.whose, self.dates, self.add])
        self.box = widgets.VBox([self.head, self.sort, self.said, self.items, self.adding, self.undo])
        self.box.add_class("wb-card")
        self.box.add_class("wb-section")

    def show(self) -> None:
        """Show the intervals of the case as it was read last."""
        self.box.layout.display = None if self.desk.case is not None else "none"
        self.said.html = ""
        self._list()

    def _list(self) -> None:
        case = self.desk.case
        if case is None:
            return
        sort = self._sort
        found = case.intervals.of(sort)
        self.head.html = written("intervals.html", title="From when to when", about=ABOUT, none=not found)
        self.items.ask([_question(case, one) for one in found])
        self.name.options, self.whose.options = _names(sort), _whose(case, sort)
        # Who lives where is a row of the family's own table.
        self.adding.layout.display = "none" if sort == HOUSEHOLD else None

    def _answer(self, id: str, answer: str) -> None:
        case = self._case()
        one = next(one for one in case.intervals.of(self._sort) if _id(one) == id)
        dates = {AS_BEFORE: None, NOT_SO: ""}.get(answer, answer)
        problem = self._keep(lambda: correction_of(case, one, dates))
        if problem:
            self.items.change(replace(self.items.question(id), problem=problem))

    def _add(self) -> None:
        case, name, dates = self._case(), str(self.name.value or ""), self.dates.value
        whose = (str(self.whose.value),) if self.whose.value else ()
        problem = self._keep(lambda: added(case, self._sort, name, whose, dates))
        if problem:
            self.said.html = written("notes.html", notes=[problem], tone="problem")
        else:
            self.dates.value = ""

    def _undo(self) -> None:
        if self.desk.sample:
            return
        try:
            lines = undo(self.desk.folder, INTERVALS, who=self.desk.who())
        except CaseError as error:
            self.said.html = written("notes.html", notes=list(map(str, error.problems)), tone="problem")
            return
        self.desk.refresh()
        note = "Your last correction is undone." if lines else "There is nothing left of yours to undo."
        self.said.html = written("notes.html", notes=[note], tone="")

    def _keep(self, given: Callable[[], IntervalGiven]) -> str:
        """Keep a correction and read the case again; return why it could not be, "" where it was."""
        if self.desk.sample:
            return "This is a sample case: make a copy of your own first."
        try:
            give_intervals(self.desk.folder, [given()], who=self.desk.who())
        except Refused as wrong:
            return f"{wrong.problem} {wrong.remedy}"
        except CaseError as error:
            return "; ".join(f"{one.problem} {one.remedy}" for one in error.problems)
        self.desk.refresh()
        return ""

    @property
    def _sort(self) -> str:
        return str(self.sort.value)

    def _case(self) -> Case:
        assert self.desk.case is not None
        return self.desk.case


def _id(one: Interval) -> str:
    return "|".join(key_of(one))


def _question(case: Case, one: Interval) -> Question:
    corrected = one.origin == CORRECTED
    return Question(
        id=_id(one),
        title=f"{title_of(case, one)}: {dates_in_words(one)}",
        detail=shown_by(one),
        likely=AS_BEFORE if corrected else "",
        likely_label="As it was before" if corrected else "",
        writes=written_dates(one.since, one.until),
        leaves="It was not so",
        leaves_value=NOT_SO,
    )


def _names(sort: str) -> list[tuple[str, str]]:
    if sort == STATUS:
        return [(term.label, code) for code, term in STATUSES.items()]
    return {
        INVOLVEMENT: [("Work with the family", SERVICE)],
        COVERAGE: [("Timeline supplied", TIMELINE)],
    }.get(sort, [])


def _whose(case: Case, sort: str) -> Sequence[tuple[str, str]]:
    if sort in (STATUS, HOUSEHOLD):
        return [(person.label, person.id) for person in case.people]
    return [(agency.label, slug) for slug, agency in case.agencies.items()]
