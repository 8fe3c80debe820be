"""Contacts that guidance would expect: each rule where it fires, where it has a record, with vague dates."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gaps_support import FAMILY, written_case
from workbench.chronology import Narrower, Narrowing, case_by, part_of
from workbench.network import Network, as_json, network
from workbench.network.expected_rules import expected_rules
from workbench.network.recorded import NEVER, Spans
from workbench.standards import standards

REPORT = "police | 2019-01-03 | report_sent | Report sent. | told=childrens-services\n"
SEEN = "childrens-services | 2018-12-01 | supervision | Supervision.\n"


def drawn(lines: str, day: str = "", **how: Any) -> list[tuple[str, ...]]:
    """Return rule, both ends, row and days of every expected contact without a record."""
    seen = network(written_case(lines, **how)).as_of(date.fromisoformat(day) if day else None)
    return [
        (one.rule, one.source, one.target, one.entry, f"{one.since} {one.until}")
        for one in seen.expected.contacts
    ]


def test_word_back_is_expected_after_a_report() -> None:
    """Seven working days from 3 January 2019; nothing of it is said before they have passed."""
    expected = (
        "word-back", "agency:childrens-services", "agency:police", "police:1", "2019-01-03 2019-01-14",
    )  # fmt: skip
    assert drawn(SEEN + REPORT) == [expected]
    assert drawn(SEEN + REPORT, "2019-01-13") == []
    assert drawn(SEEN + REPORT, "2019-01-14") == [expected]


@pytest.mark.parametrize(
    "record",
    [
        "childrens-services | 2019-01-10 | information_shared | Rang. | told=police",
        "police | 2019-01-10 | contact_adult | Rang. | heard_from=childrens-services",
        "police | 2019-01-10 | acknowledgement | Outcome came.",
        "childrens-services | 2019 | information_shared | Rang. | told=police",
        "childrens-services | some time | information_shared | Rang. | told=police",
        "childrens-services | 2019-01-10 | core_group | Met. | heard_from=police",
        "leaving-care | 2019-01-10 | information_shared | Rang. | told=police",
    ],
)
def test_any_contact_that_could_be_it_is_a_record(record: str) -> None:
    """Of either side, vague, undated, met, or by another team of the same body."""
    assert drawn(f"{SEEN}{REPORT}{record}\n") == []


def test_a_record_that_comes_late_is_none_until_it_comes() -> None:
    case = written_case(
        f"{SEEN}{REPORT}childrens-services | 2019-02-10 | information_shared | x | told=police\n"
    )
    whole = network(case)

    def found(day: date | None) -> tuple[int, int, int]:
        expected = whole.as_of(day).expected
        return len(expected.contacts), expected.of, expected.late

    assert found(date(2019, 2, 9)) == (1, 1, 0)
    assert found(date(2019, 2, 10)) == (0, 1, 1)
    assert found(None) == (0, 1, 1)


def test_both_records_of_one_report_expect_one_word_back() -> None:
    receipt = "childrens-services | 2019-01-04 | report_received | Report in. | heard_from=police\n"
    assert [one[3] for one in drawn(SEEN + REPORT + receipt)] == ["police:1"]
    assert [one[3] for one in drawn(SEEN + "police | 2019-01-01 | | x\n" + receipt)] == [
        "childrens-services:2"
    ]


def test_without_a_timeline_to_look_in_it_is_not_known() -> None:
    """The sender's word alone does not show that no word came back."""
    expected = network(written_case(REPORT)).as_of().expected
    [one] = expected.not_known
    assert (expected.contacts, expected.of, one.found) == (
        (), 0, "not known: no timeline from Children's services for that date",
    )  # fmt: skip
    assert expected.words == "0 of 0 expected contacts without a record · 1 not known"


def test_at_the_end_of_the_timelines_it_is_too_soon_to_tell() -> None:
    late = "police | 2019-05-15 | report_sent | Report sent. | told=childrens-services\n"
    assert drawn(SEEN + late) == []


