"""GP28: a concern in pregnancy, and a birth with no finished assessment or agreed plan on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.gaps.concerns import CHILDRENS_SERVICES, MEETINGS, REPORTS, SERIOUS, is_concern
from workbench.gaps.contacts import OWN_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.household import Household
from workbench.gaps.pattern import Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.pregnancy import Pregnancy, pregnancies
from workbench.gaps.records import Records
from workbench.gaps.wording import day_words, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

MIDWIFERY = "midwifery"
STAGES = (
    "assessment_decided",
    "assessment_started",
    "assessment_completed",
    "shared_with_family",
    "overruled",
)
FINISHED = ("assessment_completed", "shared_with_family")
EARLY = "the birth came early"
LATE = "the pregnancy, the family or the concern became known late"
BEGIN_LATE = "the records begin during the pregnancy"
ENOUGH_CONCERNS = 2
"""So many concerns without a report count as known; a single serious one does, too."""


@dataclass(frozen=True)
class _Readiness:
    """What the records of one pregnancy show."""

    concerns: tuple[Entry, ...]
    stages: tuple[Entry, ...]
    finished: Entry | None
    plan: Entry | None
    midwifery: bool | None
    """Whether midwifery is shown to have contributed; None where its timeline is not there."""


@detector(
    "GP28",
    "birth-without-plan",
    "Pre-birth window closing without a plan",
    question="What was ready for this baby on the day of birth, and who had contributed to it?",
    standards=("WA-010", "WA-095", "WA-094", "WA-090", "SC-006", "SC-005", "EN-009", "EN-010"),
    caveats=(
        "The birth may have come early.",
        "The pregnancy may have been concealed, or booked late.",
        "The family may have moved into the area late in the pregnancy.",
        "The birth is taken to be at 40 weeks where no row names a due date.",
    ),
)
def birth_without_plan(records: Records, *, days_before_birth: int = 28) -> Iterator[Answer]:
    """Find births that a concern preceded and for which no assessment or plan was ready on record.

    Looks for: a report or concern in the pregnancy, and then an assessment not finished, or finished
    less than ``days_before_birth`` before the birth or due date; no plan before the birth; and midwifery
    not shown to have contributed to the assessment. One birth is one point, with the weeks of gestation.
    Could also mean: the plan stands in a file of the maternity service.
    Cannot see: how full a plan was; pregnancies whose birth is not known to the month.
    """
    household = Household(records)
    for pregnancy in pregnancies(records):
        family = household.around(pregnancy.child.id, pregnancy.begins) | {pregnancy.child.id}
        found = _readiness(records, pregnancy, family)
        if found.concerns:
            yield _answer(records, pregnancy, found, days_before_birth)


def _readiness(records: Records, pregnancy: Pregnancy, family: set[str]) -> _Readiness:
    """Return what the records show of a pregnancy and of getting ready for the birth."""
    since, until = pregnancy.begins, days_after(pregnancy.born_first, -1)

    def of_family(entry: Entry) -> bool:
        return not entry.people or len(family) == 1 or not family.isdisjoint(entry.people)

    rows = [e for e in records.window(since, until) if of_family(e)]
    before = [e for e in rows if e.dated]
    in_time = [e for e in before if since <= e.first and e.last <= until]
    teams = records.services.of_type(CHILDRENS_SERVICES)
    stages = [e for e in before if e.agency in teams and (e.outcome in STAGES or e.kind in STAGES)]
    # A result that a manager had done again is none; vague dates count for the family's being ready.
    overruled = max((e.at for e in stages if e.outcome == "overruled"), default=-1)
    finished = [
        e
        for e in stages
        if e.at > overruled
        and (e.outcome in FINISHED or e.kind in FINISHED)
        # Telling the family that a result does not stand is no result.
        and (overruled < 0 or e.outcome != "shared_with_family")
    ]
    plans = [e for e in rows if _is_plan(records, e)]
    return _Readiness(
        _concerns(records, in_time),
        tuple(stages),
        finished[0] if finished else None,
        plans[0] if plans else None,
        _midwifery(records, before, stages),
    )


_PLANNED = ("plan_made_or_changed", "conference_initial")


def _is_plan(records: Records, entry: Entry) -> bool:
    """True for a plan that could be about the child to be born; a parent's own plan for himself is none."""
    if entry.kind not in _PLANNED:
        return names("birth_plan", entry.text)
    own = records.services.type_of(entry.agency) in OWN_SERVICES
    return not own or records.names_child(entry) or names("birth_plan", entry.text)


