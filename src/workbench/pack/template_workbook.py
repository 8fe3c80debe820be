"""A blank timeline as an Excel workbook: the letter, the table, what each column is for, the lists.

Every cell of the table is text: a date stays as it was typed, and Excel does
not turn 3/5 into the fifth of March.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from workbench.pack.request import Request, columns, wording
from workbench.pack.word import TO_FILL_IN, clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
LAST_ROW = 1_048_575
MILLIMETRES_A_LETTER = 1.6
"""Excel gives widths in letters; chosen so that the columns fill a lying A4 page."""
LETTER_WIDTH = 92
GUIDE_WIDTHS = (24, 60, 48)
LISTS = ("seen", "kinds", "services")
POINTS_A_LINE = 13.5
FONT = {"font_name": "Arial", "font_size": 10}
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "default_format_properties": FONT,
}  # fmt: skip
AS_TEXT: dict[str, Any] = {"num_format": "@", "text_wrap": True, "valign": "top"}


def workbook(request: Request) -> bytes:
    """Return the blank timeline as an .xlsx file."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        book.set_properties({"title": wording("template")["title"], "author": ""})
        names = wording("template")["sheets"]
        letter, timeline, guide, lists = (
            _sheet(book, names[name], landscape=name == "timeline")
            for name in ("letter", "timeline", "guide", "lists")
        )
        _letter(book, letter, request)
        _timeline(book, timeline, request)
        _guide(book, guide)
        _lists(book, lists, request)
        letter.activate()
    return held.getvalue()


def _sheet(book: Workbook, name: str, *, landscape: bool) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    if landscape:
        sheet.set_landscape()
    return sheet


def _letter(book: Workbook, sheet: Worksheet, request: Request) -> None:
    body = book.add_format(AS_TEXT)
    to_fill_in = book.add_format({"bg_color": "#FFFF99", **AS_TEXT})
    title, part = (book.add_format({"bold": True, "font_size": size, **AS_TEXT}) for size in (15, 11.5))
    sheet.set_column(0, 0, LETTER_WIDTH)
    sheet.hide_gridlines(2)
    lines: list[tuple[str, Any]] = [(wording("template")["title"], title)]
    lines += [(head, body) for head in request.heads]
    for heading, texts, points in request.letter():
        lines += [("", body), *([(heading, part)] if heading else []), *((text, body) for text in texts)]
        lines += [(f"\u2022 {point}", body) for point in points]
    lines += [("", body), (wording("template")["row_hint_xlsx"], body)]
    for row, (text, look) in enumerate(lines):
        sheet.write_string(row, 0, clean(text), to_fill_in if TO_FILL_IN.search(text) else look)
        _fit(sheet, row, (text, LETTER_WIDTH))
    sheet.set_row(0, 24)


def _fit(sheet: Worksheet, row: int, *cells: tuple[str, float]) -> None:
    """Make a row as high as its text needs: not every program does so by itself."""
    lines = max(math.ceil(0.95 * len(text) / width) for text, width in cells)
    sheet.set_row(row, POINTS_A_LINE * max(lines, 1))


def _timeline(book: Workbook, sheet: Worksheet, request: Request) -> None:
    as_text, heading = book.add_format(AS_TEXT), book.add_format(_HEADING)
    sheet.set_row(0, 2 * POINTS_A_LINE)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(0)  # they are printed, so that an empty form can be filled in by hand
    sheet.ignore_errors(
        {"number_stored_as_text": f"A1:L{LAST_ROW}", "two_digit_text_year": f"A1:L{LAST_ROW}"}
    )
    for at, column in enumerate(columns()):
        sheet.set_column(at, at, column.width / MILLIMETRES_A_LETTER, as_text)
        sheet.write_string(0, at, column.heading, heading)
        # A note that shows when the heading is chosen; a comment would lie over the row below.
        sheet.data_validation(0, at, 0, at, _note(column.heading, f"{column.purpose}\n{column.example}"))
        if column.choices:
            last = len(request.choices(column.choices)) + 1
            letter = "ABC"[LISTS.index(column.choices)]
            source = f"='{wording('template')['sheets']['lists']}'!${letter}$2:${letter}${last}"
            sheet.data_validation(1, at, LAST_ROW, at, _from_list(source, column.choices))


_HEADING: dict[str, Any] = {"bold": True, "bg_color": "#DCE6F0", "border": 1, **AS_TEXT}


def _note(title: str, text: str) -> dict[str, Any]:
    return {"validate": "any", "input_title": title[:32], "input_message": text[:255]}


def _from_list(source: str, name: str) -> dict[str, Any]:
    """Return what Excel checks: a closed list refuses other words, a list of services takes them."""
    rule: dict[str, Any] = {"validate": "list", "source": source, "show_error": name != "services"}
    words = wording("template")["refused"]
    return rule | {"error_title": words["title"], "error_message": words["text"]}


def _guide(book: Workbook, sheet: Worksheet) -> None:
    body, heading = book.add_format(AS_TEXT), book.add_format(_HEADING)
    titles = wording("template")["columns_headings"]
    for at, (title, width) in enumerate(zip(titles, GUIDE_WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, heading)
    for row, column in enumerate(columns(), start=1):
        texts = (column.heading, column.purpose, column.example)
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text, body)
        _fit(sheet, row, *zip(texts, GUIDE_WIDTHS, strict=True))


def _lists(book: Workbook, sheet: Worksheet, request: Request) -> None:
    heading = book.add_format(_HEADING)
    body = book.add_format({"num_format": "@"})
    for at, name in enumerate(LISTS):
        sheet.set_column(at, at, 44)
        sheet.write_string(0, at, wording("template")["lists"][name], heading)
        for row, text in enumerate(request.choices(name), start=1):
            sheet.write_string(row, at, clean(text), body)
