"""Pregnancies that ended in the period reviewed: the birth, the due date, and what was known late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.case import Person
from workbench.gaps.entry import Entry
from workbench.gaps.family import PREGNANCY_DAYS
from workbench.gaps.records import Records
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.intake.dates import read_date

TERM_WEEKS, EARLY_DAYS = 40, 21
"""A birth so many days before the due date, before 37 weeks, came early."""
LATE_DAYS = 84
"""A pregnancy or family that became known in the last 12 weeks became known late."""
AFTER_BIRTH_DAYS = 14
"""Rows so soon after a birth still speak of when it was due."""
LATEST_DAYS = 21
"""A birth so long after the due date is another one's."""
_DUE = re.compile(r"\b(?:edd|due date|due on|estimated date of delivery)\b\W{0,3}(?:is |of |on )?(.{6,18})")
_WEEKS = re.compile(r"\b(\d{1,2})(?:\s*\+\s*\d)?\s*(?:/\s*40\b|weeks (?:pregnant|gestation))")
_DATE = re.compile(r"\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9})[./ -]\d{2,4}|\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Pregnancy:
    """One child's birth, and when it was expected."""

    child: Person
    born_first: date
    born: date
    """The latest day that the birth could be."""
    due: date | None
    """The due date that a row names, or that weeks of gestation come to."""
    rows: tuple[Entry, ...]
    """The rows of the months before the birth that speak of the pregnancy."""

    @property
    def begins(self) -> date:
        """The first day of the pregnancy, at its longest."""
        return days_after(self.born_first, -PREGNANCY_DAYS)

    @property
    def expected(self) -> date:
        """The day by which something had to be ready: the birth, or the due date where that is later."""
        return max(self.born, self.due) if self.due else self.born

    @property
    def early(self) -> bool:
        """True where the birth came before 37 weeks, or a row says so."""
        by_date = self.due is not None and (self.due - self.born).days > EARLY_DAYS
        return by_date or any(names("born_early", row.text) for row in self.rows)

    @property
    def known_late(self) -> bool:
        """True where a row says that the pregnancy, or the family, became known late."""
        since = days_after(self.born_first, -LATE_DAYS)
        return any(
            names("known_late", row.text) or (names("came_late", row.text) and row.last >= since)
            for row in self.rows
        )

    def weeks_at(self, day: date) -> int:
        """Return the completed weeks of gestation on a day; a birth without a due date counts as at term."""
        return TERM_WEEKS - -(-((self.due or self.born) - day).days // 7)


def pregnancies(records: Records) -> Iterator[Pregnancy]:
    """Yield the pregnancies whose birth lies in the period reviewed, with a date known to the month."""
    period = records.case.period
    for child in records.case.people:
        first, last = child.birth.earliest, child.birth.latest
        if period is None or first is None or last is None or (last - first).days > 31:
            continue
        if period[0] <= first and last <= period[1]:
            until = days_after(last, AFTER_BIRTH_DAYS)
            near = records.window(days_after(first, -PREGNANCY_DAYS), until, undated=False)
            rows = tuple(row for row in near if row.first <= until and _of_pregnancy(row.text))
            yield Pregnancy(child, first, last, _due(rows, last), rows)


def _of_pregnancy(text: str) -> bool:
    return (
        "edd" in text
        or "/40" in text
        or any(
            part in text for part in ("due date", "due on", "date of delivery", "gestation", "weeks pregnant")
        )
        or names("born_early", text)
        or names("known_late", text)
        or names("came_late", text)
    )


def _due(rows: tuple[Entry, ...], born: date) -> date | None:
    """Return the last due date that a row names and that could be this birth's."""
    found: date | None = None
    for row in rows:
        day = _named(row) or _by_weeks(row)
        if day and (day - born).days < PREGNANCY_DAYS / 2 and (born - day).days <= LATEST_DAYS:
            found = day
    return found


def _named(row: Entry) -> date | None:
    said = _DUE.search(row.text)
    written = _DATE.search(said[1]) if said else None
    if written is None:
        return None
    when = read_date(written[0])
    return when.earliest if when.earliest == when.latest else None


def _by_weeks(row: Entry) -> date | None:
    said = _WEEKS.search(row.text)
    if said is None or row.first != row.last or not 4 <= int(said[1]) <= 42:
        return None
    return days_after(row.first, (TERM_WEEKS - int(said[1])) * 7)
