"""Whatever writes: stopped at any step, short of room, two at once. Nothing is lost, half or left over."""

from __future__ import annotations

import os
import random
import signal
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.case_files import MakeCase
from tests.stopping import POSIX, ended_well, in_another_process, killed_at, with_room_for
from workbench.case import CaseError, add_guesses, change_settings, copy_case, open_folder
from workbench.case.model import Guess
from workbench.intake.family_file import open_tables, save_family
from workbench.pack import save_all

pytestmark = POSIX

PEOPLE, LINES = "id,label,birth\nada,Ada,2019\nmum,Mother,\n", "person,relation,other\nada,child_of,mum\n"
TOML = 'title = "A"\njurisdiction = "Wales"  # guessed from the words cssd\nguessed = ["jurisdiction"]\n'


@pytest.fixture
def new_case(make_case: MakeCase, tmp_path: Path) -> Callable[[], Path]:
    """Make the same case again and again, each in a folder of its own."""

    def one_more() -> Path:
        made = make_case(
            {"police": "date,event\n1/1/2019,x\n"}, people=PEOPLE, relationships=LINES, toml=TOML
        )
        return made.rename(tmp_path / f"case{len(list(tmp_path.iterdir()))}")

    return one_more


def files(folder: Path) -> dict[str, str]:
    """What a folder holds, but for locks, which stay, and earlier versions."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".lock", ".bak")
    }


def visible(found: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in found.items() if "/." not in f"/{name}"}


def settings(case: Path) -> None:
    change_settings(case, {"title": "B", "jurisdiction": "England", "agencies.police.label": "Heddlu"})


def guess(case: Path) -> None:
    add_guesses(case, [Guess("subject", "ada", "being the youngest of the family")])


def family(case: Path) -> None:
    tables = open_tables(case)
    people, lines = ([dict(row) for row in sheet.rows] for sheet in (tables.people, tables.relationships))
    people.append({"id": "ben", "label": "Ben"})
    lines.append({"person": "mum", "relation": "parent_of", "other": "ben"})
    save_family(tables, people, lines, ["ben"])


CASE_WRITERS = pytest.mark.parametrize("write", [settings, guess, family])


@CASE_WRITERS
def test_a_kill_at_any_step_leaves_all_of_it_or_nothing(
    new_case: Callable[[], Path], write: Callable[[Path], None]
) -> None:
    """Stopped before each file that is opened, renamed or removed; then opened, and done again."""
    case = new_case()
    before = files(case)
    write(case)
    after = files(case)
    outcomes = set()
    for stop in range(1, 200, 2 if write is family else 1):
        case = new_case()

        done = killed_at(stop, write, case)

        assert open_folder(case).problems == ()
        found = visible(files(case))
        assert found in (before, after)
        outcomes.add((done, found == after))
        if found == before:
            write(case)
            assert files(case) == after  # and what the stopped program left is gone
        if done:
            break
    assert outcomes == {(False, False), (False, True), (True, True)}


@CASE_WRITERS
@pytest.mark.parametrize("room", [5, 60, 300])
def test_a_full_disk_leaves_the_case_as_it_was(
    new_case: Callable[[], Path], tmp_path: Path, write: Callable[[Path], None], room: int
) -> None:
    case = new_case()
    before = files(case)

    said = with_room_for(room, lambda: write(case), tmp_path / "said")

    if said:
        assert said.startswith("CaseError: ")
        assert "could not be written (File too large). Make room on the disk" in said
        assert files(case) == before
    else:
        assert room == 300
        assert files(case) != before


def test_two_who_change_different_settings_both_have_their_way(new_case: Callable[[], Path]) -> None:
    case = new_case()

    def change(name: str) -> None:
        for number in range(15):
            change_settings(case, {name: f"{name} {number}"})

    children = [in_another_process(change, name) for name in ("title", "source")]

    assert all([ended_well(child) for child in children])
    found = tomllib.loads((case / "case.toml").read_text())
    assert (found["title"], found["source"]) == ("title 14", "source 14")


def test_who_saves_the_family_loses_no_setting_and_who_sets_one_loses_no_family(
    new_case: Callable[[], Path],
) -> None:
    """Both write case.toml: what was said to be saved is there afterwards."""
    case = new_case()

    def save() -> None:
        for number in range(12):
            tables = open_tables(case)
            people = [dict(row) for row in tables.people.rows]
            people[0]["label"] = f"Ada {number}"
            try:
                save_family(tables, people, tables.relationships.rows, [("ada", "mum")[number % 2]])
            except CaseError as error:
                assert "Somebody else changed this since it was opened here" in str(error)
            else:
                assert f"Ada {number}" in (case / "people.csv").read_text()

    def change() -> None:
        for number in range(12):
            change_settings(case, {"title": f"T{number}"})

    children = [in_another_process(save), in_another_process(change)]

    assert all([ended_well(child) for child in children])
    found = tomllib.loads((case / "case.toml").read_text())
    assert found["title"] == "T11"
    assert found.get("subject", "ada") in ("ada", "mum")
    assert open_folder(case).problems == ()


def test_a_kill_at_a_random_moment_leaves_the_family_whole(new_case: Callable[[], Path]) -> None:
    """People, relationships and subject always fit each other."""
    case = new_case()

    def to_and_fro() -> None:
        for number in range(1000):
            tables = open_tables(case)
            people = [{"id": "ada", "label": "Ada"}, {"id": "mum", "label": f"{number}"}]
            child = ("ada", "mum")[number % 2]
            line = {"person": ("mum", "ada")[number % 2], "relation": "parent_of", "other": child}
            save_family(tables, people, [line], [child])

    chance = random.Random(5)
    for _ in range(10):
        child = in_another_process(to_and_fro)
        time.sleep(chance.random() / 10)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

        opened = open_folder(case)

        assert opened.problems == ()
        tables = open_tables(case)
        [line] = tables.relationships.rows
        if line["relation"] == "parent_of":
            assert opened.subjects == (line["other"],)
            assert int(tables.people.rows[1]["label"]) % 2 == (line["other"] == "mum")


def test_a_copy_of_a_case_is_whole_or_not_there(new_case: Callable[[], Path], tmp_path: Path) -> None:
    case, into = new_case(), tmp_path / "into"
    whole = files(case)
    into.mkdir()
    done = False
    for stop in (*range(1, 40, 3), 1000):
        done = killed_at(stop, copy_case, case, into)

        copies = [path for path in into.iterdir() if not path.name.startswith(".")]
        assert [files(path) for path in copies] in ([], [whole])
        if copies:
            break
    assert done
    assert files(case) == whole


def test_a_copy_that_finds_no_room_leaves_nothing(new_case: Callable[[], Path], tmp_path: Path) -> None:
    case, into = new_case(), tmp_path / "into"
    into.mkdir()

    said = with_room_for(30, lambda: copy_case(case, into), tmp_path / "said")

    assert said.startswith(f"CaseError: {into / case.name}-copy: The case could not be copied (")
    assert list(into.iterdir()) == []


def test_a_document_is_the_old_or_the_new_one_whenever_the_program_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    made = {folder / "a.docx": b"A" * 9000, folder / "b.docx": b"B" * 9000}
    done = False
    for stop in range(1, 60):
        folder.mkdir(exist_ok=True)
        (folder / "a.docx").write_bytes(b"old")

        done = killed_at(stop, lambda: save_all(made, replace=True))

        assert (folder / "a.docx").read_bytes() in (b"old", made[folder / "a.docx"])
        assert not (folder / "b.docx").exists() or (folder / "b.docx").read_bytes() == made[folder / "b.docx"]
        if done:
            break
    assert done
    save_all(made, replace=True)
    assert sorted(path.name for path in folder.iterdir()) == ["a.docx", "b.docx"]


def test_documents_that_find_no_room_leave_the_old_ones(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.docx").write_bytes(b"old")
    files_ = {folder / "a.docx": b"A", folder / "b.docx": b"B" * 9000}

    said = with_room_for(1000, lambda: save_all(files_, replace=True), tmp_path / "said")

    assert said == (
        f"CaseError: {folder}: The documents could not be written (File too large). "
        "Make room or choose another place."
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.docx": b"old"}


def test_an_old_document_comes_back_where_a_later_one_cannot_be_put_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")
    (tmp_path / "b.docx").mkdir()

    with pytest.raises(CaseError, match="The documents could not be written"):
        save_all({tmp_path / "a.docx": b"A", tmp_path / "b.docx": b"B"}, replace=True)

    assert (tmp_path / "a.docx").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "b.docx"]
