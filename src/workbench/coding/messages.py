"""Who told whom: the messages that an entry's words speak of, seen from the writer's desk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from workbench.coding.reading import PLANNED, Found
from workbench.coding.rules import ASKER, SELF

Resolve = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Message:
    """Words that speak of a message, with those it went to and came from; the writer is left out."""

    cell: int
    found: Found
    told: tuple[str, ...]
    heard: tuple[str, ...]
    answer: bool = False
    """True where it went to whoever had asked."""

    @property
    def planned(self) -> bool:
        return self.found.rule.planned or self.found.state == PLANNED


def messages(cells: list[list[Found]], *, mine: Collection[str], resolve: Resolve) -> list[Message]:
    """Return the messages of one entry that are the writer's own, sent or received.

    ``mine`` is what the writer's agency is called: its slug, and its type where
    that is not another one of the case. The comment and the source are asked
    only where the entry itself speaks of none.
    """
    made: list[Message] = []
    asked = any(one.rule.code == "information_request" and not one.state for cell in cells for one in cell)
    for place, cell in enumerate(cells):
        if place >= 2 and any(not one.planned for one in made):
            break
        words = [one for one in _message_words(cell) if asked or not one.rule.if_asked]
        made += _own_messages(place, words, {*mine, SELF}, resolve)
    return made


def _message_words(cell: list[Found]) -> list[Found]:
    return [
        one
        for one in cell
        if one.rule.field == "message"
        and one.state in ("", PLANNED)
        and (one.rule.after_person or not one.person_before)
    ]


def _own_messages(place: int, cell: list[Found], mine: set[str], resolve: Resolve) -> Iterator[Message]:
    read: list[tuple[Found, list[str], list[str]]] = []
    for one in cell:
        receivers = _named(one, "{to")
        senders = _named(one, "{from")
        receivers += [resolve(one.rule.to)] if one.rule.to not in ("", ASKER) else []
        senders += [resolve(one.rule.sender)] if one.rule.sender else []
        # "MARF submitted by school" says nothing of others in the school's own entry.
        if one.rule.to == ASKER or set(receivers) - mine or set(senders) - mine:
            read.append((one, receivers, senders))
    for one, receivers, senders in read:
        if any(_inside(one, other) for other, _, _ in read):
            continue
        told = tuple(name for name in receivers if name not in mine)
        heard = tuple(name for name in senders if name not in mine)
        if told and heard:
            # Between two others it is not the writer's; with the writer among them the other end counts.
            if mine & set(senders):
                heard = ()
            elif mine & set(receivers):
                told = ()
            else:
                continue
        yield Message(place, one, told, heard, one.rule.to == ASKER)


def _named(one: Found, slot: str) -> list[str]:
    """Return the agencies that fill one end of a message."""
    return [name for filled, mention in one.hit.filled if filled.startswith(slot) for name in mention.names]


def _inside(one: Found, other: Found) -> bool:
    """True where the words stand inside longer ones: "informed HV" in "police informed HV"."""
    size, others_size = one.hit.end - one.hit.start, other.hit.end - other.hit.start
    return size < others_size and other.hit.start <= one.hit.start and one.hit.end <= other.hit.end
