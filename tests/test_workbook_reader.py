"""Workbooks: every sheet that holds a timeline, real dates and text dates, and what is hidden or merged."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office_files import open_row, open_workbook, raw_cell, raw_workbook, workbook
from workbench.intake import Timeline, read_timeline

FILES = Path(__file__).parent / "files"
BELONGS = "Ask the agency whether it belongs to the timeline."


def timeline(tmp_path: Path, content: bytes, name: str = "gp.xlsx", **more: Any) -> Timeline:
    path = tmp_path / name
    path.write_bytes(content)
    return read_timeline(path, agency="gp", **more)


def said(read: Timeline) -> list[str]:
    return [str(problem) for problem in read.problems]


def entries(read: Timeline) -> list[tuple[str, int, tuple[str, ...]]]:
    """Each entry's table, row and cells."""
    columns = [*read.fields.values(), *read.others.values()]
    return [
        (part, line, tuple(column[at] for column in columns))
        for at, (part, line) in enumerate(zip(read.parts, read.lines, strict=True))
    ]


def test_a_sheet_is_read_with_the_title_above_its_headings(tmp_path: Path):
    read = timeline(
        tmp_path,
        workbook({"Log": [["West surgery"], [], ["", "Date", "Event", "Room"], ["", "1/5/19", "Seen", 4]]}),
    )

    assert read == Timeline(
        agency="gp",
        file="timelines/gp.xlsx",
        fields={"date": ["1/5/19"], "event": ["Seen"]},
        lines=[4],
        others={"Room": ["4"]},
        columns={"Date": "date", "Event": "event", "Room": ""},
        rows=4,
        above=("West surgery",),
        parts=['sheet "Log"'],
        format="Excel workbook",
        matches=read.matches,
    )


def test_every_sheet_that_holds_a_timeline_is_read_and_the_others_are_said(tmp_path: Path):
    read = timeline(
        tmp_path,
        workbook(
            {
                "2018": [["Date", "Event"], ["1/5/18", "one"]],
                "2019": [["Outcome", "Event", "Date"], ["done", "two", "1/5/19"]],
                "Notes": [["Seen by manager", "2/6/19"]],
                "Lists": [["yes"], ["no"]],
                "Empty": [],
            }
        ),
    )

    assert entries(read) == [
        ('sheet "2018"', 2, ("1/5/18", "one", "")),
        ('sheet "2019"', 2, ("1/5/19", "two", "done")),
    ]
    assert read.above == ("Seen by manager | 2/6/19", "yes", "no")
    assert said(read) == [
        'timelines/gp.xlsx, sheet "Notes": No headings of a timeline were found; it was not read. '
        'It begins: Seen by manager | 2/6/19 If it holds entries, write "Date" and "Event" above its columns.'
    ]


def test_a_sheet_without_headings_goes_on_where_the_one_before_ended(tmp_path: Path):
    read = timeline(
        tmp_path,
        workbook(
            {"A": [["Date", "Event"], ["1/5/18", "one"]], "B": [["2/5/18", "two"], ["3/5/18", "three"]]}
        ),
    )

    assert entries(read) == [
        ('sheet "A"', 2, ("1/5/18", "one")),
        ('sheet "B"', 1, ("2/5/18", "two")),
        ('sheet "B"', 2, ("3/5/18", "three")),
    ]
    assert said(read) == [
        'timelines/gp.xlsx, sheet "B": The table has no headings; those of sheet "A" were taken. '
        "Look whether its columns are the same."
    ]


def test_a_real_date_becomes_text_that_reads_one_way_only(tmp_path: Path):
    def formats(book: Any, sheets: dict[str, Any]) -> None:
        sheet = sheets["Log"]
        shown = [
            (dt.datetime(2019, 4, 5), "dd/mm/yyyy"), (dt.datetime(2019, 4, 5), "mm/dd/yyyy"),
            (dt.datetime(2019, 4, 5, 14, 30), "dd/mm/yyyy hh:mm"), (dt.time(9, 5), "hh:mm"),
            (dt.datetime(2019, 4, 5), "mmm yyyy"), (dt.timedelta(hours=30), "[h]:mm"),
        ]  # fmt: skip
        for row, (value, pattern) in enumerate(shown, start=1):
            sheet.write_datetime(row, 0, value, book.add_format({"num_format": pattern}))
        for row, value in enumerate((43560, 2.5, True, "04/05/2019", " x ", 43560.6041666667), start=7):
            sheet.write(row, 0, value)

    read = timeline(
        tmp_path, workbook({"Log": [["Date", "Event"], *[["", str(n)] for n in range(12)]]}, formats)
    )

    assert read.fields["date"] == [
        "2019-04-05", "2019-04-05", "2019-04-05 14:30", "09:05", "2019-04-05", "30:00",
        "43560", "2.5", "TRUE", "04/05/2019", " x ", "43560.6041666667",
    ]  # fmt: skip
    assert said(read) == []


