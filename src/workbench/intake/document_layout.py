"""One table of a Word document as rows of cells under its headings.

A Word table is a stack of rows, each divided as it likes. The row of headings
decides which columns there are; every other row is laid under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from workbench.case import in_short
from workbench.intake.columns import heading_row, match_columns
from workbench.intake.document_table import Cell, Row
from workbench.intake.table import Remark, Table

ENDS = ".!?:;\u2026\"'\u201d\u2019)"
"""What a text ends with that is complete."""


def laid_out(rows: Sequence[Row], part: str, comments: Mapping[str, str]) -> tuple[Table, list[Remark]]:
    """Return a table's rows under its headings, and what a person has to know of them."""
    texts = [[cell.text for cell in row.cells] for row in rows]
    top = heading_row(texts)
    widest = max(range(len(rows)), key=lambda at: (len(rows[at].cells), -at), default=0)
    layout = _Layout(rows, widest if top is None else top, part, comments)
    laid = [layout.row(at) for at in range(len(rows))]
    if top is not None:
        layout.join(laid, top)
    layout.say_merged()
    return Table(laid, delimiter="", part=part, across=frozenset(layout.across)), layout.remarks


class _Layout:
    """Lays rows under the row that has the headings, and notes what is odd."""

    def __init__(self, rows: Sequence[Row], top: int, part: str, comments: Mapping[str, str]) -> None:
        self.rows, self.top, self.part, self.comments = rows, top, part, comments
        self.columns = rows[top].cells if rows else []
        self.headings = [" ".join(cell.text.split()) for cell in self.columns]
        self.across: set[int] = set()
        self.remarks: list[Remark] = []
        self._merged: dict[int, list[int]] = {}

    def row(self, at: int) -> list[str]:
        """Return the cells of a row, one for each heading."""
        row = self.rows[at]
        laid = [""] * len(self.columns)
        if not row.cells:
            return laid
        same = len(row.cells) == len(self.columns)
        taken: set[int] = set()
        for position, cell in enumerate(row.cells):
            place = position if same else self._place(cell)
            laid[place] = "\n".join(filter(None, (laid[place], cell.text)))
            if cell.goes_on and cell.text and at > self.top:
                self._merged.setdefault(place, []).append(at + 1)
            if place in taken and cell.text.strip():
                self._say(
                    at,
                    "Two cells of the row stand under this heading; both texts were kept there.",
                    "Look whether the row is divided as it should be.",
                    place,
                )
            taken.add(place)
            self._look(at, place, cell)
        if len(row.cells) == 1 and len(self.columns) > 1 and self._covered(row.cells[0]) == len(self.columns):
            self.across.add(at + 1)
        elif not same and at > self.top:
            self._look_at_wide(at, row)
        self._look_at_row(at, row, laid)
        return laid if not row.deleted else [""] * len(self.columns)

    def _place(self, cell: Cell) -> int:
        """Return the column under which a cell stands: the first that shares half of it, or of the column."""
        shared = [self._shared(cell, column) for column in self.columns]
        for place, column in enumerate(self.columns):
            if 2 * shared[place] >= min(cell.width, column.width):
                return place
        return shared.index(max(shared))  # the nearest, for a cell beyond the last heading

    def _shared(self, cell: Cell, column: Cell) -> int:
        """Return how far a cell stands under a column; less than nothing is the way to it."""
        return min(cell.start + cell.width, column.start + column.width) - max(cell.start, column.start)

    def _covered(self, cell: Cell) -> int:
        return sum(
            1 for c in self.columns if c.start < cell.start + cell.width and cell.start < c.start + c.width
        )

    def _look_at_wide(self, at: int, row: Row) -> None:
        for cell in row.cells:
            first = self._place(cell)
            wide = [
                h
                for h, c in zip(self.headings[first + 1 :], self.columns[first + 1 :], strict=True)
                if c.start + c.width <= cell.start + cell.width
            ]
            if wide and cell.text.strip():
                also = " and ".join(f'"{in_short(heading)}"' for heading in wide)
                self._say(
                    at,
                    f"The cell goes on under {also}; its text was taken for this column only.",
                    "Look whether it belongs there.",
                    first,
                )

    # What stands in a cell and is not plain text

    def _look(self, at: int, place: int, cell: Cell) -> None:
        words = cell.words
        if (words.inserted or words.deleted) and not self.rows[at].deleted:
            changes = [
                f'{what} "{in_short(" ".join(texts), letters=120)}"'
                for what, texts in (("inserted", words.inserted), ("deleted", words.deleted))
                if texts
            ]
            self._say(
                at,
                f"The cell holds tracked changes that nobody has accepted: {', '.join(changes)}. "
                "What was inserted is in the text, what was deleted is not.",
                "Ask the agency which wording stands.",
                place,
            )
        for number in words.comments:
            said = in_short(self.comments.get(number, ""), letters=200)
            self._say(
                at,
                f'There is a comment: "{said}"',
                "Comments are not part of the entry; look whether it matters.",
                place,
            )
        if words.hidden:
            self._say(
                at,
                f'Hidden words were read with the others: "{in_short(" ".join(words.hidden))}"',
                "Ask the agency whether they belong to the entry.",
                place,
            )
        if words.pictures or words.embedded:
            what = "a picture" if words.pictures else "a file"
            self._say(
                at, f"The cell holds {what}, which was not read.", "Open the document and look at it.", place
            )
        if words.tables and at > self.top:
            self._say(
                at,
                "The cell holds a table of its own; it was read as lines of text.",
                "Look whether its rows are entries.",
                place,
            )

    def _look_at_row(self, at: int, row: Row, laid: Sequence[str]) -> None:
        if row.deleted:
            text = " | ".join(filter(None, (*laid, *(t for c in row.cells for t in c.words.deleted))))
            self._say(
                at,
                "The row is marked as deleted, and nobody has accepted that. It was left out: "
                f'"{in_short(text, letters=200)}"',
                "Ask the agency whether the entry stands.",
            )
        elif row.inserted and any(map(str.strip, laid)):
            self._say(
                at,
                "The row was inserted with tracked changes, and nobody has accepted that. It was read.",
                "Ask the agency whether the entry stands.",
            )

    def join(self, laid: list[list[str]], top: int) -> None:
        """Put a row that goes on in mid-sentence with the one above it: its page ended there."""
        matched = match_columns(laid[top])
        date = next(place for place, found in matched.items() if found == "date")
        above = None
        for at in range(top + 1, len(laid)):
            row = laid[at]
            filled = [place for place, cell in enumerate(row) if cell.strip()]
            if (
                above is not None
                and filled
                and date not in filled
                and all(_goes_on(above[place], row[place]) for place in filled)
            ):
                for place in filled:
                    above[place] += "\n" + row[place]
                laid[at] = [""] * len(row)
                self._say(
                    at,
                    "The row has no date and goes on in the middle of a sentence; it was put with "
                    "the row above.",
                    "Look whether it is an entry of its own.",
                )
            elif filled:
                above = row

    def say_merged(self) -> None:
        """Say which cells are merged downwards, once for each column."""
        for place, rows in sorted(self._merged.items()):
            runs = list(_runs(rows))
            shown = ", ".join(f"{first - 1} to {last}" for first, last in runs[:20])
            self._say(
                runs[0][0] - 2,
                f"Cells are merged downwards (rows {shown}{', …' if len(runs) > 20 else ''}); "
                "the text was taken for each of the rows.",
                "Look whether it belongs to each of them.",
                place,
            )

    def _say(self, at: int, problem: str, remedy: str, place: int | None = None) -> None:
        column = "" if place is None else in_short(self.headings[place])
        self.remarks.append(Remark(problem, remedy, at + 1, column, self.part))


def _goes_on(above: str, below: str) -> bool:
    above, below = above.rstrip(), below.lstrip()
    return bool(above) and above[-1] not in ENDS and below[:1].islower()


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of row numbers."""
    first = rows[0]
    for row, following in pairwise((*rows, -1)):
        if following != row + 1:
            yield first, row
            first = following
