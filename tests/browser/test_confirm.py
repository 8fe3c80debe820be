"""The grid of codes as a reviewer uses it: by keyboard and mouse, saved on disk, there after a reload."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_explore import CONTRASTS
from tests.case_files import write_case
from tests.serving import PAGES, Server, running
from workbench.case import Coding, confirm_codes, replace_timeline
from workbench.chronology import load_case
from workbench.intake import keys

VISITS = """Date|Event|Response
1/3/2019|Home visit to the mother.|Referral sent to GP
2/3/2019|Home visit, no reply. Card left.|
3/3/2019|<img src=x onerror=window.harmed=1> Home visit.|
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case of one agency, whose words suggest codes."""
    return write_case(tmp_path, {"social-work": VISITS}, people="id,label,role\nmother,Mother,mother\n")


@pytest.fixture
def server(case: Path, tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path, case=case, notebooks=PAGES, notebook="confirm.ipynb") as started:
        yield started


def opened(page: Page, server: Server) -> Page:
    page.goto(server.address())
    expect(page.locator(".wb-confirm .row").first).to_be_visible()
    return page


def cell(page: Page, id: str, field: str) -> Locator:
    return page.locator(f".wb-confirm [data-id='{id}'] [data-field='{field}']")


def saved(case: Path) -> list[str]:
    """Field and codes of every line of coding.csv."""
    lines = (case / "coding.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [" ".join(line.split(",")[3:5]) for line in lines]


def test_codes_are_accepted_corrected_and_undone_by_keyboard_and_stay(
    page: Page, server: Server, case: Path
) -> None:
    """A reload shows what was saved, and undo goes on from there."""
    opened(page, server)
    kind = cell(page, "social-work:1", "kind")
    kind.click(position={"x": 5, "y": 5})
    expect(page.locator("mark").first).to_contain_text("Home visit")

    page.keyboard.press("a")
    expect(kind).to_have_class("cell confirmed")
    expect(page.locator(".said.saved")).to_contain_text("Kind of social-work:1 confirmed")
    page.keyboard.press("Control+Home")
    kind.focus()
    page.keyboard.press("c")
    page.keyboard.type("supervis")
    page.keyboard.press("Enter")
    expect(kind).to_contain_text("Supervision or management oversight")
    expect(kind).to_be_focused()
    assert saved(case) == ["kind visit_child", "kind supervision"]

    opened(page, server)
    expect(kind).to_contain_text("Supervision or management oversight")
    kind.focus()
    page.keyboard.press("u")
    expect(kind).to_contain_text("Visit or appointment with the child")
    expect(kind).to_have_class("cell confirmed")
    page.keyboard.press("u")
    expect(kind).to_have_class("cell suggested")
    assert saved(case) == ["kind visit_child", "kind supervision", "kind visit_child", "kind "]
    expect(page.locator("#saved")).to_have_text("2")


def test_several_codes_are_ticked_and_whole_kinds_accepted_by_mouse(
    page: Page, server: Server, case: Path
) -> None:
    opened(page, server)

    cell(page, "social-work:1", "topics").click()
    picker = page.get_by_role("dialog", name="Topics of social-work:1")
    picker.get_by_role("option", name="Alcohol").click()
    picker.get_by_role("option", name="Missing").click()
    picker.get_by_role("button", name="Save").click()
    expect(cell(page, "social-work:1", "topics").locator(".chip")).to_have_text(["Alcohol", "Missing"])
    page.get_by_role("button", name="Accept 2 of 2 suggestions of kind Visit").click()
    expect(page.locator(".amount")).to_contain_text("2 of ")
    page.get_by_label("Only not yet confirmed").check()
    expect(cell(page, "social-work:1", "kind")).to_have_class("cell confirmed")
    page.get_by_role("button", name="Undo 2 codes").click()
    expect(page.locator(".said")).to_contain_text("2 codes taken back")
    assert saved(case)[0] == "topics alcohol; missing"


def test_what_cannot_be_saved_is_said_in_place(page: Page, server: Server, case: Path) -> None:
    """Nobody named; then a file that nothing can be added to. The code stays a suggestion."""
    opened(page, server)
    kind = cell(page, "social-work:1", "kind")
    page.get_by_label("You are").fill("")
    page.get_by_label("You are").press("Tab")

    kind.get_by_role("button", name="Accept").click()

    expect(page.get_by_role("alert")).to_have_text(
        "coding.csv: Nobody is named who decides this. Give your name; nothing was saved."
    )
    page.get_by_label("You are").fill("Ann")
    page.get_by_label("You are").press("Tab")
    (case / "coding.csv").write_text("not,ours\n")
    kind.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("coding.csv, row 1: The columns agency, entry")
    expect(kind).to_have_class("cell suggested")


def test_text_of_an_agency_shows_as_text_and_stands_out(page: Page, server: Server) -> None:
    """Marked, in large type, with a picker open: no markup runs, and every contrast is 4.5 to 1."""
    opened(page, server)
    kind = cell(page, "social-work:3", "kind")

    kind.focus()

    expect(page.get_by_text("<img src=x onerror=window.harmed=1>", exact=False)).to_be_visible()
    kind.get_by_role("button", name="Accept").click()
    expect(kind).to_have_class("cell confirmed")
    page.keyboard.press("c")
    expect(page.locator(".picker")).to_be_visible()
    assert page.evaluate(CONTRASTS.replace(".wb-page .workbench-sheet *", ".wb-confirm *")) == []
    assert page.evaluate("window.harmed") is None
    page.evaluate("document.querySelector('.wb-page').classList.add('wb-projector')")
    size = "parseFloat(getComputedStyle(document.querySelector('.wb-confirm .texts')).fontSize)"
    assert page.evaluate(size) >= 18


def test_codes_of_a_changed_entry_are_carried_over(page: Page, case: Path, tmp_path: Path) -> None:
    """The old words beside the new, what differs marked."""
    [timeline] = load_case(case).timelines
    coding = Coding("social-work", keys(timeline)[1], 2, "kind", ["supervision"])
    confirm_codes(case, [coding], who="Ann")
    new = tmp_path / "new.csv"
    new.write_text(VISITS.replace("Card left", "Letter left"))
    replace_timeline(case, "social-work", new)
    with running(tmp_path, case=case, notebooks=PAGES, notebook="confirm.ipynb") as server:
        opened(page, server)
        changed = page.get_by_role("region", name="Entries changed by a corrected file")
        expect(changed.locator(".new mark")).to_have_text("Letter ")

        changed.get_by_role("button", name="Carry over").click()

        expect(changed).to_be_hidden()
        expect(cell(page, "social-work:2", "kind")).to_have_class("cell confirmed")
