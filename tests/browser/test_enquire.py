"""The enquire page as two people use it: a card of one appears to the other, a text of two side by side."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.serving import Server, running
from workbench.pages.places import SAMPLE_CASE, sample_cases_folder

Open = Callable[[], tuple[Page, Watch]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves a copy of the sample case that can be written into."""
    place = tmp_path_factory.mktemp("enquire")
    shutil.copytree(sample_cases_folder() / SAMPLE_CASE, place / "cases" / "my-case")
    with running(place) as found:
        yield found


def opened(page: Page, server: Server, who: str, state: str = "") -> Page:
    """Open the page under a name; what the page loads from elsewhere fails the test (see `watched`)."""
    page.goto(f"{server.origin}/enquire?case=my-case&token={server.key}{state}")
    expect(page.locator(".board")).to_be_visible()
    page.get_by_label("Your name").fill(who)
    page.get_by_label("Your name").press("Tab")
    return page


def test_two_people_work_on_one_board(watched: Open, server: Server) -> None:
    """A hypothesis from a point; the other sees it by itself; both change it, and both texts are offered."""
    ann, bo = (opened(watched()[0], server, who) for who in ("Ann", "Bo"))
    ann.get_by_role("button", name="that nobody took up yet").click()
    ann.locator(".card").first.click()
    ann.get_by_role("button", name="Start a hypothesis", exact=True).last.click()
    ann.get_by_label("What could explain it").fill("The minutes may not have arrived.")
    ann.get_by_role("button", name="Save", exact=True).click()

    card = (
        bo.get_by_role("region", name="Hypotheses")
        .or_(bo.locator("[aria-label=Hypotheses]"))
        .locator(".card")
    )
    expect(card).to_contain_text("The minutes may not have arrived.", timeout=10_000)
    card.click()
    bo.get_by_role("button", name="Change", exact=True).click()
    bo.get_by_label("What could explain it").fill("Bo's words.")
    ann.get_by_role("button", name="Change", exact=True).click()
    ann.get_by_label("What could explain it").fill("Ann's words.")
    ann.get_by_role("button", name="Save", exact=True).click()
    expect(ann.get_by_text("Saved.")).to_be_visible()
    bo.get_by_role("button", name="Save", exact=True).click()

    expect(bo.get_by_text("Ann changed the same while you wrote.")).to_be_visible()
    expect(bo.locator(".conflict")).to_contain_text("Ann's words.")
    expect(bo.get_by_label("What could explain it")).to_have_value("Bo's words.")
    bo.get_by_role("button", name="Save", exact=True).click()
    expect(ann.locator("[aria-label=Hypotheses] .card")).to_contain_text("Bo's words.", timeout=10_000)


def test_an_entry_goes_into_the_open_form_with_a_click(page: Page, server: Server) -> None:
    """Without losing what is typed; the explore page's link opens the form with its rows."""
    opened(page, server, "Ann", "#new=hypothesis&from=entry:hospital:1")
    expect(page.get_by_label("Entries that speak for it")).to_have_value("hospital:1")
    page.get_by_label("What could explain it").fill("Half a sent")
    page.get_by_role("button", name="that nobody took up yet").click()
    page.locator("[aria-label='Points to explore'] .card").first.click()
    page.locator(".rows [data-choose^='entry:']").first.click()
    page.get_by_role("button", name="Entries that speak against it").click()

    expect(page.get_by_label("Entries that speak against it")).not_to_have_value("")
    expect(page.get_by_label("What could explain it")).to_have_value("Half a sent")


def test_documents_are_saved_by_the_browser(page: Page, server: Server) -> None:
    """One package."""
    opened(page, server, "Ann")
    page.get_by_role("tab", name="Documents").click()
    for box in page.locator("input[name=document]").all()[1:]:
        box.uncheck()
    with page.expect_download() as found:
        page.get_by_role("button", name="Make the documents").click()
    assert found.value.suggested_filename == "my-case documents.zip"


def test_what_is_typed_stays_when_another_writes_about_the_same_point(watched: Open, server: Server) -> None:
    """The page draws the point anew, and the half-written reason is still there."""
    ann, bo = (opened(watched()[0], server, who) for who in ("Ann", "Bo"))
    for page in (ann, bo):
        page.get_by_role("button", name="that nobody took up yet").click()
        page.locator("[aria-label='Points to explore'] .card").nth(2).click()
    ann.locator("form.decide textarea").fill("Half a rea")
    bo.get_by_role("button", name="Put down what explained it").click()
    bo.locator("form.item textarea[name=text]").fill("The fax had moved.")
    bo.get_by_role("button", name="Save", exact=True).click()

    expect(ann.get_by_text("The fax had moved.")).to_be_visible(timeout=10_000)
    expect(ann.locator("form.decide textarea")).to_have_value("Half a rea")
