"""The settings of a case, those that were guessed among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.case import CaseError, CaseFolder, open_folder
from workbench.case.settings_change import Value, change_settings
from workbench.intake import read_date
from workbench.pages.desk_intervals import IntervalsCard
from workbench.pages.questions import Question, Questions
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary import AGENCY_TYPES, JURISDICTIONS, REVIEW_TYPES

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

DATES = ("index_date", "period.from", "period.to")


class AboutPart:
    """Title, nation, type of review, dates and agencies; and what held from when to when."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.head = Sheet(look="notes", label="About the case")
        self.settings = Questions(label="Settings of the case")
        self.settings.on_answered(self._answer)
        card = widgets.VBox([self.head, self.settings])
        card.add_class("wb-card")
        card.add_class("wb-section")
        self.intervals = IntervalsCard(desk)
        self.box = widgets.VBox([card, self.intervals.box])
        self.box.add_class("wb-part")

    def count(self) -> int:
        """Return how many settings are guesses."""
        return len(self.desk.case.folder.guessed) if self.desk.case is not None else 0

    def show(self) -> None:
        """Show the settings as they stand in case.toml."""
        try:
            folder = open_folder(self.desk.folder)
        except CaseError as error:
            self.settings.ask([])
            self.head.html = written("notes.html", notes=list(map(str, error.problems)), tone="problem")
            return
        guessed = len(folder.guessed)
        about = "A guess stays marked as one until somebody says that it is right, or corrects it."
        self.head.html = written("about.html", guessed=guessed, about=about, folder=str(self.desk.folder))
        self.settings.ask(list(setting_questions(folder)))
        self.intervals.show()

    def _answer(self, id: str, answer: str) -> None:
        question = self.settings.question(id)
        if self.desk.sample:
            self.settings.change(
                replace(question, problem="This is a sample case: make a copy of your own first.")
            )
            return
        try:
            change_settings(self.desk.folder, _changes(id, answer))
        except CaseError as error:
            problem = "; ".join(f"{one.problem} {one.remedy}" for one in error.problems)
            self.settings.change(replace(question, problem=problem))
            return
        self.desk.refresh()


def _changes(id: str, answer: str) -> dict[str, Value]:
    if id in DATES:
        when = read_date(answer)
        if when.earliest is None or not when.exact:
            raise CaseError.at("case.toml", f'"{answer}" is not one day.', "Write it as 20 May 2019.")
        return {id: when.earliest}
    if id.startswith("agencies."):
        is_type = answer.removeprefix(TYPE) in AGENCY_TYPES and answer.startswith(TYPE)
        return {f"{id}.type": answer.removeprefix(TYPE)} if is_type else {f"{id}.label": answer}
    return {id: answer}


def setting_questions(folder: CaseFolder) -> Iterator[Question]:
    """Yield a question for each setting, with what it is now."""
    yield _one(folder, "title", "Title", folder.title, writes="Child A")
    yield _one(
        folder, "jurisdiction", "Nation", folder.jurisdiction, options=tuple((n, n) for n in JURISDICTIONS)
    )
    types = tuple((label, code) for code, label in REVIEW_TYPES.items())
    yield _one(folder, "review_type", "Type of review", folder.review_type, options=types)
    yield _one(folder, "index_date", "Index date", _day(folder.index_date), writes="20 May 2019")
    yield _one(folder, "period.from", "Period reviewed from", _day(folder.period_from), writes="20 May 2018")
    yield _one(folder, "period.to", "Period reviewed to", _day(folder.period_to), writes="20 May 2019")
    types = tuple((kind.label, f"{TYPE}{code}") for code, kind in AGENCY_TYPES.items())
    for slug, agency in folder.agencies.items():
        file = folder.files[slug].name
        now = f"{TYPE}{agency.type}"
        question = _one(folder, f"agencies.{slug}", file, now, options=types, writes=agency.label)
        yield replace(question, title=f"{file}: {agency.label}", likely=now if question.likely else "")


TYPE = "type "
"""Stands before an answer that is an agency's type, and not its name."""


def _one(
    folder: CaseFolder,
    id: str,
    title: str,
    now: str,
    *,
    options: tuple[tuple[str, str], ...] = (),
    writes: str = "",
) -> Question:
    guessed = id in folder.guessed
    label = next((label for label, value in options if value == now), now)
    return Question(
        id=id,
        title=f"{title}: {label or 'not said'}",
        detail="Guessed from the files." if guessed else "",
        likely=now if guessed else "",
        likely_label="The guess is right" if guessed else "",
        options=options,
        value=now if now and options else None,
        writes=writes,
    )


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
