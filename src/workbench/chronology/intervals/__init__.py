"""Status, involvement, household and coverage: what held from one day to another, and what shows it.

Derived from the entries and the family, laid under what case.toml states, and
both under what people corrected (`intervals.csv`).
"""

from workbench.chronology.intervals.derived import intervals_of
from workbench.chronology.intervals.model import (
    ABSENCE,
    CARE_LEAVER,
    CARE_PLAN,
    CORRECTED,
    COVERAGE,
    DERIVED,
    ENQUIRY,
    HOUSEHOLD,
    INVOLVEMENT,
    LOOKED_AFTER,
    PLACEMENT,
    REGISTERED,
    SERVICE,
    SORTS,
    STATED,
    STATUS,
    TIMELINE,
    Days,
    Interval,
    Intervals,
)

__all__ = [
    "ABSENCE", "CARE_LEAVER", "CARE_PLAN", "CORRECTED", "COVERAGE", "DERIVED", "ENQUIRY", "HOUSEHOLD",
    "INVOLVEMENT", "LOOKED_AFTER", "PLACEMENT", "REGISTERED", "SERVICE", "SORTS", "STATED", "STATUS",
    "TIMELINE", "Days", "Interval", "Intervals", "intervals_of",
]  # fmt: skip
