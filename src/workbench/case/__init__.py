"""The case on disk, and the plain types that every other room uses."""

from workbench.case.answers import (
    Answers,
    Coding,
    DateGiven,
    IntervalGiven,
    PointKey,
    choose_columns,
    confirm_codes,
    explain_words,
    give_dates,
    give_intervals,
    read_answers,
)
from workbench.case.create import copy_case, new_folder
from workbench.case.decision_lines import Decision
from workbench.case.evidence import fingerprint, label_of, record_fingerprints, slug_of
from workbench.case.folder import CaseFolder, open_folder
from workbench.case.memory import collector_paused
from workbench.case.model import (
    NEVER_DATED,
    Agency,
    CaseError,
    Guess,
    Person,
    Problem,
    Relationship,
    StatedInterval,
    When,
    in_short,
)
from workbench.case.replace import (
    add_timeline,
    replace_timeline,
    replaced_timelines,
    safe_name,
    set_timeline_aside,
)
from workbench.case.settings import settings_text_of
from workbench.case.settings_change import SETTINGS, add_guesses, change_settings, with_subjects
from workbench.case.together import content_hash, finish_changes, save_together
from workbench.case.writing import copy_whole, sweep_unfinished, write_new, write_whole

__all__ = [
    "NEVER_DATED",
    "SETTINGS",
    "Agency",
    "Answers",
    "CaseError",
    "CaseFolder",
    "Coding",
    "DateGiven",
    "Decision",
    "Guess",
    "IntervalGiven",
    "Person",
    "PointKey",
    "Problem",
    "Relationship",
    "StatedInterval",
    "When",
    "add_guesses",
    "add_timeline",
    "change_settings",
    "choose_columns",
    "collector_paused",
    "confirm_codes",
    "content_hash",
    "copy_case",
    "copy_whole",
    "explain_words",
    "fingerprint",
    "finish_changes",
    "give_dates",
    "give_intervals",
    "in_short",
    "label_of",
    "new_folder",
    "open_folder",
    "read_answers",
    "record_fingerprints",
    "replace_timeline",
    "replaced_timelines",
    "safe_name",
    "save_together",
    "set_timeline_aside",
    "settings_text_of",
    "slug_of",
    "sweep_unfinished",
    "with_subjects",
    "write_new",
    "write_whole",
]  # fmt: skip
