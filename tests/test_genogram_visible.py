"""What a day shows: births, deaths, couples, placements, households. Nobody ever moves."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks._genogram_families import WRITTEN, family
from workbench.genogram import as_json, genogram


def seen(rows, day):
    """Return the ids of the people shown, "+" for a death, "?" for an uncertain date."""
    view = genogram(*rows).as_of(day)
    return sorted(p.placed.id + "+" * p.deceased + "?" * p.uncertain for p in view.people)


def couple(rows, day):
    """Return kind and bars of the one couple's line, or None."""
    lines = [line for line in genogram(*rows).as_of(day).lines if len(line.people) == 2 and line.group]
    return [(line.kind, line.bars) for line in lines if line.kind not in ("birth", "foster")]


def test_people_are_shown_from_birth_and_crossed_from_death():
    """The day of birth and the day of death count."""
    rows = family("mum f 1980-02-03\nkid m 2010-05-01 2012-06-07", "mum parent_of kid")
    assert seen(rows, date(2010, 4, 30)) == ["mum"]
    assert seen(rows, date(2010, 5, 1)) == ["kid", "mum"]
    assert seen(rows, date(2012, 6, 6)) == ["kid", "mum"]
    assert seen(rows, date(2012, 6, 7)) == ["kid+", "mum"]


def test_a_vague_date_is_shown_from_its_first_possible_day_and_marked():
    """Born at some time in 2010: shown all that year, uncertain until its end."""
    rows = family("kid m 2010", "")
    assert seen(rows, date(2009, 12, 31)) == []
    assert seen(rows, date(2010, 1, 1)) == ["kid?"]
    assert seen(rows, date(2010, 12, 31)) == ["kid"]


def test_a_pregnancy_on_record_is_a_triangle_until_the_birth():
    """The child that two people expect is shown from the day the pregnancy is on record."""
    rows = family(
        "mum f 1990\ndad m 1990\nkid m 2019-04-17",
        "mum parent_of kid\ndad parent_of kid\nmum expecting dad 2018-11",
    )
    drawn = genogram(*rows)
    shapes = {
        day: {p.placed.id: p.shape for p in drawn.as_of(day).people}.get("kid")
        for day in (date(2018, 10, 31), date(2018, 11, 1), date(2019, 4, 16), date(2019, 4, 17))
    }
    assert list(shapes.values()) == [None, "triangle", "triangle", "square"]


def test_an_expected_child_who_is_not_in_the_table_stands_as_a_pregnancy():
    """The row itself makes the triangle, and its end takes it away."""
    drawn = genogram(*family("mum f 1990\ndad m 1990", "mum expecting dad 2018-11 2018-12-24"))
    assert [(p.id, p.shape, p.y) for p in drawn.people][-1] == ("expecting:dad+mum", "triangle", 1)
    assert [len(drawn.as_of(day).people) for day in (date(2018, 12, 1), date(2018, 12, 24))] == [3, 2]


@pytest.mark.parametrize(
    ("role", "shape", "deceased"),
    [
        ("pregnancy", "triangle", False),
        ("unborn baby", "triangle", False),
        ("miscarriage", "small triangle", True),
        ("termination", "small triangle", True),
        ("stillbirth", "small square", True),
        ("father of the unborn baby", "square", False),
    ],
)
def test_roles_that_mean_a_pregnancy(role, shape, deceased):
    """Only the first or last word of the role counts."""
    [person] = genogram(*family(f"x m - : {role}", "")).as_of(None).people
    assert (person.shape, person.deceased) == (shape, deceased)


def test_a_marriage_keeps_its_line_and_gets_bars():
    """Solid from the wedding, one bar from the separation, two from the divorce."""
    rows = family(
        "a f 1970\nb m 1970",
        "a cohabiting b 1994-01-01 1996-01-01\na married_to b 1996-01-01\n"
        "a separated b 2001-01-01\na divorced b 2003-01-01",
    )
    days = (1993, 1995, 1997, 2002, 2004)
    assert [couple(rows, date(year, 6, 1)) for year in days] == [
        [],
        [("cohabiting", 0)],
        [("married_to", 0)],
        [("married_to", 1)],
        [("married_to", 2)],
    ]


def test_a_couple_that_is_together_again_has_no_bar():
    """A separation that ended, or a later beginning, takes the bar away."""
    rows = family(
        "a f 1970\nb m 1970",
        "a cohabiting b 1994-01-01 1996-01-01\na separated b 1996-01-01 1998-01-01\n"
        "a partner_of b 1998-01-01",
    )
    assert [couple(rows, date(year, 6, 1)) for year in (1995, 1997, 1999)] == [
        [("cohabiting", 0)],
        [("cohabiting", 1)],
        [("partner_of", 0)],
    ]


def test_a_partnership_that_ended_keeps_its_line_with_one_bar():
    """An end date alone is enough for the bar."""
    assert couple(family("a f 1970\nb m 1970", "a partner_of b 1994 1996"), date(1998, 1, 1)) == [
        ("partner_of", 1)
    ]


def test_parents_with_no_partnership_on_record_are_joined_from_the_birth():
    """They have a child together; what they were to each other is not in the table."""
    rows = family("a f 1970\nb m 1970\nc f 1999-01-01", "a parent_of c\nb parent_of c")
    assert [couple(rows, date(year, 6, 1)) for year in (1998, 1999)] == [[], [("parents", 0)]]


def test_an_undated_couple_is_not_shown_while_one_of_them_is_a_small_child():
    """With no date the line could be any time, but not before either could have had a partner."""
    rows = family("a f 1970\nb m 1990", "a partner_of b")
    assert [couple(rows, date(year, 6, 1)) for year in (1995, 2010)] == [[], [("partner_of", 0)]]


