"""The ledger: what was passed from whom to whom, and what the records show of each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.gaps_support import written_case
from workbench.chronology import Case
from workbench.ledger import (
    COPY,
    INTENTION,
    INVITATION,
    JOINT_VISIT,
    MEETING,
    MESSAGE,
    MINUTES,
    NO_RECORD,
    NOT_KNOWN,
    SHARED_RECORD,
    STEPS,
    Message,
    as_json,
    as_text,
    ledger,
)

REPORT = """
    police             | 2019-01-03 | report_sent     | Report: shouting, mother hit.       | told=childrens-services | people=mother | topics=domestic abuse
    childrens-services | 2019-01-04 | report_received | Report in: shouting, mother was hit. | heard_from=police | people=mother | topics=domestic abuse
"""  # noqa: E501


def messages(lines: str, **how: Any) -> tuple[Message, ...]:
    """Return the messages of a written case."""
    return ledger(written_case(lines, **how)).messages


def rows(one: Message) -> dict[str, str]:
    """Return the row of each step that has one."""
    return {step: found.row for step in STEPS if (found := getattr(one, step))}


def passed(found: tuple[Message, ...]) -> list[tuple[str, str, str, str]]:
    """Return from whom to whom, how, and how far, of each message."""
    return [(one.sender, one.receiver, one.way, one.state) for one in found]


# Sent and received


def test_the_two_ends_of_a_report_are_one_message():
    """Sender's and receiver's rows were paired: sent and received have a row each, and it is one message."""
    [one] = messages(REPORT)

    assert passed((one,)) == [("police", "childrens-services", MESSAGE, "understood")]
    assert rows(one) == {
        "sent": "police:1",
        "received": "childrens-services:1",
        "understood": "childrens-services:1",
    }
    assert (one.about, one.topics, one.kind) == (("mother",), ("domestic_abuse",), "report_sent")
    assert {step: one.without(step) for step in STEPS if one.without(step)} == {
        "acted_on": NO_RECORD,
        "fed_back": NO_RECORD,
    }


def test_a_report_without_a_receipt_is_only_said_to_have_been_sent():
    """The receiver's timeline covers the day and has no row; what it did next is not taken for an answer."""
    [one] = messages("""
        police             | 2019-01-03 | report_sent | Report sent. | told=childrens-services | people=mother
        childrens-services | 2019-01-20 | visit_child | Visit.       | people=mother
    """)

    assert passed((one,)) == [("police", "childrens-services", MESSAGE, "said to have been sent")]
    assert rows(one) == {"sent": "police:1"}
    assert {one.without(step) for step in STEPS[1:]} == {NO_RECORD}


def test_of_an_agency_without_a_timeline_it_is_not_known():
    """Housing sent nothing, so nothing can be said of what it received; police could have noted word back."""
    [one] = messages("police | 2019-01-03 | report_sent | Report sent. | told=housing")

    assert (one.receiver, one.state) == ("housing", "said to have been sent")
    assert {step: one.without(step) for step in STEPS} == {
        "sent": "",
        "received": NOT_KNOWN,
        "understood": NOT_KNOWN,
        "acted_on": NOT_KNOWN,
        "fed_back": NO_RECORD,
    }


def test_a_timeline_that_does_not_cover_the_day_leaves_it_unknown(chronology: Callable[..., Case]):
    """Housing's timeline begins in March: of January nothing is known. In March the same is "no record"."""
    case = chronology(
        """
        3 January 2019 | police  | Told housing. | kind=report sent | told=housing
        3 March 2019   | police  | Told housing. | kind=report sent | told=housing
        9 March 2019   | housing | Rent paid.    | kind=accommodation_event
        """,
        toml='title = "A"\n[[coverage]]\nagency = "housing"\nfrom = 2019-03-01\nto = 2019-04-30\n',
    )

    assert [one.without("received") for one in ledger(case).messages] == [NOT_KNOWN, NO_RECORD]


def test_a_receipt_whose_sender_recorded_nothing():
    """Only the receiver wrote it down: it is said to have been received, and sent has no record."""
    [one] = messages("""
        school | 2019-01-09 | education_event | Late to school.
        gp     | 2019-01-03 | information_shared | Call from school about the child. | heard_from=school
    """)

    assert passed((one,)) == [("school", "gp", MESSAGE, "said to have been received")]
    assert (rows(one), one.without("sent")) == ({"received": "gp:1"}, NO_RECORD)


