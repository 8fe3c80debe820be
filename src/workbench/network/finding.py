"""What every rule of expected contacts needs: which rows set off, what is on record, who sent a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from workbench.chronology import Case
from workbench.network.expected import ExpectedContact, number
from workbench.network.expected_rules import ExpectedRule
from workbench.network.recorded import ALWAYS, CHILDRENS_SERVICES, NEVER, Bodies, Recorded
from workbench.vocabulary import AGENCY_TYPES


@dataclass(frozen=True, slots=True)
class Row:
    """An entry that sets something off: its place, id, agency and days."""

    at: int
    id: str
    agency: str
    first: date
    last: date


class Finding:
    """The entries of one case as the rules read them."""

    def __init__(self, case: Case, ends: pd.DataFrame) -> None:
        entries = case.entries
        self.case, self.bodies = case, Bodies(case.agencies)
        self.recorded = Recorded(case, ends, self.bodies)
        self.ids: list[str] = entries.index.tolist()
        self.told, self.heard, self.paired, self.people = (
            entries[name].tolist() for name in ("told", "heard_from", "paired_with", "people")
        )
        dated = (self.recorded.first > ALWAYS) & (self.recorded.last < NEVER)
        self.may_set_off = dated & (entries["scope"] == "within").to_numpy()
        self.subjects = [person for person in case.people if person.subject]
        self.born = {person.id: person.birth.latest for person in self.subjects}
        self.own_type = {slug: agency.type for slug, agency in case.agencies.items()}
        self.social = {slug for slug in case.agencies if self.bodies.same(CHILDRENS_SERVICES, slug)}
        """Children's services with their other teams, such as leaving care."""

    def rows(self, kinds: tuple[str, ...]) -> Iterator[Row]:
        """Yield the dated entries of the period of some kinds."""
        for at in np.flatnonzero(self.may_set_off).tolist():
            if self.recorded.kinds[at] in kinds:
                yield self.row(at)

    def row(self, at: int) -> Row:
        days = (day_of(self.recorded.first[at]), day_of(self.recorded.last[at]))
        return Row(at, self.ids[at], self.recorded.agency[at], *days)

    def made(
        self,
        rule: ExpectedRule,
        source: str,
        target: str,
        row: str,
        *,
        since: date,
        clock: date,
        both: bool = False,
    ) -> Iterator[ExpectedContact]:
        """Yield one expected contact with what is on record of it, unless no standard of the nation says so.

        The time runs from ``clock``, the last day that it could have begun on, and a
        record of it counts from ``since``, the first.
        """
        cited = rule.in_force(self.case, since)
        if cited is None:
            return
        until = rule.until(cited.standard, clock, self.case.folder.jurisdiction)
        if self.dead_by(until) and target.startswith("person:"):
            return
        begin = number(since) - rule.days_before
        found = self.recorded.between(source, target, begin)
        if both:
            found = min(found, self.recorded.between(target, source, begin))
        if rule.recorded_as:
            to_agency = target.startswith("agency:")
            whose = name_of(target if to_agency else source)
            own = self.recorded.own(whose, rule.recorded_as, begin, naming_nobody=to_agency and not both)
            found = min(found, own)
        yield ExpectedContact(
            source, target, rule.id, rule.title, cited.standard.id, cited.cited, cited.standard.jurisdiction,
            row, since, until, found, self.lacking((source, target), since, until),
        )  # fmt: skip

    def lacking(self, ends: tuple[str, str], since: date, until: date) -> str:
        """Return who of both ends supplied no timeline for all of these days, "" if nobody."""
        for end in ends:
            name = name_of(end)
            whole = end.startswith("person:") or self.recorded.covered(name, number(since), number(until))
            if not whole:
                agency = self.case.agencies.get(name)
                return agency.label if agency else AGENCY_TYPES[name].label if name in AGENCY_TYPES else name
        return ""

    def dead_by(self, day: date) -> bool:
        died = self.case.died.earliest
        return died is not None and died <= day


def agency_end(name: str) -> str:
    """Return an agency as an end of a contact."""
    return f"agency:{name}"


def name_of(end: str) -> str:
    """Return the bare name of an end."""
    return end.partition(":")[2]


def agency_of(id: str) -> str:
    """Return the agency of a row's id."""
    return id.rpartition(":")[0]


def day_of(number: int) -> date:
    """Return the day of a number since 1970."""
    return date.fromordinal(int(number) + 719_163)
