"""GP25, GP26, GP27 and GP30: change, risks in different places, other children, people close to the child."""

from __future__ import annotations

from gaps_support import events, gaps_of

# GP25 change of circumstances without reassessment

CONCERN = "police | 2018-07-01 | police_incident | Argument observed. | topics=domestic_abuse\n"
TEAM = "childrens-services | 2018-06-01 | contact_adult | Call.\n"
MOVED = "housing | 2018-08-06 | accommodation_event | Moved into the new tenancy. Father lost his job.\n"


def test_a_change_after_which_nothing_was_looked_at_again_is_a_gap():
    """A move and the loss of work some weeks after a concern; nobody with a part in a plan is told."""
    [gap] = gaps_of("GP25", CONCERN + TEAM + MOVED)

    assert gap.events == ("housing:1",)
    assert gap.why == (
        "Housing recorded a move or the loss of a home and the loss of work or income, or debt in 1 entry "
        "on 6 August "
        "2018. No assessment, plan or meeting was found within 20 working days, and no entry shows it "
        "passed on to "
        "children's services or a service close to the child. At work with the family then: Childrens "
        "services, "
        "Housing and Police."
    )
    assert gap.question == (
        "How did those working with the family learn of this change, and what did they think it meant for "
        "the child?"
    )
    assert gap.standard == ""


def test_changes_that_follow_each_other_are_one_gap():
    """A separation and a reconciliation weeks later: one point with both rows."""
    lines = (
        "health-visiting | 2019-03-12 | contact_adult | Mother says they have split up.\n"
        "health-visiting | 2019-04-02 | contact_adult | Mother says they are back together.\n"
    )
    assert events(gaps_of("GP25", TEAM + lines)) == [("health-visiting:1", "health-visiting:2")]


def test_a_review_in_time_answers_and_one_on_the_day_after_does_not():
    """20 working days after 6 August 2018, over a bank holiday, is 4 September; a vague date could be in "
    "time."""
    for day, asked in (("2018-09-04", 0), ("2018-09-05", 1), ("September 2018", 0)):
        for kind in ("assessment_decided", "plan_made_or_changed", "care_support_meeting"):
            found = gaps_of("GP25", CONCERN + TEAM + MOVED + f"childrens-services | {day} | {kind} | Done.")
            assert len(found) == asked, (day, kind)


def test_a_change_passed_on_is_no_gap():
    """Told to children's services in the row itself, or reported after it."""
    told = MOVED.replace("job.", "job. | told=childrens-services")

    assert gaps_of("GP25", CONCERN + TEAM + told) == ()
    assert (
        gaps_of(
            "GP25",
            CONCERN
            + TEAM
            + MOVED
            + "housing | 2018-08-20 | report_sent | He lost his job, they moved to a flat.",
        )
        == ()
    )


def test_an_ordinary_change_without_any_concern_is_no_gap():
    """A move of a family of whom nobody has recorded a concern, or one long ago."""
    assert gaps_of("GP25", TEAM + MOVED) == ()
    assert gaps_of("GP25", CONCERN.replace("2018-07", "2017-07") + TEAM + MOVED) == ()


def test_a_planned_or_short_change_is_no_gap():
    """Planned before, said to be planned, for some days only, or undone within a week."""
    plan = "childrens-services | 2018-07-30 | care_support_meeting | They will have moved to a flat.\n"
    split = "health-visiting | 2019-03-12 | contact_adult | They have split up.\n"

    assert gaps_of("GP25", CONCERN + TEAM + MOVED + plan) == ()
    assert gaps_of("GP25", CONCERN + TEAM + MOVED.replace("Moved", "As agreed, moved")) == ()
    assert (
        gaps_of(
            "GP25",
            CONCERN + TEAM + "housing | 2018-08-06 | life_event | Moved in with a friend for a few days.",
        )
        == ()
    )
    assert (
        gaps_of("GP25", TEAM + split + "health-visiting | 2019-03-18 | contact_adult | Back together.") == ()
    )


def test_a_change_near_the_end_or_without_the_deciding_timeline_is_not_judged():
    """Too late to tell; without children's services their timeline is asked for."""
    late = MOVED.replace("2018-08-06", "2019-05-01")
    [gap] = gaps_of("GP25", CONCERN + MOVED)

    assert gaps_of("GP25", CONCERN.replace("2018", "2019").replace("07-01", "04-01") + TEAM + late) == ()
    assert gap.strength == "not known"


