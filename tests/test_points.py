"""Gaps as points to explore: what belongs together, what stands first, what became of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gaps_support import written_case, written_folder
from workbench.chronology import load_case
from workbench.gaps import find_gaps, finder
from workbench.gaps.model import Gap
from workbench.gaps.points import Point, points
from workbench.gaps.standing import TO_EXPLORE, Decided, Standing, standings

LINES = """
police | 2019-01-03 | report_sent | Report sent. | told=childrens-services
police | 2019-02-03 | police_incident | Called again.
police | 2019-03-03 | police_incident | Called once more.
health-visiting | 2019-02-03 | health_contact | Visit.
health-visiting | 2019-03-04 | health_contact | Visit.
childrens-services | 2019-02-10 | visit_child | Visit.
"""
CASE = written_case(LINES)


def gap(pattern: str, *events: str, **how: object) -> Gap:
    """A gap on some rows; dates follow from nothing here."""
    days = CASE.entries.loc[list(events), "earliest"] if events else None
    since, until = (days.min().date(), days.max().date()) if days is not None else (None, None)
    agencies = tuple(dict.fromkeys(id.rpartition(":")[0] for id in events))
    made = Gap(pattern, "", "", agencies, (), since, until, events, "", "", "", (), "")
    return replace(made, **how)  # type: ignore[arg-type]


def grouped(*gaps: Gap) -> list[list[str]]:
    return sorted([one.pattern for one in point.gaps] for point in points(CASE, gaps))


def marks(point: Point) -> list[str]:
    return [mark.words for mark in point.marks]


def test_gaps_about_the_same_entry_are_one_point_with_two_reasons() -> None:
    [point] = points(CASE, [gap("GP04", "police:2"), gap("GP20", "police:2", "childrens-services:1")])

    assert [reason.pattern for reason in point.gaps] == ["GP04", "GP20"]
    assert point.events == ("police:2", "childrens-services:1")
    assert (str(point.since), str(point.until)) == ("2019-02-03", "2019-02-10")


def test_gaps_about_other_entries_stay_apart() -> None:
    assert grouped(gap("GP04", "police:2"), gap("GP04", "police:3")) == [["GP04"], ["GP04"]]


def test_no_chain_of_overlaps_draws_together_what_has_nothing_in_common() -> None:
    """The middle one goes to one of its neighbours, and brings the other neighbour not with it."""
    chain = (
        gap("GP03", "police:1", "police:2"),
        gap("GP04", "police:2", "police:3"),
        gap("GP08", "police:3", "health-visiting:1"),
    )
    assert grouped(*chain) == [["GP03", "GP04"], ["GP08"]]


def test_one_incident_does_not_vanish_in_a_long_series() -> None:
    series = gap("GP06", *(f"police:{n}" for n in (1, 2, 3)), *(f"health-visiting:{n}" for n in (1, 2)))
    longer = replace(series, events=(*series.events, "childrens-services:1", "x:1"))

    assert grouped(series, gap("GP04", "police:2")) == [["GP04", "GP06"]]
    assert grouped(longer, gap("GP04", "police:2")) == [["GP04"], ["GP06"]]


def test_one_missing_timeline_is_one_point() -> None:
    unknown = {"strength": "not known", "ask": ("gp",)}
    made = grouped(gap("GP01", "police:1", **unknown), gap("GP07", "police:3", **unknown))

    assert made == [["GP01", "GP07"]]


def test_a_point_says_why_it_stands_where_it_stands() -> None:
    case = replace(CASE, folder=replace(CASE.folder, index_date=CASE.folder.period_to))
    made = points(
        case,
        [
            gap("GP13", "police:1", suggested=("police:1",)),
            gap("GP04", "police:3", weight="statutory"),
            gap("GP08", "police:3", "health-visiting:2", strength="stronger"),
        ],
    )
    assert [marks(point) for point in made] == [
        [
            "2 patterns meet here",
            "rests on the records of 2 independent agencies",
            "77 days before the incident",
            "statutory guidance or procedure names the response",
            "every kind of entry it rests on is stated or confirmed",
            "the records hold a further sign",
        ],
        [],
    ]


ROWS = list(CASE.entries.index)


@given(st.lists(st.lists(st.sampled_from(ROWS), min_size=1, max_size=6, unique=True), max_size=12))
def test_every_gap_is_in_exactly_one_point(rows: list[list[str]]) -> None:
    gaps = [gap(f"GP{n:02}", *ids) for n, ids in enumerate(rows, start=1)]

    found = points(CASE, gaps)

    assert sorted(one.pattern for point in found for one in point.gaps) == [one.pattern for one in gaps]
    assert points(CASE, gaps[::-1]) == found


# A moved threshold


def test_a_moved_threshold_finds_what_a_new_search_with_it_finds() -> None:
    moving = finder(CASE)
    before = moving.found()

    moving.change("GP01", working_days_after=40)
    moving.change("GP06", incidents=2)

    settings = {"GP01": {"working_days_after": 40}, "GP06": {"incidents": 2}}
    assert moving.found() == find_gaps(CASE, settings=settings)
    assert moving.found() != before
    moving.change("GP01", working_days_after=5)
    moving.change("GP06", incidents=3)
    assert moving.found() == before


# What became of them; how it is kept is in test_decisions.py


@pytest.fixture
def found(tmp_path: Path) -> Gap:
    """The one report without a receipt, in a case whose folder is ``tmp_path / "case"``."""
    [one] = find_gaps(load_case(written_folder(LINES, tmp_path)), only="GP01").gaps
    return one


def test_nobody_decided_is_to_explore(found: Gap) -> None:
    assert standings([found], {})[found.key] == Standing()
    assert Standing().state == TO_EXPLORE


def test_a_decision_counts_for_the_gap_as_it_was(found: Gap) -> None:
    decided = Decided("explained", "Rung", "Ann", "2026-11-26T09:30:00Z")

    now = standings([found], {found.decided_under: decided})[found.key]

    assert now == Standing("explained", "Rung", "Ann", "2026-11-26T09:30:00Z")


def test_a_moved_threshold_brings_a_gap_back_with_what_was_said_before(found: Gap, tmp_path: Path) -> None:
    decided = Decided("not relevant", "too soon", "Ann", "2026-11-26T09:30:00Z")
    [moved] = find_gaps(
        load_case(tmp_path / "case"), only="GP01", settings={"GP01": {"working_days_after": 7}}
    ).gaps

    now = standings([moved], {found.decided_under: decided})[moved.key]

    assert now == Standing(earlier=decided)


def test_other_words_in_the_same_row_bring_a_gap_back(found: Gap, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    other = written_folder(LINES.replace("Report sent.", "Report sent by post."), tmp_path / "again")
    [changed] = find_gaps(load_case(other), only="GP01").gaps

    assert changed.key == found.key
    decided = Decided("explained", "", "Ann", "2026-11-26T09:30:00Z")
    assert standings([changed], {found.decided_under: decided})[changed.key] == Standing(earlier=decided)
