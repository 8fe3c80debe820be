"""Terse rows that mention an adult around the child in passing, and whether anybody asked who it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbench.gaps.ages import about_another_child
from workbench.gaps.concerns import MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found
from workbench.gaps.records import Records
from workbench.gaps.series import in_series
from workbench.gaps.wording import span_of, together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

NOT_MENTIONS = (*MEETINGS, "legal_event", "supervision", "information_request", "cp_medical")
SERIES_DAYS = 365
MOST = 6
"""More rows than these are another point: one that cites them all would say little."""


def adults_in_passing(
    records: Records, taken: set[str], asked_after: Callable[[Entry], Entry | None]
) -> Iterator[Answer]:
    """Yield the mentions of an adult, near each other as one point, with what shows that somebody asked.

    ``taken`` are rows that another point of the pattern cites; ``asked_after`` finds the answer to one row.
    """
    open_: list[Entry] = []
    for entry in records.select():
        if entry.id in taken or not _mentions(records, entry):
            continue
        by = entry if names("who_is_he", entry.text) else asked_after(entry)
        if by:
            yield Answered((entry,), (by,))
        else:
            open_.append(entry)
    for run in in_series([(entry,) for entry in open_], days=SERIES_DAYS):
        rows = [entry for (entry,) in run]
        for start in range(0, len(rows), MOST):
            yield _found(records, rows[start : start + MOST])


def _mentions(records: Records, entry: Entry) -> bool:
    if not entry.dated or entry.kind_state == "stated" or entry.kind in NOT_MENTIONS:
        return False
    worded = names("adult_in_passing", entry.text) or names("adult_left_out", entry.text)
    return worded and not names("contact_barred", entry.text) and not about_another_child(records, entry)


def _found(records: Records, rows: Sequence[Entry]) -> Found:
    agencies = list(dict.fromkeys(entry.agency for entry in rows))
    why = (
        f"{listed(map(records.services.label, agencies))} "
        f"{'mentions' if len(agencies) == 1 else 'mention'} an adult around the child in "
        f"{counted(len(rows), 'entry', 'entries')} {together(rows)}. No entry was found that tells who it "
        "was, and no check, request for information or assessment soon after."
    )
    return Found(
        tuple(rows), why, ask=tuple(agencies), searched=span_of(rows),
        strength="usual" if len(agencies) > 1 else "weaker",
        caveats=("The entries may tell of different people, or of somebody who was well known.",),
        title="Adult mentioned about whom nobody is shown to have asked",
    )  # fmt: skip
