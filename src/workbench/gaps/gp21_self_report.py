"""GP21: a decision that rests on what a parent said, with no other source on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.gaps.among import Among
from workbench.gaps.concerns import MEETINGS, RISK_TOPICS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.series import in_series
from workbench.gaps.sightings import SEEN
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

ENDING = {
    "decision_front_door": ("nfa", "information_only", "advice_given", "closed_completed"),
    "report_received": ("nfa", "information_only", "advice_given"),
    "case_opened_closed": ("closed_completed", "nfa"),
    "s47_enquiry": ("nfa", "closed_completed"),
    "contact_adult": ("nfa", "closed_completed"),
    "plan_made_or_changed": (),
}
"""For each kind, the outcomes with which a worry was put aside; a plan counts by what it rests on."""
PLAN = "plan_made_or_changed"
DECIDERS = ("childrens-services", "early-help", "leaving-care", "police")
"""Services that decide on a worry about a child."""
ASKING = ("information_request", "information_shared", "cp_medical", *MEETINGS)
TERSE = (
    *DECIDERS, "health-visiting", "school", "hospital", "gp", "housing", "midwifery", "school-nursing",
    "probation", "camhs", "education-welfare",
)  # fmt: skip
"""Services whose terse rows can end with a parent's word."""
TERSE_KINDS = (
    "", "report_received", "decision_front_door", "contact_adult", "assessment_completed",
    "case_opened_closed", "injury_or_symptom", "police_incident", "education_event", "health_contact",
    "visit_child", "information_shared",
)  # fmt: skip
TRIGGERS = ("report_received", "report_sent", "police_incident", "injury_or_symptom", "exploitation_event")
"""Rows that raise a worry; what they tell is what the decision is about, and no second source for it."""
OWN_EYES = ("practitioner saw", "child said")
SERIES_DAYS = 90
ROWS_CITED = 6


@dataclass(frozen=True)
class _Resting:
    """A decision, or a denial that ended the matter, with the rows of a parent's account."""

    rows: tuple[Entry, ...]
    since: date
    until: date


