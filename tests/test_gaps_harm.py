"""GP04, GP06, GP08 and GP23: serious events, runs of incidents, relays, and oversight."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of, written_case

from workbench.gaps import CATALOGUE, find_gaps

OPEN_CASE = """
childrens-services | 2018-06-01 | visit_child | First visit.
police | 2018-06-01 | police_incident | Call.
"""
ASSAULT = (
    "police | 2019-03-04 | police_incident | Assault at home, baby in her arms. | topics=domestic_abuse"
    " | people=mother;infant\n"
)


# GP04 possible significant-harm event with no strategy discussion


def test_a_serious_event_without_a_strategy_discussion_is_a_gap():
    """The whole answer."""
    [gap] = gaps_of("GP04", OPEN_CASE + ASSAULT)

    assert gap.title == "Possible significant-harm event with no strategy discussion found"
    assert gap.events == ("police:2",)
    assert gap.agencies == ("police", "childrens-services")
    assert gap.people == ("mother", "infant")
    assert gap.why == (
        "1 record on 4 March 2019 tells of serious domestic abuse with the child or the unborn child there "
        "or concerned, held by "
        "Police. No record of a strategy discussion, of a section 47 enquiry or of a decision against one "
        "was found "
        "within 5 working days."
    )
    assert gap.question == (
        "What information was available to whoever decided the route, and who else held something that "
        "would have "
        "added to it?"
    )
    assert gap.standard.startswith("WA-005: Discuss with the police straight away")
    assert gap.strength == "usual"


@pytest.mark.parametrize(
    "line",
    [
        "health-visiting | 2019-03-20 | injury_or_symptom | Bruise on cheek. | people=infant",
        "school | 2019-03-20 | health_contact | Unexplained bruise. | topics=physical_injury | people=infant",
        "school | 2019-03-20 | health_contact | Child disclosed touching. | topics=sexual_harm | "
        "people=infant",
        "police | 2019-03-20 | police_incident | Knife found at the home. | topics=offending",
        "police | 2019-01-10 | police_incident | Drug dealing from the flat. | topics=substance_use",
        "mental-health | 2019-03-20 | mental_health_event | Overdose. | significance=significant",
        "housing | 2019-03-20 | accommodation_event | Fire. | significance=critical",
        "midwifery | 2019-02-20 | contact_adult | Row. | topics=domestic_abuse;pregnancy_infancy | "
        "significance=significant",
    ],
)
def test_each_kind_of_serious_event_is_seen(line: str):
    """The list of the guidance notes, one by one."""
    assert len(gaps_of("GP04", OPEN_CASE + line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "housing | 2019-03-20 | accommodation_event | Arrears. | topics=housing_money",
        "police | 2019-03-20 | police_incident | No assault, verbal only. | topics=domestic_abuse | "
        "people=mother;infant",
        "police | 2016-03-20 | police_incident | Assault. | topics=domestic_abuse | people=mother;father",
        "health-visiting | 2019-03-20 | supervision | Bruise discussed. | topics=physical_injury | "
        "people=infant",
        "hospital | 2019-03-20 | injury_or_symptom | Mother's wrist. | people=mother",
    ],
)
def test_what_is_not_of_a_serious_kind_raises_nothing(line: str):
    """Also what was before there was a child, and what only speaks about an event."""
    assert gaps_of("GP04", OPEN_CASE + line) == ()


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2019-03-11 | strategy_discussion | Held. | heard_from=police",
        "childrens-services | 2019-03-08 | s47_enquiry | Started.",
        "childrens-services | 2019-03-06 | decision_front_door | Did not meet s47 threshold.",
        "childrens-services | 2019-03-07 | assessment_decided | Assessment to be made.",
        "childrens-services | 2019-03-07 | report_received | Report. | heard_from=police | "
        "outcome=assessment_decided",
        "childrens-services | March 2019 | strategy_discussion | Held. | heard_from=police",
        "childrens-services | | strategy_discussion | Held.",
    ],
)
def test_a_discussion_an_enquiry_or_a_reasoned_decision_answers(line: str):
    """Also where it is only known that it could have been in time."""
    assert gaps_of("GP04", OPEN_CASE + ASSAULT + line) == ()


def test_a_decision_that_does_not_speak_of_the_route_is_named():
    """The gap stays, and cites what was decided."""
    [gap] = gaps_of(
        "GP04", OPEN_CASE + ASSAULT + "childrens-services | 2019-03-06 | decision_front_door | NFA."
    )

    assert gap.why.endswith("A decision is recorded in childrens-services:2; it does not speak of the route.")


def test_one_incident_in_three_files_is_one_gap_with_three_records():
    """Police, the ambulance and the next day's report: who knew is part of the answer."""
    [gap] = gaps_of(
        "GP04",
        OPEN_CASE
        + ASSAULT
        + """
ambulance | 2019-03-04 | health_contact | Assaulted. | topics=domestic_abuse | people=mother;infant
police | 2019-03-05 | report_sent | Assault. | topics=domestic_abuse | people=infant | told=housing
""",
    )

    assert gap.events == ("ambulance:1", "police:2", "police:3")
    assert "3 records" in gap.why
    assert "held by Ambulance and Police; told on: Housing." in gap.why


