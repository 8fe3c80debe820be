"""GP04: a possible significant-harm event with no strategy discussion on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import (
    CHILDRENS_SERVICES,
    CLOSE_TO_THE_CHILD,
    POLICE,
    child_expected,
    significant_harm,
)
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

ENQUIRING = ("strategy_discussion", "s47_enquiry", "conference_initial")
DECIDING = (*ENQUIRING, "decision_front_door", "legal_event", "assessment_decided", "report_received")
HOLDERS = (CHILDRENS_SERVICES, POLICE)
SPOKEN = ("information_shared", "contact_adult", "information_request", "")
"""Kinds under which police and children's services note a discussion that nobody labelled."""
SEEN = ("seen", "seen alone", "spoken with")
PROCEEDINGS_DAYS = 182
"""Care proceedings are to end within 26 weeks: so long an order stands for a child who is in them."""
SEEN_WITHIN_DAYS = 2


@detector(
    "GP04",
    "harm-without-strategy-discussion",
    "Possible significant-harm event with no strategy discussion found",
    question="What information was available to whoever decided the route, and who else held something "
    "that would have added to it?",
    standards=("WA-020", "WA-005", "WA-021", "WA-022", "WA-023", "WA-024", "SC-002"),
    caveats=(
        "A telephone discussion may not be labelled as a strategy discussion.",
        "The discussion may be recorded on a sibling's file only.",
        "The event may have become known only afterwards.",
        "The child may have been in proceedings already, with daily contact.",
        "How serious it was is inferred from codes and a few words.",
    ),
)
def harm_without_strategy(
    records: Records, *, working_days: int = 5, non_mobile_months: int = 6
) -> Iterator[Answer]:
    """Find events of a serious kind after which no strategy discussion is on record.

    Looks for: violence with the child there, an injury to a baby under ``non_mobile_months``, an
    unexplained injury, suspected sexual harm, a weapon or supply of drugs around the family,
    serious self-harm, or an event marked critical; and within ``working_days`` no strategy
    discussion, no section 47 enquiry, and no decision for another route, such as an assessment. A joint
    investigation that police or children's services agreed counts as a discussion; a child in care
    proceedings whom children's services saw at once is not asked about. One incident is counted once, whoever recorded it.
    Could also mean: the discussion was held by telephone, or stands on another child's file.
    Cannot see: what was said in a discussion, or how serious the event was beyond its codes.
    """
    reasons: dict[str, str] = {}
    serious: list[Entry] = []
    for entry in records.select():
        reason = significant_harm(records, entry, non_mobile_months=non_mobile_months)
        if not reason or (entry.dated and not child_expected(records, entry.last)):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        reasons[entry.id] = reason
        serious.append(entry)
    for incident in group_incidents(serious):
        yield _answer(records, incident, reasons, working_days)
    yield from _attendance(records)


def _answer(
    records: Records, incident: tuple[Entry, ...], reasons: dict[str, str], working_days: int
) -> Answer:
    first, last = incident[0].first, max(entry.last for entry in incident)
    until = records.working_days_after(last, working_days)
    by = [entry for entry in records.window(first, until, kinds=DECIDING) if _settles(entry)]
    holders = records.services.of_type(*HOLDERS)
    by = by or [
        e for e in records.window(first, until, kinds=SPOKEN, agencies=holders) if _agreed(records, e)
    ]
    by = by or _seen_in_proceedings(records, incident)
    if by:
        return Answered(incident, tuple(by))
    if not holders:
        return Unknown(incident, CHILDRENS_SERVICES)
    if records.ends_before(until, holders):
        return LeftOut(incident, NEAR_THE_END)
    return _found(records, incident, reasons, working_days)


def _settles(entry: Entry) -> bool:
    """True for a discussion, an enquiry, a decision to assess, or one that speaks about the route."""
    if entry.kind in (*ENQUIRING, "assessment_decided") or entry.outcome == "assessment_decided":
        return True
    return entry.kind != "report_received" and names("enquiry_route", entry.text)


