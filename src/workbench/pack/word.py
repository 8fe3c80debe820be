"""What all our Word documents share: A4, plain type, tables that repeat their heading, lists to choose from.

Text goes in as text: a field, a link or a control comes only from this file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

HEADING_FILL = "DCE6F0"
PLACEHOLDER = "Choose"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TO_FILL_IN = re.compile(r"(\[[^\]]*\])")
"""What our own words leave for a person to fill in."""


def clean(text: str) -> str:
    """Return ``text`` without the characters that no office document may hold."""
    return _NOT_XML.sub("\ufffd", text)


def blank_document(title: str) -> Document:
    """Return an empty A4 document that names nobody as its author."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    _drop_thumbnail(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.language = "en-GB"
    for name, size in (("Normal", 10.5), ("Heading 1", 15), ("Heading 2", 11.5)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    return document


def _drop_thumbnail(document: Document) -> None:
    """Take out the small picture of another document that python-docx's own blank one carries."""
    package: Any = document.part.package
    for id, link in list(package.rels.items()):
        if link.reltype.endswith("/thumbnail"):
            package.rels.pop(id)


def paragraph(place: Document | _Cell, text: str, *, style: str | None = None) -> Paragraph:
    """Add a paragraph; what stands in [square brackets] is marked for a person to fill in."""
    return fill(place.add_paragraph(style=style), text)


def fill(into: Paragraph, text: str) -> Paragraph:
    """Add our own words to a paragraph, marking what is left to fill in."""
    from docx.enum.text import WD_COLOR_INDEX

    for piece in filter(None, TO_FILL_IN.split(clean(text))):
        run = into.add_run(piece)
        if TO_FILL_IN.fullmatch(piece):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return into


def table(document: Document, headings: Sequence[str], widths_mm: Sequence[float], *, points: float) -> Table:
    """Add a table with a heading row that stands again on every page."""
    from docx.shared import Mm

    made = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    made.autofit = False
    _room_in_cells(made)
    for column, width in zip(made.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for cell, heading, width in zip(made.rows[0].cells, headings, widths_mm, strict=True):
        cell.width = Mm(width)
        write(cell, heading, points=points, bold=True)
        _shade(cell)
    _row_setting(made.rows[0], "w:cantSplit")
    _row_setting(made.rows[0], "w:tblHeader")
    return made


def add_row(made: Table, cells: Sequence[str], *, points: float) -> _Row:
    """Add a row of text, which stays on one page."""
    row = made.add_row()
    for cell, text in zip(row.cells, cells, strict=True):
        write(cell, text, points=points)
    _row_setting(row, "w:cantSplit")
    return row


def write(cell: _Cell, text: str, *, points: float, bold: bool = False) -> None:
    """Put text into a cell's first paragraph, in a style that what is typed there later keeps."""
    first = cell.paragraphs[0]
    first.style = _cell_style(first, points)
    if text:
        first.add_run(clean(text)).bold = bold or None


def _cell_style(first: Paragraph, points: float) -> Any:
    """Return the style of a table's text in this size; made where the document has none yet."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    part: Any = first.part
    styles = part.document.styles
    name = f"Cell {points:g}"
    if name not in styles:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.paragraph_format.space_after = Pt(points), Pt(0)
    return styles[name]


def span(made: Table, text: str, *, points: float) -> None:
    """Add a row that is one shaded cell: the title of the rows below it."""
    row = made.add_row()
    cell = row.cells[0].merge(row.cells[-1])
    write(cell, text, points=points, bold=True)
    cell.paragraphs[0].paragraph_format.keep_with_next = True
    _shade(cell)
    _row_setting(row, "w:cantSplit")


def repeat_row(row: _Row, times: int) -> None:
    """Add copies of a row below it, controls and all."""
    for _ in range(times):
        row._tr.addnext(deepcopy(row._tr))


def choice(cell: _Cell, name: str, choices: Sequence[str], *, other: bool) -> None:
    """Put a list to choose from into a cell; with ``other`` anything else can be written as well."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    first = cell.paragraphs[0]
    control, settings, content = (OxmlElement(f"w:{tag}") for tag in ("sdt", "sdtPr", "sdtContent"))
    listed = OxmlElement("w:comboBox" if other else "w:dropDownList")
    for text in choices:
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), clean(text))
        item.set(qn("w:value"), clean(text))
        listed.append(item)
    for tag in ("alias", "tag"):
        label = OxmlElement(f"w:{tag}")
        label.set(qn("w:val"), name)
        settings.append(label)
    settings.append(OxmlElement("w:showingPlcHdr"))
    settings.append(listed)
    run = first.add_run(PLACEHOLDER)
    run.font.color.rgb = _grey()
    content.append(run._r)
    control.extend((settings, content))
    first._p.append(control)


def as_bytes(document: Document) -> bytes:
    """Return the document as the file's content."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _grey() -> Any:
    from docx.shared import RGBColor

    return RGBColor(0x59, 0x59, 0x59)


def _room_in_cells(made: Table) -> None:
    """Leave a little room above and below the words of every cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    settings = made._tbl.tblPr
    look = settings.find(qn("w:tblLook"))
    settings.insert(len(settings) if look is None else settings.index(look), margins)


def _row_setting(row: _Row, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEADING_FILL)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)
