"""An entry is known by its words; what people confirmed of it is laid over what was suggested."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.case_files import MakeCase
from workbench.case import Coding, confirm_codes
from workbench.chronology import Case, entry_as_json, load_case
from workbench.gaps import find_gaps
from workbench.intake import Timeline, by_row, keys, read_timeline
from workbench.pages import views

VISITS = """Date,Event
1/3/2019,Officers attended a domestic argument. Referral sent to GP.
2/3/2019,Call.
1/3/2019,Officers attended a domestic argument. Referral sent to GP.
"""
LETTERS = "Date,Event,Kind\n1/3/2019,Letter.,strategy_discussion\n"


def table(path: Path, text: str) -> Timeline:
    path.write_text(text)
    return read_timeline(path, agency=path.stem)


# Keys


def test_an_entry_keeps_its_key_on_another_row_and_under_other_headings(tmp_path: Path) -> None:
    """Spaces, the order of the columns and what a heading was taken for do not matter."""
    old = table(tmp_path / "a.csv", "Date,Event,Officer\n1/3/2019,Home  visit.,PC 1\n2/3/2019,Call.,\n")
    new = table(
        tmp_path / "b.csv", "Who;Significant event;Date\n;Call.; 2/3/2019\nPC 1;Home visit. ;1/3/2019\n"
    )

    assert keys(new) == keys(old)[::-1]


def test_another_word_gives_another_key_and_equal_entries_are_counted(tmp_path: Path) -> None:
    [one, two, three, other] = keys(
        table(
            tmp_path / "a.csv", "Date,Event\n1/3/2019,Call.\n1/3/2019,Call.\n1/3/2019,Call.\n1/3/2019,Call\n"
        )
    )

    assert [two, three] == [f"{one}#2", f"{one}#3"]
    assert other != one
    assert len(one) == 17 and one.startswith("k")


def test_a_column_that_numbers_the_rows_does_not_count(tmp_path: Path) -> None:
    """An entry put in before others changes all their numbers; years that rise are no numbering."""
    old = table(tmp_path / "a.csv", "No,Date,Event\n1,2011,Call.\n2,2012,Visit.\n")
    new = table(tmp_path / "b.csv", "No,Date,Event\n1,2010,Birth.\n2,2011,Call.\n3,2012,Visit.\n")
    years = table(tmp_path / "c.csv", "Date,Event\n2011,Call.\n2012,Call.\n")

    assert keys(new)[1:] == keys(old)
    assert len(set(keys(years))) == 2


def test_what_is_said_by_key_is_found_by_row() -> None:
    assert by_row({("police", "k2"): "x", ("police", "gone"): "y"}, {"police": ["k1", "k2"]}) == {
        ("police", 2): "x"
    }


# Codes laid over


@pytest.fixture
def folder(make_case: MakeCase) -> Path:
    return make_case({"police": VISITS, "gp": LETTERS})


def decided(folder: Path, id: str, field: str, codes: list[str] | None) -> Case:
    agency, _, row = id.partition(":")
    [timeline] = [timeline for timeline in load_case(folder).timelines if timeline.agency == agency]
    confirm_codes(folder, [Coding(agency, keys(timeline)[int(row) - 1], int(row), field, codes)], who="Ann")
    return load_case(folder)


def shown(case: Case, id: str) -> dict[str, Any]:
    row = entry_as_json(case, id)
    return {name: row[name] for name in ("kind", "kind_state", "told", "suggested", "confirmed")}


def test_nothing_confirmed_leaves_all_as_it_is(folder: Path) -> None:
    case = load_case(folder)

    assert not any(case.entries["confirmed"]) and not any(case.entries["instead_of"])
    assert shown(case, "gp:1")["kind_state"] == "stated"


def test_a_corrected_code_stands_and_says_what_it_stands_in_place_of(folder: Path) -> None:
    """Only on its own entry: the equal one two rows below keeps its suggestion."""
    before = load_case(folder)
    suggested = before.entries.at["police:1", "kind"]

    case = decided(folder, "police:1", "kind", ["no_access"])

    entry, other = shown(case, "police:1"), shown(case, "police:3")
    assert (entry["kind"], entry["kind_state"], entry["confirmed"]) == ("no_access", "confirmed", ["kind"])
    assert "kind" not in entry["suggested"] and "told" in entry["suggested"]
    assert case.entries.at["police:1", "instead_of"] == {"kind": ("suggested", suggested)}
    assert other == shown(before, "police:3")
    assert case.problems == before.problems


def test_nobody_told_is_confirmed_as_nobody(folder: Path) -> None:
    case = decided(folder, "police:1", "told", [])

    entry = shown(case, "police:1")
    assert (entry["told"], entry["confirmed"]) == ([], ["told"])
    assert "told" not in entry["suggested"]


def test_a_stated_code_can_be_corrected_and_taken_back(folder: Path) -> None:
    case = decided(folder, "gp:1", "kind", ["visit_child"])
    assert case.entries.at["gp:1", "instead_of"] == {"kind": ("stated", "strategy_discussion")}

    case = decided(folder, "gp:1", "kind", None)
    assert shown(case, "gp:1")["kind"] == "strategy_discussion"
    assert shown(case, "gp:1")["kind_state"] == "stated"


def test_what_is_not_known_is_said_and_the_rest_is_laid_over(folder: Path) -> None:
    """A field, a code, a code too many, an entry that is not there, an agency that is not there."""
    [timeline] = [one for one in load_case(folder).timelines if one.agency == "police"]
    key = keys(timeline)[0]
    confirm_codes(
        folder,
        [
            Coding("police", key, 1, "knd", ["no_access"]),
            Coding("police", key, 1, "mode", ["hom"]),
            Coding("police", key, 1, "kind", ["no_access", "visit_child"]),
            Coding("police", key, 1, "told", ["gp"]),
            Coding("police", "gone", 9, "kind", ["no_access"]),
            Coding("fire", key, 1, "kind", ["no_access"]),
        ],
        who="Ann",
    )

    case = load_case(folder)

    assert shown(case, "police:1")["confirmed"] == ["told"]
    assert [str(problem) for problem in case.problems] == [
        'coding.csv, row 2, column "field": "knd" is not known. Did you mean "kind"? Known: kind, told, '
        "heard_from, people, topics, child_seen, outcome, significance, mode, whose_account. "
        "The line was not used.",
        'coding.csv, row 3, column "codes": "hom" is not known. Did you mean "home"? Known: home, clinic, '
        "office, phone, virtual, school, hospital. The line was not used.",
        'coding.csv, row 4, column "codes": kind holds one code. Leave one of them; the line was not used.',
        "coding.csv: 1 entry of Police that somebody coded is not in the case as it was. Where the agency "
        "sent a corrected file, look at the changed rows and carry the codes over.",
        'coding.csv: 1 entry of "fire", which sent no timeline, that somebody coded is not in the case as '
        "it was. Where the agency sent a corrected file, look at the changed rows and carry the codes over.",
    ]


def test_the_explore_page_tells_confirmed_from_suggested_and_stated(folder: Path) -> None:
    decided(folder, "police:1", "told", [])
    case = decided(folder, "police:1", "kind", ["no_access"])

    codes = {code["name"]: code for code in views.entry(case, {}, "police:1")["codes"]}

    assert (codes["Kind"]["state"], codes["Kind"]["shown"]) == (
        "confirmed",
        ["No access or denied sight of child"],
    )
    assert codes["Kind"]["instead_of"].startswith("its words suggested ")
    assert (codes["Told"]["state"], codes["Told"]["shown"]) == ("confirmed", [])
    assert views.entry(case, {}, "gp:1")["codes"][0]["state"] == "stated"
    assert "confirmed by the panel in 1," in views.header(case)["rests_on"][1]
    assert find_gaps(case).looked_at["patterns"]
