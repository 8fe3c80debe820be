"""The part "Who knew what, when" of the explore page: matrix, share, card as at a day, ledger, paths.

It costs nothing until somebody opens it: what it needs is imported and worked
out then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import ipywidgets as widgets

from workbench.chronology import Case
from workbench.pages.figure import Figure
from workbench.pages.narrow_panel import Kept
from workbench.pages.selection import NOTHING, Selection
from workbench.pages.sheet import Sheet, written

if TYPE_CHECKING:
    from workbench.pages.known_case import KnownCase

PART = "known"
VIEWS = {
    "matrix": "Who held which topic",
    "share": "Share held over time",
    "card": "As at the day",
    "ledger": "What was passed on",
    "paths": "What was passed on: paths",
}
FADE = {"on": True, "off": False}


@dataclass(frozen=True)
class Moment:
    """What the page stands at: its selection and its day, which this part follows."""

    chosen: Selection = NOTHING
    day: date | None = None
    hide_later: bool = False
    projector: bool = False
    kept: Kept | None = None
    """What the page is narrowed to; None for everything."""


class KnownPanel:
    """Who knew what in one case, closed until it is opened."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.open = False
        self.view = next(iter(VIEWS))
        self.whose = ""
        """The agency asked about: the one chosen on the page, or picked from the list after that."""
        self.fade = False
        """True where the lanes fade what that agency did not hold."""
        self.moment = Moment()
        self.pair = ""
        """The pair of agencies to which the ledger is narrowed, as `workbench.ledger.pair_id` says it."""
        self._all_rows = False
        self._said = ""
        self._start = 0
        self._known: KnownCase | None = None
        self.head = Sheet(look="known", label="Who knew what, when")
        self.body = Sheet(look="known", label="Who knew what, when: the view chosen")
        self.figure = Figure()
        self._shown: object = None
        """The figure that stands there: one that is shown again is not sent again."""
        self.box = widgets.VBox([self.head])
        self._write_head()

    @property
    def known(self) -> KnownCase:
        """The case's knowledge, worked out when first asked for."""
        if self._known is None:
            from workbench.pages.known_case import KnownCase

            self._known = KnownCase(self.case)
        return self._known

    # What a reader does

    def take(self, kind: str, what: str) -> bool:
        """Do what was chosen in this part; False where that is none of its own things."""
        done: dict[str, Callable[[str], None]] = {
            "part": self._open, "view": self._turn_to, "whose": self._ask_about, "fade": self._fade,
            "card": self._show_all_rows, "ledger": self._turn,
            "pair": self._follow,
        }  # fmt: skip
        if kind not in done:
            return False
        self._said = ""
        done[kind](what)
        self.show(self.moment)
        return True

    def _open(self, what: str) -> None:
        self.open = what == PART

    def _turn_to(self, view: str) -> None:
        if view in VIEWS:
            self.view = view

    def _ask_about(self, name: str) -> None:
        found = self.known.find(name)
        if found:
            self.whose, self._all_rows = found, False
        else:
            self._said += f'There is no "{name}" in this case: it neither sent a timeline nor was told.'

    def _fade(self, on: str) -> None:
        self.fade = FADE.get(on, False)

    def _show_all_rows(self, _: str) -> None:
        self._all_rows = True

    def _turn(self, where: str) -> None:
        step = self.known.lines_shown
        self._start = max(0, self._start + (step if where == "later" else -step))

    def _follow(self, pair: str) -> None:
        """Narrow the ledger to a pair of agencies and turn to it; without a pair to all of them."""
        self._narrow_to(pair)
        self.view = "ledger"

    def _narrow_to(self, pair: str) -> None:
        self.pair, self._start = pair, 0
        if pair and pair not in self.known.pairs:
            self.pair = ""
            self._said += f'No message of this case goes from one to the other of "{pair}".'

    # The address

    @property
    def state(self) -> dict[str, str]:
        """What the address says of this part; nothing while it is closed."""
        if not self.open:
            return {}
        state = {"part": PART, "view": self.view, "whose": self.whose, "pair": self.pair}
        return state | {"fade": "on" if self.fade else ""}

    def visit(self, state: Mapping[str, str], chosen: Selection) -> None:
        """Stand as an address says; what it names and is not here is said in words."""
        self._said = ""
        self.open = state.get("part") == PART
        self.fade = self.open and state.get("fade") == "on"
        self.view = state["view"] if state.get("view") in VIEWS else next(iter(VIEWS))
        if self.open and state.get("view", self.view) != self.view:
            self._said = f'There is no view "{state["view"]}" here: this is the first one. '
        self.whose = self.pair = ""
        self.choose(chosen)
        if self.open and state.get("whose"):
            self._ask_about(state["whose"])
        if self.open and state.get("pair"):
            self._narrow_to(state["pair"])

    # What is shown

    def choose(self, chosen: Selection) -> None:
        """Follow the page's selection: an agency chosen there is the one asked about."""
        self._start = 0
        if chosen.kind == "agency":
            self.whose, self._all_rows = chosen.id, False
            if self.pair and chosen.id not in self.known.pairs[self.pair]:
                self.pair = ""

    @property
    def fades(self) -> bool:
        """True where the lanes show what the agency asked about held."""
        return self.open and self.fade

    def held_by_then(self) -> Mapping[str, str] | None:
        """Return how the agency asked about held each entry by the day; None where nothing is faded."""
        if not self.fades:
            return None
        return self.known.held(self.known.find(self.whose), self.moment.day)

    def held_label(self) -> str:
        """Return the name of the agency that fading is about."""
        return self.known.label(self.known.find(self.whose))

    def show(self, moment: Moment) -> None:
        """Draw the open view for where the page stands; nothing while the part is closed."""
        self.moment = moment
        self._write_head()
        if not self.open:
            self.box.children = (self.head,)
            return
        self.whose = self.known.find(self.whose)
        drawn = self.known.drawn(self.view, moment, self.whose, pair=self.pair)
        wanted = (self.head, self.figure, self.body) if drawn else (self.head, self.body)
        if drawn:
            figure, words = drawn
            if figure is not self._shown:
                self.figure.show(figure, alt=words)
            self._shown = figure
            self.figure.alt = words
            self.figure.move(self.known.moved(self.view, moment.day))
        self.body.html = self.known.written(
            self.view, moment, self.whose, all_rows=self._all_rows, start=self._start, pair=self.pair
        )
        if self.box.children != wanted:
            self.box.children = wanted

    def _write_head(self) -> None:
        if not self.open:
            self.head.html = written("known_head.html", open=False)
            return
        self.head.html = written(
            "known_head.html",
            open=True,
            views=VIEWS.items(),
            view=self.view,
            names=self.known.names,
            whose=self.known.find(self.whose),
            fade=self.fade,
            said=self._said,
            needs=self.known.needs,
            narrowed=self.moment.kept is not None,
        )
