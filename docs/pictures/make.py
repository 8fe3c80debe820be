"""Makes the pictures of the guides anew from the sample case: python docs/pictures/make.py"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "src")]

from playwright.sync_api import sync_playwright  # noqa: E402

import run  # noqa: E402
from tests.browser.conftest import LAUNCH_FLAGS  # noqa: E402
from tests.serving import running  # noqa: E402

VIEWS = {"explore": "#gap=GP04@childrens-services-care-and-support:7&day=2019-04-17"}
HOME = "#case=cysur-2-2020&part=timelines"


def main() -> None:
    """Open each view as a panel would see it, and keep it as a picture."""
    with tempfile.TemporaryDirectory() as place, running(Path(place)) as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(run.find_browser()), args=LAUNCH_FLAGS)
        for name, view in VIEWS.items():
            page = browser.new_page(viewport={"width": 1360, "height": 1180})
            page.goto(server.address() + view)
            page.locator(".workbench-figure[data-drawn]").nth(2).wait_for()
            page.get_by_role("region", name="Date of network").get_by_text("As of").wait_for()
            page.wait_for_timeout(1500)  # the last redrawing has no mark of its own
            page.screenshot(path=str(HERE / f"{name}.png"))
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(server.address("/home") + HOME)
        page.locator("button[data-choose='agency:childrens-services-assessment']").click()
        page.get_by_role("heading", name="Columns").wait_for()
        page.wait_for_timeout(500)
        page.screenshot(path=str(HERE / "home.png"))


if __name__ == "__main__":
    main()
