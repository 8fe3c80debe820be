"""The agencies of a case: who belongs together, who sent what, who was involved when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from workbench.chronology import Case
from workbench.chronology.intervals import INVOLVEMENT, SERVICE
from workbench.vocabulary import AGENCY_TYPES


class Services:
    """Questions about agencies, by slug, or by token: a slug, or a type where no one agency is meant."""

    def __init__(self, case: Case) -> None:
        """Take the agencies and the days of their entries from a case."""
        self._case = case
        self._agencies = case.agencies
        self._intervals = case.intervals

        self._type_of = {slug: agency.type for slug, agency in self._agencies.items()}
        self._involved: dict[tuple[str, date], bool] = {}
        self._between: dict[tuple[date, date], tuple[str, ...]] = {}
        self._of_type: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._reached_by = {slug: frozenset((slug, type_)) for slug, type_ in self._type_of.items()}
        self._receivers: dict[str, tuple[str, ...]] = {}
        self._days: dict[str, tuple[date, date] | None] = {}

    def label(self, token: str) -> str:
        """Return how an agency is called on a screen."""
        if token in self._agencies:
            return self._agencies[token].label
        return AGENCY_TYPES[token].label if token in AGENCY_TYPES else token

    def type_of(self, token: str) -> str:
        """Return the type of a slug; a token that is a type already stays as it is."""
        return self._type_of.get(token, token)

    def organisation_of(self, token: str) -> str:
        """Return the body a service belongs to."""
        if token in self._agencies:
            return self._agencies[token].organisation
        return AGENCY_TYPES[token].organisation if token in AGENCY_TYPES else token

    def of_type(self, *types: str) -> tuple[str, ...]:
        """Return the agencies of these types that sent a timeline, in alphabetical order."""
        if types not in self._of_type:
            self._of_type[types] = tuple(slug for slug, type_ in self._type_of.items() if type_ in types)
        return self._of_type[types]

    def receivers(self, token: str) -> tuple[str, ...]:
        """Return whose timelines could hold what was sent to ``token``.

        Another team of the same type in the same organisation counts: a report
        to children's services may stand in either of its teams' files.
        """
        if token not in self._receivers:
            type_, organisation = self.type_of(token), self.organisation_of(token)
            self._receivers[token] = tuple(
                slug
                for slug, agency in self._agencies.items()
                if agency.type == type_
                and (token not in self._agencies or agency.organisation == organisation)
            )
        return self._receivers[token]

    def same_organisation(self, one: str, other: str) -> bool:
        """True if both services belong to one body."""
        return self.organisation_of(one) == self.organisation_of(other)

    def any_of(self, tokens: Iterable[str], *types: str) -> bool:
        """True if one of ``tokens`` is, or is an agency of, one of ``types``."""
        type_of = self._type_of.get
        for token in tokens:  # noqa: SIM110 - asked by the hundred thousand, and twice as fast as any()
            if type_of(token, token) in types:
                return True
        return False

    def reaches(self, tokens: Iterable[str], wanted: str) -> bool:
        """True if one of ``tokens`` can mean ``wanted``: itself, or the type that it is of.

        Another agency of the same type is another agency.
        """
        if wanted in self._reached_by:
            return not self._reached_by[wanted].isdisjoint(tokens)
        return self.any_of(tokens, wanted)

    def coverage(self, slug: str) -> tuple[date, date] | None:
        """Return the days for which an agency supplied a timeline, or None."""
        if slug not in self._days:
            self._days[slug] = self._case.coverage(slug) if slug in self._agencies else None
        return self._days[slug]

    def supplied_until(self, slugs: Iterable[str]) -> date | None:
        """Return the last day for which any of these agencies supplied a timeline."""
        ends = [days[1] for slug in slugs if (days := self.coverage(slug))]
        return max(ends, default=None)

    @cached_property
    def _supplied(self) -> dict[str, tuple[int, int]]:
        entries = self._case.entries
        rows = Counter(entries["agency"])
        undated = Counter(entries["agency"][entries["scope"] == "undated"])
        return {slug: (rows[slug], undated[slug]) for slug in self._agencies}

    def supplied(self, slug: str) -> tuple[int, int]:
        """Return how many entries an agency supplied, and how many of them are undated."""
        return self._supplied[slug]

    def involved(self, slug: str, day: date) -> bool:
        """True if an agency could be at work with the family on ``day``, its last day left out.

        What its own entries show, unless somebody stated or corrected it.
        """
        if (slug, day) not in self._involved:
            found = self._intervals.on(day, INVOLVEMENT, name=SERVICE, agency=slug)
            self._involved[slug, day] = any(
                one.until is None or day < one.until[0] or not one.last_row for one in found
            )
        return self._involved[slug, day]

    def involved_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the agencies that could be at work on some day of a stretch."""
        if (first, last) not in self._between:
            found = self._intervals.between(first, last, INVOLVEMENT, name=SERVICE)
            at_work = {one.agency for one in found}
            self._between[first, last] = tuple(slug for slug in self._agencies if slug in at_work)
        return self._between[first, last]

    def involved_on(self, day: date | None) -> tuple[str, ...]:
        """Return the agencies at work on ``day``; all of them where the day is not known."""
        if day is None:
            return tuple(self._agencies)
        return tuple(slug for slug in self._agencies if self.involved(slug, day))

    def ever_entered(self, slug: str, day: date) -> bool:
        """True if an agency was at work with the family by ``day``."""
        found = self._intervals.of(INVOLVEMENT, name=SERVICE, agency=slug)
        return bool(found) and found[0].first <= day
