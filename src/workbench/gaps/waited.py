"""Terse rows that say that a worry waited for somebody to see the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.among import Among
from workbench.gaps.concerns import CHILDRENS_SERVICES, CONCERN_TOPICS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found
from workbench.gaps.records import Records
from workbench.gaps.series import in_series
from workbench.gaps.wording import day_words, together, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted

TO_SEE = (
    CHILDRENS_SERVICES,
    "early-help",
    "camhs",
    "mental-health",
    "police",
    "health-visiting",
    "health-other",
)
"""Services that see a child because of a worry."""
MEETING_THE_CHILD = (
    "visit_child",
    "s47_enquiry",
    "strategy_discussion",
    "placement_event",
    "legal_event",
    "cp_medical",
)
WAITING_DAYS = 14
"""Who was seen so soon did not wait for long, whatever the row says."""
SERIES_DAYS = 92
ROWS_CITED = 5


def waited(records: Records, seen: Among) -> Iterator[Answer]:
    """Yield the worries that waited at a service, with the next row in which it saw the child."""
    by_agency: dict[str, list[Entry]] = {}
    for entry in records.select(agencies=records.services.of_type(*TO_SEE)):
        if entry.dated and entry.kind_state != "stated" and _waits(entry):
            by_agency.setdefault(entry.agency, []).append(entry)
    for agency, entries in by_agency.items():
        for run in in_series([(entry,) for entry in entries], days=SERIES_DAYS):
            rows = [entry for (entry,) in run]
            if not any(_is_worry(row) for row in rows):
                continue
            by = _next_with_the_child(records, rows, agency, seen)
            if by is not None and (by.first - rows[0].last).days <= WAITING_DAYS:
                yield Answered(tuple(rows), (by,), standards=())
            else:
                yield _found(records, agency, rows, by)


def _waits(entry: Entry) -> bool:
    return names("to_be_seen_later", entry.text) and entry.kind not in MEETING_THE_CHILD


def _is_worry(entry: Entry) -> bool:
    """True for a worry about a child, or a report as such."""
    risk = not set(CONCERN_TOPICS).isdisjoint(entry.topics)
    return entry.kind == "report_received" or risk or names("observation", entry.text)


def _next_with_the_child(records: Records, rows: Sequence[Entry], agency: str, seen: Among) -> Entry | None:
    """Return the next row of the service that shows the child seen, or the steps that stand for it."""
    since, ids = days_after(rows[0].last, 1), {row.id for row in rows}
    steps = records.window(since, date.max, kinds=MEETING_THE_CHILD, agencies=(agency,), undated=False)
    sighted = [entry for entry in seen.between(since, date.max) if entry.agency == agency]
    later = [entry for entry in (*steps, *sighted) if entry.id not in ids and not _waits(entry)]
    return min(later, key=lambda entry: entry.at, default=None)


def _found(records: Records, agency: str, rows: Sequence[Entry], by: Entry | None) -> Found:
    label = records.services.label(agency)
    until = by.first if by else records.case.period[1] if records.case.period else rows[-1].last
    entries = counted(len(rows), "entry", "entries")
    why = f"{label} says in {entries} {together(rows)} that a worry was to wait. "
    if by:
        why += (
            f"Its next entry that shows the child seen, or could, is {by.id} {when(by)}, at least "
            f"{counted((by.first - rows[0].last).days, 'calendar day')} after the first."
        )
    else:
        why += f"No later entry of it until {day_words(until)} shows the child seen."
    cited = [*rows[:ROWS_CITED], *([by] if by else [])]
    return Found(
        tuple(cited), why, ask=(agency,), searched=(rows[0].first, until), standards=(), strength="usual",
        title="Worry that waited for somebody to see the child",
    )  # fmt: skip
