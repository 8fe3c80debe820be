"""The frame of every page: what is seen while it opens, how it scrolls, what it says at the end."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.serving import Server

Open = Callable[[], tuple[Page, Watch]]


def test_a_card_covers_the_page_until_its_first_widget_stands(page: Page, pages_server: Server) -> None:
    """While Voila's scripts are on their way the page says what it is doing."""
    held = []
    page.route("**/voila.js", lambda route: held.append(route))
    page.goto(pages_server.address(), wait_until="commit")

    expect(page.get_by_role("status")).to_contain_text("Opening the case …")
    expect(page.locator(".workbench-figure")).to_have_count(0)

    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.locator(".workbench-figure").first).to_be_visible()
    expect(page.locator("#workbench-opening")).to_have_count(0)


def test_a_long_page_scrolls_as_a_whole(page: Page, pages_server: Server) -> None:
    """The page is as long as its content, so the wheel, the keyboard and printing reach all of it."""
    page.set_viewport_size({"width": 800, "height": 300})
    page.goto(pages_server.address())
    expect(page.locator(".workbench-figure[data-drawn='1']")).to_have_count(2)

    page.keyboard.press("End")

    expect(page.locator("#chosen")).to_be_in_viewport()


def test_a_page_says_so_when_the_workbench_was_stopped(watched: Open, pages_server: Server) -> None:
    """A page whose kernel has ended says that it no longer answers, and what to do."""
    page, _ = watched()
    page.clock.install()
    page.goto(pages_server.address("/which_case"))
    expect(page.locator("#case")).to_be_visible()
    page.route("**/api/kernels/*", lambda route: route.abort())

    page.clock.run_for(25_000)

    expect(page.locator("#workbench-asleep")).to_contain_text("This page no longer answers")


def test_a_click_that_ends_in_an_error_says_so_on_the_page(page: Page, pages_server: Server) -> None:
    """Not silence, and not a traceback."""
    page.goto(pages_server.address("/trouble"))
    page.get_by_role("button", name="Go wrong").click()

    expect(page.get_by_text("Something went wrong on this page.")).to_be_visible()
    assert "ZeroDivisionError" not in page.content()
