"""An agency's rows as the agency sees them: by the row of its own table, with a few of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from workbench.case import in_short
from workbench.intake import Timeline

WORDS = 70
"""Letters of an entry that are shown, so that it is found again."""
MOST_STRETCHES = 12
"""Stretches of rows that are named before the rest is only counted."""


class Rows:
    """The rows of one timeline, by the number of the entry and by the row of the table."""

    def __init__(self, timeline: Timeline) -> None:
        self._lines = timeline.lines
        self._parts = timeline.parts
        self._texts = [
            timeline.fields[name] for name in ("event", "response", "comment") if name in timeline.fields
        ]
        self._dates = timeline.fields.get("date", [""] * len(timeline))
        self._entries = {
            place: row for row, place in enumerate(zip(self._parts, self._lines, strict=True), start=1)
        }
        times = Counter(self._lines)
        self._alone = {line: row for (_, line), row in self._entries.items() if times[line] == 1}

    def entry_at(self, line: int | None, part: str = "") -> int | None:
        """Return the number of the entry in a row of the table; None where none, or more than one, is there.

        Not every problem says in which of a file's tables its row stands.
        """
        if line is None:
            return None
        return (
            self._entries.get((part, line)) if part else self._entries.get(("", line), self._alone.get(line))
        )

    def line(self, entry: int) -> int:
        """Return the row of the table in which an entry stands."""
        return self._lines[entry - 1]

    def part(self, entry: int) -> str:
        """Return the sheet or table in which an entry stands; "" where there is only one."""
        return self._parts[entry - 1]

    def words(self, entry: int) -> str:
        """Return the date and the first words of an entry as they are written."""
        text = next((texts[entry - 1] for texts in self._texts if texts[entry - 1].strip()), "")
        return ": ".join(
            filter(None, (in_short(self._dates[entry - 1], letters=30), in_short(text, letters=WORDS)))
        )

    def named(self, entries: Iterable[int]) -> str:
        """Return "rows 3, 7 and 12 to 251", under the sheet or table where there are several."""
        places = sorted((self.part(entry), self.line(entry)) for entry in entries)
        return "; ".join(
            ", ".join(filter(None, (part, lines_in_words([line for _, line in group]))))
            for part, group in groupby(places, key=lambda place: place[0])
        )


def lines_in_words(lines: Sequence[int]) -> str:
    """Return "row 3" or "rows 3, 7 and 12 to 251" for rows in their order."""
    stretches: list[list[int]] = []
    for line in lines:
        if stretches and line - stretches[-1][-1] <= 1:
            stretches[-1][1:] = [line]
        else:
            stretches.append([line])
    # Two rows that follow each other are named both; from three on they are a stretch.
    shown = [
        text
        for stretch in stretches[:MOST_STRETCHES]
        for text in (
            map(str, stretch) if stretch[-1] - stretch[0] < 2 else [f"{stretch[0]} to {stretch[-1]}"]
        )
    ]
    if len(stretches) > MOST_STRETCHES:
        shown.append(f"others up to {lines[-1]}")
    if len(lines) == 1:
        return f"row {shown[0]}"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else f"rows {shown[0]}"
