"""What is written into invented cases: lines of a timeline, ordinary work, plants and false alarms.

A line reads: ``by | when | kind | words | code=value …``. A star before it marks
what a planted gap has to cite; of a false alarm every line counts. Words have
alternatives (``//``) and a part for the response column (``>>``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks._planted.days import offsets

HERE = Path(__file__).parent
AGENCIES = {
    "cs": "childrens-services", "police": "police", "school": "school", "hv": "health-visiting",
    "mw": "midwifery", "gp": "gp", "hosp": "hospital", "sn": "school-nursing", "housing": "housing",
    "lc": "leaving-care", "ts": "third-sector", "mh": "mental-health", "camhs": "camhs",
    "sm": "substance-misuse", "eh": "early-help", "as": "adult-services", "prob": "probation",
    "amb": "ambulance", "ewo": "education-welfare",
}  # fmt: skip
"""Short names of the services, which are also their file names' beginning."""
CODES = (
    "kind", "outcome", "told", "heard_from", "topics", "people", "child_seen", "significance", "mode",
    "whose_account",
)  # fmt: skip
SHORT_CODES = {
    "about": "people", "on": "topics", "seen": "child_seen", "how": "mode", "says": "whose_account",
    "from": "heard_from", "grade": "significance",
}  # fmt: skip
SHORT_TOPICS = {
    "da": "domestic_abuse", "drugs": "substance_use", "alcohol": "alcohol", "mhp": "mental_health_parent",
    "mhc": "mental_health_child", "neglect": "neglect_home_conditions", "injury": "physical_injury",
    "sexual": "sexual_harm", "cse": "exploitation", "missing": "missing", "school": "education_attendance",
    "health": "health_need", "money": "housing_money", "crime": "offending", "preg": "pregnancy_infancy",
    "sen": "disability", "loss": "loss_trauma",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One entry as it will be written, with its day still counted from an anchor."""

    by: str
    when: str
    kind: str
    words: tuple[str, ...]
    codes: Mapping[str, str]
    starred: bool = False


@dataclass(frozen=True)
class Quiet:
    """Ordinary work that a scenario leaves out: of whom ("*": anybody), of which kinds, on which days."""

    by: str
    kinds: frozenset[str]
    low: int
    high: int


@dataclass(frozen=True)
class Bundle:
    """Ordinary work that belongs together, such as a report with its receipt, decision and feedback."""

    name: str
    lives: tuple[str, ...]
    lines: tuple[Line, ...]
    every: tuple[int, int] | None = None
    """Days between one and the next."""
    begin: int | None = None
    """Days after the start of the period of the first, or of the only one."""
    per_year: float = 0.0
    at_age_days: tuple[int, ...] = ()
    choose: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    incident: bool = False
    """Kept away from what is planted, because its answers could be taken for answers to that."""


@dataclass(frozen=True)
class Scenario:
    """A planted pattern, or one of the things that look like it and are named as false alarms."""

    pattern: str
    name: str
    planted: bool
    lives: tuple[str, ...]
    lines: tuple[Line, ...]
    quiet: tuple[Quiet, ...] = ()
    choose: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    """Members of the family beyond child, mother, father and grandmother."""
    leave_out: tuple[str, ...] = ()
    """Agencies that sent no timeline."""
    age: tuple[float, float] | None = None
    """Age of the child in years on the anchor day, where it matters."""
    place: tuple[int, int] = (240, 340)
    """Days after the start of the period between which the anchor lies."""
    years: tuple[int, int] = (2020, 2022)

    @property
    def key(self) -> str:
        """What the dice are thrown for."""
        return f"{self.pattern}/{'plant' if self.planted else 'false alarm'}/{self.name}"


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a written table; lines that begin with # are remarks."""
    return tuple(
        _line(line.strip())
        for line in text.splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    )


def _line(line: str) -> Line:
    starred, line = line.startswith("*"), line.removeprefix("*")
    by, when, kind, words, *more = (cell.strip() for cell in line.split("|"))
    codes = {"kind": "" if kind == "-" else kind}
    for code in more:
        name, value = (part.strip() for part in code.split("=", 1))
        name = SHORT_CODES.get(name, name)
        if name not in (*CODES, "time"):
            raise ValueError(f'"{name}" is no code, in: {line}')
        parts = [part for part in value.split(",") if part]
        if name == "topics":
            parts = [SHORT_TOPICS[part.strip()] for part in parts]
        codes[name] = ";".join(part.strip() for part in parts)
    return Line(by, when, codes["kind"], tuple(way.strip() for way in words.split("//")), codes, starred)


def _choices(found: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(value.split(" / ")) for name, value in found.items()}


def _quiet(text: str) -> Quiet:
    by, kinds, days = text.split()
    return Quiet(by, frozenset(kinds.split(",")), *offsets(days))


@cache
def bundles() -> tuple[Bundle, ...]:
    """Return all ordinary work that lives.toml describes."""
    found = tomllib.loads((HERE / "lives.toml").read_text(encoding="utf-8"))
    return tuple(
        Bundle(
            name=one["name"],
            lives=tuple(one["lives"].split()),
            lines=lines_of(one["rows"]),
            every=tuple(one["every"]) if "every" in one else None,
            begin=one.get("begin"),
            per_year=one.get("per_year", 0.0),
            at_age_days=tuple(one.get("at_age_days", ())),
            choose=_choices(one.get("choose", {})),
            incident=one.get("incident", False),
        )
        for one in found["bundle"]
    )


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Return every plant and false alarm, in the order of the patterns."""
    found: list[Scenario] = []
    for file in sorted(
        (HERE / "patterns").glob("*.toml"), key=lambda path: (path.stem[:2] == "pp", path.stem)
    ):
        found += _scenarios_in(tomllib.loads(file.read_text(encoding="utf-8")))
    return tuple(found)


def _scenarios_in(found: Mapping[str, Any]) -> Iterator[Scenario]:
    for planted, table in ((True, "plant"), (False, "false_alarm")):
        for one in found.get(table, ()):
            age = one.get("age", found.get("age"))
            yield Scenario(
                pattern=found["pattern"],
                name=one["name"],
                planted=planted,
                lives=tuple(one.get("life", found.get("life", "open")).split()),
                lines=lines_of(one["rows"]),
                quiet=tuple(_quiet(text) for text in one.get("quiet", found.get("quiet", ()))),
                choose=_choices({**found.get("choose", {}), **one.get("choose", {})}),
                people=tuple(one.get("people", found.get("people", "")).split()),
                leave_out=tuple(one.get("leave_out", found.get("leave_out", "")).split()),
                age=(age, age) if isinstance(age, int | float) else tuple(age) if age else None,
                place=tuple(one.get("place", found.get("place", (240, 340)))),
                years=tuple(one.get("years", found.get("years", (2020, 2022)))),
            )


def not_written() -> dict[str, list[str]]:
    """Return by pattern the named false alarms that no timeline can hold, each with the reason."""
    found = {}
    for file in sorted((HERE / "patterns").glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found[table["pattern"]] = list(table.get("not_written", ()))
    return found
