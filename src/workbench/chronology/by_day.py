"""The case as it stood at the end of a day: what came later is not in it.

For a page without hindsight. An entry is in it if its date could lie on or
before the day; one without a date is not, as nobody can say. What is drawn from
the whole case (which entries belong together, how long something held) is cut
down to what is in it, never worked out anew: the same view with and without
hindsight differs by what is hidden and by nothing else.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from workbench.case import NEVER_DATED, CaseFolder, Person, When
from workbench.chronology.case import Case
from workbench.chronology.intervals import COVERAGE, Interval, Intervals
from workbench.chronology.narrowing import entries_kept
from workbench.intake.dates import long_day


@dataclass(frozen=True, eq=False)
class CaseByDay(Case):
    """A case without what came after a day."""

    whole: Case | None = None
    day: date = date.max

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The period of the whole case: an axis that grew with the day would move under the reader's eyes."""
        return self.whole.period if self.whole else None

    @cached_property
    def intervals(self) -> Intervals:
        """What had begun by the day; an end that had not surely come is not known."""
        every = self.whole.intervals if self.whole else ()
        index = self.entries.index
        return Intervals(cut for one in every if (cut := _interval_by(one, self.day, index)))

    @cached_property
    def hidden(self) -> tuple[int, int]:
        """How many entries are left out as later, and how many because they have no date."""
        if self.whole is None:
            return 0, 0
        undated = int(np.count_nonzero(self.whole.entries["scope"].to_numpy() == "undated"))
        return len(self.whole.entries) - len(self.entries) - undated, undated


def case_by(case: Case, day: date) -> CaseByDay:
    """Return a case as it stood at the end of ``day``."""
    entries = _entries_by(case.entries, day)
    index = entries.index
    own = {field.name: getattr(case, field.name) for field in fields(Case)}
    own |= {
        "folder": _folder_by(case.folder, day),
        "entries": entries,
        "people": tuple(_person_by(one, day) for one in case.people),
        "relationships": tuple(
            replace(one, end=when_by(one.end, day))
            for one in case.relationships
            if one.start.could_be_by(day)
        ),
        "problems": (),
        "contradictions": tuple(one for one in case.contradictions if all(id in index for id in one.ids)),
        "date_questions": (),
    }
    return CaseByDay(**own, whole=case, day=day)


def when_by(when: When, day: date) -> When:
    """Return a date, or none where it surely lies after a day."""
    return when if when.could_be_by(day) else NEVER_DATED


def _entries_by(entries: pd.DataFrame, day: date) -> pd.DataFrame:
    later = (entries["earliest"] > pd.Timestamp(day)).to_numpy()
    undated = (entries["scope"] == "undated").to_numpy()
    return entries_kept(entries, ~later & ~undated)


def _folder_by(folder: CaseFolder, day: date) -> CaseFolder:
    """Return the settings without what tells how it went on: title, index date, review, milestones."""
    index_date = folder.index_date if folder.index_date and folder.index_date <= day else None
    return replace(
        folder, title=f"The case as at {long_day(day)}", review_type="", index_date=index_date,
        period_to=None, milestones={}, terms_of_reference=(), source="", problems=(),
    )  # fmt: skip


def _person_by(person: Person, day: date) -> Person:
    return replace(person, birth=when_by(person.birth, day), death=when_by(person.death, day))


def _interval_by(one: Interval, day: date, index: Container[str]) -> Interval | None:
    """Return an interval that had begun; for which days timelines were supplied is no later event."""
    if one.sort == COVERAGE:
        return one
    if one.first > day:
        return None
    ended = one.until is not None and one.until[1] <= day
    rows = tuple(_kept(one.rows, index))
    if ended and len(rows) == len(one.rows):
        return one
    return replace(
        one,
        until=one.until if ended else None,
        first_row=one.first_row if one.first_row in index else "",
        last_row=one.last_row if ended and one.last_row in index else "",
        rows=rows,
        why="",
    )


def _kept(ids: tuple[str, ...], index: Container[str]) -> Iterator[str]:
    return (id for id in ids if id in index)
