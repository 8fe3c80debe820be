"""GP28 and GP29: what was ready at a birth, and for leaving care."""

from __future__ import annotations

from gaps_support import gaps_of

# GP28 pre-birth window closing without a plan

REPORTED = "childrens-services | 2018-10-01 | report_received | Report. | heard_from=police\n"
DECIDED = "childrens-services | 2018-11-05 | assessment_decided | Agreed.\n"
FINISHED = "childrens-services | {} | assessment_completed | Done. | told=midwifery\n"
PLAN = "childrens-services | {} | plan_made_or_changed | Birth plan.\n"
MIDWIFE = "midwifery | 2018-09-10 | health_contact | Booking at 14/40.\n"


def test_a_birth_with_neither_assessment_nor_plan_is_a_gap():
    """Five months from the report, with the weeks of gestation."""
    [gap] = gaps_of("GP28", REPORTED + DECIDED + MIDWIFE)

    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why == (
        "Infant was born on 28 February 2019 (due on 11 March 2019). A concern is on record from "
        "childrens-services:1 on "
        "1 October 2018, at about 17 weeks. By the birth no assessment is recorded as finished before the "
        "birth, no plan "
        "for the birth or for going home was found and no entry shows midwifery in contact with children's "
        "services over "
        "the assessment. The first step of an assessment on record is childrens-services:2 on 5 November "
        "2018, at about "
        "22 weeks."
    )


def test_an_assessment_and_a_plan_in_time_answer():
    """28 days before the due date is in time, a day later is not; a vague date could be in time."""
    for day, asked in (("2019-02-11", 0), ("2019-02-12", 1), ("February 2019", 0)):
        lines = REPORTED + DECIDED + MIDWIFE + FINISHED.format(day) + PLAN.format("2019-02-20")
        assert len(gaps_of("GP28", lines)) == asked, day
    early = REPORTED + DECIDED + MIDWIFE + FINISHED.format("2019-01-10")
    [gap] = gaps_of("GP28", early)
    assert "By the birth no plan for the birth or for going home was found." in gap.why
    assert (
        gaps_of("GP28", early + "midwifery | 2019-02-20 | health_contact | Discharge planning meeting.") == ()
    )


def test_the_day_counted_to_is_the_birth_where_no_due_date_is_known():
    """28 February less 28 days is 31 January."""
    for day, asked in (("2019-01-31", 0), ("2019-02-01", 1)):
        lines = REPORTED + DECIDED + FINISHED.format(day) + PLAN.format("2019-02-20")
        assert len(gaps_of("GP28", lines)) == asked, day
    due = "midwifery | 2018-09-10 | health_contact | EDD 01.03.2019.\n"
    late = REPORTED + DECIDED + FINISHED.format("2019-02-02") + PLAN.format("2019-02-20")
    [gap] = gaps_of("GP28", due + late)
    assert "(due on 1 March 2019)" in gap.why
    assert "the assessment is recorded as finished on 2 February 2019, 26 days before the birth." in gap.why


def test_a_result_that_a_manager_had_done_again_is_not_finished():
    """The decision overruled after it begins it anew."""
    again = "childrens-services | 2018-12-10 | supervision | In depth. | outcome=overruled\n"
    lines = REPORTED + DECIDED + MIDWIFE + FINISHED.format("2018-12-03") + again + PLAN.format("2019-02-20")
    [gap] = gaps_of("GP28", lines)

    assert "no assessment is recorded as finished before the birth" in gap.why


def test_midwifery_without_a_part_in_the_assessment_is_asked_after():
    """No contact between the two; without a timeline of midwifery nothing is said of it."""
    alone = REPORTED + DECIDED + FINISHED.format("2019-01-10").replace(" | told=midwifery", "")
    lines = alone + PLAN.format("2019-02-20")
    [gap] = gaps_of("GP28", lines + MIDWIFE)

    assert gap.why.count("no entry shows midwifery in contact with children's services") == 1
    assert gaps_of("GP28", lines) == ()
    assert (
        gaps_of("GP28", lines + MIDWIFE + "midwifery | 2018-12-04 | care_support_meeting | Attended.") == ()
    )


def test_an_early_birth_a_concealed_pregnancy_and_a_late_move_are_no_gap():
    """Nothing could have been ready."""
    for words in ("Preterm birth expected at 34/40.", "Concealed pregnancy.", "Family moved into the area."):
        day = "2019-02-20" if "moved" in words else "2018-12-20"
        assert gaps_of("GP28", REPORTED + DECIDED + f"midwifery | {day} | health_contact | {words}") == (), (
            words
        )
    assert (
        gaps_of("GP28", REPORTED + DECIDED + "midwifery | 2018-09-10 | health_contact | EDD 10/04/2019.")
        == ()
    )
    assert (
        gaps_of(
            "GP28",
            (REPORTED + DECIDED).replace("2018-10-01", "2019-02-10").replace("2018-11-05", "2019-02-12"),
        )
        == ()
    )


def test_a_pregnancy_without_a_concern_is_no_gap():
    """Ordinary antenatal contacts, one remark, a report about the year before."""
    assert gaps_of("GP28", MIDWIFE + "childrens-services | 2018-06-01 | contact_adult | Call.") == ()
    one = "midwifery | 2018-10-10 | health_contact | Smell of cannabis. | topics=substance_use\n"
    assert gaps_of("GP28", MIDWIFE + one) == ()
    assert gaps_of("GP28", REPORTED.replace("2018-10-01", "2017-10-01") + MIDWIFE) == ()


