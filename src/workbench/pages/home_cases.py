"""The first sight of the home page: the cases there are, and a form to make another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench.case import CaseError, new_folder, slug_of
from workbench.case.evidence import timelines_in
from workbench.case.settings import read_settings
from workbench.pages.places import (
    KnownCases,
    cases_in,
    enquire_address,
    explore_address,
    sample_cases_folder,
)
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary import JURISDICTIONS, REVIEW_TYPES


def card(name: str, folder: Path) -> dict[str, Any]:
    """Return what the list says of one case; one that cannot be read says so."""
    facts: list[str] = []
    try:
        settings = read_settings(folder / "case.toml")
        title = settings["title"] or name
        files, _ = timelines_in(folder / "timelines")
        facts.append(f"{len(files)} timeline{'s' if len(files) != 1 else ''}")
        facts += [settings["jurisdiction"]] if settings["jurisdiction"] else []
        facts += [REVIEW_TYPES[settings["review_type"]]] if settings["review_type"] else []
    except (CaseError, OSError):
        title, facts = name, ["its case.toml cannot be read"]
    pages = {"explore": explore_address(name), "enquire": enquire_address(folder)}
    return {"name": name, "title": title, "facts": facts, **pages}


class CaseList:
    """The cases by name, and a form for a new one."""

    def __init__(self, cases: KnownCases, own: Path, *, opened: Callable[[str], None]) -> None:
        self._cases, self._own, self._opened = cases, own, opened
        self.list = Sheet(look="case-list", label="Cases")
        self.list.on_chosen(lambda what: opened(what.partition(":")[2]))
        self._make_form()
        self.box = widgets.VBox([self.list, self.form])
        self.box.add_class("wb-home")

    def refresh(self) -> None:
        """List what is in the folders now."""
        samples = cases_in(sample_cases_folder())
        own: Mapping[str, Path] = {
            name: path for name, path in self._cases.items() if path != samples.get(name)
        }
        self.list.html = written(
            "case_list.html",
            own=[card(name, path) for name, path in own.items()],
            samples=[card(name, path) for name, path in samples.items() if name not in own],
            folder=str(self._own),
        )

    def _make_form(self) -> None:
        wide = {"description_width": "130px"}
        self.title = widgets.Text(description="Title", placeholder="Child A", style=wide)
        self.nation = widgets.Dropdown(
            description="Nation",
            options=[("not said: guess it from the files", ""), *((name, name) for name in JURISDICTIONS)],
            style=wide,
        )
        self.review = widgets.Dropdown(
            description="Type of review",
            options=[("not said yet", ""), *((label, code) for code, label in REVIEW_TYPES.items())],
            style=wide,
        )
        self.make = widgets.Button(description="Make the case", button_style="primary")
        self.make.on_click(lambda _: self._make_case())
        self.said = Sheet(look="notes", label="Why no case was made")
        head = Sheet(look="form-head", html=written("new_case.html"), label="A new case")
        self.form = widgets.VBox([head, self.title, self.nation, self.review, self.make, self.said])
        self.form.add_class("wb-card")
        self.form.add_class("wb-form")

    def _make_case(self) -> None:
        title = self.title.value.strip()
        name = slug_of(title)
        if not name:
            self._say("Write a title first, such as “Child A”: the case's folder is called after it.")
            return
        settings = {"title": title, "jurisdiction": self.nation.value, "review_type": self.review.value}
        try:
            new_folder(self._own / name, settings={key: said for key, said in settings.items() if said})
        except CaseError as error:
            taken = (self._own / name).exists()
            self._say(
                f"There is a case called “{name}” already. Choose another title."
                if taken
                else "; ".join(map(str, error.problems))
            )
            return
        self.title.value = ""
        self._say("")
        self._opened(name)

    def _say(self, note: str) -> None:
        self.said.html = written("notes.html", notes=[note] if note else [], tone="problem")