def test_what_is_drawn_says_its_source_nation_and_row() -> None:
    [one] = as_json(network(written_case(SEEN + REPORT)))["expected"]["without_record"]
    cited = one.pop("standard")
    assert cited.startswith("WA-003: Acknowledge and tell the report-maker the outcome (Wales Safeguarding")
    assert "not as the rule of the day" in cited
    assert one == {
        "from": "agency:childrens-services", "to": "agency:police",
        "expected": "Word back to whoever made a report", "rule": "word-back", "event": "police:1",
        "since": "2019-01-03", "until": "2019-01-14", "jurisdiction": "Wales",
        "record": "no record of it in the timelines supplied",
    }  # fmt: skip


DISCUSSION = "childrens-services | 2019-01-03 | strategy_discussion | Held. | told=midwifery\n"
POLICE = "police | 2018-12-01 | police_incident | Called.\n"


def test_police_are_part_of_a_strategy_discussion() -> None:
    expected = (
        "strategy-discussion", "agency:childrens-services", "agency:police", "childrens-services:1",
        "2019-01-03 2019-01-10",
    )  # fmt: skip
    assert drawn(POLICE + DISCUSSION) == [expected]
    assert drawn(POLICE + DISCUSSION.replace("midwifery", "midwifery; police")) == []
    assert drawn(POLICE + DISCUSSION.replace("| told=midwifery", "")) == []
    assert drawn(POLICE + DISCUSSION + "police | 2019-01-02 | strategy_discussion | Took part.\n") == []
    assert drawn(POLICE + DISCUSSION + "police | January 2019 | strategy_discussion | Took part.\n") == []


REGISTERED = (
    "childrens-services | 2019-03-10 | registration_change | Name placed on the register. | people=infant\n"
)


def test_no_access_to_a_child_on_the_register_is_passed_on() -> None:
    lines = REGISTERED + "health-visiting | 2019-03-12 | no_access | No reply. | people=infant\n"
    expected = (
        "no-access", "agency:health-visiting", "agency:childrens-services", "health-visiting:1",
        "2019-03-12 2019-03-19",
    )  # fmt: skip
    assert [one for one in drawn(lines) if one[0] == "no-access"] == [expected]
    told = lines + "health-visiting | 2019-03-13 | information_shared | x | told=childrens-services\n"
    before = lines.replace("2019-03-12", "2019-03-08")
    for other in (told, before):
        assert [one for one in drawn(other) if one[0] == "no-access"] == []


def test_a_health_visitor_is_expected_after_a_birth() -> None:
    lines = "midwifery | 2019-02-28 | life_event | Born. | people=infant\n"
    other = "health-visiting | 2019-04-28 | health_contact | Seen. | people=infant\n"
    expected = (
        "new-birth-visit", "agency:health-visiting", "person:infant", "midwifery:1", "2019-02-28 2019-03-14",
    )  # fmt: skip
    assert drawn(lines + other, "2019-04-27") == [expected]
    assert drawn(lines + other) == []
    assert drawn(lines + other.replace("2019-04-28", "March 2019"), "2019-04-27") == []
    died = [*FAMILY[:1], ("infant", "Infant", "male", "2019-02-28", "2019-03-02", "infant", "yes")]
    assert drawn(lines + other, "2019-04-27", people=died) == []


def test_a_child_on_the_register_is_met_every_four_weeks() -> None:
    """From its beginning, and again from each contact on; the row is the last one before."""
    visit = "childrens-services | 2019-03-20 | visit_child | Visit. | people=infant\n"
    where = ("register-visit", "agency:childrens-services", "person:infant")
    assert drawn(REGISTERED + visit) == [(*where, "childrens-services:2", "2019-03-20 2019-04-17")]
    assert drawn(REGISTERED, "2019-04-07") == [(*where, "childrens-services:1", "2019-03-10 2019-04-07")]
    assert drawn(REGISTERED.replace("2019-03-10", "2019-01-10")) == []  # before the birth
    vague = "childrens-services | 2019 | visit_child | Visit. | people=infant\n"
    assert drawn(REGISTERED + vague) == []


