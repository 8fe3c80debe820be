"""What people decide is kept line by line: by two writers, through a kill, a full disk and Excel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_files import SOURCE
from workbench.case import (
    CaseError,
    Coding,
    DateGiven,
    choose_columns,
    confirm_codes,
    explain_words,
    give_dates,
    read_answers,
)
from workbench.case.answers import CODING, FORMS, codes_in
from workbench.case.decision_history import Followed, undo
from workbench.case.decision_lines import Decision, Form, Layout, as_text, cells_of
from workbench.case.decisions_file import append_decisions, read_decisions

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, signals and limits as on Linux and macOS")
HEADING = "agency,entry,row,field,codes,who,step,when\n"
WHEN = "2026-11-25T10:00:00Z"


def kind(entry: str, *codes: str, row: int = 1) -> Coding:
    return Coding("police", entry, row, "kind", codes)


def held(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every code that counts, by "entry field"."""
    found = read_answers(folder).codings
    return {f"{entry} {field}": codes_in(one) for (_, entry, field), one in found.items()}


def said(folder: Path) -> list[str]:
    return [str(problem) for problem in read_answers(folder).problems]


# What is kept


def test_an_absent_file_is_nothing(tmp_path: Path) -> None:
    answers = read_answers(tmp_path)

    assert (answers.codings, answers.columns, answers.dates, answers.glossary) == ({}, {}, {}, {})
    assert answers.problems == ()
    assert list(tmp_path.iterdir()) == []


def test_a_code_is_a_line_with_who_and_when(tmp_path: Path) -> None:
    """The file opens in Excel: a mark for UTF-8, one heading, one line for each field."""
    [line] = confirm_codes(tmp_path, [Coding("police", "k1", 4, "told", ["gp", "school"])], who="Siân  Rees")

    assert (line.who, line.key, line.value) == ("Siân Rees", ("police", "k1", "told"), "gp; school")
    assert (tmp_path / "coding.csv").read_bytes() == (
        f"\ufeff{HEADING}police,k1,4,told,gp; school,Siân Rees,{line.step},{line.when}\n".encode()
    )
    assert held(tmp_path) == {"k1 told": ("gp", "school")}


def test_the_last_line_counts(tmp_path: Path) -> None:
    confirm_codes(tmp_path, [kind("k1", "visit_child"), kind("k2", "supervision")], who="Ann")
    confirm_codes(tmp_path, [kind("k1", "no_access")], who="Bob")

    assert held(tmp_path) == {"k1 kind": ("no_access",), "k2 kind": ("supervision",)}


def test_nothing_to_code_is_not_the_same_as_taken_back(tmp_path: Path) -> None:
    """Somebody says that nobody was told; somebody else takes the kind back to what was suggested."""
    confirm_codes(tmp_path, [Coding("police", "k1", 1, "told", []), kind("k1", "visit_child")], who="Ann")
    confirm_codes(tmp_path, [Coding("police", "k1", 1, "kind", None)], who="Ann")

    assert held(tmp_path) == {"k1 told": ()}
    assert ",told,none,Ann," in (tmp_path / "coding.csv").read_text(encoding="utf-8")


def test_columns_dates_and_words_are_kept_alike(tmp_path: Path) -> None:
    choose_columns(tmp_path, "police", {"Log  entry": "event", "Officer": "", "No.": "reference"}, who="Ann")
    choose_columns(tmp_path, "police", {"No.": None}, who="Ann")
    give_dates(tmp_path, [DateGiven("police", "k1", 3, "1/2\n2091", "1 February 2019")], who="Ann")
    give_dates(tmp_path, [DateGiven("police", "k2", 4, "?", "")], who="Ann")
    explain_words(tmp_path, {"SW1": "agency:childrens-services", "MO": "", "Mo": "person:mother"}, who="Ann")

    answers = read_answers(tmp_path)

    assert answers.columns == {"police": {"Log entry": "event", "Officer": ""}}
    assert answers.dates == {("police", "k1"): "1 February 2019", ("police", "k2"): ""}
    assert answers.glossary == {"SW1": "agency:childrens-services", "MO": "", "Mo": "person:mother"}
    assert answers.problems == ()


