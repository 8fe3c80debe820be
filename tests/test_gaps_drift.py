"""GP09, GP11, GP13, GP14 and GP18: minutes, assessments, contacts not kept, closings, seeing."""

from __future__ import annotations

from gaps_support import events, gaps_of

# GP09 minutes or plan not circulated

MEETING = "childrens-services | 2019-02-13 | care_support_meeting | Meeting. | heard_from=midwifery\n"
MIDWIFE = """
midwifery | 2019-01-10 | health_contact | Antenatal.
midwifery | 2019-02-13 | care_support_meeting | Attended.
"""


def test_a_meeting_without_a_record_of_its_minutes_is_a_gap():
    """The midwife was there; no entry of either side shows the minutes received."""
    [gap] = gaps_of("GP09", MEETING + MIDWIFE)

    assert gap.events == ("childrens-services:1", "midwifery:2")
    assert gap.agencies == ("childrens-services", "midwifery")
    assert gap.why == (
        '1 meeting of the kind "Care and support or child in need meeting" is recorded on 13 February '
        "2019. Of Midwifery "
        "no entry was found, on either side, that shows the minutes or the plan received. Named with the "
        "meeting: Midwifery."
    )
    assert gap.question == (
        "Who needed the record to do their part, and how did each of them learn what had been agreed?"
    )
    assert gap.standard == ""
    assert (
        gap.caveats[0] == "No national figure applies to meetings of this kind: only presence was looked at."
    )


def test_a_record_that_was_given_answers_on_either_side():
    """Sent with the meeting's entry, sent later, or received later; a vague date could be in time."""
    for lines in (
        MEETING.replace("Meeting.", "Minutes circulated. | told=midwifery") + MIDWIFE,
        MEETING
        + MIDWIFE
        + "childrens-services | 2019-03-01 | information_shared | Minutes. | told=midwifery",
        MEETING
        + MIDWIFE
        + "midwifery | February 2019 | information_shared | Plan. | heard_from=childrens-services",
        MEETING + MIDWIFE + "midwifery | 2019-02-20 | health_contact | Copy of minutes on file.",
    ):
        assert gaps_of("GP09", lines) == (), lines


def test_taking_part_is_not_having_the_minutes():
    """Named as told in the meeting's own entry: the midwife was there, and that is all it says."""
    assert (
        len(gaps_of("GP09", MEETING.replace("| heard_from", "| told=midwifery | heard_from") + MIDWIFE)) == 1
    )


def test_an_entry_that_says_the_minutes_did_not_arrive_weighs_more():
    """The words of the agency itself."""
    [gap] = gaps_of("GP09", MEETING + MIDWIFE.replace("Attended.", "Attended. Minutes not received."))

    assert gap.strength == "stronger"


def test_an_agency_close_to_the_child_and_not_named_is_listed():
    """The health visitor was at work with the family and is not named with the conference."""
    [gap] = gaps_of(
        "GP09",
        """
childrens-services | 2019-03-20 | conference_initial | Conference. | told=police
health-visiting | 2019-03-12 | health_contact | Visit.
health-visiting | 2019-04-12 | health_contact | Visit.
""",
    )

    assert gap.agencies == ("childrens-services", "health-visiting")
    assert gap.standard.startswith("WA-034: Circulate the full record")


def test_meetings_of_one_kind_with_the_same_agencies_lacking_are_one_gap():
    """A series of core groups is one point with all its rows."""
    series = "".join(
        f"childrens-services | {day} | core_group | Core group. | heard_from=school\n"
        for day in ("2018-10-01", "2018-11-05", "2018-12-10")
    )
    assert events(gaps_of("GP09", series + "school | 2018-09-10 | education_event | Starts.")) == [
        ("childrens-services:1", "childrens-services:2", "childrens-services:3")
    ]


def test_minutes_to_an_agency_without_a_timeline_are_not_looked_for():
    """Nobody's file could show them: nothing is said of that agency."""
    assert gaps_of("GP09", MEETING) == ()


# GP11 assessment drift


