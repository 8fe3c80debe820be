"""A Word document written part by part: headings, paragraphs, lists, tables, room to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.pack.word import as_bytes, blank_document, clean, fill

if TYPE_CHECKING:
    from docx.table import Table

POINTS = 9
UPRIGHT_MM, LYING_MM = 170, 257
"""Between the margins of an A4 page."""


class Paper:
    """One document being written. Whatever is given is text: no field, link or control comes of it."""

    def __init__(self, title: str, *, lying: bool = False, footer: str = "") -> None:
        self.document = blank_document(title)
        self.width = LYING_MM if lying else UPRIGHT_MM
        if lying:
            self._turn()
        if footer:
            self._footer(footer)
        self.heading(title)

    def _turn(self) -> None:
        from docx.enum.section import WD_ORIENT

        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    def _footer(self, text: str) -> None:
        from docx.shared import Pt

        first = self.document.sections[0].footer.paragraphs[0]
        run = first.add_run(clean(text))
        run.font.size = Pt(8)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading of level 1 or 2."""
        self.document.add_heading(clean(text), level)

    def text(self, text: str, *, note: bool = False) -> None:
        """Add our own words; what stands in [square brackets] is marked for a person to fill in."""
        made = fill(self.document.add_paragraph(), text)
        if note:
            for run in made.runs:
                run.italic = True

    def quoted(self, text: str) -> None:
        """Add words of somebody else, as they are."""
        self.document.add_paragraph(clean(text))

    def points(self, texts: Iterable[str]) -> None:
        """Add a list with a dot before each."""
        for text in texts:
            self.document.add_paragraph(clean(text), style="List Bullet")

    def numbered(self, texts: Iterable[str]) -> None:
        """Add a list that is numbered from 1."""
        for number, text in enumerate(texts, start=1):
            self.document.add_paragraph(f"{number}. {clean(text)}")

    def room(self, lines: int = 4) -> None:
        """Leave a box to write into by hand or at the screen."""
        made = self.document.add_table(rows=1, cols=1, style="Table Grid")
        cell = made.rows[0].cells[0]
        for _ in range(lines - 1):
            cell.add_paragraph()
        self.document.add_paragraph()

    def to_write(self, text: str) -> None:
        """Mark something that is still to be written."""
        self.text(f"[{text}]")

    def table(
        self, headings: Sequence[str], shares: Sequence[float], rows: Iterable[Sequence[str]], *, caption: str
    ) -> None:
        """Add a table whose heading row stands again on every page.

        ``shares`` say how wide the columns are against each other; ``caption`` says in words what
        the table holds, for those who hear it read.
        """
        rows = [tuple(row) for row in rows]
        width = self.width / sum(shares)
        made = self._made(len(rows), headings, [share * width for share in shares])
        self._describe(made, caption)
        _fill(made, rows)
        self.document.add_paragraph()

    def _made(self, rows: int, headings: Sequence[str], widths: Sequence[float]) -> Table:
        from workbench.pack.word import table

        made = table(self.document, headings, widths, points=POINTS)
        if rows:
            made._tbl.append(_row_like(widths))
        return made

    @staticmethod
    def _describe(made: Table, caption: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        said = OxmlElement("w:tblCaption")
        said.set(qn("w:val"), clean(caption)[:250])
        made._tbl.tblPr.append(said)

    def content(self) -> bytes:
        """Return the document as the file's content."""
        return as_bytes(self.document)


def _row_like(widths: Sequence[float]) -> Any:
    """Return an empty row as XML, which stays on one page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{Mm(width).twips}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
        for width in widths
    )
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")


def _fill(made: Table, rows: Sequence[Sequence[str]]) -> None:
    """Write rows of text below the heading; a table of thousands is copied row by row as XML.

    python-docx looks up the grid of the whole table for every cell, which grows with its square.
    """
    from copy import deepcopy

    from docx.oxml.ns import qn

    if not rows:
        return
    pattern = made._tbl.tr_lst[-1]
    style = made.rows[0].cells[0].paragraphs[0].style
    name = style.style_id if style is not None else "Normal"
    made._tbl.remove(pattern)
    for row in rows:
        line = deepcopy(pattern)
        for cell, text in zip(line.iter(qn("w:tc")), row, strict=True):
            _text_into(cell, text, name)
        made._tbl.append(line)


def _text_into(cell: Any, text: str, style: str) -> None:
    """Put a text into an empty cell, a line a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    first = cell.find(qn("w:p"))
    for number, line in enumerate(clean(text).split("\n")):
        place = first if number == 0 else OxmlElement("w:p")
        if number:
            cell.append(place)
        settings = OxmlElement("w:pPr")
        named = OxmlElement("w:pStyle")
        named.set(qn("w:val"), style)
        settings.append(named)
        place.append(settings)
        if line:
            run, words = OxmlElement("w:r"), OxmlElement("w:t")
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
            place.append(run)
