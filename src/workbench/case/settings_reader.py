"""Reading the values of case.toml, with every problem kept and what to do about it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from workbench.case.model import Problem, in_short
from workbench.case.settings_stated import STATED

KEYS = (
    "title", "review_type", "jurisdiction", "framework", "subject", "index_date", "period",
    "agencies", "milestones", "terms_of_reference", "source", "guessed", "standards", "patterns", "journal",
    *STATED,
)  # fmt: skip
"""Every setting that case.toml may hold at its top."""


class Reader:
    """Collects the problems of one case.toml while its values are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def problem(self, key: str, problem: str, remedy: str) -> None:
        self.problems.append(Problem(self.path.name, None, key, problem, remedy, stops=True))

    def known(self, found: Mapping[str, Any], allowed: tuple[str, ...], inside: str = "") -> None:
        """Report every key that is not one of ``allowed``, with the likely spelling."""
        for key in found:
            if key in allowed:
                continue
            hint = nearest(key, allowed) or "Take it out. "
            if inside and key in KEYS:
                # TOML gives a line to the section above it, wherever its writer wanted it.
                hint = "Write it above the first [section]. "
            self.problem(inside + key, "This setting is not known.", f"{hint}Known: {', '.join(allowed)}.")

    def text(self, found: Mapping[str, Any], key: str, inside: str = "") -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            self.problem(inside + key, f"{shown(value)} is not a text.", 'Put it in quotation marks: "...".')
            return ""
        return value

    def day(self, found: Mapping[str, Any], key: str, inside: str = "") -> date | None:
        value = found.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem(inside + key, f"{shown(value)} is not a date.", "Write it as 2019-05-20.")
            return None

    def choice(self, found: Mapping[str, Any], key: str, allowed: Mapping[str, str]) -> str:
        """Return one of ``allowed`` (everyday spelling -> value), or "" with a problem."""
        value = self.text(found, key)
        if not value:
            return ""
        chosen = allowed.get(value.strip().lower())
        if chosen is None:
            codes = ", ".join(dict.fromkeys(allowed.values()))
            self.problem(
                key,
                f'"{in_short(value)}" is not known.',
                f"{nearest(value.lower(), allowed)}Use one of: {codes}.",
            )
        return chosen or ""

    def table(self, found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = found.get(key, {})
        if not isinstance(value, dict):
            self.problem(key, "This has to be a section.", f"Write [{key}] on a line of its own.")
            return {}
        return value

    def texts(self, found: Mapping[str, Any], key: str, inside: str = "") -> tuple[str, ...]:
        value = found.get(key, ())
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
            self.problem(inside + key, "This is neither a text nor a list of texts.", 'Write ["one", "two"].')
            return ()
        return tuple(values)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean ...? " for the likeliest of ``known``, or "" where none is near."""
    near = difflib.get_close_matches(in_short(word), known, 1)
    return f'Did you mean "{near[0]}"? ' if near else ""


def shown(value: Any) -> str:
    """Return a value of any type as a person would have written it in the file."""
    return json.dumps(in_short(value), ensure_ascii=False) if isinstance(value, str) else in_short(str(value))
