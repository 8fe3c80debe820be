"""Dates as people write them: read into intervals of days, and shown in words again."""

from workbench.intake.dates.ages import is_age
from workbench.intake.dates.reading import read_date
from workbench.intake.dates.shown import duration_in_days, show, show_duration
from workbench.intake.dates.spans import add_months, long_day, spelled

__all__ = [
    "add_months",
    "duration_in_days",
    "is_age",
    "long_day",
    "read_date",
    "show",
    "show_duration",
    "spelled",
]
