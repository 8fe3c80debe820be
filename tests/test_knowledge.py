"""What an agency could have known at a moment, and how: the semantics of docs/decisions, case by case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.gaps_support import written_case
from workbench.chronology import Case
from workbench.knowledge import CAUTION, Known, as_json, as_text, how_words, knowledge, needs, sure_words
from workbench.ledger import NO_RECORD, NOT_KNOWN

ALL = date(2019, 5, 20)
Chronology = Callable[..., Case]


def known(lines: str, agency: str, at: str | date = ALL, **how: Any) -> Known:
    """Return what an agency of a written case could have known."""
    day = date.fromisoformat(at) if isinstance(at, str) else at
    return knowledge(written_case(lines, **how)).at(agency, day)


def certain(found: Known) -> dict[str, str]:
    """Return the rows certainly held, in the order of their arrival, each with how."""
    how = how_words(found)
    return {id: how[id] for id in found.certain}


def possible(found: Known) -> dict[str, str]:
    """Return the rows possibly held."""
    how = how_words(found)
    return {id: how[id] for id in found.possible}


# Own records


def test_an_agency_holds_its_own_records_and_nothing_of_others():
    """What another agency wrote and nobody passed on lies with that agency."""
    found = known(
        """
        police | 2019-01-03 | police_incident | Shouting.
        school | 2019-01-04 | education_event | Late.
        """,
        "school",
    )

    assert (certain(found), possible(found)) == ({"school:1": "own record"}, {})


@pytest.mark.parametrize(("day", "rows"), [("2019-01-02", ()), ("2019-01-03", ("police:1",))])
def test_a_record_is_held_from_the_end_of_its_day(day: str, rows: tuple[str, ...]):
    """The day itself counts; the day before holds nothing of it."""
    found = known("police | 2019-01-03 | police_incident | Shouting.", "police", day)

    assert (found.certain, found.possible) == (rows, ())


@pytest.mark.parametrize(
    ("day", "sure", "perhaps"),
    [
        ("2019-02-28", (), ()),
        ("2019-03-01", (), ("police:1",)),
        ("2019-03-30", (), ("police:1",)),
        ("2019-03-31", ("police:1",), ()),
    ],
)
def test_a_vague_date_is_possible_first_and_certain_at_its_end(
    day: str, sure: tuple[str, ...], perhaps: tuple[str, ...]
):
    """ "March 2019" could be the 1st, and is over on the 31st."""
    found = known("police | March 2019 | police_incident | Shouting.", "police", day)

    assert (found.certain, found.possible) == (sure, perhaps)


def test_a_record_without_a_date_is_possible_at_every_moment():
    """It could be of any day, so it is certain of none; a screen can leave it out."""
    found = known("police | soon after | police_incident | Shouting.", "police", "1990-01-01")

    assert (found.certain, found.possible) == ((), ("police:1",))
    assert as_json(found)["undated"] == ["police:1"]


# Told


TOLD = """
    police             | 2019-01-03 | report_sent     | Report: shouting, mother hit.        | told=childrens-services | people=mother | topics=domestic abuse
    childrens-services | 2019-01-07 | report_received | Report in: shouting, mother was hit. | heard_from=police | people=mother | topics=domestic abuse
