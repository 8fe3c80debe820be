"""One event recorded by several agencies: which records tell of the same."""

from __future__ import annotations

import numpy as np

from workbench.chronology.pairs.candidates import Pairs
from workbench.chronology.pairs.contacts import Contacts, Weighed, chosen
from workbench.chronology.pairs.evidence import Evidence
from workbench.chronology.pairs.figures import lag_points, points
from workbench.chronology.pairs.mentions import Mentions
from workbench.chronology.pairs.table import Table
from workbench.chronology.pairs.windows import Days, distinct, joined

MESSAGES = ("report_sent", "report_received", "information_shared")
"""Kinds that tell of what happened before."""
ABOUT = (
    "acknowledgement", "decision_front_door", "information_request", "handover_transfer", "supervision",
    "escalation", "review_step",
)  # fmt: skip
"""Kinds that speak about events and are none that another agency would record, too."""
STATED_ABOUT = (
    "registration_change", "assessment_decided", "assessment_completed", "plan_made_or_changed",
    "legal_event", "case_opened_closed", "missed_contact", "no_access",
)  # fmt: skip
"""Kinds of which the same holds where the agency states them; words that suggest them can mean more."""
MOST_BY_TOPIC = 8
FAR = -10.0
"""Fewer points than any days that can hold have."""
DAYS_APART = 3


def find_events(
    table: Table, evidence: Evidence, contacts: Contacts, by_word: Pairs, mentions: Mentions
) -> list[list[int]]:
    """Return the records of each event that more than one agency recorded, by their places in the table."""
    message, meeting = table.of_kinds(MESSAGES), table.meeting >= 0
    tells = ~meeting & ~table.of_kinds(ABOUT) & ~(table.of_kinds(STATED_ABOUT) & table.kind_stated)
    first, last = _event_days(table, message, mentions)
    pairs = joined([
        (contacts.one, contacts.other), by_word,
        _same_topic(table, tells, first, last), _reported(table, tells & message, tells),
    ])  # fmt: skip
    one, other = distinct(np.minimum(*pairs), np.maximum(*pairs), len(table))
    keep = tells[one] & tells[other] & (table.agency[one] != table.agency[other])
    one, other = one[keep], other[keep]
    one, other, speaks = _speaks(table, evidence, contacts, message, first, last, one, other)
    links = [chosen(table, *_by_agency(table, one, other, _worth(speaks)))]
    both = meeting[contacts.one] & meeting[contacts.other]
    links.append((contacts.one[both], contacts.other[both], contacts.worth[both]))
    groups = _Groups(table, message)
    groups.join(*(np.concatenate(parts) for parts in zip(*links, strict=True)))
    groups.join(*_to_groups(groups.numbers(), one, other, speaks))
    return groups.found()


def _to_groups(number: np.ndarray, one: np.ndarray, other: np.ndarray, speaks: np.ndarray) -> Weighed:
    """Return links of entries that stand alone to events: what one record does not share another may."""
    alone = [(lone, member) for lone, member in ((one, other), (other, one))]
    found = []
    for lone, member in alone:
        rows = np.flatnonzero((number[lone] < 0) & (number[member] >= 0))
        found.append((lone[rows], member[rows], speaks[:, rows]))
    lone, member = (np.concatenate([part[at] for part in found]) for at in (0, 1))
    parts = np.concatenate([part[2] for part in found], axis=1)
    keys, place = np.unique(lone * (int(number.max(initial=0)) + 1) + number[member], return_inverse=True)
    best = np.full((len(parts), len(keys)), -np.inf)
    for row in range(len(parts)):
        np.maximum.at(best[row], place, parts[row])
    first = np.zeros(len(keys), dtype="int64")
    first[place[::-1]] = np.arange(len(place))[::-1]
    worth = _worth(best)
    keep = worth > 0
    return lone[first[keep]], member[first[keep]], worth[keep]


def _event_days(table: Table, message: np.ndarray, mentions: Mentions) -> tuple[np.ndarray, np.ndarray]:
    """Return the days on which what an entry tells of can have been: those of a message end with its own."""
    before = points()["event"]["reported_within_days"]
    first, last = np.where(message, table.first - before, table.first), table.last.copy()
    at, day = mentions.at, mentions.day
    near = message[at] & (day <= table.last[at]) & (day >= table.first[at] - 2 * before)
    at, day = at[near], day[near]
    single = np.bincount(at, minlength=len(table))[at] == 1
    first[at[single]] = last[at[single]] = day[single]
    return first, last


