"""GP17: the child not seen before a decision, seen with nothing of the child's own day, or asking in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workbench.chronology.intervals import LOOKED_AFTER, REGISTERED, STATUS
from workbench.gaps.ages import (
    about_another_child,
    children_of,
    could_be_about_child,
    surely_unborn,
    surely_under,
)
from workbench.gaps.among import Among
from workbench.gaps.child_unheard import returns_unheard, said_unseen
from workbench.gaps.concerns import CHILDRENS_SERVICES, MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import (
    NEAR_THE_END,
    NEAR_THE_START,
    UNDATED,
    Answer,
    Answered,
    Found,
    LeftOut,
    detector,
)
from workbench.gaps.records import Records
from workbench.gaps.seen_in_words import decided_unheard, said_not_seen
from workbench.gaps.series import in_series
from workbench.gaps.sightings import FROM_AFAR, HEARD, sightings
from workbench.gaps.wording import kind_words, together
from workbench.gaps.words import list_of, names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

DECISIONS = (
    "assessment_completed", "conference_initial", "conference_review", "registration_change",
    "plan_made_or_changed", "case_opened_closed", "s47_enquiry", "decision_front_door",
)  # fmt: skip
ENDING = ("closed_completed", "closed_non_engagement", "nfa", "transferred")
"""Outcomes that make an opening or an enquiry a decision about the child."""
BY_OUTCOME = ("case_opened_closed", "s47_enquiry", "decision_front_door")
KNOWN_DAYS = 183
"""A child seen in the half year before a decision is one that the agencies know."""
STARTING = ("assessment_decided", "s47_enquiry", "strategy_discussion")
STARTED_DAYS = 90
"""An assessment or enquiry that began in so many days before counts with all of its time."""
REPLYING = ("placement_event", "escalation")
NAMING = ("plan_made_or_changed", *MEETINGS)
"""Rows that take up a wish where they name what it is about: most plans and meetings come anyway."""
YEAR_DAYS = 365
ROWS_CITED = 6


@detector(
    "GP17",
    "childs-voice",
    "Child's voice and lived experience not found",
    question="What do we know about a day in this child's life at this time, and how did we know it?",
    standards=("WA-037", "WA-044", "WA-070"),
    caveats=(
        "With an infant, observation is the voice.",
        "The child may have declined to speak.",
        "An interview may have been held back for an investigation.",
        "What the child said may stand in a visit record that the timeline was not made from.",
    ),
)
def childs_voice(
    records: Records, *, days_before: int = 30, thin_visits: int = 4, speaks_at: int = 4, reply_days: int = 60
) -> Iterator[Answer]:
    """Find decisions, visits and wishes in which the child's own voice is not on record.

    Looks for: an assessment, conference, registration, plan or closing by children's services with no
    sighting of the child by any agency in the ``days_before`` (or since the assessment began);
    ``thin_visits`` visits or more in a row that record a child of ``speaks_at`` years or older as seen,
    with no word of what the child said, did or felt, while no agency has any; and a wish that the child
    stated, with no plan, move, escalation or entry that takes it up in ``reply_days``. And rows whose own
    words say that the child was not seen or not spoken with, and decisions on a child old enough to
    speak with no word of the child on record in the months before, and missing episodes after which nobody
    is shown to have spoken with the child. Rows in a row are one point.
    Could also mean: it was written in a visit record that the timeline leaves out.
    Cannot see: what a visit was like, and wishes in other words than those of the list.
    """
    seen = sightings(records)
    yield from _decided_unseen(records, seen, days_before)
    yield from _thin(records, thin_visits, speaks_at)
    yield from _wishes(records, reply_days)
    told_of: set[str] = set()
    for answer in (*said_not_seen(records), *decided_unheard(records, speaks_at)):
        told_of.update(entry.id for entry in answer.entries if isinstance(answer, Found))
        yield answer
    yield from _said_unseen(records, seen, told_of)
    yield from _returns(records)


def _said_unseen(records: Records, seen: Among, told_of: set[str]) -> Iterator[Answer]:
    """Yield, for each agency, its other rows that say that the child was not seen or heard."""
    by_agency: dict[str, list[Entry]] = {}
    for entry, by in said_unseen(records, seen):
        if by:
            yield Answered((entry,), (by,), standards=())
        elif entry.id not in told_of:
            by_agency.setdefault(entry.agency, []).append(entry)
    for agency, entries in by_agency.items():
        for rows in in_series([(entry,) for entry in entries], days=YEAR_DAYS):
            unseen = [entry for (entry,) in rows]
            why = (
                f"{records.services.label(agency)} tells in {counted(len(unseen), 'entry', 'entries')} "
                f"{together(unseen)} of a contact at which the child was not seen, or not spoken with apart "
                "from an adult. No entry of any agency shows the child seen in the two weeks around it."
            )
            title = "Contact with the family at which the child was not seen or heard"
            strength = "usual" if len(unseen) > 1 else "weaker"
            yield _point(records, unseen[:ROWS_CITED], why, title, 14, strength=strength)


def _returns(records: Records) -> Iterator[Answer]:
    """Yield the missing episodes after which no talk with the child is on record."""
    silent: list[Entry] = []
    for entry, by in returns_unheard(records):
        if by:
            yield Answered((entry,), (by,), standards=())
        else:
            silent.append(entry)
    for run in in_series([(entry,) for entry in silent], days=YEAR_DAYS):
        rows = [entry for (entry,) in run]
        why = (
            f"{counted(len(rows), 'entry', 'entries')} {together(rows)} "
            f"{'tells' if len(rows) == 1 else 'tell'} of the child missing. No entry of any agency within a "
            "week shows the child spoken with about it."
        )
        title = "Missing episodes with no talk with the child on record"
        yield _point(records, rows[:ROWS_CITED], why, title, 7)


def _decided_unseen(records: Records, seen: Among, days_before: int) -> Iterator[Answer]:
    """Yield the decisions of children's services with what shows the child seen before them."""
    teams = records.services.of_type(CHILDRENS_SERVICES)
    unseen: list[Entry] = []
    for entry in records.select(kinds=DECISIONS, agencies=teams):
        if entry.outcome == "shared_with_family" or (
            entry.kind in BY_OUTCOME and entry.outcome not in ENDING
        ):
            continue
        if entry.kind == "decision_front_door" and not _known_already(seen, entry):
            continue
        if not _about_a_child(records, entry):
            continue
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        since = _since(records, entry, teams, days_before)
        by = seen.between(since, entry.last) or seen.undated or _declined(records, entry, since)
        covered = records.services.coverage(entry.agency)
        if by:
            yield Answered((entry,), tuple(by[-1:]), standards=())
        elif covered and since < covered[0]:
            yield LeftOut((entry,), NEAR_THE_START)
        else:
            unseen.append(entry)
    for run in in_series([(entry,) for entry in unseen], days=days_before):
        rows = [entry for (entry,) in run]
        kinds = listed(dict.fromkeys(kind_words(entry) for entry in rows))
        before = seen.nearest_before(rows[0].first, days=3650)
        last = (
            f"The last entry before that does, or could, is {before.id}."
            if before
            else "No earlier entry does."
        )
        why = (
            f"Children's services record {kinds} {together(rows)}. No entry of any agency shows the "
            "child seen "
            f"in the {days_before} days before {'it' if len(rows) == 1 else 'any of them'}. {last}"
        )
        yield _point(records, rows, why, "Decision with no sighting of the child before it", days_before)


