"""The two ends of one contact: which entry of one agency answers which of another."""

# ruff: noqa: E501
# The written cases are tables, and wider than a line.

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.case import Agency
from workbench.chronology import Case, means, pair, why

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


def test_what_two_columns_say_is_enough_from_two_days_before_to_a_week_after(chronology: Chronology):
    """Nothing but told and heard from: two days early is taken for a wrong date, eight days late is not."""
    case = chronology("""
        2/5/2019  | police | a | told=school | heard_from=
        30/4/2019 | school | b | told=       | heard_from=police
        2/6/2019  | police | c | told=school | heard_from=
        9/6/2019  | school | d | told=       | heard_from=police
        2/7/2019  | police | e | told=school | heard_from=
        10/7/2019 | school | f | told=       | heard_from=police
        2/8/2019  | police | g | told=school | heard_from=
        30/7/2019 | school | h | told=       | heard_from=police
    """)

    assert pairs(case) == {
        "school:1": ("police:1",), "police:1": ("school:1",),
        "police:2": ("school:2",), "school:2": ("police:2",),
    }  # fmt: skip


def test_kinds_people_and_words_stretch_the_days(chronology: Chronology):
    """Ten days after, and three before: the same kinds of entry, person and matter join them."""
    case = chronology(
        """
        2/7/2019  | police | PPN sent re Mother: kettle thrown at Penrhos Road | told=school | heard_from= | kind=report sent     | people=mum
        12/7/2019 | school | PPN in: Mother, kettle, Penrhos                   | told=       | heard_from=police | kind=report received | people=mum
        2/8/2019  | police | PPN sent re Mother: window broken at Bryn Terrace | told=school | heard_from= | kind=report sent     | people=mum
        30/7/2019 | school | PPN in: Mother, broken window, Bryn               | told=       | heard_from=police | kind=report received | people=mum
        """,
        people="id,label\nmum,Mother\n",
    )

    assert pairs(case) == {
        "police:1": ("school:1",), "school:1": ("police:1",),
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


PEOPLE = "id,label\nmum,Mother\nada,Ada\nben,Ben\n"


def test_another_member_of_the_family_on_the_same_day_is_another_contact(chronology: Chronology):
    """Each report goes with the receipt about the same child, though both came in on one day."""
    case = chronology(
        """
        3/5/2019 | school             | Referral made. | told=childrens-services | kind=report sent | people=ada
        3/5/2019 | school             | Referral made. | told=childrens-services | kind=report sent | people=ben
        4/5/2019 | childrens-services | Referral in.   | heard_from=school | kind=report received | people=ben
        4/5/2019 | childrens-services | Referral in.   | heard_from=school | kind=report received | people=ada
        """,
        people=PEOPLE,
    )

    assert pairs(case) == {
        "school:1": ("childrens-services:2",),
        "school:2": ("childrens-services:1",),
        "childrens-services:1": ("school:2",),
        "childrens-services:2": ("school:1",),
    }


def test_one_of_two_contacts_in_a_week_without_an_other_end_stays_alone(chronology: Chronology):
    """The receipt is about the bicycle; that it lies nearer to the other report does not pair them."""
    case = chronology(
        """
        6/5/2019 | police | PPN: stolen bicycle found at Penrhos Road      | told=school | kind=report sent | people=ben
        9/5/2019 | police | PPN: shouting heard, Mother tearful            | told=school | kind=report sent | people=mum
        9/5/2019 | school | Police informed us of a bicycle found, Penrhos | heard_from=police | kind=report received | people=ben
        """,
        people=PEOPLE,
    )

    assert pairs(case) == {"police:1": ("school:1",), "school:1": ("police:1",)}


def test_a_silent_entry_is_paired_only_if_it_fits(chronology: Chronology):
    """No column says who sent what came in: the kind and the words do, and an ordinary visit is no receipt."""
    case = chronology(
        """
        3/5/2019 | police | PPN: Mother pushed at Penrhos Road | told=school | heard_from= | kind=report sent | people=mum
        3/5/2019 | school | Parents' evening                   | told= | heard_from= | kind=contact adult | people=mum
        4/5/2019 | school | PPN about an incident at Penrhos   | told= | heard_from= | kind=report received | people=mum
        """,
        people=PEOPLE,
    )

    assert pairs(case) == {"police:1": ("school:2",), "school:2": ("police:1",)}


def test_records_of_one_meeting_are_paired_all_with_all(chronology: Chronology):
    """Nobody says who else was there; the meeting of the same kind a month later is another one."""
    case = chronology("""
        3/5/2019 | police | x | kind=strategy discussion | told= | heard_from=
        3/5/2019 | school | x | kind=strategy discussion | told= | heard_from=
        4/5/2019 | gp     | x | kind=strategy discussion | told= | heard_from=
        3/6/2019 | gp     | x | kind=strategy discussion | told= | heard_from=
        3/5/2019 | gp     | x | kind=core group          | told= | heard_from=
    """)

    assert pairs(case) == {
        "police:1": ("school:1", "gp:1"),
        "school:1": ("police:1", "gp:1"),
        "gp:1": ("police:1", "school:1"),
    }


def test_an_entry_that_cites_another_is_paired_with_it_even_without_a_date(chronology: Chronology):
    case = chronology("""
        14/5/2019 | police | Log 412: officers attended. | told= | heard_from= | kind=police incident
        15/5/2019 | police | Log 431: car stopped.       | told= | heard_from= | kind=police incident
        no idea   | school | Uniform torn, see police log of 14/5/2019. | told= | heard_from= | kind=education event
        no idea   | school | Uniform lost.               | told= | heard_from= | kind=education event
    """)

    assert pairs(case) == {"police:1": ("school:1",), "school:1": ("police:1",)}


def test_rare_words_pair_what_has_no_useful_date(chronology: Chronology):
    """Undated, both ends named: only the one about the same things at the same address is its other end."""
    case = chronology("""
        14/5/2019 | police | PPN: saucepan thrown at 17 Glyndwr Avenue, Rhodri Pugh arrested | told=school | heard_from= | kind=report sent
        15/5/2018 | police | PPN: shouting                                                   | told=school | heard_from= | kind=report sent
        no idea   | school | PPN received about a saucepan and Rhodri Pugh of Glyndwr Avenue | told= | heard_from=police | kind=report received
    """)

    assert pairs(case) == {"police:1": ("school:1",), "school:1": ("police:1",)}


def test_suggested_names_count_less_than_stated_ones():
    """Two reports on one day fit the receipt alike; that of the agency which stated whom it told is taken."""
    table = entries(
        [
            ("police", "school", True, 0, 0),
            ("police", "school", True, 0, 0),
            ("school", "police", False, 0, 0),
        ]
    )
    for suggested, expected in (("police:0", "police:1"), ("police:1", "police:0")):
        table["suggested"] = [("told",) if id == suggested else () for id in table.index.tolist()]

        assert pair(table, AGENCIES).paired_with.to_dict()["school:2"] == (expected,)


def test_why_two_entries_were_paired_is_said_in_words(chronology: Chronology):
    case = chronology(
        """
        3/5/2019 | police             | PPN sent: kettle thrown at Penrhos Road | told=childrens-services | kind=report sent | people=mum | topics=domestic abuse
        4/5/2019 | childrens-services | PPN in, kettle, Penrhos                 | heard_from=police | kind=report received | people=mum | topics=domestic abuse
        """,
        people=PEOPLE,
    )

    assert why(
        case.entries, "police:1", "childrens-services:1", agencies=case.agencies, people=case.people
    ) == [
        "Police records on 3 May 2019: Report (referral) sent; told Childrens services.",
        "Childrens services records on 4 May 2019: Report (referral) received; heard from Police.",
        "Both name Mother.",
        "Both concern: Domestic abuse.",
        'Both have the words "penrhos", "kettle".',
    ]


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
            assert (received["latest"] - sent["earliest"]).days >= -3
            assert (received["earliest"] - sent["latest"]).days <= 10
    assert all(len(others) <= 4 and len(set(others)) == len(others) for others in found)


@settings(max_examples=40)
@given(rows=st.lists(ends, max_size=20), data=st.data())
def test_the_order_of_the_rows_does_not_matter(
    rows: list[tuple[str, str, bool, int, int]], data: st.DataObject
):
    table = entries(rows)
    turned = table.iloc[data.draw(st.permutations(range(len(rows))))]

    assert pair(turned, AGENCIES).paired_with.to_dict() == pair(table, AGENCIES).paired_with.to_dict()


@given(rows=st.lists(ends, max_size=20))
def test_an_entry_has_one_partner_for_each_agency_and_direction(rows: list[tuple[str, str, bool, int, int]]):
    table = entries(rows)

    for id, others in pair(table, AGENCIES).paired_with.items():
        told, heard = (
            [o for o in others if other_end(*(table.loc[one] for one in ((id, o) if sends else (o, id))))]
            for sends in (True, False)
        )
        for direction in (told, heard):
            agencies = [table.at[other, "agency"] for other in direction]
            assert len(agencies) == len(set(agencies))


@settings(max_examples=40)
@given(
    rows=st.lists(ends, max_size=15),
    more=st.lists(
        st.tuples(st.just("housing"), st.just("housing"), st.booleans(), st.integers(0, 30), st.just(0))
    ),
)
def test_an_agency_more_changes_nothing_among_the_others(
    rows: list[tuple[str, str, bool, int, int]], more: list[tuple[str, str, bool, int, int]]
):
    agencies = {**AGENCIES, "housing": Agency("housing", "housing", "housing", "")}
    alone, with_more = entries(rows), entries([*rows, *more])
    alone["event"] = [f"letter about {other}, bicycle" for _, other, *_ in rows]
    with_more["event"] = [*alone["event"], *(["bicycle"] * len(more))]

    found = pair(with_more, agencies)
    expected = pair(alone, AGENCIES)
    assert found.paired_with.to_dict() == expected.paired_with.to_dict() | {
        id: () for id in with_more.index[len(rows) :]
    }


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


def test_many_contacts_on_one_day_are_all_paired():
    """Two thousand of each on the same day are four million possible pairs; each finds one."""
    rows = [("police", "school", True, 0, 0)] * 2_000 + [("school", "police", False, 0, 0)] * 2_000

    found = pair(entries(rows), AGENCIES).paired_with

    assert all(len(others) == 1 for others in found)
    assert len({other for others in found for other in others}) == 4_000
