"""One event recorded by several agencies, and what its records say that cannot all hold."""

# ruff: noqa: E501
# The written cases are tables, and wider than a line.

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.chronology import Case, Contradiction, chronology_as_json
from workbench.chronology.pairs.contradictions import _denials, _opposites

Chronology = Callable[..., Case]
PEOPLE = "id,label,role\nmum,Mother,mother\ndad,Father,father\nada,Ada,child\n"


def same(case: Case) -> dict[str, tuple[str, ...]]:
    found = zip(case.entries.index, case.entries["same_as"].to_list(), strict=True)
    return {id: others for id, others in found if others}


def test_one_incident_told_by_three_agencies_is_one_with_three_records(chronology: Chronology):
    """Different words; the same evening, people and matter. The visit a week later is another event."""
    case = chronology(
        """
        3/5/2019  | police    | Attended 17 Penrhos Road, Father had thrown a kettle | kind=police incident | people=mum;dad | topics=domestic abuse
        3/5/2019  | ambulance | Crew to 17 Penrhos Road, scald from a thrown kettle  | kind=health contact  | people=mum     | topics=domestic abuse
        4/5/2019  | hospital  | Scald dressed, kettle thrown by Father at Penrhos Rd | kind=health contact  | people=mum     | topics=domestic abuse
        11/5/2019 | hospital  | Dressing changed                                     | kind=health contact  | people=mum     | topics=health need
        """,
        people=PEOPLE,
    )

    assert same(case) == {
        "police:1": ("ambulance:1", "hospital:1"),
        "ambulance:1": ("police:1", "hospital:1"),
        "hospital:1": ("ambulance:1", "police:1"),
    }


def test_two_incidents_on_one_day_stay_two(chronology: Chronology):
    """Same day and topic, other people at another address."""
    case = chronology(
        """
        3/5/2019 | police   | Attended 17 Penrhos Road, kettle thrown | kind=police incident | people=mum | topics=domestic abuse
        3/5/2019 | hospital | Kettle thrown at her, Penrhos Road      | kind=health contact  | people=mum | topics=domestic abuse
        3/5/2019 | police   | Attended Bryn Terrace, window broken    | kind=police incident | people=dad | topics=domestic abuse
        3/5/2019 | housing  | Window broken at Bryn Terrace           | kind=accommodation event | people=dad | topics=domestic abuse
        """,
        people=PEOPLE,
    )

    assert same(case) == {
        "police:1": ("hospital:1",),
        "hospital:1": ("police:1",),
        "police:2": ("housing:1",),
        "housing:1": ("police:2",),
    }


def test_the_report_of_an_incident_and_its_receipt_are_records_of_it(chronology: Chronology):
    """The receipt of three days later names the day that it is about."""
    case = chronology(
        """
        3/5/2019  | police             | Attended Penrhos Road, kettle thrown. PPN sent. | kind=police incident | told=childrens-services | heard_from= | people=mum | topics=domestic abuse
        3/5/2019  | hospital           | Kettle thrown, Penrhos Road                     | kind=health contact | told= | heard_from= | people=mum | topics=domestic abuse
        6/5/2019  | childrens-services | PPN in re 3/5/2019: kettle thrown               | kind=report received | told= | heard_from=police | people=mum | topics=domestic abuse
        """,
        people=PEOPLE,
    )

    assert same(case)["childrens-services:1"] == ("hospital:1", "police:1")
    assert case.entries.at["childrens-services:1", "paired_with"] == ("police:1",)


def contradictions(case: Case) -> list[tuple[str, dict[str, str]]]:
    return [(one.field, dict(zip(one.ids, one.values, strict=True))) for one in case.contradictions]


LINES = """
    3/5/2019 | police   | Attended Penrhos Road, kettle thrown. {police} | kind=police incident | people=mum | topics=domestic abuse | child_seen={one} | time={at}
    {day}    | hospital | Kettle thrown, Penrhos Road. {hospital}        | kind=health contact  | people=mum | topics=domestic abuse | child_seen={two} | time={later}
"""
PLAIN = {"police": "", "hospital": "", "one": "", "two": "", "at": "", "later": "", "day": "3/5/2019"}


