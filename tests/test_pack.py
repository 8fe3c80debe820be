"""The pack: what stands in each document, what stands in none, and that it is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.case_files import SOURCE, Ran, write_case
from tests.gaps_support import written_folder
from workbench.case import CaseError
from workbench.case.answers import POINTS
from workbench.chronology import load_case
from workbench.enquiry import PointDecided, decide
from workbench.gaps import find_gaps
from workbench.journal import Draft, open_journal
from workbench.pack.documents import DOCUMENTS
from workbench.pack.documents.preparation import file_name
from workbench.pack.documents.timelines import workbook
from workbench.pack.making import Made, write_pack
from workbench.pack.whole import make_pack
from workbench.pack.wordings import words

TODAY = date(2026, 11, 26)
LINES = """
    police | 2019-01-03 | report_sent | =HYPERLINK(1) shouting heard. | told=childrens-services
    childrens-services | 2018-12-01 | visit_child | Home <b>visit</b>. | child_seen=seen
    childrens-services | 2019-03-04 | visit_child | Second visit. | response=Plan kept.
    gp | 2019-03-01 | missed_contact | Not brought.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written_folder(LINES, tmp_path)


def made(folder: Path, *only: str, cite_rows: bool = True) -> dict[str, bytes]:
    """Make documents and return them by name."""
    to = folder.parent / "pack"
    finished = make_pack(folder, to, today=TODAY, only=only, cite_rows=cite_rows)
    return {name: (to / name).read_bytes() for name in finished.files}


def text_of(content: bytes) -> str:
    """All words of a Word document, tables included, in their order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join("".join(piece.text or "" for piece in line.iter("{*}t")) for line in body.iter("{*}p"))


def tables_of(content: bytes) -> list[list[list[str]]]:
    """The tables of a Word document as texts."""
    found = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_the_merged_timeline_has_every_entry_in_order_as_word_and_excel(folder: Path) -> None:
    """In the agencies' words; the heading repeats; nothing in a cell is a formula."""
    files = made(folder, "merged")

    [table] = tables_of(files["Timelines/Merged timeline.docx"])
    assert (
        table
        == [
            ["Entry", "Date", "Agency", "What was recorded", "Response", "Child seen"],
            [
                "childrens-services:1",
                "1 December 2018",
                "Children's services",
                "Home <b>visit</b>.",
                "",
                "seen",
            ],
            ["police:1", "3 January 2019", "Police", "=HYPERLINK(1) shouting heard.", "", ""],
            ["gp:1", "1 March 2019", "GP", "Not brought.", "", ""],
            [
                "childrens-services:2",
                "4 March 2019",
                "Children's services",
                "Second visit.",
                "Plan kept.",
                "",
            ],
        ]
        or [row[2] for row in table][1] == "Childrens services"
    )
    word = docx.Document(io.BytesIO(files["Timelines/Merged timeline.docx"]))
    assert word.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert word.core_properties.title == "Merged timeline" and word.core_properties.author == ""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["Timelines/Merged timeline.xlsx"]))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[:3]] == [
        ["Entry", "Date"], ["childrens-services:1", "1 December 2018"], ["police:1", "3 January 2019"],
    ]  # fmt: skip
    assert rows[2][3] == "=HYPERLINK(1) shouting heard."


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://x.example", "007", "a\x00b"]
)
def test_no_cell_is_anything_but_text(text: str) -> None:
    """No formula, no link, no number, whatever it begins with."""
    content = workbook("Title", ["Heading"], [[text]])
    [_, [cell]] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert cell == text.replace("\x00", "\ufffd")
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"<hyperlink" not in sheet


