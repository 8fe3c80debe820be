"""GP24: differences between professionals, and worries raised again."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

SOCIAL = "childrens-services | 2018-06-01 | contact_adult | First call.\n"
LETTER = (
    "school | 2018-11-05 | contact_adult | DSL disagreed with the decision to close. | "
    "told=childrens-services\n"
)
FIRST = (
    "school | 2018-11-05 | report_sent | Hungry. | topics=neglect_home_conditions | told=childrens-services\n"
)
AGAIN = FIRST.replace("2018-11-05", "2018-12-10")


def test_a_difference_that_was_not_taken_further_is_a_gap():
    """The whole answer."""
    [gap] = gaps_of("GP24", SOCIAL + LETTER)

    assert gap.title == "Professional difference without escalation"
    assert gap.events == ("school:1",)
    assert gap.agencies == ("school", "childrens-services")
    assert gap.why == (
        "School records another view than a decision or plan in 1 entry on 5 November 2018, to or with "
        "Childrens services. No entry within 20 working days shows it taken further: no escalation, no "
        "manager or safeguarding lead turned to, and no change by the other side."
    )
    assert gap.question == (
        "What made it easy or difficult to take a different view further, and what response was expected?"
    )
    assert gap.standard.startswith("WA-008: Tell line manager")


def test_the_same_worry_reported_again_without_a_change_is_a_gap():
    """Two reports on one topic in five weeks; three in a row are one point and weigh more."""
    [gap] = gaps_of("GP24", SOCIAL + FIRST + AGAIN)

    assert gap.events == ("school:1", "school:2")
    assert "the same worry or request more than once in 2 entries" in gap.why
    assert "on neglect or home conditions" in gap.why
    [gap] = gaps_of("GP24", SOCIAL + FIRST + AGAIN + FIRST.replace("2018-11-05", "2019-01-20"))
    assert gap.events == ("school:1", "school:2", "school:3")
    assert gap.strength == "stronger"


def test_a_request_that_was_repeated_and_not_answered_is_a_gap():
    """The health visitor asks for the plan twice; information given answers it."""
    asks = (
        "health-visiting | 2018-11-05 | information_request | Plan? | told=childrens-services\n"
        "health-visiting | 2018-11-26 | information_request | Plan again. | told=childrens-services\n"
    )
    given = "childrens-services | 2018-12-03 | information_shared | Plan. | told=health-visiting"

    assert events(gaps_of("GP24", SOCIAL + asks)) == [("health-visiting:1", "health-visiting:2")]
    assert gaps_of("GP24", SOCIAL + asks + given) == ()


@pytest.mark.parametrize(
    "line",
    [
        "school | 2018-12-12 | escalation | To the head of service.",
        "school | December 2018 | escalation | Resolution process used.",
        "school | | escalation | Resolution process used.",
        "school | 2018-12-12 | information_request | Asked the team manager. | told=childrens-services",
        "childrens-services | 2018-12-03 | assessment_decided | To assess.",
        "childrens-services | 2018-11-30 | strategy_discussion | Held. | heard_from=school",
        "childrens-services | 2018-11-30 | contact_adult | Taken on. | outcome=accepted",
    ],
)
def test_the_route_a_manager_or_a_change_by_the_other_side_answers(line: str):
    """Also where it is only known that it could have been in time."""
    assert gaps_of("GP24", SOCIAL + FIRST + AGAIN + line) == ()
    assert gaps_of("GP24", SOCIAL + LETTER + line.replace("2018-12-12", "2018-11-20")) == ()


def test_a_visit_by_the_other_side_answers_a_repeated_worry():
    """It was acted upon; a difference about a decision is not settled by it."""
    visit = "childrens-services | 2018-11-20 | visit_child | Home visit."

    assert gaps_of("GP24", SOCIAL + FIRST + AGAIN + visit) == ()
    assert len(gaps_of("GP24", SOCIAL + LETTER + visit)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "school | 2018-11-05 | contact_adult | Mother disagreed with the decision to close. | "
        "told=childrens-services",
        "school | 2018-11-05 | contact_adult | Mum still concerned about sleep. | told=childrens-services",
        "school | 2018-11-05 | contact_adult | Still concerned about lunches.",
        "school | 2018-11-05 | contact_adult | DSL disagreed with the decision, escalated to service "
        "manager. | "
        "told=childrens-services",
        "school | 2018-11-05 | information_shared | Disagreed that it could wait; resolved. | "
        "told=childrens-services",
        "school | | contact_adult | DSL disagreed with the decision. | told=childrens-services",
    ],
)
def test_the_familys_view_a_worry_to_oneself_and_a_settled_one_raise_nothing(line: str):
    """A parent's disagreement is not a professional's; what was settled is no difference any more."""
    assert gaps_of("GP24", SOCIAL + line) == ()


def test_reports_of_new_incidents_and_far_apart_ones_are_no_repeated_worry():
    """Police reports tell of incidents; two reports of one day are one; a year lies between the last two."""
    for lines in (
        (FIRST + AGAIN).replace("school", "police"),
        FIRST + FIRST,
        FIRST + AGAIN.replace("2018-12-10", "2019-02-10"),
        FIRST + AGAIN.replace("neglect_home_conditions", "education_attendance"),
    ):
        assert gaps_of("GP24", SOCIAL + lines) == (), lines


def test_a_worry_at_the_end_of_the_records_and_one_without_the_others_timeline():
    """Twenty working days must be covered; without the other side a change is not known."""
    late = (FIRST + AGAIN).replace("2018-11-05", "2019-04-05").replace("2018-12-10", "2019-05-10")

    assert gaps_of("GP24", SOCIAL + late) == ()
    [gap] = gaps_of("GP24", FIRST + AGAIN)
    assert gap.strength == "not known"
