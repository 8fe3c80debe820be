"""What the panel wrote about a case: append-only records, each with who and when."""

from workbench.journal.book import Journal, is_there, open_journal
from workbench.journal.kinds import KINDS, Kind
from workbench.journal.model import Conflict, Draft, Item, JournalError, Problem, Record, Value

__all__ = [
    "KINDS",
    "Conflict",
    "Draft",
    "Item",
    "Journal",
    "JournalError",
    "Kind",
    "Problem",
    "Record",
    "Value",
    "is_there",
    "open_journal",
]
