"""GP25: a change in the family's circumstances, with no review of risk or plan after it on record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from workbench.chronology.intervals import CARE_PLAN, ENQUIRY, LOOKED_AFTER, REGISTERED, STATUS
from workbench.gaps.changes import KINDS, OPPOSITE, ORDINARY, SORTS, changes
from workbench.gaps.concerns import (
    CHILDRENS_SERVICES,
    CLOSE_TO_THE_CHILD,
    MEETINGS,
    REPORTS,
    RISK_TOPICS,
    is_news,
)
from workbench.gaps.contacts import OWN_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.in_order import InOrder
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import VAGUE_DAYS, Records, widest_answer
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

REVIEWING = (
    *MEETINGS, "assessment_decided", "assessment_completed", "plan_made_or_changed", "s47_enquiry",
    "legal_event",
)  # fmt: skip
ASSESSING = ("assessment_decided", "assessment_started", "assessment_completed", "accepted")
WITH_A_PLAN = (REGISTERED, LOOKED_AFTER, CARE_PLAN, ENQUIRY)
MEETINGS_ON_A_PLAN = ("care_support_meeting", "core_group", "conference_review", "lac_review")
"""Meetings that are held while there is a plan; where it began may lie before the records."""
PLANNED_DAYS = 28
"""A plan or meeting so many days before that names the same change has planned for it."""
UNDONE_WITHIN_DAYS = 7
"""A separation, say, that is undone so soon is none."""
ROWS_CITED = 6
MOST_VAGUE_DAYS = 366
TOO_VAGUE = "the date is too vague"
BY_NEED = ("leaving-care", "early-help", "probation", "youth-justice", "substance-misuse")
NO_CONCERN_BEFORE = "No concern about the child is on record before the change."
CUT_OFF = "The records end before the time for a review was over."


@detector(
    "GP25",
    "change-without-reassessment",
    "Change of circumstances without reassessment",
    question="How did those working with the family learn of this change, and what did they think it meant "
    "for the child?",
    standards=("WA-010", "WA-045"),
    caveats=(
        "The change may have been planned for.",
        "It may have been known only to an agency that sent no timeline.",
        "It may not have lasted.",
    ),
)
def change_without_reassessment(
    records: Records, *, working_days: int = 20, concern_days: int = 365, run_days: int = 60
) -> Iterator[Answer]:
    """Find changes in the family after which no assessment, plan or contact of agencies is on record.

    Looks for: a pregnancy, birth, new partner, separation, reconciliation, move, loss of work or money,
    release, bereavement, change of school or placement, or a 16th or 18th birthday, and within
    ``working_days`` no assessment, no plan, no meeting, and nobody with a part in a plan told. Ordinary
    changes count where there was a plan or, in ``concern_days`` before, a concern; weaker, where a
    service was at work that nobody has without a need. After a change dated vaguer than a month only
    what names it counts. Changes with at most ``run_days`` between them are one point.
    Could also mean: it was planned for, or did not last.
    Cannot see: a change that no row names, and what a later assessment made of it.
    """
    concerned = _days_of_concern(records)
    seen = [(entry, sorts) for entry in records.select(kinds=KINDS) if (sorts := changes(entry))]
    undone = _undone(seen)
    looks = InOrder(records.window(date.min, date.max, kinds=(*REVIEWING, *REPORTS, "decision_front_door")))
    unreviewed: list[tuple[Entry, tuple[str, ...]]] = []
    weak: dict[str, str] = {}
    for entry, sorts in seen:
        if not entry.dated or (entry.last - entry.first).days > MOST_VAGUE_DAYS:
            yield LeftOut((entry,), TOO_VAGUE if entry.dated else UNDATED)
            continue
        known = _matters(records, entry, concerned, concern_days)
        need = known or _need_known(records, entry)
        material = tuple(s for s in sorts if s not in ORDINARY or need)
        if (
            not material
            or names("change_short", entry.text)
            or (material[0] in OPPOSITE and entry.id in undone)
        ):
            continue
        due = records.working_days_after(entry.last, working_days)
        by = _reviewed(records, looks, entry, due) or _planned(records, entry, material)
        teams = records.services.of_type(CHILDRENS_SERVICES)
        if by:
            yield Answered((entry,), (by,))
        elif not teams:
            yield Unknown((entry,), CHILDRENS_SERVICES)
        elif records.ends_before(_to_tell(records, entry, material, working_days), teams):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            if not known and ORDINARY.issuperset(material):
                weak[entry.id] = NO_CONCERN_BEFORE
            if records.ends_before(records.working_days_after(_likely(entry), working_days), teams):
                weak[entry.id] = CUT_OFF
            unreviewed.append((entry, material))
    for run in _runs(unreviewed, run_days):
        yield _found(records, run, working_days, weak)


def _likely(entry: Entry) -> date:
    """Return the day to count from where a change is asked for near the end: the middle of a vague date."""
    days = (entry.last - entry.first).days
    return entry.last if days <= VAGUE_DAYS else days_after(entry.first, days // 2)


def _to_tell(records: Records, entry: Entry, sorts: Sequence[str], working_days: int) -> date:
    """Return the day to which the records must reach: half of the time is enough for what turns fast."""
    days = working_days if ORDINARY.issuperset(sorts) else working_days // 2
    return records.working_days_after(_likely(entry), days)


def _days_of_concern(records: Records) -> list[date]:
    """Return the days on which somebody recorded a concern, in order."""
    return sorted(
        entry.last for entry in records.select(topics=RISK_TOPICS) if entry.dated and is_news(entry)
    )


def _matters(records: Records, entry: Entry, concerned: Sequence[date], days: int) -> bool:
    """True if there was a plan for a child, or a concern not long before, when something ordinary changed."""
    at = bisect_left(concerned, days_after(entry.first, -days))
    if at < len(concerned) and concerned[at] <= entry.last:
        return True
    since = days_after(entry.first, -days)
    if records.window(since, entry.first, kinds=MEETINGS_ON_A_PLAN, undated=False):
        return True
    return any(records.intervals.between(entry.first, entry.last, STATUS, name=name) for name in WITH_A_PLAN)


def _undone(seen: Sequence[tuple[Entry, tuple[str, ...]]]) -> set[str]:
    """Return the rows whose only change is certain to be undone within days, with those that undo it."""
    turns = [
        (entry, sorts[0]) for entry, sorts in seen if len(sorts) == 1 and sorts[0] in OPPOSITE and entry.dated
    ]
    return {
        row.id
        for (entry, sort), (other, opposite) in pairwise(turns)
        if OPPOSITE[sort] == opposite and (other.last - entry.first).days <= UNDONE_WITHIN_DAYS
        for row in (entry, other)
    }


def _planned(records: Records, entry: Entry, sorts: Sequence[str]) -> Entry | None:
    """Return the row that shows a change planned for: its own, or a plan or meeting before that names it."""
    if names("change_planned", entry.text):
        return entry
    since = days_after(entry.first, -PLANNED_DAYS)
    for other in records.window(since, entry.first, kinds=REVIEWING, undated=False):
        if other.id != entry.id and any(_names(sort, other) for sort in sorts):
            return other
    return None


def _names(sort: str, entry: Entry) -> bool:
    if sort == "change_placement":
        return "placement" in entry.text
    return names(sort, entry.text)


def _reviewed(records: Records, looks: InOrder, entry: Entry, due: date) -> Entry | None:
    """Return the row that could be a review after a change, or that shows it passed on."""
    if _passed_on(records, entry):
        return entry
    vague = (entry.last - entry.first).days > VAGUE_DAYS
    widest = widest_answer((due - entry.first).days)
    for other in looks.touching(entry.first, due):
        if not other.could_follow(entry) or not other.shares_people(entry) or _of_an_adult(records, other):
            continue
        if other.dated and (other.last - other.first).days > widest:
            continue
        # A change at some time in a year: a meeting of that year need not have come after it.
        if (
            vague
            and other.first < (entry.latest or entry.last)
            and not any(_names(sort, other) for sort in changes(entry))
        ):
            continue
        if other.kind in REVIEWING or other.outcome in ASSESSING:
            return other
        if other.kind in REPORTS and any(sort in _changes_of(other) for sort in changes(entry)):
            return other
    return None


def _of_an_adult(records: Records, entry: Entry) -> bool:
    """True for the plan that an adult's own service makes with him or her, the child not named."""
    own = records.services.type_of(entry.agency) in OWN_SERVICES
    return own and entry.kind == "plan_made_or_changed" and not records.names_child(entry)


