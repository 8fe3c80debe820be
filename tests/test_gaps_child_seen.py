"""GP17 and GP17b: the child's voice, and stretches in which nobody is shown to have seen the child."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

OLDER = {"period": {"period_from": "2017-01-01", "period_to": "2019-12-31"}}
"""A period in which the child of the family file is born on 28 February 2019."""
VISIT = "childrens-services | 2019-03-05 | visit_child | Home visit. | people=infant | child_seen=seen\n"
COMPLETED = (
    "childrens-services | 2019-04-20 | assessment_completed | Done. | people=infant\n"
    "police | 2019-05-01 | police_incident | Call.\n"
)


# GP17 (a) a decision with no sighting before it


def test_an_assessment_without_a_sighting_in_the_month_before_is_a_gap():
    """The last sighting is named; without a status no rule is cited."""
    [gap] = gaps_of("GP17", VISIT + COMPLETED)

    assert gap.title == "Decision with no sighting of the child before it"
    assert gap.events == ("childrens-services:2",)
    assert gap.why == (
        "Children's services record assessment completed on 20 April 2019. No entry of any agency shows the "
        "child seen in the 30 days before it. The last entry before that does, or could, is "
        "childrens-services:1."
    )
    assert gap.question == (
        "What do we know about a day in this child's life at this time, and how did we know it?"
    )
    assert gap.standard == ""
    assert gap.caveats[0] == "With an infant, observation is the voice."


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2019-03-25 | visit_child | Visit.",
        "health-visiting | 2019-04-10 | health_contact | Weighed. | people=infant",
        "school | April 2019 | education_event | Spoke at nursery. | child_seen=spoken with | people=infant",
        "childrens-services | | visit_child | Visit.",
        "childrens-services | 2019-02-28 | assessment_decided | To assess.",
    ],
)
def test_a_sighting_by_any_agency_or_within_the_assessment_answers(line: str):
    """A vague date gets the benefit of the doubt; an assessment counts with all of its time."""
    assert gaps_of("GP17", VISIT + COMPLETED + line) == ()


def test_a_call_or_a_visit_without_the_child_is_no_sighting():
    """Enquiries by telephone with the parents only."""
    for line in (
        "childrens-services | 2019-04-10 | visit_child | Call. | mode=phone",
        "childrens-services | 2019-04-10 | visit_child | Child at nursery. | child_seen=not seen",
        "childrens-services | 2019-04-10 | contact_adult | Mother rang. | people=mother",
        "gp | 2019-04-10 | health_contact | Own review. | people=mother",
    ):
        assert len(gaps_of("GP17", VISIT + COMPLETED + line)) == 1, line


def test_decisions_before_the_birth_near_the_start_or_by_others_raise_nothing():
    """Nobody can be seen before the birth; the days before the period are not covered."""
    for line in (
        COMPLETED.replace("2019-04-20", "2019-01-20"),
        COMPLETED.replace("childrens-services", "school"),
        "childrens-services | 2019-04-20 | case_opened_closed | Opened. | people=infant",
        "childrens-services | 2019-04-20 | assessment_completed | Viability of uncle. | people=father",
    ):
        assert gaps_of("GP17", VISIT + line) == (), line
    early = {"period": {"period_from": "2019-04-10", "period_to": "2019-12-31"}}
    assert gaps_of("GP17", COMPLETED, **early) == ()


def test_decisions_in_a_row_are_one_gap():
    """The assessment and the closing that followed it."""
    closed = "childrens-services | 2019-05-02 | case_opened_closed | Closed. | outcome=closed_completed"

    assert events(gaps_of("GP17", VISIT + COMPLETED + closed)) == [
        ("childrens-services:2", "childrens-services:3")
    ]


# GP17 (b) visits with nothing of the child in them


def _visits(said: str, *, more: str = "") -> str:
    return "".join(
        f"childrens-services | {day} | visit_child | {said} | child_seen=seen{more}\n"
        for day in ("2018-09-03", "2018-10-01", "2018-11-05", "2018-12-03")
    )


def test_visits_in_a_row_with_nothing_of_the_childs_day_are_a_gap():
    """Four visits that record the child as seen, and no more; without a birth the child may be of any age."""
    [gap] = gaps_of("GP17", _visits("Home visit, seen."), family=False)

    assert gap.title == "Child seen, with nothing of the child's own day on record"
    assert len(gap.events) == 4
    assert gap.why == (
        "4 visits in a row by children's services, between 3 September 2018 and 3 December 2018, record the "
        "child as seen. None of them tells what the child said, did or felt, and in that time no agency "
        "records the child as spoken with or seen alone."
    )


def test_a_word_of_the_child_a_voice_elsewhere_or_an_infant_raise_nothing():
    """Three visits are too few; a talk at school, or one visit that tells something, ends the row."""
    thin = _visits("Home visit, seen.")
    for lines in (
        _visits("Home visit, seen playing."),
        _visits("Seen.", more=" | whose_account=child said"),
        "".join(f"{line}\n" for line in thin.splitlines()[:3]),
        thin + "school | 2018-10-20 | education_event | Talk. | child_seen=spoken with",
        thin + "childrens-services | 2018-10-20 | visit_child | Visit. | child_seen=seen alone",
    ):
        assert gaps_of("GP17", lines, family=False) == (), lines
    assert gaps_of("GP17", thin) == ()


# GP17 (c) a wish

WISH = "school | 2018-10-01 | education_event | She wants to live with nan. | whose_account=child said\n"


def test_a_wish_with_no_reply_on_record_is_a_gap_and_two_weigh_more():
    """A single wish is a weaker point than one that is repeated."""
    [gap] = gaps_of("GP17", WISH, family=False)

    assert gap.title == "A child's wish with no reply or action on record"
    assert gap.events == ("school:1",)
    assert gap.strength == "weaker"
    assert gap.why == (
        "1 entry of School on 1 October 2018 tells of something that the child asked for or did not want. "
        "Within 60 days no plan, move, escalation or meeting takes it up on record, and no entry speaks of a "
        "reply to the child."
    )
    [gap] = gaps_of("GP17", WISH + WISH.replace("2018-10-01", "2018-11-05"), family=False)
    assert (gap.events, gap.strength) == (("school:1", "school:2"), "usual")


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2018-10-20 | plan_made_or_changed | Contact with nan added.",
        "childrens-services | October 2018 | placement_event | To nan.",
        "childrens-services | 2018-11-10 | lac_review | Her wishes were heard; nan spoken to.",
        "childrens-services | 2018-10-10 | visit_child | Advocate offered.",
        "school | 2018-10-10 | contact_adult | Told the child what was decided.",
        "childrens-services | | plan_made_or_changed | To live with nan.",
    ],
)
def test_a_plan_a_move_or_a_reply_answers_a_wish(line: str):
    """Also where it is only known that it could have come after."""
    seen = "gp | 2018-10-05 | visit_child | Seen. | child_seen=seen\n"
    assert gaps_of("GP17", WISH + seen + line, family=False) == ()


def test_what_a_parent_wants_and_a_wish_at_the_end_raise_nothing():
    """A wish is the child's own; sixty days must be covered."""
    for line in (
        WISH.replace("child said", "parent said"),
        WISH.replace("wants to live with nan", "likes maths"),
        WISH.replace("2018-10-01", "2019-04-20"),
        WISH.replace("2018-10-01", ""),
    ):
        assert gaps_of("GP17", line, family=False) == (), line