@pytest.mark.parametrize(
    ("written", "field", "values"),
    [
        ({"one": "yes", "two": "no"}, "whether the child was seen", ["child seen", "child not seen"]),
        ({"day": "4/5/2019"}, "the date", ["3 May 2019", "4 May 2019"]),
        ({"at": "09:00", "later": "15:30"}, "the time", ["09:00", "15:30"]),
        (
            {"police": "No visible injuries.", "hospital": "Bruise to arm."},
            "injury",
            ["no injury", "an injury"],
        ),
        (
            {"police": "Father not present.", "hospital": "Says dad was there."},
            "who was there: father",
            ["father not present", "father present"],
        ),
        (
            {"police": "No arrest made.", "hospital": "Partner arrested."},
            "arrest",
            ["no arrest", "an arrest"],
        ),
    ],
)
def test_what_cannot_both_hold_is_listed(
    chronology: Chronology, written: dict[str, str], field: str, values: list[str]
):
    case = chronology(LINES.format(**PLAIN | written), people=PEOPLE)

    assert contradictions(case) == [(field, dict(zip(("police:1", "hospital:1"), values, strict=True)))]


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"one": "yes"},
        {"one": "seen", "two": "seen alone"},
        {"day": "May 2019"},
        {"at": "09:00", "later": "10:30"},
        {"police": "No visible injuries.", "hospital": "No bruising."},
        {"police": "Father not present.", "hospital": "Mother present."},
    ],
)
def test_what_can_both_hold_is_not(chronology: Chronology, written: dict[str, str]):
    """Silence of one record, a vaguer date, another person: none of them contradicts."""
    assert contradictions(chronology(LINES.format(**PLAIN | written), people=PEOPLE)) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            {"one": "seen alone", "two": "no"},
            "Hospital recorded the child as not seen; Police as seen alone.",
        ),
        ({"day": "4/5/2019"}, "Police recorded the date as 3 May 2019; Hospital as 4 May 2019."),
        ({"at": "09:00", "later": "15:30"}, "Police recorded the time as 09:00; Hospital as 15:30."),
        (
            {"police": "No visible injuries.", "hospital": "Bruise."},
            "Hospital recorded an injury; Police no injury.",
        ),
        (
            {"police": "Child present.", "hospital": "Child not present."},
            "Hospital recorded child not present; Police child present.",
        ),
    ],
)
def test_a_contradiction_is_one_sentence_without_taking_sides(
    chronology: Chronology, written: dict[str, str], sentence: str
):
    case = chronology(LINES.format(**PLAIN | written), people=PEOPLE)

    assert [one.why for one in case.contradictions] == [sentence]


def test_a_receipt_dated_before_its_sending_is_listed(chronology: Chronology):
    case = chronology("""
        3/5/2019 | police | PPN sent | kind=report sent     | told=school | heard_from=
        2/5/2019 | school | PPN in   | kind=report received | told=       | heard_from=police
    """)

    assert case.contradictions == (
        Contradiction(
            ("police:1", "school:1"),
            "when it was sent and received",
            ("sent 3 May 2019", "received 2 May 2019"),
            "Police recorded it as sent 3 May 2019; School as received 2 May 2019.",
        ),
    )
    assert chronology_as_json(case)["contradictions"] == [
        {
            "ids": ["police:1", "school:1"],
            "field": "when it was sent and received",
            "values": ["sent 3 May 2019", "received 2 May 2019"],
            "why": case.contradictions[0].why,
        }
    ]


def test_a_report_received_two_days_later_is_not_taken_for_one_sent_back(chronology: Chronology):
    """The receipt cites the day of the incident, so that either could be the sender."""
    case = chronology(
        """
        14/3/2018 | police        | Father arrested for assault on Mother | kind=police incident | response=PPN submitted to social work
        16/3/2018 | social work   | PPN received from police re assault on Mother by Father on 14/3/2018 | kind=report received | heard_from=police
        """,
        people=PEOPLE,
    )

    assert case.entries.at["police:1", "paired_with"] == ("social-work:1",)
    assert case.contradictions == ()


def test_every_denial_is_noticed_before_it_is_looked_for():
    """The quick look over all records leaves none of the slow ones out."""
    for phrase in (
        "no visible injuries",
        "uninjured",
        "mother had left",
        "apologies from hv",
        "no sign of dad",
    ):
        assert _denials().search(phrase)
        assert any(denied.search(phrase) for _, _, denied, _ in _opposites())
