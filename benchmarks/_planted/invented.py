"""One invented case: a family, years of ordinary work around it, and at most one plant in the middle."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks._planted.days import exactly, offset_day, vaguely, working_day
from benchmarks._planted.script import AGENCIES, CODES, Bundle, Line, Scenario, bundles
from benchmarks._planted.voices import Voice, voice_of
from workbench.case import new_folder

PERIOD_DAYS = 640
LIVES: Mapping[str, tuple[tuple[str, ...], tuple[float, float]]] = {
    "universal": (("school", "gp", "sn", "police", "housing", "cs"), (5.5, 10.0)),
    "open": (("cs", "school", "gp", "sn", "police", "housing", "ts"), (6.0, 10.0)),
    "toddler": (("cs", "hv", "gp", "police", "housing", "eh"), (1.6, 3.2)),
    "infant": (("cs", "mw", "hv", "gp", "police", "housing", "hosp"), (0.1, 0.25)),
    "registered": (("cs", "school", "sn", "gp", "police", "ts"), (6.0, 10.0)),
    "care": (("cs", "lc", "school", "camhs", "gp", "police"), (13.0, 14.2)),
}
"""For each sort of life the agencies that work with the family, and the child's age on the anchor day."""
FAMILY = {
    "child": ("Child A", "subject child"), "mother": ("Mother", "mother"), "father": ("Father", "father"),
    "mgm": ("Maternal grandmother", "maternal grandmother"), "sibling": ("Sibling 1", "sibling"),
    "partner": ("Mother's partner", "mother's partner"),
}  # fmt: skip
USUAL = ("child", "mother", "father", "mgm")
OFTEN_VAGUE, SELDOM_VAGUE = 0.3, 0.05
AWAY_FROM_INCIDENTS = (-200, 120)
"""Days around the anchor in which ordinary incidents are left out: their answers would answer the plant."""


@dataclass
class Written:
    """One entry as an agency has it in its file."""

    by: str
    day: date
    date_text: str
    time: str
    event: str
    response: str
    codes: Mapping[str, str]
    mark: str = ""
    """"gap" for what a planted gap has to cite, "plant" for the rest of a scenario, "" for ordinary work."""
    id: str = ""


@dataclass
class Invented:
    """A case before it is written to a disk."""

    key: str
    life: str
    anchor: date
    since: date
    birth: date
    people: tuple[str, ...]
    until: date
    voices: dict[str, Voice] = field(default_factory=dict)
    rows: list[Written] = field(default_factory=list)

    def marked(self, *marks: str) -> set[str]:
        """Return the ids of the rows with these marks."""
        return {row.id for row in self.rows if row.mark in marks}


def invented_case(seed: int, scenario: Scenario | None = None, *, life: str = "") -> Invented:
    """Return an invented case: around ``scenario``, or an ordinary ``life`` with nothing planted.

    Equal arguments give equal cases.
    """
    key = scenario.key if scenario else f"ordinary/{life}"
    return _Maker(random.Random(f"{seed}/{key}"), key, scenario, life).case()