def _known_already(seen: Among, entry: Entry) -> bool:
    """True if the child had been seen not long before: most single reports of others lead to no sighting."""
    return entry.dated and seen.nearest_before(entry.first, days=KNOWN_DAYS) is not None


def _about_a_child(records: Records, entry: Entry) -> bool:
    """True if an entry could be about a child of the review who was born by then."""
    if about_another_child(records, entry) or names("adult_assessment", entry.text):
        return False
    children = children_of(records, entry)
    return not entry.dated or not children or not all(surely_unborn(child, entry.last) for child in children)


def _declined(records: Records, decision: Entry, since: date) -> list[Entry]:
    """Return the rows that say that the child declined, or was not to be spoken with yet."""
    rows = records.window(
        since, decision.last, kinds=("visit_child", "strategy_discussion", ""), undated=False
    )
    return [entry for entry in (decision, *rows) if names("child_declined", entry.text)]


def _since(records: Records, entry: Entry, teams: Sequence[str], days_before: int) -> date:
    """Return from when on a sighting counts: since the assessment or enquiry began, where that is longer."""
    since = days_after(entry.first, -days_before)
    if entry.kind in ("assessment_completed", "s47_enquiry"):
        begun = days_after(entry.first, -STARTED_DAYS)
        starts = records.window(begun, entry.first, kinds=STARTING, agencies=teams, undated=False)
        since = min([since, *(start.first for start in starts if start.id != entry.id)])
    return since


