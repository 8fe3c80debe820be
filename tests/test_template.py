"""Blank timelines: what they say, what can be chosen, and that a filled one reads back without a question."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.case_files import MakeCase
from tests.filled_forms import document_lines, filled_document, filled_workbook, sheet_lines
from workbench.case import open_folder
from workbench.chronology import check_as_json, entry_as_json, load_case
from workbench.coding.stated import SEEN_WORDS, agency_lookup
from workbench.intake.columns import Match, matches
from workbench.pack import template
from workbench.pack.request import columns, request
from workbench.vocabulary import kind_of, plain

TOML = (
    'title = "Child A"\nreview_type = "concise"\n[period]\nfrom = 2018-01-01\nto = 2018-06-30\n'
    '[agencies.hill-primary]\nlabel = "Hill Primary"\n'
)
FILL = {"docx": filled_document, "xlsx": filled_workbook}
HEADINGS = (
    "Date | End date | Time | Source of information | People | Event | Response / action | Child seen | "
    "Told / shared with | Heard from | Kind of event | Comment / analysis"
)
ENTRIES = [
    {
        "Date": "early May 2018",
        "Source of information": "Contact record 14",
        "People": "Mother; Child",
        "Event": "Home visit.\nBaby weighed, 5.2 kg.",
        "Response / action": "Next visit in two weeks.",
        "Child seen": "Seen alone",
        "Told / shared with": "Hill Primary; General practice",
        "Kind of event": "Visit or appointment with the child",
        "Comment / analysis": "=1+1",
    },
    {
        "Date": "03/06/18",
        "End date": "05/06/18",
        "Time": "2.30pm",
        "Source of information": "Letter",
        "Event": "Letter in.",
        "Child seen": "Not recorded",
        "Heard from": "Police",
        "Kind of event": "Plan made, changed or ended",
    },
]


@pytest.fixture
def folder(make_case: MakeCase) -> Path:
    """A case with a school, and with people that the panel calls by their roles."""
    return make_case(
        {"hill-primary": "Date,Event,Source\n5/3/2018,a,r\n"},
        toml=TOML,
        people="id,label,role\nC,Child,subject\nM,Mother,mother\n",
    )


# What it says


def test_the_letter_in_a_document_names_the_review_by_its_label_and_the_days(folder: Path):
    lines = document_lines(template("Health visiting", format="docx", folder=open_folder(folder)))

    assert lines[:4] == [
        "Timeline of significant events",
        "Prepared by: Health visiting",
        "For the review: Concise child practice review: Child A",
        "Period to cover: January to June 2018",
    ]
    headings = lines.index(HEADINGS)
    assert lines[headings + 1 :] == [" |  |  |  |  |  |  |  |  |  |  | "] * 60


def test_letter_and_columns_are_the_same_in_both_forms(folder: Path):
    """The form decides how to write, not what is asked."""
    opened = open_folder(folder)
    sheets = sheet_lines(template("Health visiting", format="xlsx", folder=opened))
    lines = document_lines(template("Health visiting", format="docx", folder=opened))

    assert list(sheets) == ["Read first", "Timeline", "What each column is for", "Lists"]
    guide = lines.index("Column | What it is for | For example")
    assert sheets["What each column is for"] == lines[guide : guide + 13]
    letter = [line.removeprefix("\u2022 ") for line in sheets["Read first"] if line]
    assert letter[:-1] == lines[: guide - 1]
    assert sheets["Timeline"] == [HEADINGS]


def test_the_letter_has_no_word_of_blame():
    text = " ".join(document_lines(template("GP", format="docx")))
    for word in ("fail", "should have", "breach", "error", "poor practice", "neglected", "culpable"):
        assert word not in text.lower()
    assert "It does not look for blame." in text


def test_a_folders_name_is_not_given_away(make_case: MakeCase):
    """A title that nobody chose is the folder's name, and folders are named after families."""
    folder = make_case({"gp": "Date,Event\n5/3/2018,a\n"}, toml="")
    assert open_folder(folder).title == "Case"

    assert request("GP", open_folder(folder)).heads == (
        "Prepared by: GP",
        "For the review: [the review's reference]",
        "Period to cover: [from] to [to]",
    )
    assert request("GP").heads == request("GP", open_folder(folder)).heads


def test_a_document_names_nobody_as_its_author():
    properties = docx.Document(io.BytesIO(template("GP", format="docx"))).core_properties
    assert (properties.author, properties.title, properties.comments) == (
        "", "Timeline of significant events", "",
    )  # fmt: skip


# What can be chosen


def test_every_choice_is_understood_when_it_comes_back(folder: Path):
    opened = open_folder(folder)
    asked = request("GP", opened)
    lookup = agency_lookup(opened.agencies)

    assert [text for text in asked.choices("seen") if plain(text) not in SEEN_WORDS] == []
    assert [text for text in asked.choices("kinds") if not kind_of(text)] == []
    assert [text for text in asked.choices("services") if not lookup(text)] == []
    assert asked.choices("services")[:2] == ("Hill Primary", "Police")