def test_a_long_interval_from_decision_to_start_is_a_gap():
    """Five months with a birth in between; the interval stands in working days."""
    [gap] = gaps_of(
        "GP11",
        "childrens-services | 2018-11-05 | assessment_decided | Agreed.\n"
        "childrens-services | 2019-04-16 | visit_child | Begun. | outcome=assessment_started\n"
        "childrens-services | 2019-05-13 | assessment_completed | Done. | outcome=assessment_completed",
    )

    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why == (
        "Between the decision to assess and the start of the assessment lie 113 working days: "
        "childrens-services:1 on "
        "5 November 2018, childrens-services:2 on 16 April 2019. For this step this pattern starts to ask "
        "after "
        "10 working days. A birth lies in between, on 28 February 2019."
    )
    assert gap.question == (
        "What was happening in the service and the family during this interval, and what was relied on in "
        "the meantime?"
    )
    assert gap.strength == "stronger"
    assert gap.standard.startswith("WA-053")


def test_ten_working_days_are_in_time_and_eleven_are_not():
    """The default, which the panel can change."""
    lines = (
        "childrens-services | 2018-10-01 | assessment_decided | .\n"
        "childrens-services | {} | visit_child | . | outcome=assessment_started"
    )
    rest = "\nchildrens-services | 2018-11-01 | assessment_completed | . | outcome=shared_with_family"

    assert gaps_of("GP11", lines.format("2018-10-15") + rest) == ()
    assert len(gaps_of("GP11", lines.format("2018-10-16") + rest)) == 1
    assert gaps_of("GP11", lines.format("2018-10-16") + rest, settings={"start_working_days": 11}) == ()


def test_a_result_told_to_the_family_late_is_a_gap():
    """Vague dates count at their shortest, and the range is shown."""
    [gap] = gaps_of(
        "GP11",
        "childrens-services | November 2018 | assessment_completed | Done.\n"
        "childrens-services | 2019-01-04 | contact_adult | Told. | outcome=shared_with_family",
    )

    assert gap.why.startswith(
        "Between the completed assessment and telling the family its result lie 22 to 43 working days"
    )
    assert (
        gaps_of(
            "GP11",
            "childrens-services | December 2018 | assessment_completed | Done.\n"
            "childrens-services | 2019-01-04 | contact_adult | Told. | outcome=shared_with_family",
        )
        == ()
    )


def test_a_decision_with_nothing_after_it_is_a_gap_unless_the_records_stop():
    """No later stage on record; ten working days before the end it is too soon to tell."""
    [gap] = gaps_of("GP11", "childrens-services | 2018-11-05 | assessment_decided | Agreed.")

    assert gap.why.startswith(
        "After childrens-services:1 on 5 November 2018 the records do not show both the decision to assess "
        "and the start"
    )
    assert gaps_of("GP11", "childrens-services | 2019-05-13 | assessment_decided | Agreed.") == ()


def test_an_undated_start_could_be_in_time():
    """It satisfies; it raises nothing itself."""
    assert (
        gaps_of(
            "GP11",
            "childrens-services | 2018-11-05 | assessment_decided | .\n"
            "childrens-services | | visit_child | . | outcome=assessment_started",
        )
        == ()
    )


def test_a_result_that_was_changed_is_not_answered_by_the_result_itself():
    """In one month, in the order in which the agency wrote them: assessed, changed, begun again."""
    [gap] = gaps_of(
        "GP11",
        """
childrens-services | November 2018 | assessment_completed | Result.     | outcome=assessment_completed
childrens-services | November 2018 | supervision          | Redo it.    | outcome=overruled
childrens-services | 2018-12-03    | contact_adult        | Family told.| outcome=shared_with_family
childrens-services | 2019-04-16    | visit_child          | Begun again.| outcome=assessment_started
childrens-services | 2019-05-16    | assessment_completed | Result.     | outcome=assessment_completed
""",
    )

    assert gap.events == ("childrens-services:2", "childrens-services:4")


# GP13 series of missed contacts