def _concerns(records: Records, before: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the rows that show a concern known in pregnancy; () where there is too little of it."""
    reports = [e for e in before if e.kind in REPORTS[:2] or e.kind == "assessment_decided"]
    reported = {e.id for e in reports}
    concerns = [e for e in before if e.id not in reported and is_concern(records, e)]
    serious = [e for e in concerns if e.significance in SERIOUS]
    if not reports and not serious and len(concerns) < ENOUGH_CONCERNS:
        return ()
    return tuple(sorted((*reports, *concerns), key=lambda e: e.at))


def _midwifery(records: Records, before: Sequence[Entry], stages: Sequence[Entry]) -> bool | None:
    """Say whether midwifery is shown in contact with children's services over the assessment."""
    services = records.services
    if not stages or not services.of_type(MIDWIFERY):
        return None
    first = stages[0].first
    for entry in before:
        own = services.type_of(entry.agency)
        if entry.last < first or own not in (MIDWIFERY, CHILDRENS_SERVICES):
            continue
        ends = (*entry.told, *entry.heard_from, *(other.agency for other in records.pairs_of(entry)))
        wanted = CHILDRENS_SERVICES if own == MIDWIFERY else MIDWIFERY
        if services.any_of(ends, wanted) or (own == MIDWIFERY and entry.kind in MEETINGS):
            return True
    return False


def _answer(records: Records, pregnancy: Pregnancy, found: _Readiness, days: int) -> Answer:
    first = found.concerns[0]
    lacking = _lacking(records, pregnancy, found, days)
    teams = records.services.of_type(CHILDRENS_SERVICES)
    if not lacking:
        return Answered((first,), tuple(e for e in (found.finished, found.plan) if e))
    if not teams:
        return Unknown((first,), CHILDRENS_SERVICES)
    covered = [days_[0] for slug in teams if (days_ := records.services.coverage(slug))]
    if pregnancy.early:
        return LeftOut(found.concerns, EARLY)
    if pregnancy.known_late or (pregnancy.expected - first.first).days < days:
        return LeftOut(found.concerns, LATE)
    if not covered or (pregnancy.born_first - min(covered)).days < days:
        return LeftOut(found.concerns, BEGIN_LATE)
    return _found(records, pregnancy, found, lacking)


def _lacking(records: Records, pregnancy: Pregnancy, found: _Readiness, days: int) -> list[str]:
    """Return what the records do not show to have been ready, in words."""
    lacking: list[str] = []
    done = found.finished
    if done is None:
        lacking.append("no assessment is recorded as finished before the birth")
    elif (pregnancy.expected - done.first).days < days:
        left = counted(max(0, (pregnancy.born - done.first).days), "day")
        lacking.append(f"the assessment is recorded as finished {when(done)}, {left} before the birth")
    if found.plan is None:
        lacking.append("no plan for the birth or for going home was found")
    if found.midwifery is False:
        lacking.append("no entry shows midwifery in contact with children's services over the assessment")
    return lacking


def _found(records: Records, pregnancy: Pregnancy, found: _Readiness, lacking: Sequence[str]) -> Found:
    first = found.concerns[0]
    weeks = pregnancy.weeks_at(first.first)
    due = f" (due on {day_words(pregnancy.due)})" if pregnancy.due else ""
    why = (
        f"{pregnancy.child.label} was born on {day_words(pregnancy.born)}{due}. A concern is on record from "
        f"{first.id} {when(first)}, at about {weeks} weeks. By the birth {listed(lacking)}."
    )
    decided = found.stages[0] if found.stages else None
    if decided:
        why += f" The first step of an assessment on record is {decided.id} {when(decided)}, at about "
        why += f"{pregnancy.weeks_at(decided.first)} weeks."
    cited = dict.fromkeys(e for e in (first, decided, found.finished, found.plan) if e)
    return Found(
        tuple(cited),
        why,
        ask=(CHILDRENS_SERVICES, MIDWIFERY),
        searched=(pregnancy.begins, pregnancy.born),
        agencies=records.services.of_type(CHILDRENS_SERVICES),
        strength="stronger" if found.finished is None and found.plan is None else "usual",
    )