def test_a_placement_that_has_ended_stays_as_a_fainter_line():
    """Open between its dates, ended afterwards, not there before."""
    drawn = genogram(*family("c f 1950\nk m 2000", "c foster_carer_of k 2005-01-01 2006-01-01"))
    found = [
        [(line.kind, line.ended) for line in drawn.as_of(date(year, 6, 1)).lines]
        for year in (2004, 2005, 2007)
    ]
    assert found == [[], [("foster", False)], [("foster", True)]]


def test_a_household_is_shown_only_while_it_is_open():
    """Each member by their own dates; a household of nobody is not drawn."""
    drawn = genogram(
        *family(
            "a f 1970\nb m 1970\nc m 1970",
            "a household home 2000-01-01 2010-01-01\nb household home 2005-01-01 2006-01-01\n"
            "a close b\nb close c",
        )
    )
    days = (date(1999, 1, 1), date(2001, 1, 1), date(2005, 6, 1), date(2007, 1, 1), date(2011, 1, 1))
    assert [[home.members for home in drawn.as_of(day).households] for day in days] == [
        [],
        [("a",)],
        [("a", "b")],
        [("a",)],
        [],
    ]


def test_nobody_lives_in_a_household_after_their_death():
    """The stay has no end date in the table; the death ends it."""
    drawn = genogram(*family("a f 1970\nb m 2010-01-01 2012-01-01", "a household home\nb household home"))
    homes = [drawn.as_of(date(year, 6, 1)).households for year in (2011, 2012)]
    assert [[home.members for home in found] for found in homes] == [[("a", "b")], [("a",)]]


def inside(point, outlines):
    """Return True where a point lies inside closed lines (even-odd rule)."""
    x, y = point
    crossings = 0
    for path in outlines:
        for (x1, y1), (x2, y2) in pairwise(path):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("name", WRITTEN)
def test_a_household_border_holds_its_members_and_nobody_else(name):
    """Who stands between two members and lives elsewhere is left outside."""
    drawn = genogram(*WRITTEN[name]())
    for day in (date(2005, 6, 1), date(2014, 6, 1), date(2019, 5, 1)):
        view = drawn.as_of(day)
        for home in view.households:
            within = {p.placed.id for p in view.people if inside((p.placed.x, p.placed.y), home.outlines)}
            assert within == set(home.members)


def test_somebody_between_two_members_is_outside_the_border():
    """Two brothers live together and the sister who stands between them does not."""
    people = "mum f 1970\na m 1990\nb f 1992\nc m 1994"
    lines = "mum parent_of a\nmum parent_of b\nmum parent_of c\na household flat\nc household flat"
    drawn = genogram(*family(people, lines))
    [home] = drawn.as_of(None).households
    within = [p.id for p in drawn.people if inside((p.x, p.y), home.outlines)]
    assert within == ["a", "c"]


@settings(max_examples=25, deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2040, 1, 1)), name=st.sampled_from(sorted(WRITTEN)))
def test_no_day_moves_anybody(day, name):
    """Every day shows a part of the same drawing."""
    drawn = DRAWN[name]
    shown = as_json(drawn, day)
    at = {p["id"]: (p["x"], p["y"]) for p in as_json(drawn)["people"]}
    assert all(at[p["id"]] == (p["x"], p["y"]) for p in shown["people"])
    people = {p["id"] for p in shown["people"]}
    assert all(set(line["people"]) <= people for line in shown["lines"])


DRAWN = {name: genogram(*make()) for name, make in WRITTEN.items()}


def test_the_json_says_everything_of_a_small_family():
    """The fields that other programs rely on."""
    found = as_json(genogram(*family("mum f 1980\nkid m 2010-05-01 : subject child", "mum parent_of kid")))
    assert found == {
        "as_of": None,
        "people": [
            {
                "id": "mum", "label": "Mum", "x": 0.0, "y": 0, "sex": "female", "role": "", "shape": "circle",
                "age": "", "deceased": False, "subject": False, "apart": False, "uncertain": False,
                "birth": {"text": "1980", "earliest": "1980-01-01", "latest": "1980-12-31"}, "death": None,
            },
            {
                "id": "kid", "label": "Kid", "x": 0.0, "y": 1, "sex": "male", "role": "subject child",
                "shape": "square", "age": "", "deceased": False, "subject": True, "apart": False,
                "uncertain": False,
                "birth": {"text": "2010-05-01", "earliest": "2010-05-01", "latest": "2010-05-01"},
                "death": None,
            },
        ],
        "lines": [
            {
                "kind": "birth", "from": "mum", "to": "kid", "people": ["mum", "kid"], "group": "mum",
                "ended": False, "uncertain": False, "bars": 0, "start": None, "end": None,
                "source": ["relationships.csv:1"], "points": [[0.0, 0.0], [0.0, 1.0]],
            }
        ],
        "households": [],
        "problems": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2000-05-01", date(2019, 4, 30), "18"),
        ("2000-05-01", date(2019, 5, 1), "19"),
        ("2000", date(2019, 5, 1), "c. 18"),
        ("2019-04-17", date(2019, 5, 1), "2 w"),
        ("2019-01-17", date(2019, 5, 1), "3 m"),
        ("2018", date(2019, 5, 1), "0–1"),  # noqa: RUF001
        ("", date(2019, 5, 1), ""),
    ],
)
def test_ages_as_they_stand_inside_the_symbol(born, day, age):
    """Weeks, months or years; "c." or a range where the date of birth leaves it open."""
    [person] = genogram(*family(f"kid m {born or '-'}", "")).as_of(day).people
    assert person.age == age
