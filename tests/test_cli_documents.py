"""The commands that write documents for agencies: what they write, say, and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.case_files import MakeCase, Ran
from tests.filled_forms import document_lines, sheet_lines
from workbench.cli import main

TOML = 'title = "Child A"\n[period]\nfrom = 2018-01-01\nto = 2018-03-31\n'
QUIET = "Date,Event,Source\n5/1/2018,a,r\n5/2/2018,a,r\n5/3/2018,a,r\n"


@pytest.fixture
def folder(make_case: MakeCase) -> Path:
    """A case in which one agency is asked two things and the other nothing."""
    return make_case(
        {"gp": "Date,Event,Source\nno idea,a,r\n5/2/2018,b,r\n5/3/2018,a,r\n", "police": QUIET}, toml=TOML
    )


def ran(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as error:
        code = int(error.code or 0)
    out, said = capsys.readouterr()
    return Ran(code, out, said.splitlines())


# template


def test_template_writes_a_blank_timeline(capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path):
    file = tmp_path / "out" / "hv.xlsx"

    found = ran(capsys, "template", "--agency", "Health visiting", "--to", file, "--case", folder)

    assert found == Ran(
        0,
        f"{file}: a blank timeline for Health visiting.\n"
        "When it comes back, put it into the case's timelines/ as health-visiting.xlsx\n",
        [],
    )
    assert sheet_lines(file.read_bytes())["Read first"][1:4] == [
        "Prepared by: Health visiting", "For the review: Child A", "Period to cover: January to March 2018",
    ]  # fmt: skip


def test_template_works_without_a_case_and_speaks_json(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = tmp_path / "gp.DOCX"

    found = ran(capsys, "template", "--agency", "GP", "--to", file, "--format", "json")

    assert (found.code, found.said) == (0, [])
    assert json.loads(found.out) == {"file": str(file), "agency": "gp", "replaced": False}
    assert document_lines(file.read_bytes())[1] == "Prepared by: GP"


def test_template_writes_over_nothing_unasked(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = tmp_path / "gp.docx"
    file.write_bytes(b"mine")
    message = (
        f"{file}: The file is there already. Move it away, choose another place, or add --replace to write "
        "over it."
    )

    assert ran(capsys, "template", "--agency", "GP", "--to", file) == Ran(1, "", [message])
    assert file.read_bytes() == b"mine"

    found = ran(capsys, "template", "--agency", "GP", "--to", file, "--replace")
    assert found.out.splitlines()[0] == f"{file}: a blank timeline for GP (replaced)."
    assert [path.name for path in tmp_path.iterdir()] == ["gp.docx"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--agency", "GP", "--to", "x.pdf"],
            '"x.pdf" is neither a Word document nor a workbook. End it in .docx or .xlsx.',
        ),
        (["--agency", "?!", "--to", "x.docx"], '"?!" names no agency. Write its name in letters.'),
        (["--to", "x.docx"], "workbench template: error: the following arguments are required: --agency"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
):
    found = ran(capsys, "template", *arguments)
    assert (found.code, found.out, found.said[-1]) == (2, "", says)


def test_template_of_what_is_no_case_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    found = ran(capsys, "template", "--agency", "GP", "--to", tmp_path / "gp.docx", "--case", tmp_path / "x")
    assert (found.code, found.said) == (
        1, [f"{tmp_path}/x: There is no such folder. Give the folder that holds case.toml."],
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


# letters


def test_letters_writes_one_for_each_agency_that_is_asked_something(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    found = ran(capsys, "letters", folder, "--to", tmp_path / "out")

    assert found == Ran(0, f"{tmp_path}/out/gp-questions.docx: 2 questions\nNothing to ask: police.\n", [])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["gp-questions.docx"]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_letters_speaks_json(capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path):
    found = ran(capsys, "letters", folder, "--to", tmp_path / "out", "--agency", "GP", "--format", "json")

    assert (found.code, found.said) == (0, [])
    assert json.loads(found.out) == {
        "letters": [
            {
                "file": f"{tmp_path}/out/gp-questions.docx",
                "agency": "gp",
                "queries": [
                    {
                        "kind": "date",
                        "question": '"no idea" is not a date that can be read. Which date is meant? A vague '
                        "one will do.",
                        "row": 2,
                        "part": "",
                        "column": "Date",
                        "written": "no idea: a",
                        "events": ["gp:1"],
                    },
                    {
                        "kind": "months",
                        "question": "No entry falls in January 2018. Does your record hold nothing for that "
                        "time, or was it not searched?",
                        "row": None,
                        "part": "",
                        "column": "",
                        "written": "",
                        "events": [],
                    },
                ],
            }
        ],
        "nothing_to_ask": [],
        "replaced": [],
    }


def test_letters_are_written_all_or_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, make_case: MakeCase
):
    folder = make_case({name: "Date,Event\n5/3/2018,a\n" for name in ("gp", "police")})
    out = tmp_path / "out"
    out.mkdir()
    (out / "police-questions.docx").write_bytes(b"mine")

    found = ran(capsys, "letters", folder, "--to", out)

    assert (found.code, found.out, len(found.said)) == (1, "", 1)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"police-questions.docx": b"mine"}
    again = ran(capsys, "letters", folder, "--to", out, "--replace")
    assert again.out.splitlines() == [
        f"{out}/gp-questions.docx: 1 question", f"{out}/police-questions.docx: 1 question (replaced)",
    ]  # fmt: skip


def test_letters_to_an_agency_that_sent_nothing_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
):
    found = ran(capsys, "letters", folder, "--to", tmp_path / "out", "--agency", "school")

    assert found == Ran(2, "", ['No timeline of "school". Agencies: gp, police.'])
    assert not (tmp_path / "out").exists()


def test_letters_asks_nothing_where_all_is_clear(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, make_case: MakeCase
):
    found = ran(capsys, "letters", make_case({"gp": QUIET}, toml=TOML), "--to", tmp_path / "out")

    assert found == Ran(0, "Nothing to ask: gp.\n", [])
    assert not (tmp_path / "out").exists()
