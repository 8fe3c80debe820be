"""The command line: one document on standard output, messages on standard error, three exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.case_files import SOURCE, MakeCase, Ran
from workbench.cli import main

SAMPLE = SOURCE.parent / "sample_cases" / "cysur-2-2020"
Workbench = Callable[..., Ran]
TABLE = "Date,Event,Told\n17/04/2019,Visit.,gp\n"
PEOPLE = "id,label,birth,role\nada,Ada,28/02/2019,subject\nmum,Mother,,\n"
RELATIONSHIPS = "person,relation,other\nmum,parent_of,ada\n"


@pytest.fixture
def small(make_case: MakeCase) -> Path:
    """A case without a problem."""
    return make_case({"police": TABLE, "gp": TABLE}, people=PEOPLE, relationships=RELATIONSHIPS)


def ran(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run a command in this process, which is quicker than in one of its own."""
    code = main([str(argument) for argument in arguments])
    out, said = capsys.readouterr()
    return Ran(code, out, said.splitlines())


# What every command does


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("check", {"case", "files", "problems"}),
        ("chronology", {"entries", "of", "contradictions"}),
        ("gaps", {"gaps", "looked_at"}),
        ("network", {"nodes", "edges"}),
        ("genogram", {"people", "lines"}),
        ("ledger", {"messages", "of", "caution"}),
    ],
)
def test_a_command_prints_one_document_and_nothing_else(
    capsys: pytest.CaptureFixture[str], small: Path, command: str, keys: set[str]
):
    found = ran(capsys, command, small, "--format", "json")

    assert (found.code, found.said) == (0, [])
    assert keys <= set(json.loads(found.out, parse_constant=pytest.fail))


@pytest.mark.parametrize("command", ["check", "chronology", "gaps", "network", "genogram", "ledger"])
def test_a_command_on_what_is_no_case_says_so_in_both_forms(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
):
    remedy = "Give the folder that holds case.toml."
    message = f"{tmp_path}/x: There is no such folder. {remedy}"

    assert ran(capsys, command, tmp_path / "x") == Ran(1, "", [message])

    found = ran(capsys, command, tmp_path / "x", "--format", "json")
    assert (found.code, found.said) == (1, [message])
    assert json.loads(found.out) == {
        "problems": [
            {
                "file": f"{tmp_path}/x",
                "part": "",
                "row": None,
                "column": "",
                "problem": "There is no such folder.",
                "remedy": remedy,
            }
        ]
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["chronologie", "x"], "argument COMMAND: invalid choice: 'chronologie'"),
        (["chronology"], "the following arguments are required: CASE"),
        (["chronology", "x", "--from", "31/02/2019"], '"31/02/2019" is not a date; write it as 2019-04-17'),
        (["chronology", "x", "--from", "2019-05-02", "--to", "2019-05-01"], "--to is before --from."),
        (["network", "x", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["new", "x"], "the following arguments are required: --timelines"),
        (
            ["new", "x", "--timelines", "y", "--jurisdiction", "france"],
            "argument --jurisdiction: invalid choice: 'france'",
        ),
        (["known", "x", "--at", "2019-04-17"], "the following arguments are required: --agency"),
        (["known", "x", "--agency", "gp", "--at", "May"], '"May" is not a date; write it as 2019-04-17'),
        (["gaps", "x", "--pattern", "GP99"], 'No pattern "GP99". Patterns: GP01, '),
        (["serve", "--port", "abc"], "argument --port: invalid int value: 'abc'"),
    ],
)
def test_wrong_usage_is_two(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str):
    try:
        code = main(arguments)
    except SystemExit as error:
        code = error.code
    out, said = capsys.readouterr()

    assert (code, out) == (2, "")
    assert says in said.splitlines()[-1]


def test_an_agency_that_sent_nothing_is_wrong_usage(capsys: pytest.CaptureFixture[str], small: Path):
    assert ran(capsys, "chronology", small, "--agency", "school") == Ran(
        2, "", ['No timeline of "school". Agencies: gp, police.']
    )


