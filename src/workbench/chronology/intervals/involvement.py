"""When each agency was at work with the family, and which of its workers, as far as its own entries show."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.chronology.intervals.model import ABSENCE, INVOLVEMENT, SERVICE, Days, Interval
from workbench.chronology.intervals.rows import Row, Rows
from workbench.vocabulary.phrases import phrase_pattern, says

if TYPE_CHECKING:
    from workbench.chronology.case import Case

CLOSING = ("closed_completed", "closed_non_engagement", "transferred")
INVOLVED_DAYS = 183
"""An agency whose last entry is older than this is taken to be no longer involved."""
ONE_CHANGE_DAYS = 14
"""Entries so near to each other speak of one change of worker: it is announced, made, and told."""
ABSENCE_DAYS = 14
"""An absence of which no end is recorded may have lasted so long: the usual length of a leave."""


@cache
def _words() -> dict[str, Any]:
    text = files("workbench.chronology.intervals").joinpath("workers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return phrase_pattern(_words()[name])


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, phrase_pattern(words)) for role, words in _words()["roles"].items())


def involvement(case: Case, rows: Rows) -> Iterator[Interval]:
    """Yield the stretches in which each agency worked with the family, then those of its workers."""
    closing = _closing(rows)
    for slug, places in by_agency(rows).items():
        yield from _service(rows, slug, places, closing)
    yield from _workers(case, rows)
    yield from _absences(case, rows)


def by_agency(rows: Rows) -> dict[str, np.ndarray]:
    """Return the places of the usable entries of each agency, in order."""
    places = np.flatnonzero(rows.usable)
    slugs, codes = np.unique(rows.agency[places].astype(str), return_inverse=True)
    order = places[np.argsort(codes, kind="stable")]
    edges = np.searchsorted(np.sort(codes), np.arange(len(slugs) + 1))
    return {str(slug): order[edges[at] : edges[at + 1]] for at, slug in enumerate(slugs)}


def _closing(rows: Rows) -> np.ndarray:
    """Return which entries close the work of the agency that wrote them."""
    closes = np.zeros(len(rows.ids), dtype=bool)
    for at in rows.places_of("case_opened_closed").tolist():
        outcome = rows.outcome_at(at)
        closes[at] = outcome in CLOSING or (
            not outcome and says(_pattern("closes"), text := rows.text_at(at)) and not _opens(text)
        )
    return closes


def _opens(text: str) -> bool:
    return says(_pattern("opens"), text)


def _service(rows: Rows, slug: str, places: np.ndarray, closing: np.ndarray) -> Iterator[Interval]:
    """Yield a stretch for each run of entries up to one that closes the work."""
    start = 0
    for end in (*np.flatnonzero(closing[places]).tolist(), None):
        run = places[start : None if end is None else end + 1]
        if end is not None:
            start = end + 1
        if not len(run):
            continue
        first, last = int(run[0]), int(run[-1])
        until, why = rows.days_at(last), "From its first entry to the one that closes its work."
        if end is None:
            until = (until[0], until[1] + timedelta(days=INVOLVED_DAYS))
            why = "From its first entry to its last, and perhaps for half a year more: no end is recorded."
        cited = (rows.ids[first], rows.ids[last]) if first != last else (rows.ids[first],)
        yield Interval(
            INVOLVEMENT,
            SERVICE,
            agency=slug,
            since=rows.days_at(first),
            until=until,
            first_row=rows.ids[first],
            last_row=rows.ids[last] if end is not None else "",
            rows=cited,
            why=why,
        )


def _workers(case: Case, rows: Rows) -> Iterator[Interval]:
    """Yield a stretch for each worker of a role where entries say that another took over."""
    by_role: dict[tuple[str, str], list[Row]] = {}
    for row in rows.at(rows.holding(_words()["anchors"])):
        said = _said(row.text, "changes")
        role = _role(said, case.agencies[row.agency].type) if said else ""
        if role:
            changes = by_role.setdefault((row.agency, role), [])
            if not changes or (row.days[0] - changes[-1].days[1]).days > ONE_CHANGE_DAYS:
                changes.append(row)
    agencies = by_agency(rows)
    for (slug, role), changes in by_role.items():
        places = agencies[slug]
        yield from _one_after_another(slug, role, changes, rows.at([int(places[0]), int(places[-1])]))


def _one_after_another(
    slug: str, role: str, changes: Sequence[Row], ends: Sequence[Row]
) -> Iterator[Interval]:
    starts: list[Row] = list(changes)
    if ends[0].days[0] < changes[0].days[0]:
        starts.insert(0, ends[0])
    for at, start in enumerate(starts):
        following = starts[at + 1] if at + 1 < len(starts) else None
        until: Days | None = following.days if following else None
        why = "The entry says that another worker took over" if start in changes else "From the first entry"
        why += ", until one says that the next did." if following else "; no later change is recorded."
        cited = (start.id, following.id) if following else (start.id,)
        yield Interval(
            INVOLVEMENT, role, agency=slug, since=start.days, until=until, first_row=start.id,
            last_row=following.id if following else "", rows=cited, why=why,
        )  # fmt: skip


def _said(text: str, name: str) -> str:
    """Return the words around a phrase of a list, "" where the text holds none that counts."""
    for found in _pattern(name).finditer(text):
        if not found["before"]:
            return text[found.start("word") : found.end("word") + 40].split(".")[0]
    return ""


def _role(said: str, type_: str) -> str:
    """Return the role that words name, else the usual one of a type of agency, else ""."""
    named = next((role for role, pattern in _roles() if says(pattern, said)), "")
    return named or _words()["usual"].get(type_, "")


def _absences(case: Case, rows: Rows) -> Iterator[Interval]:
    """Yield a stretch for each entry that says that a worker was away, or that none was named."""
    for row in rows.at(rows.holding(_words()["absent_anchors"])):
        if not _worker_away(row.text):
            continue
        yield Interval(
            INVOLVEMENT,
            ABSENCE,
            agency=row.agency,
            since=row.days,
            until=(row.days[0], row.days[1] + timedelta(days=ABSENCE_DAYS)),
            first_row=row.id,
            rows=(row.id,),
            why="The entry says that a worker was away or none was named; how long is not recorded.",
        )


def _worker_away(text: str) -> bool:
    """True if a text says so of somebody who is not of the family."""
    for found in _pattern("absent").finditer(text):
        before = re.findall(r"[\w/'-]+", text[max(0, found.start() - 40) : found.start("word")])[-4:]
        if not found["before"] and not set(before) & set(_words()["family"]):
            return True
    return False
