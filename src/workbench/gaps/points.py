"""Gaps about the same entries as one point to explore, in an order that says why.

A panel has an hour, not a day. What several patterns say of one incident is one
point with several reasons; what one missing timeline leaves open is one request
for it. Which point stands first follows from marks that are shown beside it:
there is no score behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from workbench.case import collector_paused
from workbench.chronology import Case
from workbench.gaps.model import Gap
from workbench.vocabulary.sentences import counted

SERIES_ROWS = 6
"""A gap with more rows is about a series: it joins another only if most of its rows are the same."""
SHARED = 0.5
NEAR_DAYS = 90
"""A point that ends so many days before the incident, or less, is marked as close to it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One visible reason for a point to stand before others."""

    name: str
    short: str
    """For a list of points."""
    words: str


@dataclass(frozen=True)
class Point:
    """One point to explore: the gaps that meet in the same entries, and what marks it."""

    gaps: tuple[Gap, ...]
    """Its reasons, in the order of the catalogue."""
    marks: tuple[Mark, ...]
    days_before: int | None
    """Days from its end to the incident; None where either is not known, or it ends later."""

    @property
    def events(self) -> tuple[str, ...]:
        """Every row that one of its reasons rests on, each once."""
        return tuple(dict.fromkeys(id for gap in self.gaps for id in gap.events))

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(slug for gap in self.gaps for slug in gap.agencies))

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person for gap in self.gaps for person in gap.people))

    @property
    def since(self) -> date | None:
        return min((gap.since for gap in self.gaps if gap.since), default=None)

    @property
    def until(self) -> date | None:
        return max((gap.until for gap in self.gaps if gap.until), default=None)

    @property
    def key(self) -> str:
        """What tells it from every other point: its first reason."""
        return self.gaps[0].key

    def as_json(self) -> dict[str, Any]:
        """Return the point with its reasons by their keys."""
        return {
            "gaps": [gap.key for gap in self.gaps],
            "patterns": [gap.pattern for gap in self.gaps],
            "events": list(self.events),
            "agencies": list(self.agencies),
            "from": self.since.isoformat() if self.since else None,
            "to": self.until.isoformat() if self.until else None,
            "marks": [mark.words for mark in self.marks],
            "days_before": self.days_before,
        }


@collector_paused()
def points(case: Case, gaps: Sequence[Gap]) -> tuple[Point, ...]:
    """Return the gaps as points to explore: those with the most marks first, then the closest in time.

    Every gap is in exactly one point. Linear in the rows that gaps cite.
    """
    made = [_point(case, group) for group in _groups(case, gaps)]
    made.sort(key=_place)
    return tuple(made)


def _place(point: Point) -> tuple[int, bool, int, date, str, tuple[str, ...]]:
    near, first = point.days_before, point.gaps[0]
    return (
        -len(point.marks), near is None, near or 0, point.since or date.max, first.pattern, first.events
    )  # fmt: skip


# Which gaps belong together


def _groups(case: Case, gaps: Sequence[Gap]) -> list[list[Gap]]:
    """Return the gaps in groups, each begun by the one with the fewest rows.

    A gap is compared with the beginner of a group only, so that no chain of
    overlaps draws together what has nothing in common.
    """
    incident = _incidents(case, gaps)
    asked: dict[str, list[Gap]] = {}
    groups: list[tuple[frozenset[str], list[Gap]]] = []
    by_incident: dict[str, list[int]] = {}
    for gap in sorted(
        gaps, key=lambda gap: (len(gap.events), gap.since or date.max, gap.pattern, gap.events)
    ):
        if gap.strength == "not known" and gap.ask:
            asked.setdefault(gap.ask[0], []).append(gap)
            continue
        rows = frozenset(incident[id] for id in gap.events)
        near = dict.fromkeys(place for row in sorted(rows) for place in by_incident.get(row, ()))
        best = max(near, key=lambda place: _shared(rows, groups[place][0]), default=None)
        if best is not None and _shared(rows, groups[best][0]) >= SHARED:
            groups[best][1].append(gap)
            continue
        for row in rows:
            by_incident.setdefault(row, []).append(len(groups))
        groups.append((rows, [gap]))
    return [*(group for _, group in groups), *asked.values()]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of two gaps is the same: of the smaller, or of the larger where that is a series."""
    larger = max(len(one), len(other))
    return len(one & other) / (larger if larger > SERIES_ROWS else min(len(one), len(other)))


def _incidents(case: Case, gaps: Iterable[Gap]) -> dict[str, str]:
    """Return for each cited row what stands for its incident: the first of the records of the same."""
    found: dict[str, str] = {}
    ids = list(dict.fromkeys(id for gap in gaps for id in gap.events))
    pairs, same = (case.entries[name].to_numpy(dtype=object) for name in ("paired_with", "same_as"))
    for id, at in zip(ids, case.entries.index.get_indexer(pd.Index(ids, dtype=object)), strict=True):
        others = (*pairs[at], *same[at]) if at >= 0 else ()
        found[id] = next((found[other] for other in others if other in found), id)
    return found


# What marks a point


def _point(case: Case, gaps: Sequence[Gap]) -> Point:
    ordered = tuple(sorted(gaps, key=lambda gap: (gap.pattern, gap.since or date.max, gap.events)))
    incident = case.folder.index_date
    until = max((gap.until for gap in ordered if gap.until), default=None)
    days = (incident - until).days if incident and until and until <= incident else None
    return Point(ordered, tuple(_marks(case, ordered, days)), days)


def _marks(case: Case, gaps: Sequence[Gap], days_before: int | None) -> Iterable[Mark]:
    known = [gap for gap in gaps if gap.strength != "not known"]
    patterns = dict.fromkeys(gap.pattern[:4] for gap in known)
    if len(patterns) > 1:
        yield Mark("patterns", f"{len(patterns)} patterns", f"{len(patterns)} patterns meet here")
    bodies = _bodies(case, known)
    if len(bodies) > 1:
        yield Mark(
            "agencies",
            f"{len(bodies)} agencies",
            f"rests on the records of {len(bodies)} independent agencies",
        )
    if days_before is not None and days_before <= NEAR_DAYS:
        yield Mark(
            "near",
            f"{counted(days_before, 'day')} before",
            f"{counted(days_before, 'day')} before the incident",
        )
    if any(gap.weight in ("statutory", "procedure") for gap in known):
        yield Mark("standard", "guidance names it", "statutory guidance or procedure names the response")
    if known and not any(gap.suggested for gap in known):
        yield Mark("confirmed", "codes confirmed", "every kind of entry it rests on is stated or confirmed")
    if any(gap.strength == "stronger" for gap in known):
        yield Mark("stronger", "further sign", "the records hold a further sign")


def _bodies(case: Case, gaps: Sequence[Gap]) -> Mapping[str, None]:
    """Return the organisations whose rows are cited: two teams of one body are not independent."""
    slugs = dict.fromkeys(id.rpartition(":")[0] for gap in gaps for id in gap.events)
    return dict.fromkeys(case.agencies[slug].organisation for slug in slugs if slug in case.agencies)
