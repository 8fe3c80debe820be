"""Questions about the files on a page: each with its likely answer, to be accepted, chosen or written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anywidget
import traitlets

AT_A_TIME = 25
"""Questions sent at once; a badly filled table can raise hundreds."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it stands on the page."""

    id: str
    title: str
    detail: str = ""
    likely: str = ""
    """The value that "yes" stands for; "" where nothing is likely."""
    likely_label: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """Labels and values to choose from."""
    value: str | None = None
    """The option that holds now."""
    writes: str = ""
    """An example of what can be written; "" where nothing can."""
    leaves: str = ""
    """The label of the answer that leaves everything as it is; "" where there is none."""
    leaves_value: str = ""
    said: str = ""
    """What was answered, and by whom, in words; "" where it is open."""
    problem: str = ""
    """Why the last answer could not be taken."""

    def as_json(self) -> dict[str, Any]:
        """Return what the browser needs."""
        item: dict[str, Any] = {name: getattr(self, name) for name in _AS_THEY_ARE}
        item["options"] = [list(option) for option in self.options]
        if self.value is not None:
            item["value"] = self.value
        return item


_AS_THEY_ARE = (
    "id", "title", "detail", "likely", "likely_label", "writes", "leaves", "leaves_value", "said", "problem",
)  # fmt: skip


class Questions(anywidget.AnyWidget):
    """A list of questions; an answer goes to the listener, which says what became of it."""

    _esm = Path(__file__).with_name("questions.js")
    _css = Path(__file__).with_name("questions.css")

    label = traitlets.Unicode("").tag(sync=True)
    items = traitlets.List().tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Dict({"id": "", "value": "", "n": 0}).tag(sync=True)
    asked_more = traitlets.Int(0).tag(sync=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._all: list[Question] = []
        self._shown = AT_A_TIME
        self.observe(lambda _: self._show_more(), "asked_more")

    def ask(self, questions: Sequence[Question]) -> None:
        """Show these questions in place of the present ones."""
        self._all = list(questions)
        self._send_shown()

    def question(self, id: str) -> Question:
        """Return one of the questions asked."""
        return next(question for question in self._all if question.id == id)

    def change(self, question: Question) -> None:
        """Show one question anew, in its place."""
        self._all = [question if other.id == question.id else other for other in self._all]
        self._send_shown()

    def unanswered(self) -> int:
        """Return how many of the questions have no answer yet."""
        return sum(not question.said for question in self._all)

    def on_answered(self, then: Callable[[str, str], None]) -> None:
        """Call ``then`` with the question's id and the answer."""
        self.observe(lambda change: then(change["new"]["id"], change["new"]["value"]), "answered")

    def _show_more(self) -> None:
        self._shown += AT_A_TIME
        self._send_shown()

    def _send_shown(self) -> None:
        with self.hold_sync():
            self.total = len(self._all)
            self.items = [question.as_json() for question in self._all[: self._shown]]
