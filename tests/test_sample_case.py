"""Each sample case is whole: every id, code, line and row it names is there.

The files are read with the standard library only, so that these tests say what
the folder holds and not what the workbench makes of it (but for the last). What
is so of one case only stands at the end.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from workbench import vocabulary
from workbench.case import When
from workbench.chronology import load_case
from workbench.genogram import genogram
from workbench.intake.dates import read_date

SAMPLE_CASES = Path(__file__).parents[1] / "sample_cases"
COLUMNS = [
    "Date", "End date", "Time", "Source of information", "Event", "Response", "Child seen", "People",
    "Comment", "Kind", "Outcome", "Told", "Heard from", "Topics", "Significance", "Mode", "Whose account",
    "Report reference",
]  # fmt: skip
PATTERNS = {
    "unshared_information", "referral_not_received", "referral_no_outcome", "no_strategy_discussion", "delay",
    "drift", "missed_appointments", "child_not_seen", "no_child_voice", "closed_without_sharing",
    "handover_gap", "single_episode_view", "no_supervision", "no_escalation", "hidden_adult",
    "agency_not_invited", "threshold_not_met_repeat", "history_not_considered", "other", "good_practice",
}  # fmt: skip

Row = dict[str, str]


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


@dataclass(frozen=True)
class Sample:
    """The files of one sample case, and how many lines the copy of its report has."""

    name: str
    last_line: int
    kindless: tuple[str, ...] = ()
    """Entries for which docs/coding-guide.md gives no kind."""

    @property
    def folder(self) -> Path:
        return SAMPLE_CASES / self.name

    @cached_property
    def settings(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "case.toml").read_text(encoding="utf-8"))

    @cached_property
    def timelines(self) -> dict[str, list[Row]]:
        return {path.stem: table(path) for path in sorted((self.folder / "timelines").glob("*.csv"))}

    @cached_property
    def entries(self) -> dict[str, Row]:
        return {
            f"{slug}:{n}": row for slug, rows in self.timelines.items() for n, row in enumerate(rows, start=1)
        }

    @cached_property
    def people(self) -> dict[str, Row]:
        return {row["id"]: row for row in table(self.folder / "people.csv")}

    @cached_property
    def relationships(self) -> list[Row]:
        return table(self.folder / "relationships.csv")

    @cached_property
    def findings(self) -> list[Row]:
        return table(self.folder / "findings.csv")

    def outside(self, column: str, allowed: object, *, many: bool = False) -> dict[str, str]:
        """Return, by entry, the values of ``column`` that are not in ``allowed``; empty cells pass."""
        return {
            ref: value
            for ref, row in self.entries.items()
            for value in (listed(row[column]) if many else [row[column]])
            if value and value not in allowed  # type: ignore[operator]
        }

    def beyond_the_report(self, texts: Iterable[str]) -> list[int]:
        """Return the lines that are cited and that the report does not have."""
        cited = {int(n) for text in texts for n in re.findall(r"\d+", text)}
        return sorted(n for n in cited if not 1 <= n <= self.last_line)

    @cached_property
    def dates(self) -> dict[str, When]:
        """Every date of the folder, read, by its place; an age counts from the subject's birth."""
        born = read_date(self.people[self.settings["subject"]]["birth"])
        ages = {f"{ref} {c}": row[c] for ref, row in self.entries.items() for c in ("Date", "End date")}
        days = {f"people {who} {c}": row[c] for who, row in self.people.items() for c in ("birth", "death")}
        for n, row in enumerate(self.relationships, start=1):
            days |= {f"relationships {n} {c}": row[c] for c in ("start", "end")}
        return {place: read_date(text, born=born) for place, text in ages.items() if text} | {
            place: read_date(text) for place, text in days.items() if text
        }


CYSUR_2_2020 = Sample("cysur-2-2020", last_line=639)
CYSUR_4_2017 = Sample(
    "cysur-4-2017",
    last_line=424,
    kindless=("childrens-services-social-work:7", "childrens-services-social-work:10"),
)


