"""Views kept under a name: in the case's journal, shown again as they were."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.gaps_support import written_folder
from tests.narrowed import find
from workbench.chronology import load_case
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer

LINES = """
    police | 2019-01-03 | report_sent | Report of shouting sent. | told=school | people=mother
    gp | 2019-03-01 | missed_contact | Not brought. | people=infant
    gp | 2019-03-09 | health_contact | Rang. | people=infant
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written_folder(LINES, tmp_path)


@pytest.fixture
def page(folder: Path) -> Explorer:
    return Explorer(load_case(folder), Address())


def keep(page: Explorer, title: str, who: str = "Ann") -> None:
    page.choose("keep-view:" + json.dumps({"title": title, "who": who}))


def ids(page: Explorer) -> list[str]:
    return re.findall(r'data-choose="kept-view:([^"]+)"', page.narrow.sheet.html)


def test_a_kept_view_is_shown_again_as_it_was_to_whoever_opens_the_case(page: Explorer, folder: Path) -> None:
    """What is chosen, the day, what the page is narrowed to; Back returns from it."""
    page.choose("only:agencies:gp")
    find(page, words="brought")
    page.choose("entry:gp:1")
    state = dict(page.address.state)
    keep(page, "Not brought <b>to</b> the surgery")
    assert "The view is kept." in page.narrow.sheet.html
    assert "Not brought &lt;b&gt;to&lt;/b&gt; the surgery" in page.narrow.sheet.html

    other = Explorer(load_case(folder), Address())
    [id] = ids(other)
    other.choose(f"kept-view:{id}")

    assert dict(other.address.state) == state
    assert other.address.replaces is False
    assert "<strong>1 of 3 entries</strong>" in other.narrow.sheet.html


def test_what_others_keep_is_there_at_the_next_look(page: Explorer, folder: Path) -> None:
    """Pages stand ready before they are opened, and are open for a whole meeting."""
    other = Explorer(load_case(folder), Address())
    keep(page, "All")

    other.look()

    assert ids(other) == ids(page)


def test_without_a_name_nothing_is_kept(page: Explorer) -> None:
    keep(page, " ")
    assert "Give the view a name. Nothing was kept." in page.narrow.sheet.html
    keep(page, "All", who="")
    assert "Give your name: a view is kept with who kept it. Nothing was kept." in page.narrow.sheet.html
    assert ids(page) == []


def test_a_view_taken_out_is_gone_for_everybody_and_stays_in_the_journal(
    page: Explorer, folder: Path
) -> None:
    keep(page, "All")
    [id] = ids(page)
    other = Explorer(load_case(folder), Address())
    assert ids(other) == [id]

    page.choose(f"drop-view:{id}")
    other.choose(f"kept-view:{id}")

    assert ids(page) == []
    assert "This view is no longer kept: somebody took it out." in other.narrow.sheet.html
    assert "All" in (folder / "journal.db").read_bytes().decode("latin-1")


def test_names_given_in_hindsight_are_not_read_out_while_later_things_are_hidden(page: Explorer) -> None:
    """A view kept as "before the fracture" tells of the fracture."""
    keep(page, "The day before the fracture")
    page.visit({"day": "2019-01-12", "later": "hidden"})
    keep(page, "As it stood")

    assert "fracture" not in page.narrow.sheet.html
    assert "As it stood" in page.narrow.sheet.html
    assert "1 kept with later things in view is not named while they are hidden." in page.narrow.sheet.html
    page.choose("day:2019-01-05")
    assert "As it stood" not in page.narrow.sheet.html
    assert "2 kept with later things in view are not named" in page.narrow.sheet.html


def test_a_kept_view_of_what_is_gone_says_so(page: Explorer, folder: Path) -> None:
    page.choose("entry:gp:2")
    keep(page, "The entry")
    table = folder / "timelines" / "gp.csv"
    table.write_text("".join(table.read_text(encoding="utf-8").splitlines(True)[:-1]), encoding="utf-8")

    other = Explorer(load_case(folder), Address())
    other.choose(f"kept-view:{ids(other)[0]}")

    assert "an entry, “gp:2”, that is not in this case" in other.narrow.sheet.html
