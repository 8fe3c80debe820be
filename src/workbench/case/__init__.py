"""The case on disk, and the plain types that every other room uses."""

from workbench.case.create import new_folder
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
    When,
    in_short,
)
from workbench.case.writing import write_whole

__all__ = [
    "NEVER_DATED", "Agency", "CaseError", "CaseFolder", "Guess", "Person", "Problem", "Relationship", "When",
    "collector_paused", "fingerprint", "in_short", "label_of", "new_folder", "open_folder",
    "record_fingerprints", "slug_of", "write_whole",
]  # fmt: skip
