"""The network of a case: places fixed once, contacts counted for any day or window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from workbench.chronology import Case
from workbench.network.contacts import contacts
from workbench.network.expected import NOTHING, Expectations, Without
from workbench.network.expecting import expected_contacts
from workbench.network.rings import places
from workbench.vocabulary import AGENCY_TYPES

NO_TIMELINE = "no timeline supplied"
WHICH_SERVICE = "service not named"
NEVER = 2**31 - 1
"""Stands for an unknown day: later than every day of a slider."""
CATEGORIES = ("both", "sender", "receiver", "seen", "missed")


@dataclass(frozen=True, slots=True)
class Node:
    """An agency or a person, with its place for all time."""

    id: str
    """ "agency:slug" or "person:id"."""
    label: str
    ring: str
    """child, family or agency."""
    type: str
    """The type of agency, or the person's role."""
    x: float
    y: float
    supplied_timeline: bool = True
    note: str = ""
    """Why an agency has no timeline of its own here, in words."""
    active: bool = True
    """False where nothing is recorded in the days looked at."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything recorded from one node to another in the days looked at."""

    source: str
    target: str
    both: int = 0
    """Messages that sender and receiver recorded."""
    sender: int = 0
    receiver: int = 0
    seen: int = 0
    """Contacts of an agency with a person."""
    missed: int = 0
    """Contacts that were not made, or in which the child was not seen."""
    first: date | None = None
    last: date | None = None

    @property
    def is_message(self) -> bool:
        return self.target.startswith("agency:")

    @property
    def count(self) -> int:
        """Messages, or contacts made and not made, each counted once."""
        return self.both + self.sender + self.receiver + self.seen + self.missed

    @property
    def recorded_by(self) -> str:
        """both, sender, receiver or mixed for messages; agency for contacts with people."""
        sides = [side for side in ("both", "sender", "receiver") if getattr(self, side)]
        return sides[0] if len(sides) == 1 else "mixed" if sides else "agency"


@dataclass(frozen=True, slots=True)
class Seen:
    """The part of a network that is recorded in some days."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    day: date | None
    since: date | None
    expected: Without = NOTHING
    """What guidance would expect by the day, and what of it has no record by then."""


@dataclass(frozen=True)
class Network:
    """The contacts of a case on fixed rings. Make one with `network`."""

    nodes: tuple[Node, ...]
    contacts: pd.DataFrame
    """Every contact end; see `workbench.network.contacts`."""
    of: Mapping[str, int]
    """What was looked at: entries, undated, without_told_or_heard, without_people."""
    _pairs: tuple[tuple[str, str], ...] = field(repr=False)
    _key: np.ndarray = field(repr=False)
    """For each contact, counted once: number of its pair times the categories, plus its category."""
    _first: np.ndarray = field(repr=False)
    _last: np.ndarray = field(repr=False)
    """The days since 1970 on which each contact could have begun and ended; NEVER where undated."""
    expected: Expectations = field(default_factory=Expectations, repr=False)

    def as_of(self, day: date | None = None, since: date | None = None) -> Seen:
        """Return what is recorded up to ``day`` (and from ``since``); without both, all there is.

        A contact counts from the first day that it could have happened. Undated
        ones count only where no ``day`` is given.
        """
        chosen = np.ones(len(self._key), dtype=bool)
        if day is not None:
            chosen &= self._first <= _number(day)
        if since is not None:
            chosen &= self._last >= _number(since)
        size = len(self._pairs) * len(CATEGORIES)
        key = self._key[chosen]
        counts = np.bincount(key, minlength=size).reshape(-1, len(CATEGORIES))
        pair = key // len(CATEGORIES)
        first = np.full(len(self._pairs), NEVER, dtype="int64")
        last = np.full(len(self._pairs), -1, dtype="int64")
        dated = self._first[chosen] != NEVER
        np.minimum.at(first, pair[dated], self._first[chosen][dated])
        np.maximum.at(last, pair[dated], self._last[chosen][dated])
        edges = tuple(
            Edge(*self._pairs[i], *counts[i].tolist(), first=_day(first[i]), last=_day(last[i]))
            for i in np.flatnonzero(counts.sum(axis=1))
        )
        expected = self.expected.by(day, since)
        return Seen(self._visible(edges, expected), edges, day, since, expected)

    def only(self, part: Case, until: date | None = None) -> Network:
        """Return the contacts that the entries of a part of the case record; the places stay.

        Of a message one end is enough: the other may lie outside of the part. What is expected is
        what these entries set off, and was due by ``until``, the last day of the part if it has one.
        """
        codes, _ = pd.factorize(self.contacts["contact"])
        kept = self.contacts["entry"].isin(list(part.entries.index)).to_numpy()
        single = np.zeros(len(self._key), dtype=bool)
        single[codes[kept]] = True
        return replace(
            self,
            contacts=self.contacts.loc[single[codes]],
            of={**_denominators(part), "narrowed_from": self.of["entries"]},
            _key=self._key[single],
            _first=self._first[single],
            _last=self._last[single],
            expected=self.expected.only(part.entries.index, until),
        )

    @cached_property
    def most(self) -> int:
        """The most contacts that any line stands for over all dates."""
        return max((edge.count for edge in self.as_of().edges), default=1)

    @cached_property
    def first_entries(self) -> dict[tuple[str, str], str]:
        """For each pair the id of the first entry that records a contact from the one to the other."""
        ends = self.contacts.drop_duplicates(["source", "target"])
        return dict(zip(zip(ends["source"], ends["target"], strict=True), ends["entry"], strict=True))

    def _visible(self, edges: tuple[Edge, ...], expected: Without) -> tuple[Node, ...]:
        """Agencies that sent a timeline and the child always show; others once there is a line to them."""
        touched = {end for edge in edges for end in (edge.source, edge.target)}
        wanted = {end for one in expected.contacts for end in (one.source, one.target)}
        return tuple(
            node if node.id in touched else replace(node, active=False)
            for node in self.nodes
            if node.id in touched or node.id in wanted or (node.supplied_timeline and node.ring != "family")
        )


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _day(number: int) -> date | None:
    return None if number in (NEVER, -1) else date(1970, 1, 1) + timedelta(days=int(number))


def network(case: Case) -> Network:
    """Return the network of a case, its places computed once for all time."""
    ends = contacts(case)
    single = ends.drop_duplicates("contact")
    pairs = list(dict.fromkeys(zip(single["source"], single["target"], strict=True)))
    number = {pair: i for i, pair in enumerate(pairs)}
    category = [
        CATEGORIES.index(kind if by == "agency" else by)
        for kind, by in zip(single["kind"], single["recorded_by"], strict=True)
    ]
    pair_of = [number[pair] for pair in zip(single["source"], single["target"], strict=True)]
    first, last = _days(ends)
    expected = expected_contacts(case, ends)
    return Network(
        nodes=_nodes(case, pairs, np.bincount(pair_of, minlength=len(pairs)), expected),
        contacts=ends,
        of=_denominators(case),
        _pairs=tuple(pairs),
        _key=np.array(pair_of, dtype="int64") * len(CATEGORIES) + np.array(category, dtype="int64"),
        _first=first,
        _last=last,
        expected=expected,
    )


def _days(ends: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return per contact the first and the last day it could have happened; an open side takes the other."""
    contact, contacts = pd.factorize(ends["contact"])
    first = np.full(len(contacts), NEVER, dtype="int64")
    last = np.full(len(contacts), -1, dtype="int64")
    for column, other in (("earliest", "latest"), ("latest", "earliest")):
        moments = ends[column].fillna(ends[other]).to_numpy().astype("datetime64[D]")
        known = ~np.isnat(moments)
        days = moments[known].astype("int64")
        if column == "earliest":
            np.minimum.at(first, contact[known], days)
        else:
            np.maximum.at(last, contact[known], days)
    return first, np.where(first == NEVER, NEVER, last)