"""  # noqa: E501


def test_a_report_is_held_from_the_day_of_its_receipt():
    """Sent on the 3rd, received on the 7th: not held on the 6th."""
    assert certain(known(TOLD, "childrens-services", "2019-01-06")) == {}
    found = known(TOLD, "childrens-services", "2019-01-07")

    assert certain(found) == {
        "police:1": "told by Police on 7 January 2019",
        "childrens-services:1": "own record",
    }
    assert sure_words(found) == {"police:1": "recorded by both", "childrens-services:1": "own record"}


def test_a_report_without_a_receipt_is_said_to_have_been_told():
    """It counts from the day of sending, and says on whose word it stands."""
    found = known(
        """
        police             | 2019-01-03 | report_sent | Report sent. | told=childrens-services
        childrens-services | 2019-01-20 | visit_child | Visit.
        """,
        "childrens-services",
        "2019-01-03",
    )

    assert certain(found) == {
        "police:1": f"said to have been told by Police on 3 January 2019; its arrival: {NO_RECORD}"
    }
    assert sure_words(found) == {"police:1": "said by the sender only"}


def test_an_agency_without_a_timeline_holds_what_others_say_they_told_it():
    """Housing sent nothing: all that is here is on the word of police."""
    found = known("police | 2019-01-03 | report_sent | Report sent. | told=housing", "housing")

    assert certain(found) == {
        "police:1": f"said to have been told by Police on 3 January 2019; its arrival: {NOT_KNOWN}"
    }
    assert as_json(found)["notes"][0] == (
        "Housing supplied no timeline: only what others say they told it is here."
    )


def test_a_receipt_dated_before_the_sending_is_no_foresight():
    """The receipt says 2 January, the report 3 January: it is held from the 3rd, when it was written."""
    lines = TOLD.replace("2019-01-07", "2019-01-02")

    assert certain(known(lines, "childrens-services", "2019-01-02")) == {"childrens-services:1": "own record"}
    assert "police:1" in certain(known(lines, "childrens-services", "2019-01-03"))


def test_a_vague_receipt_makes_the_telling_possible():
    """Received "early January" (1 to 10): possible from the day it was sent, certain on the 10th."""
    lines = TOLD.replace("2019-01-07", "early January 2019")

    assert possible(known(lines, "childrens-services", "2019-01-03")) == {
        "police:1": "told by Police dated early January 2019 (1 to 10 January)",
        "childrens-services:1": "own record",
    }
    assert set(certain(known(lines, "childrens-services", "2019-01-10"))) == {
        "police:1",
        "childrens-services:1",
    }


def test_who_told_does_not_thereby_hold_the_others_record():
    """Police told; what children's services wrote about it stays with them."""
    assert set(certain(known(TOLD, "police"))) == {"police:1"}


def test_to_be_named_as_a_source_gives_no_row():
    """The GP says that it heard from the school; what the school held is what its own records show."""
    found = known(
        """
        gp     | 2019-01-03 | information_shared | Call from school. | heard_from=school
        school | 2019-01-09 | education_event    | Late.
        """,
        "school",
    )

    assert set(certain(found)) == {"school:1"}


def test_an_intention_to_share_is_not_sharing(chronology: Chronology):
    """ "Will inform GP" gives the GP nothing."""
    case = chronology("""
        3 January 2019 | health-visiting | Home visit. Will inform GP of mother's low mood.
        9 January 2019 | gp              | Repeat prescription.
    """)

    assert set(certain(knowledge(case).at("gp", ALL))) == {"gp:1"}


def test_what_arrived_is_not_passed_on_by_itself():
    """Police told children's services; that the school was at work with the family gives it nothing."""
    found = known(f"{TOLD}\nschool | 2019-01-09 | education_event | Late.", "school")

    assert set(certain(found)) == {"school:1"}


# Services of one organisation


TEAMS = """
    police                        | 2019-01-03 | report_sent | Report sent.   | told={told}
    childrens-services-assessment | 2019-01-09 | visit_child | Visit.
    childrens-services-long-term  | 2019-01-09 | visit_child | Another visit.
"""


def test_a_service_does_not_know_what_another_of_its_organisation_knows():
    """The assessment team was told; the long-term team of the same department holds its own record only."""
    lines = TEAMS.format(told="childrens-services-assessment")

    assert set(certain(known(lines, "childrens-services-assessment"))) == {
        "police:1",
        "childrens-services-assessment:1",
    }
    assert set(certain(known(lines, "childrens-services-long-term"))) == {"childrens-services-long-term:1"}


def test_where_nobody_says_which_service_was_told_each_possibly_was():
    """ "Told children's services", which has two teams here: possible for both, certain for neither."""
    found = known(TEAMS.format(told="children's services"), "childrens-services-long-term")

    assert set(certain(found)) == {"childrens-services-long-term:1"}
    assert possible(found) == {
        "police:1": "said to have been told by Police on 3 January 2019; which service is not said"
    }


def parts(chronology: Chronology) -> Case:
    """Return a case in which an agency's table says which service, and which worker, wrote a row."""
    return chronology("""
        3 January 2019 | police             | Report. | kind=report sent | told=childrens-services
        4 January 2019 | childrens-services | Report. | kind=report received | heard from=police | team=Door
        9 January 2019 | childrens-services | Visit.  | kind=visit | team=Assessment | worker=SW2
        9 January 2019 | childrens-services | Letter. | kind=other
    """)