def _same_topic(table: Table, tells: np.ndarray, first: np.ndarray, last: np.ndarray) -> Pairs:
    """Return pairs of entries that carry a topic in common within a few days."""
    narrow = tells & (last - first <= points()["contact"]["widest_days"])
    found = [(np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64"))]
    for topic in range(table.topics.bits.shape[1]):
        at = np.flatnonzero(narrow & table.topics.bits[:, topic])
        zero = np.zeros(len(at), dtype="int64")
        days = Days(at, zero, first[at])
        place, other = days.between(zero, first[at], last[at] + DAYS_APART, most=MOST_BY_TOPIC)
        found.append((at[place], other))
    return joined(found)


def _reported(table: Table, message: np.ndarray, tells: np.ndarray) -> Pairs:
    """Return pairs of a message and what the agency that it came from recorded in the days before."""
    at, other = table.heard.at, table.heard.other
    rows = message[at] & (table.width[at] <= points()["contact"]["widest_days"])
    at, other = at[rows], other[rows]
    known = np.flatnonzero(tells & (table.width <= points()["contact"]["widest_days"]))
    days = Days(known, table.agency[known], table.first[known])
    before = points()["event"]["reported_within_days"]
    place, told = days.between(other, table.first[at] - before, table.last[at], most=MOST_BY_TOPIC)
    return at[place], told


WORDING, TOPICS, TIME, PAIRED = range(4)
"""The rows of what speaks for an event that decide more than the sum of all."""


def _speaks(
    table: Table, evidence: Evidence, contacts: Contacts, message: np.ndarray,
    first: np.ndarray, last: np.ndarray, one: np.ndarray, other: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Return the pairs that could be one event, and the points of each sort (row) for each (column)."""
    figures = points()["event"]
    days = _days(table, message, first, last, one, other)
    near = days > FAR
    one, other, days = one[near], other[near], days[near]
    paired = np.isin(one * len(table) + other, contacts.one * len(table) + contacts.other)
    named = np.zeros(len(one))
    for asking, asked in ((one, other), (other, one)):
        for column in ("told", "heard"):
            named += evidence.naming(asking, table.agency[asked], column)[0] * figures["named"]
    third = (message[one] | message[other]) & (named == 0)
    speaks = np.stack([
        np.full(len(one), points()["wording"]["most"]),
        evidence.topics(one, other), evidence.time(one, other),
        paired * figures["paired"], evidence.people(one, other), named, third * figures["third"], days,
    ])  # fmt: skip
    # Words are compared only where they can still decide.
    open_ = speaks.sum(axis=0) > figures["enough"]
    one, other, speaks = one[open_], other[open_], speaks[:, open_]
    speaks[WORDING] = evidence.wording(one, other)
    return one, other, speaks


def _worth(speaks: np.ndarray) -> np.ndarray:
    """Return by how much what speaks for one event exceeds what is asked for."""
    figures = points()["event"]
    worth = speaks.sum(axis=0) - figures["enough"]
    alike = np.maximum(speaks[[WORDING, TIME]], 0).sum(axis=0) >= figures["enough_alike"]
    paired = speaks[PAIRED] > 0
    # Two visits to one family on one day, both about money, need not be one.
    worth[(speaks[TOPICS] > 0) & ~alike & ~paired] -= figures["topic_alone"]
    worth[(speaks[TOPICS] <= 0) & ~alike & ~(paired & (speaks[TOPICS] == 0))] = -1.0
    return worth


def _days(
    table: Table, message: np.ndarray, first: np.ndarray, last: np.ndarray, one: np.ndarray, other: np.ndarray
) -> np.ndarray:
    """Return the points for the days: both on the spot, or one a message about what was before."""
    figures = points()["event"]
    seen = lag_points(
        first[other] - last[one], last[other] - first[one], figures["both_seen"], start=-DAYS_APART
    )
    found = seen
    for tells, of in ((one, other), (other, one)):
        reported = lag_points(
            table.first[tells] - table.last[of],
            table.last[tells] - table.first[of],
            figures["reported"],
            start=0,
        )
        found = np.where(message[tells], np.maximum(found, reported), found)
    return found


def _by_agency(table: Table, one: np.ndarray, other: np.ndarray, worth: np.ndarray) -> Weighed:
    """Return the pairs with the lower agency first, so that each two agencies are matched once."""
    turned = table.agency[one] > table.agency[other]
    return np.where(turned, other, one), np.where(turned, one, other), worth


class _Groups:
    """Events as they grow: an agency has one record of an event, and one message about it."""

    def __init__(self, table: Table, message: np.ndarray) -> None:
        self._slot = (table.agency * 2 + message).tolist()
        self._of: dict[int, list[int]] = {}

    def join(self, one: np.ndarray, other: np.ndarray, worth: np.ndarray) -> None:
        """Put together what is linked, the strongest links first."""
        slot = self._slot
        for number in np.lexsort((other, one, -worth)).tolist():
            first, second = int(one[number]), int(other[number])
            mine, theirs = self._of.get(first, [first]), self._of.get(second, [second])
            if mine is theirs or not {slot[at] for at in mine}.isdisjoint(slot[at] for at in theirs):
                continue
            both = sorted(mine + theirs)
            for at in both:
                self._of[at] = both

    def numbers(self) -> np.ndarray:
        """Return for each entry the first one of its event, -1 where it is in none."""
        numbers = np.full(len(self._slot), -1, dtype="int64")
        for at, members in self._of.items():
            numbers[at] = members[0]
        return numbers

    def found(self) -> list[list[int]]:
        """Return the events in order."""
        return [members for at, members in sorted(self._of.items()) if members[0] == at]
