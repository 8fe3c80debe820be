"""GP11: long intervals between deciding to assess, starting, finishing and telling the family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, SERIOUS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.wording import day_words, when
from workbench.gaps.words import names
from workbench.gaps.working_days import days_after
from workbench.vocabulary.sentences import counted, listed

DECIDED, STARTED, COMPLETED, SHARED = "decided", "started", "completed", "shared"
_BY_OUTCOME = {
    "assessment_started": STARTED, "assessment_completed": COMPLETED, "shared_with_family": SHARED,
    "assessment_decided": DECIDED, "overruled": DECIDED,
}  # fmt: skip
_BY_KIND = {"assessment_decided": DECIDED, "assessment_completed": COMPLETED}
BEGINNING = (
    "visit_child", "contact_adult", "no_access", "strategy_discussion", "s47_enquiry", "assessment_completed",
    "care_support_meeting", "conference_initial", "cp_medical", "health_contact", "mental_health_event",
)  # fmt: skip
"""Kinds that show work begun with the family."""
SEARCHED_DAYS = 366
EXPLAINED_WORKING_DAYS = 30
"""So many working days beyond its figure an absence, or a report that was chased, explains: six weeks."""
TO_COMPLETE = ("WA-053", "WA-051", "EN-002")


@dataclass(frozen=True)
class _Step:
    """From one stage to the next, and how long that may take before it is worth a question."""

    before: str
    after: tuple[str, ...]
    working_days: int
    words: str
    by_standard: bool = False


@detector(
    "GP11",
    "assessment-drift",
    "Assessment drift",
    question="What was happening in the service and the family during this interval, and what was "
    "relied on in the meantime?",
    standards=("WA-053", "WA-051", "WA-050", "EN-002", "WA-095"),
    caveats=(
        "An earlier assessment may still have been valid.",
        "The family may have been away or unwell.",
        "A specialist report may have been awaited and chased.",
        "The dates may be those of drafts.",
    ),
)
def assessment_drift(
    records: Records,
    *,
    start_working_days: int = 10,
    share_working_days: int = 10,
    complete_working_days: int | None = None,
) -> Iterator[Answer]:
    """Find assessments whose next stage came late on record, or is not on record.

    Looks for: more than ``start_working_days`` from the decision to the start, more than
    ``share_working_days`` from the result to telling the family, and more than
    ``complete_working_days`` (if not set, the figure of the guidance) from start to completion.
    And work that an entry records as waiting, or as to begin, with no contact with the family within
    ``start_working_days``. Between vague dates the shortest time possible counts. An absence of the
    family, or a report that was chased, explains six weeks. Births and serious events between are named.
    Could also mean: an earlier assessment still held, or a specialist's report was awaited.
    Cannot see: drafts, and assessments whose stages carry no code.
    """
    stages = _stages(records)
    for own in stages.values():
        undated = tuple(entry for entry, _ in own if not entry.dated)
        if undated:
            yield LeftOut(undated, UNDATED)
        chain = [(entry, stage) for entry, stage in own if entry.dated]
        # A vague date can stand earlier in the order than what it could have followed.
        vague = [(entry, stage) for entry, stage in chain if entry.first != entry.last]
        for place, (entry, stage) in enumerate(chain):
            step = _step(records, entry, stage, start_working_days, share_working_days, complete_working_days)
            if step and not _same_stage_again(chain, place):
                yield _answer(records, entry, step, [*vague, *chain[place + 1 :]], undated)
    yield from _waiting(records, start_working_days)


def _waiting(records: Records, working_days: int) -> Iterator[Answer]:
    """Yield the rows that say that work waits or is to begin, with the first contact of the service after."""
    until: dict[str, date] = {}
    for entry in records.select():
        if not entry.dated or not _waits(records, entry) or entry.first <= until.get(entry.agency, date.min):
            continue
        agencies = _begin_by(records, entry)
        due = records.working_days_after(entry.last, working_days)
        later = records.window(
            entry.first, days_after(due, SEARCHED_DAYS), kinds=BEGINNING, agencies=agencies, undated=False
        )
        following = next((e for e in later if e.could_follow(entry) and e.shares_people(entry)), None)
        if following is not None and following.first <= due:
            yield Answered((entry,), (following,))
        elif records.ends_before(due, agencies):
            yield LeftOut((entry,), NEAR_THE_END)
        else:
            yield _waited(records, entry, following, agencies, working_days)
            until[entry.agency] = following.first if following else date.max


def _waits(records: Records, entry: Entry) -> bool:
    """True if an entry says that somebody waits for a service, or that children's services are to assess."""
    if names("waits", entry.text):
        return not names("report_chased", entry.text)  # somebody else's list
    ours = records.services.type_of(entry.agency) == CHILDRENS_SERVICES
    unsure = entry.kind_state != "stated" and entry.kind not in ("assessment_completed", *BEGINNING)
    return ours and unsure and names("to_assess", entry.text)


def _begin_by(records: Records, entry: Entry) -> tuple[str, ...]:
    teams = records.services.of_type(CHILDRENS_SERVICES)
    return teams if entry.agency in teams else (entry.agency,)


def _waited(
    records: Records, entry: Entry, begun: Entry | None, teams: tuple[str, ...], working_days: int
) -> Found:
    label = records.services.label(entry.agency)
    why = f"{label} records {when(entry)} that work waits for somebody to do it. "
    if begun is None:
        why += "No later contact with the family by the service was found."
    else:
        days = counted(records.working_days_between(entry.last, begun.first), "working day")
        why += f"The next contact, visit or meeting of the service is {begun.id} {when(begun)}, {days} later."
    why += f" For this step this pattern starts to ask after {working_days} working days."
    end = begun.first if begun else records.services.supplied_until(teams)
    return Found(
        (entry,) if begun is None else (entry, begun), why, ask=teams, searched=(entry.first, end),
        standards=(), title="Work that waited for allocation",
    )  # fmt: skip


