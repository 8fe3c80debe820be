"""The genogram as plain JSON, so that other programs can draw or compare it."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.case.model import When
from workbench.genogram.model import Genogram
from workbench.genogram.visible import SeenHousehold, SeenLine, SeenPerson


def as_json(genogram: Genogram, day: date | None = None) -> dict[str, Any]:
    """Return people, lines and households with their places, as of ``day`` or for all time."""
    seen = genogram.as_of(day)
    return {
        "as_of": day.isoformat() if day else None,
        "people": [_person(person) for person in seen.people],
        "lines": [_line(line) for line in seen.lines],
        "households": [_household(home) for home in seen.households],
        "problems": [str(problem) for problem in genogram.problems],
    }


def _dates(name: str, when: When) -> dict[str, Any]:
    """Return the two ends of an interval and its words, with nothing for an unknown date."""
    if not when.text and not when.dated:
        return {name: None}
    ends = {
        side: day.isoformat() if day else None
        for side, day in (("earliest", when.earliest), ("latest", when.latest))
    }
    return {name: {"text": when.text, **ends}}


def _person(seen: SeenPerson) -> dict[str, Any]:
    placed, person = seen.placed, seen.placed.person
    return {
        "id": person.id,
        "label": person.label,
        "x": placed.x,
        "y": placed.y,
        "sex": person.sex,
        "role": person.role,
        "shape": seen.shape,
        "age": seen.age,
        "deceased": seen.deceased,
        "subject": person.subject,
        "apart": placed.apart,
        "uncertain": seen.uncertain,
        **_dates("birth", person.birth),
        **_dates("death", person.death),
    }


def _line(line: SeenLine) -> dict[str, Any]:
    *parents, last = line.people
    return {
        "kind": line.kind,
        "from": parents[0],
        "to": last,
        "people": list(line.people),
        "group": line.group,
        "ended": line.ended,
        "uncertain": line.uncertain,
        "bars": line.bars,
        **_dates("start", line.start),
        **_dates("end", line.end),
        "source": list(line.source),
        "points": [list(point) for point in line.points],
    }


def _household(home: SeenHousehold) -> dict[str, Any]:
    return {
        "id": home.id,
        "members": list(home.members),
        "uncertain": home.uncertain,
        "outlines": [[list(point) for point in path] for path in home.outlines],
    }
