"""GP21 and GP21b: whose account a decision rests on, and what was asked."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

# GP21 decision resting on self-report

REPORT = (
    "police | 2019-03-04 | report_sent | Shouting heard. | topics=domestic_abuse | told=childrens-services\n"
    "childrens-services | 2019-03-04 | report_received | Shouting heard. | topics=domestic_abuse"
    " | heard_from=police\n"
)
CALL = "childrens-services | 2019-03-05 | contact_adult | Mother says all fine. | whose_account=parent said\n"
DECISION = "childrens-services | 2019-03-06 | decision_front_door | NFA. | outcome=nfa\n"


def test_a_decision_with_a_parents_account_only_is_a_gap():
    """The call and the decision; the report that raised it is no second source."""
    [gap] = gaps_of("GP21", REPORT + CALL + DECISION)

    assert gap.title == "Decision resting on self-report"
    assert gap.events == ("childrens-services:2", "childrens-services:3")
    assert gap.agencies == ("childrens-services",)
    assert gap.why == (
        "Childrens services records 1 decision to go no further or to close on 6 March 2019. The account on "
        "record is a parent's; 2 entries belong to it. From 10 working days before a decision, or from the "
        "worry that was denied, no entry of any agency shows another source asked, a visit with the child "
        "seen, or what a practitioner saw or the child said."
    )
    assert gap.question == (
        "Which other sources could have been asked at the time, and what made asking easy or hard?"
    )
    assert gap.standard.startswith("WA-006: Contact other practitioners")


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2019-03-05 | information_request | School asked. | told=school",
        "school | 2019-03-05 | information_shared | Attendance sent. | told=childrens-services",
        "childrens-services | 2019-03-05 | visit_child | Home visit. | mode=home",
        "health-visiting | 2019-03-01 | health_contact | Home warm. | whose_account=practitioner saw",
        "childrens-services | March 2019 | strategy_discussion | Held. | heard_from=police",
        "childrens-services | | information_request | School asked.",
        "school | 2019-03-05 | education_event | Settled. | whose_account=child said | people=infant",
    ],
)
def test_another_source_in_the_days_before_answers(line: str):
    """In any timeline, also where it is only known that it could have been before."""
    assert gaps_of("GP21", REPORT + CALL + DECISION + line) == ()


def test_checks_named_in_the_decision_itself_answer():
    """Corroboration is often one word in the decision."""
    checked = DECISION.replace("NFA.", "Lateral checks made, NFA.")

    assert gaps_of("GP21", REPORT + CALL + checked) == ()


def test_a_decision_with_no_account_or_another_one_is_not_this_patterns():
    """Without a parent's account on record nothing is said; nor where somebody saw for themselves."""
    for lines in (
        REPORT + DECISION,
        REPORT + DECISION.rstrip() + " | whose_account=practitioner saw;parent said",
        REPORT + CALL + DECISION.replace("nfa", "assessment_decided"),
        REPORT + CALL.replace("2019-03-05", "2019-01-05") + DECISION,
        CALL + "housing | 2019-03-06 | case_opened_closed | Closed. | outcome=closed_completed",
    ):
        assert gaps_of("GP21", lines) == (), lines


def test_decisions_close_together_are_one_gap_and_weigh_more():
    """Two closings within three months."""
    again = "childrens-services | 2019-04-20 | case_opened_closed | Mum assures. | outcome=closed_completed"
    [gap] = gaps_of("GP21", REPORT + CALL + DECISION + again + " | whose_account=parent said")

    assert gap.events == ("childrens-services:2", "childrens-services:3", "childrens-services:4")
    assert gap.strength == "stronger"


def test_a_denial_with_nothing_after_it_is_a_gap():
    """An allegation, a parent's denial by telephone, and no other source in five working days."""
    denial = CALL.replace("Mother says all fine", "Duty rang, mother denied")
    [gap] = gaps_of("GP21", REPORT + denial)

    assert gap.events == ("police:1", "childrens-services:2")
    assert "records 1 denial by a parent of what had been recorded on 5 March 2019" in gap.why
    visit = "childrens-services | 2019-03-11 | visit_child | Home visit."
    assert gaps_of("GP21", REPORT + denial + visit) == ()
    assert gaps_of("GP21", denial) == ()


