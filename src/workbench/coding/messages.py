"""Who told whom: the messages that an entry's words speak of, seen from the writer's desk."""

from __future__ import annotations

from collections.abc import Callable

from workbench.coding.reading import PLANNED, Found, Reading
from workbench.coding.rules import ASKER, SELF

Add = Callable[[str, str, str], None]


def messages(
    add: Add, readings: list[Reading], cells: list[list[Found]], *, own: str, resolve: Callable[[str], str]
) -> list[str]:
    """Add the agencies told and heard from, and return those that are only to be told.

    A message between two others is none of the writer's. The comment and the
    source are read only where the entry itself speaks of no message; a source
    that is just the name of an agency is where the writer heard it from.
    """
    told: list[tuple[str, str]] = []
    heard: list[tuple[str, str]] = []
    answers: list[str] = []
    planned: list[str] = []
    for place, cell in enumerate(cells):
        if place >= 2 and (told or heard):
            break
        for one in _outermost([one for one in cell if one.rule.field == "message"]):
            if one.state not in ("", PLANNED) or (one.person_before and not one.rule.after_person):
                continue
            receivers, senders = _ends(one, own, resolve)
            if one.rule.to == ASKER or ASKER in receivers:
                answers += [one.because] if not one.state else []
            elif one.rule.planned or one.state == PLANNED:
                planned += [f"told:{agency}" for agency in receivers if agency != own]
            else:
                told += [(agency, one.because) for agency in receivers if agency != own]
                heard += [(agency, one.because) for agency in senders if agency != own]
    if not heard:
        heard = [(agency, readings[-1].text) for agency in readings[-1].only_agency if agency != own]
    if answers:
        told += [(agency, answers[0]) for agency, _ in heard]
    for agency, words in told:
        add("told", agency, words)
    for agency, words in heard:
        add("heard_from", agency, words)
    done = {agency for agency, _ in told}
    return [plan for plan in planned if plan.removeprefix("told:") not in done]


def _outermost(found: list[Found]) -> list[Found]:
    """Leave out words that stand inside longer ones: "informed HV" in "police informed HV"."""
    kept: list[Found] = []
    end = -1
    for one in sorted(found, key=lambda one: (one.hit.start, -one.hit.end)):
        longer = [other for other in kept if other.hit.start <= one.hit.start and one.hit.end <= other.hit.end]
        if not any(other.hit.end - other.hit.start > one.hit.end - one.hit.start for other in longer):
            kept.append(one)
        end = max(end, one.hit.end)
    return kept


def _ends(one: Found, own: str, resolve: Callable[[str], str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the writer told and whom the writer heard from, by one message."""
    receivers = [name for slot, mention in one.hit.filled if slot != "{from}" for name in mention.names]
    senders = [name for slot, mention in one.hit.filled if slot == "{from}" for name in mention.names]
    if one.rule.sender:
        senders.append(resolve(one.rule.sender))
    if one.rule.to and one.rule.to != ASKER:
        receivers.append(resolve(one.rule.to))
    mine = {own, SELF}
    to_others = tuple(name for name in receivers if name not in mine)
    from_others = tuple(name for name in senders if name not in mine)
    if to_others and from_others and not (mine & set(receivers) or mine & set(senders)):
        return (), ()
    return (to_others if not from_others or mine & set(senders) else ()), (from_others if not to_others or mine & set(receivers) else ())
