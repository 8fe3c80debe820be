"""Meetings and joint visits: who was there, who was only asked to come, and which rows tell of it.

An agency was there if it recorded the meeting itself, or if another's record
names it and does not say that it was asked only, sent apologies or stayed away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.chronology.pairs.table import MEETINGS
from workbench.ledger.model import JOINT_VISIT, MEETING
from workbench.ledger.rows import Rows
from workbench.ledger.words import Called, holds

VISITS = frozenset(
    {"visit_child", "health_contact", "contact_adult", "assessment_completed", "s47_enquiry", ""}
)
"""Kinds of entries that can be a visit by two services; a report about one is none."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting or joint visit, whoever recorded it."""

    way: str
    rows: tuple[int, ...]
    """The places of its records, in order."""
    present: tuple[str, ...]
    """Agencies that were there, those with a record of their own first; a type where nobody says which."""
    invited: tuple[tuple[str, int], ...]
    """Agencies that were asked only or stayed away, with the row that says so."""
    named: tuple[tuple[int, str], ...]
    """The row and the word of every agency that this accounts for: these are no further messages."""


def gatherings(rows: Rows, called: Called) -> Iterator[Gathering]:
    """Yield the meetings and joint visits of a case in the order of their first records."""
    meetings = [at for at, kind in enumerate(rows.columns["kind"]) if kind in MEETINGS]
    for group in _together(rows, meetings):
        yield _meeting(rows, called, group)
    visits = [
        at
        for at, kind in enumerate(rows.columns["kind"])
        if kind in VISITS
        and (rows.columns["told"][at] or rows.columns["heard_from"][at] or rows.columns["paired_with"][at])
        and holds("joint", rows.text(at))
    ]
    met = {at: _visit_with(rows, called, at) for at in visits}
    both = {other for _, others in met.values() for other in others}
    for group in _together(rows, sorted({*visits, *both})):
        tokens = [(at, token) for at in group if at in met for token in met[at][0]]
        yield _gathering(rows, JOINT_VISIT, group, tokens, set(), [])


def _together(rows: Rows, places: Iterable[int]) -> list[tuple[int, ...]]:
    """Return the rows in groups that tell of the same, as far as they were paired."""
    root = {at: at for at in places}

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for at in root:
        for name in ("paired_with", "same_as"):
            for id in rows.columns[name][at]:
                other = rows.place[id]
                if other in root and (one := top(at)) != (two := top(other)):
                    root[max(one, two)] = min(one, two)
    groups: dict[int, list[int]] = {}
    for at in sorted(root):
        groups.setdefault(top(at), []).append(at)
    return [tuple(group) for group in groups.values()]


def _meeting(rows: Rows, called: Called, group: tuple[int, ...]) -> Gathering:
    away: set[str] = set()
    tokens: list[tuple[int, str]] = []
    invited: list[tuple[str, int]] = []
    for at in group:
        text = rows.text(at)
        if holds("stayed_away", text) and not holds("came", text):
            away.add(rows.agency[at])
            invited.append((rows.agency[at], at))
        for token in _named(rows, at):
            if called.near("minutes", token, text) and not called.near("came", token, text):
                continue  # that is a message: the record of the meeting went to them
            asked = called.near("invited", token, text) and not called.near("came", token, text)
            if asked or called.near("not_there", token, text):
                invited.append((token, at))
            else:
                tokens.append((at, token))
    return _gathering(rows, MEETING, group, tokens, away, invited)


def _gathering(
    rows: Rows,
    way: str,
    group: tuple[int, ...],
    tokens: list[tuple[int, str]],
    away: set[str],
    invited: list[tuple[str, int]],
) -> Gathering:
    own = dict.fromkeys(rows.agency[at] for at in group if rows.agency[at] not in away)
    present = dict(own)
    for at, token in tokens:
        meant = [slug for slug in rows.meant(token) if slug != rows.agency[at]]
        if not meant and rows.meant(token):
            continue  # its own service by another name
        if not own.keys() & set(meant) and not away & set(meant):
            present[meant[0] if len(meant) == 1 else token] = None
    asked = {}
    for token, at in invited:
        meant = rows.meant(token)
        name = meant[0] if len(meant) == 1 else token
        if name not in present and not own.keys() & set(meant):
            asked.setdefault(name, at)
    named = (*tokens, *((at, token) for token, at in invited))
    return Gathering(way, group, tuple(present), tuple(asked.items()), named)


def _visit_with(rows: Rows, called: Called, at: int) -> tuple[list[str], list[int]]:
    """Return whom a row names as being there, and the rows in which these record the same visit."""
    text, tokens = rows.text(at), _named(rows, at)
    near = [token for token in tokens if called.near("joint", token, text)]
    chosen = near or (tokens if len(tokens) == 1 else [])
    others = [
        other
        for other in (*rows.beside(at), *(rows.place[id] for id in rows.columns["same_as"][at]))
        if rows.columns["kind"][other] in VISITS
        and rows.agency[other] != rows.agency[at]
        and (not chosen or any(rows.agency[other] in rows.meant(token) for token in chosen))
    ]
    return chosen, others


def _named(rows: Rows, at: int) -> list[str]:
    return list(dict.fromkeys((*rows.columns["told"][at], *rows.columns["heard_from"][at])))
