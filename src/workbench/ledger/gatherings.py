"""Meetings and joint visits: who was there, who was only asked to come, and which rows tell of it.

An agency was there if it recorded the meeting itself, or if another's record
names it and does not say that it was asked only, sent apologies or stayed away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.chronology.pairs.table import MEETINGS
from workbench.ledger.model import JOINT_VISIT, MEETING
from workbench.ledger.rows import Rows
from workbench.ledger.words import Called, holds, says_not_denied, sentences

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
    by_words: frozenset[str] = frozenset()
    """Those of the present or invited whom only words name: no code, and no record of their own."""


def gatherings(rows: Rows, called: Called) -> Iterator[Gathering]:
    """Yield the meetings and joint visits of a case in the order of their first records."""
    meetings = [
        at
        for at, kind in enumerate(rows.columns["kind"])
        if kind in MEETINGS and not _minutes_only(rows.text(at))
    ]
    for group in _together(rows, meetings):
        yield _meeting(rows, called, group)
    visits = [
        at for at, kind in enumerate(rows.columns["kind"]) if kind in VISITS and holds("joint", rows.text(at))
    ]
    met = {at: _visit_with(rows, called, at) for at in visits}
    same = _same_day(rows, met)
    both = {other for _, others in met.values() for other in others}
    for group in _together(rows, sorted({*visits, *both}), same):
        tokens = [(at, token) for at in group if at in met for token in met[at][0]]
        yield _gathering(rows, JOINT_VISIT, group, tokens, set(), [])


def _same_day(rows: Rows, met: Mapping[int, tuple[list[str], list[int]]]) -> dict[int, int]:
    """Return for a joint visit the first row in which the other service records one of both that day."""
    first: dict[tuple[str, str, int, int], int] = {}
    found: dict[int, int] = {}
    for at, (tokens, _) in met.items():
        own, days = rows.agency[at], (rows.firsts[at], rows.lasts[at])
        for other in (slug for token in tokens for slug in rows.meant(token)):
            if days[0] == days[1]:
                first.setdefault((own, other, *days), at)
                if (theirs := first.get((other, own, *days))) is not None:
                    found[at] = theirs
    return found


def _together(
    rows: Rows, places: Iterable[int], more: Mapping[int, int] = MappingProxyType({})
) -> list[tuple[int, ...]]:
    """Return the rows in groups that tell of the same, as far as they were paired or ``more`` says so."""
    root = {at: at for at in places}

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for at in root:
        others = [rows.place[id] for name in ("paired_with", "same_as") for id in rows.columns[name][at]]
        for other in (*others, *([more[at]] if at in more else [])):
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
        if holds("stayed_away", text) and not says_not_denied("came", text):
            away.add(rows.agency[at])
            invited.append((rows.agency[at], at))
        coded = _named(rows, at)
        for token in coded:
            if called.near("minutes", token, text) and not called.near("came", token, text):
                continue  # that is a message: the record of the meeting went to them
            if _asked_only(called, token, text):
                invited.append((token, at))
            else:
                tokens.append((at, token))
        for token, there in _by_words(called, text):
            if there:
                tokens.append((at, token))
            else:
                invited.append((token, at))
    return _gathering(rows, MEETING, group, tokens, away, invited)


def _minutes_only(text: str) -> bool:
    """True if an entry under the name of a meeting tells only that its minutes came."""
    return holds("minutes_only", text) and not says_not_denied("came", text)


def _asked_only(called: Called, token: str, text: str) -> bool:
    """True if a record says of an agency that it was asked to come, or was not there."""
    asked = called.near("invited", token, text) and not called.near("came", token, text)
    return asked or called.near("not_there", token, text)


def _by_words(called: Called, text: str) -> Iterator[tuple[str, bool]]:
    """Yield whom the words of a meeting's record name as there, or as asked only, with which of the two."""
    for number, sentence in enumerate(sentences(text)):
        met = says_not_denied("came", sentence) or (number == 0 and holds("met_with", sentence))
        absent = holds("not_there", sentence) or holds("invited", sentence)
        if met or absent:
            for token in called.all_named(sentence):
                if _asked_only(called, token, sentence):
                    yield token, False
                elif met:
                    yield token, True


def _gathering(
    rows: Rows,
    way: str,
    group: tuple[int, ...],
    tokens: list[tuple[int, str]],
    away: set[str],
    invited: list[tuple[str, int]],
) -> Gathering:
    own = dict.fromkeys(rows.agency[at] for at in group if rows.agency[at] not in away)
    asked: dict[str, int] = {}
    for token, at in invited:
        meant = rows.meant(token)
        if not own.keys() & set(meant):
            asked.setdefault(meant[0] if len(meant) == 1 else token, at)
    present = dict(own)
    for at, token in tokens:
        meant = [slug for slug in rows.meant(token) if slug != rows.agency[at]]
        name = meant[0] if len(meant) == 1 else token
        # A word that means nobody else is the writer's own service by another name.
        known = bool(meant) or not rows.meant(token)
        if known and name not in asked and not own.keys() & set(meant) and not away & set(meant):
            present[name] = None
    named = (*tokens, *((at, token) for token, at in invited))
    coded = {slug for at in group for token in _named(rows, at) for slug in (token, *rows.meant(token))}
    words = frozenset({*present, *asked} - own.keys() - coded - away)
    return Gathering(way, group, tuple(present), tuple(asked.items()), named, words)


def _visit_with(rows: Rows, called: Called, at: int) -> tuple[list[str], list[int]]:
    """Return whom a row names as being there, and the rows in which these record the same visit."""
    text, tokens = rows.text(at), _named(rows, at)
    near = [token for token in tokens if called.near("joint", token, text)]
    chosen = near or (tokens if len(tokens) == 1 else [])
    for sentence in sentences(text) if not chosen else ():
        if holds("joint", sentence) and not holds("still_to_be", sentence):
            chosen = [
                token for token in called.all_named(sentence) if rows.agency[at] not in rows.meant(token)
            ]
            break
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
