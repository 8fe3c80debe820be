"""A message as it stood on a day: with the steps that could have been taken by then and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbench.ledger.model import STEPS, Message, Step

_ENDS = frozenset({"sent", "received", "intended"})


def by_day(message: Message, by: date | None) -> Message | None:
    """Return a message with the steps that could have been taken by a day; None where there was none."""
    if by is None:
        return message
    kept = {
        name: step
        for name in (*STEPS, "intended")
        if (step := getattr(message, name)) is not None and _could_be_by(step, by)
    }
    if _ENDS.isdisjoint(kept):
        return None
    return replace(message, **{name: kept.get(name) for name in (*STEPS, "intended")}, not_carried=())


def _could_be_by(step: Step, by: date) -> bool:
    if step.earliest is None:
        return step.latest is not None
    return step.earliest <= by
