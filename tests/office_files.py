"""Small Word, Excel and OpenDocument files as bytes, made by other programs' libraries or by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import docx
import xlsxwriter

Rows = Sequence[Sequence[Any]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(sheets: Mapping[str, Rows], more: Callable[[Any, dict[str, Any]], None] | None = None) -> bytes:
    """Return an Excel workbook; ``more`` is called with it and its sheets before it is closed."""
    written = io.BytesIO()
    as_written = {"strings_to_formulas": False, "strings_to_urls": False}
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", **as_written}
    book = xlsxwriter.Workbook(written, options)
    made = {}
    for name, rows in sheets.items():
        made[name] = book.add_worksheet(name)
        for at, row in enumerate(rows):
            made[name].write_row(at, 0, row)
    if more:
        more(book, made)
    book.close()
    return written.getvalue()


def document(*tables: Rows, before: str = "", more: Callable[[Any], None] | None = None) -> bytes:
    """Return a Word document with tables; ``more`` is called with it before it is saved."""
    made = docx.Document()
    if before:
        made.add_paragraph(before)
    for rows in tables:
        table = made.add_table(len(rows), max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
        made.add_paragraph()
    if more:
        more(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def raw_document(body: str, **members: str) -> bytes:
    """Return a Word document with the XML of its body given, and further parts ("comments" and so on)."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    parts |= {f"word/{name}.xml": text for name, text in members.items()}
    return zipped(parts)


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a cell of a Word table; a paragraph that is no XML becomes one run of text."""
    texts = (p if p.startswith("<") else f"<w:r><w:t>{p}</w:t></w:r>" for p in paragraphs)
    inside = "".join(f"<w:p>{text}</w:p>" for text in texts)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def raw_table(*rows: Sequence[str]) -> str:
    """Return a Word table whose cells are texts or the XML of cells."""
    filled = (
        "".join(
            text if text.startswith("<w:tc>") or text.startswith("<w:trPr>") else cell(text) for text in row
        )
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in filled) + "</w:tbl>"


def open_workbook(rows: str, **members: str) -> bytes:
    """Return an OpenDocument spreadsheet with the XML of one sheet's rows given."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Log">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content,
         "META-INF/manifest.xml": "<manifest/>", **members}
    )  # fmt: skip


def open_row(*cells: str, times: int = 1) -> str:
    """Return a row of an OpenDocument sheet."""
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' if text
        else "<table:table-cell/>"
        for text in cells
    )  # fmt: skip
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def raw_workbook(sheet: str, strings: str = "", **members: str) -> bytes:
    """Return an Excel workbook with the XML of one sheet's inside given."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets>'
            '<sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": "<Relationships "
            'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
            **members,
        }
    )


def raw_cell(place: str, text: str) -> str:
    """Return a cell of an Excel sheet with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip package."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
