"""GP20: a significant incident after which the child was seen late, or only a telephone call is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.gaps.ages import about_another_child
from workbench.gaps.among import Among
from workbench.gaps.concerns import (
    ABOUT_EVENTS,
    CHILDRENS_SERVICES,
    POLICE,
    SERIOUS,
    child_expected,
    significant_harm,
)
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.office_hours import hard_hour
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.sightings import SEEN, VISITS, sightings
from workbench.gaps.waited import waited
from workbench.gaps.wording import together, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

SAFE = ("placement_event", "legal_event")
"""Steps that put the child with somebody else."""
RESPONDING = (POLICE, CHILDRENS_SERVICES, "ambulance", "hospital")
TRIED = ("no_access",)
SEARCHED_DAYS = 90
"""How far on the next sighting is looked for, to name it."""
ROWS_CITED = 4


@dataclass(frozen=True)
class _Waiting:
    """An incident with no sighting in time, what was done by telephone, and the next sighting."""

    incident: tuple[Entry, ...]
    calls: tuple[Entry, ...]
    next: Entry | None


@detector(
    "GP20",
    "slow-response",
    "Slow, remote or out-of-hours-limited response to a significant incident",
    question="What options were open at that hour or with that staffing, and what would have made a "
    "same-day visit possible?",
    standards=("WA-004", "WA-005", "WA-020"),
    caveats=(
        "Police or ambulance may have seen the child at the scene.",
        "The child may have been safe elsewhere.",
        "A visit may have been tried without an answer at the door.",
        "How serious the incident was is inferred from codes and a few words.",
    ),
)
def slow_response(
    records: Records, *, working_days: int = 1, phone_working_days: int = 5, non_mobile_months: int = 6
) -> Iterator[Answer]:
    """Find significant incidents after which no entry shows the child seen in time.

    Looks for: an event of a serious kind (as in GP04), or violence against the child, with the child born,
    and no entry of any agency that shows the child seen, on the day or within ``working_days``; marked
    where within ``phone_working_days`` there is a telephone contact and no sighting. A visit without
    access and a move to a safe place count as a response. Incidents before the same next sighting are one
    point. In rows that nobody coded also worries of which they say that they waited for somebody to see
    the child. Says where an incident fell late on a Friday, at a weekend or before a bank holiday.
    Could also mean: the child was seen at the scene, or was safe elsewhere.
    Cannot see: a visit that was planned and not possible, and the hour where none is recorded.
    """
    reasons: dict[str, str] = {}
    for entry in records.select():
        reason = significant_harm(records, entry, non_mobile_months=non_mobile_months)
        reason = reason or _violence_to_child(records, entry) or _told_tersely(records, entry)
        if reason and not entry.dated:
            yield LeftOut((entry,), UNDATED)
        elif reason and child_expected(records, entry.last) and not _before_birth(records, entry):
            reasons[entry.id] = reason
    seen = sightings(records)
    waiting: dict[str, list[_Waiting]] = {}
    serious = [entry for entry in records.select() if entry.id in reasons]
    for incident in group_incidents(serious):
        answer = _judged(records, incident, seen, working_days, phone_working_days)
        if isinstance(answer, _Waiting):
            waiting.setdefault(answer.next.id if answer.next else incident[0].id, []).append(answer)
        else:
            yield answer
    yield from waited(records, seen)
    for together_ in waiting.values():
        yield _found(records, together_, reasons, working_days, phone_working_days)


def _violence_to_child(records: Records, entry: Entry) -> str:
    """Return in words that somebody is said to have hurt the child; "" where nothing says so."""
    told = entry.kind not in ABOUT_EVENTS or entry.kind == "report_received"
    hurt = "physical_injury" in entry.topics and records.names_child(entry)
    if not told or not hurt or entry.significance == "low":
        return ""
    serious = entry.significance in SERIOUS or names("hurt_by_somebody", entry.text)
    return "violence against the child, or a serious injury of the child" if serious else ""


def _told_tersely(records: Records, entry: Entry) -> str:
    """Return in words the harm to the child that a row tells which nobody coded; "" where it tells none."""
    if entry.kind_state == "stated" or (entry.kind in ABOUT_EVENTS and entry.kind != "report_received"):
        return ""
    if about_another_child(records, entry):
        return ""
    grave = names("grave_harm", entry.text)
    if grave and not {"sexual_harm", "exploitation"}.isdisjoint(entry.topics):
        return "possible sexual harm or exploitation of the child"
    own_account = "child said" in entry.whose_account or names("child_says", entry.text)
    if own_account and (grave or "physical_injury" in entry.topics):
        return "harm of which the child gave an own account"
    return ""


def _before_birth(records: Records, entry: Entry) -> bool:
    """True if every child of the review was certainly not yet born."""
    births = [person.birth.earliest for person in records.case.subjects]
    return bool(births) and all(day is not None and entry.last < day for day in births)


def _judged(
    records: Records, incident: tuple[Entry, ...], seen: Among, working_days: int, phone_days: int
) -> Answer | _Waiting:
    first, last = incident[0].first, max(entry.last for entry in incident)
    due, calls_until = (records.working_days_after(last, days) for days in (working_days, phone_days))
    elsewhere = [e for e in seen.between(first, due) if _with_the_child(records, e, of_it=e in incident)]
    by = elsewhere or _safe_or_tried(records, incident, first, due)
    if by:
        return Answered(incident, (by[0],), standards=())
    if seen.undated:
        return Answered(incident, seen.undated[:1], standards=())
    teams = records.services.of_type(CHILDRENS_SERVICES)
    if not teams:
        return Unknown(incident, CHILDRENS_SERVICES)
    if records.ends_before(due, teams):
        return LeftOut(incident, NEAR_THE_END)
    after = seen.between(days_after(due, 1), days_after(due, SEARCHED_DAYS))
    later = [entry for entry in after if entry.first > last]  # the next is one that surely comes after
    following = later[0] if later else None
    calls = () if following and following.first <= calls_until else _calls(records, incident, calls_until)
    return _Waiting(incident, calls, following)


def _with_the_child(records: Records, entry: Entry, *, of_it: bool) -> bool:
    """True if an entry shows the child seen; a contact of an adult leaves that open, and shows nothing.

    Who noticed the injury had the child there; of the incident's own rows only those of services that
    come, or that the child is brought to, are a response.
    """
    if of_it and records.services.type_of(entry.agency) not in RESPONDING:
        return False
    adults = not records.subjects.issuperset(entry.people)
    return entry.child_seen in SEEN or entry.kind in VISITS or (bool(entry.people) and not adults)


def _safe_or_tried(records: Records, incident: Sequence[Entry], first: date, due: date) -> list[Entry]:
    """Return what shows the child safe, or a visit that found nobody in."""
    safe = [entry for entry in incident if names("child_safe", entry.text)]
    return safe or records.window(first, due, kinds=(*SAFE, *TRIED), undated=False)


def _calls(records: Records, incident: Sequence[Entry], until: date) -> tuple[Entry, ...]:
    """Return the telephone contacts by children's services after an incident, the first two of them."""
    teams = records.services.of_type(CHILDRENS_SERVICES)
    contacts = records.window(
        incident[0].first, until, kinds=("contact_adult", "visit_child"), agencies=teams, undated=False
    )
    by_phone = [
        entry
        for entry in contacts
        if entry not in incident
        and entry.last >= incident[0].first
        and (entry.mode == "phone" or (not entry.mode and names("by_telephone", entry.text)))
    ]
    return tuple(by_phone[:2])


