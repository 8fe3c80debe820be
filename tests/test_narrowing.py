"""A part of a case: by agency, person, kind, topic, words and days, and what the days leave out unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gaps_support import written_case
from workbench.chronology import Case, Narrower, Narrowing, case_by, part_of

LINES = """
    police | 2019-01-03 | report_sent | Report of shouting sent. | told=childrens-services | people=mother;father | topics=domestic abuse
    childrens-services | 2019-01-07 | report_received | Report of shouting. | heard_from=police | people=mother
    midwifery | early January 2019 | health_contact | Seen in clinic. | people=mother | topics=mental health
    midwifery | not a date | health_contact | Rang about the clinic. | people=mother
    hospital | 2019-03-01 | injury_or_symptom | Fracture seen in clinic. | people=infant | topics=injury, domestic abuse
"""  # noqa: E501
CASE = written_case(LINES)
NARROWER = Narrower(CASE)


def kept(**wanted: Any) -> list[str]:
    return list(NARROWER.kept(Narrowing(**wanted)))


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, ["midwifery:1", "police:1", "childrens-services:1", "hospital:1", "midwifery:2"]),
        ({"agencies": ("police", "hospital")}, ["police:1", "hospital:1"]),
        ({"people": ("infant", "father")}, ["police:1", "hospital:1"]),
        ({"kinds": ("health_contact",)}, ["midwifery:1", "midwifery:2"]),
        ({"topics": ("domestic_abuse", "mental_health_parent")}, ["midwifery:1", "police:1", "hospital:1"]),
        ({"words": "clinic -fracture"}, ["midwifery:1", "midwifery:2"]),
        ({"agencies": ("midwifery", "hospital"), "words": "clinic", "people": ("mother",)},
         ["midwifery:1", "midwifery:2"]),
        ({"since": date(2019, 1, 7)}, ["midwifery:1", "childrens-services:1", "hospital:1"]),
        ({"until": date(2019, 1, 3)}, ["midwifery:1", "police:1"]),
        ({"since": date(2019, 1, 4), "until": date(2019, 1, 6)}, ["midwifery:1"]),
        ({"undated": True}, ["midwifery:2"]),
        ({"undated": True, "agencies": ("police",)}, []),
    ],
)  # fmt: skip
def test_of_one_field_any_and_of_several_all(wanted: dict[str, Any], ids: list[str]) -> None:
    assert kept(**wanted) == ids


def test_a_window_says_how_many_entries_without_a_date_it_leaves_out() -> None:
    window = Narrowing(since=date(2019, 1, 1))

    assert NARROWER.undated_left_out(Narrowing()) == 0
    assert NARROWER.undated_left_out(window) == 1
    assert NARROWER.undated_left_out(replace(window, agencies=("police",))) == 0


def test_a_part_has_its_entries_and_keeps_the_axis_and_all_that_held() -> None:
    """Partners that are left out are not named; agencies that were not asked for have no lane."""
    part = part_of(CASE, NARROWER.kept(Narrowing(agencies=("police",))), agencies=("police",))

    assert list(part.entries.index) == ["police:1"]
    assert CASE.entries.at["police:1", "paired_with"] == ("childrens-services:1",)
    assert part.entries.at["police:1", "paired_with"] == ()
    assert list(part.agencies) == ["police"]
    assert part.period == CASE.period
    assert part.intervals == CASE.intervals


def test_a_part_of_the_case_as_it_stood_has_nothing_of_later_days() -> None:
    part = part_of(case_by(CASE, date(2019, 1, 5)), NARROWER.kept(Narrowing(words="clinic")))

    assert list(part.entries.index) == ["midwifery:1"]


fields = st.fixed_dictionaries(
    {},
    optional={
        "agencies": st.sampled_from([("police",), ("midwifery", "hospital"), ("nobody",)]),
        "people": st.sampled_from([("mother",), ("infant", "father")]),
        "kinds": st.sampled_from([("health_contact",), ("report_sent", "report_received")]),
        "topics": st.sampled_from([("physical_injury",), ("domestic_abuse", "mental_health_parent")]),
        "words": st.sampled_from(["clinic", "report shouting", "-clinic", '"seen in"', "nowhere"]),
        "since": st.dates(date(2018, 12, 1), date(2019, 4, 1)),
        "until": st.dates(date(2018, 12, 1), date(2019, 4, 1)),
        "undated": st.booleans(),
    },
)


@given(fields)
def test_all_fields_together_keep_what_each_of_them_keeps(wanted: dict[str, Any]) -> None:
    """In the order of the case, and a part of it holds just these."""
    alone = [set(kept(**{field: value})) for field, value in wanted.items()]
    both = [id for id in CASE.entries.index if all(id in ids for ids in alone)]

    assert kept(**wanted) == both
    assert list(part_of(CASE, NARROWER.kept(Narrowing(**wanted))).entries.index) == both


@given(fields)
def test_a_window_with_what_it_leaves_out_is_never_more_than_all(wanted: dict[str, Any]) -> None:
    narrowing = Narrowing(**wanted)
    in_days, any_days = NARROWER.keeps(narrowing), NARROWER.keeps(narrowing.any_days)

    assert not (in_days & ~any_days).any()
    assert in_days.sum() + NARROWER.undated_left_out(narrowing) <= any_days.sum()


def test_nothing_wanted_is_nothing_left_out() -> None:
    assert not Narrowing()
    assert Narrowing(undated=True)
    assert isinstance(part_of(CASE, CASE.entries.index), Case)
