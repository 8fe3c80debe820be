"""Which standard applied: by nation, by the day of the event, and as a case changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from workbench.standards.model import Change, Changes, Rule, Standard
from workbench.standards.reading import standards


def written_in(standard: Standard, jurisdiction: str) -> bool:
    """True if a standard was written in a nation; "Wales (local: Powys)" was written in Wales."""
    return not jurisdiction or jurisdiction in standard.jurisdiction.split("(")[0]


@cache
def of_case(changes: Changes) -> dict[str, Standard]:
    """Return every standard by its id, as a case changes it."""
    found = dict(standards())
    for change in changes:
        found[change.id] = _as_changed(found[change.id], change)
    return found


def _as_changed(standard: Standard, change: Change) -> Standard:
    within = standard.within if change.within is None else change.within
    changed = replace(standard, within=within, unit=change.unit or standard.unit)
    said = []
    if (changed.within, changed.unit) != (standard.within, standard.unit):
        said.append(f"changed for this case to {changed.figure()} from {standard.figure() or 'no figure'}")
    if change.on and standard.uncertain:
        said.append("uncertain, and switched on for this case")
    if change.on is False:
        said.append("not used in this case")
    return replace(changed, changed=f"{' and '.join(said)}: {change.why}" if said else "")


@cache
def in_force(
    ids: tuple[str, ...],
    jurisdiction: str,
    day: date | None,
    changes: Changes = (),
    *,
    doubtful: bool = False,
) -> Rule | None:
    """Return the first of ``ids`` that applied in ``jurisdiction`` on ``day``.

    Where none did, the nearest later rule of the same list is returned and
    marked ``later``: most events before November 2019 precede the written Welsh
    procedures, and a panel must see that. One area's protocol comes after all
    others. What a case switched off is passed over, and so is an uncertain
    figure that it did not switch on; with ``doubtful`` such a one comes last,
    to be shown: it says nothing about whether a response was late. Without a
    day the first that is not replaced counts. None means that the list holds
    nothing for this nation.
    """
    switched = {change.id: change.on for change in changes}
    every = of_case(changes)
    known = [
        standard
        for standard in map(every.__getitem__, ids)
        if written_in(standard, jurisdiction)
        and switched.get(standard.id) is not False
        and (doubtful or not standard.uncertain or switched.get(standard.id))
    ]
    known.sort(key=lambda s: (s.uncertain and not switched.get(s.id), s.local))
    if day is None:
        current = [s for s in known if s.applies_to is None] or known
        return Rule(current[0], later=False) if current else None
    for standard in known:
        if standard.applies_on(day):
            return Rule(standard, later=False)
    later = [(s.applies_from, s) for s in known if s.applies_from is not None and s.applies_from > day]
    return Rule(min(later, key=lambda pair: pair[0])[1], later=True) if later else None
