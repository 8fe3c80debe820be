"""Records of one event on the explore page, as a panel reads them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_explore import CONTRASTS, opened, side
from tests.gaps_support import written_folder
from tests.serving import running
from tests.test_explore_records import LINES


def test_records_of_one_event_are_one_line_and_open_side_by_side(page: Page, tmp_path: Path) -> None:
    """From the place where they differ to the records in columns, to one of them, and back; folding."""
    case = written_folder(LINES, tmp_path)
    page.set_viewport_size({"width": 1280, "height": 720})
    with running(tmp_path, case=case) as server:
        opened(page, server)
        expect(page.locator("tbody tr[data-choose]")).to_have_count(4)
        page.get_by_role("button", name="Open 2 further records").click()
        expect(page.locator("tr.further")).to_have_count(2)
        page.get_by_role("button", name="Fold 2 further records").click()
        expect(page.locator("tr.further")).to_have_count(0)

        side(page).get_by_text("2 places where records differ").click()
        side(page).get_by_role("button", name="Police no injury").click()
        columns = side(page).locator("table.beside")
        expect(columns.locator("thead th")).to_have_count(5)
        expect(columns.locator("tbody.found").filter(has_text="Child seen")).to_contain_text(
            "cannot all hold"
        )
        assert page.evaluate(CONTRASTS) == []
        assert columns.evaluate("table => table.parentElement.clientWidth") > 450  # the lanes give it room

        columns.locator("[data-choose='entry:school:1']").click()
        expect(side(page).get_by_text("<b>today</b>").first).to_be_visible()
        expect(page.locator("tbody tr.lit[data-choose]")).to_have_count(5)
        expect(side(page).get_by_role("heading", name="Also recorded by Hospital, Police")).to_be_visible()
        assert page.evaluate(CONTRASTS) == []
        page.go_back()
        expect(side(page).get_by_role("heading", name="Records differ: injury")).to_be_visible()
