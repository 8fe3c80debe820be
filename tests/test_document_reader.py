"""Word documents: every table, cells as they read, and nothing that was only proposed taken silently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.office_files import W, cell, document, raw_document, raw_table, unzipped, zipped
from workbench.chronology import load_case
from workbench.intake import Timeline, read_timeline

HEADS = ("Date", "Event", "Response")


def timeline(tmp_path: Path, content: bytes, name: str = "gp.docx") -> Timeline:
    path = tmp_path / name
    path.write_bytes(content)
    return read_timeline(path, agency="gp")


def said(read: Timeline) -> list[str]:
    return [str(problem).removeprefix("timelines/gp.docx") for problem in read.problems]


def entries(read: Timeline) -> list[tuple[str, int, tuple[str, ...]]]:
    """Each entry's table, row and cells."""
    columns = [*read.fields.values(), *read.others.values()]
    return [
        (part, line, tuple(column[at] for column in columns))
        for at, (part, line) in enumerate(zip(read.parts, read.lines, strict=True))
    ]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def in_table(tmp_path: Path, inside: str, **members: str) -> Timeline:
    """Read a table with one entry, whose event is a cell with ``inside``."""
    return timeline(tmp_path, raw_document(raw_table(HEADS, ("1/5/19", cell(inside), "Noted.")), **members))


def test_a_table_is_read_with_what_stands_above_it(tmp_path: Path):
    read = timeline(
        tmp_path, document([HEADS, ["1/5/19", "Visit.\nSecond paragraph.", "Noted."]], before="West surgery")
    )

    assert read == Timeline(
        agency="gp",
        file="timelines/gp.docx",
        fields={"date": ["1/5/19"], "event": ["Visit.\nSecond paragraph."], "response": ["Noted."]},
        lines=[2],
        columns={"Date": "date", "Event": "event", "Response": "response"},
        rows=2,
        above=("West surgery",),
        parts=["table 1"],
        format="Word document",
        matches=read.matches,
    )


def test_several_tables_are_one_timeline_whatever_their_headings(tmp_path: Path):
    read = timeline(
        tmp_path,
        document(
            [["Name", "Born"], ["Ada", "1/2/2010"]],
            [HEADS, ["1/5/19", "One.", "x"], HEADS, ["2/5/19", "Two.", ""]],
            [["3/5/19", "Three.", "y"]],
            [["Event", "Weather", "Date"], ["Four.", "rain", "4/5/19"]],
            [["Seen", "on 5/5/19"]],
        ),
    )

    assert entries(read) == [
        ("table 2", 2, ("1/5/19", "One.", "x", "")),
        ("table 2", 4, ("2/5/19", "Two.", "", "")),
        ("table 3", 1, ("3/5/19", "Three.", "y", "")),
        ("table 4", 2, ("4/5/19", "Four.", "", "rain")),
    ]
    assert read.above == ("Name | Born", "Ada | 1/2/2010", "Seen | on 5/5/19")
    assert said(read) == [
        ", table 3: The table has no headings; those of table 2 were taken. Look whether its columns "
        "are the same.",
        ", table 5: No headings of a timeline were found; it was not read. It begins: Seen | on 5/5/19 "
        'If it holds entries, write "Date" and "Event" above its columns.',
    ]


def test_a_row_across_the_table_is_of_the_one_day_that_it_names(tmp_path: Path):
    """And one that names two, or none, is undated and asked about once."""
    texts = [
        "CASE CLOSED 27.04.18",
        "Review period 1/5/2018 to 3rd June 2019",
        "Closed again on 4th May 2018.",
    ]

    def merge(made: Any) -> None:
        for row in (2, 3, 4):
            made.tables[0].cell(row, 0).merge(made.tables[0].cell(row, 2))

    (tmp_path / "timelines").mkdir()
    (tmp_path / "case.toml").write_text('title = "A"\n')
    (tmp_path / "timelines" / "gp.docx").write_bytes(
        document([HEADS, ["1/4/18", "One.", "x"], *([text] for text in texts)], more=merge)
    )
    case = load_case(tmp_path)
    [read] = case.timelines

    assert [row for _, _, row in entries(read)] == [
        ("1/4/18", "One.", "x"), ("27.04.18", texts[0], ""), ("", texts[1], ""),
        ("4th May 2018", texts[2], ""),
    ]  # fmt: skip
    assert said(read) == [
        ', table 1, row 3: The row is one cell across the table: "CASE CLOSED 27.04.18". It was read as an '
        "entry of the day in it, 27.04.18. Look whether it is one, or a title between the entries.",
        f', table 1, row 4: The row is one cell across the table: "{texts[1]}". It was read as an entry '
        "without a date. Look whether it is one, or a title between the entries.",
        f', table 1, row 5: The row is one cell across the table: "{texts[2]}". It was read as an entry of '
        "the day in it, 4th May 2018. Look whether it is one, or a title between the entries.",
    ]
    assert [problem.row for problem in case.problems if problem.file.endswith("gp.docx")] == [3, 4, 5]


