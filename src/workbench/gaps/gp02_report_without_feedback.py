"""GP02: a report that was received, with no decision or no word back to its maker on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together, when
from workbench.vocabulary.sentences import counted, listed

DECIDING = (
    "decision_front_door", "assessment_decided", "s47_enquiry", "legal_event", "plan_made_or_changed",
    "case_opened_closed", *MEETINGS,
)  # fmt: skip
TAKING_UP = ("visit_child", "contact_adult")
"""Kinds of contact in which a worker can take up a report on an open case."""
TO_DECIDE, TO_FEED_BACK = ("WA-004", "EN-001"), ("WA-002", "WA-003")


@dataclass(frozen=True)
class _Received:
    """A report as received, with what its own agency did next."""

    entry: Entry
    makers: tuple[str, ...]
    decision: Entry | None
    feedback: Entry | None
    until: date
    """The last day on which word back would be in time."""


@detector(
    "GP02",
    "report-without-feedback",
    "Report without a recorded decision or feedback",
    question="What did the report-maker know about what would happen next, and how did that shape what "
    "they did?",
    standards=("WA-004", "WA-002", "WA-003", "WA-007", "WA-009", "EN-001"),
    caveats=(
        "The decision may be held in a separate system that is not in the timeline.",
        "Word back may have been given in a meeting that both attended.",
        "On an open case the worker may have taken the report up at once.",
    ),
)
def report_without_feedback(
    records: Records, *, decision_working_days: int = 5, feedback_working_days: int | None = None
) -> Iterator[Answer]:
    """Find reports to children's services without a decision, or without word back, on record.

    Looks for: a report received with no decision by the same organisation within
    ``decision_working_days``, nor a contact that took it up with its maker told; and a report from another agency with no entry of either side that
    shows its maker told what came of it, within ``feedback_working_days`` (if not set, the figure
    of the guidance). Reports of one maker without word back are one point.
    Could also mean: the decision stands in another system, or word was given when they met.
    Cannot see: the reasons for a decision, and a report whose maker is not named.
    """
    silent: dict[tuple[str, str], list[_Received]] = {}
    for entry in records.select(kinds=("report_received", "decision_front_door")):
        if records.services.type_of(entry.agency) != CHILDRENS_SERVICES:
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        received = _received(records, entry, decision_working_days, feedback_working_days)
        decision_due = records.working_days_after(entry.last, decision_working_days)
        if received.decision is None and records.ends_before(decision_due, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        elif received.decision is None:
            yield _undecided(records, received, decision_working_days)
        elif not received.makers:
            yield Answered((entry,), (received.decision,))
        elif received.feedback is not None:
            yield Answered((entry,), (received.feedback,))
        elif records.ends_before(received.until, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        elif not _follows_a_report(records, entry):
            organisation = records.services.organisation_of(entry.agency)
            silent.setdefault((organisation, received.makers[0]), []).append(received)
    for (_, maker), reports in silent.items():
        yield _unanswered(records, maker, reports)


def _received(records: Records, entry: Entry, decision_days: int, feedback_days: int | None) -> _Received:
    services = records.services
    own = tuple(slug for slug in records.case.agencies if services.same_organisation(slug, entry.agency))
    named = (*entry.heard_from, *(other.agency for other in records.pairs_of(entry)))
    makers = tuple(dict.fromkeys(t for t in named if not services.same_organisation(t, entry.agency)))
    rule = records.rule(TO_FEED_BACK, entry.earliest)
    days = feedback_days or (rule.standard.within if rule and rule.standard.within else decision_days)
    until = records.working_days_after(entry.last, days)
    decision = entry if entry.outcome or entry.kind == "decision_front_door" else None
    due = records.working_days_after(entry.last, decision_days)
    for later in records.window(entry.first, due, kinds=DECIDING, agencies=own):
        decision = decision or later
    decision = decision or _taken_up(records, entry, makers, own, due)
    return _Received(entry, makers, decision, _feedback(records, entry, makers, own, until), until)


def _taken_up(
    records: Records, report: Entry, makers: tuple[str, ...], own: tuple[str, ...], due: date
) -> Entry | None:
    """Return the contact on the same subject by which a worker took a report up, its maker told of it."""
    for contact in records.window(report.first, due, kinds=TAKING_UP, agencies=own, undated=False):
        about_it = contact.shares_people(report) and contact.shares_topics(report)
        told = any(records.services.reaches(contact.told, maker) for maker in makers)
        if about_it and told and contact.could_follow(report):
            return contact
    return None


def _feedback(
    records: Records, report: Entry, makers: tuple[str, ...], own: tuple[str, ...], until: date
) -> Entry | None:
    """Return the entry, of either side, that shows the maker told what came of it."""
    services = records.services
    if not makers:
        return None
    if any(services.reaches(report.told, maker) for maker in makers):
        return report
    makers_files = [slug for maker in makers for slug in _files(records, maker)]
    for entry in records.window(report.first, until, agencies=(*own, *makers_files)):
        if not entry.could_follow(report) and (entry.first, entry.last) != (report.first, report.last):
            continue
        if entry.id == report.id:
            continue
        if entry.agency in own and any(services.reaches(entry.told, maker) for maker in makers):
            return entry
        from_us = services.any_of(entry.heard_from, CHILDRENS_SERVICES)
        if entry.agency in makers_files and (entry.kind == "acknowledgement" or from_us):
            return entry
    return None


def _follows_a_report(records: Records, entry: Entry) -> bool:
    """True for a decision on a report that is counted in its own right."""
    if entry.kind == "report_received":
        return False
    since = records.working_days_after(entry.first, -10)
    before = records.window(
        since, entry.last, kinds=("report_received",), agencies=(entry.agency,), undated=False
    )
    return any(set(report.heard_from) & set(entry.heard_from) for report in before)


def _undecided(records: Records, received: _Received, days: int) -> Found:
    services, entry = records.services, received.entry
    why = f"{services.label(entry.agency)} records a report received {when(entry)}"
    if received.makers:
        why += f" from {listed(services.label(maker) for maker in received.makers)}"
    why += f". No decision on it was found within {counted(days, 'working day')}"
    if not received.makers:
        why += "."
    elif received.feedback is None:
        why += ", and no word back to its maker."
    else:
        why += f"; a contact with its maker is recorded {when(received.feedback)}."
    return Found(
        (entry,), why, ask=(entry.agency, *received.makers), searched=(entry.first, received.until),
        agencies=_slugs(records, received.makers), standards=TO_DECIDE,
    )  # fmt: skip


def _unanswered(records: Records, maker: str, reports: list[_Received]) -> Found:
    services = records.services
    entries = tuple(received.entry for received in reports)
    makers = tuple(dict.fromkeys(m for received in reports for m in received.makers))
    until = max(received.until for received in reports)
    receivers = dict.fromkeys(entry.agency for entry in entries)
    why = (
        f"{listed(map(services.label, receivers))} records {counted(len(entries), 'report')} from "
        f"{services.label(maker)}, {together(entries)}, with a decision or an outcome. No entry of either "
        f"side shows {services.label(maker)} told what came of {'it' if len(entries) == 1 else 'them'}."
    )
    return Found(
        entries, why, ask=(*receivers, *makers), searched=(entries[0].first, until),
        agencies=_slugs(records, makers), standards=TO_FEED_BACK,
    )  # fmt: skip


def _files(records: Records, token: str) -> tuple[str, ...]:
    """Return the timelines that a maker's own record would stand in."""
    return (token,) if token in records.case.agencies else records.services.receivers(token)


def _slugs(records: Records, tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(slug for token in tokens for slug in _files(records, token))
