"""GP12: an action that was agreed, with nothing later on record that shows what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.gaps.actions import AGREEING, FAMILY, Action, actions_of
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.unbroken import few, unbroken
from workbench.gaps.wording import together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

ADVISING = ("contact_adult", "visit_child", "health_contact")
"""Kinds in which somebody of the family is told to go to a service."""
LATEST = 60
"""An action is looked for among so many that were agreed before it."""
ROWS_CITED = 6


@dataclass(eq=False)
class _Agreed:
    """One action and every entry in which it stands."""

    action: Action
    rows: list[Entry] = field(default_factory=list)

    @property
    def times(self) -> int:
        """On how many days it was agreed: two agencies' minutes of one meeting are one."""
        return len({(row.first, row.last) for row in self.rows})


@detector(
    "GP12",
    "action-without-completion",
    "Agreed action with no recorded completion",
    question="What became of each agreed step, and how did the group know?",
    standards=("WA-036",),
    caveats=(
        "Its completion may be recorded by another agency, or in other words.",
        "A new plan may have taken its place.",
        "What a parent was to do leaves few traces in any record.",
        "Actions are read from the words of an entry; who was to act may be read wrongly.",
    ),
)
def action_without_completion(
    records: Records, *, due_working_days: int = 20, grace_working_days: int = 10, months: int = 6
) -> Iterator[Answer]:
    """Find agreed actions that no later entry shows done, changed or dropped.

    Looks for: an action with an owner in the words of a meeting, a plan or a decision; and by the day it
    names (if none, ``due_working_days`` later) and ``grace_working_days`` more, no entry of the owner of
    the kind that it calls for, no entry of anybody that speaks of it, and no new plan. What the family
    was to do counts where it was asked at least twice. An action repeated in later meetings is one; those
    with at most ``months`` between them are one point.
    Could also mean: it was done and recorded in other words, or it became needless.
    Cannot see: actions that are not worded as one ("SW to refer"), and those kept in a list of their own.
    """
    agreed = list(_agreed(records))
    open_actions: list[_Agreed] = []
    for one in agreed:
        last = one.rows[-1]
        if one.action.owner == FAMILY and one.times < 2:
            continue
        if not last.dated:
            yield LeftOut(tuple(one.rows), UNDATED)
            continue
        until = _due(records, one, due_working_days, grace_working_days)
        by = _completed(records, one, until)
        owners = _holders(records, one.action)
        if by:
            yield Answered(tuple(one.rows), (by,))
        elif not records.services.of_type(*owners):
            yield Unknown(tuple(one.rows), owners[0])
        elif records.ends_before(until, records.services.of_type(*owners)):
            yield LeftOut(tuple(one.rows), NEAR_THE_END)
        else:
            open_actions.append(one)
    yield from _points(records, agreed, open_actions, months, due_working_days, grace_working_days)


def _agreed(records: Records) -> Iterator[_Agreed]:
    """Yield every action with the entries in which it stands, as long as it was not done in between."""
    going: list[_Agreed] = []
    services = records.services
    for row in records.select():
        if row.kind not in ADVISING and not _agrees(row):
            continue
        if _agrees(row) and names("carried_forward", row.text):
            for one in going[-LATEST:]:
                if _speaks_of(one.action, row.text) and not _completed(records, one, row.first):
                    one.rows.append(row)
        for action in actions_of(row, services.type_of(row.agency)):
            own_step = action.owner != FAMILY and action.due and row.kind_state != "stated"
            if row.kind in ADVISING and not own_step and not (action.owner == FAMILY and action.target):
                continue
            if action.owner == FAMILY and not action.target:
                continue
            same = next((one for one in reversed(going[-LATEST:]) if one.action.same_as(action)), None)
            if same and not _completed(records, same, row.first):
                same.rows.append(row)
            else:
                going.append(_Agreed(action, [row]))
    yield from going


def _agrees(row: Entry) -> bool:
    """True for an entry in which somebody agrees what is to be done; by its words where no kind is sure."""
    unsure = row.kind == "" or row.kind_state == "suggested"
    return row.kind in AGREEING or (unsure and names("agreed_together", row.text))


def _speaks_of(action: Action, text: str) -> bool:
    return any(f" {stem}" in f" {text}" for stem in action.about)