@pytest.fixture(params=[CYSUR_2_2020, CYSUR_4_2017], ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Sample:
    return request.param


def test_every_sample_case_is_tested_here():
    folders = sorted(path.parent.name for path in SAMPLE_CASES.glob("*/case.toml"))
    assert folders == [CYSUR_2_2020.name, CYSUR_4_2017.name]


def test_every_timeline_has_an_agency_and_every_agency_a_timeline(case: Sample):
    assert set(case.timelines) == set(case.settings["agencies"])
    types = {agency["type"] for agency in case.settings["agencies"].values()}
    assert types - set(vocabulary.AGENCY_TYPES) == set()


def test_every_timeline_has_the_same_columns(case: Sample):
    assert [slug for slug, rows in case.timelines.items() if list(rows[0]) != COLUMNS] == []
    assert [ref for ref, row in case.entries.items() if None in row or None in row.values()] == []


def test_the_fingerprints_are_those_of_the_timelines(case: Sample):
    sums = {
        f"timelines/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (case.folder / "timelines").iterdir()
    }
    lines = (case.folder / "timelines.sha256").read_text(encoding="utf-8").splitlines()
    assert {name: digest for digest, name in (line.split("  ") for line in lines)} == sums


def test_every_entry_has_a_date_and_a_text(case: Sample):
    assert [
        ref for ref, row in case.entries.items() if not (row["Date"].strip() and row["Event"].strip())
    ] == []


def test_every_entry_cites_lines_of_the_report(case: Sample):
    reference = re.compile(r"line \d+(; line \d+)*")
    assert [
        ref for ref, row in case.entries.items() if not reference.fullmatch(row["Report reference"])
    ] == []
    assert case.beyond_the_report(row["Report reference"] for row in case.entries.values()) == []


def test_every_entry_has_one_known_kind_but_those_for_which_the_guide_gives_none(case: Sample):
    assert case.outside("Kind", vocabulary.KINDS) == {}
    assert tuple(ref for ref, row in case.entries.items() if not row["Kind"]) == case.kindless


def test_codes_come_from_the_closed_lists(case: Sample):
    assert case.outside("Outcome", vocabulary.OUTCOMES) == {}
    assert case.outside("Significance", vocabulary.SIGNIFICANCE) == {}
    assert case.outside("Mode", vocabulary.MODES) == {}
    assert case.outside("Child seen", vocabulary.CHILD_SEEN) == {}
    assert case.outside("Whose account", vocabulary.ACCOUNTS) == {}
    topics = {topic for row in case.entries.values() for topic in listed(row["Topics"])}
    assert sorted(topic for topic in topics if not vocabulary.topic_of(topic)) == []


def test_every_person_and_agency_named_exists(case: Sample):
    agencies = {*case.timelines, *vocabulary.AGENCY_TYPES}
    assert case.outside("People", case.people, many=True) == {}
    assert case.outside("Told", agencies, many=True) == {}
    assert case.outside("Heard from", agencies, many=True) == {}
    assert case.settings["subject"] in case.people


def test_no_agency_tells_itself_or_hears_from_itself(case: Sample):
    to_itself = [
        ref
        for ref, row in case.entries.items()
        if ref.split(":")[0] in listed(row["Told"]) + listed(row["Heard from"])
    ]
    assert to_itself == []


def test_every_person_in_a_relationship_exists(case: Sample):
    for row in case.relationships:
        relation = vocabulary.relation_of(row["relation"])
        assert relation is not None, row
        named = [row["person"]] if relation[0] == "household" else [row["person"], row["other"]]
        assert [who for who in named if who not in case.people] == []


def test_every_finding_points_at_rows_of_the_agencies_it_names(case: Sample):
    assert [f["id"] for f in case.findings if f["pattern"] not in PATTERNS] == []
    assert {f["id"]: a for f in case.findings for a in listed(f["agencies"]) if a not in case.timelines} == {}
    assert {f["id"]: r for f in case.findings for r in listed(f["event_refs"]) if r not in case.entries} == {}
    elsewhere = {
        f["id"]: ref
        for f in case.findings
        for ref in listed(f["event_refs"])
        if ref.split(":")[0] not in listed(f["agencies"])
    }
    assert elsewhere == {}


def test_findings_are_numbered_dated_and_cited(case: Sample):
    assert len({f["id"] for f in case.findings}) == len(case.findings)
    source = re.compile(r"\[REVIEW\] line \d+(; \d+)*")
    assert [f["id"] for f in case.findings if not source.fullmatch(f["source"])] == []
    assert case.beyond_the_report(f["source"] for f in case.findings) == []
    day = re.compile(r"\d{4}-\d\d(-\d\d)?")
    named = [f for f in case.findings if f["pattern"] != "good_practice"]
    dates = [f[column] for f in named for column in ("from_date", "to_date")]
    assert [text for text in dates if not day.fullmatch(text)] == []
    assert [f["id"] for f in named if f["from_date"] > f["to_date"]] == []


def test_the_readme_has_a_line_for_every_entry(case: Sample):
    """With the date as the entry has it, and the lines that the entry cites."""
    readme = (case.folder / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z-]+:\d+) \| (.*) \| [CMD] \| (.*) \|$", readme, re.MULTILINE)
    assert sorted(rows) == sorted(
        (ref, " to ".join(filter(None, (row["Date"], row["End date"]))), row["Report reference"])
        for ref, row in case.entries.items()
    )


