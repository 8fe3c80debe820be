"""A corrected file beside the old one: the same by its words, what changed paired by best assignment."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_files import MakeCase
from workbench.case import Coding, DateGiven, confirm_codes, give_dates, replace_timeline
from workbench.case.answers import CODING
from workbench.case.decision_history import undo
from workbench.chronology import Case, load_case
from workbench.chronology.carried import carry_over, leave_behind, waiting
from workbench.chronology.corrected import compare
from workbench.intake import Timeline, keys, read_timeline


def table(folder: Path, lines: list[str], heading: str = "Date|Event|Action") -> Timeline:
    path = folder / "police.csv"
    path.write_text("\n".join([heading, *lines]))
    return read_timeline(path, agency="police")


OLD = [
    "1/3/2019|Home visit by PC.|None",
    "5/3/2019|Call from the school about bruising.|MARF sent",
    "9/3/2019|Strategy discussion.|",
    "2/4/2019|Bail check.|",
]


def compared(folder: Path, new: list[str], heading: str = "Date|Event|Action") -> list[tuple[object, ...]]:
    rows = compare(table(folder, OLD), table(folder, new, heading))
    return [(row.state, row.old, row.new) for row in rows]


def test_the_same_file_is_the_same(tmp_path: Path) -> None:
    assert compared(tmp_path, OLD) == [("same", row, row) for row in (1, 2, 3, 4)]


def test_an_entry_before_others_moves_them_and_puts_none_out_of_order(tmp_path: Path) -> None:
    rows = compare(table(tmp_path, OLD), table(tmp_path, ["28/2/2019|Intelligence received.|", *OLD]))

    assert [(row.state, row.old, row.new) for row in rows] == [
        ("new", None, 1),
        ("moved", 1, 2),
        ("moved", 2, 3),
        ("moved", 3, 4),
        ("moved", 4, 5),
    ]
    assert not any(row.out_of_order for row in rows)


def test_an_entry_that_changed_its_place_is_told_from_those_that_it_pushed(tmp_path: Path) -> None:
    rows = compare(table(tmp_path, OLD), table(tmp_path, [*OLD[1:], OLD[0]]))

    assert [(row.old, row.new) for row in rows if row.out_of_order] == [(1, 4)]
    assert {row.state for row in rows} == {"moved"}


def test_a_changed_entry_says_which_cells_read_otherwise(tmp_path: Path) -> None:
    """A word corrected, an action filled in, the date corrected; the heading is the new file's."""
    new = [OLD[0], "6/3/2019|Call from the school about a bruise.|MARF sent; GP told", *OLD[2:]]

    rows = compare(table(tmp_path, OLD), table(tmp_path, new, "Date of contact|Event|Response"))

    assert [row.state for row in rows] == ["same", "changed", "same", "same"]
    assert [(one.column, one.old, one.new) for one in rows[1].differs] == [
        ("Date of contact", "5/3/2019", "6/3/2019"),
        ("Event", "Call from the school about bruising.", "Call from the school about a bruise."),
        ("Response", "MARF sent", "MARF sent; GP told"),
    ]
    assert rows[1].alike > 0.8


def test_what_is_not_like_anything_is_gone_and_new(tmp_path: Path) -> None:
    """What is gone stands behind the entry that it stood behind."""
    assert compared(tmp_path, [OLD[0], OLD[1], "9/3/2019|Arrest of an adult at the address.|", OLD[3]]) == [
        ("same", 1, 1),
        ("same", 2, 2),
        ("gone", 3, None),
        ("new", None, 3),
        ("same", 4, 4),
    ]


def test_a_mistyped_year_is_found_by_the_words(tmp_path: Path) -> None:
    assert compared(tmp_path, [*OLD[:3], "2/4/2091|Bail check.|"])[3] == ("changed", 4, 4)


def test_each_entry_is_paired_once_and_best_over_all(tmp_path: Path) -> None:
    """Three visits of one day, each with its own word changed: no two go to the same."""
    old = table(
        tmp_path,
        [f"1/3/2019|Visit to the house, {word} spoken to.|" for word in ("mother", "father", "aunt")],
    )
    new = table(
        tmp_path,
        [f"1/3/2019|Visit to the house, {word} was spoken to.|" for word in ("aunt", "mother", "father")],
    )  # fmt: skip

    rows = compare(old, new)

    assert [(row.old, row.new) for row in rows] == [(3, 1), (1, 2), (2, 3)]


def test_an_empty_file_is_all_gone(tmp_path: Path) -> None:
    rows = compare(table(tmp_path, OLD), Timeline("police", "timelines/police.csv"))

    assert [(row.state, row.old) for row in rows] == [("gone", row) for row in (1, 2, 3, 4)]


