"""The letter back to an agency: what was read, and what the panel would like to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from workbench.case import in_short
from workbench.chronology import Case
from workbench.pack.queries import KINDS, Query, all_queries, queries
from workbench.pack.request import request, wording
from workbench.pack.word import add_row, as_bytes, blank_document, paragraph, span, table
from workbench.vocabulary.sentences import counted

if TYPE_CHECKING:
    from docx.document import Document

WIDTHS = (11, 30, 45, 52, 32)
"""Of the table's columns in millimetres, on an upright A4 page."""
POINTS = 9


@dataclass(frozen=True)
class Letter:
    """What one agency is asked, and the letter that asks it; empty where there is nothing to ask."""

    agency: str
    queries: tuple[Query, ...]
    content: bytes

    def as_json(self) -> dict[str, Any]:
        """Return the agency and its queries as other programs read them."""
        return {"agency": self.agency, "queries": [asdict(query) for query in self.queries]}


def letter_name(agency: str) -> str:
    """Return the file's name of the letter to an agency, which is safe on every system."""
    return f"{agency}-questions.docx"


def letters_for(case: Case, *, only: str | None = None) -> list[Letter]:
    """Return the letter to each agency of a case, or to one of them."""
    return [
        Letter(agency, tuple(asked), _letter(case, agency, asked) if asked else b"")
        for agency, asked in all_queries(case).items()
        if only in (None, agency)
    ]


def query_letter(case: Case, agency: str) -> bytes:
    """Return the letter to one agency as a .docx file."""
    return _letter(case, agency, queries(case, agency))


def _letter(case: Case, agency: str, asked: Sequence[Query]) -> bytes:
    words = wording("letter")
    made = blank_document(words["title"])
    made.add_heading(words["title"], level=1)
    _heads(made, case, agency)
    for text in (*words["opening"], _what_was_read(case, agency, len(asked))):
        paragraph(made, text)
    _table(made, asked)
    paragraph(made, "")
    for text in words["closing"]:
        paragraph(made, text)
    return as_bytes(made)


def _heads(made: Document, case: Case, agency: str) -> None:
    words = wording("letter")
    asked = request(case.agencies[agency].label, case.folder)
    paragraph(made, words["to"].format(agency=asked.agency)).paragraph_format.space_after = 0
    paragraph(made, words["review"].format(review=asked.review) if asked.review else words["no_review"])


def _what_was_read(case: Case, agency: str, number: int) -> str:
    """Say how much of the file was understood, and that the file is as it was."""
    words = wording("letter")
    timeline = next(timeline for timeline in case.timelines if timeline.agency == agency)
    own = case.entries[case.entries["agency"] == agency]
    dated = len(own) - list(own["scope"]).count("undated")
    file = in_short(PurePosixPath(timeline.file).name, letters=80)
    rows, dates = counted(len(timeline), "row"), counted(dated, "date was", "dates were")
    if len(timeline):
        read = f"{words['read'].format(rows=rows, file=file, dated=dates)} {words['kept']}"
    else:
        read = words["unread"].format(file=file)
    asking = words["asking"].format(queries=counted(number, "question"))
    return f"{read} {asking}"


def _table(made: Document, asked: Iterable[Query]) -> None:
    """Add the queries, numbered through, under the title of their kind."""
    sheet = table(made, wording("letter")["headings"], WIDTHS, points=POINTS)
    number = 0
    for kind, group in groupby(asked, key=lambda query: query.kind):
        span(sheet, KINDS[kind]["title"], points=POINTS)
        for query in group:
            number += 1
            add_row(sheet, (str(number), _place(query), query.written, query.question, ""), points=POINTS)


def _place(query: Query) -> str:
    """Return where to look: "sheet 2018, row 14, column Date"."""
    row = f"row {query.row}" if query.row is not None else ""
    column = f"column \u201c{in_short(query.column, letters=40)}\u201d" if query.column else ""
    words = ", ".join(filter(None, (query.part, row, column)))
    return words[:1].upper() + words[1:]
