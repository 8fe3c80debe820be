"""What a detector says of itself, as its page has it: the settings stand as numbers in the sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.gaps import Pattern
from workbench.gaps.wording import day_words
from workbench.standards import Standard

UNITS = ("working_days", "days", "months")
NOT_SET = "not set: the figure of the guidance"


def cell(text: str) -> str:
    """Return a text that can stand in a cell of a Markdown table, or in a sentence."""
    return re.sub(r"([|*_`<>\[\]])", r"\\\1", " ".join(text.split()))


def with_numbers(text: str, settings: Mapping[str, Any]) -> str:
    """Return a sentence of a docstring with "``working_days``" as "**10 working days**".

    A setting that is not set keeps its name: the sentence says what counts then.
    """

    def shown(found: re.Match[str]) -> str:
        value = settings.get(found[1])
        return f"`{found[1]}`" if value is None else f"**{value_words(found[1], value)}**"

    return re.sub(r"``(\w+)``", shown, text)


def value_words(name: str, value: Any) -> str:
    """Return what a setting is, with the unit that its name holds: "5 working days after"."""
    if value is None:
        return NOT_SET
    number = f"{value:g}"
    unit = next((unit for unit in UNITS if re.search(rf"(^|_){unit}(_|$)", name)), "")
    if not unit:
        return number
    words = unit.replace("_", " ").removesuffix("s") if value == 1 else unit.replace("_", " ")
    before = "within " if name.startswith("within_") else ""
    after = next((f" {word}" for word in ("before", "after") if name.endswith(f"_{word}")), "")
    years = f" ({value // 12} years and {value % 12} months)" if unit == "months" and value > 24 else ""
    return f"{before}{number} {words}{years}{after}"


def settings_table(pattern: Pattern) -> list[str]:
    """Return the settings and what they are unless a case changes them."""
    if not pattern.settings:
        return ["None: it takes no number for granted beyond those of the guidance."]
    rows = [f"| `{name}` | {value_words(name, value)} |" for name, value in pattern.settings.items()]
    return [
        "Starting points, not guidance. They are moved under Thresholds on the explore page, and kept for a "
        f"case in `case.toml` under `[patterns.{pattern.pattern}]`.",
        "",
        "| setting | unless it is changed |",
        "|---|---|",
        *rows,
    ]


def standards_table(rules: list[Standard]) -> list[str]:
    """Return the standards that a pattern leans on, in its own order."""
    rows = []
    for rule in rules:
        expected = f"{cell(rule.expected)} *(after: {cell(rule.trigger.lower()[:1] + rule.trigger[1:])})*"
        linked = rule.address.startswith("http")
        source = f"[{cell(rule.source)}]({rule.address})" if linked else cell(rule.source)
        sure = f"{rule.confidence}; one area's protocol" if rule.local else rule.confidence
        cells = (rule.id, expected, _within(rule), cell(rule.jurisdiction), _in_force(rule), source, sure)
        rows.append(f"| {' | '.join(cells)} |")
    heads = "| id | what is expected | within | nation | in force | source | how sure we are |"
    return [heads, "|---|---|---|---|---|---|---|", *rows]


def _within(rule: Standard) -> str:
    figure = rule.figure() or "no time named"
    if figure.startswith("-"):
        return f"{figure[1:]} before"
    return f"{figure} (a number to reach, not a deadline)" if "threshold" in rule.tags else figure


def _in_force(rule: Standard) -> str:
    since, until = rule.applies_from, rule.applies_to
    if since is None and until is None:
        return "no dates known"
    return f"{_day('from', since)} {_day('to', until)}".strip()


def _day(word: str, day: date | None) -> str:
    return f"{word} {day_words(day)}" if day else ""
