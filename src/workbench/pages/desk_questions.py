"""What the files leave open: dates that could mean two things, headings, and words of the case's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.case import CaseError, DateGiven, choose_columns, explain_words, give_dates, in_short
from workbench.chronology import Case
from workbench.coding.glossary import unknown_words
from workbench.intake import BY_CELLS, FIELDS, Timeline, read_date
from workbench.intake.identity import keys
from workbench.pages.questions import Question, Questions
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary import AGENCY_TYPES

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

SURE = 0.95
"""A heading matched less surely than this is asked about."""
UNSURE, EVERY = "", "every"
_FIELD_OPTIONS = (
    *((name.replace("_", " "), name) for name in FIELDS),
    ("none of these: keep it beside the entry", ""),
)


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
        sections = [
            widgets.VBox([self._heads[0], self.dates]),
            widgets.VBox([self._heads[1], self.words]),
            widgets.VBox([self._heads[2], self.which, self.columns]),
        ]
        for section in sections:
            section.add_class("wb-card")
            section.add_class("wb-section")
        self.box = widgets.VBox([self.head, *sections])
        self.box.add_class("wb-part")
        self._of: tuple[Case, int] | None = None

    def count(self) -> int:
        """Return how many questions are open."""
        if self.desk.case is None:
            return 0
        self._prepare(self.desk.case)
        return self._of[1] if self._of else 0

    def show(self) -> None:
        """Ask what the case leaves open as it was read last."""
        case = self.desk.case
        if case is not None:
            self._prepare(case)
        note = "" if case is not None else "There is nothing to ask yet. Bring in a timeline first."
        if self.desk.sample:
            note = "This is a sample case. Make a copy of your own under “Timelines” to answer in it."
        self.head.html = written("notes.html", notes=[note] if note else [], tone="")

    def _prepare(self, case: Case) -> None:
        if self._of is not None and self._of[0] is case:
            return
        dates, words = list(date_questions(case)), list(word_questions(case))
        self.dates.ask(dates)
        self.words.ask(words)
        labels = [(f"all of {case.agencies[t.agency].label}", t.agency) for t in case.timelines]
        self.which.options = [("those that are not sure", UNSURE), *labels]
        unsure = self._ask_columns()
        heads = (
            ("Dates", dates, "Nothing is changed until you say so. What you say is kept with the case."),
            ("Words and initials", words, "Say once whom or what a word means in this case."),
            ("Columns", unsure, "What the headings of the files were read as."),
        )
        for sheet, (title, asked, about) in zip(self._heads, heads, strict=True):
            sheet.html = written("section.html", title=title, count=len(asked), about=about)
        self._of = (case, len(dates) + len(words) + len(unsure))

    def _ask_columns(self) -> list[Question]:
        case = self.desk.case
        if case is None:
            return []
        asked = list(column_questions(case, only=self.which.value or ""))
        self.columns.ask(asked)
        return asked

    # Answers

    def _answer_date(self, id: str, meaning: str) -> None:
        case, agency, row = self._entry(id)
        when = read_date(meaning, born=case.born)
        question = self.dates.question(id)
        if when.problem:
            self.dates.change(replace(question, problem=when.problem))
            return
        timeline = _timeline(case, agency)
        text = timeline.fields["date"][row - 1]
        given = DateGiven(agency, keys(timeline)[row - 1], row, text, meaning)
        self._keep(
            self.dates, question, f"Read as {meaning}.",
            lambda: give_dates(self.desk.folder, [given], who=self.desk.who()),
        )  # fmt: skip

    def _answer_word(self, word: str, means: str) -> None:
        question = self.words.question(word)
        label = next((label for label, value in question.options if value == means), means)
        self._keep(
            self.words, question, f"{word}: {label}.",
            lambda: explain_words(self.desk.folder, {word: means}, who=self.desk.who()),
        )  # fmt: skip

    def _answer_column(self, id: str, field: str) -> None:
        agency, _, heading = id.partition(":")
        question = self.columns.question(id)
        said = f"Read as {field.replace('_', ' ')}." if field else "Kept beside the entry."
        self._keep(
            self.columns, replace(question, value=field), said,
            lambda: choose_columns(self.desk.folder, agency, {heading: field}, who=self.desk.who()),
        )  # fmt: skip

    def _keep(self, where: Questions, question: Question, said: str, keep) -> None:
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
        self.desk.changed()

    def _entry(self, id: str) -> tuple[Case, str, int]:
        assert self.desk.case is not None
        agency, _, row = id.rpartition(":")
        return self.desk.case, agency, int(row)


def _timeline(case: Case, agency: str) -> Timeline:
    return next(timeline for timeline in case.timelines if timeline.agency == agency)


def _place(case: Case, agency: str, line: int, part: str = "") -> str:
    return f"{case.agencies[agency].label}, {part + ', ' if part else ''}row {line}"


def date_questions(case: Case) -> Iterator[Question]:
    """Yield a question for each date that could mean something else, or nothing that can be read."""
    doubted = set()
    for asked in case.date_questions:
        doubted.add(f"{asked.agency}:{asked.row}")
        words = in_short(str(case.entries.at[f"{asked.agency}:{asked.row}", "event"]), letters=90)
        yield Question(
            id=f"{asked.agency}:{asked.row}",
            title=f"{_place(case, asked.agency, asked.line, asked.part)}: “{asked.text}”",
            detail=f"{asked.why} The entry: {words}",
            likely=asked.likely,
            likely_label=f"It means {asked.likely}" if asked.likely else "",
            writes="another date",
            leaves="It is right as written",
            leaves_value=asked.text,
        )
    undated = case.entries.loc[case.entries["scope"] == "undated"]
    texts = undated[["agency", "line", "part", "date_text", "event"]].to_dict("index")
    for id, row in texts.items():
        if id not in doubted:
            text = str(row["date_text"]).strip()
            yield Question(
                id=str(id),
                title=f"{_place(case, str(row['agency']), int(row['line']), str(row['part']))}: "
                + (f"“{text}” cannot be read as a date" if text else "no date"),
                detail=f"The entry: {in_short(str(row['event']), letters=90)}",
                writes="early May 2018",
            )


def word_questions(case: Case) -> Iterator[Question]:
    """Yield a question for each word of the case's own that could mean a person or an agency."""
    people = [(person.label, f"person:{person.id}") for person in case.people]
    agencies = [(agency.label, f"agency:{slug}") for slug, agency in case.agencies.items()]
    there = {agency.type for agency in case.agencies.values()}
    others = [
        (f"{kind.label} (sent no timeline)", f"agency:{code}")
        for code, kind in AGENCY_TYPES.items()
        if code not in there and code != "other"
    ]
    options = (*people, *agencies, *others, ("nobody: it means nothing here", ""))
    for asked in unknown_words(case.entries, case.agencies, case.people):
        if asked.word in case.answers.glossary:
            continue
        first = (
            in_short(str(case.entries.at[asked.entries[0], "event"]), letters=110) if asked.entries else ""
        )
        yield Question(
            id=asked.word,
            title=f"{asked.word}, in {asked.count} of {len(case.entries)} entries",
            detail=f"{asked.why} First in {asked.entries[0]}: {first}" if asked.entries else asked.why,
            likely=asked.guess,
            likely_label=f"It means {asked.guess_label}" if asked.guess else "",
            options=options,
        )


