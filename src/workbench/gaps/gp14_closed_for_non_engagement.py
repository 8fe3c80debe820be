"""GP14: a service that ended because appointments were not kept, with involved agencies not shown as told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, NOBODY_ELSE, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary import AGENCY_TYPES
from workbench.vocabulary.sentences import listed

WITH_A_PLAN = (
    CHILDRENS_SERVICES,
    "leaving-care",
    "early-help",
    "midwifery",
    "health-visiting",
    "school-nursing",
)
"""Services that hold, or work to, a plan for the child."""
RECEIVING = ("report_received", "case_opened_closed", "mental_health_event", "health_contact")
WITH_THE_CHILD = ("school", "gp", "camhs", "hospital", "health-other", "education-welfare", "youth-justice")
"""Services that know the child: asked about where nobody at work holds a plan."""
BY_WORDS = (
    "", "missed_contact", "no_access", "contact_adult", "health_contact", "mental_health_event",
    "visit_child", "information_shared", "case_opened_closed",
)  # fmt: skip
"""Kinds under which terse tables note, with a contact that was not kept, that the service ended."""
RELAYED = "information_shared"
"""A row of this kind tells that another service ended."""
REFERRED_DAYS = 365
MENTIONS_CITED = 3


@detector(
    "GP14",
    "closed-for-non-engagement",
    "Closed or discharged for non-engagement",
    question="Who was relying on this service being in place, and how would they have learned that it "
    "had ended?",
    standards=("WA-092",),
    caveats=(
        "A discharge letter to the GP may have been the agreed route.",
        "The person may have been referred again at once.",
        "The agency may not have known of a child.",
    ),
)
def closed_for_non_engagement(
    records: Records, *, working_days: int = 10, mention_days: int = 365
) -> Iterator[Answer]:
    """Find services that ended because appointments were not kept, while others were not told.

    Looks for: a closing or discharge with that reason, and no entry that tells whoever referred the
    person, or an agency with a plan for the child, within ``working_days``. Entries of other agencies
    in the next ``mention_days`` that name the service are cited: somebody may have relied on it. That
    whoever referred was told is enough where nobody else relied on it, and so is a new start at once.
    Could also mean: the GP was told and passed it on, or the person was referred again.
    Cannot see: whether the service knew that there was a child.
    """
    for entry in _closings(records):
        until = records.working_days_after(entry.last, working_days) if entry.dated else None
        mentions = _mentions(records, entry, mention_days)
        relying = [mention.agency for mention in mentions]
        referrers, planning = _referrers(records, entry), _planning(records, entry)
        to_tell = list(dict.fromkeys((*referrers, *planning, *relying)))
        by = _told(records, entry, to_tell, until)
        mentions = [mention for mention in mentions if mention.agency not in by]
        lacking = [token for token in to_tell if token not in by]
        again = _taken_on_again(records, entry, until)
        if not to_tell:
            yield LeftOut((entry,), NOBODY_ELSE)
        elif again or not lacking or (_route_used(records, referrers, planning, by) and not mentions):
            yield Answered((entry,), tuple(dict.fromkeys((*by.values(), *([again] if again else [])))))
        elif until and records.ends_before(until, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            yield _found(records, entry, lacking, by, until, mentions)


def _route_used(records: Records, referrers: list[str], planning: list[str], by: Mapping[str, Entry]) -> bool:
    """True if whoever referred was told; where nobody is on record, children's services."""
    if referrers:
        return all(token in by for token in referrers)
    leading = [token for token in planning if records.services.type_of(token) == CHILDRENS_SERVICES]
    return bool(leading) and all(token in by for token in leading)


def _closings(records: Records) -> list[Entry]:
    stated = records.select(outcomes=("closed_non_engagement",))
    closed = records.select(kinds=("case_opened_closed",))
    worded = [e for e in closed if not e.outcome.startswith("closed") and names("not_kept", e.text)]
    worded += [e for e in closed if e.outcome == "closed_completed" and names("not_kept", e.text)]
    worded += [
        e
        for e in records.select(kinds=BY_WORDS)
        if e.kind_state != "stated" and _says_both(e) and not _told_by_itself(records, e)
    ]
    return sorted({e.id: e for e in (*stated, *worded)}.values(), key=lambda e: e.at)


def _says_both(entry: Entry) -> bool:
    """True if a row tells that a service ended, and that appointments were not kept or help not wanted."""
    text = entry.text
    unkept = names("not_kept", text) or names("contact_missed", text) or names("did_not_engage", text)
    ended = names("ended_service", text) or names("service_ended", text)
    return (unkept or entry.kind == "missed_contact") and ended


def _told_by_itself(records: Records, entry: Entry) -> bool:
    """True for the copy of a letter of a service whose own timeline is here: its end is read there."""
    return entry.kind == RELAYED and any(records.services.receivers(token) for token in entry.heard_from)


