"""The journal: append-only records, what stands, conflicts, tampering, on a file and on a server alike."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.case_files import Ran, write_case
from tests.postgres import server
from workbench.case import CaseError, open_folder
from workbench.journal import Conflict, Draft, Journal, JournalError, open_journal
from workbench.journal.model import FILE
from workbench.journal.standing import Standing


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A PostgreSQL server for all tests that need one."""
    with server() as found:
        yield found


@pytest.fixture(params=["file", "server"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A case's folder whose journal is a file, and one whose journal is on a server."""
    place = tmp_path / "case"
    place.mkdir()
    if request.param == "server":
        where = request.getfixturevalue("address")
        (place / "case.toml").write_text(f'[journal]\naddress = "{where}"\ncase = "{tmp_path.name}"\n')
    return place


def note(journal: Journal, text: str, who: str = "Ann") -> str:
    """Write a note and return its id."""
    [record] = journal.write([Draft("note", {"text": text})], who=who)
    return record.item


def change(journal: Journal, id: str, seen: int, who: str = "Ann", **fields: object) -> None:
    journal.write([Draft("note", fields, item=id, seen=seen)], who=who)


def test_nothing_is_there_before_the_first_record(folder: Path) -> None:
    """Reading makes no file."""
    journal = open_journal(folder)

    assert (journal.items(), journal.newest(), journal.records()) == ((), 0, ())
    assert not (folder / FILE).exists()


def test_every_change_is_a_record_and_any_moment_can_be_looked_at(folder: Path) -> None:
    """By number and by time; an earlier state is restored by a further record."""
    journal = open_journal(folder)
    id = note(journal, "First.")
    change(journal, id, 1, text="Second.", day="2026-11-26")
    journal.write([Draft(item=id, seen=2, gone=True)], who="Bo")

    assert journal.items() == () and journal.item(id) is None
    assert [dict(item.fields) for item in journal.items("note", 2)] == [
        {"text": "Second.", "day": "2026-11-26"}
    ]
    first = journal.records()[0]
    assert [dict(item.fields) for item in journal.items(at=first.at)] == [{"text": "First."}]
    assert [(r.number, r.who, dict(r.fields), r.gone) for r in journal.history(id)] == [
        (1, "Ann", {"text": "First."}, False),
        (2, "Ann", {"text": "Second.", "day": "2026-11-26"}, False),
        (3, "Bo", {}, True),
    ]
    journal.restore(id, 1, who="Cy")
    item = journal.item(id)
    assert item is not None and dict(item.fields) == {"text": "First."}
    assert journal.newest() == 4 and journal.check() == ()


def test_two_programs_see_each_others_records(folder: Path) -> None:
    """At the next question, in one order."""
    ann, bo = open_journal(folder), open_journal(folder)
    first = note(ann, "By Ann.")
    second = note(bo, "By Bo.", "Bo")

    assert [item.id for item in ann.items()] == [item.id for item in bo.items()] == [first, second]
    assert ann.newest() == bo.newest() == 2


def test_a_field_that_two_changed_is_a_conflict_and_nothing_is_written(folder: Path) -> None:
    """With both texts; other fields of the same item go through."""
    ann, bo = open_journal(folder), open_journal(folder)
    id = note(ann, "First.")
    change(bo, id, 1, "Bo", text="Bo's.")
    change(ann, id, 1, "Ann", day="2026-11-26")
    with pytest.raises(Conflict) as met:
        change(ann, id, 1, text="Ann's.")

    assert (met.value.mine, met.value.theirs, met.value.who) == ({"text": "Ann's."}, {"text": "Bo's."}, "Bo")
    assert ann.newest() == 3
    change(ann, id, met.value.item.last, text="Both.")
    item = bo.item(id)
    assert item is not None and item.fields["text"] == "Both."


def test_a_step_is_written_whole_or_not_at_all(folder: Path) -> None:
    """With every problem of it."""
    journal = open_journal(folder)
    with pytest.raises(JournalError) as refused:
        journal.write(
            [Draft("note", {"text": "Good."}), Draft("note", {}), Draft("nots", {}),
             Draft("enquiry", {"question": "?", "by": "soon"})],
            who="Ann",
        )  # fmt: skip
    assert [(one.column, one.problem) for one in refused.value.problems] == [
        ("text", "A note needs it, and it is empty."),
        ("", 'There is no kind "nots".'),
        ("by", '"soon" is not a date.'),
    ]
    assert journal.newest() == 0


@pytest.mark.parametrize(
    "text",
    [
        "Siân ŵ ŷ", "\u0645\u0631\u062d\u0628\u0627", "👶🏽", "<p class=MsoNormal>Word</p>", "a\r\nb",
        "x" * 99_999, "'; DROP TABLE x; --",
    ],
)  # fmt: skip
def test_odd_texts_come_back_as_they_were(folder: Path, text: str) -> None:
    """Line ends apart; what no file can hold is taken out."""
    journal = open_journal(folder)
    id = note(journal, text)
    item = open_journal(folder).item(id)

    assert item is not None and item.fields["text"] == text.replace("\r\n", "\n")
    kept = open_journal(folder).item(note(journal, "a\x00b\ud800c"))
    assert kept is not None and "\x00" not in str(kept.fields["text"])


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["new", "change", "gone", "restore"]), st.integers(0, 9), st.text(max_size=20)),
    max_size=15,
)