def column_questions(case: Case, *, only: str = "") -> Iterator[Question]:
    """Yield a question for each heading that is not sure, or for all headings of one agency's file."""
    for timeline in case.timelines:
        if only and timeline.agency != only:
            continue
        for heading, field in timeline.columns.items():
            match = timeline.matches.get(heading)
            cells = timeline.others.get(heading) if not field else timeline.fields.get(field)
            if timeline.waits:
                cells = [timeline.examples[heading]]
            unsure = (match is None and bool(cells)) or (match is not None and match.sure < SURE)
            if (
                not only
                and not timeline.waits
                and (not unsure or (match is not None and match.like == "chosen"))
            ):
                continue
            example = in_short(next(filter(str.strip, cells or ()), ""), letters=80)
            yield Question(
                id=f"{timeline.agency}:{heading}",
                title=f"{case.agencies[timeline.agency].label}, column “{heading}”",
                detail=_how_read(field, match) + (f" First cell: {example}" if example else ""),
                options=_FIELD_OPTIONS,
                value=field,
            )


def _how_read(field: str, match) -> str:
    if not field:
        return "Not understood."
    words = field.replace("_", " ")
    if match is not None and match.like == "chosen":
        return f"Read as {words}, as the panel chose."
    if match is not None and match.like == BY_CELLS:
        return f"Read as {words}, {round(100 * match.sure)} % sure, by what stands in its cells."
    if match is not None and match.like:
        return f"Read as {words}, {round(100 * match.sure)} % sure: it resembles “{match.like}”."
    return f"Read as {words}."
