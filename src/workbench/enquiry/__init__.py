"""From a point to explore to a question for the learning event: the board, and what it leaves out yet."""

from workbench.enquiry.answered import Answered, answered, gap_ids, point_ids
from workbench.enquiry.balance import Check, balance
from workbench.enquiry.board import CAME_FROM, TITLES, Card, Column, board
from workbench.enquiry.forms import FormProblem, draft_of, form_of, rows_in
from workbench.enquiry.neutral import Hint, hints

__all__ = [
    "CAME_FROM",
    "TITLES",
    "Answered",
    "Card",
    "Check",
    "Column",
    "FormProblem",
    "Hint",
    "answered",
    "balance",
    "board",
    "draft_of",
    "form_of",
    "gap_ids",
    "hints",
    "point_ids",
    "rows_in",
]