def test_a_looked_after_child_is_met_every_six_weeks() -> None:
    lines = (
        "childrens-services | 2019-03-10 | placement_event | Became looked after, placed with foster carer. "
    )
    lines += "| people=infant\n"
    where = ("care-visit", "agency:childrens-services", "person:infant")
    assert drawn(lines) == [(*where, "childrens-services:1", "2019-03-10 2019-04-21")]
    visit = "childrens-services | 2019-04-20 | visit_child | Visit. | people=infant\n"
    assert drawn(lines + visit) == []


def test_a_part_expects_what_its_own_entries_set_off() -> None:
    """What counts as a record is of the whole case; what was due after the part's last day is left out."""
    case = written_case(SEEN + REPORT)
    whole = network(case)

    def of_part(**wanted: Any) -> int:
        part = part_of(case, Narrower(case).kept(Narrowing(**wanted)))
        return whole.only(part).as_of().expected.of

    assert of_part(agencies=("police",)) == 1
    assert of_part(agencies=("childrens-services",)) == 0
    part = part_of(case, case.entries.index)
    assert whole.only(part, date(2019, 1, 13)).as_of().expected.of == 0


def test_with_hindsight_hidden_nothing_of_later_days_shows() -> None:
    case = written_case(
        f"{SEEN}{REPORT}childrens-services | 2019-02-10 | information_shared | x | told=police\n"
    )
    whole, day = network(case), date(2019, 1, 20)
    seen = whole.only(case_by(case, day)).as_of(day).expected
    assert (len(seen.contacts), seen.of, seen.late) == (1, 1, 0)
    early = date(2019, 1, 10)
    assert whole.only(case_by(case, early)).as_of(early).expected.of == 0


def test_every_rule_leans_on_standards_that_are_there() -> None:
    every = standards()
    for rule in expected_rules().values():
        assert rule.standards and all(id in every for id in rule.standards), rule.id
        assert rule.look_working_days or any(every[id].within for id in rule.standards), rule.id
        assert not any(every[id].uncertain or every[id].local for id in rule.standards), rule.id


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=12), st.integers(0, 90))
def test_the_search_says_what_looking_at_every_row_says(rows: list[tuple[int, int]], day: int) -> None:
    spans = [(first, first + more) for first, more in rows]
    assert Spans(spans).since(day) == min((first for first, last in spans if last >= day), default=NEVER)


@settings(max_examples=15)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.lists(st.integers(0, 200), max_size=4))
def test_a_record_more_never_draws_a_line_more(reports: list[int], records: list[int]) -> None:
    """At every day the lines with a record more are among those without it."""
    start = date(2018, 9, 1).toordinal()

    def made(count: int) -> Network:
        lines = SEEN
        for days in reports:
            lines += REPORT.replace("2019-01-03", str(date.fromordinal(start + days)))
        for days in records[:count]:
            when = date.fromordinal(start + days)
            lines += f"police | {when} | acknowledgement | Outcome came.\n"
        return network(written_case(lines))

    fewer, more = made(0), made(len(records))
    for days in (50, 120, 200):
        day = date.fromordinal(start + days)
        ours, theirs = more.as_of(day).expected, fewer.as_of(day).expected
        assert {one.entry for one in ours.contacts} <= {one.entry for one in theirs.contacts}
        assert ours.of == theirs.of


def big() -> str:
    """Ten thousand entries of twenty agencies, every fourth a report to children's services."""
    agencies = ["childrens-services", "police", "midwifery", "housing", *(f"school-{i}" for i in range(16))]
    lines = []
    for i in range(10_000):
        day = date.fromordinal(date(2018, 5, 20).toordinal() + i * 7 % 360)
        report = i % 4 == 0 and i % 20
        code = "report_sent | x | told=childrens-services" if report else "visit_child | x | people=infant"
        lines.append(f"{agencies[i % 20]} | {day} | {code}")
    return "\n".join(lines)


def test_a_moved_slider_answers_within_20_ms_at_10_000_entries() -> None:
    drawn_from = network(written_case(big()))
    assert len(drawn_from.expected.contacts) > 1_000
    best = 1.0
    for month in range(6, 13):
        start = time.perf_counter()
        drawn_from.as_of(date(2018, month, 5))
        best = min(best, time.perf_counter() - start)
    assert best < 0.02
