"""Where everything stands on a wall timeline: boxes with words, in lanes, on a true axis of time.

All sizes are millimetres. Nothing here knows of paper, fonts or files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

GAP = 4.0
"""Between two boxes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry that is shown with words."""

    id: str
    lane: str
    first: date
    last: date
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where it stands: the upper left corner, and the place on the axis that it belongs to."""

    id: str
    lane: str
    x: float
    y: float
    """From the top of its lane."""
    height: float
    at: float
    """Where its first day lies on the axis."""
    until: float
    """Where its last day lies."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Days along the sheet."""

    first: date
    last: date
    width: float

    def at(self, day: date) -> float:
        """Return where a day lies; one outside lies at the end."""
        days = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days / days, 0.0), 1.0) * self.width


MOST_ROWS = 3
"""Boxes that stand below each other before further ones move sideways, away from their day."""
NEAR = 1.0
"""Columns by which a box may stand beside its day without a further row."""


def laid(wanted: Sequence[Wanted], axis: Axis, *, box: float) -> tuple[list[Box], dict[str, float]]:
    """Return the boxes, each ``box`` wide, and how high the boxes of each lane reach.

    A lane is cut into columns as wide as a box. Each entry goes into the column of its first day,
    or into the nearest in the order of days that has room: a line leads from the box to its day. A
    lane has as few rows as keep its boxes near their days, and at most three where the axis is
    long enough for them. Boxes never lie over each other, never leave the axis, and follow each
    other in the order of their days, column by column.
    """
    placed: list[Box] = []
    heights: dict[str, float] = {}
    columns = max(int((axis.width + GAP) // (box + GAP)), 1)
    pitch = (axis.width - box) / (columns - 1) if columns > 1 else max(axis.width, 1.0)
    for lane in dict.fromkeys(one.lane for one in wanted):
        own = sorted((w for w in wanted if w.lane == lane), key=lambda w: (w.first, w.last, w.id))
        ideal = [min(int(axis.at(one.first) // pitch), columns - 1) for one in own]
        tops = [0.0] * columns
        for one, column in zip(own, _near(ideal, columns), strict=True):
            x = column * pitch
            placed.append(
                Box(one.id, lane, x, tops[column], one.height, axis.at(one.first), axis.at(one.last))
            )
            tops[column] += one.height + GAP
        heights[lane] = max(tops)
    return placed, heights


def _near(ideal: Sequence[int], columns: int) -> list[int]:
    """Return a column for each box, with as few rows as keep them near where they belong."""
    least = -(-len(ideal) // columns)
    for rows in range(least, max(least, MOST_ROWS) + 1):
        found = _assigned(ideal, columns, rows)
        if all(abs(one - wanted) <= NEAR for one, wanted in zip(found, ideal, strict=True)):
            return found
    return _assigned(ideal, columns, max(least, MOST_ROWS))


def _assigned(ideal: Sequence[int], columns: int, rows: int) -> list[int]:
    """Return a column for each box, none with more than ``rows``: pushed right, then back."""
    found: list[int] = []
    for at, wanted in enumerate(ideal):
        full = found[at - rows] + 1 if at >= rows else 0
        found.append(max(wanted, found[-1] if found else 0, full))
    for at in range(len(found) - 1, -1, -1):
        after = found[at + rows] - 1 if at + rows < len(found) else columns - 1
        found[at] = min(found[at], after, found[at + 1] if at + 1 < len(found) else columns - 1)
    return found


@dataclass(frozen=True, slots=True)
class Tile:
    """One page of a timeline that is put together on the wall."""

    row: int
    column: int
    x: float
    y: float


def tiles(width: float, height: float, *, page: tuple[float, float], overlap: float) -> list[Tile]:
    """Return the pages that cover a sheet, row by row; each overlaps the one before it."""
    across, down = page[0] - overlap, page[1] - overlap
    columns = max(1, -(-int(width - overlap) // int(across)))
    rows = max(1, -(-int(height - overlap) // int(down)))
    return [
        Tile(row, column, column * across, row * down) for row in range(rows) for column in range(columns)
    ]


def months(axis: Axis) -> Iterable[tuple[date, float]]:
    """Yield the first of each month on the axis with its place."""
    day = axis.first.replace(day=1)
    while day <= axis.last:
        if day >= axis.first:
            yield day, axis.at(day)
        day = next_month(day)


def next_month(day: date) -> date:
    """Return the first of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
