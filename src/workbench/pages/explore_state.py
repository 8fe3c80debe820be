"""Where the explore page stands, read from its address: what is gone or damaged is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.chronology import Case
from workbench.gaps import Point
from workbench.intake.dates import long_day
from workbench.pages.hindsight import HIDDEN
from workbench.pages.selection import NOTHING, Selection, select

POINTS = ("gap", "differ")
CHOICES = {
    "gap": "a point", "differ": "a place where records differ", "entry": "an entry", "agency": "an agency",
    "person": "a person",
}  # fmt: skip
"""What can be chosen, as a message calls it."""
GONE = {
    "gap": " Its rows or a threshold may have changed.",
    "differ": " The records may have been corrected.",
    "entry": " The agency may have sent a corrected file.",
}


@dataclass(frozen=True)
class Stand:
    """Where a page stands."""

    selection: Selection = NOTHING
    point: Selection = NOTHING
    day: date | None = None
    hidden: bool = False
    projector: bool = False
    said: tuple[str, ...] = ()
    """What the address says and is not here."""


def days_of(case: Case) -> tuple[date, date]:
    """Return the first and last day of the date slider: those of the period, else of a pretended one."""
    return case.period or (date(2000, 1, 1), date(2000, 1, 2))


def read_stand(
    state: Mapping[str, str], case: Case, points: Mapping[str, Point], days: tuple[date, date]
) -> Stand:
    """Return where an address puts the page; ``days`` are the first and the last that it can show."""
    said: list[str] = []
    named = []
    for kind, id in state.items():
        if kind in CHOICES and id:
            named.append(found := select(case, points, kind, id))
            if not found:
                words = f"The address names {CHOICES[kind]}, “{id}”, that is not in this case."
                said.append(words + GONE.get(kind, ""))
    point = next((one for one in named if one.kind in POINTS), NOTHING)
    selection = next((one for one in named if one and one.kind not in POINTS), point)
    day = _day(state.get("day", ""), days, said)
    hidden = state.get("later") == HIDDEN
    return Stand(
        selection,
        point,
        day or (days[1] if hidden else None),
        hidden,
        state.get("projector") == "on",
        tuple(said),
    )


def _day(text: str, days: tuple[date, date], said: list[str]) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        said.append(f"The address says “{text}”, which is no day: all dates are shown.")
        return None
    nearest = min(max(day, days[0]), days[1])
    if day != nearest:
        said.append(
            f"{long_day(day)} lies outside the days of this case: {long_day(nearest)} is shown instead."
        )
    return nearest