def test_every_date_reads_without_a_problem(case: Sample):
    assert {place: when.text for place, when in case.dates.items() if when.problem} == {}


def test_cysur_2_2020_has_enough_entries_and_findings():
    named = [f["pattern"] for f in CYSUR_2_2020.findings]
    assert len(CYSUR_2_2020.entries) >= 60
    assert len(named) - named.count("good_practice") >= 18
    assert "good_practice" in named


def test_cysur_2_2020_what_a_service_had_no_record_of_is_not_in_its_file():
    """The report says so of each; a row added later would undo the case."""
    timelines = CYSUR_2_2020.timelines
    sent = [row for row in timelines["dyfed-powys-police"] if row["Kind"] == "report_sent"]
    received = [row for row in timelines["childrens-services-assessment"] if row["Kind"] == "report_received"]
    assert len(sent) == 2 and len(received) == 1

    elsewhere = [row for slug, rows in timelines.items() if slug != "primary-mental-health" for row in rows]
    codes = {row[column] for row in elsewhere for column in ("Kind", "Outcome")}
    assert codes & {"missed_contact", "closed_non_engagement", "strategy_discussion", "s47_enquiry"} == set()


def test_cysur_4_2017_dates_no_entry_that_its_report_does_not_date():
    """The adoption order has the one day that the report gives; an index date would be invented."""
    exact = [place for place, when in CYSUR_4_2017.dates.items() if when.exact and ":" in place]
    assert exact == ["childrens-services-social-work:8 Date"]
    assert "index_date" not in CYSUR_4_2017.settings
    assert CYSUR_4_2017.settings["guessed"] == ["period.from", "period.to"]


def test_cysur_4_2017_holds_no_step_that_its_report_missed():
    """It names the lack of oversight, of escalation and of legal advice; no file has a row of one."""
    kinds = {row["Kind"] for row in CYSUR_4_2017.entries.values()}
    assert kinds & {"supervision", "escalation", "strategy_discussion"} == set()
    unrecorded = [f["id"] for f in CYSUR_4_2017.findings if not f["event_refs"]]
    assert {f["pattern"] for f in CYSUR_4_2017.findings if f["id"] in unrecorded} == {"no_supervision"}


def test_cysur_4_2017_opens_with_every_entry_dated():
    """As the workbench reads it."""
    opened = load_case(CYSUR_4_2017.folder)
    assert opened.problems == ()
    assert opened.entries["scope"].value_counts().to_dict() == {"within": 32, "before": 21}
    assert genogram(opened.people, opened.relationships).problems == ()
