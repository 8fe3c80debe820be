"""GP18: longer between recorded visits than the rule of the child's status allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from workbench.chronology.intervals import CORRECTED, DERIVED, LOOKED_AFTER, PLACEMENT, REGISTERED
from workbench.gaps.concerns import CHILDRENS_SERVICES
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.statuses import Held, held
from workbench.gaps.wording import day_words, span_words, when
from workbench.gaps.words import names
from workbench.standards import Rule
from workbench.vocabulary.sentences import counted, listed

SEEN = ("seen", "seen alone", "spoken with")
VISITS = ("visit_child", "s47_enquiry", "lac_review", "core_group", "conference_review")
_IN_CARE = (("WA-062", "EN-034"),)
EVERY_TIME = {REGISTERED: (("WA-037",), ("WA-038",)), PLACEMENT: _IN_CARE, LOOKED_AFTER: _IN_CARE}
"""For each status, the rules that count from one sighting to the next."""
FIRST_TIME = {PLACEMENT: ("WA-061", "EN-033")}
"""For each status, the rule that counts from its start to the first sighting."""
AT_HOME = ("WA-038",)
VIRTUAL_SINCE, VIRTUAL_UNTIL = date(2020, 3, 1), date(2021, 12, 31)
"""When a virtual visit could stand for one at home, where a manager decided so: the years of Covid."""
AWAY_TIMES = 2
"""So many times the rule an absence on record explains; a longer one is itself worth asking about."""


@dataclass(frozen=True)
class _Between:
    """From one sighting to the next; None stands for an end of the status."""

    before: Entry | None
    after: Entry | None
    days: int
    """At least so many, in the unit of the rule."""


@detector(
    "GP18",
    "seeing-interval",
    "Statutory seeing interval exceeded",
    question="What made regular contact possible at some points and harder at others?",
    standards=(
        "WA-037", "WA-038", "WA-061", "WA-062", "WA-063", "WA-064", "WA-065", "WA-066",
        "EN-033", "EN-034", "EN-035", "EN-036",
    ),
    caveats=(
        "The child may have been seen by a colleague or at school, and that recorded elsewhere.",
        "In 2020 and 2021 contact could be virtual with a manager's recorded decision.",
        "The child may have been away, or in hospital.",
        "The dates of the status may be wrong.",
        "Whether the child was seen alone is often not recorded.",
    ),
)  # fmt: skip
def seeing_interval(records: Records) -> Iterator[Answer]:
    """Find longer intervals between recorded sightings than the rule of the child's status.

    Looks for: while the child's name is on the register, or the child is looked after, the days
    between visits by children's services with the child seen, against the figure of the guidance;
    the first from the start of the status, the last to its end. One status is one point, with every
    longer interval and the longest. Without a recorded status nothing is computed.
    A virtual visit of 2020 or 2021 that a manager decided on counts as one at home, and an interval in
    which the child is recorded as away is not raised.
    Could also mean: a colleague or the school saw the child, and that stands elsewhere.
    Cannot see: a status that no entry records, and visits without a date.
    """
    teams = records.services.of_type(CHILDRENS_SERVICES)
    for status in _statuses(records):
        every_time = EVERY_TIME[status.interval.name]
        first_time = FIRST_TIME.get(status.interval.name) if status.starts else None
        for ids in (*every_time, *([first_time] if first_time else ())):
            rule = records.rule(ids, status.since)
            if rule is None or rule.standard.within is None:
                continue
            if teams:
                yield _answer(records, status, rule, ids, teams, first_only=ids == first_time)
            elif ids == every_time[0]:
                yield Unknown(status.rows, CHILDRENS_SERVICES)


def _statuses(records: Records) -> Iterator[Held]:
    """Yield the statuses with a rule for seeing the child; of being looked after each placement, if known."""
    yield from held(records, REGISTERED)
    placed = tuple(held(records, PLACEMENT))
    yield from placed
    for status in held(records, LOOKED_AFTER):
        whole = status.interval
        if not any(
            one.interval.people == whole.people and one.interval.shares_a_day(whole) for one in placed
        ):
            yield status


def _answer(
    records: Records,
    status: Held,
    rule: Rule,
    ids: tuple[str, ...],
    teams: tuple[str, ...],
    *,
    first_only: bool,
) -> Answer:
    seen = [
        entry
        for entry in records.window(status.since, status.until, kinds=VISITS, agencies=teams, undated=False)
        if _counts(status, entry, home=ids == AT_HOME)
    ]
    intervals = list(_intervals(records, status, seen, rule))[: 1 if first_only else None]
    within = rule.standard.within or 0
    longer = [
        interval
        for interval in intervals
        if interval.days > within
        and not (interval.days <= within * AWAY_TIMES and _child_away(records, status, interval))
    ]
    if not longer:
        return Answered(status.rows or tuple(seen[:1]), tuple(seen))
    # Where somebody stated the status and nobody is recorded as seeing the child, no row is left but these.
    rows = status.rows or records.window(status.since, status.until, agencies=teams, undated=False)[:1]
    return _found(status, rule, ids, seen, longer, teams, tuple(rows))


def _counts(status: Held, entry: Entry, *, home: bool) -> bool:
    child = status.interval.people
    about_child = not entry.people or not child or not set(child).isdisjoint(entry.people)
    # An entry that leaves open whether the child was seen gets the benefit of the doubt.
    seen = entry.child_seen in SEEN or (
        entry.kind == "visit_child" and entry.child_seen in ("", "not recorded")
    )
    return about_child and seen and (not home or entry.mode in ("home", "") or _stands_for_home(entry))


def _stands_for_home(entry: Entry) -> bool:
    """True for a virtual visit of the years of Covid that says it was decided on."""
    of_the_time = entry.dated and entry.first >= VIRTUAL_SINCE and entry.last <= VIRTUAL_UNTIL
    return entry.mode == "virtual" and of_the_time and names("virtual_decided", entry.text)


def _child_away(records: Records, status: Held, interval: _Between) -> bool:
    """True if an entry of an interval, by whichever agency, says that the child was away."""
    since = interval.before.first if interval.before else status.since
    until = interval.after.last if interval.after else status.until
    child = status.interval.people
    return any(
        not entry.people or not child or not set(child).isdisjoint(entry.people)
        for entry in records.window(since, until, where=_tells_of_absence, undated=False)
    )


def _tells_of_absence(text: str) -> bool:
    return names("child_away", text)


def _intervals(records: Records, status: Held, seen: Sequence[Entry], rule: Rule) -> Iterator[_Between]:
    """Yield each interval at its least length; vague dates count in favour of a shorter one."""
    for before, after in pairwise((None, *seen, None)):
        first = before.last if before else status.since
        last = after.first if after else status.until
        working = rule.standard.unit == "working_days"
        days = records.working_days_between(first, last) if working else (last - first).days
        yield _Between(before, after, days)


def _found(
    status: Held,
    rule: Rule,
    ids: tuple[str, ...],
    seen: Sequence[Entry],
    longer: Sequence[_Between],
    teams: tuple[str, ...],
    rows: tuple[Entry, ...],
) -> Found:
    unit = rule.standard.unit.replace("_", " ").removesuffix("s")
    start = "the start of the status" if status.starts else f"{day_words(status.since)}, when it had begun,"
    end = "its end" if status.ends else "the end of the records"
    words = [
        f"{counted(interval.days, unit)} between {interval.before.id if interval.before else start} and "
        f"{interval.after.id if interval.after else end}"
        for interval in longer
    ]
    longest = max(interval.days for interval in longer)
    alone = sum(entry.child_seen == "seen alone" for entry in seen)
    until = f"until {day_words(status.until)}" + ("" if status.ends else ", where the records end")
    why = (
        f"{_said(status)}, {until}. In that time "
        f"{counted(len(seen), 'sighting')}{' at home' if ids == AT_HOME else ''} by children's services "
        f"{'is' if len(seen) == 1 else 'are'} recorded, {alone} of them alone. The guidance names "
        f"{counted(rule.standard.within or 0, unit)}; longer on record: {listed(words[:6])}"
        f"{f' and {len(words) - 6} more' if len(words) > 6 else ''}. The longest is {counted(longest, unit)}."
    )
    ends = dict.fromkeys(entry for one in longer for entry in (one.before, one.after) if entry is not None)
    cited = tuple(dict.fromkeys((*rows, *ends)))
    return Found(
        cited,
        why,
        ask=teams,
        searched=(status.since, status.until),
        agencies=teams,
        standards=ids,
    )


def _said(status: Held) -> str:
    """Say who gives the status, and from when."""
    name = LOOKED_AFTER if status.interval.name == PLACEMENT else status.interval.name
    if status.interval.origin == DERIVED and status.rows:
        return f"{status.rows[0].id} records the child as {name} {when(status.rows[0])}"
    by = "The panel's corrections" if status.interval.origin == CORRECTED else "The case's settings"
    since = span_words(*status.interval.since) if status.interval.since else "a day that is not known"
    return f"{by} give the child as {name} from {since}"
