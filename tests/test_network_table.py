"""The network in words and numbers below the drawing: closed, opened, and as of the page's day."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.gaps_support import written_case
from tests.narrowed import find
from workbench.network import CAUTION, network
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer
from workbench.pages.network_table import COLUMNS, network_words

LINES = """
    childrens-services | 2018-12-01 | visit_child | Seen. | people=mother
    police | 2019-01-03 | report_sent | Report sent. | told=childrens-services
    police | 2019-01-05 | information_shared | Letter. | told=gp
"""


@pytest.fixture
def page() -> Explorer:
    return Explorer(written_case(LINES), Address())


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_each_line_and_each_measure_has_its_denominator() -> None:
    told = network_words(network(written_case(LINES)), None)

    assert [(one["label"], one["choose"], one["cells"]) for one in told["agencies"]] == [
        ("Police", "agency:police", ("2 of 2", "2 of 2", "0 of 2", "100%", "2 of 2")),
        ("Childrens services", "agency:childrens-services", ("1 of 2", "0 of 2", "1 of 2", "0%", "0 of 2")),
        ("General practice", "", ("1 of 2", "0 of 2", "1 of 2", "0%", "0 of 2")),
    ]
    lines = [
        (one["from"]["label"], one["to"]["label"], one["messages"], one["both"]) for one in told["lines"]
    ]
    assert lines == [
        ("Police", "Childrens services", 1, "0 of 1"),
        ("Police", "General practice", 1, "0 of 1"),
        ("Childrens services", "Mother", "-", "-"),
    ]
    assert told["amount"] == "1 of 1 contact expected"
    assert [one["entry"] for one in told["expected"]] == ["police:1"]


def test_it_is_sent_only_while_it_is_open(page: Explorer) -> None:
    sheet = page.pair.table.sheet
    assert "Children" not in sheet.html and len(sheet.html) < 800

    page.choose("network-words:open")

    shown = words(sheet.html).replace("&#39;", "'")
    assert CAUTION in shown
    assert all(f"{name} : {what}. {caution}" in shown for name, what, caution in COLUMNS)
    assert "Childrens services → Police : Word back to whoever made a report." in shown
    assert 'data-choose="entry:police:1"' in sheet.html and 'data-choose="agency:police"' in sheet.html
    assert 'data-choose="agency:gp"' not in sheet.html

    page.choose("network-words:")
    assert len(sheet.html) < 800


def test_it_follows_the_day_and_the_window(page: Explorer) -> None:
    page.choose("network-words:open")
    page.move_to(date(2019, 1, 4))
    assert "As of 4 January 2019" in page.pair.table.sheet.html
    assert "General practice" not in page.pair.table.sheet.html
    assert "0 of 0 contacts expected" in words(page.pair.table.sheet.html)

    page.move_to(None)
    find(page, until="10 January 2019")
    assert "0 of 0 contacts expected" in words(page.pair.table.sheet.html)
    find(page, until="20 January 2019")
    assert "1 of 1 contact expected" in words(page.pair.table.sheet.html)


def test_the_header_lets_the_keyboard_skip_the_figures(page: Explorer) -> None:
    assert page.header.html.startswith('<a class="skip"')


def test_hostile_labels_show_as_text() -> None:
    seen = LINES.replace("people=mother", "people=x")
    case = written_case(seen, more_people=[("x", "<img src=x>", "", "", "", "aunt", "")])
    page = Explorer(case, Address())
    page.choose("network-words:open")
    assert "&lt;img src=x&gt;" in page.pair.table.sheet.html and "<img" not in page.pair.table.sheet.html
