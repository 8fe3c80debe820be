"""The plan of a review: which step was taken when, when it was due by the guidance, and how late it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workbench.case import CaseFolder, When
from workbench.gaps.working_days import days_after, months_after, working_days_after, working_days_between
from workbench.intake.dates import long_day, read_date
from workbench.journal import Item
from workbench.review.steps import ReviewStep, steps_of
from workbench.standards import Rule, in_force
from workbench.vocabulary.sentences import counted


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of the review with its dates."""

    code: str
    label: str
    done: When
    """When it was taken; undated where no date is recorded."""
    due: date | None
    """Its last day in time: what a person set, else what the guidance comes to; None where neither says."""
    due_because: str
    """What ``due`` rests on, in words; where there is none, why."""
    expected: date | None
    """The last day by the guidance, whatever a person set."""
    late: tuple[int, int] | None
    """How many working days after ``due`` it was taken, or today is: fewest and most, as an uncertain
    date allows; None where it is in time, or where nothing can be said."""
    state: str
    """"done", "done late", "perhaps late", "late", "to come" or "no date recorded"."""
    said: str
    """The state in words."""
    note: str = ""
    item: str = ""
    """The id of its item in the journal; "" where it only stands in case.toml or nowhere."""


def milestones(folder: CaseFolder, items: Iterable[Item], *, today: date) -> tuple[Milestone, ...]:
    """Return the milestones of a review in their order, those of its own after them.

    What the journal says of a step stands before what case.toml says, the incident's day is the
    case's index date. Late is counted in working days of the nation, from the last day in time.
    Steps without a timescale in any text that was seen have none, and say so.
    """
    kept = {item.fields["name"]: item for item in items if item.kind == "milestone"}
    steps = steps_of(jurisdiction=folder.jurisdiction, review_type=folder.review_type)
    known = {step.code for step in steps}
    others = dict.fromkeys(str(name) for name in (*folder.milestones, *kept) if name not in known)
    steps += tuple(ReviewStep(name, _as_label(name), (), "") for name in others)
    done = {step.code: _done(folder, kept.get(step.code), step.code) for step in steps}
    planned = {step.code: _planned(kept.get(step.code)) for step in steps}
    return tuple(_milestone(folder, step, done, planned, kept.get(step.code), today) for step in steps)


def _as_label(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _done(folder: CaseFolder, item: Item | None, code: str) -> When:
    if item is not None and item.fields.get("done"):
        return read_date(str(item.fields["done"]))
    if code == "incident" and folder.index_date:
        return read_date(folder.index_date.isoformat())
    return read_date(folder.milestones[code]) if code in folder.milestones else When("")


def _planned(item: Item | None) -> date | None:
    return (
        date.fromisoformat(str(item.fields["due"])) if item is not None and item.fields.get("due") else None
    )


def _milestone(
    folder: CaseFolder,
    step: ReviewStep,
    done: Mapping[str, When],
    planned: Mapping[str, date | None],
    item: Item | None,
    today: date,
) -> Milestone:
    expected, because = _expected(folder, step, done, planned)
    due = planned[step.code] or expected
    if planned[step.code]:
        by_guidance = f"; by the guidance {long_day(expected)}" if expected else ""
        because = f"set by {item.changed_by if item else ''}{by_guidance}"
    found = Milestone(
        step.code, step.label, done[step.code], due, because, expected, None, "", "",
        note=str(item.fields.get("note", "")) if item else "",
        item=item.id if item else "",
    )  # fmt: skip
    return _kept(found, today) if step.keeps else _judged(found, folder.jurisdiction, today)


def _expected(
    folder: CaseFolder, step: ReviewStep, done: Mapping[str, When], planned: Mapping[str, date | None]
) -> tuple[date | None, str]:
    """Return the last day in time by the guidance, and what that rests on."""
    if not step.standards:
        return None, "no timescale in the guidance that was seen"
    start = done.get(step.after, When(""))
    since = start.latest or planned.get(step.after)
    rule = in_force(step.standards, folder.jurisdiction, since, folder.standards)
    if rule is None or rule.standard.within is None:
        return None, "no timescale in the guidance that was seen"
    figure = rule.standard.figure().removeprefix("-")
    order = "before" if (rule.standard.within or 0) < 0 else "after"
    names = {one.code: one.label for one in _steps(folder)}
    whence = f"{figure} {order} “{names.get(step.after, step.after)}” ({rule.cited})"
    if since is None:
        return None, f"{whence}; no date is recorded for that step"
    if not start.exact and start.dated:
        whence += "; counted from the last day that its date can mean"
    return _due(rule, since, folder.jurisdiction), whence


def _steps(folder: CaseFolder) -> tuple[ReviewStep, ...]:
    return steps_of(jurisdiction=folder.jurisdiction, review_type=folder.review_type)


def _due(rule: Rule, since: date, jurisdiction: str) -> date:
    within = rule.standard.within or 0
    if rule.standard.unit == "working_days":
        return working_days_after(since, within, jurisdiction=jurisdiction)
    return months_after(since, within) if rule.standard.unit == "months" else days_after(since, within)


def _kept(found: Milestone, today: date) -> Milestone:
    """Return a milestone whose timescale says how long something goes on."""
    if found.due is None or found.done.dated:
        state = "done" if found.done.dated else "no date recorded"
        return replace(found, state=state, said="" if found.done.dated else "No date is recorded.")
    over = today > found.due
    said = f"{'Was to be kept' if over else 'To be kept'} until {long_day(found.due)}."
    return replace(found, state="done" if over else "to come", said=said)


def _judged(found: Milestone, jurisdiction: str, today: date) -> Milestone:
    """Return the milestone with its state, and how many working days late it is."""
    if found.done.dated:
        return _judged_done(found, jurisdiction)
    if found.due is None:
        return replace(found, state="no date recorded", said="No date is recorded.")
    days = working_days_between(found.due, today, jurisdiction=jurisdiction)
    if today > found.due:
        said = f"No date is recorded; {counted(days, 'working day')} after {long_day(found.due)}."
        return replace(found, state="late", late=(days, days), said=said)
    return replace(found, state="to come", said=f"{counted(-days, 'working day')} left.")


def _judged_done(found: Milestone, jurisdiction: str) -> Milestone:
    first, last, due = found.done.earliest, found.done.latest, found.due
    if due is None or last is None or last <= due:
        return replace(found, state="done", said="In time." if due and last else "Done.")
    most = working_days_between(due, last, jurisdiction=jurisdiction)
    fewest = working_days_between(due, first, jurisdiction=jurisdiction) if first and first > due else 0
    if first is None or first <= due:
        said = (
            f"In time, or up to {counted(most, 'working day')} after {long_day(due)}: its date allows both."
        )
        return replace(found, state="perhaps late", late=(0, most), said=said)
    days = counted(most, "working day") if fewest == most else f"{fewest:,} to {counted(most, 'working day')}"
    return replace(found, state="done late", late=(fewest, most), said=f"{days} after {long_day(due)}.")