# GP26 co-occurring and historical risk not brought together

THREE_RISKS = """
police | 2018-08-01 | police_incident | Argument. | topics=domestic_abuse
housing | 2018-09-01 | accommodation_event | Smell of cannabis. | topics=substance_use
mental-health | 2018-10-01 | mental_health_event | Low mood. | topics=mental_health_parent
"""


def test_three_risks_in_three_places_without_a_discussion_are_a_gap():
    """Half a year, three agencies, and no meeting that names two of the risks."""
    [gap] = gaps_of("GP26", TEAM + THREE_RISKS)

    assert gap.events == ("police:1", "housing:1", "mental-health:1")
    assert gap.why == (
        "Domestic abuse, substance or alcohol use and a parent's mental health stand in the rows of "
        "Police, Housing and "
        "Mental health between 1 August 2018 and 1 October 2018. No meeting of agencies and no joint "
        "assessment was "
        "found in the same time."
    )
    assert gap.question == (
        "If everything known that week had been on one page, what would the group have talked about?"
    )
    assert gap.strength == "usual"


def test_a_meeting_that_names_two_of_them_answers():
    """Before the last of them or after, or on a vague date; one that names one risk does not."""
    meeting = "childrens-services | {} | care_support_meeting | Held. | topics={}"

    for day in ("2018-08-20", "2018-12-01", "January 2019"):
        assert (
            gaps_of("GP26", TEAM + THREE_RISKS + meeting.format(day, "domestic_abuse;substance_use")) == ()
        ), day
    [gap] = gaps_of("GP26", TEAM + THREE_RISKS + meeting.format("2018-12-01", "substance_use"))
    assert "The 1 meeting or joint assessment of the same time does not name two of them." in gap.why
    [gap] = gaps_of("GP26", TEAM + THREE_RISKS + meeting.format("2018-12-01", ""))
    assert gap.strength == "weaker"
    assert (
        len(
            gaps_of("GP26", TEAM + THREE_RISKS + meeting.format("2019-03-01", "domestic_abuse;substance_use"))
        )
        == 1
    )


def test_two_risks_one_agency_or_passing_mentions_are_no_gap():
    """Alcohol and drugs are one risk; a row with four risks sums up; a routine visit mentions."""
    rows = THREE_RISKS.strip().splitlines()

    assert gaps_of("GP26", TEAM + THREE_RISKS.replace("mental_health_parent", "alcohol")) == ()
    assert gaps_of("GP26", TEAM + "\n".join("police |" + row.split("|", 1)[1] for row in rows)) == ()
    assert gaps_of("GP26", TEAM + THREE_RISKS.replace("2018-10-01", "2019-03-01")) == ()
    assert gaps_of("GP26", TEAM + THREE_RISKS.replace("2018-10-01", "2018")) == ()
    assert gaps_of("GP26", TEAM + THREE_RISKS.replace("mental_health_event", "health_contact")) == ()
    assert (
        gaps_of(
            "GP26",
            TEAM + "\n".join(rows[:2]) + "\ngp | 2018-09-05 | report_sent | History. | "
            "topics=domestic_abuse;substance_use;mental_health_parent;offending",
        )
        == ()
    )


def test_years_of_the_same_risks_are_one_gap():
    """Stretches that follow each other are one point with the number of the others."""
    later = (
        THREE_RISKS.replace("2018-08", "2019-02").replace("2018-09", "2019-03").replace("2018-10", "2019-04")
    )
    [gap] = gaps_of("GP26", TEAM + THREE_RISKS + later)

    assert gap.events == ("police:1", "housing:1", "mental-health:1")
    assert gap.why.endswith("The same holds for 1 later stretch of 180 days.")


def test_known_history_that_the_next_assessment_does_not_name_is_a_gap():
    """Only where the assessment's row says what was in it, and another agency knew."""
    known = "midwifery | 2018-09-01 | health_contact | Booking. A previous child was removed from her care.\n"
    done = (
        "childrens-services | 2018-11-05 | assessment_completed | Pre-birth assessment completed; both "
        "parents seen at "
        "home, good preparation for the baby, support from the grandmother."
    )
    [gap] = gaps_of("GP26", known + done)

    assert gap.title == "Known history not named in the next assessment"
    assert gap.events == ("midwifery:1", "childrens-services:1")
    assert gaps_of("GP26", known.replace("care.", "care. | told=childrens-services") + done) == ()
    assert gaps_of("GP26", known + done + " Mother is a care leaver.") == ()
    assert (
        gaps_of("GP26", known + "childrens-services | 2018-11-05 | assessment_completed | Completed.") == ()
    )