def test_a_plan_that_rests_on_an_assurance_is_a_gap():
    """By the code of its account, or by its words where the entry has no kind."""
    call = CALL.replace("2019-03-05", "2019-04-01")
    for plan in (
        "plan_made_or_changed | Mother to supervise contact. | whose_account=parent said",
        " | Mother to supervise contact, on her assurance.",
    ):
        [gap] = gaps_of("GP21", f"{call}childrens-services | 2019-04-03 | {plan}")
        assert "records 1 change of a plan on 3 April 2019" in gap.why
    later = "childrens-services | 2019-04-03 | plan_made_or_changed | Mother to supervise contact."
    assert gaps_of("GP21", later) == ()


def test_undated_decisions_raise_nothing():
    """There are no days before them to look at."""
    assert gaps_of("GP21", CALL + DECISION.replace("2019-03-06", "")) == ()


# GP21b routine enquiry

ANTENATAL = "".join(
    f"midwifery | {day} | health_contact | Antenatal, BP fine. | people=mother\n"
    for day in ("2018-10-10", "2018-12-05", "2019-01-16", "2019-02-06")
)
ABUSE = "police | 2018-09-30 | police_incident | Verbal argument. | topics=domestic_abuse | people=mother\n"


def test_a_pregnancy_without_routine_enquiry_on_record_is_a_gap_where_there_was_abuse():
    """Four contacts of the midwife; the police had an entry on domestic abuse before."""
    [gap] = gaps_of("GP21b", ANTENATAL + ABUSE)

    assert gap.title == "Routine enquiry about domestic abuse not found"
    assert gap.events == ("police:1", "midwifery:1", "midwifery:2", "midwifery:3", "midwifery:4")
    assert gap.why == (
        "Midwifery records 4 contacts in person in the pregnancy before 28 February 2019, between 10 October "
        "2018 and 6 February 2019. None of them shows routine enquiry about domestic abuse. The merged "
        "timeline holds 1 entry on domestic abuse up to then, of Police, from police:1 on."
    )
    assert gap.standard.startswith("WA-091: Routine enquiry about domestic abuse is made and recorded")


def test_a_pregnancy_without_abuse_on_record_or_with_the_question_raises_nothing():
    """By kind or by words; an undated enquiry could have been one of them."""
    for lines in (
        ANTENATAL,
        ANTENATAL + ABUSE + "midwifery | 2019-01-20 | routine_enquiry | Asked alone.",
        ANTENATAL + ABUSE + "midwifery | 2019-01-20 | health_contact | RE asked, neg.",
        ANTENATAL + ABUSE + "midwifery | | routine_enquiry | Asked alone.",
        "\n".join(ANTENATAL.splitlines()[:2]) + "\n" + ABUSE,
    ):
        assert gaps_of("GP21b", lines) == (), lines


def test_an_enquiry_with_a_partner_there_is_a_gap_unless_one_alone_follows():
    """Within thirty days; a vague date could be in time."""
    line = "midwifery | 2018-12-05 | routine_enquiry | RE asked, partner present. | people=mother\n"
    [gap] = gaps_of("GP21b", line)

    assert gap.title == "Routine enquiry with a partner there, or not possible"
    assert gap.events == ("midwifery:1",)
    for day in ("2019-01-04", "January 2019"):
        assert gaps_of("GP21b", f"{line}midwifery | {day} | routine_enquiry | RE asked alone, neg.") == ()
    assert len(gaps_of("GP21b", f"{line}midwifery | 2019-01-05 | routine_enquiry | RE asked alone.")) == 1


def test_no_enquiry_after_an_incident_that_the_service_knew_of_is_a_gap():
    """The health visitor was told and saw the mother twice in the next thirty days."""
    told = "police | 2019-03-10 | police_incident | Row. | topics=domestic_abuse | told=health-visiting\n"
    seen = "health-visiting | 2019-03-14 | health_contact | Weighed.\n"
    [gap] = gaps_of("GP21b", told + seen)

    assert gap.title == "Routine enquiry not repeated after a known incident"
    assert gap.events == ("police:1", "health-visiting:1")
    assert gaps_of("GP21b", told + seen + "health-visiting | 2019-04-09 | routine_enquiry | Asked.") == ()
    assert gaps_of("GP21b", told.replace("| told=health-visiting", "") + seen) == ()
    assert gaps_of("GP21b", told + seen.replace("2019-03-14", "2019-05-10")) == ()


def test_without_a_midwife_or_health_visitor_it_is_not_known():
    """Only said where domestic abuse is on record around the birth."""
    [gap] = gaps_of("GP21b", ABUSE)

    assert gap.strength == "not known"
    assert events(gaps_of("GP21b", ABUSE.replace("domestic_abuse", "offending"))) == []
