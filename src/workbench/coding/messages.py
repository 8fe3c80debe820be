"""Who told whom: the messages that an entry's words speak of, seen from the writer's desk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from workbench.coding.reading import PLANNED, Found, Spoken
from workbench.coding.rules import ASKER, SELF

QUESTION = "question"
"""The code of a message's rule that says no more than that somebody asks."""

Resolve = Callable[[str], str]


class Message(NamedTuple):
    """Words that speak of a message, with those it went to and came from; the writer is left out."""

    cell: int
    found: Found
    told: tuple[str, ...]
    heard: tuple[str, ...]
    planned: bool
    answer: bool
    """True where it went to whoever had asked."""


def messages(cells: Sequence[Spoken], *, mine: Collection[str], resolve: Resolve) -> list[Message]:
    """Return the messages of one entry that are the writer's own, sent or received.

    ``mine`` is what the writer's agency is called: its slug, and its type where
    that is not another one of the case. The comment and the source are asked
    only where the entry itself speaks of none.
    """
    made: list[Message] = []
    own = {*mine, SELF}
    for place, cell in enumerate(cells):
        if place >= 2 and any(not one.planned for one in made):
            break
        words = _message_words(cell) if "message" in cell else []
        if any([one.rule.if_asked for one in words]) and not _asked(cells):
            words = [one for one in words if not one.rule.if_asked]
        if words:
            made += _own_messages(place, words, own, resolve)
    return made


def _asked(cells: Sequence[Spoken]) -> bool:
    """True where the entry tells of a question."""
    if any(one.rule.code == QUESTION for cell in cells for one in cell.get("message", ())):
        return True
    kinds = (one for cell in cells for one in cell.get("kind", ()))
    return any(one.rule.code == "information_request" and not one.state for one in kinds)


def _message_words(cell: Spoken) -> list[Found]:
    return [
        one
        for one in cell["message"]
        if one.state in ("", PLANNED)
        and (one.rule.after_person or not one.person_before)
        and one.rule.code != QUESTION
    ]


def _own_messages(place: int, cell: list[Found], mine: set[str], resolve: Resolve) -> Iterator[Message]:
    read: list[tuple[Found, list[str], list[str]]] = []
    for one in cell:
        rule = one.rule
        receivers: list[str] = []
        senders: list[str] = []
        for slot, mention in one.hit.filled:
            if slot.startswith("{to"):
                receivers += mention.names
            elif slot.startswith("{from"):
                senders += mention.names
        if rule.to and rule.to != ASKER:
            receivers.append(resolve(rule.to))
        if rule.sender:
            senders.append(resolve(rule.sender))
        # "MARF submitted by school" says nothing of others in the school's own entry.
        if rule.to == ASKER or not (mine.issuperset(receivers) and mine.issuperset(senders)):
            read.append((one, receivers, senders))
    inside = _inside([one for one, _, _ in read]) if len(read) > 1 else ()
    for one, receivers, senders in read:
        if inside and one.hit[:2] in inside:
            continue
        told = tuple([name for name in receivers if name not in mine])
        heard = tuple([name for name in senders if name not in mine])
        if told and heard:
            # Between two others it is not the writer's; with the writer among them the other end counts.
            if not mine.isdisjoint(senders):
                heard = ()
            elif not mine.isdisjoint(receivers):
                told = ()
            else:
                continue
        rule = one.rule
        yield Message(place, one, told, heard, rule.planned or one.state == PLANNED, rule.to == ASKER)


def _inside(words: list[Found]) -> set[tuple[int, int]]:
    """Return where words stand inside longer ones ("informed HV" in "police informed HV"), from and up to."""
    spans = sorted({one.hit[:2] for one in words}, key=lambda span: (span[0], -span[1]))
    inside: set[tuple[int, int]] = set()
    furthest = 0
    for span in spans:
        if span[1] <= furthest:
            inside.add(span)
        furthest = max(furthest, span[1])
    return inside
