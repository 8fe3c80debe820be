"""The standards that the patterns lean on, as a page shows them, and a change of one for the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workbench.case import CaseError
from workbench.chronology import Case
from workbench.gaps import CATALOGUE
from workbench.pages.views import day_in_words
from workbench.standards import Change, Changes, Standard, of_case, standards, written_in
from workbench.vocabulary.sentences import counted
from workbench.vocabulary.sentences import listed as listed_words

TOML = "case.toml"
Wanted = dict[str, str | int | None]


def listed(case: Case) -> dict[str, Any]:
    """Return the standards of the case's nation that a pattern names, in the order of the file."""
    named: dict[str, list[str]] = {}
    for pattern in CATALOGUE:
        for id in pattern.standards:
            named.setdefault(id, []).append(pattern.pattern)
    changes = {change.id: change for change in case.folder.standards}
    every = of_case(case.folder.standards)
    shown = [
        standard
        for standard in every.values()
        if standard.id in named and written_in(standard, case.folder.jurisdiction)
    ]
    uncertain = sum(standard.uncertain for standard in shown)
    return {
        "rules": [_rule(one, named[one.id], changes.get(one.id)) for one in shown],
        "of": len(every),
        "nation": case.folder.jurisdiction or "every nation (the case names none)",
        "sure": f"{counted(uncertain, 'figure')} of which we are not sure raise nothing unless switched on."
        if uncertain
        else "",
    }


def _rule(standard: Standard, patterns: Iterable[str], change: Change | None) -> dict[str, Any]:
    switched = change.on if change else None
    return {
        "id": standard.id,
        "expected": standard.expected,
        "trigger": standard.trigger,
        "clock": standard.clock,
        "responsible": standard.responsible,
        "figure": standard.figure(),
        "within": standard.within,
        "unit": standard.unit.replace("_", " "),
        "in_force": _days(standard.applies_from, standard.applies_to),
        "weight": "one area's protocol" if standard.local else standard.weight,
        "confidence": standard.confidence,
        "source": standard.source,
        "address": standard.address,
        "patterns": listed_words(patterns),
        "used": not standard.uncertain if switched is None else switched,
        "changed": standard.changed,
        "why": change.why if change else "",
    }


def _days(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return "no dates known"
    if until is None:
        return f"from {day_in_words(since)}"
    return f"from {day_in_words(since)} to {day_in_words(until)}" if since else f"to {day_in_words(until)}"


def settings_of(id: str, given: Mapping[str, str]) -> Wanted:
    """Return the settings of case.toml that a form asks for; raise CaseError where it cannot be used.

    What is as the file of standards has it is taken out of case.toml again.
    """
    standard = standards()[id]
    within, why = given.get("within", ""), " ".join(given.get("why", "").split())
    try:
        figure = int(within) if within.strip() else standard.within
    except ValueError:
        raise CaseError.at(TOML, f'"{within}" is no figure for {id}.', "Write a whole number.") from None
    used = "on" in given
    moved = None if figure == standard.within else figure
    switched = None if used is not standard.uncertain else used
    if (moved is not None or switched is not None) and not why:
        raise CaseError.at(TOML, f"No reason is given for {id}.", "Say why: the panel reads it.")
    changed = moved is not None or switched is not None
    return {
        f"standards.{id}.within": moved,
        f"standards.{id}.on": None if switched is None else switched,
        f"standards.{id}.why": why if changed else None,
    }


def changes_with(changes: Changes, id: str, wanted: Wanted) -> Changes:
    """Return a case's changes with those of one standard in place of what was said of it before."""
    within, on, why = (wanted[f"standards.{id}.{name}"] for name in ("within", "on", "why"))
    rest = tuple(change for change in changes if change.id != id)
    if why is None:
        return rest
    return (
        *rest,
        Change(
            id, str(why), within if isinstance(within, int) else None, "", None if on is None else bool(on)
        ),
    )
