"""What case.toml changes of the guidance's figures, and of what the patterns take for granted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.case.model import in_short
from workbench.case.settings_reader import Reader, nearest, shown
from workbench.standards import UNITS, Change, Changes, standards

STANDARD_KEYS = ("within", "unit", "on", "why")


def changed_standards(reader: Reader, found: Mapping[str, Any]) -> Changes:
    """Return what a case says about standards: a figure, or whether one is used, and always why."""
    changes: list[Change] = []
    for id, section in reader.table(found, "standards").items():
        inside = f"standards.{id}."
        if not isinstance(section, dict):
            reader.problem(
                f"standards.{id}",
                "This has to be a section.",
                f"Write [standards.{id}] on a line of its own.",
            )
            continue
        if not section:
            continue  # the heading that is left of a change that was taken back
        reader.known(section, STANDARD_KEYS, inside)
        if id not in standards():
            reader.problem(
                f"standards.{id}",
                f'There is no standard "{in_short(id)}".',
                f"{nearest(id, standards())}The ids stand in practice-standards.csv.",
            )
            continue
        changes.append(_change(reader, id, section, inside))
    return tuple(changes)


def _change(reader: Reader, id: str, section: Mapping[str, Any], inside: str) -> Change:
    within, on, unit = section.get("within"), section.get("on"), reader.text(section, "unit", inside)
    why = reader.text(section, "why", inside)
    if within is not None and (isinstance(within, bool) or not isinstance(within, int)):
        reader.problem(inside + "within", f"{shown(within)} is not a whole number.", "Write within = 35.")
        within = None
    if on is not None and not isinstance(on, bool):
        reader.problem(inside + "on", f"{shown(on)} is neither true nor false.", "Write on = false.")
        on = None
    if unit and unit not in UNITS:
        reader.problem(
            inside + "unit", f'"{in_short(unit)}" is not a unit.', f"Use one of: {', '.join(UNITS)}."
        )
    elif within is not None and not unit and not standards()[id].unit:
        reader.problem(inside + "unit", "The figure needs its unit.", f"Use one of: {', '.join(UNITS)}.")
    if not why.strip():
        reader.problem(inside + "why", "No reason is given.", 'Write why = "...": the panel reads it.')
    return Change(id, why.strip(), within, unit, on)


def thresholds(reader: Reader, found: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return what a case says instead of the patterns' own thresholds, by the code of the pattern.

    Which patterns and thresholds there are is known to the patterns alone; they check the names.
    """
    chosen: dict[str, dict[str, int]] = {}
    for code, section in reader.table(found, "patterns").items():
        if not isinstance(section, dict):
            remedy = f"Write [patterns.{code}] on a line of its own."
            reader.problem(f"patterns.{code}", "This has to be a section.", remedy)
            continue
        for name, value in section.items():
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                reader.problem(
                    f"patterns.{code}.{name}",
                    f"{shown(value)} is not a whole number of 0 or more.",
                    f"Write {name} = 10.",
                )
            else:
                chosen.setdefault(code, {})[name] = value
    return chosen
