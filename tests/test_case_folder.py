"""A case is a folder: opened whole, made whole or not at all, its evidence never changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.case_files import SOURCE, MakeCase, write_case
from workbench.case import (
    Agency,
    CaseError,
    Guess,
    fingerprint,
    new_folder,
    open_folder,
    record_fingerprints,
    slug_of,
)
from workbench.case.create import ABANDONED_SECONDS, MAKING, copy_case
from workbench.case.evidence import label_of

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, pipes and limits as on Linux and macOS")
TABLE = "date,event\n17/04/2019,Visit.\n"


def problems_of(path: Path) -> list[str]:
    return [str(problem) for problem in open_folder(path).problems]


def stopped(error: pytest.ExceptionInfo[CaseError]) -> list[str]:
    return [str(problem) for problem in error.value.problems]


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Return a folder with what two agencies sent."""
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "Health Visiting.csv").write_text(TABLE)
    (folder / "police.csv").write_bytes(b"Date;Event\r\n1.5.19;\xc9t\xe9\r\n\xff")
    return folder


# Opening


def test_a_case_opens_with_its_settings_and_an_agency_for_every_file(make_case: MakeCase):
    case = make_case(
        {"police": TABLE, "Health Visiting": TABLE},
        toml="""
            title = "Ada"
            review_type = "concise"
            jurisdiction = "wales"
            subject = "ada"
            index_date = 2019-05-20
            period = {from = 2018-05-20, to = 2019-05-20}
            terms_of_reference = ["One.", "Two."]
            [agencies.police]
            label = "Dyfed-Powys Police"
            [milestones]
            learning_event = 2021-10-01
        """,
    )

    folder = open_folder(case)

    assert (folder.title, folder.review_type, folder.jurisdiction) == ("Ada", "cpr_concise", "Wales")
    assert (folder.subjects, folder.index_date) == (("ada",), date(2019, 5, 20))
    assert (folder.period_from, folder.period_to) == (date(2018, 5, 20), date(2019, 5, 20))
    assert folder.terms_of_reference == ("One.", "Two.")
    assert folder.milestones == {"learning_event": "2021-10-01"}
    assert list(folder.agencies.values()) == [
        Agency("health-visiting", "Health Visiting", "health-visiting", "Health board"),
        Agency("police", "Dyfed-Powys Police", "police", "Police"),
    ]
    assert folder.problems == ()


def test_a_case_without_a_title_is_called_what_its_folder_is(make_case: MakeCase):
    assert open_folder(make_case({"police": TABLE}, toml="")).title == "Case"


def test_what_is_no_case_is_said(tmp_path: Path):
    with pytest.raises(CaseError) as error:
        open_folder(tmp_path / "nowhere")
    assert stopped(error) == [
        f"{tmp_path}/nowhere: There is no such folder. Give the folder that holds case.toml."
    ]

    with pytest.raises(CaseError) as error:
        open_folder(tmp_path)
    assert stopped(error) == [
        f"{tmp_path}: This folder is not a case: it holds no case.toml. "
        "Choose another folder, or make a case with: workbench new DIR --timelines FOLDER"
    ]


def test_two_files_of_one_agency_stop_the_case_along_with_what_is_wrong_in_the_settings(make_case: MakeCase):
    case = make_case({"Police": TABLE, "police.tsv": TABLE, "警察.csv": TABLE}, toml='titel = "x"\n')

    with pytest.raises(CaseError) as error:
        open_folder(case)

    assert stopped(error) == [
        'case.toml, setting "titel": This setting is not known. Did you mean "title"? Known: title, '
        "review_type, "
        "jurisdiction, framework, subject, index_date, period, agencies, milestones, terms_of_reference, "
        "source, guessed, standards, patterns, journal, status, involvement, household, coverage.",
        "timelines/police.tsv: The file's name stands for the same agency as Police.csv. "
        "If both are of one agency, keep the newer one, or put both tables into one file, as two sheets or "
        "one below the other; if not, call each after its own agency.",
        "timelines/警察.csv: The file's name stands for no agency. "
        "Give each agency one file, with a name of its own in the letters a to z.",
    ]


def test_what_is_no_timeline_is_left_out_and_said(make_case: MakeCase):
    case = make_case(
        {"police": TABLE, "covering letter.pdf": b"%PDF", "~$police.docx": b"x", "Thumbs.db": b"x",
         "..x.csv": TABLE, "._police.csv": b"x", ".DS_Store": b"x"}
    )  # fmt: skip
    (case / "timelines" / "school.csv").mkdir()

    assert list(open_folder(case).files) == ["police"]
    assert problems_of(case) == [
        "timelines/..x.csv: The name begins with a full stop, which hides the file; it was not read. "
        "If it is a timeline, call it after its agency.",
        "timelines/covering letter.pdf: This is not a timeline; it was not read. "
        "Timelines end in .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods, .docx, .docm, .htm, .html.",
        "timelines/school.csv: This is a folder; it was not read. Put its files beside the others.",
    ]


