"""GP01, GP02 and GP03: reports sent, received, answered, and not made."""

from __future__ import annotations

from datetime import date

from gaps_support import events, gaps_of, written_case

from workbench.gaps import find_gaps

OPEN_CASE = """
childrens-services | 2018-06-01 | visit_child | First visit.
"""


# GP01 report without a matching receipt


def test_a_report_that_the_receiver_has_no_entry_about_is_a_gap():
    """The whole answer: rows, agencies, standard of a later day, question, and no chase."""
    [gap] = gaps_of(
        "GP01",
        OPEN_CASE
        + "police | 2019-01-03 | report_sent | Report sent. | told=childrens-services | people=mother",
    )

    assert (gap.pattern, gap.slug) == ("GP01", "report-without-receipt")
    assert gap.title == "Report without a matching receipt"
    assert gap.events == ("police:1",)
    assert gap.agencies == ("police", "childrens-services")
    assert gap.people == ("mother",)
    assert (gap.since, gap.until) == (date(2019, 1, 3), date(2019, 1, 3))
    assert gap.why == (
        "Police records report (referral) sent on 3 January 2019, with Childrens services told. "
        "No entry about it was found in the timeline of Childrens services. "
        "No later contact about it is recorded within 7 working days."
    )
    assert gap.question == (
        "How did each agency understand where this information had gone, and what would have shown that it "
        "had not arrived?"
    )
    assert gap.standard.startswith("WA-002: Report-maker contacts social services again")
    assert "in force from 11 November 2019, after this event" in gap.standard
    assert gap.coverage == "Childrens services supplied a timeline for 20 May 2018 to 20 May 2019 (1 entry)."
    assert gap.strength == "stronger"
    assert gap.settings == {"working_days_before": 1, "working_days_after": 5}


def test_a_receipt_on_the_fifth_working_day_is_in_time_and_one_on_the_sixth_is_not():
    """3 January 2019 was a Thursday: the fifth working day after it is the next Thursday."""
    sent = "police | 2019-01-03 | report_sent | Sent. | told=childrens-services\n"
    fifth = "childrens-services | 2019-01-10 | report_received | Report. | heard_from=police"
    sixth = "childrens-services | 2019-01-11 | report_received | Report. | heard_from=police"

    assert gaps_of("GP01", sent + fifth) == ()
    [late] = gaps_of("GP01", sent + sixth)
    assert late.events == ("police:1",)
    assert "Childrens services records what seems to be its receipt on 11 January 2019." in late.why
    assert gaps_of("GP01", sent + sixth, settings={"working_days_after": 6}) == ()


def test_bank_holidays_are_not_working_days():
    """Maundy Thursday to the Friday of the next week is five working days, as Easter lies between."""
    assert (
        gaps_of(
            "GP01",
            "police | 2019-04-18 | report_sent | Sent. | told=childrens-services\n"
            "childrens-services | 2019-04-29 | report_received | Report. | heard_from=police",
        )
        == ()
    )


def test_a_chase_makes_the_gap_no_stronger():
    """A later contact with the receiver is named with its date."""
    [gap] = gaps_of(
        "GP01",
        OPEN_CASE
        + "health-visiting | 2019-03-04 | report_sent | Sent. | told=childrens-services\n"
        + "health-visiting | 2019-03-08 | information_request | Rang to ask. | told=childrens-services",
    )

    assert gap.strength == "usual"
    assert "is recorded on 8 March 2019." in gap.why


def test_a_vague_report_gets_the_benefit_of_the_doubt():
    """Sent in early January, received on the 16th: it could have been sent on the 10th."""
    sent = "police | early January 2019 | report_sent | Sent. | told=childrens-services\n"

    assert (
        gaps_of("GP01", sent + "childrens-services | 2019-01-16 | report_received | . | heard_from=police")
        == ()
    )
    [gap] = gaps_of(
        "GP01", sent + "childrens-services | 2019-02-16 | report_received | . | heard_from=police"
    )
    assert (gap.since, gap.until) == (date(2019, 1, 1), date(2019, 1, 10))


def test_an_undated_receipt_answers_and_an_undated_report_raises_nothing():
    """Undated rows are never the reason of a gap on timing; they can satisfy one."""
    sent = "police | 2019-01-03 | report_sent | Sent. | told=childrens-services\n"

    assert (
        gaps_of("GP01", sent + "childrens-services | | report_received | Report. | heard_from=police") == ()
    )
    found = find_gaps(
        written_case(OPEN_CASE + "police | | report_sent | Sent. | told=childrens-services"), only="GP01"
    )
    assert found.gaps == ()
    assert found.looked_at["patterns"]["GP01"]["left_out"] == {"undated": 1}


