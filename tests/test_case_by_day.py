"""The case as it stood at the end of a day: what is in it, and that nothing of later days is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.gaps_support import written_case
from workbench.case import When
from workbench.chronology import Case, case_by
from workbench.chronology.intervals import COVERAGE, INVOLVEMENT

LINES = """
    police | 2019-01-03 | report_sent | Report of shouting sent. | told=childrens-services | people=mother
    childrens-services | 2019-01-07 | report_received | Report of shouting sent. | heard_from=police
    midwifery | early January 2019 | health_contact | Seen in clinic. | people=mother
    midwifery | not a date | health_contact | Rang. | people=mother
    hospital | 2019-03-01 | injury_or_symptom | Fracture. | people=infant
"""
DAY = date(2019, 1, 5)


def cut(day: date = DAY, lines: str = LINES) -> Case:
    return case_by(written_case(lines), day)


def test_what_could_have_been_by_the_day_is_in_it_and_nothing_else():
    """A vague date has the benefit of the doubt; of an entry without a date nobody can say."""
    found = case_by(written_case(LINES), DAY)

    assert sorted(found.entries.index) == ["midwifery:1", "police:1"]
    assert found.hidden == (2, 1)


def test_a_partner_of_later_days_is_not_told():
    """The receipt of the 7th is found by the 7th, and not on the 5th."""
    assert written_case(LINES).entries.at["police:1", "paired_with"] == ("childrens-services:1",)
    assert cut().entries.at["police:1", "paired_with"] == ()
    assert cut(date(2019, 1, 7)).entries.at["police:1", "paired_with"] == ("childrens-services:1",)


def test_titles_and_settings_do_not_tell_how_it_went_on():
    whole = written_case(LINES)
    folder = replace(whole.folder, index_date=date(2019, 3, 1), source="a published review")
    found = case_by(replace(whole, folder=folder), DAY).folder

    assert (found.title, found.index_date, found.period_to, found.source) == (
        "The case as at 5 January 2019", None, None, "",
    )  # fmt: skip


def test_the_axis_stays_where_it_is():
    assert cut().period == written_case(LINES).period


def test_an_end_that_has_not_come_is_not_known():
    """Police were at work by the day; that their part ended with this entry nobody could know."""
    found = cut()

    assert {one.agency for one in found.intervals.of(INVOLVEMENT)} <= {"police", "midwifery"}
    assert all(one.until is None or one.until[1] <= DAY for one in found.intervals.of(INVOLVEMENT))
    assert len(found.intervals.of(COVERAGE)) == len(written_case(LINES).intervals.of(COVERAGE))


def test_a_later_death_is_not_told_and_an_earlier_one_is():
    whole = written_case(LINES)
    died = When("1 March 2019", date(2019, 3, 1), date(2019, 3, 1), precision="day")
    people = tuple(replace(one, death=died) for one in whole.people)
    whole = replace(whole, people=people)

    assert not any(one.death.dated for one in case_by(whole, DAY).people)
    assert all(one.death == died for one in case_by(whole, date(2019, 3, 1)).people)