def _found(
    records: Records, waiting: Sequence[_Waiting], reasons: dict[str, str], working_days: int, phone_days: int
) -> Found:
    services = records.services
    rows = [entry for one in waiting for entry in one.incident]
    calls = tuple(dict.fromkeys(entry for one in waiting for entry in one.calls))
    last, following = waiting[0].incident[-1], waiting[0].next
    held_by = dict.fromkeys(services.label(entry.agency) for entry in rows)
    why = (
        f"{counted(len(rows), 'record')} of {counted(len(waiting), 'incident')} {together(rows)} "
        f"{'tells' if len(rows) == 1 else 'tell'} of "
        f"{listed(dict.fromkeys(reasons[entry.id] for entry in rows))}, held by {listed(held_by)}. "
        f"No entry shows the child seen within {counted(working_days, 'working day')}"
    )
    if following is None:
        why += f", and none in the {SEARCHED_DAYS} days after."
    else:
        least = records.working_days_between(last.last, following.first)
        why += (
            f"; the next that does, or could, is {following.id} {when(following)}, "
            f"{counted(least, 'working day')} and "
            f"{counted((following.first - last.last).days, 'calendar day')}"
            f"{' after the first of them' if len(waiting) > 1 else ' after it'}."
        )
    if calls:
        why += (
            f" Within {counted(phone_days, 'working day')} a telephone contact is recorded in "
            f"{listed(entry.id for entry in calls)}."
        )
    why += "".join(f" {entry.id} falls {hour}." for entry in rows if (hour := hard_hour(records, entry)))
    teams = services.of_type(CHILDRENS_SERVICES)
    ends = (following,) if following else ()
    until = following.last if following else days_after(rows[-1].last, SEARCHED_DAYS)
    return Found(
        (*rows[:ROWS_CITED], *calls, *ends), why, ask=(*dict.fromkeys(e.agency for e in rows), *teams),
        searched=(rows[0].first, until), agencies=teams, strength="stronger" if calls else "usual",
        title="Significant incident with a telephone contact only on record" if calls else "",
    )  # fmt: skip
