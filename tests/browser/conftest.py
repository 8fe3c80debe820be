"""A running server, a real browser, and a watch on everything the browser asks for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket, expect, sync_playwright

import run
from tests.serving import PAGES, Server, running

LAUNCH_FLAGS = [
    "--no-sandbox",  # the checks run as root on build machines
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


WAIT_MILLISECONDS = 60_000
# A build machine does other things at the same time; a wait ends as soon as what it waits for is there.
expect.set_options(timeout=WAIT_MILLISECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, Chrome or Edge."""
    program = run.find_browser()
    if program is None:
        if os.environ.get(run.BROWSER_REQUIRED_VARIABLE) == "1":
            pytest.fail("No browser was found, and this run must have one.")
        pytest.skip("No Chromium, Chrome or Edge was found on this machine.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(program), args=LAUNCH_FLAGS)
        yield started
        started.close()


@dataclass
class Watch:
    """What a browser context asked for and got over websockets."""

    requests: list[str] = field(default_factory=list)
    frames: list[str | bytes] = field(default_factory=list)

    def on_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def on_websocket(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        socket.on("framereceived", lambda frame: self.frames.append(frame))

    @property
    def websocket_bytes(self) -> int:
        """Bytes that came over websockets."""
        return sum(len(frame) for frame in self.frames)

    def asking_for(self, part: str) -> list[str]:
        """The addresses asked for that have ``part`` in them."""
        return [address for address in self.requests if part in address]

    def elsewhere(self) -> list[str]:
        """Requests to any other machine than this one."""
        local = {"127.0.0.1", "localhost", None}  # None: data: and blob: addresses name no machine
        return [address for address in self.requests if urlsplit(address).hostname not in local]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[[], tuple[Page, Watch]]]:
    """Opens pages, each in a browser of its own, and fails if any asked another machine for anything."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page() -> tuple[Page, Watch]:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        context.set_default_timeout(WAIT_MILLISECONDS)
        watch = Watch()
        context.on("request", watch.on_request)
        context.on("page", lambda page: page.on("websocket", watch.on_websocket))
        opened.append((context, watch))
        return context.new_page(), watch

    yield open_page
    for context, _ in opened:
        context.close()
    assert [watch.elsewhere() for _, watch in opened] == [[] for _ in opened]


@pytest.fixture
def page(watched: Callable[[], tuple[Page, Watch]]) -> Page:
    """One page whose every request is watched."""
    return watched()[0]


@pytest.fixture(scope="session")
def pages_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves the small pages in tests/browser/pages."""
    with running(tmp_path_factory.mktemp("pages-server"), notebooks=PAGES, notebook="figure.ipynb") as server:
        yield server


@pytest.fixture(scope="session")
def explore_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves the workbench as a person starts it, with the sample case."""
    with running(tmp_path_factory.mktemp("explore-server")) as server:
        yield server
