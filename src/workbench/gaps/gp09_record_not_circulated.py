"""GP09: a meeting whose minutes or plan no other agency is shown to have received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, CLOSE_TO_THE_CHILD, MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary import KINDS
from workbench.vocabulary.sentences import counted, listed

CONFERENCES = ("conference_initial", "conference_review")
CARRYING = ("information_shared", "plan_made_or_changed", "acknowledgement", "report_received", *MEETINGS)
PLANNING = tuple(kind for kind in MEETINGS if kind != "strategy_discussion")
"""A strategy discussion leaves a record on the child's file, and who took part is GP04's to ask."""


@dataclass(frozen=True)
class _Meeting:
    """One meeting, whoever recorded it."""

    kind: str
    entries: tuple[Entry, ...]
    present: tuple[str, ...]
    lacking: tuple[str, ...]
    """Agencies that were present or at work with the child, without a record of receipt."""
    until: date
    by: tuple[Entry, ...]
    said_so: bool


@detector(
    "GP09",
    "record-not-circulated",
    "Minutes or plan not circulated",
    question="Who needed the record to do their part, and how did each of them learn what had been agreed?",
    standards=("WA-034", "WA-033", "SC-008", "SC-023"),
    caveats=(
        "A business unit outside the timelines may have circulated it.",
        "An agency may have sat in the meeting and noted the actions itself.",
        "Who was present is taken from the agencies named in the entries, which may be incomplete.",
    ),
)
def record_not_circulated(records: Records, *, working_days: int = 20) -> Iterator[Answer]:
    """Find meetings after which agencies that were part of it have no record of the minutes or plan.

    Looks for: a conference, core group, care and support meeting or looked-after review; and
    for each other agency that was present, or close to the child on that day, an entry on either side
    that shows it given the record or its own note of what was agreed, within the figure of the guidance for conferences and within
    ``working_days`` for others. Meetings of one kind with the same agencies lacking are one point.
    Could also mean: it went out by a business unit, or was noted by those who sat there.
    Cannot see: what the record said, and who was invited and is not named.
    """
    series: dict[tuple[str, tuple[str, ...]], list[_Meeting]] = {}
    for entries in _meetings(records):
        if not entries[0].dated:
            yield LeftOut(entries, UNDATED)
            continue
        meeting = _read(records, entries, working_days)
        if not meeting.lacking:
            if meeting.by:
                yield Answered(entries, meeting.by)
        elif records.ends_before(meeting.until, meeting.lacking) and not meeting.said_so:
            yield LeftOut(entries, NEAR_THE_END)
        else:
            series.setdefault((meeting.kind, meeting.lacking), []).append(meeting)
    for meetings in series.values():
        yield _found(records, meetings)


def _meetings(records: Records) -> list[tuple[Entry, ...]]:
    """Return the records of each meeting: those of one kind and day, by whichever agency."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    places: dict[str, tuple[object, ...]] = {}
    for entry in records.select(kinds=PLANNING):
        key: tuple[object, ...] = (entry.kind, entry.earliest, entry.latest) if entry.dated else (entry.id,)
        key = next(
            (places[id] for id in entry.paired_with if id in places and places[id][0] == entry.kind), key
        )
        places[entry.id] = key
        found.setdefault(key, []).append(entry)
    return [tuple(entries) for entries in found.values()]


def _read(records: Records, entries: tuple[Entry, ...], working_days: int) -> _Meeting:
    services = records.services
    first, last = entries[0].first, entries[-1].last
    rule = records.rule(("WA-034", "SC-008", "SC-023"), first) if entries[0].kind in CONFERENCES else None
    days = (
        rule.standard.within
        if rule and rule.standard.within and rule.standard.unit == "working_days"
        else None
    )
    until = records.working_days_after(last, days or working_days)
    named = [entry.agency for entry in entries]
    named += [
        t
        for entry in entries
        for token in (*entry.heard_from, *entry.told)
        for t in services.receivers(token)
    ]
    holders = services.of_type(CHILDRENS_SERVICES) or (entries[0].agency,)
    present = tuple(dict.fromkeys(slug for slug in named if slug not in holders))
    close = [
        s for s in services.of_type(*CLOSE_TO_THE_CHILD) if services.involved(s, first) and s not in holders
    ]
    expected = sorted({*present, *close})
    by = _receipts(records, entries, expected, holders, until)
    said_so = any(names("record_not_received", entry.text) for entry in entries)
    lacking = tuple(slug for slug in expected if slug not in by)
    receipts = tuple(dict.fromkeys(by.values()))
    return _Meeting(entries[0].kind, entries, present, lacking, until, receipts, said_so)


def _receipts(
    records: Records, meeting: Sequence[Entry], expected: Sequence[str], holders: Sequence[str], until: date
) -> dict[str, Entry]:
    """Return for each agency the entry, of either side, that shows it given the record of a meeting."""
    services, first = records.services, meeting[0].first
    senders = tuple(dict.fromkeys(map(services.type_of, holders)))
    found = {entry.agency: entry for entry in meeting if _noted_itself(entry)}
    for entry in _carriers(records, first, until, (*expected, *holders)):
        if found.keys() >= set(expected):
            break
        carries = entry.kind in CARRYING and entry not in meeting
        if entry.agency in holders:
            # Being told in the meeting's own entry means taking part in it, not having its record.
            if entry.told and (carries or names("record_sent", entry.text)):
                for slug in expected:
                    if slug not in found and services.reaches(entry.told, slug):
                        found[slug] = entry
        elif entry.agency not in found and (
            (carries and services.any_of(entry.heard_from, *senders))
            or (names("record_received", entry.text) and not names("record_not_received", entry.text))
        ):
            found[entry.agency] = entry
    return found


def _noted_itself(entry: Entry) -> bool:
    """True if whoever sat in the meeting noted what was agreed, and does not lack the record."""
    return names("actions_noted", entry.text) and not names("record_not_received", entry.text)


def _carriers(records: Records, first: date, until: date, agencies: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries that could have carried a record: by their kind, then by their words."""
    yield from records.window(first, until, kinds=CARRYING, agencies=agencies)
    yield from records.window(first, until, agencies=agencies, where=_speaks_of_the_record)


def _speaks_of_the_record(text: str) -> bool:
    return names("record_sent", text) or names("record_received", text)


def _found(records: Records, meetings: Sequence[_Meeting]) -> Found:
    services, first = records.services, meetings[0]
    entries = tuple(entry for meeting in meetings for entry in meeting.entries)
    label = KINDS[first.kind].label
    many = len(meetings) > 1
    why = (
        f'{counted(len(meetings), "meeting")} of the kind "{label}" {"are" if many else "is"} recorded '
        f"{together(entries)}. Of {listed(map(services.label, first.lacking))} no entry was found, on "
        f"either side, that shows the minutes or the plan received."
    )
    present = list(dict.fromkeys(slug for meeting in meetings for slug in meeting.present))
    if present:
        why += f" Named with the meeting{'s' if many else ''}: {listed(map(services.label, present))}."
    if any(meeting.said_so for meeting in meetings):
        why += " An entry says itself that the record did not arrive."
    conference = first.kind in CONFERENCES
    return Found(
        entries,
        why,
        ask=first.lacking,
        searched=(entries[0].first, max(meeting.until for meeting in meetings)),
        agencies=first.lacking,
        standards=("WA-034", "SC-008") if conference else (),
        strength="stronger" if any(meeting.said_so for meeting in meetings) else "usual",
        caveats=()
        if conference
        else ("No national figure applies to meetings of this kind: only presence was looked at.",),
    )
