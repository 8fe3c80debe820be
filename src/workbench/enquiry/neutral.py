"""Words of a claim that judge, or say more than a record can, and what could stand there instead."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Hint:
    """One word or phrase that was found, and what to consider."""

    found: str
    """As it was written."""
    instead: str


def hints(text: str) -> tuple[Hint, ...]:
    """Return the words of ``text`` that are not neutral, each once, in their order.

    They are hints: a quotation may hold them. The list is ``neutral.toml``.
    """
    found: dict[str, Hint] = {}
    for match in _pattern().finditer(text.replace("\u2019", "'")):
        words = text[match.start() : match.end()]
        found.setdefault(words.lower(), Hint(words, _instead()[match.lastgroup or ""]))
    return tuple(found.values())


@cache
def _lists() -> list[dict[str, object]]:
    text = files("workbench.enquiry").joinpath("neutral.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["say"]


@cache
def _instead() -> dict[str, str]:
    return {f"g{number}": str(one["instead"]) for number, one in enumerate(_lists())}


@cache
def _pattern() -> re.Pattern[str]:
    groups = []
    for number, one in enumerate(_lists()):
        words = one["words"]
        assert isinstance(words, list)
        # The longest first: "should not have" and not "should".
        inside = "|".join(_as_pattern(word) for word in sorted(words, key=len, reverse=True))
        groups.append(rf"(?P<g{number}>{inside})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _as_pattern(word: str) -> str:
    return r"\s+".join(
        rf"{re.escape(part.rstrip('*'))}\w*" if part.endswith("*") else re.escape(part)
        for part in word.split()
    )
