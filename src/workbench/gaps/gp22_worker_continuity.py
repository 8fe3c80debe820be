"""GP22: changes of worker close together, time with nobody named, and events while a worker was away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from workbench.chronology.intervals import ABSENCE, INVOLVEMENT, REGISTERED, SERVICE, STATUS, Interval
from workbench.gaps.concerns import ABOUT_EVENTS, SERIOUS, child_expected, significant_harm
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import group_incidents
from workbench.gaps.pattern import NEAR_THE_END, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.series import in_series
from workbench.gaps.sightings import FROM_AFAR, SEEN
from workbench.gaps.wording import day_words, together, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after, months_after
from workbench.vocabulary.sentences import counted, listed

MEETING_THE_FAMILY = ("visit_child", "no_access", "s47_enquiry", "strategy_discussion", "cp_medical")
"""Kinds by which a service was there for the family, in whoever's place."""
NAMING = ("handover_transfer", "case_opened_closed", "supervision")
NAMED_DAYS = 1096
"""How far on the next named worker is looked for."""
USUAL_DAYS = 183
"""The time before an absence from which the usual time between a service's entries is taken."""
QUIETER = 3
"""Longer than so many times the usual is quieter than usual."""
SERIES_DAYS = 30
ROWS_CITED = 6


@detector(
    "GP22",
    "worker-continuity",
    "Worker absence or turnover",
    question="What did cover look like at this point, and what would have helped continuity for the family?",
    standards=("WA-040", "WA-032"),
    caveats=(
        "One worker may be named differently in two systems.",
        "The change may have been planned, with joint visits.",
        "A team may work without a single lead.",
        "How long an absence lasted is often not recorded; a usual leave is assumed.",
    ),
)
def worker_continuity(
    records: Records,
    *,
    workers: int = 3,
    months: int = 12,
    unallocated_working_days: int = 5,
    cover_working_days: int = 2,
    quiet_working_days: int = 10,
    non_mobile_months: int = 6,
) -> Iterator[Answer]:
    """Find changes of worker, time without one, and absences that fall together with less contact.

    Looks for: ``workers`` workers or more in one role in one service within ``months``, but for changes
    with a joint visit; a family without a named worker for more than ``unallocated_working_days``; a
    serious event that the service knew of while a worker was away, with no visit by it within
    ``cover_working_days``; and no entry of the service for more than ``quiet_working_days``, and three
    times its usual, after an absence is recorded. One service is one point for each of these.
    Could also mean: the same worker stands under two names, or the change was planned.
    Cannot see: absences that nobody wrote down, and who left before the learning event.
    """
    yield from _turnover(records, workers, months)
    away = records.intervals.of(INVOLVEMENT, name=ABSENCE)
    yield from _nobody_named(records, away, unallocated_working_days)
    yield from _events_uncovered(records, away, cover_working_days, non_mobile_months)
    yield from _quiet(records, away, quiet_working_days)


def _turnover(records: Records, workers: int, months: int) -> Iterator[Answer]:
    """Yield the roles in which one worker followed another closely; the rows that tell of each change."""
    by_role: dict[tuple[str, str], list[Interval]] = {}
    for one in records.intervals.of(INVOLVEMENT):
        if one.name not in (SERVICE, ABSENCE) and one.since:
            by_role.setdefault((one.agency, one.name), []).append(one)
    for (slug, role), stretches in by_role.items():
        rows = [(one, records.by_id(one.first_row)) for one in stretches[1:]]
        changes = [(one, row) for one, row in rows if row and row.scope != "after"]
        joint = tuple(row for _, row in changes if names("introduced", row.text))
        if joint:
            yield Answered(joint, joint, standards=())
        abrupt = [(one, row) for one, row in changes if row not in joint]
        series = _close_together(abrupt, workers - 1, months)
        if not series:
            continue
        label = records.services.label(slug)
        why = (
            f"The entries of {label} tell of {counted(len(series), 'change')} in the role of {role} "
            f"{together(series)}: at least {len(series) + 1} workers"
            f"{f', {len(joint)} more with a joint visit' if joint else ''}. This pattern starts to ask at "
            f"{workers} within {counted(months, 'month')}."
        )
        yield _point(records, series, why, slug, "Frequent change of worker", ("WA-040",))


