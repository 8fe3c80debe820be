"""The home page in Python: cases listed and made, files brought in, answers kept."""

from __future__ import annotations

import html
import tomllib
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

from tests.test_bad_input import BAD_FILES
from workbench.case import open_folder, read_answers
from workbench.pages.address import Address
from workbench.pages.desk import Desk
from workbench.pages.drop import Drop
from workbench.pages.home import Home
from workbench.pages.open_questions import likely_date
from workbench.pages.places import CASES_VARIABLE, KnownCases

POLICE = "Date,Event,Action taken\n03/05/2018,Call to the home address,PPN sent to children's services\n"
SCHOOL = "Date,Event,Notes of staff\n04/05/2018,Child in school,x\nsometime,Mother rang,y\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv(CASES_VARIABLE, str(tmp_path))
    return Home(widgets.VBox(), Address(), KnownCases(own=tmp_path), tmp_path)


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    """A new case called Child A, on its first part."""
    home.list.title.value = "Child A"
    home.list.make.click()
    made = home.desk
    assert made is not None
    yield made
    made.timelines.staging.drop.forget()


def drop(place: Drop, *files: tuple[str, bytes], piece: int = 10) -> None:
    """Let files arrive as the browser sends them: in pieces, each answered."""
    for number, (name, content) in enumerate(files):
        id = f"{name}-{number}"
        place._on_message(None, {"type": "begin", "id": id, "name": name, "size": len(content)}, [])
        for at in range(0, len(content), piece):
            place._on_message(None, {"type": "piece", "id": id}, [memoryview(content[at : at + piece])])
        place._on_message(None, {"type": "end", "id": id}, [])
    place._on_message(None, {"type": "all"}, [])


def bring_in(desk: Desk, *files: tuple[str, str]) -> None:
    drop(desk.timelines.staging.drop, *((name, text.encode()) for name, text in files))
    desk.timelines.bring.click()


def test_the_cases_there_are_stand_on_the_page(home: Home) -> None:
    assert "There is no case yet." in home.list.list.html
    assert "CYSUR 2/2020: an infant of 12 weeks" in home.list.list.html


def test_a_case_is_made_and_opened(home: Home, desk: Desk, tmp_path: Path) -> None:
    assert (desk.name, desk.part) == ("child-a", "timelines")
    assert open_folder(tmp_path / "child-a").title == "Child A"
    assert home.address.state == {"case": "child-a", "part": "timelines"}
    assert "No timeline has been brought in yet." in desk.timelines.reports.html
    assert "Child A" in home.header.html


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("  ", "Write a title first, such as “Child A”: the case&#39;s folder is called after it."),
        ("Child A", "There is a case called “child-a” already. Choose another title."),
    ],
)
def test_a_case_that_cannot_be_made_says_why(home: Home, desk: Desk, title: str, said: str) -> None:
    home.show_list()
    home.list.title.value = title
    home.list.make.click()

    assert said in home.list.said.html


def test_files_are_brought_in_under_the_agencys_name(desk: Desk, tmp_path: Path) -> None:
    """The name of a file says whose it is; its bytes are kept as they came."""
    bring_in(desk, ("Police chronology v2 FINAL.csv", POLICE), ("Primary School.csv", SCHOOL))

    kept = {path.name: path.read_text() for path in (tmp_path / "child-a" / "timelines").iterdir()}
    assert kept == {"Police.csv": POLICE, "Primary School.csv": SCHOOL}
    assert "was brought in as Police, 1 entries." not in desk.timelines.said.html
    assert "Police chronology v2 FINAL.csv was brought in as Police, 1 entry." in desk.timelines.said.html
    assert desk.case is not None and list(desk.case.entries.index) == [
        "police:1",
        "primary-school:1",
        "primary-school:2",
    ]
    assert desk.timelines.staging.staged == []


def test_a_name_can_be_corrected_before(desk: Desk, tmp_path: Path) -> None:
    drop(desk.timelines.staging.drop, ("Book1.csv", POLICE.encode()))
    desk.timelines.staging._lines[0].name.value = "Health visiting"

    desk.timelines.bring.click()

    assert [path.name for path in (tmp_path / "child-a" / "timelines").iterdir()] == ["Health visiting.csv"]