def test_a_preparation_sheet_holds_its_agencys_rows_and_questions_only(folder: Path) -> None:
    """A sheet for the agency, one for each role that is asked; the panel's questions under their headings."""
    drafts = [
        Draft("question", {"text": "How did the visit come about?", "agency": "childrens-services",
                           "heading": "Decisions", "rows": ["childrens-services:1", "police:1"]}),
        Draft("question", {"text": "Who allocated it?", "agency": "childrens-services", "role": "Manager"}),
        Draft("question", {"text": "For the police only.", "agency": "police"}),
    ]  # fmt: skip
    open_journal(folder).write(drafts, who="Ann")
    files = made(folder, "preparation")
    own = {name: text_of(content) for name, content in files.items() if "hildren" in name}

    assert len(own) == 2 and len(files) == 4
    sheet, manager = own.values()
    assert "How did the visit come about? [childrens-services:1]" in sheet
    assert "Who allocated it?" not in sheet and "Who allocated it?" in manager
    for text in (sheet, manager):
        assert "Home <b>visit</b>." in text and "Plan kept." in text
        assert (
            "shouting heard" not in text and "Not brought" not in text and "For the police only" not in text
        )
        assert "police:1" not in text


@given(st.lists(st.sampled_from(["police", "school", "gp"]), min_size=1, max_size=12))
def test_no_sheet_holds_a_row_of_another_agency(
    tmp_path_factory: pytest.TempPathFactory, whose: list[str]
) -> None:
    """Whatever the mix of rows."""
    place = tmp_path_factory.mktemp("case")
    tables: dict[str, str] = {}
    for number, agency in enumerate(whose):
        line = f"2019-01-{number + 1:02},marker-{agency}-{number}\n"
        tables[agency] = tables.get(agency, "date,event\n") + line
    files = made(write_case(place, dict(tables)), "preparation")

    assert len(files) == len(tables)
    for name, content in files.items():
        text = text_of(content)
        assert {agency for agency in tables if f"marker-{agency}-" in text} == {
            agency for agency in tables if agency in name.lower()
        }


def test_rows_can_be_left_out_everywhere(folder: Path) -> None:
    """No document names an entry by its row then."""
    open_journal(folder).write([Draft("learning", {"text": "A point.", "rows": ["gp:1"]})], who="Ann")
    for name, content in made(folder, cite_rows=False).items():
        if name.endswith(".docx"):
            assert not any(row in text_of(content) for row in ("police:1", "gp:1", "childrens-services:1")), (
                name
            )


def test_the_facilitators_plan_says_whether_points_were_chosen(folder: Path) -> None:
    """Timed from the start; the first points as suggestions until the panel has chosen."""
    [content] = made(folder, "facilitator").values()

    plan = tables_of(content)[0]
    assert plan[1][:3] == ["09:30", "20", "Welcome"] and plan[-1][0] == "16:40"
    assert "The panel has chosen no point for the learning event yet" in text_of(content)
    assert "[police:1]" in text_of(content)


@pytest.mark.parametrize("kept_in", ["journal", "points.csv"])
def test_a_point_chosen_for_the_event_is_in_the_facilitators_plan(folder: Path, kept_in: str) -> None:
    """As decided on the page, or as a case of an older version says; nothing is written for the latter."""
    found = [gap for gap in find_gaps(load_case(folder)).gaps if "police:1" in gap.events]
    wanted = [PointDecided(gap.decided_under, "to the learning event") for gap in found]
    if kept_in == "journal":
        decide(open_journal(folder), wanted, who="Ann", seen={})
    else:
        with (folder / kept_in).open("w", encoding="utf-8", newline="") as file:
            kept = ((*one.key, "", one.state, "Ann", "s1", "2024-03-01T10:00:00Z") for one in wanted)
            csv.writer(file).writerows([POINTS.columns, *kept])

    [content] = made(folder, "facilitator").values()

    assert "The panel has chosen no point for the learning event yet" not in text_of(content)
    assert "[police:1]" in text_of(content)
    assert (folder / "journal.db").exists() == (kept_in == "journal")


