"""One case on the home page: its parts, and the reading that all of them show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import ipywidgets as widgets

from workbench.case import CaseError, Problem
from workbench.case.settings import read_settings
from workbench.case.settings_change import add_guesses
from workbench.chronology import Case, guesses, load_case
from workbench.pages.desk_about import AboutPart
from workbench.pages.desk_codes import CodesPart
from workbench.pages.desk_family import FamilyPart
from workbench.pages.desk_questions import QuestionsPart
from workbench.pages.desk_timelines import TimelinesPart
from workbench.pages.places import is_sample
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary import REVIEW_TYPES
from workbench.vocabulary.sentences import counted


class Part(Protocol):
    """A part of the desk: shown when it is chosen, with the case as it was last read."""

    @property
    def box(self) -> widgets.Widget:
        """What stands on the page."""
        ...

    def show(self) -> None:
        """Show the case as it is now."""
        ...

    def count(self) -> int:
        """Return how many things wait there for a person."""
        ...


class Desk:
    """One case: what was brought in, what is open, what was confirmed, the family, the settings."""

    def __init__(
        self,
        name: str,
        folder: Path,
        *,
        who: Callable[[], str],
        say: Callable[[str], None],
        opened: Callable[[str], None],
        turned: Callable[[str], None],
        headed: Callable[[str, list[str]], None],
    ) -> None:
        self.name, self.folder = name, folder
        self.who, self.say, self.opened = who, say, opened
        self.turned, self._headed = turned, headed
        self.sample = is_sample(folder)
        self.case: Case | None = None
        self.problems: tuple[Problem, ...] = ()
        """What keeps the case from being read; empty where it was read."""
        self.part = "timelines"
        self._stale = True
        self.tabs = Sheet(look="tabs", label="Parts of the case")
        self.tabs.on_chosen(self._choose)
        self.open_part = widgets.VBox()
        self.box = widgets.VBox([self.tabs, self.open_part])
        self.box.add_class("wb-desk")
        self.timelines = TimelinesPart(self)
        self.questions = QuestionsPart(self)
        self.codes = CodesPart(self)
        self.family = FamilyPart(self)
        self.about = AboutPart(self)
        self._parts: dict[str, tuple[str, Part]] = {
            "timelines": ("Timelines", self.timelines),
            "questions": ("Questions", self.questions),
            "codes": ("Codes", self.codes),
            "family": ("Family", self.family),
            "about": ("About the case", self.about),
        }

    def changed(self) -> None:
        """Note that the case has to be read again; it is, as soon as something of it is shown."""
        self._stale = True
        self._show_tabs()

    def turn(self, part: str) -> None:
        """Show a part of the case, read again if anything has changed."""
        self.part = part if part in self._parts else "timelines"
        if self._stale:
            self._read()
        _, shown = self._parts[self.part]
        shown.show()
        self.open_part.children = [shown.box]
        self._show_tabs()

    def refresh(self) -> None:
        """Read the case again and show the open part anew."""
        self.changed()
        self.turn(self.part)

    def guess(self) -> None:
        """Add what the files suggest for settings that nobody stated, marked as guesses."""
        if self.case is None or self.sample:
            return
        try:
            stated = read_settings(self.folder / "case.toml")
            named = {f"agencies.{slug}" for slug in stated["agencies"]}
            given = {name for name in ("jurisdiction", "index_date") if stated[name]} | named
            given |= {"subject"} if stated["subjects"] else set()
            found = guesses(self.case, given=given)
            add_guesses(self.folder, found)
        except CaseError:
            return  # the case's settings are said to be wrong where they are shown
        if found:
            self.refresh()

    def _choose(self, what: str) -> None:
        part = what.partition(":")[2]
        self.turned(part)  # the address first: Back may be pressed as soon as the part is seen
        self.turn(part)

    def _read(self) -> None:
        self._stale = False
        self.say("Reading the case")
        try:
            self.case, self.problems = load_case(self.folder, partial=True, progress=self.say), ()
        except CaseError as error:
            self.case, self.problems = None, error.problems
        finally:
            self.say("")
        self._headed(*self._title())

    def _title(self) -> tuple[str, list[str]]:
        if self.case is None:
            return self._written_title(), []
        folder = self.case.folder
        entries, agencies = len(self.case.entries), len(self.case.timelines)
        facts = [
            f"{counted(entries, 'entry', 'entries')} of {counted(agencies, 'agency', 'agencies')}",
            *([folder.jurisdiction] if folder.jurisdiction else []),
            *([REVIEW_TYPES[folder.review_type]] if folder.review_type else []),
        ]
        return folder.title, [*facts, "sample case"] if self.sample else facts

    def _written_title(self) -> str:
        """Return the title of a case that holds nothing to be read yet."""
        try:
            return read_settings(self.folder / "case.toml")["title"] or self.name
        except CaseError:
            return self.name

    def _show_tabs(self) -> None:
        parts = [
            {"id": id, "label": label, "count": part.count()} for id, (label, part) in self._parts.items()
        ]
        self.tabs.html = written("parts.html", parts=parts, open=self.part)