# GP17b the invisible child

TWO = (
    "health-visiting | 2019-03-12 | health_contact | New birth visit. | people=infant\n"
    "health-visiting | 2019-10-01 | health_contact | Review. | people=infant\n"
)
CALLS = "housing | 2019-06-01 | accommodation_event | Arrears.\n"


def test_a_long_stretch_without_a_sighting_is_a_gap():
    """A baby seen in March and in October; housing was in touch in between."""
    [gap] = gaps_of("GP17b", TWO + CALLS, **OLDER)

    assert gap.title == "No professional sighting of the child for a long time"
    assert gap.events == ("health-visiting:1", "health-visiting:2")
    assert gap.why == (
        "2 entries of all agencies show Infant seen, or could. Between them lie 203 days from "
        "health-visiting:1 on 12 March 2019 to health-visiting:2 on 1 October 2019; this pattern "
        "starts to ask "
        "after 90 days. In that time 1 entry about the family is recorded by Housing."
    )
    assert gap.standard == ""


@pytest.mark.parametrize(
    "line",
    [
        "gp | 2019-06-02 | health_contact | Ear infection. | people=infant\n"
        "gp | 2019-08-20 | health_contact | Rash. | people=infant",
        "gp | summer 2019 | health_contact | Ear infection. | people=infant",
        "gp | | health_contact | Ear infection. | people=infant",
        "school | 2019-03-20 | education_event | Nursery starts.\n"
        "school | 2019-08-20 | education_event | Nursery goes on.",
    ],
)
def test_a_sighting_in_between_or_a_nursery_at_work_closes_it(line: str):
    """A vague or undated one could lie there; a nursery sees the child daily."""
    assert gaps_of("GP17b", TWO + CALLS + line, **OLDER) == ()


