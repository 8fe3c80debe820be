"""Tables of a web page: many case systems give these out under a spreadsheet's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.intake.table import Contents, Remark, Table, Unreadable
from workbench.intake.text_file import decode

MOST_SPAN = 1_000
"""A cell as wide or as high as this is no cell of a table that anybody filled in."""
MOST_CELLS = 5_000_000


def read_page(data: bytes) -> Contents:
    """Return the tables of a page, inner ones for themselves; nothing that it refers to is fetched."""
    from lxml import etree, html  # pyright: ignore

    text, _ = decode(data)
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        tables, remarks = [], []
        for number, element in enumerate(root.iter("table"), start=1):
            page_table = _PageTable(element, f"table {number}")
            tables.append(
                Table(page_table.rows, delimiter="", part=page_table.part, across=page_table.across)
            )
            remarks += page_table.remarks
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise Unreadable("The web page is damaged.", "Open it in Excel and save it as a workbook.") from error
    return Contents("web page", tables, remarks)


class _PageTable:
    """The rows of one table, all of one width; a cell over several rows has its text in each."""

    def __init__(self, element: Any, part: str) -> None:
        self.part = part
        self.rows: list[list[str]] = []
        self.remarks: list[Remark] = []
        below: dict[int, tuple[int, str]] = {}
        """Column -> how many more rows a cell above reaches into, and its text."""
        across: set[int] = set()
        for row in (row for row in element.iter("tr") if next(row.iterancestors("table")) is element):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            alone = len(cells) == 1 and not below
            self.rows.append(self._row(cells, below))
            if alone and len(self.rows[-1]) > 1:
                across.add(len(self.rows))
        width = max(map(len, self.rows), default=0)
        if width * len(self.rows) > MOST_CELLS:
            raise Unreadable(
                f"The table is {width:,} columns wide; that is more than a timeline needs.",
                "Open it in Excel and save the timeline as a workbook.",
                part=part,
            )
        self.rows = [row + [""] * (width - len(row)) for row in self.rows]
        self.across = frozenset(row for row in across if width > 1)

    def _row(self, cells: list[Any], below: dict[int, tuple[int, str]]) -> list[str]:
        laid: list[str] = []

        def taken() -> None:
            while len(laid) in below:
                left, text = below[len(laid)]
                below[len(laid)] = (left - 1, text)
                if left <= 1:
                    del below[len(laid)]
                laid.append(text)

        for cell in cells:
            taken()
            text = _text_of(cell)
            if _span(cell, "rowspan") > 1:
                below[len(laid)] = (_span(cell, "rowspan") - 1, text)
                self.remarks.append(
                    Remark(
                        f"A cell is merged downwards over {_span(cell, 'rowspan')} rows; "
                        "its text was taken for each.",
                        "Look whether it belongs to each of them.",
                        len(self.rows) + 1,
                        part=self.part,
                    )
                )
            laid += [text] + [""] * (_span(cell, "colspan") - 1)
        taken()
        return laid


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return max(1, min(int(text), MOST_SPAN)) if text.isdecimal() and len(text) < 9 else 1


def _text_of(cell: Any) -> str:
    """Return a cell's text: white space as one space, a new line for each paragraph and break."""
    lines: list[list[str]] = [[]]
    for event, element in _events(cell):
        if element is not cell and element.tag in _LINES:
            lines.append([])
        lines[-1].append((element.text if event == "start" else element.tail) or "")
    return "\n".join(filter(None, (" ".join("".join(line).split()) for line in lines)))


_LINES = ("br", "p", "div", "li", "tr", "table")
_NO_TEXT = ("script", "style", "head", "title")


def _events(cell: Any) -> Iterator[tuple[str, Any]]:
    """Yield the elements of a cell where each begins and where it ends."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    skipped = None
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if skipped is None and event == "start" and element.tag in _NO_TEXT:
            skipped = element
        if skipped is None and (event == "start" or element is not cell):
            yield event, element
        if event == "end" and element is skipped:
            skipped = None
            yield "end", element
