"""GP24: a difference between professionals, or the same worry again, with no use of a route on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.gaps.concerns import MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.series import in_series
from workbench.gaps.wording import together, topics_words
from workbench.gaps.words import names, says_a_professional
from workbench.vocabulary.sentences import counted

RAISING = ("report_sent", "information_request", "escalation")
SPEAKING = (
    *RAISING, *MEETINGS, "", "information_shared", "contact_adult", "acknowledgement", "decision_front_door",
    "handover_transfer", "supervision", "case_opened_closed", "plan_made_or_changed", "assessment_completed",
)  # fmt: skip
"""Kinds of entry in which professionals speak of one another's decisions."""
INCIDENT_REPORTERS = ("police", "ambulance")
"""Services whose next report tells of the next incident, and repeats no worry."""
CHANGING = ("assessment_decided", "strategy_discussion", "s47_enquiry", "conference_initial")
"""Steps that take up a worry anew; a meeting or visit that was due anyway changes nothing."""
CHANGED = ("accepted", "assessment_decided", "assessment_started", "overruled")
PUT_ASIDE = ("nfa", "information_only", "advice_given")
REVIEWS = ("lac_review", "conference_review", "core_group", "care_support_meeting")
ROWS_CITED = 6


@dataclass(frozen=True)
class _Raised:
    """Rows in which one agency differs, or asks again, and the type of agency that it turned to."""

    rows: tuple[Entry, ...]
    to: str
    """ "" where no other body is named."""


@detector(
    "GP24",
    "difference-without-escalation",
    "Professional difference without escalation",
    question="What made it easy or difficult to take a different view further, and what response was "
    "expected?",
    standards=("WA-008", "EN-037", "EN-038"),
    caveats=(
        "It may have been settled by telephone.",
        "New facts may have eased the worry.",
        "The escalation may be kept in another file.",
    ),
)
def difference_without_escalation(
    records: Records, *, times: int = 2, within_days: int = 60, working_days: int = 20
) -> Iterator[Answer]:
    """Find differences and repeated worries with no use of the resolution route on record.

    Looks for: an entry in which a professional takes another view than a decision or plan, or asks
    another body once more; or ``times`` reports or requests on one topic to the same body
    ``within_days``; and within ``working_days`` of the last no escalation, no manager or safeguarding
    lead turned to, and no change by the other side, such as an assessment or a meeting.
    What one agency raised with one other in a row is one point. Police and ambulance
    reports tell of new incidents and repeat no worry. A row that nobody coded counts where it says that
    something was raised again, was not answered, or is still to be done.
    Could also mean: it was settled by telephone, or the escalation is kept in another file.
    Cannot see: a difference that nobody wrote down, or whose words are not in the lists.
    """
    open_: dict[tuple[str, str], list[_Raised]] = {}
    for raised in (*_differences(records), *_repeated(records, times, within_days), *_still_open(records)):
        if not raised.rows[0].dated:
            yield LeftOut(raised.rows, UNDATED)
            continue
        answer = _judged(records, raised, working_days)
        if isinstance(answer, _Raised):
            open_.setdefault((raised.rows[0].agency, raised.to), []).append(answer)
        else:
            yield answer
    for (_, to), several in open_.items():
        for run in in_series([raised.rows for raised in several], days=within_days):
            rows = {entry.id: entry for rows in run for entry in rows}
            yield _found(records, sorted(rows.values(), key=lambda e: e.at), to, working_days)


def _differences(records: Records) -> Iterator[_Raised]:
    """Yield the entries whose words say that a professional differs, or asks another body once more."""
    for entry in records.select():
        to = _addressed(records, entry)
        terse = _again_in_terse_row(records, entry, to)
        if entry.kind not in SPEAKING and not terse:
            continue
        hard = says_a_professional("difference", entry.text)
        again = to and says_a_professional("asks_again", entry.text)
        again = again or (entry.kind == "information_request" and names("got_no_answer", entry.text))
        if (hard or again or terse) and not names("settled", entry.text) and not _uses_the_route(entry):
            yield _Raised((entry,), to)


def _still_open(records: Records) -> Iterator[_Raised]:
    """Yield the reviews and conferences at which something agreed before is recorded as still to be done."""
    for entry in records.select(kinds=REVIEWS):
        if entry.dated and names("still_open", entry.text) and not _uses_the_route(entry):
            yield _Raised((entry,), "")


def _again_in_terse_row(records: Records, entry: Entry, to: str) -> bool:
    """True for a row that nobody coded in which a worry or request is raised again, or is still open.

    It must name another body, or be of those who oversee a plan: a review that finds it still to be done.
    """
    if entry.kind_state == "stated" or not says_a_professional("raised_again", entry.text):
        return False
    return bool(to) or entry.kind in MEETINGS or names("other_body", entry.text)


def _addressed(records: Records, entry: Entry) -> str:
    """Return the type of the first other body that an entry is addressed to, or hears from, or ""."""
    services = records.services
    others = [t for t in (*entry.told, *entry.heard_from) if not services.same_organisation(t, entry.agency)]
    return services.type_of(others[0]) if others else ""


def _uses_the_route(entry: Entry) -> bool:
    """True for an escalation. Where its kind is only suggested, its words must name a route or a manager."""
    if entry.kind == "escalation" and entry.kind_state != "suggested":
        return True
    return entry.kind in ("escalation", "supervision", *RAISING, "contact_adult") and names(
        "resolution_route", entry.text
    )


