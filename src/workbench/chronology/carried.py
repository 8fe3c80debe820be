"""What people decided about entries that a corrected file has changed or no longer has.

Codes of an entry with the same words go with it by themselves. Where a word
changed, people are asked: the codes are carried over to the changed entry or
left behind. Nothing is deleted; both are lines that are added to the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.case import Coding, DateGiven, confirm_codes, give_dates, replaced_timelines
from workbench.case.answers import CodingKey, codes_in
from workbench.case.decision_lines import Decision
from workbench.chronology.case import Case
from workbench.chronology.corrected import CHANGED, GONE, Row, compare
from workbench.intake import Timeline, keys_of, read_timeline


@dataclass(frozen=True)
class Waiting:
    """One entry of an older file about which people decided, and what became of it."""

    agency: str
    key: str
    """The key of the older entry."""
    codings: Mapping[str, Decision]
    """By field, what was decided."""
    date: str | None = None
    """The date that somebody gave for it, None where nobody did."""
    row: Row | None = None
    """The older entry beside what it became; None where the older file is no longer there."""
    words: Mapping[str, str] | None = None
    """The older entry's cells."""

    @property
    def changed(self) -> bool:
        """True where the corrected file has an entry to which the codes can be carried over."""
        return self.row is not None and self.row.state == CHANGED


def waiting(case: Case) -> list[Waiting]:
    """Return the entries about which people decided and that the case no longer holds as they were."""
    decided = _decided(case)
    keys = keys_of(case.timelines, {agency for agency, _ in decided})
    held = {(agency, key) for agency, own in keys.items() for key in own}
    found = []
    for timeline in case.timelines:
        lost = {
            key: one
            for (agency, key), one in decided.items()
            if agency == timeline.agency and (agency, key) not in held
        }
        if lost and len(timeline):
            found += _of_one_agency(case, timeline, lost)
    return found


def _decided(case: Case) -> dict[tuple[str, str], Waiting]:
    found: dict[tuple[str, str], dict[str, Decision]] = {}
    for (agency, key, name), one in case.answers.codings.items():
        found.setdefault((agency, key), {})[name] = one
    dates = case.answers.dates
    everything = dict.fromkeys((*found, *dates))
    return {
        (agency, key): Waiting(agency, key, found.get((agency, key), {}), dates.get((agency, key)))
        for agency, key in everything
    }


def _of_one_agency(case: Case, now: Timeline, lost: Mapping[str, Waiting]) -> list[Waiting]:
    """Look for lost entries in the files that were replaced, the latest first."""
    left, found = dict(lost), []
    for path in replaced_timelines(case.folder.path, now.agency):
        old = read_timeline(path, agency=now.agency, columns=case.answers.columns.get(now.agency))
        for row in compare(old, now) if left else ():
            one = left.get(row.old_key)
            if one is not None and row.state in (CHANGED, GONE) and row.old:
                cells = {name: column[row.old - 1] for name, column in old.fields.items()}
                found.append(Waiting(one.agency, one.key, one.codings, one.date, row, cells))
                del left[row.old_key]
    return [*sorted(found, key=_row), *left.values()]


def carry_over(case: Case, entries: Iterable[Waiting], *, who: str) -> list[Decision]:
    """Carry codes and dates over to the changed entries, as one step; what was decided there since stays."""
    chosen = [one for one in entries if one.changed]
    taken = case.answers.codings
    codings = [coding for one in chosen for coding in (*_under_new_key(one, taken), *_taken_back(one))]
    dates = [
        date
        for one in chosen
        if one.row and one.date is not None and "date" not in {diff.field for diff in one.row.differs}
        for date in _date_moved(one, one.row)
    ]
    if dates:
        give_dates(case.folder.path, dates, who=who)
    return confirm_codes(case.folder.path, codings, who=who)


def leave_behind(case: Case, entries: Sequence[Waiting], *, who: str) -> list[Decision]:
    """Take back what was decided about entries that are no longer there, as one step."""
    dates = [DateGiven(one.agency, one.key, _row(one), "", None) for one in entries if one.date is not None]
    if dates:
        give_dates(case.folder.path, dates, who=who)
    return confirm_codes(case.folder.path, [back for one in entries for back in _taken_back(one)], who=who)


def _under_new_key(one: Waiting, taken: Mapping[CodingKey, Decision]) -> list[Coding]:
    if one.row is None or one.row.new is None:
        return []
    return [
        Coding(one.agency, one.row.new_key, one.row.new, name, codes_in(decision))
        for name, decision in one.codings.items()
        if (one.agency, one.row.new_key, name) not in taken
    ]


def _taken_back(one: Waiting) -> list[Coding]:
    return [Coding(one.agency, one.key, _row(one), name, None) for name in one.codings]


def _date_moved(one: Waiting, row: Row) -> list[DateGiven]:
    text = (one.words or {}).get("date", "")
    return [
        DateGiven(one.agency, row.new_key, row.new or 0, text, one.date),
        DateGiven(one.agency, one.key, _row(one), text, None),
    ]


def _row(one: Waiting) -> int:
    return (one.row and one.row.old) or 0
