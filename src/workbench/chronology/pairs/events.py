"""One event recorded by several agencies: which records tell of the same."""

from __future__ import annotations

from collections.abc import Sequence

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
"""Kinds of which the same holds where the agency states them; words that suggest them can say something else."""
MOST_BY_TOPIC = 12
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
    worth = _worth(table, evidence, contacts, message, first, last, one, other)
    links = [chosen(table, *turned) for turned in [_by_agency(table, one, other, worth)]]
    both = meeting[contacts.one] & meeting[contacts.other]
    links.append((contacts.one[both], contacts.other[both], contacts.worth[both]))
    return _groups(table, message, [np.concatenate(parts) for parts in zip(*links, strict=True)])


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
    count = len(table.agencies)
    at, other = table.heard.at, table.heard.other
    rows = message[at] & (table.width[at] <= points()["contact"]["widest_days"])
    at, other = at[rows], other[rows]
    known = np.flatnonzero(tells & (table.width <= points()["contact"]["widest_days"]))
    days = Days(known, table.agency[known], table.first[known])
    before = points()["event"]["reported_within_days"]
    place, told = days.between(other % count, table.first[at] - before, table.last[at], most=MOST_BY_TOPIC)
    return at[place], told


def _worth(
    table: Table, evidence: Evidence, contacts: Contacts, message: np.ndarray,
    first: np.ndarray, last: np.ndarray, one: np.ndarray, other: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Return by how much what speaks for one event exceeds what is asked for."""
    figures = points()["event"]
    wording, topics = evidence.wording(one, other), evidence.topics(one, other)
    paired = np.isin(one * len(table) + other, contacts.one * len(table) + contacts.other)
    worth = wording + topics + evidence.people(one, other) + evidence.time(one, other)
    worth += _days(table, message, first, last, one, other)
    worth += np.where(paired, figures["paired"], 0.0)
    between = np.zeros(len(one), dtype=bool)
    for asking, asked in ((one, other), (other, one)):
        for column in ("told", "heard"):
            names, _ = evidence.naming(asking, table.agency[asked], column)
            worth += np.where(names, figures["named"], 0.0)
            between |= names
    worth += np.where((message[one] | message[other]) & ~between, figures["third"], 0.0)
    worth -= figures["enough"]
    worth[(topics <= 0) & (wording < figures["enough_words"]) & ~(paired & (topics == 0))] = -1.0
    return worth


def _days(
    table: Table, message: np.ndarray, first: np.ndarray, last: np.ndarray, one: np.ndarray, other: np.ndarray
) -> np.ndarray:
    """Return the points for the days: both on the spot, or one a message about what was before."""
    figures = points()["event"]
    seen = lag_points(first[other] - last[one], last[other] - first[one], figures["both_seen"], start=-DAYS_APART)
    found = seen
    for tells, of in ((one, other), (other, one)):
        reported = lag_points(
            table.first[tells] - table.last[of], table.last[tells] - table.first[of], figures["reported"], start=0
        )
        found = np.where(message[tells], np.maximum(found, reported), found)
    return found


def _by_agency(table: Table, one: np.ndarray, other: np.ndarray, worth: np.ndarray) -> Weighed:
    """Return the pairs with the lower agency first, so that each two agencies are matched once."""
    turned = table.agency[one] > table.agency[other]
    return np.where(turned, other, one), np.where(turned, one, other), worth


def _groups(table: Table, message: np.ndarray, links: Sequence[np.ndarray]) -> list[list[int]]:
    """Join what is linked, the strongest links first; an agency has one record of an event, and one message."""
    one, other, worth = links
    slot = (table.agency * 2 + message).tolist()
    group: dict[int, list[int]] = {}
    for number in np.lexsort((other, one, -worth)).tolist():
        first, second = int(one[number]), int(other[number])
        mine, theirs = group.get(first, [first]), group.get(second, [second])
        if mine is theirs or not {slot[at] for at in mine}.isdisjoint(slot[at] for at in theirs):
            continue
        both = sorted(mine + theirs)
        for at in both:
            group[at] = both
    return [members for at, members in sorted(group.items()) if members[0] == at]
