"""A text file as rows of cells, whatever its encoding, delimiter and quotation marks."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.intake.table import Unreadable
from workbench.intake.text_file import read_table, read_text

ROWS = [["Date", "Event"], ["17/04/2019", "Visit — tŷ"]]
TEXT = "Date,Event\n17/04/2019,Visit — tŷ\n"


def refused(data: bytes) -> tuple[int | None, str]:
    with pytest.raises(Unreadable) as error:
        read_table(data)
    return error.value.row, str(error.value)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_an_encoding_is_found_with_and_without_its_mark(data: bytes, encoding: str):
    table = read_table(data)

    assert (table.rows, table.encoding) == (ROWS, encoding)


def test_what_older_office_programs_write_is_read():
    table = read_table("Date,Event\n1/5/19,café — £5 “fine”\n".encode("cp1252"))

    assert (table.rows[1], table.encoding) == (["1/5/19", "café — £5 “fine”"], "Windows-1252")


def test_a_file_put_together_from_two_encodings_is_read_and_said():
    contents = read_text("Date,Event\n1/5/19,tŷ, Siân\n".encode() + "2/5/19,£5\n".encode("cp1252"))

    assert [row[1:] for row in contents.tables[0].rows] == [["Event"], ["tŷ", " Siân"], ["£5"]]
    assert [f"{remark.problem} {remark.remedy}" for remark in contents.remarks] == [
        "The file mixes two encodings; letters that are none in UTF-8 were read as Windows-1252. "
        "Look whether names and signs such as £ are right, or ask for the file as UTF-8."
    ]


def test_an_unknown_encoding_is_refused_with_its_row():
    assert refused(b"Date,Event\r\n17/04/2019,Visit\r\n18/04/2019,\xff\x81 call\r\n") == (
        3,
        "The file's encoding is not known: the byte 81 is no letter in UTF-8 nor in Windows-1252. "
        "Open it in the program it came from and save it as CSV (UTF-8).",
    )


def test_a_zero_byte_is_refused_with_its_row():
    remedy = "Open it in the program it came from and save it as CSV (UTF-8)."
    assert refused(b"Date,Event\n17/04/2019,Vis\x00it\n") == (
        2,
        f"The file is not text: it holds a zero character. {remedy}",
    )
    assert refused(TEXT.encode("utf-32"))[1] == f"The file is not text: it holds a zero character. {remedy}"


def test_a_damaged_utf_16_file_is_refused():
    assert refused("Date".encode("utf-16") + b"x") == (
        None,
        "The file is UTF-16 text, but is cut short or damaged. Ask the agency to send it again.",
    )


@pytest.mark.parametrize("data", [b"", b"  \n\r\n\t", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le")])
def test_an_empty_file_is_refused(data: bytes):
    assert refused(data) == (None, "The file is empty. Ask the agency to send it again.")


def test_a_file_of_another_kind_of_size_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workbench.intake.text_file.MOST_BYTES", 1_000_000)
    assert refused(b"x" * 3_000_000) == (
        None,
        "The file has 3 MB; a timeline may have 1 MB. Split it, or take out what is not a timeline.",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(delimiter: str, line_end: str):
    text = line_end.join(
        [delimiter.join(row) for row in (["Date", "Event"], ["1/5/19", '"a,b;c|d\te"'], ["2/5/19", "x"])]
    )

    assert read_table(text.encode()).rows == [["Date", "Event"], ["1/5/19", "a,b;c|d\te"], ["2/5/19", "x"]]


@pytest.mark.parametrize("delimiter", ["^", "~", "#", "*", "¦", "¬", "_", "\x1f", "/", ":"])
def test_any_other_sign_divides_where_it_divides_headings_and_rows_alike(delimiter: str):
    rows = [["Date", "Event", "Response"], ["1 May 2019", "Visit", ""], ["2 May 2019", "Call", "Noted"]]
    text = "".join(delimiter.join(row) + "\n" for row in rows)

    assert (read_table(text.encode()).rows, read_table(text.encode()).delimiter) == (rows, delimiter)


def test_a_sign_that_divides_the_headings_only_is_none():
    assert read_table(b"Date/Event\n1/5/19 visit\n2/5/19 call\n").rows[0] == ["Date/Event"]


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014"])
def test_lines_that_begin_with_a_date_are_entries(dash: str):
    text = f"Log of the surgery\n\n1 May 2019 {dash} Visit\nand tea\n\n2/5/19: Call\n3.5.19\tLetter\n"

    contents = read_text(text.encode())

    [table] = contents.tables
    assert (contents.format, contents.around) == ("lines of text (UTF-8)", ["Log of the surgery"])
    assert {line: row for line, row in enumerate(table.rows, start=1) if any(row)} == {
        3: ["1 May 2019", "Visit\nand tea"], 6: ["2/5/19", "Call"], 7: ["3.5.19", "Letter"],
    }  # fmt: skip


def test_empty_rows_at_the_end_are_counted_and_not_kept():
    table = read_table(b"Date,Event,Note\r\n1/5/19,x,,\r\n,,\r\n , ,\r\n\r\n")

    assert (table.rows, table.blank) == ([["Date", "Event", "Note"], ["1/5/19", "x", "", ""]], 3)


def test_the_headings_decide_the_delimiter_and_not_the_title_above_them():
    data = b"Timeline, West, 2019, for the panel\n\nDate;Event;Response\n1/5/19;Seen, spoken to, well;None\n"

    assert read_table(data).rows[-1] == ["1/5/19", "Seen, spoken to, well", "None"]


def test_rows_count_as_a_spreadsheet_shows_them():
    """A blank line is a row; a line break inside quotation marks is not."""
    table = read_table(b'Date,Event\r\n\r\n1/5/19,"one\r\ntwo"\r\n2/5/19,three\r\n')

    assert table.rows == [["Date", "Event"], [], ["1/5/19", "one\r\ntwo"], ["2/5/19", "three"]]


# Quotation marks


def test_a_mark_that_is_not_closed_does_not_draw_the_rest_of_the_file_into_one_cell():
    table = read_table(
        b'Date,Event\n1/5/19,"Mother said hello\n2/5/19,two\n3/5/19,"three, four"\n4/5/19,five\n'
    )

    assert table.rows == [
        ["Date", "Event"],
        ["1/5/19", '"Mother said hello'],
        ["2/5/19", "two"],
        ["3/5/19", "three, four"],
        ["4/5/19", "five"],
    ]
    assert table.doubtful == [2]


def test_a_mark_within_a_cell_is_text():
    table = read_table(b'Date,Event\n1/5/19,a 6" nail\n2/5/19,"Mum" said no\n3/5/19,"he said ""no"""\n')

    assert [row[1] for row in table.rows] == ["Event", 'a 6" nail', '"Mum" said no', 'he said "no"']
    assert table.doubtful == [3]