def test_real_dates_that_may_have_been_read_month_first_are_asked_about(tmp_path: Path):
    def dates(book: Any, sheets: dict[str, Any]) -> None:
        for row, month in enumerate((5, 6, 7), start=1):
            sheets["Log"].write_datetime(row, 0, dt.datetime(2019, month, 4))

    rows = [["Date", "Event"], *[["", "x"]] * 3, *[[f"{day}/5/2019", "y"] for day in (13, 25, 31)]]

    assert said(timeline(tmp_path, workbook({"Log": rows}, dates))) == [
        'timelines/gp.xlsx, sheet "Log", row 2: In column A every real date has a day up to 12, and every '
        "date in text begins with a greater number: a program that puts the month first may have read the "
        "real ones the wrong way round. Ask the agency whether the date of this row is 4 May 2019 or 5 "
        "April 2019."
    ]
    assert said(timeline(tmp_path, workbook({"Log": [*rows, ["2/5/2019", "z"]]}, dates))) == []


@pytest.mark.parametrize(
    ("name", "comment"),
    [("housing.xls", "There is a comment in the row."),
     ("housing.ods", 'There is a comment in the row: "Check with police".')],
)  # fmt: skip
def test_what_another_program_wrote_is_read_with_all_that_is_hidden_and_merged(name: str, comment: str):
    read = read_timeline(FILES / name, agency="housing")

    assert read.fields == {
        "date": ["2018-05-04", "5/6/2018", "July 2018", "July 2018", "3"],
        "time": ["14:30", "", "", "", ""],
        "event": [
            "Visit to the flat.",
            "Letter about noise.",
            "Call from a neighbour.",
            "Second call.",
            "No date known.",
        ],
        "outcome": ["Noted", "None", "", "", ""],
    }
    assert (read.lines, read.parts) == ([4, 5, 6, 7, 4], ['sheet "2018"'] * 4 + ['sheet "2019"'])
    assert read.above == ("Housing 2018", "Housing 2019", "yes")
    assert said(read) == [
        f'timelines/{name}, sheet "2018", row 5: Row 5 is hidden; it was read as the others. {BELONGS}',
        f'timelines/{name}, sheet "2018", row 6: Cells of column A are merged downwards (rows 6 to 7); '
        "the text was taken for each of the rows. Look whether it belongs to each of them.",
        f'timelines/{name}, sheet "2018", row 7: {comment} '
        "Comments are not part of the entry; look whether it matters.",
        f'timelines/{name}, sheet "2019": The sheet is hidden; it was read as the others. {BELONGS}',
        f'timelines/{name}, sheet "2019", row 4: Cell D4 holds a formula without a result, or with an error. '
        "Open the workbook in Excel, look at the cell, and save it again.",
    ]  # fmt: skip