def test_nobody_decides_nothing(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        confirm_codes(tmp_path, [kind("k1", "visit_child")], who="  ")

    assert (
        str(error.value) == "coding.csv: Nobody is named who decides this. Give your name; nothing was saved."
    )
    assert not (tmp_path / "coding.csv").exists()


# Undo


def test_undo_says_again_what_was_there_before(tmp_path: Path) -> None:
    """Step by step, to the very beginning; nothing is taken out of the file."""
    confirm_codes(tmp_path, [kind("k1", "visit_child"), kind("k2", "visit_child")], who="Ann")
    confirm_codes(tmp_path, [kind("k1", "no_access")], who="Ann")

    undo(tmp_path, CODING, who="Ann")
    assert held(tmp_path) == {"k1 kind": ("visit_child",), "k2 kind": ("visit_child",)}
    undo(tmp_path, CODING, who="Ann")
    assert held(tmp_path) == {}
    assert undo(tmp_path, CODING, who="Ann") == []
    assert len((tmp_path / "coding.csv").read_text(encoding="utf-8").splitlines()) == 1 + 3 + 3


def test_undo_leaves_what_others_decided(tmp_path: Path) -> None:
    """Of Ann's two codes Bob changed one since: hers goes, his stays, and Cy has nothing to undo."""
    confirm_codes(tmp_path, [kind("k1", "visit_child"), kind("k2", "visit_child")], who="Ann")
    confirm_codes(tmp_path, [kind("k1", "no_access")], who="Bob")

    assert undo(tmp_path, CODING, who="Cy") == []
    [line] = undo(tmp_path, CODING, who="Ann")

    assert line.key == ("police", "k2", "kind")
    assert held(tmp_path) == {"k1 kind": ("no_access",)}


def test_after_an_undo_the_next_decision_can_be_undone_too(tmp_path: Path) -> None:
    confirm_codes(tmp_path, [kind("k1", "visit_child")], who="Ann")
    undo(tmp_path, CODING, who="Ann")
    confirm_codes(tmp_path, [kind("k1", "no_access")], who="Ann")

    undo(tmp_path, CODING, who="Ann")

    assert held(tmp_path) == {}
    assert undo(tmp_path, CODING, who="Ann") == []


def test_a_file_that_grew_is_read_on_and_one_that_changed_is_read_anew(tmp_path: Path) -> None:
    followed = Followed(tmp_path, CODING)
    assert followed.catch_up() == []
    confirm_codes(tmp_path, [kind("k1", "visit_child")], who="Ann")
    assert followed.catch_up() is None
    confirm_codes(tmp_path, [kind("k2", "no_access")], who="Bob")
    assert [(one.key[1], one.line) for one in followed.catch_up() or ()] == [("k2", 3)]
    assert followed.catch_up() == []

    write(tmp_path, HEADING + WHOLE)

    assert followed.catch_up() is None
    assert [one.value for one in followed.history.now.values()] == ["visit_child"]


# Files that people or accidents changed


def write(folder: Path, text: str | bytes) -> None:
    (folder / "coding.csv").write_bytes(text if isinstance(text, bytes) else text.encode())


WHOLE = f"police,k1,1,kind,visit_child,Ann,s1,{WHEN}\n"


@pytest.mark.parametrize("size", range(1, len(WHOLE) - 1))
def test_a_line_cut_off_anywhere_is_said_and_swallows_nothing(tmp_path: Path, size: int) -> None:
    """The line before and the one added after it count."""
    whole = WHOLE.replace("k1", "k0")
    write(tmp_path, HEADING + whole + WHOLE.replace("Ann", '"Ann, CSC"')[:size])

    lines_before = said(tmp_path)
    confirm_codes(tmp_path, [kind("k2", "no_access")], who="Ann")

    assert held(tmp_path) == {"k0 kind": ("visit_child",), "k2 kind": ("no_access",)}
    assert said(tmp_path) == lines_before
    [problem] = read_answers(tmp_path).problems
    assert (problem.file, problem.row, problem.problem) == (
        "coding.csv",
        3,
        "The line is not whole; it was not used.",
    )


def test_a_last_line_without_its_end_is_whole_if_its_time_is(tmp_path: Path) -> None:
    write(tmp_path, HEADING + WHOLE.rstrip("\n"))

    confirm_codes(tmp_path, [kind("k2", "no_access")], who="Ann")

    assert held(tmp_path) == {"k1 kind": ("visit_child",), "k2 kind": ("no_access",)}
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    "saved",
    [
        (HEADING + WHOLE).replace("Ann", "Siân").replace(",", ";").replace("\n", "\r\n").encode("cp1252"),
        "Who,AGENCY, Entry ,field,codes,my note,when\n"
        "Siân,police,k1,kind,visit_child,look,25/11/2026 10:00\n".encode(),
        (HEADING + WHOLE).replace("Ann", "Siân").replace(",", "\t").encode("utf-16"),
    ],
    ids=["semicolons in Windows-1252", "columns moved, added and left out", "UTF-16 with tabs"],
)  # fmt: skip
def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path, saved: bytes) -> None:
    write(tmp_path, saved)

    [one] = read_answers(tmp_path).codings.values()

    assert (one.value, one.who) == ("visit_child", "Siân")
    assert said(tmp_path) == []


