"""Word documents: every table, and the text round them."""

from __future__ import annotations

from typing import Any

from workbench.case import in_short
from workbench.intake.columns import heading_row
from workbench.intake.document_layout import laid_out
from workbench.intake.document_table import rows_of, tables_within, within
from workbench.intake.document_text import TBL, P, Reader, below, names
from workbench.intake.lines import begins_with_a_date, table_of_lines
from workbench.intake.package import Package
from workbench.intake.table import Contents, Remark, Table, Unreadable

DAMAGED = (
    "The document is damaged or cut short.",
    "Open it in Word and save it again, or ask the agency to send it again.",
)
FORMAT = "Word document"


def read_document(data: bytes) -> Contents:
    """Return the tables of a Word document; raise Unreadable where there is nothing to read."""
    try:
        return _Document(Package(data)).contents()
    except RecursionError as error:
        raise Unreadable(*DAMAGED) from error


class _Document:
    """A document on its way to tables."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.remarks: list[Remark] = []
        self.tables: list[Table] = []
        self.paragraphs: list[str] = []
        self._dated: list[str] = []
        self.comments = self._texts("word/comments.xml", "comment")
        notes = {
            (kind, id): text
            for kind in ("footnote", "endnote")
            for id, text in self._texts(f"word/{kind}s.xml", kind).items()
        }
        self.reader = Reader(notes)

    def _root(self, member: str) -> Any:
        """Return the root of a part. No entity is resolved and nothing fetched, whatever it asks for."""
        from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(self.package.read_xml(member), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(*DAMAGED) from error

    def _texts(self, member: str, word: str) -> dict[str, str]:
        """Return the comments or notes of a document by their number; a damaged part loses only them."""
        if member not in self.package.names:
            return {}
        try:
            root = self._root(member)
        except Unreadable:
            self.remarks.append(
                Remark(f"The {word}s of the document are damaged; they were not read.", DAMAGED[1])
            )
            return {}
        reader = Reader()
        return {
            next((v for k, v in element.attrib.items() if k.endswith("}id")), ""): reader.read(
                element
            ).text.strip()
            for element in root.iter(*names(word))
        }

    def contents(self) -> Contents:
        root = self._root("word/document.xml")
        body = below(root, "body")
        if body is None:
            raise Unreadable(*DAMAGED)
        if any("vbaproject" in name.lower() for name in self.package.names):
            self.remarks.append(
                Remark(
                    "The document holds macros. They were not run and not read.",
                    "Open the original only if you trust who sent it.",
                )
            )
        number = 0
        for element in within(body, (*P, *TBL)):
            if element.tag in TBL:
                number += 1
                self._table(element, f"table {number}")
            else:
                number = self._paragraph(element, number)
        if any(True for _ in root.iter(*names("altChunk"))):
            self.remarks.append(
                Remark(
                    "The document draws in another file, which was not read.",
                    "Open it in Word and save it again.",
                )
            )
        if not any(any(map(str.strip, row)) for table in self.tables for row in table.rows):
            return self._without_table()
        self._say_outside()
        return Contents(FORMAT, self.tables, self.remarks, [line for line in self.paragraphs if line.strip()])

    def _table(self, element: Any, part: str) -> None:
        rows = rows_of(element, self.reader)
        inner = tables_within(rows)
        if inner and heading_row([[cell.text for cell in row.cells] for row in rows]) is None:
            # A table that only lays out the page: what stands in its cells is read for itself.
            for place, table in enumerate(inner, start=1):
                self._table(table, f"{part}.{place}")
            self.paragraphs += [
                cell.words.text for row in rows for cell in row.cells if cell.words.text.strip()
            ]
            return
        table, remarks = laid_out(rows, part, self.comments)
        self.tables.append(table)
        self.remarks += remarks

    def _paragraph(self, element: Any, number: int) -> int:
        """Keep a paragraph; read the tables in its text boxes, and return the number of the last one."""
        words = self.reader.read(element)
        text = words.text
        self.paragraphs.append(text)
        if self.tables and begins_with_a_date(text):
            self._dated.append(text)
        for table in words.tables:
            number += 1
            self._table(table, f"table {number}")
        return number

    def _say_outside(self) -> None:
        if self._dated:
            some = f'"{in_short(self._dated[0])}"'
            self.remarks.append(
                Remark(
                    f"Text that may be an entry stands outside the tables: {some}"
                    + (f" and {len(self._dated) - 1} more." if len(self._dated) > 1 else ""),
                    "If it is one, put it into a row of the table.",
                )
            )

    def _without_table(self) -> Contents:
        """Return what can be read of a document that holds no table: paragraphs like rows or like entries."""
        rows = [paragraph.split("\t") for paragraph in self.paragraphs]
        said = "The document holds no table; "
        remedy = "Look whether each entry is whole; a table is surer (Insert, Table, Convert Text to Table)."
        if heading_row(rows) is not None:
            remark = Remark(f"{said}its lines were divided into cells at the tabs.", remedy)
            return Contents(FORMAT, [Table(rows, delimiter="")], (*self.remarks, remark))
        lines = table_of_lines("\n".join(text.replace("\n", " ") for text in self.paragraphs))
        if lines is not None:
            remark = Remark(f"{said}its paragraphs that begin with a date were read as entries.", remedy)
            return Contents(FORMAT, [lines[0]], (*self.remarks, remark), lines[1])
        raise Unreadable(
            f"{said}no paragraph begins with a date."
            if any(map(str.strip, self.paragraphs))
            else "The document is empty.",
            "Ask the agency for a table with the headings Date and Event.",
        )
