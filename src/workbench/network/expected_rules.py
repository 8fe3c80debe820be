"""The rules of expected contacts as data, and until when each of them waits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.chronology import Case
from workbench.standards import Rule, Standard, in_force
from workbench.standards.working_days import days_after, months_after, working_days_after

HOURS_IN_A_DAY = 24


@dataclass(frozen=True, slots=True)
class ExpectedRule:
    """One rule of expected.toml, which says what each field means."""

    id: str
    title: str
    standards: tuple[str, ...]
    after: tuple[str, ...]
    recorded_as: frozenset[str]
    pattern: str = ""
    days_before: int = 0
    look_working_days: int = 0
    first_days: int = 0
    """Of a status: after so many days from its beginning another figure holds, and nothing is expected."""

    def in_force(self, case: Case, day: date) -> Rule | None:
        """Return the standard that applied in the case's nation on a day, or the nearest later one."""
        return in_force(self.standards, case.folder.jurisdiction, day, case.folder.standards)

    def until(self, standard: Standard, day: date, jurisdiction: str) -> date:
        """Return the last day on which what is expected from ``day`` on would be in time."""
        figure = standard.within
        if figure is None:
            return working_days_after(day, self.look_working_days, jurisdiction=jurisdiction)
        if standard.unit == "working_days":
            return working_days_after(day, figure, jurisdiction=jurisdiction)
        if standard.unit == "months":
            return months_after(day, figure)
        return days_after(day, -(-figure // HOURS_IN_A_DAY) if standard.unit == "hours" else figure)


@cache
def expected_rules() -> dict[str, ExpectedRule]:
    """Return the rules by their ids, in the order of the file."""
    text = files("workbench.network").joinpath("expected.toml").read_text(encoding="utf-8")
    return {cells["id"]: _rule(cells) for cells in tomllib.loads(text)["rule"]}


def _rule(cells: dict[str, Any]) -> ExpectedRule:
    lists: dict[str, Any] = {name: tuple(cells[name]) for name in ("standards", "after")}
    return ExpectedRule(**{**cells, **lists, "recorded_as": frozenset(cells["recorded_as"])})
