"""What the patterns find: a `Gap` with its rows, and `Gaps` with what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

STRENGTHS = ("usual", "stronger", "weaker", "not known")


@dataclass(frozen=True, slots=True)
class Gap:
    """One point to explore: what the records show and do not show, and the question it raises.

    It is a prompt for the learning event. It says nothing about the conduct of
    anybody, and nothing about what happened outside the records supplied.
    """

    pattern: str
    slug: str
    title: str
    agencies: tuple[str, ...]
    people: tuple[str, ...]
    since: date | None
    until: date | None
    events: tuple[str, ...]
    """The rows it rests on, as "agency:row", in order."""
    standard: str
    """The guidance it leans on, cited; says so where that was written later. Empty where there is none."""
    question: str
    why: str
    caveats: tuple[str, ...]
    """What would make it a false alarm."""
    coverage: str
    """Whose timeline was searched for the response, and for which days."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    strength: str = "usual"
    """usual, stronger, weaker, or "not known" where the agency to ask supplied no timeline."""
    standard_id: str = ""
    weight: str = ""
    """What the standard is: one of `workbench.standards.WEIGHTS`; empty where there is none."""
    ask: tuple[str, ...] = ()
    """Whose timeline holds the response, or would: slugs, or types of agency."""
    content: str = ""
    """A short mark of what stands in its rows: another one if a corrected timeline changes them."""
    suggested: tuple[str, ...] = ()
    """The rows whose kind is only suggested by their words."""

    @property
    def decided_under(self) -> tuple[str, str, str, str]:
        """What a decision about this gap is kept under: pattern, settings, rows, and what stands in them."""
        settings = ", ".join(f"{name}={value}" for name, value in sorted(self.settings.items()))
        return self.pattern, settings or "none", " ".join(self.events), self.content

    @property
    def key(self) -> str:
        """What tells the gap from every other of its case."""
        pattern, settings, rows, _ = self.decided_under
        return f"{pattern}({settings}) {rows}"

    def as_json(self) -> dict[str, Any]:
        """Return the gap with the design's field names."""
        return {
            "pattern": self.pattern,
            "slug": self.slug,
            "title": self.title,
            "agencies": list(self.agencies),
            "people": list(self.people),
            "from": self.since.isoformat() if self.since else None,
            "to": self.until.isoformat() if self.until else None,
            "events": list(self.events),
            "standard": self.standard,
            "question": self.question,
            "why": self.why,
            "caveats": list(self.caveats),
            "coverage": self.coverage,
            "settings": dict(self.settings),
            "strength": self.strength,
            "standard_id": self.standard_id,
            "weight": self.weight,
            "suggested": list(self.suggested),
            "key": self.key,
        }


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything one run found, and everything it looked at to find it."""

    gaps: tuple[Gap, ...]
    """By date, then by pattern; those without a date stand last."""
    looked_at: Mapping[str, Any]
    practice: tuple[Gap, ...] = ()
    """Practice that the records show to have helped, in the same order. It is never counted as a gap."""

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain structures."""
        return {
            "gaps": [gap.as_json() for gap in self.gaps],
            "practice": [point.as_json() for point in self.practice],
            "looked_at": dict(self.looked_at),
        }