def test_a_discussion_is_not_known_without_the_timelines_that_would_hold_it():
    """Neither police nor children's services sent anything."""
    [gap] = gaps_of("GP04", "health-visiting | 2019-03-20 | injury_or_symptom | Bruise. | people=infant")

    assert gap.strength == "not known"
    assert gap.why.startswith("Not known: Children's services supplied no timeline.")


def test_an_event_at_the_end_of_the_period_is_left_out_even_where_later_rows_follow():
    """A single row months later does not mean that its agency searched so long."""
    assert (
        gaps_of(
            "GP04",
            OPEN_CASE
            + "hospital | 2019-05-20 | injury_or_symptom | Injury. | people=infant\n"
            + "police | 2019-09-02 | police_incident | Inquest opened.",
        )
        == ()
    )


def test_a_discussion_without_an_involved_agency_is_asked_about():
    """The health visitor is at work with the family and not named with the discussion."""
    [gap] = gaps_of(
        "GP04",
        OPEN_CASE
        + """
childrens-services | 2019-03-06 | strategy_discussion | Held. | heard_from=police
health-visiting | 2019-03-01 | health_contact | New birth visit.
health-visiting | 2019-03-21 | health_contact | Visit.
""",
    )

    assert gap.title == "Strategy discussion with an involved agency not named"
    assert gap.strength == "weaker"
    assert gap.why.endswith("and not named with it: Health visiting.")
    assert gap.standard.startswith("WA-021")


# GP06 repeated incidents graded low and held inside one agency

RUN = """
police | 2018-08-01 | police_incident | Argument. | significance=low
police | 2018-10-01 | police_incident | Argument. | significance=low
police | 2018-12-01 | police_incident | Intelligence. | outcome=internal_only
"""


def test_a_run_of_incidents_told_to_nobody_is_a_gap():
    """The whole answer; the agency at work with the family is named."""
    [gap] = gaps_of("GP06", "childrens-services | 2018-06-01 | visit_child | Visit.\n" + RUN)

    assert gap.events == ("police:1", "police:2", "police:3")
    assert gap.why == (
        "Police records 3 incidents between 1 August 2018 and 1 December 2018 (2 graded low and 1 without "
        "a grade). "
        "None of them shows another agency told; in the same time no other incident does. "
        "At work with the family then: Childrens services."
    )
    assert gap.question == (
        "What would have allowed the incidents to be seen as a series, and shared while still below a "
        "statutory threshold?"
    )
    assert gap.standard.startswith("EW-002: Consider MARAC on potential escalation")


def test_two_incidents_or_incidents_that_were_told_are_no_run():
    """One told leaves two; two rows of one day are one incident; nobody else involved is no gap."""
    open_case = "childrens-services | 2018-06-01 | visit_child | Visit.\n"
    told = RUN.replace("| outcome=internal_only", "| told=childrens-services")
    same_day = RUN.replace("2018-10-01", "2018-08-01")
    far_apart = RUN.replace("2018-12-01", "2019-03-01")

    assert gaps_of("GP06", open_case + told) == ()
    assert gaps_of("GP06", open_case + same_day) == ()
    assert gaps_of("GP06", open_case + RUN.replace("| outcome", "| significance=significant | outcome")) == ()
    assert gaps_of("GP06", RUN) == ()
    assert gaps_of("GP06", open_case + far_apart, settings={"months": 6}) == ()