def test_what_a_cell_holds_neither_breaks_a_line_nor_reaches_the_terminal(
    capsys: pytest.CaptureFixture[str], make_case: MakeCase
):
    case = make_case({"gp": 'Date,Event\n1/5/19,"one\ntwo \x1b[31mred\x07"\n"\x1b]0;x",y\n'})

    found = ran(capsys, "chronology", case)

    assert found.out.splitlines() == [
        "1/5/19 [gp:1] one two \ufffd[31mred\ufffd",
        "\ufffd]0;x [gp:2] y",
        "2 of 2 entries.",
    ]
    assert len(found.said) == 1 and found.said[0].isprintable()


# Each command


def test_chronology_prints_a_line_for_each_entry(capsys: pytest.CaptureFixture[str], make_case: MakeCase):
    case = make_case({"gp": "Date,Event\n2/5/19,b\nno idea,c\n,d\n", "police": "Date,Event\n1/5/19,a\n"})

    assert ran(capsys, "chronology", case).out.splitlines() == [
        "1/5/19 [police:1] a", "2/5/19 [gp:1] b", "no idea [gp:2] c", "no date [gp:3] d", "4 of 4 entries.",
    ]  # fmt: skip
    assert ran(capsys, "chronology", case, "--agency", "GP", "--to", "2019-05-02").out.splitlines() == [
        "2/5/19 [gp:1] b", "1 of 4 entries.",
    ]  # fmt: skip


def test_ledger_prints_what_was_passed_and_its_steps(capsys: pytest.CaptureFixture[str], small: Path):
    """Police say that they told the GP; the GP's own "told gp" is itself, and no message."""
    none = "no record in the timelines supplied"
    assert ran(capsys, "ledger", small).out.splitlines()[:3] == [
        "Police to GP: message: said to have been sent",
        f"    sent 17 April 2019 [police:1]; received: {none}; understood: {none}; acted on: {none}; "
        f"fed back: {none}",
        "1 message of 1; 0 of 2 entries name nobody as told or heard from.",
    ]
    assert ran(capsys, "ledger", small, "--agency", "school") == Ran(
        2, "", ['No agency "school". Agencies: gp, police.']
    )


def test_known_prints_what_an_agency_could_have_known(capsys: pytest.CaptureFixture[str], small: Path):
    """By the end of the day, each with how."""
    found = json.loads(
        ran(capsys, "known", small, "--agency", "GP", "--at", "2019-04-17", "--format", "json").out
    )

    assert (found["agency"], found["at"]) == ("gp", "2019-04-17")
    assert (found["certain"], found["possible"]) == (["gp:1", "police:1"], [])
    assert set(found["how"]) == {"gp:1", "police:1"}
    text = ran(capsys, "known", small, "--agency", "gp", "--at", "2019-04-16").out.splitlines()
    assert text[:3] == ["GP, as of the end of 16 April 2019", "Certain: 0 entries", "Possible: 0 entries"]


def test_known_of_an_agency_that_is_not_there_names_those_that_are(
    capsys: pytest.CaptureFixture[str], small: Path
):
    assert ran(capsys, "known", small, "--agency", "school", "--at", "2019-04-17") == Ran(
        2, "", ['No agency "school". Agencies: gp, police.']
    )


def test_chronology_ends_with_the_places_where_records_of_the_same_differ(
    capsys: pytest.CaptureFixture[str], make_case: MakeCase
):
    """Only where there are any, and with the entries to look at."""
    head = "Date,Event,Kind,Told,Heard from\n"
    case = make_case(
        {
            "police": f"{head}3/5/2019,PPN sent,report sent,school,\n",
            "school": f"{head}2/5/2019,PPN in,report received,,police\n",
        }
    )

    assert ran(capsys, "chronology", case).out.splitlines()[-3:] == [
        "2 of 2 entries.",
        "1 place where records of the same differ (matched by the workbench, not confirmed):",
        "Police recorded it as sent 3 May 2019; School as received 2 May 2019. [police:1, school:1]",
    ]