def test_the_records_of_childrens_services_are_asked_for_where_there_are_none():
    """A concern that was reported, and no timeline of those who assess."""
    [gap] = gaps_of(
        "GP28",
        "midwifery | 2018-10-01 | report_sent | Sent. | told=childrens-services | topics=substance_use",
    )

    assert gap.strength == "not known"


# GP29 transition and pathway planning drift

YOUNG = ("young", "Young person", "female", "2001-01-15", "", "sister", "")
YEARS = {"period_from": "2016-01-01", "period_to": "2019-12-31"}
PLACED = "childrens-services | 2016-02-01 | placement_event | Placed with carers. | people=young\n"
ASSESSED = "leaving-care | 2017-03-01 | assessment_completed | Pathway assessment. | people=young\n"
PLANS = "".join(
    f"leaving-care | {day} | plan_made_or_changed | Pathway plan{words}. | people=young\n"
    for day, words in (
        ("2017-04-01", ""), ("2017-09-01", ""), ("2018-02-01", ", supported lodgings"), ("2018-07-20", ""),
    )
)  # fmt: skip
CARE = {"more_people": (YOUNG,), "period": YEARS}


def test_a_young_person_without_assessment_plan_or_named_living_is_one_gap():
    """Looked after from 15 to 18, and nothing of leaving care on record."""
    [gap] = gaps_of("GP29", PLACED, **CARE)

    assert gap.events == ("childrens-services:1",)
    assert gap.why == (
        "Young person is on record as looked after. Of leaving care: no assessment for "
        "leaving care was "
        "found by 15 April 2017, 3 months after the 16th birthday; between 15 January 2017 and 15 January "
        "2019 no plan "
        "or review of it was found, and 0 plans or reviews in the time from 16 to 18 that was looked at; "
        "no entry until "
        "15 July 2018 names where they would live after 18."
    )
    assert gap.standard.startswith("WA-071")
    assert gap.question == (
        "What did the young person understand about what would happen next, and who could change it?"
    )


def test_assessment_plans_and_a_named_living_in_time_answer():
    """The assessment, plans at most six months apart, and where they would live."""
    assert gaps_of("GP29", PLACED + ASSESSED + PLANS, **CARE) == ()


def test_the_longest_time_between_two_plans_is_named():
    """A plan in spring and the next in the winter after."""
    lines = PLACED + ASSESSED + "\n".join(line for line in PLANS.splitlines() if "2017-09" not in line)
    [gap] = gaps_of("GP29", lines, **CARE)

    assert gap.events == ("childrens-services:1", "leaving-care:2", "leaving-care:3")
    assert gap.why == (
        "Young person is on record as looked after and care leaver. Of leaving care: between 1 April 2017 "
        "and 1 "
        "February 2018 no plan or review of it was found, and 4 plans or reviews in the time from 16 to 18 "
        "that was looked at."
    )
    assert gap.standard.startswith("WA-073")


def test_worry_said_again_and_again_without_a_change_is_named():
    """Three times in the young person's own account, and no plan until long after."""
    worried = "".join(
        f"leaving-care | 2018-{month}-01 | contact_adult | Worried about leaving. | whose_account=child "
        "said | "
        "people=young\n"
        for month in ("08", "09", "10")
    )
    [gap] = gaps_of("GP29", PLACED + ASSESSED + PLANS + worried, **CARE)

    assert "3 entries from leaving-care:6 on tell of worry in their own account" in gap.why
    changed = "leaving-care | 2018-11-01 | plan_made_or_changed | Pathway plan. | people=young"
    assert gaps_of("GP29", PLACED + ASSESSED + PLANS + worried + changed, **CARE) == ()


def test_a_plan_elsewhere_or_a_young_person_who_waits_is_no_gap():
    """Another authority holds it; the young person declined, and that is on record each time."""
    elsewhere = (
        "childrens-services | 2017-03-01 | contact_adult | Plan held by placing authority. | people=young\n"
    )
    waiting = PLANS.replace(
        "plan_made_or_changed | Pathway plan", "lac_review | Chose to wait with the pathway plan"
    )

    assert gaps_of("GP29", PLACED + elsewhere, **CARE) == ()
    assert gaps_of("GP29", PLACED + waiting, **CARE) == ()


def test_children_who_are_young_or_not_in_care_are_not_asked_after():
    """No status, a younger child, or records that stop before the 16th birthday."""
    assert (
        gaps_of("GP29", PLACED.replace("placement_event", "visit_child").replace("Placed", "Seen"), **CARE)
        == ()
    )
    child = ("young", "Child", "female", "2008-01-15", "", "sister", "")
    assert gaps_of("GP29", PLACED, more_people=(child,), period=YEARS) == ()
    short = {"period_from": "2016-01-01", "period_to": "2016-12-31"}
    assert gaps_of("GP29", PLACED, more_people=(YOUNG,), period=short) == ()


def test_the_plan_is_asked_for_where_its_holders_sent_no_timeline():
    """A school's row shows the placement, and nobody's timeline could hold the plan."""
    [gap] = gaps_of("GP29", PLACED.replace("childrens-services", "school"), **CARE)

    assert gap.strength == "not known"
