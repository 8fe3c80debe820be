"""GP27: enquiries about one child that do not show the other children of the household."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.household import Household
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

ENQUIRIES = (
    "strategy_discussion",
    "s47_enquiry",
    "assessment_decided",
    "assessment_completed",
    "conference_initial",
)
RUN_DAYS = 84
"""Enquiries about one child with at most so many days between two of them are one."""
BEFORE_WORKING_DAYS = 5
"""What led to an enquiry lies days before it, and may be where the other children were seen."""
ROWS_CITED = 4


@detector(
    "GP27",
    "other-children-not-considered",
    "Siblings and other children not considered",
    question="What was known about daily life for the other children, and who was placed to ask them?",
    standards=("WA-022", "WA-023"),
    caveats=(
        "The other children may have been living elsewhere.",
        "Records of each child may be kept apart and not have been supplied.",
        "Another child may have had a plan of their own.",
    ),
)
def other_children_not_considered(records: Records, *, working_days: int = 20) -> Iterator[Answer]:
    """Find enquiries about one child with no row about the other children of the household.

    Looks for: an assessment, strategy discussion, section 47 enquiry or initial conference that names one
    child only, while other children, born or unborn, could live in the household; and no row that
    names one of them or speaks of siblings within ``working_days``. A row that itself says that others
    were not seen counts at once. Enquiries that follow each other are one point.
    Could also mean: the others were seen and that stands in their own records.
    Cannot see: children whom neither the family nor a row names; enquiries that name nobody.
    """
    household = Household(records)
    open_for: dict[tuple[str, tuple[str, ...]], list[Entry]] = {}
    for entry in records.select(kinds=ENQUIRIES):
        child = _child(household, entry, records)
        if not child:
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        others = household.other_children(child, entry.first)
        says_so = names("others_not_seen", entry.text)
        if not others and not says_so:
            continue
        yield from _judged(records, entry, (child, tuple(others)), working_days, open_for, says_so=says_so)
    for (child, others), enquiries in open_for.items():
        for run in _runs(enquiries):
            yield _found(records, run, child, others, working_days)


def _child(household: Household, entry: Entry, records: Records) -> str:
    """Return the one child that an enquiry names; "" where it names none or several."""
    day = entry.first if entry.dated else None
    children = [
        person
        for person in entry.people
        if person in records.subjects or (day and household.is_child(person, day))
    ]
    return children[0] if len(children) == 1 else ""


def _judged(
    records: Records,
    entry: Entry,
    about: tuple[str, tuple[str, ...]],
    working_days: int,
    open_for: dict[tuple[str, tuple[str, ...]], list[Entry]],
    *,
    says_so: bool,
) -> Iterator[Answer]:
    """Yield what is on record about the other children, or put the enquiry to those without a record."""
    _, others = about
    since = records.working_days_after(entry.first, -BEFORE_WORKING_DAYS)
    until = records.working_days_after(entry.last, working_days)
    by = None if says_so else _about_others(records, others, since, until)
    teams = records.services.of_type(CHILDRENS_SERVICES)
    if by:
        yield Answered((entry,), (by,))
    elif not teams and not says_so:
        yield Unknown((entry,), CHILDRENS_SERVICES)
    elif not says_so and records.ends_before(until, teams):
        yield LeftOut((entry,), NEAR_THE_END)
    else:
        open_for.setdefault(about, []).append(entry)


def _about_others(records: Records, others: Sequence[str], since: date, until: date) -> Entry | None:
    named = records.window(since, until, people=others)
    if named:
        return named[0]
    return next(iter(records.window(since, until, where=_speaks_of_others)), None)


def _speaks_of_others(text: str) -> bool:
    return names("other_children", text) and not names("others_not_seen", text)


def _runs(enquiries: Sequence[Entry]) -> list[list[Entry]]:
    found: list[list[Entry]] = []
    for entry in enquiries:
        if found and (entry.first - found[-1][-1].last).days <= RUN_DAYS:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def _found(
    records: Records, run: Sequence[Entry], child: str, others: Sequence[str], working_days: int
) -> Found:
    labels = {person.id: person.label for person in records.case.people}
    teams = records.services.of_type(CHILDRENS_SERVICES)
    until = records.working_days_after(max(entry.last for entry in run), working_days)
    said_so = [entry for entry in run if names("others_not_seen", entry.text)]
    why = (
        f"{counted(len(run), 'entry', 'entries')} {together(run)} "
        f"{'enquires into or assesses' if len(run) == 1 else 'enquire into or assess'} "
        f"{labels.get(child, child)} only."
    )
    if others:
        why += (
            f" In the household then, as far as the family's rows say: {listed(labels[o] for o in others)}. "
            f"No entry that names them or speaks of siblings was found within "
            f"{counted(working_days, 'working day')}."
        )
    if said_so:
        why += f" {listed(entry.id for entry in said_so)} says that others were not looked at."
    return Found(
        tuple(run[:ROWS_CITED]),
        why,
        ask=(CHILDRENS_SERVICES,),
        searched=(run[0].first, until),
        agencies=teams,
        standards=("WA-022",) if any(entry.kind == "strategy_discussion" for entry in run) else ("WA-023",),
        strength="stronger" if said_so else "usual",
    )
