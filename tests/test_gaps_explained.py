"""Named false alarms that stand in the rows themselves: what explains a gap raises nothing."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of, practice_of

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
        "leaving-care | 2018-09-03 | contact_adult | Told of a quarrel. | topics=domestic_abuse"
        " | people=mother | whose_account=parent said\n"
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


REGISTERED = (
    "childrens-services | {} | registration_change | Name placed on the register. | people=infant\n"
    "childrens-services | {} | registration_change | Name removed from register. | people=infant\n"
)


@pytest.mark.parametrize(
    ("words", "until", "raised"),
    [
        ("Family on holiday from tomorrow.", "2018-10-25", 0),
        ("Worker on holiday from tomorrow.", "2018-10-25", 1),
        ("Family on holiday from tomorrow.", "2018-11-12", 1),  # three times the rule is no holiday
    ],
)
def test_an_absence_on_record_explains_an_interval_of_twice_the_rule(words: str, until: str, raised: int):
    """GP18: whichever agency wrote it."""
    lines = REGISTERED.format("2018-10-01", until) + f"school | 2018-10-02 | education_event | {words}\n"

    assert len(gaps_of("GP18", lines)) == raised


@pytest.mark.parametrize(
    ("words", "year", "raised"),
    [
        ("Virtual visit, risk-assessed.", 2020, 0),
        ("Virtual visit.", 2020, 1),
        ("Virtual visit, risk-assessed.", 2023, 1),
    ],
)
def test_a_virtual_visit_of_2020_that_was_decided_on_stands_for_one_at_home(
    words: str, year: int, raised: int
):
    """GP18: the rule of 28 days at home; that of ten working days is kept by all of them."""
    seen = "childrens-services | {}-{} | visit_child | {} | child_seen=seen alone | mode={}\n"
    lines = REGISTERED.format(f"{year}-06-01", f"{year}-07-13") + "".join(
        seen.format(year, day, text, mode)
        for day, text, mode in (
            ("06-02", "At home.", "home"),
            ("06-12", words, "virtual"),
            ("06-24", words, "virtual"),
            ("07-06", "At home.", "home"),
        )
    )
    period = {"period_from": f"{year}-05-01", "period_to": f"{year}-12-31"}

    assert len(gaps_of("GP18", lines, period=period, family=False)) == raised


def test_a_meeting_on_a_plan_makes_a_loss_of_work_matter():
    """GP25: the plan may have begun before the records."""
    lost = "housing | 2018-10-01 | life_event | Father has lost his job. | people=father\n"
    team = "childrens-services | 2019-03-01 | contact_adult | Call.\n"
    meeting = "childrens-services | 2018-08-01 | care_support_meeting | Plan reviewed.\n"

    assert gaps_of("GP25", lost + team) == ()
    assert events(gaps_of("GP25", meeting + lost + team)) == [("housing:1",)]


def test_an_illness_is_a_risk_of_its_own_and_a_mood_in_passing_is_none():
    """GP26: a contact with the practice that was about it."""
    lines = (
        "childrens-services | 2018-06-01 | contact_adult | Call.\n"
        "police | 2018-08-01 | police_incident | Argument. | topics=domestic_abuse\n"
        "housing | 2018-09-01 | accommodation_event | Smell of cannabis. | topics=substance_use\n"
        "gp | 2018-10-01 | health_contact | {} | topics=mental_health_parent\n"
        "childrens-services | 2019-05-01 | contact_adult | Call.\n"
    )

    assert events(gaps_of("GP26", lines.format("Depression, medication started."))) == [
        ("police:1", "housing:1", "gp:1")
    ]
    assert gaps_of("GP26", lines.format("Mood asked about, a little low.")) == ()


def test_what_the_assessing_team_read_in_old_files_is_known_history():
    """GP26: a row of its own everyday work is none."""
    known = "childrens-services | 2018-09-01 | information_shared | {} | people=mother\n"
    done = (
        "childrens-services | 2018-11-05 | assessment_completed | Assessment completed: family new to us, "
        "mother copes well."
    )
    old = "From the old files: an earlier child was removed."

    assert events(gaps_of("GP26", known.format(old) + done)) == [
        ("childrens-services:1", "childrens-services:2")
    ]
    assert gaps_of("GP26", known.format("An earlier child was removed.") + done) == ()
    assert gaps_of("GP26", known.format(old) + done + " An earlier child was removed.") == ()


def test_practice_is_what_was_done_because_of_it_and_not_what_was_planned():
    """PP1, PP4 and PP7: a visit because of the referral, a joint visit called off, a plan as wished."""
    sent = "police | 2019-01-03 | report_sent | Sent. | told=childrens-services | people=infant\n"
    receipt = (
        "childrens-services | 2019-01-03 | report_received | Got. | heard_from=police | people=infant\n"
        "childrens-services | 2019-01-04 | visit_child | Seen{} | people=infant\n"
    )
    joint = "childrens-services | 2019-01-03 | contact_adult | Joint visit with police {}\n"
    wish = (
        "school | 2019-03-06 | education_event | Wants to see grandmother. | whose_account=child said"
        " | people=infant\n"
        "childrens-services | 2019-03-20 | plan_made_or_changed | Plan changed{} | people=infant"
    )

    assert len(practice_of("PP1", sent + receipt.format(" because of the referral."))) == 1
    assert practice_of("PP1", sent + receipt.format(".")) == ()
    assert len(practice_of("PP4", joint.format("to the home."))) == 1
    assert practice_of("PP4", joint.format("planned for Friday, called off.")) == ()
    assert len(practice_of("PP7", wish.format(" as the child wished."))) == 1
    assert practice_of("PP7", wish.format(".")) == ()


HARM = (
    "school | 2019-03-11 | injury_or_symptom | Unexplained bruise. | topics=physical_injury | people=infant"
    " | told=childrens-services\n"
    "childrens-services | 2019-05-01 | contact_adult | Call.\n"
)


@pytest.mark.parametrize(
    ("line", "raised"),
    [
        ("police | 2019-03-11 | information_shared | Joint enquiry. | heard_from=childrens-services", 0),
        ("childrens-services | 2019-03-12 | information_shared | Will investigate jointly. | told=police", 0),
        ("childrens-services | 2019-03-12 | information_shared | Will investigate jointly. | told=school", 1),
        ("police | 2019-03-11 | information_shared | Spoke. | heard_from=childrens-services", 1),
    ],
)
def test_a_discussion_that_nobody_labelled_is_one(line: str, raised: int):
    """GP04: by telephone between police and children's services."""
    assert len(gaps_of("GP04", HARM + line)) == raised


