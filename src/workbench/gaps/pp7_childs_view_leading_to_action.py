"""PP7: something the child wanted, after which a plan changed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import kind_words, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted

CHILD = "child said"
PLANNING = (
    "plan_made_or_changed", "placement_event", "lac_review", "care_support_meeting", "core_group",
    "conference_review", "conference_initial", "legal_event", "assessment_completed",
)  # fmt: skip
NO_CHANGE = "no plan or meeting that takes it up is on record within the time"
ROWS_CITED = 3


@detector(
    "PP7",
    "childs-view-leading-to-action",
    "Child's view leading to action",
    question="How did what the child said come to count, and how did the child learn what had become of it?",
    standards=("WA-044", "WA-070"),
    caveats=(
        "The plan may have changed for another reason.",
        "The row may give a worker's summary and not the child's own words.",
    ),
)
def childs_view_leading_to_action(records: Records, *, days: int = 60) -> Iterator[Answer]:
    """Find what a child said they wanted and a plan or decision that takes it up.

    Looks for: a row with the child's own account and a word for a wish, and certainly after it,
    within ``days``, a plan, placement, review or meeting about the child that refers to the child's view, or
    carries one of the same topics; or both in one row. Wishes with the same change are one point.
    Could also mean: the plan changed for another reason.
    Cannot see: a change that no row connects with the child, and what the child felt about it.
    """
    wishes = [
        entry for entry in records.select() if CHILD in entry.whose_account and names("wish", entry.text)
    ]
    by_change: dict[str, tuple[Entry, list[Entry]]] = {}
    for entry in wishes:
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        change = _change(records, entry, days)
        if change:
            by_change.setdefault(change.id, (change, []))[1].append(entry)
        elif records.ends_before(days_after(entry.last, days), records.services.involved_on(entry.last)):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            yield LeftOut((entry,), NO_CHANGE)
    for change, taken_up in by_change.values():
        yield _found(records, change, taken_up, len(wishes))


def _change(records: Records, wish: Entry, days: int) -> Entry | None:
    """Return the row that takes a wish up: its own, where a plan is made in it, or a later one."""
    if wish.kind in ("plan_made_or_changed", "placement_event") and _refers(wish):
        return wish
    due = days_after(wish.first, days)
    for other in records.window(wish.last, due, kinds=PLANNING, undated=False):
        certain = wish.last <= other.first and other.last <= due
        if not certain or not other.could_follow(wish) or not other.shares_people(wish):
            continue
        refers = _refers(other) or CHILD in other.whose_account
        if refers or (
            other.kind in ("plan_made_or_changed", "placement_event") and other.shares_topics(wish)
        ):
            return other
    return None


def _refers(row: Entry) -> bool:
    return names("child_view_used", row.text) or names("as_wished", row.text)


def _found(records: Records, change: Entry, wishes: list[Entry], of_all: int) -> Found:
    label, first = records.services.label, wishes[0]
    if change.id == first.id:
        why = (
            f"{label(first.agency)} records {when(first)} what the child wanted, with a plan in the same row."
        )
    else:
        why = (
            f"{label(first.agency)} records {when(first)} what the child wanted; {label(change.agency)} "
            "records "
            f"{kind_words(change)} {when(change)}, in {change.id}, that "
            f"{'refers to it' if _refers(change) else 'is on the same subject'}."
        )
    why += f" {counted(of_all, 'row')} {'tells' if of_all == 1 else 'tell'} of something a child wanted."
    return Found((*wishes[:ROWS_CITED], change), why)
