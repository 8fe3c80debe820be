"""A blank timeline for an agency, which reads back without a question."""

from __future__ import annotations

from workbench.case import CaseFolder
from workbench.pack.request import request

FORMATS = ("docx", "xlsx")


def template(agency: str, *, format: str, folder: CaseFolder | None = None) -> bytes:
    """Return a blank timeline with its covering letter, as a .docx or .xlsx file.

    In a workbook the letter is the first sheet, in a document the first page: one
    file cannot be parted from its instructions.
    """
    asked = request(agency, folder)
    if format == "docx":
        from workbench.pack.template_document import document

        return document(asked)
    from workbench.pack.template_workbook import workbook

    return workbook(asked)
