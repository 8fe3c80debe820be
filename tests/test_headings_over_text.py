"""What agencies write over their text and their dates: each is read with text and date, in any size of table.

The headings were listed by hand, most of them before the reader understood
them. Where no heading says which column is the event, the prose does; that is
a guess, and asked about.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import MakeCase
from tests.office_files import document
from workbench.chronology import load_case
from workbench.intake import Timeline, read_timeline
from workbench.intake.column_cells import guess_from_cells, running_words
from workbench.intake.columns import Match
from workbench.pages.open_questions import column_questions

OVER_TEXT = """
Observation; Observations; Record; Report; Visit; Note; Notes; Clinic; Attendance; Details of contact
Summary; Narrative; Case note; Entry; Presenting problem; Reason for attendance; Concern; Concerns; Log
Information; Description; Comments; Work undertaken; Discussion; Activity; What happened; What was it
Nature of involvement; Outcome; Result; Consultation; Assessment; Analysis; Incident; Call; Referral
Message; Story; Account; Episode
Presentation; Findings; Review; Meeting; Home visit; Remarks; Update; Issue; Communication; Correspondence
Progress notes; Supervision; Statement; Plan; Action; Reason; Contact; History; Examination; Treatment; Advice
Background; Commentary; Triage; Recording; Email; Letter; Clinical impression; Behaviour; Chronology; Document
Cofnod; Disgrifiad; Manylion; Sylwadau; Sylw; Ymweliad; Adroddiad; Nodyn; Hanes; Crynodeb; Trafodaeth; Column1
"""
OVER_DATES = """
Date; When; On; Dated; DOA; D.O.A.; Seen on; Appt; Attended; Dyddiad; Attendance; Day; Visit; Contact
Appointment; Clinic date; Rec'd; Date/Time; Arrived; Logged; Received; Recorded on; Date recorded
Date received; Date entered; Report date; Created; Ar; Pryd; Admission; Clinic; DOV; Period; Time; Entered
Session; Call date; From; Start
Date completed; Diwrnod; Date seen; Timeline; Year
"""
PROSE = (
    "Home visit made, nobody answered the door and a card was left.",
    "Mother rang to say that they had moved to her sister's.",
    "Child was not brought to the appointment, letter sent to the parents.",
    "Bruise on the left cheek seen by the teacher; he said that he fell off his bike.",
)
SHORT = ("Home visit, no reply.", "Mum rang.", "DNA", "Seen at school")
ACTIONS = ("Letter sent to the family and to the GP.", "School told of it.", "Nothing further was needed.")


def listed(headings: str) -> list[str]:
    return [heading.strip() for heading in headings.replace("\n", ";").split(";") if heading.strip()]


def table(path: Path, headings: tuple[str, ...], size: int, *columns: tuple[str, ...]) -> Timeline:
    """Return a table read that has a date in each row, and of each column a cell in turn."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(
            [f"{1 + at % 28}/{1 + at % 12}/2018", *(cells[at % len(cells)] for cells in columns)]
            for at in range(size)
        )
    return read_timeline(path, agency="hospital")


def first_entry(read: Timeline) -> tuple[str, str]:
    return tuple(read.fields.get(name, [""])[0] for name in ("date", "event"))  # type: ignore[return-value]


@pytest.mark.parametrize(("size", "texts"), [(2, PROSE), (5, PROSE), (20, PROSE), (3, SHORT)])
def test_every_heading_over_text_is_read_with_text_and_date(
    tmp_path: Path, size: int, texts: tuple[str, ...]
):
    read = {
        heading: first_entry(
            table(tmp_path / "hospital.csv", ("Date", heading, "Worker"), size, texts, ("A B",))
        )
        for heading in listed(OVER_TEXT)
    }

    assert {heading: found for heading, found in read.items() if found != ("1/1/2018", texts[0])} == {}


@pytest.mark.parametrize("size", [2, 5, 20])
@pytest.mark.parametrize("event", ["Event", "Tale"])
def test_every_heading_over_dates_is_read_with_text_and_date(tmp_path: Path, size: int, event: str):
    read = {
        heading: first_entry(
            table(tmp_path / "gp.csv", (heading, event, "Action taken"), size, PROSE, ACTIONS)
        )
        for heading in listed(OVER_DATES)
    }

    assert {heading: found for heading, found in read.items() if found != ("1/1/2018", PROSE[0])} == {}


def test_beside_a_column_of_actions_the_open_one_is_the_event_in_every_table_alike(tmp_path: Path):
    """ "Attendance" was the event in a table without actions, and nothing in one with them."""
    for texts in (PROSE, SHORT):
        read = table(tmp_path / "a.csv", ("Date", "Attendance", "Action taken"), 5, texts, ACTIONS)
        assert read.matches == {
            "Date": Match("date"), "Attendance": Match("event", 0.4, "its cells"),
            "Action taken": Match("response"),
        }  # fmt: skip


