"""The agencies of a case: who belongs together, who sent what, who was involved when."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from workbench.chronology import Case
from workbench.vocabulary import AGENCY_TYPES

CLOSING = ("closed_completed", "closed_non_engagement", "transferred")
INVOLVED_DAYS = 183
"""An agency whose last entry is older than this is taken to be no longer involved."""


class Services:
    """Questions about agencies, by slug, or by token: a slug, or a type where no one agency is meant."""

    def __init__(self, case: Case) -> None:
        """Take the agencies and the days of their entries from a case."""
        self._case = case
        self._agencies = case.agencies
        self._covered: dict[str, tuple[date, date] | None] = {}

    def label(self, token: str) -> str:
        """Return how an agency is called on a screen."""
        if token in self._agencies:
            return self._agencies[token].label
        return AGENCY_TYPES[token].label if token in AGENCY_TYPES else token

    def type_of(self, token: str) -> str:
        """Return the type of a slug; a token that is a type already stays as it is."""
        return self._agencies[token].type if token in self._agencies else token

    def organisation_of(self, token: str) -> str:
        """Return the body a service belongs to."""
        if token in self._agencies:
            return self._agencies[token].organisation
        return AGENCY_TYPES[token].organisation if token in AGENCY_TYPES else token

    def of_type(self, *types: str) -> tuple[str, ...]:
        """Return the agencies of these types that sent a timeline, in alphabetical order."""
        return tuple(slug for slug, agency in self._agencies.items() if agency.type in types)

    def receivers(self, token: str) -> tuple[str, ...]:
        """Return whose timelines could hold what was sent to ``token``.

        Another team of the same type in the same organisation counts: a report
        to children's services may stand in either of its teams' files.
        """
        type_, organisation = self.type_of(token), self.organisation_of(token)
        return tuple(
            slug
            for slug, agency in self._agencies.items()
            if agency.type == type_ and (token not in self._agencies or agency.organisation == organisation)
        )

    def same_organisation(self, one: str, other: str) -> bool:
        """True if both services belong to one body."""
        return self.organisation_of(one) == self.organisation_of(other)

    def any_of(self, tokens: Iterable[str], *types: str) -> bool:
        """True if one of ``tokens`` is, or is an agency of, one of ``types``."""
        return any(self.type_of(token) in types for token in tokens)

    def reaches(self, tokens: Iterable[str], wanted: str) -> bool:
        """True if one of ``tokens`` can mean ``wanted``: itself, or the type that it is of.

        Another agency of the same type is another agency.
        """
        if wanted in self._agencies:
            return any(token in (wanted, self._agencies[wanted].type) for token in tokens)
        return self.any_of(tokens, wanted)

    def coverage(self, slug: str) -> tuple[date, date] | None:
        """Return the days for which an agency supplied a timeline, or None."""
        if slug not in self._covered:
            self._covered[slug] = self._case.coverage(slug) if slug in self._agencies else None
        return self._covered[slug]

    def supplied_until(self, slugs: Iterable[str]) -> date | None:
        """Return the last day for which any of these agencies supplied a timeline."""
        ends = [days[1] for slug in slugs if (days := self.coverage(slug))]
        return max(ends, default=None)

    @cached_property
    def _days(self) -> dict[str, tuple[list[date], list[bool]]]:
        """For each agency, the days of its entries in order, and which of them close its work."""
        entries = self._case.entries
        dated = (entries["earliest"].notna() & entries["latest"].notna()).to_numpy()
        closes = entries["outcome"].isin(CLOSING) & (entries["kind"] == "case_opened_closed")
        days = entries["earliest"].to_numpy().astype("datetime64[D]")
        agency, closing = entries["agency"].to_numpy(), closes.to_numpy()
        found: dict[str, tuple[list[date], list[bool]]] = {}
        for slug in self._agencies:
            own = dated & (agency == slug)
            found[slug] = (days[own].tolist(), closing[own].tolist())
        return found

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
        """True if an agency's own entries show it at work on ``day``.

        It has entries before (or on) the day, the nearest of them does not
        close its work, and either entries go on after or that one is recent.
        """
        days, closing = self._days.get(slug, ([], []))
        place = bisect_right(days, day)
        if not place or closing[place - 1]:
            return False
        return place < len(days) or day - days[place - 1] <= timedelta(days=INVOLVED_DAYS)

    def involved_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the agencies at work on some day of a stretch, as far as their own entries show."""
        found = []
        for slug in self._agencies:
            days, _ = self._days.get(slug, ([], []))
            inside = bisect_right(days, last) > bisect_right(days, first)
            if inside or self.involved(slug, first) or self.involved(slug, last):
                found.append(slug)
        return tuple(found)

    def involved_on(self, day: date | None) -> tuple[str, ...]:
        """Return the agencies at work on ``day``; all of them where the day is not known."""
        if day is None:
            return tuple(self._agencies)
        return tuple(slug for slug in self._agencies if self.involved(slug, day))

    def ever_entered(self, slug: str, day: date) -> bool:
        """True if an agency has an entry on or before ``day``."""
        days, _ = self._days.get(slug, ([], []))
        return bisect_right(days, day) > 0