def _thin(records: Records, thin_visits: int, speaks_at: int) -> Iterator[Answer]:
    """Yield the runs of visits with the child seen and nothing of the child in them."""
    teams = records.services.of_type(CHILDRENS_SERVICES)
    visits = [
        entry
        for entry in records.select(kinds=("visit_child",), agencies=teams)
        if entry.dated and entry.mode not in FROM_AFAR and could_be_about_child(records, entry)
    ]
    heard = Among(records.window(date.min, date.max, child_seen=HEARD, undated=False))
    runs: list[list[Entry]] = [[]]
    for entry in visits:
        if entry.child_seen == "seen" and not _tells(entry) and _speaks(records, entry, speaks_at):
            runs[-1].append(entry)
        elif runs[-1]:
            runs.append([])
    for run in runs:
        if len(run) < thin_visits:
            continue
        by = heard.between(run[0].first, run[-1].last)
        if by:
            yield Answered(tuple(run), tuple(by[:1]), standards=())
            continue
        why = (
            f"{counted(len(run), 'visit')} in a row by children's services, {together(run)}, record "
            "the child as "
            "seen. None of them tells what the child said, did or felt, and in that time no agency records "
            "the child as spoken with or seen alone."
        )
        cited = [*run[: ROWS_CITED // 2], *run[-(ROWS_CITED // 2) :]] if len(run) > ROWS_CITED else run
        yield _point(records, cited, why, "Child seen, with nothing of the child's own day on record", 0)


def _tells(entry: Entry) -> bool:
    return "child said" in entry.whose_account or names("child_life", entry.text)


def _speaks(records: Records, entry: Entry, years: int) -> bool:
    """True if some child whom an entry could be about may have been old enough to say something."""
    children = children_of(records, entry)
    return not children or any(not surely_under(child, years, entry.last) for child in children)


def _wishes(records: Records, reply_days: int) -> Iterator[Answer]:
    """Yield the wishes that a child stated, with what took them up."""
    replies = Among(e for e in records.window(date.min, date.max, kinds=(*REPLYING, *NAMING)))
    open_: list[Entry] = []
    for entry in _stated_wishes(records):
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
            continue
        until = days_after(entry.last, reply_days)
        later = [*replies.between(entry.first, until), *replies.undated]
        by = [e for e in later if _takes_up(e, entry) and e.could_follow(entry) and e.shares_people(entry)]
        by = by or _answered_elsewhere(records, entry, until)
        if by:
            yield Answered((entry,), tuple(by[:1]), standards=())
        elif records.ends_before(until, (entry.agency,)):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            open_.append(entry)
    for run in in_series([(entry,) for entry in open_], days=reply_days):
        rows = [entry for (entry,) in run]
        agencies = listed(dict.fromkeys(records.services.label(entry.agency) for entry in rows))
        why = (
            f"{counted(len(rows), 'entry', 'entries')} of {agencies} {together(rows)} "
            f"{'tells' if len(rows) == 1 else 'tell'} of something that the child asked for or did not want. "
            f"Within {counted(reply_days, 'day')} no plan, move, escalation or meeting takes it up on "
            "record, "
            "and no entry speaks of a reply to the child."
        )
        strength = "usual" if len(rows) > 1 else "weaker"
        title = "A child's wish with no reply or action on record"
        yield _point(records, rows[:ROWS_CITED], why, title, reply_days, strength=strength)


def _stated_wishes(records: Records) -> list[Entry]:
    return [
        entry
        for entry in records.select()
        if "child said" in entry.whose_account
        and could_be_about_child(records, entry)
        and names("child_wish", entry.text)
    ]


def _takes_up(entry: Entry, wish: Entry) -> bool:
    """True for a move or an escalation, a reply to the child, or a plan or meeting on what was wished."""
    if entry.kind in REPLYING or (entry.kind not in MEETINGS and names("child_views", entry.text)):
        return True
    return entry.kind in NAMING and not _matter(entry).isdisjoint(_matter(wish))


def _matter(entry: Entry) -> frozenset[str]:
    """Return the words of an entry that can say what a wish is about."""
    return frozenset(re.findall(r"[a-z]{3,}", entry.text)) - list_of("wish_stopwords")


def _answered_elsewhere(records: Records, wish: Entry, until: date) -> list[Entry]:
    """Return the rows of the same agency or of children's services that speak of a reply to the child."""
    agencies = (wish.agency, *records.services.of_type(CHILDRENS_SERVICES))
    return [
        entry
        for entry in records.window(wish.first, until, agencies=agencies)
        if entry.kind not in MEETINGS
        and entry.could_follow(wish)
        and entry.shares_people(wish)
        and names("child_views", entry.text)
        and not names("child_wish", entry.text)
    ]


def _point(
    records: Records, rows: Sequence[Entry], why: str, title: str, days: int, *, strength: str = "usual"
) -> Found:
    """Return a point with the standard that the child's status calls for; none without a status."""
    day = rows[0].first
    named = {one.name for one in records.intervals.on(day, STATUS)}
    standards = ("WA-037",) if REGISTERED in named else ("WA-070",) if LOOKED_AFTER in named else ()
    since, until = day - timedelta(days=days), rows[-1].last + timedelta(days=days)
    return Found(
        tuple(rows), why, ask=tuple(dict.fromkeys(entry.agency for entry in rows)),
        searched=(since, until), standards=standards, strength=strength, title=title,
    )  # fmt: skip
