"""GP19: a conference, core group or review later than its rule, or not on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.chronology.intervals import LOOKED_AFTER, REGISTERED
from workbench.gaps.ages import about_another_child
from workbench.gaps.among import Among
from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.meeting_attendance import inquorate, not_represented
from workbench.gaps.meetings import called_off, meetings_of, put_off_with_reasons
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.statuses import Held, held
from workbench.gaps.timescales import due, figure, figure_words
from workbench.gaps.wording import day_words, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.standards import Rule
from workbench.vocabulary import KINDS
from workbench.vocabulary.sentences import counted, listed

TO_CONFERENCE = ("WA-030", "EN-003", "SC-004")
FROM_THE_FIRST = ("EN-003",)
"""In England the days run from the discussion that started the enquiries, in Wales from the last one."""
Series = tuple[tuple[str, ...], ...]
IN_CARE: Series = (("WA-067", "EN-030"), ("WA-068", "EN-031"), ("WA-069", "EN-032"))
CORE_GROUPS: Series = (("WA-035", "EN-004", "SC-009"), ("WA-036",))
REVIEWS: Series = (("WA-041", "EN-005"), ("WA-042", "EN-006"))
"""For each series of meetings, the rules for the first, the second and so on; the last one goes on."""
EXPECTED = (
    (REGISTERED, "core_group", CORE_GROUPS),
    (REGISTERED, "conference_review", REVIEWS),
    (LOOKED_AFTER, "lac_review", IN_CARE),
)
LINKED_DAYS = 120
"""A strategy discussion that far before a conference belongs to another enquiry."""
STEPS_SAID = 4
NO_CLOCK = "no entry starts the days of its rule"


@dataclass(frozen=True)
class _Step:
    """A meeting that was due, from what the days ran, and when it came; None where it is not on record."""

    rule: Rule
    before: Entry | None
    due: date
    meeting: Entry | None
    until: date
    """The day of the meeting, or the last day on which it was looked for."""
    words: str

    @property
    def late_days(self) -> int:
        """At least so many days after the last day in time; negative for days before it."""
        return (self.until - self.due).days


@detector(
    "GP19",
    "meeting-timescales",
    "Conference, core group or review outside timescale",
    question="What was in place to keep the child safe in the interval, and who knew the meeting had moved?",
    standards=(
        "WA-030", "WA-035", "WA-036", "WA-041", "WA-042", "WA-043", "WA-067", "WA-068", "WA-069",
        "EN-003", "EN-004", "EN-005", "EN-006", "EN-030", "EN-031", "EN-032", "SC-004", "SC-007", "SC-009",
    ),
    caveats=(
        "The chair may have postponed it with reasons.",
        "One meeting may have been held in two parts.",
        "A conference on a sibling may have been counted.",
        "The days run from different events in England, Wales and Scotland: the rule shown says from which.",
        "The dates of the status may be wrong.",
    ),
)  # fmt: skip
def meeting_timescales(
    records: Records,
    *,
    reconvene_working_days: int = 10,
    postponed_working_days: int = 10,
    named_agencies: int = 3,
) -> Iterator[Answer]:
    """Find conferences, core groups and reviews later than their rule, or not on record.

    Looks for: the initial conference after a strategy discussion; core groups and review conferences
    while the child's name is on the register; reviews while the child is looked after; each against the
    figure of the guidance. One series of one status is one point, with every later meeting and the days.
    A conference said to be needed with none on record; a meeting without its quorum and none held within
    ``reconvene_working_days``; one put off with reasons may come ``postponed_working_days`` later;
    meetings with ``named_agencies`` agencies or more named and an involved agency close to the child not
    among them.
    Could also mean: the chair put it off with reasons, or it was held in two parts.
    Cannot see: a status that no entry records, and meetings without a date.
    """
    teams = records.services.of_type(CHILDRENS_SERVICES)
    yield from _initial(records, teams)
    for name, kind, series in EXPECTED:
        meetings = _held(records, kind)
        # Brothers and sisters with one status share their meetings.
        shared = {(status.since, status.until): status for status in held(records, name)}
        for status in shared.values():
            if teams:
                yield from _answers(records, status, kind, series, meetings, teams, postponed_working_days)
            elif status.rows and kind != "conference_review":
                yield Unknown(status.rows, CHILDRENS_SERVICES)
    yield from inquorate(records, reconvene_working_days)
    yield from not_represented(records, named_agencies)


def _held(records: Records, *kinds: str) -> list[tuple[Entry, ...]]:
    """Return the meetings of some kinds that took place, in order, undated ones last."""
    rows = records.window(date.min, date.max, kinds=kinds)
    of_child = [entry for entry in rows if not about_another_child(records, entry)]
    return [meeting for meeting in meetings_of(of_child) if not called_off(meeting)]


def _answers(
    records: Records,
    status: Held,
    kind: str,
    series: Series,
    meetings: Sequence[tuple[Entry, ...]],
    teams: tuple[str, ...],
    postponed: int,
) -> Iterator[Answer]:
    """Yield each meeting in time, and one point for those that came later or are not on record."""
    late: list[_Step] = []
    for step in _steps(records, status, kind, series, [meeting[0] for meeting in meetings]):
        if step.late_days > 0 and not _put_off(records, step, kind, postponed):
            late.append(step)
        elif step.meeting is not None:
            yield Answered(
                (step.before or step.meeting,), (step.meeting,), standards=(step.rule.standard.id,)
            )
    undated = sum(not meeting[0].dated for meeting in meetings)
    # A meeting without a date could have been any of them: in favour, the least late.
    late = sorted(late, key=lambda step: step.late_days)[undated:]
    if late:
        late.sort(key=lambda step: step.due)
        yield _found(records, status, kind, late, teams)


def _put_off(records: Records, step: _Step, kind: str, working_days: int) -> bool:
    """True if a meeting came soon after its last day and an entry says why it had been put off."""
    since = step.before.last if step.before else step.due
    soon = step.meeting is not None and step.meeting.first <= records.working_days_after(
        step.due, working_days
    )
    return soon and any(
        put_off_with_reasons(entry)
        for entry in records.window(since, step.until, kinds=(kind,), undated=False)
    )


def _steps(
    records: Records, status: Held, kind: str, series: Series, meetings: Sequence[Entry]
) -> Iterator[_Step]:
    """Yield what was due one after another while a status lasted."""
    inside = [e for e in meetings if e.dated and e.last >= status.since and e.first <= status.until]
    label = KINDS[kind].label.lower()
    if status.starts:
        number, before, since = 0, (status.rows or (None,))[0], status.since
    elif inside:
        number, before, since = len(series) - 1, inside[0], inside[0].last
        inside = inside[1:]
    else:
        return
    # A status whose beginning and end are both unknown may have ended with the last meeting that shows it.
    known = status.starts or status.ends
    for meeting in (*inside, *((None,) if known else ())):
        rule = figure(records, series[min(number, len(series) - 1)], since)
        until = meeting.first if meeting else status.until
        if rule is not None:
            words = f"{label} {number + 1}" if status.starts else label
            yield _Step(rule, before, due(records, rule, since), meeting, until, words)
        if meeting:
            number, before, since = number + 1, meeting, max(since, meeting.last)


def _step_words(step: _Step) -> str:
    after = f"after {step.before.id} {when(step.before)}" if step.before else "after the start of the status"
    came = f"recorded in {step.meeting.id} {when(step.meeting)}" if step.meeting else "none is on record"
    until = "" if step.meeting else f" up to {day_words(step.until)}"
    return (
        f"{after} one was due by {day_words(step.due)} ({figure_words(step.rule)}, {step.rule.standard.id}); "
        f"{came}{until}, {counted(step.late_days, 'day')} later"
    )


def _found(records: Records, status: Held, kind: str, late: Sequence[_Step], teams: tuple[str, ...]) -> Found:
    said = late[:STEPS_SAID]
    since = late[0].before.last if late[0].before else status.since
    called = [
        entry
        for entry in records.window(since, late[-1].until, kinds=(kind,), undated=False)
        if called_off((entry,))
    ]
    why = (
        f"The records show the child as {status.interval.name} from {day_words(status.since)} to "
        f"{day_words(status.until)}. {KINDS[kind].label}: {'; '.join(map(_step_words, said))}"
        f"{f'; and {len(late) - len(said)} more' if len(late) > len(said) else ''}."
    )
    if called:
        says = "says" if len(called) == 1 else "say"
        why += f" {listed(e.id for e in called[:2])} {says} that one was put off."
    rows = dict.fromkeys(e for step in said for e in (step.before, step.meeting) if e)
    cited = tuple(dict.fromkeys((*status.rows, *rows, *called[:2])))
    return Found(
        cited[:6], why, ask=teams, searched=(status.since, status.until), agencies=teams,
        standards=(late[0].rule.standard.id,),
    )  # fmt: skip


def _initial(records: Records, teams: tuple[str, ...]) -> Iterator[Answer]:
    """Yield the initial conferences with the days since the discussion before them, and those not found."""
    conferences = [meeting[0] for meeting in _held(records, "conference_initial")]
    discussions = [meeting[0] for meeting in _held(records, "strategy_discussion")]
    talks = Among(discussions)
    for conference in conferences:
        if conference.scope != "within" or not conference.dated:
            if conference.scope == "undated":
                yield LeftOut((conference,), UNDATED)
            continue
        anchor = _anchor(records, conference, talks)
        rule = figure(records, TO_CONFERENCE, anchor.first) if anchor else None
        if anchor is None or rule is None:
            yield LeftOut((conference,), NO_CLOCK)
            continue
        step = _Step(rule, anchor, due(records, rule, anchor.last), conference, conference.first, "")
        if step.late_days <= 0 or talks.undated:
            yield Answered((anchor,), (conference,), standards=(rule.standard.id,))
        else:
            which = "the first" if rule.standard.id in FROM_THE_FIRST else "the last"
            why = f"Initial conference: {_step_words(step)}."
            why += f" The days run from {which} strategy discussion of it."
            yield Found(
                (anchor, conference), why, ask=teams, searched=(anchor.first, conference.last),
                agencies=teams, standards=(rule.standard.id,), title="Initial conference later than its rule",
            )  # fmt: skip
    yield from _needed(records, conferences, discussions, teams)


def _anchor(records: Records, conference: Entry, discussions: Among) -> Entry | None:
    """Return the discussion from which the days to a conference run, by the nation's rule."""
    since = days_after(conference.first, -LINKED_DAYS)
    before = discussions.touching(since, conference.last)
    if not before:
        return None
    rule = figure(records, TO_CONFERENCE, before[-1].first)
    if rule is None or rule.standard.id not in FROM_THE_FIRST:
        return max(before, key=lambda d: (d.last, d.at))
    enquiries = records.window(since, conference.last, kinds=("s47_enquiry",), undated=False)
    started = [d for d in before if not enquiries or d.first <= enquiries[0].last]
    return started[-1] if enquiries and started else before[0]


