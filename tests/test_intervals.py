"""Statuses, involvement, households and coverage, as entries and the family show them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.gaps_support import written_case, written_folder
from workbench.chronology import Case, load_case
from workbench.chronology.intervals import (
    ABSENCE,
    CARE_PLAN,
    COVERAGE,
    ENQUIRY,
    HOUSEHOLD,
    INVOLVEMENT,
    LOOKED_AFTER,
    PLACEMENT,
    REGISTERED,
    SERVICE,
    STATUS,
    Interval,
    Intervals,
)
from workbench.chronology.intervals.statuses import rules
from workbench.vocabulary import KINDS, STATUSES

ON = "childrens-services | 2018-10-01 | registration_change | Name placed on the register. | people=infant\n"
OFF = "childrens-services | 2019-03-22 | registration_change | Name removed from register. | people=infant\n"


def said(case: Case, name: str, sort: str = STATUS) -> list[tuple[str, str]]:
    """Return the two ends of each interval, in short."""
    return [(_short(one.since), _short(one.until)) for one in case.intervals.of(sort, name=name)]


def _short(days: tuple[date, date] | None) -> str:
    if days is None:
        return ""
    return str(days[0]) if days[0] == days[1] else f"{days[0]} or {days[1]}"


# Statuses


def test_a_registration_lasts_to_the_entry_that_takes_the_name_off():
    [one] = written_case(ON + OFF).intervals.of(STATUS, name=REGISTERED)

    assert one == Interval(
        STATUS,
        REGISTERED,
        people=("infant",),
        since=(date(2018, 10, 1), date(2018, 10, 1)),
        until=(date(2019, 3, 22), date(2019, 3, 22)),
        first_row="childrens-services:1",
        last_row="childrens-services:2",
        rows=("childrens-services:1", "childrens-services:2"),
        why="Its beginning is recorded, and its end.",
    )


def test_without_a_recorded_end_a_status_lasts_at_most_to_the_age_that_ends_it():
    assert said(written_case(ON), REGISTERED) == [("2018-10-01", "2037-02-28")]


def test_vague_dates_are_pairs():
    case = written_case(
        "childrens-services | October 2018 | registration_change | Registered. | people=infant\n"
        "childrens-services | early 2019 | registration_change | Deregistered. | people=infant"
    )

    assert said(case, REGISTERED) == [("2018-10-01 or 2018-10-31", "2019-01-01 or 2019-04-30")]


def test_an_end_alone_shows_that_it_had_begun_some_day_before():
    assert said(written_case(OFF), REGISTERED) == [("2019-02-28 or 2019-03-22", "2019-03-22")]


def test_what_three_agencies_record_is_one_registration():
    """The school hears of it a day later, and of the end a week later."""
    case = written_case(
        ON + OFF + "school | 2018-10-02 | registration_change | Told: on the register. | people=infant\n"
        "school | 2019-03-29 | registration_change | Told of de-registration. | people=infant"
    )

    assert said(case, REGISTERED) == [("2018-10-01", "2019-03-22")]


def test_a_core_group_shows_that_the_child_was_registered_by_then():
    case = written_case("childrens-services | 2019-04-01 | core_group | Core group held. | people=infant\n")

    assert said(case, REGISTERED) == [("2019-02-28 or 2019-04-01", "2037-02-28")]


def test_a_conference_counts_only_where_it_says_that_the_name_was_placed():
    held = "childrens-services | 2018-11-05 | conference_initial | {} | people=infant"

    assert said(written_case(held.format("Conference held; not registered.")), REGISTERED) == []
    assert said(written_case(held.format("Name placed on the register.")), REGISTERED) == [
        ("2018-11-05", "2037-02-28")
    ]


def test_an_entry_about_an_adult_gives_the_child_no_status():
    assert said(written_case(ON.replace("people=infant", "people=father")), REGISTERED) == []


def test_a_mothers_own_time_in_care_is_hers():
    """She was a child herself in 2010."""
    case = written_case("school | 2010-05-03 | placement_event | Placed with carers. | people=mother")

    assert [one.people for one in case.intervals.of(STATUS, name=LOOKED_AFTER)] == [("mother",)]


def test_a_move_ends_one_placement_and_the_child_stays_looked_after():
    case = written_case(
        "childrens-services | 2018-10-01 | placement_event | Placed with carers. | people=infant\n"
        "childrens-services | 2018-12-03 | placement_event | Moved to other carers. | people=infant\n"
        "childrens-services | 2019-02-04 | placement_event | Placement ended, returned home. | people=infant"
    )

    assert said(case, LOOKED_AFTER) == [("2018-10-01", "2019-02-04")]
    assert said(case, PLACEMENT) == [("2018-10-01", "2018-12-03"), ("2018-12-03", "2019-02-04")]


def test_an_enquiry_lasts_to_its_outcome_or_to_the_conference():
    for end in ("s47_enquiry | Enquiries concluded.", "conference_initial | Conference held."):
        case = written_case(
            "childrens-services | 2018-10-01 | s47_enquiry | Enquiries begun. | people=infant\n"
            f"childrens-services | 2018-10-15 | {end} | people=infant"
        )

        assert said(case, ENQUIRY) == [("2018-10-01", "2018-10-15")], end


def test_an_enquiry_of_which_nothing_more_is_recorded_ends_on_a_day_that_is_not_known():
    case = written_case(
        "childrens-services | 2018-10-01 | s47_enquiry | Enquiries begun. | people=infant\n"
        "childrens-services | 2019-04-01 | s47_enquiry | Enquiries begun. | people=infant"
    )

    assert said(case, ENQUIRY) == [
        ("2018-10-01", "2018-10-01 or 2018-11-30"),
        ("2019-04-01", "2019-04-01 or 2019-05-31"),
    ]


def test_plans_are_told_apart_by_their_words():
    case = written_case(
        "childrens-services | 2018-10-01 | plan_made_or_changed | Care and support plan agreed.\n"
        "childrens-services | 2018-11-01 | plan_made_or_changed | Safety plan signed.\n"
        "childrens-services | 2019-01-07 | plan_made_or_changed | Care and support plan closed."
    )

    assert said(case, CARE_PLAN) == [("2018-10-01", "2019-01-07")]


def test_an_undated_entry_and_one_far_beyond_the_childhood_begin_nothing():
    for day in ("", "not known", "2091-10-01"):
        assert said(written_case(ON.replace("2018-10-01", day) + OFF), REGISTERED) == [
            ("2019-02-28 or 2019-03-22", "2019-03-22")
        ], day


def test_every_status_of_the_rules_is_a_term_and_reads_kinds_that_are_there():
    for rule in rules():
        assert rule.name in STATUSES
        assert set(rule.kinds) <= set(KINDS), rule.name


# Involvement


def test_a_service_is_at_work_from_its_first_entry_to_the_one_that_closes():
    case = written_case(
        "housing | 2018-08-01 | contact_adult | Call.\n"
        "housing | 2018-11-05 | case_opened_closed | Case closed. | outcome=closed_completed\n"
        "housing | 2019-02-04 | case_opened_closed | Case opened again.\n"
    )

    assert said(case, SERVICE, INVOLVEMENT) == [
        ("2018-08-01", "2018-11-05"),
        ("2019-02-04", "2019-02-04 or 2019-08-06"),
    ]


def test_a_closing_is_known_by_its_words_where_no_outcome_says_it():
    case = written_case("housing | 2018-08-01 | case_opened_closed | Closed to the service.")

    [one] = case.intervals.of(INVOLVEMENT, agency="housing")
    assert (one.last_row, one.why) == ("housing:1", "From its first entry to the one that closes its work.")


def test_a_new_worker_takes_over_where_the_entry_says_so():
    """The second entry tells of the same change."""
    case = written_case(
        "childrens-services | 2018-08-01 | visit_child | Seen.\n"
        "childrens-services | 2018-11-05 | handover_transfer | New social worker allocated.\n"
        "childrens-services | 2018-11-12 | visit_child | Visit by the new social worker.\n"
        "childrens-services | 2019-02-04 | visit_child | Introduced as the new SW.\n"
    )

    assert said(case, "social worker", INVOLVEMENT) == [
        ("2018-08-01", "2018-11-05"),
        ("2018-11-05", "2019-02-04"),
        ("2019-02-04", "2019-02-04 or 2019-08-06"),
    ]


def test_an_agency_without_a_change_of_worker_has_no_workers_of_its_own():
    case = written_case("childrens-services | 2018-08-01 | visit_child | Social worker visited.")

    assert [one.name for one in case.intervals.of(INVOLVEMENT)] == [SERVICE]


def test_a_worker_is_away_and_not_a_father_on_leave_from_work():
    case = written_case(
        "childrens-services | 2019-05-13 | contact_adult | Call by duty, worker on annual leave.\n"
        "school | 2019-05-13 | contact_adult | Father on annual leave from work."
    )

    assert [(one.agency, one.since) for one in case.intervals.of(INVOLVEMENT, name=ABSENCE)] == [
        ("childrens-services", (date(2019, 5, 13), date(2019, 5, 13)))
    ]


# Households


def family_case(place: Path, *rows: str) -> Case:
    """Return a case with rows of relationships.csv."""
    folder = written_folder("school | 2019-03-01 | education_event | Note.", place)
    lines = "\n".join(("person,relation,other,start,end", *rows))
    (folder / "relationships.csv").write_text(lines + "\n", encoding="utf-8")
    return load_case(folder)


def test_a_household_is_divided_where_somebody_comes_or_goes(tmp_path: Path):
    case = family_case(
        tmp_path,
        "mother,household,flat,2018-08-01,",
        "father,household,flat,2018-08-01,between 17 and 24 April 2019",
        "infant,household,flat,2019-02-28,2019-05-20",
    )

    assert [
        (_short(one.since), _short(one.until), one.people)
        for one in case.intervals.of(HOUSEHOLD, name="flat")
    ] == [
        ("2018-08-01", "2019-02-27", ("mother", "father")),
        ("2019-02-28", "2019-04-17 or 2019-04-24", ("mother", "father", "infant")),
        ("2019-04-18 or 2019-04-25", "2019-05-20", ("mother", "infant")),
        ("2019-05-21", "", ("mother",)),
    ]
    assert case.intervals.living_with("infant", date(2019, 4, 10)) == ("mother", "father")
    assert case.intervals.living_with("infant", date(2019, 4, 20)) == ("mother", "father")
    assert case.intervals.living_with("infant", date(2019, 5, 1)) == ("mother",)
    assert case.intervals.living_with("infant", date(2019, 6, 1)) == ()


def test_without_household_rows_the_family_is_taken_to_live_together_and_says_so(tmp_path: Path):
    case = family_case(tmp_path, "mother,parent_of,infant,,", "mother,partner_of,father,2018-06-01,")

    [*_, last] = case.intervals.of(HOUSEHOLD, person="infant")
    assert set(last.people) == {"infant", "mother", "father"}
    assert last.why.startswith("No household row says who lived where")
    assert case.intervals.living_with("infant", date(2019, 4, 1)) == ("mother", "father")


# Coverage


def test_an_agency_covers_the_period_and_its_own_entries_beyond():
    case = written_case(
        "police | 2017-02-01 | police_incident | Earlier.\nschool | 2019-03-01 | education_event | N."
    )

    assert [(one.agency, _short(one.since), _short(one.until)) for one in case.intervals.of(COVERAGE)] == [
        ("police", "2017-02-01", "2019-05-20"),
        ("school", "2018-05-20", "2019-05-20"),
    ]
    assert case.coverage("police") == (date(2017, 2, 1), date(2019, 5, 20))
    assert not case.intervals.covers("school", date(2018, 5, 19))
    assert not case.intervals.covers("gp", date(2019, 1, 1))


# Questions


@pytest.mark.parametrize(
    ("day", "could", "surely"),
    [
        ("2018-10-01", True, False),
        ("2018-10-31", True, True),
        ("2019-01-15", True, False),
        ("2019-02-01", False, False),
    ],
)
def test_uncertain_ends_give_the_benefit_of_the_doubt(day: str, could: bool, surely: bool):
    month = (date(2018, 10, 1), date(2018, 10, 31))
    one = Interval(STATUS, REGISTERED, since=month, until=(date(2019, 1, 1), date(2019, 1, 31)))

    assert one.could_hold(date.fromisoformat(day)) is could
    assert one.surely_holds(date.fromisoformat(day)) is surely


def test_intervals_answer_by_name_person_agency_and_days():
    first = Interval(STATUS, REGISTERED, ("a",), until=(date(2018, 1, 1), date(2018, 1, 1)))
    second = Interval(STATUS, REGISTERED, ("b",), since=(date(2018, 6, 1), date(2018, 6, 1)))
    other = Interval(INVOLVEMENT, SERVICE, agency="gp")
    found = Intervals([other, second, first])

    assert list(found) == [first, second, other]
    assert found.of(STATUS, person="b") == (second,)
    assert found.of(INVOLVEMENT, agency="gp") == (other,)
    assert found.on(date(2018, 1, 1), STATUS) == (first,)
    assert found.on(date(2018, 3, 1), STATUS) == ()
    assert found.between(date(2018, 1, 1), date(2018, 6, 1), STATUS) == (first, second)
