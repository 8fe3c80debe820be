"""The invented cases that the patterns are measured on: equal seeds, honest plants, nobody's name."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from benchmarks._planted.days import offset_day, vaguely
from benchmarks._planted.invented import FAMILY, LIVES, Invented, invented_case, tables, written_to
from benchmarks._planted.score import is_found
from benchmarks._planted.script import AGENCIES, Line, Scenario, bundles, lines_of, not_written, scenarios
from workbench.chronology import load_case
from workbench.gaps import Gap
from workbench.vocabulary import ACCOUNTS, AGENCY_TYPES, CHILD_SEEN, KINDS, MODES, OUTCOMES, SIGNIFICANCE

VARIANTS = {"GP05": "GP05b", "GP07": "GP07b", "GP17": "GP17b", "GP21": "GP21b"}
CLOSED = {
    "kind": KINDS, "outcome": OUTCOMES, "child_seen": CHILD_SEEN, "mode": MODES,
    "significance": SIGNIFICANCE, "whose_account": ACCOUNTS, "people": FAMILY,
    "told": (*AGENCIES, "other"), "heard_from": AGENCIES,
}  # fmt: skip
CAPITALS = frozenset(("Aid", "Covid", "Families", "First", "Monday", "Ready", "Women"))
"""Words with a capital within a sentence that name no person: services, groups, weekdays."""


def all_lines() -> list[tuple[str, Line, dict[str, tuple[str, ...]]]]:
    """Every line that can be written, with where it stands and what its slots can be."""
    found = [(one.name, line, dict(one.choose)) for one in bundles() for line in one.lines]
    return found + [(one.key, line, dict(one.choose)) for one in scenarios() for line in one.lines]


def rows(made: Invented) -> list[tuple[str, str, str, str]]:
    return [(row.id, row.date_text, row.event, row.response) for row in made.rows]


def scenario(pattern: str, name: str) -> Scenario:
    [found] = [one for one in scenarios() if (one.pattern, one.name) == (pattern, name)]
    return found


def test_equal_seeds_give_equal_cases_and_others_give_others():
    """What is measured today is what was measured yesterday."""
    plant = scenario("GP01", "report by a partner, no receipt")

    assert rows(invented_case(7, plant)) == rows(invented_case(7, plant))
    assert rows(invented_case(7, plant)) != rows(invented_case(8, plant))


def test_every_pattern_is_planted_and_each_pattern_of_gaps_has_false_alarms():
    """GP01 to GP30 with their four variants, and PP1 to PP8."""
    numbers = [f"GP{number:02d}" for number in range(1, 31)]
    patterns = {*numbers, *VARIANTS.values(), *(f"PP{number}" for number in range(1, 9))}

    assert {one.pattern for one in scenarios() if one.planted} == patterns
    alarms = {one.pattern for one in scenarios() if not one.planted}
    assert {pattern for pattern in patterns - alarms if pattern.startswith("GP")} == set()


def test_a_plant_says_which_rows_a_gap_has_to_cite_and_a_false_alarm_none():
    """Stars stand in plants only, and one at least in each."""
    for one in scenarios():
        assert any(line.starred for line in one.lines) == one.planted, one.key


def test_what_cannot_be_written_is_listed_with_a_reason():
    """A named false alarm that no row can show is not passed over in silence."""
    assert [text for reasons in not_written().values() for text in reasons if ": " not in text] == []


def test_codes_are_those_of_the_vocabulary():
    """A wrong code in a script would be read as none, and measure nothing."""
    wrong = []
    for where, line, choose in all_lines():
        for name, allowed in CLOSED.items():
            for part in filter(None, line.codes.get(name, "").split(";")):
                slot = part.strip("{}")
                values = choose[slot] if part.startswith("{") else (part,)
                wrong += [(where, name, value) for value in values if value not in allowed]

    assert wrong == []
    assert set(AGENCIES.values()) <= set(AGENCY_TYPES)


@pytest.mark.parametrize("life", LIVES)
def test_an_ordinary_case_is_read_without_problems(life: str, tmp_path: Path):
    """Every row is read as written, with its date, once with codes and once without."""
    made = invented_case(3, life=life)
    for codes in (True, False):
        case = load_case(written_to(made, tmp_path / str(codes), codes=codes))

        assert case.problems == ()
        assert {row.id: row.event for row in made.rows} == dict(case.entries["event"])
        dates = case.entries[["earliest", "latest"]]
        assert [
            row.id
            for row in made.rows
            if not dates.loc[row.id, "earliest"].date() <= row.day <= dates.loc[row.id, "latest"].date()
        ] == []


def test_a_scenario_stands_in_its_case_as_written():
    """Each of its rows, within the period reviewed, with the people it names in the family."""
    for one in scenarios():
        made = invented_case(11, one)
        marked = [row for row in made.rows if row.mark]

        assert len(marked) == len(one.lines), one.key
        assert sum(row.mark == "gap" for row in marked) == sum(line.starred for line in one.lines), one.key
        named = {person for row in marked for person in row.codes.get("people", "").split(";") if person}
        assert named <= set(made.people), one.key
        assert all(made.since <= row.day <= made.until for row in marked), one.key


def test_ordinary_work_that_would_answer_a_plant_is_left_out_whole():
    """No report between the same two near it, and no half of a report with its receipt."""
    plant = scenario("GP01", "report by a partner, no receipt")
    for seed in range(5):
        made = invented_case(seed, plant)
        near = [row for row in made.rows if not row.mark and abs((row.day - made.anchor).days) < 60]

        assert [row.id for row in near if row.codes["kind"] in ("report_sent", "report_received")] == []


def test_rows_are_numbered_as_they_stand_in_the_file():
    """The id of a row is its agency and its place from 1."""
    made = invented_case(4, life="open")
    for by, own in tables(made).items():
        assert [row.id for row in own] == [f"{AGENCIES[by]}:{at}" for at in range(1, len(own) + 1)]


def test_a_line_is_read_in_its_parts():
    """Who, when, what kind, words in several ways, and codes by their short names."""
    [line] = lines_of("* police | w1..3~w | report_sent | One. // Two. >> Sent. | told=cs | on=da,drugs")

    assert (line.by, line.when, line.starred) == ("police", "w1..3~w", True)
    assert line.words == ("One.", "Two. >> Sent.")
    assert line.codes == {
        "kind": "report_sent",
        "told": "cs",
        "topics": "domestic_abuse;substance_use",
    }


def test_days_are_counted_as_offices_count_them():
    """Five working days after the Thursday before Easter 2021 are nine days later: two were holidays."""
    dice = random.Random(1)

    assert offset_day(date(2021, 4, 1), "w5", dice) == (date(2021, 4, 12), "")
    assert offset_day(date(2021, 4, 1), "-3", dice) == (date(2021, 3, 29), "")
    assert offset_day(date(2021, 4, 1), "1..5~w", dice) == (date(2021, 4, 6), "~w")
    assert vaguely(date(2021, 4, 8), "~w", dice) == "w/c 05/04/2021"


def test_no_script_names_a_person():
    """What has a capital within a sentence is a service or a label of the family."""
    names = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
    found = {
        word for _, line, _ in all_lines() for words in line.words for word in names.findall(words)
    } - CAPITALS

    assert found == set()


def test_a_gap_counts_as_found_only_where_it_is_specific():
    """It cites a planted row, and not more than three times as many; six rows are always allowed."""

    def cited(*events: str) -> Gap:
        return Gap("GP01", "", "", (), (), None, None, events, "", "", "", (), "")

    many = [f"police:{number}" for number in range(1, 20)]
    assert is_found(cited("police:1"), {"police:1"})
    assert is_found(cited(*many[:6]), {"police:1"})
    assert not is_found(cited(*many[:7]), {"police:1"})
    assert is_found(cited(*many[:9]), {"police:1", "police:2", "police:3"})
    assert not is_found(cited("school:1"), {"police:1"})