def _needed(
    records: Records, conferences: Sequence[Entry], discussions: Sequence[Entry], teams: tuple[str, ...]
) -> Iterator[Answer]:
    """Yield what says that a conference is needed where none is on record after it."""
    kinds = (
        "strategy_discussion",
        "s47_enquiry",
        "decision_front_door",
        "assessment_completed",
        "supervision",
    )
    for entry in records.select(kinds=kinds, agencies=teams):
        if not entry.dated or not names("conference_needed", entry.text):
            continue
        rule = figure(records, TO_CONFERENCE, entry.first)
        if rule is None:
            continue
        anchors = [d for d in discussions if d.dated and d.last >= entry.first] or [entry]
        limit = due(records, rule, anchors[-1].last if len(anchors) == 1 else entry.last)
        found = [c for c in conferences if not c.dated or c.last >= entry.first]
        if found:
            yield Answered((entry,), (found[0],), standards=())
        elif records.ends_before(limit, teams):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            why = (
                f"{entry.id} says {when(entry)} that an initial conference was needed. None is on "
                "record after "
                f"it; by {rule.standard.id} it was due within {figure_words(rule)}, here by "
                f"{day_words(limit)}."
            )
            yield Found(
                (entry,), why, ask=teams, searched=(entry.first, limit + timedelta(days=1)), agencies=teams,
                standards=(rule.standard.id,), title="Initial conference needed and not found",
            )  # fmt: skip
