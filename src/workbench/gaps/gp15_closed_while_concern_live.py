"""GP15: a plan, a case or a registration that ended while concern was still live on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workbench.chronology.intervals import CARE_PLAN, REGISTERED
from workbench.gaps.closures import CASE, Ending, endings
from workbench.gaps.concerns import (
    ABOUT_EVENTS,
    MEETINGS,
    REPORTS,
    RISK_TOPICS,
    SERIOUS,
    child_expected,
    is_news,
)
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.pattern import NEAR_THE_END, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records, Search
from workbench.gaps.wording import together, topics_words
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

EVENTS = (
    "police_incident", "domestic_abuse_assessment", "injury_or_symptom", "exploitation_event",
    "missing_episode", "mental_health_event",
)  # fmt: skip
INSTEAD = "a court order or a placement took its place"
ONE_SIDE = frozenset(("parent said", "relative said"))
SAME_STEP_DAYS = 30
"""An order made so close to the end of a plan takes its place."""
ROWS_CITED = 4


@detector(
    "GP15",
    "closed-while-concern-live",
    "Step-down or closure while concern was still live",
    question="What did the group see that gave confidence at that point, and what would have shown whether "
    "the change was lasting?",
    standards=("WA-043", "WA-042", "WA-024"),
    caveats=(
        "It may have been a transfer to another authority.",
        "A court order may have taken the place of the plan.",
        "What came later may have nothing to do with it, and nobody could know of it then.",
    ),
)
def closed_while_concern_live(
    records: Records, *, days_before: int = 30, days_after: int = 90, meeting_days: int = 28
) -> Iterator[Answer]:
    """Find endings of a registration, a plan or a case close to fresh concern, or without a meeting.

    Looks for: an ending, and events on a risk in any agency's records from ``days_before`` to
    ``days_after`` it, other than those graded low (before the end of a case only those marked
    significant); for a registration or a plan, no meeting of agencies within ``meeting_days``; and an
    ending for which only the family's account is recorded. What ends within days is one point.
    Could also mean: work went on under another name, or the event was of another kind altogether.
    Cannot see: what the group had before it; endings that only a list of plans would show.
    """
    found = endings(records)
    risky = records.lookup(entry for entry in records.select(topics=RISK_TOPICS) if _could_be_live(entry))
    for ending in found:
        if _replaced(records, ending):
            yield LeftOut(ending.rows, INSTEAD)
            continue
        before, after = _live(records, ending, risky, days_before, days_after)
        reasons = _reasons(records, ending, meeting_days)
        until = ending.last + timedelta(days=days_after)
        if before or after or reasons:
            yield _found(records, ending, before, after, reasons, (days_before, days_after))
        elif records.ends_before(until, tuple(records.case.agencies)):
            yield LeftOut(ending.rows, NEAR_THE_END)
        else:
            yield Answered(ending.rows, ending.rows)


def _replaced(records: Records, ending: Ending) -> bool:
    """True if a court order or a placement of the child lies close to the end of the plan."""
    near = timedelta(days=SAME_STEP_DAYS)
    for entry in records.window(
        ending.first - near, ending.last + near, kinds=("legal_event", "placement_event"), undated=False
    ):
        starts = names("order_made", entry.text) or names("placement_starts", entry.text)
        if starts and records.family.could_share_child(entry, ending.rows[0]):
            return True
    return False


def _live(
    records: Records, ending: Ending, risky: Search, days_before: int, days_after: int
) -> tuple[list[tuple[Entry, ...]], list[tuple[Entry, ...]]]:
    """Return the incidents certain to lie close before an ending, and those close after it."""
    since, until = ending.first - timedelta(days=days_before), ending.last + timedelta(days=days_after)
    before: list[Entry] = []
    after: list[Entry] = []
    for entry in risky(since, until):
        if entry.first < since or entry.last > until:
            continue
        if entry.first > ending.last and _is_live(records, entry, ending, late=True):
            after.append(entry)
        elif entry.last < ending.first and _is_live(records, entry, ending, late=False):
            before.append(entry)
    return group_incidents(before), group_incidents(after)


def _could_be_live(entry: Entry) -> bool:
    """True for an event on a risk: neither slight nor a decision about one."""
    if not entry.dated or entry.kind in ABOUT_EVENTS or entry.significance == "low":
        return False
    if entry.significance in SERIOUS:
        return True
    event = entry.kind in EVENTS or (entry.kind in REPORTS and entry.outcome != "internal_only")
    return (event or is_news(entry)) and entry.outcome != "advice_given"


def _is_live(records: Records, entry: Entry, ending: Ending, *, late: bool) -> bool:
    risks = {topic for topic in entry.topics if topic in RISK_TOPICS}
    serious = entry.significance in SERIOUS
    if not late and ((ending.what == CASE and not serious) or entry.kind in REPORTS):
        return False  # what the work was about came before its end: only what was weighty and fresh counts
    spoken = ending.topics.intersection(RISK_TOPICS)
    connected = serious or not spoken or not risks.isdisjoint(spoken)
    same_child = records.family.could_share_child(entry, ending.rows[0])
    home = records.family.concerns_home(entry)
    return connected and same_child and home and child_expected(records, entry.last)


def _reasons(records: Records, ending: Ending, meeting_days: int) -> list[str]:
    """Return what else about an ending is worth a question, in words."""
    found: list[str] = []
    near = timedelta(days=meeting_days)
    if ending.what in (REGISTERED, CARE_PLAN):
        kinds = ("conference_review", "conference_initial") if ending.what == REGISTERED else MEETINGS
        said_so = any(names("decided_together", row.text) for row in ending.rows)
        if not said_so and not records.window(ending.first - near, ending.last + near, kinds=kinds):
            found.append(f"No meeting of agencies that decided on it was found within {meeting_days} days.")
    accounts = {account for row in ending.rows for account in row.whose_account}
    if accounts and accounts <= ONE_SIDE:
        found.append("The only account recorded with it is the family's own.")
    return found


def _found(
    records: Records,
    ending: Ending,
    before: Sequence[tuple[Entry, ...]],
    after: Sequence[tuple[Entry, ...]],
    reasons: Sequence[str],
    days: tuple[int, int],
) -> Found:
    services = records.services
    tellers = list(dict.fromkeys(services.label(row.agency) for row in ending.rows))
    sentences = [
        f"{listed(tellers)} {'records' if len(tellers) == 1 else 'record'} the end of {ending.label} "
        f"{together(ending.rows)}."
    ]
    for incidents, number, words in ((before, days[0], "before"), (after, days[1], "after")):
        if incidents:
            sentences.append(f"In the {number} days {words} it {_told_of(records, incidents)}.")
    weighed = sorted((*before, *after), key=lambda rows: (not _serious(rows), rows[0].at))
    cited = [rows[0] for rows in weighed[:ROWS_CITED]]
    if len(weighed) > len(cited):
        sentences.append(f"{len(cited)} of the {len(weighed)} are cited.")
    until: date = ending.last + timedelta(days=days[1])
    serious = any(_serious(rows) for rows in weighed)
    return Found(
        (*ending.rows[:3], *cited),
        " ".join((*sentences, *reasons)),
        ask=tuple(records.case.agencies),
        searched=(ending.first - timedelta(days=days[0]), until),
        standards=("WA-043", "WA-042") if ending.what == REGISTERED else (),
        strength="stronger" if serious or len(weighed) > 1 else "usual",
    )


def _serious(rows: Sequence[Entry]) -> bool:
    return any(row.significance in SERIOUS for row in rows)


def _told_of(records: Records, incidents: Sequence[tuple[Entry, ...]]) -> str:
    rows = [row for incident in incidents for row in incident]
    risks = topics_words([topic for topic in RISK_TOPICS if any(topic in row.topics for row in rows)])
    agencies = listed(dict.fromkeys(records.services.label(row.agency) for row in rows))
    many = "is" if len(incidents) == 1 else "are"
    return f"{counted(len(incidents), 'event')} on {risks} {many} recorded, by {agencies}, {together(rows)}"