def _need_known(records: Records, entry: Entry) -> bool:
    """True if a service was at work by then that nobody has without a need of their own."""
    at_work = records.services.involved_between(entry.first, entry.last)
    return any(records.services.type_of(slug) in BY_NEED for slug in at_work)


def _changes_of(report: Entry) -> list[str]:
    """Return the sorts of change that a report's words name."""
    return [sort for sort in SORTS if sort != "change_placement" and names(sort, report.text)]


def _passed_on(records: Records, entry: Entry) -> bool:
    """True if an entry shows a service of another body told that has a part in a plan."""
    services = records.services
    others = [token for token in entry.told if not services.same_organisation(token, entry.agency)]
    others += [
        o.agency for o in records.pairs_of(entry) if not services.same_organisation(o.agency, entry.agency)
    ]
    return services.any_of(others, CHILDRENS_SERVICES, *CLOSE_TO_THE_CHILD)


def _runs(
    unreviewed: Sequence[tuple[Entry, tuple[str, ...]]], days: int
) -> list[list[tuple[Entry, tuple[str, ...]]]]:
    """Return the changes in runs; those of a sort dated vaguer than a month are one."""
    found: list[list[tuple[Entry, tuple[str, ...]]]] = []
    vague: dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...]]]] = {}
    for one in unreviewed:
        if (one[0].last - one[0].first).days > VAGUE_DAYS:
            vague.setdefault(one[1], []).append(one)
        elif found and (one[0].first - found[-1][-1][0].last).days <= days:
            found[-1].append(one)
        else:
            found.append([one])
    return [*found, *vague.values()]


