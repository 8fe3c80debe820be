"""Going through a case day by day: to the next key event, or by itself at a meeting's pace."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from workbench.chronology import Case, as_day
from workbench.gaps import Point

SECONDS = 2.0
"""How long each day stays while the case plays: long enough to say what one sees."""
SIGNIFICANT = ("significant", "critical")


def key_days(case: Case, points: Sequence[Point]) -> list[date]:
    """Return the days of key events in their order.

    Key are entries that points rest on, and those that agencies marked as significant. Of each it
    is the last day that its date can mean, so that nothing is shown too early.
    """
    entries = case.entries
    cited = {id for point in points for id in point.events}
    marked = entries["significance"].isin(SIGNIFICANT).to_numpy()
    of_points = np.fromiter((id in cited for id in entries.index), dtype=bool, count=len(entries))
    days = {as_day(day) for day in entries["latest"][marked | of_points]}
    return sorted(day for day in days if day is not None)


class Player:
    """Moves the date from key event to key event."""

    def __init__(self, move: Callable[[date], None], changed: Callable[[], None]) -> None:
        """``move`` shows a day, ``changed`` is told when playing begins or ends."""
        self._move, self._changed = move, changed
        self._task: asyncio.Task[None] | None = None

    @property
    def playing(self) -> bool:
        """True while the case plays."""
        return self._task is not None

    def step(self, days: Sequence[date], day: date | None, *, back: bool = False) -> date | None:
        """Show the key event after ``day``, or before it; None where there is none."""
        if not days:
            return None
        if day is None:
            wanted = days[-1] if back else days[0]
        else:
            at = bisect_left(days, day) - 1 if back else bisect_right(days, day)
            if not 0 <= at < len(days):
                return None
            wanted = days[at]
        self._move(wanted)
        return wanted

    def play(self, days: Sequence[date], day: date | None) -> None:
        """Begin to play after ``day``, from the start where nothing comes after it; or stop."""
        if self._task is not None:
            self.stop()
            return
        start = None if day is None or not days or day >= days[-1] else day
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a page nothing plays by itself
            self.step(days, start)
            return
        self._task = loop.create_task(self._run(days, start))
        self._changed()

    def stop(self) -> None:
        """Stop where it stands."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._changed()

    async def _run(self, days: Sequence[date], day: date | None) -> None:
        while (moved := self.step(days, day)) is not None:
            day = moved
            await asyncio.sleep(SECONDS)
        self._task = None
        self._changed()
