"""Cases that lack something: every view of the explore page says what it would need, and none breaks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gaps_support import written_case
from workbench.pages.address import Address
from workbench.pages.explorer import Explorer

NO_PEOPLE = """
    police | 2019-01-03 | report_sent     | Report sent. | told=school
    school | 2019-01-04 | report_received | Report in.   | heard_from=police
"""
NOTHING_TOLD = """
    police | 2019-01-03 | police_incident | Shouting. | people=mother
    school | 2019-01-04 | education_event | Tired.    | people=infant
"""
ONE_AGENCY = """
    police | 2019-01-03 | police_incident | Shouting. | people=mother
    police | 2019-02-03 | police_incident | Shouting.
"""
NO_DATE = """
    police | not a date | police_incident | Shouting. | people=mother
    school | unknown    | education_event | Tired.
"""
VIEWS = ("matrix", "share", "card", "ledger", "paths")


def page_of(lines: str, **how: Any) -> Explorer:
    page = Explorer(written_case(lines, **how), Address())
    page.visit({"part": "known"})
    return page


def texts(page: Explorer) -> dict[str, str]:
    """What every view of the page says, by its name."""
    said: dict[str, str] = {}
    for view in VIEWS:
        page.choose(f"view:{view}")
        said[view] = page.known.head.html + page.known.body.html
    drawn = {
        "lanes": page.lanes.figure, "network": page.pair.network_figure, "genogram": page.pair.genogram_figure
    }  # fmt: skip
    for name, figure in drawn.items():
        said[name] = " ".join(note.get("text", "") for note in figure.spec["layout"].get("annotations", []))
    return said | {"points": page.side.html, "table": page.table.sheet.html, "date": page.as_of.html}


def test_without_people_network_genogram_and_cards_say_so() -> None:
    said = texts(page_of(NO_PEOPLE, family=False))

    assert "2 of 2 entries name no person of the family" in said["network"]
    assert "1 message between agencies" in said["network"]
    assert "No genogram yet: nobody of the family has been added." in said["genogram"]
    assert "No entry names a person of the family: add people.csv" in said["card"]
    assert "1 of 1 message" in said["ledger"]


def test_without_anything_told_ledger_paths_and_network_say_so() -> None:
    said = texts(page_of(NOTHING_TOLD))

    assert "2 of 2 entries name no agency told or heard from" in said["network"]
    assert "0 of 0 messages" in said["ledger"]
    assert "2 of 2 entries name nobody as told or heard from" in said["ledger"]
    assert "No record of anything passed on was found in the timelines supplied." in said["paths"]
    assert "No entry says who was told or heard from" in said["card"]


def test_with_one_agency_only_nothing_is_laid_beside_it() -> None:
    said = texts(page_of(ONE_AGENCY))

    assert "only one agency sent a timeline" in said["network"]
    assert "Only one agency sent a timeline: what others held is not known." in said["card"]
    assert "Only one agency, Police, supplied a timeline" in said["paths"]


def test_without_any_date_nothing_is_placed_in_time() -> None:
    said = texts(page_of(NO_DATE, period={}))

    assert "No entry has a date that could be read: lanes need one." in said["lanes"]
    assert "No key event was certainly on record" in said["share"]
    assert "1 entry without a date cannot be placed and is left out" in said["card"]
    assert "2 entries" in said["table"]


@pytest.mark.parametrize("lines", [NO_PEOPLE, NOTHING_TOLD, ONE_AGENCY, NO_DATE])
@pytest.mark.parametrize("family", [True, False])
@pytest.mark.parametrize("period", [None, {}])
def test_everything_can_be_done_on_them(lines: str, family: bool, period: dict[str, str] | None) -> None:
    """Stepping, hiding, narrowing, windows: the page stands, whatever it lacks."""
    page = page_of(lines, family=family, period=period)

    page.visit({"day": "2019-01-03", "later": "hidden", "part": "known", "view": "share"})
    for done in ("step:on", "step:back", "day:all", "only:agencies:police", "undated:police", "rows:all",
                 "days:2019-01-01..2019-01-31", "agency:police", "entry:police:1", "back:"):  # fmt: skip
        page.choose(done)
    assert texts(page)
