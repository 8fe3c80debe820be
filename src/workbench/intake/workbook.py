"""Excel and OpenDocument workbooks: every sheet, cell by cell as it is shown."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.intake.old_workbook import look_at_old_workbook
from workbench.intake.open_sheet_look import looks_at_open_sheets
from workbench.intake.package import Package
from workbench.intake.recognising import Kind
from workbench.intake.sheet import Sheet, guarded
from workbench.intake.sheet_look import SheetLook, looks_at_sheets
from workbench.intake.table import Contents, Remark, Table, Unreadable


def read_workbook(data: bytes, kind: Kind) -> Contents:
    """Return the sheets of a workbook, and what was noticed; raise Unreadable where none can be read."""
    looks, data, macros = _looked_at(data, kind)
    remarks: list[Remark] = []
    if macros:
        remarks.append(
            Remark(
                "The workbook holds macros. They were not run and not read.",
                "Open the original only if you trust who sent it.",
            )
        )
    tables: list[Table] = []
    refused: list[Unreadable] = []
    for name, hidden, sheet in _sheets(data, looks):
        part = f'sheet "{name}"'
        if isinstance(sheet, Unreadable):
            refused.append(Unreadable(sheet.problem, sheet.remedy, part=part))
            continue
        look = looks.get(name)
        seen = Sheet(part, sheet, look if isinstance(look, SheetLook) else SheetLook())
        if seen.rows:
            tables.append(Table(seen.rows, delimiter="", part=part, across=seen.across))
            remarks += [*seen.remarks(hidden)]
    if not tables and refused:
        raise refused[0]
    remarks += [
        Remark(f"{error.problem} It was not read.", error.remedy, part=error.part) for error in refused
    ]
    return Contents(kind.value.split(" ", 1)[1], tables, remarks)


def _looked_at(data: bytes, kind: Kind) -> tuple[Mapping[str, SheetLook | Unreadable], bytes, bool]:
    """Return what each sheet looks like, the workbook as the reader is to see it, and if it has macros.

    The reader sees only what was unpacked and looked at here.
    """
    if kind is Kind.OLD_WORKBOOK:
        return look_at_old_workbook(data)
    package = Package(data)
    looks, members = looks_at_sheets(package) if kind is Kind.WORKBOOK else looks_at_open_sheets(package)
    macros = any("vbaproject" in name.lower() or name.startswith("Basic/") for name in package.names)
    return looks, package.repacked(members, **_OWN[kind]), macros


_OWN = {
    Kind.WORKBOOK: {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    },
    Kind.OPEN_WORKBOOK: {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns'
        ':manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>',
    },
}
"""What a package has to say of itself for the reader to know it."""


def _sheets(data: bytes, looks: Mapping[str, SheetLook | Unreadable]) -> Iterator[tuple[str, bool, Any]]:
    """Yield the name of each sheet, whether it is hidden, and its cells or why it cannot be read."""
    import python_calamine as calamine

    book = guarded(lambda: calamine.load_workbook(io.BytesIO(data)))
    for place, sheet in enumerate(book.sheets_metadata):
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue  # charts and macro sheets hold no table
        hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
        found = looks.get(sheet.name)
        if isinstance(found, Unreadable):
            yield sheet.name, hidden, found
            continue
        try:
            yield sheet.name, hidden, guarded(lambda place=place: book.get_sheet_by_index(place))
        except Unreadable as error:
            yield sheet.name, hidden, error
