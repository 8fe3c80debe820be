"""GP21b: routine enquiry about domestic abuse not on record, made with a partner there, or not made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.among import Among
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.sightings import FROM_AFAR
from workbench.gaps.wording import day_words, together
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

ASKING_SERVICES = ("midwifery", "health-visiting")
CONTACTS = ("health_contact", "visit_child", "routine_enquiry")
INCIDENTS = ("police_incident", "domestic_abuse_assessment", "report_received", "information_shared")
PREGNANCY_DAYS, AFTER_BIRTH_DAYS = 280, 183
"""How long before and after a birth the contacts of midwives and health visitors are looked at."""
ROWS_CITED = 4


@detector(
    "GP21b",
    "routine-enquiry",
    "Routine enquiry about domestic abuse not found",
    question="Which moments alone with the mother were there, and what made asking easy or hard?",
    standards=("WA-091",),
    caveats=(
        "The question may have been asked and kept out of the notes for safety.",
        "Asking with somebody there could have raised the risk.",
        "It may stand in the maternity record that the timeline was not made from.",
    ),
)
def routine_enquiry(
    records: Records, *, contacts: int = 3, days_after_incident: int = 30
) -> Iterator[Answer]:
    """Find services that see the mother around a birth without routine enquiry as guidance describes it.

    Looks for: ``contacts`` contacts or more in person by midwives in a pregnancy, or by health visitors
    in the half year after a birth, with no routine enquiry in any of them; enquiries, and the booking of
    a pregnancy, with a partner there or as not possible, and none alone within ``days_after_incident``;
    an incident of domestic abuse that the service knew of, with contacts and no enquiry in the
    ``days_after_incident`` after it.
    Could also mean: it was asked, and left out of the notes for the mother's safety.
    Cannot see: what was answered, and who else was in the room where nobody wrote it down.
    """
    for type_ in ASKING_SERVICES:
        slugs = records.services.of_type(type_)
        if not slugs:
            continue
        seen = [entry for entry in records.select(kinds=CONTACTS, agencies=slugs) if _in_person(entry)]
        asked = [entry for entry in seen if _asks(entry)]
        undated = [entry for entry in asked if not entry.dated]
        if undated:
            yield LeftOut(tuple(undated), UNDATED)
        partners = _partners(records)
        hindered = [e for e in seen if (e in asked or names("booking", e.text)) and _unheard(e, partners)]
        good = [entry for entry in asked if entry not in hindered]
        yield from _never_asked(records, type_, seen, asked, contacts)
        yield from _with_somebody(records, slugs, hindered, good, days_after_incident)
        yield from _after_incidents(records, slugs, seen, asked, days_after_incident)
    yield from _unknown(records)


def _in_person(entry: Entry) -> bool:
    return entry.mode not in FROM_AFAR


def _asks(entry: Entry) -> bool:
    return entry.kind == "routine_enquiry" or names("routine_enquiry", entry.text)


def _partners(records: Records) -> frozenset[str]:
    """Return the people of the family who are a father or a partner."""
    roles = {person.id: person.role.lower() for person in records.case.people}
    return frozenset(
        id for id, role in roles.items() if "partner" in role or ("father" in role and "grand" not in role)
    )


def _unheard(entry: Entry, partners: frozenset[str]) -> bool:
    """True for a contact with a partner there, or an enquiry recorded as not made."""
    there = names("partner_there", entry.text) or not partners.isdisjoint(entry.people)
    return (there and not names("alone", entry.text)) or names("enquiry_not_made", entry.text)


def _stages(records: Records, type_: str) -> Iterator[tuple[date, date, str]]:
    """Yield the days in which a service sees a mother around a birth, and their words."""
    for birth in {person.birth for person in records.case.subjects}:
        if birth.earliest is None or birth.latest is None:
            continue
        if type_ == "midwifery":
            since = days_after(birth.earliest, -PREGNANCY_DAYS)
            yield since, birth.earliest, f"in the pregnancy before {day_words(birth.earliest)}"
        else:
            until = days_after(birth.latest, AFTER_BIRTH_DAYS)
            yield birth.latest, until, f"in the half year after the birth by {day_words(birth.latest)}"


def _never_asked(
    records: Records, type_: str, seen: Sequence[Entry], asked: Sequence[Entry], contacts: int
) -> Iterator[Answer]:
    """Yield what is on record of the pregnancy (midwives) or the first half year (health visitors).

    Without domestic abuse anywhere on record the absence of a question says little, and nothing is raised.
    """
    for since, until, words in sorted(_stages(records, type_)):
        own = [entry for entry in seen if entry.dated and since <= entry.first and entry.last <= until]
        by = [entry for entry in asked if not entry.dated or (entry.last >= since and entry.first <= until)]
        known = [e for e in records.select(topics=("domestic_abuse",)) if e.dated and e.first <= until]
        if len(own) < contacts or not (by or known):
            continue
        if by:
            yield Answered(tuple(own), tuple(by))
            continue
        agencies = tuple(dict.fromkeys(entry.agency for entry in own))
        holders = dict.fromkeys(records.services.label(entry.agency) for entry in known)
        why = (
            f"{listed(map(records.services.label, agencies))} records {counted(len(own), 'contact')} "
            "in person "
            f"{words}, {together(own)}. None of them shows routine enquiry about domestic abuse. The merged "
            f"timeline holds {counted(len(known), 'entry', 'entries')} on domestic abuse up to then, of "
            f"{listed(holders)}, from {known[0].id} on."
        )
        yield Found((*_ends(own), known[0]), why, ask=agencies, searched=(since, until))


def _with_somebody(
    records: Records, slugs: Sequence[str], hindered: Sequence[Entry], good: Sequence[Entry], days: int
) -> Iterator[Answer]:
    """Yield the enquiries with a partner there or not possible, where none alone followed: one point."""
    left: list[Entry] = []
    for entry in hindered:
        if not entry.dated:
            continue
        due = days_after(entry.last, days)
        by = [
            other for other in good if not other.dated or (other.last >= entry.first and other.first <= due)
        ]
        if by:
            yield Answered((entry,), tuple(by[:1]))
        elif records.ends_before(due, slugs):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            left.append(entry)
    if left:
        agencies = tuple(dict.fromkeys(entry.agency for entry in left))
        is_ = "is" if len(left) == 1 else "are"
        why = (
            f"{counted(len(left), 'entry', 'entries')} of {listed(map(records.services.label, agencies))} "
            f"{together(left)} {is_} about routine enquiry with a partner there or as not possible. No "
            "enquiry "
            f"with the mother alone was found within {counted(days, 'day')} after "
            f"{'it' if len(left) == 1 else 'any of them'}."
        )
        yield Found(
            tuple(left[:ROWS_CITED]), why, ask=agencies, 
            searched=(left[0].first, days_after(left[-1].last, days)),
            title="Routine enquiry with a partner there, or not possible",
        )  # fmt: skip


def _after_incidents(
    records: Records, slugs: Sequence[str], seen: Sequence[Entry], asked: Sequence[Entry], days: int
) -> Iterator[Answer]:
    """Yield the incidents known to a service after which it saw the mother and no enquiry is recorded."""
    known = [
        entry
        for entry in records.select(topics=("domestic_abuse",))
        if entry.dated and entry.kind in INCIDENTS and _known_to(records, entry, slugs)
    ]
    left: list[tuple[tuple[Entry, ...], list[Entry]]] = []
    met, enquiries = Among(seen), Among(asked)
    for incident in group_incidents(known):
        last = max(entry.last for entry in incident)
        due = days_after(last, days)
        after = [entry for entry in met.touching(last, due) if entry.first >= last and entry.last <= due]
        by = enquiries.first_between(last, due)
        if by:
            yield Answered(incident, (by,))
        elif after and records.ends_before(due, slugs):
            yield LeftOut(incident, NEAR_THE_END)
        elif after:
            left.append((incident, after))
    if left:
        rows = [incident[0] for incident, _ in left]
        contacts = list(dict.fromkeys(entry for _, after in left for entry in after))
        labels = listed(dict.fromkeys(records.services.label(entry.agency) for entry in contacts))
        why = (
            f"{counted(len(left), 'incident')} of domestic abuse {together(rows)} "
            f"{'was' if len(left) == 1 else 'were'} "
            f"known to {labels}. In the {counted(days, 'day')} after, {counted(len(contacts), 'contact')} "
            f"{'is' if len(contacts) == 1 else 'are'} recorded and no routine enquiry."
        )
        yield Found(
            (*rows[:3], *contacts[:3]), why, ask=tuple(slugs),
            searched=(rows[0].first, days_after(rows[-1].last, days)),
            title="Routine enquiry not repeated after a known incident",
        )  # fmt: skip


def _known_to(records: Records, entry: Entry, slugs: Sequence[str]) -> bool:
    """True if a service has the incident in its own file, was told, or is at the other end."""
    ends = {other.agency for other in records.pairs_of(entry)}
    return (
        entry.agency in slugs
        or not ends.isdisjoint(slugs)
        or any(records.services.reaches(entry.told, slug) for slug in slugs)
    )


def _unknown(records: Records) -> Iterator[Answer]:
    """Yield whom to ask where neither midwives nor health visitors sent a timeline around a birth."""
    if records.services.of_type(*ASKING_SERVICES) or records.case.period is None:
        return
    about = [e for e in records.select(topics=("domestic_abuse",)) if e.dated and e.kind in INCIDENTS]
    first, last = records.case.period
    stages = [stage for type_ in ASKING_SERVICES for stage in _stages(records, type_)]
    if about and any(since <= last and first <= until for since, until, _ in stages):
        yield Unknown(_ends(about), "health-visiting")


def _ends(rows: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the rows of a series that a point cites: all of a short one, else the first and last of it."""
    half = ROWS_CITED // 2
    return tuple(rows) if len(rows) <= ROWS_CITED else (*rows[:half], *rows[-half:])