@given(ACTIONS)
@settings(max_examples=40)
def test_what_stands_is_what_the_records_say(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int, str]]
) -> None:
    """After any work, opened again, and for every earlier number."""
    place = tmp_path_factory.mktemp("case")
    journal = open_journal(place)
    ids: list[str] = []
    for what, which, text in actions:
        try:
            if what == "new" or not ids:
                ids.append(note(journal, text or "x"))
                continue
            id = ids[which % len(ids)]
            last = journal.history(id)[-1].number
            if what == "change":
                change(journal, id, last, text=text or "y")
            elif what == "gone":
                journal.write([Draft(item=id, seen=last, gone=True)], who="Ann")
            else:
                journal.restore(id, journal.history(id)[0].number, who="Ann")
        except JournalError:
            pass
    again = open_journal(place)

    assert again.records() == journal.records() and again.items() == journal.items()
    for number in range(journal.newest() + 1):
        assert again.items(at=number) == Standing(journal.records()[:number]).standing()
    assert again.check() == ()


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE journal_records SET fields = replace(fields, 'Second', 'Other') WHERE number = 2", [2]),
        ("UPDATE journal_records SET who = 'Bo' WHERE number = 3", [3]),
        ("DELETE FROM journal_records WHERE number = 2", [3]),
        ("UPDATE journal_records SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 1", [1]),
    ],
)
def test_a_record_that_somebody_changed_in_the_file_shows(
    tmp_path: Path, sql: str, broken: list[int]
) -> None:
    """By the number from which it does not fit."""
    journal = open_journal(tmp_path)
    for text in ("First.", "Second.", "Third."):
        note(journal, text)
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute(sql)
        file.commit()

    assert [problem.record for problem in open_journal(tmp_path).check()] == broken


def test_the_command_shows_checks_and_restores(tmp_path: Path, workbench: Callable[..., Ran]) -> None:
    """As it stands, as it stood, one item's history, in lines and JSON."""
    folder = write_case(tmp_path, {"police": "date,event\n2019-01-03,Visit\n"})
    journal = open_journal(folder)
    id = note(journal, "First.")
    change(journal, id, 1, text="Second.")

    assert workbench("journal", folder).out.splitlines() == [
        f"[{id}] note, Ann: text Second.", "1 item of 2 records.",
    ]  # fmt: skip
    [item] = json.loads(workbench("journal", folder, "--at", "1", "--format", "json").out)["items"]
    assert item["fields"] == {"text": "First."}
    assert "1. " in workbench("journal", folder, "--history", id).out
    assert workbench("journal", folder, "--check").out == "2 records read, 0 not as written.\n"
    assert workbench("journal", folder, "--restore", id).code == 2
    assert workbench("journal", folder, "--restore", id, "--record", "1", "--name", "Bo").code == 0
    assert workbench("journal", folder, "--kind", "hypothesis").out == "0 items of 3 records.\n"
    assert workbench("journal", folder, "--at", "yesterday").code == 2
    assert (
        workbench("journal", folder, "--recover").out
        == "The journal is whole: 3 records, nothing was changed.\n"
    )


# The server's own


def test_the_address_is_checked_where_the_case_is_opened(tmp_path: Path) -> None:
    """No password, a whole address, known settings."""
    row = "date,event\n2019-01-03,Visit\n"
    toml = '[journal]\naddress = "mysql://x"\nplace = "y"\n'
    with pytest.raises(CaseError) as refused:
        open_folder(write_case(tmp_path / "1", {"police": row}, toml=toml))
    assert [(one.column, one.problem) for one in refused.value.problems] == [
        ("journal.place", "This setting is not known."),
        ("journal.address", "This is no address of a PostgreSQL database."),
    ]
    toml = '[journal]\naddress = "postgresql://ann:secret@host/db"\n'
    with pytest.raises(CaseError, match="A password stands in the address"):
        open_folder(write_case(tmp_path / "2", {"police": row}, toml=toml))


def test_cases_on_one_server_do_not_see_each_other(address: str, tmp_path: Path) -> None:
    """Each has its numbers from 1."""
    folders = [tmp_path / f"{tmp_path.name}-{name}" for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        (folder / "case.toml").write_text(f'[journal]\naddress = "{address}"\n')
        note(open_journal(folder), folder.name)

    for folder in folders:
        assert [item.fields["text"] for item in open_journal(folder).items()] == [folder.name]
        assert open_journal(folder).newest() == 1


def test_a_server_that_cannot_be_reached_is_said_in_words(tmp_path: Path) -> None:
    """With what to do; nothing counts as saved."""
    (tmp_path / "case.toml").write_text('[journal]\naddress = "postgresql://ann@127.0.0.1:9/db"\n')
    with pytest.raises(JournalError) as refused:
        open_journal(tmp_path)
    said = str(refused.value)

    assert said.startswith("127.0.0.1, case ") and "The journal on the server could not be read" in said
    assert said.endswith("Look whether the server runs, and whether PGPASSWORD holds its password; "
                         "nothing in it was changed.")  # fmt: skip
