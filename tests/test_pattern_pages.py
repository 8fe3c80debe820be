"""The pages of the patterns: as they stand in the repository, and what their drawings show."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from docs._pages.lanes import Mark, lanes
from docs._pages.words import cell, value_words, with_numbers
from docs.pattern_pages import COMMAND, FOLDER, pages
from workbench.gaps import CATALOGUE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every page and drawing as it is written now."""
    return dict(pages())


def test_the_pages_are_what_the_patterns_say_today(made: dict[str, str]):
    """A pattern, standard or example that changes changes its page."""
    standing = {
        path.name: path.read_text(encoding="utf-8")
        for kind in ("*.md", "*.svg")
        for path in FOLDER.glob(kind)
    }
    differ = sorted(name for name in {*made, *standing} if made.get(name) != standing.get(name))

    assert not differ, f"{', '.join(differ)}: not as the patterns say today. Write them anew: {COMMAND}"


def test_every_pattern_has_a_page_and_a_drawing_and_stands_in_the_index(made: dict[str, str]):
    """Nobody is left out."""
    for pattern in CATALOGUE:
        code = pattern.pattern
        assert f"({code}.svg)" in made[f"{code}.md"]
        assert f"[{pattern.title}]({code}.md)" in made["README.md"]
        assert "**Finds nothing:**" in made[f"{code}.md"]


def test_a_drawing_has_a_title_a_description_and_a_mark_for_each_entry(made: dict[str, str]):
    """For those who hear it; and nothing in it comes from elsewhere."""
    for pattern in CATALOGUE:
        text = made[f"{pattern.pattern}.svg"]
        drawn = ElementTree.fromstring(text)
        assert drawn.findtext(f"{SVG}title") == f"{pattern.pattern}: {pattern.title}"
        assert drawn.findtext(f"{SVG}desc")
        assert "href" not in text and "url(" not in text and "@import" not in text


def test_marks_lie_in_the_lane_of_their_agency_on_a_true_axis():
    """Three entries: two of one agency a month apart, one with a vague date, which is a bar."""
    marks = [
        Mark(1, "police", date(2021, 3, 1), date(2021, 3, 1), cited=True),
        Mark(2, "school", date(2021, 3, 1), date(2021, 3, 31), cited=False),
        Mark(3, "police", date(2021, 3, 31), date(2021, 3, 31), cited=True),
    ]
    drawn = ElementTree.fromstring(
        lanes(marks, labels={"police": "Police", "school": "School"}, window=None, title="T", told="Told")
    )
    numbered = {text.text: text for text in drawn.iter(f"{SVG}text") if (text.text or "").isdigit()}
    x = {number: float(text.attrib["x"]) for number, text in numbered.items()}
    y = {number: float(text.attrib["y"]) for number, text in numbered.items()}

    assert x["2"] == pytest.approx((x["1"] + x["3"]) / 2, abs=0.2)
    assert y["1"] == y["3"] < y["2"]
    [bar] = [box for box in drawn.iter(f"{SVG}rect") if box.get("rx") == "13"]
    assert float(bar.attrib["width"]) == pytest.approx(x["3"] - x["1"] + 26, abs=0.2)


def test_entries_of_one_agency_on_one_day_do_not_cover_each_other():
    """They stand one below the other."""
    day = date(2021, 3, 1)
    marks = [Mark(number, "police", day, day, cited=False) for number in (1, 2)]
    drawn = ElementTree.fromstring(
        lanes(marks, labels={"police": "Police"}, window=None, title="T", told="Told")
    )
    places = [text.attrib["y"] for text in drawn.iter(f"{SVG}text") if (text.text or "").isdigit()]

    assert len(set(places)) == 2


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("working_days_before", 1, "1 working day before"),
        ("run_days", 28, "28 days"),
        ("within_days", 60, "within 60 days"),
        ("days_under_five", 90, "90 days"),
        ("incidents", 3, "3"),
        ("ratio", 5.0, "5"),
        ("living_named_by_months", 210, "210 months (17 years and 6 months)"),
    ],
)
def test_a_setting_stands_in_a_sentence_with_its_unit(name: str, value: float, words: str):
    """The unit is in its name."""
    assert value_words(name, value) == words
    assert with_numbers(f"at most ``{name}`` later", {name: value}) == f"at most **{words}** later"


def test_a_setting_that_is_not_set_keeps_its_name():
    """The sentence says what counts then."""
    assert value_words("days", None) == "not set: the figure of the guidance"
    assert with_numbers("within ``days``", {"days": None}) == "within `days`"


def test_what_an_agency_wrote_cannot_break_a_table():
    """Bars, stars and brackets are letters there."""
    assert cell("a | b\n*c* <d> [e]") == r"a \| b \*c\* \<d\> \[e\]"
