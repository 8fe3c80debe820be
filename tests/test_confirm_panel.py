"""The grid of codes without a browser: what it shows, what it is asked, what stands in coding.csv then."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.case_files import MakeCase
from workbench.case import Coding, confirm_codes, replace_timeline
from workbench.chronology import load_case
from workbench.intake import keys
from workbench.pages.confirm import ROWS_SHOWN, ConfirmPanel, confirm_panel

VISITS = """Date|Event|Action
1/3/2019|Home visit to the mother. She was seen.|Referral sent to GP
2/3/2019|Home visit, no reply. Card left.|
3/3/2019|Home visit. <img src=x onerror=alert(1)>|
4/3/2019|=cmd|
"""
GP = "Date|Event|Kind\n5/3/2019|Letter from the hospital.|information_shared\n"
PEOPLE = "id,label,role\nmother,Mother,mother\n"


class Watched:
    """A panel, whom it is told, and how often it said that something was saved."""

    def __init__(self, folder: Path, who: str = "Ann") -> None:
        self.folder, self.who, self.changes = folder, who, 0
        self.panel: ConfirmPanel = confirm_panel(load_case(folder), who=lambda: self.who, changed=self.count)

    def count(self) -> None:
        self.changes += 1

    def ask(self, do: str, **what: Any) -> str:
        """Ask as the browser does, through its message, and return what the grid says then."""
        message = json.loads(json.dumps({"do": do, **what}))
        self.panel._handle_custom_msg(message, [])
        return self.panel.view["said"]["text"]

    def cell(self, id: str, field: str) -> dict[str, Any]:
        [row] = [row for row in self.panel.view["rows"] if row["id"] == id]
        [cell] = [cell for cell in row["cells"] if cell["field"] == field]
        return cell

    def shown(self, id: str, field: str) -> tuple[str, list[str]]:
        cell = self.cell(id, field)
        return cell["state"], [code["code"] for code in cell["codes"]]

    def ids(self) -> list[str]:
        return [row["id"] for row in self.panel.view["rows"]]

    def lines(self) -> int:
        path = self.folder / "coding.csv"
        return len(path.read_text(encoding="utf-8").splitlines()) - 1 if path.exists() else 0


def without_time(said: str) -> str:
    return re.sub(r"^Saved at \d\d:\d\d:\d\d", "Saved at ", said)


@pytest.fixture
def folder(make_case: MakeCase) -> Path:
    return make_case({"social-work": VISITS, "gp": GP}, people=PEOPLE)


@pytest.fixture
def grid(folder: Path) -> Watched:
    return Watched(folder)


def test_each_entry_stands_there_with_its_codes_and_the_words_behind_them(grid: Watched) -> None:
    """Suggested, stated and open are three things; nothing is confirmed, and nothing was written."""
    assert grid.ids() == ["social-work:1", "social-work:2", "social-work:3", "social-work:4", "gp:1"]
    kind = grid.cell("social-work:2", "kind")
    assert kind["state"] == "suggested"
    assert kind["words"] and all(words in "Home visit, no reply. Card left." for words in kind["words"])
    assert grid.shown("gp:1", "kind") == ("stated", ["information_shared"])
    assert grid.shown("social-work:4", "kind") == ("", [])
    assert grid.panel.view["decided"] == 0
    assert grid.lines() == 0


def test_only_plain_values_go_to_the_browser(grid: Watched) -> None:
    """An agency's markup goes as the text that it is; the browser writes it as text."""
    [row] = [row for row in grid.panel.view["rows"] if row["id"] == "social-work:3"]

    assert row["texts"] == [{"name": "", "text": "Home visit. <img src=x onerror=alert(1)>"}]
    assert json.loads(json.dumps(grid.panel.view)) == grid.panel.view
    assert json.loads(json.dumps(grid.panel.choices)) == grid.panel.choices
    scripts = Path(__import__("workbench.pages").pages.__path__[0]).glob("confirm*.js")
    assert not [path.name for path in scripts if "innerHTML" in path.read_text(encoding="utf-8")]


def test_accepting_a_suggestion_confirms_it(grid: Watched) -> None:
    state, codes = grid.shown("social-work:1", "kind")
    assert state == "suggested"

    said = grid.ask("accept", id="social-work:1", field="kind", n=7)

    assert without_time(said) == "Saved at : Kind of social-work:1 confirmed."
    assert grid.shown("social-work:1", "kind") == ("confirmed", codes)
    assert grid.cell("social-work:1", "kind")["by"].startswith("Ann, ")
    assert (grid.panel.view["decided"], grid.changes, grid.lines()) == (1, 1, 1)
    assert grid.panel.view["answered"] == 7
    assert load_case(grid.folder).entries.at["social-work:1", "kind_state"] == "confirmed"


