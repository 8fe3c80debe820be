"""Days on and working days, as patterns count them; `workbench.standards` reckons them for every room."""

from workbench.standards.working_days import (
    days_after,
    months_after,
    working_days_after,
    working_days_between,
)

__all__ = ["days_after", "months_after", "working_days_after", "working_days_between"]
