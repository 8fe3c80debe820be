"""GP23: a time with significant events and no supervision or management decision on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbench.gaps.among import Among
from workbench.gaps.concerns import (
    ABOUT_EVENTS,
    CHILDRENS_SERVICES,
    RISK_TOPICS,
    SERIOUS,
    child_expected,
    significant_harm,
    worries,
)
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import day_words, together
from workbench.vocabulary.sentences import counted, listed

OVERSEEING = ("supervision", "escalation")
UNGRADED_ONLY = "Nobody graded these entries: that they weigh is taken from their topics."
UNGRADED = (
    "", "report_received", "police_incident", "injury_or_symptom", "exploitation_event", "missing_episode",
    "mental_health_event", "contact_adult", "visit_child",
)  # fmt: skip
ROWS_CITED = 6


@detector(
    "GP23",
    "oversight-not-found",
    "Supervision or management oversight not found",
    question="What space did practitioners and managers have to think about this family together, and "
    "how was it recorded?",
    standards=("WA-097", "WA-025"),
    caveats=(
        "Supervision may be kept in staff files.",
        "Colleagues may have consulted each other without a note.",
        "Timelines seldom include supervision unless it is asked for: ask.",
    ),
)
def oversight_not_found(
    records: Records, *, days: int = 42, working_days_after_event: int = 10, non_mobile_months: int = 6
) -> Iterator[Answer]:
    """Find stretches with significant events in which the lead service has no supervision on record.

    Looks for: significant events that children's services knew of, from their own entries or because they
    were told, without supervision or a management decision by them within ``working_days_after_event`` of
    it; and a stretch without either of more than ``days``. Events between two recorded supervisions are
    one point, not one for each. A decision changed by a manager is counted apart.
    Could also mean: supervision is kept in staff files, or nobody asked for it to be listed.
    Cannot see: informal consultation, and what supervision was about.
    """
    teams = records.services.of_type(CHILDRENS_SERVICES)
    events = _significant(records, teams, non_mobile_months)
    undated = [entry for entry in events if not entry.dated]
    if undated:
        yield LeftOut(tuple(undated), UNDATED)
    dated = [entry for entry in events if entry.dated]
    if not teams:
        if dated:
            yield Unknown(tuple(dated), CHILDRENS_SERVICES)
        return
    oversight = Among(records.select(kinds=OVERSEEING, agencies=teams))
    open_events: list[Entry] = []
    for entry in dated:
        due = records.working_days_after(entry.last, working_days_after_event)
        by = oversight.first_between(entry.first, due)
        if by:
            yield Answered((entry,), (by,))
        elif records.ends_before(due, teams):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            open_events.append(entry)
    for stretch, since, until in _stretches(records, open_events, oversight, teams):
        if (until - since).days > days:
            recorded = len(oversight.dated) + len(oversight.undated)
            yield _found(records, stretch, since, until, recorded, teams)


def _significant(records: Records, teams: Sequence[str], non_mobile_months: int) -> list[Entry]:
    """Return the significant events that children's services had a record of, or were told of."""
    found: list[Entry] = []
    for entry in records.select():
        if entry.agency not in teams and not records.told(entry, CHILDRENS_SERVICES):
            continue
        overruled = entry.outcome == "overruled" and entry.agency in teams
        serious = (entry.significance in SERIOUS and entry.kind not in ABOUT_EVENTS) or _ungraded(entry)
        harm = serious or bool(significant_harm(records, entry, non_mobile_months=non_mobile_months))
        if overruled or (harm and (not entry.dated or child_expected(records, entry.last))):
            found.append(entry)
    return found


def _ungraded(entry: Entry) -> bool:
    """True for a worry in a row that nobody graded: terse tables have no column for how serious it was."""
    unsure = entry.kind_state != "stated" and not entry.significance
    told_of = not set(RISK_TOPICS).isdisjoint(entry.topics) or (not entry.topics and worries(entry))
    return unsure and entry.kind in UNGRADED and told_of


def _stretches(
    records: Records, events: Sequence[Entry], oversight: Among, teams: Sequence[str]
) -> Iterator[tuple[tuple[Entry, ...], date, date]]:
    """Yield the events of each stretch between two supervisions, with the stretch's days."""
    covered = [days for slug in teams if (days := records.services.coverage(slug))]
    if not covered:
        return
    first, last = min(days[0] for days in covered), max(days[1] for days in covered)
    turns = sorted({(e.first, e.last) for e in oversight.touching(first, last)})
    starts = [first, *(turn[1] for turn in turns)]
    ends = [*(turn[0] for turn in turns), last]
    among = Among(events)
    for since, until in zip(starts, ends, strict=True):
        inside = tuple(among.touching(since, until)) if since <= until else ()
        if inside:
            yield inside, since, until


def _found(
    records: Records,
    stretch: tuple[Entry, ...],
    since: date,
    until: date,
    recorded: int,
    teams: tuple[str, ...],
) -> Found:
    services = records.services
    overruled = [entry for entry in stretch if entry.outcome == "overruled"]
    why = (
        f"{listed(map(services.label, teams))} had {counted(len(stretch), 'significant event')} on record "
        f"or were told of them, {together(stretch)}. Between {day_words(since)} and {day_words(until)} "
        f"({(until - since).days} days) "
        f"no supervision or management oversight was found in their "
        f"{'timelines' if len(teams) > 1 else 'timeline'}; in the whole of it {recorded or 'none'} "
        f"{'is' if recorded in (0, 1) else 'are'} recorded."
    )
    if overruled:
        why += f" A decision changed by a manager is recorded in {listed(entry.id for entry in overruled)}."
    # The first rows by how much they weigh: a gap with all of them could not be read.
    weight = {"critical": 0, "significant": 1}
    own_first = sorted(
        stretch,
        key=lambda e: (e.outcome != "overruled", e.agency not in teams, weight.get(e.significance, 2), e.at),
    )
    cited = tuple(own_first[:ROWS_CITED])
    if len(stretch) > len(cited):
        why += f" {len(cited)} of the {len(stretch)} are cited."
    ungraded = all(_ungraded(entry) for entry in stretch)
    return Found(
        cited, why, ask=teams, searched=(since, until), agencies=teams,
        strength="weaker" if ungraded else "usual",
        caveats=(UNGRADED_ONLY,) if ungraded else (),
    )  # fmt: skip
