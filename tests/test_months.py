"""The months without entries: whole stretches, the period's edges, and vague dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import MakeCase
from workbench.chronology import Case, file_reports, load_case
from workbench.chronology.months import months_without_entries

PERIOD = "[period]\nfrom = {}\nto = {}\n"


def silent(case: Case) -> tuple[str, ...]:
    """Return the months without entries of the only agency."""
    [report] = file_reports(case)
    return report.months_without_entries


def test_stretches_between_entries_are_named(chronology: Callable[..., Case]):
    case = chronology(
        """
        3 January 2018 | gp | a
        4 February 2018 | gp | b
        10 June 2018 | gp | c
        31 August 2018 | gp | d
        """,
        toml=PERIOD.format("2018-01-01", "2018-10-31"),
    )
    assert silent(case) == ("March to May 2018", "July 2018", "September to October 2018")


@pytest.mark.parametrize(
    ("since", "until", "named"),
    [
        ("2018-05-20", "2018-08-31", ("20 May to 31 August 2018",)),
        ("2018-05-20", "2018-06-10", ("20 May to 10 June 2018",)),
        ("2017-12-01", "2018-02-10", ("1 December 2017 to 10 February 2018",)),
    ],
)
def test_the_period_has_its_own_first_and_last_day(
    chronology: Callable[..., Case], since: str, until: str, named: tuple[str, ...]
):
    """An entry outside the period fills nothing, in the same month as it may be."""
    case = chronology("1 January 2015 | gp | a\n1 January 2020 | gp | b", toml=PERIOD.format(since, until))
    assert silent(case) == named


def test_a_part_of_a_month_at_the_edge_is_not_named_alone(chronology: Callable[..., Case]):
    """Ten days of May without an entry are no month without one; with June they are a stretch."""
    toml = PERIOD.format("2018-05-21", "2018-08-10")
    entries = "2 June 2018 | gp | a\n2 July 2018 | gp | b"

    assert silent(chronology(entries, toml=toml)) == ()


def test_part_of_a_month_goes_with_the_month_beside_it(chronology: Callable[..., Case]):
    case = chronology("2 July 2018 | gp | b", toml=PERIOD.format("2018-05-21", "2018-08-10"))
    assert silent(case) == ("21 May to 30 June 2018",)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("between March and May 2018", ("June 2018",)),
        ("spring 2018", ("June 2018",)),
        ("before 3 May 2018", ("June 2018",)),
        ("after 3 May 2018", ("March to April 2018",)),
        ("2018", ()),
        ("no idea", ("March to June 2018",)),
    ],
)
def test_a_vague_date_has_the_benefit_of_the_doubt(
    chronology: Callable[..., Case], written: str, named: tuple[str, ...]
):
    case = chronology(f"{written} | gp | a", toml=PERIOD.format("2018-03-01", "2018-06-30"))
    assert silent(case) == named


DAYS = st.dates(date(2017, 1, 1), date(2019, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS)), st.tuples(DAYS, DAYS))
def test_no_entry_lies_in_a_silent_stretch_and_every_other_whole_month_has_one(
    entries: list[tuple[date, date]], period: tuple[date, date]
):
    spans = [(min(span), max(span)) for span in entries]
    first, last = min(period), max(period)
    table = pd.DataFrame(
        {
            "earliest": pd.Series([pd.Timestamp(span[0]) for span in spans], dtype="datetime64[s]"),
            "latest": pd.Series([pd.Timestamp(span[1]) for span in spans], dtype="datetime64[s]"),
            "scope": "within",
        }
    )
    found = months_without_entries(table, (first, last))

    def touched(since: date, until: date) -> bool:
        return any(begin <= until and end >= since for begin, end in spans)

    assert not any(touched(*stretch) for stretch in found)
    months = pd.period_range(first, last, freq="M")
    whole = [
        (month.start_time.date(), month.end_time.date())
        for month in months
        if month.start_time.date() >= first and month.end_time.date() <= last
    ]
    assert [month for month in whole if not touched(*month)] == [
        month for month in whole if any(since <= month[0] and month[1] <= until for since, until in found)
    ]


def test_a_vague_last_date_does_not_stretch_the_period(make_case: MakeCase) -> None:
    """A summer says nothing of July and August: nobody is asked about these months."""
    case = load_case(
        make_case(
            {
                "housing": "Date,Event\n3/5/2018,Call\nsummer 2019,Tenancy ended\n",
                "gp": "Date,Event\n4/5/2018,Seen\n",
            }
        )
    )
    assert case.period == (date(2018, 5, 3), date(2019, 6, 1))
