"""GP07 and GP07b: what one agency held when another decided, and physical findings."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

# GP07 information held by one agency when another decided

DECIDED = (
    "childrens-services | 2018-06-04 | visit_child | Visit.\n"
    "childrens-services | 2018-11-05 | assessment_completed | Done. | people=infant\n"
)
POLICE = (
    "police | 2018-09-03 | police_incident | Call. | topics=substance_use | people=father"
    " | significance=significant\n"
    "police | 2018-12-03 | police_incident | Call. | significance=low\n"
)
MENTAL_HEALTH = (
    "mental-health | 2018-08-01 | mental_health_event | Seen. | topics=mental_health_parent | people=father\n"
    "mental-health | 2018-09-03 | case_opened_closed | Ended. | topics=mental_health_parent"
    " | outcome=closed_non_engagement\n"
)


def test_what_two_agencies_held_before_an_assessment_was_completed_is_one_gap():
    """The whole answer: the decision, and the few rows that weigh most."""
    [gap] = gaps_of("GP07", DECIDED + POLICE + MENTAL_HEALTH)

    assert gap.events == ("mental-health:2", "police:1", "childrens-services:2")
    assert gap.agencies == ("mental-health", "police", "childrens-services")
    assert gap.why == (
        "Childrens services records assessment completed on 5 November 2018. In the 180 days before it 2 "
        "entries of weight were held elsewhere with no entry, on either side, that shows Childrens services "
        "told by then: Mental health (mental health of a parent, on 3 September 2018) and Police (substance "
        "use, on 3 September 2018)."
    )
    assert gap.question == (
        "Who held which piece on that day, and what routes existed for the pieces to meet?"
    )
    assert gap.standard.startswith("WA-006")
    assert gap.strength == "stronger"


@pytest.mark.parametrize(
    "lines",
    [
        POLICE.replace("significance=significant", "significance=low"),
        POLICE.replace("significance=significant", "significance=significant | told=childrens-services"),
        POLICE.replace("2018-09-03", "2018-11-05"),  # the same day: nobody can tell which was first
        POLICE.replace("2018-09-03", "autumn 2018"),
        POLICE.replace("Call. | topics", "Not to be shared: live operation. | topics"),
        POLICE.replace("topics=substance_use", "topics=housing_money"),
        POLICE.replace("police |", "leaving-care |"),  # one organisation with the decider
        POLICE + "police | October 2018 | contact_adult | Rang. | told=childrens-services",
        POLICE + "childrens-services | 2018-10-01 | contact_adult | . | heard_from=police",
        POLICE + "childrens-services | 2018-09-03 | contact_adult | . | topics=substance_use | people=father",
        POLICE + "childrens-services | 2018-10-01 | strategy_discussion | . | heard_from=police",
        POLICE + "police | | information_shared | Letter. | told=childrens-services",
    ],
)
def test_slight_shared_limited_or_uncertain_information_raises_nothing(lines: str):
    """Told in the entry or later, heard, met, the same incident; and what nobody could have shared."""
    assert gaps_of("GP07", DECIDED + lines) == ()


def test_an_incident_without_a_grade_counts_where_the_decider_has_nothing_on_its_risk():
    """With something on the same risk in its own file the decider knew of the like."""
    ungraded = POLICE.replace(" | significance=significant", "")
    known = "childrens-services | 2018-08-06 | contact_adult | Talk. | topics=substance_use | people=mother\n"

    assert events(gaps_of("GP07", DECIDED + ungraded)) == [("police:1", "childrens-services:2")]
    assert gaps_of("GP07", DECIDED + known + ungraded) == ()


def test_an_entry_is_asked_about_once_at_the_first_decision_after_it():
    """Two more decisions follow, with nothing new before them."""
    more = "".join(
        f"childrens-services | {day} | decision_front_door | Decided.\n"
        for day in ("2018-11-19", "2018-12-20")
    )

    assert len(gaps_of("GP07", DECIDED + more + POLICE)) == 1


def test_an_agency_that_took_part_in_the_meeting_could_speak_there():
    """Police are named with the conference; without that they are asked about, with another standard."""
    conference = "childrens-services | 2018-11-05 | conference_initial | Held. | heard_from={}\n"
    [gap] = gaps_of("GP07", conference.format("school") + POLICE)

    assert gap.standard.startswith("WA-021")
    assert gaps_of("GP07", conference.format("police") + POLICE) == ()
    assert (
        gaps_of(
            "GP07",
            conference.format("school") + POLICE + "police | 2018-11-05 | conference_initial | Attended.",
        )
        == ()
    )


def test_a_meeting_that_only_the_school_recorded_is_not_known():
    """Children's services sent nothing: what they had been told would stand there."""
    [gap] = gaps_of("GP07", "school | 2018-11-05 | conference_initial | Attended.\n" + POLICE)

    assert gap.strength == "not known"