def test_accepting_what_is_confirmed_already_writes_nothing(grid: Watched) -> None:
    grid.ask("accept", id="social-work:1", field="kind")

    assert grid.ask("accept", id="social-work:1", field="kind") == "Nothing was left to confirm there."
    assert (grid.changes, grid.lines()) == (1, 1)


def test_accepting_an_entry_confirms_all_that_waits_there(grid: Watched) -> None:
    waits = sum(cell["state"] == "suggested" for cell in grid.panel.view["rows"][0]["cells"])
    assert waits > 2

    said = grid.ask("accept_entry", id="social-work:1")

    assert without_time(said) == f"Saved at : {waits} suggestions of social-work:1 confirmed."
    assert grid.panel.view["rows"][0]["waiting"] == 0


def test_all_of_one_kind_in_view_are_accepted_in_one_step(grid: Watched) -> None:
    """The button says how many of how many; a narrower view accepts fewer."""
    kind = grid.shown("social-work:1", "kind")[1]
    [offer] = [offer for offer in grid.panel.view["offers"] if offer["codes"] == kind]
    of = offer["count"]
    assert offer["button"].startswith(f"Accept {of} of {of} suggestions of kind ")
    grid.ask("filter", text="IMG SRC")
    [offer] = grid.panel.view["offers"]
    assert offer["button"].startswith(f"Accept 1 of {of} suggestions of kind ")

    assert grid.ask("accept_alike", field="kind", codes=kind, count=2) == (
        "Of these 1 suggestion waits now, not 2. Nothing was confirmed; look again."
    )
    grid.ask("accept_alike", field="kind", codes=kind, count=1)

    assert grid.shown("social-work:3", "kind") == ("confirmed", kind)
    grid.ask("filter", text="")
    assert grid.shown("social-work:1", "kind")[0] == "suggested"


def test_a_code_is_corrected_cleared_and_brought_back(grid: Watched) -> None:
    before = grid.shown("social-work:2", "kind")

    assert without_time(grid.ask("correct", id="social-work:2", field="kind", codes=["supervision"])) == (
        "Saved at : Kind of social-work:2 is now Supervision or management oversight."
    )
    assert grid.shown("social-work:2", "kind") == ("confirmed", ["supervision"])
    assert grid.cell("social-work:2", "kind")["was"].startswith("suggested: ")
    grid.ask("correct", id="social-work:2", field="kind", codes=[])
    assert grid.shown("social-work:2", "kind") == ("confirmed", [])
    grid.ask("take_back", id="social-work:2", field="kind")
    assert grid.shown("social-work:2", "kind") == before
    assert grid.lines() == 3


def test_what_is_no_code_of_the_case_is_not_kept(grid: Watched) -> None:
    grid.ask("correct", id="social-work:2", field="people", codes=["stranger"])

    assert grid.lines() == 0


def test_undo_goes_back_step_by_step_also_after_loading_again(grid: Watched) -> None:
    """Three steps of Ann; the page is closed after the second undo; Bob has nothing to undo."""
    before = grid.panel.view["rows"]
    grid.ask("accept", id="social-work:1", field="kind")
    grid.ask("accept_entry", id="social-work:2")
    grid.ask("correct", id="social-work:1", field="kind", codes=["supervision"])
    assert grid.panel.view["undo"] == "kind of social-work:1: Supervision or management oversight"

    grid.ask("undo")
    assert grid.shown("social-work:1", "kind")[0] == "confirmed"
    assert grid.panel.view["undo"].endswith(" codes")
    bob, again = Watched(grid.folder, who="Bob"), Watched(grid.folder)
    assert bob.ask("undo") == "There is nothing left of yours to undo."
    again.ask("undo")
    again.ask("undo")

    assert again.panel.view["undo"] == ""
    assert again.ask("undo") == "There is nothing left of yours to undo."
    assert again.panel.view["rows"] == before
    assert not any(load_case(grid.folder).entries["confirmed"])


def test_two_pages_see_what_the_other_saved(grid: Watched) -> None:
    other = Watched(grid.folder, who="Bob")
    grid.ask("accept", id="social-work:1", field="kind")

    other.ask("filter", text="")

    assert other.shown("social-work:1", "kind")[0] == "confirmed"
    assert other.ask("accept", id="social-work:1", field="kind") == "Nothing was left to confirm there."


def test_who_gives_no_name_is_told_and_nothing_is_saved(grid: Watched) -> None:
    grid.who = ""

    grid.ask("accept", id="social-work:1", field="kind")

    assert grid.panel.view["said"] == {
        "text": "coding.csv: Nobody is named who decides this. Give your name; nothing was saved.",
        "kind": "error",
    }
    assert grid.shown("social-work:1", "kind")[0] == "suggested"
    assert (grid.changes, grid.lines()) == (0, 0)


