"""Merging: every agency's entries in one order, the ends of a contact paired."""

from workbench.chronology.age import age_text
from workbench.chronology.by_day import CaseByDay, case_by, when_by
from workbench.chronology.case import Case, load_case
from workbench.chronology.dating import DateQuestion
from workbench.chronology.export import as_day, check_as_json, chronology_as_json, entry_as_json, select
from workbench.chronology.guesses import guesses, perhaps_one_agency
from workbench.chronology.merge import Merged, merge
from workbench.chronology.narrowing import CasePart, Narrower, Narrowing, part_of
from workbench.chronology.pairs import Contradiction, Pairing, means, pair, why
from workbench.chronology.report import FileReport, file_reports

__all__ = [
    "Case", "CaseByDay", "CasePart", "Contradiction", "DateQuestion", "FileReport", "Merged", "Narrower",
    "Narrowing", "Pairing", "age_text", "as_day", "case_by", "check_as_json", "chronology_as_json",
    "entry_as_json", "file_reports", "guesses", "load_case", "means", "merge", "pair", "part_of",
    "perhaps_one_agency", "select", "when_by", "why",
]  # fmt: skip