def test_where_the_receiver_sent_no_timeline_the_gap_says_whom_to_ask():
    """Two reports to an agency without a timeline are one gap, marked not known."""
    [gap] = gaps_of(
        "GP01",
        "police | 2019-01-03 | report_sent | Sent. | told=children's services\n"
        "police | 2019-02-03 | report_sent | Sent. | told=children's services",
    )

    assert gap.strength == "not known"
    assert gap.events == ("police:1", "police:2")
    assert gap.why == (
        "Not known: Children's services supplied no timeline. What answers 2 entries of Police between "
        "3 January 2019 and 3 February 2019 would stand there. Ask Children's services for its timeline."
    )
    assert gap.coverage == "Children's services supplied no timeline: not known what it would show."


def test_a_report_at_the_end_of_the_records_is_left_out():
    """Five working days after 17 May 2019 lie beyond the period: too soon to tell."""
    found = find_gaps(
        written_case(OPEN_CASE + "police | 2019-05-17 | report_sent | Sent. | told=childrens-services"),
        only="GP01",
    )

    assert found.gaps == ()
    assert found.looked_at["patterns"]["GP01"]["left_out"] == {"too near the end of the records": 1}


def test_either_team_of_childrens_services_can_have_received_it():
    """A report to the assessment team may stand in the other team's file."""
    assert (
        gaps_of(
            "GP01",
            "police | 2019-01-03 | report_sent | Sent. | told=assessment-team\n"
            "assessment-team | 2018-06-01 | visit_child | Visit.\n"
            "care-and-support-team | 2019-01-04 | report_received | Report. | heard_from=police",
        )
        == ()
    )


def test_a_report_inside_one_organisation_is_not_this_patterns():
    """Leaving care and children's services are one body: that is GP08's question."""
    assert (
        gaps_of(
            "GP01", OPEN_CASE + "leaving-care | 2019-01-03 | report_sent | Sent. | told=childrens-services"
        )
        == ()
    )


# GP02 report without a recorded decision or feedback


def test_a_report_without_a_decision_is_a_gap():
    """No outcome, no decision within the days, nobody told."""
    [gap] = gaps_of(
        "GP02",
        "childrens-services | 2019-03-04 | report_received | Report. | heard_from=police\n"
        "police | 2019-03-04 | report_sent | Sent. | told=childrens-services",
    )

    assert gap.events == ("childrens-services:1",)
    assert gap.agencies == ("childrens-services", "police")
    assert gap.why == (
        "Childrens services records a report received on 4 March 2019 from Police. "
        "No decision on it was found within 5 working days, and no word back to its maker."
    )
    assert gap.question == (
        "What did the report-maker know about what would happen next, and how did that shape what they did?"
    )
    assert gap.standard.startswith("WA-004: Decide and record the next actions")
    assert gap.coverage == (
        "Childrens services supplied a timeline for 20 May 2018 to 20 May 2019 (1 entry). "
        "Police supplied a timeline for 20 May 2018 to 20 May 2019 (1 entry)."
    )


def test_reports_of_one_maker_without_word_back_are_one_gap():
    """Both were decided; neither side shows the school told."""
    [gap] = gaps_of(
        "GP02",
        "childrens-services | 2018-09-03 | report_received | Report. | heard_from=school | outcome=nfa\n"
        "childrens-services | 2018-11-05 | report_received | Report. | heard_from=school | "
        "outcome=information_only\n"
        "school | 2018-09-03 | report_sent | Sent. | told=childrens-services",
    )

    assert gap.events == ("childrens-services:1", "childrens-services:2")
    assert gap.why.endswith("No entry of either side shows School told what came of them.")
    assert gap.standard.startswith("WA-002")


def test_word_back_on_either_side_answers_a_report():
    """The receiver tells the school, or the school hears from the receiver."""
    received = (
        "childrens-services | 2018-09-03 | report_received | Report. | heard_from=school | outcome=nfa\n"
    )

    assert (
        gaps_of(
            "GP02", received + "childrens-services | 2018-09-05 | acknowledgement | Letter. | told=school"
        )
        == ()
    )
    assert (
        gaps_of(
            "GP02",
            received + "school | 2018-09-06 | acknowledgement | Letter came. | heard_from=childrens-services",
        )
        == ()
    )


def test_a_vague_decision_could_be_in_time():
    """A decision "in March 2019" could have been made on the day."""
    assert (
        gaps_of(
            "GP02",
            "childrens-services | 2019-03-04 | report_received | Report from a neighbour.\n"
            "childrens-services | March 2019 | decision_front_door | Decision.",
        )
        == ()
    )


