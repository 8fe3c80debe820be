"""GP10 and GP15: handovers, and endings while concern was still live."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

# GP15 step-down or closure while concern was still live

OFF = """
childrens-services | 2018-08-01 | registration_change | Name placed on the register. | people=infant
childrens-services | 2018-11-05 | registration_change | Name removed from the register. | people=infant
childrens-services | 2018-11-05 | conference_review | Held. | heard_from=school | people=infant
"""
AFTER = "police | 2018-12-20 | police_incident | Call. | topics=domestic_abuse | people=mother;infant\n"


def test_a_registration_that_ended_with_an_incident_weeks_later_is_a_gap():
    """The whole answer; the conference that decided is on record and is no matter for a question."""
    [gap] = gaps_of("GP15", OFF + AFTER)

    assert gap.events == ("childrens-services:2", "police:1")
    assert gap.why == (
        "Childrens services records the end of a registration on 5 November 2018. In the 90 days after it 1 "
        "event on domestic abuse is recorded, by Police, on 20 December 2018."
    )
    assert gap.question == (
        "What did the group see that gave confidence at that point, and what would have shown whether the "
        "change was lasting?"
    )
    assert gap.standard.startswith("WA-043")
    assert gap.strength == "usual"


@pytest.mark.parametrize(
    "lines",
    [
        OFF,
        OFF + AFTER.replace("2018-12-20", "2019-02-20"),
        OFF + AFTER.replace("2018-12-20", "winter 2018"),
        OFF + AFTER.replace("2018-12-20", ""),
        OFF + AFTER.replace("domestic_abuse", "housing_money"),
        OFF + AFTER.replace("| people", "| significance=low | people"),
        OFF + AFTER.replace("| people", "| outcome=advice_given | people"),
        OFF.replace("register. | people", "register. | topics=substance_use | people") + AFTER,
        OFF + AFTER + "childrens-services | 2018-11-12 | legal_event | Interim care order made.",
        OFF.replace("removed from the register.", "removed from the register: moved to another authority.")
        + AFTER,
        OFF + AFTER.replace("police_incident", "care_support_meeting"),
    ],
)
def test_an_ending_without_fresh_concern_or_of_another_sort_raises_nothing(lines: str):
    """Too late, too vague, another matter, low, or an order or a transfer in its place."""
    assert gaps_of("GP15", lines) == ()


def test_a_registration_or_plan_that_ended_without_a_meeting_is_asked_about():
    """No conference within four weeks; a conference whose month only is known could be that one."""
    without = OFF.replace("2018-11-05 | conference_review", "{} | conference_review")
    [gap] = gaps_of("GP15", without.format("2018-08-13"))

    assert gap.why.endswith("No meeting of agencies that decided on it was found within 28 days.")
    assert gaps_of("GP15", without.format("October 2018")) == ()


def test_a_case_closed_on_the_familys_account_alone_is_asked_about():
    """The word of the parents; with what somebody saw beside it there is no question."""
    closed = "childrens-services | 2018-11-05 | case_opened_closed | Ended. | outcome=closed_completed"
    [gap] = gaps_of("GP15", f"{closed} | whose_account=parent said")

    assert gap.why == (
        "Childrens services records the end of a case on 5 November 2018. The only account recorded with it "
        "is the family's own."
    )
    assert gap.standard == ""
    assert gaps_of("GP15", f"{closed} | whose_account=parent said;practitioner saw") == ()


def test_what_a_case_was_about_is_no_fresh_concern_unless_it_was_marked_significant():
    """The incident that led to the assessment comes before its end as a matter of course."""
    lines = """
police | 2018-10-15 | police_incident | Call. | topics=domestic_abuse | people=infant{}
childrens-services | 2018-11-05 | assessment_completed | Case to close. | people=infant
"""
    assert gaps_of("GP15", lines.format("")) == ()
    assert events(gaps_of("GP15", lines.format(" | significance=significant"))) == [
        ("police:1", "childrens-services:1")
    ]


def test_endings_within_days_are_one_and_so_are_records_of_one_incident():
    """The registration and the case; police and ambulance; a health service's discharge is no ending here."""
    [gap] = gaps_of(
        "GP15",
        OFF
        + AFTER
        + """
childrens-services | 2018-11-12 | case_opened_closed | Closed. | outcome=closed_completed | people=infant
ambulance | 2018-12-20 | health_contact | . | topics=domestic_abuse | people=infant | significance=critical
hospital | 2018-11-12 | case_opened_closed | Discharged. | outcome=closed_completed
""",
    )

    assert gap.events == ("childrens-services:2", "childrens-services:4", "ambulance:1")
    assert "1 event on domestic abuse is recorded, by Ambulance and Police" in gap.why
    assert gap.strength == "stronger"