def test_what_is_added_follows_the_files_own_columns(tmp_path: Path) -> None:
    write(
        tmp_path,
        "who;note;agency;entry;field;codes;when\r\nSiân;;police;k1;kind;no_access;25.11.26\r\n".encode(
            "cp1252"
        ),
    )

    [line] = confirm_codes(tmp_path, [kind("k2", "visit_child")], who="Ŵyn; =1")

    assert (
        (tmp_path / "coding.csv")
        .read_bytes()
        .endswith(f'"Ŵyn; =1";;police;k2;kind;visit_child;{line.when}\n'.encode())
    )
    assert {one.who for one in read_answers(tmp_path).codings.values()} == {"Siân", "Ŵyn; =1"}


def test_lines_that_make_no_sense_are_said_and_the_rest_is_used(tmp_path: Path) -> None:
    write(
        tmp_path,
        HEADING
        + ",k1,1,kind,visit_child,Ann,s1," + WHEN + "\n"
        + 'police,k2,1,kind,"visit_child,Ann,s1,' + WHEN + "\n"
        + "\n,,,,,,,\n"
        + WHOLE.rstrip("\n") + ",more\n"
        + WHOLE,
    )  # fmt: skip

    assert held(tmp_path) == {"k1 kind": ("visit_child",)}
    assert said(tmp_path) == [
        'coding.csv, row 2, column "agency": The cell is empty; the line was not used. '
        "Fill it in, or take the line out.",
        "coding.csv, row 3: The line is not whole; it was not used. "
        "If it is yours, decide it again, then take the line out.",
        "coding.csv, row 6: The row has 9 cells and the heading has 8; it was not used. "
        "Put quotation marks round a text with a comma in it.",
    ]


def test_a_file_without_its_columns_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "one,two\n1,2\n")
    problem = (
        "coding.csv, row 1: The columns agency, entry, field, codes, when cannot be found; no line was used. "
        "The first row names the columns: agency, entry, row, field, codes, who, step, when."
    )

    assert said(tmp_path) == [problem]
    with pytest.raises(CaseError) as error:
        confirm_codes(tmp_path, [kind("k1", "visit_child")], who="Ann")

    assert str(error.value) == f"{problem} Nothing was saved."
    assert (tmp_path / "coding.csv").read_text() == "one,two\n1,2\n"


def test_nothing_is_added_to_utf_16(tmp_path: Path) -> None:
    saved = (HEADING + WHOLE).encode("utf-16")
    write(tmp_path, saved)

    with pytest.raises(CaseError) as error:
        confirm_codes(tmp_path, [kind("k2", "visit_child")], who="Ann")

    assert str(error.value) == (
        "coding.csv: The file was saved as UTF-16, to which nothing can be added. "
        "Save it as CSV UTF-8 in the program it was changed in. Nothing was saved."
    )
    assert (tmp_path / "coding.csv").read_bytes() == saved


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever stands in the file: lines, problems, never an exception."""
    folder = tmp_path_factory.mktemp("bytes")
    write(folder, HEADING.encode() + WHOLE.encode() + data)

    found, problems = read_decisions(folder, CODING)

    assert len(found) + len(problems) >= 1


@given(st.lists(st.text(min_size=1), min_size=3, max_size=3), st.text())
def test_every_text_comes_back_on_one_line(key: list[str], value: str) -> None:
    """Line ends become spaces, a formula stays a text, an apostrophe stays itself."""
    form = Form("x.csv", ("a", "b", "c"), "d")
    tidy = [" ".join(text.replace("\0", " ").split()) for text in (*key, value)]
    one = Decision(tuple(tidy[:3]), tidy[3], who="=Ann", when=WHEN, step="s1")
    line = as_text([cells_of(form, one)])

    read = Layout(form, ",".join(form.columns)).decision(line.rstrip("\n"), 0)

    assert line.count("\n") == 1
    assert read == one if all(tidy[:3]) else True
    assert not any(cell.startswith(tuple("=+-@")) for cell in cells_of(form, one))


def test_a_name_that_is_a_formula_is_a_text_in_excel(tmp_path: Path) -> None:
    confirm_codes(tmp_path, [kind("k1", "visit_child")], who='=HYPERLINK("http://x")')

    assert ",'=HYPERLINK(" in (tmp_path / "coding.csv").read_text(encoding="utf-8").replace('"', "")
    [one] = read_answers(tmp_path).codings.values()
    assert one.who == '=HYPERLINK("http://x")'


# Where it cannot be saved


@POSIX
def test_a_link_out_of_the_case_is_not_written_to(tmp_path: Path) -> None:
    case, other = tmp_path / "case", tmp_path / "other.csv"
    case.mkdir()
    other.write_text(HEADING)
    (case / "coding.csv").symlink_to(other)

    with pytest.raises(CaseError) as error:
        confirm_codes(case, [kind("k1", "visit_child")], who="Ann")

    assert str(error.value) == (
        "coding.csv: This is a link to a file outside the case. "
        "Put the file itself there: a case has to hold all that it is made of."
    )
    assert other.read_text() == HEADING


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        confirm_codes(tmp_path / "gone", [kind("k1", "visit_child")], who="Ann")

    assert str(error.value) == (
        f"{tmp_path / 'gone'}: There is no such folder. Give the folder that holds case.toml."
    )
    assert list(tmp_path.iterdir()) == []


def test_who_waits_too_long_for_another_writer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.case.holding.LOCK_SECONDS", 0.1)
    holding = "from filelock import FileLock\nwith FileLock(r'%s'):\n print(flush=True)\n input()"
    other = subprocess.Popen(
        [sys.executable, "-c", holding % (tmp_path / ".coding.csv.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdin and other.stdout
    other.stdout.readline()
    try:
        with pytest.raises(CaseError) as error:
            confirm_codes(tmp_path, [kind("k1", "visit_child")], who="Ann")
    finally:
        other.communicate(b"\n")

    assert str(error.value) == (
        "coding.csv: Another program has been writing to it for more than 0.1 seconds. "
        "Try again, or close the other program; nothing was saved."
    )


_FULL_DISK = """
import resource, sys
from pathlib import Path
from workbench.case import CaseError, Coding, confirm_codes
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    lines = [Coding("police", f"k{n}", n, "kind", ["visit_child"]) for n in range(40)]
    confirm_codes(Path(sys.argv[1]), lines, who="Ann")
