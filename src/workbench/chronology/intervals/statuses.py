"""The statuses of a child, as far as entries show them: `statuses.toml` says which entries and words.

What the records do not show to be a status is none. An entry that names nobody
is taken to be about the children of the review.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from workbench.case import Person
from workbench.chronology.intervals.model import STATUS, Days, Interval
from workbench.chronology.intervals.rows import Row, Rows
from workbench.intake.dates import add_months
from workbench.vocabulary.phrases import phrase_pattern, says

if TYPE_CHECKING:
    from workbench.chronology.case import Case

ADULT = 18
SAME_END_DAYS = 31
"""An end that another agency records within so many days of the first is the same end."""
BEGIN, GO_ON, END = "begin", "go on", "end"


@dataclass(frozen=True)
class Rule:
    """One block of `statuses.toml`."""

    name: str
    begin: tuple[str, ...]
    end: tuple[str, ...]
    other: tuple[str, ...]
    begins: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    ends_with: tuple[str, ...] = ()
    again: bool = False
    """True where each beginning is a new one of its own."""
    from_age: int = 0
    until_age: int = 0
    rest_days: int = 0
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        lists = {"begin": self.begin, "end": self.end, "other": self.other}
        made = {name: phrase_pattern(words) for name, words in lists.items() if words}
        object.__setattr__(self, "patterns", made)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of entry that say anything about it."""
        return tuple(dict.fromkeys((*self.begins, *self.shows, *self.reads, *self.ends_with)))

    def meaning(self, row: Row) -> str:
        """Return what a row says of the status: begin, go on, end, or "" for nothing."""
        if self._says("other", row):
            return ""
        if row.kind in self.ends_with:
            return END
        if row.kind in self.shows:
            return GO_ON
        begins = row.kind in self.begins
        # A plan that closed is an end; a meeting after which a case was closed need not be.
        if self._says("end", row) or (begins and row.outcome.startswith("closed")):
            return END
        return BEGIN if begins or self._says("begin", row) else ""

    def _says(self, words: str, row: Row) -> bool:
        return words in self.patterns and says(self.patterns[words], row.text)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the statuses of `statuses.toml`."""
    text = files("workbench.chronology.intervals").joinpath("statuses.toml").read_text(encoding="utf-8")
    return tuple(_rule(block) for block in tomllib.loads(text)["status"])


def _rule(block: Mapping[str, Any]) -> Rule:
    said: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in block.items()}
    return Rule(**said)


def statuses(case: Case, rows: Rows) -> Iterator[Interval]:
    """Yield every stretch of a status that the entries of a case show."""
    people = {person.id: person for person in case.people}
    subjects = tuple(person.id for person in case.subjects)
    for rule in rules():
        found = [(row, meaning) for row in rows.of_kinds(rule.kinds) if (meaning := rule.meaning(row))]
        for child, own in _by_child(found, rule, people, subjects).items():
            yield from _stretches(rule, people.get(child), own)


def _by_child(
    found: Iterable[tuple[Row, str]], rule: Rule, people: Mapping[str, Person], subjects: Sequence[str]
) -> dict[str, list[tuple[Row, str]]]:
    """Return the rows that speak of each child; "" stands for a child of whom nothing is known."""
    by_child: dict[str, list[tuple[Row, str]]] = {}
    for row, meaning in found:
        named = [who for who in row.people if who in people]
        whose = [who for who in named if who in subjects] or [
            who for who in named if people[who].birth.dated and _old_enough(people[who], rule, row.days)
        ]
        for who in whose if named else subjects or ("",):
            if not who or not _too_old(people[who], rule, row.days):
                by_child.setdefault(who, []).append((row, meaning))
    return by_child


def _old_enough(person: Person, rule: Rule, days: Days) -> bool:
    born = person.birth.earliest
    return not rule.from_age or (born is not None and birthday(born, rule.from_age) <= days[1])


def _too_old(person: Person, rule: Rule, days: Days) -> bool:
    """True if somebody can no longer have a status on a day, as far as birth and death are known."""
    born, died = person.birth.latest, person.death.latest
    grown_up = bool(rule.until_age and born and birthday(born, rule.until_age) <= days[0])
    return grown_up or bool(died and died < days[0])


def birthday(born: date, years: int) -> date:
    """Return the day on which somebody reaches an age."""
    return add_months(born, 12 * years)


@dataclass
class _Open:
    """A status that has begun and not ended yet, while the rows are read in order."""

    since: Days
    first_row: str
    rows: list[str]
    last: Days
    """The days of the last row that shows it."""
    known: bool
    """False where the beginning itself is not on record."""


def _stretches(rule: Rule, child: Person | None, found: Iterable[tuple[Row, str]]) -> Iterator[Interval]:
    now: _Open | None = None
    ended: Days | None = None
    for row, meaning in found:
        if now and rule.rest_days and (row.days[0] - now.last[1]).days > rule.rest_days:
            yield _closed(rule, child, now, _at_rest(rule, now), None)
            now = None
        if meaning == END:
            if now is None and not (ended and (row.days[0] - ended[1]).days <= SAME_END_DAYS):
                # What ends had begun, though nothing says when.
                now = _begun_before(child, row) if row.kind in rule.begins and not rule.again else None
            if now:
                yield _closed(rule, child, now, row.days, row)
                now, ended = None, row.days
            continue
        if now and rule.again and meaning == BEGIN and row.days[0] > now.since[1]:
            yield _closed(rule, child, now, row.days, row)
            now = None
        if now is None:
            begins = meaning == BEGIN
            now = _Open(row.days, row.id, [row.id], row.days, True) if begins else _begun_before(child, row)
        elif row.id not in now.rows:
            now.rows.append(row.id)
            now.last = row.days
    if now:
        yield _closed(rule, child, now, _at_rest(rule, now), None)


def _at_rest(rule: Rule, now: _Open) -> Days | None:
    """Return when a status of which nothing more is recorded may have ended, None where it goes on."""
    return (now.last[0], now.last[1] + timedelta(days=rule.rest_days)) if rule.rest_days else None


def _begun_before(child: Person | None, row: Row) -> _Open:
    """Return a status of which a row shows only that it had begun by then."""
    born = child.birth.earliest if child else None
    # Before the birth it can only have begun shortly before; with no birth known, in a whole childhood.
    earliest = min(born, row.days[0]) if born else add_months(row.days[1], -12 * ADULT)
    return _Open((earliest, row.days[1]), row.id, [row.id], row.days, False)


def _closed(rule: Rule, child: Person | None, now: _Open, until: Days | None, end: Row | None) -> Interval:
    rows = list(dict.fromkeys((*now.rows, end.id))) if end else now.rows
    why = "Its beginning is recorded" if now.known else "It had begun by the first entry that shows it"
    if end:
        why += ", and its end."
    elif until:
        why += "; nothing more is recorded of it, so that it may have ended on any day from then."
    else:
        why += "; no end is recorded."
    if until is None and child is not None:
        until, more = _latest_end(rule, child)
        why += more
    if until and until[1] < now.since[0]:
        until = None
    return Interval(
        STATUS,
        rule.name,
        people=(child.id,) if child else (),
        since=now.since,
        until=until,
        first_row=now.first_row,
        last_row=end.id if end else "",
        rows=tuple(rows),
        why=why,
    )


def _latest_end(rule: Rule, child: Person) -> tuple[Days | None, str]:
    """Return the end that a life or an age sets, and the words for it."""
    ends: list[tuple[Days, str]] = []
    death, birth = child.death, child.birth
    if death.earliest and death.latest:
        ends.append(((death.earliest, death.latest), " It lasts at most to the death."))
    if rule.until_age and birth.earliest and birth.latest:
        days = (birthday(birth.earliest, rule.until_age), birthday(birth.latest, rule.until_age))
        ends.append((days, f" It lasts at most to the age of {rule.until_age}."))
    return min(ends, default=(None, ""), key=lambda end: end[0] if end[0] else (date.max, date.max))