def _agreed(records: Records, entry: Entry) -> bool:
    """True if police and children's services agreed to investigate together, whatever they called it."""
    others = (*entry.told, *entry.heard_from)
    with_the_other = records.services.any_of(
        others, *(type_ for type_ in HOLDERS if type_ != records.services.type_of(entry.agency))
    )
    return with_the_other and names("joint_investigation", entry.text)


def _seen_in_proceedings(records: Records, incident: Sequence[Entry]) -> list[Entry]:
    """Return the order of a child in care proceedings and the sighting by children's services at once."""
    first, last = incident[0].first, max(entry.last for entry in incident)
    before = records.window(
        days_after(first, -PROCEEDINGS_DAYS), first, kinds=("legal_event",), undated=False
    )
    orders = [e for e in before if records.names_child(e) and names("in_proceedings", e.text)]
    if not orders:
        return []
    teams = records.services.of_type(CHILDRENS_SERVICES)
    seen = records.window(
        first, days_after(last, SEEN_WITHIN_DAYS), agencies=teams, child_seen=SEEN, undated=False
    )
    at_once = [e for e in seen if records.names_child(e) and e.first >= first and e.first == e.last]
    return [orders[-1], at_once[0]] if at_once else []


def _found(records: Records, incident: Sequence[Entry], reasons: dict[str, str], working_days: int) -> Found:
    services = records.services
    first, last = incident[0].first, max(entry.last for entry in incident)
    until = records.working_days_after(last, working_days)
    held_by = list(dict.fromkeys(entry.agency for entry in incident))
    told = [services.label(t) for t in dict.fromkeys(t for e in incident for t in e.told) if t not in held_by]
    why = (
        f"{counted(len(incident), 'record')} {together(incident)} "
        f"{'tells' if len(incident) == 1 else 'tell'} of "
        f"{listed(dict.fromkeys(reasons[e.id] for e in incident))}, held by "
        f"{listed(map(services.label, held_by))}"
    )
    why += f"; told on: {listed(told)}. " if told else ". "
    why += (
        "No record of a strategy discussion, of a section 47 enquiry or of a decision against one was "
        f"found within {counted(working_days, 'working day')}."
    )
    decisions = records.window(first, until, kinds=("decision_front_door",), undated=False)
    if decisions:
        named = listed(decision.id for decision in decisions[:3])
        why += f" A decision is recorded in {named}; it does not speak of the route."
    return Found(
        tuple(incident),
        why,
        ask=HOLDERS,
        searched=(first, until),
        agencies=services.of_type(CHILDRENS_SERVICES),
    )


def _attendance(records: Records) -> Iterator[Answer]:
    """Compare who is named with each strategy discussion with who was at work with the family that day.

    Police and children's services take part in any (WA-021); of the others only
    those close to the child are asked after. A discussion with nobody else
    named says nothing about who was there.
    """
    services = records.services
    by_day: dict[tuple[date, date], list[Entry]] = {}
    for entry in records.select(kinds=("strategy_discussion",)):
        if entry.dated:
            by_day.setdefault((entry.first, entry.last), []).append(entry)
    for (first, last), discussion in by_day.items():
        named = {entry.agency for entry in discussion}
        tokens = {token for entry in discussion for token in (*entry.told, *entry.heard_from)}
        named |= {slug for token in tokens for slug in services.receivers(token)}
        if len(named) + len(tokens) < 2:
            continue
        types = {services.type_of(token) for token in (*named, *tokens)}
        close = [
            s for s in services.of_type(*CLOSE_TO_THE_CHILD) if services.involved(s, first) and s not in named
        ]
        lacking = [*(type_ for type_ in HOLDERS if type_ not in types), *close]
        if not lacking:
            yield Answered(tuple(discussion), tuple(discussion))
            continue
        why = (
            f"A strategy discussion is recorded {together(discussion)}, with "
            f"{listed(services.label(slug) for slug in sorted(named))} named. At work with the family on "
            "that day, or "
            f"part of any such discussion, and not named with it: {listed(map(services.label, lacking))}."
        )
        yield Found(
            tuple(discussion),
            why,
            ask=tuple(lacking),
            searched=(first, last),
            agencies=tuple(slug for token in lacking for slug in services.receivers(token)),
            standards=("WA-021",),
            strength="weaker",
            title="Strategy discussion with an involved agency not named",
        )
