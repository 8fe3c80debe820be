"""Which row says that something was sent, and which row shows that it arrived.

The two ends of a contact are already paired; here each word that names an
agency as told or heard from becomes one link, with both of its rows where
there are two. What a meeting or joint visit accounts for is linked once for
each other agency that was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.ledger.gatherings import Gathering, gatherings
from workbench.ledger.model import COPY, INTENTION, INVITATION, MEETING, MESSAGE, MINUTES, SHARED_RECORD
from workbench.ledger.rows import Rows
from workbench.ledger.words import Called, holds

NONE = -1
HOLDS_THE_MEETING = "childrens-services"
"""The type of agency whose record of a meeting counts as the meeting's where there are several."""


@dataclass(frozen=True, slots=True)
class Link:
    """From whom to whom, how, and the places of the two rows; NONE where there is no such row."""

    sender: str
    receiver: str
    way: str
    sent: int
    """The sender's row; of an intention or an invitation the row that speaks of it."""
    received: int
    by_words: bool = False
    """True where only the words of a row, and no code, name the other agency."""

    @property
    def first_row(self) -> int:
        """The place of the row that it is listed under."""
        return self.sent if self.sent != NONE else self.received


@dataclass(frozen=True)
class Links:
    """All links of a case in order, and its meetings and joint visits."""

    rows: Rows
    links: tuple[Link, ...]
    gatherings: tuple[Gathering, ...]


def links_of(rows: Rows) -> Links:
    """Return the links of a case in the order of their first rows."""
    called = Called(rows.agencies)
    met = tuple(gatherings(rows, called))
    at_meetings = {named for one in met for named in one.named}
    group_of = {at: number for number, one in enumerate(met) for at in one.rows}
    found = [link for one in met for link in _of_gathering(rows, one)]
    found += _Messages(rows, called, at_meetings, group_of).links()
    return Links(
        rows, tuple(sorted(found, key=lambda link: (link.first_row, link.sender, link.receiver))), met
    )


def _of_gathering(rows: Rows, one: Gathering) -> Iterator[Link]:
    row_of = {rows.agency[at]: at for at in reversed(one.rows)}
    recorders = [name for name in one.present if name in row_of]
    asked = [(name, at) for name, at in one.invited if rows.agency[at] != name]
    for name, at in asked:
        yield Link(rows.agency[at], name, INVITATION, at, NONE, name in one.by_words)
    if not recorders:
        return
    holding = [name for name in recorders if rows.agencies[name].type == HOLDS_THE_MEETING]
    holder = (holding if one.way == MEETING and holding else recorders)[0]
    for name in one.present:
        if name != holder:
            received = row_of.get(name, NONE)
            yield Link(holder, name, one.way, row_of[holder], received, name in one.by_words)


class _Messages:
    """The links that "told", "heard from" and what is only planned stand for."""

    def __init__(
        self, rows: Rows, called: Called, at_meetings: set[tuple[int, str]], group_of: dict[int, int]
    ) -> None:
        self.rows, self.called = rows, called
        self.at_meetings, self.group_of = at_meetings, group_of
        self.answered: dict[int, set[str]] = {}
        """By the place of a receipt, the agencies that it is already linked with."""

    def links(self) -> list[Link]:
        """Return all of them, those of senders first, as these settle which receipts are theirs."""
        told, planned = self.rows.columns["told"], self.rows.columns["planned"]
        heard = self.rows.columns["heard_from"]
        found: list[Link] = []
        for at, tokens in enumerate(told):
            if tokens:
                found += self._sent(at, tokens)
        for at, tokens in enumerate(heard):
            if tokens:
                found += self._received(at, tokens)
        for at, names in enumerate(planned):
            if names:
                found += self._planned(at, names)
        return found

    def _sent(self, at: int, tokens: Sequence[str]) -> Iterator[Link]:
        own, seen = self.rows.agency[at], set()
        for token in tokens:
            meant = self._others(token, own)
            if meant is None or (at, token) in self.at_meetings:
                continue
            other = self._other_end(at, meant, "heard_from")
            name = self.rows.agency[other] if other != NONE else _only(meant, token)
            if name in seen:
                continue
            seen.add(name)
            if other != NONE:
                self.answered.setdefault(other, set()).add(own)
            yield Link(own, name, self._way(at, other, token), at, other)

    def _received(self, at: int, tokens: Sequence[str]) -> Iterator[Link]:
        own, seen = self.rows.agency[at], set(self.answered.get(at, ()))
        for token in tokens:
            meant = self._others(token, own)
            if meant is None or (at, token) in self.at_meetings or not seen.isdisjoint(meant):
                continue
            other = self._other_end(at, meant, "told")
            name = self.rows.agency[other] if other != NONE else _only(meant, token)
            if name not in seen:
                seen.add(name)
                yield Link(name, own, self._way(other, at, token), other, at)

    def _planned(self, at: int, names: Sequence[str]) -> Iterator[Link]:
        own = self.rows.agency[at]
        told = {slug for token in self.rows.columns["told"][at] for slug in (token, *self.rows.meant(token))}
        for name in names:
            field, _, token = name.partition(":")
            meant = self._others(token, own) if field == "told" else None
            if meant is not None and token not in told and told.isdisjoint(meant):
                yield Link(own, _only(meant, token), INTENTION, at, NONE)

    def _others(self, token: str, own: str) -> tuple[str, ...] | None:
        """Return the agencies that a word can mean beside the writer's; None where it means the writer."""
        meant = self.rows.meant(token)
        others = tuple(slug for slug in meant if slug != own)
        return None if meant and not others else others

    def _other_end(self, at: int, meant: tuple[str, ...], column: str) -> int:
        """Return the place of the other end of a contact; that which names this one back comes first."""
        rows, own = self.rows, self.rows.agency[at]
        near = [
            other
            for other in rows.beside(at)
            if rows.agency[other] in meant and not self._same_gathering(at, other)
        ]
        for other in near:
            if any(own in rows.meant(token) for token in rows.columns[column][other]):
                return other
        return near[0] if near else NONE

    def _same_gathering(self, at: int, other: int) -> bool:
        """True if both rows tell of one meeting, which is accounted for as such."""
        return at in self.group_of and self.group_of[at] == self.group_of.get(other)

    def _way(self, sent: int, received: int, token: str) -> str:
        for at, other in ((sent, token), (received, "")):
            if at == NONE:
                continue
            text = self.rows.text(at)
            if holds("minutes", text):
                return MINUTES
            if other and self.called.behind("copied", other, text):
                return COPY
            if other and self.called.near("invited", other, text) and not holds("came", text):
                return INVITATION
            if received == at and holds("shared_record", text):
                return SHARED_RECORD
        return MESSAGE


def _only(meant: tuple[str, ...], token: str) -> str:
    return meant[0] if len(meant) == 1 else token
