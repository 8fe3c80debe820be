"""What the pages show and ask for stays on this machine and says no more than it should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Position, expect

from tests.browser.conftest import Watch
from tests.serving import PAGES, Server, running

Open = Callable[[], tuple[Page, Watch]]
DRAWN = ".workbench-figure[data-drawn='1']"


def test_two_figures_share_one_plotly_that_comes_over_http(watched: Open, pages_server: Server) -> None:
    """plotly.js is asked for once, and nothing of its size comes over the websocket."""
    page, watch = watched()

    page.goto(pages_server.address())
    expect(page.locator(DRAWN)).to_have_count(2)

    assert len(watch.asking_for("plotly-basic")) == 1
    assert not any(b"Plotly, Inc" in _bytes(frame) for frame in watch.frames)
    assert 5_000 < watch.websocket_bytes < 200_000


def test_a_second_visit_takes_plotly_from_the_browsers_own_store(watched: Open, pages_server: Server) -> None:
    """Our files and Voila's scripts are kept: asked for again, they cost no answer from the server."""
    page, _ = watched()
    page.goto(pages_server.address())
    expect(page.locator(DRAWN)).to_have_count(2)

    page.goto(pages_server.address())
    expect(page.locator(DRAWN)).to_have_count(2)

    sizes = page.evaluate(
        "performance.getEntriesByType('resource').filter("
        "entry => /plotly-basic|page[.]js|voila[.]js/.test(entry.name)).map(entry => entry.transferSize)"
    )
    assert sizes and set(sizes) == {0}


def test_a_click_tells_python_which_point(page: Page, pages_server: Server) -> None:
    """The id of the point reaches the page's Python, which makes the others pale in the second figure."""
    page.goto(pages_server.address())
    expect(page.locator(DRAWN)).to_have_count(2)

    page.locator(".workbench-figure").first.locator(".nsewdrag").click(position=_middle(page))

    expect(page.locator("#chosen")).to_have_text("b")
    pale = page.locator(".workbench-figure").nth(1).locator(".point path[style*='opacity: 0.2']")
    expect(pale).to_have_count(2)


def test_the_keyboard_reaches_every_point(page: Page, pages_server: Server) -> None:
    """Arrow keys walk from point to point and say which; Enter chooses."""
    page.goto(pages_server.address())
    expect(page.locator(DRAWN)).to_have_count(2)
    figure = page.locator(".workbench-figure").first

    figure.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    expect(page.locator("#chosen")).to_have_text("c")
    expect(figure.get_by_role("img", name="Three points.")).to_have_count(1)
    expect(figure.get_by_role("button")).to_have_count(4)


def test_the_page_holds_no_source_and_no_key(page: Page, pages_server: Server) -> None:
    """The notebook's code is not in the page, and the key is gone from the address."""
    answer = page.goto(pages_server.address())
    expect(page.locator(DRAWN)).to_have_count(2)

    assert answer is not None
    assert "import ipywidgets" not in answer.text()
    assert "import ipywidgets" not in page.content()
    assert page.url == pages_server.origin + "/"


def test_an_error_shows_a_sentence_and_no_words_of_the_case(page: Page, pages_server: Server) -> None:
    """The traceback stays out of the page, and what the case says stays out of the log."""
    page.goto(pages_server.address("/broken"))

    expect(page.get_by_role("alert")).to_contain_text("This page could not be made.")
    expect(page.locator("#workbench-opening")).to_have_count(0)
    for told in (page.content(), pages_server.log.read_text()):
        assert "words of the case" not in told
        assert "Traceback" not in told
        assert "ValueError" not in page.content()


@pytest.mark.parametrize(
    ("path", "key", "status", "words"),
    [
        ("/", False, 403, "This address needs its key."),
        ("/nothing-here", True, 404, "There is no such page here."),
        ("/tree", True, 404, "There is no such page here."),
        ("/voila/tree", True, 404, "There is no such page here."),
        ("/login", False, 404, "There is no such page here."),
        ("/?case=../../etc", True, 404, "There is no case of that name here."),
    ],
)
def test_pages_about_errors_are_in_words_and_ours(
    page: Page, pages_server: Server, path: str, key: bool, status: int, words: str
) -> None:
    """Error, listing and log-in addresses ask nothing of another machine (the fixture checks that)."""
    parts = urlsplit(path)
    query = dict([parts.query.split("=")]) if parts.query else {}

    answer = page.goto(pages_server.address(parts.path, key=key, **query))

    assert answer is not None and answer.status == status
    expect(page.get_by_role("heading")).to_have_text(words)
    assert "<script" not in page.content()


def test_a_wrong_key_opens_nothing(page: Page, pages_server: Server) -> None:
    """A key that is not the one printed gets the page that says where the key is."""
    answer = page.goto(pages_server.address(key=False, token="0" * 48))

    assert answer is not None and answer.status == 403
    expect(page.get_by_role("heading")).to_have_text("This address needs its key.")


def test_leaving_a_page_ends_its_kernel(page: Page, pages_server: Server) -> None:
    """Going elsewhere ends the kernel of the page that was left, and one stands ready for the next."""
    page.goto(pages_server.address("/which_case"))
    expect(page.locator("#case")).to_be_visible()
    before = pages_server.kernels()

    page.goto("about:blank")

    _until(lambda: len(pages_server.kernels()) < len(before), page)


def test_a_kernel_ends_when_its_browser_is_gone(watched: Open, tmp_path: Path) -> None:
    """A browser that vanishes without a word leaves no kernel behind.

    The server is one of its own: with so short a patience a page that a busy
    machine opens slowly would lose its kernel before it is drawn.
    """
    with running(tmp_path, notebooks=PAGES, notebook="which_case.ipynb", closed_page_seconds=10) as server:
        page, _ = watched()
        page.goto(server.address("/which_case"))
        expect(page.locator("#case")).to_be_visible()
        before = server.kernels()
        spare, _ = watched()

        page.context.close()

        _until(lambda: len(server.kernels()) < len(before), spare)


def test_script_in_a_page_does_not_run(page: Page, pages_server: Server) -> None:
    """Even if markup from a cell got into a page, the browser runs nothing of it."""
    page.goto(pages_server.address("/which_case"))
    expect(page.locator("#case")).to_be_visible()

    page.evaluate(
        """() => {
            window.ran = false;
            const hostile = document.createElement("div");
            hostile.innerHTML = '<img src=x onerror="window.ran = true">'
                + '<a id="hostile" href="javascript:window.ran = true">x</a>';
            document.body.append(hostile);
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.getElementById("hostile").click();
        }"""
    )
    page.wait_for_function("document.querySelector('img[src=x]').complete")

    assert page.evaluate("window.ran") is False


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def _middle(page: Page) -> Position:
    """Where the second of three points stands in the plot's own rectangle: the lowest in the middle."""
    box = page.locator(".workbench-figure").first.locator(".nsewdrag").bounding_box()
    assert box is not None
    point = page.locator(".workbench-figure").first.locator(".point").nth(1).bounding_box()
    assert point is not None
    return {
        "x": point["x"] + point["width"] / 2 - box["x"],
        "y": point["y"] + point["height"] / 2 - box["y"],
    }


def _until(fact: Callable[[], bool], page: Page, *, seconds: int = 60) -> None:
    """Wait until something outside the browser is so."""
    for _ in range(seconds * 10):
        if fact():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not become so in time.")
