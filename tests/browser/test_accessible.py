"""Every page against WCAG 2.2 AA, as far as axe-core can see it: contrast, names, roles, order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.serving import Server, running
from workbench.pages.places import SAMPLE_CASE, sample_cases_folder

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WIDTHS = (1280, 400)
POINT = "#gap=GP04@childrens-services-care-and-support:7&day=2019-04-17"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves a copy of the sample case that can be written into."""
    place = tmp_path_factory.mktemp("accessible")
    shutil.copytree(sample_cases_folder() / SAMPLE_CASE, place / "cases" / "my-case")
    with running(place) as found:
        yield found


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line an element."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def at(page: Page, server: Server, path: str, width: int) -> Page:
    """Open a page at a width."""
    page.set_viewport_size({"width": width, "height": 800})
    where, _, state = path.partition("#")
    joint = "&" if "?" in where else "?"
    page.goto(f"{server.origin}/{where}{joint}token={server.key}{'#' + state if state else ''}")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_explore_page(page: Page, server: Server, width: int) -> None:
    """With a point open, an entry open, and in large type."""
    at(page, server, f"explore?case=my-case{POINT}", width)
    expect(page.locator(".workbench-figure[data-drawn]")).to_have_count(3)
    assert violations(page) == []
    page.locator(".rows [data-choose^='entry:']").first.click()
    expect(page.get_by_text("Where it comes from")).to_be_visible()
    page.get_by_text("Projector").click()
    assert violations(page) == []


def test_who_knew_what_when(page: Page, server: Server) -> None:
    """Each of its parts."""
    at(page, server, "explore?case=my-case", 1280)
    expect(page.locator(".workbench-figure[data-drawn]")).to_have_count(3)
    page.locator(".known [data-choose^='part:']").first.click()
    for part in page.locator(".known .tabs button").all():
        part.click()
        page.wait_for_timeout(700)
        assert violations(page) == [], part.inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_network_in_words(page: Page, server: Server, width: int) -> None:
    """Tables of lines and measures, and what is expected."""
    at(page, server, "explore?case=my-case", width)
    expect(page.locator(".workbench-figure[data-drawn]")).to_have_count(3)
    page.locator("[data-choose='network-words:open']").click()
    expect(page.get_by_text("What can be counted per agency")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_home_page(page: Page, server: Server, width: int) -> None:
    """The list of cases, and each part of one."""
    at(page, server, "home", width)
    expect(page.get_by_role("heading", name="Your cases")).to_be_visible()
    assert violations(page) == []
    page.locator("[data-choose='open:my-case']").click()
    expect(page.get_by_role("tab", name="Timelines")).to_be_visible()
    for part in ("Timelines", "Questions", "Codes", "Family", "About the case"):
        page.get_by_role("tab", name=part).click()
        page.wait_for_timeout(900)
        assert violations(page) == [], part


@pytest.mark.parametrize("width", WIDTHS)
def test_the_enquire_page(page: Page, server: Server, width: int) -> None:
    """Each part, a point open, a form open."""
    at(page, server, "enquire?case=my-case", width)
    expect(page.locator(".board")).to_be_visible()
    page.get_by_role("button", name="that nobody took up yet").click()
    page.locator(".card").first.click()
    page.get_by_role("button", name="Start a hypothesis", exact=True).last.click()
    expect(page.locator("form.item")).to_be_visible()
    assert violations(page) == []
    parts = (
        "Balance",
        "Notes and further events",
        "Learning and actions",
        "Child and family",
        "The review",
        "Documents",
    )
    for part in parts:
        page.get_by_role("tab", name=part).click()
        page.wait_for_timeout(600)
        assert violations(page) == [], part


def test_nothing_is_wider_than_a_narrow_window(page: Page, server: Server) -> None:
    """At 400 pixels a reader scrolls down only: tables and drawings scroll within themselves."""
    for path, there in (
        ("explore?case=my-case", ".points"),
        ("enquire?case=my-case", ".board"),
        ("home", ".case-list"),
    ):
        at(page, server, path, 400)
        expect(page.locator(there).first).to_be_visible()
        page.wait_for_timeout(800)
        assert page.evaluate("document.documentElement.scrollWidth") <= 410, path
