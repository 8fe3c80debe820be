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


# GP10 thin handover or transfer

BIRTH = """
midwifery | 2019-01-10 | health_contact | They argued. | topics=domestic_abuse | significance=significant
midwifery | 2019-03-05 | health_contact | Last visit.
health-visiting | 2019-03-12 | health_contact | New birth visit.
"""
TOLD = "midwifery | 2019-03-08 | handover_transfer | Form. | told=health-visiting"


def test_work_that_moved_with_risks_known_and_no_handover_is_a_gap():
    """The midwife knew of abuse; the health visitor's first entries do not name it."""
    [gap] = gaps_of("GP10", BIRTH)

    assert gap.events == ("midwifery:1", "midwifery:2", "health-visiting:1")
    assert gap.why == (
        "Work moved from Midwifery to Health visiting between 5 March 2019 and 12 March 2019; no handover is "
        "recorded within 10 days of it and Health visiting has nothing on domestic abuse within 10 working "
        "days. The sender held it in midwifery:1."
    )
    assert gap.question == (
        "What did the incoming practitioner know on day one, and what helped or hindered a fuller handover?"
    )
    assert gap.standard.startswith("WA-090")
    assert gap.strength == "stronger"


@pytest.mark.parametrize(
    "lines",
    [
        BIRTH.replace(" | topics=domestic_abuse | significance=significant", ""),
        BIRTH.replace("significance=significant", "significance=low"),
        BIRTH.replace("New birth visit.", "New birth visit, joint visit. | topics=domestic_abuse"),
        BIRTH
        + "midwifery | March 2019 | handover_transfer | . | told=health-visiting | topics=domestic_abuse",
        BIRTH.replace("2019-03-05", "2019-05-08").replace("2019-03-12", "2019-05-15"),
        BIRTH.replace("health-visiting", "gp"),
    ],
)
def test_a_handover_on_record_or_nothing_to_hand_over_raises_nothing(lines: str):
    """An ordinary pregnancy, a joint visit, a form in the month, and work that has not surely ended."""
    assert gaps_of("GP10", lines) == ()


def test_a_handover_on_record_whose_receiver_does_not_name_a_risk_weighs_less():
    """It may have been said; the first entries of the health visitor do not show it."""
    [gap] = gaps_of(
        "GP10", BIRTH + "midwifery | 2019-03-08 | handover_transfer | Form. | told=health-visiting"
    )

    assert gap.strength == "weaker"
    assert "Health visiting has nothing on domestic abuse within 10 working days." in gap.why


def test_a_handover_by_word_of_mouth_only_is_asked_about():
    """By its words or its mode; with a summary beside it there is no question."""
    line = "health-visiting | 2019-03-12 | handover_transfer | {} | heard_from=midwifery{}\n"

    for lines in (line.format("Verbal handover.", ""), line.format("Handover.", " | mode=phone")):
        [gap] = gaps_of("GP10", lines)
        assert gap.why == (
            "Work moved from Midwifery to Health visiting on 12 March 2019; the handover on record is by "
            "word of mouth only."
        )
    assert gaps_of("GP10", line.format("Verbal handover, and a written summary.", "")) == ()


def test_changes_of_one_role_in_a_team_are_one_gap():
    """Two new social workers; the third was introduced on a joint visit."""
    lines = "childrens-services | 2018-08-10 | visit_child | Seen.\n" + "".join(
        f"childrens-services | {day} | visit_child | New social worker. {more}\n"
        for day, more in (("2018-10-10", ""), ("2018-12-10", ""), ("2019-02-11", "Joint visit."))
    )
    [gap] = gaps_of("GP10", lines)

    assert gap.events == ("childrens-services:2", "childrens-services:3")
    assert gap.why == (
        "Childrens services records 2 changes of social worker between 10 October 2018 and 10 December 2018; "
        "no handover is recorded within 10 days of it."
    )


def test_one_team_that_follows_another_of_its_kind_is_a_transfer_and_cover_is_none():
    """A school after a school, with weeks in between; a colleague who covers for a week is no change."""
    schools = """
primary-school | 2018-06-04 | education_event | Year six.
primary-school | 2018-07-02 | education_event | Leaves.
secondary-school | 2018-07-30 | education_event | Starts.
secondary-school | 2019-05-01 | education_event | Present.
"""
    cover = """
childrens-services | 2018-08-10 | visit_child | Seen.
childrens-services | 2018-10-10 | visit_child | New social worker covering annual leave.
"""
    [gap] = gaps_of("GP10", schools)

    assert gap.why == (
        "Work moved from Primary school to Secondary school between 2 July 2018 and 30 July 2018; no "
        "handover is recorded within 10 days of it and 20 working days lie between the end of the one and "
        "the start of the other."
    )
    assert gaps_of("GP10", cover) == ()


def test_a_handover_to_a_service_without_a_timeline_is_not_known():
    """By telephone, to a health visitor who sent nothing."""
    [gap] = gaps_of(
        "GP10", "midwifery | 2019-03-05 | handover_transfer | Handover. | mode=phone | told=health-visiting"
    )

    assert gap.strength == "not known"


def test_a_registered_child_that_moved_area_leans_on_the_conference_there():
    """None within fifteen working days."""
    lines = """
childrens-services | 2018-08-01 | registration_change | Name placed on the register. | people=infant
childrens-services | 2018-10-01 | handover_transfer | Moved to another authority, file sent. | told=school
school | 2019-05-01 | education_event | Present.
"""
    [gap] = gaps_of("GP10", lines)

    assert gap.standard.startswith("WA-046")
    assert "no conference in the new area is recorded within 15 working days" in gap.why
    assert gaps_of("GP10", lines + "school | 2018-10-15 | conference_initial | Transfer-in conference.") == ()
