"""GP05 and GP05b: contacts closed one by one, and what else was offered."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

# GP05 series of contacts closed below threshold

SERIES = """
childrens-services | 2018-07-02 | report_received | Report. | heard_from=police | outcome=nfa | people=infant
childrens-services | 2018-11-05 | report_received | Report. | heard_from=school | outcome=information_only
childrens-services | 2019-01-07 | report_received | Report. | heard_from=school | outcome=advice_given
"""


def test_three_contacts_closed_one_by_one_are_a_gap():
    """The whole answer, with the days between them."""
    [gap] = gaps_of("GP05", SERIES)

    assert gap.events == ("childrens-services:1", "childrens-services:2", "childrens-services:3")
    assert gap.why == (
        "3 contacts from Police and School or nursery between 2 July 2018 and 7 January 2019 ended one by "
        "one (1 no further action recorded, 1 logged for information and 1 advice given). The days between "
        "them were at least 126 and 63, shorter at the end than at the beginning. Between the first and the "
        "last no record was found of an assessment, a meeting, an enquiry or supervision, and no entry that "
        "speaks of the earlier contacts."
    )
    assert gap.question == (
        "When the contacts are read together, what picture do they make, and at which point could someone "
        "have had that view?"
    )
    assert gap.strength == "stronger"
    assert gap.standard.startswith("WA-006")


def test_three_of_domestic_abuse_lean_on_the_figure_for_it():
    """Three events in twelve months are a published rule for referral to a conference."""
    abuse = SERIES.replace("\n", " | topics=domestic_abuse\n").replace(" | topics=domestic_abuse\n", "\n", 1)
    [gap] = gaps_of("GP05", abuse)

    assert gap.standard.startswith("EW-002")


@pytest.mark.parametrize(
    "lines",
    [
        SERIES.replace("2018-07-02", "2018-01-02"),  # before the period
        SERIES.replace("outcome=advice_given", "outcome=accepted"),
        SERIES.replace(" | outcome=advice_given", ""),
        SERIES + "childrens-services | 2019-01-09 | assessment_decided | Agreed.",
        SERIES + "childrens-services | 2018-12-03 | supervision | Held.",
        SERIES + "childrens-services | autumn 2018 | assessment_completed | Done.",
        SERIES + "school | 2018-12-03 | care_support_meeting | Held.",
        SERIES + "childrens-services | 2018-12-03 | contact_adult | Chronology of contacts written.",
        SERIES.replace("Report. | heard_from=school | outcome=adv", "Earlier reports seen. | outcome=adv"),
        "\n".join(SERIES.splitlines()[:3]),
    ],
)
def test_two_contacts_or_a_review_between_raise_nothing(lines: str):
    """An assessment, a meeting, supervision, a chronology, or the third one taken on."""
    assert gaps_of("GP05", lines) == ()


def test_a_review_divides_a_series_and_what_follows_it_is_asked_about():
    """The assessment comes after two; the three that follow it are named with it."""
    more = "".join(
        f"childrens-services | {day} | report_received | Report. | outcome=nfa\n"
        for day in ("2019-02-04", "2019-03-04", "2019-04-08")
    )
    [gap] = gaps_of(
        "GP05", SERIES + "childrens-services | 2018-12-03 | assessment_completed | Done.\n" + more
    )

    assert gap.events == tuple(f"childrens-services:{row}" for row in (3, 5, 6, 7))
    assert gap.why.endswith("At other times a review is recorded, in childrens-services:4.")


def test_a_report_and_its_decision_are_one_contact_and_so_are_two_reports_of_one_incident():
    """Six rows and two contacts."""
    assert (
        gaps_of(
            "GP05",
            """
childrens-services | 2018-07-02 | report_received | Row. | heard_from=police | topics=domestic_abuse
childrens-services | 2018-07-03 | report_received | Row. | heard_from=ambulance | topics=domestic_abuse
childrens-services | 2018-07-04 | decision_front_door | NFA. | outcome=nfa
childrens-services | 2018-11-05 | report_received | Row. | heard_from=school
childrens-services | 2018-11-07 | decision_front_door | NFA. | outcome=nfa
police | 2018-07-02 | report_sent | Row. | told=childrens-services | outcome=nfa | topics=domestic_abuse
""",
        )
        == ()
    )


def test_contacts_about_different_children_are_no_series_of_one():
    """Two about the sibling, who is of age to be one, and one about the infant."""
    people = SERIES.replace("outcome=information_only", "outcome=information_only | people=sibling").replace(
        "outcome=advice_given", "outcome=advice_given | people=sibling"
    )
    sibling = ("sibling", "Sibling", "female", "2014", "", "sibling", "")

    assert gaps_of("GP05", people, more_people=(sibling,)) == ()


def test_a_series_of_years_is_one_gap_and_cites_a_few_of_its_rows():
    """Twelve contacts, one every two months."""
    lines = "".join(
        f"childrens-services | {year}-{month:02}-11 | report_received | Report. | outcome=nfa\n"
        for year in (2017, 2018)
        for month in range(1, 12, 2)
    )
    [gap] = gaps_of("GP05", lines, period={"period_from": "2017-01-01", "period_to": "2018-12-31"})

    assert len(gap.events) == 8
    assert "8 of the 12 are cited." in gap.why


def test_the_receiver_without_a_timeline_is_asked_for_it():
    """The school wrote down three outcomes; whether anybody read them together is not known."""
    lines = "".join(
        f"school | {day} | report_sent | Report. | told=childrens-services | outcome=nfa\n"
        for day in ("2018-07-02", "2018-11-05", "2019-01-07")
    )
    [gap] = gaps_of("GP05", lines)

    assert gap.strength == "not known"
    assert gap.why.startswith("Not known: Children's services supplied no timeline.")


# GP05b no action and no offer of other help


def test_reports_closed_without_an_offer_are_one_gap():
    """The advice in the third answers for the third only."""
    [gap] = gaps_of("GP05b", SERIES)

    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why == (
        "2 reports from Police and School or nursery between 2 July 2018 and 5 November 2018 are recorded as "
        "closed with no action or as information only. No entry within 10 working days speaks of early help, "
        "advice or other support, on either side."
    )
    assert gap.standard.startswith("WA-007")


@pytest.mark.parametrize(
    "line",
    [
        "Signposted to Families First. | outcome=nfa",
        "Closed. | outcome=nfa | told=early-help",
        "Closed. | outcome=nfa | significance=low",
        "Closed. | outcome=advice_given",
        "Closed. | outcome=accepted",
        "Closed. | outcome=nfa\nchildrens-services | October 2018 | contact_adult | Rang mother.",
        "Closed. | outcome=nfa | heard_from=school\nschool | 2018-10-04 | contact_adult | Leaflet given.",
        "Closed. | outcome=nfa\nearly-help | 2018-10-05 | case_opened_closed | Opened.",
    ],
)
def test_an_offer_on_either_side_or_work_with_the_family_answers(line: str):
    """Also where the report was graded low, and where only its month is known."""
    assert gaps_of("GP05b", f"childrens-services | 2018-10-01 | report_received | {line}") == ()


def test_an_offer_weeks_later_is_another_matter():
    """Ten working days after 1 October end on the 15th."""
    line = "childrens-services | 2018-10-01 | report_received | Closed. | outcome=nfa\n"

    assert events(gaps_of("GP05b", line + "childrens-services | 2018-10-16 | contact_adult | Call.")) == [
        ("childrens-services:1",)
    ]
