"""Where everybody stands: rows, order, and the same places whatever the order of the files."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks._genogram_families import WRITTEN, family, random_family
from benchmarks._genogram_metrics import measures
from workbench.case.model import Person, Relationship
from workbench.genogram import genogram
from workbench.genogram.model import BIRTH
from workbench.vocabulary import RELATIONS

SIZES = st.integers(min_value=4, max_value=22)
SEEDS = st.integers(min_value=0, max_value=10_000)


def places(people, relationships):
    return {p.id: (p.x, p.y) for p in genogram(people, relationships).people}


def rows_of(people, relationships):
    """Return the ids of each row from left to right."""
    drawn = genogram(people, relationships).people
    return [[p.id for p in drawn if p.y == y] for y in sorted({p.y for p in drawn})]


def test_a_child_hangs_in_the_middle_under_father_and_mother():
    """Man left, woman right, child half way between them one row down."""
    assert places(*family("dad m 1970\nmum f 1972\nkid f 2000", "mum parent_of kid\ndad parent_of kid")) == {
        "dad": (0.0, 0),
        "mum": (1.0, 0),
        "kid": (0.5, 1),
    }


def test_brothers_and_sisters_stand_in_birth_order_with_losses_among_them():
    """The eldest stands left; a miscarriage takes its place by its date, unknown dates come last."""
    assert rows_of(
        *family(
            "mum f 1972\nc m 2005\nloss - 2003 : miscarriage\na f 1999\nz1 m -\nz10 f -\nz2 m -",
            "\n".join(f"mum parent_of {c}" for c in ("c", "loss", "a", "z1", "z10", "z2")),
        )
    ) == [["mum"], ["a", "loss", "c", "z1", "z2", "z10"]]


def test_twins_without_dates_stand_side_by_side():
    """A twin whose birth is not in the table stands by the other twin, not at the end of the row."""
    assert rows_of(
        *family(
            "mum f 1970\nold m 1990\ntwin_1 f 1995\nyoung m 1999\ntwin_2 f -",
            "mum parent_of old\nmum parent_of twin_1\nmum parent_of young\nmum parent_of twin_2\n"
            "twin_1 twin_of twin_2",
        )
    )[1] == ["old", "twin_1", "twin_2", "young"]


def test_a_woman_with_two_partners_stands_between_them_the_earlier_left():
    """Partners follow the order of time, and each child hangs under its own parents."""
    at = places(
        *family(
            "mum f 1980\nfirst m 1978\nsecond m 1979\na f 2000\nb m 2006",
            "mum married_to first 1999\nmum cohabiting second 2005\n"
            "mum parent_of a\nfirst parent_of a\nmum parent_of b\nsecond parent_of b",
        )
    )
    assert at["first"][0] < at["mum"][0] < at["second"][0]
    assert at["a"][0] == pytest.approx((at["first"][0] + at["mum"][0]) / 2, abs=0.03)
    assert at["b"][0] == pytest.approx((at["mum"][0] + at["second"][0]) / 2, abs=0.03)


def test_carers_with_no_blood_link_come_one_row_above_the_eldest_they_cared_for():
    """They cared for the mother and later for her child, so they stand above the mother."""
    at = places(
        *family(
            "carer f 1950\nmum f 1980\nkid m 2010",
            "mum parent_of kid\ncarer foster_carer_of kid 2012\ncarer foster_carer_of mum 1990",
        )
    )
    assert [at[p][1] for p in ("carer", "mum", "kid")] == [0, 1, 2]


def test_a_grandmother_who_cares_for_a_child_stays_on_her_own_row():
    """Kinship care moves nobody who is family by birth."""
    at = places(
        *family(
            "gran f 1950\nmum f 1980\nkid m 2010",
            "gran parent_of mum\nmum parent_of kid\ngran kinship_carer_of kid 2012",
        )
    )
    assert [at[p][1] for p in ("gran", "mum", "kid")] == [0, 1, 2]


def test_every_parent_stands_above_every_child_even_where_an_uncle_and_a_niece_are_a_couple():
    """A couple of two generations shares a row; the uncle's line to his parents grows longer."""
    people, relationships = WRITTEN["uncle and niece"]()
    at = places(people, relationships)
    assert at["uncle"][1] == at["niece"][1]
    assert all(at[r.person][1] < at[r.other][1] for r in relationships if r.relation == "parent_of")


