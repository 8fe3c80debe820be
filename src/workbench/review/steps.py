"""The steps of a review as its guidance names them, from milestones.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step that a review of some kind goes through."""

    code: str
    label: str
    standards: tuple[str, ...]
    """Guidance with a timescale for it, by id; empty where no text that was seen gives one."""
    after: str
    """The code of the step from whose day the timescale runs."""
    keeps: bool = False
    """True where the timescale says how long something goes on: it is never late."""


@dataclass(frozen=True, slots=True)
class Reality:
    """How long reviews took in practice, and who found that out."""

    text: str
    source: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("workbench.review").joinpath("milestones.toml").read_text(encoding="utf-8"))


def steps_of(*, jurisdiction: str, review_type: str) -> tuple[ReviewStep, ...]:
    """Return the steps of a kind of review in a nation, in their order; each code once.

    Where no nation is stated the steps stand without anything that only one nation asks.
    """
    return tuple(
        ReviewStep(
            one["code"],
            one.get("label_susr", one["label"]) if review_type == "susr" else one["label"],
            tuple(one.get("standards", ())) if _has_figure(one, review_type) else (),
            one.get("after", ""),
            one.get("keeps", False),
        )
        for one in _data()["step"]
        if jurisdiction in one.get("nations", (jurisdiction,))
        and (not review_type or review_type in one.get("types", (review_type,)))
    )


def _has_figure(one: dict[str, Any], review_type: str) -> bool:
    return "standard_types" not in one or review_type in one["standard_types"]


def realities(jurisdiction: str) -> tuple[Reality, ...]:
    """Return how long such reviews took in practice, as far as it was measured for a nation."""
    return tuple(
        Reality(one["text"], one["source"]) for one in _data()["reality"] if jurisdiction in one["nations"]
    )