def test_a_service_within_an_agency_holds_what_its_own_rows_show(chronology: Chronology):
    """The front door received it; assessment did not. A row that names no service is possibly either's."""
    found = knowledge(parts(chronology))

    assert found.all_names() == (
        "childrens-services",
        "police",
        "childrens-services/assessment",
        "childrens-services/door",
        "childrens-services/sw2",
    )
    door = found.at("childrens-services/door", ALL)
    assert set(certain(door)) == {"police:1", "childrens-services:1"}
    assert possible(door) == {
        "childrens-services:3": "own record of its agency; which of its services is not said"
    }
    assert set(certain(found.at("childrens-services/assessment", ALL))) == {"childrens-services:2"}


def test_a_practitioner_whom_the_record_names(chronology: Chronology):
    """A column for the worker makes the worker somebody to ask about."""
    found = knowledge(parts(chronology))

    assert found.find("Children's services/SW2") == "childrens-services/sw2"
    assert set(certain(found.at("childrens-services/sw2", ALL))) == {"childrens-services:2"}


@pytest.mark.parametrize("name", ["nobody", "police/Door", "", "/"])
def test_a_name_that_is_not_here_is_not_found(chronology: Chronology, name: str):
    """An unknown agency, a service of another agency, nothing at all."""
    assert knowledge(parts(chronology)).find(name) == ""


# Meetings and joint visits


MEETING = """
    childrens-services | 2019-03-05 | core_group | Core group with school and GP. Cannabis discussed. Apologies from midwife. | told=school;gp;midwifery | topics=substance use
    school             | 2019-03-05 | core_group | Attended core group, cannabis discussed. | heard_from=childrens-services | topics=substance use
    gp                 | 2019-03-09 | health_contact | Seen.
    midwifery          | 2019-03-09 | health_contact | Seen.
"""  # noqa: E501


def test_being_at_a_meeting_gives_what_its_records_tell():
    """The school holds children's services' record of what was said, and they hold the school's."""
    found = known(MEETING, "school")

    assert certain(found) == {
        "childrens-services:1": "at meeting on 5 March 2019 "
        "(core group meeting, recorded by Childrens services)",
        "school:1": "own record",
    }
    assert sure_words(found)["childrens-services:1"] == "was there by its own record"
    assert set(certain(known(MEETING, "childrens-services"))) == {"childrens-services:1", "school:1"}


def test_somebody_named_at_a_meeting_holds_its_records_on_anothers_word():
    """The GP has no record of the meeting; it is named as there."""
    found = known(MEETING, "gp")

    assert set(certain(found)) == {"childrens-services:1", "school:1", "gp:1"}
    assert sure_words(found)["school:1"] == "named as there by another's record"


def test_who_sent_apologies_was_not_there():
    """Midwifery was asked and did not come: what was said there did not reach it."""
    assert set(certain(known(MEETING, "midwifery"))) == {"midwifery:1"}


def test_a_joint_visit_gives_both_what_either_recorded():
    """The smell that only the social worker wrote down was there for the health visitor, too."""
    lines = """
        childrens-services | 2019-03-05 | visit_child    | Joint visit with health visitor. Smell of cannabis. | told=health-visiting | people=infant | topics=substance use
        health-visiting    | 2019-03-05 | health_contact | Joint visit with social worker. Infant well.        | heard_from=childrens-services | people=infant
    """  # noqa: E501
    found = known(lines, "health-visiting")

    assert certain(found)["childrens-services:1"].startswith("at joint visit on 5 March 2019")
    assert list(found.topics) == ["substance_use"]


# Topics, people, statuses


def test_topics_and_people_with_the_first_row_that_gave_them():
    """What came first stands first; a topic of possible rows only is possible."""
    found = known(
        """
        police | 2019-01-03   | police_incident | Shouting. | people=mother;father | topics=domestic abuse
        police | 2019-01-09   | police_incident | Shouting. | people=mother | topics=domestic abuse;alcohol
        police | January 2019 | police_incident | Dealing.  | people=father | topics=substance use
        """,
        "police",
        "2019-01-10",
    )

    assert {name: (one.certain, one.row, one.rows) for name, one in found.topics.items()} == {
        "domestic_abuse": (True, "police:1", ("police:1", "police:2")),
        "alcohol": (True, "police:2", ("police:2",)),
        "substance_use": (False, "police:3", ("police:3",)),
    }
    assert list(found.people) == ["father", "mother"]


