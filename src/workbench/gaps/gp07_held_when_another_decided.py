"""GP07: information that one agency held when another decided, with no record that it had been passed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workbench.gaps.concerns import (
    ABOUT_EVENTS,
    CHILDRENS_SERVICES,
    REPORTS,
    RISK_TOPICS,
    SERIOUS,
    child_expected,
    is_news,
    worries,
)
from workbench.gaps.decisions import TOGETHER, Decision, decisions
from workbench.gaps.entry import Entry
from workbench.gaps.knowledge import Knowledge
from workbench.gaps.pattern import UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import kind_words, together, topics_words, when
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

EVENTS = (
    "police_incident", "domestic_abuse_assessment", "injury_or_symptom", "cp_medical", "mental_health_event",
    "exploitation_event", "missing_episode",
)  # fmt: skip
NEEDS = ("health_need", "disability", "education_attendance")
"""Needs of a child that bear on a decision where an entry says that they got worse or were not met."""
ROWS_CITED = 4
QUARTER_DAYS, MOST_VAGUE_DAYS = 92, 366
READ_FOR_EACH = 12
"""How many of the weightiest rows are looked at for one decision: more than are cited, and not all."""
LIMITED = "a limit on sharing is recorded"


@detector(
    "GP07",
    "held-when-another-decided",
    "Information held by one agency when another decided",
    question="Who held which piece on that day, and what routes existed for the pieces to meet?",
    standards=("WA-006", "WA-021"),
    caveats=(
        "Both may have been at the same meeting, or have spoken by telephone.",
        "A consent or a legal limit may have stood in the way of sharing.",
        "The information may have been slight on its own at the time: this is seen with hindsight.",
    ),
)
def held_when_another_decided(records: Records, *, days: int = 180) -> Iterator[Answer]:
    """Find decisions before which another involved agency held weighty information not shown as passed on.

    Looks for: a decision at the front door, the result of an assessment, a conference, a plan, a closing;
    and in the ``days`` before it entries of agencies at work with the family that are on a risk and
    marked significant, or on a risk of which the decider has nothing on record; with no entry of either
    side that shows the decider told by that day. Each entry is asked about once, at the first decision
    after it; a point cites the few that weigh most.
    Could also mean: it was said in a meeting or a call that nobody wrote down.
    Cannot see: how much the decision turned on it; entries without a date or a topic.
    """
    made = records.kept(decisions)
    undated = tuple(decision.row for decision in made if not decision.row.dated)
    if undated:
        yield LeftOut(undated, UNDATED)
    made = [decision for decision in made if decision.row.dated]
    held = records.kept(_held)
    if not made or not held:
        return
    knowledge = records.kept(Knowledge)
    for decision, rows in _before(records, made, held, days):
        yield from _answers(records, knowledge, decision, rows, days)
    yield from _at_some_time(records, knowledge, made, [entry for entry, weight in held if weight > 1])


def _at_some_time(
    records: Records, knowledge: Knowledge, made: Sequence[Decision], held: Sequence[Entry]
) -> Iterator[Answer]:
    """Yield the weighty rows dated so vaguely that no decision surely comes after, if never passed on.

    Each agency is one point, at the last decision of children's services that could lie after the first.
    """
    ours = [one for one in made if one.by == CHILDRENS_SERVICES]
    last = max((one.day for one in ours), default=date.min)
    end = records.case.period[1] if records.case.period else None
    by_agency: dict[str, list[Entry]] = {}
    for entry in held:
        vague = QUARTER_DAYS < (_latest(entry) - entry.first).days <= MOST_VAGUE_DAYS
        # The last decision could lie after it, and none surely does.
        if not vague or not entry.first < last <= _latest(entry):
            continue
        if not _is_of_another(records, entry, CHILDRENS_SERVICES):
            continue
        by = knowledge.informed(entry, CHILDRENS_SERVICES, end or entry.last)
        if by is not None and _surely_of_it(entry, by):
            yield Answered((entry,), (by,))
        else:
            by_agency.setdefault(entry.agency, []).append(entry)
    for agency, rows in by_agency.items():
        decision = next(one for one in reversed(ours) if one.day <= max(_latest(row) for row in rows))
        yield _found_vague(records, agency, rows, decision)


def _latest(entry: Entry) -> date:
    """Return the last day that an entry could be of: what lies before a decision has to do so surely."""
    return entry.latest or entry.last


def _surely_of_it(entry: Entry, by: Entry) -> bool:
    """True if the row that shows somebody told is the entry, its other end, or is about all of its risks."""
    risks = {topic for topic in entry.topics if topic in RISK_TOPICS}
    return by.id == entry.id or by.id in entry.paired_with or risks <= set(by.topics)


def _found_vague(records: Records, agency: str, rows: Sequence[Entry], decision: Decision) -> Found:
    services, label = records.services, records.services.label
    cited = rows[:ROWS_CITED]
    why = (
        f"{label(agency)} held {_risks_words(cited)} in {counted(len(rows), 'entry', 'entries')} "
        f"{together(rows)}. At whatever time of it this was, no entry of either side shows children's "
        f"services told; they recorded {kind_words(decision.row)} {when(decision.row)}."
    )
    return Found(
        (*cited, decision.row), why, ask=(CHILDRENS_SERVICES, agency),
        searched=(rows[0].first, rows[-1].last), agencies=services.of_type(CHILDRENS_SERVICES),
        standards=("WA-006",), strength="weaker",
        caveats=("The date is vague: the entry may be later than every decision.",),
    )  # fmt: skip


def _weighed(records: Records, entry: Entry) -> int:
    """Return the weight of an entry on a risk, or on a need of the child that got worse."""
    if not set(RISK_TOPICS).isdisjoint(entry.topics):
        return _weight(records, entry)
    ungraded = entry.kind_state != "stated" and not entry.significance
    about = not entry.topics or not set(NEEDS).isdisjoint(entry.topics)
    worse = ungraded and about and entry.kind not in (*ABOUT_EVENTS, *REPORTS) and worries(entry)
    if not worse or not entry.dated or not records.family.concerns_home(entry):
        return 0
    return 2 if child_expected(records, entry.last) else 0


def _held(records: Records) -> list[tuple[Entry, int]]:
    """Return the entries that would weigh in a decision, with how much."""
    return [(entry, weight) for entry in records.select() if (weight := _weighed(records, entry))]


def _weight(records: Records, entry: Entry) -> int:
    """Return how much an entry would weigh in a decision about the child: 2, 1, or 0 where it is slight."""
    if not entry.dated or not records.family.concerns_home(entry):
        return 0
    weight = _weight_alone(entry)
    return weight if weight and child_expected(records, entry.last) else 0


def _weight_alone(entry: Entry) -> int:
    """Return the weight of an entry by its codes and words."""
    serious = entry.significance in SERIOUS
    if _has_ended(entry):
        return 2  # others may count on a service until they hear that it has ended, however it is graded
    if entry.significance == "low" or entry.kind in ABOUT_EVENTS or (entry.kind in REPORTS and not serious):
        return 0
    if serious:
        return 2
    ungraded = entry.kind_state != "stated" and not entry.significance
    if ungraded and (is_news(entry) or (entry.kind in EVENTS and entry.outcome != "advice_given")):
        return 2  # terse tables have no column for how much an entry weighs
    said = "child said" in entry.whose_account or names("self_harm", entry.text)
    event = entry.kind in EVENTS and entry.outcome != "advice_given"
    return int(said or event or (is_news(entry) and names("observation", entry.text)))


def _has_ended(entry: Entry) -> bool:
    """True where a service ended because appointments were not kept."""
    return entry.outcome == "closed_non_engagement"


def _before(
    records: Records, made: Sequence[Decision], held: Sequence[tuple[Entry, int]], days: int
) -> Iterator[tuple[Decision, list[tuple[Entry, int]]]]:
    """Yield each decision with the rows of others that certainly lie before it, and that none had before.

    Deciders one after the other, children's services first: a row is asked about once.
    """
    held = sorted(held, key=lambda one: (_latest(one[0]), one[0].at))
    for decider in sorted({decision.by for decision in made}, key=lambda by: (by != CHILDRENS_SERVICES, by)):
        own = [decision for decision in made if decision.by == decider]
        others = [one for one in held if _is_of_another(records, one[0], decider)]
        taken: set[str] = set()
        waiting: list[tuple[Entry, int]] = []
        place = 0
        for decision in own:
            while place < len(others) and _latest(others[place][0]) < decision.day:
                waiting.append(others[place])
                place += 1
            since = decision.day - timedelta(days=days)
            recent = [one for one in waiting if one[0].last >= since]
            about = [one for one in recent if records.family.could_share_child(one[0], decision.row)]
            taken.update(entry.id for entry, _ in about)
            waiting = [one for one in recent if one[0].id not in taken]
            bears = [one for one in about if _at_work(records, one[0], decision)]
            if bears:
                yield decision, bears
        held = [one for one in held if one[0].id not in taken]


def _is_of_another(records: Records, entry: Entry, decider: str) -> bool:
    """True unless a row is the decider's own; what stays inside one organisation is GP08's."""
    return not records.services.same_organisation(entry.agency, decider)


def _at_work(records: Records, entry: Entry, decision: Decision) -> bool:
    return records.services.involved(entry.agency, decision.day) or _has_ended(entry)


def _answers(
    records: Records,
    knowledge: Knowledge,
    decision: Decision,
    rows: Sequence[tuple[Entry, int]],
    days: int,
) -> Iterator[Answer]:
    since, until = decision.day - timedelta(days=days), decision.row.last
    unshared: list[Entry] = []
    known = 0
    weighed = sorted(rows, key=lambda one: (-one[1], -one[0].at))[:READ_FOR_EACH]
    for entry, weight in weighed:
        if names("sharing_limited", entry.text):
            yield LeftOut((entry,), LIMITED)
            continue
        by = knowledge.informed(entry, decision.by, until)
        if by is None and records.services.reaches(decision.present, entry.agency):
            by = decision.row
        risks = [topic for topic in entry.topics if topic in (*RISK_TOPICS, *NEEDS)]
        if by is None and weight < 2:
            by = knowledge.on_record(decision.by, risks, since, until)
        if by:
            known += 1
            yield Answered((entry,), (by,))
        else:
            unshared.append(entry)
    if not unshared:
        return
    if not records.services.of_type(decision.by):
        yield Unknown((*decision.rows, *unshared[:ROWS_CITED]), decision.by)
        return
    yield _found(records, decision, unshared, known, days)


def _found(records: Records, decision: Decision, unshared: Sequence[Entry], known: int, days: int) -> Found:
    services, row = records.services, decision.row
    cited = sorted(unshared[:ROWS_CITED], key=lambda entry: entry.at)
    by_agency: dict[str, list[Entry]] = {}
    for entry in cited:
        by_agency.setdefault(entry.agency, []).append(entry)
    pieces = listed(
        f"{services.label(agency)} ({_risks_words(own)}, {together(own)})"
        for agency, own in by_agency.items()
    )
    decider = services.label(decision.by)
    why = (
        f"{services.label(row.agency)} records {kind_words(row)} {when(row)}. In the {days} days before it "
        f"{counted(len(unshared), 'entry', 'entries')} of weight "
        f"{'was' if len(unshared) == 1 else 'were'} held elsewhere with no entry, on either side, that shows "
        f"{decider} told by then: {pieces}."
    )
    if len(cited) < len(unshared):
        why += f" {len(cited)} of the {len(unshared)} are cited."
    if known:
        why += f" Of {counted(known, 'other')} it is on record that {decider} knew."
    return Found(
        (row, *cited),
        why,
        ask=(decision.by, *by_agency),
        searched=(decision.day - timedelta(days=days), row.last),
        agencies=tuple(by_agency),
        standards=("WA-021",) if row.kind in TOGETHER else ("WA-006",),
        strength="stronger" if len(by_agency) > 1 else "usual",
    )


def _risks_words(entries: Sequence[Entry]) -> str:
    """Return what rows are about in words; what no topic says is a worry."""
    named = [topic for topic in (*RISK_TOPICS, *NEEDS) if any(topic in entry.topics for entry in entries)]
    return topics_words(named) or "something worrying"