@pytest.mark.parametrize("text", ["?|Undated entry {n} about {w}.|", "1/3/2019|Entry {n} about {w}.|"])
def test_a_large_file_in_which_every_entry_changed_is_paired(tmp_path: Path, text: str) -> None:
    """Six hundred on one day, or undated."""
    names = ("school", "clinic", "housing", "a fall", "the dog", "bail", "money")
    lines = [text.format(n=f"{n * 7919 % 100_003:06}", w=names[n % 7]) for n in range(600)]
    new = [line.replace("about", "concerning") for line in lines]

    rows = compare(table(tmp_path, lines), table(tmp_path, new))

    assert sum(row.state == "changed" and row.old == row.new for row in rows) >= 590


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_every_entry_of_both_files_is_there_once(
    tmp_path_factory: pytest.TempPathFactory, old: list[int], new: list[int]
) -> None:
    """Whatever was put in, taken out, doubled or moved."""
    folder = tmp_path_factory.mktemp("any")
    words = ("Home visit.", "Home visits.", "Call from school.", "Arrest.", "?", "Call from a school.")
    before = table(folder, [f"{n + 1}/3/2019|{words[n]}|" for n in old])
    after = table(folder, [f"{n + 1}/3/2019|{words[n]}|" for n in new])

    rows = compare(before, after)

    assert sorted(row.old for row in rows if row.old is not None) == list(range(1, len(before) + 1))
    assert [row.new for row in rows if row.new is not None] == list(range(1, len(after) + 1))


# What people had decided


@pytest.fixture
def folder(make_case: MakeCase) -> Path:
    """A case whose four entries were coded by Ann, one of them with a date given."""
    folder = make_case({"police": "\n".join(["Date|Event|Action", *OLD])})
    [timeline] = load_case(folder).timelines
    own = keys(timeline)
    codes = ["visit_child", "information_shared", "strategy_discussion", "police_incident"]
    confirm_codes(
        folder,
        [Coding("police", own[at], at + 1, "kind", [code]) for at, code in enumerate(codes)]
        + [Coding("police", own[1], 2, "told", [])],
        who="Ann",
    )
    give_dates(folder, [DateGiven("police", own[1], 2, "5/3/2019", "May 2019")], who="Ann")
    return folder


def corrected(folder: Path, lines: list[str]) -> Case:
    new = folder.parent / "new.csv"
    new.write_text("\n".join(["Date|Event|Action", *lines]))
    replace_timeline(folder, "police", new)
    return load_case(folder)


def kinds(case: Case) -> dict[str, str]:
    entries = case.entries
    return {
        str(id): kind
        for id, kind, state in zip(entries.index, entries["kind"], entries["kind_state"], strict=True)
        if state == "confirmed"
    }


CHANGED_CALL = "5/3/2019|Call from the school about a bruise.|MARF sent"


def test_codes_go_with_the_same_and_moved_entries_and_wait_for_the_others(folder: Path) -> None:
    """One moved, one changed, one gone; one is as it was."""
    case = corrected(folder, [OLD[2], OLD[0], CHANGED_CALL])

    assert kinds(case) == {"police:1": "strategy_discussion", "police:2": "visit_child"}
    call, check = waiting(case)
    assert (call.changed, list(call.codings), call.date) == (True, ["kind", "told"], "May 2019")
    assert call.row and (call.row.old, call.row.new) == (2, 3)
    assert (check.changed, list(check.codings), check.date) == (False, ["kind"], None)
    assert check.row and (check.row.old, check.row.new) == (4, None)
    assert [str(problem) for problem in case.problems] == [
        "coding.csv: 2 entries of Police that somebody coded are not in the case as they were. Where the "
        "agency sent a corrected file, look at the changed rows and carry the codes over."
    ]


def test_carrying_over_and_leaving_behind_ask_no_more_and_can_be_undone(folder: Path) -> None:
    case = corrected(folder, [OLD[0], CHANGED_CALL, OLD[2]])
    call, check = waiting(case)

    carry_over(case, [call], who="Bob")
    leave_behind(case, [check], who="Bob")

    after = load_case(folder)
    assert kinds(after)["police:2"] == "information_shared"
    assert after.entries.at["police:2", "confirmed"] == ("kind", "told")
    assert list(after.answers.dates.values()) == ["May 2019"]
    assert (waiting(after), after.problems) == ([], ())
    undo(folder, CODING, who="Bob")
    assert len(waiting(load_case(folder))) == 1
    undo(folder, CODING, who="Bob")
    assert "police:2" not in kinds(load_case(folder))


def test_what_was_decided_since_about_the_changed_entry_stays(folder: Path) -> None:
    case = corrected(folder, [OLD[0], CHANGED_CALL, OLD[2], OLD[3]])
    [timeline] = case.timelines
    confirm_codes(folder, [Coding("police", keys(timeline)[1], 2, "kind", ["no_access"])], who="Cy")

    case = load_case(folder)
    carry_over(case, waiting(case), who="Bob")

    after = load_case(folder)
    assert kinds(after)["police:2"] == "no_access"
    assert after.entries.at["police:2", "confirmed"] == ("kind", "told")


def test_codes_wait_through_two_corrections(folder: Path) -> None:
    """What the first correction took out is found in the file that it replaced."""
    corrected(folder, OLD[1:])
    case = corrected(folder, [CHANGED_CALL, *OLD[2:]])

    assert [(one.changed, one.row and one.row.old) for one in waiting(case)] == [(True, 1), (False, 1)]
