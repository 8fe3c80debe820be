"""When each agency was at work with the family, and which of its workers, as far as its own entries show."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.chronology.intervals.model import ABSENCE, INVOLVEMENT, SERVICE, Interval
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
    services = {slug: tuple(_service(rows, slug, places, closing)) for slug, places in rows.by_agency.items()}
    for stretches in services.values():
        yield from stretches
    yield from _workers(case, rows, services)
    yield from _absences(case, rows)


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


def _workers(case: Case, rows: Rows, services: Mapping[str, Sequence[Interval]]) -> Iterator[Interval]:
    """Yield a stretch for each worker of a role where entries say that another took over.

    Before the first change and after the last one a worker is taken to be there as long as the service.
    """
    by_role: dict[tuple[str, str], list[Row]] = {}
    for row in rows.at(rows.holding(_words()["anchors"])):
        said = _said(row.text, "changes")
        role = _role(said, case.agencies[row.agency].type) if said else ""
        if role:
            changes = by_role.setdefault((row.agency, role), [])
            if not changes or (row.days[0] - changes[-1].days[1]).days > ONE_CHANGE_DAYS:
                changes.append(row)
    for (slug, role), changes in by_role.items():
        yield from _one_after_another(role, changes, services[slug])


def _one_after_another(role: str, changes: Sequence[Row], service: Sequence[Interval]) -> Iterator[Interval]:
    first, last = service[0], service[-1]
    starts = [(row.days, row.id, "The entry says that another worker took over") for row in changes]
    if first.since and first.since[1] < changes[0].days[0]:
        starts.insert(0, (first.since, first.first_row, "From the service's first entry"))
    for at, (since, row, why) in enumerate(starts):
        until, ends, more = last.until, last.last_row, "; no later change is recorded."
        if at + 1 < len(starts):
            until, ends, _ = starts[at + 1]
            more = ", to the one that says that the next did."
        elif until and until[1] < since[0]:
            until, ends = None, ""
        yield Interval(
            INVOLVEMENT,
            role,
            agency=first.agency,
            since=since,
            until=until,
            first_row=row,
            last_row=ends,
            rows=(row, ends) if ends else (row,),
            why=why + more,
        )


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
        sentence = re.split(r"[.;:]", text[max(0, found.start() - 40) : found.start("word")])[-1]
        before = re.findall(r"[\w/'-]+", sentence)[-4:]
        if not found["before"] and not set(before) & set(_words()["family"]):
            return True
    return False