def test_an_ordinary_case_of_contacts_raises_nothing():
    """Two years of routine visits and appointments around five decisions."""
    lines = [
        f"{agency} | {year}-{month:02}-{day:02} | {kind} | Routine. | topics={topic}"
        for year in (2017, 2018)
        for month in range(1, 13)
        for agency, day, kind, topic in (
            ("health-visiting", 4, "health_contact", "pregnancy_infancy"),
            ("school", 9, "education_event", "education_attendance"),
            ("housing", 14, "accommodation_event", "housing_money"),
            ("gp", 19, "health_contact", "mental_health_parent"),
            ("police", 23, "contact_adult", "offending"),
        )
    ]
    lines += [
        f"childrens-services | {day} | decision_front_door | Decided."
        for day in ("2017-03-01", "2017-07-05", "2017-11-01", "2018-04-03", "2018-09-04")
    ]
    period = {"period_from": "2017-01-01", "period_to": "2018-12-31"}

    assert gaps_of("GP07", "\n".join(lines), period=period) == ()


# GP07b physical findings

BRUISE = "hospital | 2019-03-12 | injury_or_symptom | Bruise on cheek, body map done. | people=infant\n"
OPEN = """
childrens-services | 2018-06-04 | visit_child | Visit.
childrens-services | 2019-05-06 | visit_child | Visit.
hospital | 2019-05-06 | health_contact | Seen.
"""


def test_findings_that_nobody_outside_health_was_told_of_are_one_gap():
    """Two within weeks; the picture is named."""
    [gap] = gaps_of(
        "GP07b",
        BRUISE
        + "gp | 2019-04-02 | health_contact | Mark on arm. | topics=physical_injury | people=infant"
        + OPEN,
    )

    assert gap.events == ("hospital:1", "gp:1")
    assert gap.why == (
        "Hospital and GP record 2 physical findings between 12 March 2019 and 2 April 2019. No entry, on "
        "either side, shows children's services or police told of them within 28 days. A body map, a "
        "picture or an image is named in hospital:1."
    )
    assert gap.strength == "stronger"


@pytest.mark.parametrize(
    "lines",
    [
        BRUISE.replace("| people", "| told=police | people"),
        BRUISE.replace("| people", "| heard_from=childrens-services | people"),
        BRUISE.replace("people=infant", "people=mother"),
        BRUISE.replace("Bruise on cheek, body map done.", "Weight falters."),
        BRUISE.replace("hospital |", "school |"),
        BRUISE + "hospital | March 2019 | report_sent | Report. | told=childrens-services",
        BRUISE + "childrens-services | 2019-03-14 | strategy_discussion | Held. | heard_from=hospital",
        BRUISE + "police | 2019-03-13 | contact_adult | Call. | heard_from=hospital | topics=physical_injury",
        BRUISE.replace("2019-03-12", "2019-05-06"),
    ],
)
def test_a_finding_that_was_told_or_is_none_raises_nothing(lines: str):
    """Told in the entry, later or in a meeting; of an adult; no injury; another's; too near the end."""
    assert gaps_of("GP07b", lines + OPEN) == ()


def test_a_call_about_nothing_in_particular_does_not_show_the_finding_told():
    """Children's services heard from the hospital, and their entry names neither topic nor injury."""
    call = "childrens-services | 2019-03-14 | contact_adult | {} | heard_from=hospital"

    assert len(gaps_of("GP07b", BRUISE + call.format("Call about dates.") + OPEN)) == 1
    assert gaps_of("GP07b", BRUISE + call.format("Call about the bruise.") + OPEN) == ()


def test_an_everyday_accident_of_a_child_who_moves_about_is_no_finding_to_ask_about():
    """The same words about a baby are."""
    child = ("child", "Child", "male", "2014", "", "sibling", "")
    graze = "gp | 2019-03-12 | injury_or_symptom | Graze, accidental. | people={}\n"

    assert gaps_of("GP07b", graze.format("child") + OPEN, more_people=(child,)) == ()
    assert events(gaps_of("GP07b", graze.format("infant") + OPEN)) == [("gp:1",)]


def test_findings_are_not_known_without_a_timeline_that_would_show_them_told():
    """Neither children's services nor police sent one."""
    [gap] = gaps_of("GP07b", BRUISE)

    assert gap.strength == "not known"
