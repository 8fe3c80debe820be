"""Rows that say themselves that the child was not seen or heard, and returns from being missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.ages import about_another_child, children_of, surely_under
from workbench.gaps.among import Among
from workbench.gaps.concerns import POLICE
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.sightings import HEARD
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after

AT_A_CONTACT = (
    "", "visit_child", "no_access", "contact_adult", "health_contact", "assessment_completed", "s47_enquiry",
    "police_incident", "lac_review", "care_support_meeting", "core_group", "conference_review",
    "routine_enquiry", "assessment_decided", "case_opened_closed", "education_event", "report_received",
    "accommodation_event", "missed_contact", "decision_front_door", "information_shared",
    "mental_health_event", "injury_or_symptom", "life_event",
)  # fmt: skip
"""Kinds of entry that can tell of a contact with the family."""
WITH_INFANTS_YEARS = 1
"""With an infant, to have looked at the child asleep is all there is to see."""
SEEN_WITHIN_DAYS = 14
RETURN_DAYS = 7
"""A talk after a return is due within three days; a week leaves room for a weekend."""


def said_unseen(records: Records, seen: Among) -> Iterator[tuple[Entry, Entry | None]]:
    """Yield the rows that say that the child was not seen or heard, with what shows it seen soon.

    A row that its agency coded is judged by its codes, and not by these words.
    """
    for entry in records.select(kinds=AT_A_CONTACT):
        if not entry.dated or entry.kind_state == "stated" or not names("child_kept_unseen", entry.text):
            continue
        if about_another_child(records, entry) or not _may_speak(records, entry):
            continue
        yield entry, _soon_after(seen, entry)


def _may_speak(records: Records, entry: Entry) -> bool:
    """True if an entry could be about a child who was born and no infant any more."""
    children = records.case.subjects if not children_of(records, entry) else children_of(records, entry)
    return not children or any(not surely_under(child, WITH_INFANTS_YEARS, entry.last) for child in children)


def _soon_after(seen: Among, entry: Entry) -> Entry | None:
    until = days_after(entry.last, SEEN_WITHIN_DAYS)
    later = seen.between(days_after(entry.first, -SEEN_WITHIN_DAYS), until)
    return next(
        (one for one in later if one.id != entry.id and not names("child_kept_unseen", one.text)), None
    )


def returns_unheard(records: Records) -> Iterator[tuple[Entry, Entry | None]]:
    """Yield the missing episodes, each with the row in which the child was spoken with after it."""
    heard = Among(records.window(date.min, date.max, child_seen=HEARD, undated=False))
    told = Among(records.window(date.min, date.max, where=_talked_after, undated=False))
    for entry in _missing(records):
        until = days_after(entry.last, RETURN_DAYS)
        after = [*heard.between(entry.first, until), *told.between(entry.first, until)]
        yield entry, next(iter(after), None)


def _talked_after(text: str) -> bool:
    return names("return_talk", text)


def _missing(records: Records) -> Sequence[Entry]:
    """Return the episodes in which the child was missing, as the agencies that dealt with them tell it."""
    coded = records.select(kinds=("missing_episode",))
    worded = [
        entry
        for entry in records.select(kinds=("", "report_received", "police_incident"))
        if entry.kind_state != "stated"
        and ("missing" in entry.topics or records.services.type_of(entry.agency) == POLICE)
        and names("went_missing", entry.text)
    ]
    rows = {entry.id: entry for entry in (*coded, *worded) if entry.dated}
    about = (entry for entry in rows.values() if not about_another_child(records, entry))
    return sorted(about, key=lambda entry: entry.at)
