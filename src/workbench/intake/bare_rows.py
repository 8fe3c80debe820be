"""Rows with nothing under the event and prose under a heading that is not understood.

Somebody wrote down what happened there, in another column than in the other rows.
A date with nothing beside it would say less than the file does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from workbench.case import in_short
from workbench.intake.column_cells import running_words
from workbench.intake.headings import means_no_field
from workbench.intake.table import Remark

LEAST_WORDS = 3
"""A cell with so many words of running text says what happened, not who or where."""


def say_what_happened(
    fields: dict[str, list[str]],
    others: Mapping[str, list[str]],
    lines: Sequence[int],
    *,
    settled: Collection[str] = (),
    part: str = "",
) -> list[Remark]:
    """Fill the empty cells of the event from columns that are not understood; return what to say of it.

    The cells stay in their own column too. ``settled`` are headings of which a
    person said that they mean nothing.
    """
    event = fields.get("event") or [""] * len(lines)
    bare = [at for at, cell in enumerate(event) if not cell.strip()]
    columns = {
        heading: cells
        for heading, cells in others.items()
        if heading not in settled and not means_no_field(heading)
    }
    if not bare or not columns:
        return []
    filled = list(event)
    taken: dict[str, list[int]] = {}
    for at in bare:
        words = {heading: running_words(cells[at]) for heading, cells in columns.items()}
        heading = max(words, key=lambda heading: words[heading])
        if words[heading] >= LEAST_WORDS:
            filled[at] = columns[heading][at]
            taken.setdefault(heading, []).append(at)
    if taken:
        fields["event"] = filled
    return [_remark(heading, [lines[at] for at in places], part) for heading, places in taken.items()]


def _remark(heading: str, lines: Sequence[int], part: str) -> Remark:
    more = len(lines) - 1
    where = f"here and in {more} other row{'s' if more > 1 else ''}" if more else "here"
    return Remark(
        f'Nothing is written as the event {where}; what stands under "{in_short(heading)}" was taken for it.',
        "Look whether it says what happened; if so, the column may be one of events.",
        row=lines[0],
        part=part,
    )
