"""The table of entries: which of them it shows, in which stretch, and what is folded in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.chronology import Case
from workbench.pages import views
from workbench.pages.folding import Folding
from workbench.pages.records import by_agencies
from workbench.pages.selection import NOTHING, Selection
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary import KINDS

ROWS_SHOWN = 100
"""Rows of the table that are sent at once; the others are one click away."""


class EntryTable:
    """Every entry of a case in order, or those of them that the page is narrowed to."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.folding = Folding(case.entries)
        self.opened: set[str] = set()
        """First records of the events whose further records the reader wants to see."""
        self.all_opened = False
        self.start = 0
        self._kept: np.ndarray | None = None
        """Places of the entries that the page is narrowed to; None while it is not."""
        self.selection: Selection = NOTHING
        self.lit: tuple[str, ...] = ()
        self._lit: frozenset[str] = frozenset()
        self.sheet = Sheet(look="table", label="Entries")

    def show_case(self, case: Case, kept: pd.Index | None) -> None:
        """Take another cut of the same case, and the entries that the page is narrowed to."""
        if case is not self.case:
            self.case, self.folding = case, Folding(case.entries)
        self._kept = None if kept is None else np.flatnonzero(case.entries.index.isin(kept))
        self.start = min(self.start, max(len(self._lines()) - 1, 0) // ROWS_SHOWN * ROWS_SHOWN)

    def mark(self, selection: Selection, lit: Sequence[str]) -> None:
        """Mark what is chosen and what is lit, and go to the stretch where it begins."""
        self.selection, self.lit, self._lit = selection, tuple(lit), frozenset(lit)
        wanted = [selection.id] if selection.kind == "entry" else self.lit
        at = self.case.entries.index.get_indexer(wanted) if wanted else []
        found = np.flatnonzero(np.isin(self._lines(), [place for place in at if place >= 0]))
        if len(found):
            self.start = int(found[0]) // ROWS_SHOWN * ROWS_SHOWN

    def turn(self, where: str) -> None:
        """Show the rows "later" or "earlier"."""
        step = ROWS_SHOWN if where == "later" else -ROWS_SHOWN
        self.start = min(max(self.start + step, 0), max(len(self._lines()) - 1, 0))
        self.show()

    def fold(self, what: str) -> None:
        """Open or close the further records of one entry's event, or of "all"."""
        if what == "all":
            self.all_opened = not self.all_opened
            self.opened.clear()
        elif what in self.case.entries.index:
            self.opened ^= {self.folding.first_of(what)}
        self.show()

    def _lines(self) -> np.ndarray:
        """Return the places of the entries that have a line; what is looked for is never folded away."""
        if self._kept is not None:
            return self._kept
        if self.all_opened:
            return self.folding.lines(self.case.entries.index)
        return self.folding.lines((*self.opened, *self.lit, *self._chosen()))

    @property
    def _narrowed(self) -> bool:
        return self._kept is not None

    def _chosen(self) -> tuple[str, ...]:
        return (self.selection.id,) if self.selection.kind == "entry" else ()

    def show(self) -> None:
        """Draw the stretch of the table that the reader is at."""
        lines = self._lines()
        own = self.case.entries.iloc[lines[self.start : self.start + ROWS_SHOWN]]
        rows = [
            self._line(row, opened)
            for row, opened in zip(views.rows_of(own), self._opened(lines), strict=True)
        ]
        here = next((row for row in rows if row["chosen"]), None) or next(
            (row for row in rows if row["lit"]), None
        )
        if here:
            here["here"] = True
        self.sheet.html = written(
            "table.html",
            rows=rows,
            shown=self._amount(len(lines), len(rows)),
            earlier=self.start > 0,
            later=self.start + ROWS_SHOWN < len(lines),
            filtered=self._narrowed,
            empty="No entry fits what the page is narrowed to.",
            fold_all="" if self._narrowed or not self.folding.folded else self._fold_words(),
        )

    def _opened(self, lines: np.ndarray) -> list[bool]:
        """Return for each line of the stretch whether a further record stands below it."""
        stretch = lines[self.start : self.start + ROWS_SHOWN + 1]
        below = [] if self._narrowed else self.folding.below(stretch[:-1], stretch[1:]).tolist()
        return [*below, *(False for _ in range(len(stretch[:ROWS_SHOWN]) - len(below)))]

    def _fold_words(self) -> str:
        return "Fold records of one event" if self.all_opened else "Open all records"

    def _amount(self, lines: int, rows: int) -> str:
        total, further = len(self.case.entries), self.folding.folded
        some = f"{self.start + 1:,} to {self.start + rows:,} of {lines:,}" if lines > ROWS_SHOWN else ""
        if self._narrowed:
            shown = (
                f"{some or views.counted(lines, 'entry', 'entries')}{' chosen' if some else ''} of {total:,}"
            )
        else:
            shown = views.counted(total, "entry", "entries")
            if further:
                shown += f", {further:,} of them further records of the same event"
            if some:
                shown = f"Lines {some}: {shown}"
        return f"{shown}, in order; where dates overlap the records do not say which came first."

    def _line(self, row: views.Row, opened: bool) -> dict[str, Any]:
        case, id = self.case, row["id"]
        further = 0 if self._narrowed else self.folding.further(id)
        is_further = not self._narrowed and self.folding.first_of(id) != id
        return {
            "id": id,
            "when": views.when_in_words(row),
            "mark": "≈" if row["assumption"] else "",
            "assumption": row["assumption"],
            "age": views.age_in_words(case, row),
            "agency": views.agency_label(case, row["agency"]),
            "event": row["event"],
            "response": row["response"],
            "kind": KINDS[row["kind"]].label if row["kind"] else "",
            "kind_state": row["kind_state"],
            "child_seen": row["child_seen"],
            "told": [views.agency_label(case, token) for token in row["told"]],
            "scope": row["scope"],
            "chosen": self.selection.kind == "entry" and id == self.selection.id,
            "lit": id in self._lit,
            "here": False,
            "also_by": "" if is_further else by_agencies(case, row["same_as"]),
            "further": is_further,
            "below": further,
            # What is chosen or lit stays open.
            "fold": ""
            if not further or (opened and id not in self.opened)
            else "close"
            if opened
            else "open",
        }
