"""What the patterns make of terse rows that nobody coded, with vague dates: each speaks, and stays quiet.

Tables rebuilt from papers have few rows over years. A row is one line there, its
kind is only suggested by its words, and its date may be a month or a year.
"""

from __future__ import annotations

from gaps_support import events, gaps_of

TEAM = """
childrens-services | 2018-06-01 | contact_adult | Call. | people=mother
childrens-services | 2019-05-19 | contact_adult | Call. | people=mother
"""
ASSAULT = (
    "childrens-services | 2019-03-20 | contact_adult | Mother was assaulted with baby there. | "
    "topics=domestic_abuse | people=infant;mother | significance=critical\n"
)


def test_a_row_vaguer_than_a_month_shows_nobody_seen_within_days():
    """GP20: "1 March to 2 May" is no sighting on the day after; a visit on that day is."""
    vague = "health-visiting | between 1 March and 2 May 2019 | health_contact | Seen. | child_seen=seen\n"
    prompt = "childrens-services | 2019-03-21 | visit_child | Seen. | child_seen=seen | people=infant\n"

    assert len(gaps_of("GP20", TEAM + ASSAULT + vague)) == 1
    assert gaps_of("GP20", TEAM + ASSAULT + prompt + vague) == ()


def test_a_change_at_some_time_is_answered_only_by_what_names_it():
    """GP25: a meeting of the same year need not have come after the loss of work."""
    concern = (
        "police | 2018-07-01 | police_incident | Row, mother hit. | topics=domestic_abuse | people=mother\n"
    )
    lost = "housing | between August 2018 and March 2019 | accommodation_event | Out of work, rent owed.\n"
    met = "childrens-services | 2018-12-03 | care_support_meeting | Plan for the baby.{} | people=infant\n"

    assert events(gaps_of("GP25", TEAM + concern + lost + met.format(""))) == [("housing:1",)]
    assert gaps_of("GP25", TEAM + concern + lost + met.format(" Arrears discussed.")) == ()


def test_a_parents_own_plan_is_no_plan_for_the_birth():
    """GP28: a leaving care plan for the father names no child; a birth plan does."""
    decided = (
        "childrens-services | 2018-10-01 | report_received | Report. | topics=substance_use | people=mother\n"
        "childrens-services | 2018-10-05 | assessment_completed | Assessed. | people=infant\n"
        "midwifery | 2018-10-06 | care_support_meeting | Attended. | heard_from=childrens-services\n"
    )
    own = "leaving-care | 2018-12-03 | plan_made_or_changed | Review. | people=father\n"
    plan = "midwifery | 2018-12-03 | health_contact | Birth plan agreed. | people=infant\n"

    assert len(gaps_of("GP28", TEAM + decided + own)) == 1
    assert gaps_of("GP28", TEAM + decided + own + plan) == ()


def test_one_row_can_tell_of_several_missed_contacts():
    """GP13: "three of four appointments missed" is a series; one missed appointment is none."""
    row = "midwifery | 2018-11-05 | missed_contact | {} | people=mother\n"

    assert len(gaps_of("GP13", TEAM + row.format("Three of four appointments missed."))) == 1
    assert gaps_of("GP13", TEAM + row.format("Did not attend.")) == ()


def test_a_missed_contact_that_ends_a_service_is_an_ending():
    """GP14: terse rows put both in one line."""
    row = "mental-health | 2018-11-05 | | Did not attend.{} | people=mother\n"

    assert events(gaps_of("GP14", TEAM + row.format(" Discharged."))) == [("mental-health:1",)]
    assert gaps_of("GP14", TEAM + row.format(" Rebooked.")) == ()


def test_the_words_of_a_row_tell_of_a_change_of_worker():
    """GP10: "passed to the second" is a handover where nobody coded one; cover for a leave is none."""
    row = "health-visiting | 2018-11-05 | | {}\n"
    changed = "Caseload passed to second health visitor, the first left the service."

    assert events(gaps_of("GP10", TEAM + row.format(changed))) == [("health-visiting:1",)]
    assert gaps_of("GP10", TEAM + row.format("Colleague covers annual leave.")) == ()


def test_work_that_waits_for_somebody_is_asked_about():
    """GP11: on a waiting list for months; not where the first contact follows within days."""
    waits = "childrens-services | 2018-11-05 | | Report of neglect. For allocation, waiting list.\n"
    soon = "childrens-services | 2018-11-08 | visit_child | Seen. | people=infant\n"

    assert events(gaps_of("GP11", TEAM + waits)) == [("childrens-services:3", "childrens-services:2")]
    assert gaps_of("GP11", TEAM + waits + soon) == ()


def test_a_step_with_a_time_in_a_contact_is_an_action():
    """GP12: "to weigh again in four weeks", and no contact of that service in that time."""
    row = "health-visiting | 2018-11-05 | | Weight down. Meeting agreed: to weigh again in four weeks.\n"
    weighed = "health-visiting | 2018-12-03 | health_contact | Weighed.\n"
    later = "health-visiting | 2019-05-01 | health_contact | Weighed.\n"

    assert events(gaps_of("GP12", TEAM + row + later)) == [("health-visiting:1",)]
    assert gaps_of("GP12", TEAM + row + weighed + later) == ()


def test_a_review_that_leaves_something_open_calls_for_a_route():
    """GP24: still to be called at a review; not where a manager was turned to."""
    review = "childrens-services | 2018-11-05 | lac_review | Review. Strategy meeting still to be called.\n"
    route = "childrens-services | 2018-11-12 | escalation | Escalated to the service manager.\n"

    assert events(gaps_of("GP24", TEAM + review)) == [("childrens-services:3",)]
    assert gaps_of("GP24", TEAM + review + route) == ()


def test_contacts_closed_one_by_one_over_years_are_a_weaker_series():
    """GP05: three in two years, in a table that nobody coded; two are none."""
    period = {"period_from": "2016-01-01", "period_to": "2019-05-20"}
    contact = "childrens-services | {} | | Referral received from neighbour re mum drinking. NFA.\n"
    three = "".join(contact.format(day) for day in ("2016-03-01", "2017-02-01", "2018-01-15"))
    two = "".join(contact.format(day) for day in ("2016-03-01", "2017-02-01"))

    assert [gap.strength for gap in gaps_of("GP05", three, period=period)] == ["weaker"]
    assert gaps_of("GP05", two, period=period) == ()


def test_a_worry_of_some_time_in_years_is_not_too_near_the_end():
    """A row dated over the whole period is judged, and weaker; one of the last week is not judged."""
    row = "school | {} | contact_adult | Child said he is hit. | whose_account=child said | people=infant"
    row += " | topics=physical_injury\n"
    [gap] = gaps_of("GP03", TEAM + row.format("between 1 June 2018 and 20 May 2019"))

    assert (gap.events, gap.strength) == (("school:1",), "weaker")
    assert gaps_of("GP03", TEAM + row.format("2019-05-20")) == ()