def test_a_word_for_several_services_names_none_of_them():
    """Two teams are children's services: which of them was told is not said, so the type stands there."""
    [one] = messages("""
        police                        | 2019-01-03 | report_sent | Report sent. | told=children's services
        childrens-services-assessment | 2019-01-09 | visit_child | Visit.
        childrens-services-long-term  | 2019-01-09 | visit_child | Visit.
    """)

    assert (one.sender, one.receiver) == ("police", "childrens-services")


def test_an_intention_to_share_is_not_sharing(chronology: Callable[..., Case]):
    """ "Will inform GP" is listed as intended; nothing was sent."""
    case = chronology("""
        3 January 2019 | health-visiting | Home visit. Will inform GP of mother's low mood.
        9 January 2019 | gp              | Repeat prescription.
    """)

    [one] = ledger(case).messages
    assert passed((one,)) == [("health-visiting", "gp", INTENTION, "intended")]
    assert (one.intended and one.intended.row, rows(one)) == ("health-visiting:1", {})
    assert one.without("sent") == NO_RECORD
    assert one.rows == ("health-visiting:1",)


# Understood, acted on, fed back


def test_what_did_not_arrive_of_what_was_sent():
    """The receipt carries one of two topics: it is not shown as understood, and what is missing is named."""
    [one] = messages("""
        police             | 2019-01-03 | report_sent     | Mother hit, cannabis smelt, flat in Mill Lane. | told=childrens-services | people=mother | topics=domestic abuse;substance use
        childrens-services | 2019-01-03 | report_received | Police report: cannabis smelt, Mill Lane.      | heard_from=police | people=mother | topics=substance use
    """)  # noqa: E501

    assert (one.state, one.not_carried) == ("received", ("domestic_abuse",))


@pytest.mark.parametrize(
    ("receipt", "row", "state"),
    [
        ("outcome=accepted", "childrens-services:1", "acted on"),
        ("response=Social worker allocated.", "childrens-services:1", "acted on"),
        ("response=NFA", None, "understood"),
        ("outcome=no further action | response=Read by manager.", None, "understood"),
    ],
)
def test_a_receipt_says_what_was_done(receipt: str, row: str | None, state: str):
    """An outcome or a response is an action; "NFA", "noted" or an outcome of no action are none."""
    sent, received = REPORT.strip().splitlines()
    [one] = messages(f"{sent}\n{received} | {receipt}")

    assert (rows(one).get("acted_on"), one.state) == (row, state)


def test_a_later_row_is_perhaps_what_came_of_it():
    """A visit about the same person within four weeks could be it, and is marked so; a day later not."""
    for day, state in (("2019-02-01", "perhaps acted on"), ("2019-02-02", "understood")):
        one = messages(f"{REPORT}\nchildrens-services | {day} | visit_child | Visit. | people=mother")[0]

        assert one.state == state


def test_a_later_row_about_somebody_else_is_not():
    """Both rows name people, and nobody in common."""
    one = messages(f"{REPORT}\nchildrens-services | 2019-01-09 | visit_child | Visit. | people=father")[0]

    assert one.state == "understood"


def test_word_back_closes_the_circle():
    """Children's services tell police what came of it: a step of the first message, and a message itself."""
    first, back = messages(f"""{REPORT}
        childrens-services | 2019-01-09 | acknowledgement | Outcome to police. | told=police | people=mother
    """)

    assert (rows(first)["fed_back"], first.state) == ("childrens-services:2", "fed back")
    assert passed((back,)) == [("childrens-services", "police", MESSAGE, "said to have been sent")]


# Meetings, joint visits, copies, minutes, shared records