def test_the_report_is_filled_with_what_is_known_and_marks_the_rest(folder: Path) -> None:
    """Learning, practice, views and recommendations from the journal; headings of the template."""
    write = open_journal(folder).write
    write([Draft("learning", {"text": "Reports reach their reader.", "rows": ["police:1"]})], who="Ann")
    write([Draft("child_view", {"text": "She liked the visits."})], who="Ann")
    [content] = made(folder, "report").values()
    text = text_of(content)

    assert "4.1 Reports reach their reader." in text
    assert "She liked the visits." in text
    assert "Infant" in text
    assert text.count("[to be written]") > 5
    document = docx.Document(io.BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[1:] == [
        "1. Circumstances that led to the review", "2. The family and its context",
        "3. What the family and the child say", "4. Practice and organisational learning",
        "5. Improving systems and practice", "6. The learning event", "7. Statement by the reviewers",
        "Appendix 1: Terms of reference", "Appendix 2: Summary timeline",
        "Appendix 3: How the review was carried out",
    ]  # fmt: skip


def test_the_action_plan_has_a_row_an_action_and_the_recommendations_without_one(folder: Path) -> None:
    """With who, by when and how it will be seen."""
    journal = open_journal(folder)
    one, two = journal.write(
        [Draft("recommendation", {"text": "Minutes."}), Draft("recommendation", {"text": "Handover."})],
        who="A",
    )
    journal.write(
        [
            Draft(
                "action",
                {"text": "A list.", "owner": "Board", "by": "2027-01-31", "recommendation": [one.item]},
            )
        ],
        who="A",
    )
    [content] = made(folder, "actions").values()

    assert two.item and tables_of(content)[0][1:] == [
        ["Minutes.", "A list.", "Board", "2027-01-31", "", "", ""],
        ["Handover.", "", "", "", "", "", ""],
    ]


def test_every_document_of_an_empty_case_is_made(tmp_path: Path) -> None:
    """Without a child, dates, settings or anything in the journal."""
    folder = write_case(tmp_path, {"police": "date,event\nsometime,Visit\n"}, toml="")
    files = made(folder)

    # Two timelines are workbooks as well, the network is two pictures; no family, no wall without days.
    assert len(files) == len(DOCUMENTS) - 2 + 2 + 1
    assert all(content for content in files.values())


@pytest.mark.parametrize(
    "odd",
    [
        "Siân ŵ \u202e\u0645\u0631\u062d 👶🏽",
        "<p class=MsoNormal>Word</p>",
        "x" * 40_000,
        "a\x0bb\x1f",
        "[to fill in]",
    ],
)
def test_odd_texts_stand_in_the_documents_as_text(folder: Path, odd: str) -> None:
    """Right-to-left, emoji, markup, a very long text, control characters."""
    open_journal(folder).write(
        [Draft("learning", {"text": odd}), Draft("practice", {"text": odd})], who="Ann"
    )
    kept = open_journal(folder).items("learning")[0].fields["text"]
    files = made(folder)
    shown = text_of(files["Report/Report skeleton.docx"])
    assert str(kept).splitlines()[0] in shown


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Con", "Con (agency)"),
        ("A/B: C?", "A-B- C"),
        ("x" * 200, "x" * 80),
        ("..", "agency"),
        ("Siân", "Siân"),
    ],
)
def test_a_label_becomes_a_file_name_that_every_system_takes(label: str, name: str) -> None:
    assert file_name(label) == name


def test_the_words_of_a_document_can_be_a_cases_own(folder: Path) -> None:
    """A file of the same name in the case's folder wording/."""
    (folder / "wording").mkdir()
    ours = (SOURCE / "workbench/pack/words/actions.toml").read_text(encoding="utf-8")
    own = ours.replace("Action plan", "Plan of {child}'s Board")
    (folder / "wording" / "actions.toml").write_text(own, encoding="utf-8")
    [content] = made(folder, "actions").values()

    assert text_of(content).startswith("Plan of Infant's Board")


