"""The sample case CYSUR 2/2020 is whole: every id, code, line and row it names is there.

The files are read with the standard library only, so that these tests say what
the folder holds and not what the workbench makes of it.
"""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

from workbench import vocabulary
from workbench.intake.dates import read_date

CASE = Path(__file__).parents[1] / "sample_cases" / "cysur-2-2020"
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
LAST_LINE = 639

Row = dict[str, str]


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


SETTINGS = tomllib.loads((CASE / "case.toml").read_text(encoding="utf-8"))
TIMELINES = {path.stem: table(path) for path in sorted((CASE / "timelines").glob("*.csv"))}
ENTRIES = {f"{slug}:{n}": row for slug, rows in TIMELINES.items() for n, row in enumerate(rows, start=1)}
PEOPLE = {row["id"]: row for row in table(CASE / "people.csv")}
RELATIONSHIPS = table(CASE / "relationships.csv")
FINDINGS = table(CASE / "findings.csv")


def outside(column: str, allowed: object, *, many: bool = False) -> dict[str, str]:
    """Return, by entry, the values of ``column`` that are not in ``allowed``; empty cells pass."""
    return {
        ref: value
        for ref, row in ENTRIES.items()
        for value in (listed(row[column]) if many else [row[column]])
        if value and value not in allowed  # type: ignore[operator]
    }


def dated_cells() -> list[tuple[str, str]]:
    """Return every date of the folder with the place where it stands."""
    cells = [(f"{ref} {c}", row[c]) for ref, row in ENTRIES.items() for c in ("Date", "End date")]
    cells += [(f"people {who} {c}", row[c]) for who, row in PEOPLE.items() for c in ("birth", "death")]
    for n, row in enumerate(RELATIONSHIPS, start=1):
        cells += [(f"relationships {n} {c}", row[c]) for c in ("start", "end")]
    return [(place, text) for place, text in cells if text]


def test_every_timeline_has_an_agency_and_every_agency_a_timeline():
    assert set(TIMELINES) == set(SETTINGS["agencies"])
    types = {agency["type"] for agency in SETTINGS["agencies"].values()}
    assert types - set(vocabulary.AGENCY_TYPES) == set()


def test_every_timeline_has_the_same_columns():
    assert {slug: list(rows[0]) for slug, rows in TIMELINES.items()} == dict.fromkeys(TIMELINES, COLUMNS)
    assert [ref for ref, row in ENTRIES.items() if None in row or None in row.values()] == []


def test_there_are_enough_entries_and_each_has_a_date_and_a_text():
    assert len(ENTRIES) >= 60
    assert [ref for ref, row in ENTRIES.items() if not (row["Date"].strip() and row["Event"].strip())] == []


def test_every_entry_cites_lines_of_the_report():
    reference = re.compile(r"line \d+(; line \d+)*")
    assert [ref for ref, row in ENTRIES.items() if not reference.fullmatch(row["Report reference"])] == []
    cited = {int(n) for row in ENTRIES.values() for n in re.findall(r"\d+", row["Report reference"])}
    assert sorted(n for n in cited if not 1 <= n <= LAST_LINE) == []


def test_every_entry_has_exactly_one_known_kind():
    assert [ref for ref, row in ENTRIES.items() if row["Kind"] not in vocabulary.KINDS] == []


def test_codes_come_from_the_closed_lists():
    assert outside("Outcome", vocabulary.OUTCOMES) == {}
    assert outside("Significance", vocabulary.SIGNIFICANCE) == {}
    assert outside("Mode", vocabulary.MODES) == {}
    assert outside("Child seen", vocabulary.CHILD_SEEN) == {}
    assert outside("Whose account", vocabulary.ACCOUNTS) == {}
    topics = {topic for row in ENTRIES.values() for topic in listed(row["Topics"])}
    assert sorted(topic for topic in topics if not vocabulary.topic_of(topic)) == []


def test_every_person_and_agency_named_exists():
    agencies = {*TIMELINES, *vocabulary.AGENCY_TYPES}
    assert outside("People", PEOPLE, many=True) == {}
    assert outside("Told", agencies, many=True) == {}
    assert outside("Heard from", agencies, many=True) == {}
    assert SETTINGS["subject"] in PEOPLE


def test_no_agency_tells_itself_or_hears_from_itself():
    to_itself = [
        ref
        for ref, row in ENTRIES.items()
        if ref.split(":")[0] in listed(row["Told"]) + listed(row["Heard from"])
    ]
    assert to_itself == []


def test_every_person_in_a_relationship_exists():
    for row in RELATIONSHIPS:
        relation = vocabulary.relation_of(row["relation"])
        assert relation is not None, row
        named = [row["person"]] if relation[0] == "household" else [row["person"], row["other"]]
        assert [who for who in named if who not in PEOPLE] == []


def test_every_finding_points_at_rows_of_the_agencies_it_names():
    assert [f["id"] for f in FINDINGS if f["pattern"] not in PATTERNS] == []
    assert {f["id"]: a for f in FINDINGS for a in listed(f["agencies"]) if a not in TIMELINES} == {}
    assert {f["id"]: r for f in FINDINGS for r in listed(f["event_refs"]) if r not in ENTRIES} == {}
    elsewhere = {
        f["id"]: ref
        for f in FINDINGS
        for ref in listed(f["event_refs"])
        if ref.split(":")[0] not in listed(f["agencies"])
    }
    assert elsewhere == {}


def test_findings_are_numbered_dated_and_cited():
    assert len({f["id"] for f in FINDINGS}) == len(FINDINGS)
    source = re.compile(r"\[REVIEW\] line \d+(; \d+)*")
    assert [f["id"] for f in FINDINGS if not source.fullmatch(f["source"])] == []
    day = re.compile(r"\d{4}-\d\d(-\d\d)?")
    named = [f for f in FINDINGS if f["pattern"] != "good_practice"]
    dates = [f[column] for f in named for column in ("from_date", "to_date")]
    assert [text for text in dates if not day.fullmatch(text)] == []
    assert [f["id"] for f in named if f["from_date"] > f["to_date"]] == []


def test_the_reviewers_named_at_least_eighteen_missed_opportunities():
    assert len([f for f in FINDINGS if f["pattern"] != "good_practice"]) >= 18
    assert len([f for f in FINDINGS if f["pattern"] == "good_practice"]) >= 1


def test_what_a_service_had_no_record_of_is_not_in_its_file():
    """The report says so of each; a row added later would undo the case."""
    sent = [row for row in TIMELINES["dyfed-powys-police"] if row["Kind"] == "report_sent"]
    received = [row for row in TIMELINES["childrens-services-assessment"] if row["Kind"] == "report_received"]
    assert len(sent) == 2 and len(received) == 1

    elsewhere = [row for ref, row in ENTRIES.items() if not ref.startswith("primary-mental-health:")]
    codes = {row[column] for row in elsewhere for column in ("Kind", "Outcome")}
    assert codes & {"missed_contact", "closed_non_engagement", "strategy_discussion", "s47_enquiry"} == set()


def test_the_readme_has_a_line_for_every_entry():
    readme = (CASE / "README.md").read_text(encoding="utf-8")
    listed_rows = re.findall(r"^\| ([a-z-]+:\d+) \|.* \| [CMD] \|", readme, re.MULTILINE)
    assert sorted(listed_rows) == sorted(ENTRIES)


def test_every_date_reads_without_a_problem():
    assert {place: text for place, text in dated_cells() if read_date(text).problem} == {}
