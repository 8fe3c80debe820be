"""GP30: a concern from the child, the family or neighbours, with no direct check with the child on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.ages import about_another_child
from workbench.gaps.concerns import (
    ABOUT_EVENTS,
    CHILDRENS_SERVICES,
    POLICE,
    RISK_TOPICS,
    concerns_child,
    is_news,
)
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

CHILD = "child said"
SOURCES = {
    "relative said": "a relative",
    "neighbour or anonymous": "a neighbour or somebody who gave no name",
    CHILD: "the child",
}
SEEN = ("seen", "seen alone", "spoken with")
CHECKS = ("information_request", "s47_enquiry", "strategy_discussion", "cp_medical")
REPORTED = ("report_received", "report_sent")
TAKING_CALLS = (CHILDRENS_SERVICES, POLICE, "housing", "school", "health-visiting", "early-help")
WITH_CHILDREN = (
    "school", "school-nursing", "camhs", "youth-justice", "early-help", "leaving-care", "third-sector",
    "hospital", "other", POLICE, CHILDRENS_SERVICES, "health-visiting", "gp", "education-welfare",
)  # fmt: skip
"""Services to which a child may speak."""
SPOKEN_IN = (
    "", "education_event", "health_contact", "injury_or_symptom", "mental_health_event", "police_incident",
    "contact_adult", "visit_child", "exploitation_event", "accommodation_event", "information_shared",
    "missing_episode", "life_event",
)  # fmt: skip
CALLED_IN = (
    "",
    "report_received",
    "police_incident",
    "information_shared",
    "contact_adult",
    "accommodation_event",
)
OPENING_LETTERS = 90
"""How far into a terse row it is looked who called: the row begins with it."""
REPEATED_WITHIN_DAYS = 14
"""A call that so soon repeats what was checked adds nothing to check."""
NOBODY_IDENTIFIED = "no child could be identified"
SERIES_DAYS = 183
ROWS_CITED = 6
UNIDENTIFIED = ("nobody_identified", "child_unidentified")
"""Lists whose words say that nobody could tell which child was meant."""


@detector(
    "GP30",
    "family-report-without-check",
    "Family, community or child's own report without recorded follow-up",
    question="What did people close to the child notice, and how was that weighed with what professionals "
    "saw?",
    standards=("WA-004", "WA-006"),
    caveats=(
        "The call may have repeated an incident that was checked before.",
        "It may have been impossible to tell which child was meant.",
        "The follow-up may stand in a police log only.",
    ),
)
def family_report_without_check(records: Records, *, working_days: int = 10) -> Iterator[Answer]:
    """Find concerns of people close to the child after which no check with the child is on record.

    Looks for: a concern about a child from a relative, a neighbour, somebody without a name or the child
    (where no code says whose account it is, by the words that a row begins with, or that the child said);
    and within ``working_days`` no row in which the child is seen or spoken with, no request to other
    agencies, no enquiry. Stronger where a motive of the caller is on record. Such reports that follow
    each other within half a year are one point; services' reports in the same records stand beside it.
    Could also mean: the same had been checked days before.
    Cannot see: from whom a concern came where no code says it; a check that nobody wrote down.
    """
    unchecked: list[Entry] = []
    for entry in records.select():
        if not _in_question(records, entry):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        if not entry.people and any(names(words, entry.text) for words in UNIDENTIFIED):
            yield LeftOut((entry,), NOBODY_IDENTIFIED)
            continue
        due = records.working_days_after(entry.last, working_days)
        by = _check(records, entry, due) or _checked_before(records, entry)
        holders = records.services.of_type(CHILDRENS_SERVICES)
        if by:
            yield Answered((entry,), (by,))
        elif not holders:
            yield Unknown((entry,), CHILDRENS_SERVICES)
        elif records.ends_before(due, holders):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            unchecked.append(entry)
    for series in _series(unchecked):
        yield _found(records, series, working_days)


def _in_question(records: Records, entry: Entry) -> bool:
    """True for a concern about a child that came from somebody close, and not from a service."""
    if entry.kind_state != "stated" and _worded_source(records, entry):
        return not about_another_child(records, entry)
    if not set(SOURCES).intersection(entry.whose_account) or entry.kind in ABOUT_EVENTS:
        return False
    return (entry.kind in REPORTED or is_news(entry)) and concerns_child(records, entry)


def _worded_source(records: Records, entry: Entry) -> str:
    """Return from whom a row that nobody coded brings a concern, by its words; "" where from nobody close."""
    type_ = records.services.type_of(entry.agency)
    if entry.kind in CALLED_IN and type_ in TAKING_CALLS:
        opening = entry.text[:OPENING_LETTERS]
        first = opening.split(".")[0]
        worry = not set(RISK_TOPICS).isdisjoint(entry.topics) or names("child_worry", entry.text)
        if names("caller_close", first) and worry:
            return (
                "a neighbour or somebody who gave no name" if names("caller_unnamed", first) else "a relative"
            )
    if entry.kind in SPOKEN_IN and type_ in WITH_CHILDREN:
        said = CHILD in entry.whose_account or _child_speaks(records, entry, type_)
        if said and (names("child_worry", entry.text) or not set(RISK_TOPICS).isdisjoint(entry.topics)):
            return SOURCES[CHILD]
    return ""


def _child_speaks(records: Records, entry: Entry, type_: str) -> bool:
    """True if somebody speaks in a row, and that can be nobody but the child."""
    adults = {person.id for person in records.family.adults}
    alone = adults.isdisjoint(entry.people) or names("child_says", entry.text)
    return alone and names("child_speaks", entry.text)


def _check(records: Records, entry: Entry, due: date) -> Entry | None:
    """Return the row that could be a direct check with the child, or a step towards one."""
    if entry.child_seen in SEEN and CHILD not in entry.whose_account and not _worded(records, entry):
        return entry
    if _passed_on(records, entry):
        return entry
    for other in records.window(entry.first, due):
        if other.could_follow(entry) and _is_check(records, other, entry):
            return other
    return None


def _worded(records: Records, entry: Entry) -> bool:
    """True for a row whose words say from whom a concern came: a sighting in it is the caller's."""
    return entry.kind_state != "stated" and bool(_worded_source(records, entry))


