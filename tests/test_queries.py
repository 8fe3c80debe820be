"""What each agency is asked, and the letter that asks it: whole lists, whole documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.case_files import MakeCase
from tests.filled_forms import document_lines
from workbench.case import CaseError
from workbench.chronology import Case, load_case
from workbench.intake import Timeline
from workbench.pack import all_queries, letters_for, queries, query_letter, save_all
from workbench.pack.rows import Rows, lines_in_words

TOML = 'title = "Child A"\nreview_type = "concise"\n[period]\nfrom = 2018-01-01\nto = 2018-06-30\n'
HEALTH_VISITING = """Date,Event,Source of information,Told,Ward
31/02/2018,Home visit.,HV record,gp,
,Call to school.,,unicorns,4
5 January 2018,Weighed.,HV record,unicorns,
5 February 2018,Clinic.,HV record,,
4 May 2018,Weighed.,HV record,,
5 June 2018,Clinic.,HV record,,
"""


@pytest.fixture
def asked(make_case: MakeCase) -> Case:
    """A case of two agencies, with something to ask of every kind."""
    police = "Date,Event,Source,Told\n3 May 2018,Attended.,log 1,health-visiting\n"
    return load_case(make_case({"health-visiting": HEALTH_VISITING, "police": police}, toml=TOML))


def test_each_kind_of_query_names_the_row_that_the_agency_sees(asked: Case):
    assert [(q.kind, q.row, q.column, q.written, q.question) for q in queries(asked, "health-visiting")] == [
        (
            "date", 2, "Date", "31/02/2018: Home visit.",
            '"31/02/2018" is not a date: February 2018 has 28 days. Which date is meant? A vague one '
            "will do.",
        ),
        ("date", 3, "Date", "Call to school.", "No date is written here. Do you know it, even roughly?"),
        ("column", None, "Ward", "4", "What is written in this column, and what does it tell the panel?"),
        ("cell", None, "Told", "rows 3 and 4", '"unicorns" is not known. What does it stand for?'),
        ("source", 3, "", "Call to school.", "In which record is this written?"),
        (
            "months", None, "", "",
            "No entry falls in March to April 2018. Does your record hold nothing for that time, or was it "
            "not searched?",
        ),
        (
            "contact", 6, "", "4 May 2018: Weighed.",
            "The timeline of Police records telling you on 3 May 2018; no record of it was found in your "
            "timeline. Is it this entry?",
        ),
    ]  # fmt: skip
    assert [query.events for query in queries(asked, "health-visiting")] == [
        ("health-visiting:1",), ("health-visiting:2",), (), ("health-visiting:2", "health-visiting:3"),
        ("health-visiting:2",), (), ("police:1",),
    ]  # fmt: skip


def test_another_agencys_words_are_not_in_a_letter(asked: Case):
    """That police told them and when is asked; what police wrote is the panel's to share."""
    assert "Attended" not in "\n".join(document_lines(query_letter(asked, "health-visiting")))


def test_the_letter_says_what_was_read_and_asks_in_a_numbered_table(make_case: MakeCase):
    case = load_case(
        make_case({"gp": "Date,Event,Source\n31/02/2018,Seen.,rec 1\n5/3/2018,Weighed.,\n"}, toml=TOML)
    )

    assert document_lines(query_letter(case, "gp")) == [
        "Your timeline: what we would like to ask",
        "To: GP",
        "For the review: Concise child practice review: Child A",
        "Dear colleague,",
        "Thank you for your timeline. The review looks for learning, not for blame, and your answers help "
        "the panel to read your record as you meant it.",
        "We read 2 rows of your file gp.csv; 1 date was understood. Nothing was left out, and the file that "
        "you sent has not been changed. The table below has 4 questions. Please write your answers into the "
        'last column, or send a corrected file under the same name. "We do not know" is a good answer too.',
        "No. | Row | What is written | What we ask | Your answer",
        "Dates that we could not read, or that could mean two things",
        "1 | Row 2, column \u201cDate\u201d | 31/02/2018: Seen. | "
        '"31/02/2018" is not a date: February 2018 has 28 days. Which date is meant? A vague one will do. | ',
        "Entries without a source",
        "2 | Row 3 | 5/3/2018: Weighed. | In which record is this written? | ",
        "Months without entries",
        "3 |  |  | No entry falls in January to February 2018. Does your record hold nothing for that time, "
        "or was it not searched? | ",
        "4 |  |  | No entry falls in April to June 2018. Does your record hold nothing for that time, "
        "or was it not searched? | ",
        "Please answer by [date], by the secure route agreed with the panel. Questions are welcome: [name "
        "and telephone of the panel's contact].",
        "With thanks,",
        "[name], for the review panel",
    ]


