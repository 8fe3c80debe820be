"""Codes that an agency's own columns state: what a cell means, and what is said of one that is not known."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import Agency, Person
from workbench.coding import code
from workbench.coding.stated import agency_lookup, many, one, person_lookup, translate_column
from workbench.intake import FIELDS as COLUMNS
from workbench.vocabulary import kind_of, topic_of

AGENCIES = {
    slug: Agency(slug, label, kind, "")
    for slug, label, kind in [
        ("gwent-police", "Gwent Police", "police"),
        ("health-visiting", "Health visiting", "health-visiting"),
        ("hill-primary", "Hill Primary School", "school"),
        ("dale-high", "Dale High School", "school"),
    ]
}
PEOPLE = (
    Person("C1", "Child A", role="subject child", subject=True),
    Person("M1", "Mother", role="mother"),
    Person("S1", "Sibling 1", role="sibling"),
    Person("S2", "Sibling 2", role="sibling"),
)


def table(*rows: dict[str, str]) -> pd.DataFrame:
    """Return entries as they come from intake."""
    blank = dict.fromkeys((*COLUMNS, "agency", "file"), "")
    return pd.DataFrame(
        [{**blank, "file": "timelines/gp.csv", **row, "line": at} for at, row in enumerate(rows, start=2)]
    )


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("police", ("gwent-police",)),
        ("Gwent Police", ("gwent-police",)),
        ("HV", ("health-visiting",)),
        ("hill-primary", ("hill-primary",)),
        ("Dale High School", ("dale-high",)),
        ("school", ("school",)),
        ("social services", ("childrens-services",)),
        ("primary mental health", ("mental-health",)),
        ("police; HV", ("gwent-police", "health-visiting")),
        ("police, health visiting", ("gwent-police", "health-visiting")),
        ("police and health visiting", ("gwent-police", "health-visiting")),
        ("Social services, HV & GP", ("childrens-services", "health-visiting", "gp")),
        ("GP/HV", ("gp", "health-visiting")),
        ("HV\nHV", ("health-visiting",)),
        ("none", ()),
        ("-", ()),
        ("n/a", ()),
    ],
)
def test_agencies_in_a_cell(cell, meant):
    """The case's own agencies first; a type that one agency of the case has is that agency."""
    assert many(agency_lookup(AGENCIES))(cell) == (meant, [])


def test_what_is_not_known_is_named_and_the_rest_is_kept():
    assert many(agency_lookup(AGENCIES))("HV; unicorns; GP") == (("health-visiting", "gp"), ["unicorns"])
    assert many(topic_of)("alcohol, unicorns, neglect") == (
        ("alcohol", "neglect_home_conditions"),
        ["unicorns"],
    )


def test_a_term_with_a_divider_in_it_stays_whole():
    assert many(topic_of)("neglect/home conditions") == (("neglect_home_conditions",), [])
    assert one(kind_of)("Plan made, changed or ended") == ("plan_made_or_changed", [])


def test_people_by_id_label_and_role():
    """A role means somebody only where one person has it; an id goes before another's label."""
    lookup = person_lookup(PEOPLE)
    assert [lookup(name) for name in ("m1", "child a", "mother", "subject child", "sibling", "nobody")] == [
        "M1", "C1", "M1", "C1", "", "",
    ]  # fmt: skip
    assert person_lookup([Person("A", "B"), Person("B", "C")])("b") == "B"


def test_every_row_with_an_unknown_value_has_a_problem_of_its_own():
    entries = table({"mode": "phone"}, {"mode": "phon"}, {"mode": "phon"}, {"mode": "-"})
    coded, problems = code(entries.assign(agency="gp"), {}, ())
    assert list(coded["mode"]) == ["phone", "", "", ""]
    assert [str(problem) for problem in problems] == [
        f'timelines/gp.csv, row {row}, column "mode": "phon" is not known. Did you mean "phone"? '
        "Known: home, clinic, office, phone, virtual, school, hospital. The entry is kept, without this code."
        for row in (3, 4)
    ]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Yes", "seen"),
        ("N", "not seen"),
        ("seen and spoken to", "spoken with"),
        ("", ""),
        ("At a distance", "At a distance"),
    ],
)
def test_child_seen_keeps_what_it_does_not_know(cell, meant):
    coded, problems = code(table({"agency": "gp", "child_seen": cell}), {}, ())
    assert (coded["child_seen"].iloc[0], problems) == (meant, [])


def test_people_are_no_problem_while_the_case_has_none():
    assert code(table({"agency": "gp", "people": "Child A"}), {}, ())[1] == []
    [problem] = code(table({"agency": "gp", "people": "Child Z"}), {}, PEOPLE)[1]
    assert (problem.row, problem.column) == (2, "people")


@given(
    st.lists(
        st.sampled_from(["police", "HV", "unicorn", ",", ";", " and ", "/", "-", "\n", "|", " "]), max_size=12
    )
)
def test_any_cell_is_translated_without_losing_what_is_known(pieces):
    """Dividers in any order: every agency that stands alone is found, nothing empty is reported."""
    text = ";".join(pieces)
    found, unknown = many(agency_lookup(AGENCIES))(text)
    assert ("gwent-police" in found) == ("police" in pieces)
    assert ("health-visiting" in found) == ("HV" in pieces)
    assert all(part.strip() for part in unknown)


def test_each_distinct_text_is_translated_once():
    asked: list[str] = []
    texts = pd.Series(["a", "b", "a", "a"], dtype=object).to_numpy()
    codes, unknown = translate_column(texts, lambda text: (asked.append(text) or text.upper(), []))
    assert (list(codes), asked, unknown) == (["A", "B", "A", "A"], ["a", "b"], {})
