"""Merging: every agency's entries in one order, the ends of a contact paired."""

from workbench.chronology.age import age_text
from workbench.chronology.case import Case, load_case
from workbench.chronology.dating import DateQuestion
from workbench.chronology.export import as_day, check_as_json, chronology_as_json, entry_as_json, select
from workbench.chronology.merge import Merged, merge
from workbench.chronology.pairs import means, pair

__all__ = [
    "Case", "DateQuestion", "Merged", "age_text", "as_day", "check_as_json", "chronology_as_json",
    "entry_as_json", "load_case", "means", "merge", "pair", "select",
]  # fmt: skip
