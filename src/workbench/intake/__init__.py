"""Files in, entries out: dates, columns, one reader per format, and what went wrong."""

from workbench.intake.columns import FIELDS, match_columns
from workbench.intake.dates import duration_in_days, read_date, show, show_duration
from workbench.intake.family import read_people, read_relationships
from workbench.intake.gedcom import read_gedcom, read_gedcom_bytes, role_labels
from workbench.intake.timeline import Timeline, read_timeline

__all__ = [
    "FIELDS", "Timeline", "duration_in_days", "match_columns", "read_date", "read_gedcom",
    "read_gedcom_bytes", "read_people", "read_relationships", "read_timeline", "role_labels", "show",
    "show_duration",
]  # fmt: skip
