"""A blank timeline as a Word document: the letter, what each column is for, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.pack.request import Request, columns, wording
from workbench.pack.word import add_row, as_bytes, blank_document, choice, paragraph, repeat_row, table

if TYPE_CHECKING:
    from docx.document import Document

ROWS = 60
"""Empty rows to begin with; a form of more is slow to open on an old machine."""
SMALL = 8
"""Points in which the timeline is set: twelve columns stand side by side."""


def document(request: Request) -> bytes:
    """Return the blank timeline as a .docx file."""
    words = wording("template")
    made = blank_document(words["title"])
    _letter(made, request)
    made.add_page_break()
    _guide(made)
    _timeline(made, request)
    return as_bytes(made)


def _letter(made: Document, request: Request) -> None:
    made.add_heading(wording("template")["title"], level=1)
    for head in request.heads:
        paragraph(made, head).paragraph_format.space_after = 0
    paragraph(made, "")
    for title, texts, points in request.letter():
        if title:
            made.add_heading(title, level=2)
        for text in texts:
            paragraph(made, text)
        for point in points:
            paragraph(made, point, style="List Bullet").paragraph_format.space_after = 0


def _guide(made: Document) -> None:
    words = wording("template")
    made.add_heading(words["columns_title"], level=1)
    guide = table(made, words["columns_headings"], (36, 80, 54), points=9.5)
    for column in columns():
        add_row(guide, (column.heading, column.purpose, column.example), points=9.5)


def _timeline(made: Document, request: Request) -> None:
    """Add the table on lying pages of its own, its lists in every row."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(9)
    section.top_margin = section.bottom_margin = Mm(12)
    paragraph(made, wording("template")["row_hint_docx"])
    widths = [column.width * (279 / sum(column.width for column in columns())) for column in columns()]
    timeline = table(made, [column.heading for column in columns()], widths, points=SMALL)
    row = add_row(timeline, [""] * len(columns()), points=SMALL)
    for cell, column in zip(row.cells, columns(), strict=True):
        if column.choices:
            other = column.choices == "services"
            choice(cell, column.field, request.choices(column.choices), other=other)
    row.height = Mm(8)
    repeat_row(row, ROWS - 1)
