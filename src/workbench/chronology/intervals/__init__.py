"""Status, involvement, household and coverage: what held from one day to another, and what shows it.

Derived from the entries and the family, laid under what case.toml states, and
both under what people corrected (`intervals.csv`).
"""

from workbench.chronology.intervals.corrections import added, correction_of
from workbench.chronology.intervals.derived import intervals_of
from workbench.chronology.intervals.ends import Refused, end_words, read_dates, written_dates
from workbench.chronology.intervals.given import read_given
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
from workbench.chronology.intervals.overlay import Correction, Given, key_of, lay_over
from workbench.chronology.intervals.wording import dates_in_words, shown_by, title_of, whose_words

__all__ = [
    "ABSENCE", "CARE_LEAVER", "CARE_PLAN", "CORRECTED", "COVERAGE", "DERIVED", "ENQUIRY", "HOUSEHOLD",
    "INVOLVEMENT", "LOOKED_AFTER", "PLACEMENT", "REGISTERED", "SERVICE", "SORTS", "STATED", "STATUS",
    "TIMELINE", "Correction", "Days", "Given", "Interval", "Intervals", "Refused", "added", "correction_of",
    "dates_in_words", "end_words", "intervals_of", "key_of", "lay_over", "read_dates", "read_given",
    "shown_by", "title_of", "whose_words", "written_dates",
]  # fmt: skip
