"""Named false alarms that stand in the rows themselves: what explains a gap raises nothing."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

OPEN_CASE = "childrens-services | 2018-06-01 | visit_child | Visit.\n"


def test_a_report_that_a_worker_took_up_at_once_with_its_maker_told_was_decided_on():
    """GP02, an open case: the visit because of the report, and word of it to the school."""
    received = (
        "childrens-services | 2018-09-03 | report_received | Report. | heard_from=school"
        " | topics=neglect_home_conditions | people=infant\n"
        "school | 2018-07-02 | education_event | Register.\n"
    )
    visit = (
        "childrens-services | 2018-09-05 | visit_child | Visit. | told=school"
        " | topics=neglect_home_conditions | people=infant"
    )

    assert gaps_of("GP02", received + visit) == ()
    for unlike in (
        visit.replace("told=school", "told=gp"),
        visit.replace("neglect_home_conditions", "education_attendance"),
        visit.replace("2018-09-05", "2018-09-11"),
    ):
        assert events(gaps_of("GP02", received + unlike)) == [("childrens-services:1",)], unlike


HELD = "police | 2018-{:02}-03 | police_incident | {} | topics=substance_use | outcome=internal_only\n"


@pytest.mark.parametrize(
    ("words", "raised"),
    [
        ("Sharing withheld, active operation.", 0),
        ("Not shared for her safety.", 0),
        ("For intelligence only, not shared.", 1),
        ("Went to the refuge for her safety.", 1),
    ],
)
def test_incidents_held_back_for_a_reason_on_record_are_no_series(words: str, raised: int):
    """GP06: only an operation or somebody's safety, and only where the entry says not shared."""
    lines = "".join(HELD.format(month, words) for month in (7, 8, 9))

    assert len(gaps_of("GP06", OPEN_CASE + lines)) == raised


def test_a_team_that_led_the_work_itself_had_nobody_to_pass_it_on_to():
    """GP08: until children's services opened the case again."""
    told = (
        "leaving-care | 2018-09-03 | contact_adult | Told of a quarrel. | topics=domestic_abuse | people=mother"
        " | whose_account=parent said\n"
    )
    leads = "leaving-care | 2018-07-02 | case_opened_closed | Leaving care is the lead team.\n"
    opened = "childrens-services | 2018-08-01 | case_opened_closed | Case opened.\n"

    assert gaps_of("GP08", OPEN_CASE + leads + told) == ()
    assert len(gaps_of("GP08", OPEN_CASE + told)) == 1
    assert len(gaps_of("GP08", OPEN_CASE + leads + opened + told)) == 1


def test_whoever_noted_the_actions_in_the_meeting_has_its_record():
    """GP09: to have attended is not enough."""
    meeting = (
        "childrens-services | 2019-02-13 | care_support_meeting | Meeting held. | heard_from=midwifery\n"
        "midwifery | 2019-02-13 | care_support_meeting | Attended. {} | heard_from=childrens-services\n"
        "midwifery | 2019-05-01 | health_contact | Seen.\n"
    )

    assert gaps_of("GP09", meeting.format("Actions noted in own record.")) == ()
    assert len(gaps_of("GP09", meeting.format(""))) == 1
    assert len(gaps_of("GP09", meeting.format("Actions noted, minutes not received."))) == 1