def _passed_on(records: Records, entry: Entry) -> bool:
    """True if a row in which a child speaks tells those who make enquiries: what came of it stands there."""
    by_child = _worded(records, entry) and _worded_source(records, entry) == SOURCES[CHILD]
    return by_child and records.services.any_of(entry.told, CHILDRENS_SERVICES, POLICE)


def _is_check(records: Records, other: Entry, entry: Entry) -> bool:
    if other.kind in CHECKS:
        return other.shares_people(entry)
    about_child = not other.people or not records.subjects or records.names_child(other)
    unsaid = other.kind == "visit_child" and other.child_seen in ("", "not recorded")
    if about_child and (other.child_seen in SEEN or unsaid):
        return True
    # A log of the police may be all that there is of a check.
    of_police = records.services.type_of(other.agency) == POLICE and other.kind != "report_sent"
    return of_police and (names("welfare_check", other.text) or other.shares_topics(entry))


def _checked_before(records: Records, entry: Entry) -> Entry | None:
    """Return the check that followed an earlier row about the same, days before."""
    since = days_after(entry.first, -REPEATED_WITHIN_DAYS)
    recent = records.window(since, entry.first, undated=False)
    earlier = next((e for e in recent if e.id != entry.id and e.shares_topics(entry) and is_news(e)), None)
    if earlier is None:
        return None
    for other in recent:
        since_then = other.id != entry.id and (other.id == earlier.id or other.could_follow(earlier))
        if since_then and (other.child_seen in SEEN or other.kind in CHECKS):
            return other
    return None


def _series(unchecked: Sequence[Entry]) -> list[list[Entry]]:
    """Return the reports in series, one incident counted once."""
    found: list[list[Entry]] = []
    for incident in group_incidents(unchecked):
        if found and (incident[0].first - found[-1][-1].last).days <= SERIES_DAYS:
            found[-1].extend(incident)
        else:
            found.append(list(incident))
    return found


def _found(records: Records, series: Sequence[Entry], working_days: int) -> Found:
    services = records.services
    agencies = list(dict.fromkeys(entry.agency for entry in series))
    sources = _sources(records, series)
    due = records.working_days_after(max(entry.last for entry in series), working_days)
    why = (
        f"{listed(map(services.label, agencies))} recorded a concern from {listed(sources)} in "
        f"{counted(len(series), 'entry', 'entries')} {together(series)}. No entry was found within "
        f"{counted(working_days, 'working day')} in which the child is seen or spoken with, other agencies "
        "are "
        f"asked, or an enquiry begins."
    )
    decisions = records.window(
        series[0].first, due, kinds=("decision_front_door", "acknowledgement"), undated=False
    )
    weighed = [entry for entry in (*series, *decisions) if names("motive", entry.text)]
    if weighed:
        why += f" The caller's motive is spoken of in {listed(dict.fromkeys(e.id for e in weighed[:3]))}."
    why += _of_services(records, working_days)
    cited = dict.fromkeys((*weighed[:2], *series))
    return Found(
        tuple(cited)[:ROWS_CITED],
        why,
        ask=(CHILDRENS_SERVICES, POLICE),
        searched=(series[0].first, due),
        strength="stronger" if weighed else "usual",
    )


def _sources(records: Records, series: Sequence[Entry]) -> list[str]:
    """Return from whom a series came, in words, each once."""
    coded = [words for code, words in SOURCES.items() if any(code in e.whose_account for e in series)]
    worded = [_worded_source(records, entry) for entry in series if entry.kind_state != "stated"]
    return list(dict.fromkeys((*coded, *filter(None, worded))))


def _of_services(records: Records, working_days: int) -> str:
    """Say how many reports by services in the same records are followed by a check."""
    reports = [
        entry
        for entry in records.select(kinds=("report_received",))
        if entry.dated and entry.heard_from and not set(SOURCES).intersection(entry.whose_account)
    ]
    if not reports:
        return ""
    checked = sum(
        _check(records, entry, records.working_days_after(entry.last, working_days)) is not None
        for entry in reports
    )
    return (
        f" Of {counted(len(reports), 'report')} by services in the same records {checked} "
        f"{'is' if checked == 1 else 'are'} followed by one of these."
    )
