"""What the columns of a timeline are called on the page: as in the blank timeline that agencies get."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.intake import FIELDS
from workbench.pack.request import columns

_OTHERS = {
    "mode": "How (visit, phone, letter)",
    "whose_account": "Whose account",
    "reference": "Reference number",
}
FIELD_LABELS: Mapping[str, str] = {
    **{name: name.replace("_", " ").capitalize() for name in FIELDS},
    **_OTHERS,
    **{column.field: column.heading for column in columns()},
}
"""Field -> its name in the words of the template, "Response / action" for "response"."""