def test_cells_merged_downwards_are_in_each_row_and_cells_merged_sideways_in_the_first_column(tmp_path: Path):
    def merge(made: Any) -> None:
        table = made.tables[0]
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(3, 1).merge(table.cell(3, 2))
        table.cell(4, 0).merge(table.cell(4, 2))

    read = timeline(
        tmp_path,
        document([HEADS, ["1/5/19", "One.", "x"], ["", "Two.", "y"], ["2/5/19", "Three.", ""], ["2020"]],
                 more=merge),
    )  # fmt: skip

    assert [row for _, _, row in entries(read)] == [
        ("1/5/19", "One.", "x"), ("1/5/19", "Two.", "y"), ("2/5/19", "Three.", ""), ("", "2020", ""),
    ]  # fmt: skip
    assert said(read) == [
        ', table 1, row 2, column "Date": Cells are merged downwards (rows 2 to 3); the text was taken '
        "for each "
        "of the rows. Look whether it belongs to each of them.",
        ', table 1, row 4, column "Event": The cell goes on under "Response"; its text was taken for '
        "this column "
        "only. Look whether it belongs there.",
        ', table 1, row 5: The row is one cell across the table: "2020". It was read as an entry '
        "without a date. "
        "Look whether it is one, or a title between the entries.",
    ]


def test_a_row_that_goes_on_in_mid_sentence_is_put_with_the_one_above_and_no_other_is(tmp_path: Path):
    read = timeline(
        tmp_path,
        document(
            [
                HEADS,
                ["1/5/19", "Mother said that she", "None."],
                ["", "would call back.", ""],
                ["", "Later call.", ""],
            ]
        ),
    )

    assert [(line, row) for _, line, row in entries(read)] == [
        (2, ("1/5/19", "Mother said that she\nwould call back.", "None.")), (4, ("", "Later call.", "")),
    ]  # fmt: skip
    assert said(read) == [
        ", table 1, row 3: The row has no date and goes on in the middle of a sentence; it was put with "
        "the row "
        "above. Look whether it is an entry of its own."
    ]


def test_tracked_changes_are_said_and_insertions_read(tmp_path: Path):
    gone = f"<w:del>{run('not ').replace('w:t', 'w:delText')}</w:del>"
    read = in_table(tmp_path, f"{run('Child ')}{gone}<w:ins>{run('was ')}</w:ins>{run('seen.')}")

    assert read.fields["event"] == ["Child was seen."]
    assert said(read) == [
        ', table 1, row 2, column "Event": The cell holds tracked changes that nobody has accepted: '
        'inserted "was", deleted "not". What was inserted is in the text, what was deleted is not. '
        "Ask the agency which wording stands."
    ]


def test_a_row_that_is_marked_as_deleted_is_left_out_and_said_and_one_inserted_is_read(tmp_path: Path):
    gone = f"<w:del>{run('Police called.').replace('w:t', 'w:delText')}</w:del>"
    read = timeline(
        tmp_path,
        raw_document(
            raw_table(
                HEADS,
                ("<w:trPr><w:del/></w:trPr>", "1/5/19", cell(gone), ""),
                ("<w:trPr><w:ins/></w:trPr>", "2/5/19", "Added.", ""),
            )
        ),
    )

    assert [row for _, _, row in entries(read)] == [("2/5/19", "Added.", "")]
    assert said(read) == [
        ", table 1, row 2: The row is marked as deleted, and nobody has accepted that. It was left out: "
        '"1/5/19 | Police called." Ask the agency whether the entry stands.',
        ", table 1, row 3: The row was inserted with tracked changes, and nobody has accepted that. It "
        "was read. "
        "Ask the agency whether the entry stands.",
    ]


