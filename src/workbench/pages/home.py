"""The home page: choose or make a case, bring in what the agencies sent, settle what is open."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbench.pages.address import Address
from workbench.pages.home_cases import CaseList
from workbench.pages.places import (
    CASE_VARIABLE,
    KnownCases,
    enquire_address,
    explore_address,
    own_cases_folder,
)
from workbench.pages.sheet import Sheet, written
from workbench.pages.trouble import on_trouble

if TYPE_CHECKING:
    from workbench.pages.desk import Desk


def home(own: Path | str | None = None) -> widgets.VBox:
    """Return the home page. ``own`` is the folder of this user's cases."""
    folder = Path(own) if own is not None else own_cases_folder()
    given = os.environ.get(CASE_VARIABLE)
    page = widgets.VBox()
    page.add_class("wb-page")
    address = Address()
    Home(page, address, KnownCases(Path(given) if given else None, own=folder), folder)
    return page


def user_name() -> str:
    """Return what this computer calls whoever sits here."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Home:
    """What stands on the page: the list of cases, or one case."""

    def __init__(self, page: widgets.VBox, address: Address, cases: KnownCases, own: Path) -> None:
        self.cases, self.address = cases, address
        self.desk: Desk | None = None
        self.list = CaseList(cases, own, opened=self.open)
        self.header = Sheet(look="header", label="The case")
        self.header.on_chosen(lambda _: self.show_list())
        self.who = widgets.Text(user_name(), description="Your name", continuous_update=False)
        self.who.tooltip = "Stands beside what you decide"
        self.who.add_class("wb-who")
        self.projector = widgets.ToggleButton(
            False, description="Projector", tooltip="Large type for a meeting room", layout={"width": "110px"}
        )
        self.projector.observe(
            lambda change: (page.add_class if change["new"] else page.remove_class)("wb-projector"), "value"
        )
        self.status = Sheet(look="status", label="What is being done")
        self.body = widgets.VBox()
        top = widgets.HBox([self.header, self.who, self.projector])
        top.add_class("wb-top")
        parts = widgets.VBox([top, self.status, self.body])
        parts.add_class("wb-parts")
        page.children = [parts, address]
        on_trouble(self._trouble)
        address.on_visit(self.visit)
        self.visit({})

    def visit(self, state: Mapping[str, str]) -> None:
        """Show what the address says."""
        name = state.get("case", "")
        if name in self.cases:
            self.open(name, state.get("part", ""), step=False)
        else:
            self.show_list(step=False)

    def show_list(self, *, step: bool = True) -> None:
        """Show the cases there are."""
        self.desk = None
        self.list.refresh()
        self._head("Review workbench", ["choose a case, or make one"])
        self.body.children = [self.list.box]
        if step:
            self.address.write({}, step=True)

    def open(self, name: str, part: str = "", *, step: bool = True) -> None:
        """Show one case."""
        # The list of cases needs none of what reads a case, and is there at once.
        from workbench.pages.desk import Desk

        if self.desk is None or self.desk.name != name:
            self.desk = Desk(
                name, self.cases[name], who=lambda: self.who.value.strip() or "not named", say=self.say,
                opened=self.open, turned=lambda part: self._write(name, part), headed=self._head_case,
            )  # fmt: skip
            self.body.children = [self.desk.box]
        if step:  # the address first: Back may be pressed as soon as the part is seen
            self._write(name, part or self.desk.part)
        self.desk.turn(part or self.desk.part)

    def say(self, text: str) -> None:
        """Say what is being done; "" when it is done."""
        self.status.html = written("status.html", text=text)

    def _trouble(self, words: str) -> None:
        self.status.html = written("notes.html", notes=[words], tone="problem")

    def _write(self, name: str, part: str) -> None:
        self.address.write({"case": name, "part": part}, step=True)

    def _head_case(self, title: str, facts: list[str]) -> None:
        self._head(title, facts, self.desk.name if self.desk else "")

    def _head(self, title: str, facts: list[str], name: str = "") -> None:
        values: dict[str, Any] = {"title": title, "facts": facts, "name": name}
        pages = {"explore": explore_address(name), "enquire": enquire_address(Path(name))}
        self.header.html = written("home_header.html", **values, **pages)
