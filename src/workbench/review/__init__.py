"""The review itself: its steps and timescales, terms of reference, panel, and what runs alongside."""

from workbench.review.export import as_json, as_text
from workbench.review.panel import Attendance, Proceeding, Signed, attendance, proceedings
from workbench.review.period import period_notes
from workbench.review.plan import Milestone, milestones
from workbench.review.steps import Reality, realities, steps_of
from workbench.review.terms import ANSWERS, CoreTask, Term, core_tasks, terms_of_reference

__all__ = [
    "ANSWERS",
    "Attendance",
    "CoreTask",
    "Milestone",
    "Proceeding",
    "Reality",
    "Signed",
    "Term",
    "as_json",
    "as_text",
    "attendance",
    "core_tasks",
    "milestones",
    "period_notes",
    "proceedings",
    "realities",
    "steps_of",
    "terms_of_reference",
]
