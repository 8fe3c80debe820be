"""Bringing in what the agencies sent, what was read of each file, and what to ask them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.case import (
    CaseError,
    add_timeline,
    copy_case,
    fingerprint,
    read_answers,
    replace_timeline,
    set_timeline_aside,
)
from workbench.chronology import FileReport, file_reports
from workbench.intake import Timeline, read_timeline
from workbench.pack import all_queries, letter_name, letters_for
from workbench.pages.download import Download
from workbench.pages.field_names import FIELD_LABELS
from workbench.pages.places import own_cases_folder
from workbench.pages.sheet import Sheet, written
from workbench.pages.staging import Staged, Staging
from workbench.vocabulary.sentences import counted

if TYPE_CHECKING:
    from workbench.pages.desk import Desk

_PARTICULAR = re.compile(r':.*| "[^"]*"', re.DOTALL)


class TimelinesPart:
    """Files in, and a report on each."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = ""
        self.asked_aside = ""
        """The agency whose file somebody asked to take out, and has not confirmed yet."""
        self.staging = Staging(
            invitation="Drop the agencies' files here, one for each agency: Word, Excel, OpenDocument or "
            "CSV. A table can also be pasted.",
            say=desk.say,
        )
        self.staging.on_changed(self._offer)
        self.bring = widgets.Button(description="Bring in", button_style="primary")
        self.bring.on_click(lambda _: self._bring_in())
        self.said = Sheet(look="notes", label="What became of the files")
        self.reports = Sheet(look="reports", label="What was read of each file")
        self.reports.on_chosen(self._choose)
        self.detail = Sheet(look="report", label="One file")
        self.detail.on_chosen(self._choose)
        self.letter = widgets.Button(description="Letter with these questions (Word)")
        self.letter.on_click(lambda _: self._give_letter())
        self.letters = widgets.Button(description="All letters")
        self.letters.on_click(lambda _: self._give_letters())
        self.copy = widgets.Button(description="Make a copy of my own to work on", button_style="primary")
        self.copy.on_click(lambda _: self._copy())
        for button in (self.bring, self.letter, self.letters, self.copy):
            button.add_class("wb-button")
        self.download = Download()
        top = [self.copy] if desk.sample else [self.staging.box, self.bring]
        self.letter_row = widgets.HBox([self.letter, self.letters])
        self.letter_row.add_class("wb-tools")
        bringing = widgets.VBox([*top, self.said])
        reading = widgets.VBox([self.reports, self.detail, self.letter_row, self.download])
        for box in (bringing, reading):
            box.add_class("wb-card")
            box.add_class("wb-section")
        self.box = widgets.VBox([bringing, reading])
        self.box.add_class("wb-part")
        self._reports: dict[str, FileReport] = {}
        self._offer()

    def count(self) -> int:
        """Return how many files wait to be brought in."""
        return len(self.staging.staged)

    def show(self) -> None:
        """Show the files of the case as they were read last."""
        case = self.desk.case
        files = case.folder.files if case is not None else {}
        self.staging.known = {slug: fingerprint(path) for slug, path in files.items()}
        self.staging.changed()
        self._reports = {report.agency: report for report in file_reports(case)} if case is not None else {}
        self._queries = all_queries(case) if case is not None else {}
        if self.chosen not in self._reports:
            self.chosen = ""
        self._show_reports()

    def _offer(self) -> None:
        staged = self.staging.staged
        count = len(staged)
        self.bring.description = f"Bring in {count} file{'s' if count != 1 else ''}" if count else "Bring in"
        self.bring.disabled = not count
        self.bring.layout.display = "" if count else "none"

    def _bring_in(self) -> None:
        problems = self.staging.problems()
        if problems:
            self.said.html = written("notes.html", notes=problems, tone="problem")
            return
        notes: list[str] = []
        refused: list[str] = []
        done: list[Staged] = []
        for number, one in enumerate(self.staging.staged, start=1):
            self.desk.say(f"Bringing in {one.dropped.name} ({number} of {self.count()})")
            try:
                notes.append(self._bring_in_one(one))
                done.append(one)
            except CaseError as error:
                refused += map(str, error.problems)
        self.desk.say("")
        self.staging.done(done)
        self.said.html = written("notes.html", notes=refused, tone="problem") + written(
            "notes.html", notes=notes, tone="done"
        )
        self.desk.refresh()
        self.desk.guess()

    def _bring_in_one(self, one: Staged) -> str:
        name = one.dropped.name
        if self.staging.known.get(one.slug) == one.sha256:
            return f"{name}: the case holds this very file already; nothing was changed."
        there = one.slug in self.staging.known
        timeline = self._read_as_before(one) if there else one.timeline
        stops = [problem for problem in timeline.problems if problem.stops]
        # What waits for its columns to be named must not take the place of a file that was read.
        if stops and (there or not timeline.waits):
            raise CaseError(*(replace(problem, file=name) for problem in stops))
        if there:
            replace_timeline(self.desk.folder, one.slug, one.dropped.path)
            return f"{name} took the place of the earlier file of {one.agency}, which is kept in “replaced”."
        add_timeline(self.desk.folder, one.dropped.path, one.agency)
        if timeline.waits:
            return (
                f"{name} was brought in as {one.agency}. Nothing of it can be read yet: "
                "say under “Questions” what its columns mean."
            )
        entries = counted(len(timeline), "entry", "entries")
        return f"{name} was brought in as {one.agency}, {entries}."

    def _read_as_before(self, one: Staged) -> Timeline:
        """Return a corrected file read with the meanings that were chosen for the columns of the first."""
        chosen = read_answers(self.desk.folder).columns.get(one.slug)
        return read_timeline(one.dropped.path, agency=one.slug, columns=chosen) if chosen else one.timeline

    def _choose(self, what: str) -> None:
        kind, _, id = what.partition(":")
        if kind == "agency":
            self.chosen = "" if id == self.chosen else id
            self._show_reports()
        elif kind == "columns":
            self.desk.questions.columns_of(id)
            self.desk.turn("questions")
            self.desk.turned("questions")
        elif kind == "aside":
            self.asked_aside = id if id != self.asked_aside else ""
            self._show_reports()
        elif kind == "set-aside" and id == self.asked_aside:
            self._set_aside(id)

    def _set_aside(self, agency: str) -> None:
        """Take a file out that should not be there; it is kept."""
        label = self._reports[agency].label if agency in self._reports else agency
        self.asked_aside = ""
        try:
            kept = set_timeline_aside(self.desk.folder, agency)
        except CaseError as error:
            self.said.html = written("notes.html", notes=list(map(str, error.problems)), tone="problem")
            return
        words = f"The file of {label} is no longer in the case. It is kept as replaced/{kept.name}."
        self.said.html = written("notes.html", notes=[words], tone="done")
        self.desk.refresh()

    def _show_reports(self) -> None:
        # A case without files is no problem yet; one whose files cannot be read is.
        stops = [str(problem) for problem in self.desk.problems if problem.file != "timelines"]
        self.reports.html = written(
            "reports.html",
            reports=list(self._reports.values()),
            asked={agency: len(asked) for agency, asked in self._queries.items()},
            chosen=self.chosen,
            stops=stops,
            of=len(self.desk.case.entries) if self.desk.case is not None else 0,
        )
        report = self._reports.get(self.chosen)
        asked = self._queries.get(self.chosen, [])
        self.detail.html = (
            written(
                "report.html",
                report=report,
                queries=asked,
                assumptions=self._assumptions(),
                labels=FIELD_LABELS,
                slug=self.chosen,
                aside="" if self.desk.sample else "asked" if self.asked_aside == self.chosen else "offered",
            )
            if report
            else ""
        )
        self.letter.layout.display = "" if asked else "none"
        self.letters.layout.display = "" if any(self._queries.values()) else "none"

    def _assumptions(self) -> list[tuple[str, int]]:
        """Return how the dates of the chosen file were read, the commonest assumption first."""
        assert self.desk.case is not None
        entries = self.desk.case.entries
        own = entries.loc[entries["agency"] == self.chosen, "assumption"]
        # What is particular to one row ("as the row above: 16 April 2018") counts by its kind.
        kinds = Counter(
            kind[0].upper() + kind[1:]
            for words in own
            for part in words.split("; ")
            if (kind := _PARTICULAR.sub("", part))
        )
        return kinds.most_common()

    def _give_letter(self) -> None:
        assert self.desk.case is not None
        for letter in letters_for(self.desk.case, only=self.chosen):
            self.download.give(letter_name(letter.agency), letter.content)

    def _give_letters(self) -> None:
        assert self.desk.case is not None
        self.desk.say("Writing the letters")
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
            for letter in letters_for(self.desk.case):
                if letter.queries:
                    bundle.writestr(letter_name(letter.agency), letter.content)
        self.desk.say("")
        self.download.give("letters.zip", content.getvalue())

    def _copy(self) -> None:
        try:
            copied = copy_case(self.desk.folder, own_cases_folder())
        except CaseError as error:
            self.said.html = written("notes.html", notes=list(map(str, error.problems)), tone="problem")
            return
        self.desk.opened(copied.name)