def _close_together(changes: Sequence[tuple[Interval, Entry]], enough: int, months: int) -> list[Entry]:
    """Return the changes of which so many certainly lie within the months, with those between them."""
    found: dict[str, Entry] = {}
    for at in range(len(changes) - enough + 1):
        run = changes[at : at + enough]
        first, last = run[0][0].since, run[-1][0].since
        if first and last and last[1] <= months_after(first[0], months):
            found |= {row.id: row for _, row in run}
    return list(found.values())


def _nobody_named(records: Records, away: Sequence[Interval], working_days: int) -> Iterator[Answer]:
    """Yield for each service the time from an entry that says so to the next worker named."""
    by_agency: dict[str, list[tuple[Entry, Entry | None, int]]] = {}
    rows = [row for one in away if (row := records.by_id(one.first_row)) and row.scope == "within"]
    for row in rows:
        if not names("unallocated", row.text) or _inside(row, by_agency.get(row.agency, ())):
            continue
        until = records.working_days_after(row.last, working_days)
        named = _next_named(records, row)
        if named and named.first <= until:
            yield Answered((row,), (named,), standards=())
        elif named is None and records.ends_before(until, (row.agency,)):
            yield LeftOut((row,), NEAR_THE_END)
        else:
            end = named.first if named else records.services.supplied_until((row.agency,)) or until
            days = records.working_days_between(row.last, end)
            by_agency.setdefault(row.agency, []).append((row, named, days))
    for slug, stretches in by_agency.items():
        words = [
            f"{counted(days, 'working day')} from {row.id} {when(row)} to "
            + (f"{named.id} {when(named)}" if named else "the end of its records, with no worker named")
            for row, named, days in stretches[:3]
        ]
        why = f"{records.services.label(slug)} records the family as without a named worker: {listed(words)}."
        cited = [entry for row, named, _ in stretches for entry in (row, named) if entry]
        yield _point(records, cited, why, slug, "Family without a named worker", ("WA-032",))


def _inside(row: Entry, stretches: Sequence[tuple[Entry, Entry | None, int]]) -> bool:
    """True if a row lies in a stretch that an earlier one began."""
    return bool(stretches) and (stretches[-1][1] is None or row.first < stretches[-1][1].first)


def _next_named(records: Records, row: Entry) -> Entry | None:
    """Return the next entry of a service that names a worker; one without a date could be it."""
    taken_over = [one.first_row for one in records.intervals.of(INVOLVEMENT, agency=row.agency)]
    rows = [e for id in taken_over if (e := records.by_id(id)) and e.first >= row.first]
    until = days_after(row.first, NAMED_DAYS)
    rows += records.window(row.first, until, kinds=NAMING, agencies=(row.agency,))
    named = [
        e
        for e in rows
        if e.could_follow(row) and names("allocated", e.text) and not names("unallocated", e.text)
    ]
    return min(named, key=lambda e: (e.first, e.at), default=None)


def _events_uncovered(
    records: Records, away: Sequence[Interval], cover_days: int, non_mobile_months: int
) -> Iterator[Answer]:
    """Yield for each service the serious events in an absence without a visit by anybody of it."""
    uncovered: dict[str, list[tuple[Entry, ...]]] = {}
    absences: dict[str, Entry] = {}
    serious = (
        [e for e in records.select() if e.dated and _serious(records, e, non_mobile_months)] if away else []
    )
    for incident in group_incidents(serious):
        first, last = incident[0].first, max(entry.last for entry in incident)
        until = records.working_days_after(last, cover_days)
        holding = records.intervals.on(first, INVOLVEMENT, name=ABSENCE)
        for one in {one.agency: one for one in holding if _holds(records, one, first)}.values():
            slug = one.agency
            own = [s for s in records.case.agencies if records.services.same_organisation(s, slug)]
            contacts = [e for e in records.window(first, until, agencies=own) if e.shares_people(incident[0])]
            by = [e for e in contacts if e not in incident and _is_there(e)] + [
                e for e in incident if e.agency in own and e.child_seen in SEEN
            ]
            if by:
                yield Answered(incident, (by[0],), standards=())
            elif not _known(records, incident, slug, contacts):
                continue
            elif records.ends_before(until, (slug,)):
                yield LeftOut(incident, NEAR_THE_END)
            else:
                uncovered.setdefault(slug, []).append(incident[:2])
                if row := records.by_id(one.first_row):
                    absences[incident[0].id] = row
    for slug, groups in uncovered.items():
        for run in in_series(groups, days=SERIES_DAYS):
            events = [entry for incident in run for entry in incident]
            away_rows = dict.fromkeys(absences[e.id] for e in events if e.id in absences)
            why = (
                f"{counted(len(run), 'serious event')} {together(events)} "
                f"{'falls' if len(run) == 1 else 'fall'} "
                f"into a time for which {records.services.label(slug)} records a worker as away, or nobody "
                f"named. The service knew of it, and no visit by anybody of it is recorded within "
                f"{counted(cover_days, 'working day')}."
            )
            rows = list(dict.fromkeys((*away_rows, *events)))
            yield _point(records, rows, why, slug, "Serious event while a worker was away", ())