def test_two_files_of_one_agency_wait_until_a_person_has_told_them_apart(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, ("Police 1.csv", POLICE), ("Police 2.csv", SCHOOL))

    said = "Police 2.csv and Police 1.csv are both called “Police”. Give each agency one file and a name of"
    assert said in desk.timelines.said.html
    assert len(desk.timelines.staging.staged) == 2
    assert not (tmp_path / "child-a" / "timelines").exists() or not list(
        (tmp_path / "child-a" / "timelines").iterdir()
    )


def test_the_same_file_twice_is_taken_once(desk: Desk) -> None:
    drop(desk.timelines.staging.drop, ("Police.csv", POLICE.encode()), ("Copy.csv", POLICE.encode()))

    assert len(desk.timelines.staging.staged) == 1
    assert "Copy.csv is the same file as Police.csv, byte for byte." in desk.timelines.staging.refused.html


def test_a_corrected_file_takes_the_place_of_the_first_which_is_kept(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, ("Police.csv", POLICE))
    bring_in(desk, ("Police.csv", POLICE + "05/05/2018,Second call,none\n"))

    assert desk.case is not None and len(desk.case.entries) == 2
    [kept] = (tmp_path / "child-a" / "replaced").glob("*Police.csv")
    assert kept.read_text() == POLICE


def test_a_file_brought_in_wrongly_is_taken_out_by_two_clicks_and_kept(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, ("Police.csv", POLICE), ("Primary School.csv", SCHOOL))
    desk.timelines._choose("agency:police")
    desk.timelines._choose("set-aside:police")
    assert desk.case is not None and [*desk.case.agencies] == ["police", "primary-school"]

    desk.timelines._choose("aside:police")
    assert "Take the file of Police out of the case?" in desk.timelines.detail.html
    desk.timelines._choose("set-aside:police")

    assert [*desk.case.agencies] == ["primary-school"]
    assert "The file of Police is no longer in the case." in desk.timelines.said.html
    [kept] = (tmp_path / "child-a" / "replaced").glob("*Police.csv")
    assert kept.read_text() == POLICE


def test_a_file_that_is_no_timeline_leaves_the_others_alone(desk: Desk, tmp_path: Path) -> None:
    """Nothing of it comes into the case, and it is said why."""
    bring_in(desk, ("Police.csv", POLICE), ("Photo.csv", "x"))

    names = [path.name for path in (tmp_path / "child-a" / "timelines").iterdir()]
    assert names == ["Police.csv"]
    assert "Photo.csv" in desk.timelines.said.html
    assert [one.dropped.name for one in desk.timelines.staging.staged] == ["Photo.csv"]


@pytest.mark.parametrize("what", sorted(BAD_FILES.keys() - {"no date column"}))
def test_a_bad_file_is_said_and_the_good_one_beside_it_comes_in(
    desk: Desk, tmp_path: Path, what: str
) -> None:
    """What can be read of it comes in too; a file whose columns nobody knows waits, as is said below."""
    name, data, message, entries = BAD_FILES[what]
    drop(desk.timelines.staging.drop, (name, data), ("Primary School.csv", SCHOOL.encode()), piece=1_000_000)
    desk.timelines.bring.click()

    kept = {path.name: path.read_bytes() for path in (tmp_path / "child-a" / "timelines").iterdir()}
    other = {"General practice" + Path(name).suffix: data} if entries else {}
    assert kept == {"Primary School.csv": SCHOOL.encode(), **other}
    assert desk.case is not None and len(desk.case.entries) == 2 + entries
    told = desk.timelines.said.html if not entries else "; ".join(map(str, desk.case.problems))
    assert message in html.unescape(told)


