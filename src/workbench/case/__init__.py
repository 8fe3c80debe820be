"""The case on disk, and the plain types that every other room uses."""

from workbench.case.create import new_folder
from workbench.case.evidence import fingerprint, record_fingerprints, slug_of
from workbench.case.folder import CaseFolder, open_folder
from workbench.case.memory import collector_paused
from workbench.case.model import (
    NEVER_DATED,
    Agency,
    CaseError,
    Person,
    Problem,
    Relationship,
    When,
    in_short,
)
from workbench.case.subject import with_subjects
from workbench.case.together import content_hash, finish_saving, save_together
from workbench.case.writing import write_whole

__all__ = [
    "NEVER_DATED", "Agency", "CaseError", "CaseFolder", "Person", "Problem", "Relationship", "When",
    "collector_paused", "content_hash", "fingerprint", "finish_saving", "in_short", "new_folder",
    "open_folder", "record_fingerprints", "save_together", "slug_of", "with_subjects", "write_whole",
]  # fmt: skip
