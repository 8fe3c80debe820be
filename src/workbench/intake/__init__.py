"""Files in, entries out: dates, columns, one reader per format, and what went wrong."""

from workbench.intake.assembling import Timeline
from workbench.intake.column_cells import BY_CELLS
from workbench.intake.columns import FIELDS, match_columns
from workbench.intake.dates import duration_in_days, read_date, show, show_duration
from workbench.intake.family import read_people, read_relationships
from workbench.intake.gedcom import read_gedcom, read_gedcom_bytes, role_labels
from workbench.intake.identity import by_row, keys, keys_of
from workbench.intake.pasted import read_pasted
from workbench.intake.timeline import read_timeline

__all__ = [
    "BY_CELLS", "FIELDS", "Timeline", "by_row", "duration_in_days", "keys", "keys_of", "match_columns",
    "read_date", "read_gedcom", "read_gedcom_bytes", "read_pasted", "read_people", "read_relationships",
    "read_timeline", "role_labels", "show", "show_duration",
]  # fmt: skip
