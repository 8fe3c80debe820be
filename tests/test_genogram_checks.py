"""Lines that cannot be true are named with their row, and left out of the drawing."""

from __future__ import annotations

from benchmarks._genogram_families import family
from workbench.genogram import genogram, impossible_lines


def words(people, relationships):
    return [str(problem) for problem in impossible_lines(people, relationships)]


def test_a_circle_of_parents_is_named_row_by_row():
    """Both rows of the circle are named; the row is the spreadsheet's, heading included."""
    rows = family("a f -\nb m -\nc f -", "a parent_of b\nb parent_of a\na parent_of c")
    assert words(*rows) == [
        'relationships.csv, row 2, column "relation": '
        'By these rows "b" is an ancestor of "a" and also a child. '
        "Correct the row that is turned round.",
        'relationships.csv, row 3, column "relation": '
        'By these rows "a" is an ancestor of "b" and also a child. '
        "Correct the row that is turned round.",
    ]


def test_a_person_related_to_themselves_is_named():
    """Any relation of a person with themselves is a slip of the pen."""
    assert words(*family("a f -", "a married_to a")) == [
        'relationships.csv, row 2, column "other": A person is related to themselves. Correct one of the two.'
    ]


def test_a_person_who_is_not_in_the_table_is_named():
    """The household's name is not a person, so only the second row is a problem."""
    assert words(*family("a f -", "a household home\na close nobody")) == [
        'relationships.csv, row 3, column "person": "nobody" is not in people.csv. Add the person.'
    ]


def test_a_child_born_before_the_parent_is_named_and_still_drawn():
    """The dates contradict each other; which of them is wrong only a person can say."""
    rows = family("a f 1990\nb m 1980", "a parent_of b")
    assert words(*rows) == [
        'relationships.csv, row 2, column "birth": "b" is recorded as born before the parent "a". '
        "Check both dates of birth and the direction."
    ]
    assert {p.id: p.y for p in genogram(*rows).people} == {"a": 0, "b": 1}


def test_vague_dates_that_may_be_right_are_no_problem():
    """A parent born about 1990 and a child born in 1990 could both be right."""
    assert words(*family("a f c.1990\nb m 1990", "a parent_of b")) == []


def test_a_circle_does_not_keep_the_rest_from_being_drawn():
    """The lines of the circle are left out and stand in the genogram's problems."""
    drawn = genogram(*family("a f -\nb m -\nc f -", "a parent_of b\nb parent_of a\na parent_of c"))
    assert [p.id for p in drawn.people if p.y == 0 and not p.apart] == ["a"]
    assert [link.child for link in drawn.links] == ["c"]
    assert len(drawn.problems) == 2
