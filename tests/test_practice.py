"""PP1 to PP8: practice that helped, reported apart from the gaps."""

from __future__ import annotations

import json

from gaps_support import gaps_of, practice_of, written_case, written_folder

from workbench.cli import main
from workbench.gaps import find_gaps

# PP2 expected response found in time, and how practice is reported

REPORT = "police | 2019-01-03 | report_sent | Sent. | told=childrens-services\n"
RECEIPT = "childrens-services | 2019-01-07 | report_received | Report. | heard_from=police\n"


def test_a_response_in_time_is_practice_and_no_gap():
    """What GP01 looked for and found stands under practice, with its interval and both rows."""
    found = find_gaps(written_case(REPORT + RECEIPT), only="PP2")

    assert found.gaps == ()
    [point] = found.practice
    assert point.events == ("police:1", "childrens-services:1")
    assert point.why == (
        '"Report without a matching receipt" (GP01) found the expected response on record 1 time, 1 of them '
        "with its interval: police:1 to childrens-services:1 (2 working days). Beside them the same pattern "
        "has 0 points to explore."
    )
    assert point.question == "What made this response possible at the time, and what would make it usual?"
    assert point.standard.startswith("WA-002")


def test_responses_of_one_pattern_are_one_point_with_what_was_not_found():
    """Four reports received, one not: one point, three intervals, and the number of both sides."""
    lines = "".join(
        REPORT.replace("2019-01-03", f"2018-{month}-03") + RECEIPT.replace("2019-01-07", f"2018-{month}-04")
        for month in ("06", "07", "08", "09")
    )
    [point] = practice_of("PP2", lines + REPORT)

    assert point.events == (
        "police:1", "childrens-services:1", "police:2", "childrens-services:2", "police:3",
        "childrens-services:3",
    )  # fmt: skip
    assert "4 times, 4 of them with its interval" in point.why
    assert point.why.endswith("and 1 more. Beside them the same pattern has 1 point to explore.")


def test_a_response_that_could_be_later_than_the_standard_is_not_said_to_be_in_time():
    """A gap gets the benefit of the doubt, and so does nobody's praise: a vague date says neither."""
    assert practice_of("PP2", REPORT + RECEIPT.replace("2019-01-07", "January 2019")) == ()


