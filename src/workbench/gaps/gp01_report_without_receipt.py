"""GP01: a report that one agency records sending and the other has no entry for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, POLICE
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import kind_words, when
from workbench.vocabulary.sentences import listed

NOTIFYING = (
    "police_incident", "domestic_abuse_assessment", "missing_episode", "injury_or_symptom",
    "exploitation_event",
)  # fmt: skip
"""Kinds that count as a report where the entry says that children's services were told."""


@detector(
    "GP01",
    "report-without-receipt",
    "Report without a matching receipt",
    question="How did each agency understand where this information had gone, and what would have shown "
    "that it had not arrived?",
    standards=("WA-002", "WA-009", "WA-001", "WA-012"),
    caveats=(
        "It may have been received under a sibling's or parent's name.",
        "It may have been logged on an open case without a contact record.",
        "The dates of the two records may differ by more than the days allowed here.",
        "The sender's note may be of an intention.",
        "The report may have gone to another authority.",
    ),
)
def report_without_receipt(
    records: Records, *, working_days_before: int = 1, working_days_after: int = 5
) -> Iterator[Answer]:
    """Find reports that the receiving agency has no entry about.

    Looks for: a report sent, or an incident of which children's services were told, and no
    entry about it in the receiving agency's timeline from ``working_days_before`` to
    ``working_days_after`` it. Stronger where the sender's timeline shows no chase either.
    Could also mean: it was received under another name, on an open case, or elsewhere.
    Cannot see: a receipt noted only inside an entry about something else.
    """
    for report in records.select(kinds=("report_sent", *NOTIFYING)):
        for token in _addressees(records, report):
            yield _answer(records, report, token, working_days_before, working_days_after)


def _addressees(records: Records, report: Entry) -> list[str]:
    """Return one token for each body the report went to: social services and police before others."""
    services = records.services
    others = [token for token in report.told if not services.same_organisation(token, report.agency)]
    first = [token for token in others if services.type_of(token) in (CHILDRENS_SERVICES, POLICE)]
    if report.kind != "report_sent":
        first = [token for token in first if services.type_of(token) == CHILDRENS_SERVICES]
    elif not first and not report.told and services.type_of(report.agency) != CHILDRENS_SERVICES:
        first = [CHILDRENS_SERVICES]  # a report is by definition to social services or police
    chosen = first or (others if report.kind == "report_sent" else [])
    return list({services.type_of(token): token for token in reversed(chosen)}.values())[::-1]


def _answer(records: Records, report: Entry, token: str, before: int, after: int) -> Answer:
    receivers = records.services.receivers(token)
    if not receivers:
        return Unknown((report,), token)
    if not report.dated:
        return LeftOut((report,), UNDATED)
    since = records.working_days_after(report.first, -before)
    until = records.working_days_after(report.last, after)
    by = _receipt(records, report, receivers, since, until)
    if by:
        return Answered((report,), (by,))
    if records.ends_before(until, receivers):
        return LeftOut((report,), NEAR_THE_END)
    return _found(records, report, token, receivers, since, until)


def _receipt(
    records: Records, report: Entry, receivers: tuple[str, ...], since: date, until: date
) -> Entry | None:
    for other in records.pairs_of(report):
        # A receipt by date far off is no answer in time; one without a date could be.
        if other.agency in receivers and (not other.dated or (other.first <= until and other.last >= since)):
            return other
    sender = records.services.type_of(report.agency)
    for entry in records.window(since, until, agencies=receivers):
        named = report.agency in entry.heard_from or sender in entry.heard_from
        unnamed = entry.kind == "report_received" and not entry.heard_from
        if (named or unnamed) and not _is_of_another(records, entry, report):
            return entry
    return None


def _is_of_another(records: Records, receipt: Entry, report: Entry) -> bool:
    """True if a receipt is the other end of a contact by the same sender on another day."""
    own = [other for other in records.pairs_of(receipt) if other.agency == report.agency]
    return bool(own) and not any(other.first <= report.last and report.first <= other.last for other in own)


def _found(
    records: Records, report: Entry, token: str, receivers: tuple[str, ...], since: date, until: date
) -> Found:
    services = records.services
    rule = records.rule(("WA-002",), report.earliest)
    sentences = [
        f"{services.label(report.agency)} records {kind_words(report)} {when(report)}"
        + (f", with {services.label(token)} told." if report.told else ", without saying to whom it went.")
    ]
    teams = listed(services.label(slug) for slug in receivers)
    late = next((other for other in records.pairs_of(report) if other.agency in receivers), None)
    sentences.append(
        f"{services.label(late.agency)} records what seems to be its receipt {when(late)}."
        if late
        else f"No entry about it was found in the timeline of {teams}."
    )
    strength = "usual"
    if rule and rule.standard.within is not None:
        chase = _chase(records, report, token, records.working_days_after(report.last, rule.standard.within))
        if chase is None:
            strength = "stronger"
            sentences.append(
                f"No later contact about it is recorded within {rule.standard.within} working days."
            )
        else:
            sentences.append(
                f"A later contact between {services.label(report.agency)} and {services.label(token)} is "
                f"recorded {when(chase)}."
            )
    return Found(
        (report,),
        " ".join(sentences),
        ask=(token,),
        searched=(since, until),
        agencies=receivers,
        strength=strength,
    )


def _chase(records: Records, report: Entry, token: str, until: date) -> Entry | None:
    wanted = records.services.type_of(token)
    for entry in records.window(report.first, until, agencies=(report.agency,), undated=False):
        if entry.could_follow(report) and records.services.any_of((*entry.told, *entry.heard_from), wanted):
            return entry
    return None
