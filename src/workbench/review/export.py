"""The review's plan as the plain structure that other programs read, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from workbench.case import CaseFolder, When
from workbench.intake.dates import long_day, show
from workbench.journal import Item
from workbench.review.panel import attendance, proceedings
from workbench.review.period import period_notes
from workbench.review.plan import Milestone, milestones
from workbench.review.steps import realities
from workbench.review.terms import terms_of_reference
from workbench.vocabulary.sentences import counted, listed


def as_json(folder: CaseFolder, items: Iterable[Item], *, today: date) -> dict[str, Any]:
    """Return the plan of a review as of a day; days are "YYYY-MM-DD" or null."""
    items = tuple(items)
    found = attendance(folder, items)
    return {
        "at": today.isoformat(),
        "milestones": [_milestone(one) for one in milestones(folder, items, today=today)],
        "period": list(period_notes(folder)),
        "in_practice": [{"text": one.text, "source": one.source} for one in realities(folder.jurisdiction)],
        "terms_of_reference": [
            {
                "text": term.text,
                "source": term.source,
                "answered_by": [item.id for item in term.answered_by],
                "rows": list(term.rows),
            }
            for term in terms_of_reference(folder, items)
        ],
        "panel": {
            "members": [dict(member.fields) | {"id": member.id} for member in found.members],
            "meetings": [
                {"id": one.id, "name": one.fields["name"], "day": one.fields.get("day")}
                for one in found.meetings
            ],
            "without_statement": [
                {"member": cell.member.id, "meeting": cell.meeting.id} for cell in found.missing
            ],
            "agencies_without_member": list(found.agencies_without),
            "agencies": found.agencies,
        },
        "proceedings": [
            {**one.item.fields, "id": one.item.id, "running": one.running, "said": one.said}
            for one in proceedings(items, today=today)
        ],
    }


def _milestone(one: Milestone) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": one.label,
        "done": {"text": one.done.text, "earliest": _iso(one.done.earliest), "latest": _iso(one.done.latest)},
        "due": _iso(one.due),
        "expected": _iso(one.expected),
        "because": one.due_because,
        "late_working_days": list(one.late) if one.late else None,
        "state": one.state,
        "said": one.said,
        "note": one.note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_text(folder: CaseFolder, items: Iterable[Item], *, today: date) -> Iterator[str]:
    """Return the plan as lines; those that belong to the one above begin with four spaces."""
    items = tuple(items)
    yield f"As of {long_day(today)}."
    for one in milestones(folder, items, today=today):
        yield f"{one.label}: {_when(one.done)}{one.said}"
        if one.due:
            yield f"    due {long_day(one.due)}: {one.due_because}"
    yield from period_notes(folder)
    for one in realities(folder.jurisdiction):
        yield f"In practice: {one.text} ({one.source})"
    terms = terms_of_reference(folder, items)
    answered = sum(term.answered for term in terms)
    yield f"Terms of reference: {answered} of {counted(len(terms), 'question')} ticked to where answered."
    yield from (f"    [{'x' if term.answered else ' '}] {term.text}" for term in terms)
    yield from _panel(folder, items)
    for one in proceedings(items, today=today):
        yield f"Alongside: {one.item.fields['name']}. {one.said}"


def _when(when: When) -> str:
    return f"{show(when)}. " if when.dated else f'"{when.text}", not read as a date. ' if when.text else ""


def _panel(folder: CaseFolder, items: tuple[Item, ...]) -> Iterator[str]:
    found = attendance(folder, items)
    members, meetings = counted(len(found.members), "member"), counted(len(found.meetings), "meeting")
    yield f"Review Panel: {members}, {meetings}."
    for cell in found.missing:
        name, meeting = cell.member.fields["name"], cell.meeting.fields["name"]
        yield f"    No record of a confidentiality statement by {name} for {meeting}."
    if found.agencies_without:
        labels = listed(folder.agencies[slug].label for slug in found.agencies_without)
        yield f"    No member from {len(found.agencies_without)} of {found.agencies} agencies: {labels}."
