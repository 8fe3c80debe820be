"""The swimlane chronology: every entry is in it, dates are drawn as what they are, text is only text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.chronology import Case, load_case
from workbench.figures.lanes import CHILD, PROJECTOR, per_bin, stack
from workbench.figures.marks import FAMILIES
from workbench.figures.style import ACCENT, AGENCY_COLOURS, INK, MUTED, UNCERTAIN, escape, wrap
from workbench.figures.timeline import MOST_MARKS, moved_cursor, timeline_figure
from workbench.vocabulary import KINDS

HEAD = "date,time,event,kind,told,heard from,child seen\n"


def written(folder: Path, toml: str = "", people: str = "", **timelines: str) -> Case:
    """Write a case from the rows of its timelines, and load it."""
    (folder / "timelines").mkdir(parents=True)
    (folder / "case.toml").write_text(toml or "[period]\nfrom = 2019-01-01\nto = 2019-06-30\n")
    for name, rows in timelines.items():
        (folder / "timelines" / f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
    if people:
        (folder / "people.csv").write_text("id,label,sex,birth,death,role\n" + people)
    return load_case(folder)


@pytest.fixture
def four(tmp_path: Path) -> Case:
    """An exact date, a vague one, an open one, one that cannot be read."""
    return written(
        tmp_path / "four",
        'subject = "infant"\nindex_date = 2019-05-20\n[period]\nfrom = 2019-01-01\nto = 2019-06-30\n',
        "infant,Infant,male,28 February 2019,,child\n",
        police="17/04/2019,14:30,Called to the flat,police_incident,,,seen\nMarch 2019,,Intelligence,,,,\n",
        midwifery="before 3 March 2019,,Clinic,health_contact,,,\nsome day,,No reply,no_access,,,not seen\n",
    )


def draw(case: Case, **settings: Any) -> Any:
    """Draw the chronology. Plotly's own types do not name what a trace holds, hence Any."""
    return timeline_figure(case, **settings)


def traces(figure: Any, **wanted: Any) -> list[Any]:
    """Return the traces that have these values."""
    return [t for t in figure.data if all(t[name] == value for name, value in wanted.items() if name in t)]


def marks(figure: Any, **wanted: Any) -> dict[str, dict[str, Any]]:
    """Return by id where each symbol stands: trace name, x, y, axis."""
    found = {}
    for trace in figure.data:
        if trace.type != "scatter" or trace.customdata is None:
            continue
        for i, id in enumerate(trace.customdata):
            mark = {"name": trace.name, "x": trace.x[i], "y": trace.y[i], "axis": trace.xaxis}
            if all(mark[name] == value for name, value in wanted.items()):
                found[id] = mark
    return found


def lane_at(figure: Any, y: float) -> str:
    """Return the lane whose middle lies nearest."""
    lanes = dict(zip(figure.layout.meta["lanes"], figure.layout.yaxis.tickvals, strict=True))
    return min(lanes, key=lambda lane: abs(lanes[lane] - y))


def test_each_entry_stands_in_its_agencys_lane(four: Case) -> None:
    figure = draw(four)

    assert figure.layout.meta["lanes"] == [CHILD, "police", "midwifery"]
    assert list(figure.layout.yaxis.ticktext) == ["<b>Infant: seen or heard</b>", "Police", "Midwifery"]
    names = ("Incident or finding", "Other", "Contact", "No contact or access")
    found = {id: mark["y"] for name in names for id, mark in marks(figure, name=name).items()}
    assert {id: lane_at(figure, y) for id, y in found.items()} == {
        "police:1": "police", "police:2": "police", "midwifery:1": "midwifery", "midwifery:2": "midwifery",
    }  # fmt: skip


def test_an_exact_date_is_a_point_and_a_vague_one_a_span(four: Case) -> None:
    figure = draw(four)

    assert marks(figure, name="Incident or finding")["police:1"]["x"] == "2019-04-17 14:30"
    [bars] = traces(figure, name="Span of an uncertain date")
    spans = dict(zip(bars.customdata, zip(bars.base, bars.x, strict=True), strict=True))
    assert spans["police:2"] == ("2019-03-01 00:00", 31 * 86_400_000)
    start, length = spans["midwifery:1"]
    assert start > "2019-02" and length > 0
    [arrow] = [t for t in traces(figure, type="scatter") if t.marker.symbol == ("triangle-left",)]
    assert arrow.x == (start,)


def test_an_entry_without_a_date_stands_in_the_column_at_the_right(four: Case) -> None:
    figure = draw(four)

    [(id, mark)] = marks(figure, axis="x2").items()
    assert (id, lane_at(figure, mark["y"])) == ("midwifery:2", CHILD)
    names = [trace.name for trace in figure.data if trace.xaxis == "x2"]
    assert names == ["No contact or access", "Child not seen"]
    assert figure.layout.meta["undated"] == 1
    assert figure.layout.xaxis2.domain[0] > figure.layout.xaxis.domain[1]