def test_a_meeting_passes_to_everybody_who_was_there():
    """Children's services hold the meeting; the school recorded it, the GP is named; one row for each."""
    found = messages("""
        childrens-services | 2019-03-05 | core_group | Core group, school and GP present. | told=school;gp | people=infant
        school             | 2019-03-05 | core_group | Attended core group.             | heard_from=childrens-services | people=infant
        gp                 | 2019-03-09 | health_contact | Seen.
    """)  # noqa: E501

    assert passed(found) == [
        ("childrens-services", "gp", MEETING, "said to have been sent"),
        ("childrens-services", "school", MEETING, "received"),
    ]
    assert [rows(one).get("received") for one in found] == [None, "school:1"]


def test_who_was_asked_only_was_not_there():
    """Apologies and an invitation are no attendance; a mother who did not come says nothing of the school."""
    found = messages("""
        childrens-services | 2019-03-05 | core_group | Core group with school. Apologies from GP. Midwife invited. Mother did not attend. | told=school;gp;midwifery
        gp                 | 2019-03-09 | health_contact | Seen.
        midwifery          | 2019-03-09 | health_contact | Seen.
        school             | 2019-03-09 | education_event | Late.
    """)  # noqa: E501

    assert [(one.receiver, one.way) for one in found] == [
        ("gp", INVITATION),
        ("midwifery", INVITATION),
        ("school", MEETING),
    ]


def test_minutes_that_went_out_are_a_message_of_their_own():
    """The GP is named in the meeting's record only as getting the minutes: it was not there."""
    found = messages("""
        childrens-services | 2019-03-05 | core_group | Core group with school. Minutes sent to GP. | told=school;gp
        gp                 | 2019-03-09 | health_contact | Seen.
        school             | 2019-03-09 | education_event | Late.
    """)  # noqa: E501

    assert [(one.receiver, one.way) for one in found] == [("gp", MINUTES), ("school", MEETING)]


def test_minutes_that_arrived_are_no_attendance():
    """The GP has an entry under the name of the meeting that tells of its minutes only."""
    found = messages("""
        childrens-services | 2019-03-05 | core_group      | Core group with school.  | told=school
        school             | 2019-03-09 | education_event | Late.
        gp                 | 2019-03-20 | core_group      | Core group: minutes received. | heard_from=childrens-services
    """)  # noqa: E501

    assert [(one.receiver, one.way) for one in found] == [("school", MEETING), ("gp", MINUTES)]


def test_a_joint_visit_passes_what_both_saw():
    """The two rows of one visit are one message, with the day of each."""
    found = messages("""
        childrens-services | 2019-03-05 | visit_child    | Joint visit with health visitor, home smelt of cannabis. | told=health-visiting | people=infant | topics=substance use
        health-visiting    | 2019-03-05 | health_contact | Joint visit with social worker, home smelt of cannabis.  | heard_from=childrens-services | people=infant | topics=substance use
    """)  # noqa: E501

    assert passed(found) == [("childrens-services", "health-visiting", JOINT_VISIT, "understood")]


def test_who_met_is_read_from_the_words_where_nothing_is_coded(chronology: Callable[..., Case]):
    """Free text only: two were present, one sent apologies, one was asked; of the four only words say so."""
    found = ledger(
        chronology("""
        10 January 2019 | childrens-services | Strategy meeting: police and HV present, apologies from midwife. GP invited, not in attendance.
        10 January 2019 | police             | Strategy meeting with social worker.
        12 January 2019 | health-visiting    | Clinic.
        12 January 2019 | midwifery          | Clinic.
        12 January 2019 | gp                 | Clinic.
    """)  # noqa: E501
    ).messages

    assert [(one.receiver, one.way, one.suggested) for one in found if one.sender != "police"] == [
        ("gp", INVITATION, True),
        ("health-visiting", MEETING, True),
        ("midwifery", INVITATION, True),
        ("police", MEETING, False),
    ]