def test_check_says_what_is_left_to_look_at(capsys: pytest.CaptureFixture[str], make_case: MakeCase):
    case = make_case({"gp": "Date,Event,Ward\n31/02/2019,x,4\n", "police": TABLE, "school": b"PK\x03\x04"})
    problems = [
        'timelines/gp.csv, row 2, column "Date": "31/02/2019" is not a date: February 2019 has 28 days. '
        "Write 28/02/2019, or February 2019 if only the month is known. The entry is kept, undated.",
        "timelines/school.csv: The file is a Word, Excel or zip file that is damaged or cut short. "
        "Open it in the program it came from and save it again, or ask the agency to send it again.",
    ]

    assert ran(capsys, "check", case) == Ran(
        1,
        "timelines/gp.csv: 1 entry, 0 dated (0 with an assumption), 1 undated, 1 to look at; "
        "columns kept but not understood: Ward\n"
        "timelines/police.csv: 1 entry, 1 dated (0 with an assumption), 0 undated, 0 to look at\n"
        "timelines/school.csv: 0 entries, 0 dated (0 with an assumption), 0 undated, 1 to look at\n",
        problems,
    )
    assert ran(capsys, "chronology", case) == Ran(1, "", problems[1:])


def test_check_can_take_the_timelines_as_they_are(capsys: pytest.CaptureFixture[str], small: Path):
    (small / "timelines" / "gp.csv").write_text("Date,Event\n1/5/19,new\n")
    before = {path: path.read_bytes() for path in (small / "timelines").iterdir()}
    assert ran(capsys, "check", small).code == 1

    found = ran(capsys, "check", small, "--record")

    assert (found.code, found.said) == (
        0, [f"{small}: 2 timelines recorded as they are now."],
    )  # fmt: skip
    assert ran(capsys, "check", small).code == 0
    assert {path: path.read_bytes() for path in (small / "timelines").iterdir()} == before


def test_new_makes_a_case_that_opens(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "police.csv").write_text("Date,Event\n31/02/2019,x\n2/5/19,y\n")
    (sent / "letter.pdf").write_text("x")
    (tmp_path / "p.csv").write_text(PEOPLE)
    (tmp_path / "r.csv").write_text(RELATIONSHIPS)

    found = ran(
        capsys, "new", tmp_path / "case", "--timelines", sent, "--people", tmp_path / "p.csv",
        "--relationships", tmp_path / "r.csv", "--subject", "ada", "--index-date", "2019-05-20",
        "--from", "2018-05-20", "--to", "2019-05-20", "--title", 'A "title"', "--jurisdiction", "WALES",
        "--review-type", "concise",
    )  # fmt: skip

    assert found == Ran(
        0,
        f"{tmp_path}/case: 2 entries of 1 agency.\nOpen it with: workbench serve {tmp_path}/case\n",
        [
            "timelines/letter.pdf: This is not a timeline; it was not read. "
            "Timelines end in .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods, .docx, .docm, .htm, .html.",
            'timelines/police.csv, row 2, column "Date": "31/02/2019" is not a date: February 2019 has '
            "28 days. "
            "Write 28/02/2019, or February 2019 if only the month is known. The entry is kept, undated.",
        ],
    )
    assert (tmp_path / "case" / "case.toml").read_text() == (
        'title = "A \\"title\\""\nreview_type = "concise"\njurisdiction = "wales"\nsubject = ["ada"]\n'
        "index_date = 2019-05-20\n\n[period]\nfrom = 2018-05-20\nto = 2019-05-20\n"
    )
    again = ran(capsys, "new", tmp_path / "case", "--timelines", sent, "--format", "json")
    assert (again.code, len(json.loads(again.out)["problems"])) == (1, 1)


