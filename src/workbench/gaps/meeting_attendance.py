"""Meetings without their quorum, and involved agencies that are not named with them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.gaps.concerns import CLOSE_TO_THE_CHILD
from workbench.gaps.entry import Entry
from workbench.gaps.meetings import called_off, meetings_of, named_with
from workbench.gaps.pattern import NEAR_THE_END, Answer, Answered, Found, LeftOut
from workbench.gaps.records import Records
from workbench.gaps.wording import kind_words, span_of, together, when
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

CONFERENCES = ("conference_initial", "conference_review")
AROUND_THE_CHILD = (*CONFERENCES, "core_group")
ROWS_CITED = 6


def inquorate(records: Records, working_days: int) -> Iterator[Answer]:
    """Yield the meetings that say that they had no quorum, with the one held instead."""
    for meeting in meetings_of(records.select(kinds=AROUND_THE_CHILD)):
        first = meeting[0]
        if not first.dated or not any(names("inquorate", entry.text) for entry in meeting):
            continue
        until = records.working_days_after(first.last, working_days)
        again = [
            entry
            for entry in records.window(first.last, until, kinds=(first.kind,))
            if entry not in meeting and entry.could_follow(first) and not called_off((entry,))
        ]
        if again:
            yield Answered(meeting, tuple(again[:1]), standards=("WA-043", "SC-007"))
        elif records.ends_before(until, (first.agency,)):
            yield LeftOut(meeting, NEAR_THE_END)
        else:
            why = (
                f"{first.id} records {kind_words(first)} {when(first)} as without its quorum. No other "
                "was found "
                f"within {counted(working_days, 'working day')}."
            )
            yield Found(
                meeting, why, ask=tuple(dict.fromkeys(entry.agency for entry in meeting)),
                searched=(first.first, until), standards=("WA-043", "SC-007"),
                title="Meeting without its quorum, and none held again in time",
            )  # fmt: skip


def not_represented(records: Records, named_agencies: int) -> Iterator[Answer]:
    """Yield one point for each involved agency, close to the child, that meetings do not name.

    A meeting with few agencies named says nothing about who was there, and is left out.
    """
    services = records.services
    lacking: dict[str, list[tuple[Entry, ...]]] = {}
    judged: dict[str, int] = {}
    for meeting in meetings_of(records.select(kinds=AROUND_THE_CHILD)):
        agencies, types = named_with(records, meeting)
        if not meeting[0].dated or len(types) < named_agencies or called_off(meeting):
            continue
        for slug in services.of_type(*CLOSE_TO_THE_CHILD):
            if services.involved(slug, meeting[0].first):
                judged[slug] = judged.get(slug, 0) + 1
                if slug not in agencies:
                    lacking.setdefault(slug, []).append(meeting)
    for slug, meetings in lacking.items():
        if 2 * len(meetings) < judged[slug]:
            continue  # there more often than not
        rows = tuple(entry for meeting in meetings for entry in meeting)
        first, last = span_of(rows)
        kinds = listed(dict.fromkeys(kind_words(meeting[0]) for meeting in meetings))
        why = (
            f"{services.label(slug)} was at work with the family on the days of "
            f"{counted(judged[slug], 'conference or core group', 'conferences or core groups')} with "
            "at least "
            f"{named_agencies} services named. {len(meetings)} of them, {kinds} {together(rows)}, "
            f"{'does' if len(meetings) == 1 else 'do'} not name it."
        )
        yield Found(
            tuple(meeting[0] for meeting in meetings[:ROWS_CITED]), why, ask=(slug,), searched=(first, last),
            agencies=(slug,), standards=("WA-043",), strength="weaker",
            title="Conference or core group with an involved agency not named",
        )  # fmt: skip
