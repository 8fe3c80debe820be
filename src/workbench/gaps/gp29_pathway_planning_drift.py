"""GP29: a young person in or leaving care nears 16 or 18 without a current, specific plan on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from workbench.case import Person
from workbench.chronology.intervals import CARE_LEAVER, LOOKED_AFTER, PLACEMENT, STATUS, Interval
from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import day_words
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after, months_after
from workbench.vocabulary.sentences import counted, listed

HOLDERS = (CHILDRENS_SERVICES, "leaving-care")
ASSESSING = ("assessment_completed", "assessment_decided", "plan_made_or_changed", "lac_review")
CHANGING = ("plan_made_or_changed", "placement_event")
EIGHTEEN, TWENTY_ONE = 18 * 12, 21 * 12
LOOK_FROM, SIXTEEN = 15 * 12 + 9, 16 * 12
"""In months of age: the assessment may begin a quarter of a year before the 16th birthday."""
ELSEWHERE = "the plan is held by another authority"
TAKEN_UP_DAYS = 60
_CALLED = {LOOKED_AFTER: LOOKED_AFTER, PLACEMENT: LOOKED_AFTER, CARE_LEAVER: CARE_LEAVER}
ROWS_CITED = 6


@dataclass
class _Drift:
    """What the records of one young person show and do not show."""

    lacking: list[str] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)
    standards: list[str] = field(default_factory=list)
    looked: bool = False


VAGUEST_BIRTH_DAYS = 400
"""A birth known to the year is enough: of its two ends the later counts for what was due by an age."""


@detector(
    "GP29",
    "pathway-planning-drift",
    "Transition and pathway planning drift",
    question="What did the young person understand about what would happen next, and who could change it?",
    standards=("WA-071", "WA-073", "WA-074", "WA-070", "WA-072", "WA-075"),
    caveats=(
        "The plan may be held by another authority.",
        "The young person may have chosen to wait.",
        "The plan may stand inside the care and support plan.",
    ),
)
def pathway_planning_drift(
    records: Records,
    *,
    assessment_months: int = 3,
    review_months: int = 6,
    living_named_by_months: int = 210,
    worries: int = 3,
) -> Iterator[Answer]:
    """Find young people in or leaving care whose plan for leaving is missing, old or unchanged on record.

    Looks for: of somebody looked after from 15 years and 9 months, no assessment for leaving care by
    ``assessment_months`` after the 16th birthday; more than ``review_months`` between plans or their reviews;
    no row that names where they would live after 18 by ``living_named_by_months`` of age; and at least
    ``worries`` rows in which they say they are worried, with no change of plan. Each person is one point.
    Could also mean: another authority holds the plan, or the young person chose to wait.
    Cannot see: a status that no row shows; people whose birth is not known to the month.
    """
    teams = records.services.of_type(*HOLDERS)
    for person in records.case.people:
        care = _care(records, person)
        if not care:
            continue
        rows = _rows(records, person)
        shown = tuple(row for one in care for id in one.rows[:1] if (row := records.by_id(id)))
        standing = shown or tuple(rows[:1])
        if not standing:
            continue
        if not teams:
            yield Unknown(standing, CHILDRENS_SERVICES)
        elif any(names("other_authority", row.text) for row in rows):
            yield LeftOut(standing, ELSEWHERE)
        else:
            drift = _Drift()
            _assessment(records, person, care, rows, drift, assessment_months)
            _reviews(records, person, care, rows, drift, review_months)
            _after_eighteen(records, person, care, rows, drift, living_named_by_months)
            _worries(rows, drift, worries)
            if drift.lacking:
                yield _found(records, person, standing, drift, teams)
            elif drift.looked:
                yield Answered(standing, tuple(row for row in rows if names("pathway", row.text))[:2])


def _care(records: Records, person: Person) -> list[Interval]:
    """Return when somebody between 15 years 9 months and 21 was looked after, or a care leaver."""
    born = person.birth
    if (
        born.earliest is None
        or born.latest is None
        or (born.latest - born.earliest).days > VAGUEST_BIRTH_DAYS
    ):
        return []
    first, last = months_after(born.latest, LOOK_FROM), months_after(born.earliest, TWENTY_ONE)
    found = records.intervals.between(first, last, STATUS, person=person.id)
    return [one for one in found if one.name in _CALLED]


def _rows(records: Records, person: Person) -> list[Entry]:
    """Return the rows about a young person from 15 years 9 months to 21, those without a date last."""
    born = person.birth.latest or date.min
    rows = records.window(months_after(born, LOOK_FROM), months_after(born, TWENTY_ONE))
    return [row for row in rows if person.id in row.people or (not row.people and person.subject)]


def _in_care(care: Sequence[Interval], day: date, *, sure: bool = True) -> bool:
    """True if somebody was looked after on a day."""
    looked_after = (one for one in care if one.name != CARE_LEAVER)
    return any(one.surely_holds(day) if sure else one.could_hold(day) for one in looked_after)


def _covered(records: Records, since: date, until: date) -> bool:
    """True if the records of those who hold the plan reach over a stretch."""
    holders = records.services.of_type(*HOLDERS)
    starts = [days[0] for slug in holders if (days := records.services.coverage(slug))]
    return bool(starts) and min(starts) <= since and not records.ends_before(until, holders)


def _between(rows: Sequence[Entry], since: date, until: date) -> list[Entry]:
    return [row for row in rows if not row.dated or (row.first <= until and row.last >= since)]


def _assessment(
    records: Records,
    person: Person,
    care: Sequence[Interval],
    rows: Sequence[Entry],
    drift: _Drift,
    months: int,
) -> None:
    born = person.birth.latest or date.min
    sixteen, due = months_after(born, SIXTEEN), months_after(born, SIXTEEN + months)
    since = months_after(born, LOOK_FROM)
    if not _in_care(care, sixteen) or not _covered(records, since, due):
        return
    drift.looked = True
    done = [
        row
        for row in _between(rows, since, due)
        if row.kind == "assessment_completed" or (row.kind in ASSESSING and names("pathway", row.text))
    ]
    if not done:
        drift.lacking.append(
            f"no assessment for leaving care was found by {day_words(due)}, {months} months after the 16th "
            "birthday"
        )
        drift.standards.append("WA-071")


def _reviews(
    records: Records,
    person: Person,
    care: Sequence[Interval],
    rows: Sequence[Entry],
    drift: _Drift,
    months: int,
) -> None:
    """Look for the longest time between two plans or reviews while the plan had to be kept current."""
    born, period = person.birth.latest or date.min, records.case.period
    holders = records.services.of_type(*HOLDERS)
    if period is None:
        return
    last_supplied = records.services.supplied_until(holders) or period[1]
    since = max(months_after(born, SIXTEEN), period[0], min((one.since or (one.first,))[-1] for one in care))
    until = min(months_after(born, EIGHTEEN), period[1], last_supplied, max(one.last for one in care))
    if until <= months_after(since, months):
        return
    drift.looked = True
    plans = [row for row in _between(rows, since, until) if _is_plan(row)]
    if any(not row.dated for row in plans):
        return
    marks = [(since, since, None), *((row.first, row.last, row) for row in plans), (until, until, None)]
    gaps = [
        (before, after)
        for before, after in pairwise(sorted(marks, key=lambda mark: mark[0]))
        if after[0] > months_after(before[1], months)
    ]
    if gaps:
        before, after = max(gaps, key=lambda gap: (gap[1][0] - gap[0][1]).days)
        drift.lacking.append(
            f"between {day_words(before[1])} and {day_words(after[0])} no plan or review of it was found, "
            "and "
            f"{counted(len(plans), 'plan or review', 'plans or reviews')} in the time from 16 to 18 that "
            "was looked at"
        )
        drift.rows += [mark[2] for mark in (before, after) if mark[2] is not None]
        drift.standards.append("WA-073")


def _is_plan(row: Entry) -> bool:
    return row.kind == "plan_made_or_changed" or (row.kind in ASSESSING and names("pathway", row.text))


def _after_eighteen(
    records: Records,
    person: Person,
    care: Sequence[Interval],
    rows: Sequence[Entry],
    drift: _Drift,
    months: int,
) -> None:
    born = person.birth.latest or date.min
    since, due = months_after(born, LOOK_FROM), months_after(born, months)
    start = max(since, records.case.period[0]) if records.case.period else since
    if (
        not _in_care(care, due, sure=False)
        or not _covered(records, start, due)
        or days_after(start, 183) > due
    ):
        return
    drift.looked = True
    if not any(names("after_eighteen", row.text) for row in _between(rows, since, due)):
        drift.lacking.append(f"no entry until {day_words(due)} names where they would live after 18")


def _worries(rows: Sequence[Entry], drift: _Drift, worries: int) -> None:
    """Look for repeated worry that no change of plan follows."""
    said = [
        row for row in rows if row.dated and "child said" in row.whose_account and names("worry", row.text)
    ]
    if len(said) < worries:
        return
    drift.looked = True
    until = days_after(max(row.last for row in said), TAKEN_UP_DAYS)
    changed = [row for row in _between(rows, said[0].first, until) if row.kind in CHANGING]
    if not changed:
        drift.lacking.append(
            f"{counted(len(said), 'entry', 'entries')} from {said[0].id} on tell of worry in their own "
            "account, with no "
            f"change of plan or placement found until {day_words(until)}"
        )
        drift.rows += said[:3]


def _found(
    records: Records, person: Person, standing: Sequence[Entry], drift: _Drift, teams: tuple[str, ...]
) -> Found:
    statuses = listed(dict.fromkeys(_CALLED[one.name] for one in _care(records, person)))
    why = f"{person.label} is on record as {statuses}. Of leaving care: {'; '.join(drift.lacking)}."
    cited = tuple(dict.fromkeys((*standing[:2], *drift.rows)))[:ROWS_CITED]
    born = person.birth.latest or date.min
    return Found(
        cited,
        why,
        ask=HOLDERS,
        searched=(months_after(born, LOOK_FROM), min(months_after(born, EIGHTEEN), _end(records))),
        agencies=teams,
        standards=tuple(drift.standards) or None,
        strength="stronger" if len(drift.lacking) > 1 else "usual",
    )


def _end(records: Records) -> date:
    """Return the last day that the records reach."""
    return records.case.period[1] if records.case.period else date.max
