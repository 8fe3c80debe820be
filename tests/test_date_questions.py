"""Dates that are probably slips: asked about in plain words, never changed, settled by an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.test_dates_in_context import table
from workbench.chronology import Case, DateQuestion, merge

Chronology = Callable[..., Case]


def asked(dates: list[str]) -> list[tuple[int, str]]:
    """Return the row and the likely meaning of each date that is asked about."""
    return [(question.row, question.likely) for question in merge([table(dates)]).questions]


# A year far off


@pytest.mark.parametrize("year", ["2109", "2091", "1019", "2119", "3019"])
def test_a_year_far_off_is_asked_about_with_its_likely_meaning(year: str):
    assert asked(["1 May 2019", f"3/5/{year}", "6 May 2019"]) == [(2, "3 May 2019")]


def test_the_question_is_whole_and_the_date_stays_as_written():
    merged = merge([table(["1 May 2019", "3/5/2091", "6 May 2019"])])

    assert merged.questions == (
        DateQuestion(
            agency="gp", row=2, line=3, column="When", text="3/5/2091", read_as="3 May 2091",
            likely="3 May 2019",
            why="The row before it is of 1 May 2019 and the row after it is of 6 May 2019; "
            "with two figures of the year exchanged it would be 3 May 2019.",
        ),
    )  # fmt: skip
    assert merged.questions[0].sentence == (
        'Row 3, "When": "3/5/2091" is written, and we read it as 3 May 2091. '
        "The row before it is of 1 May 2019 and the row after it is of 6 May 2019; "
        "with two figures of the year exchanged it would be 3 May 2019. Is 3 May 2019 meant?"
    )
    assert dict(merged.entries["edtf"]) == {"gp:1": "2019-05-01", "gp:3": "2019-05-06", "gp:2": "2091-05-03"}
    assert dict(merged.entries["date_question"]) == {
        "gp:1": "", "gp:3": "", "gp:2": merged.questions[0].sentence,
    }  # fmt: skip


def test_a_year_of_no_life_is_undated_and_asked_about():
    merged = merge([table(["1 May 2019", "Tuesday 7/5/2109", "8 May 2019"])])

    assert [problem.problem for problem in merged.problems] == [
        '"Tuesday 7/5/2109" has the year 2109, and only years from 1900 to 2100 are read. '
        "Look at the year and write it with four digits."
    ]
    [question] = merged.questions
    assert (question.read_as, question.likely) == ("", "7 May 2019")
    assert question.sentence.startswith(
        'Row 3, "When": "Tuesday 7/5/2109" is written, and it could not be read as a date. '
    )


def test_a_year_that_is_no_slip_of_a_figure_may_still_fit_as_one_year_only():
    """2109 between July 2018 and February 2019: November can only be that of 2018."""
    assert asked(["9 July 2018", "3/11/2109", "14 February 2019"]) == [(2, "3 November 2018")]
    assert asked(["9 July 2018", "3/5/2109", "14 February 2019"]) == [(2, "")]


def test_a_far_date_that_no_slip_explains_is_asked_about_without_a_guess():
    assert asked(["1 May 2019", "3/9/2047", "6 May 2019"]) == [(2, "")]
    assert (
        merge([table(["1 May 2019", "3/9/2047", "6 May 2019"])])
        .questions[0]
        .sentence.endswith("is of 6 May 2019. Which date is meant?")
    )


@pytest.mark.parametrize(
    "dates",
    [
        ["1985", "3 June 1999", "4 May 2018", "1 May 2019", "6 May 2019"],  # history comes first
        ["4 May 2018", "1 May 2019", "3 June 1999", "6 May 2019", "8 May 2019"],  # or as it came to mind
        ["3 May 2019", "3 May 2091"],  # of two rows, either
        ["1 May 2019", "2 May 2019", "3 May 2040", "4 May 2040", "5 May 2041"],  # a part of the story
        ["May 2019", "2091", "n/k"],
    ],
)
def test_what_may_be_right_is_not_asked_about(dates: list[str]):
    assert asked(dates) == []


def test_a_slip_stretches_neither_the_period_nor_what_an_agency_covers(chronology: Chronology):
    case = chronology("""
        01/05/2019 | gp | x
        03/05/2091 | gp | y
        06/05/2019 | gp | z
    """)

    assert [question.likely for question in case.date_questions] == ["3 May 2019"]
    assert case.period == case.coverage("gp") == (date(2019, 5, 1), date(2019, 5, 6))


# Day and month the other way round, the year before


def test_day_and_month_the_other_way_round_are_suspected_from_the_neighbours():
    assert asked(["1/4/2019", "5/4/2019", "04/12/2019", "1/5/2019", "6/5/2019"]) == [(3, "12 April 2019")]
    assert asked(["1/4/2019", "5/4/2019", "2019-12-04", "1/5/2019", "6/5/2019"]) == [(3, "12 April 2019")]
    assert asked(["6/5/2019", "1/5/2019", "04/12/2019", "5/4/2019", "1/4/2019"]) == [(3, "12 April 2019")]
    assert asked(["10/6/2019", "7/3/2019", "5/7/2019", "6/7/2019"]) == [(2, "3 July 2019")]


def test_the_year_before_in_january_is_suspected():
    assert asked(["20/12/2018", "28/12/2018", "3 January 2018", "9/1/2019", "12/1/2019"]) == [
        (3, "3 January 2019")
    ]


@pytest.mark.parametrize(
    "dates",
    [
        [
            "1/4/2019",
            "5/4/2019",
            "4 December 2019",
            "1/5/2019",
            "6/5/2019",
        ],  # a month by name is not exchanged
        ["1/4/2019", "5/4/2019", "20/2/2019", "1/5/2019", "6/5/2019"],  # added later: nothing mends it
        ["1/4/2019", "5/4/2019", "04/12/2019"],  # in order as it is
        ["5/4/2019", "04/12/2019", "1/5/2019"],  # too few to say what the order is
        ["1/9/2019", "5/4/2019", "04/12/2019", "1/5/2019", "6/12/2019", "1/2/2019"],  # in no order
        ["1/4/2019", "5/4/2019", "6/12/2019", "8/6/2019"],  # neither way fits
    ],
)
def test_a_date_out_of_order_that_no_slip_explains_is_left_alone(dates: list[str]):
    assert asked(dates) == []


# Answers


def test_an_answer_is_read_like_a_date_and_the_question_goes():
    dates = ["1 May 2019", "3/5/2091", "same day", "6 May 2019"]
    merged = merge([table(dates)], answers={("gp", 2): "3.5.19"})

    rows = merged.entries.sort_values("row")
    assert list(rows["edtf"]) == ["2019-05-01", "2019-05-03", "2019-05-03", "2019-05-06"]
    assert list(rows["assumption"])[1:3] == [
        "As answered: 3 May 2019; Read as day/month/year; two-digit year 19 read as 2019",
        "As the row above: 3 May 2019",
    ]
    assert list(rows["date_text"]) == dates
    assert (merged.questions, merged.problems) == ((), [])


def test_an_answer_that_the_date_is_right_ends_the_question():
    dates = ["1/4/2019", "5/4/2019", "04/12/2019", "1/5/2019", "6/5/2019"]

    assert merge([table(dates)], answers={("gp", 3): "4 December 2019"}).questions == ()


def test_an_answer_that_is_no_date_is_said_and_changes_nothing():
    merged = merge([table(["1 May 2019"])], answers={("gp", 1): "soon", ("gp", 7): "x", ("police", 1): "x"})

    assert list(merged.entries["edtf"]) == ["2019-05-01"]
    assert [str(problem) for problem in merged.problems] == [
        'timelines/gp.csv, row 2, column "When": The date given instead is none: '
        '"soon" is not a date that can be read. '
        "Write a date as 17 April 2019, 17/04/2019, April 2019 or 2019. The agency's own date stands."
    ]


# What holds for every table

IN_ORDER = st.lists(st.dates(date(2015, 1, 1), date(2019, 12, 31)), min_size=5, max_size=30, unique=True).map(
    sorted
)


@given(days=IN_ORDER, place=st.integers(0, 29), old_to_new=st.booleans())
def test_one_swapped_date_that_breaks_the_order_is_one_question(
    days: list[date], place: int, old_to_new: bool
):
    ambiguous = [place for place, day in enumerate(days) if day.day <= 12 and day.day != day.month]
    assume(ambiguous)
    place = ambiguous[place % len(ambiguous)]
    meant = days[place]
    written = [*days[:place], date(meant.year, meant.day, meant.month), *days[place + 1 :]]

    questions = asked([f"{day:%d/%m/%Y}" for day in (written if old_to_new else written[::-1])])

    assert len(questions) == (written != sorted(written))


@given(days=IN_ORDER)
def test_a_table_in_order_is_not_asked_about(days: list[date]):
    assert asked([f"{day:%d/%m/%Y}" for day in days]) == []


@given(
    days=st.lists(st.dates(date(2015, 1, 1), date(2019, 12, 31)), min_size=1, max_size=12),
    place=st.integers(0, 11),
    answer=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
)
def test_an_answer_changes_no_other_row(days: list[date], place: int, answer: date):
    place %= len(days)
    timelines = [table([f"{day:%d/%m/%Y}" for day in days]), table(["ditto", "3/5/2019"], agency="police")]
    before = merge(timelines).entries
    after = merge(timelines, answers={("gp", place + 1): f"{answer:%d %B %Y}"}).entries

    answered = f"gp:{place + 1}"
    assert (after.loc[answered, "earliest"], after.loc[answered, "latest"]) == (pd.Timestamp(answer),) * 2
    read = ["earliest", "latest", "precision", "edtf", "assumption", "clock", "date_text"]
    others = [place for place in before.index if place != answered]
    pd.testing.assert_frame_equal(
        pd.DataFrame(after.loc[others, read]), pd.DataFrame(before.loc[others, read])
    )


def test_a_hundred_thousand_rows_in_disorder_are_looked_at_in_no_time_worth_speaking_of():
    """Not timed: with a row-by-row comparison this would not end while anybody waits."""
    days = [date(2010, 1, 1) + timedelta(days=7919 * n % 3650) for n in range(100_000)]

    assert len(merge([table([f"{day:%d/%m/%Y}" for day in days])]).entries) == 100_000