def _referrers(records: Records, entry: Entry) -> list[str]:
    """Return who is on record as having referred the person to the service."""
    services = records.services
    since = days_after(entry.first, -REFERRED_DAYS) if entry.dated else date.min
    until = entry.last if entry.dated else date.max
    reports = records.window(since, until, kinds=("report_sent",))
    own = records.window(since, until, kinds=RECEIVING, agencies=(entry.agency,))
    referrers = [
        report.agency
        for report in reports
        if {entry.agency, services.type_of(entry.agency)} & set(report.told)
    ]
    referrers += [token for received in own for token in received.heard_from]
    return [token for token in dict.fromkeys(referrers) if token != entry.agency]


def _planning(records: Records, entry: Entry) -> list[str]:
    """Return the agencies that hold, or work to, a plan for the child."""
    services = records.services
    involved = services.involved_on(entry.last if entry.dated else None)
    others = [slug for slug in involved if slug != entry.agency]
    planning = [slug for slug in others if services.type_of(slug) in WITH_A_PLAN]
    if not planning and entry.kind_state != "stated":
        return [slug for slug in others if services.type_of(slug) in WITH_THE_CHILD]
    return planning


def _taken_on_again(records: Records, entry: Entry, until: date | None) -> Entry | None:
    """Return the row of the same service that takes the person on again at once."""
    later = records.window(entry.first, until, agencies=(entry.agency,), undated=False) if until else []
    again = (e for e in later if e.could_follow(entry) and e.shares_people(entry))
    return next((e for e in again if e.outcome == "accepted" or names("referred_again", e.text)), None)


def _told(records: Records, entry: Entry, to_tell: list[str], until: date | None) -> dict[str, Entry]:
    """Return for each of ``to_tell`` the entry that shows it told of the end."""
    services = records.services
    telling = [entry]
    if until:
        later = records.window(entry.first, until, agencies=(entry.agency,))
        telling += [e for e in later if (e.told or e.paired_with) and e.could_follow(entry)]
    found: dict[str, Entry] = {}
    for teller in telling:
        ends = {other.agency for other in records.pairs_of(teller)}
        for token in to_tell:
            by_pair = ends and not ends.isdisjoint(services.receivers(token))
            if token not in found and (by_pair or _reaches(records, teller, token)):
                found[token] = teller
        if len(found) == len(to_tell):
            break
    return found


def _reaches(records: Records, teller: Entry, token: str) -> bool:
    """True if an entry tells ``token``; children's services count as one, whichever team was told."""
    if records.services.type_of(token) == CHILDRENS_SERVICES:
        return records.services.any_of(teller.told, CHILDRENS_SERVICES)
    return records.services.reaches(teller.told, token)


def _found(
    records: Records,
    entry: Entry,
    lacking: list[str],
    by: dict[str, Entry],
    until: date | None,
    mentions: list[Entry],
) -> Found:
    services = records.services
    whose = "another" if entry.kind == RELAYED else "its"
    why = (
        f"{services.label(entry.agency)} records {when(entry)} that {whose} service ended because "
        f"appointments were not kept. No entry shows {listed(map(services.label, lacking))} told of it."
    )
    if by:
        why += f" Shown as told: {listed(map(services.label, by))}."
    if mentions:
        named = listed(dict.fromkeys(services.label(mention.agency) for mention in mentions))
        why += f" Later entries of {named} name the service or its field: {listed(e.id for e in mentions)}."
    caveats = (
        ()
        if entry.dated
        else ("The entry has no date: who was involved then is taken from the whole period.",)
    )
    return Found(
        (entry, *mentions), why, ask=(entry.agency, *lacking), searched=(entry.earliest, until),
        agencies=tuple(slug for token in lacking for slug in services.receivers(token)),
        strength="stronger" if mentions else "usual", caveats=caveats,
    )  # fmt: skip


def _mentions(records: Records, entry: Entry, mention_days: int) -> list[Entry]:
    """Return the first later entries of other agencies that name the service."""
    type_ = records.services.type_of(entry.agency)
    if not entry.dated or type_ == "other" or entry.kind == RELAYED:
        return []
    named = _naming((records.services.label(entry.agency).lower(), *AGENCY_TYPES[type_].words))
    last = days_after(entry.last, mention_days)
    others = [slug for slug in records.case.agencies if slug != entry.agency]
    found: list[Entry] = []
    for other in records.window(entry.last, last, agencies=others, where=named, undated=False):
        if other.first > entry.last and other.scope == "within" and other.shares_people(entry):
            found.append(other)
        if len(found) == MENTIONS_CITED:
            break
    return found


@cache
def _naming(words: tuple[str, ...]) -> Callable[[str], bool]:
    """Return a test for whether a text holds one of ``words``, as whole words."""
    either = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    return lambda text: either.search(text) is not None
