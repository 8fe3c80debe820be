"""Makes the guides' pictures anew, of the sample case and an invented one: python docs/pictures/make.py"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "src")]

from playwright.sync_api import Page, sync_playwright  # noqa: E402

import run  # noqa: E402
from tests.browser.conftest import LAUNCH_FLAGS  # noqa: E402
from tests.serving import Server, running  # noqa: E402

VIEWS = {"explore": "#gap=GP04@childrens-services-care-and-support:7&day=2019-04-17"}
POLICE = """Date,Type of occurrence,Circumstances,Action taken
14/03/2018,999 call,Shouting heard. Mother pregnant. Sibling seen and spoken with.,PPN to Children's Services
28/03/18,Outcome,Mother withdrew her complaint.,NFA
09/07/2018,Incident log,Neighbour reports loud music.,Passed to the neighbourhood team
03/11/2109,999 call,Third party report. Mother had a bruise to her cheek and said she fell.,PPN submitted
14/02/2019,Incident log,Mother reports that her partner will not leave.,PPN to Children's Services
"""
HEALTH = """When,Details of contact,Plan,By
16/04/18,New birth visit. Mother and baby seen. Mother disclosed the assault.,Shared with GP,HV
same day,Message left for GP re low mood.,,HV
03/15/2018,Clinic. Was not brought.,Letter sent,NN
17/12/18,Bruise 2cm left cheek seen by NN and HV.,MARF sent to Children's Services,HV
02/05/19,Home visit. SW2 not there as agreed. No reply.,Card left,HV
"""
SCHOOL = """Dyddiad,Ffynhonnell,Digwyddiad,Gweithredu
20/04/2018,CPOMS,"Child tired, in yesterday's clothes.",Spoke to mother
20/03/2019,CPOMS,Child said that the police came.,DSL rang SW2
"""
RAW = {"Police chronology FINAL.csv": POLICE, "HV chronology (3).csv": HEALTH, "Primary School.csv": SCHOOL}


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
        board(browser.new_page(viewport={"width": 1360, "height": 900}), server)
        small_case(browser.new_page(viewport={"width": 1280, "height": 1020}), server, Path(place))


def board(page: Page, server: Server) -> None:
    """Write a hypothesis, a line of enquiry and a question on the sample case, and keep the board."""
    page.goto(server.address("/enquire"))
    page.get_by_label("Your name").fill("Reviewer")
    page.get_by_role("button", name="that nobody took up yet").click()
    page.locator(".card").nth(1).click()
    page.get_by_role("button", name="Start a hypothesis", exact=True).last.click()
    page.get_by_label("What could explain it").fill(
        "The outcome may have gone to a team that no longer held the case."
    )
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("form.item").wait_for(state="detached")
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Make a line of enquiry", exact=True).last.click()
    page.locator("textarea[name=question]").fill("Who was told of the outcome, and how?")
    page.get_by_label("Who could answer").fill("Children's services: assessment")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("form.item").wait_for(state="detached")
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Make a question for the learning event", exact=True).last.click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("form.item").wait_for(state="detached")
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Only those taken up").click()
    page.locator("[aria-label=Hypotheses] .card").click()
    page.get_by_text("What was made of it").wait_for()
    page.wait_for_timeout(1500)
    from_the_top(page)
    page.screenshot(path=str(HERE / "enquire.png"))


def small_case(page: Page, server: Server, place: Path) -> None:
    """Make a case of three invented timelines, and keep what the home page says of it as pictures."""
    for name, text in RAW.items():
        (place / name).write_text(text)
    page.goto(server.address("/home"))
    page.get_by_label("Your name").fill("Reviewer")
    page.get_by_label("Title").fill("Child A")
    page.get_by_role("button", name="Make the case").click()
    page.locator("input[type=file]").first.set_input_files([place / name for name in RAW])
    page.get_by_role("button", name="Bring in 3 files").click()
    page.get_by_role("heading", name="What was read").wait_for()
    page.locator("button[data-choose='agency:health-visiting']").click()
    page.get_by_role("heading", name="How dates were read").wait_for()
    from_the_top(page)
    page.screenshot(path=str(HERE / "home.png"))
    page.get_by_role("tab", name="Questions").click()
    page.get_by_role("heading", name="Dates").wait_for()
    from_the_top(page)
    page.screenshot(path=str(HERE / "questions.png"))
    page.get_by_role("button", name="It means").first.click()
    page.get_by_role("tab", name="Codes").click()
    page.get_by_role("button", name="Accept all").first.click()
    page.get_by_text("Saved at").wait_for()
    from_the_top(page)
    page.screenshot(path=str(HERE / "codes.png"))


def from_the_top(page: Page) -> None:
    """Show the top of the page, with no row under the mouse, once nothing moves any more."""
    page.mouse.move(640, 8)
    page.mouse.wheel(0, -5000)
    page.wait_for_timeout(600)


if __name__ == "__main__":
    main()