def _stages(records: Records) -> dict[str, list[tuple[Entry, str]]]:
    """Return for each organisation its entries that mark a stage of an assessment."""
    found: dict[str, list[tuple[Entry, str]]] = {}
    marked = {e.id: e for e in records.select(outcomes=_BY_OUTCOME)} | {
        e.id: e for e in records.select(kinds=_BY_KIND)
    }
    for entry in sorted(marked.values(), key=lambda e: e.at):
        if records.services.type_of(entry.agency) != CHILDRENS_SERVICES:
            continue
        stage = _BY_OUTCOME.get(entry.outcome) or _BY_KIND[entry.kind]
        found.setdefault(records.services.organisation_of(entry.agency), []).append((entry, stage))
    return found


def _step(
    records: Records, entry: Entry, stage: str, start: int, share: int, complete: int | None
) -> _Step | None:
    if stage == DECIDED:
        return _Step(
            DECIDED, (STARTED, COMPLETED), start, "the decision to assess and the start of the assessment"
        )
    if stage == COMPLETED:
        return _Step(
            COMPLETED, (SHARED,), share, "the completed assessment and telling the family its result"
        )
    if stage == STARTED:
        rule = records.rule(TO_COMPLETE, entry.earliest)
        days = complete or (rule.standard.within if rule else None)
        if days:
            return _Step(
                STARTED, (COMPLETED, SHARED), days, "the start of the assessment and its completion", True
            )
    return None


def _same_stage_again(chain: Sequence[tuple[Entry, str]], place: int) -> bool:
    """True where the same stage is recorded once more by another team on the same day."""
    entry, stage = chain[place]
    return any(s == stage and e.first == entry.first and e.last == entry.last for e, s in chain[:place])


def _answer(
    records: Records, entry: Entry, step: _Step, later: Sequence[tuple[Entry, str]], undated: Sequence[Entry]
) -> Answer:
    due = records.working_days_after(entry.last, step.working_days)
    reached = next((e for e, stage in later if stage in step.after and e.could_follow(entry)), None)
    again = next((e for e, stage in later if stage == step.before and e.first > entry.last), None)
    if reached is None and undated:
        return Answered((entry,), tuple(undated))
    if reached is not None and reached.first <= due:
        return Answered((entry,), (reached,))
    if reached is None and records.ends_before(due, records.services.of_type(CHILDRENS_SERVICES)):
        return LeftOut((entry,), NEAR_THE_END)
    if again is not None and again.first <= due:
        return Answered((entry,), (again,))
    explained = _explained(records, entry, reached, due)
    if explained:
        return Answered((entry,), explained)
    return _found(records, entry, reached, step, due)


def _explained(records: Records, entry: Entry, reached: Entry | None, due: date) -> tuple[Entry, ...]:
    """Return the rows that say why a stage that was reached in the end came some weeks late."""
    if reached is None or reached.first > records.working_days_after(due, EXPLAINED_WORKING_DAYS):
        return ()
    teams = records.services.of_type(CHILDRENS_SERVICES)
    between = records.window(entry.first, reached.last, agencies=teams, undated=False)
    return tuple(row for row in between if row.shares_people(entry) and _says_why(row.text))


def _says_why(text: str) -> bool:
    return names("child_away", text) or names("report_chased", text)


def _found(records: Records, entry: Entry, reached: Entry | None, step: _Step, due: date) -> Found:
    services = records.services
    teams = services.of_type(CHILDRENS_SERVICES)
    end = reached.first if reached else services.supplied_until(teams) or due
    if reached:
        least = records.working_days_between(entry.last, reached.first)
        most = records.working_days_between(entry.first, reached.last)
        days = counted(least, "working day") if least == most else f"{least} to {most} working days"
        why = f"Between {step.words} lie {days}: {entry.id} {when(entry)}, {reached.id} {when(reached)}."
    else:
        why = f"After {entry.id} {when(entry)} the records do not show both {step.words}: "
        why += "no later stage was found."
    within = "the guidance names" if step.by_standard else "this pattern starts to ask after"
    why += f" For this step {within} {step.working_days} working days."
    why += _meanwhile(records, entry.last, end)
    cited = (entry,) if reached is None else (entry, reached)
    return Found(
        cited, why, ask=teams, searched=(entry.first, end),
        standards=TO_COMPLETE, strength="stronger" if _births(records, entry.last, end) else "usual",
    )  # fmt: skip


def _births(records: Records, since: date, until: date) -> list[date]:
    """Return the births of subjects certain to lie inside an interval."""
    days = [person.birth.earliest for person in records.case.subjects if person.birth.exact]
    return [day for day in days if day and since < day < until]


def _meanwhile(records: Records, since: date, until: date) -> str:
    """Name a birth and the serious events that certainly lie inside an interval."""
    text = "".join(
        f" A birth lies in between, on {day_words(day)}." for day in _births(records, since, until)
    )
    serious = [
        entry
        for entry in records.window(since, until, undated=False)
        if entry.significance in SERIOUS and since < entry.first and entry.last < until
    ]
    if serious:
        named = listed(entry.id for entry in serious[:3])
        more = f" and {len(serious) - 3} more" if len(serious) > 3 else ""
        text += f" Events marked significant or critical in between: {named}{more}."
    return text
