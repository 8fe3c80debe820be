"""How each service writes: what it calls people and others, its short forms, its columns and dates."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._planted.script import AGENCIES

VOICES: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "voices.toml").read_text(encoding="utf-8"))
DATES = ("slashes", "slashes", "dots", "words", "short", "iso")


@dataclass
class Voice:
    """One agency's way of writing in one case: the same from its first entry to its last."""

    agency: str
    words: Mapping[str, str]
    short: Mapping[str, str]
    terse: bool
    dates: str
    response_column: bool
    headings: tuple[str, str]
    newest_first: bool

    def sentence(self, text: str, more: Mapping[str, str], dice: random.Random) -> tuple[str, str]:
        """Return the event and the response as this agency writes them."""
        filled = text.format_map(_Filled({**VOICES["details"], **self.words, **more}, dice))
        for long, brief in self.short.items():
            if dice.random() < 0.6:
                filled = re.sub(rf"\b{long}\b", brief, filled, flags=re.IGNORECASE)
        if self.terse:
            filled = re.sub(r"\b(?:the|a|an) ", "", filled)
        event, _, response = (part.strip() for part in filled.partition(">>"))
        if response and not self.response_column:
            event, response = f"{event} {_capital(response)}", ""
        return _capital(event), _capital(response)


class _Filled(dict):
    """Gives each slot of a text one of its words."""

    def __init__(self, words: Mapping[str, Any], dice: random.Random) -> None:
        super().__init__(words)
        self._dice = dice

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        return value if isinstance(value, str) else self._dice.choice(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def voice_of(agency: str, *, infant: bool, dice: random.Random) -> Voice:
    """Return how an agency (by its short name) writes in one case."""
    own = VOICES["voice"].get(VOICES["family_of"].get(agency, "plain"))
    words = {name: dice.choice(ways) for name, ways in {**VOICES["people"], **own.get("people", {})}.items()}
    if infant:
        words["child"] = dice.choice(VOICES["infant"])
    words |= {name: dice.choice(VOICES["called"][name]) for name in AGENCIES}
    return Voice(
        agency=agency,
        words=words,
        short=own.get("short", {}),
        terse=own.get("terse", False),
        dates=dice.choice(DATES),
        response_column=dice.random() < own.get("response_column", 0.7),
        headings=tuple(dice.choice(VOICES["headings"])),
        newest_first=dice.random() < 0.1,
    )
