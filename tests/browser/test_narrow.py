"""The bar that narrows the whole explore page, and kept views, as a panel uses them."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessible import violations
from tests.browser.test_explore import opened, side
from tests.gaps_support import written_folder
from tests.serving import Server, running


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="What the page is narrowed to")


def rows(page: Page) -> Locator:
    return page.get_by_role("region", name="Entries").locator("tbody tr")


def test_an_agency_and_words_narrow_every_view_and_back_takes_them_out(
    page: Page, explore_server: Server
) -> None:
    """Table, points and lanes; each step is one of the address; nothing of it offends WCAG."""
    opened(page, explore_server)

    bar(page).get_by_label("Agency").select_option("Midwifery")
    chip = bar(page).get_by_role("button", name="No longer only: Midwifery")
    expect(chip).to_be_visible()
    expect(side(page).get_by_text("prompts for the learning event have to do with Midwifery")).to_be_visible()
    bar(page).get_by_placeholder("Words in the entries").fill("clinic")
    page.keyboard.press("Enter")
    expect(bar(page).get_by_role("button", name="No longer only: “clinic”")).to_be_visible()
    assert "agencies=midwifery" in page.url and "words=clinic" in page.url
    assert violations(page) == []

    page.go_back()
    expect(bar(page).get_by_role("button", name="No longer only: “clinic”")).to_have_count(0)
    expect(chip).to_be_visible()
    chip.click()
    expect(rows(page)).to_have_count(100)


def test_what_is_being_typed_is_not_lost_while_a_chip_is_taken_out(
    page: Page, explore_server: Server
) -> None:
    opened(page, explore_server, "#agencies=midwifery")
    words = bar(page).get_by_placeholder("Words in the entries")
    words.fill("half a wor")

    bar(page).get_by_role("button", name="No longer only: Midwifery").click()

    expect(bar(page).get_by_role("button", name="No longer only: Midwifery")).to_have_count(0)
    expect(words).to_have_value("half a wor")


def test_days_typed_as_people_write_them_are_the_window(page: Page, explore_server: Server) -> None:
    """The slider stops at its ends; a day that is none is said and stays to be mended."""
    opened(page, explore_server)

    bar(page).get_by_label("from", exact=True).fill("1.1.19")
    bar(page).get_by_label("to", exact=True).fill("soon")
    page.keyboard.press("Enter")
    expect(bar(page).get_by_text("“soon” was not read as a day.")).to_be_visible()
    expect(bar(page).get_by_label("from", exact=True)).to_have_value("1.1.19")
    bar(page).get_by_label("to", exact=True).fill("February 2019")
    page.keyboard.press("Enter")

    expect(bar(page).get_by_text("1 January 2019 to 28 February 2019")).to_be_visible()
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".as-of").get_by_text("As of 1 January 2019")).to_be_visible()


def test_a_view_is_kept_by_name_and_opened_by_another_reader(page: Page, tmp_path: Path) -> None:
    folder = written_folder(
        "police | 2019-01-03 | report_sent | Report sent. | told=childrens-services\n"
        "childrens-services | 2018-12-01 | visit_child | Home visit.",
        tmp_path,
    )
    with running(tmp_path, case=folder) as server:
        opened(page, server, "#agencies=police")
        bar(page).get_by_text("Kept views").click()
        form = bar(page).get_by_role("form", name="Keep this view")
        form.get_by_label("Name", exact=True).fill("Police on their own")
        form.get_by_label("Your name").fill("Ann")
        form.get_by_role("button", name="Keep this view").click()
        expect(bar(page).get_by_text("The view is kept.")).to_be_visible()
        assert violations(page) == []

        other = page.context.new_page()
        opened(other, server)
        expect(rows(other)).to_have_count(2)
        bar(other).get_by_text("Kept views").click()
        bar(other).get_by_role("button", name=re.compile("^Police on their own")).click()
        expect(rows(other)).to_have_count(1)
        assert "agencies=police" in other.url
