"""The paths of what was passed on, as figure and as plain values for the page: a row for each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from workbench.chronology import Case
from workbench.chronology.pairs.labels import agency_label
from workbench.figures.lanes import lane_order
from workbench.figures.ledger_paths import FILLED, HOLLOW, drawn_of, paths_figure
from workbench.intake.dates import long_day
from workbench.ledger import (
    BOTH,
    ENDS,
    INTENDED,
    RECEIVER,
    RECEIVER_ALONE,
    SENDER,
    SENDER_ALONE,
    STEPS,
    Ledger,
    Path,
    StepCount,
    path_words,
    paths,
)
from workbench.pages.known_ledger import COLUMNS, about_words, messages_of, silent_words
from workbench.pages.known_panel import Moment
from workbench.vocabulary.sentences import counted

ROWS_SHOWN = 80
CAUTION = (
    "What is not in the records is not shown. A wide band is much written down, not much said; a thin or "
    "hollow one does not show that little was said, or that it did not arrive."
)
LOOKS = {
    BOTH: "recorded by both",
    SENDER: "recorded by the sender only: no record of a receipt {where}",
    SENDER_ALONE: "recorded by the sender only: no timeline from the receiver for that date",
    RECEIVER: "recorded by the receiver only: no record of a sending {where}",
    RECEIVER_ALONE: "recorded by the receiver only: no timeline from the sender for that date",
    INTENDED: "only spoken of as intended",
}
"""What the look of a band's part says."""
WIDE = 46
"""The width of a sample in the key, in pixels."""


@dataclass(frozen=True)
class Shown:
    """What a moment of the page shows: how many messages there are, and the pairs of those concerned."""

    every: int
    paths: tuple[Path, ...]

    @property
    def messages(self) -> int:
        return sum(path.messages for path in self.paths)


class CasePaths:
    """The paths of one case; counted anew only where what is shown changes."""

    def __init__(self, case: Case, found: Ledger, names: Sequence[str]) -> None:
        """``names`` are the agencies in the order in which the other curves colour them."""
        self.case, self.ledger = case, found
        everybody = dict.fromkeys((*names, *found.names(case)))
        self.labels = {name: agency_label(name, case.agencies) for name in everybody}
        self.order = tuple(dict.fromkeys((*lane_order(case), *everybody)))
        self._shown: tuple[tuple[object, ...], Shown] | None = None
        self._drawn: tuple[tuple[object, ...], go.Figure] | None = None

    def shown(self, moment: Moment) -> Shown:
        """Return what is counted: filtered as the ledger's table is."""
        by = moment.day if moment.hide_later else None
        key = (moment.chosen, by, moment.kept)
        if self._shown is None or self._shown[0] != key:
            every, concerned = messages_of(self.ledger, moment.chosen, by=by, kept=moment.kept)
            self._shown = key, Shown(len(every), paths(self.ledger, concerned))
        return self._shown[1]

    def figure(self, moment: Moment, pair: str) -> tuple[go.Figure, str] | None:
        """Return the bands and what they show in words; None where there are none."""
        shown = self.shown(moment)
        if not shown.paths:
            return None
        key = (shown, pair, moment.projector)
        if self._drawn is None or self._drawn[0] != key:
            figure = paths_figure(
                shown.paths,
                self.labels,
                order=self.order,
                with_timeline=self.case.agencies,
                chosen=pair,
                by_then=moment.hide_later,
                projector=moment.projector,
            )
            self._drawn = key, figure
        both = sum(path.ends[BOTH] for path in shown.paths)
        words = (
            f"What was passed on, from senders to receivers: {_amount(shown.paths)}, {both} of "
            f"{shown.messages} recorded by both. The table below says the same in numbers."
        )
        return self._drawn[1], words

    def words(self, moment: Moment, pair: str) -> dict[str, Any]:
        """Return what stands below the figure."""
        shown, by = self.shown(moment), moment.hide_later
        where = "by then" if by else "in the timelines supplied"
        drawn = drawn_of(shown.paths, pair)
        return {
            "amount": f"{shown.messages:,} of {counted(shown.every, 'message')}, "
            f"{counted(len(shown.paths), 'pair')} of agencies",
            "about": about_words(self.case, moment.chosen),
            "narrowed": moment.kept is not None,
            "every": counted(shown.every, "message") if shown.every else "",
            "by": long_day(moment.day) if by and moment.day else "",
            "silent": "" if by else silent_words(self.ledger),
            "alone": self._alone(),
            "more": _left_out(shown.paths, drawn),
            "key": list(_key(shown, where)),
            "columns": list(COLUMNS.values()),
            "rows": [self._row(path, pair, where, by=by) for path in shown.paths[:ROWS_SHOWN]],
            "below": _amount(shown.paths[ROWS_SHOWN:]) if len(shown.paths) > ROWS_SHOWN else "",
            "caution": CAUTION,
        }

    def _alone(self) -> str:
        """Return the label of the only agency with a timeline, "" where there are several."""
        return self.labels[next(iter(self.case.agencies))] if len(self.case.agencies) == 1 else ""

    def _row(self, path: Path, pair: str, where: str, *, by: bool) -> dict[str, Any]:
        sender, receiver = self.labels[path.sender], self.labels[path.receiver]
        return {
            "id": path.id,
            "chosen": path.id == pair,
            "pair": f"{sender} to {receiver}",
            "words": path_words(path, sender, receiver, by_then=by),
            "messages": path.messages,
            "steps": [_cell(path.steps[step], where) for step in STEPS],
        }


def _amount(found: Sequence[Path]) -> str:
    messages = sum(path.messages for path in found)
    return f"{counted(len(found), 'pair')} with {counted(messages, 'message')}"


def _left_out(found: Sequence[Path], drawn: Sequence[Path]) -> str:
    """Say which pairs are not drawn; "" where all are."""
    ids = {path.id for path in drawn}
    others = [path for path in found if path.id not in ids]
    if not others:
        return ""
    are = "is" if len(others) == 1 else "are"
    return (
        f"Drawn: {_amount(drawn)}, those with the most. And {len(others):,} more "
        f"{_amount(others).partition(' ')[2]} {are} in the table only."
    )


def _cell(step: StepCount, where: str) -> dict[str, Any]:
    """Return how many messages show a step, and why the others do not."""
    notes = [f"{step.perhaps} of these perhaps"] if step.perhaps else []
    if step.no_record:
        notes.append(f"{step.no_record} of {step.of} no record {where}")
    if step.not_known:
        notes.append(f"{step.not_known} of {step.of} not known: no timeline")
    return {"count": f"{step.on_record} of {step.of}", "notes": notes}


def _key(shown: Shown, where: str) -> Iterable[dict[str, Any]]:
    """Yield the looks that occur: what they say, how often, and their sample."""
    for end in ENDS:
        number = sum(path.ends[end] for path in shown.paths)
        if number:
            filled, hollow = FILLED.get(end), HOLLOW.get(end)
            yield {
                "words": LOOKS[end].format(where=where),
                "count": f"{number:,} of {shown.messages:,}",
                "filled": [round(WIDE * share) for share in filled] if filled else [],
                "hollow": [round(WIDE * share) for share in hollow[:2]] if hollow else [],
                "dash": hollow[2].replace("px", "") if hollow else "",
            }