# GP27 siblings and other children not considered

SISTER = ("sister", "Sister", "female", "2012-05-01", "", "half-sister", "")
TOGETHER = (("mother", "parent_of", "infant"), ("mother", "parent_of", "sister"))
STRATEGY = "childrens-services | 2019-03-20 | strategy_discussion | Held about the baby. | people=infant\n"
FAMILY = {"more_people": (SISTER,), "relationships": TOGETHER}


def test_an_enquiry_about_one_child_without_a_row_about_the_other_is_a_gap():
    """The sister lives in the household, and no row names her for weeks."""
    [gap] = gaps_of("GP27", STRATEGY, **FAMILY)

    assert gap.events == ("childrens-services:1",)
    assert gap.why == (
        "1 entry on 20 March 2019 enquires into or assesses Infant only. In the household then, as far as "
        "the family's "
        "rows say: Sister. No entry that names them or speaks of siblings was found within 20 working days."
    )
    assert gap.question == (
        "What was known about daily life for the other children, and who was placed to ask them?"
    )
    assert gap.standard.startswith("WA-022")


def test_a_row_about_the_other_child_answers():
    """Named, or spoken of as sibling; days before, in time, or on a vague date."""
    for line in (
        "school | 2019-03-25 | contact_adult | Seen in class. | people=sister",
        "school | 2019-03-15 | contact_adult | Seen in class. | people=sister",
        "health-visiting | April 2019 | health_contact | Siblings well.",
    ):
        assert gaps_of("GP27", STRATEGY + line, **FAMILY) == (), line
    late = "school | 2019-04-25 | contact_adult | Seen in class. | people=sister"
    assert len(gaps_of("GP27", STRATEGY + late, **FAMILY)) == 1


def test_an_enquiry_about_both_or_about_nobody_by_name_is_no_gap():
    """It does not name one child only."""
    assert gaps_of("GP27", STRATEGY.replace("people=infant", "people=infant;sister"), **FAMILY) == ()
    assert gaps_of("GP27", STRATEGY.replace(" | people=infant", ""), **FAMILY) == ()


def test_children_elsewhere_grown_up_or_with_their_own_plan_are_not_asked_after():
    """Another household, 19 years old, or a care and support plan of her own."""
    elsewhere = (
        *TOGETHER,
        ("mother", "household", "h1"),
        ("infant", "household", "h1"),
        ("sister", "household", "h2"),
    )
    grown = ("sister", "Sister", "female", "1999-05-01", "", "half-sister", "")
    plan = "childrens-services | 2018-10-01 | registration_change | On the register. | people=sister\n"

    assert gaps_of("GP27", STRATEGY, more_people=(SISTER,), relationships=elsewhere) == ()
    assert gaps_of("GP27", STRATEGY, more_people=(grown,), relationships=TOGETHER) == ()
    assert gaps_of("GP27", plan + STRATEGY, **FAMILY) == ()


def test_an_unborn_child_counts_and_so_does_the_older_one_while_the_focus_is_the_unborn():
    """An assessment before the birth about either of the two."""
    assessed = "childrens-services | 2019-01-07 | assessment_decided | Agreed. | people={}\n"

    [gap] = gaps_of("GP27", assessed.format("sister"), **FAMILY)
    assert "In the household then, as far as the family's rows say: Infant." in gap.why
    [gap] = gaps_of("GP27", assessed.format("infant"), **FAMILY)
    assert "rows say: Sister." in gap.why


def test_enquiries_that_follow_each_other_are_one_gap_and_a_row_that_says_so_weighs_more():
    """Discussion and enquiry are one; no family is needed where the row says that others were not seen."""
    lines = STRATEGY + "childrens-services | 2019-03-25 | s47_enquiry | Begun. | people=infant\n"
    said = STRATEGY.replace("baby.", "baby. Other children not seen.")

    assert events(gaps_of("GP27", lines, **FAMILY)) == [("childrens-services:1", "childrens-services:2")]
    [gap] = gaps_of("GP27", said)
    assert gap.strength == "stronger"


