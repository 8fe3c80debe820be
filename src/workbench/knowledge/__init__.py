"""Who could have known what, when: from own records, what was told, meetings; and measures of it."""

from workbench.knowledge.case_knowledge import Knowledge, knowledge
from workbench.knowledge.export import as_json, as_text, label_of
from workbench.knowledge.held import Held
from workbench.knowledge.known import Item, Known, StatusKnown
from workbench.knowledge.needs import about_day, needs
from workbench.knowledge.wording import CAUTION, how_words, sure_words

__all__ = [
    "CAUTION",
    "Held",
    "Item",
    "Knowledge",
    "Known",
    "StatusKnown",
    "about_day",
    "as_json",
    "as_text",
    "how_words",
    "knowledge",
    "label_of",
    "needs",
    "sure_words",
]  # fmt: skip
