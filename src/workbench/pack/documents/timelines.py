"""The merged timeline and the summary timeline, as Word documents and workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workbench.pack.documents.facts import facts, footer, words_of
from workbench.pack.entries import key_rows, shown
from workbench.pack.making import Made, PackInput
from workbench.pack.paper import Paper
from workbench.pack.word import clean

MOST_LETTERS = 32_000
"""Of an Excel cell; the longest it holds is 32,767."""


def merged(given: PackInput) -> Iterator[Made]:
    """Make the merged timeline: every entry in order of date, in the agencies' words."""
    words = words_of(given, "timeline")
    keep = slice(None) if given.cite_rows else slice(1, None)
    rows = [
        (one.id, one.when, one.agency, one.event, one.response, one.child_seen, one.source, one.comment)
        for one in shown(given)
    ]
    headings = words.list("headings")
    paper = Paper(words["title"], lying=True, footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    shares = (2.2, 2, 2.4, 7, 4, 1.6)
    paper.table(headings[keep], shares[keep], [row[:6][keep] for row in rows], caption=words["title"])
    yield Made("Timelines/Merged timeline.docx", paper.content())
    every = [*headings, *words.list("more_headings")][keep]
    table = workbook(words["title"], every, [row[keep] for row in rows])
    yield Made("Timelines/Merged timeline.xlsx", table)


def summary(given: PackInput) -> Iterator[Made]:
    """Make the summary timeline of the report: month, event, response of the entries that matter most."""
    rows = list(shown(given, key_rows(given)))
    more = facts(given, shown=f"{len(rows)}")
    words = words_of(given, "summary", shown=more["shown"])
    cells = [(one.month, f"{one.agency}: {one.event}{given.cited([one.id])}", one.response) for one in rows]
    paper = Paper(words["title"], footer=footer(given))
    for text in words.list("intro"):
        paper.text(text)
    paper.table(words.list("headings"), (2, 6, 4), cells, caption=words["title"])
    yield Made("Timelines/Summary timeline.docx", paper.content())
    yield Made("Timelines/Summary timeline.xlsx", workbook(words["title"], words.list("headings"), cells))


WIDTHS = {"Entry": 24, "Date": 22, "Agency": 24, "Child seen": 14, "Source": 24}
WIDTH = 56


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a workbook: the heading stays in view and filters, and every cell is text.

    Text never becomes a formula, a link or a number, whatever it begins with.
    """
    import xlsxwriter

    held = io.BytesIO()
    guesses = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    options: dict[str, Any] = {"in_memory": True, **dict.fromkeys(guesses, False)}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": title, "author": ""})
        sheet = book.add_worksheet(title[:31])
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "text_wrap": True, "valign": "top"})
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write_string(count, column, clean(value)[:MOST_LETTERS], text)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, head)
            sheet.set_column(column, column, WIDTHS.get(heading, WIDTH))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, count, len(headings) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return held.getvalue()