def test_a_guessed_event_is_asked_about_and_a_worker_is_not(make_case: MakeCase):
    rows = "".join(f'{day}/5/2018,"{text}",J Smith,"No."\n' for day, text in enumerate(PROSE, start=1))
    case = load_case(make_case({"hospital": f"Date,Clinic,Seen by,Llais y plentyn\n{rows}"}))

    [asked] = column_questions(case)
    assert (asked.id, asked.detail) == (
        "hospital:Clinic",
        "Read as “Event”, 40 % sure, by what stands in its cells. First cell: "
        "Home visit made, nobody answered the door and a card was left.",
    )


@pytest.mark.parametrize(
    ("headings", "columns", "event"),
    [
        (("Date", "Ward", "Observations"), (("Ward four",), PROSE), "Observations"),
        (
            ("Date", "Professionals involved", "Record"),
            (("J Smith, social worker and A Jones",), PROSE),
            "Record",
        ),
        (("Date", "Seen", "Action taken"), (("yes, at home with mother",), ACTIONS), "Action taken"),
        (("Date", "Entry", "Story"), (("1", "2"), PROSE), "Story"),
        (("Date", "Event", "Comments"), (("",), PROSE), "Comments"),
        (("Date", "Event", "Comments"), (("Visit",), PROSE), "Event"),
        (("Date", "Officer", "Beat"), (("PC 12",), ("Central",)), ""),
    ],
)
def test_the_event_is_where_most_is_told_but_for_columns_with_a_meaning(
    tmp_path: Path, headings: tuple[str, ...], columns: tuple[tuple[str, ...], ...], event: str
):
    read = table(tmp_path / "gp.csv", headings, 4, *columns)

    assert [heading for heading, field in read.columns.items() if field == "event"] == (
        [event] if event else []
    )


def test_actions_are_the_event_where_there_is_no_other_text_and_the_outcome_is_then_the_response():
    dates = ["3/5/2019", "4/5/2019"]
    assert guess_from_cells(["Date", "Action", "Outcome"], [dates, list(PROSE[:2]), list(PROSE[2:])]) == {
        0: Match("date"), 1: Match("event", 0.4, "its cells"), 2: Match("response", 0.55, "its cells"),
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["Date of birth", "DOB", "Next visit", "Review date", "Target date"])
def test_a_day_of_another_kind_never_dates_the_entries(tmp_path: Path, heading: str):
    read = table(tmp_path / "gp.csv", (heading, "Event"), 4, PROSE)

    assert (len(read), read.waits) == (0, True)


def test_names_and_codes_hold_no_running_words():
    texts = ("PC 12", "Jane Smith", "yes", "SEEN AT HOME TODAY", "Mum rang")

    assert list(map(running_words, texts)) == [0, 0, 0, 4, 1]


def test_a_table_is_read_by_its_cells_beside_one_that_is_read_by_its_headings(tmp_path: Path):
    """But not one without headings of its own: in Word that is the one above it going on."""
    path = tmp_path / "hospital.docx"
    path.write_bytes(
        document(
            [("Date", "Event"), ("1/5/18", PROSE[0])],
            [("Seen on", "Visit"), ("2/5/18", PROSE[1]), ("3/5/18", PROSE[2])],
            [("Version", "Date"), ("2", "1/9/19")],
        )
    )
    read = read_timeline(path, agency="hospital")

    assert read.fields == {"date": ["1/5/18", "2/5/18", "3/5/18"], "event": list(PROSE[:3])}
    assert [str(problem) for problem in read.problems] == [
        'timelines/hospital.docx, table 2: By what stands in the cells, "Visit" was read as the event. '
        'If that is not right, say what the columns mean, or write "Date" and "Event" above them.',
        "timelines/hospital.docx, table 3: No headings of a timeline were found; it was not read. "
        'It begins: Version | Date If it holds entries, write "Date" and "Event" above its columns.',
    ]


def test_a_row_without_an_event_has_what_another_column_tells(tmp_path: Path):
    """Not from a column that is known to hold something else, nor from names."""
    path = tmp_path / "gp.csv"
    path.write_text(
        "Date,Event,Story,Panel query,Action\n1/5/18,Seen.,x,y,z\n"
        "2/5/18,,Mother rang to say that they moved,Who rang them about it?,NFA\n3/5/18,,Jane Smith,,NFA\n"
        "4/5/18,,,Who knew of this at all?,NFA\n5/5/18,,Child was seen at home,,\n"
    )
    read = read_timeline(path, agency="gp")

    story = ["x", "Mother rang to say that they moved", "Jane Smith", "", "Child was seen at home"]
    assert read.fields["event"] == ["Seen.", story[1], "", "", story[4]]
    assert read.others["Story"] == story
    assert [str(problem) for problem in read.problems] == [
        "timelines/gp.csv, row 3: Nothing is written as the event here and in 1 other row; what stands under "
        '"Story" was taken for it. Look whether it says what happened; if so, the column may be one of '
        "events."
    ]
    kept = read_timeline(path, agency="gp", columns={"Story": ""})
    assert kept.fields["event"] == ["Seen.", "", "", "", ""]