def test_the_same_file_under_two_names_is_said(make_case: MakeCase):
    rows = "Date,Event\n" + "1/5/19,Visit.\n" * 50
    case = make_case({"gp": rows, "gp copy": rows, "school": rows.replace("Visit", "Calls")})

    assert problems_of(case) == [
        "timelines/gp.csv: The file is the same as gp copy.csv, byte for byte. "
        "Ask which agency sent it, and take the other one out: its entries count twice."
    ]


@POSIX
def test_a_link_out_of_the_case_is_refused(make_case: MakeCase, tmp_path: Path):
    """A case that somebody sends must not read other files of the machine it is opened on."""
    case = make_case({"police": TABLE})
    (tmp_path / "secret.csv").write_text(TABLE)
    (case / "timelines" / "school.csv").symlink_to(tmp_path / "secret.csv")
    (case / "people.csv").symlink_to(tmp_path / "secret.csv")
    (case / "timelines" / "gp.csv").symlink_to(case / "timelines" / "police.csv")

    with pytest.raises(CaseError) as error:
        open_folder(case)

    remedy = "Put the file itself there: a case has to hold all that it is made of."
    assert stopped(error) == [
        f"timelines/school.csv: This is a link to a file outside the case. {remedy}",
        f"people.csv: This is a link to a file outside the case. {remedy}",
    ]


@POSIX
def test_what_is_no_file_at_all_is_not_waited_for(make_case: MakeCase):
    case = make_case({"police": TABLE})
    os.mkfifo(case / "timelines" / "gp.csv")
    (case / "timelines" / "school.csv").symlink_to("nowhere.csv")

    with pytest.raises(CaseError) as error:
        open_folder(case)

    assert stopped(error) == [
        f"timelines/{name}.csv: This is not a file that can be read. Put the file itself there."
        for name in ("gp", "school")
    ]


def test_a_section_without_a_timeline_names_the_likely_one(make_case: MakeCase):
    case = make_case({"police": TABLE, "midwifery": TABLE}, toml='[agencies.polise]\nlabel = "P"\n')

    assert problems_of(case) == [
        'case.toml, setting "agencies.polise": No timeline of that name is in timelines/. Did you mean '
        '"police"? '
        "Add the file, or take the section out. Timelines there: midwifery, police."
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Health Visiting", "health-visiting"),
        ("Children's Services (A&E)", "childrens-services-a-e"),
        ("Children\u2019s", "childrens"),
        ("Ŵyr Tŷ", "wyr-ty"),
        ("W\u0302yr", "wyr"),
        ("2. GP", "2-gp"),
        ("警察", ""),
    ],
)
def test_an_agencys_id_comes_from_its_files_name(name: str, slug: str):
    assert slug_of(name) == slug


# Fingerprints


def test_a_changed_a_missing_and_a_new_timeline_are_said(make_case: MakeCase):
    case = make_case({"gp": TABLE, "police": TABLE, "school": TABLE})
    assert problems_of(case) == []

    (case / "timelines" / "gp.csv").write_text(TABLE + "18/04/2019,More.\n")
    (case / "timelines" / "police.csv").unlink()
    (case / "timelines" / "housing.csv").write_text(TABLE)
    assert problems_of(case) == [
        "timelines/gp.csv: The file is not the one that was brought in: its fingerprint differs. Put the "
        "original "
        "back, or, if the agency sent a corrected file, record it with: workbench check CASE --record",
        "timelines/housing.csv: No fingerprint was taken of this file. "
        "If this is what the agencies sent, record it with: workbench check CASE --record",
        "timelines/police.csv: The file was brought in and is no longer there. Put it back.",
    ]

    record_fingerprints(case)
    assert problems_of(case) == []


def test_a_case_without_fingerprints_says_so_once(make_case: MakeCase):
    assert problems_of(make_case({"gp": TABLE, "police": TABLE}, recorded=False)) == [
        "timelines.sha256: No fingerprints were taken of the timelines. "
        "If this is what the agencies sent, record it with: workbench check CASE --record"
    ]


@POSIX
@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this machine")
def test_sha256sum_agrees_whatever_the_files_are_called(make_case: MakeCase):
    names = ["police", "Tŷ Cŵn", "a\nb", "back\\slash", " two  spaces ", 'quote"', os.fsdecode(b"caf\xe9")]
    case = make_case({f"{name}.csv": TABLE for name in names})

    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "timelines.sha256"], cwd=case, capture_output=True
    )

    assert (checked.returncode, checked.stderr) == (0, b"")
    assert problems_of(case) == []


