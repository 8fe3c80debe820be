"""Beside the date: when the child was last seen by then, by anyone and by anyone alone."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from workbench.chronology import Case
from workbench.chronology.last_seen import ALONE, Sightings
from workbench.vocabulary.sentences import counted


class SeenByDay:
    """The records of one case that say the child was seen, made when a day is first shown."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def _sightings(self) -> dict[str, Sightings]:
        return {"seen": Sightings(self._case), "seen alone": Sightings(self._case, ALONE)}

    def words(self, day: date) -> list[tuple[str, str]]:
        """Return a sentence for each with the entry that it rests on, "" where no record says so by then."""
        said = []
        for what, sightings in self._sightings.items():
            last, by = sightings.last(day), sightings.by(day)
            if last is None:
                said.append((f"Child {what}: no record by then.", ""))
                continue
            fewest, most = last.days
            if most == 0:
                when = "on this day"
            elif fewest == most:
                when = f"{counted(fewest, 'day')} before"
            else:
                when = f"{fewest} to {counted(most, 'day')} before"
            said.append((f"Child last {what} {when}, of {counted(by, 'record')} by then.", last.entry))
        return said
