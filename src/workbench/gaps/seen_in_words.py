"""What the words of rows that nobody coded say of whether the child was seen and heard: part of GP17."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.ages import about_another_child, children_of, surely_under
from workbench.gaps.among import Among
from workbench.gaps.concerns import CHILDRENS_SERVICES, REPORTS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found
from workbench.gaps.records import Records
from workbench.gaps.sightings import HEARD
from workbench.gaps.unbroken import few, unbroken
from workbench.gaps.wording import together
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted

DECIDING = (
    "assessment_completed", "conference_initial", "conference_review", "s47_enquiry", "registration_change",
    "lac_review", "case_opened_closed",
)  # fmt: skip
HEARD_DAYS = 90
SEEN_WITHIN_WORKING_DAYS = 10
MONTHS_BETWEEN = 12
ROWS_CITED = 6


def decided_unheard(records: Records, speaks_at: int) -> Iterator[Answer]:
    """Yield the decisions on a child old enough to speak with no word of the child on record before."""
    heard = _heard(records)
    teams = records.services.of_type(CHILDRENS_SERVICES, "early-help")
    unheard: list[Entry] = []
    for entry in records.select(kinds=DECIDING, agencies=teams):
        children = children_of(records, entry) or records.case.subjects
        speaks = any(not surely_under(child, speaks_at, entry.last) for child in children)
        if (
            not entry.dated
            or entry.kind_state == "stated"
            or not speaks
            or about_another_child(records, entry)
        ):
            continue
        by = heard.between(days_after(entry.first, -HEARD_DAYS), entry.last)
        if by or heard.undated:
            yield Answered((entry,), tuple(by[-1:]) or heard.undated[:1], standards=())
        else:
            unheard.append(entry)
    for run in unbroken(unheard, number=2, months=MONTHS_BETWEEN):
        why = (
            f"{counted(len(run), 'decision')} on the child {'is' if len(run) == 1 else 'are'} recorded "
            f"{together(run)}. No entry of any agency in the {HEARD_DAYS} days before gives what the child "
            "said, or shows the child spoken with or seen alone."
        )
        yield _point(run, why, "Decision with no word of the child on record", "weaker")


def _heard(records: Records) -> Among:
    """Return the rows that give the child's own words, or show the child seen alone or spoken with."""
    marked = records.window(date.min, date.max, child_seen=HEARD)
    said = [
        entry
        for entry in records.window(date.min, date.max)
        if "child said" in entry.whose_account and entry.kind not in REPORTS
    ]
    return Among((*marked, *said))


def _point(run: Sequence[Entry], why: str, title: str, strength: str) -> Found:
    agencies, until = tuple(dict.fromkeys(entry.agency for entry in run)), max(entry.last for entry in run)
    return Found(
        few(run, ROWS_CITED), why, ask=agencies, searched=(run[0].first, until), standards=(),
        strength=strength, title=title,
    )  # fmt: skip