def test_new_leaves_nothing_where_what_was_sent_cannot_be_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    """Every problem of every file comes at once."""
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "police.csv").write_text("")
    (sent / "gp.csv").write_text("Event\nx\n")
    (tmp_path / "p.csv").write_text("id\nada\nada\n")

    found = ran(
        capsys,
        "new",
        tmp_path / "case",
        "--timelines",
        sent,
        "--people",
        tmp_path / "p.csv",
        "--subject",
        "adda",
    )

    assert (found.code, found.out) == (1, "")
    assert found.said == [
        'case.toml, setting "subject": "adda" is not in people.csv. Did you mean "ada"? '
        "Add the person to people.csv, or correct the id.",
        'people.csv, row 3, column "id": The id "ada" is given twice. Give each person an id of their own.',
        "timelines/gp.csv: The file has one column only; its cells are probably divided by a sign that "
        "is not "
        "known. Save it as CSV with commas, semicolons, tabs or | between the cells.",
        "timelines/police.csv: The file is empty. Ask the agency to send it again.",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.csv", "sent"]


def test_new_brings_in_what_waits_for_its_columns_to_be_named_and_leaves_what_cannot_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "police.csv").write_text(TABLE)
    (sent / "gp.csv").write_text("Zeit,Was\nheute,Besuch\n")
    (sent / "school.csv").write_text("")
    waits = (
        "timelines/gp.csv, row 1: No column for the date and none for the event was found. The headings are: "
        'Zeit, Was. Write "Date" and "Event" above the right column, or say on the home page which one it is.'
    )

    case = tmp_path / "case"
    found = ran(capsys, "new", case, "--timelines", sent)

    assert found == Ran(
        0,
        f"{case}: 1 entry of 2 agencies.\nOpen it with: workbench serve {case}\n",
        [
            "timelines/school.csv: The file is empty. Ask the agency to send it again.",
            waits,
            "timelines/gp.csv waits: say on the home page, under Questions, what its columns mean.",
            "Guessed, please look at case.toml: agencies.gp.",
        ],
    )
    assert sorted(path.name for path in (case / "timelines").iterdir()) == ["gp.csv", "police.csv"]
    assert ran(capsys, "chronology", case) == Ran(
        0, "17/04/2019 [police:1] Visit.\n1 of 1 entries.\n", [waits]
    )

    (sent / "police.csv").unlink()
    only = ran(capsys, "new", tmp_path / "only", "--timelines", sent)
    assert (only.code, only.out.splitlines()[0]) == (1, f"{tmp_path}/only: 0 entries of 1 agency.")


def test_serve_takes_its_arguments(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small: Path, tmp_path: Path
):
    calls: list[tuple[object, dict[str, object]]] = []

    def served(case: object, **how: object) -> int:
        calls.append((case, how))
        return 0

    monkeypatch.setattr("workbench.pages.serve.serve", served)

    assert ran(capsys, "serve", small, "--no-browser", "--port", 9000).code == 0
    assert ran(capsys, "serve").code == 0
    assert calls == [
        (small, {"open_browser": False, "port": 9000}),
        (None, {"open_browser": True, "port": None}),
    ]
    found = ran(capsys, "serve", tmp_path)
    assert (found.code, len(found.said), len(calls)) == (1, 1, 2)


# In a process of its own


def test_it_runs_from_anywhere_with_welsh_names_in_an_old_code_page(workbench: Workbench, tmp_path: Path):
    home = tmp_path / "Tŷ Gwyn (1)"
    (home / "anfonwyd").mkdir(parents=True)
    (home / "anfonwyd" / "Heddlu'r Ŵyl.csv").write_text(
        "Dyddiad,Digwyddiad\n17 Ebrill 2019,Ymweliad â'r tŷ\n"
    )
    old = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}

    made = workbench("new", "../Tŷ Gwyn (1)/achos", "--timelines", "anfonwyd", cwd=home, env=old)
    shown = workbench("chronology", "achos", cwd=home, env=old)

    assert (made.code, made.said) == (0, ["Guessed, please look at case.toml: jurisdiction."])
    assert (shown.code, shown.said) == (0, [])
    assert shown.out.splitlines()[0] == "17 Ebrill 2019 [heddlur-wyl:1] Ymweliad â'r tŷ"


def test_help_is_quick(workbench: Workbench):
    """No table, figure or page is loaded to say how a command is used."""
    heavy = ("pandas", "numpy", "plotly", "networkx", "ipywidgets", "tornado", "jupyter_server", "voila")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from workbench.cli import main\n"
            "try: main(['--help'])\nexcept SystemExit: pass\n"
            f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)",
        ],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
    )
    assert done.stderr.strip() == "[]"
    assert workbench("--help").out.startswith("usage: workbench")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell with pipes")
def test_a_reader_who_has_seen_enough_is_no_error(workbench: Workbench):
    done = subprocess.run(
        f'"{sys.executable}" -m workbench chronology "{SAMPLE}" --format json | head -c 10; exit "$?"',
        shell=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
    )
    assert (done.stdout, done.stderr) == (b'{\n "entrie', b"")


def test_the_sample_case_has_nothing_left_to_look_at(workbench: Workbench):
    found = workbench("check", SAMPLE, "--format", "json")

    assert (found.code, found.said) == (0, [])
    files = json.loads(found.out)["files"]
    assert len(files) == 11
    assert sum(file["undated"] for file in files) == 0
    assert [heading for file in files for heading, field in file["columns"].items() if not field] == []