def _repeated(records: Records, times: int, within_days: int) -> Iterator[_Raised]:
    """Yield runs of reports or requests by one agency to the same other body on one topic."""
    by_pair: dict[tuple[str, str, str, str], list[Entry]] = {}
    for entry in records.select(kinds=("report_sent", "information_request")):
        to = _addressed(records, entry)
        if not to or not entry.dated or records.services.type_of(entry.agency) in INCIDENT_REPORTERS:
            continue
        topicless = entry.kind == "information_request" or entry.kind_state != "stated"
        for topic in entry.topics or (("",) if topicless else ()):
            by_pair.setdefault((entry.agency, to, entry.kind, topic), []).append(entry)
    found: dict[tuple[str, ...], _Raised] = {}
    for (_, to, _, _), entries in by_pair.items():
        one_a_day = list({(entry.earliest, entry.latest): entry for entry in entries}.values())
        for at in range(len(one_a_day) - times + 1):
            rows = tuple(one_a_day[at : at + times])
            if (rows[-1].first - rows[0].last).days <= within_days:
                found[tuple(entry.id for entry in rows)] = _Raised(rows, to)
    yield from found.values()


def _judged(records: Records, raised: _Raised, working_days: int) -> Answer | _Raised:
    services = records.services
    first, last = raised.rows[0], raised.rows[-1]
    agency, until = first.agency, records.working_days_after(last.last, working_days)
    others = services.receivers(raised.to) if raised.to else ()
    if raised.to and len(raised.rows) > 1 and not others:
        return Unknown(raised.rows, raised.to)
    own = [slug for slug in records.case.agencies if services.same_organisation(slug, agency)]
    for entry in records.window(
        first.first, until, kinds=("escalation", "supervision", *RAISING), agencies=own
    ):
        if _uses_the_route(entry) and entry.shares_people(last):
            return Answered(raised.rows, (entry,))
    changes = _changes(records, raised, first.first, until, others)
    if changes:
        return Answered(raised.rows, (changes[0],), standards=())
    if records.ends_before(until, (agency,)):
        return LeftOut(raised.rows, NEAR_THE_END)
    return raised


def _changes(
    records: Records, raised: _Raised, since: date, until: date, others: Sequence[str]
) -> list[Entry]:
    """Return what shows that the other side took another course, or answered what was asked."""
    first = raised.rows[0]
    taken = records.window(since, until, kinds=(*CHANGING, "escalation"))
    found = [entry for entry in taken if entry.kind != "escalation" or _uses_the_route(entry)]
    if len(raised.rows) > 1 and not _put_aside(records, raised, since, until, others):
        found += records.window(since, until, kinds=("visit_child",), agencies=others)
    for entry in records.window(since, until, agencies=(first.agency, *others)):
        asked = first.kind == "information_request" and entry.kind == "information_shared"
        replied = asked and _between(records, entry, first, raised.to)
        if (entry.outcome in CHANGED and entry.agency in others) or names("settled", entry.text) or replied:
            found.append(entry)
    return [entry for entry in found if entry.could_follow(first) and entry.shares_people(first)]


def _put_aside(records: Records, raised: _Raised, since: date, until: date, others: Sequence[str]) -> bool:
    """True if the other side put a worry aside: a visit that was due anyway is then no answer."""
    received = records.window(
        since, until, kinds=("report_received", "decision_front_door"), agencies=others, undated=False
    )
    first = raised.rows[0]
    return any(e.outcome in PUT_ASIDE and e.shares_topics(first) and e.shares_people(first) for e in received)


def _between(records: Records, entry: Entry, asked: Entry, to: str) -> bool:
    """True if information went from the body that was asked to the one that asked."""
    services = records.services
    if entry.agency == asked.agency:
        return services.any_of(entry.heard_from, to)
    return services.type_of(entry.agency) == to and services.reaches(entry.told, asked.agency)


def _found(records: Records, rows: Sequence[Entry], to: str, working_days: int) -> Found:
    services = records.services
    agency = rows[0].agency
    topics = topics_words(list(dict.fromkeys(topic for entry in rows for topic in entry.topics)))
    differs = any(says_a_professional("difference", entry.text) for entry in rows)
    what = "another view than a decision or plan" if differs else "the same worry or request more than once"
    if not differs and all(entry.kind in REVIEWS for entry in rows):
        what = "at a review that something agreed before is still to be done"
    until = records.working_days_after(rows[-1].last, working_days)
    cited = (rows[0], *rows[1 - ROWS_CITED :]) if len(rows) > ROWS_CITED else rows
    why = (
        f"{services.label(agency)} records {what} in {counted(len(rows), 'entry', 'entries')} "
        f"{together(rows)}"
        f"{f', to or with {services.label(to)}' if to else ''}{f', on {topics}' if topics else ''}. No entry "
        f"within {counted(working_days, 'working day')} shows it taken further: no escalation, no manager or "
        "safeguarding lead turned to, and no change by the other side."
    )
    return Found(
        tuple(cited), why,
        ask=(agency, *((to,) if to else ())), searched=(rows[0].first, until),
        agencies=services.receivers(to) if to else (), strength="stronger" if len(rows) > 2 else "usual",
    )  # fmt: skip