def test_a_list_of_fingerprints_made_elsewhere_is_read(make_case: MakeCase):
    """In capitals, with the mark of a binary file, with Windows' line ends, with macOS's accents."""
    case = make_case({"police": TABLE, "Tŷ": TABLE}, recorded=False)
    digest = hashlib.sha256(TABLE.encode()).hexdigest()
    (case / "timelines.sha256").write_text(
        f"{digest.upper()} *timelines/police.csv\n\n{digest}  timelines/Ty\u0302.csv\nsomething else\n"
    )

    assert problems_of(case) == [
        "timelines.sha256, line 4: The line holds no fingerprint and no name of a file. "
        "If this is what the agencies sent, record it with: workbench check CASE --record"
    ]


# Making


def test_a_new_case_holds_what_was_sent_byte_for_byte(tmp_path: Path, sent: Path):
    (tmp_path / "who.csv").write_bytes(b"id,label\r\nada,Ada\r\n")

    folder = new_folder(
        tmp_path / "deep" / "er" / "my-case",
        timelines=sent,
        people=tmp_path / "who.csv",
        settings={"subject": ["ada"], "index_date": date(2019, 5, 20), "jurisdiction": "wales"},
    )

    assert sorted(p.relative_to(folder.path).as_posix() for p in folder.path.rglob("*") if p.is_file()) == [
        "case.toml", "people.csv", "timelines.sha256", "timelines/Health Visiting.csv",
        "timelines/police.csv",
    ]  # fmt: skip
    assert (folder.path / "people.csv").read_bytes() == b"id,label\r\nada,Ada\r\n"
    for original in sent.iterdir():
        assert (folder.path / "timelines" / original.name).read_bytes() == original.read_bytes()
        assert (
            f"{fingerprint(original)}  timelines/{original.name}\n"
            in (folder.path / "timelines.sha256").read_text()
        )
    assert (folder.path / "case.toml").read_text() == (
        'title = "My case"\njurisdiction = "wales"\nsubject = ["ada"]\nindex_date = 2019-05-20\n'
    )
    assert (folder.title, folder.subjects, folder.problems) == ("My case", ("ada",), ())


