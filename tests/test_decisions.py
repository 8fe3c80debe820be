"""What became of points: kept in the journal, taken over once from points.csv, by several people at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.stopping import POSIX, ended_well, in_another_process
from workbench.case import PointKey, read_answers
from workbench.case.answers import POINTS
from workbench.case.answers import STATES as OLDER_STATES
from workbench.enquiry import STATES, PointDecided, decide, decisions, take_back, take_over
from workbench.gaps import TO_EXPLORE, Decided
from workbench.journal import Conflict, Draft, Journal, open_journal

GP01: PointKey = ("GP01", "working_days_after=5", "police:1", "c1")
GP13: PointKey = ("GP13", "none", "gp:1 gp:2", "c2")

POINTS_CSV = """\
pattern,settings,rows,content,reason,state,who,step,when
GP01,working_days_after=5,police:1,c1,Rung the team,explained,Ann,s1,2024-03-01T10:00:00Z
GP13,none,gp:1 gp:2,c2,,not relevant,Ben,s2,2024-03-02T11:00:00Z
"""
"""Two decisions, as an older version of the workbench kept them."""

OF_ANN = Decided("explained", "Rung the team", "Ann", "2024-03-01T10:00:00Z")
OF_BEN = Decided("not relevant", "", "Ben", "2024-03-02T11:00:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "points.csv").write_text(POINTS_CSV, encoding="utf-8")
    return tmp_path


def now(journal: Journal | None, folder: Path | None = None) -> dict[PointKey, Decided]:
    return dict(decisions(journal, read_answers(folder).points if folder else {}).now)


def short(journal: Journal) -> dict[str, tuple[str, str, str]]:
    return {key[0]: (one.state, one.reason, one.who) for key, one in now(journal).items()}


def decided(journal: Journal, key: PointKey, state: str, reason: str = "", *, who: str = "Ann") -> None:
    decide(journal, [PointDecided(key, state, reason)], who=who, seen=decisions(journal, {}).seen)


def records(journal: Journal) -> list[tuple[str, str, dict[str, object], bool]]:
    return [(one.who, one.kind, dict(one.fields), one.gone) for one in journal.records()]


def take_over_from(folder: Path) -> int:
    return take_over(open_journal(folder), read_answers(folder).points)


# What is decided


def test_the_states_are_those_of_the_journal_and_the_first_is_to_explore() -> None:
    assert STATES[0] == TO_EXPLORE
    assert set(OLDER_STATES) <= set(STATES)


def test_a_decision_is_a_record_with_what_it_is_kept_under(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)

    decided(journal, GP13, "explained", " Rung <b>them</b> ")

    about = {"pattern": "GP13", "settings": "none", "rows": ("gp:1", "gp:2"), "content": "c2"}
    said = {"state": "explained", "reason": "Rung <b>them</b>"}
    assert records(journal) == [("Ann", "decision", about | said, False)]
    [one] = journal.records()
    assert now(journal) == {
        GP13: Decided("explained", "Rung <b>them</b>", "Ann", f"{one.at:%Y-%m-%dT%H:%M:%SZ}")
    }


def test_a_change_of_mind_is_a_new_record_of_the_same_item(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    decided(journal, GP01, "explained", "Rung")
    decided(journal, GP01, "not relevant", who="Ben")

    assert short(journal) == {"GP01": ("not relevant", "", "Ben")}
    [item] = journal.items()
    assert [(one.who, dict(one.fields)) for one in journal.history(item.id)[1:]] == [
        ("Ben", {"state": "not relevant", "reason": None})
    ]
    assert [one.fields["state"] for one in journal.items(at=1)] == ["explained"]


def test_what_is_taken_back_is_a_new_record_and_the_history_shows_both(tmp_path: Path) -> None:
    """First the change of mind, then the decision itself, then there is nothing left."""
    journal = open_journal(tmp_path)
    decided(journal, GP01, "explained", "Rung")
    decided(journal, GP01, "not relevant")
    step = journal.records()[-1].step

    take_back(journal, who=" Ann")
    assert short(journal) == {"GP01": ("explained", "Rung", "Ann")}
    assert records(journal)[2:] == [
        ("Ann", "decision", {"state": "explained", "reason": "Rung", "undoes": step}, False)
    ]
    take_back(journal, who="Ann")
    assert short(journal) == {}
    assert records(journal)[3:] == [("Ann", "decision", {}, True)]
    assert take_back(journal, who="Ann") == ()
    assert len(journal.records()) == 4


def test_all_reasons_of_one_action_are_taken_back_but_not_what_others_decided_since(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    both = [PointDecided(GP01, "explained"), PointDecided(GP13, "explained")]
    decide(journal, both, who="Ann", seen={})
    decided(journal, GP13, "not relevant", who="Ben")

    take_back(journal, who="Ann")

    assert short(journal) == {"GP13": ("not relevant", "", "Ben")}


def test_what_was_taken_back_can_be_decided_again(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    decided(journal, GP01, "explained")
    take_back(journal, who="Ann")
    decided(journal, GP01, "explained")

    assert short(journal) == {"GP01": ("explained", "", "Ann")}
    assert len(journal.items(withdrawn=True)) == 1
    take_back(journal, who="Ann")
    assert short(journal) == {}


@example([("Ann", STATES[1]), ("Ann", STATES[2]), ("Ann", "undo"), ("Ben", STATES[1]), ("Ann", "undo")])
@given(st.lists(st.tuples(st.sampled_from(["Ann", "Ben"]), st.sampled_from([*STATES, "undo"])), max_size=8))
def test_taking_back_goes_through_everything_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    """Against a list of what was said: undo takes off the last where it is one's own."""
    journal = open_journal(tmp_path_factory.mktemp("case"))
    said: list[tuple[str, str]] = []
    for who, what in steps:
        if what != "undo":
            decided(journal, GP01, what, who=who)
            if not said or said[-1][1] != what:
                said.append((who, what))
        else:
            take_back(journal, who=who)
            if said and said[-1][0] == who:
                said.pop()

        assert [one.state for one in now(journal).values()] == [state for _, state in said[-1:]]


