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
        "Closed. | outcome=nfa\nchildrens-services | October 2018 | contact_adult | Families First offered.",
        "Closed. | outcome=nfa\nchildrens-services | October 2018 | visit_child | Seen.",
        "Closed. | outcome=nfa | heard_from=school\nschool | 2018-10-04 | contact_adult | Leaflet given.",
        "Closed. | outcome=nfa\nearly-help | 2018-10-05 | case_opened_closed | Opened.",
    ],
)
def test_an_offer_on_either_side_or_work_with_the_family_answers(line: str):
    """Also where the report was graded low, and where only its month is known."""
    assert gaps_of("GP05b", f"childrens-services | 2018-10-01 | report_received | {line}") == ()


def test_what_the_family_or_the_maker_does_in_everyday_work_is_no_offer():
    """A call about a bank card; advice at the surgery about a rash."""
    lines = """
childrens-services | 2018-10-01 | report_received | Closed. | outcome=nfa | heard_from=gp
childrens-services | 2018-10-03 | contact_adult | Mother rang about her bank card.
gp | 2018-10-04 | health_contact | Rash seen. | outcome=advice_given
"""
    assert events(gaps_of("GP05b", lines)) == [("childrens-services:1",)]


def test_an_offer_weeks_later_is_another_matter():
    """Ten working days after 1 October end on the 15th."""
    line = "childrens-services | 2018-10-01 | report_received | Closed. | outcome=nfa\n"

    assert events(gaps_of("GP05b", line + "childrens-services | 2018-10-16 | visit_child | Seen.")) == [
        ("childrens-services:1",)
    ]


# GP12 agreed action with no recorded completion

GROUP = "childrens-services | 2018-10-01 | core_group | {} | heard_from=health-visiting\n"
THERE = """
childrens-services | 2018-09-03 | visit_child | Visit.
childrens-services | 2019-05-06 | visit_child | Visit.
health-visiting | 2018-09-03 | health_contact | Visit.
health-visiting | 2019-05-06 | health_contact | Visit.
camhs | 2019-05-06 | mental_health_event | Seen.
"""


def test_actions_of_successive_meetings_without_a_later_record_are_one_gap():
    """One of three was done; one was agreed a second time; what only goes on is no action."""
    [gap] = gaps_of(
        "GP12",
        GROUP.format("SW to refer to CAMHS. HV to visit. HV to monitor. SW to complete life story book.")
        + GROUP.format("SW to complete life story book.").replace("10-01", "11-12")
        + "health-visiting | 2018-10-15 | health_contact | Visit.\n"
        + THERE,
    )

    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why == (
        "Of 3 actions agreed between 1 October 2018 and 12 November 2018, for 2 no later entry was found "
        "that shows it done, changed or dropped: Childrens services: a referral (CAMHS), from "
        "childrens-services:1 and Childrens services: another step, from childrens-services:1 and "
        "childrens-services:2. One of them was agreed 2 times."
    )
    assert gap.question == "What became of each agreed step, and how did the group know?"
    assert gap.standard.startswith("WA-036")
    assert gap.strength == "stronger"


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2018-10-10 | report_sent | Sent. | told=camhs",
        "childrens-services | October 2018 | report_sent | Sent. | told=camhs",
        "childrens-services | | report_sent | Sent. | told=camhs",
        "camhs | 2018-10-10 | report_received | From the social worker.",
        "school | 2018-10-20 | education_event | Pupil is now known to CAMHS.",
        "childrens-services | 2018-10-30 | plan_made_or_changed | New plan.",
        "childrens-services | 2018-11-05 | core_group | All actions complete.",
    ],
)
def test_what_the_owner_or_anybody_records_of_an_action_answers(line: str):
    """Done by its owner, received by the other side, spoken of elsewhere, or superseded."""
    lines = GROUP.format("SW to refer to CAMHS.") + line + THERE.replace("Seen.", "Seen.")

    assert gaps_of("GP12", lines) == ()


def test_another_report_of_the_owner_or_an_action_carried_forward_is_no_completion():
    """It went to the school; the next meeting says that it is outstanding."""
    lines = (
        GROUP.format("SW to refer to CAMHS.")
        + "childrens-services | 2018-10-10 | report_sent | Sent. | told=school\n"
        + GROUP.format("CAMHS outstanding.").replace("10-01", "11-05")
    )

    assert events(gaps_of("GP12", lines + THERE)) == [("childrens-services:1", "childrens-services:3")]


def test_a_named_day_counts_before_the_default():
    """By 1 February and ten working days more: done on the 14th is in time, on the 20th it is not."""
    lines = GROUP.format("SW to refer to CAMHS by 1 February 2019.") + THERE
    sent = "childrens-services | {} | report_sent | Sent. | told=camhs"

    assert gaps_of("GP12", lines + sent.format("2019-02-14")) == ()
    assert len(gaps_of("GP12", lines + sent.format("2019-02-20"))) == 1


def test_what_a_parent_was_to_do_counts_only_where_it_was_asked_again():
    """Twice advised to see the GP, and nothing in the GP's records; without those it is not known."""
    advised = (
        "leaving-care | 2018-09-04 | contact_adult | Father advised to see GP about mood.\n"
        "leaving-care | 2018-11-06 | contact_adult | Father to see GP about his mood.\n"
    )
    gp = "gp | 2018-08-01 | health_contact | Seen.\ngp | 2019-05-01 | health_contact | Seen.\n"
    [gap] = gaps_of("GP12", advised + gp)

    assert gap.events == ("leaving-care:1", "leaving-care:2")
    assert "the family: a visit or meeting (General practice)" in gap.why
    assert gaps_of("GP12", advised + gp + "gp | 2018-11-20 | health_contact | Low mood.") == ()
    assert gaps_of("GP12", advised.splitlines()[0] + "\n" + gp) == ()
    assert [gap.strength for gap in gaps_of("GP12", advised)] == ["not known"]


def test_an_action_near_the_end_of_the_records_or_of_nobody_raises_nothing():
    """Six weeks have not passed; an aim is no action."""
    assert (
        gaps_of("GP12", GROUP.format("SW to refer to CAMHS.").replace("2018-10-01", "2019-05-01") + THERE)
        == ()
    )
    assert (
        gaps_of("GP12", GROUP.format("Plan to be reviewed. Mother wants to move. All to engage.") + THERE)
        == ()
    )