def _due(records: Records, one: _Agreed, due: int, grace: int) -> date:
    last = one.rows[-1]
    day = one.action.due if one.action.due and one.action.due >= last.last else None
    return records.working_days_after(day or records.working_days_after(last.last, due), grace)


def _holders(records: Records, action: Action) -> tuple[str, ...]:
    """Return the types of agency whose timelines would show an action done."""
    return (action.target,) if action.owner == FAMILY else (action.owner,)


def _completed(records: Records, one: _Agreed, until: date) -> Entry | None:
    """Return the entry that shows, or could show, what became of an action; its owner's own first."""
    last = one.rows[-1]
    if until < last.first:
        return None
    own = records.services.of_type(*_holders(records, one.action))
    for agencies in (own, None):
        for entry in records.window(last.first, until, agencies=agencies):
            if entry in one.rows or not entry.could_follow(last) or _same_meeting(entry, last):
                continue
            if _shows(records, one.action, entry, own):
                return entry
    return None


def _same_meeting(entry: Entry, last: Entry) -> bool:
    return entry.kind == last.kind and (entry.first, entry.last) == (last.first, last.last)


def _shows(records: Records, action: Action, entry: Entry, own: Sequence[str]) -> bool:
    """True if an entry is of the kind that an action calls for, or speaks of it as no longer open."""
    services, text = records.services, entry.text
    if entry.kind in AGREEING and names("actions_done", text):
        return True
    if entry.kind == "plan_made_or_changed" and action.owner != FAMILY:
        return True  # a new plan takes the place of what was agreed
    if names("carried_forward", text):
        return False
    if any(action.same_as(other) for other in actions_of(entry, services.type_of(entry.agency))):
        return False  # agreed once more
    spoken = _speaks_of(action, text)
    if action.owner == FAMILY:
        return entry.agency in own and entry.kind not in ("missed_contact", "no_access")
    if action.target:
        reached = (
            services.any_of(entry.told, action.target) or services.type_of(entry.agency) == action.target
        )
        by_owner = entry.agency in own or services.any_of(entry.heard_from, action.owner)
        return spoken or (reached and (by_owner or entry.kind in ("case_opened_closed", "report_received")))
    if entry.agency in own and entry.kind in action.kinds:
        return True
    return spoken


def _points(
    records: Records,
    agreed: Sequence[_Agreed],
    open_actions: Sequence[_Agreed],
    months: int,
    due: int,
    grace: int,
) -> Iterator[Found]:
    """Yield one point for the open actions of entries that follow each other closely."""
    by_row: dict[str, list[_Agreed]] = {}
    for one in open_actions:
        by_row.setdefault(one.rows[0].id, []).append(one)
    firsts = {one.rows[0].id: one.rows[0] for one in open_actions}
    for run in unbroken(firsts.values(), number=2, months=months):
        inside = [one for row in run for one in by_row[row.id]]
        until = max(_due(records, one, due, grace) for one in inside)
        yield _found(records, inside, agreed, until)


def _found(records: Records, inside: Sequence[_Agreed], agreed: Sequence[_Agreed], until: date) -> Found:
    services = records.services
    rows = sorted({row.id: row for one in inside for row in one.rows}.values(), key=lambda row: row.at)
    since = rows[0].first
    beside = sum(one.rows[-1].dated and since <= one.rows[0].first <= rows[-1].last for one in agreed)
    words = [
        f"{'the family' if one.action.owner == FAMILY else services.label(one.action.owner)}: "
        f"{one.action.label}, from {listed(row.id for row in one.rows[:3])}"
        for one in inside[:ROWS_CITED]
    ]
    if len(inside) > len(words):
        words.append(f"{len(inside) - len(words)} more")
    why = (
        f"Of {counted(max(beside, len(inside)), 'action')} agreed {together(rows)}, for {len(inside)} "
        f"no later entry was found that shows it done, changed or dropped: {listed(words)}."
    )
    repeated = max(inside, key=lambda one: one.times)
    if repeated.times > 1:
        why += f" One of them was agreed {repeated.times} times."
    owners = list(dict.fromkeys(type_ for one in inside for type_ in _holders(records, one.action)))
    return Found(
        few(rows, ROWS_CITED), why, ask=tuple(owners), searched=(since, until),
        agencies=services.of_type(*owners),
        standards=("WA-036",) if any(row.kind == "core_group" for row in rows) else (),
        strength="stronger" if repeated.times > 1 else "usual",
    )  # fmt: skip