# Several people


def test_two_who_decide_otherwise_about_the_same_see_both(tmp_path: Path) -> None:
    """Neither had seen the other; the second is asked, and can put theirs in its place."""
    ann, ben = open_journal(tmp_path), open_journal(tmp_path)
    seen = decisions(ben, {}).seen
    decided(ann, GP01, "explained", "Rung")

    with pytest.raises(Conflict) as raised:
        decide(ben, [PointDecided(GP01, "not relevant")], who="Ben", seen=seen)

    conflict = raised.value
    assert (conflict.who, conflict.mine, conflict.theirs) == (
        "Ann",
        {"state": "not relevant", "reason": None},
        {"state": "explained", "reason": "Rung"},
    )
    assert short(ben) == {"GP01": ("explained", "Rung", "Ann")}
    decided(ben, GP01, "not relevant", who="Ben")
    assert short(ann) == {"GP01": ("not relevant", "", "Ben")}
    assert len(ann.items()) == 1


def test_two_who_decide_the_same_make_one_decision(tmp_path: Path) -> None:
    ann, ben = open_journal(tmp_path), open_journal(tmp_path)
    seen = decisions(ben, {}).seen
    decided(ann, GP01, "explained", "Rung")

    decide(ben, [PointDecided(GP01, "explained", "Rung")], who="Ben", seen=seen)

    assert len(ann.records()) == 1


def test_what_somebody_took_back_is_not_changed_unseen(tmp_path: Path) -> None:
    ann, ben = open_journal(tmp_path), open_journal(tmp_path)
    decided(ann, GP01, "explained")
    seen = decisions(ben, {}).seen
    take_back(ann, who="Ann")

    with pytest.raises(Conflict) as raised:
        decide(ben, [PointDecided(GP01, "not relevant")], who="Ben", seen=seen)

    assert raised.value.withdrawn


# What is taken over


def test_an_older_file_is_taken_over_with_who_and_when_of_then(folder: Path) -> None:
    before = (folder / "points.csv").read_bytes()

    assert take_over_from(folder) == 2

    journal = open_journal(folder)
    over = "taken over from points.csv"
    assert records(journal) == [
        (
            over,
            "decision",
            {
                "pattern": "GP01", "settings": "working_days_after=5", "rows": ("police:1",), "content": "c1",
                "state": "explained", "reason": "Rung the team",
                "decided_by": "Ann", "decided_at": "2024-03-01T10:00:00Z",
            },
            False,
        ),
        (
            over,
            "decision",
            {
                "pattern": "GP13", "settings": "none", "rows": ("gp:1", "gp:2"), "content": "c2",
                "state": "not relevant", "decided_by": "Ben", "decided_at": "2024-03-02T11:00:00Z",
            },
            False,
        ),
    ]  # fmt: skip
    assert now(journal) == now(journal, folder) == {GP01: OF_ANN, GP13: OF_BEN}
    assert (folder / "points.csv").read_bytes() == before


