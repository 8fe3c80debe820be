"""The written cases of ``docs/patterns/examples.toml``, read and searched as any other case is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.gaps_support import FAMILY, written_case
from workbench.case import CaseError
from workbench.chronology import Case
from workbench.gaps import Gap, Pattern, find_gaps
from workbench.gaps.pattern import Found
from workbench.gaps.records import Records

FILE = Path(__file__).parents[1] / "patterns" / "examples.toml"
YEAR = ("2021-01-01", "2021-12-31")
"""Under review unless an example says otherwise: what most standards stand in was in force then."""
KEYS = {"rows", "near_miss", "added", "instead", "family", "relationships", "period"}


@dataclass(frozen=True)
class Searched:
    """A written case, and what one pattern found in it."""

    case: Case
    gaps: tuple[Gap, ...]
    looked_at: Mapping[str, Any]
    """What the pattern considered, and which responses it found."""
    window: tuple[date, date] | None
    """The days in which a response was looked for, where there is one point and it says so."""


@dataclass(frozen=True)
class Example:
    """The two cases of one pattern: the one on which it speaks, and the near miss."""

    spoken: Searched
    quiet: Searched
    near_miss: str
    """What is different in the near miss, in a sentence."""
    added: bool
    """True if the near miss is the same case with more rows."""


class ExampleError(ValueError):
    """An example that cannot be drawn, with what is to be done."""


def example_of(pattern: Pattern) -> Example:
    """Return the example of a pattern; raise ExampleError where it does not show what it is there for."""
    code = pattern.pattern
    written = _file().get(code)
    if written is None:
        raise ExampleError(f"{FILE.name} has no example for {code}. Write one below [{code}].")
    if unknown := set(written) - KEYS:
        raise ExampleError(f"{FILE.name}, [{code}]: there is no key {', '.join(sorted(unknown))}.")
    if ("added" in written) == ("instead" in written):
        raise ExampleError(f'{FILE.name}, [{code}]: give the near miss in either "added" or "instead".')
    rows = written["rows"].strip()
    other = f"{rows}\n{written['added'].strip()}" if "added" in written else written["instead"]
    try:
        spoken, quiet = _searched(pattern, rows, written), _searched(pattern, other, written)
    except CaseError as problem:
        raise ExampleError(f"{FILE.name}, [{code}]: {problem}") from problem
    if len(spoken.gaps) != 1:
        raise _wrong(code, f"the rows make {len(spoken.gaps)} points, and one is wanted", spoken)
    if quiet.gaps:
        raise _wrong(code, "nothing may be found in the near miss, and there is", quiet)
    return Example(spoken, quiet, written["near_miss"], "added" in written)


def _wrong(code: str, what: str, searched: Searched) -> ExampleError:
    said = "".join(f"\n  {', '.join(gap.events)}: {gap.why}" for gap in searched.gaps)
    looked = {name: value for name, value in searched.looked_at.items() if name != "title"}
    return ExampleError(f"{FILE.name}, [{code}]: {what}.{said}\n  Looked at: {looked}")


def _searched(pattern: Pattern, rows: str, written: Mapping[str, Any]) -> Searched:
    since, until = written.get("period", YEAR)
    family = _file()["families"][written.get("family", "child")]
    case = written_case(
        rows,
        people=(FAMILY[0], *_cells(family)),
        relationships=[[*line.split(), "", ""] for line in written.get("relationships", ())],
        period={"period_from": since, "period_to": until},
    )
    found = find_gaps(case, only=pattern.pattern)
    points = (*found.gaps, *found.practice)
    window = _window(pattern, case) if len(points) == 1 else None
    return Searched(case, points, found.looked_at["patterns"][pattern.pattern], window)


def _window(pattern: Pattern, case: Case) -> tuple[date, date] | None:
    if pattern.reads_answers:
        return None
    since, until = next(one for one in pattern(Records(case)) if isinstance(one, Found)).searched
    if since is None or until is None or case.period is None or since == until:
        return None
    return max(since, case.period[0]), min(until, case.period[1])


def _cells(table: str) -> Sequence[Sequence[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
