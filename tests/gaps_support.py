"""Tiny written cases for the tests of patterns: a table in the test, a real case folder on disk.

One line is one entry: agency | date | kind | words, and then codes as "name=value".

    police | 2019-01-03 | report_sent | Report sent. | told=childrens-services

Rows count within each agency from the top, so the first line of police is "police:1".
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.case import new_folder
from workbench.chronology import Case, load_case
from workbench.gaps import Gap, find_gaps

COLUMNS = (
    "date", "kind", "event", "response", "outcome", "told", "heard_from", "topics", "people",
    "child_seen", "significance", "mode", "whose_account", "time",
)  # fmt: skip
FAMILY = (
    ("id", "label", "sex", "birth", "death", "role", "subject"),
    ("infant", "Infant", "male", "2019-02-28", "", "infant", "yes"),
    ("mother", "Mother", "female", "2000", "", "mother", ""),
    ("father", "Father", "male", "1999", "", "father", ""),
)
PERIOD = {"period_from": "2018-05-20", "period_to": "2019-05-20"}


def written_case(
    lines: str,
    *,
    family: bool = True,
    jurisdiction: str = "Wales",
    period: Mapping[str, str] | None = None,
    people: Sequence[Sequence[str]] = FAMILY,
    more_people: Sequence[Sequence[str]] = (),
    relationships: Sequence[Sequence[str]] = (),
) -> Case:
    """Return the case that ``lines`` describe, read from files as any other case is."""
    with tempfile.TemporaryDirectory() as place:
        return load_case(
            written_folder(
                lines,
                Path(place),
                family=family,
                jurisdiction=jurisdiction,
                period=period,
                people=people,
                more_people=more_people,
                relationships=relationships,
            )
        )


def written_folder(
    lines: str,
    place: Path,
    *,
    family: bool = True,
    jurisdiction: str = "Wales",
    period: Mapping[str, str] | None = None,
    people: Sequence[Sequence[str]] = FAMILY,
    more_people: Sequence[Sequence[str]] = (),
    relationships: Sequence[Sequence[str]] = (),
) -> Path:
    """Return the folder of the case that ``lines`` describe, made below ``place``."""
    tables: dict[str, list[dict[str, str]]] = {}
    for line in filter(str.strip, lines.splitlines()):
        agency, date, kind, event, *codes = (cell.strip() for cell in line.split("|"))
        row = {"date": date, "kind": kind, "event": event}
        row.update(tuple(code.split("=", 1)) for code in codes)  # type: ignore[arg-type]
        tables.setdefault(agency, []).append(row)
    sent = place / "sent"
    sent.mkdir()
    for agency, rows in tables.items():
        with (sent / f"{agency}.csv").open("w", encoding="utf-8", newline="") as file:
            writer: csv.DictWriter[str] = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
    everybody = place / "people.csv"
    with everybody.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((*people, *more_people))
    related = place / "relationships.csv"
    with related.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((("person", "relation", "other", "start", "end"), *relationships))
    settings: dict[str, Any] = {"jurisdiction": jurisdiction, **(period or PERIOD)}
    if family:
        settings["subject"] = [person[0] for person in people if person[-1] == "yes"]
    made = new_folder(
        place / "case",
        timelines=sent,
        people=everybody if family else None,
        relationships=related if relationships else None,
        settings=settings,
    )
    return made.path


def gaps_of(
    pattern: str, lines: str, *, settings: Mapping[str, Any] | None = None, **how: Any
) -> tuple[Gap, ...]:
    """Return the gaps of one pattern in a written case."""
    chosen = {pattern: settings} if settings else None
    return find_gaps(written_case(lines, **how), only=pattern, settings=chosen).gaps


def practice_of(pattern: str, lines: str, **how: Any) -> tuple[Gap, ...]:
    """Return what one positive pattern found in a written case."""
    return find_gaps(written_case(lines, **how), only=pattern).practice


def events(gaps: tuple[Gap, ...]) -> list[tuple[str, ...]]:
    """Return only the rows that each gap cites."""
    return [gap.events for gap in gaps]
