"""From a point to explore to a question for the learning event: the board, and what it leaves out yet."""

from workbench.enquiry.answered import Answered, answered, gap_ids, point_ids
from workbench.enquiry.balance import Check, balance
from workbench.enquiry.board import CAME_FROM, TITLES, Card, Column, board
from workbench.enquiry.decisions import (
    STATES,
    Decisions,
    PointDecided,
    decide,
    decided_by,
    decisions,
    take_back,
    take_over,
)
from workbench.enquiry.forms import FormProblem, draft_of, form_of, rows_in
from workbench.enquiry.neutral import Hint, hints

__all__ = [
    "CAME_FROM",
    "STATES",
    "TITLES",
    "Answered",
    "Card",
    "Check",
    "Column",
    "Decisions",
    "FormProblem",
    "Hint",
    "PointDecided",
    "answered",
    "balance",
    "board",
    "decide",
    "decided_by",
    "decisions",
    "draft_of",
    "form_of",
    "gap_ids",
    "hints",
    "point_ids",
    "rows_in",
    "take_back",
    "take_over",
]
