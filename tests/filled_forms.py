"""Blank timelines filled in as Word and Excel do it, and what stands in a document."""

from __future__ import annotations

import io
import xml.etree.ElementTree as etree
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f"{{{NAMESPACE}}}"
etree.register_namespace("", NAMESPACE)


def filled_document(blank: bytes, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write each row's cells under their headings: into the lists by choosing, elsewhere by typing."""
    document = docx.Document(io.BytesIO(blank))
    table = document.tables[-1]
    headings = [cell.text for cell in table.rows[0].cells]
    for at, texts in enumerate(rows, start=1):
        cells = dict(zip(headings, table.rows[at].cells, strict=True))
        for heading, text in texts.items():
            control = cells[heading]._tc.find(f".//{qn('w:sdt')}")
            if control is None:
                cells[heading].text = text
            else:
                _choose(control, text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _choose(control: Any, text: str) -> None:
    settings = control.find(qn("w:sdtPr"))
    settings.remove(settings.find(qn("w:showingPlcHdr")))
    control.find(f".//{qn('w:t')}").text = text


def filled_workbook(blank: bytes, rows: Sequence[Mapping[str, str]], *, sheet: int = 2) -> bytes:
    """Write each row's cells below the headings of a sheet; text, as the columns are."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blank)) as old, zipfile.ZipFile(held, "w") as new:
        shared = _shared(old)
        for name in old.namelist():
            content = old.read(name)
            if name == f"xl/worksheets/sheet{sheet}.xml":
                content = _with_rows(etree.fromstring(content), rows, shared)
            new.writestr(name, content)
    return held.getvalue()


def _shared(book: zipfile.ZipFile) -> list[str]:
    root = etree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root.iter(f"{SHEET}si")]


def _with_rows(root: Any, rows: Sequence[Mapping[str, str]], shared: Sequence[str]) -> bytes:
    data = root.find(f"{SHEET}sheetData")
    columns = {shared[int(cell.findtext(f"{SHEET}v"))]: cell.get("r")[:-1] for cell in data[0]}
    for at, texts in enumerate(rows, start=2):
        row = etree.SubElement(data, f"{SHEET}row", r=str(at))
        for heading in columns:  # a sheet's cells stand in order
            if heading in texts:
                cell = etree.SubElement(row, f"{SHEET}c", r=f"{columns[heading]}{at}", t="inlineStr")
                inside = etree.SubElement(cell, f"{SHEET}is")
                etree.SubElement(inside, f"{SHEET}t").text = texts[heading]
    return etree.tostring(root)


def document_lines(content: bytes) -> list[str]:
    """Return a document's paragraphs and the rows of its tables, in their order, "|" between cells."""
    document = docx.Document(io.BytesIO(content))
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(_distinct(row)) for row in block.rows]
        elif block.text:
            lines.append(block.text)
    return lines


def _distinct(row: Any) -> list[str]:
    cells: list[Any] = []
    for cell in row.cells:
        if not cells or cell._tc is not cells[-1]._tc:  # a merged cell is there once
            cells.append(cell)
    return [cell.text for cell in cells]


def sheet_lines(content: bytes) -> dict[str, list[str]]:
    """Return the rows of each sheet of a workbook, "|" between cells."""
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(content))
    return {
        name: [" | ".join(map(str, row)).rstrip(" |") for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }
