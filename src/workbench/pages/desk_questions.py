"""What the files leave open: dates that could mean two things, headings, and words of the case's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.case import CaseError, DateGiven, When, choose_columns, explain_words, give_dates
from workbench.chronology import Case
from workbench.gaps.wording import span_words
from workbench.intake import Timeline, keys, read_date
from workbench.pages.field_names import FIELD_LABELS
from workbench.pages.open_questions import (
    NOBODY,
    case_names,
    column_questions,
    date_questions,
    word_questions,
)
from workbench.pages.questions import Question, Questions
from workbench.pages.sheet import Sheet, written

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

UNSURE = ""


class QuestionsPart:
    """Three lists of questions, each answered once for the whole case."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.head = Sheet(look="notes", label="Open questions")
        self.dates = Questions(label="Dates")
        self.words = Questions(label="Words and initials")
        self.columns = Questions(label="Columns")
        self.which = widgets.Dropdown(options=[("those that are not sure", UNSURE)], description="Columns")
        self.which.observe(lambda _: self._ask_columns(), "value")
        self.dates.on_answered(self._answer_date)
        self.words.on_answered(self._answer_word)
        self.columns.on_answered(self._answer_column)
        self._heads = [Sheet(look="notes", label=name) for name in ("Dates", "Words", "Columns")]
        self._sections = [
            widgets.VBox([self._heads[0], self.dates]),
            widgets.VBox([self._heads[1], self.words]),
            widgets.VBox([self._heads[2], self.which, self.columns]),
        ]
        for section in self._sections:
            section.add_class("wb-card")
            section.add_class("wb-section")
        self.box = widgets.VBox([self.head, *self._sections])
        self.box.add_class("wb-part")
        self._of: Case | None = None
        self._unsure: tuple[Case, set[str]] | None = None
        """The columns that somebody should look at, until they are settled."""

    def count(self) -> int:
        """Return how many questions are open."""
        if self.desk.case is None:
            return 0
        self._prepare(self.desk.case)
        return self.dates.unanswered() + self.words.unanswered() + self._unsure_columns

    def show(self) -> None:
        """Ask what the case leaves open as it was read last."""
        case = self.desk.case
        if case is not None:
            self._prepare(case)
        note = "" if case is not None else "There is nothing to ask yet. Bring in a timeline first."
        if self.desk.sample:
            note = "This is a sample case. Make a copy of your own under “Timelines” to answer in it."
        self.head.html = written("notes.html", notes=[note] if note else [], tone="")

    def columns_of(self, agency: str) -> None:
        """Show every column of an agency's file, above the other questions."""
        if self.desk.case is not None:
            self._prepare(self.desk.case)
            self.which.value = agency
            dates, words, columns = self._sections
            self.box.children = [self.head, columns, dates, words]

    def _prepare(self, case: Case) -> None:
        if self._of is case:
            return
        self._of = case
        self.dates.ask(list(date_questions(case)))
        self.words.ask(list(word_questions(case)))
        labels = [(f"all of {case.agencies[t.agency].label}", t.agency) for t in case.timelines]
        self.which.options = [("those that are not sure", UNSURE), *labels]
        self._ask_columns()
        self._show_heads()

    def _show_heads(self) -> None:
        heads = (
            ("Dates", self.dates.unanswered(),
             "Nothing is changed until you say so. What you say is kept with the case."),
            ("Words and initials", self.words.unanswered(), self._about_words()),
            ("Columns", self._unsure_columns, "What the headings of the files were read as."),
        )  # fmt: skip
        for sheet, (title, count, about) in zip(self._heads, heads, strict=True):
            sheet.html = written("section.html", title=title, count=count, about=about)

    def _about_words(self) -> str:
        about = "Say once whom or what a word means in this case."
        if self._of is None or self._of.people:
            return about
        names = [one.word for one in case_names(self._of)]
        if not names:
            return about
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        return f"{about} Names stand in the entries too ({shown}): add the family, then you are asked whose."

    def _ask_columns(self) -> None:
        if self._of is None:
            return
        if self._unsure is None or self._unsure[0] is not self._of:
            self._unsure = self._of, {question.id for question in column_questions(self._of)}
        self.columns.ask(list(column_questions(self._of, only=self.which.value or "")))

    @property
    def _unsure_columns(self) -> int:
        return len(self._unsure[1]) if self._unsure is not None else 0

    # Answers

    def _answer_date(self, id: str, meaning: str) -> None:
        case, agency, row = self._entry(id)
        when = read_date(meaning, born=case.born)
        question = self.dates.question(id)
        if meaning and when.problem:
            self.dates.change(replace(question, problem=when.problem))
            return
        timeline = _timeline(case, agency)
        text = timeline.fields["date"][row - 1]
        given = DateGiven(agency, keys(timeline)[row - 1], row, text, meaning)
        self._keep(
            self.dates, question, f"Read as {_in_words(when, meaning)}." if meaning else "Left undated.",
            lambda: give_dates(self.desk.folder, [given], who=self.desk.who()),
        )  # fmt: skip

    def _answer_word(self, word: str, means: str) -> None:
        question = self.words.question(word)
        label = next((label for label, value in question.options if value == means), NOBODY)
        self._keep(
            self.words, question, f"{word}: {label}.",
            lambda: explain_words(self.desk.folder, {word: means}, who=self.desk.who()),
        )  # fmt: skip

    def _answer_column(self, id: str, field: str) -> None:
        agency, _, heading = id.partition(":")
        question = self.columns.question(id)
        said = f"Read as “{FIELD_LABELS[field]}”." if field else "Kept beside the entry."
        self._keep(
            self.columns, replace(question, value=field), said,
            lambda: choose_columns(self.desk.folder, agency, {heading: field}, who=self.desk.who()),
        )  # fmt: skip

    def _keep(self, where: Questions, question: Question, said: str, keep: Callable[[], None]) -> None:
        """Say that an answer is kept only once it is on the disk."""
        if self.desk.sample:
            where.change(replace(question, problem="This is a sample case: make a copy of your own first."))
            return
        try:
            keep()
        except CaseError as error:
            where.change(replace(question, problem="; ".join(map(str, error.problems))))
            return
        where.change(replace(question, said=said, problem=""))
        if where is self.columns and self._unsure is not None:
            self._unsure[1].discard(question.id)
        self._show_heads()
        self.desk.changed()

    def _entry(self, id: str) -> tuple[Case, str, int]:
        assert self.desk.case is not None
        agency, _, row = id.rpartition(":")
        return self.desk.case, agency, int(row)


def _timeline(case: Case, agency: str) -> Timeline:
    return next(timeline for timeline in case.timelines if timeline.agency == agency)


def _in_words(when: When, meaning: str) -> str:
    """Return the days that an answer was read as, so that a slip in it is seen at once."""
    return span_words(when.earliest, when.latest) if when.earliest and when.latest else meaning
