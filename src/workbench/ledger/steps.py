"""What the rows show of a piece of information after it was sent: understood, acted on, fed back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from workbench.chronology.pairs.table import MEETINGS
from workbench.ledger.links import NONE, Link
from workbench.ledger.model import INTENTION, INVITATION, Message, Step
from workbench.ledger.rows import ALWAYS, NEVER, Rows, day_of
from workbench.ledger.words import holds

LATER_DAYS = 28
"""So many days on, a row can still be what came of a message; later it is rather about something else."""
ACTING = frozenset({
    "visit_child", "contact_adult", "health_contact", "decision_front_door", "s47_enquiry", "cp_medical",
    "assessment_decided", "assessment_completed", "plan_made_or_changed", "registration_change",
    "legal_event", "placement_event", "report_sent", "information_request", "escalation",
    "domestic_abuse_assessment", *MEETINGS,
})  # fmt: skip
"""Kinds of entries in which an agency does something."""
ACTED = frozenset({
    "advice_given", "accepted", "assessment_decided", "assessment_started", "assessment_completed",
    "overruled", "shared_with_family", "arrested", "transferred",
})  # fmt: skip
NOT_ACTED = frozenset({"nfa", "information_only", "internal_only"})
_Index = dict[tuple[str, ...], tuple[list[int], list[int]]]


class Steps:
    """Looks for the later steps of messages; a look costs two searches and the few rows between."""

    def __init__(self, rows: Rows) -> None:
        """Sort the rows by who acts, and by who told and heard from whom."""
        self.rows = rows
        found: dict[tuple[str, ...], list[int]] = {}
        columns = rows.columns
        cells = zip(rows.agency, columns["kind"], columns["told"], columns["heard_from"], strict=True)
        for at, (own, kind, told, heard) in enumerate(cells):
            if kind in ACTING:
                found.setdefault(("acts", own), []).append(at)
            for token in told:
                for slug in rows.meant(token) or (token,):
                    found.setdefault(("told", own, slug), []).append(at)
            for token in heard:
                for slug in rows.meant(token) or (token,):
                    found.setdefault(("heard", own, slug), []).append(at)
        self._index: _Index = {}
        for key, places in found.items():
            dated = sorted((at for at in places if rows.firsts[at] != ALWAYS), key=rows.firsts.__getitem__)
            self._index[key] = ([rows.firsts[at] for at in dated], dated)

    def message(self, link: Link) -> Message:
        """Return a link with all that the rows show of it."""
        rows, columns = self.rows, self.rows.columns
        passed = link.way != INTENTION
        basis = [at for at in (link.sent, link.received) if at != NONE]
        first, last = rows.firsts[basis[-1]], rows.lasts[basis[-1]]
        understood = acted = fed_back = NONE
        if passed and link.way != INVITATION:
            fed_back = self._fed_back(link)
            understood = self._understood(link, fed_back)
            acted = self._acted(link)
        senders, receivers = rows.meant(link.sender), rows.meant(link.receiver)
        return Message(
            sender=link.sender,
            receiver=link.receiver,
            way=link.way,
            about=_all(columns["people"][at] for at in basis),
            topics=_all(columns["topics"][at] for at in basis),
            kind=columns["kind"][basis[0]],
            sent=self._step(link.sent if passed else NONE),
            received=self._step(link.received),
            understood=self._step(understood),
            acted_on=self._step(acted, perhaps=acted != link.received),
            fed_back=self._step(fed_back),
            intended=None if passed else self._step(link.sent),
            not_carried=self._not_carried(link),
            suggested=link.by_words
            or any(
                name in columns["suggested"][at]
                for at, name in ((link.sent, "told"), (link.received, "heard_from"))
                if at != NONE
            ),
            sender_known=rows.covered(senders, first, last),
            receiver_known=rows.covered(receivers, first, last),
        )

    def _step(self, at: int, *, perhaps: bool = False) -> Step | None:
        if at == NONE:
            return None
        return Step(self.rows.ids[at], day_of(self.rows.firsts[at]), day_of(self.rows.lasts[at]), perhaps)

    def _not_carried(self, link: Link) -> tuple[str, ...]:
        if NONE in (link.sent, link.received):
            return ()
        arrived = self.rows.columns["topics"][link.received]
        return tuple(topic for topic in self.rows.columns["topics"][link.sent] if topic not in arrived)

    def _understood(self, link: Link, fed_back: int) -> int:
        """Return the receipt that carries every topic of what was sent, or the row that acknowledges it."""
        both = NONE not in (link.sent, link.received)
        if both and self.rows.columns["topics"][link.sent] and not self._not_carried(link):
            return link.received
        if fed_back != NONE and self.rows.columns["kind"][fed_back] == "acknowledgement":
            return fed_back
        return NONE

    def _acted(self, link: Link) -> int:
        """Return the receipt if it says what was done, else the receiver's next row that could be about it.

        Without a receipt nobody can say that what an agency did next came of this.
        """
        columns = self.rows.columns
        if link.received == NONE:
            return NONE
        outcome = columns["outcome"][link.received]
        response = columns["response"][link.received].strip().lower()
        said = response and outcome not in NOT_ACTED and not holds("nothing_done", response)
        if outcome in ACTED or said:
            return link.received
        for at in self._later(link, ("acts", link.receiver)):
            if self.rows.alike(at, link.first_row):
                return at
        return NONE

    def _fed_back(self, link: Link) -> int:
        """Return the row, of either side, that shows the sender told what came of it."""
        rows = self.rows
        back = rows.columns["told"][link.received] if link.received != NONE else ()
        if any(link.sender == token or link.sender in rows.meant(token) for token in back):
            return link.received
        for at in self._later(link, ("told", link.receiver, link.sender)):
            if rows.alike(at, link.first_row):
                return at
        for at in self._later(link, ("heard", link.sender, link.receiver)):
            if rows.alike(at, link.first_row):
                return at
        return NONE

    def _later(self, link: Link, key: tuple[str, ...]) -> Iterator[int]:
        """Yield the rows under a key that begin after a message, nearest first."""
        basis = {link.sent, link.received} - {NONE}
        since = max(self.rows.firsts[at] for at in basis)
        until = max(self.rows.lasts[at] for at in basis)
        if since == ALWAYS or key not in self._index:
            return
        days, places = self._index[key]
        end = (since if until == NEVER else until) + LATER_DAYS
        for number in range(bisect_left(days, since), bisect_right(days, end)):
            at = places[number]
            # A row before it on the same day is no answer, unless the other side wrote it.
            if at not in basis and (days[number] > since or self._behind(at, basis)):
                yield at

    def _behind(self, at: int, basis: set[int]) -> bool:
        """True if a row of the same day does not stand before its own agency's row of the message."""
        own = [other for other in basis if self.rows.agency[other] == self.rows.agency[at]]
        return all(at > other for other in own)


def _all(several: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in several for one in some))
