"""When work with a child ends or is stepped down: which entries record that, and of what."""

from __future__ import annotations

from workbench.chronology.intervals.involvement import CLOSING
from workbench.gaps.entry import Entry
from workbench.gaps.words import names

REGISTRATION, PLAN, CASE = "registration", "plan", "case"


def is_closing(entry: Entry) -> bool:
    """True for an entry that records the end of a service's work, by outcome or, without one, words."""
    if entry.kind != "case_opened_closed":
        return False
    return entry.outcome in CLOSING or (not entry.outcome and names("steps_down", entry.text))


def what_ends(entry: Entry) -> str:
    """Return what an entry records as ended or stepped down: registration, plan or case; "" if nothing."""
    if entry.outcome == "transferred" or names("moved_elsewhere", entry.text):
        return ""  # responsibility moves on: that is a handover
    if entry.kind == "registration_change":
        ended = names("taken_off_register", entry.text) or entry.outcome.startswith("closed")
        return REGISTRATION if ended else ""
    if entry.kind == "plan_made_or_changed":
        ended = names("steps_down", entry.text) or names("plan_ends", entry.text)
        return PLAN if ended or entry.outcome.startswith("closed") else ""
    if entry.kind in ("conference_review", "core_group", "care_support_meeting"):
        if names("taken_off_register", entry.text):
            return REGISTRATION if entry.kind == "conference_review" else PLAN
        return PLAN if names("steps_down", entry.text) or entry.outcome.startswith("closed") else ""
    if entry.kind == "assessment_completed":
        return CASE if entry.outcome in ("nfa", "closed_completed") or names("steps_down", entry.text) else ""
    return CASE if is_closing(entry) else ""