def test_an_empty_folder_is_taken_and_a_full_one_is_not(tmp_path: Path, sent: Path):
    (tmp_path / "empty").mkdir()
    assert new_folder(tmp_path / "empty", timelines=sent).title == "Empty"

    for there in (tmp_path / "empty", sent / "police.csv"):
        before = there.read_bytes() if there.is_file() else sorted(there.iterdir())
        with pytest.raises(CaseError) as error:
            new_folder(there, timelines=sent)
        assert stopped(error) == [
            f"{there}: There is something there already. Give a folder that does not exist yet."
        ]
        assert (there.read_bytes() if there.is_file() else sorted(there.iterdir())) == before


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_left(tmp_path: Path):
    (tmp_path / "sent").mkdir()

    with pytest.raises(CaseError) as error:
        new_folder(tmp_path / "a" / "b", timelines=tmp_path / "sent", people=tmp_path / "p.csv")
    assert stopped(error) == [
        f"{tmp_path}/p.csv: There is no such file. Check the name.",
        f"{tmp_path}/sent: The folder holds no timeline. "
        "Put one file per agency there "
        "(.csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods, .docx, .docm, .htm, .html).",
    ]

    with pytest.raises(CaseError) as error:
        new_folder(tmp_path / "a" / "b", timelines=tmp_path / "nowhere")
    assert stopped(error) == [
        f"{tmp_path}/nowhere: There is no such folder. Give the folder that holds the timelines."
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


@pytest.mark.parametrize(
    "wrong", [CaseError.at("x.csv", "Wrong.", "Mend it."), KeyboardInterrupt(), ZeroDivisionError()]
)
def test_what_does_not_work_when_tried_out_leaves_nothing(tmp_path: Path, sent: Path, wrong: BaseException):
    def try_out(folder: Path) -> list[Guess]:
        assert open_folder(folder).files
        raise wrong

    with pytest.raises(type(wrong)):
        new_folder(tmp_path / "a" / "b", timelines=sent, try_out=try_out)

    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


def test_a_setting_that_cannot_be_used_leaves_nothing(tmp_path: Path, sent: Path):
    with pytest.raises(CaseError) as error:
        new_folder(tmp_path / "case", timelines=sent, settings={"jurisdiction": "france"})

    assert stopped(error) == [
        'case.toml, setting "jurisdiction": "france" is not known. Use one of: Wales, England, Scotland.'
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


@POSIX
def test_a_place_that_is_no_place_is_said(tmp_path: Path, sent: Path):
    with pytest.raises(CaseError) as error:
        new_folder(sent / "police.csv" / "case", timelines=sent)

    assert stopped(error) == [
        f"{sent}/police.csv/case: The case could not be written (Not a directory: {sent}/police.csv/"
        f"{Path(error.value.__cause__.filename).name}). "  # type: ignore[union-attr]
        "Nothing was left behind; make room or choose another place."
    ]


def test_what_a_stopped_program_left_is_swept_away_when_it_is_old(tmp_path: Path, sent: Path):
    old, fresh = tmp_path / f"{MAKING}old", tmp_path / f"{MAKING}fresh"
    for left in (old, fresh):
        (left / "timelines").mkdir(parents=True)
    past = time.time() - ABANDONED_SECONDS - 1
    os.utime(old, (past, past))

    new_folder(tmp_path / "case", timelines=sent)

    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, "case", "sent"]


NEW_CASE = """
import sys, resource
from pathlib import Path
from workbench.case import CaseError, copy_case, new_folder
print("ready", flush=True); sys.stdin.readline()
if len(sys.argv) > 3:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    new_folder(sys.argv[1], timelines=sys.argv[2])
    print("made")
except CaseError as error:
    print(error)
"""


def maker(case: Path, sent: Path, *more: object) -> subprocess.Popen[str]:
    """Start a process that makes a case once it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", NEW_CASE, case, sent, *map(str, more)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


@POSIX
def test_a_kill_at_any_moment_leaves_no_case_or_a_whole_one(tmp_path: Path, sent: Path):
    for number in range(30):
        (sent / f"gp {number}.csv").write_bytes(os.urandom(300_000))
    wanted = {path.name: path.read_bytes() for path in sent.iterdir()}
    whole = maker(tmp_path / "whole", sent)
    start = time.perf_counter()
    whole.communicate("\n")
    took = time.perf_counter() - start
    assert (tmp_path / "whole" / "case.toml").is_file()

    outcomes = []
    for moment in range(12):
        case = tmp_path / f"case-{moment}"
        process = maker(case, sent)
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
        try:
            process.wait(timeout=took * moment / 11)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        outcomes.append(case.exists())
        if case.exists():
            folder = open_folder(case)
            assert {path.name: path.read_bytes() for path in folder.files.values()} == wanted
            assert folder.problems == ()
    assert outcomes[0] is False


@POSIX
def test_a_full_disk_leaves_nothing_and_is_said(tmp_path: Path, sent: Path):
    (sent / "gp.csv").write_bytes(b"date,event\n" + b"x" * 200_000)

    said, _ = maker(tmp_path / "case", sent, 100_000).communicate("\n")

    assert said.startswith(f"{tmp_path}/case: The case could not be written (File too large")
    assert said.endswith("Nothing was left behind; make room or choose another place.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


def test_of_two_who_make_the_same_case_one_wins_and_the_other_is_told(tmp_path: Path, sent: Path):
    (sent / "gp.csv").write_bytes(os.urandom(2_000_000))
    both = [maker(tmp_path / "case", sent) for _ in range(2)]
    for process in both:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()

    said = sorted(process.communicate()[0] for process in both)

    taken = f"{tmp_path}/case: There is something there already. Give a folder that does not exist yet.\n"
    assert said == sorted(["made\n", taken])
    assert open_folder(tmp_path / "case").problems == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "sent"]


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("gp-practice", "GP practice"),
        ("camhs", "CAMHS"),
        ("health_visiting", "Health visiting"),
        ("GP", "GP"),
    ],
)
def test_a_files_name_becomes_a_label_that_reads_well(stem: str, label: str):
    """Abbreviations of services keep their capitals; names that somebody capitalised stay as they are."""
    assert label_of(stem) == label


def test_a_copied_case_is_whole_and_never_takes_anothers_place(tmp_path: Path):
    """A sample case is worked on as a copy; the second copy gets a number."""
    original = write_case(tmp_path / "sample", {"police": "Date,Event\n2019-03-01,Visit\n"})
    (original / "coding.csv").write_text("x")

    copies = [copy_case(original, tmp_path / "own") for _ in range(2)]

    assert [copy.name for copy in copies] == ["case-copy", "case-copy-2"]
    for copy in copies:
        assert sorted(p.relative_to(copy) for p in copy.rglob("*")) == sorted(
            p.relative_to(original) for p in original.rglob("*")
        )
    assert [path.name for path in (tmp_path / "own").iterdir() if path.name.startswith(".")] == []


def test_a_copy_that_cannot_be_made_leaves_nothing(tmp_path: Path):
    original = write_case(tmp_path / "sample", {"police": "Date,Event\n2019-03-01,Visit\n"})
    (tmp_path / "own").write_text("a file where the folder would be")

    with pytest.raises(CaseError, match="could not be copied"):
        copy_case(original, tmp_path / "own")
