"""GP16: adults of whom agencies wrote, and whom hardly any entry shows met."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

SPOKEN_OF = """
police | 2018-09-10 | police_incident | Call. | people=mother;father
school | 2018-10-11 | education_event | Father collects. | people=father
midwifery | 2018-11-12 | health_contact | Father not present. | people=mother;father
"""
WITH_MOTHER = "".join(
    f"midwifery | 2018-12-{day:02} | health_contact | Antenatal. | people=mother\n" for day in range(3, 10)
)


def test_an_adult_named_by_three_agencies_and_never_met_is_a_gap():
    """The whole answer; police at an incident do not work with him as a father."""
    [gap] = gaps_of("GP16", SPOKEN_OF)

    assert gap.events == ("police:1", "school:1", "midwifery:1")
    assert gap.why == (
        "Father is named in 3 entries of Police, School and Midwifery, between 10 September 2018 and 12 "
        "November 2018. No entry was found in which this adult was met or spoken to by a service that works "
        "with the family, assessed, or asked about elsewhere; with another parent 1 contact is on record."
    )
    assert gap.question == (
        "What was known about this adult's part in daily life, and what made it easier or harder to involve "
        "them?"
    )
    assert gap.standard.startswith("WA-023")
    assert gap.strength == "stronger"


@pytest.mark.parametrize(
    "lines",
    [
        SPOKEN_OF.replace("not present", "there"),
        SPOKEN_OF + "childrens-services | 2019-01-10 | contact_adult | Call. | people=father",
        SPOKEN_OF + "childrens-services | | contact_adult | Call. | people=father",
        SPOKEN_OF + "childrens-services | 2019-01-10 | information_request | To police. | people=father",
        SPOKEN_OF + "childrens-services | 2019-01-10 | supervision | PNC done. | people=father",
        SPOKEN_OF.replace("Father collects.", "Restraining order in place."),
        SPOKEN_OF.replace("Call.", "Remanded, in custody."),
        "\n".join(SPOKEN_OF.splitlines()[:3]),
        SPOKEN_OF.replace("school |", "midwifery |").replace("police |", "midwifery |"),
        SPOKEN_OF.replace("father", "grandmother"),
    ],
)
def test_an_adult_met_checked_barred_or_hardly_named_raises_nothing(lines: str):
    """Also where it is only open whether he was there, and for somebody outside the home."""
    grandmother = ("grandmother", "Grandmother", "female", "1970", "", "grandparent", "")

    assert gaps_of("GP16", lines, more_people=(grandmother,)) == ()


def test_many_contacts_with_the_mother_for_each_with_the_father_are_asked_about():
    """Seven to one is more than five; with two there is no question. His own worker is not the child's."""
    one = "midwifery | 2019-01-10 | health_contact | Both. | people=mother;father\n"
    own = "leaving-care | 2019-01-10 | contact_adult | Call. | people=father\n"
    [gap] = gaps_of("GP16", SPOKEN_OF + WITH_MOTHER + one + own)

    assert "1 contact with this adult by services that work with the child is on record, and 9" in gap.why
    assert gaps_of("GP16", SPOKEN_OF + WITH_MOTHER + one + one.replace("10", "11")) == ()


def test_a_service_of_the_adults_own_without_a_timeline_is_asked_for_it():
    """He was known to probation, which sent nothing."""
    [gap] = gaps_of("GP16", SPOKEN_OF.replace("Call. |", "Call. | told=probation |"))

    assert gap.strength == "not known"


def test_somebody_new_in_a_parents_life_without_a_check_is_a_gap():
    """The second mention is of the same person; a check within four weeks answers."""
    new = """
health-visiting | 2019-03-11 | health_contact | Mother has a new partner. | people=mother
health-visiting | 2019-04-01 | health_contact | New partner there. | people=mother
"""
    [gap] = gaps_of("GP16", new)

    assert gap.events == ("health-visiting:1",)
    assert gap.title == "New adult in a child's life with no check found"
    assert gap.why == (
        "Health visiting records on 11 March 2019 that somebody new was in the home or in a parent's life. "
        "No check, no request for information and no assessment was found within 20 working days, by 8 April "
        "2019."
    )
    for line in (
        "childrens-services | 2019-03-20 | information_request | To police.",
        "police | March 2019 | contact_adult | Clare's Law application.",
        "childrens-services | 2019-04-01 | assessment_decided | Agreed.",
    ):
        assert gaps_of("GP16", new + line) == (), line


def test_a_partner_whom_the_records_name_only_later_is_somebody_new():
    """Months after the records begin, by the list of people and not by the words."""
    partner = ("partner", "Partner", "male", "1995", "", "partner", "")
    line = "school | {} | education_event | Collected. | people=partner"

    assert events(gaps_of("GP16", line.format("2019-01-14"), more_people=(partner,))) == [("school:1",)]
    assert gaps_of("GP16", line.format("2018-06-14"), more_people=(partner,)) == ()
