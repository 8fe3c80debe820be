"""The lanes of the explore page: drawn once for what is shown, and only their cursor moved with the day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from workbench.chronology import Case
from workbench.figures.timeline import moved_cursor, timeline_spec
from workbench.pages import views
from workbench.pages.figure import Figure
from workbench.pages.selection import Selection

HEIGHT = 560
"""Of the lanes in pixels; in projector mode they take what they need."""


class Lanes:
    """The swimlane chronology of one page."""

    def __init__(self) -> None:
        self.figure = Figure(height=0)

    def show(
        self,
        case: Case,
        *,
        lit: Collection[str],
        chosen: Selection,
        day: date | None,
        days: tuple[date, date] | None,
        hidden_after: date | None,
        held: Mapping[str, str] | None,
        held_by: str,
        projector: bool,
    ) -> None:
        """Draw the entries of ``case`` on the axis of ``days``; see `workbench.figures.timeline`."""
        since, until = days or (None, None)
        lanes = timeline_spec(
            case,
            selected=frozenset(lit),
            focus=chosen.id if chosen.kind == "entry" and chosen.id in case.entries.index else None,
            day=day,
            since=since,
            until=until,
            projector=projector,
            height=None if projector else HEIGHT,
            shown_to=hidden_after,
            held=held,
            held_by=held_by,
        )
        self.figure.show(lanes, alt=f"Chronology in lanes by agency: {views.amount(case)}.")

    def move(self, day: date | None) -> None:
        """Move the date cursor."""
        self.figure.move(moved_cursor(self.figure.spec["layout"], day))
