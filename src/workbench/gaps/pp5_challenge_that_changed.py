"""PP5: a different view taken further, after which the decision changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import kind_words, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted

CAN_CHALLENGE = (
    "report_sent",
    "information_shared",
    "supervision",
    "contact_adult",
    "care_support_meeting",
    "",
)
CHANGED_KINDS = (
    "strategy_discussion", "s47_enquiry", "assessment_decided", "conference_initial", "registration_change",
    "plan_made_or_changed", "legal_event", "decision_front_door",
)  # fmt: skip
CHANGED_OUTCOMES = ("accepted", "assessment_decided", "assessment_started", "overruled")
DECISIONS = ("decision_front_door", "report_received", "assessment_completed", "case_opened_closed")
REFUSED = ("nfa", "information_only", "advice_given", "closed_completed", "closed_non_engagement")
UNCHANGED = "no changed decision is on record within the time"
EARLIER_DAYS = 92
"""So far back the decision may lie that was challenged."""


@detector(
    "PP5",
    "challenge-that-changed-something",
    "Challenge that changed something",
    question="What made it possible to take a different view further, and how was it heard?",
    standards=("WA-008", "EN-037"),
    caveats=(
        "The decision may have changed for another reason.",
        "The discussion that led to it may not be on record.",
    ),
)
def challenge_that_changed(records: Records, *, working_days: int = 20) -> Iterator[Answer]:
    """Find differences of view that were taken further, with a changed decision after them.

    Looks for: an escalation, and certainly after it, within ``working_days``, an enquiry, an
    assessment, a plan or another step of the agency that decides, where before it the records show
    no such step or a decision not to act. Challenges with the same change are one point.
    Could also mean: the decision changed for another reason.
    Cannot see: a change agreed by word of mouth; a challenge that carries no code and no word of the lists.
    """
    by_change: dict[str, tuple[Entry, list[Entry]]] = {}
    challenges = [
        entry for entry in records.select(kinds=("escalation", *CAN_CHALLENGE)) if _is_challenge(entry)
    ]
    for entry in challenges:
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        due = records.working_days_after(entry.first, working_days)
        change = _change(records, entry, due)
        if change:
            by_change.setdefault(change.id, (change, []))[1].append(entry)
        else:
            deciders = _deciders(records, entry)
            yield LeftOut((entry,), NEAR_THE_END if records.ends_before(due, deciders) else UNCHANGED)
    for change, raised in by_change.values():
        yield _found(records, change, raised, len(challenges))


def _is_challenge(entry: Entry) -> bool:
    if entry.kind == "escalation":
        return True
    return bool(entry.told or entry.kind == "supervision") and names("challenge", entry.text)


def _deciders(records: Records, entry: Entry) -> tuple[str, ...]:
    """Return whose decision was challenged: who was told; else children's services."""
    told = tuple(dict.fromkeys(slug for token in entry.told for slug in records.services.receivers(token)))
    return told or records.services.of_type(CHILDRENS_SERVICES)


def _change(records: Records, entry: Entry, due: date) -> Entry | None:
    """Return the first certain change of a decision after a challenge, or None."""
    for other in records.window(entry.last, due, agencies=_deciders(records, entry), undated=False):
        if other.last > due or not other.could_follow(entry) or other.first < entry.last:
            continue
        acts = other.outcome in CHANGED_OUTCOMES or (
            other.kind in CHANGED_KINDS
            and other.outcome not in REFUSED
            and other.kind != "decision_front_door"
        )
        if acts and other.shares_people(entry):
            return other
    return None


def _found(records: Records, change: Entry, raised: list[Entry], challenges: int) -> Found:
    first = raised[0]
    label = records.services.label
    why = (
        f"{label(first.agency)} records a different view taken further {when(first)}; "
        f"{label(change.agency)} records "
        f"{kind_words(change)} {when(change)}, in {change.id}."
    )
    refused = _refused_before(records, first, change)
    if refused:
        why += f" Before, a decision not to act stands in {refused.id} {when(refused)}."
    days = records.working_days_between(first.last, change.first)
    why += (
        f" Between the two lie {counted(days, 'working day')}. In all, {counted(challenges, 'challenge')} "
        f"{'is' if challenges == 1 else 'are'} on record."
    )
    rows = (*((refused,) if refused else ()), *raised[:4], change)
    return Found(rows, why, searched=(first.first, change.last), ask=(change.agency,))


def _refused_before(records: Records, entry: Entry, change: Entry) -> Entry | None:
    since = days_after(entry.first, -EARLIER_DAYS)
    for other in reversed(records.window(since, entry.first, kinds=DECISIONS, undated=False)):
        if (
            other.outcome in REFUSED
            and other.id != entry.id
            and other.last <= entry.last
            and other.shares_people(change)
        ):
            return other
    return None
