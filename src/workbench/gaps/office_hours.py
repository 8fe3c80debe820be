"""Whether something became known when offices were about to close, or were closed."""

from __future__ import annotations

from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after

FRIDAY, SATURDAY = 4, 5
LATE_ON_FRIDAY = "15:00"
OPENS, CLOSES = "08:00", "18:00"


def hard_hour(records: Records, entry: Entry) -> str:
    """Return in words why the hour of an entry could narrow what was possible; "" where nothing says so.

    A day must be exact. The time of day counts where one is recorded, and otherwise what the entry says.
    """
    if entry.earliest is None or entry.earliest != entry.latest:
        return ""
    day = entry.earliest
    if day.weekday() >= SATURDAY:
        return "at a weekend"
    if not records.is_working_day(day):
        return "on a bank holiday"
    if day.weekday() == FRIDAY and (entry.time >= LATE_ON_FRIDAY or names("late_on_friday", entry.text)):
        return "late on a Friday"
    tomorrow = days_after(day, 1)
    if tomorrow.weekday() < SATURDAY and not records.is_working_day(tomorrow):
        return "on the day before a bank holiday"
    if day.weekday() == FRIDAY and not records.is_working_day(days_after(day, 3)):
        return "on the Friday before a bank holiday"
    if (entry.time and not OPENS <= entry.time < CLOSES) or names("out_of_hours", entry.text):
        return "outside office hours"
    return ""