def test_a_contact_not_kept_or_about_somebody_else_closes_nothing():
    """Not brought, a call, the mother's own appointment."""
    for line in (
        "gp | 2019-06-12 | missed_contact | Not brought. | people=infant",
        "health-visiting | 2019-06-12 | health_contact | Call. | people=infant | mode=phone",
        "gp | 2019-06-12 | health_contact | Own review. | people=mother",
    ):
        assert len(gaps_of("GP17b", TWO + CALLS + line, **OLDER)) == 1, line


def test_the_end_of_the_records_counts_and_their_beginning_does_not():
    """The last months count; what lies before the first sighting is not looked at."""
    one = TWO.splitlines()[0] + "\n" + CALLS

    [gap] = gaps_of("GP17b", one, **OLDER)
    assert "to the end of the records on 31 December 2019" in gap.why
    late = TWO.replace("2019-03-12", "2019-09-12") + "gp | 2019-12-01 | health_contact | Jab. | people=infant"
    assert gaps_of("GP17b", late + "\n" + CALLS, **OLDER) != ()
    assert gaps_of("GP17b", late, family=False, **OLDER) == ()


def test_home_education_and_no_school_place_are_named_and_never_the_reason_alone():
    """They make a long stretch weigh more, and end what a nursery would show."""
    nursery = (
        "school | 2019-03-20 | education_event | Nursery starts.\n"
        "school | 2019-06-20 | education_event | Off roll, EHE.\n"
    )
    [gap] = gaps_of("GP17b", TWO + nursery, **OLDER)

    assert gap.strength == "stronger"
    assert gap.events == ("health-visiting:1", "school:2", "health-visiting:2")
    short = TWO.replace("2019-10-01", "2019-05-01") + TWO.replace("2019-03-12", "2019-07-20")
    seen = short + "gp | 2019-12-10 | health_contact | Jab. | people=infant\n"
    assert gaps_of("GP17b", seen + nursery, **OLDER) == ()


def test_without_a_service_that_would_see_the_child_it_is_not_known():
    """Neither a health visitor nor a GP sent a timeline."""
    social = TWO.replace("health-visiting", "childrens-services").replace("health_contact", "visit_child")
    [gap] = gaps_of("GP17b", social + CALLS, **OLDER)

    assert gap.strength == "not known"
    assert gap.why.startswith("Not known: Health visiting supplied no timeline.")