def test_comments_hidden_words_pictures_and_inner_tables_are_said(tmp_path: Path):
    read = in_table(
        tmp_path,
        run("Seen.") + run(" Not well.", "<w:vanish/>") + '<w:r><w:commentReference w:id="7"/></w:r>'
        + "<w:r><w:drawing/></w:r></w:p>" + raw_table(("a", "b"), ("c", "")) + "<w:p>",
        comments=f'<w:comments {W}><w:comment '
            f'w:id="7"><w:p>{run("Is this right?")}</w:p></w:comment></w:comments>',
    )  # fmt: skip

    assert read.fields["event"] == ["Seen. Not well.\na | b\nc"]
    place = ', table 1, row 2, column "Event"'
    assert said(read) == [
        f'{place}: There is a comment: "Is this right?" Comments are not part of the entry; look '
        f"whether it matters.",
        f'{place}: Hidden words were read with the others: "Not well." Ask the agency whether they '
        f"belong to the entry.",
        f"{place}: The cell holds a picture, which was not read. Open the document and look at it.",
        f"{place}: The cell holds a table of its own; it was read as lines of text. Look whether its "
        f"rows are entries.",
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("a") + "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>",
         "a\tb\nc-"),
        (f"<w:hyperlink>{run('link')}</w:hyperlink>", "link"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Yes')}</w:sdtContent></w:sdt>", "Yes"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Choose')}</w:sdtContent></w:sdt>",
         ""),
        ('<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/>'
         '<w:listEntry w:val="yes"/></w:ddList></w:ffData></w:fldChar></w:r>', "yes"),
        ('<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>', "☒"),
        (f"<w:r><w:instrText>DATE</w:instrText></w:r>{run('1 May')}", "1 May"),
        ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
         f"<w:r><w:drawing><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></w:drawing></w:r></mc:Choice>"
         f"<mc:Fallback><w:r><w:pict><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></w:pict></w:r>"
         "</mc:Fallback></mc:AlternateContent>", "box"),
        (f"{run('Seen')}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", "Seen[footnote 2]\n[footnote 2] "
            "By GP."),
        (f"<w:moveFrom>{run('gone')}</w:moveFrom>{run('here')}", "here"),
        ('<w:r><w:sym w:font="Wingdings" w:char="00FC"/></w:r>', "ü"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_word_shows_it(tmp_path: Path, inside: str, text: str):
    read = in_table(
        tmp_path,
        inside,
        footnotes=f"<w:footnotes {W}><w:footnote "
        f'w:id="2"><w:p>{run("By GP.")}</w:p></w:footnote></w:footnotes>',
    )

    assert read.fields["event"] == [text]


def test_rows_and_cells_in_content_controls_are_read(tmp_path: Path):
    rows = raw_table(HEADS, ("1/5/19", "One.", "x"), ("2/5/19", "Two.", "y"))
    one = f"<w:tr>{cell('1/5/19')}"
    wrapped = rows.replace(one, f"<w:sdt><w:sdtContent>{one}").replace("x</w:t></w:r></w:p></w:tc></w:tr>",
        "x</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>")  # fmt: skip

    for body in (wrapped, f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>"):
        assert timeline(tmp_path, raw_document(body)).fields["event"] == ["One.", "Two."]


def test_a_table_that_only_lays_out_the_page_is_looked_into(tmp_path: Path):
    inner = raw_table(HEADS, ("1/5/19", "One.", ""))
    read = timeline(tmp_path, raw_document(raw_table((cell("West surgery"), f"<w:tc>{inner}<w:p/></w:tc>"))))

    assert entries(read) == [("table 1.1", 2, ("1/5/19", "One.", ""))]
    assert read.above == ("West surgery",)


def test_a_row_divided_otherwise_stands_under_the_headings_it_stands_under(tmp_path: Path):
    wide = lambda text, columns: cell(text, properties=f'<w:gridSpan w:val="{columns}"/>')  # noqa: E731
    read = timeline(
        tmp_path,
        raw_document(
            raw_table(
                (wide("Date", 2), wide("Event", 4), wide("Response", 2)),
                ("1/5/19", wide("Three cells.", 6), "x"),
                (wide("2/5/19", 2), "a", wide("b", 3), wide("y", 2)),
                ('<w:trPr><w:gridBefore w:val="2"/></w:trPr>', wide("No date.", 4), wide("z", 2)),
                (wide("3/5/19", 3), wide("Borders moved.", 3), "q", "r"),
            )
        ),
    )

    assert [row for _, _, row in entries(read)] == [
        ("1/5/19", "Three cells.", "x"), ("2/5/19", "a\nb", "y"), ("", "No date.", "z"),
        ("3/5/19", "Borders moved.", "q\nr"),
    ]  # fmt: skip
    assert said(read) == [
        f', table 1, row {row}, column "{heading}": Two cells of the row stand under this heading; both '
        "texts were kept there. Look whether the row is divided as it should be."
        for row, heading in ((3, "Event"), (5, "Response"))
    ]


def test_the_strict_form_of_the_format_is_read(tmp_path: Path):
    members = unzipped(raw_document(raw_table(HEADS, ("1/5/19", "One.", ""))))
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert timeline(tmp_path, zipped(members)).fields["event"] == ["One."]


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p>{run(text)}</w:p>" for text in texts)


def test_a_document_without_a_table_is_read_by_its_paragraphs_and_said(tmp_path: Path):
    remedy = "Look whether each entry is whole; a table is surer (Insert, Table, Convert Text to Table)."
    lines = timeline(
        tmp_path, raw_document(paragraphs("Log", "1 May 2019 - Visit.", "Child seen.", "2/5/19: Call."))
    )
    tabs = raw_document("".join(f"<w:p><w:r><w:t>{a}</w:t><w:tab/><w:t>{b}</w:t></w:r></w:p>"
                                for a, b in (("Date", "Event"), ("1/5/19", "Visit."))))  # fmt: skip
    divided = timeline(tmp_path, tabs)

    assert [row for _, _, row in entries(lines)] == [
        ("1 May 2019", "Visit.\nChild seen."), ("2/5/19", "Call."),
    ]  # fmt: skip
    assert said(lines) == [
        f": The document holds no table; its paragraphs that begin with a date were read as entries. {remedy}"
    ]
    assert lines.above == ("Log",)
    assert [row for _, _, row in entries(divided)] == [("1/5/19", "Visit.")]
    assert said(divided) == [
        f": The document holds no table; its lines were divided into cells at the tabs. {remedy}"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            raw_document(""),
            ": The document is empty. Ask the agency for a table with the headings Date and Event.",
        ),
        (
            raw_document(paragraphs("Dear panel,", "we knew the family.")),
            ": The document holds no table; no paragraph begins with a date. "
            "Ask the agency for a table with the headings Date and Event.",
        ),
        (
            document([["When", "Officer"], ["1/5/19", "x"]]),
            ", table 1, row 1: No column for the event was found. The headings are: When, Officer. "
            'Write "Event" above the right column, or say on the home page which one it is.',
        ),
        (document([HEADS]), ": The table has headings and no entries. Ask the agency for its entries."),
    ],
)
def test_a_document_without_entries_says_why(tmp_path: Path, content: bytes, message: str):
    read = timeline(tmp_path, content)

    assert (said(read), len(read)) == ([message], 0)


def test_text_outside_the_tables_that_may_be_an_entry_is_said(tmp_path: Path):
    table = raw_table(HEADS, ("1/5/19", "One.", ""))

    read = timeline(tmp_path, raw_document(table + paragraphs("2 May 2019 - Call.", "3/5/19: Visit.", "End")))

    assert read.above == ("2 May 2019 - Call.", "3/5/19: Visit.", "End")
    assert said(read) == [
        ': Text that may be an entry stands outside the tables: "2 May 2019 - Call." and 1 more. '
        "If it is one, put it into a row of the table."
    ]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    max_size=12,
)


@settings(max_examples=40)
@given(rows=st.lists(st.tuples(words, words, words), max_size=6))
def test_what_a_program_writes_is_read_back_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
):
    rows = [(f"{day}/5/19", event, response) for day, (_, event, response) in enumerate(rows, start=1)]

    read = timeline(tmp_path_factory.getbasetemp(), document([HEADS, *rows]))

    assert entries(read) == [("table 1", line, row) for line, row in enumerate(rows, start=2)]
