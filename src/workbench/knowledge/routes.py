"""The ways by which each agency came to hold each row: its own record, told, at a meeting, at a joint visit.

A route has two days: the first on which the row could have been held, and the
day from which it is certain. No route is earlier than the row itself, so that
nothing is held before it was written of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.ledger import INTENTION, INVITATION, JOINT_VISIT, MEETING, NEVER, NONE, Links

OWN, BOTH_ENDS, THERE, NAMED_THERE, SENDER_ONLY, SOME_SERVICE = range(6)
"""How sure a route is, the surest first."""
SURE = {
    OWN: "own record",
    BOTH_ENDS: "recorded by both",
    THERE: "was there by its own record",
    NAMED_THERE: "named as there by another's record",
    SENDER_ONLY: "said by the sender only",
    SOME_SERVICE: "which service it was is not said",
}


@dataclass(frozen=True)
class Routes:
    """All routes of a case as columns, by who holds the row, then by row, the one that is certain first."""

    names: tuple[str, ...]
    """Who can hold something: the agencies with a timeline, then those that others say they told."""
    holder: np.ndarray
    row: np.ndarray
    first: np.ndarray
    sure: np.ndarray
    how: np.ndarray
    """One of OWN to SOME_SERVICE."""
    link: np.ndarray
    """The number of the link, NONE where it is none."""
    shown: np.ndarray
    """The holder's own row that shows it, such as its receipt; NONE where there is none."""
    starts: np.ndarray
    """Where the routes of each name begin, and behind the last."""

    def of(self, name: str) -> slice:
        """Return which routes are those of an agency."""
        at = self.names.index(name)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))


_Line = tuple[int, int, int, int, int, int, int]


class _Making:
    """Collects the routes that are no own records, one by one; there are few beside these."""

    def __init__(self, links: Links) -> None:
        self.links, self.rows = links, links.rows
        self.numbers = {name: at for at, name in enumerate(links.rows.agencies)}
        self.lines: list[_Line] = []

    def add(self, name: str, row: int, how: int, link: int, shown: int = NONE) -> None:
        """Add a route for an agency, or one for each agency that a word could mean."""
        meant = self.rows.meant(name)
        own = self.rows.agency[row]
        for slug in meant or (name,):
            if slug == own:
                continue
            first, sure = self.rows.firsts[row], self.rows.lasts[row]
            if shown != NONE:
                first, sure = max(first, self.rows.firsts[shown]), max(sure, self.rows.lasts[shown])
            if len(meant) > 1:
                how, sure = SOME_SERVICE, NEVER
            number = self.numbers.setdefault(slug, len(self.numbers))
            self.lines.append((number, row, first, sure, how, link, shown))

    def messages(self) -> None:
        """Add what was told: the sender's row, from the day of its receipt where there is one."""
        gathered = (MEETING, JOINT_VISIT, INTENTION)
        at_meetings = {at for one in self.links.gatherings if one.way == MEETING for at in one.rows}
        for number, link in enumerate(self.links.links):
            if link.sent == NONE or link.way in gathered:
                continue
            if link.way == INVITATION and link.sent in at_meetings:
                continue  # to be asked to a meeting does not give what was said there
            how = BOTH_ENDS if link.received != NONE else SENDER_ONLY
            self.add(link.receiver, link.sent, how, number, link.received)

    def gatherings(self) -> None:
        """Add for everybody who was there what the others' records of it tell."""
        for one in self.links.gatherings:
            own = {self.rows.agency[at]: at for at in reversed(one.rows)}
            for name in one.present:
                how = THERE if name in own else NAMED_THERE
                for at in one.rows:
                    self.add(name, at, how, NONE)


def routes_of(links: Links) -> Routes:
    """Return every route of a case."""
    making = _Making(links)
    making.messages()
    making.gatherings()
    rows = links.rows
    own = np.array([making.numbers[slug] for slug in rows.agency], dtype="int64")
    size = len(rows)
    none = np.full(size, NONE, dtype="int64")
    more = np.array(making.lines, dtype="int64").reshape(-1, 7).T
    holder, row, first, sure, how, link, shown = (
        np.concatenate(parts)
        for parts in zip(
            (own, np.arange(size), rows.first, rows.last, np.full(size, OWN), none, none), more, strict=True
        )
    )
    order = np.lexsort((how, first, sure, row, holder))
    names = tuple(making.numbers)
    return Routes(
        names, *(column[order] for column in (holder, row, first, sure, how, link, shown)),
        starts=np.searchsorted(holder[order], np.arange(len(names) + 1)),
    )  # fmt: skip


def chosen(routes: Routes, places: np.ndarray, name: str) -> Routes:
    """Return the routes at some places under one name."""
    columns = (routes.holder, routes.row, routes.first, routes.sure, routes.how, routes.link, routes.shown)
    return Routes((name,), *(column[places] for column in columns), starts=np.array([0, len(places)]))