def test_hundreds_of_rows_of_a_kind_are_summed_up(make_case: MakeCase):
    rows = "".join(f"{1 + n % 28}/01/2018,Visit {n}.,\n" for n in range(250))
    case = load_case(make_case({"gp": f"Date,Event,Source\n{rows}"}, toml='title = "Child A"\n'))

    asked = queries(case, "gp")

    assert [query.row for query in asked] == [*range(2, 12), None]
    assert asked[-1].question == "And 240 more of the same kind: rows 12 to 251."
    assert len(asked[-1].events) == 240


def test_many_contacts_that_another_records_are_summed_up_by_their_days(chronology: Callable[..., Case]):
    tellings = "".join(f"{day} March 2018 | police | a | source=r | told=gp\n" for day in range(1, 16))
    case = chronology(
        "1 January 2018 | gp | a | source=r\n1 December 2018 | gp | a | source=r\n" + tellings,
        toml='title = "Child A"\n',
    )
    asked = [query for query in queries(case, "gp") if query.kind == "contact"]

    assert [query.events for query in asked[:2]] == [("police:1",), ("police:2",)]
    assert len(asked) == 11
    assert asked[-1].question == "And 5 more of the same kind, between 11 March 2018 and 15 March 2018."


def test_words_that_nothing_explains_are_asked_about_the_commonest_first(make_case: MakeCase):
    case = load_case(
        make_case({"gp": "Date,Event,Source\n5/3/2018,Seen by ZQ.,r\n6/3/2018,ZQ told. XJ rang.,r\n"})
    )
    assert [(q.kind, q.row, q.written, q.question, q.events) for q in queries(case, "gp")] == [
        (
            "words", 2, "5/3/2018: Seen by ZQ.",
            'Who or what is "ZQ"? A role is enough; no name is needed.', ("gp:1", "gp:2"),
        ),
        (
            "words", 3, "6/3/2018: ZQ told. XJ rang.",
            'Who or what is "XJ"? A role is enough; no name is needed.', ("gp:2",),
        ),
    ]  # fmt: skip


def test_many_such_words_are_listed_after_the_first(make_case: MakeCase):
    words = [f"Q{letter}Z" for letter in "ABCDEFGHIJKLM"]
    case = load_case(make_case({"gp": f"Date,Event,Source\n5/3/2018,{' '.join(words)},r\n"}))

    asked = queries(case, "gp")

    assert len(asked) == 11
    assert asked[-1].question == "And what do these stand for: QKZ, QLZ, QMZ?"


def test_a_doubtful_date_is_asked_about_once_with_what_is_likely_meant(make_case: MakeCase):
    """Also one that could not be read at all: it is not asked about a second time."""
    days = "".join(f"{day}/5/2019,c,r\n" for day in range(4, 9))
    case = load_case(make_case({"gp": f"Date,Event,Source\n3/5/2091,a,r\n{days}9/5/2109,b,r\n"}))

    assert [(query.kind, query.row, query.written, query.question) for query in queries(case, "gp")] == [
        (
            "date", 2, "3/5/2091: a",
            "We read this as 3 May 2091. The row after it is of 4 May 2019; with two figures of the year "
            "exchanged it would be 3 May 2019. Is 3 May 2019 meant?",
        ),
        (
            "date", 8, "9/5/2109: b",
            "This could not be read as a date. The row before it is of 8 May 2019; with two figures of the "
            "year exchanged it would be 9 May 2019. Is 9 May 2019 meant?",
        ),
    ]  # fmt: skip


def test_a_table_without_a_column_for_the_source_is_asked_about_once(make_case: MakeCase):
    case = load_case(make_case({"gp": "Date,Event\n5/3/2018,a\n6/3/2018,b\n"}))

    assert [(q.kind, q.row, q.question) for q in queries(case, "gp")] == [
        (
            "source",
            None,
            "No column says where the information was taken from. Could you add the record that each entry "
            "rests on?",
        )
    ]


def test_what_was_read_from_the_words_is_said_more_carefully(chronology: Callable[..., Case]):
    """Police have no column for it; their words say that they told somebody."""
    case = chronology(
        "1 January 2018 | gp | a | source=r\n1 December 2018 | gp | a | source=r\n"
        "3 May 2018 | police | MARF submitted and GP informed. | source=r",
        toml='title = "Child A"\n',
    )
    assert case.entries.loc["police:1", "suggested"] != ()

    assert [q.question for q in queries(case, "gp") if q.kind == "contact"] == [
        "The timeline of Police seems to record telling you on 3 May 2018; no record of it was found in your "
        "timeline. Is there a record of it, or is it written somewhere that was not searched?"
    ]


