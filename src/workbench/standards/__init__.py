"""The guidance's figures as data, chosen by jurisdiction and the date of the event.

`practice-standards.csv` holds one row per standard with its source and how sure
we are of it. Nothing in the code repeats a figure from it: a gap names the ids
it leans on, and `in_force` says which of them applied on the day.

How to read the file. ``within`` and ``unit`` say how long after ``clock_starts``
the response is expected; a negative figure is a time before it, and an empty one
means that the text names no time. ``note`` begins with marks and dates:

    [statutory] [procedure] [review-process]   what kind of text it is; no mark: other guidance
    [existence-only]   look whether a record is there at all, not how soon
    [threshold]        a number to reach (a score, a count), not a time
    [recurring]        the response is expected again and again at this interval
    [before]           the response comes before the clock's event
    [local]            one area's protocol, not a national rule
    [legacy]           replaced since; for events of its own time
    [secondary]        seen quoted on another page, not in the text itself
    applies_from=DAY applies_to=DAY   the first and last day on which it held

Lines and paragraphs in notes are those of the published text that the note
names: "CYSUR 2/2020" and "CYSUR 4/2017" are concise child practice reviews of
Mid and West Wales; "the 2023 thematic analysis" is *Risk, Response and Review*
(McManus, Ball and Almond); "the 2011 draft guidance" is the consultation on
*Protecting Children in Wales: Arrangements for Multi-Agency Child Practice
Reviews*; "the 2015 review of the framework" is the review of how child practice
reviews were put into practice.
"""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

_TAG = re.compile(r"\[([a-z-]+)\]")
_FROM = re.compile(r"applies_from=(\d{4}(?:-\d\d)?(?:-\d\d)?)")
_TO = re.compile(r"applies_to=(\d{4}(?:-\d\d)?(?:-\d\d)?)")


@dataclass(frozen=True, slots=True)
class Standard:
    """One expectation of guidance: what is expected after what, within how long."""

    id: str
    jurisdiction: str
    trigger: str
    expected: str
    responsible: str
    within: int | None
    unit: str
    """hours, working_days, calendar_days or months; empty where no figure is given."""
    clock: str
    source: str
    address: str
    confidence: str
    """"confirmed by text seen", "widely stated" or "uncertain"."""
    tags: frozenset[str]
    applies_from: date | None
    applies_to: date | None
    note: str

    @property
    def local(self) -> bool:
        """True for one area's protocol, which is a setting and not a national rule."""
        return "local" in self.tags or "local" in self.jurisdiction


@dataclass(frozen=True, slots=True)
class Rule:
    """A standard as it applies to one event: which one, and in which words to cite it."""

    standard: Standard
    later: bool
    """True where nothing was in force that day and the nearest later rule is shown instead."""

    @property
    def cited(self) -> str:
        """The citation for a screen: id, expectation, source, and the date where it is later."""
        rule = self.standard
        sure = (
            f"{rule.confidence}; one area's protocol, not a national rule" if rule.local else rule.confidence
        )
        text = f"{rule.id}: {rule.expected} ({rule.source}; {sure})"
        if self.later and rule.applies_from:
            since = rule.applies_from
            text += (
                f" - in force from {since.day} {since:%B %Y}, after this event;"
                " shown as the nearest written rule, not as the rule of the day"
            )
        return text


def _day(text: str | None, *, last: bool) -> date | None:
    if text is None:
        return None
    year, month, day = ([*map(int, text.split("-")), 0, 0])[:3]
    if day:
        return date(year, month, day)
    if not last:
        return date(year, month or 1, 1)
    month = month or 12
    return date(year, month, monthrange(year, month)[1])


@cache
def standards() -> dict[str, Standard]:
    """Return every standard by its id, in the order of the file."""
    found: dict[str, Standard] = {}
    text = files("workbench.standards").joinpath("practice-standards.csv").read_text(encoding="utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        note = row["note"] or ""
        since, until = _FROM.search(note), _TO.search(note)
        found[row["id"]] = Standard(
            id=row["id"],
            jurisdiction=row["jurisdiction"],
            trigger=row["trigger"],
            expected=row["expected_response"],
            responsible=row["responsible_agency"],
            within=int(row["within"]) if row["within"] else None,
            unit=row["unit"],
            clock=row["clock_starts"],
            source=f"{row['source_title']}, {row['source_reference']}",
            address=row["source_address"],
            confidence=row["confidence"],
            tags=frozenset(_TAG.findall(note)),
            applies_from=_day(since[1], last=False) if since else None,
            applies_to=_day(until[1], last=True) if until else None,
            note=note,
        )
    return found


def _covers(standard: Standard, jurisdiction: str) -> bool:
    """True if a standard was written in a nation; "Wales (local: Powys)" was written in Wales."""
    return not jurisdiction or jurisdiction in standard.jurisdiction.split("(")[0]


@cache
def in_force(ids: tuple[str, ...], jurisdiction: str, day: date | None) -> Rule | None:
    """Return the first of ``ids`` that applied in ``jurisdiction`` on ``day``.

    Where none did, the nearest later rule of the same list is returned and
    marked ``later``: most events before November 2019 precede the written Welsh
    procedures, and a panel must see that. "Uncertain" figures come after all
    others, one area's protocol after those. Without a day the first that is not
    replaced counts. None means that the list holds nothing for this nation.
    """
    known = [standard for standard in map(standards().__getitem__, ids) if _covers(standard, jurisdiction)]
    known.sort(key=lambda s: (s.local, s.confidence == "uncertain"))
    if day is None:
        current = [s for s in known if s.applies_to is None] or known
        return Rule(current[0], later=False) if current else None
    for standard in known:
        started = standard.applies_from is None or standard.applies_from <= day
        ended = standard.applies_to is not None and standard.applies_to < day
        if started and not ended:
            return Rule(standard, later=False)
    later = [(s.applies_from, s) for s in known if s.applies_from is not None and s.applies_from > day]
    return Rule(min(later, key=lambda pair: pair[0])[1], later=True) if later else None
