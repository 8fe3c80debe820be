"""Entries as documents show them: date, agency, words, in the order of the chronology."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from workbench.chronology import as_day
from workbench.chronology.pairs.labels import agency_label, when_words
from workbench.intake.dates import long_day
from workbench.pack.making import CHOSEN, PackInput

SIGNIFICANT = ("significant", "critical")


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry in words."""

    id: str
    when: str
    month: str
    agency: str
    slug: str
    event: str
    response: str
    comment: str
    source: str
    child_seen: str
    scope: str


def shown(given: PackInput, only: Collection[str] | None = None) -> Iterator[Shown]:
    """Yield the entries of the case in order, or some of them by id."""
    entries = given.case.entries
    wanted = None if only is None else set(only)
    agencies = given.case.agencies
    rows: list[dict[Any, Any]] = entries.to_dict("records")
    for id, row in zip(map(str, entries.index), rows, strict=True):
        if wanted is None or id in wanted:
            yield Shown(
                id, when_words(row), _month(row), agency_label(row["agency"], agencies), row["agency"],
                row["event"] or row["response"] or "No text.", row["response"] if row["event"] else "",
                row["comment"], row["source"], row["child_seen"] or "", row["scope"],
            )  # fmt: skip


def _month(row: dict[Any, Any]) -> str:
    """Return the month of an entry, as a published summary has it; else its date as it is shown."""
    earliest, latest = as_day(row["earliest"]), as_day(row["latest"])
    if earliest is None and latest is None:
        return "without a date"
    if earliest and latest and (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%B} {earliest.year}"
    return when_words(row)


def key_rows(given: PackInput) -> set[str]:
    """Return the entries that a summary holds.

    Those that chosen points rest on, those that the panel's hypotheses, learning points and good
    practice cite, and those that an agency marked as significant; where there are none of these,
    those of the first points.
    """
    found: set[str] = set()
    for id, point in given.points.items():
        if given.states.get(id) in CHOSEN:
            found.update(point.events)
    for item in given.items:
        for name in (
            ("supports", "against", "rows") if item.kind in ("hypothesis", "learning", "practice") else ()
        ):
            value = item.fields.get(name)
            found.update(value if isinstance(value, tuple) else ())
    entries = given.case.entries
    marked = entries["significance"].isin(SIGNIFICANT).to_numpy()
    found.update(map(str, entries.index[marked]))
    if not found:
        for point in given.chosen.values():
            found.update(point.events)
    return found


def today_words(given: PackInput) -> str:
    """Return the day on which the pack is made."""
    return long_day(given.today)
