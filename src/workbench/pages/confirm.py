"""The grid in which the panel confirms what the words of each entry suggest.

The browser shows the rows that it is sent and asks for what the person does;
every decision is a line in coding.csv before the grid calls it saved. All text
goes to the browser as text and is put on the page as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.case import CaseError, Coding, confirm_codes, read_answers
from workbench.case.answers import CODING
from workbench.case.decision_history import undo
from workbench.chronology import Case
from workbench.chronology.carried import Waiting, carry_over, leave_behind, waiting
from workbench.pages import confirm_view as shown
from workbench.pages.confirm_codes import LABELS, CodeGrid, Filter
from workbench.vocabulary import KINDS
from workbench.vocabulary.sentences import counted

ROWS_SHOWN = 25
"""Entries that are sent at once; the others are one key away."""

MOST_CHANGED = 20
"""Changed entries that are shown at once."""

Asked = Mapping[str, Any]
_HERE = Path(__file__).parent
SCRIPTS = ("confirm_elements.js", "confirm_picker.js", "confirm_head.js", "confirm_rows.js", "confirm.js")


class ConfirmPanel(anywidget.AnyWidget):
    """Entries with their suggested codes, to accept, correct and undo."""

    # One module of five files: what runs in a notebook cannot import from beside itself.
    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    _css = _HERE / "confirm.css"

    choices = traitlets.Dict().tag(sync=True)
    """What can be chosen: the codes of each field, the agencies and kinds to filter by."""
    view = traitlets.Dict().tag(sync=True)
    """What is shown now; see `_show`."""

    def __init__(self, case: Case, *, who: Callable[[], str], changed: Callable[[], None]) -> None:
        super().__init__()
        self.case = case
        self.grid = CodeGrid(case)
        self.filter = Filter()
        self.places = self.grid.places(self.filter)
        self.start = 0
        self.offered = "kind"
        """The field whose suggestions can be accepted in one go."""
        self.waiting: list[Waiting] = waiting(case)
        self._who, self._changed = who, changed
        self._said = {"text": "", "kind": ""}
        self._answered = 0
        present = {kind for codes in self.grid.codes["kind"] for kind in codes}
        self.choices = {
            "fields": shown.choices(case, self.grid.known),
            "agencies": [{"code": one.slug, "label": one.label} for one in case.agencies.values()],
            "kinds": [{"code": code, "label": kind.label} for code, kind in KINDS.items() if code in present],
        }
        self.on_msg(lambda _, asked, __: self.ask(asked))
        self._show()

    def ask(self, asked: Asked) -> None:
        """Do what the browser asks for; what goes wrong is said in the grid."""
        does = {
            "accept": self._accept,
            "accept_entry": self._accept_entry,
            "accept_alike": self._accept_alike,
            "correct": self._correct,
            "take_back": self._take_back,
            "undo": self._undo,
            "carry": self._carry,
            "leave": self._leave,
            "filter": self._filter,
            "offer": self._offer,
            "page": self._turn,
        }.get(asked.get("do", ""))
        if does is None:
            return
        try:
            self.grid.catch_up()
            does(asked)
        except CaseError as error:
            self._say("\n".join(map(str, error.problems)), "error")
        self._answered = asked.get("n", 0)
        self._show()

    # What can be done

    def _accept(self, asked: Asked) -> None:
        place, field = self._place(asked), asked["field"]
        self._save(self.grid.accepting([place], field), f"{LABELS[field]} of {asked['id']} confirmed")

    def _accept_entry(self, asked: Asked) -> None:
        codings = list(self.grid.accepting([self._place(asked)]))
        self._save(codings, f"{counted(len(codings), 'suggestion')} of {asked['id']} confirmed")

    def _accept_alike(self, asked: Asked) -> None:
        field, codes = asked["field"], tuple(asked["codes"])
        codings = list(self.grid.accepting(map(int, self.places), field, codes))
        if len(codings) != asked["count"]:
            # Somebody else decided meanwhile: what the button said is no longer so.
            now = f"{counted(len(codings), 'suggestion')} {'waits' if len(codings) == 1 else 'wait'}"
            self._say(f"Of these {now} now, not {asked['count']:,}. Nothing was confirmed; look again.")
            return
        what = f"{LABELS[field].lower()} {shown.labels(self.case, field, codes)}"
        self._save(codings, f"{counted(len(codings), 'suggestion')} of {what} confirmed")

    def _correct(self, asked: Asked) -> None:
        field, codes = asked["field"], tuple(dict.fromkeys(asked["codes"]))
        if not set(codes) <= set(self.grid.known[field]):
            return
        said = shown.labels(self.case, field, codes)
        coding = self.grid.coding(self._place(asked), field, codes)
        self._save([coding], f"{LABELS[field]} of {asked['id']} is now {said}")

    def _take_back(self, asked: Asked) -> None:
        place, field = self._place(asked), asked["field"]
        if (place, field) in self.grid.decided:
            coding = self.grid.coding(place, field, None)
            self._save([coding], f"{LABELS[field]} of {asked['id']} is no longer confirmed")

    def _undo(self, _: Asked) -> None:
        lines = undo(self.case.folder.path, CODING, who=self._who())
        if not lines:
            self._say("There is nothing left of yours to undo.")
            return
        if self.waiting or any(one.key[:2] not in self.grid.place_of for one in lines):
            self._look_again()
        self._saved(f"{counted(len(lines), 'code')} taken back to what was there before")

    def _carry(self, asked: Asked) -> None:
        chosen = [one for one in self._waiting_of(asked) if one.changed]
        if chosen:
            carry_over(self._case_now(), chosen, who=self._who())
            self._look_again()
            self._saved(f"The codes of {counted(len(chosen), 'entry', 'entries')} carried over")

    def _leave(self, asked: Asked) -> None:
        chosen = self._waiting_of(asked)
        if chosen:
            leave_behind(self._case_now(), chosen, who=self._who())
            self._look_again()
            self._saved(f"The codes of {counted(len(chosen), 'older entry', 'older entries')} left behind")

    def _filter(self, asked: Asked) -> None:
        known = asdict(self.filter)
        self.filter = replace(self.filter, **{name: asked[name] for name in known if name in asked})
        self.offered = self.filter.field or self.offered
        self.places, self.start = self.grid.places(self.filter), 0
        self._say("")

    def _offer(self, asked: Asked) -> None:
        self.offered = asked["field"] if asked["field"] in LABELS else self.offered

    def _turn(self, asked: Asked) -> None:
        last = max(len(self.places) - 1, 0) // ROWS_SHOWN * ROWS_SHOWN
        self.start = min(max(int(asked["start"]), 0), last)

    # How it is kept

    def _place(self, asked: Asked) -> int:
        return int(self.case.entries.index.get_loc(asked["id"]))  # type: ignore[arg-type]

    def _waiting_of(self, asked: Asked) -> list[Waiting]:
        wanted = {tuple(key) for key in asked["keys"]}
        return [one for one in self.waiting if (one.agency, one.key) in wanted]

    def _save(self, codings: Iterable[Coding], said: str) -> None:
        lines = confirm_codes(self.case.folder.path, codings, who=self._who())
        if lines:
            self._saved(said)
        else:
            self._say("Nothing was left to confirm there.")

    def _saved(self, said: str) -> None:
        self.grid.catch_up()
        self._say(f"Saved at {datetime.now():%H:%M:%S}: {said}.", "saved")
        self._changed()

    def _look_again(self) -> None:
        """See anew which entries of older files still wait."""
        self.waiting = waiting(self._case_now())

    def _case_now(self) -> Case:
        """Return the case with what people decided up to now."""
        return replace(self.case, answers=read_answers(self.case.folder.path))

    def _say(self, text: str, kind: str = "") -> None:
        self._said = {"text": text, "kind": kind}

    def _show(self) -> None:
        here = self.places[self.start : self.start + ROWS_SHOWN]
        decided, there = self.grid.progress()
        step: Sequence[Any] = self.grid.last_step(self._who())
        self.view = {
            "rows": shown.rows(self.grid, here),
            "start": self.start,
            "page": ROWS_SHOWN,
            "found": len(self.places),
            "of": len(self.case.entries),
            "filter": asdict(self.filter),
            "decided": decided,
            "suggested": there,
            "offered": self.offered,
            "offers": shown.offers(self.grid, self.offered, self.places),
            "undo": shown.undo_in_words(self.case, self.grid, step),
            "changed": shown.changed_entries(self.case, self.waiting[:MOST_CHANGED]),
            "changed_in_all": len(self.waiting),
            "said": self._said,
            "answered": self._answered,
        }


def confirm_panel(case: Case, *, who: Callable[[], str], changed: Callable[[], None]) -> ConfirmPanel:
    """Return the grid of a case; ``who`` says who decides, ``changed`` is called after what was saved.

    The grid keeps itself up to date: nobody has to load the case again for it.
    """
    return ConfirmPanel(case, who=who, changed=changed)
