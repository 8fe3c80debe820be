"""Views of the explore page that a panel has kept under a name, to show them again in a meeting."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from workbench.journal import Draft, Item, JournalError
from workbench.pages.case_journal import CaseJournal
from workbench.pages.hindsight import HIDDEN

VIEW = "view"


class KeptViews:
    """The kept views of one case: in its journal, for everybody who opens it."""

    def __init__(self, journal: CaseJournal, show: Callable[[Mapping[str, str]], None]) -> None:
        """``show`` puts the page into a state of its address."""
        self._journal, self._show = journal, show
        self.who = ""
        self.said: tuple[str, str] = ("", "")
        """What came of the last thing done: without the view's name, which can tell of later things."""

    def take(self, kind: str, what: str, now: Mapping[str, str]) -> bool:
        """Do what was chosen among the kept views; False where that is none of their things.

        ``now`` is the state of the page, kept when somebody asks for that.
        """
        if kind == "kept-who":
            self.who = " ".join(what.split())
            return True
        if kind not in ("kept-view", "keep-view", "drop-view"):
            return False
        self.said = ("", "")
        if kind == "kept-view":
            self._open(what)
        elif kind == "drop-view":
            self._drop(what)
        else:
            self._keep(what, now)
        return True

    def _open(self, id: str) -> None:
        item = self._item(id)
        if item:
            self._show(_state_of(item))

    def _keep(self, form: str, now: Mapping[str, str]) -> None:
        given = json.loads(form)
        title, self.who = (" ".join(given.get(name, "").split()) for name in ("title", "who"))
        if not title or not self.who:
            missing = "the view a name" if not title else "your name: a view is kept with who kept it"
            self.said = ("problem", f"Give {missing}. Nothing was kept.")
            return
        state = urlencode({name: value for name, value in now.items() if value})
        self._write(Draft(VIEW, {"title": title, "state": state}), "The view is kept.")

    def _drop(self, id: str) -> None:
        if not self.who:
            self.said = ("problem", "Give your name: it is kept who took a view out. Nothing was changed.")
            return
        item = self._item(id)
        if item:
            gone = Draft(item=item.id, seen=item.last, gone=True)
            self._write(gone, "The view is no longer among those kept.")

    def _write(self, draft: Draft, words: str) -> None:
        try:
            self._journal.write([draft], who=self.who)
        except JournalError as error:
            self.said = ("problem", str(error))
            return
        self.said = ("done", words)

    def _item(self, id: str) -> Item | None:
        self._journal.look()
        item = self._journal.item(id)
        if item is None or item.kind != VIEW:
            self.said = ("problem", "This view is no longer kept: somebody took it out.")
            return None
        return item

    def shown(self, *, hide_after: date | None) -> dict[str, Any]:
        """Return them for the page.

        With later things hidden, of views kept with such things in view not even the name is
        returned: "before the fracture" tells of a fracture.
        """
        self._journal.look()
        every = [item for item in self._journal.items if item.kind == VIEW]
        shown = [one for one in every if not hide_after or _knows_nothing_after(hide_after, one)]
        return {
            "count": len(shown),
            "views": [{"id": one.id, "title": one.fields["title"], "who": one.changed_by} for one in shown],
            "unnamed": len(every) - len(shown),
            "who": self.who,
            "said": self.said,
            "sample": self._journal.sample,
        }


def _state_of(item: Item) -> dict[str, str]:
    return dict(parse_qsl(str(item.fields.get("state", ""))))


def _knows_nothing_after(day: date, item: Item) -> bool:
    state = _state_of(item)
    return state.get("later") == HIDDEN and state.get("day", "9999") <= day.isoformat()