def test_word_back_in_a_file_that_was_not_supplied_is_said_to_be_not_known():
    """Housing made the report and sent no timeline."""
    [gap] = gaps_of(
        "GP02",
        "childrens-services | 2019-03-04 | report_received | Report. | heard_from=housing | outcome=nfa",
    )

    assert gap.coverage.endswith("Housing supplied no timeline: not known what it would show.")


# GP03 concern recorded, no report found

CONCERN = (
    "health-visiting | 2019-05-02 | health_contact | Cannabis smell. | topics=substance_use | people=infant\n"
)


def test_a_concern_without_a_report_is_a_gap():
    """The whole answer."""
    [gap] = gaps_of("GP03", OPEN_CASE + CONCERN)

    assert gap.events == ("health-visiting:1",)
    assert gap.agencies == ("health-visiting",)
    assert gap.people == ("infant",)
    assert gap.why == (
        "Health visiting recorded substance use in 1 entry on 2 May 2019. No entry shows children's "
        "services or police "
        "told, and no report was found within 2 working days."
    )
    assert gap.question == (
        "What was in the practitioner's mind about whether to report, and what guidance or consultation "
        "was available "
        "to them?"
    )
    assert gap.standard.startswith("WA-012: Make a new report through the normal route")
    assert gap.strength == "usual"


def test_a_concern_that_was_reported_or_shared_raises_nothing():
    """Told in the entry; reported next day; reported days before; the social worker was there."""
    told = CONCERN.replace("| topics", "| told=childrens-services | topics")
    next_day = CONCERN + "health-visiting | 2019-05-03 | report_sent | Sent. | told=childrens-services"
    before = CONCERN + (
        "health-visiting | 2019-04-29 | report_sent | Sent. | told=childrens-services | topics=substance_use"
    )
    joint = CONCERN.replace("| topics", "| heard_from=childrens-services | topics")

    for lines in (told, next_day, before, joint):
        assert gaps_of("GP03", OPEN_CASE + lines) == (), lines


def test_advice_low_marks_and_negated_words_are_no_concern():
    """Giving advice is not a concern; nor is what was looked for and not found."""
    for line in (
        "health-visiting | 2019-03-12 | health_contact | Advice on smoking. | topics=substance_use | "
        "outcome=advice_given",
        "health-visiting | 2019-03-12 | health_contact | No smell of cannabis. | topics=substance_use",
        "health-visiting | 2019-03-12 | health_contact | Smell. | topics=substance_use | significance=low",
        "health-visiting | 2019-03-12 | supervision | Smell discussed. | topics=substance_use",
        "health-visiting | 2016-03-12 | health_contact | Smell of cannabis. | topics=substance_use | "
        "people=mother",
    ):
        assert gaps_of("GP03", OPEN_CASE + line) == (), line


def test_rows_on_one_concern_are_one_gap():
    """Three weeks of one worker's notes are one point; another topic is another."""
    gaps = gaps_of(
        "GP03",
        OPEN_CASE
        + """
leaving-care | 2019-03-11 | contact_adult | Daily arguments, baby there. | topics=domestic_abuse
leaving-care | 2019-03-25 | contact_adult | Arguing again, baby there.   | topics=domestic_abuse
leaving-care | 2019-03-26 | contact_adult | House dirty.                  | topics=neglect_home_conditions
""",
    )

    assert events(gaps) == [("leaving-care:1", "leaving-care:2"), ("leaving-care:3",)]


def test_one_incident_told_by_two_agencies_is_one_gap():
    """Both parents tell their own workers of the same day: two records, one incident."""
    [gap] = gaps_of(
        "GP03",
        OPEN_CASE
        + """
leaving-care | 2019-04-17 | life_event || topics=domestic_abuse | people=father;infant | significance=critical
third-sector | 2019-04-17 | life_event || topics=domestic_abuse | people=mother;infant | significance=critical
""",
    )

    assert gap.events == ("leaving-care:1", "third-sector:1")
    assert "The same incident stands in the records of 2 agencies." in gap.why


def test_a_vague_report_could_have_followed_the_concern():
    """A report "in May 2019" could have been made within two working days of 2 May."""
    assert (
        gaps_of(
            "GP03",
            OPEN_CASE
            + CONCERN
            + "health-visiting | May 2019 | report_sent | Sent. | told=childrens-services",
        )
        == ()
    )


def test_a_concern_says_whose_timeline_was_not_there():
    """No timeline of children's services: said in the coverage."""
    [gap] = gaps_of("GP03", CONCERN)

    assert gap.coverage == (
        "Health visiting supplied a timeline for 20 May 2018 to 20 May 2019 (1 entry). "
        "Children's services supplied no timeline: not known what it would show."
    )