def test_the_childs_lane_shows_who_saw_the_child_and_the_age(four: Case) -> None:
    figure = draw(four)

    assert lane_at(figure, marks(figure, name="Child seen")["police:1"]["y"]) == CHILD
    [ages] = traces(figure, type="scatter", mode="markers+text")
    assert dict(zip(ages.x, ages.text, strict=True))["2019-02-28 00:00"] == "born"
    assert "8 weeks" in ages.text


def test_an_unsure_birth_gives_ages_that_say_about_and_end_with_the_death(tmp_path: Path) -> None:
    case = written(
        tmp_path / "unsure",
        "[period]\nfrom = 2012-06-01\nto = 2017-12-31\n",
        "a,A,male,between November 1996 and November 1997,between August 2014 and August 2015,subject\n",
        police="May 2013,,Called,police_incident,,,\n",
    )

    [ages] = traces(draw(case), type="scatter", mode="markers+text")
    assert ages.text == ("about 15 years", "about 16 years", "about 17 years")


def test_the_days_between_which_a_birth_lies_are_both_marked(tmp_path: Path) -> None:
    case = written(
        tmp_path / "unsure",
        people="a,Infant,male,between 1 and 14 March 2019,,subject\n",
        police="17/04/2019,,Called,police_incident,,,\n",
    )

    layout = draw(case).layout
    assert "Born 1 to 14 March 2019" in [note.text for note in layout.annotations]
    lines = [shape.x0 for shape in layout.shapes if shape.xref == "x" and shape.line.dash == "dot"]
    assert lines == ["2019-03-01 00:00", "2019-03-15 00:00"]


def test_hover_says_agency_date_and_event_as_plain_text(tmp_path: Path) -> None:
    long = "Heard <b>crying</b> & saw <img src=x onerror=alert(1)> " + "x" * 200
    case = written(tmp_path / "hostile", police=f'early April 2019,,"{long}",police_incident,,,\n')

    [text] = traces(draw(case), name="Incident or finding")[0].hovertext
    assert text.startswith('<b>Police</b><br>within 1 to 10 April 2019 (written "early April 2019")<br>')
    assert "Heard &lt;b&gt;crying&lt;/b&gt; &amp; saw" in text
    assert "<img" not in text and text.endswith("…")


def test_lines_mark_the_index_date_the_birth_and_the_chosen_day(four: Case) -> None:
    figure = draw(four, day=date(2019, 4, 17))

    upright = [shape.x0 for shape in figure.layout.shapes if shape.type == "line" and shape.x0 == shape.x1]
    assert upright == ["2019-05-20 12:00", "2019-02-28 00:00", "2019-04-17 12:00"]
    words = [note.text for note in figure.layout.annotations]
    assert "Index date 20 May 2019" in words
    assert "<b>17 April 2019</b>" in words


def plainly(one: object) -> str:
    return json.dumps(one, sort_keys=True)


def test_moving_the_cursor_gives_the_same_figure_as_drawing_it_there(four: Case) -> None:
    layout = draw(four, day=date(2019, 4, 17), projector=True).to_dict()["layout"]
    for day in (date(2019, 3, 1), date(2030, 1, 1), None):
        wanted = draw(four, day=day, projector=True).to_dict()["layout"]
        found = moved_cursor(layout, day)
        for part in ("shapes", "annotations"):
            assert sorted(map(plainly, found[part])) == sorted(map(plainly, wanted[part]))


def test_choosing_entries_makes_the_others_pale_and_joins_the_two_ends_of_a_message(tmp_path: Path) -> None:
    case = written(
        tmp_path / "pair",
        police="01/02/2019,,Report sent,report_sent,midwifery,,\n05/05/2019,,Another,,,,\n",
        midwifery="02/02/2019,,Report received,report_received,,police,\n",
    )
    plain = draw(case)
    assert not traces(plain, name="Two ends of a message")

    figure = draw(case, selected=frozenset({"police:1"}), focus="midwifery:1")
    [line] = traces(figure, name="Two ends of a message")
    assert line.x == ("2019-02-01 12:00", "2019-02-02 12:00", None)
    drawn = [t for t in traces(figure, type="scatter") if t.customdata]
    assert {id: o for t in drawn for id, o in zip(t.customdata, t.marker.opacity, strict=True)} == {
        "police:1": 1.0, "midwifery:1": 1.0, "police:2": 0.22,
    }  # fmt: skip
    [label] = [note.text for note in figure.layout.annotations if note.bordercolor == ACCENT]
    assert label == "<b>2 February 2019</b><br>Report received"
    [ring] = [t for t in traces(figure, type="scatter") if t.marker.symbol == "circle-open"]
    assert ring.x == ("2019-02-02 12:00",)


def test_entries_of_one_day_do_not_hide_each_other(tmp_path: Path) -> None:
    case = written(tmp_path / "busy", police="04/04/2019,09:00,A,,,,\n" * 4)
    places = {(mark["x"], mark["y"]) for mark in marks(draw(case)).values()}
    assert len(places) == 4


