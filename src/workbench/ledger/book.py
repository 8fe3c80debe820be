"""The ledger of a case: made once, from its links."""

from __future__ import annotations

from workbench.case import collector_paused
from workbench.chronology import Case
from workbench.ledger.links import Links, links_of
from workbench.ledger.model import Ledger
from workbench.ledger.rows import Rows
from workbench.ledger.steps import Steps


@collector_paused()
def ledger(case: Case, links: Links | None = None) -> Ledger:
    """Return every piece of information that was passed, or that a record says was passed."""
    found = links or links_of(Rows(case))
    steps = Steps(found.rows)
    columns = found.rows.columns
    silent = sum(
        not told and not heard for told, heard in zip(columns["told"], columns["heard_from"], strict=True)
    )
    return Ledger(tuple(map(steps.message, found.links)), len(found.rows), silent)
