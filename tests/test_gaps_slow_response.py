"""GP20: how soon the child was seen after a significant incident."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

OPEN_CASE = """
childrens-services | 2018-06-01 | visit_child | First visit.
"""
ASSAULT = (
    "police | 2019-04-17 | police_incident | Assault at home, baby in her arms. | topics=domestic_abuse"
    " | people=mother;infant\n"
)
NEXT = "childrens-services | 2019-04-24 | visit_child | Home visit. | people=infant | child_seen=seen\n"


def test_a_visit_a_week_after_an_incident_is_a_gap_in_working_and_calendar_days():
    """Over Easter seven days are three working days; both figures are said, and the next sighting cited."""
    [gap] = gaps_of("GP20", OPEN_CASE + ASSAULT + NEXT)

    assert gap.title == "Slow, remote or out-of-hours-limited response to a significant incident"
    assert gap.events == ("police:1", "childrens-services:2")
    assert gap.agencies == ("police", "childrens-services")
    assert gap.why == (
        "1 record of 1 incident on 17 April 2019 tells of serious domestic abuse with the child or the "
        "unborn child there or concerned, held by Police. No entry shows the child seen within 1 working "
        "day; the next that does, or could, is childrens-services:2 on 24 April 2019, 3 working days and 7 "
        "calendar days after it."
    )
    assert gap.question == (
        "What options were open at that hour or with that staffing, and what would have made a same-day "
        "visit possible?"
    )
    assert gap.standard.startswith("WA-004: Decide and record the next actions")
    assert gap.strength == "usual"


def test_violence_against_the_child_that_is_told_of_is_an_incident():
    """By its grade or by its words; a graze at play is none."""
    told = (
        "school | 2019-04-17 | education_event | Aunt rang: dad beat him. | topics=physical_injury | "
        "people=infant\n"
    )
    mobile = {"non_mobile_months": 0}
    for line in (told, told.replace("beat him", "hurt him").rstrip() + " | significance=significant\n"):
        [gap] = gaps_of("GP20", OPEN_CASE + line + NEXT, settings=mobile)
        assert gap.events == ("school:1", "childrens-services:2")
        assert "tells of violence against the child, or a serious injury of the child" in gap.why
    for line in (told.replace("Aunt rang: dad beat him", "Graze at play"), told.replace("infant", "mother")):
        assert gaps_of("GP20", OPEN_CASE + line + NEXT, settings=mobile) == (), line


def test_a_telephone_call_only_weighs_more_and_is_cited():
    """The duty worker rang; nobody saw the child in five working days."""
    [gap] = gaps_of(
        "GP20",
        OPEN_CASE
        + ASSAULT
        + "childrens-services | 2019-04-18 | contact_adult | Duty rang mother, denied. | mode=phone\n"
        + "childrens-services | 2019-05-03 | visit_child | Home visit. | people=infant",
    )

    assert gap.title == "Significant incident with a telephone contact only on record"
    assert gap.events == ("police:1", "childrens-services:2", "childrens-services:3")
    assert "Within 5 working days a telephone contact is recorded in childrens-services:2." in gap.why
    assert gap.strength == "stronger"


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2019-04-18 | visit_child | Home visit. | people=infant",
        "childrens-services | April 2019 | visit_child | Home visit. | people=infant | child_seen=seen",
        "childrens-services | | visit_child | Home visit. | people=infant | child_seen=seen",
        "health-visiting | 2019-04-18 | health_contact | Weighed at clinic. | people=infant",
        "hospital | 2019-04-17 | injury_or_symptom | Checked over. | people=infant",
        "childrens-services | 2019-04-18 | no_access | No reply at the door.",
        "childrens-services | 2019-04-17 | placement_event | With grandmother. | people=infant",
    ],
)
def test_a_child_seen_a_visit_tried_and_a_move_to_a_safe_place_answer(line: str):
    """Also where it is only known that the visit could have been in time, by whichever agency."""
    assert gaps_of("GP20", OPEN_CASE + ASSAULT + NEXT + line) == ()


def test_a_child_seen_at_the_scene_is_no_gap():
    """By code or by the words of the entry."""
    for row in (
        ASSAULT.rstrip() + " | child_seen=seen",
        ASSAULT.replace("in her arms", "in her arms, seen by officers"),
    ):
        assert gaps_of("GP20", OPEN_CASE + row + "\n" + NEXT) == ()


def test_a_call_does_not_show_the_child_seen():
    """A visit made by telephone is none; nor is one where the child was not seen."""
    for line in (
        "childrens-services | 2019-04-18 | visit_child | Call. | people=infant | mode=phone",
        "childrens-services | 2019-04-18 | visit_child | At school. | people=infant | child_seen=not seen",
        "gp | 2019-04-18 | health_contact | Mother's own visit. | people=mother",
    ):
        assert len(gaps_of("GP20", OPEN_CASE + ASSAULT + NEXT + line)) == 1, line


def test_incidents_before_the_same_next_sighting_are_one_gap():
    """Two incidents, one point, one next sighting."""
    first = ASSAULT.replace("2019-04-17", "2019-04-10")

    assert events(gaps_of("GP20", OPEN_CASE + first + ASSAULT + NEXT)) == [
        ("police:1", "police:2", "childrens-services:2")
    ]


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2019-04-05", "15:30", "police:1 falls late on a Friday."),
        ("2019-04-05", "11:00", ""),
        ("2019-04-06", "", "police:1 falls at a weekend."),
        ("2019-04-18", "", "police:1 falls on the day before a bank holiday."),
        ("2019-05-03", "", "police:1 falls on the Friday before a bank holiday."),
        ("2019-04-09", "22:10", "police:1 falls outside office hours."),
        ("2019-04-09", "", ""),
        ("April 2019", "", ""),
    ],
)
def test_the_hour_at_which_an_incident_became_known_is_named(day: str, time: str, said: str):
    """Friday after 15:00, weekends, the eve of a bank holiday; only where day and time are known."""
    line = ASSAULT.replace("2019-04-17", day).rstrip() + f" | time={time}\n"
    [gap] = gaps_of("GP20", OPEN_CASE + line)

    assert gap.why.endswith(said) if said else "falls" not in gap.why


def test_before_the_birth_nobody_can_be_seen():
    """The same incident in pregnancy is GP04's."""
    assert gaps_of("GP20", OPEN_CASE + ASSAULT.replace("2019-04-17", "2019-01-17")) == ()


def test_without_a_timeline_of_childrens_services_it_is_not_known():
    """They would hold the visit."""
    [gap] = gaps_of("GP20", ASSAULT)

    assert gap.strength == "not known"


def test_an_incident_at_the_end_of_the_records_is_left_out():
    """The day after it is no longer covered."""
    assert gaps_of("GP20", OPEN_CASE + ASSAULT.replace("2019-04-17", "2019-05-20")) == ()