def test_hidden_columns_and_merged_cells_are_read_and_said(tmp_path: Path):
    def hide(book: Any, sheets: dict[str, Any]) -> None:
        sheet = sheets["Log"]
        sheet.set_column("C:C", None, None, {"hidden": True})
        sheet.set_column("F:XFD", None, None, {"hidden": True})  # nothing stands there
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_row(90, None, None, {"hidden": True})
        sheet.merge_range("A3:A5", "1/5/19")
        sheet.merge_range("A6:C6", "2020")

    rows = [["Date", "Event", "Note"], ["3/4/19", "a", "x"], ["", "b"], ["", "c"], ["", "d"], []]

    read = timeline(tmp_path, workbook({"Log": rows}, hide))

    assert read.fields == {
        "date": ["3/4/19", "1/5/19", "1/5/19", "1/5/19", ""], "event": ["a", "b", "c", "d", "2020"],
    }  # fmt: skip
    place = 'timelines/gp.xlsx, sheet "Log"'
    assert said(read) == [
        f"{place}: Column C is hidden; it was read as the others. {BELONGS}",
        f"{place}, row 3: Rows 3 to 4 are hidden; they were read as the others. {BELONGS}",
        f"{place}, row 3: Cells of column A are merged downwards (rows 3 to 5); "
        "the text was taken for each of the rows. Look whether it belongs to each of them.",
        f'{place}, row 6: The row is one cell across the table: "2020". It was read as an entry without '
        f"a date. "
        "Look whether it is one, or a title between the entries.",
    ]


def test_an_error_and_a_formula_without_a_result_are_said(tmp_path: Path):
    read = timeline(
        tmp_path,
        raw_workbook(
            "<sheetData><row r='1'>" + raw_cell("A1", "Date") + raw_cell("B1", "Event") + "</row><row r='2'>"
            + raw_cell("A2", "1/5/19") + "<c r='B2'><f>C2</f></c></row><row r='3'>" + raw_cell("A3", "2/5/19")
            + "<c r='B3' t='e'><v>#N/A</v></c></row></sheetData>"
        ),
    )  # fmt: skip

    again = "Open the workbook in Excel, look at the cell, and save it again."
    assert said(read) == [
        f'timelines/gp.xlsx, sheet "Log", row {row}: Cell B{row} holds a formula without a result, or '
        f"with an error. {again}"
        for row in (2, 3)
    ]
    assert len(read) == 2


def test_cells_that_stand_twice_are_said(tmp_path: Path):
    head = "<row r='1'>" + raw_cell("A1", "Date") + raw_cell("B1", "Event") + "</row>"
    rows = "".join(
        f"<row r='2'>{raw_cell('A2', date)}{raw_cell('B2', 'x')}</row>" for date in ("1/5/19", "2/5/19")
    )

    assert said(timeline(tmp_path, raw_workbook(f"<sheetData>{head}{rows}</sheetData>"))) == [
        'timelines/gp.xlsx, sheet "Log": The cells of the sheet do not stand in order; where two have '
        "one place, "
        "one of them is lost. Open the workbook in Excel, look whether all of it is there, and save it again."
    ]


def test_repeated_rows_and_empty_ends_of_an_open_workbook_cost_nothing(tmp_path: Path):
    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    read = timeline(
        tmp_path,
        open_workbook(
            open_row("Date", "Event") + open_row("", "", times=3) + open_row("1/5/19", "x", times=2) + empty
        ),
        "gp.ods",
    )

    assert entries(read) == [('sheet "Log"', 5, ("1/5/19", "x")), ('sheet "Log"', 6, ("1/5/19", "x"))]
    assert (read.format, said(read)) == ("OpenDocument spreadsheet", [])


def test_what_a_person_chose_counts_before_the_headings(tmp_path: Path):
    data = workbook({"Log": [["Zeitpunkt", "Vorfall", "Event"], ["1/5/19", "Seen.", "x"]]})
    choice = {"Zeitpunkt": "date", "Vorfall": "event", "Event": ""}

    assert timeline(tmp_path, data).columns == {"Zeitpunkt": "date", "Vorfall": "", "Event": "event"}
    assert timeline(tmp_path, data, columns=choice).fields == {"date": ["1/5/19"], "event": ["Seen."]}


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    max_size=12,
)


@given(rows=st.lists(st.tuples(cells, cells, cells), max_size=8))
def test_what_a_program_writes_is_read_back_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
):
    heads = ("Date", "Event", "Other")

    read = timeline(tmp_path_factory.getbasetemp(), workbook({"Log": [heads, *rows]}))

    wanted = [
        ('sheet "Log"', line, row)
        for line, row in enumerate(rows, start=2)
        if any(map(str.strip, row)) and tuple(map(str.strip, row)) != heads
    ]
    if not any(row[2].strip() for _, _, row in wanted):
        wanted = [(part, line, row[:2]) for part, line, row in wanted]
    assert entries(read) == wanted