def test_a_child_in_proceedings_who_was_seen_at_once_is_not_asked_about():
    """GP04: the order and the sighting, both."""
    order = "childrens-services | 2019-03-01 | legal_event | Interim care order. | people=infant\n"
    seen = "childrens-services | 2019-03-12 | visit_child | Daily visit. | people=infant | child_seen=seen\n"

    assert gaps_of("GP04", HARM + order + seen) == ()
    assert len(gaps_of("GP04", HARM + order)) == 1
    assert len(gaps_of("GP04", HARM + seen)) == 1


@pytest.mark.parametrize(
    ("words", "started", "raised"),
    [
        ("Family away with relatives, to start on return.", "2018-10-08", 0),
        ("Psychologist's report chased.", "2018-10-08", 0),
        ("Called.", "2018-10-08", 1),
        ("Family away with relatives, to start on return.", "2018-12-03", 1),  # more than six weeks
    ],
)
def test_an_absence_or_a_report_that_was_chased_explains_six_weeks(words: str, started: str, raised: int):
    """GP11: beyond the figure of the step."""
    lines = (
        "childrens-services | 2018-09-03 | assessment_decided | To assess. | people=infant\n"
        f"childrens-services | 2018-09-05 | contact_adult | {words} | people=infant\n"
        f"childrens-services | {started} | visit_child | . | outcome=assessment_started | people=infant\n"
        "childrens-services | 2018-12-05 | assessment_completed | Done. | people=infant\n"
        "childrens-services | 2018-12-06 | contact_adult | Told. | outcome=shared_with_family\n"
    )
    found = gaps_of("GP11", lines, settings={"complete_working_days": 90})

    assert len(found) == raised


def test_letters_to_an_old_address_explain_the_contacts_of_one_service():
    """GP13: and what another service was told of them is no contact missed."""
    one = "hospital | 2019-03-04 | missed_contact | WNB. | people=infant\n"
    two = "hospital | 2019-03-11 | missed_contact | WNB.{} | people=infant{}\n"
    heard = "gp | 2019-03-12 | information_shared | Two appointments missed. | heard_from=hospital\n"

    assert gaps_of("GP13", one + two.format(" Letters went to an old address.", "")) == ()
    assert gaps_of("GP13", one + two.format("", " | told=gp") + heard) == ()
    assert len(gaps_of("GP13", one + two.format("", ""))) == 1


def test_a_call_about_a_child_whom_nobody_could_identify_is_not_asked_about():
    """GP30: where it names nobody."""
    call = (
        "childrens-services | 2018-06-01 | visit_child | Visit.\n"
        "police | 2018-09-03 | report_received | Caller hears a child crying.{}"
        " | whose_account=neighbour or anonymous | topics=neglect_home_conditions{}\n"
        "childrens-services | 2019-05-01 | contact_adult | Call.\n"
    )

    assert gaps_of("GP30", call.format(" No child found.", "")) == ()
    assert len(gaps_of("GP30", call.format("", ""))) == 1
    assert len(gaps_of("GP30", call.format(" No child found.", " | people=infant"))) == 1


def test_coded_contacts_spread_over_more_than_a_year_are_no_series():
    """GP05: only a table that nobody coded is read with wider spaces."""
    lines = "".join(
        f"childrens-services | {day} | report_received | Contact. | heard_from=police | outcome=nfa\n"
        for day in ("2018-05-21", "2018-12-20", "2019-06-20")
    )
    years = {"period_from": "2018-05-20", "period_to": "2020-05-20"}

    assert gaps_of("GP05", lines, period=years, family=False) == ()
    assert len(gaps_of("GP05", lines.replace("2019-06", "2019-04"), period=years, family=False)) == 1