def test_practice_is_never_counted_among_the_gaps(tmp_path, capsys):
    """In JSON it stands beside the gaps; the text says the two apart."""
    place = str(written_folder(REPORT + RECEIPT, tmp_path))

    assert main(["gaps", place, "--pattern", "PP2", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["gaps"] == [] and [point["pattern"] for point in found["practice"]] == ["PP2"]
    assert found["looked_at"]["patterns"]["PP2"]["gaps"] == 0
    assert found["looked_at"]["patterns"]["PP2"]["practice"] == 1
    assert "flagged none" in found["looked_at"]["sentence"]

    assert main(["gaps", place, "--pattern", "PP2"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Practice that the records show, to be heard beside the points to explore:"
    assert said[1] == "PP2 Expected response found in time [police:1, childrens-services:1]"
    assert said[-1] == "0 points to explore, 1 point of practice."


def test_gaps_are_the_same_with_and_without_practice():
    """Asked for alone or with all, a pattern's gaps do not change."""
    case = written_case(REPORT)

    assert find_gaps(case, only="GP01").gaps == tuple(
        gap for gap in find_gaps(case).gaps if gap.pattern == "GP01"
    )
    assert gaps_of("GP01", REPORT + RECEIPT) == ()


# PP1 prompt sharing

ALERT = (
    "hospital | 2019-03-08 | information_shared | Alert sent. | told=health-visiting | people=infant | "
    "topics=physical_injury\n"
)


def test_information_received_and_acted_on_the_next_working_day_is_practice():
    """Told on a Friday, a visit on the Monday that says where it heard of it."""
    [point] = practice_of(
        "PP1",
        ALERT
        + "health-visiting | 2019-03-11 | health_contact | Visit. | heard_from=hospital | people=infant",
    )

    assert point.events == ("hospital:1", "health-visiting:1")
    assert point.why == (
        "1 piece of information from Hospital to Health visiting, of 1 passed on, was received and acted "
        "on within "
        "1 working day: hospital:1 (information shared) on 8 March 2019, acted on in health-visiting:1 on "
        "11 March 2019."
    )


def test_a_report_taken_up_by_an_enquiry_is_practice_with_its_receipt():
    """Report, receipt and discussion stand in it; the standard is that of a decision."""
    [point] = practice_of(
        "PP1",
        REPORT
        + RECEIPT.replace("01-07", "01-04")
        + "childrens-services | 2019-01-04 | strategy_discussion | Held.",
    )

    assert point.events == ("police:1", "childrens-services:1", "childrens-services:2")
    assert point.standard.startswith("WA-004")


def test_information_without_an_action_in_time_is_no_practice():
    """Two working days later, on a date that is not certain, or with a receipt alone."""
    visit = "health-visiting | {} | health_contact | Visit. | heard_from=hospital | people=infant"

    assert practice_of("PP1", ALERT + visit.format("2019-03-12")) == ()
    assert practice_of("PP1", ALERT + visit.format("March 2019")) == ()
    assert practice_of("PP1", REPORT + RECEIPT.replace("01-07", "01-03")) == ()


# PP3 persistence

ATTEMPTS = """
health-visiting | 2019-03-12 | no_access | Visit. No reply. | mode=home
health-visiting | 2019-03-14 | contact_adult | Rang. Voicemail. | mode=phone
health-visiting | 2019-03-18 | information_shared | Letter sent.
"""


def test_three_attempts_by_three_ways_are_practice():
    """Visit, call and letter, and what was reached in the end."""
    [point] = practice_of(
        "PP3", ATTEMPTS + "health-visiting | 2019-03-20 | health_contact | Seen. | child_seen=seen"
    )

    assert point.events == tuple(f"health-visiting:{n}" for n in (1, 2, 3, 4))
    assert point.why == (
        "Health visiting records 3 attempts to reach the family between 12 March 2019 and 18 March 2019, "
        "by visit, "
        "telephone and letter or e-mail; of 3 attempts in its timeline 1 series is as varied as this. A "
        "contact is "
        "next recorded on 20 March 2019, in health-visiting:4."
    )


def test_attempts_of_one_kind_or_far_apart_are_not_persistence():
    """Three missed appointments are GP13's; two attempts and one of a month later are no series."""
    missed = "".join(f"mental-health | 2018-08-{day} | missed_contact | DNA.\n" for day in (1, 8, 15))

    assert practice_of("PP3", missed) == ()
    assert practice_of("PP3", ATTEMPTS.replace("03-18", "04-18")) == ()
    assert practice_of("PP3", ATTEMPTS.replace("2019-03-18", "2019")) == ()


# PP4 joint work


def test_a_joint_visit_with_a_named_service_is_practice():
    """Named by code or by the words that follow; two visits are one point."""
    [point] = practice_of(
        "PP4",
        """
health-visiting | 2019-03-12 | health_contact | Joint home visit with the social worker.
health-visiting | 2019-03-26 | health_contact | Joint visit. | heard_from=childrens-services
childrens-services | 2019-01-04 | visit_child | Visit.
""",
    )

    assert point.events == ("health-visiting:1", "health-visiting:2")
    assert point.agencies == ("health-visiting", "childrens-services")
    assert point.why == (
        "Childrens services and Health visiting were with the family together in 2 contacts between 12 "
        "March 2019 "
        "and 26 March 2019, as 2 rows of Health visiting show."
    )


def test_visits_without_a_second_service_are_not_joint_work():
    """A visit of one service, a joint one that names nobody, a joint investigation."""
    for words in ("Home visit.", "Joint visit.", "Joint investigation with police agreed."):
        assert practice_of("PP4", f"health-visiting | 2019-03-12 | health_contact | {words}") == (), words


# PP5 challenge that changed something

CHALLENGE = """
childrens-services | 2019-03-04 | decision_front_door | No role. | outcome=nfa
midwifery | 2019-03-06 | escalation | Escalated to the team manager. | told=childrens-services
"""


def test_an_escalation_followed_by_a_changed_decision_is_practice():
    """What was decided before, the challenge and the step after it."""
    [point] = practice_of("PP5", CHALLENGE + "childrens-services | 2019-03-08 | assessment_decided | Agreed.")

    assert point.events == ("childrens-services:1", "midwifery:1", "childrens-services:2")
    assert point.why == (
        "Midwifery records a different view taken further on 6 March 2019; Childrens services records "
        "decision to "
        "assess on 8 March 2019, in childrens-services:2. Before, a decision not to act stands in "
        "childrens-services:1 "
        "on 4 March 2019. Between the two lie 2 working days. In all, 1 challenge is on record."
    )


def test_an_escalation_without_a_change_is_no_practice():
    """The same decision again, a step before the challenge, or one that may have come before."""
    for line in (
        "childrens-services | 2019-03-08 | decision_front_door | No role. | outcome=nfa",
        "childrens-services | 2019-03-05 | assessment_decided | Agreed.",
        "childrens-services | March 2019 | assessment_decided | Agreed.",
        "childrens-services | 2019-04-20 | assessment_decided | Agreed.",
    ):
        assert practice_of("PP5", CHALLENGE + line) == (), line


# PP6 curiosity

NOTICED = "gp | 2019-03-06 | health_contact | Pharmacist noticed frequent requests for early prescriptions."


def test_something_unusual_that_was_passed_on_is_practice():
    """A service on the edge that told somebody."""
    [point] = practice_of("PP6", NOTICED + " | told=health-visiting | topics=substance_use")

    assert point.events == ("gp:1",)
    assert point.why == (
        "GP noticed something out of the ordinary in 1 row on 6 March 2019, on substance use, and "
        "passed it on to Health visiting; 1 row of its timeline speaks of something noticed."
    )


def test_what_was_kept_or_is_ordinary_is_not_curiosity():
    """Told nobody, nothing unusual, or a service whose own work it is."""
    assert practice_of("PP6", NOTICED) == ()
    assert (
        practice_of("PP6", "gp | 2019-03-06 | health_contact | Routine review. | told=health-visiting") == ()
    )
    assert practice_of("PP6", NOTICED.replace("gp ", "health-visiting ") + " | told=childrens-services") == ()


# PP7 child's view leading to action

WISH = (
    "school | 2019-03-06 | contact_adult | Wants to see the grandmother more. | whose_account=child said | "
    "people=infant\n"
)


def test_a_wish_taken_up_by_a_plan_is_practice():
    """The plan refers to what the child said."""
    [point] = practice_of(
        "PP7",
        WISH
        + "childrens-services | 2019-03-20 | plan_made_or_changed | Raised at her request. | people=infant",
    )

    assert point.events == ("school:1", "childrens-services:1")
    assert point.why == (
        "School records on 6 March 2019 what the child wanted; Childrens services records plan made, changed "
        "or ended on 20 March 2019, in childrens-services:1, that refers to it. 1 row tells of something a "
        "child wanted."
    )


def test_a_plan_that_nothing_connects_with_the_wish_is_no_practice():
    """Another subject, another time, before the wish, or a parent's wish."""
    for line in (
        "childrens-services | 2019-03-20 | plan_made_or_changed | Plan updated. | people=infant",
        "childrens-services | 2019-05-19 | plan_made_or_changed | Changed at her request.",
        "childrens-services | 2019-03-01 | plan_made_or_changed | Changed at her request.",
    ):
        assert practice_of("PP7", WISH + line) == (), line
    plan = "childrens-services | 2019-03-20 | plan_made_or_changed | Changed at her request."
    assert practice_of("PP7", WISH.replace("child said", "parent said") + plan) == ()


# PP8 preventive advice repeated


def test_the_same_advice_at_three_contacts_is_practice():
    """By two services, in contacts of different kinds."""
    [point] = practice_of(
        "PP8",
        """
midwifery | 2019-02-20 | health_contact | Safe sleep discussed. | mode=clinic
health-visiting | 2019-03-12 | health_contact | Safe sleeping advice, Moses basket seen. | mode=home
health-visiting | 2019-04-12 | health_contact | Co-sleeping discussed again. | mode=home
""",
    )

    assert point.events == ("midwifery:1", "health-visiting:1", "health-visiting:2")
    assert point.why == (
        "Advice on safe sleep stands in 3 rows between 20 February 2019 and 12 April 2019, given by "
        "Midwifery and "
        "Health visiting, in contacts of different kinds (clinic and home)."
    )


def test_advice_on_three_subjects_or_on_one_day_is_not_repeated_advice():
    """One subject at three contacts is meant."""
    rows = [
        f"midwifery | 2019-02-20 | health_contact | {words}"
        for words in ("Safe sleep.", "Stair gates.", "ICON.")
    ]
    same_day = ["midwifery | 2019-02-20 | health_contact | Safe sleep."] * 3

    assert practice_of("PP8", "\n".join(rows)) == ()
    assert practice_of("PP8", "\n".join(same_day)) == ()