def test_a_joint_visit_that_only_words_tell_of(chronology: Callable[..., Case]):
    """Two rows of one day name each other's service: one visit. One that is only agreed is none."""
    found = ledger(
        chronology("""
        12 January 2019 | childrens-services | Joint home visit with HV.
        12 January 2019 | health-visiting    | Joint home visit with social worker. Home cluttered.
        14 January 2019 | health-visiting    | Home visit. Joint visit with midwife to be arranged.
        14 January 2019 | midwifery          | Clinic.
    """)
    ).messages

    assert passed(found) == [("childrens-services", "health-visiting", JOINT_VISIT, "received")]


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("hospital | 2019-03-05 | information_shared | Letter to school nurse, cc GP. | told=gp", COPY),
        ("hospital | 2019-03-05 | information_shared | Letter to GP, cc school nurse. | told=gp", MESSAGE),
        (
            "hospital | 2019-03-05 | information_shared | Minutes of the meeting sent to GP. | told=gp",
            MINUTES,
        ),
        (
            "hospital | 2019-03-05 | information_shared | GP invited to planning meeting. | told=gp",
            INVITATION,
        ),
    ],
)
def test_how_it_was_passed_is_read_from_the_words(line: str, way: str):
    """A copy, minutes, an invitation; anything else is a message."""
    [one] = messages(f"{line}\ngp | 2019-03-09 | health_contact | Seen.")

    assert (one.receiver, one.way) == ("gp", way)


def test_what_was_read_in_a_shared_record_was_sent_by_nobody():
    """The reader's row shows it; there is no sending."""
    [one] = messages("""
        health-visiting | 2019-03-05 | | Read on the system: cannabis. | heard_from=midwifery
        midwifery | 2019-03-01 | health_contact | Clinic.
    """)

    assert passed((one,)) == [("midwifery", "health-visiting", SHARED_RECORD, "said to have been received")]


# As JSON and text


def test_the_json_is_that_of_the_design():
    """A step is its row and days, or null; why it is null stands beside it."""
    found = as_json(ledger(written_case(REPORT)))

    assert found["messages"] == [
        {
            "from": "police",
            "to": "childrens-services",
            "way": "message",
            "about": ["mother"],
            "topics": ["domestic_abuse"],
            "kind": "report_sent",
            "sent": {
                "row": "police:1", "earliest": "2019-01-03", "latest": "2019-01-03", "perhaps": False,
            },
            "received": {
                "row": "childrens-services:1",
                "earliest": "2019-01-04",
                "latest": "2019-01-04",
                "perhaps": False,
            },
            "understood": {
                "row": "childrens-services:1",
                "earliest": "2019-01-04",
                "latest": "2019-01-04",
                "perhaps": False,
            },
            "acted_on": None,
            "fed_back": None,
            "intended": None,
            "without": {"acted_on": NO_RECORD, "fed_back": NO_RECORD},
            "not_carried": [],
            "suggested": False,
            "state": "understood",
        }
    ]  # fmt: skip
    assert found["of"] == {
        "messages": 1,
        "entries": 2,
        "without_told_or_heard": 0,
        "steps": {"sent": 1, "received": 1, "understood": 1, "acted_on": 0, "fed_back": 0},
    }


def test_the_text_says_the_same_in_words():
    """Two lines for a message, then how much there was to go by, and the caution."""
    case = written_case("police | 2019-01-03 | report_sent | Report sent. | told=housing | people=mother")

    assert list(as_text(case, ledger(case))) == [
        "Police to Housing: message, report (referral) sent, about Mother: said to have been sent",
        f"    sent 3 January 2019 [police:1]; received: {NOT_KNOWN}; understood: {NOT_KNOWN}; "
        f"acted on: {NOT_KNOWN}; fed back: {NO_RECORD}",
        "1 message of 1; 0 of 1 entry name nobody as told or heard from.",
        "The ledger shows what the timelines supplied say was passed on. A step without a row was not found "
        "in them; that does not show that it was not taken.",
    ]


def test_a_case_in_which_nothing_was_passed_says_so():
    """No message, and how many entries there were to find one in."""
    case = written_case("police | 2019-01-03 | police_incident | Shouting.")

    assert list(as_text(case, ledger(case)))[:2] == [
        "No record of anything passed on was found in the timelines supplied.",
        "0 messages of 0; 1 of 1 entry name nobody as told or heard from.",
    ]


def test_counts_by_pair_of_agencies():
    """What a view of paths draws: how many messages, and how many of them show each step."""
    assert ledger(written_case(REPORT)).counts() == {
        ("police", "childrens-services"): {
            "messages": 1, "sent": 1, "received": 1, "understood": 1, "acted_on": 0, "fed_back": 0,
        }
    }  # fmt: skip