def test_two_contacts_not_kept_in_one_service_are_a_gap():
    """The whole answer."""
    [gap] = gaps_of(
        "GP13",
        "mental-health | 2018-08-10 | missed_contact | DNA. | people=father\n"
        "mental-health | 2018-09-10 | missed_contact | DNA. | people=father\n"
        "health-visiting | 2018-08-01 | health_contact | Visit.",
    )

    assert gap.events == ("mental-health:1", "mental-health:2")
    assert gap.people == ("father",)
    assert gap.why == (
        "2 contacts with the adults did not take place between 10 August 2018 and 10 September 2018: 2 in "
        "the records of "
        "Mental health. No entry was found within 10 working days of the last that tells the health "
        "visitor, the school "
        "nurse, the GP or a social worker of it, and no meeting."
    )
    assert gap.question == (
        "Across services, what did the pattern of missed contact look like, and who was placed to see it?"
    )
    assert gap.standard.startswith("WA-092")


def test_one_in_each_of_two_services_is_no_series_and_three_services_are():
    """Two across services are below the default of three."""
    two = (
        "hospital | 2019-03-04 | missed_contact | WNB. | people=infant\n"
        "gp | 2019-03-11 | missed_contact | WNB. | people=infant\n"
    )
    assert gaps_of("GP13", two) == ()
    assert events(gaps_of("GP13", two + "housing | 2019-03-12 | no_access | Card left. | people=infant")) == [
        ("hospital:1", "gp:1", "housing:1")
    ]


def test_passing_it_on_or_a_meeting_answers_a_series():
    """Told the health visitor after the last; or the service called them off itself."""
    one = "hospital | 2019-03-04 | missed_contact | WNB. | people=infant\n"
    for line in (
        "hospital | 2019-03-11 | missed_contact | WNB. | people=infant | told=health-visiting",
        "hospital | 2019-03-11 | missed_contact | WNB. | people=infant\n"
        "hospital | March 2019 | information_shared | Letter. | told=gp",
        "hospital | 2019-03-11 | missed_contact | Clinic cancelled. | people=infant",
        "hospital | | missed_contact | WNB. | people=infant",
        "hospital | 2019-11-11 | missed_contact | WNB. | people=infant",
    ):
        assert gaps_of("GP13", one + line) == (), line


def test_a_series_names_the_timelines_searched():
    """Only the hospital sent one."""
    [gap] = gaps_of(
        "GP13",
        "hospital | 2019-03-04 | missed_contact | WNB.\nhospital | 2019-03-11 | missed_contact | WNB.",
    )

    assert gap.coverage == "Hospital supplied a timeline for 20 May 2018 to 20 May 2019 (2 entries)."


# GP14 closed or discharged for non-engagement

CLOSED = (
    "mental-health | 2018-09-03 | case_opened_closed | Discharged. | outcome=closed_non_engagement"
    " | people=father\n"
)
SOCIAL_WORK = """
childrens-services | 2018-06-01 | visit_child | Visit.
childrens-services | 2018-12-01 | visit_child | Visit.
"""


def test_a_service_that_ended_with_nobody_told_is_a_gap():
    """Children's services were at work with the family; the GP had referred."""
    [gap] = gaps_of(
        "GP14", CLOSED + SOCIAL_WORK + "gp | 2018-06-10 | report_sent | Referred. | told=mental-health"
    )

    assert gap.events == ("mental-health:1",)
    assert gap.agencies == ("mental-health", "gp", "childrens-services")
    assert gap.why == (
        "Mental health records on 3 September 2018 that its service ended because appointments were not "
        "kept. "
        "No entry shows GP and Childrens services told of it."
    )
    assert gap.question == (
        "Who was relying on this service being in place, and how would they have learned that it had ended?"
    )


def test_a_later_entry_that_names_the_service_is_cited():
    """Somebody wrote as though it was in place."""
    [gap] = gaps_of(
        "GP14",
        CLOSED + SOCIAL_WORK + "midwifery | 2018-11-05 | health_contact | Father has mental health support.",
    )

    assert gap.events == ("mental-health:1", "midwifery:1")
    assert gap.strength == "stronger"


