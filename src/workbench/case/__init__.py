"""The case on disk, and the plain types that every other room uses."""

from workbench.case.folder import (
    CaseFolder,
    fingerprint,
    new_folder,
    open_folder,
    record_fingerprints,
    slug_of,
    write_whole,
)
from workbench.case.model import (
    NEVER_DATED,
    Agency,
    CaseError,
    Person,
    Problem,
    Relationship,
    When,
)

__all__ = [
    "NEVER_DATED", "Agency", "CaseError", "CaseFolder", "Person", "Problem", "Relationship", "When",
    "fingerprint", "new_folder", "open_folder", "record_fingerprints", "slug_of", "write_whole",
]  # fmt: skip
