"""Correcting from when to when something held, on the page about the case."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.gaps_support import written_folder
from workbench.chronology import load_case
from workbench.chronology.intervals import COVERAGE, STATUS
from workbench.pages.desk import Desk

_NUMBERS = count(1)
LINES = """
childrens-services | 2018-10-01 | registration_change | Name placed on the register. | people=infant
childrens-services | 2019-03-22 | registration_change | Name removed from register. | people=infant
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A case with one registration, opened at the part about the case."""
    nothing: Any = lambda *said: None  # noqa: E731
    made = Desk("case", written_folder(LINES, tmp_path), who=lambda: "Ann", say=nothing, opened=nothing,
                turned=nothing, headed=nothing)  # fmt: skip
    made.turn("about")
    return made


def answer(desk: Desk, value: str) -> dict[str, Any]:
    """Answer about the one interval shown, and return how it stands on the page then."""
    card = desk.about.intervals
    [item] = card.items.items
    card.items.answered = {"id": item["id"], "value": value, "n": next(_NUMBERS)}
    return next(iter(card.items.items), {})


def test_an_interval_stands_there_with_what_shows_it(desk: Desk) -> None:
    [item] = desk.about.intervals.items.items

    assert item["title"] == (
        "On the child protection register (England: child protection plan) · Infant: from 1 October 2018 "
        "until 22 March 2019"
    )
    assert item["detail"] == (
        "Derived from childrens-services:1 and childrens-services:2. Its beginning is recorded, and its end."
    )


def test_other_dates_are_kept_taken_back_and_undone(desk: Desk) -> None:
    item = answer(desk, "from 8 October 2018")
    assert (item["detail"].split(".")[0], item["likely_label"]) == ("Corrected by Ann", "As it was before")

    assert answer(desk, item["likely"])["detail"].startswith("Derived")
    assert answer(desk, "not so") == {}

    desk.about.intervals.undo.click()
    assert "Your last correction is undone." in desk.about.intervals.said.html
    [one] = load_case(desk.folder).intervals.of(STATUS)
    assert one.origin == "derived"


def test_dates_that_cannot_be_are_said_beside_it_and_not_kept(desk: Desk) -> None:
    assert answer(desk, "in spring")["problem"].startswith('"in spring" does not say from when until when.')
    assert answer(desk, "from May 2019 until May 2018")["problem"] == (
        "The status ends before it begins. Change the two dates round."
    )
    assert not (desk.folder / "intervals.csv").exists()


def test_one_that_nothing_shows_can_be_added(desk: Desk) -> None:
    card = desk.about.intervals
    card.name.value, card.whose.value, card.dates.value = "care leaver", "mother", "from June 2018"
    card.add.click()

    assert next(iter(card.items.items))["detail"].startswith("Corrected by Ann.")


def test_days_without_a_timeline_are_corrected_in_the_same_way(desk: Desk) -> None:
    desk.about.intervals.sort.value = COVERAGE
    answer(desk, "from 1 January 2019 until 20 May 2019")

    assert str(load_case(desk.folder).coverage("childrens-services")) == (
        "(datetime.date(2019, 1, 1), datetime.date(2019, 5, 20))"
    )
