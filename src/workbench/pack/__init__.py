"""Documents out: templates for agencies, and the letters with what a panel asks them."""

from workbench.pack.letter import Letter, letter_name, letters_for, query_letter
from workbench.pack.queries import Query, all_queries, file_queries, queries
from workbench.pack.saving import save_all
from workbench.pack.template import FORMATS, template

__all__ = [
    "FORMATS", "Letter", "Query", "all_queries", "file_queries", "letter_name", "letters_for", "queries",
    "query_letter", "save_all", "template",
]  # fmt: skip
