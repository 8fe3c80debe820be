"""How long a period the timelines cover, against what guidance says of it."""

from __future__ import annotations

from datetime import date

from workbench.case import CaseFolder
from workbench.gaps.working_days import months_after
from workbench.intake.dates import long_day
from workbench.standards import in_force

RULES = {
    "cpr_concise": ("RV-003", "RV-004"),
    "cpr_extended": ("RV-005",),
}
"""By the kind of review: how far its timeline reaches back (practice-standards.csv), and an extension."""


def period_notes(folder: CaseFolder) -> tuple[str, ...]:
    """Return what guidance says of the period reviewed, in sentences; nothing where it says nothing."""
    incident, since = folder.index_date, folder.period_from
    ids = RULES.get(folder.review_type, ())
    if not ids or incident is None or since is None:
        return ()
    said = []
    for id in ids:
        rule = in_force((id,), folder.jurisdiction, incident, folder.standards)
        if rule is None or rule.standard.within is None:
            continue
        earliest = months_after(incident, -rule.standard.within)
        said.append(f"{_compared(since, earliest)} ({rule.cited}).")
        if since >= earliest:
            break
    return tuple(said)


def _compared(since: date, earliest: date) -> str:
    if since >= earliest:
        return f"The period reviewed begins on {long_day(since)}, within what guidance expects"
    return f"The period reviewed begins on {long_day(since)}, before {long_day(earliest)}"
