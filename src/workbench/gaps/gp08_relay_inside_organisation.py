"""GP08: one team of an organisation knew, and the team responsible for the child has no record of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, RISK_TOPICS, SERIOUS, child_expected, is_news
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents, is_one_event, runs, same_days
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, topics_words
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after, months_after
from workbench.vocabulary.sentences import counted, listed

HEALTH_BOARD = "Health board"
SCHOOL_AGE_MONTHS = 60
LEADING_DAYS = 365
"""So long it holds what a team wrote of its leading part, where nothing else is on record."""


@detector(
    "GP08",
    "relay-inside-organisation",
    "Relay gap inside an organisation",
    question="How did information move between teams in the same organisation, and whose job was it "
    "felt to be to pass it on?",
    standards=("WA-012",),
    caveats=(
        "Both teams may work in one shared case record.",
        "Teams in one place may talk every day.",
        "The team that was told may have been the responsible one at the time.",
    ),
)
def relay_inside_organisation(
    records: Records, *, working_days: int = 5, run_days: int = 28
) -> Iterator[Answer]:
    """Find concerns known to one team with no entry by the responsible team of the same organisation.

    Looks for: a concern that one service recorded, and no entry about it within ``working_days`` by
    the service of the same organisation that is responsible for the child: in the local authority
    children's services, in the health board midwifery before the birth, then health visiting, then
    school nursing. Rows on one topic with at most ``run_days`` between them are one point.
    Could also mean: both work in one record, or spoke daily.
    Cannot see: which team of one file was meant; what was said in a shared office.
    """
    unrelayed: dict[tuple[str, ...], list[Entry]] = {}
    for entry in records.select(topics=RISK_TOPICS):
        lead_type = _lead_type(records, entry)
        if not lead_type or lead_type == records.services.type_of(entry.agency) or not is_news(entry):
            continue
        yield from _judged(records, entry, lead_type, working_days, unrelayed)
    for leads, entries in unrelayed.items():
        incidents = group_incidents(entry for entry in entries if is_one_event(entry))
        others = [entry for entry in entries if not is_one_event(entry)]
        for group in (*incidents, *runs(others, days=run_days)):
            yield _found(records, group, leads, working_days)


def _lead_type(records: Records, entry: Entry) -> str:
    """Return the type of the responsible service in the organisation of an entry's agency, or ""."""
    organisation = records.services.organisation_of(entry.agency)
    if organisation == records.services.organisation_of(CHILDRENS_SERVICES):
        return CHILDRENS_SERVICES
    born = records.case.born.latest
    if organisation != HEALTH_BOARD or not entry.dated or born is None:
        return ""
    if entry.last < born:
        return "midwifery"
    return "health-visiting" if entry.last < months_after(born, SCHOOL_AGE_MONTHS) else "school-nursing"


def _judged(
    records: Records,
    entry: Entry,
    lead_type: str,
    working_days: int,
    unrelayed: dict[tuple[str, ...], list[Entry]],
) -> Iterator[Answer]:
    """Yield what is on record about one concern, or put it to those without a record."""
    services = records.services
    leads = tuple(
        slug for slug in services.of_type(lead_type) if services.same_organisation(slug, entry.agency)
    )  # fmt: skip
    if not entry.dated:
        yield LeftOut((entry,), UNDATED)
    elif not child_expected(records, entry.last) or services.any_of(entry.heard_from, lead_type):
        return
    elif by := _led_itself(records, entry, leads):
        yield Answered((entry,), (by,))
    elif not leads:
        if lead_type == CHILDRENS_SERVICES:
            yield Unknown((entry,), lead_type)
    elif any(services.ever_entered(slug, entry.last) for slug in leads):
        until = records.working_days_after(entry.last, working_days)
        by = _relayed(records, entry, leads, until)
        if by and _account_apart(records, entry, by):
            yield _apart(records, entry, by, leads, until)
        elif by:
            yield Answered((entry,), (by,))
        elif records.ends_before(until, leads):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            unrelayed.setdefault(leads, []).append(entry)


def _led_itself(records: Records, entry: Entry, leads: tuple[str, ...]) -> Entry | None:
    """Return the entry by which the team that was told says it led the work, if no other began since."""
    since = days_after(entry.first, -LEADING_DAYS)
    says_so = records.window(since, entry.first, agencies=(entry.agency,), where=_leads, undated=False)
    if not says_so:
        return None
    begun = records.window(says_so[-1].last, entry.first, kinds=("case_opened_closed",), agencies=leads)
    return None if begun else says_so[-1]


def _leads(text: str) -> bool:
    return names("leads_the_work", text)


def _relayed(records: Records, entry: Entry, leads: tuple[str, ...], until: date) -> Entry | None:
    """Return the responsible team's entry that cites the first team or tells of the same incident."""
    for other in records.pairs_of(entry):
        if other.agency in leads:
            return other
    since = records.working_days_after(entry.first, -1)
    for other in records.window(since, until, agencies=leads):
        about_it = not other.topics or other.shares_topics(entry)
        if about_it and records.services.reaches(other.heard_from, entry.agency):
            return other
        if other.shares_topics(entry) and other.shares_people(entry) and same_days(entry, other):
            return other
    return None


def _account_apart(records: Records, entry: Entry, by: Entry) -> bool:
    """True if the responsible team knew of a serious incident from elsewhere, and not what this was told."""
    services = records.services
    first_hand = {"parent said", "child said"}.intersection(entry.whose_account)
    from_elsewhere = bool(by.heard_from) and not services.reaches(by.heard_from, entry.agency)
    linked = (
        by.id in entry.paired_with or by.agency in entry.told or services.type_of(by.agency) in entry.told
    )
    return bool(first_hand) and entry.significance in SERIOUS and from_elsewhere and not linked


def _apart(records: Records, entry: Entry, by: Entry, leads: tuple[str, ...], until: date) -> Found:
    services = records.services
    why = (
        f"{services.label(entry.agency)} was told of an incident {together([entry])}. "
        f"{services.label(by.agency)} has the incident on record in {by.id}, from "
        f"{listed(map(services.label, by.heard_from))}; no entry shows it told of this account."
    )
    return Found(
        (entry, by), why, ask=leads, searched=(entry.first, until), agencies=leads, strength="weaker",
        caveats=("The responsible team knew of the incident itself from elsewhere.",),
    )  # fmt: skip


def _found(records: Records, group: Sequence[Entry], leads: tuple[str, ...], working_days: int) -> Found:
    services = records.services
    tellers = list(dict.fromkeys(entry.agency for entry in group))
    topics = [topic for topic in RISK_TOPICS if any(topic in entry.topics for entry in group)]
    until = records.working_days_after(max(entry.last for entry in group), working_days)
    why = (
        f"{listed(map(services.label, tellers))} recorded {topics_words(topics)} in "
        f"{counted(len(group), 'entry', 'entries')} {together(group)}. No entry about it was found within "
        f"{counted(working_days, 'working day')} in the timeline of {listed(map(services.label, leads))}, "
        f"which {'belong' if len(leads) > 1 else 'belongs'} to the same organisation."
    )
    said_so = [entry for entry in group if services.any_of(entry.told, *map(services.type_of, leads))]
    if said_so:
        say = "says" if len(said_so) == 1 else "say"
        why += f" {listed(entry.id for entry in said_so)} {say} that it was told."
    return Found(
        tuple(group), why, ask=leads, searched=(group[0].first, until), agencies=leads,
        strength="stronger" if said_so else "usual",
    )  # fmt: skip