def test_an_enquiry_near_the_end_is_not_judged():
    """The records stop before others could have been seen."""
    assert gaps_of("GP27", STRATEGY.replace("03-20", "05-10"), **FAMILY) == ()


# GP30 family, community or child's own report without recorded follow-up

CALL = (
    "childrens-services | 2019-03-12 | report_received | Caller worried about the baby. | "
    "whose_account=relative said | topics=neglect_home_conditions\n"
)


def test_a_relatives_report_without_a_check_is_a_gap():
    """Nobody sees the child and nobody is asked in ten working days."""
    [gap] = gaps_of("GP30", CALL)

    assert gap.events == ("childrens-services:1",)
    assert gap.why == (
        "Childrens services recorded a concern from a relative in 1 entry on 12 March 2019. No entry was "
        "found within "
        "10 working days in which the child is seen or spoken with, other agencies are asked, or an "
        "enquiry begins."
    )
    assert gap.question == (
        "What did people close to the child notice, and how was that weighed with what professionals saw?"
    )
    assert gap.standard.startswith("WA-004")
    assert gap.strength == "usual"


def test_a_motive_on_record_weighs_more_and_services_reports_stand_beside_it():
    """Set aside as malicious; a report by the school was followed by a visit."""
    [gap] = gaps_of(
        "GP30",
        CALL.replace("baby.", "baby. Malicious.")
        + "childrens-services | 2019-01-07 | report_received | Report. | heard_from=school\n"
        + "childrens-services | 2019-01-08 | visit_child | Visit. | child_seen=seen\n",
    )

    assert gap.strength == "stronger"
    assert "The caller's motive is spoken of in childrens-services:1." in gap.why
    assert gap.why.endswith("Of 1 report by services in the same records 1 is followed by one of these.")


def test_a_check_in_time_answers():
    """Seen by anybody, a request, an enquiry, the police's own check; a vague date could be in time."""
    for line in (
        "health-visiting | 2019-03-14 | health_contact | Visit. | child_seen=seen",
        "childrens-services | 2019-03-13 | information_request | Checks. | told=school",
        "childrens-services | 2019-03-26 | strategy_discussion | Held.",
        "childrens-services | March 2019 | visit_child | Visit.",
        "police | 2019-03-12 | police_incident | Safe and well check.",
    ):
        assert gaps_of("GP30", CALL + line) == (), line
    late = "health-visiting | 2019-03-27 | health_contact | Visit. | child_seen=seen"
    assert len(gaps_of("GP30", CALL + late)) == 1


def test_a_call_that_repeats_what_was_checked_or_names_no_child_is_no_gap():
    """The same concern days before, with the child seen after it; a caller who names no child."""
    before = (
        CALL.replace("03-12", "03-05")
        + "childrens-services | 2019-03-06 | visit_child | Visit. | child_seen=seen\n"
    )

    assert gaps_of("GP30", before + CALL) == ()
    assert gaps_of("GP30", CALL.replace("the baby", "noise next door")) == ()


def test_what_professionals_saw_and_ordinary_remarks_are_not_asked_after():
    """A health visitor's own observation; a grandmother's remark without a concern."""
    assert gaps_of("GP30", CALL.replace("relative said", "practitioner saw")) == ()
    remark = "health-visiting | 2019-03-12 | contact_adult | Says baby is well. | whose_account=relative said"
    assert gaps_of("GP30", TEAM + remark) == ()


def test_what_the_child_said_needs_more_than_the_telling():
    """The child was spoken with when saying it; a check comes after it."""
    said = (
        "school | 2019-03-12 | contact_adult | Disclosed being hit. | whose_account=child said | "
        "child_seen=spoken with | topics=physical_injury | people=infant\n"
    )
    assert events(gaps_of("GP30", TEAM + said)) == [("school:1",)]
    assert (
        gaps_of(
            "GP30", TEAM + said + "childrens-services | 2019-03-13 | visit_child | . | child_seen=seen alone"
        )
        == ()
    )


def test_reports_that_follow_each_other_are_one_gap():
    """Three neighbours' calls in three months: one series."""
    calls = "".join(CALL.replace("03-12", day) for day in ("01-07", "02-11", "03-18"))

    assert len(gaps_of("GP30", calls)) == 1
