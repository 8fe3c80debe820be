"""When a response is due by a rule of the guidance, whichever unit its figure has."""

from __future__ import annotations

from datetime import date

from workbench.gaps.records import Records
from workbench.gaps.working_days import days_after, months_after
from workbench.standards import Rule
from workbench.vocabulary.sentences import counted


def figure(records: Records, ids: tuple[str, ...], day: date) -> Rule | None:
    """Return the rule of a list for a day, where it has a figure; else None."""
    rule = records.rule(ids, day)
    return rule if rule and rule.standard.within is not None else None


def due(records: Records, rule: Rule, day: date) -> date:
    """Return the last day on which a response is in time, counted from ``day``."""
    within = rule.standard.within or 0
    if rule.standard.unit == "working_days":
        return records.working_days_after(day, within)
    return months_after(day, within) if rule.standard.unit == "months" else days_after(day, within)


def figure_words(rule: Rule) -> str:
    """Return a rule's figure as it stands in a sentence: "15 working days"."""
    return counted(rule.standard.within or 0, rule.standard.unit.replace("_", " ").removesuffix("s"))
