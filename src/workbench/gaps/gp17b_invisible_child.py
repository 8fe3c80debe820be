"""GP17b: long stretches in which no professional is shown to have seen the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.case import Person
from workbench.chronology.intervals import STATUS
from workbench.gaps.ages import surely_under
from workbench.gaps.among import Among
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import Answer, Answered, Found, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.sightings import sightings
from workbench.gaps.wording import day_words, when
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

HOME_EDUCATED = "home educated"
SCHOOL_FROM, SCHOOL_TO = 5, 16
EARLY_YEARS = ("health-visiting", "gp")
ROWS_CITED = 6


@dataclass(frozen=True)
class _Unseen:
    """From one sighting of a child to the next; None stands for a birth before and the end after."""

    before: Entry | None
    after: Entry | None
    since: date
    until: date
    limit: int

    @property
    def days(self) -> int:
        """At least so many days lie between."""
        return (self.until - self.since).days


@detector(
    "GP17b",
    "invisible-child",
    "No professional sighting of the child for a long time",
    question="What do we know about a day in this child's life at this time, and who could have known it?",
    standards=("WA-037", "WA-044", "WA-070"),
    caveats=(
        "The child may have been seen by a service that supplied no timeline.",
        "The universal health programme itself leaves longer intervals between contacts.",
        "Home education is lawful and no concern in itself.",
        "Routine contacts are often left out of a timeline.",
    ),
)
def invisible_child(
    records: Records, *, days_under_five: int = 90, days_older: int = 180
) -> Iterator[Answer]:
    """Find long stretches in which no agency's entries show the child seen.

    Looks for: more than ``days_under_five`` (from five years on: ``days_older``) between two entries of any
    agency that show the child seen, or could; from the birth, and to the end of the period. A stretch
    counts where entries about the family lie in it, or where it is twice as long. A school or nursery at
    work then sees the child daily, unless home education or no school place is on record. One child is
    one point. Where no service that would see the child supplied a timeline it is not known.
    Could also mean: routine contacts were left out of the timelines.
    Cannot see: sightings without a date, and a child who is in no entry at all.
    """
    period = records.case.period
    if period is None:
        return
    for child in records.case.subjects or (None,):
        seen = sightings(records, person=child.id if child else "")
        if not seen.dated:
            continue
        long = [
            one
            for one in _stretches(child, seen, period, days_under_five, days_older)
            if one.days > one.limit
        ]
        open_: list[_Unseen] = []
        for one in long:
            if _at_school(records, one) or not _matters(records, one):
                continue
            if (ask := _nobody_to_ask(records, child, one)) is not None:
                yield Unknown(_ends(one), ask)
            else:
                open_.append(one)
        # A sighting without a date could lie in any one of them: in favour, in the shortest ones.
        open_ = sorted(open_, key=lambda one: one.days)[len(seen.undated) :]
        if open_:
            yield _found(records, child, open_, len(seen.dated))
        else:
            yield Answered((seen.dated[0],), (seen.dated[-1],), standards=())


def _stretches(
    child: Person | None, seen: Among, period: tuple[date, date], under_five: int, older: int
) -> Iterator[_Unseen]:
    """Yield the stretches between sightings at their least length; what could fill one does."""
    rows = [entry for entry in seen.dated if entry.scope == "within"]
    exact = sorted((e for e in rows if (e.last - e.first).days <= 31), key=lambda e: (e.last, e.at))
    vague = [e for e in rows if (e.last - e.first).days > 31]
    born = child.birth.latest if child else None
    ends = [period[1], *([child.death.earliest] if child and child.death.earliest else [])]
    before: Entry | None = None
    since = born if born and born >= period[0] else None
    for after in (*exact, None):
        until = min(after.first if after else date.max, *ends)
        if since is not None and since < until and not any(e.first < until and e.last > since for e in vague):
            young = child is not None and surely_under(child, 5, until)
            yield _Unseen(before, after, since, until, under_five if young else older)
        if after and (since is None or after.last > since):
            before, since = after, after.last


def _at_school(records: Records, one: _Unseen) -> bool:
    """True if a school or nursery was at work then, and nothing says that the child was not there."""
    middle = one.since + timedelta(days=one.days // 2)
    schools = [slug for slug in records.services.of_type("school") if records.services.involved(slug, middle)]
    return bool(schools) and not _off_roll(records, one)


def _off_roll(records: Records, one: _Unseen) -> list[Entry]:
    """Return the rows of the stretch, or of a home education that lasts into it, that say so."""
    taught = records.intervals.between(one.since, one.until, STATUS, name=HOME_EDUCATED)
    rows = {id for interval in taught for id in interval.rows}
    inside = records.window(one.since, one.until, undated=False)
    return [e for e in inside if e.id in rows or names("not_on_roll", e.text)]


def _matters(records: Records, one: _Unseen) -> bool:
    """True if an entry lies strictly within a stretch, or it is twice as long as the limit."""
    inside = records.window(one.since + timedelta(days=1), one.until - timedelta(days=1), undated=False)
    return one.days > 2 * one.limit or bool(inside)


def _nobody_to_ask(records: Records, child: Person | None, one: _Unseen) -> str | None:
    """Return the type of service to ask, where none that would see the child sent a timeline; else None."""
    of_type = records.services.of_type
    if child is None or surely_under(child, SCHOOL_FROM, one.until):
        return None if child is None or of_type(*EARLY_YEARS) else EARLY_YEARS[0]
    at_school_age = surely_under(child, SCHOOL_TO, one.since)
    if at_school_age and not of_type("school", "education-welfare") and not _off_roll(records, one):
        return "school"
    return None


def _ends(one: _Unseen) -> tuple[Entry, ...]:
    return tuple(entry for entry in (one.before, one.after) if entry)


def _found(records: Records, child: Person | None, unseen: Sequence[_Unseen], sighted: int) -> Found:
    longest = sorted(unseen, key=lambda one: -one.days)[:3]
    words = [
        f"{counted(one.days, 'day')} from {_end_words(one.before, 'the birth', one.since)} to "
        f"{_end_words(one.after, 'the end of the records', one.until)}"
        for one in sorted(longest, key=lambda one: one.since)
    ]
    off_roll = [entry for one in longest for entry in _off_roll(records, one)]
    inside = [
        entry
        for one in longest
        for entry in records.window(
            one.since + timedelta(days=1), one.until - timedelta(days=1), undated=False
        )
    ]
    limits = listed(dict.fromkeys(str(one.limit) for one in longest))
    why = (
        f"{counted(sighted, 'entry', 'entries')} of all agencies show "
        f"{child.label if child else 'the child'} seen, or "
        f"could. Between them lie {listed(words)}"
        f"{f', and {more} more' if (more := len(unseen) - len(longest)) else ''}; this pattern "
        f"starts to ask after {limits} days. In that time "
        + (
            f"{counted(len(inside), 'entry', 'entries')} about the family "
            f"{'is' if len(inside) == 1 else 'are'} recorded by "
            f"{listed(dict.fromkeys(records.services.label(entry.agency) for entry in inside))}."
            if inside
            else "nothing about the family is recorded."
        )
    )
    if off_roll:
        why += f" {listed(e.id for e in off_roll[:2])} tells of no school roll, or of no doctor."
    rows = dict.fromkeys(entry for one in longest for entry in _ends(one))
    cited = (*list(rows)[:ROWS_CITED], *off_roll[:2])
    return Found(
        cited or tuple(inside[:1]), why, ask=tuple(records.case.agencies),
        searched=(min(one.since for one in longest), max(one.until for one in longest)), standards=(),
        strength="stronger" if off_roll else "usual",
    )  # fmt: skip


def _end_words(entry: Entry | None, otherwise: str, day: date) -> str:
    return f"{entry.id} {when(entry)}" if entry else f"{otherwise} on {day_words(day)}"
