"""GP06: a run of incidents, each graded low, that stayed inside one agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.gaps.concerns import (
    ABOUT_EVENTS,
    CHILDRENS_SERVICES,
    CONCERN_TOPICS,
    RISK_TOPICS,
    SERIOUS,
    child_expected,
    worries,
)
from workbench.gaps.contacts import AT_THE_SCENE
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import within_months
from workbench.gaps.pattern import UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.several import told_number
from workbench.gaps.unbroken import few, unbroken
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

KINDS = ("police_incident", "domestic_abuse_assessment", "accommodation_event", "health_contact")
BY_WORDS = (
    "", "education_event", "missing_episode", "mental_health_event", "health_contact", "exploitation_event",
    "injury_or_symptom", "accommodation_event", "domestic_abuse_assessment", "police_incident",
)  # fmt: skip
"""Kinds of terse rows that tell of an incident and say that it was logged, filed or graded low."""
SUMMED_UP = "One entry sums up several incidents; what was shared of each may stand elsewhere."
INCIDENTS, MOST_CITED = 3, 12
DECIDING = ("childrens-services", "early-help", "leaving-care")
NEEDS = ("health_need", "disability", "education_attendance", "mental_health_child", "missing")
NO_WORRY = tuple(kind for kind in ABOUT_EVENTS if kind != "missed_contact")
ROWS_CITED = 6
GRADES = {"": "without a grade", "low": "graded low"}


@detector(
    "GP06",
    "incidents-held-inside",
    "Repeated incidents graded low and held inside one agency",
    question="What would have allowed the incidents to be seen as a series, and shared while still "
    "below a statutory threshold?",
    standards=("EW-002", "EW-003", "EW-004", "EW-001", "EN-060"),
    caveats=(
        "Sharing may have been limited for an active operation, or for a victim's safety.",
        "A daily meeting that is not in the timeline may have shared them.",
        "Intelligence may have been unconfirmed.",
        "Most single notifications lead to no work anywhere; only the series says something.",
    ),
)
def incidents_held_inside(records: Records, *, incidents: int = 3, months: int = 12) -> Iterator[Answer]:
    """Find runs of incidents that one agency kept to itself while another was involved.

    Looks for: at least ``incidents`` incidents within ``months`` in one agency (police incidents and
    intelligence, domestic abuse checklists, complaints to housing, ambulance calls), none marked
    significant or critical, with no other agency told and no reason on record for holding it back (an
    operation, somebody's safety), while another agency was at work with the family.
    In rows that nobody coded also missing episodes and what a service logged for its own use; one row
    that sums up several counts as so many.
    And, of rows that nobody coded: at least one less in a row, within ``months`` of each other, that tell
    of something worrying.
    Could also mean: they were shared in a daily meeting, or held back for somebody's safety.
    Cannot see: sharing that neither side wrote down; entries without a date.
    """
    by_agency: dict[str, list[Entry]] = {}
    for entry in records.select(kinds=(*KINDS, *BY_WORDS)):
        by_kind = entry.kind in KINDS and _in_question(records, entry)
        if by_kind or _kept_by_words(records, entry):
            by_agency.setdefault(entry.agency, []).append(entry)
    for agency, entries in by_agency.items():
        yield from _of_one(records, agency, entries, incidents, months)
    yield from _worries(records, incidents, months)


def _worries(records: Records, number: int, months: int) -> Iterator[Answer]:
    """Yield the worries that one agency wrote down over and over, none of them shown as passed on.

    Only of rows that nobody coded, whose words then have to say what the worry is.
    """
    kept: dict[str, list[Entry]] = {}
    for entry in records.select():
        own = records.services.type_of(entry.agency)
        if entry.dated and own not in (CHILDRENS_SERVICES, *AT_THE_SCENE) and _is_worry(entry):
            if _told(records, entry) or entry.heard_from:
                yield Answered((entry,), (entry,))
            elif child_expected(records, entry.last) and _others(records, entry):
                kept.setdefault(entry.agency, []).append(entry)
    for agency, entries in kept.items():
        for run in unbroken(entries, number=2, months=months):
            if len(run) >= max(2, number - 1):
                yield _found_worries(records, agency, run)


def _is_worry(entry: Entry) -> bool:
    """True for a row that nobody coded or graded and that tells of something worrying."""
    if entry.kind_state == "stated" or entry.significance or entry.kind in NO_WORRY:
        return False
    topics = not {*CONCERN_TOPICS, *NEEDS}.isdisjoint(entry.topics)
    return worries(entry) or (topics and entry.kind in ("", "missed_contact"))


def _found_worries(records: Records, agency: str, run: Sequence[Entry]) -> Found:
    services = records.services
    others = list(dict.fromkeys(slug for entry in run for slug in _others(records, entry)))
    why = (
        f"{services.label(agency)} records something worrying in {counted(len(run), 'entry', 'entries')} "
        f"{together(run)}. None of them shows another agency told, on either side. At work with the family "
        f"then: {listed(map(services.label, others))}."
    )
    cited = few(run, ROWS_CITED)
    if len(cited) < len(run):
        why += f" {len(cited)} of the {len(run)} are cited."
    return Found(
        cited, why, ask=(agency, *others), searched=(run[0].first, max(e.last for e in run)), standards=(),
        strength="weaker", title="Repeated worries held inside one agency",
        caveats=("What is worrying is taken from words that nobody has confirmed.",),
    )  # fmt: skip


def _in_question(records: Records, entry: Entry) -> bool:
    own = records.services.type_of(entry.agency)
    if entry.significance in SERIOUS or _withheld(entry):
        return False
    if entry.kind == "health_contact" and own != "ambulance":
        return False
    if entry.kind == "accommodation_event" and set(RISK_TOPICS).isdisjoint(entry.topics):
        return False
    return not entry.dated or child_expected(records, entry.last) or bool(_others(records, entry))


def _withheld(entry: Entry) -> bool:
    """True if an entry says that it was not shared for an operation or for somebody's safety."""
    return names("held_back", entry.text) and names("reason_to_hold_back", entry.text)


def _kept_by_words(records: Records, entry: Entry) -> bool:
    """True for a row that nobody coded, of an incident that was kept for the agency's own use."""
    if entry.kind_state == "stated" or entry.significance in SERIOUS or entry.kind not in BY_WORDS:
        return False
    if records.services.type_of(entry.agency) in DECIDING:
        return False  # what the front door closes is another question (GP05)
    risk = not set(RISK_TOPICS).isdisjoint(entry.topics) or names("went_missing", entry.text)
    return (risk or names("observation", entry.text)) and names("kept_inside", entry.text)


def _others(records: Records, entry: Entry) -> list[str]:
    """Return the agencies of other bodies that were at work with the family at the time."""
    services = records.services
    involved = (
        services.involved_between(entry.first, entry.last) if entry.dated else services.involved_on(None)
    )
    return [slug for slug in involved if not services.same_organisation(slug, entry.agency)]


def _told(records: Records, entry: Entry) -> bool:
    """True if an entry, or its other end, shows somebody outside the agency told."""
    return bool(entry.paired_with) or any(
        not records.services.same_organisation(token, entry.agency) for token in entry.told
    )


def _of_one(
    records: Records, agency: str, entries: Sequence[Entry], incidents: int, months: int
) -> Iterator[Answer]:
    kept: list[Entry] = []
    shared: list[Entry] = []
    for entry in entries:
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
        elif _told(records, entry):
            shared.append(entry)
            yield Answered((entry,), (entry,))
        else:
            kept.append(entry)
    series, _ = within_months(kept, months=months, enough=lambda run: _days(run) >= incidents)
    for run in series:
        if any(_others(records, entry) for entry in run):
            since, until = run[0].first, max(entry.last for entry in run)
            yield _found(records, agency, run, [e for e in shared if since <= e.last and e.first <= until])


def _days(run: Sequence[Entry]) -> int:
    """Return how many incidents there are: rows of one day are one, rows of one vague date are not."""
    exact = {entry.first for entry in run if entry.first == entry.last}
    summed_up = (told_number(entry) for entry in run if entry.first != entry.last and _sums_up(entry))
    single = sum(entry.first != entry.last and not _sums_up(entry) for entry in run)
    return len(exact) + single + sum(summed_up)


def _sums_up(entry: Entry) -> bool:
    """True for a row of a summary that tells of several incidents."""
    return entry.kind_state != "stated" and told_number(entry) > 1


def _found(records: Records, agency: str, run: Sequence[Entry], shared: Sequence[Entry]) -> Found:
    services = records.services
    others = list(dict.fromkeys(slug for entry in run for slug in _others(records, entry)))
    grades = Counter(GRADES[entry.significance] for entry in run)
    graded = listed(f"{number} {grade}" for grade, number in grades.most_common())
    why = (
        f"{services.label(agency)} records {_number(run)} {together(run)} ({graded}). "
        f"None of them shows another agency told; in the same time {_shared_words(len(shared))}. "
        f"At work with the family then: {listed(map(services.label, others))}."
    )
    worded = all(entry.kind_state != "stated" for entry in run)
    return Found(
        few(run, MOST_CITED), why, ask=(agency, *others),
        searched=(run[0].first, max(e.last for e in run)),
        strength="weaker" if worded and len(run) < INCIDENTS else "usual",
        caveats=(SUMMED_UP,) if any(_sums_up(entry) for entry in run) else (),
    )  # fmt: skip


def _number(run: Sequence[Entry]) -> str:
    if any(map(_sums_up, run)):
        return f"several incidents in {counted(len(run), 'entry', 'entries')}"
    return counted(len(run), "incident")


def _shared_words(number: int) -> str:
    if not number:
        return "no other incident does"
    return f"{counted(number, 'other incident')} {'does' if number == 1 else 'do'}"