def test_a_file_that_cannot_be_written_is_said_in_place(grid: Watched) -> None:
    (grid.folder / "coding.csv").write_bytes("agency".encode("utf-16"))

    said = grid.ask("accept", id="social-work:1", field="kind")

    assert said == (
        "coding.csv: The file was saved as UTF-16, to which nothing can be added. "
        "Save it as CSV UTF-8 in the program it was changed in. Nothing was saved."
    )
    assert grid.shown("social-work:1", "kind")[0] == "suggested"


def test_filters_choose_entries_and_an_accepted_one_stays_until_the_next(grid: Watched) -> None:
    """By agency, by field, by kind, by words, by what waits."""
    grid.ask("filter", agency="gp")
    assert grid.ids() == ["gp:1"]
    grid.ask("filter", agency="", kind="information_shared")
    assert grid.ids() == ["gp:1"]
    grid.ask("filter", kind="", field="told")
    assert grid.ids() == ["social-work:1"]
    assert grid.panel.view["offered"] == "told"
    grid.ask("filter", field="kind", waiting=True)
    waiting = grid.ids()
    assert "gp:1" not in waiting and "social-work:4" not in waiting and "social-work:2" in waiting

    grid.ask("accept", id="social-work:2", field="kind")
    assert grid.ids() == waiting
    grid.ask("filter", waiting=True)
    assert grid.ids() == [id for id in waiting if id != "social-work:2"]


def test_only_the_rows_of_one_page_are_sent(make_case: MakeCase) -> None:
    """Of ten thousand entries, and a page beyond the end is the last."""
    rows = "".join(f"{n % 28 + 1}/3/2019|Home visit {n}.\n" for n in range(10_000))
    grid = Watched(make_case({"social-work": f"Date|Event\n{rows}"}))

    assert len(grid.ids()) == ROWS_SHOWN
    assert (grid.panel.view["found"], grid.panel.view["of"]) == (10_000, 10_000)
    grid.ask("page", start=10**9)
    assert grid.panel.view["start"] == 10_000 - ROWS_SHOWN
    offer = grid.panel.view["offers"][0]
    assert offer["button"].startswith("Accept 10,000 of 10,000 suggestions of kind ")
    grid.ask("accept_alike", field="kind", codes=offer["codes"], count=10_000)
    assert grid.panel.view["decided"] >= 10_000
    assert len(json.dumps(grid.panel.view)) < 60_000


# A corrected file


@pytest.fixture
def corrected(folder: Path) -> Watched:
    """The social workers sent their file again: a word changed in the first entry, the second is gone."""
    [visits] = [timeline for timeline in load_case(folder).timelines if timeline.agency == "social-work"]
    own = keys(visits)
    confirm_codes(
        folder,
        [Coding("social-work", own[row - 1], row, "kind", ["supervision"]) for row in (1, 2, 4)],
        who="Ann",
    )
    new = folder.parent / "new.csv"
    new.write_text(
        VISITS.replace("She was seen", "She was not seen").replace(
            "2/3/2019|Home visit, no reply. Card left.|\n", ""
        )
    )
    replace_timeline(folder, "social-work", new)
    return Watched(folder, who="Bob")


def test_changed_entries_stand_beside_what_they_were(corrected: Watched) -> None:
    changed, gone = corrected.panel.view["changed"]

    assert changed["what"] == "Social work: entry 1"
    assert changed["codes"][0]["codes"] == "Supervision or management oversight"
    [cell] = changed["differs"]
    assert cell["column"] == "Event"
    assert cell["old"] == [["Home visit to the mother. She was ", False], ["seen.", False]]
    assert cell["new"] == [["Home visit to the mother. She was ", False], ["not ", True], ["seen.", False]]
    assert gone["what"] == "Social work: was entry 2, is no longer there"
    assert (changed["carries"], gone["carries"]) == (True, False)
    assert gone["words"] == ["2/3/2019", "Home visit, no reply. Card left."]
    assert corrected.shown("social-work:3", "kind") == ("confirmed", ["supervision"])


def test_codes_are_carried_over_left_behind_and_undone(corrected: Watched) -> None:
    changed, gone = corrected.panel.view["changed"]

    said = corrected.ask("carry", keys=[changed["key"], gone["key"]])
    assert without_time(said) == "Saved at : The codes of 1 entry carried over."
    assert corrected.shown("social-work:1", "kind") == ("confirmed", ["supervision"])
    corrected.ask("leave", keys=[gone["key"]])
    assert corrected.panel.view["changed"] == []

    corrected.ask("undo")
    assert [one["key"] for one in corrected.panel.view["changed"]] == [gone["key"]]
    corrected.ask("undo")
    assert [one["key"] for one in corrected.panel.view["changed"]] == [changed["key"], gone["key"]]
    assert corrected.shown("social-work:1", "kind")[0] == "suggested"
