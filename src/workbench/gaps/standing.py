"""What became of each gap: the panel's decision where it still fits, and what was decided before it changed.

A decision holds for a pattern with its settings and its rows. If a threshold
is moved, or a corrected timeline adds a row, the gap is another one: it comes
back to be looked at, with what was said of the earlier one beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.case import PointKey
from workbench.gaps.model import Gap

TO_EXPLORE = "to explore"


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided about one gap."""

    state: str
    reason: str = ""
    who: str = ""
    when: str = ""
    """The day and time, as in "2026-11-26T09:30:00Z"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one gap so far."""

    state: str = TO_EXPLORE
    reason: str = ""
    who: str = ""
    when: str = ""
    """The day and time of the decision; empty where nobody has decided."""
    earlier: Decided | None = None
    """What was decided about it before its rows or its settings changed; it counts no more."""

    @property
    def decided(self) -> bool:
        """True if somebody has decided about the gap as it is now."""
        return bool(self.when)


def standings(gaps: Iterable[Gap], decided: Mapping[PointKey, Decided]) -> dict[str, Standing]:
    """Return by the key of each gap what became of it."""
    by_row: dict[tuple[str, str], list[PointKey]] = {}
    for key in decided:
        for row in key[2].split():
            by_row.setdefault((key[0], row), []).append(key)
    found: dict[str, Standing] = {}
    for gap in gaps:
        one = decided.get(gap.decided_under)
        if one is not None:
            found[gap.key] = Standing(one.state, one.reason, one.who, one.when)
        else:
            found[gap.key] = Standing(earlier=_earlier(gap, by_row, decided))
    return found


def _earlier(
    gap: Gap, by_row: Mapping[tuple[str, str], list[PointKey]], decided: Mapping[PointKey, Decided]
) -> Decided | None:
    """Return the last decision about the same pattern on at least one of the same rows."""
    keys = {key for row in gap.events for key in by_row.get((gap.pattern, row), ())}
    return max((decided[key] for key in keys), key=lambda one: one.when, default=None)
