"""One agency's table: headings matched, every row kept, everything odd said with its row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake import FIELDS, Timeline, match_columns, read_timeline
from workbench.intake.columns import Match


def timeline(tmp_path: Path, content: str | bytes, name: str = "police.csv") -> Timeline:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_timeline(path, agency="police")


def said(read: Timeline) -> list[str]:
    return [str(problem) for problem in read.problems]


def test_a_table_is_read_column_by_column(tmp_path: Path):
    read = timeline(
        tmp_path,
        "Date of contact,Significant event,Action taken,Officer,Was the child seen?\n"
        "17/04/2019, Visit ,Noted,PC 1,yes\n"
        "18/04/2019,Call,,PC 2,\n",
    )

    assert read == Timeline(
        agency="police",
        file="timelines/police.csv",
        fields={
            "date": ["17/04/2019", "18/04/2019"],
            "event": [" Visit ", "Call"],
            "response": ["Noted", ""],
            "child_seen": ["yes", ""],
        },
        lines=[2, 3],
        others={"Officer": ["PC 1", "PC 2"]},
        columns={
            "Date of contact": "date",
            "Significant event": "event",
            "Action taken": "response",
            "Officer": "",
            "Was the child seen?": "child_seen",
        },
        rows=3,
        parts=["", ""],
        format="text, divided by a comma (UTF-8)",
        matches={
            "Date of contact": Match("date"),
            "Significant event": Match("event"),
            "Action taken": Match("response"),
            "Was the child seen?": Match("child_seen"),
        },
    )
    assert len(read) == 2


def test_title_rows_blank_rows_and_repeated_headings_are_no_entries_and_rows_keep_their_numbers(
    tmp_path: Path,
):
    read = timeline(
        tmp_path,
        'West Division,,\nPrepared by,"PC 1, for the panel",\n\nDate,Event,\n\n'
        '1/5/19,"one\nline more",\n,,\nDate,Event,\n2/5/19,two,\n , ,\t\n3/5/19,three\n',
    )

    assert read.fields["event"] == ["one\nline more", "two", "three"]
    assert read.lines == [6, 9, 11]
    assert read.above == ("West Division", "Prepared by | PC 1, for the panel")
    assert said(read) == []


def test_equal_and_empty_headings_are_told_apart(tmp_path: Path):
    read = timeline(
        tmp_path, "Date,Event,Notes,Notes,,Notes (2),Date,column 5\n1/5/19,x,a,b,c,d,2/5/19,e\n", "gp.csv"
    )

    assert read.others == {
        "Notes": ["a"],
        "Notes (2)": ["b"],
        "column 5": ["c"],
        "Notes (2) (2)": ["d"],
        "Date (2)": ["2/5/19"],
        "column 5 (2)": ["e"],
    }
    assert list(read.columns) == ["Date", "Event", *read.others]


def test_ragged_rows_are_kept_whole_and_said(tmp_path: Path):
    read = timeline(
        tmp_path, "Date,Event,Response,Note\n1/5/19,a,b,c,d,,e\n2/5/19\n3/5/19,x,y\n4/5/19,x,y,z,,\n"
    )

    assert read.fields == {
        "date": ["1/5/19", "2/5/19", "3/5/19", "4/5/19"],
        "event": ["a", "", "x", "x"],
        "response": ["b", "", "y", "y"],
    }
    assert read.others == {"Note": ["c", "", "", "z"], "beyond the last heading": ["d | e", "", "", ""]}
    remedy = (
        "Look whether a comma or a new line stands in a text without quotation marks round it; "
        "the row was kept as it is."
    )
    assert said(read) == [
        f"timelines/police.csv, row 2: The row has 7 cells and the heading has 4. {remedy}",
        f"timelines/police.csv, row 3: The row has 1 cell and the heading has 4. {remedy}",
    ]


def test_marks_that_do_not_match_are_said_and_no_row_is_swallowed(tmp_path: Path):
    read = timeline(tmp_path, 'Date,Event\n1/5/19,"Mother said hello\n2/5/19,two\n')

    assert read.fields["event"] == ['"Mother said hello', "two"]
    assert said(read) == [
        "timelines/police.csv, row 2: The row's quotation marks do not match. "
        "Look whether a mark is missing or left over; the line was kept as one row, as it stands."
    ]


def test_two_stray_marks_that_make_a_pair_are_pointed_at(tmp_path: Path):
    read = timeline(tmp_path, 'Date,Event,Response\n1/5/19,"one,x\n2/5/19,two,y\n3/5/19,three",z\n')

    assert read.fields["event"] == ["one,x\n2/5/19,two,y\n3/5/19,three"]
    assert said(read) == [
        'timelines/police.csv, row 2, column "Event": The cell holds a line that looks like a row of its '
        "own. "
        "Look whether a quotation mark is missing or left over; the cell was kept as it is."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", ": The file is empty. Ask the agency to send it again."),
        (
            "Event,Response\nx,y\n",
            ', row 1: No column for the date was found. The headings are: Event, Response. Write "Date" '
            "above the right column, or say on the home page which one it is.",
        ),
        (
            "West Division\n\nWhen,Officer\n1/5/19,x\n",
            ', row 3: No column for the event was found. The headings are: When, Officer. Write "Event" '
            "above the right column, or say on the home page which one it is.",
        ),
        (
            "1/5/19,Visit,12\n2/5/19,Call,13\n",
            ", row 1: No column for the date and none for the event was found. The first row is: 1/5/19, "
            "Visit, 12. "
            'Write "Date" and "Event" above the right column, or say on the home page which one it is.',
        ),
        (
            "Date and Event\n1/5/19 x\n",
            ": The file has one column only; its cells are probably divided by a sign that is not known. "
            "Save it as CSV with commas, semicolons, tabs or | between the cells.",
        ),
        (
            "Date        Event      Response\n1/5/19      Visit\n",
            ": The cells are divided by spaces, so that it is not clear where an empty one stands. "
            "Open it in Excel with Data, From Text, Fixed width, and save it as a workbook or as CSV.",
        ),
        ("Date,Event\n\n,\n", ": The table has headings and no entries. Ask the agency for its entries."),
        (
            b"PK\x03\x04...",
            ": The file is a Word, Excel or zip file that is damaged or cut short. "
            "Open it in the program it came from and save it again, or ask the agency to send it again.",
        ),
        (
            b"\xd0\xcf\x11\xe0...",
            ": This is an older Office file without a workbook in it, or one that is damaged. "
            "Ask the agency for the Word, Excel or CSV file.",
        ),
        (b"%PDF-1.7", ": This is a PDF file, not a table. Ask the agency for the Word, Excel or CSV file."),
        (
            b"Date,Event\n1/5/19,\x81\xff\n",
            ", row 2: The file's encoding is not known: the byte 81 is no letter in UTF-8 nor in "
            "Windows-1252. "
            "Open it in the program it came from and save it as CSV (UTF-8).",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, content: str | bytes, message: str
):
    read = timeline(tmp_path, content)

    assert said(read) == [f"timelines/police.csv{message}"]
    assert [problem.stops for problem in read.problems] == [True]
    assert len(read) == 0


def test_a_missing_file_is_a_problem_and_no_traceback(tmp_path: Path):
    assert said(read_timeline(tmp_path / "gp.csv", agency="gp")) == [
        "timelines/gp.csv: The file cannot be opened (No such file or directory). Check that it is there "
        "and not in use."
    ]


def test_a_very_long_cell_and_very_many_columns_are_read(tmp_path: Path):
    long = "x" * 10_500_000
    headings = [f"c{i}" for i in range(10_000)]
    wide = ",".join(["Date", "Event", *headings]) + "\n" + ",".join(["1/5/19", long, *headings]) + "\n"

    read = timeline(tmp_path, wide)

    assert read.fields["event"] == [long]
    assert (len(read.others), said(read)) == (10_000, [])


def test_a_long_heading_does_not_flood_the_message(tmp_path: Path):
    [message] = said(timeline(tmp_path, "a" * 1_000_000 + ",b\n1,2\n"))
    assert len(message) < 300


# What the cells say where the headings do not

PROSE = ("Home visit, nobody answered the door.", "Mother rang to say that they had moved.")
SAY = 'If that is not right, say what the columns mean, or write "Date" and "Event" above them.'


def test_a_table_without_headings_is_read_and_its_first_row_is_an_entry(tmp_path: Path):
    read = timeline(
        tmp_path, f'West Division,,\n\nsome day,"{PROSE[0]}",PC 1\n1/5/19,"{PROSE[1]}",PC 1\n2/5/19,x,\n'
    )

    assert read.fields == {"date": ["some day", "1/5/19", "2/5/19"], "event": [*PROSE, "x"]}
    assert (read.lines, read.above, read.others) == (
        [3, 4, 5],
        ("West Division",),
        {"column 3": ["PC 1", "PC 1", ""]},
    )
    assert {name: (match.field, match.like) for name, match in read.matches.items()} == {
        "column 1": ("date", "its cells"), "column 2": ("event", "its cells"),
    }  # fmt: skip
    assert said(read) == [
        "timelines/police.csv: The table has no headings; by what stands in the cells, column 1 was read as "
        f"the date and column 2 was read as the event. {SAY}"
    ]


def test_a_table_of_two_columns_without_headings_may_have_short_texts(tmp_path: Path):
    read = timeline(tmp_path, "1/5/19,Visit\n2/5/19,Call\n")

    assert read.fields == {"date": ["1/5/19", "2/5/19"], "event": ["Visit", "Call"]}
    assert max(match.sure for match in read.matches.values()) < 0.6


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_the_delimiter_of_a_table_without_headings_is_found(tmp_path: Path, delimiter: str):
    text = "\n".join(f'{day}/5/19{delimiter}"Visit, door; no answer | left"' for day in (1, 2, 3))

    assert timeline(tmp_path, text).fields["event"] == ["Visit, door; no answer | left"] * 3


def test_where_no_heading_names_the_date_or_the_text_the_cells_do(tmp_path: Path):
    read = timeline(tmp_path, f'Noted on,Told by,Story\n1/5/19,GP,"{PROSE[0]}"\n2/5/19,GP,"{PROSE[1]}"\n')

    assert read.fields == {"date": ["1/5/19", "2/5/19"], "event": [*PROSE], "heard_from": ["GP", "GP"]}
    assert said(read) == [
        'timelines/police.csv: By what stands in the cells, "Noted on" was read as the date and "Story" was '
        f"read as the event. {SAY}"
    ]


def test_a_date_of_birth_is_never_guessed_to_be_the_date(tmp_path: Path):
    read = timeline(tmp_path, f'Date of birth,Event\n1/5/2009,"{PROSE[0]}"\n2/5/2010,"{PROSE[1]}"\n')

    assert [problem.stops for problem in read.problems] == [True]
    assert (read.columns, read.examples) == (
        {"Date of birth": "", "Event": "event"},
        {"Date of birth": "1/5/2009", "Event": PROSE[0]},
    )


def test_to_and_from_are_days_over_days_and_agencies_over_agencies(tmp_path: Path):
    days = timeline(tmp_path, "From,To,Event\n1/5/19,3/5/19,x\n")
    agencies = timeline(tmp_path, "Date,From,To,Event\n1/5/19,Police,GP,x\n2/5/19,School,Health visitor,y\n")
    people = timeline(tmp_path, "Date,To,Event\n1/5/19,Mrs B,x\n")

    assert days.columns == {"From": "date", "To": "end_date", "Event": "event"}
    assert agencies.columns == {"Date": "date", "From": "heard_from", "To": "told", "Event": "event"}
    assert people.columns == {"Date": "date", "To": "", "Event": "event"}


def test_equal_headings_are_chosen_by_the_name_that_tells_them_apart(tmp_path: Path):
    path = tmp_path / "gp.csv"
    path.write_text("Date,Action,Action\n1/5/19,a,b\n")

    read = read_timeline(path, agency="gp", columns={"Action (2)": "comment"})

    assert read.fields == {"date": ["1/5/19"], "response": ["a"], "comment": ["b"]}


@pytest.mark.parametrize(
    ("text", "columns", "choice"),
    [
        ("Zeit,Vorfall\nirgendwann,x\n", {"Zeit": "", "Vorfall": ""}, {"Zeit": "date", "Vorfall": "event"}),
        ("Date of birth,Event\n1/5/19,x\n", {"Date of birth": "", "Event": "event"},
         {"Date of birth": "date"}),
        ("1/5/19,x,7\n2/5/19,y,8\n", {"column 1": "", "column 2": "", "column 3": ""},
         {"column 1": "date", "column 2": "event"}),
        ("soon,x,7\nlater,y,8\n", {"soon": "", "x": "", "7": ""}, {"soon": "date", "x": "event"}),
    ],
)  # fmt: skip
def test_what_a_person_says_of_the_columns_opens_a_file_that_waits(
    tmp_path: Path, text: str, columns: dict[str, str], choice: dict[str, str]
):
    waiting = timeline(tmp_path, text)
    assert (len(waiting), waiting.waits, waiting.columns) == (0, True, columns)
    assert [problem.stops for problem in waiting.problems] == [True]

    read = read_timeline(tmp_path / "police.csv", agency="police", columns=choice)

    assert (len(read) > 0, read.waits, said(read)) == (True, False, [])
    assert {read.matches[heading].like for heading in choice} == {"chosen"}


@given(number=st.integers(1, 200))
def test_the_number_of_a_column_without_a_heading_means_nothing(number: int):
    assert match_columns([f"column {number}"]) == {}


# Headings


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("DATE:", "date"),
        ("Date (dd/mm/yyyy)", "date"),
        ("Date / Time", "date"),
        ("Date &\nTime", "date"),
        ("Dyddiad", "date"),
        ("End_Date", "end_date"),
        ("Was the child seen/spoken to?", "child_seen"),
        ("Child seen / spoken to?", "child_seen"),
        ("Author\u2019s comment", "comment"),
        ("Response/Action/Outcome", "response"),
        ("Told / shared with", "told"),
        ("Weather", ""),
        ("", ""),
    ],
)
def test_a_heading_is_matched_by_its_words(heading: str, field: str):
    assert match_columns([heading]).get(0, "") == field


def test_the_closest_of_two_headings_for_one_field_is_taken():
    assert match_columns(["Information", "Date", "Details", "Event"]) == {1: "date", 3: "event"}
    assert match_columns(["Action", "Action", "Response"]) == {2: "response"}
    assert match_columns(["Action", "Action"]) == {0: "response"}


def test_every_field_of_the_design_can_be_named():
    assert set(FIELDS) >= {
        "date", "end_date", "time", "source", "event", "response", "child_seen", "people", "comment", "kind",
        "told", "heard_from", "significance",
    }  # fmt: skip
    assert {field: list(match_columns([field]).values()) for field in FIELDS} == {
        field: [field] for field in FIELDS
    }


# Whatever a table holds

cells = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=12)
tables = st.lists(st.lists(cells, max_size=6), max_size=12)


@given(rows=tables, headings=st.permutations(["Date", "Event", "Other", ""]))
def test_every_row_that_holds_anything_is_an_entry_with_its_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], headings: list[str]
):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([headings, *rows])

    read = timeline(tmp_path_factory.getbasetemp(), text.getvalue())

    wanted = [
        (line, row)
        for line, row in enumerate(rows, start=2)
        if any(map(str.strip, row)) and [cell.strip() for cell in row] != headings
    ]
    assert read.lines == [line for line, _ in wanted]
    assert len(read) == len(wanted)
    columns = {**read.fields, **read.others}
    for entry, (_, row) in enumerate(wanted):
        kept = [value for values in columns.values() for value in values[entry].split(" | ")]
        lost = [cell for cell in row if cell.strip() and cell not in kept and " | " not in cell]
        assert lost == []


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    for content in (data, b"Date,Event\n" + data):
        read = timeline(tmp_path_factory.getbasetemp(), content)
        assert len(read) or any(problem.stops for problem in read.problems)
        assert {len(values) for values in (*read.fields.values(), *read.others.values())} <= {len(read)}