@pytest.mark.parametrize("name", ["../../x.csv", "..\\..\\x.csv", "/etc/x.csv", "C:\\x.csv", "a\x00/x.csv"])
def test_a_files_name_leads_nowhere(desk: Desk, tmp_path: Path, name: str) -> None:
    bring_in(desk, (name, POLICE))

    assert [path.name for path in (tmp_path / "child-a" / "timelines").iterdir()] == ["X.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["child-a"]


def test_a_file_that_did_not_arrive_whole_is_not_taken(desk: Desk) -> None:
    place = desk.timelines.staging.drop
    place._on_message(None, {"type": "begin", "id": "1", "name": "Police.csv", "size": 100}, [])
    place._on_message(None, {"type": "piece", "id": "1"}, [memoryview(b"Date,Event")])
    place._on_message(None, {"type": "end", "id": "1"}, [])
    place._on_message(None, {"type": "all"}, [])

    assert "Police.csv: the file did not arrive whole. Drop it again." in desk.timelines.staging.refused.html
    assert desk.timelines.staging.staged == []


def test_a_file_that_is_too_large_is_refused_before_it_comes(desk: Desk) -> None:
    place = desk.timelines.staging.drop
    place._on_message(None, {"type": "begin", "id": "1", "name": "Police.csv", "size": 300_000_000}, [])
    place._on_message(None, {"type": "all"}, [])

    assert (
        "Police.csv: the file has 300 MB; a timeline may have 200 MB. Take out what is not a timeline."
        in desk.timelines.staging.refused.html
    )


def test_what_the_files_suggest_is_marked_as_a_guess_until_somebody_agrees(
    desk: Desk, tmp_path: Path
) -> None:
    bring_in(desk, ("Dyfed-Powys Police.csv", POLICE))
    settings = tmp_path / "child-a" / "case.toml"
    assert tomllib.loads(settings.read_text())["guessed"] == ["jurisdiction"]

    desk.turn("about")
    desk.about.settings.answered = {"id": "jurisdiction", "value": "Wales", "n": 1}

    assert tomllib.loads(settings.read_text()) == {"title": "Child A", "jurisdiction": "Wales"}
    assert "was guessed" not in desk.about.head.html


def test_a_setting_that_cannot_be_used_is_said_beside_it(desk: Desk) -> None:
    desk.turn("about")
    desk.about.settings.answered = {"id": "index_date", "value": "May 2019", "n": 1}

    [line] = [item for item in desk.about.settings.items if item["id"] == "index_date"]
    assert line["problem"] == '"May 2019" is not one day. Write it as 20 May 2019.'


def test_a_date_is_asked_about_and_the_answer_kept(desk: Desk, tmp_path: Path) -> None:
    """It counts at once, stands in dates.csv with who said so, and can be read."""
    bring_in(desk, ("Primary School.csv", SCHOOL))
    desk.turn("questions")
    [asked] = desk.questions.dates.items
    assert asked["title"] == "Primary School, row 3: “sometime” cannot be read as a date"

    desk.questions.dates.answered = {"id": asked["id"], "value": "no date at all", "n": 1}
    assert desk.questions.dates.items[0]["problem"] != ""
    desk.questions.dates.answered = {"id": asked["id"], "value": "6 May 2018", "n": 2}

    assert desk.questions.dates.items[0]["said"] == "Read as 6 May 2018."
    assert list(read_answers(tmp_path / "child-a").dates.values()) == ["6 May 2018"]
    desk.turn("questions")
    assert desk.case is not None
    assert str(desk.case.entries.at["primary-school:2", "earliest"].date()) == "2018-05-06"
    assert desk.questions.dates.items == []


@pytest.mark.parametrize(
    ("text", "event", "likely"),
    [
        ("03/15/2018", "Letter.", "15 March 2018"),
        ("Complaint of noise", "09/07/2018", "9 July 2018"),
        ("", "9.7.18", "9 July 2018"),
        ("31/02/2018", "Letter.", ""),
        ("??", "Property secured", ""),
        ("", "Seen by GP 4 May 2018", ""),
    ],
)
def test_a_date_with_the_month_first_or_one_column_off_is_guessed(text: str, event: str, likely: str) -> None:
    assert likely_date(text, event) == likely


def test_a_date_that_nobody_knows_is_left_undated_and_not_asked_about_again(desk: Desk) -> None:
    bring_in(desk, ("Primary School.csv", SCHOOL))
    desk.turn("questions")
    assert (desk.questions.count(), "1 open" in desk.questions._heads[0].html) == (2, True)
    [asked] = desk.questions.dates.items

    desk.questions.dates.answered = {"id": asked["id"], "value": asked["leaves_value"], "n": 1}

    assert desk.questions.dates.items[0]["said"] == "Left undated."
    assert (desk.questions.count(), "0 open" in desk.questions._heads[0].html) == (1, True)
    desk.turn("questions")
    assert desk.questions.dates.items == []


def test_whose_a_name_is_is_asked_once_the_family_is_there(desk: Desk, tmp_path: Path) -> None:
    """Before that the page says what will be asked."""
    rows = "".join(f"0{day}/05/2018,Visit to Nia at home\n" for day in (1, 2, 3))
    bring_in(desk, ("Police.csv", f"Date,Event\n{rows}"))
    desk.turn("questions")
    assert desk.questions.words.items == []
    assert "Names stand in the entries too (Nia): add the family" in desk.questions._heads[1].html

    (tmp_path / "child-a" / "people.csv").write_text("id,label,role\nC1,Child A,subject child\n")
    desk.refresh()
    [asked] = desk.questions.words.items
    assert (asked["title"], asked["options"][0]) == ("Nia, written 3 times", ["Child A", "person:C1"])
    desk.questions.words.answered = {"id": "Nia", "value": "person:C1", "n": 1}
    desk.turn("questions")

    assert desk.case is not None
    assert list(desk.case.entries["people"]) == [("C1",)] * 3


def test_a_heading_that_means_nothing_known_is_settled_too(desk: Desk) -> None:
    bring_in(desk, ("Primary School.csv", SCHOOL))
    desk.turn("questions")
    [asked] = desk.questions.columns.items
    assert (asked["leaves"], "value" in asked) == ("Keep it beside the entry", False)

    desk.questions.columns.answered = {"id": asked["id"], "value": "", "n": 1}
    desk.turn("questions")

    assert desk.questions.columns.items == []
    desk.questions.columns_of("primary-school")
    [all_of] = [item for item in desk.questions.columns.items if "Notes of staff" in item["title"]]
    assert all_of["detail"] == "Kept beside the entry. First cell: x"


def test_a_column_that_numbers_the_rows_is_not_asked_about(desk: Desk) -> None:
    bring_in(desk, ("Police.csv", "No.,Date,Event\n1,03/05/2018,Call\n2,04/05/2018,Visit\n"))
    desk.turn("questions")
    assert desk.questions.columns.items == []


def test_the_columns_of_a_file_are_reached_from_its_report(home: Home, desk: Desk) -> None:
    bring_in(desk, ("Police.csv", POLICE), ("Primary School.csv", SCHOOL))
    desk.timelines._choose("agency:police")
    assert 'data-choose="columns:police"' in desk.timelines.detail.html
    desk.timelines.detail.chosen = {"what": "columns:police", "n": 1}

    assert (desk.part, home.address.state["part"]) == ("questions", "questions")
    assert [item["title"] for item in desk.questions.columns.items] == [
        "Police, column “Date”", "Police, column “Event”", "Police, column “Action taken”",
    ]  # fmt: skip


def test_a_report_says_how_dates_were_read(desk: Desk) -> None:
    bring_in(desk, ("Police.csv", "Date,Event\n03/05/18,x\nsame day,y\n04/05/18,z\n"))
    desk.timelines._choose("agency:police")

    assert desk.timelines._assumptions() == [
        ("Read as day/month/year", 2), ("Two-digit year 18 read as 2018", 2), ("As the row above", 1),
    ]  # fmt: skip
    assert "As the row above" in desk.timelines.detail.html


def test_what_is_to_be_looked_at_in_a_file_is_said_before_it_comes_in(desk: Desk) -> None:
    drop(desk.timelines.staging.drop, ("Primary School.csv", SCHOOL.encode()))

    [line] = desk.timelines.staging._lines
    assert "Column not understood, and kept with the entries: “Notes of staff”." in line.about.html


def test_a_heading_is_given_its_meaning(desk: Desk) -> None:
    bring_in(desk, ("Primary School.csv", SCHOOL))
    desk.turn("questions")
    [asked] = [item for item in desk.questions.columns.items if "Notes of staff" in item["title"]]

    desk.questions.columns.answered = {"id": asked["id"], "value": "comment", "n": 1}
    desk.turn("questions")

    assert desk.case is not None
    assert desk.case.entries.at["primary-school:1", "comment"] == "x"


WAITING = (
    "Gesehen,Who wrote,Notes\nsoon,PC 1,Call to the home\nthen,PC 1,No reply\nlater,PC 1,x\n"
    "1/5/2018,PC 2,Second call\n"
)


def test_a_file_without_a_date_column_comes_in_and_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    """It is the only file: it waits, its columns are asked about, and the answer opens it."""
    drop(desk.timelines.staging.drop, ("Police.csv", WAITING.encode()))
    told = desk.timelines.staging._lines[0].about.html
    assert "No column for the date was found. The headings are: Gesehen, Who wrote, Notes." in told
    assert "It can be brought in all the same" in told

    desk.timelines.bring.click()

    assert (
        "Nothing of it can be read yet: say under “Questions” what its columns mean."
        in desk.timelines.said.html
    )
    assert (tmp_path / "child-a" / "timelines" / "Police.csv").read_text() == WAITING
    assert desk.case is not None and len(desk.case.entries) == 0
    desk.turn("questions")
    asked = {item["title"]: item for item in desk.questions.columns.items}
    assert list(asked) == [f"Police, column “{name}”" for name in ("Gesehen", "Who wrote", "Notes")]
    assert asked["Police, column “Gesehen”"]["detail"] == "Not understood. First cell: soon"

    desk.questions.columns.answered = {"id": "police:Gesehen", "value": "date", "n": 1}
    desk.turn("timelines")

    assert desk.case is not None and list(desk.case.entries["date_text"]) == [
        "1/5/2018", "soon", "then", "later",
    ]  # fmt: skip
    assert list(desk.case.entries["event"]) == ["Second call", "Call to the home", "No reply", "x"]
    bring_in(desk, ("Police.csv", WAITING + "2/5/2018,PC 1,Third call\n"))
    assert "Police.csv took the place of the earlier file of Police" in desk.timelines.said.html
    assert desk.case is not None and len(desk.case.entries) == 5


def test_every_part_of_the_desk_can_be_opened_while_a_file_waits(desk: Desk) -> None:
    bring_in(desk, ("Police.csv", WAITING))
    for part in ("questions", "codes", "family", "about", "timelines"):
        desk.turn(part)
    desk.timelines._choose("agency:police")
    desk.timelines._give_letters()


def test_a_waiting_file_leaves_the_others_alone(desk: Desk) -> None:
    """Beside a file that was read it comes in too; in the place of one that was read it does not."""
    bring_in(desk, ("Primary School.csv", SCHOOL), ("Police.csv", WAITING))
    assert desk.case is not None and len(desk.case.entries) == 2
    assert any("No column for the date" in problem.problem for problem in desk.case.problems)

    bring_in(desk, ("Primary School.csv", WAITING + "x,y,z\n"))

    assert "Primary School.csv, row 1: No column for the date was found." in desk.timelines.said.html
    assert desk.case is not None and len(desk.case.entries) == 2


def test_a_column_that_was_guessed_by_its_cells_is_asked_about(desk: Desk) -> None:
    bring_in(desk, ("Police.csv", "1/5/2018,Call\n2/5/2018,Second call\n"))
    desk.turn("questions")

    assert [item["detail"] for item in desk.questions.columns.items] == [
        "Read as “Date”, 55 % sure, by what stands in its cells. First cell: 1/5/2018",
        "Read as “Event”, 30 % sure, by what stands in its cells. First cell: Call",
    ]
    desk.timelines._choose("agency:police")
    assert "55 %, by what stands in its cells" in desk.timelines.detail.html


def test_a_sample_case_is_looked_at_and_not_changed(home: Home, tmp_path: Path) -> None:
    home.open("cysur-2-2020")
    assert home.desk is not None and home.desk.sample
    home.desk.turn("about")
    home.desk.about.settings.answered = {"id": "title", "value": "Mine", "n": 1}
    [line] = [item for item in home.desk.about.settings.items if item["id"] == "title"]
    assert line["problem"] == "This is a sample case: make a copy of your own first."

    home.desk.timelines.copy.click()

    assert home.desk.name == "cysur-2-2020-copy"
    assert not home.desk.sample
    assert (tmp_path / "cysur-2-2020-copy" / "case.toml").is_file()


def test_agency_text_is_escaped(desk: Desk) -> None:
    bring_in(desk, ("<img src=x onerror=alert(1)>.csv", POLICE))
    evil = "Date,Event,<script>alert(1)</script>\n03/05/2018,x,<b>y</b>\nnever,<i>z</i>,\n"
    bring_in(desk, ("Police.csv", evil))
    desk.timelines._choose("agency:police")

    shown = desk.timelines.reports.html + desk.timelines.detail.html + desk.timelines.said.html
    assert "<script>" not in shown and "<img" not in shown and "<b>" not in shown
    assert "&lt;script&gt;" in shown