def test_it_is_taken_over_once_whatever_was_decided_since(folder: Path) -> None:
    take_over_from(folder)
    journal = open_journal(folder)
    decided(journal, GP01, "not relevant", who="Cat")
    take_back(journal, who="Ben")

    assert take_over_from(folder) == 0

    assert now(journal, folder) == now(journal)
    assert short(journal) == {"GP01": ("not relevant", "", "Cat")}
    take_back(journal, who="Cat")
    assert now(journal, folder) == {GP01: OF_ANN}
    take_back(journal, who="Ann")
    assert now(journal, folder) == {}
    assert take_over_from(folder) == 0


def test_until_it_can_be_taken_over_the_file_counts(folder: Path) -> None:
    """No journal, or one that knows nothing of it: as on a drive that cannot be written to."""
    assert now(None, folder) == {GP01: OF_ANN, GP13: OF_BEN}
    assert now(open_journal(folder), folder) == {GP01: OF_ANN, GP13: OF_BEN}
    assert not (folder / "journal.db").exists()


def test_an_older_file_without_decisions_makes_no_journal(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(POINTS_CSV.splitlines()[0] + "\n", encoding="utf-8")

    assert take_over_from(tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["points.csv"]


def test_what_an_older_workbench_writes_afterwards_is_taken_over_too(folder: Path) -> None:
    """After the journal's last word about the same it counts; before it, the journal's does."""
    take_over_from(folder)
    line = "GP01,working_days_after=5,police:1,c1,,learning point,Dan,s3,{}\n"
    path = folder / "points.csv"
    path.write_text(POINTS_CSV + line.format("2024-05-01T10:00:00Z"), encoding="utf-8")
    assert take_over_from(folder) == 0
    path.write_text(POINTS_CSV + line.format("2999-05-01T10:00:00Z"), encoding="utf-8")

    assert take_over_from(folder) == 1
    assert take_over_from(folder) == 0

    journal = open_journal(folder)
    assert short(journal)["GP01"] == ("learning point", "", "Dan")
    decided(journal, GP01, "explained")
    assert take_over_from(folder) == 0


def test_what_the_journal_cannot_hold_stays_in_the_file_and_counts(folder: Path) -> None:
    """Somebody changed the rows in another program."""
    path = folder / "points.csv"
    path.write_text(POINTS_CSV.replace("gp:1 gp:2", "rows 1 and 2"), encoding="utf-8")

    assert take_over_from(folder) == 1

    changed: PointKey = ("GP13", "none", "rows 1 and 2", "c2")
    assert now(open_journal(folder), folder) == {GP01: OF_ANN, changed: OF_BEN}


def test_deciding_after_what_was_taken_over_meanwhile_is_no_conflict(folder: Path) -> None:
    """The page had shown what the file says."""
    journal = open_journal(folder)
    seen = decisions(journal, read_answers(folder).points).seen
    take_over_from(folder)

    decide(journal, [PointDecided(GP01, "learning point")], who="Cat", seen=seen)

    assert short(journal)["GP01"] == ("learning point", "", "Cat")


@POSIX
@pytest.mark.parametrize("written", [False, True])
def test_taking_over_that_is_cut_off_is_done_once_at_the_next_time(folder: Path, written: bool) -> None:
    """The process ends with the records on their way to the disk, and right after they are there."""
    take = Journal.write_made

    def dying() -> None:
        from workbench.journal.store import SqliteStore

        add = SqliteStore.add_rows

        def add_and_die(*given: object) -> None:
            add(*given)  # type: ignore[arg-type]
            if not written:
                os._exit(1)

        SqliteStore.add_rows = staticmethod(add_and_die)  # type: ignore[method-assign, assignment]
        Journal.write_made = lambda *given, **named: (take(*given, **named), os._exit(1))  # type: ignore
        take_over_from(folder)

    assert not ended_well(in_another_process(dying))
    assert now(open_journal(folder), folder) == {GP01: OF_ANN, GP13: OF_BEN}

    assert take_over_from(folder) == (0 if written else 2)
    journal = open_journal(folder)
    assert len(journal.records()) == 2
    assert now(journal) == {GP01: OF_ANN, GP13: OF_BEN}
    assert journal.check() == ()


@POSIX
def test_several_programs_at_once_take_it_over_once(folder: Path) -> None:
    children = [in_another_process(take_over_from, folder) for _ in range(4)]

    assert all([ended_well(child) for child in children])
    assert len(open_journal(folder).records()) == 2


def test_the_form_of_the_older_file_is_known() -> None:
    """Cases that hold one are opened for years to come."""
    assert ",".join(POINTS.columns) == POINTS_CSV.splitlines()[0]


def test_other_items_of_the_journal_are_no_decisions(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write([Draft("note", {"text": "x"})], who="Ann")

    assert now(journal) == {}
    assert take_back(journal, who="Ann") == ()