def test_what_has_become_of_a_file_here_is_not_asked_of_the_agency(make_case: MakeCase):
    folder = make_case({"gp": "Date,Event,Source\n5/3/2018,a,r\n"})
    (folder / "timelines" / "gp.csv").write_text("Date,Event,Source\n5/3/2018,a,other\n")
    case = load_case(folder)

    assert len(case.problems) == 1
    assert all_queries(case) == {"gp": []}


def test_a_column_that_was_half_understood_is_asked_about(make_case: MakeCase):
    case = load_case(make_case({"gp": "Date,Event,Client file source,Empty\n5/3/2018,a,rec 4,\n"}))
    [match] = [match for match in case.timelines[0].matches.values() if match.sure < 0.8]
    assert match.field == "source"

    assert [(q.column, q.written, q.question) for q in queries(case, "gp")] == [
        (
            "Client file source",
            "rec 4",
            "We read this column as: source of information. Is that right?",
        )
    ]


def test_nothing_to_ask_is_no_letter(make_case: MakeCase):
    [letter] = letters_for(load_case(make_case({"gp": "Date,Event,Source\n5/3/2018,a,r\n"})))
    assert (letter.agency, letter.queries, letter.content) == ("gp", (), b"")


def test_an_agency_whose_file_could_not_be_read_is_asked_for_it_again(make_case: MakeCase):
    folder = make_case({"gp": "Date,Event,Source\n5/3/2018,a,r\n", "school": "%PDF-1.7"})
    [_, letter] = letters_for(load_case(folder, partial=True))

    lines = document_lines(letter.content)
    assert lines[5].startswith("We could not read your file school.csv yet; it has not been changed. The ")
    assert lines[-4] == ("1 |  |  | This is a PDF file, not a table. Could you send the file again? | ")


def test_hostile_text_stays_text_in_a_letter(make_case: MakeCase):
    """No field, no link, no mark-up, no character that a document may not hold."""
    event = '{ HYPERLINK ""http://x.example"" } <w:fldSimple/> [name] =1+1 \x01'
    case = load_case(make_case({"gp": f'Date,Event,Source\n\x02no idea,"{event}",r\n'}))

    content = query_letter(case, "gp")

    assert '{ HYPERLINK "http://x.example" } <w:fldSimple/> [name] =1+1' in "\n".join(document_lines(content))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        document = package.read("word/document.xml")
        relations = package.read("word/_rels/document.xml.rels")
    assert not any(mark in document for mark in (b"<w:fld", b"<w:instrText", b"<w:hyperlink"))
    assert b"x.example" not in relations


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([3], "row 3"),
        ([3, 4], "rows 3 and 4"),
        ([3, 7, 12, 13, 14], "rows 3, 7 and 12 to 14"),
        ([3, 4, 5], "rows 3 to 5"),
        (
            list(range(2, 60, 2)),
            "rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24 and others up to 58",
        ),
    ],
)
def test_rows_in_words(lines: list[int], words: str):
    assert lines_in_words(lines) == words


def test_a_row_is_found_without_its_table_where_only_one_table_has_it():
    timeline = Timeline(
        "gp", "timelines/gp.docx", fields={"date": ["a", "b", "c"]}, lines=[2, 3, 2],
        parts=["table 1", "table 1", "table 2"],
    )  # fmt: skip
    rows = Rows(timeline)

    assert [rows.entry_at(3), rows.entry_at(2), rows.entry_at(2, "table 2"), rows.entry_at(None)] == [
        2, None, 3, None,
    ]  # fmt: skip
    assert rows.named([1, 2, 3]) == "table 1, rows 2 and 3; table 2, row 2"


# Into a folder


def test_documents_are_saved_all_or_none(tmp_path: Path):
    (tmp_path / "b.docx").write_bytes(b"mine")
    files = {tmp_path / "a.docx": b"a", tmp_path / "b.docx": b"b"}

    with pytest.raises(CaseError) as error:
        save_all(files)

    assert str(error.value) == (
        f"{tmp_path}/b.docx: The file is there already. Move it away, choose another place, or add --replace "
        "to write over it."
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.docx": b"mine"}
    assert save_all(files, replace=True) == (tmp_path / "b.docx",)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"a", "b.docx": b"b"}


def test_a_disk_that_does_not_take_them_is_left_as_it_was(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").write_text("x")

    with pytest.raises(CaseError):
        save_all({tmp_path / "a": b"a", tmp_path / "taken": b"b"}, replace=True)
    with pytest.raises(CaseError) as error:
        save_all({tmp_path / "file" / "a": b"a"})

    assert str(error.value).startswith(f"{tmp_path}/file: The documents could not be written (")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "taken"]
