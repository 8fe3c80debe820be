"""The two ends of one contact: which entry of one agency answers which of another."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import Agency
from workbench.chronology import Case, means, pair

Chronology = Callable[..., Case]
AGENCIES = {slug: Agency(slug, slug, slug, "") for slug in ("police", "school", "gp")}


def pairs(case: Case) -> dict[str, tuple[str, ...]]:
    paired = zip(case.entries.index, case.entries["paired_with"].to_list(), strict=True)
    return {id: found for id, found in paired if found}


def test_a_slug_or_a_type_can_mean_an_agency():
    agency = Agency("west-police", "West Police", "police", "Police")
    assert [means(token, agency) for token in ("west-police", "police", "gp", "")] == [
        True,
        True,
        False,
        False,
    ]


def test_sending_and_receipt_are_paired_from_a_day_before_to_a_week_after(chronology: Chronology):
    case = chronology("""
        2/5/2019  | police | a | told=school | heard_from=
        1/5/2019  | school | b | told=       | heard_from=police
        2/6/2019  | police | c | told=school | heard_from=
        9/6/2019  | school | d | told=       | heard_from=police
        2/7/2019  | police | e | told=school | heard_from=
        10/7/2019 | school | f | told=       | heard_from=police
        2/8/2019  | police | g | told=school | heard_from=
        31/7/2019 | school | h | told=       | heard_from=police
    """)

    assert pairs(case) == {
        "school:1": ("police:1",), "police:1": ("school:1",),
        "police:2": ("school:2",), "school:2": ("police:2",),
    }  # fmt: skip


def test_the_nearest_are_paired_and_each_entry_once_in_each_direction(chronology: Chronology):
    case = chronology("""
        1/5/2019 | police | a | told=school;gp | heard_from=
        3/5/2019 | police | b | told=school    | heard_from=
        3/5/2019 | school | c | told=police    | heard_from=police
        4/5/2019 | school | d | told=          | heard_from=police
        4/5/2019 | gp     | e | told=          | heard_from=police
        5/5/2019 | police | f | told=          | heard_from=school
    """)

    assert pairs(case) == {
        "police:1": ("gp:1", "school:2"),
        "police:2": ("school:1",),
        "school:1": ("police:2", "police:3"),
        "school:2": ("police:1",),
        "gp:1": ("police:1",),
        "police:3": ("school:1",),
    }


def test_a_vague_date_is_paired_if_it_is_not_too_vague(chronology: Chronology):
    case = chronology("""
        May 2019  | police | a | told=school | heard_from=
        20/5/2019 | school | b | told=       | heard_from=police
        2018      | gp     | c | told=school | heard_from=
        1/6/2018  | school | d | told=       | heard_from=gp
        no idea   | gp     | e | told=school | heard_from=
    """)

    assert pairs(case) == {"police:1": ("school:1",), "school:1": ("police:1",)}


ends = st.tuples(
    st.sampled_from(list(AGENCIES)),
    st.sampled_from(list(AGENCIES)),
    st.booleans(),
    st.integers(0, 30),
    st.integers(0, 5),
)


@given(rows=st.lists(ends, max_size=25))
def test_pairs_are_mutual_possible_and_unique(rows: list[tuple[str, str, bool, int, int]]):
    table = entries(rows)
    found = pair(table, AGENCIES).paired_with

    for id, others in found.items():
        for other in others:
            assert id in found[other]
            one, two = table.loc[id], table.loc[other]
            sent, received = (one, two) if other_end(one, two) else (two, one)
            assert other_end(sent, received)
            assert (received["latest"] - sent["earliest"]).days >= -1
            assert (received["earliest"] - sent["latest"]).days <= 7
    assert all(len(others) <= 4 and len(set(others)) == len(others) for others in found)


def other_end(sent: pd.Series, received: pd.Series) -> bool:
    return received["agency"] in sent["told"] and sent["agency"] in received["heard_from"]


def entries(rows: list[tuple[str, str, bool, int, int]]) -> pd.DataFrame:
    first = [date(2019, 5, 1) + timedelta(start) for _, _, _, start, _ in rows]
    last = [day + timedelta(row[4]) for day, row in zip(first, rows, strict=True)]
    named = [((other,), ()) if sends else ((), (other,)) for _, other, sends, _, _ in rows]
    table = pd.DataFrame(
        {"agency": [row[0] for row in rows]}, index=[f"{row[0]}:{n}" for n, row in enumerate(rows)]
    )
    for column, which in (("told", 0), ("heard_from", 1)):
        values = np.empty(len(rows), dtype=object)
        values[:] = [both[which] for both in named]
        table[column] = values
    table["earliest"] = np.array(first, dtype="datetime64[s]")
    table["latest"] = np.array(last, dtype="datetime64[s]")
    return table


def test_many_contacts_on_one_day_are_no_trouble():
    """Ten thousand of each on the same day are a hundred million possible pairs."""
    rows = [("police", "school", True, 0, 0)] * 10_000 + [("school", "police", False, 0, 0)] * 10_000
    table = entries(rows)
    start = time.process_time()

    found = pair(table, AGENCIES).paired_with

    assert time.process_time() - start < 5
    assert all(len(others) == 1 for others in found)