def test_vague_incidents_count_and_undated_ones_do_not():
    """A month is enough to count an incident; no date at all is not."""
    open_case = "childrens-services | 2018-06-01 | visit_child | Visit.\n"

    assert len(gaps_of("GP06", open_case + RUN.replace("2018-10-01", "October 2018"))) == 1
    assert gaps_of("GP06", open_case + RUN.replace("2018-10-01", "")) == ()
    one_vague_date = "police | between May 2018 and May 2019 | police_incident | Intelligence.\n" * 3
    assert len(gaps_of("GP06", open_case + one_vague_date)) == 1


def test_one_vague_date_does_not_join_what_lies_years_apart():
    """The first could be in any of the years; the other two are three years apart."""
    lines = """
childrens-services | 2015-06-01 | visit_child | Visit.
childrens-services | 2019-04-01 | visit_child | Visit.
police | between May 2015 and May 2019 | police_incident | Intelligence.
police | 2015-09-01 | police_incident | Argument.
police | 2018-09-01 | police_incident | Argument.
"""
    years = {"period_from": "2015-05-01", "period_to": "2019-05-20"}

    assert gaps_of("GP06", lines, period=years, family=False) == ()
    nearer = lines.replace("2015-09-01", "2018-06-01")
    assert events(gaps_of("GP06", nearer, period=years, family=False)) == [
        ("police:1", "police:2", "police:3")
    ]


def test_a_run_says_whose_timelines_were_searched():
    """The police's own, and that of the agency at work with the family."""
    [gap] = gaps_of("GP06", "housing | 2018-06-01 | accommodation_event | Let.\n" + RUN)

    assert gap.coverage == (
        "Police supplied a timeline for 20 May 2018 to 20 May 2019 (3 entries). "
        "Housing supplied a timeline for 20 May 2018 to 20 May 2019 (1 entry)."
    )


# GP08 relay gap inside an organisation

TOLD_ADVISER = (
    "leaving-care | 2019-03-11 | contact_adult | Says they argue every day, baby there. | "
    "topics=domestic_abuse"
    " | people=father;infant\n"
)


def test_a_concern_that_stays_with_one_team_is_a_gap():
    """The adviser heard it; children's services of the same authority have no entry."""
    [gap] = gaps_of("GP08", OPEN_CASE + TOLD_ADVISER)

    assert gap.events == ("leaving-care:1",)
    assert gap.agencies == ("leaving-care", "childrens-services")
    assert gap.why == (
        "Leaving care recorded domestic abuse in 1 entry on 11 March 2019. No entry about it was found "
        "within "
        "5 working days in the timeline of Childrens services, which belongs to the same organisation."
    )
    assert gap.question == (
        "How did information move between teams in the same organisation, and whose job was it felt to be "
        "to pass it on?"
    )


def test_an_entry_of_the_responsible_team_answers():
    """It heard from the first team, or recorded the same day's event itself; a vague date could fit."""
    for line in (
        "childrens-services | 2019-03-15 | information_shared | From the adviser. | heard_from=leaving-care",
        "childrens-services | March 2019 | information_shared | From the adviser. | heard_from=leaving-care",
        "childrens-services | 2019-03-11 | contact_adult | Argument. | topics=domestic_abuse | people=infant",
    ):
        assert gaps_of("GP08", OPEN_CASE + TOLD_ADVISER + line) == (), line


def test_what_a_parent_says_of_the_home_is_for_the_responsible_team_too():
    """No child is named, and the date is vague: an entry on something else does not answer it."""
    [gap] = gaps_of(
        "GP08",
        OPEN_CASE
        + """
leaving-care | between January and April 2019 | contact_adult | They argue. | topics=domestic_abuse
childrens-services | 2019-03-01 | contact_adult | Rent. | topics=housing_money | heard_from=leaving-care
childrens-services | 2019-04-17 | contact_adult | Assault. | topics=domestic_abuse | people=mother;father
""",
    )

    assert gap.events == ("leaving-care:1",)


