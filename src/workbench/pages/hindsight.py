"""With or without hindsight: the case that the page shows, whole or without what came after its day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import ipywidgets as widgets

from workbench.case import When
from workbench.chronology import Case, CaseByDay, case_by, when_by
from workbench.gaps import Gap
from workbench.genogram import Genogram
from workbench.intake.dates import long_day
from workbench.intake.dates.spans import MONTHS
from workbench.vocabulary.sentences import counted

HIDDEN = "hidden"
"""What the address says under "later" while it is hidden."""


WAITS = ("working_days", "days_after", "reply_days")
"""Parts of the names of settings that say how long a pattern waits for something."""
HOLIDAYS = 5
"""Days more than working days and weekends: as many bank holidays as lie close together at most."""

DAYS = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})")
"""A day, or a month, as everything in the workbench writes it."""


class Hindsight:
    """The button "Hide what came later", and the case as the page shows it."""

    def __init__(self, case: Case, genogram: Genogram) -> None:
        self.whole, self._genogram = case, genogram
        self.button = widgets.ToggleButton(
            False,
            description="Hide what came later",
            tooltip="Lanes, points, table and titles then show nothing after the day of the slider",
            layout={"width": "auto"},
        )
        self.by: CaseByDay | None = None
        """The case cut down to a day; None while everything is shown."""

    def on_switch(self, then: Callable[[], None]) -> None:
        """Call ``then`` when it is switched on or off."""
        self.button.observe(lambda _: then(), "value")

    def stand_at(self, day: date) -> bool:
        """Take the case as of ``day`` where later things are hidden; True if it is another now."""
        before = self.by
        if not self.button.value:
            self.by = None
        elif before is None or before.day != day:
            self.by = case_by(self.whole, day)
        return self.by is not before

    @property
    def case(self) -> Case:
        """The case as it is shown."""
        return self.by or self.whole

    @property
    def genogram(self) -> Genogram:
        """The genogram as it is shown: of what had not ended by the day, nobody is told the end."""
        return genogram_by(self._genogram, self.by.day) if self.by else self._genogram

    @property
    def words(self) -> str:
        """What is hidden, in words; "" where nothing is."""
        if self.by is None:
            return ""
        later, undated = self.by.hidden
        words = f"Hidden: {counted(later, 'entry', 'entries')} later than {long_day(self.by.day)}"
        words += f" and {undated:,} without a date" if undated else ""
        return f"{words}. A date that could lie on either side is shown."


def seen_by(gap: Gap, case: CaseByDay | None) -> bool:
    """True if all that a point rests on lies on or before the day to which a case is cut down.

    That nothing is on record of a response nobody can say before the days for it have passed.
    """
    if case is None:
        return True
    days = [day for day in (gap.since, gap.until) if day]
    if any(day + timedelta(days=_days_waited(gap)) > case.day for day in days):
        return False
    if any(day > case.day for day in _days_named(f"{gap.title} {gap.why} {gap.question}")):
        return False
    return all(id in case.entries.index for id in gap.events)


@lru_cache(maxsize=8192)
def _days_named(text: str) -> tuple[date, ...]:
    """Return the days that a text names, of a month its first."""
    return tuple(_named(text))


def _named(text: str) -> Iterator[date]:
    for found in DAYS.finditer(text):
        with suppress(ValueError):
            yield date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1] or 1))


def _days_waited(gap: Gap) -> int:
    """Return for how many days, at the most, a pattern waits for a response after what it starts from."""
    waits = {
        name: number
        for name, number in gap.settings.items()
        if isinstance(number, int) and any(word in name for word in WAITS) and "before" not in name
    }
    days = (round(n * 7 / 5) + HOLIDAYS if "working" in name else n for name, n in waits.items())
    return max(days, default=0)


def genogram_by(genogram: Genogram, day: date) -> Genogram:
    """Return a genogram in which an end that surely lies after ``day`` is not told; nobody moves."""

    def end(when: When) -> When:
        return when_by(when, day)

    return replace(
        genogram,
        unions=tuple(
            replace(one, spans=tuple(replace(span, end=end(span.end)) for span in one.spans))
            for one in genogram.unions
        ),
        links=tuple(replace(one, end=end(one.end)) for one in genogram.links),
        ties=tuple(replace(one, end=end(one.end)) for one in genogram.ties),
        households=tuple(
            replace(home, members=tuple(replace(one, end=end(one.end)) for one in home.members))
            for home in genogram.households
        ),
    )
