"""Bad input of every kind: each a message with file, row, column and what to do, and exit code 1.

What each reader says about its own file is in its own tests; here a person runs
the command on it. Whatever a file holds, there is never a traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case_files import MakeCase, write_case
from tests.office_files import document, raw_cell, raw_workbook, unzipped, workbook, zipped
from workbench.case import open_folder
from workbench.chronology import load_case
from workbench.cli import main
from workbench.intake.ole import packed

GOOD = "Date,Event\n17/04/2019,Visit.\n"
PEOPLE = "id,label\nada,Ada\nmum,Mother\n"
SEE = "The entry is kept, undated."

CASES: dict[str, tuple[dict[str, object], list[str]]] = {
    "an empty timeline": (
        {"timelines": {"gp": "", "police": GOOD}},
        ["timelines/gp.csv: The file is empty. Ask the agency to send it again."],
    ),
    "no date column": (
        {"timelines": {"gp": "Event,Officer\nx,y\n"}},
        [
            "timelines/gp.csv, row 1: No column for the date was found. The headings are: Event, Officer. "
            'Write "Date" above the right column, or say on the home page which one it is.'
        ],
    ),
    "an unknown encoding": (
        {"timelines": {"gp": b"Date,Event\n1/5/19,\x81\xff\n"}},
        [
            "timelines/gp.csv, row 2: The file's encoding is not known: the byte 81 is no letter in "
            "UTF-8 nor in "
            "Windows-1252. Open it in the program it came from and save it as CSV (UTF-8)."
        ],
    ),
    "no delimiter": (
        {"timelines": {"gp": "Date Event\n1/5/19 x\n"}},
        [
            "timelines/gp.csv: The file has one column only; its cells are probably divided by a sign "
            "that is not known. Save it as CSV with commas, semicolons, tabs or | between the cells."
        ],
    ),
    "a date that does not exist and an end before its start": (
        {"timelines": {"gp": "Date,End date,Event\n31/02/2019,,x\n2/5/2019,1/5/2019,y\n"}},
        [
            'timelines/gp.csv, row 2, column "Date": "31/02/2019" is not a date: February 2019 has 28 '
            'days. Write '
            f"28/02/2019, or February 2019 if only the month is known. {SEE}",
            'timelines/gp.csv, row 3, column "End date": The end, 1 May 2019, is before the start, 2 May '
            '2019. '
            f"Find out which is right and write the earlier date first. {SEE}",
        ],
    ),
    "an unknown kind": (
        {"timelines": {"gp": "Date,Event,Kind\n1/5/19,x,hom visit\n2/5/19,y,home visit\n"}},
        ['timelines/gp.csv, row 2, column "kind": "hom visit" is not known.'],
    ),
    "a relationship with somebody who is not there, one that ends before it starts": (
        {
            "timelines": {"gp": GOOD},
            "people": PEOPLE,
            "relationships": "person,relation,other,start,end\n"
            "mumm,parent_of,ada,,\nmum,partner_of,ada,2019,2018\n",
        },
        [
            'relationships.csv, row 2, column "person": "mumm" is not in people.csv. Did you mean "mum"? '
            "Add the person to people.csv, or correct the id.",
            'relationships.csv, row 3, column "end": The end is before the start. Correct one of the two '
            'dates.',
        ],
    ),
    "a period that ends before it starts and a setting with a typo": (
        {"timelines": {"gp": GOOD}, "toml": 'titel = "x"\nperiod = {from = 2019-01-02, to = 2019-01-01}\n'},
        [
            'case.toml, setting "titel": This setting is not known. Did you mean "title"? Known: title, '
            'review_type, '
            "jurisdiction, framework, subject, index_date, period, agencies, milestones, "
            "terms_of_reference, source, guessed, standards, patterns, journal, status, involvement, "
            "household, coverage.",
            'case.toml, setting "period.to": The period ends before it starts. Change the two dates round.',
        ],
    ),
    "a subject who is not there": (
        {"timelines": {"gp": GOOD}, "people": PEOPLE, "toml": 'subject = "adda"'},
        [
            'case.toml, setting "subject": "adda" is not in people.csv. Did you mean "ada"? '
            "Add the person to people.csv, or correct the id."
        ],
    ),
    "a subject and nobody at all": (
        {"timelines": {"gp": GOOD}, "toml": 'subject = "ada"'},
        [
            'case.toml, setting "subject": There is no people.csv, so nothing is known of "ada". '
            "Add people.csv (id, label, sex, birth, death, role) for ages and genogram."
        ],
    ),
    "no timeline": (
        {"timelines": {}},
        [
            "timelines: The case holds no timeline. "
            "Put what the agencies sent into timelines/, one file per agency."
        ],
    ),
    "settings that are no text": (
        {"timelines": {"gp": GOOD}, "toml": b"\xff\xfe"},
        ["case.toml: The file is not UTF-8 text. Save it again as UTF-8."],
    ),
    "several files at once": (
        {"timelines": {"gp": "", "police": b"%PDF"}, "people": "name\nAda\n"},
        [
            "people.csv, row 1: The column id is not there. The first row names the columns: id and more.",
            "timelines/gp.csv: The file is empty. Ask the agency to send it again.",
            "timelines/police.csv: This is a PDF file, not a table. Ask the agency for the Word, Excel "
            "or CSV file.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_bad_input_is_said_with_its_place(make_case: MakeCase, capsys: pytest.CaptureFixture[str], what: str):
    parts, messages = CASES[what]
    case = make_case(**parts)

    code = main(["check", str(case)])

    said = capsys.readouterr().err.splitlines()
    assert code == 1
    if what == "an unknown kind":
        # The codes that are accepted follow, all of them; the coding's own tests have the whole message.
        said = [line[: len(messages[0])] for line in said]
    assert said == messages


def test_people_csv_may_be_a_folder_and_is_said(make_case: MakeCase, capsys: pytest.CaptureFixture[str]):
    case = make_case({"gp": GOOD})
    (case / "people.csv").mkdir()

    assert main(["check", str(case)]) == 1
    assert (
        capsys.readouterr().err == "people.csv: The file cannot be opened (Is a directory). Check the name.\n"
    )


def test_text_from_an_agency_is_never_more_than_text(make_case: MakeCase):
    nasty = [
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '=HYPERLINK("http://x","y")',
    ]
    rows = "".join(f'1/5/19,"{text.replace(chr(34), chr(34) * 2)}"\n' for text in nasty)

    assert list(load_case(make_case({"gp": "Date,Event\n" + rows})).entries["event"]) == nasty


# A bad file beside a good one, in the three ways in which files come in

TWO = [["Date", "Event"], ["1/5/19", "Seen."]]
SCHOOL = "Date,Event\n17/04/2019,Child in school.\n"
ROW = "<row r='1'>" + raw_cell("A1", "Date") + raw_cell("B1", "Event") + "</row>"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def with_member(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    members = unzipped(data)
    return zipped({**members, name: change(members.get(name, b""))})


BAD_FILES: dict[str, tuple[str, bytes, str, int]] = {
    "not what its name says": (
        "Gp.xlsx", document(TWO),
        "The name ends in .xlsx, and the file is a Word document; it was read as that. "
        "Look whether it is the file that the agency meant to send.", 1,
    ),
    "a photograph": (
        "Gp.docx", b"\xff\xd8\xff\xe0", "This is a picture, not a table. "
        "Ask the agency for the Word, Excel or CSV file.", 0,
    ),
    "a password": (
        "Gp.xlsx", packed("EncryptedPackage", b"x" * 5000), "The file is protected with a password. "
        "Ask the agency for it without a password, or take the password off and save it again.", 0,
    ),
    "macros": (
        "Gp.xlsm", with_member(workbook({"Log": TWO}), "xl/vbaProject.bin", lambda _: b"x"),
        "The workbook holds macros. They were not run and not read. "
        "Open the original only if you trust who sent it.", 1,
    ),
    "a zip bomb": (
        "Gp.docx", with_member(document(TWO), "word/document.xml", lambda xml: xml + b" " * 60_000_000),
        "A part of the file unpacks to more than 30 MB, which no timeline needs. It may be made to do harm. "
        "Open it in Word or Excel, save it again, or ask for a new copy.", 0,
    ),
    "external entities": (
        "Gp.docx", with_member(document(TWO), "word/document.xml", lambda xml: DOCTYPE + xml),
        "The file holds XML declarations that Office never writes; it was not read. It may be made to do "
        "harm. Open it in Word or Excel, save it again, or ask for a new copy.", 0,
    ),
    "five million empty rows": (
        "Gp.csv", b"Date,Event\n1/5/19,x\n" + b",\n" * 5_000_000,
        "Below the last entry stand 5,000,000 empty rows; they were passed over. "
        "Look whether the file was cut off, or ends where it should.", 1,
    ),
    "a sheet that reaches to row five million": (
        "Gp.xlsx", raw_workbook(f"<sheetData>{ROW}<row>{raw_cell('A5000000', 'x')}</row></sheetData>"),
        "The sheet reaches to row 5,000,000 and column 2; that is more than a timeline needs. Look for "
        "something far below or far to the right of the table, delete it, and save the workbook again.", 0,
    ),
    "no date column": (
        "Gp.csv", b"Event,Officer\nx,y\n",
        "No column for the date was found. The headings are: Event, Officer. "
        'Write "Date" above the right column, or say on the home page which one it is.', 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_said_and_the_good_one_beside_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
):
    """`check` reads the good one; `new` brings in what can be read, and what waits to be told how."""
    name, data, message, entries = BAD_FILES[what]
    case = write_case(tmp_path, {name: data, "School": SCHOOL})
    place, sent = f"timelines/{name}", case / "timelines"

    assert main(["check", str(case)]) == 1
    [said] = capsys.readouterr().err.splitlines()
    assert said.startswith(place) and said.endswith(f": {message}")
    loaded = load_case(case, partial=True)
    assert list(loaded.entries.groupby("agency").size().items()) == [
        *([("gp", entries)] if entries else []), ("school", 1),
    ]  # fmt: skip

    code = main(["new", str(tmp_path / "made"), "--timelines", str(sent)])
    assert said in capsys.readouterr().err.splitlines()
    brought_in = [name] if entries or what == "no date column" else []
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "made" / "timelines").iterdir()) == [
        *brought_in, "School.csv",
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "made"]
    assert (sent / name).read_bytes() == data


def test_a_file_of_more_than_200_megabytes_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    case = write_case(tmp_path, {"Gp": "", "School": SCHOOL})
    with (case / "timelines" / "Gp.csv").open("wb") as file:
        file.truncate(201_000_000)

    made = tmp_path / "made"
    for command, code in ((["check", case], 1), (["new", made, "--timelines", case / "timelines"], 0)):
        assert main(list(map(str, command))) == code
        assert capsys.readouterr().err.splitlines()[-1] == (
            "timelines/Gp.csv: The file has 201 MB; a timeline may have 200 MB. "
            "Split it, or take out what is not a timeline (pictures make a file large)."
        )
    assert [path.name for path in (made / "timelines").iterdir()] == ["School.csv"]


def test_two_files_of_one_agency_are_not_made_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    case = write_case(tmp_path, {"Police.csv": GOOD, "police.docx": document(TWO), "School": SCHOOL})

    for command in (["check", case], ["new", tmp_path / "made", "--timelines", case / "timelines"]):
        assert main(list(map(str, command))) == 1
        assert capsys.readouterr().err.splitlines() == [
            "timelines/police.docx: The file's name stands for the same agency as Police.csv. "
            "If both are of one agency, keep the newer one, or put both tables into one file, as two sheets "
            "or one below the other; if not, call each after its own agency."
        ]
    assert not (tmp_path / "made").exists()


def test_two_files_that_are_perhaps_of_one_agency_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    case = write_case(tmp_path, {"Police 1.csv": GOOD, "Police 2.csv": SCHOOL})

    assert main(["new", str(tmp_path / "made"), "--timelines", str(case / "timelines")]) == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        'timelines/Police 2.csv: By its name it may be of the same agency as Police 1.csv: "Police". '
        "If it is, keep the newer one, or put both tables into one file; if not, leave them so."
    )
    assert [agency.label for agency in open_folder(tmp_path / "made").agencies.values()] == [
        "Police 1", "Police 2",
    ]  # fmt: skip


def test_the_same_file_twice_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    rows = SCHOOL + "18/04/2019,Child at home.\n" * 30
    case = write_case(tmp_path, {"Gp": rows, "School": rows})
    message = (
        "timelines/School.csv: The file is the same as Gp.csv, byte for byte. "
        "Ask which agency sent it, and take the other one out: its entries count twice."
    )

    assert main(["check", str(case)]) == 1
    assert capsys.readouterr().err.splitlines() == [message]
    assert main(["new", str(tmp_path / "made"), "--timelines", str(case / "timelines")]) == 0
    assert message in capsys.readouterr().err.splitlines()


def test_a_name_that_hides_a_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """ "../../x.csv" is no name on a disk; what is left of it where a program cleans it is."""
    case = write_case(tmp_path, {"..x.csv": GOOD, "School": SCHOOL})

    assert main(["check", str(case)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "timelines/..x.csv: The name begins with a full stop, which hides the file; it was not read. "
        "If it is a timeline, call it after its agency."
    ]


def checked(place: Path, capsys: pytest.CaptureFixture[str], **parts: object) -> None:
    """Run the commands that read everything; the exit code says done or problems, never a traceback."""
    case = write_case(place, **parts)  # type: ignore[arg-type]
    for command in ("check", "chronology"):
        code = main([command, str(case), "--format", "json"])
        said = capsys.readouterr().err
        assert code in (0, 1)
        assert bool(said) or code == 0
        assert "Traceback" not in said


fast = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
text = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60)


@fast
@given(data=st.binary(max_size=200), headed=st.booleans())
def test_any_bytes_as_a_timeline(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], data: bytes, headed: bool
):
    content = b"Date,Event,Kind,Told,People\n" + data if headed else data
    checked(tmp_path_factory.mktemp("any"), capsys, timelines={"gp": content, "police": GOOD})


@fast
@given(toml=text, people=text, relationships=text)
def test_any_text_as_settings_and_family(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    toml: str,
    people: str,
    relationships: str,
):
    place = tmp_path_factory.mktemp("any")
    checked(place, capsys, timelines={"gp": GOOD}, toml=toml)
    checked(
        tmp_path_factory.mktemp("any"),
        capsys,
        timelines={"gp": GOOD},
        people="id,label,birth,role\n" + people,
        relationships="person,relation,other,start\n" + relationships,
    )