except CaseError as error:
    print(error)
"""


def run_python(text: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", text, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )


@POSIX
@pytest.mark.parametrize("before", ["", HEADING + WHOLE], ids=["first line", "later line"])
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, before: str) -> None:
    """Half of the lines would have gone in."""
    if before:
        write(tmp_path, before)

    answer = run_python(_FULL_DISK, tmp_path, 900).communicate()[0]

    assert answer == (
        "coding.csv: The file could not be written (File too large). Make room on the disk, close the file "
        "in other programs, or move the case to a place where you may write; nothing was saved.\n"
    )
    left = (tmp_path / "coding.csv").read_text() if (tmp_path / "coding.csv").exists() else ""
    assert left == before
    assert {path.name for path in tmp_path.iterdir()} <= {"coding.csv", ".coding.csv.lock"}


_WRITER = """
import sys
from pathlib import Path
from workbench.case import Coding, confirm_codes
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for n in range(count):
    lines = [Coding("police", f"{name}{n}", n, "kind", ["visit_child"]) for _ in "ab"]
    confirm_codes(folder, lines, who=name)
    print(n, flush=True)
"""


def test_two_programs_write_at_the_same_time(tmp_path: Path) -> None:
    """Both from nothing: one heading, every line whole, none lost."""
    writers = [run_python(_WRITER, tmp_path, name, 40) for name in ("ann", "bob")]
    for writer in writers:
        writer.communicate()

    found, problems = read_decisions(tmp_path, CODING)

    assert problems == []
    assert len(found) == 2 * 2 * 40
    assert len(held(tmp_path)) == 2 * 40
    assert (tmp_path / "coding.csv").read_text(encoding="utf-8").count("agency") == 1


@POSIX
def test_a_kill_at_any_moment_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    """What the writer had reported is there, at most the step under way beside it, and writing goes on."""
    for number in range(12):
        name = f"w{number}x"
        writer = run_python(_WRITER, tmp_path, name, 10_000)
        assert writer.stdout
        reported = [writer.stdout.readline()]
        time.sleep(0.003 * number)
        writer.send_signal(signal.SIGKILL)
        reported += writer.stdout.read().splitlines(keepends=True)
        writer.wait()
        saved = sum(line.endswith("\n") for line in reported)

        own = [entry for entry in held(tmp_path) if entry.startswith(name)]

        assert saved <= len(own) <= saved + 1
        assert len(said(tmp_path)) <= number + 1
    confirm_codes(tmp_path, [kind("last", "no_access")], who="Ann")
    assert held(tmp_path)["last kind"] == ("no_access",)


def test_the_files_of_decisions_are_known_by_name() -> None:
    names = ["coding.csv", "columns.csv", "dates.csv", "glossary.csv", "points.csv", "intervals.csv"]
    assert [form.file for form in FORMS] == names


def test_nothing_decided_writes_nothing(tmp_path: Path) -> None:
    assert append_decisions(tmp_path, CODING, [], who="Ann") == []
    assert list(tmp_path.iterdir()) == []
