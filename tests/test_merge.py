"""All agencies' entries in one order that holds under uncertain dates, each traceable to its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.case_files import MakeCase
from workbench.chronology import (
    Case,
    as_day,
    check_as_json,
    chronology_as_json,
    entry_as_json,
    load_case,
    merge,
    select,
)
from workbench.intake import FIELDS, Timeline, read_date

Chronology = Callable[..., Case]


def order(case: Case) -> list[str]:
    return list(case.entries.index)


# Order


def test_what_ends_before_another_begins_stands_first_and_the_undated_last(chronology: Chronology):
    case = chronology("""
        somehow           | gp     | undated
        1 June 2014       | gp     | a day
        June 2014         | gp     | a month
        before 1 June 2014| gp     | open at its start
        after 1 June 2014 | gp     | open at its end
        31/05/2014        | gp     | the day before
        2014              | gp     | a year
    """)

    assert list(case.entries["event"]) == [
        "a year", "open at its start", "the day before", "a day", "a month", "open at its end", "undated",
    ]  # fmt: skip


def test_within_a_day_the_time_decides_then_agency_then_row(chronology: Chronology):
    case = chronology("""
        17/04/2019       | police | evening | time=18:30
        17/04/2019       | police | no time
        17/04/2019       | gp     | no time
        17/04/2019       | school | morning | time=9am
        17/04/2019 08:00 | police | early
        17 April 2019    | police | no time
    """)

    assert order(case) == ["gp:1", "police:2", "police:4", "police:3", "school:1", "police:1"]


def test_every_entry_is_traceable_to_its_row(make_case: MakeCase):
    case = load_case(make_case({
        "police": "West Division,\n\ndate,event\n2/5/19,second\n,\n1/5/19,first\n",
        "gp": "date,event\n3/5/19,third\n",
    }))  # fmt: skip

    table = case.entries[["agency", "row", "line", "file", "event"]]
    assert [tuple(row) for row in table.itertuples()] == [
        ("police:2", "police", 2, 6, "timelines/police.csv", "first"),
        ("police:1", "police", 1, 4, "timelines/police.csv", "second"),
        ("gp:1", "gp", 1, 2, "timelines/gp.csv", "third"),
    ]


days = st.dates(date(2019, 1, 1), date(2019, 3, 31))
written = st.one_of(
    st.builds("{:%d/%m/%Y}".format, days),
    st.builds("{:%B %Y}".format, days),
    st.builds("early {:%B %Y}".format, days),
    st.builds("w/c {:%d %B %Y}".format, days),
    st.builds("before {:%d %B %Y}".format, days),
    st.builds("after {:%d %B %Y}".format, days),
    st.builds(
        lambda day, length: f"{day:%d/%m/%Y} to {day + timedelta(length):%d/%m/%Y}", days, st.integers(1, 40)
    ),
    st.sampled_from(["2019", "somehow", ""]),
)
times = st.sampled_from(["", "09:00", "14:30"])
files = st.lists(st.lists(st.tuples(written, times), min_size=1, max_size=6), min_size=1, max_size=4)


def timelines_of(rows: list[list[tuple[str, str]]]) -> list[Timeline]:
    return [
        Timeline(
            agency=f"agency-{number}",
            file=f"timelines/agency-{number}.csv",
            fields={
                "date": [d for d, _ in cells],
                "time": [t for _, t in cells],
                "event": ["x"] * len(cells),
            },
            lines=list(range(2, len(cells) + 2)),
            columns={"Date": "date", "Time": "time", "Event": "event"},
            rows=len(cells) + 1,
        )
        for number, cells in enumerate(rows)
    ]


@given(rows=files)
@settings(max_examples=60)
def test_certain_order_always_holds_and_no_entry_is_lost(rows: list[list[tuple[str, str]]]):
    entries, _, _ = merge(timelines_of(rows))

    assert sorted(entries.index) == sorted(
        f"agency-{number}:{row}" for number, cells in enumerate(rows) for row in range(1, len(cells) + 1)
    )
    spans = list(zip(entries["earliest"], entries["latest"], strict=True))
    for place, (_, latest) in enumerate(spans):
        earlier_ends = [end for _, end in spans[place + 1 :]]
        begins = spans[place][0]
        assert not any(pd.notna(end) and pd.notna(begins) and end < begins for end in earlier_ends), latest
    undated = [pd.isna(first) and pd.isna(last) for first, last in spans]
    assert undated == sorted(undated)


@given(rows=files, shuffled=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_does_not_depend_on_the_order_of_the_files(rows: list[list[tuple[str, str]]], shuffled):
    timelines = timelines_of(rows)
    entries, problems, questions = merge(timelines)
    shuffled.shuffle(timelines)

    again, problems_again, questions_again = merge(timelines)

    pd.testing.assert_frame_equal(entries, again)
    assert (problems, questions) == (problems_again, questions_again)


def test_the_interval_in_the_table_is_the_one_that_was_read(chronology: Chronology):
    case = chronology("""
        early January 2019 | gp | x
        about 3 May 2019   | gp | y
    """)

    for id, text in (("gp:1", "early January 2019"), ("gp:2", "about 3 May 2019")):
        when, row = read_date(text), case.entries.loc[id]
        assert (as_day(row["earliest"]), as_day(row["latest"])) == (when.earliest, when.latest)
        assert (row["precision"], row["edtf"], row["assumption"]) == (
            when.precision,
            when.edtf,
            when.assumption,
        )


def test_nothing_merges_to_an_empty_table_with_every_column():
    entries, problems, questions = merge([])

    assert (len(entries), problems, questions) == (0, [], ())
    assert {
        *FIELDS,
        "agency",
        "row",
        "file",
        "line",
        "others",
        "earliest",
        "latest",
        "clock",
        "date_text",
    } - {"date"} <= set(entries.columns)
    assert str(entries["earliest"].dtype) == "datetime64[s]"


# Problems


def test_a_date_that_is_none_is_said_under_the_agencys_own_heading_and_the_entry_stays(make_case: MakeCase):
    case = load_case(make_case({
        "gp": "When,To,At,Event\n31/02/2019,,,a\n2/5/2019,1/5/2019,,b\n,,,c\n1/5/2019,soon,,d\n",
    }))  # fmt: skip

    assert order(case) == ["gp:1", "gp:2", "gp:3", "gp:4"]
    assert [str(problem) for problem in case.problems] == [
        'timelines/gp.csv, row 2, column "When": "31/02/2019" is not a date: February 2019 has 28 days. '
        "Write 28/02/2019, or February 2019 if only the month is known. The entry is kept, undated.",
        'timelines/gp.csv, row 3, column "To": The end, 1 May 2019, is before the start, 2 May 2019. '
        "Find out which is right and write the earlier date first. The entry is kept, undated.",
        'timelines/gp.csv, row 4, column "When": No date. The entry is kept, undated.',
        f'timelines/gp.csv, row 5, column "To": {read_date("1/5/2019", end_text="soon").problem} '
        "The entry is kept, undated.",
    ]


# Scope, period, coverage

PERIOD = "period = {from = 2018-05-20, to = 2019-05-20}\n"


def test_scope_gives_a_vague_date_the_benefit_of_the_doubt(chronology: Chronology):
    case = chronology(
        """
        2017               | gp | before
        May 2018           | gp | perhaps within
        19/05/2018         | gp | the day before
        20/05/2019         | gp | the last day
        after 20 May 2019  | gp | after
        before 1 June 2018 | gp | perhaps within, open
        no idea            | gp | undated
        """,
        toml=PERIOD,
    )

    assert dict(zip(case.entries["event"], case.entries["scope"], strict=True)) == {
        "before": "before",
        "perhaps within": "within",
        "the day before": "before",
        "perhaps within, open": "within",
        "the last day": "within",
        "after": "after",
        "undated": "undated",
    }
    assert case.period == (date(2018, 5, 20), date(2019, 5, 20))


def test_without_a_period_it_runs_from_the_first_to_the_last_entry_or_the_index_date(chronology: Chronology):
    lines = "1/3/2018 | gp | x\n before 1 May 2019 | gp | y"
    assert chronology(lines).period == (date(2018, 3, 1), date(2019, 4, 30))


def test_an_index_date_ends_the_period(chronology: Chronology):
    case = chronology("1/3/2018 | gp | x", toml="index_date = 2019-05-20")
    assert case.period == (date(2018, 3, 1), date(2019, 5, 20))


def test_a_case_without_any_date_has_no_period(chronology: Chronology):
    case = chronology("no idea | gp | x")
    assert (case.period, case.coverage("gp")) == (None, None)


def test_an_agency_covers_the_period_and_what_lies_certainly_beyond(chronology: Chronology):
    case = chronology(
        """
        1/3/2018  | gp     | x
        May 2019  | gp     | perhaps within
        1/6/2019  | police | after
        """,
        toml=PERIOD,
    )

    assert case.coverage("gp") == (date(2018, 3, 1), date(2019, 5, 20))
    assert case.coverage("police") == (date(2018, 5, 20), date(2019, 6, 1))
    assert case.coverage("school") is None


# The JSON of the design

PEOPLE = "id,label,birth,role\nada,Ada,28/02/2019,subject\nmum,Mother,,mother\n"
GP = (
    "Date,End,Time,Source of information,Event,Response,Comment,Kind,Told,Heard from,People,Topics,Child "
    "seen,Ward\n"
    "17/04/2019,,9am,Letter,Report sent,Noted,-,report_sent,police,,ada;mum,alcohol,yes,4\n"
    "no idea,,,,x,,,,,,,,,\n"
)


def test_an_entry_has_every_field_of_the_design(make_case: MakeCase):
    police = "Date,Event,Kind,Heard from\nabout 18 April 2019,Report in,report received,gp\n"
    case = load_case(
        make_case({"gp": GP, "police": police}, people=PEOPLE, toml='subject = "ada"\n' + PERIOD)
    )

    entry = entry_as_json(case, "gp:1")

    assert {name: entry[name] for name in (
        "id", "agency", "row", "file", "line", "earliest", "latest", "edtf", "date_text", "time", "source",
        "event", "response", "comment", "kind", "kind_state", "told", "heard_from", "people",
        "topics", "child_seen",
        "paired_with", "scope", "age", "others",
    )} == {
        "id": "gp:1", "agency": "gp", "row": 1, "file": "timelines/gp.csv", "line": 2,
        "earliest": "2019-04-17", "latest": "2019-04-17", "edtf": "2019-04-17", "date_text": "17/04/2019",
        "time": "09:00", "source": "Letter", "event": "Report sent", "response": "Noted", "comment": "-",
        "kind": "report_sent", "kind_state": "stated", "told": ["police"], "heard_from": [],
        "people": ["ada", "mum"], "topics": ["alcohol"], "child_seen": "seen", "paired_with": ["police:1"],
        "scope": "within", "age": "6 weeks old", "others": {"Ward": "4"},
    }  # fmt: skip

    undated = entry_as_json(case, "gp:2")
    assert (undated["earliest"], undated["latest"], undated["edtf"], undated["age"]) == (None, None, "", "")
    assert chronology_as_json(case)["entries"] == [entry_as_json(case, id) for id in case.entries.index]


def test_a_window_keeps_what_could_fall_in_it(chronology: Chronology):
    case = chronology("""
        March 2019 | gp     | a
        1/5/2019   | police | b
        2/5/2019   | gp     | c
        no idea    | gp     | d
    """)

    def events(**window: object) -> list[str]:
        return list(select(case, **window)["event"])  # type: ignore[arg-type]

    assert events() == ["a", "b", "c", "d"]
    assert events(since=date(2019, 3, 15)) == ["a", "b", "c"]
    assert events(until=date(2019, 3, 15)) == ["a"]
    assert events(since=date(2019, 5, 2)) == ["c"]
    assert events(agency="gp") == ["a", "c", "d"]
    found = chronology_as_json(case, agency="gp", until=date(2019, 4, 1))
    assert ([entry["id"] for entry in found["entries"]], found["of"]) == (["gp:1"], 4)


def test_check_says_per_file_what_was_read(make_case: MakeCase):
    case = load_case(
        make_case({"gp": "Surgery list,\nDate,Event,Ward\n1.5.19,x,4\nno idea,y,\n"}, recorded=False)
    )

    assert check_as_json(case) == {
        "case": "A case",
        "files": [
            {
                "file": "timelines/gp.csv",
                "format": "text, divided by a comma (UTF-8)",
                "agency": "gp",
                "rows": 4,
                "entries": 2,
                "dated": 1,
                "assumed": 1,
                "undated": 1,
                "columns": {"Date": "date", "Event": "event", "Ward": ""},
                "matches": {
                    "Date": {"field": "date", "sure": 1.0, "like": ""},
                    "Event": {"field": "event", "sure": 1.0, "like": ""},
                },
                "above": ["Surgery list"],
                "without_source": 2,
                "months_without_entries": [],
                "date_questions": [],
                "problems": [
                    {
                        "part": "",
                        "row": 4,
                        "column": "Date",
                        "problem": read_date("no idea").problem,
                        "remedy": "The entry is kept, undated.",
                    }
                ],
            }
        ],
        "problems": [
            {
                "file": "timelines.sha256",
                "part": "",
                "row": None,
                "column": "",
                "problem": "No fingerprints were taken of the timelines.",
                "remedy": "If this is what the agencies sent, record it with: workbench check CASE --record",
            }
        ],
    }


def test_a_case_is_one_thing_and_frozen(chronology: Chronology):
    case = chronology("1/5/2019 | gp | x")
    assert case == case and hash(case)
    with pytest.raises(AttributeError):
        case.people = ()  # type: ignore[misc]