def test_hearing_from_another_worker_of_the_same_kind_is_no_answer():
    """Each parent has a worker of their own; what one passed on is not what the other heard."""
    [gap] = gaps_of(
        "GP08",
        OPEN_CASE
        + TOLD_ADVISER
        + "mothers-personal-adviser | 2019-03-12 | contact_adult | Fine. | people=mother\n"
        + "childrens-services | 2019-03-13 | information_shared | . | heard_from=mothers-personal-adviser",
    )

    assert gap.events == ("leaving-care:1",)


def test_saying_that_the_team_was_told_makes_the_missing_entry_weigh_more():
    """The adviser's entry says so; the team's file does not show it."""
    [gap] = gaps_of(
        "GP08", OPEN_CASE + TOLD_ADVISER.replace("| topics", "| told=childrens-services | topics")
    )

    assert gap.strength == "stronger"
    assert gap.why.endswith("leaving-care:1 says that it was told.")


def test_another_organisation_is_not_a_relay():
    """Housing belongs to another part of the authority: GP03 asks there."""
    assert gaps_of("GP08", OPEN_CASE + TOLD_ADVISER.replace("leaving-care", "housing")) == ()


def test_a_relay_is_not_known_without_the_responsible_teams_timeline():
    """Only the adviser's file is there."""
    [gap] = gaps_of("GP08", TOLD_ADVISER)

    assert gap.strength == "not known"


# GP23 supervision or management oversight not found

SERIOUS = """
childrens-services | 2018-09-03 | visit_child | Serious. | significance=significant | people=infant
childrens-services | 2019-01-07 | visit_child | Serious. | significance=critical | people=infant
"""


def test_significant_events_without_oversight_are_one_gap_for_the_service():
    """Two events, one stretch, one point."""
    [gap] = gaps_of("GP23", SERIOUS)

    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why == (
        "Childrens services had 2 significant events on record or were told of them, between 3 September "
        "2018 and "
        "7 January 2019. Between 20 May 2018 and 20 May 2019 (365 days) no supervision or management "
        "oversight was found "
        "in their timeline; in the whole of it none is recorded."
    )
    assert gap.question == (
        "What space did practitioners and managers have to think about this family together, and how was "
        "it recorded?"
    )
    assert gap.standard.startswith("WA-097")
    assert "Timelines seldom include supervision unless it is asked for: ask." in gap.caveats


def test_supervision_within_ten_working_days_answers():
    """Also where only the month is known, or no date at all."""
    for line in (
        "childrens-services | 2018-09-17 | supervision | Held.\nchildrens-services | 2019-01-10 | "
        "supervision | Held.",
        "childrens-services | September 2018 | supervision | .\nchildrens-services | January 2019 | "
        "supervision | .",
        "childrens-services | | supervision | Held.",
    ):
        assert gaps_of("GP23", SERIOUS + line) == (), line


def test_supervision_divides_the_stretches():
    """The first event was discussed; only the second is left open."""
    [gap] = gaps_of("GP23", SERIOUS + "childrens-services | 2018-09-10 | supervision | Held.")

    assert gap.events == ("childrens-services:2",)
    assert "in the whole of it 1 is recorded" in gap.why


def test_a_decision_changed_by_a_manager_is_named_apart():
    """It is oversight of a kind, and its reason is worth a question."""
    gaps = gaps_of(
        "GP23", "childrens-services | 2018-11-05 | assessment_completed | Changed. | outcome=overruled"
    )

    assert events(gaps) == [("childrens-services:1",)]
    assert gaps[0].why.endswith("A decision changed by a manager is recorded in childrens-services:1.")


def test_oversight_is_not_known_without_the_services_timeline():
    """Police told children's services, which sent nothing."""
    [gap] = gaps_of(
        "GP23",
        "police | 2018-09-03 | police_incident | Serious. | significance=critical | told=children's services",
    )

    assert gap.strength == "not known"


def test_nothing_flagged_says_what_was_looked_at():
    """An empty answer is no clean bill."""
    found = find_gaps(written_case(OPEN_CASE))

    assert found.gaps == ()
    assert found.looked_at["sentence"] == (
        f"{len(CATALOGUE)} patterns read 2 entries and flagged none. That does not show that there is "
        "nothing else to explore."
    )
