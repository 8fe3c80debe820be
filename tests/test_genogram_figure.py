"""The drawing of the genogram: its marks by their data, not their pixels."""

from __future__ import annotations

import json
from datetime import date

import pytest

from benchmarks._genogram_families import WRITTEN, family
from workbench.case.model import Person, Relationship
from workbench.figures.genogram import EMPTY, genogram_figure
from workbench.genogram import genogram
from workbench.intake import read_date


def figure(rows, **how):
    return json.loads(genogram_figure(genogram(*rows), **how).to_json() or "")


def trace(drawn, name):
    [found] = [t for t in drawn["data"] if t["name"] == name]
    return found


def strokes(drawn):
    """Return how many lines each dash has, over all traces of lines."""
    found: dict[str, int] = {}
    for t in drawn["data"]:
        if t["name"].startswith("lines "):
            dash = t["line"]["dash"]
            found[dash] = found.get(dash, 0) + 1 + t["x"].count(None)
    return found


def texts(drawn):
    return [note["text"] for note in drawn["layout"]["annotations"]]


def test_symbols_follow_sex_death_and_pregnancy():
    """Square, circle and diamond; crossed for a death; triangles for pregnancies."""
    drawn = figure(
        family("a m -\nb f -\nc - -\nd nb -\ne m 1950 2000\nf - - : pregnancy\ng - 2001 : miscarriage", "")
    )
    people = trace(drawn, "people")
    assert dict(zip(people["customdata"], people["marker"]["symbol"], strict=True)) == {
        "a": "square", "b": "circle", "c": "diamond", "d": "diamond", "e": "square-x",
        "f": "triangle-up", "g": "triangle-up",
    }  # fmt: skip
    assert len(trace(drawn, "losses")["x"]) == 1


def test_the_subject_has_a_double_outline():
    """A second, larger symbol of the same shape lies under the subject's own."""
    drawn = figure(family("kid m 2010 2011 : subject child\nmum f 1980", "mum parent_of kid"))
    assert trace(drawn, "subject")["marker"]["symbol"] == ["square"]


def test_selected_people_get_a_ring_and_a_bold_name():
    """Two signs besides the colour."""
    drawn = figure(family("a f -\nb m -", "a married_to b"), selected={"b"})
    assert len(trace(drawn, "selected")["x"]) == 1
    assert "<b>B</b>" in texts(drawn) and "A" in texts(drawn)


@pytest.mark.parametrize(
    ("relation", "dash"),
    [("married_to", "solid"), ("cohabiting", "dash"), ("casual_partner_of", "dot")],
)
def test_the_couple_line_says_what_the_couple_is(relation, dash):
    """Solid, dashed, dotted."""
    assert strokes(figure(family("a f -\nb m -", f"a {relation} b"))) == {dash: 1}


@pytest.mark.parametrize(("relation", "bars"), [("separated", 1), ("divorced", 2)])
def test_bars_cross_the_line_of_a_couple_that_has_parted(relation, bars):
    """One for a separation, two for a divorce."""
    drawn = figure(family("a f -\nb m -", f"a married_to b 1990\na {relation} b 2000"))
    assert len([x for x in trace(drawn, "bars")["x"] if x is None]) == bars - 1
    assert len(trace(drawn, "bars")["x"]) > 0


def test_a_care_history_has_its_words_apart_from_each_other():
    """What one couple was stands in one note; each note begins where its carers are, not where lines meet."""
    drawn = figure(
        family(
            "kid m 1997 : subject child\nmum f -\nann f -\nbob m -\neve f -",
            "mum parent_of kid\nann married_to bob\n"
            "ann foster_carer_of kid 2000 2003\nbob foster_carer_of kid 2000 2003\n"
            "ann adoptive_parent_of kid 2003\nbob adoptive_parent_of kid 2003\n"
            "eve foster_carer_of kid 2007 2011",
        )
    )
    notes = {
        note["text"]: note["x"]
        for note in drawn["layout"]["annotations"]
        if note["text"].startswith(("FC 2", "ad. "))
    }
    people = trace(drawn, "people")
    at = dict(zip(people["customdata"], people["x"], strict=True))
    assert set(notes) == {"FC 2000 to 2003, ad. 2003", "FC 2007 to 2011"}
    assert abs(notes["FC 2007 to 2011"] - at["eve"]) < 0.2 * abs(at["kid"] - at["eve"])


@pytest.mark.parametrize(
    ("death", "words"),
    [
        ("2014", "d. 2014"),
        ("between August 2014 and August 2015", "d. 2014/15"),
        ("about 2000", "d. c. 2000"),
    ],
)
def test_a_year_that_is_not_sure_says_which_years_it_can_be(death, words):
    """Two years are both named; of more the middle one, with its c."""
    person = Person("a", "Ann", "female", read_date("1950"), read_date(death))
    assert texts(figure(([person], [])))[0] == f"Ann<br>{words}"


def test_violence_has_a_filled_arrow_at_the_victim():
    """The head points at the person it was towards; conflict has none."""
    drawn = figure(family("a m -\nb f -", "a violence b 2019\na conflict b 2018"))
    [arrow] = [note for note in drawn["layout"]["annotations"] if note.get("showarrow")]
    people = trace(drawn, "people")
    at = dict(zip(people["customdata"], zip(people["x"], people["y"], strict=True), strict=True))
    assert (arrow["x"], arrow["y"], arrow["arrowhead"]) == (*at["b"], 2)


def test_the_date_and_the_source_stand_on_the_drawing():
    """With the key, on every drawing."""
    found = texts(figure(family("a f 1990", ""), day=date(2019, 4, 17)))
    assert found[-1] == "<b>As of 17 April 2019</b>"
    assert "<b>How to read this</b>" in found
    assert any(text.startswith("From people.csv and relationships.csv.") for text in found)


def test_the_key_holds_what_occurs_and_nothing_else():
    """A family without violence shows no such line in its key."""
    with_it = texts(figure(family("a m -\nb f -", "a violence b")))
    without = texts(figure(family("a m -\nb f -", "a married_to b")))
    assert "Violence, towards" in with_it and "Violence, towards" not in without
    assert "Married" in without and "Married" not in with_it


def test_markup_in_names_is_shown_as_text():
    """Names, roles and households come from agencies."""
    evil = '<img src=x onerror=alert(1)> & <a href="javascript:1">x</a>'
    people = [Person("a", evil, role=evil), Person("b", "b")]
    lines = [Relationship("a", "household", evil), Relationship("a", "close", "b")]
    drawn = figure((people, lines), selected={"a"})
    notes = " ".join(texts(drawn)) + json.dumps(
        [[t.get("hovertext"), t.get("text"), t["name"]] for t in drawn["data"]]
    )
    assert "<img" not in notes and "<a " not in notes
    assert "&lt;img" in notes


@pytest.mark.parametrize("name", WRITTEN)
def test_a_figure_is_small_and_uses_only_scatter(name):
    """The pages carry the small plotly.js; a figure of twenty people stays under 60 kB."""
    rows = WRITTEN[name]()
    for projector in (False, True):
        drawn = figure(rows, day=date(2019, 5, 1), projector=projector)
        assert {t["type"] for t in drawn["data"]} == {"scatter"}
        assert len(json.dumps(drawn)) < 60_000


def test_an_empty_view_says_why():
    """No people at all, and nobody on the day, each in words."""
    assert texts(figure(([], []))) == [EMPTY]
    assert "No record of anybody on this day." in texts(figure(family("a f 1990", ""), day=date(1900, 1, 1)))
