"""Finding what is expected: one function for each rule of expected.toml.

Codes of entries decide, never words: what only the words of a row would tell is
left to the patterns, which show it as a point with its caveats.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pandas as pd

from workbench.chronology import Case
from workbench.chronology.intervals import LOOKED_AFTER, PLACEMENT, REGISTERED, STATUS, Interval
from workbench.network.contacts import named_agency
from workbench.network.expected import Expectations, ExpectedContact, expectations, number
from workbench.network.expected_rules import ExpectedRule, expected_rules
from workbench.network.finding import Finding, agency_end, agency_of, day_of
from workbench.network.recorded import CHILDRENS_SERVICES, Spans

POLICE, HEALTH_VISITING = "police", "health-visiting"
KNOWN_WITHIN_DAYS = 31
"""A beginning that could lie anywhere in a longer time is not known; "March 2021" is."""


def expected_contacts(case: Case, ends: pd.DataFrame) -> Expectations:
    """Return the contacts that guidance would expect after the entries of a case, with what is on record.

    ``ends`` are the contacts recorded (`workbench.network.contacts`).
    """
    if case.period is None:
        return Expectations()
    finding = _Rules(case, ends)
    rules = expected_rules()
    return expectations(
        one
        for rule, found in (
            ("word-back", finding.word_back),
            ("strategy-discussion", finding.strategy_discussion),
            ("no-access", finding.no_access),
            ("new-birth-visit", finding.new_birth_visit),
            ("register-visit", finding.visits),
            ("care-visit", finding.visits),
        )
        for one in found(rules[rule])
    )


class _Rules(Finding):
    """One method for each rule."""

    def __init__(self, case: Case, ends: pd.DataFrame) -> None:
        super().__init__(case, ends)
        self._told_of: dict[tuple[str, str], tuple[list[int], Spans]] = {}

    def word_back(self, rule: ExpectedRule) -> Iterator[ExpectedContact]:
        """After a report to children's services: a contact back to its maker."""
        sent: set[str] = set()
        for row in self.rows(rule.after[:1]):
            for token in dict.fromkeys(self.told[row.at]):
                social = self.bodies.type_of(token) == CHILDRENS_SERVICES
                if social and not self.bodies.same(token, row.agency):
                    sent.update((row.id, *self.paired[row.at]))
                    source = agency_end(named_agency(token, self.case.agencies))
                    yield from self.made(
                        rule, source, agency_end(row.agency), row.id, since=row.first, clock=row.last
                    )
                    break  # one report, however many teams it names
        for row in self.rows(rule.after[1:]):
            if self.own_type[row.agency] != CHILDRENS_SERVICES or row.id in sent:
                continue
            for token in dict.fromkeys(named_agency(t, self.case.agencies) for t in self.heard[row.at]):
                if not self.bodies.same(token, row.agency):
                    ends = agency_end(row.agency), agency_end(token)
                    yield from self.made(rule, *ends, row.id, since=row.first, clock=row.last)

    def strategy_discussion(self, rule: ExpectedRule) -> Iterator[ExpectedContact]:
        """With a strategy discussion that names others: police or children's services, where not named.

        One with nobody else named says nothing about who was there.
        """
        for row in self.rows(rule.after):
            others = [
                *self.told[row.at],
                *self.heard[row.at],
                *(agency_of(id) for id in self.paired[row.at]),
            ]
            types = {self.bodies.type_of(token) for token in others}
            if not types - {self.own_type[row.agency]}:
                continue
            for type_ in sorted({CHILDRENS_SERVICES, POLICE} - types - {self.own_type[row.agency]}):
                target = agency_end(named_agency(type_, self.case.agencies))
                yield from self.made(
                    rule, agency_end(row.agency), target, row.id, since=row.first, clock=row.last, both=True
                )

    def no_access(self, rule: ExpectedRule) -> Iterator[ExpectedContact]:
        """After no access to a child surely on the register: word from the agency to children's services."""
        ours = {person.id for person in self.subjects}
        registered = self.case.intervals.of(STATUS, name=REGISTERED)
        social = agency_end(named_agency(CHILDRENS_SERVICES, self.case.agencies))
        for row in self.rows(rule.after):
            named = ours & set(self.people[row.at])
            if row.agency in self.social or not named:
                continue
            if any(
                named & set(one.people) and one.surely_holds(row.first) and one.surely_holds(row.last)
                for one in registered
            ):
                yield from self.made(
                    rule, agency_end(row.agency), social, row.id, since=row.first, clock=row.last
                )

    def new_birth_visit(self, rule: ExpectedRule) -> Iterator[ExpectedContact]:
        """After a birth in the period: a health visitor's contact with the child."""
        source = agency_end(named_agency(HEALTH_VISITING, self.case.agencies))
        period = self.case.period
        for child in self.subjects:
            born = child.birth
            if born.earliest is None or born.latest is None or period is None:
                continue
            if born.earliest < period[0] or (born.latest - born.earliest).days > KNOWN_WITHIN_DAYS:
                continue
            row = self._first_naming(child.id, number(born.earliest))
            for one in self.made(
                rule, source, f"person:{child.id}", row, since=born.earliest, clock=born.latest
            ):
                if row and self.recorded.first[self.ids.index(row)] <= number(one.until):
                    yield one

    def _first_naming(self, child: str, day: int) -> str:
        """Return the first entry from a day on that names a child, "" if there is none."""
        for at in np.flatnonzero(self.may_set_off & (self.recorded.first >= day)).tolist():
            if child in self.people[at]:
                return self.ids[at]
        return ""

    def visits(self, rule: ExpectedRule) -> Iterator[ExpectedContact]:
        """While a status surely holds: one after its beginning, and one after each contact with the child."""
        ours = {person.id for person in self.subjects}
        every = self.case.intervals
        for name in rule.after:
            for one in every.of(STATUS, name=name):
                if name == PLACEMENT and any(
                    other.people == one.people and other.shares_a_day(one)
                    for other in every.of(STATUS, name=LOOKED_AFTER)
                ):
                    continue
                for child in sorted(ours.intersection(one.people)):
                    yield from self._visits_of(rule, one, child)

    def _visits_of(self, rule: ExpectedRule, status: Interval, child: str) -> Iterator[ExpectedContact]:
        begun, ended = status.since, status.until
        period = self.case.period
        if begun is None or period is None or (begun[1] - begun[0]).days > KNOWN_WITHIN_DAYS:
            return
        last = min(ended[0] if ended else period[1], period[1])
        if rule.first_days:
            last = min(last, begun[0] + timedelta(days=rule.first_days))
        rows, spans = self._contacts_with(rule, child)
        # A child can be on the register before birth, and is met only after it.
        born = self.born.get(child) or begun[1]
        starts = begun[1] >= max(period[0], born)
        clocks = {number(begun[1]): self._shown_by(status)} if starts else {}
        for at in rows:
            day = int(self.recorded.last[at])
            if self.may_set_off[at] and number(max(begun[1], born)) <= day <= number(last):
                clocks[day] = self.ids[at]
        team = agency_end(named_agency(CHILDRENS_SERVICES, self.case.agencies))
        for day, row in sorted(clocks.items()):
            if not row:
                continue
            own = agency_of(row)
            source = agency_end(own) if self.own_type[own] == CHILDRENS_SERVICES else team
            since = day_of(day)
            cited = rule.in_force(self.case, begun[0])
            if cited is None:
                continue
            until = rule.until(cited.standard, since, self.case.folder.jurisdiction)
            if until > last or self.dead_by(until):
                continue
            yield ExpectedContact(
                source, f"person:{child}", rule.id, rule.title, cited.standard.id, cited.cited,
                cited.standard.jurisdiction, row, since, until, spans.since(day + 1),
                self.lacking((source, f"person:{child}"), since, until),
            )  # fmt: skip

    def _shown_by(self, status: Interval) -> str:
        """Return the row that shows the beginning of a status, as far as it can set something off."""
        row = status.first_row
        return row if row and self.may_set_off[self.case.entries.index.get_loc(row)] else ""

    def _contacts_with(self, rule: ExpectedRule, child: str) -> tuple[list[int], Spans]:
        """Return the rows of children's services that could tell of a contact with a child, or of a try."""
        if (rule.id, child) in self._told_of:
            return self._told_of[rule.id, child]
        seen = self.case.entries["child_seen"].tolist()
        found = []
        for at, (kind, agency) in enumerate(zip(self.recorded.kinds, self.recorded.agency, strict=True)):
            if agency not in self.social:
                continue
            about = child in self.people[at] or not self.people[at]
            if kind in rule.recorded_as or (about and seen[at] in ("seen", "seen alone", "spoken with")):
                found.append(at)
        spans = Spans((int(self.recorded.first[at]), int(self.recorded.last[at])) for at in found)
        self._told_of[rule.id, child] = found, spans
        return found, spans
