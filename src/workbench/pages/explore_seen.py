"""Beside the date: when the child was last seen and quoted by then, and who lived with the child."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from workbench.chronology import Case
from workbench.chronology.at_home import Stay, at_home, stays_with_child
from workbench.chronology.last_seen import ALONE, Sightings, seen, told
from workbench.chronology.pairs.labels import person_label
from workbench.vocabulary.sentences import counted, listed


class SeenByDay:
    """What the records of one case say of the child's days, made when a day is first shown."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def _sightings(self) -> dict[str, Sightings]:
        case = self._case
        return {
            "seen": Sightings(case, seen(case)),
            "seen alone": Sightings(case, seen(case, ALONE)),
            "quoted": Sightings(case, told(case)),
        }

    @cached_property
    def _stays(self) -> tuple[Stay, ...]:
        return stays_with_child(self._case)

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
        return [*said, (self._home(day), "")]

    def _home(self, day: date) -> str:
        certain, perhaps = (
            listed(person_label(id, self._case.people) for id in ids) for ids in at_home(self._stays, day)
        )
        if not certain and not perhaps:
            return "In the home with the child: no record for this day."
        also = f"{'; ' if certain else ''}perhaps {perhaps}" if perhaps else ""
        return f"In the home with the child, as recorded: {certain}{also}."