class _Maker:
    def __init__(self, dice: random.Random, key: str, scenario: Scenario | None, life: str) -> None:
        self.dice, self.scenario = dice, scenario
        life = dice.choice(scenario.lives) if scenario else life
        years, place = (scenario.years, scenario.place) if scenario else ((2018, 2022), (240, 340))
        self.since = date(dice.randint(*years), dice.randint(1, 12), 1)
        anchor = working_day(self.since + timedelta(dice.randint(*place)))
        low, high = scenario.age if scenario and scenario.age else LIVES[life][1]
        birth = anchor - timedelta(round(dice.uniform(low, high) * 365.25))
        people = (*USUAL, *(scenario.people if scenario else ()))
        self.until = self.since + timedelta(PERIOD_DAYS)
        self.made = Invented(key, life, anchor, self.since, birth, people, self.until)

    def case(self) -> Invented:
        made, scenario = self.made, self.scenario
        for bundle in bundles():
            if made.life in bundle.lives:
                for day in self._days(bundle):
                    self._ordinary(bundle, day)
        if scenario:
            chosen = {name: self.dice.choice(ways) for name, ways in scenario.choose.items()}
            for line in scenario.lines:
                mark = "gap" if line.starred and scenario.planted else "plant"
                made.rows.append(self._written(line, made.anchor, chosen, mark))
            made.rows = [row for row in made.rows if row.by not in scenario.leave_out]
        self._number()
        return made

    def _days(self, bundle: Bundle) -> Iterator[date]:
        """Yield the days on which a piece of ordinary work begins."""
        if bundle.at_age_days:
            for days in bundle.at_age_days:
                day = self.made.birth + timedelta(days)
                if self.since < day < self.until:
                    yield working_day(day)
        elif bundle.every:
            begin = self.dice.randint(0, min(bundle.every)) if bundle.begin is None else bundle.begin
            day = self.since + timedelta(begin)
            while day < self.until - timedelta(5):
                yield working_day(day)
                day += timedelta(self.dice.randint(*bundle.every))
        elif bundle.begin is not None:
            yield working_day(self.since + timedelta(bundle.begin))
        else:
            expected = bundle.per_year * PERIOD_DAYS / 365
            times = int(expected) + (self.dice.random() < expected % 1)
            for _ in range(times):
                yield working_day(self.since + timedelta(self.dice.randint(10, PERIOD_DAYS - 90)))

    def _ordinary(self, bundle: Bundle, day: date) -> None:
        chosen = {name: self.dice.choice(ways) for name, ways in bundle.choose.items()}
        rows = [self._written(line, day, chosen, "") for line in bundle.lines]
        if self._left_out(bundle, rows):
            return
        there = LIVES[self.made.life][0]
        self.made.rows += [row for row in rows if row.by in there and row.day < self.until]

    def _left_out(self, bundle: Bundle, rows: list[Written]) -> bool:
        """True for ordinary work that would answer or hide what is planted."""
        if self.scenario is None:
            return False
        if bundle.incident and any(self._near(row, *AWAY_FROM_INCIDENTS) for row in rows):
            return True
        return any(
            quiet.by in ("*", row.by)
            and (quiet.kinds & {row.codes["kind"], "*"} or ("seen" in quiet.kinds and _sees_child(row)))
            and self._near(row, quiet.low, quiet.high)
            for quiet in self.scenario.quiet
            for row in rows
        )

    def _near(self, row: Written, low: int, high: int) -> bool:
        return low <= (row.day - self.made.anchor).days <= high

    def _written(self, line: Line, anchor: date, chosen: Mapping[str, str], mark: str) -> Written:
        dice = self.dice
        by = line.by.format_map(chosen)
        voice = self._voice(by)
        day, vague = offset_day(anchor, line.when.format_map(chosen), dice)
        called = {name: voice.words.get(value, value) for name, value in chosen.items()}
        event, response = voice.sentence(dice.choice(line.words), called, dice)
        can_be_vague = vague if mark else "~w"
        is_vague = can_be_vague and dice.random() < (OFTEN_VAGUE if mark else SELDOM_VAGUE)
        text = vaguely(day, can_be_vague, dice) if is_vague else exactly(day, voice.dates)
        codes = {name: value.format_map(chosen) for name, value in line.codes.items()}
        codes["kind"] = codes.get("kind", "")
        for name in ("told", "heard_from"):
            if name in codes:
                codes[name] = ";".join(AGENCIES.get(one, one) for one in codes[name].split(";"))
        return Written(by, day, text, codes.pop("time", ""), event, response, codes, mark)

    def _voice(self, by: str) -> Voice:
        if by not in self.made.voices:
            infant = self.made.life in ("infant", "toddler")
            self.made.voices[by] = voice_of(by, infant=infant, dice=self.dice)
        return self.made.voices[by]

    def _number(self) -> None:
        """Put each agency's rows in the order of its file and number them."""
        for by, rows in tables(self.made).items():
            for number, row in enumerate(rows, start=1):
                row.id = f"{AGENCIES[by]}:{number}"


def _sees_child(row: Written) -> bool:
    return row.codes.get("child_seen", "") in ("seen", "seen alone", "spoken with")


def tables(made: Invented) -> dict[str, list[Written]]:
    """Return each agency's rows in the order in which its file has them."""
    found: dict[str, list[Written]] = defaultdict(list)
    for row in made.rows:
        found[row.by].append(row)
    for by, rows in found.items():
        rows.sort(key=lambda row: row.day, reverse=made.voices[by].newest_first)
    return found


def written_to(made: Invented, place: Path, *, codes: bool) -> Path:
    """Write a case folder below ``place`` as agencies would send it and return where it is.

    Without ``codes`` the tables have dates and words only.
    """
    sent = place / "sent"
    sent.mkdir(parents=True)
    for by, rows in tables(made).items():
        event, response = made.voices[by].headings
        heads = ["Date", "Time", event, response, *(CODES if codes else ())]
        with (sent / f"{AGENCIES[by]}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heads)
            for row in rows:
                own = [row.codes.get(name, "") for name in CODES] if codes else []
                writer.writerow([row.date_text, row.time, row.event, row.response, *own])
    _write_family(made, place)
    settings = {
        "title": "An invented case", "jurisdiction": "Wales", "subject": ["child"],
        "period_from": made.since, "period_to": made.until,
    }  # fmt: skip
    folder = new_folder(
        place / "case", timelines=sent, people=place / "people.csv",
        relationships=place / "relationships.csv", settings=settings,
    )  # fmt: skip
    return folder.path


def _write_family(made: Invented, place: Path) -> None:
    births = {"child": made.birth.isoformat(), "mother": str(made.birth.year - 24)}
    births |= {"father": str(made.birth.year - 26), "sibling": str(made.birth.year - 3)}
    with (place / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "label", "sex", "birth", "death", "role"))
        for id in made.people:
            label, role = FAMILY[id]
            writer.writerow((id, label, "", births.get(id, ""), "", role))
    related = [(one, "parent_of", other) for one in ("mother", "father") for other in ("child", "sibling")]
    related += [("mgm", "parent_of", "mother"), ("mother", "partner_of", "father")]
    at_home = ("child", "mother", "father", "sibling") if made.life != "care" else ("mother", "father")
    related += [(one, "household", "home") for one in at_home]
    with (place / "relationships.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("person", "relation", "other", "start", "end"))
        since = made.birth.isoformat()
        for one, relation, other in related:
            if {one, other} <= {*made.people, "home"}:
                writer.writerow((one, relation, other, since if relation == "household" else "", ""))