def _nodes(
    case: Case, pairs: list[tuple[str, str]], counts: np.ndarray, expected: Expectations
) -> tuple[Node, ...]:
    """Return every node that is ever in touch with another, agencies that sent a timeline, and the child."""
    touched = {end for pair in pairs for end in pair}
    # One that could be drawn; an agency of which only is said that it sent no timeline needs no place.
    touched |= {end for one in expected.contacts if not one.lacking for end in (one.source, one.target)}
    kinds = list(AGENCY_TYPES)
    supplied = sorted(case.agencies.values(), key=lambda agency: (kinds.index(agency.type), agency.label))
    agencies = {f"agency:{agency.slug}": (agency.label, agency.type, True, "") for agency in supplied}
    for name in sorted(end for end in touched if end.startswith("agency:") and end not in agencies):
        agencies[name] = _named_only(case, name.removeprefix("agency:"))
    people = {f"person:{person.id}": person for person in case.people}
    rings = {
        "child": [id for id, person in people.items() if person.subject],
        "family": [id for id, person in people.items() if not person.subject and id in touched],
        "agency": list(agencies),
    }
    at = places(rings, dict(zip(pairs, counts.tolist(), strict=True)))
    nodes = [
        Node(id, people[id].label, ring, people[id].role, *at[id])
        for ring in ("child", "family")
        for id in rings[ring]
    ]
    nodes += [
        Node(id, label, "agency", kind, *at[id], supplied_timeline=sent, note=note)
        for id, (label, kind, sent, note) in agencies.items()
    ]
    return tuple(nodes)


def _named_only(case: Case, kind: str) -> tuple[str, str, bool, str]:
    """Return label, type, whether it sent a timeline, and a note, of an agency that only others name."""
    several = any(agency.type == kind for agency in case.agencies.values())
    label = AGENCY_TYPES[kind].label if kind in AGENCY_TYPES else kind
    return label, kind, False, WHICH_SERVICE if several else NO_TIMELINE


def _denominators(case: Case) -> dict[str, int]:
    entries = case.entries
    messages = zip(entries["told"], entries["heard_from"], strict=True)
    return {
        "entries": len(entries),
        "undated": entries["scope"].tolist().count("undated"),
        "without_told_or_heard": sum(not told and not heard for told, heard in messages),
        "without_people": sum(not people for people in entries["people"]),
        "without_kind": entries["kind"].tolist().count(""),
        "agencies": len(case.agencies),
    }


def edge_events(network: Network, seen: Seen) -> dict[tuple[str, str], list[str]]:
    """Return for each edge the ids of the entries that record it, in the chronology's order."""
    ends = network.contacts
    keep = np.ones(len(ends), dtype=bool)
    codes, _ = pd.factorize(ends["contact"])
    if seen.day is not None:
        keep &= network._first[codes] <= _number(seen.day)
    if seen.since is not None:
        keep &= network._last[codes] >= _number(seen.since)
    events: dict[tuple[str, str], list[str]] = {}
    for source, target, entry in ends.loc[keep, ["source", "target", "entry"]].itertuples(index=False):
        ids = events.setdefault((source, target), [])
        if entry not in ids[-1:]:
            ids.append(entry)
    return events