def test_friends_stand_apart_to_the_right_level_with_whom_they_know():
    """A friend has no generation; the column beside the family starts level with the person known."""
    drawn = genogram(
        *family("mum f 1980\nkid m 2010\nfriend f 1981", "mum parent_of kid\nfriend friend_of mum")
    )
    friend = next(p for p in drawn.people if p.id == "friend")
    assert friend.apart and friend.y == 0
    assert friend.x > max(p.x for p in drawn.people if not p.apart) + 1


def test_two_families_stand_side_by_side_the_subjects_first():
    """Families that nothing joins are drawn from left to right and do not overlap."""
    at = places(
        *family(
            "a f 1970\nb m 1995\nx f 1970\ny m 1996 : subject child\nz f 1999",
            "a parent_of b\nx parent_of y\nx parent_of z",
        )
    )
    assert max(at[p][0] for p in "xyz") + 1 <= min(at[p][0] for p in "ab")


@pytest.mark.parametrize("name", WRITTEN)
def test_written_families_are_drawn_without_fault(name):
    """Everybody once, on the right row, eldest left, no mixed sibships, nothing crossing."""
    people, relationships = WRITTEN[name]()
    found = measures(
        people, relationships, {p: (x, float(y)) for p, (x, y) in places(people, relationships).items()}
    )
    kept = {column: found[column] for column in ("placed", "gen", "inv", "bus", "X")}
    assert kept == {"placed": len(people), "gen": len(people), "inv": 0, "bus": 0, "X": 0}


def test_couples_stand_side_by_side_where_that_can_be():
    """Seven of the eight couples: a chain of three partners each leaves one pair apart."""
    people, relationships = WRITTEN["half-siblings"]()
    at = {p: (x, float(y)) for p, (x, y) in places(people, relationships).items()}
    assert measures(people, relationships, at)["adj"] == "7/8"


@settings(max_examples=12, deadline=None)
@given(size=SIZES, seed=SEEDS, shuffle=SEEDS)
def test_the_order_of_the_rows_in_the_files_changes_nothing(size, seed, shuffle):
    """The same people and lines in any order stand at the same places."""
    people, relationships = random_family(size, seed)
    chance = random.Random(shuffle)
    mixed = chance.sample(people, len(people)), chance.sample(relationships, len(relationships))
    assert places(*mixed) == places(people, relationships)


@settings(max_examples=12, deadline=None)
@given(size=SIZES, seed=SEEDS)
def test_in_any_family_everybody_is_placed_once_apart_and_above_their_children(size, seed):
    """No copies, nobody left out, a whole unit between neighbours, parents above children."""
    people, relationships = random_family(size, seed)
    drawn = genogram(people, relationships)
    at = {p.id: p for p in drawn.people}
    assert sorted(p.id for p in drawn.people) == sorted(p.id for p in people)
    for y in {p.y for p in drawn.people}:
        row = sorted(p.x for p in drawn.people if p.y == y)
        assert all(right - left >= 0.99 for left, right in pairwise(row))
    assert all(at[p].y < at[k.child].y for k in drawn.links if k.kind == BIRTH for p in k.parents)


@settings(max_examples=25, deadline=None)
@given(
    roles=st.lists(st.sampled_from(["", "pregnancy", "stillborn"]), min_size=1, max_size=7),
    lines=st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(sorted(RELATIONS)), st.integers(0, 6)), max_size=14
    ),
)
def test_any_rows_whatever_are_drawn(roles, lines):
    """Contradictions and nonsense give a drawing with everybody on a place of their own."""
    people = [Person(f"p{n}", f"P{n}", role=role) for n, role in enumerate(roles)]
    drawn = genogram(people, [Relationship(f"p{a}", kind, f"p{b}") for a, kind, b in lines])
    named = [p for p in drawn.people if not p.id.startswith("expecting:")]
    assert sorted(p.id for p in named) == [p.id for p in people]
    assert len({(p.x, p.y) for p in drawn.people}) == len(drawn.people)


def test_nobody_gives_an_empty_genogram():
    """An empty table is an empty drawing, not an error."""
    assert genogram([], []).people == ()
