"""Dates that need the row above: tiny tables with the whole answer, in English and in Welsh."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.chronology import Merged, merge
from workbench.intake import Timeline


def table(dates: list[str], *, agency: str = "gp", **columns: list[str]) -> Timeline:
    return Timeline(
        agency=agency,
        file=f"timelines/{agency}.csv",
        fields={"date": dates, "event": ["x"] * len(dates), **columns},
        lines=list(range(2, len(dates) + 2)),
        columns={"When": "date", "To": "end_date", "Event": "event"},
        rows=len(dates) + 1,
    )


def read(dates: list[str], **columns: Any) -> list[str]:
    """Return each row's interval as EDTF, "" where undated, in the agency's own order."""
    return list(merge([table(dates, **columns)]).entries.sort_values("row")["edtf"])


def said(dates: list[str], **columns: Any) -> list[str]:
    return list(merge([table(dates, **columns)]).entries.sort_values("row")["assumption"])


def problems(dates: list[str], **columns: Any) -> list[str]:
    return [f"{problem.row}: {problem.problem}" for problem in merge([table(dates, **columns)]).problems]


# Words that point to the row above


@pytest.mark.parametrize(
    ("text", "edtf", "assumption"),
    [
        ("same day", "2019-05-03", "As the row above: 3 May 2019"),
        ("Same date.", "2019-05-03", "As the row above: 3 May 2019"),
        ("(as above)", "2019-05-03", "As the row above: 3 May 2019"),
        ("Ditto", "2019-05-03", "As the row above: 3 May 2019"),
        ("-do-", "2019-05-03", "As the row above: 3 May 2019"),
        ('"', "2019-05-03", "As the row above: 3 May 2019"),
        ("\u201d", "2019-05-03", "As the row above: 3 May 2019"),
        ("later that day", "2019-05-03", "As the row above: 3 May 2019"),
        ("that evening", "2019-05-03", "As the row above: 3 May 2019"),
        ("overnight", "2019-05-03/2019-05-04", "Counted from the row above: 3 May 2019"),
        ("next day", "2019-05-04", "Counted from the row above: 3 May 2019"),
        ("The following morning", "2019-05-04", "Counted from the row above: 3 May 2019"),
        ("the day after", "2019-05-04", "Counted from the row above: 3 May 2019"),
        ("Next day (Sat)", "2019-05-04", "Counted from the row above: 3 May 2019"),
        ("2 days later", "2019-05-05", "Counted from the row above: 3 May 2019"),
        ("three days after", "2019-05-06", "Counted from the row above: 3 May 2019"),
        (
            "a few days later",
            "2019-05-05/2019-05-10",
            "Counted from the row above: 3 May 2019; a few days taken as 2 to 7",
        ),
        (
            "a week later",
            "2019-05-07/2019-05-13",
            "Counted from the row above: 3 May 2019; weeks taken as 3 days more or less",
        ),
        (
            "a month later",
            "2019-05-20/2019-06-17",
            "Counted from the row above: 3 May 2019; months taken as two weeks more or less",
        ),
        (
            "later that week",
            "2019-05-03/2019-05-05",
            "Counted from the row above: 3 May 2019; taken as 3 to 5 May 2019",
        ),
        ("the following Tuesday", "2019-05-07", "Counted from the row above: 3 May 2019"),
        ("yr un diwrnod", "2019-05-03", "As the row above: 3 May 2019"),
        ("fel uchod", "2019-05-03", "As the row above: 3 May 2019"),
        ("trannoeth", "2019-05-04", "Counted from the row above: 3 May 2019"),
        ("y diwrnod canlynol", "2019-05-04", "Counted from the row above: 3 May 2019"),
        ("dau ddiwrnod yn ddiweddarach", "2019-05-05", "Counted from the row above: 3 May 2019"),
    ],
)
def test_a_row_that_points_to_the_one_above_follows_it(text: str, edtf: str, assumption: str):
    assert read(["3 May 2019", text]) == ["2019-05-03", edtf]
    assert said(["3 May 2019", text]) == ["", assumption]
    assert list(merge([table(["3 May 2019", text])]).entries["date_text"]) == ["3 May 2019", text]


def test_the_time_beside_the_words_is_kept():
    entries = merge(
        [table(["3 May 2019", "same day 2pm", "yr un diwrnod, 3yp", "ditto"], time=["", "", "", "16:00"])]
    )

    assert list(entries.entries["clock"]) == ["", "14:00", "15:00", "16:00"]


def test_the_row_above_may_be_vague_open_uncertain_or_end_later():
    assert read(["May 2019", "same day"]) == ["2019-05", "2019-05"]
    assert read(["about 3 May 2019", "next day"]) == ["2019-05-03~", "2019-05-01/2019-05-07"]
    assert read(["?3 May 2019", "next day"]) == ["2019-05-03?", "2019-05-04?"]
    assert read(["before 3 May 2019", "next day"]) == ["../2019-05-02", "../2019-05-03"]
    assert read(["3 May 2019", "ditto"], end_date=["", "7 May 2019"]) == [
        "2019-05-03",
        "2019-05-03/2019-05-07",
    ]


def in_parts(dates: list[str], parts: list[str], going_on: tuple[str, ...] = ()) -> Merged:
    return merge([replace(table(dates), parts=parts, going_on=frozenset(going_on))])


def test_nothing_points_across_a_change_of_sheet_or_table():
    """An empty cell, a "ditto" or a day without its year takes nothing from another sheet."""
    parts = ['sheet "2018"', 'sheet "2018"', 'sheet "2019"', 'sheet "2019"']
    found = in_parts(["3 May 2018", "ditto", "same day", "ditto"], parts)

    assert list(found.entries.sort_values("row")["edtf"]) == ["2018-05-03", "2018-05-03", "", ""]
    assert [str(problem) for problem in found.problems] == [
        'timelines/gp.csv, sheet "2019", row 4, column "When": "same day" points to the row above, and that '
        "stands in another table. Write the date itself. The entry is kept, undated.",
        'timelines/gp.csv, sheet "2019", row 5, column "When": "ditto" points to the row above, which has no '
        "date that could be read. Write the date itself. The entry is kept, undated.",
    ]
    for text in ("", "4 May"):
        found = in_parts(["3 May 2018", "5 May 2018", text, "7 May 2018"], parts)
        assert found.entries.at["gp:3", "precision"] == "undated"
    found = in_parts(["3 May 2018", "4 June", "7 May 2018", "8 May 2018"], parts)
    assert found.entries.at["gp:2", "edtf"] == "2018-06-04"


def test_a_table_that_goes_on_points_to_the_one_above():
    found = in_parts(["3 May 2018", "ditto"], ["table 1", "table 2"], going_on=("table 2",))

    assert list(found.entries["edtf"]) == ["2018-05-03", "2018-05-03"]


def test_a_doubted_date_is_asked_about_with_its_sheet():
    parts = ['sheet "A"'] * 3 + ['sheet "B"'] * 3
    dates = ["1 May 2019", "2 May 2019", "3 May 2019", "4 May 2019", "5 May 2091", "6 May 2019"]

    [asked] = in_parts(dates, parts).questions
    assert (asked.part, asked.line) == ('sheet "B"', 6)
    assert asked.sentence.startswith('Sheet "B", row 6, "When": "5 May 2091" is written')


def test_words_are_followed_row_by_row():
    assert read(["3 May 2019", "next day", "same day", "2 days later", "ditto"]) == [
        "2019-05-03", "2019-05-04", "2019-05-04", "2019-05-06", "2019-05-06",
    ]  # fmt: skip


def test_what_points_to_nothing_stays_undated_and_says_why():
    assert problems(["same day", "n/k", "ditto"]) == [
        '2: "same day" points to the row above, and there is none. Write the date itself.',
        '3: "n/k" says that the date is not known. '
        "If anything is known, write that, as in 2019 or before June 2019.",
        '4: "ditto" points to the row above, which has no date that could be read. Write the date itself.',
    ]
    assert problems(["3 May 2019", "next day (Tuesday)"]) == [
        '3: "next day (Tuesday)" does not fall on that weekday, counted from 3 May 2019 in the row above. '
        "Write the date itself."
    ]
    assert problems(["3 May 2019", "same day"], end_date=["", "1 May 2019"]) == [
        "3: The end, 1 May 2019, is before the start, 3 May 2019. "
        "Find out which is right and write the earlier date first."
    ]


def test_in_a_table_from_new_to_old_only_the_same_day_can_be_followed():
    rows = ["9 June 2019", "same day", "5 June 2019", "next day", "1 June 2019"]

    assert read(rows) == ["2019-06-09", "2019-06-09", "2019-06-05", "", "2019-06-01"]
    assert problems(rows) == [
        '5: "next day" counts from another row, and this table runs from new to old. Write the date itself.'
    ]


def test_no_row_follows_another_agencys():
    entries = merge([table(["3 May 2019"], agency="gp"), table(["same day"], agency="police")]).entries

    assert dict(entries["edtf"]) == {"gp:1": "2019-05-03", "police:1": ""}


# Empty cells


def test_an_empty_cell_follows_the_row_above_where_that_is_plainly_the_habit():
    rows = ["3 May 2019", "", "", "6 May 2019", "", "9 May 2019"]

    assert read(rows) == ["2019-05-03"] * 3 + ["2019-05-06"] * 2 + ["2019-05-09"]
    assert said(rows)[1] == "Left empty, as this table writes a date once for several rows: 3 May 2019"


@pytest.mark.parametrize(
    "rows",
    [
        ["3 May 2019", "", "", "3 May 2019", "", "9 May 2019"],  # the same date is written again
        ["3 May 2019", "", "", "6 May 2019", "ditto", ""],  # words say it elsewhere
        ["3 May 2019", "", "", "6 May 2019", "??", ""],  # somebody did not know a date
        ["3 May 2019", "", "", "6 May 2019"],  # two may be forgotten
        ["3 May 2019", "", "", "", *(f"{day} June 2019" for day in range(1, 30))],  # so may three of 33
    ],
)
def test_an_empty_cell_stays_undated_where_it_may_be_forgotten(rows: list[str]):
    assert [edtf for text, edtf in zip(rows, read(rows), strict=True) if not text] == [""] * rows.count("")
    assert problems(rows)[0] == (
        "3: No date. The row above is of 3 May 2019, but this table does not plainly leave out a date that "
        "repeats. Write the date, if it is the same."
    )


# Dates without their year


def test_a_year_is_taken_from_the_rows_around_where_these_leave_one():
    rows = ["20 December 2018", "28 Dec", "3 Jan", "the 15th", "20fed", "1 February 2019"]

    assert read(rows) == ["2018-12-20", "2018-12-28", "2019-01-03", "2019-01-15", "2019-01-20", "2019-02-01"]
    assert said(rows)[1:4] == [
        "Year taken from the rows around it: 28 December 2018",
        "Year taken from the rows around it: 3 January 2019",
        "Month and year taken from the rows around it: 15 January 2019",
    ]
    assert read(["1 February 2019", "3 Jan", "28 Dec", "20 December 2018"]) == [
        "2019-02-01", "2019-01-03", "2018-12-28", "2018-12-20",
    ]  # fmt: skip


def test_a_year_that_does_not_read_safely_stays_open():
    lacks = '"14 May" has no year. Write it with its year, as in 14 May 2019.'

    assert problems(["14 May", "3 May 2019"]) == [f"2: {lacks}"]
    assert problems(["3 January 2017", "14 May", "3 July 2018"]) == [f"3: {lacks}"]
    assert (
        problems(["3 January 2019", "3 March 2018", "14 May", "5 April 2019", "9 March 2018"])[0]
        == f"4: {lacks}"
    )
    assert problems(["3 December 2018", "14 May", "5 January 2019"]) == [f"3: {lacks}"]


def test_a_start_takes_its_year_from_the_end_beside_it():
    assert read(["28 Dec"], end_date=["3 January 2019"]) == ["2018-12-28/2019-01-03"]


# What holds for every table

DAYS = st.dates(date(2000, 1, 1), date(2020, 12, 31))
ANCHORS = st.one_of(
    st.builds("{:%d/%m/%Y}".format, DAYS),
    st.builds("{:%B %Y}".format, DAYS),
    st.builds("about {:%d %B %Y}".format, DAYS),
    st.builds("w/c {:%d %B %Y}".format, DAYS),
    st.builds("?{:%d/%m/%Y}".format, DAYS),
    st.builds("after {:%d/%m/%Y}".format, DAYS),
    st.builds(lambda day: f"{day:%d/%m/%Y} - {day + timedelta(9):%d/%m/%Y}", DAYS),
)
POINTERS = st.sampled_from([
    "same day", "ditto", "next day", "2 days later", "a week later", "about 3 days later", "a month later",
    "later that week", "the following week", "the following month", "a few days later", "overnight",
    "the following Friday", "trannoeth", "yr un diwrnod", "same day 2pm",
])  # fmt: skip


@given(anchor=ANCHORS, words=st.lists(POINTERS, min_size=1, max_size=5))
def test_a_date_that_follows_never_lies_before_what_it_follows(anchor: str, words: list[str]):
    entries = merge([table([anchor, *words])]).entries.sort_values("row")

    for (_, above), (_, row) in zip(entries.iloc[:-1].iterrows(), entries.iloc[1:].iterrows(), strict=True):
        assert row["edtf"], row["date_text"]
        assert pd.isna(above["earliest"]) or row["earliest"] >= above["earliest"]
        assert pd.isna(above["latest"]) or row["latest"] >= above["latest"]


@given(
    rows=st.lists(
        st.one_of(ANCHORS, POINTERS, st.sampled_from(["", "14 May", "the 15th", "x"])), min_size=1, max_size=8
    )
)
def test_other_agencies_change_nothing(rows: list[str]):
    alone = merge([table(rows)])
    others = [table(["next day", "1 May 2019", ""], agency="a"), table(["", "ditto"], agency="z")]
    among = merge([*others, table(rows)])

    own = pd.DataFrame(among.entries[among.entries["agency"] == "gp"])
    pd.testing.assert_frame_equal(own.sort_values("row"), alone.entries.sort_values("row"))
    assert [problem for problem in among.problems if "gp" in problem.file] == alone.problems
    assert [question for question in among.questions if question.agency == "gp"] == list(alone.questions)
