"""Who knew what, when, and hindsight on and off, as a panel uses them on the explore page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.serving import Server

DRAWN = ".workbench-figure[data-drawn]"


def opened(page: Page, server: Server, hash: str = "") -> Page:
    """Open the page and wait until its figures are drawn."""
    page.goto(server.address() + hash)
    expect(page.locator(DRAWN)).to_have_count(3)
    return page


def part(page: Page) -> Locator:
    return page.locator(".wb-known")


def test_it_opens_when_asked_draws_and_opens_entries_as_everywhere(
    page: Page, explore_server: Server
) -> None:
    """Closed: nothing but a button. Open: matrix, curves, card; the address keeps where one stands."""
    opened(page, explore_server)
    expect(part(page).locator("table")).to_have_count(0)

    page.get_by_role("region", name="Who knew what, when").get_by_role("button", name="Open").click()
    expect(part(page).locator("table.matrix tbody tr")).to_have_count(11)
    part(page).get_by_role("button", name="Share held over time").click()
    expect(page.locator(DRAWN)).to_have_count(4)
    expect(part(page).locator(".workbench-figure")).to_contain_text("All together")
    part(page).get_by_role("button", name="As at the day").click()
    part(page).locator("tbody tr").first.click()

    side = page.get_by_role("region", name="Points to explore and the chosen entry")
    expect(side.get_by_text("What was recorded")).to_be_visible()
    expect(page).to_have_url(re.compile("part=known&view=card"))


def test_what_came_later_is_hidden_and_comes_back(page: Page, explore_server: Server) -> None:
    """Title, lanes, points and table say nothing of 2019 in December 2018; one click brings it back."""
    opened(page, explore_server, "#day=2018-12-15")
    expect(page.get_by_text("As of 15 December 2018").first).to_be_visible()

    page.get_by_role("button", name="Hide what came later").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The case as at 15 December 2018")
    expect(page.get_by_text("64 entries, in order", exact=False)).to_be_visible()
    expect(page.locator("[data-choose='entry:ambulance-service:1']")).to_have_count(0)
    expect(page.get_by_text("Index date")).to_have_count(0)
    expect(page).to_have_url(re.compile("later=hidden"))

    page.get_by_role("button", name="Hide what came later").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CYSUR 2/2020")
    expect(page).not_to_have_url(re.compile("later=hidden"))
