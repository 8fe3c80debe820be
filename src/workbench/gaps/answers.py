"""What the patterns found in time: each response with the working days that it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.gaps.pattern import Answer, Answered, Pattern

if TYPE_CHECKING:
    from workbench.gaps.records import Records

Answers = list[tuple[Pattern, list[Answer]]]
"""Every pattern of a run so far with what it answered, in the order of the catalogue."""


def working_days_taken(records: Records, answer: Answered) -> tuple[int, int] | None:
    """Return how many working days a response took at least and at most.

    None where it stands in the same row, or a date is not known.
    """
    last = answer.entries[-1]
    other = next((entry for entry in answer.by if entry not in answer.entries), None)
    if other is None or not last.dated or not other.dated:
        return None
    return (
        max(0, records.working_days_between(last.last, other.first)),
        max(0, records.working_days_between(last.first, other.last)),
    )


def as_json(records: Records, answer: Answered) -> dict[str, Any]:
    """Return a response that was found as plain structures."""
    taken = working_days_taken(records, answer)
    return {
        "events": [entry.id for entry in answer.entries],
        "by": [entry.id for entry in answer.by],
        "working_days": list(taken) if taken else None,
    }
