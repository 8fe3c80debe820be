"""GP19: conferences, core groups and reviews against the clocks of the guidance."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

AFTER_2019 = {"period": {"period_from": "2020-01-01", "period_to": "2021-12-31"}}
STRATEGY = "childrens-services | 2021-03-01 | strategy_discussion | Held. | heard_from=police\n"
ICPC = "childrens-services | {} | conference_initial | Held. | people=infant\n"
REGISTERED = (
    "childrens-services | 2021-03-01 | registration_change | Name placed on the register. | people=infant\n"
)
ENDED = REGISTERED.replace("2021-03-01", "2021-09-20").replace("placed on", "removed from")


def _groups(*days: str) -> str:
    return "".join(f"childrens-services | {day} | core_group | Held. | people=infant\n" for day in days)


EVERY_SIX_WEEKS = _groups("2021-03-12", "2021-04-20", "2021-05-28", "2021-07-05", "2021-08-13")
REVIEW = "childrens-services | 2021-05-25 | conference_review | Held. | people=infant\n"


# the initial conference


def test_a_conference_after_fifteen_working_days_is_a_gap():
    """From 1 March 2021 fifteen working days end on the 22nd; the rule and the days are said."""
    assert gaps_of("GP19", STRATEGY + ICPC.format("2021-03-22"), **AFTER_2019) == ()
    [gap] = gaps_of("GP19", STRATEGY + ICPC.format("2021-03-24"), **AFTER_2019)

    assert gap.title == "Initial conference later than its rule"
    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why == (
        "Initial conference: after childrens-services:1 on 1 March 2021 one was due by 22 March 2021 (15 "
        "working days, WA-030); recorded in childrens-services:2 on 24 March 2021, 2 days later. The "
        "days run "
        "from the last strategy discussion of it."
    )
    assert gap.question == (
        "What was in place to keep the child safe in the interval, and who knew the meeting had moved?"
    )
    assert gap.standard.startswith("WA-030: Hold the initial child protection conference")


def test_wales_counts_from_the_last_discussion_and_england_from_the_one_that_started_the_enquiries():
    """The same rows: in time in Wales, later than the rule in England."""
    lines = (
        STRATEGY
        + "childrens-services | 2021-03-02 | s47_enquiry | Begun. | people=infant\n"
        + STRATEGY.replace("2021-03-01", "2021-03-12")
        + ICPC.format("2021-03-26")
    )
    assert gaps_of("GP19", lines, **AFTER_2019) == ()
    [gap] = gaps_of("GP19", lines, jurisdiction="England", **AFTER_2019)

    assert gap.standard.startswith("EN-003")
    assert gap.events == ("childrens-services:1", "childrens-services:4")
    assert "The days run from the first strategy discussion of it." in gap.why


def test_scotland_has_its_own_figure():
    """Twenty-eight calendar days."""
    lines = STRATEGY.replace("2021-03-01", "2021-10-01") + ICPC.format("2021-10-29")

    assert gaps_of("GP19", lines, jurisdiction="Scotland", **AFTER_2019) == ()
    [gap] = gaps_of("GP19", lines.replace("10-29", "10-30"), jurisdiction="Scotland", **AFTER_2019)
    assert gap.standard.startswith("SC-004")


def test_an_earlier_event_shows_the_later_rule_as_such():
    """Before November 2019 the written Welsh rule is the nearest later one, and says so."""
    lines = STRATEGY.replace("2021-03-01", "2019-01-07") + ICPC.format("2019-02-18")
    [gap] = gaps_of("GP19", lines)

    assert "after this event" in gap.standard


@pytest.mark.parametrize("day", ["March 2021", ""])
def test_a_vague_conference_could_have_been_in_time(day: str):
    """Some day of the month is early enough; one without a date raises nothing."""
    assert gaps_of("GP19", STRATEGY + ICPC.format(day), **AFTER_2019) == ()


def test_a_conference_without_a_discussion_before_it_starts_no_clock():
    """Nor does a discussion half a year before."""
    for lines in (
        ICPC.format("2021-03-24"),
        STRATEGY.replace("2021-03-01", "2020-09-01") + ICPC.format("2021-03-24"),
    ):
        assert gaps_of("GP19", lines, **AFTER_2019) == (), lines


def test_a_conference_that_was_needed_and_is_not_on_record_is_a_gap():
    """The enquiry ends with the need for one; a postponed one was not held."""
    needed = "childrens-services | 2021-03-10 | s47_enquiry | Progress to ICPC. | people=infant\n"
    [gap] = gaps_of("GP19", STRATEGY + needed, **AFTER_2019)

    assert gap.title == "Initial conference needed and not found"
    assert gap.events == ("childrens-services:2",)
    assert gaps_of("GP19", STRATEGY + needed + ICPC.format("2021-03-19"), **AFTER_2019) == ()
    off = ICPC.format("2021-03-19").replace("Held", "Postponed")
    assert len(gaps_of("GP19", STRATEGY + needed + off, **AFTER_2019)) == 1
    assert gaps_of("GP19", STRATEGY + needed.replace("2021-03-10", "2021-12-20"), **AFTER_2019) == ()


# while the child is registered


def test_core_groups_and_reviews_in_time_raise_nothing():
    """Ten working days, then every six weeks; the review within three months."""
    assert gaps_of("GP19", REGISTERED + EVERY_SIX_WEEKS + REVIEW + ENDED, **AFTER_2019) == ()


def test_core_groups_later_than_six_weeks_are_one_gap_with_each_of_them():
    """The first too late, and ten weeks between the next two."""
    groups = _groups("2021-03-22", "2021-04-26", "2021-07-05", "2021-08-13")
    [gap] = gaps_of("GP19", REGISTERED + groups + REVIEW + ENDED, **AFTER_2019)

    assert gap.title == "Conference, core group or review outside timescale"
    assert gap.events == (
        "childrens-services:1", "childrens-services:2", "childrens-services:3", "childrens-services:4",
    )  # fmt: skip
    assert gap.why == (
        "The records show the child as registered from 1 March 2021 to 20 September 2021. Core group "
        "meeting: "
        "after childrens-services:1 on 1 March 2021 one was due by 15 March 2021 (10 working days, WA-035); "
        "recorded in childrens-services:2 on 22 March 2021, 7 days later; after childrens-services:3 on 26 "
        "April 2021 one was due by 7 June 2021 (42 calendar days, WA-036); recorded in "
        "childrens-services:4 on "
        "5 July 2021, 28 days later."
    )
    assert gap.standard.startswith("WA-035")


def test_a_core_group_that_was_put_off_is_named():
    """The row that says so does not count as a meeting, and is cited."""
    off = _groups("2021-05-28").replace("Held", "Cancelled, worker unwell")
    groups = _groups("2021-03-12", "2021-04-20", "2021-07-05", "2021-08-13")
    [gap] = gaps_of("GP19", REGISTERED + groups + off + REVIEW + ENDED, **AFTER_2019)

    assert gap.events == (
        "childrens-services:1", "childrens-services:3", "childrens-services:6", "childrens-services:4",
    )  # fmt: skip
    assert gap.why.endswith("34 days later. childrens-services:6 says that one was put off.")


def test_no_review_conference_on_record_is_a_gap():
    """Three months after the registration; one without a date could have been it."""
    [gap] = gaps_of("GP19", REGISTERED + EVERY_SIX_WEEKS + ENDED, **AFTER_2019)

    assert gap.standard.startswith("WA-041: First review conference")
    assert "none is on record up to 20 September 2021" in gap.why
    undated = "childrens-services | | conference_review | Held. | people=infant\n"
    assert gaps_of("GP19", REGISTERED + EVERY_SIX_WEEKS + ENDED + undated, **AFTER_2019) == ()


def test_without_the_status_nothing_is_counted():
    """Core groups show a registration of which neither end is known: only the days between them count."""
    assert gaps_of("GP19", _groups("2021-03-12"), **AFTER_2019) == ()
    assert len(gaps_of("GP19", _groups("2021-03-12", "2021-05-12"), **AFTER_2019)) == 1
    assert gaps_of("GP19", REVIEW, **AFTER_2019) == ()


def test_without_a_timeline_of_childrens_services_it_is_not_known():
    """Police record the registration; the meetings would stand elsewhere."""
    [gap] = gaps_of("GP19", REGISTERED.replace("childrens-services", "police"), **AFTER_2019)

    assert gap.strength == "not known"


# while the child is looked after


def test_looked_after_reviews_have_their_own_clocks():
    """Twenty working days, then three months, then six."""
    placed = "childrens-services | 2021-01-04 | placement_event | Placed with carers. | people=infant\n"
    reviews = "".join(
        f"childrens-services | {day} | lac_review | Held. | people=infant\n"
        for day in ("2021-01-29", "2021-04-20", "2021-10-15")
    )
    assert gaps_of("GP19", placed + reviews, **AFTER_2019) == ()
    [gap] = gaps_of("GP19", placed + reviews.replace("2021-10-15", "2021-11-15"), **AFTER_2019)
    assert gap.standard.startswith("WA-069: Further reviews")
    [gap] = gaps_of("GP19", placed + reviews.replace("01-29", "02-10"), jurisdiction="England", **AFTER_2019)
    assert gap.standard.startswith("EN-030: First looked-after review")


# quorum and attendance


def test_a_meeting_without_its_quorum_that_was_not_held_again_is_a_gap():
    """Within ten working days another one answers."""
    line = "childrens-services | 2021-05-25 | conference_review | Inquorate. | people=infant\n"
    [gap] = gaps_of("GP19", line, **AFTER_2019)

    assert gap.title == "Meeting without its quorum, and none held again in time"
    assert gap.standard.startswith("WA-043: Quorum of three agencies")
    assert gaps_of("GP19", line + REVIEW.replace("05-25", "06-07"), **AFTER_2019) == ()


def test_an_involved_agency_that_meetings_do_not_name_is_a_weaker_gap():
    """Three services named and the school, at work on the day, not among them."""
    meeting = (
        "childrens-services | 2021-05-25 | conference_review | Held. | people=infant | "
        "heard_from=police;health-visiting\n"
    )
    school = "".join(f"school | {day} | education_event | Note.\n" for day in ("2021-05-01", "2021-07-01"))
    [gap] = gaps_of("GP19", meeting + school, **AFTER_2019)

    assert (gap.events, gap.strength) == (("childrens-services:1",), "weaker")
    assert gap.agencies == ("childrens-services", "school")
    assert gaps_of("GP19", meeting.replace("police;", "") + school, **AFTER_2019) == ()
    assert gaps_of("GP19", meeting.replace("police;", "police;school;") + school, **AFTER_2019) == ()
    assert events(gaps_of("GP19", meeting, **AFTER_2019)) == []