def _serious(records: Records, entry: Entry, non_mobile_months: int) -> bool:
    marked = entry.significance in SERIOUS and entry.kind not in ABOUT_EVENTS
    harm = marked or bool(significant_harm(records, entry, non_mobile_months=non_mobile_months))
    return harm and child_expected(records, entry.last)


def _holds(records: Records, absence: Interval, day: date) -> bool:
    """True if an absence could hold on a day, and no entry of the service says before it that it was over."""
    if not absence.could_hold(day):
        return False
    between = records.window(absence.first, day, agencies=(absence.agency,), undated=False)
    return not any(names("back_at_work", e.text) and e.last <= day for e in between)


def _is_there(entry: Entry) -> bool:
    return entry.mode not in FROM_AFAR and (entry.kind in MEETING_THE_FAMILY or entry.child_seen in SEEN)


def _known(records: Records, incident: Sequence[Entry], slug: str, contacts: Sequence[Entry]) -> bool:
    """True if a service has an event in its own file, was told of it, or spoke to the family after it."""
    type_ = records.services.type_of(slug)
    return bool(contacts) or any(e.agency == slug or records.told(e, type_) for e in incident)


def _quiet(records: Records, away: Sequence[Interval], working_days: int) -> Iterator[Answer]:
    """Yield the absences after which a service's entries stop for much longer than is usual for it."""
    for one in away:
        row = records.by_id(one.first_row)
        if row is None or row.scope != "within" or names("unallocated", row.text):
            continue
        next_year = days_after(row.last, 366)
        before = records.window(
            days_after(row.first, -USUAL_DAYS), row.last, agencies=(one.agency,), undated=False
        )
        after = [
            e for e in records.window(row.last, next_year, agencies=(one.agency,)) if e.could_follow(row)
        ]
        usual = [(b.first - a.last).days for a, b in pairwise(before)]
        if len(usual) < QUIETER or not after or not after[0].dated:
            continue
        days = records.working_days_between(row.last, after[0].first)
        spaced = median(usual)
        if days > working_days and (after[0].first - row.last).days > QUIETER * max(1, spaced):
            why = (
                f"{row.id} records a worker of {records.services.label(one.agency)} as away "
                f"{when(row)}. Its next "
                f"entry is {after[0].id} on {day_words(after[0].first)}, "
                f"{counted(days, 'working day')} later; in "
                f"the half year before, half of its entries lay {spaced:g} days or less apart."
            )
            yield _point(
                records, (row, after[0]), why, one.agency, "Less contact while a worker was away", ()
            )


def _point(
    records: Records, rows: Sequence[Entry], why: str, slug: str, title: str, standards: tuple[str, ...]
) -> Found:
    """Return a point; what the guidance says of a co-ordinator counts only while a child is registered."""
    registered = records.intervals.on(rows[0].first, STATUS, name=REGISTERED)
    return Found(
        tuple(rows[:ROWS_CITED]), why, ask=(slug,), searched=(rows[0].first, rows[-1].last), agencies=(slug,),
        standards=standards if registered else (), title=title,
    )  # fmt: skip
