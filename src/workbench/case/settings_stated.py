"""What case.toml states to have held from one day to another: [[status]], [[coverage]] and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from workbench.case.model import StatedInterval

if TYPE_CHECKING:
    from workbench.case.settings_reader import Reader

STATED = {
    "status": ("name", "person", "from", "to"),
    "involvement": ("agency", "name", "from", "to"),
    "household": ("name", "people", "from", "to"),
    "coverage": ("agency", "from", "to"),
}
"""What each sort of section may hold."""
NEEDED = {
    "status": ("name",),
    "involvement": ("agency",),
    "household": ("name", "people"),
    "coverage": ("agency",),
}


def stated_intervals(reader: Reader, found: Mapping[str, Any]) -> tuple[StatedInterval, ...]:
    """Return what a parsed case.toml states, with every problem told to ``reader``."""
    return tuple(one for sort in STATED for one in _of_sort(reader, found, sort))


def _of_sort(reader: Reader, found: Mapping[str, Any], sort: str) -> Iterator[StatedInterval]:
    sections = found.get(sort, [])
    if not isinstance(sections, list) or not all(isinstance(section, dict) for section in sections):
        remedy = f"Write [[{sort}]] on a line of its own, once for each."
        reader.problem(sort, "This has to be one or more sections.", remedy)
        return
    for number, section in enumerate(sections, start=1):
        inside = f"{sort}.{number}."
        reader.known(section, STATED[sort], inside)
        one = StatedInterval(
            sort=sort,
            number=number,
            name=reader.text(section, "name", inside),
            people=reader.texts(section, "people", inside) or reader.texts(section, "person", inside),
            agency=reader.text(section, "agency", inside),
            since=_day_text(reader, section, "from", inside),
            until=_day_text(reader, section, "to", inside),
        )
        for key in NEEDED[sort]:
            if key not in section:
                reader.problem(inside + key, "This setting is missing.", f"[[{sort}]] has to say it.")
        yield one


def _day_text(reader: Reader, section: Mapping[str, Any], key: str, inside: str) -> str:
    """Return a date as a text: as TOML has dates, or as people write them ("March 2019")."""
    value = section.get(key, "")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else reader.text(section, key, inside)
