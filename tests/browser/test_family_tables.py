"""The family on a page, as somebody writes it: by keyboard, with what is wrong at its row, saved on disk."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.serving import Server
from tests.test_gedcom import OLD

CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => {
      const part = v / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll(".wb-family-tables *")]
    .filter((e) => e.checkVisibility() && !e.disabled)
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => [light(getComputedStyle(e).color), light(ground(e)), e.textContent])
    .map(([one, other, text]) => [(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), text])
    .filter(([ratio]) => ratio < 4.5);
}"""


def test_a_family_is_written_by_keyboard_and_saved(page: Page, pages_server: Server) -> None:
    page.goto(pages_server.address("/family_empty"))
    begin = page.get_by_role("button", name="Add the child the review is about")
    begin.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who: Child")).to_be_focused()
    page.keyboard.type("<b>Child A</b>")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Subject of the review: <b>Child A</b>")).to_be_checked()

    page.get_by_role("button", name="Add a person").press("Enter")
    expect(page.get_by_label("Who: person")).to_be_focused()
    page.keyboard.type("Mother")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Who: Mother")).to_have_value("Mother")
    page.get_by_label("Born: Mother").fill("31/02/1990")
    page.keyboard.press("Tab")
    expect(page.locator("tr.told:visible")).to_have_text(
        '"31/02/1990" is not a date: February 1990 has 28 days. '
        "Write 28/02/1990, or February 1990 if only the month is known."
    )
    expect(page.get_by_label("Born: Mother")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Born: Mother").fill("about 1990")
    page.keyboard.press("Tab")
    expect(page.locator("tr.told:visible")).to_have_count(0)

    page.get_by_role("button", name="Add a relationship").press("Enter")
    page.locator("td.in-person select").select_option(label="Mother")
    page.locator("td.in-other select").select_option(label="<b>Child A</b>")
    expect(page.get_by_role("img", name="Genogram of 2 people over all dates.").first).to_be_visible()
    expect(page.locator(".status")).to_have_text("Not saved yet")
    assert page.evaluate(CONTRAST) == []

    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator(".status")).to_have_text("Everything is saved")
    case = Path(page.locator("#folder").inner_text())
    assert (case / "people.csv").read_text() == (
        "id,label,sex,birth,death,role,note\n"
        "b-child-a-b,<b>Child A</b>,,,,subject child,\nmother,Mother,,about 1990,,,\n"
    )
    assert (case / "relationships.csv").read_text() == (
        "person,relation,other,start,end\nmother,parent_of,b-child-a-b,,\n"
    )
    assert page.locator(".wb-family-tables b").count() == 0


def test_a_family_tree_is_brought_in_and_what_was_typed_meanwhile_stays(
    page: Page, pages_server: Server
) -> None:
    page.goto(pages_server.address("/family_empty"))
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "tree.ged", "mimeType": "text/plain", "buffer": OLD.encode()}]
    )
    expect(page.locator("table.people tr:not(.told) td.in-label")).to_have_count(5)
    page.get_by_label("Subject of the review: Person 3").check()
    expect(page.get_by_label("Who: Mother", exact=True)).to_have_value("Mother")

    # The answer to one cell does not touch the cell that is being written in.
    page.get_by_label("Note: Mother", exact=True).fill("first")
    page.keyboard.press("Tab")
    page.get_by_label("Role: Mother", exact=True).press_sequentially("in the middle of a word", delay=30)
    expect(page.get_by_label("Role: Mother", exact=True)).to_have_value("in the middle of a wordmother")


def test_the_page_fits_a_small_screen_and_a_projector(page: Page, pages_server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(pages_server.address("/family"))
    expect(page.locator("table.people tr:not(.told) td.in-label")).to_have_count(11)
    expect(page.locator(".wb-drawing .workbench-figure[data-drawn]")).to_be_in_viewport()
    wide = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    page.evaluate("document.querySelector('.wb-page').classList.add('wb-projector')")
    assert page.evaluate(wide)
