"""The home page as a reviewer uses it: a case made, files dropped, questions answered, a letter saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.serving import Server, running

POLICE = "Date,Event,Action taken\n03/05/2018,Call to the home address,PPN sent to children's services\n"
SCHOOL = "Date,Event,Notes of staff\n04/05/2018,Child in school,x\nsometime,Mother rang,y\n"


@pytest.fixture(scope="module")
def home_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves the workbench with an empty folder of cases."""
    with running(tmp_path_factory.mktemp("home-server"), notebook="home.ipynb") as server:
        yield server


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files as agencies would call them."""
    named = {"Police chronology FINAL.csv": POLICE, "Primary School.csv": SCHOOL}
    for name, text in named.items():
        (tmp_path / name).write_text(text)
    return [tmp_path / name for name in named]


def made(page: Page, server: Server, title: str) -> Page:
    """Make a case and wait for its first part."""
    page.goto(server.address("/home"))
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Make the case").click()
    expect(page.get_by_text("No timeline has been brought in yet.")).to_be_visible()
    return page


def brought_in(page: Page, files: list[Path]) -> None:
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name=f"Bring in {len(files)} files").click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()


def test_a_case_is_made_and_files_become_a_chronology(
    page: Page, home_server: Server, files: list[Path]
) -> None:
    """From an empty list of cases to the explore page."""
    made(page, home_server, "Child A")
    brought_in(page, files)

    expect(page.get_by_text("Police chronology FINAL.csv was brought in as Police, 1 entry.")).to_be_visible()
    expect(page.locator(".reports tbody tr")).to_have_count(2)

    page.get_by_role("link", name="Explore this case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Child A")
    expect(page.locator(".workbench-figure[data-drawn]")).to_have_count(3)
    page.get_by_role("link", name="Bring in and check timelines").click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()


def test_a_question_is_answered_and_the_letter_to_the_agency_saved(
    page: Page, home_server: Server, files: list[Path]
) -> None:
    """The letter is a Word document with the question in it."""
    made(page, home_server, "Child B")
    brought_in(page, files)
    page.locator("button[data-choose='agency:primary-school']").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Letter with these questions (Word)").click()
    content = Path(saved.value.path()).read_bytes()
    assert saved.value.suggested_filename == "primary-school-questions.docx"
    assert "sometime" in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()

    page.get_by_role("tab", name="Questions").click()
    answer = page.get_by_label("Answer: Primary School, row 3: “sometime” cannot be read as a date")
    answer.fill("6 May 2018")
    answer.press("Enter")
    expect(page.get_by_text("Read as 6 May 2018.")).to_be_visible()

    # Kept on disk: a new page of a new kernel does not ask again.
    page.goto(home_server.address("/home") + "#case=child-b&part=questions")
    page.reload()
    expect(page.get_by_role("heading", name="Dates 0 open")).to_be_visible()


def test_a_report_leads_to_the_columns_of_its_file(
    page: Page, home_server: Server, files: list[Path]
) -> None:
    """And the count of open questions falls as they are answered."""
    made(page, home_server, "Child E")
    brought_in(page, files)
    page.locator("button[data-choose='agency:primary-school']").click()
    page.get_by_role("button", name="Change what a column means").click()
    expect(page.get_by_text("Primary School, column “Event”")).to_be_visible()
    expect(page.get_by_role("tab", name="Questions 2")).to_be_visible()

    page.get_by_role("button", name="Leave it undated").click()
    expect(page.get_by_role("tab", name="Questions 1")).to_be_visible()
    page.get_by_role("button", name="Keep it beside the entry").click()
    expect(page.get_by_text("Kept beside the entry.").first).to_be_visible()


def test_the_back_button_and_the_tabs_keep_the_place(page: Page, home_server: Server) -> None:
    page.goto(home_server.address("/home"))
    page.get_by_role("button", name="CYSUR 2/2020").click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    page.get_by_role("tab", name="About the case").click()
    expect(page.get_by_text("Nation: Wales")).to_be_visible()

    page.go_back()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sample cases")).to_be_visible()


def test_agency_text_runs_nothing(page: Page, home_server: Server, tmp_path: Path) -> None:
    """A heading, a cell and a file's name that hold markup show as what they are."""
    evil = tmp_path / "Police.csv"
    evil.write_text(
        "Date,Event,<img src=x onerror=document.title='hit'>\nnever,<b>x</b>,<script>1</script>\n"
    )
    made(page, home_server, "Child C")
    page.locator("input[type=file]").first.set_input_files([evil])
    page.get_by_role("button", name="Bring in 1 file").click()
    page.locator("button[data-choose='agency:police']").click()
    expect(page.locator(".file-report").get_by_text("<img src=x", exact=False).first).to_be_visible()
    page.get_by_role("tab", name="Questions").click()
    expect(page.get_by_text("<b>x</b>", exact=False).first).to_be_visible()

    assert page.title() != "hit"
    assert page.locator(".wb-page img, .wb-page b").count() == 0