def test_the_last_mark_of_a_file_may_be_missing():
    table = read_table(b'Date,Event\n1/5/19,one\n2/5/19,"two')

    assert (table.rows[1:], table.doubtful) == ([["1/5/19", "one"], ["2/5/19", '"two']], [3])


cells = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)


@given(
    rows=st.lists(st.lists(cells, min_size=2, max_size=5), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_a_program_writes_is_read_back_cell_by_cell(rows: list[list[str]], delimiter: str):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["Date", "Event"], *rows])

    table = read_table(text.getvalue().encode())

    assert (table.rows, table.doubtful) == ([["Date", "Event"], *rows], [])


@given(lines=st.lists(st.text('ab",\n', max_size=12), max_size=12))
@example(lines=['x,"', 'y,"', '"z'])
def test_no_letter_is_lost_to_stray_marks(lines: list[str]):
    """Whatever the marks do, every other letter is in some cell, in its order."""
    text = "\n".join(["Date,Event", *lines])

    table = read_table(text.encode())

    kept = "".join(cell for row in table.rows for cell in row)
    for sign in '",\n':
        kept, text = kept.replace(sign, ""), text.replace(sign, "")
    assert kept == text


@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes):
    try:
        table = read_table(data)
    except Unreadable as error:
        assert error.problem and error.remedy
    else:
        assert all(isinstance(cell, str) for row in table.rows for cell in row)
