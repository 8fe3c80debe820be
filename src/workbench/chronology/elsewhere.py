"""What other agencies record having told an agency, where no matching record of it was found.

Only a query to the agency: whether it is a gap is for the patterns in `workbench.gaps`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.case import Agency

if TYPE_CHECKING:
    from workbench.chronology.case import Case

VAGUEST_DAYS = 62
"""A record whose date is vaguer than this would fit anything: nobody is asked about it."""
DAYS_BEFORE, DAYS_AFTER = 1, 7
"""How far from the telling an entry of the agency's own may be its record of it."""


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """A record of another agency that it told this one."""

    id: str
    """The other agency's entry."""
    by: str
    earliest: date
    latest: date
    suggested: bool
    """True where "told" was read from the words, not stated in a column."""
    perhaps: str = ""
    """The entry of this agency's own that lies nearest, where one is near enough; "" if none."""


def told_elsewhere(case: Case) -> Mapping[str, tuple[ToldElsewhere, ...]]:
    """Return, by the agency that would have been told, the records of others that found no counterpart."""
    nearest = {str(slug): _Own(own) for slug, own in case.entries.groupby("agency")}
    covered = {slug: case.coverage(slug) for slug in nearest}
    found: dict[str, list[ToldElsewhere]] = {}
    for receiver, told in _unanswered(case):
        days = covered.get(receiver)
        if days and days[0] <= told.earliest and told.latest <= days[1]:
            near = nearest[receiver].nearest(told.earliest, told.latest)
            found.setdefault(receiver, []).append(
                ToldElsewhere(told.id, told.by, told.earliest, told.latest, told.suggested, near)
            )
    return {slug: tuple(records) for slug, records in found.items()}


def _unanswered(case: Case) -> Iterator[tuple[str, ToldElsewhere]]:
    """Yield each telling that has no counterpart, with the agency that was told."""
    entries = case.entries
    vague = (entries["latest"] - entries["earliest"]).dt.days > VAGUEST_DAYS
    usable = entries["earliest"].notna() & entries["latest"].notna() & ~vague
    told = entries[usable & entries["told"].astype(bool)]
    same = told["same_as"] if "same_as" in told else pd.Series([()] * len(told), index=told.index)
    columns = (told[name] for name in ("agency", "earliest", "latest", "told", "paired_with", "suggested"))
    for id, by, first, last, tokens, paired, suggested, alike in zip(told.index, *columns, same, strict=True):
        answered = {other.partition(":")[0] for other in (*paired, *alike)}
        for receiver in dict.fromkeys(_one_agency(token, case.agencies) for token in tokens):
            if receiver and receiver != by and receiver not in answered:
                yield receiver, ToldElsewhere(id, by, first.date(), last.date(), "told" in suggested)


def _one_agency(token: str, agencies: Mapping[str, Agency]) -> str:
    """Return the agency that a slug or type of agency means; "" where it could be several, or none sent."""
    if token in agencies:
        return token
    of_type = [agency.slug for agency in agencies.values() if agency.type == token]
    return of_type[0] if len(of_type) == 1 else ""


class _Own:
    """One agency's entries of a single day, to find the nearest among them."""

    def __init__(self, own: pd.DataFrame) -> None:
        days, last = (own[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest"))
        exact = np.flatnonzero(days == last)  # they stand in order of date already
        self._ids, self._days = own.index.to_numpy(dtype=object)[exact], days[exact]

    def nearest(self, first: date, last: date) -> str:
        """Return the id of the nearest entry from the day before ``first`` to a week after ``last``."""
        start = np.searchsorted(self._days, np.datetime64(first - timedelta(days=DAYS_BEFORE), "D"))
        after = np.datetime64(last + timedelta(days=DAYS_AFTER), "D")
        end = np.searchsorted(self._days, after, side="right")
        near = self._days[start:end]
        if not len(near):
            return ""
        away = np.abs((near - np.datetime64(first, "D")).astype("int64"))
        return str(self._ids[start + int(away.argmin())])