def test_a_closing_that_was_told_raises_nothing():
    """In the entry, or within ten working days; another reason for closing is another matter."""
    for lines in (
        CLOSED.replace("| outcome", "| told=childrens-services | outcome"),
        CLOSED + "mental-health | September 2018 | information_shared | Letter. | told=childrens-services\n",
        CLOSED.replace("closed_non_engagement", "closed_completed"),
    ):
        assert gaps_of("GP14", lines + SOCIAL_WORK) == (), lines


def test_an_undated_closing_is_asked_about_and_says_so():
    """Whether others were told does not hang on the date."""
    [gap] = gaps_of("GP14", CLOSED.replace("2018-09-03", "") + SOCIAL_WORK)

    assert gap.caveats[0] == "The entry has no date: who was involved then is taken from the whole period."
    assert (gap.since, gap.until) == (None, None)


def test_a_referrer_without_a_timeline_is_said_to_be_not_known():
    """The service heard from a GP who sent nothing."""
    [gap] = gaps_of(
        "GP14", CLOSED + "mental-health | 2018-06-10 | report_received | From the GP. | heard_from=gp"
    )

    assert gap.coverage.endswith("General practice supplied no timeline: not known what it would show.")


# GP18 statutory seeing interval

REGISTERED = (
    "childrens-services | 2018-10-01 | registration_change | Name placed on the register. | people=infant\n"
)
TAKEN_OFF = (
    "childrens-services | 2018-10-22 | registration_change | Name removed from register. | people=infant\n"
)


def test_a_long_interval_while_registered_is_a_gap():
    """Fifteen working days without a recorded sighting; each longer one stands in the answer."""
    [gap] = gaps_of("GP18", REGISTERED + TAKEN_OFF)

    assert gap.events == ("childrens-services:1",)
    assert gap.why == (
        "childrens-services:1 records the child as registered on 1 October 2018, until 22 October 2018. In "
        "that time "
        "0 sightings by children's services are recorded, 0 of them alone. The guidance names 10 working "
        "days; longer on "
        "record: 15 working days between the start of the status and its end. The longest is 15 working days."
    )
    assert gap.question == "What made regular contact possible at some points and harder at others?"
    assert gap.standard.startswith("WA-037")
    assert "in force from 11 November 2019, after this event" in gap.standard


def test_a_visit_in_time_answers_and_its_vague_date_counts_in_favour():
    """Ten working days after 1 October is the 15th; "mid October" could be that."""
    for day in ("2018-10-15", "mid October 2018"):
        assert (
            gaps_of(
                "GP18",
                REGISTERED
                + f"childrens-services | {day} | visit_child | Seen. | child_seen=seen\n"
                + TAKEN_OFF,
            )
            == ()
        ), day


def test_without_a_status_nothing_is_computed():
    """Three weeks between visits are no timescale for a child who is not registered."""
    assert (
        gaps_of(
            "GP18",
            "childrens-services | 2019-03-04 | visit_child | Seen. | child_seen=seen\n"
            "childrens-services | 2019-04-15 | visit_child | Seen. | child_seen=seen",
        )
        == ()
    )


def test_a_looked_after_child_has_other_intervals():
    """A first visit within a week, then every six weeks in the first year."""
    gaps = gaps_of(
        "GP18",
        """
childrens-services | 2018-10-01 | placement_event | Placement with carers starts. | people=infant
childrens-services | 2018-10-11 | visit_child | Seen. | child_seen=seen
childrens-services | 2018-12-20 | visit_child | Seen. | child_seen=seen
childrens-services | 2019-01-07 | placement_event | Placement ended, returned home. | people=infant
""",
    )

    assert [(gap.standard[:6], gap.events) for gap in gaps] == [
        ("WA-061", ("childrens-services:1", "childrens-services:2")),
        ("WA-062", ("childrens-services:1", "childrens-services:2", "childrens-services:3")),
    ]


def test_seeing_is_not_known_without_the_timeline_of_childrens_services():
    """The school records the registration; nobody's visits are there."""
    [gap] = gaps_of("GP18", "school | 2018-10-01 | registration_change | On the register. | people=infant")

    assert gap.strength == "not known"