def test_a_status_is_known_by_its_row_and_its_end_only_by_its_own():
    """The school was told of the registration and not of its end: to the school's records it still holds."""
    lines = """
        childrens-services | 2019-03-05 | registration_change | Infant registered, neglect. | told=school | people=infant
        childrens-services | 2019-04-05 | registration_change | Infant deregistered.        | people=infant
        school             | 2019-03-09 | education_event     | Late.
    """  # noqa: E501
    [ours] = known(lines, "childrens-services").statuses
    [theirs] = known(lines, "school").statuses

    assert (ours.interval.name, ours.row, ours.ended) == (
        "registered",
        "childrens-services:1",
        "childrens-services:2",
    )
    assert (theirs.interval.name, theirs.row, theirs.ended) == ("registered", "childrens-services:1", "")
    assert known(lines, "school", "2019-03-01").statuses == ()


# Said in words


def test_a_case_says_what_it_would_need():
    """One agency, nobody told, no people, no topics: a sentence for each."""
    case = written_case("police | 2019-01-03 | other | Note.", family=False)

    assert needs(knowledge(case)) == (
        "Only one agency sent a timeline: what others held is not known. Ask them for theirs.",
        "No entry says who was told or heard from: each agency holds its own records only. Fill in or "
        "confirm told and heard from.",
        "No entry names a person of the family: add people.csv, or confirm the people of the entries.",
        "No entry carries a topic: confirm the topics of the entries.",
    )


def test_a_case_without_any_date_is_possible_throughout(chronology: Chronology):
    """Nothing is certain at any moment, and it says why."""
    held = knowledge(chronology("soon after | police | Shouting."))

    found = held.at("police", ALL)
    assert (found.certain, found.possible) == ((), ("police:1",))
    assert (
        "No entry has a date that could be read: all is possible at every moment, nothing certain."
        in needs(held)
    )


def test_an_agency_that_is_not_in_the_case_holds_nothing():
    """A view that asks for one that is gone gets an empty answer, and measures none."""
    held = knowledge(written_case(TOLD))

    found = as_json(held.at("nobody", ALL))
    assert (found["certain"], found["possible"], found["topics"], found["people"]) == ([], [], {}, {})
    assert found["notes"] == ['There is no "nobody" in this case: it neither sent a timeline nor was told.']


def test_a_day_outside_the_case_is_said():
    """The answer stands; that the day lies outside is said beside it."""
    found = as_json(known(TOLD, "police", "2030-01-01"))

    assert found["certain"] == ["police:1"]
    assert "1 January 2030 lies after the period reviewed, 20 May 2018 to 20 May 2019." in found["notes"]


def test_the_json_is_that_of_the_design():
    """Agency, moment, rows in the order of arrival, how, how sure, topics, people, statuses."""
    assert as_json(known(TOLD, "childrens-services", "2019-01-07")) == {
        "agency": "childrens-services",
        "label": "Childrens services",
        "at": "2019-01-07",
        "certain": ["police:1", "childrens-services:1"],
        "possible": [],
        "undated": [],
        "how": {"police:1": "told by Police on 7 January 2019", "childrens-services:1": "own record"},
        "sure": {"police:1": "recorded by both", "childrens-services:1": "own record"},
        "topics": {
            "domestic_abuse": {
                "certain": True,
                "since": {"row": "police:1", "earliest": "2019-01-07", "latest": "2019-01-07"},
                "rows": ["police:1", "childrens-services:1"],
            }
        },
        "people": {
            "mother": {
                "certain": True,
                "since": {"row": "police:1", "earliest": "2019-01-07", "latest": "2019-01-07"},
                "rows": ["police:1", "childrens-services:1"],
            }
        },
        "statuses": [],
        "of": {"entries": 2, "held_at_any_time": 2},
        "notes": [],
        "caution": (
            "This is what the timelines supplied show could have been known, not what anybody knew or had in "
            "mind. What was passed on and not written down is not here."
        ),
    }


def test_the_text_says_the_same_in_words():
    """In the order of arrival, with what is possible apart."""
    assert list(as_text(known(TOLD, "childrens-services", "2019-01-07"))) == [
        "Childrens services, as of the end of 7 January 2019",
        "Certain: 2 entries",
        "    2019-01-03  [police:1]  told by Police on 7 January 2019; recorded by both",
        "    2019-01-07  [childrens-services:1]  own record",
        "Possible: 0 entries",
        "Topics: Domestic abuse",
        "People: Mother",
        CAUTION,
    ]
