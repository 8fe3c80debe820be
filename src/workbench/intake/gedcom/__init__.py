"""GEDCOM, the format of family tree programs: versions 5.5, 5.5.1 and 7, read as people and relationships."""

from workbench.intake.gedcom.reading import read_gedcom, read_gedcom_bytes, role_labels

__all__ = ["read_gedcom", "read_gedcom_bytes", "role_labels"]