def test_everything_wrong_with_such_words_is_said_at_once(tmp_path: Path) -> None:
    """What is missing, what is not known, a field that does not exist."""
    (tmp_path / "actions.toml").write_text(
        'title = "{board}"\nintro = "One."\nheadings = ["a"]\nextra = "x"\n', encoding="utf-8"
    )
    with pytest.raises(CaseError) as refused:
        words("actions", {"review": "R"}, tmp_path)
    assert [str(problem) for problem in refused.value.problems] == [
        'wording/actions.toml, setting "none": This field is missing. '
        "Copy it from the workbench's own file.",
        'wording/actions.toml, setting "title": There is nothing to fill in for {board}. Known: {review}.',
        'wording/actions.toml, setting "intro": This is not a list like the workbench\'s own. Write it so.',
        'wording/actions.toml, setting "extra": This field is not known. Take it out. '
        "Known: title, intro, headings, none.",
    ]


@pytest.mark.parametrize("document", [path.stem for path in (SOURCE / "workbench/pack/words").glob("*.toml")])
def test_our_own_words_blame_nobody(document: str) -> None:
    """None of the words that judge, in no document."""
    from workbench.enquiry import hints

    text = (SOURCE / f"workbench/pack/words/{document}.toml").read_text(encoding="utf-8")
    said = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    allowed = {"blame", "with hindsight"}  # "does not look for blame"
    assert [hint.found for hint in hints(said) if hint.found.lower() not in allowed] == []


def test_the_command_makes_the_pack_and_lists_it(folder: Path, workbench: Callable[..., Ran]) -> None:
    """Progress on standard error, the files on standard output, a list in the folder."""
    to = folder.parent / "out"
    ran = workbench("pack", folder, "--to", to, "--format", "json")
    found = json.loads(ran.out)

    assert ran.code == 0 and f"1 of {len(DOCUMENTS)}: Recommendation form" in ran.said
    assert sorted(found["files"]) == sorted(
        path.relative_to(to).as_posix() for path in to.rglob("*.*") if path.name != "pack.json"
    )
    assert workbench("pack", folder, "--to", to, "--only", "actions").code == 0
    assert [path.name for path in to.rglob("*.docx")] == ["Action plan.docx"]
    assert workbench("pack", folder, "--to", to, "--only", "nonsense").code == 1
    assert workbench("pack", folder, "--to", folder / "inside").code == 1
    assert not (folder / "inside").exists()


def test_a_folder_with_other_things_is_left_alone(folder: Path, tmp_path: Path) -> None:
    """Only an earlier pack is replaced."""
    to = tmp_path / "mine"
    to.mkdir()
    (to / "letter.txt").write_text("Mine.")
    with pytest.raises(CaseError, match="There is something there that is no pack"):
        make_pack(folder, to, today=TODAY)
    assert [path.name for path in to.iterdir()] == ["letter.txt"]


def test_an_earlier_pack_stands_until_the_next_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full leaves it as it was, and nothing half-written beside it."""
    to = tmp_path / "pack"
    write_pack([Made("a/one.txt", b"1")], to, said={})
    wrote = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "three.txt":
            raise OSError(28, "No space left on device", str(path))
        return wrote(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CaseError, match="No space left on device"):
        write_pack([Made("a/two.txt", b"2"), Made("a/three.txt", b"3")], to, said={})

    assert [path.name for path in to.rglob("*.txt")] == ["one.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not there")
def test_a_killed_program_leaves_no_half_pack(tmp_path: Path) -> None:
    """The folder is there whole or not at all, whenever it is ended."""
    lines = "date,event\n" + "".join(f"2019-01-{day % 28 + 1:02},Visit {day}\n" for day in range(400))
    folder = write_case(tmp_path, {"police": lines})
    to = tmp_path / "pack"
    for wait in (0.9, 1.3, 1.7):
        code = "import sys; from workbench.cli import main; main(sys.argv[1:])"
        process = subprocess.Popen(
            [sys.executable, "-c", code, "pack", str(folder), "--to", str(to)],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if to.exists():
            files = json.loads((to / "pack.json").read_text(encoding="utf-8"))["files"]
            assert all((to / name).is_file() for name in files)