@detector(
    "GP21",
    "self-report",
    "Decision resting on self-report",
    question="Which other sources could have been asked at the time, and what made asking easy or hard?",
    standards=("WA-006", "WA-024"),
    caveats=(
        "Other sources may have been asked as routine checks that nobody wrote down.",
        "The account may have matched what a practitioner observed.",
        "Asking others could have raised the risk.",
        "Whose account it is, is taken from codes that may rest on a few words.",
    ),
)
def self_report(
    records: Records, *, working_days: int = 10, working_days_after_denial: int = 5
) -> Iterator[Answer]:
    """Find decisions to go no further for which only a parent's account is on record.

    Looks for: no further action, advice, logging or a closing by a service that decides on worries about
    a child, or a change of a plan, with a parent's account in that row or in the service's rows of the
    ``working_days`` before; or a parent's denial up to so many working days after a worry was recorded,
    with nothing in the ``working_days_after_denial`` after it. In those days no timeline shows
    information asked for or given, a meeting, a visit with the child seen, or what a practitioner saw or
    the child said. The report that raised the worry is no second source. Decisions of one body close
    together are one point. Of rows that nobody coded, those of any service count that tell a worry, a
    parent's account of it and how it ended.
    Could also mean: checks were made as a routine and not written down.
    Cannot see: how the account was weighed, and accounts that carry no code.
    """
    sources = Among(e for e in records.window(date.min, date.max) if _is_other_source(e))
    resting: list[_Resting] = []
    cited: set[str] = set()
    for entry in (*_decisions(records), *_denials(records), *_terse(records)):
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        terse = _ends_with_a_word(records, entry)
        found = (
            _resting_on(records, entry, working_days)
            if terse or entry.kind in (PLAN, "") or entry.outcome in ENDING.get(entry.kind, ())
            else _denied(records, entry, working_days, working_days_after_denial)
        )
        if found is None:
            continue
        by = [
            e
            for e in (*sources.between(found.since, found.until), *sources.undated)
            if e.shares_people(entry)
            and _speaks_to_it(records, e, found)
            and not (terse and e.id == entry.id)
        ]
        if by or (names("other_sources", entry.text) and not terse):
            yield Answered((entry,), tuple(by[:1]) or (entry,), standards=())
        elif records.ends_before(found.until, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        elif entry.id not in cited:
            resting.append(found)
            cited |= {row.id for row in found.rows}
    yield from _points(records, resting, working_days)


def _decisions(records: Records) -> list[Entry]:
    """Return the rows in which a service put a worry aside."""
    return [
        entry
        for entry in records.select(kinds=(*ENDING, ""))
        if records.services.type_of(entry.agency) in DECIDERS
        and (
            entry.outcome in ENDING.get(entry.kind, ())
            or (not entry.kind and names("on_assurance", entry.text))
            or (entry.kind == PLAN and "parent said" in entry.whose_account)
        )
    ]


def _terse(records: Records) -> list[Entry]:
    """Return the rows that nobody coded which say what a parent said, and that it ended there."""
    return [entry for entry in records.select(kinds=TERSE_KINDS) if _ends_with_a_word(records, entry)]


def _ends_with_a_word(records: Records, entry: Entry) -> bool:
    """True for a terse row on a worry that tells a parent's account, how it ended, and no other source."""
    if entry.kind_state == "stated" or records.services.type_of(entry.agency) not in TERSE:
        return False
    worry = not set(RISK_TOPICS).isdisjoint(entry.topics) or entry.kind in ("report_received", "visit_child")
    worry = worry or names("observation", entry.text)
    told = names("parents_account", entry.text) and names("ended_there", entry.text)
    return worry and told and not names("other_sources_asked", entry.text)


def _denials(records: Records) -> list[Entry]:
    """Return the contacts in which a parent denied something, without an outcome of their own."""
    return [
        entry
        for entry in records.select(kinds=("contact_adult",))
        if "parent said" in entry.whose_account
        and entry.outcome not in ENDING["contact_adult"]
        and records.services.type_of(entry.agency) in DECIDERS
        and names("denial", entry.text)
    ]


def _is_other_source(entry: Entry) -> bool:
    """True for a row that shows somebody else asked, the child seen, or something seen or said first hand."""
    if entry.kind in ASKING:
        return True
    if entry.kind in TRIGGERS:
        return False
    if entry.kind == "visit_child" and entry.child_seen != "not seen" and entry.mode != "phone":
        return True
    return entry.child_seen in SEEN or not set(OWN_EYES).isdisjoint(entry.whose_account)


def _speaks_to_it(records: Records, source: Entry, resting: _Resting) -> bool:
    """True if a source could be about what was decided; another body's contact on another matter is not."""
    services, decider = records.services, resting.rows[-1].agency
    if services.same_organisation(source.agency, decider) or source.kind in MEETINGS:
        return True
    if source.kind in ASKING and any(services.same_organisation(t, decider) for t in _others(source)):
        return True
    topics = {topic for row in resting.rows for topic in row.topics}
    # That there is a pregnancy or an infant is said of every matter of the family.
    shared = topics & set(source.topics) - {"pregnancy_infancy"}
    untold = not source.topics and source.kind_state != "stated"  # nobody said what the row is about
    return not topics or untold or bool(shared)


def _others(source: Entry) -> tuple[str, ...]:
    return (*source.told, *source.heard_from)


def _resting_on(records: Records, decision: Entry, working_days: int) -> _Resting | None:
    """Return a decision with the parent's account that it had; None where it had another, or none."""
    since = records.working_days_after(decision.first, -working_days)
    accounts = set(decision.whose_account)
    if _ends_with_a_word(records, decision):
        return _Resting((decision,), since, decision.last)
    if not accounts.isdisjoint((*OWN_EYES, "relative said", "record")):
        return None
    own = [s for s in records.case.agencies if records.services.same_organisation(s, decision.agency)]
    before = [
        entry
        for entry in records.window(since, decision.last, kinds=(*ENDING, ""), agencies=own, undated=False)
        if "parent said" in entry.whose_account
        and entry.shares_people(decision)
        and entry.id != decision.id
        and not entry.could_follow(decision)
    ]
    stated = "parent said" in accounts or names("parents_word", decision.text)
    return _Resting((*before[-1:], decision), since, decision.last) if before or stated else None


def _denied(records: Records, denial: Entry, days_before: int, days_after: int) -> _Resting | None:
    """Return a denial with the row that raised the worry; None where nothing did."""
    since = records.working_days_after(denial.first, -days_before)
    raised = [
        entry
        for entry in records.window(since, denial.last, kinds=TRIGGERS, undated=False)
        if entry.shares_people(denial) and not set(RISK_TOPICS).isdisjoint(entry.topics)
    ]
    if not raised:
        return None
    until = records.working_days_after(denial.last, days_after)
    return _Resting((raised[-1], denial), raised[-1].first, until)


def _points(records: Records, resting: Sequence[_Resting], working_days: int) -> Iterator[Found]:
    """Yield one point for the decisions of one body that follow one another closely."""
    by_body: dict[str, list[_Resting]] = {}
    for one in resting:
        by_body.setdefault(records.services.organisation_of(one.rows[-1].agency), []).append(one)
    for decisions in by_body.values():
        spans = {one.rows: one for one in decisions}
        for run in in_series([one.rows for one in decisions], days=SERIES_DAYS):
            yield _found(records, [spans[rows] for rows in run], working_days)


def _found(records: Records, resting: Sequence[_Resting], working_days: int) -> Found:
    services = records.services
    last_rows = [one.rows[-1] for one in resting]
    rows = list(dict.fromkeys(row for one in resting for row in one.rows))
    ended = sum(row.outcome in ENDING.get(row.kind, ()) for row in last_rows)
    plans = sum(row.kind in (PLAN, "") for row in last_rows)
    told = len(last_rows) - ended - plans
    parts = [counted(ended, "decision") + " to go no further or to close"] if ended else []
    parts += [counted(plans, "change") + " of a plan"] if plans else []
    parts += [counted(told, "denial") + " by a parent of what had been recorded"] if told else []
    why = (
        f"{listed(dict.fromkeys(services.label(row.agency) for row in last_rows))} records {listed(parts)} "
        f"{together(last_rows)}. The account on record is a parent's"
        f"{f'; {len(rows)} entries belong to it' if len(rows) > 1 else ''}. From {working_days} working days "
        "before a decision, or from the worry that was denied, no entry of any agency shows another source "
        "asked, a visit with the child seen, or what a practitioner saw or the child said."
    )
    return Found(
        tuple(rows[-ROWS_CITED:]), why, ask=tuple(records.case.agencies),
        searched=(resting[0].since, max(one.until for one in resting)),
        strength="stronger" if len(resting) > 1 else "usual",
    )  # fmt: skip