def _found(
    records: Records,
    run: Sequence[tuple[Entry, tuple[str, ...]]],
    working_days: int,
    weak: Mapping[str, str],
) -> Found:
    entries = [entry for entry, _ in run]
    label = records.services.label
    first_of: dict[str, Entry] = {}
    for entry, sorts in run:
        for sort in sorts:
            first_of.setdefault(sort, entry)
    until = records.working_days_after(max(entry.last for entry in entries), working_days)
    involved = records.services.involved_between(entries[0].first, entries[-1].last)
    cited = tuple(dict.fromkeys((*first_of.values(), *entries)))[:ROWS_CITED]
    why = (
        f"{listed(dict.fromkeys(label(entry.agency) for entry in entries))} recorded "
        f"{listed(SORTS[sort] for sort in first_of)} in {counted(len(entries), 'entry', 'entries')} "
        f"{together(entries)}. No assessment, plan or meeting was found within "
        f"{counted(working_days, 'working day')}, and no entry shows it passed on to children's services "
        "or a "
        f"service close to the child."
    )
    if involved:
        why += f" At work with the family then: {listed(map(label, involved))}."
    registered = records.intervals.between(entries[0].first, entries[-1].last, STATUS, name=REGISTERED)
    standards = (
        ("WA-010",) if "change_pregnancy" in first_of
        else ("WA-045",) if "change_move" in first_of and registered
        else ()
    )  # fmt: skip
    return Found(
        cited,
        why,
        ask=(CHILDRENS_SERVICES, *involved),
        searched=(entries[0].first, until),
        standards=standards,
        strength="weaker" if all(entry.id in weak for entry in entries) else "usual",
        caveats=tuple(dict.fromkeys(weak[entry.id] for entry in entries if entry.id in weak)),
    )
