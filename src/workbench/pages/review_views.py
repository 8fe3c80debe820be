"""The review's own plan as plain values for its template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from workbench.case import CaseFolder
from workbench.intake.dates import long_day, show
from workbench.journal import Item
from workbench.pages.item_form import card_text, form_kind
from workbench.review import (
    Attendance,
    Milestone,
    attendance,
    core_tasks,
    milestones,
    period_notes,
    proceedings,
    realities,
    terms_of_reference,
)


def waiting(folder: CaseFolder, items: Sequence[Item], *, today: date) -> int:
    """Return how many steps are late and statements not on record."""
    late = sum(one.state == "late" for one in milestones(folder, items, today=today))
    return late + len(attendance(folder, items).missing)


def review(folder: CaseFolder, items: Sequence[Item], *, today: date) -> dict[str, Any]:
    """Return the plan, the terms of reference, the panel and parallel proceedings of a review."""
    steps = milestones(folder, items, today=today)
    terms = terms_of_reference(folder, items)
    texts = {" ".join(term.text.lower().split()) for term in terms}
    return {
        "today": long_day(today),
        "steps": [_step(one) for one in steps],
        "dated": sum(one.done.dated for one in steps),
        "late": sum(one.state == "late" for one in steps),
        "period": period_notes(folder),
        "realities": realities(folder.jurisdiction),
        "terms": [
            {
                "text": term.text,
                "choose": f"item:{term.item}" if term.item else f"new:term:text:{term.text}",
                "answers": [
                    {"choose": f"item:{item.id}", "text": card_text(item), "kind": form_kind(item.kind).title}
                    for item in term.answered_by
                ],
                "rows": term.rows,
                "answered": term.answered,
            }
            for term in terms
        ],
        "answered": sum(term.answered for term in terms),
        "tasks": [
            {"text": task.text, "source": task.source, "choose": f"new:term:text:{task.text}"}
            for task in core_tasks(jurisdiction=folder.jurisdiction, review_type=folder.review_type)
            if " ".join(task.text.lower().split()) not in texts
        ],
        "panel": _panel(folder, attendance(folder, items)),
        "proceedings": [
            {
                "choose": f"item:{one.item.id}",
                "name": one.item.fields["name"],
                "said": one.said,
                "status": one.item.fields.get("status", ""),
            }
            for one in proceedings(items, today=today)
        ],
    }


def _step(one: Milestone) -> dict[str, Any]:
    return {
        "label": one.label,
        "choose": f"item:{one.item}" if one.item else f"new:milestone:step:{quote(one.code, safe=' ')}",
        "done": show(one.done) if one.done.dated else one.done.text,
        "due": long_day(one.due) if one.due else "",
        "because": one.due_because,
        "state": one.state,
        "said": one.said,
        "note": one.note,
    }


def _panel(folder: CaseFolder, found: Attendance) -> dict[str, Any]:
    return {
        "meetings": [
            {"choose": f"item:{one.id}", "name": one.fields["name"], "day": one.fields.get("day", "")}
            for one in found.meetings
        ],
        "members": [
            {
                "choose": f"item:{member.id}",
                "name": member.fields["name"],
                "role": " · ".join(str(member.fields[n]) for n in ("role", "agency") if member.fields.get(n)),
                "cells": [
                    "signed"
                    if cell.statement and cell.statement.fields.get("signed")
                    else "no record of a statement"
                    if cell.missing
                    else ""
                    for cell in row
                ],
            }
            for member, row in zip(found.members, found.cells, strict=True)
        ],
        "missing": len(found.missing),
        "without": [folder.agencies[slug].label for slug in found.agencies_without],
        "of": found.agencies,
    }
