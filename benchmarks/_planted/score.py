"""Whether a planted gap was found, whether a false alarm was raised, and what ordinary cases raise."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._planted.invented import LIVES, Invented, invented_case, written_to
from benchmarks._planted.script import Scenario
from workbench.chronology import load_case
from workbench.gaps import CATALOGUE, Gap, find_gaps

ALWAYS_ALLOWED, TIMES_AS_MANY = 6, 3
"""A gap may cite so many rows, or so many times as many as were planted, and still say something."""


@dataclass(frozen=True)
class Outcome:
    """What a pattern made of one scenario in one invented case."""

    scenario: Scenario
    seed: int
    codes: bool
    hit: bool
    """A planted gap found, or a false alarm raised."""
    gaps: tuple[Gap, ...] = ()
    case: Invented | None = None


@dataclass
class Ordinary:
    """What cases with nothing planted raise."""

    cases: int = 0
    entries: int = 0
    points: Counter[str] = field(default_factory=Counter)


def built() -> frozenset[str]:
    """Return the codes of the patterns that the catalogue has."""
    return frozenset(pattern.pattern for pattern in CATALOGUE)


def raised(found: Iterable[Gap]) -> list[Gap]:
    """Return the points that claim something; "not known" only says whose timeline to ask for."""
    return [gap for gap in found if gap.strength != "not known"]


def points_of(folder: Path, pattern: str | None = None) -> tuple[Gap, ...]:
    """Return the gaps and the good practice that are found in a case, of one pattern or of all."""
    found = find_gaps(load_case(folder), only=pattern)
    return (*found.gaps, *getattr(found, "practice", ()))


def is_found(gap: Gap, planted: set[str]) -> bool:
    """True if a gap cites a planted row and not so many others that it says nothing."""
    most = max(ALWAYS_ALLOWED, TIMES_AS_MANY * len(planted))
    return not planted.isdisjoint(gap.events) and len(gap.events) <= most


def outcome_of(scenario: Scenario, seed: int, *, codes: bool, keep: bool = False) -> Outcome:
    """Write one invented case, run the pattern over it, and say what came of it."""
    made = invented_case(seed, scenario)
    with tempfile.TemporaryDirectory() as place:
        folder = written_to(made, Path(place), codes=codes)
        gaps = [gap for gap in points_of(folder, scenario.pattern) if gap.pattern == scenario.pattern]
    if scenario.planted:
        hit = any(is_found(gap, made.marked("gap")) for gap in raised(gaps))
    else:
        hit = any(not made.marked("plant").isdisjoint(gap.events) for gap in raised(gaps))
    return Outcome(scenario, seed, codes, hit, tuple(gaps) if keep else (), made if keep else None)


def ordinary_points(seed: int, *, codes: bool) -> Ordinary:
    """Return what all patterns raise in one ordinary case of each sort of life."""
    total = Ordinary()
    for life in LIVES:
        made = invented_case(seed, life=life)
        with tempfile.TemporaryDirectory() as place:
            gaps = points_of(written_to(made, Path(place), codes=codes))
        total.cases += 1
        total.entries += len(made.rows)
        total.points.update(gap.pattern for gap in raised(gaps))
    return total