def test_what_lies_outside_the_days_shown_is_counted_and_still_there(four: Case) -> None:
    figure = draw(four, since=date(2019, 4, 1), until=date(2019, 4, 30))

    kept = ("of", "in_view", "undated", "earlier", "later", "from", "to", "shows")
    assert {name: figure.layout.meta[name] for name in kept} == {
        "of": 4, "in_view": 1, "undated": 1, "earlier": 2, "later": 0,
        "from": "2019-04-01", "to": "2019-04-30", "shows": "entries",
    }  # fmt: skip
    assert set(marks(figure)) == set(four.entries.index)
    assert list(figure.layout.xaxis.range) == ["2019-04-01", "2019-05-01"]


def test_a_case_without_any_date_says_so(tmp_path: Path) -> None:
    figure = draw(written(tmp_path / "blank", toml='title = "x"', police="?,,A,,,,\n"))
    assert any("No entry has a date that could be read" in note.text for note in figure.layout.annotations)
    assert set(marks(figure)) == {"police:1"}


def test_above_two_thousand_entries_the_lanes_count_and_the_chosen_ones_stay(tmp_path: Path) -> None:
    rows = "".join(f"{1 + i % 28}/{1 + i % 6}/2019,,Entry {i},,,,\n" for i in range(MOST_MARKS + 100))
    case = written(tmp_path / "big", police=rows, gp="somewhen,,B,,,,\n" * 20)
    figure = draw(case, selected=frozenset({"police:7"}))

    assert figure.layout.meta["shows"] == "counts"
    assert set(marks(figure)) == {"police:7", "undated:gp"}
    [bars] = traces(figure, name="Police", type="bar")
    assert all(str(id).startswith("days:2019-") for id in bars.customdata)
    assert len(bars.x) <= 200

    closer = draw(case, since=date(2019, 2, 1), until=date(2019, 2, 20))
    assert closer.layout.meta["shows"] == "entries"


def test_only_traces_of_the_basic_bundle_and_a_small_figure(tmp_path: Path) -> None:
    text = "Some words of an entry. " * 8
    rows = "".join(f"{1 + i % 28}/{1 + i % 6}/2019,,{text},,,,\n" for i in range(100))
    figure = draw(written(tmp_path / "hundred", police=rows))
    assert {trace.type for trace in figure.data} <= {"scatter", "bar"}
    text = figure.to_json()
    assert text is not None and len(text) < 120_000
    assert json.loads(text)["layout"]["meta"]["of"] == 100


def test_projector_mode_is_larger_and_a_height_is_kept(four: Case) -> None:
    assert draw(four, projector=True).layout.font.size == PROJECTOR.font
    rows = {agency: "".join(f"{day}/3/2019,,A,,,,\n" for day in range(1, 20)) for agency in "abcdefghijk"}
    case = written(four.folder.path / "eleven", **rows)
    assert abs(draw(case, height=520).layout.height - 520) < 12


def test_every_kind_of_the_vocabulary_has_one_symbol() -> None:
    kinds = [kind for family in FAMILIES.values() for kind in family.kinds if kind]
    assert sorted(kinds) == sorted(KINDS)
    assert len({family.symbol for family in FAMILIES.values()}) == len(FAMILIES)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20))))
def test_no_two_intervals_of_a_row_overlap(spans: list[tuple[int, int]]) -> None:
    first, last = [start for start, _ in spans], [start + length for start, length in spans]
    rows, sizes = stack(first, last)
    for i in range(len(spans)):
        assert 0 <= rows[i] < sizes[i]
        for j in range(i):
            assert rows[i] != rows[j] or last[i] < first[j] or last[j] < first[i]


@given(st.lists(st.tuples(st.integers(0, 69), st.integers(0, 30)), min_size=1))
def test_counts_per_week_add_up_to_the_entries(spans: list[tuple[int, int]]) -> None:
    import numpy as np

    first = np.array([start for start, _ in spans])
    last = np.minimum(first + np.array([length for _, length in spans]), 69)
    assert per_bin(first, last, np.arange(0, 71, 7)).sum() == pytest.approx(len(spans), abs=0.01 * len(spans))


def test_plotlys_markup_is_shown_as_it_was_written() -> None:
    assert escape("a < b & <i>c</i> &lt;") == "a &lt; b &amp; &lt;i&gt;c&lt;/i&gt; &amp;lt;"
    assert wrap("one two <b>three four", 9, lines=2) == "one two<br>&lt;b&gt;three…"


@pytest.mark.parametrize("colour", [INK, MUTED, ACCENT, UNCERTAIN, *AGENCY_COLOURS])
def test_colours_reach_the_contrast_for_text(colour: str) -> None:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_entries_of_the_same_vague_dates_share_one_span(tmp_path: Path) -> None:
    """Six visits "in spring" are six symbols on one span, not six rows; choosing one lights the span."""
    case = written(tmp_path / "spring", gp="March to May 2019,,Visit,visit_child,,,\n" * 6)
    figure = draw(case, selected=frozenset({"gp:4"}))

    [bars] = traces(figure, name="Span of an uncertain date")
    assert (len(bars.base), bars.marker.opacity) == (1, (1.0,))
    assert bars.hovertext[0].endswith("<i>and 5 more of the same dates</i>")
    found = marks(figure, name="Contact")
    assert len({mark["x"] for mark in found.values()}) == 6
    assert len({mark["y"] for mark in found.values()}) == 1