def test_every_heading_is_known_without_a_doubt():
    found = matches([column.heading for column in columns()])
    assert found == {at: Match(column.field, 1.0, "") for at, column in enumerate(columns())}


def test_a_workbook_checks_the_closed_lists_and_takes_any_service():
    sheet = part(template("GP", format="xlsx"), "xl/worksheets/sheet2.xml")
    rules = re.findall(r'<dataValidation type="list"([^>]*)><formula1>([^<]*)</formula1>', sheet)

    found = [
        (*re.findall(r'sqref="(.*?)"', rule), "showErrorMessage" in rule, source) for rule, source in rules
    ]
    assert found == [
        ("H2:H1048576", True, "'Lists'!$A$2:$A$6"),
        ("I2:I1048576", False, "'Lists'!$C$2:$C$25"),
        ("J2:J1048576", False, "'Lists'!$C$2:$C$25"),
        ("K2:K1048576", True, "'Lists'!$B$2:$B$41"),
    ]  # fmt: skip
    assert 'paperSize="9"' in sheet and 'orientation="landscape"' in sheet
    assert 'state="frozen"' in sheet


def test_a_document_lists_the_choices_in_every_row():
    document = docx.Document(io.BytesIO(template("GP", format="docx")))
    table = document.tables[-1]
    controls = [
        (control.find(f".//{qn('w:tag')}").get(qn("w:val")), len(control.findall(f".//{qn('w:listItem')}")))
        for control in table.rows[60]._tr.iter(qn("w:sdt"))
    ]
    assert controls == [("child_seen", 5), ("told", 24), ("heard_from", 24), ("kind", 40)]
    kinds = [child.tag for child in table._tbl.iter(qn("w:comboBox"), qn("w:dropDownList"))]
    assert (kinds.count(qn("w:comboBox")), kinds.count(qn("w:dropDownList"))) == (120, 120)
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    section = document.sections[-1]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


# What stays text


@pytest.mark.parametrize("format", ["docx", "xlsx"])
@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "http://x.example/", "<b>&amp;\x01\ud800", "{ PAGE }"],
)
def test_an_agencys_name_stays_text(format: str, name: str):
    """No formula, no link, no field, and no character that ends the document."""
    content = template(name, format=format)

    if format == "docx":
        shown = document_lines(content)[1]
        inside = part(content, "word/document.xml") + part(content, "word/_rels/document.xml.rels")
    else:
        shown = sheet_lines(content)["Read first"][1]
        inside = part(content, "xl/worksheets/sheet1.xml")
    assert shown == f"Prepared by: {name}".replace("\x01", "\ufffd").replace("\ud800", "\ufffd")
    assert not re.search(r"<f>|<hyperlink|<w:fld|<w:instrText|x\.example/?\" TargetMode", inside)


# The way back


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_filled_timeline_reads_back_without_a_question(folder: Path, format: str):
    blank = template("Health visiting", format=format, folder=open_folder(folder))
    (folder / "timelines" / f"health-visiting.{format}").write_bytes(FILL[format](blank, ENTRIES))
    (folder / "timelines.sha256").unlink()

    case = load_case(folder)
    report = check_as_json(case)["files"][0]

    assert [problem for problem in report["problems"] if problem["row"]] == []
    assert [str(p) for p in case.problems if p.file != "timelines.sha256"] == []
    assert report["columns"] == {column.heading: column.field for column in columns()}
    assert (report["entries"], report["dated"]) == (2, 2)
    first, second = (entry_as_json(case, f"health-visiting:{row}") for row in (1, 2))
    assert {name: first[name] for name in ("date_text", "earliest", "latest", "kind", "kind_state")} == {
        "date_text": "early May 2018", "earliest": "2018-05-01", "latest": "2018-05-10",
        "kind": "visit_child", "kind_state": "stated",
    }  # fmt: skip
    assert (first["child_seen"], first["told"], first["people"]) == (
        "seen alone", ["hill-primary", "gp"], ["M", "C"],
    )  # fmt: skip
    assert (first["event"], first["comment"]) == ("Home visit.\nBaby weighed, 5.2 kg.", "=1+1")
    assert {name: second[name] for name in ("earliest", "latest", "time", "child_seen", "kind")} == {
        "earliest": "2018-06-03", "latest": "2018-06-05", "time": "14:30", "child_seen": "not recorded",
        "kind": "plan_made_or_changed",
    }  # fmt: skip
    assert (second["heard_from"], second["told"]) == (["police"], [])


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_timeline_that_came_back_blank_says_that_it_is_blank(folder: Path, format: str):
    (folder / "timelines" / f"gp.{format}").write_bytes(template("GP", format=format))

    [problem] = [p for p in load_case(folder, partial=True).problems if p.stops]

    assert problem.problem == "The table has headings and no entries."
