"""Rows that belong together because they follow one another closely: one point, not many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from workbench.gaps.entry import Entry

Group = TypeVar("Group", bound=Sequence[Entry])


def in_series(groups: Sequence[Group], *, days: int) -> list[list[Group]]:
    """Return dated groups of rows in series with at most ``days`` from one group to the next."""
    found: list[list[Group]] = []
    for group in sorted(groups, key=lambda rows: rows[0].at):
        if found and (group[0].first - found[-1][-1][-1].last).days <= days:
            found[-1].append(group)
        else:
            found.append([group])
    return found
