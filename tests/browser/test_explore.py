"""The explore page as a panel uses it: open, choose, go back, move the date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.gaps_support import written_folder
from tests.serving import Server, running
from workbench.case import PointKey, new_folder
from workbench.chronology import load_case
from workbench.enquiry import PointDecided, decide
from workbench.gaps import find_gaps
from workbench.journal import open_journal

DRAWN = ".workbench-figure[data-drawn]"


def opened(page: Page, server: Server, hash: str = "") -> Page:
    """Open the page and wait until its three figures are drawn."""
    page.goto(server.address() + hash)
    expect(page.locator(DRAWN)).to_have_count(3)
    return page


def drawings(page: Page, number: int) -> int:
    """How often a figure has been drawn: 0 the lanes, 1 the network, 2 the genogram."""
    return int(page.locator(".workbench-figure").nth(number).get_attribute("data-drawn") or 0)


def drawn_again(page: Page, number: int, before: int) -> None:
    """Wait until a figure has been drawn once more than ``before``."""
    figure = page.locator(".workbench-figure").nth(number)
    expect(figure).not_to_have_attribute("data-drawn", str(before))


def side(page: Page) -> Locator:
    return page.get_by_role("region", name="Points to explore and the chosen entry")


def test_the_page_opens_with_everything_on_it(page: Page, explore_server: Server) -> None:
    """Title, points, three figures and the table, without a word of source or traceback."""
    opened(page, explore_server)

    expect(page.get_by_role("heading", level=1)).to_contain_text("CYSUR 2/2020")
    expect(side(page).get_by_role("heading", name="Points to explore")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(100)
    expect(page.get_by_text("112 entries, 8 of them further records", exact=False)).to_be_visible()
    assert "Traceback" not in page.content()
    assert "from workbench" not in page.content()


def test_choosing_a_point_shows_it_in_every_view(page: Page, explore_server: Server) -> None:
    """Its question beside, its rows lit in the table, lanes, network and genogram drawn anew."""
    opened(page, explore_server)
    before = [drawings(page, number) for number in range(3)]

    side(page).locator("[data-choose^='gap:GP01']").first.click()

    question = side(page).locator(".question").first
    expect(question).to_contain_text("what would have shown that it had not arrived")
    cited = side(page).locator(".cited.rows button")
    expect(cited.first).to_be_visible()
    rows = {button.get_attribute("data-choose") for button in cited.all()}
    expect(page.locator("tbody tr.lit")).to_have_count(len(rows))
    for number in range(3):
        drawn_again(page, number, before[number])
    assert "gap=GP01" in page.url


def test_what_became_of_a_point_is_kept_with_a_name(page: Page, tmp_path: Path) -> None:
    """Chosen, written, kept by a click: the next visit shows it."""
    folder = written_folder(
        "police | 2019-01-03 | report_sent | Report sent. | told=childrens-services\n"
        "childrens-services | 2018-12-01 | visit_child | Home visit.",
        tmp_path,
    )
    with running(tmp_path, case=folder) as server:
        opened(page, server)
        side(page).locator("[data-choose^='gap:']").first.click()
        form = side(page).get_by_role("form", name="What became of this point")
        form.get_by_label("to the learning event").check()
        form.get_by_role("textbox", name="Reason").fill("<b>Ask</b> both")
        form.get_by_label("Your name").fill("Ann")
        form.get_by_role("button", name="Keep this").click()
        expect(form.get_by_role("status")).to_have_text("Saved.")

        page.reload()
        expect(page.locator(DRAWN)).to_have_count(3)
        expect(side(page).get_by_text("to the learning event: <b>Ask</b> both (Ann,").first).to_be_visible()
    kept = open_journal(folder).items("decision")
    said = {(one.fields["state"], one.fields["reason"], one.made_by) for one in kept}
    assert said == {("to the learning event", "<b>Ask</b> both", "Ann")}


def test_what_somebody_else_decides_shows_within_two_seconds_and_leaves_what_is_being_written(
    page: Page, tmp_path: Path
) -> None:
    """A state is chosen and a reason half written when another program keeps a decision on the same."""
    folder = written_folder(
        "police | 2019-01-03 | report_sent | Report sent. | told=childrens-services\n"
        "childrens-services | 2018-12-01 | visit_child | Home visit.",
        tmp_path,
    )
    with running(tmp_path, case=folder) as server:
        opened(page, server)
        side(page).locator("[data-choose^='gap:']").first.click()
        form = side(page).get_by_role("form", name="What became of this point")
        form.get_by_label("not relevant").check()
        reason = form.get_by_role("textbox", name="Reason")
        reason.fill("Half a")
        journal = open_journal(folder)
        decide(journal, [PointDecided(found_by(folder), "explained", "Rung")], who="Ann", seen={})

        expect(side(page).get_by_text("explained: Rung (Ann,")).to_be_visible(timeout=2_500)
        expect(form.get_by_label("not relevant")).to_be_checked()
        expect(reason).to_be_focused()
        page.keyboard.type(" word")
        expect(reason).to_have_value("Half a word")


def found_by(folder: Path) -> PointKey:
    """What a decision about the first gap of GP01 is kept under."""
    return find_gaps(load_case(folder), only="GP01").gaps[0].decided_under


def test_thresholds_move_the_points_and_the_lists_narrow(page: Page, explore_server: Server) -> None:
    """Numbers and lists act when they are changed; the count beside the heading follows."""
    opened(page, explore_server)
    side(page).get_by_label("Pattern").select_option("GP11")
    expect(side(page).locator(".points li")).to_have_count(2)

    side(page).get_by_role("button", name="Thresholds").click()
    number = side(page).locator("[data-choose-value='set:GP01:working_days_after:']")
    number.fill("400")
    number.press("Tab")
    expect(side(page).get_by_text("moved from 5")).to_be_visible()
    expect(number).to_have_value("400")


def test_back_is_one_click_in_the_page_and_in_the_browser(page: Page, explore_server: Server) -> None:
    """From an entry to the point it was opened from, and from there to the list."""
    opened(page, explore_server)
    side(page).locator("[data-choose^='gap:GP01']").first.click()
    side(page).locator(".cited button").first.click()
    expect(side(page).get_by_text("What was recorded")).to_be_visible()
    expect(side(page).get_by_text("Where it comes from")).to_be_visible()

    side(page).get_by_role("button", name="← Back to the point").click()
    expect(side(page).locator(".question").first).to_be_visible()
    page.go_back()
    expect(side(page).get_by_text("What was recorded")).to_be_visible()
    page.go_back()
    expect(side(page).locator(".question").first).to_be_visible()
    page.go_back()
    expect(side(page).get_by_role("heading", name="Points to explore")).to_be_visible()


def test_an_address_opens_the_view_it_was_kept_from(page: Page, explore_server: Server) -> None:
    """Entry and date stand in the address."""
    opened(page, explore_server, "#entry=health-visiting:9&day=2019-04-17")

    expect(side(page).get_by_role("heading", name="2 May 2019")).to_be_visible()
    expect(
        page.get_by_role("region", name="Date of network").get_by_text("As of 17 April 2019")
    ).to_be_visible()
    expect(page.locator("tbody tr.chosen")).to_have_count(1)


def test_an_address_that_makes_no_sense_opens_the_page(page: Page, explore_server: Server) -> None:
    """Nothing is selected by what is not there."""
    opened(page, explore_server, "#entry=nobody:999&day=yesterday&gap=%3Cimg%3E")

    expect(side(page).get_by_role("heading", name="Points to explore")).to_be_visible()
    expect(page.get_by_role("region", name="Date of network").get_by_text("All dates")).to_be_visible()


def test_one_date_moves_network_and_genogram(page: Page, explore_server: Server) -> None:
    """The slider, by keyboard: the day is said in words and both figures are drawn for it."""
    opened(page, explore_server)
    before = [drawings(page, number) for number in range(3)]

    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")

    expect(
        page.get_by_role("region", name="Date of network").get_by_text("As of 19 May 2019")
    ).to_be_visible()
    drawn_again(page, 1, before[1])
    drawn_again(page, 2, before[2])
    page.get_by_role("button", name="Show all dates").click()
    expect(page.get_by_text("Move the slider to see one day.")).to_be_visible()


def test_a_date_brings_back_the_age_of_somebody_who_has_died(page: Page, explore_server: Server) -> None:
    """With all dates together a cross stands in the symbol; on a day before the death the age does."""
    opened(page, explore_server)
    genogram = page.locator(".workbench-figure").nth(2)
    expect(genogram.locator(".textpoint text", has_text="6 w")).to_have_count(0)

    before = drawings(page, 2)
    page.evaluate("location.hash = '#day=2019-04-17'")

    drawn_again(page, 2, before)
    expect(genogram.locator(".textpoint text", has_text="6 w")).to_have_count(1)


def test_the_lanes_open_an_entry_by_keyboard(page: Page, explore_server: Server) -> None:
    """Arrow keys walk through the entries, Enter opens one."""
    opened(page, explore_server)
    lanes = page.locator(".workbench-figure").first

    lanes.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(side(page).get_by_text("What was recorded")).to_be_visible()


def test_words_and_agency_narrow_the_table(page: Page, explore_server: Server) -> None:
    """The table says how many of how many it shows, and an empty one says why."""
    opened(page, explore_server)

    page.get_by_placeholder("Words in the entries").fill("cannabis")
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="Entries")
    expect(table.get_by_text(re.compile(r"^\d+ entries of 112"))).to_be_visible()
    page.get_by_placeholder("Words in the entries").fill("no such words anywhere")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No entry fits what the page is narrowed to.", exact=False)).to_be_visible()
    table.get_by_role("button", name="Show all entries").click()
    expect(page.locator("tbody tr")).to_have_count(100)


def test_projector_mode_enlarges_the_type(page: Page, explore_server: Server) -> None:
    """Text and figures grow for the far end of a room."""
    opened(page, explore_server)
    size = "parseFloat(getComputedStyle(document.querySelector('.workbench-sheet.side p')).fontSize)"
    small = page.evaluate(size)

    page.get_by_role("button", name="Projector").click()

    expect(page.locator(".wb-projector")).to_have_count(1)
    assert page.evaluate(size) >= small * 1.25


CONTRASTS = """() => {
  const channel = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll(".wb-page .workbench-sheet *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.getClientRects().length) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (!(ratio >= 4.5)) weak.push(`${ratio.toFixed(2)}: ${element.textContent.trim().slice(0, 40)}`);
  }
  return weak;
}"""


def test_all_text_stands_out_from_its_ground(page: Page, explore_server: Server) -> None:
    """WCAG AA: at least 4.5 to 1, in the list, in a point and in an entry."""
    opened(page, explore_server)
    assert page.evaluate(CONTRASTS) == []
    side(page).locator("[data-choose^='gap:GP04']").first.click()
    expect(side(page).locator(".question").first).to_be_visible()
    assert page.evaluate(CONTRASTS) == []
    side(page).locator(".cited button").first.click()
    expect(side(page).get_by_text("What was recorded")).to_be_visible()
    assert page.evaluate(CONTRASTS) == []


def test_every_view_is_reached_by_the_tab_key(page: Page, explore_server: Server) -> None:
    """Points, lanes, date, network, genogram, search and table, without a mouse."""
    opened(page, explore_server)
    reached: list[str] = []

    for _ in range(75):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const at = document.activeElement;"
                " return at.dataset.choose?.split(':')[0] || at.getAttribute('aria-label') || at.placeholder"
                " || at.getAttribute('role') || at.tagName; }"
            )
        )

    wanted = (
        "gap",
        "Chronology in lanes",
        "Day of the drawings",
        "Contacts between",
        "Genogram of",
        "Words in the entries",
        "Table of",
    )
    assert [name for name in wanted if not any(name in seen for seen in reached)] == []


def test_the_keyboard_can_skip_the_figures(page: Page, explore_server: Server) -> None:
    """The first thing that Tab reaches leads to the entries, is seen then, and leaves the address alone."""
    opened(page, explore_server)
    skip = page.get_by_text("Skip to the entries")
    expect(skip).to_have_css("clip-path", "inset(50%)")
    before = page.url

    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("clip-path", "none")
    page.keyboard.press("Enter")

    expect(page.locator(".workbench-sheet.table")).to_be_focused()
    expect(page.locator(".workbench-sheet.table")).to_be_in_viewport()
    assert page.url == before


HOSTILE = (
    "<img src=x onerror=\"window.harmed=1\">",
    '<a href="javascript:window.harmed=1">open</a>',
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "<b>bold</b> & <script>window.harmed=1</script>",
)  # fmt: skip


@pytest.fixture
def hostile_case(tmp_path: Path) -> Path:
    """A case whose every text tries to be markup."""
    sent = tmp_path / "sent"
    sent.mkdir()
    rows = ["Date,Event,Response,Kind,People,Strange column"]
    for day, text in enumerate(HOSTILE, start=1):
        quoted = '"' + text.replace('"', '""') + '"'
        rows.append(f"0{day}/03/2019,{quoted},{quoted},visit_child,child,{quoted}")
    (sent / "school.csv").write_text("\n".join(rows), encoding="utf-8")
    people = tmp_path / "people.csv"
    people.write_text(
        'id,label,role\nchild,"<img src=x onerror=window.harmed=1>",subject child\n', encoding="utf-8"
    )
    new_folder(
        tmp_path / "case",
        timelines=sent,
        people=people,
        settings={
            "title": "<img src=x onerror=window.harmed=1>",
            "subject": "child",
            "jurisdiction": "Wales",
        },
    )
    return tmp_path / "case"


def test_hostile_text_shows_as_text_everywhere(page: Page, hostile_case: Path, tmp_path: Path) -> None:
    """Title, table, entry, hover and labels show the very characters; nothing runs."""
    with running(tmp_path, case=hostile_case) as server:
        opened(page, server)
        for text in HOSTILE:
            expect(page.locator("tbody td.words").filter(has_text=text).first).to_be_visible()
        page.locator("tbody tr").first.click()
        expect(side(page).locator("p.words").first).to_have_text(HOSTILE[0])
        lanes = page.locator(".workbench-figure").first
        lanes.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".hoverlayer").first).to_contain_text("<img src=x")
        assert page.locator("img[src='x']").count() == 0
        assert page.locator("a[href^='javascript'], a[href*='example.invalid']").count() == 0
        assert page.evaluate("window.harmed") is None


def test_a_case_that_cannot_be_opened_says_why_in_place(
    page: Page, hostile_case: Path, tmp_path: Path
) -> None:
    """The same words as on the command line, each with its file."""
    with (hostile_case / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\nperoid = "2019"\n')
    with running(tmp_path, case=hostile_case) as server:
        page.goto(server.address())

        expect(page.get_by_role("alert")).to_contain_text("case.toml")
        expect(page.get_by_role("alert")).to_contain_text("peroid")
        assert "Traceback" not in page.content()


def test_a_case_that_changed_is_shown_as_it_is_now(page: Page, hostile_case: Path, tmp_path: Path) -> None:
    """The page may have stood ready since before the change."""
    with running(tmp_path, case=hostile_case) as server:
        opened(page, server)
        text = (hostile_case / "case.toml").read_text(encoding="utf-8")
        with (hostile_case / "case.toml").open("w", encoding="utf-8") as file:
            file.write(text.replace("<img src=x onerror=window.harmed=1>", "A new title"))

        page.goto(server.address())

        expect(page.get_by_role("heading", level=1)).to_have_text("A new title")


def test_on_paper_stands_the_whole_page_and_when_it_was_printed(page: Page, explore_server: Server) -> None:
    """No list is cut off at a box that scrolls, and a sheet says of which day it is."""
    opened(page, explore_server)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    expect(page.locator("#workbench-printed")).to_contain_text("Printed on ")
    cut_off = page.evaluate(
        "[...document.querySelectorAll('.workbench-sheet .scroll, .workbench-sheet .both')]"
        ".filter((box) => box.scrollHeight > box.clientHeight + 1).length"
    )
    assert cut_off == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#workbench-printed")).to_have_count(0)
