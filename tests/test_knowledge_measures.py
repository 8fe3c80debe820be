"""The measures of who knew what: each with what it is out of."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gaps_support import written_case
from workbench.knowledge import Knowledge, knowledge
from workbench.knowledge.measures import (
    TopicFirst,
    as_json,
    first_held,
    first_meeting_day,
    first_ways,
    key_events,
    share_held,
    smallest_cover,
    together_held,
)
from workbench.knowledge.measures import cover as cover_module
from workbench.knowledge.routes import SURE

ALL = date(2019, 5, 20)
THREE = """
    police | 2019-01-03 | police_incident   | Shouting, mother hit. | topics=domestic abuse | told=school
    school | 2019-01-10 | education_event   | Tired, hungry.        | topics=neglect | significance=critical
    school | 2019-01-12 | education_event   | Late.                 | topics=education | significance=low
    gp     | 2019-02-01 | injury_or_symptom | Bruise on the arm.    | topics=injury
"""


def held(lines: str) -> Knowledge:
    """Return the knowledge of a written case."""
    return knowledge(written_case(lines))


# Share of all key events


def test_the_share_that_each_agency_held_out_of_all_on_record():
    """Late at school is no key event. Police hold one of three, the school its own and what it was told."""
    found = share_held(held(THREE))

    assert found.on(ALL) == {"gp": (1, 3), "police": (1, 3), "school": (2, 3)}
    assert found.on(date(2019, 1, 9)) == {"gp": (0, 1), "police": (1, 1), "school": (1, 1)}
    assert found.on(date(2019, 1, 1)) == {"gp": (0, 0), "police": (0, 0), "school": (0, 0)}


def test_an_event_counts_once_however_many_recorded_it():
    """A report and its receipt are the two ends of one contact: one event, held by both."""
    found = share_held(
        held("""
        police             | 2019-01-03 | report_sent     | Mother hit. | told=childrens-services
        childrens-services | 2019-01-03 | report_received | Mother hit. | heard_from=police
    """)
    )

    assert found.on(ALL) == {"childrens-services": (1, 1), "police": (1, 1)}


def test_vague_and_missing_dates_are_counted_apart():
    """In the middle of March one event could be held; the one without a date is never counted by day."""
    found = share_held(
        held("""
        police | March 2019 | police_incident | Shouting.
        police | soon after | police_incident | Dealing.
    """)
    )

    assert found.undated == 1
    assert (found.certain.tolist(), found.possible.tolist()) == ([[0, 1]], [[2, 2]])
    assert found.on(date(2019, 3, 15)) == {"police": (0, 0)}


def test_a_case_without_key_events_has_none():
    """No event, no day, and a share of nothing."""
    assert share_held(held("police | 2019-01-03 | other | Note.")).on(ALL) == {"police": (0, 0)}


# Who held a topic first


def topic(lines: str) -> TopicFirst:
    """Return what is said of the only topic of a written case."""
    [one] = first_held(held(lines))
    return one


def test_who_held_a_topic_first_and_how_long_alone():
    """Police on the 3rd, the school by being told on the 13th: ten days alone; the GP later still."""
    one = topic("""
        police | 2019-01-03 | police_incident | Shouting. | topics=domestic abuse
        police | 2019-01-13 | report_sent     | Told.     | topics=domestic abuse | told=school
        school | 2019-03-13 | education_event | Late.
        gp     | 2019-02-01 | health_contact  | Bruise.   | topics=domestic abuse
    """)

    assert (one.first_by, one.alone_days, one.second, one.entries) == (("police",), (10, 10), "school", 3)
    assert one.held == (
        ("police", date(2019, 1, 3), date(2019, 1, 3)),
        ("school", date(2019, 1, 13), date(2019, 1, 13)),
        ("gp", date(2019, 2, 1), date(2019, 2, 1)),
    )


def test_a_topic_that_stayed_with_one_agency():
    """Nobody else came to hold it: alone to the end of the period reviewed."""
    one = topic("police | 2019-05-01 | police_incident | Shouting. | topics=domestic abuse")

    assert (one.first_by, one.alone_days, one.second) == (("police",), (19, 19), "")


def test_a_vague_date_makes_the_days_alone_a_range():
    """Early January (1 to 10) to 20 January: between 10 and 19 days."""
    one = topic("""
        police | early January 2019 | police_incident | Shouting. | topics=domestic abuse
        gp     | 2019-01-20         | health_contact  | Bruise.   | topics=domestic abuse
    """)

    assert (one.first_by, one.alone_days) == (("police",), (10, 19))


@pytest.mark.parametrize("day", ["2019-01-03", "2018", "January 2019"])
def test_where_the_dates_do_not_tell_who_was_first_nobody_is(day: str):
    """The same day, or a date that could lie before the other: both are named, and no days alone."""
    one = topic(f"""
        police | 2019-01-03 | police_incident | Shouting. | topics=domestic abuse
        gp     | {day}      | health_contact  | Bruise.   | topics=domestic abuse
    """)

    if day == "2018":
        assert one.first_by == ("gp",)
    else:
        assert (set(one.first_by), one.alone_days) == ({"police", "gp"}, None)


# The smallest set that held it all


def test_the_smallest_set_that_together_held_it_all():
    """The school held what police told it: school and GP are enough. Before February the school alone."""
    knows = held(THREE)

    found = together_held(knows, ALL)
    assert (found.agencies, found.events, found.agencies_with_any) == (("gp", "school"), 3, 3)
    assert (found.only_with, found.exact) == ({"gp": 1, "school": 1}, True)
    assert together_held(knows, date(2019, 1, 31)).agencies == ("school",)


def test_before_anything_is_on_record_nobody_is_needed():
    """No event, no agency."""
    found = together_held(held(THREE), date(2018, 1, 1))

    assert (found.agencies, found.events, found.exact) == ((), 0, True)


masks = st.lists(st.integers(1, 63), max_size=12)


@given(masks)
def test_no_smaller_set_holds_it_all(holders: list[int]):
    """Beside every set of six agencies tried out."""
    chosen, exact = smallest_cover(holders)

    def covers(some: int) -> bool:
        return all(mask & some for mask in holders)

    sets = (sum(1 << at for at in some) for size in range(7) for some in combinations(range(6), size))
    assert exact
    assert covers(chosen)
    assert chosen.bit_count() == next(some for some in sets if covers(some)).bit_count()


def test_it_says_when_the_set_may_not_be_the_smallest(monkeypatch: pytest.MonkeyPatch):
    """With next to no time to look, a set that covers is found and not called the smallest."""
    monkeypatch.setattr(cover_module, "MOST_LOOKED_AT", 1)
    holders = [0b011, 0b110, 0b101]

    chosen, exact = smallest_cover(holders)
    assert not exact
    assert all(mask & chosen for mask in holders)


# The first day on which a meeting would have held so many topics


def test_the_first_day_when_those_involved_would_have_held_so_many_topics():
    """On 12 January the school held three of the four topics; police were at work with the family, too."""
    found = first_meeting_day(held(THREE), 3)

    assert (found.day, found.of_topics) == (date(2019, 1, 12), 4)
    assert found.agencies == ("police", "school")
    assert found.topics == ("domestic_abuse", "education_attendance", "neglect_home_conditions")


def test_there_may_be_no_such_day():
    """More topics than the case has: none, and the most that came together."""
    found = first_meeting_day(held(THREE), 5)

    assert (found.day, found.agencies, found.topics) == (None, (), ())
    assert found.most == 4


# All of them as JSON


def test_every_measure_says_what_it_is_out_of_and_how_to_read_it():
    """Each part of the JSON has its denominator and its caution."""
    found = as_json(held(THREE), at=ALL, topics=3)

    assert found["at"] == "2019-05-20"
    assert found["share_held"]["agencies"]["school"] == {"events": 2, "of": 3}
    assert (found["together_held"]["events"], found["together_held"]["of_agencies"]) == (3, 3)
    assert found["first_held"]["topics"]["domestic_abuse"]["entries"] == 1
    assert (found["first_meeting_day"]["wanted"], found["first_meeting_day"]["of_topics"]) == (3, 4)
    parts = ("share_held", "together_held", "first_held", "first_meeting_day")
    assert all(found[part]["caution"] for part in parts)


def test_key_events_follow_the_significance_where_it_is_stated():
    """A low incident is none, a critical note is one; where nothing is stated the kind decides."""
    events = key_events(
        held("""
        police | 2019-01-03 | police_incident | Shouting. | significance=low
        police | 2019-01-04 | other           | Note.     | significance=critical
        police | 2019-01-05 | police_incident | Dealing.
    """)
    )

    assert events.rows == ((1,), (2,))


# The first way


def test_the_first_way_is_the_one_that_is_certain_first():
    """The school was told on the 3rd and saw it on the 10th: it held the topic by what it was told."""
    found = first_ways(
        held("""
            police | 2019-01-03 | police_incident | Mother hit. | topics=neglect | told=school
            school | 2019-01-10 | education_event | Hungry.     | topics=neglect
        """)
    )

    assert {key: (SURE[way.how], way.row) for key, way in found.items()} == {
        ("police", "neglect_home_conditions"): ("own record", "police:1"),
        ("school", "neglect_home_conditions"): ("said by the sender only", "police:1"),
    }
