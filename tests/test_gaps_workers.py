"""GP22: changes of worker, time with nobody named, and events while a worker was away."""

from __future__ import annotations

import pytest
from gaps_support import events, gaps_of

OPEN_CASE = "childrens-services | 2018-06-01 | contact_adult | First call.\n"
CHANGES = (
    "childrens-services | 2018-09-03 | handover_transfer | New social worker introduced herself.\n"
    "childrens-services | 2019-01-14 | handover_transfer | New social worker from the agency.\n"
)


def test_three_workers_in_a_year_are_a_gap():
    """The first from the beginning, then two changes; roles, never names."""
    [gap] = gaps_of("GP22", OPEN_CASE + CHANGES)

    assert gap.title == "Frequent change of worker"
    assert gap.events == ("childrens-services:2", "childrens-services:3")
    assert gap.why == (
        "The entries of Childrens services tell of 2 changes in the role of social worker between 3 "
        "September "
        "2018 and 14 January 2019: at least 3 workers. This pattern starts to ask at 3 within 12 months."
    )
    assert gap.question == (
        "What did cover look like at this point, and what would have helped continuity for the family?"
    )
    assert gap.standard == ""


def test_while_a_child_is_registered_the_change_has_its_rule():
    """Those involved are to be told of a new co-ordinator."""
    registered = (
        "childrens-services | 2018-08-01 | registration_change | Name placed on the register. | "
        "people=infant\n"
    )
    [gap] = gaps_of("GP22", OPEN_CASE + registered + CHANGES)

    assert gap.standard.startswith("WA-040: Notify all relevant agencies")


def test_one_change_changes_far_apart_and_planned_ones_raise_nothing():
    """Also changes in two different services."""
    one, two = CHANGES.splitlines()
    for lines in (
        one,
        f"{one}\n{two.replace('from the agency', 'at a joint visit')}",
        f"{one}\n{two.replace('childrens-services', 'health-visiting').replace('social worker', 'HV')}",
    ):
        assert gaps_of("GP22", OPEN_CASE + lines) == (), lines
    longer = {"period": {"period_from": "2018-05-20", "period_to": "2021-05-20"}}
    assert gaps_of("GP22", OPEN_CASE + one + "\n" + two.replace("2019-01-14", "2020-01-14"), **longer) == ()


UNALLOCATED = "childrens-services | 2018-10-01 | case_opened_closed | Case unallocated. | outcome=accepted\n"
NAMED = "childrens-services | {} | case_opened_closed | Now allocated to SW. | outcome=accepted\n"


def test_a_family_without_a_named_worker_for_more_than_a_week_is_a_gap():
    """Five working days are in time, the sixth is not."""
    assert gaps_of("GP22", OPEN_CASE + UNALLOCATED + NAMED.format("2018-10-08")) == ()
    [gap] = gaps_of("GP22", OPEN_CASE + UNALLOCATED + NAMED.format("2018-10-09"))

    assert gap.title == "Family without a named worker"
    assert gap.events == ("childrens-services:2", "childrens-services:3")
    assert gap.why == (
        "Childrens services records the family as without a named worker: 6 working days from "
        "childrens-services:2 on 1 October 2018 to childrens-services:3 on 9 October 2018."
    )


def test_a_vague_or_undated_allocation_could_be_in_time():
    """And near the end of the records it is too soon to tell."""
    for day in ("October 2018", ""):
        assert gaps_of("GP22", OPEN_CASE + UNALLOCATED + NAMED.format(day)) == (), day
    assert gaps_of("GP22", OPEN_CASE + UNALLOCATED.replace("2018-10-01", "2019-05-17")) == ()


def test_entries_that_say_so_again_are_the_same_time():
    """One stretch, one point; it ends with the worker named."""
    again = UNALLOCATED.replace("2018-10-01", "2018-10-15")
    [gap] = gaps_of("GP22", OPEN_CASE + UNALLOCATED + again + NAMED.format("2018-11-01"))

    assert gap.events == ("childrens-services:2", "childrens-services:4")


AWAY = "childrens-services | 2019-05-10 | contact_adult | Allocated worker on annual leave.\n"
INCIDENT = (
    "police | 2019-05-13 | police_incident | Assault, baby there. | topics=domestic_abuse"
    " | people=mother;infant | told=childrens-services\n"
)


def test_a_serious_event_in_an_absence_without_a_visit_is_a_gap():
    """A call by the duty worker is no visit."""
    call = "childrens-services | 2019-05-14 | contact_adult | Duty rang mother. | mode=phone\n"
    [gap] = gaps_of("GP22", OPEN_CASE + AWAY + INCIDENT + call)

    assert gap.title == "Serious event while a worker was away"
    assert gap.events == ("childrens-services:2", "police:1")
    assert gap.agencies == ("childrens-services", "police")
    assert gap.why == (
        "1 serious event on 13 May 2019 falls into a time for which Childrens services "
        "records a worker as away, or nobody named. The service knew of it, and no visit by anybody of it is "
        "recorded within 2 working days."
    )


@pytest.mark.parametrize(
    "line",
    [
        "childrens-services | 2019-05-15 | visit_child | Duty visited.",
        "childrens-services | May 2019 | visit_child | Duty visited.",
        "childrens-services | 2019-05-14 | no_access | No reply.",
        "childrens-services | 2019-05-14 | strategy_discussion | Held.",
        "childrens-services | 2019-05-12 | contact_adult | Worker back from leave.",
    ],
)
def test_a_visit_by_anybody_of_the_service_or_a_return_before_it_answers(line: str):
    """Whoever came in the worker's place."""
    assert gaps_of("GP22", OPEN_CASE + AWAY + INCIDENT + line) == ()


def test_an_event_that_the_service_did_not_know_of_or_after_the_leave_is_not_this_patterns():
    """Nor is somebody of the family on leave, or an event of no weight."""
    for lines in (
        AWAY + INCIDENT.replace("told=childrens-services", "told=housing"),
        AWAY.replace("2019-05-10", "2019-04-01") + INCIDENT,
        AWAY.replace("Allocated worker", "Father") + INCIDENT,
        AWAY + INCIDENT.replace("Assault, baby there", "Noise"),
    ):
        assert gaps_of("GP22", OPEN_CASE + lines) == (), lines


def test_entries_that_stop_for_much_longer_than_usual_after_an_absence_are_a_gap():
    """Weekly contact, then leave, then nothing for five weeks."""
    weekly = "".join(
        f"childrens-services | {day} | contact_adult | Call.\n"
        for day in ("2018-09-03", "2018-09-10", "2018-09-17", "2018-09-24", "2018-10-01")
    )
    leave = "childrens-services | 2018-10-02 | contact_adult | SW on annual leave.\n"
    back = "childrens-services | 2018-11-06 | contact_adult | Call.\n"
    [gap] = gaps_of("GP22", weekly + leave + back)

    assert gap.title == "Less contact while a worker was away"
    assert gap.events == ("childrens-services:6", "childrens-services:7")
    assert (
        "25 working days later; in the half year before, half of its entries lay 7 days or less apart"
        in gap.why
    )
    assert events(gaps_of("GP22", weekly + leave + back.replace("2018-11-06", "2018-10-12"))) == []
