"""Whether, and from which day, the timelines could hold a record of a contact between two sides.

Everything uncertain counts in favour of a record: a row could be on every day
of its date, one without a date on any day, a word for a type of service means
each of that type, and one team of children's services speaks for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from workbench.case import Agency
from workbench.chronology import Case
from workbench.chronology.intervals import COVERAGE
from workbench.chronology.pairs.table import MEETINGS
from workbench.vocabulary import AGENCY_TYPES

CHILDRENS_SERVICES = "childrens-services"
ALWAYS, NEVER = -(2**31), 2**31 - 1
"""Stand for an end of a date that nobody knows, in favour of a record."""
Span = tuple[int, int]


class Spans:
    """When rows could be, ready for the question which of them could come from a day on."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the first and the last day of each row, as days since 1970."""
        pairs = np.array(sorted(spans, key=lambda span: span[1]), dtype="int64").reshape(-1, 2)
        self.first, self.last = pairs[:, 0], pairs[:, 1]
        self._soonest = np.minimum.accumulate(self.first[::-1])[::-1]

    def since(self, day: int) -> int:
        """Return the first day on which a row that reaches to ``day`` or later could be; NEVER if none."""
        at = int(np.searchsorted(self.last, day))
        return int(self._soonest[at]) if at < len(self.last) else NEVER


NO_SPANS = Spans(())


class Bodies:
    """Which agencies answer for each other."""

    def __init__(self, agencies: Mapping[str, Agency]) -> None:
        self.agencies = agencies
        self._of_type: dict[str, tuple[str, ...]] = {}
        for slug, agency in agencies.items():
            self._of_type[agency.type] = (*self._of_type.get(agency.type, ()), slug)
        self._social = {agencies[slug].organisation for slug in self._of_type.get(CHILDRENS_SERVICES, ())} | {
            AGENCY_TYPES[CHILDRENS_SERVICES].organisation
        }

    def type_of(self, token: str) -> str:
        return self.agencies[token].type if token in self.agencies else token

    def slugs(self, token: str) -> tuple[str, ...]:
        """Return the agencies with a timeline that a word means: one, or all of a type."""
        return (token,) if token in self.agencies else self._of_type.get(token, ())

    def of(self, token: str) -> frozenset[str]:
        """Return the bodies that a word can mean; two words can mean the same one if they share a body."""
        if token not in self.agencies and token in self._of_type:
            return frozenset(self._of_one(slug) for slug in self._of_type[token])
        return frozenset((self._of_one(token),))

    def same(self, one: str, other: str) -> bool:
        return not self.of(one).isdisjoint(self.of(other)) or self._organisation(one) == self._organisation(
            other
        )

    def _of_one(self, token: str) -> str:
        organisation = self._organisation(token)
        return organisation if organisation in self._social else f"{organisation} / {self.type_of(token)}"

    def _organisation(self, token: str) -> str:
        if token in self.agencies:
            return self.agencies[token].organisation
        return AGENCY_TYPES[token].organisation if token in AGENCY_TYPES else token


class Recorded:
    """The rows of one case that could be a record of a contact."""

    def __init__(self, case: Case, ends: pd.DataFrame, bodies: Bodies) -> None:
        """Take the contacts of a case (`workbench.network.contacts`) and its entries once."""
        entries = case.entries
        self.bodies, self._coverage = bodies, case.intervals
        self.first = _day_numbers(entries["earliest"].to_numpy(), where_open=ALWAYS)
        self.last = _day_numbers(entries["latest"].to_numpy(), where_open=NEVER)
        self.kinds: list[str] = entries["kind"].tolist()
        self.agency: list[str] = entries["agency"].tolist()
        named = zip(entries["told"], entries["heard_from"], strict=True)
        self._names_nobody = [not told and not heard for told, heard in named]
        self._between: dict[tuple[str, str], list[Span]] = {}
        self._take(entries.index, ends)
        self._spans: dict[tuple[str, str], Spans] = {}
        self._own: dict[tuple[frozenset[str], bool], dict[str, Spans]] = {}
        self._of: dict[str, frozenset[str]] = {}

    def _take(self, index: pd.Index, ends: pd.DataFrame) -> None:
        at = index.get_indexer(ends["entry"].tolist())
        of: dict[str, frozenset[str]] = {}
        for source, target, place in zip(ends["source"], ends["target"], at.tolist(), strict=True):
            for end in (source, target):
                if end not in of:
                    of[end] = self._bodies_of(end)
            span = int(self.first[place]), int(self.last[place])
            # Who is named with a meeting was there with the others: that is a contact both ways.
            both = self.kinds[place] in MEETINGS
            for one in of[source]:
                for other in of[target]:
                    self._between.setdefault((one, other), []).append(span)
                    if both:
                        self._between.setdefault((other, one), []).append(span)

    def _bodies_of(self, end: str) -> frozenset[str]:
        sort, _, name = end.partition(":")
        return self.bodies.of(name) if sort == "agency" else frozenset((end,))

    def between(self, source: str, target: str, day: int) -> int:
        """Return the first day of which a row that reaches to ``day`` could tell of such a contact."""
        found = NEVER
        for end in (source, target):
            if end not in self._of:
                self._of[end] = self._bodies_of(end)
        for one in self._of[source]:
            for other in self._of[target]:
                if (one, other) not in self._spans:
                    self._spans[one, other] = Spans(self._between.get((one, other), ()))
                found = min(found, self._spans[one, other].since(day))
        return found

    def own(self, token: str, kinds: frozenset[str], day: int, *, naming_nobody: bool) -> int:
        """Return the same for an agency's own rows of some kinds, or those that name no other agency."""
        found = self._own_rows(kinds, naming_nobody)
        return min((found.get(body, NO_SPANS).since(day) for body in self.bodies.of(token)), default=NEVER)

    def _own_rows(self, kinds: frozenset[str], naming_nobody: bool) -> dict[str, Spans]:
        key = (kinds, naming_nobody)
        if key not in self._own:
            rows: dict[str, list[Span]] = {}
            for at, kind in enumerate(self.kinds):
                if kind in kinds and (self._names_nobody[at] or not naming_nobody):
                    [body] = self.bodies.of(self.agency[at])
                    rows.setdefault(body, []).append((int(self.first[at]), int(self.last[at])))
            self._own[key] = {body: Spans(spans) for body, spans in rows.items()}
        return self._own[key]

    def covered(self, token: str, first: int, last: int) -> bool:
        """True if an agency that the word means supplied a timeline for all days of a stretch."""
        return any(
            one.first.toordinal() - EPOCH <= first and last <= one.last.toordinal() - EPOCH
            for slug in self.bodies.slugs(token)
            for one in self._coverage.of(COVERAGE, agency=slug)
        )


EPOCH = 719_163


def _day_numbers(days: np.ndarray, *, where_open: int) -> np.ndarray:
    """Return days as numbers since 1970."""
    moments = days.astype("datetime64[D]")
    return np.where(np.isnat(moments), where_open, moments.astype("int64"))
