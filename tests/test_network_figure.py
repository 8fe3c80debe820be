"""The network as a figure: places, lines by whose record they are, labels that do not overlap."""

from __future__ import annotations

import cmath
import json
import math
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gaps_support import written_case
from workbench.chronology import Case, load_case
from workbench.figures.network import network_figure, network_spec
from workbench.figures.network_canvas import PAGE, labels, spread
from workbench.figures.network_expected import EXPECTED_DASH
from workbench.figures.network_lines import WIDTHS, width_of
from workbench.figures.style import ACCENT
from workbench.network import Node, network
from workbench.pages.figure import plain_spec

HEAD = "date,event,kind,told,heard from,people,mode,child seen\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "timelines").mkdir()
    (tmp_path / "case.toml").write_text('subject = "ann"\n')
    (tmp_path / "people.csv").write_text(
        "id,label,sex,birth,death,role\nann,Ann <i>x</i>,female,2012,,child\nmum,Mother,female,,,mother\n"
    )
    (tmp_path / "timelines" / "police.csv").write_text(
        HEAD + "1/2/2019,Report,report_sent,midwifery,,,,\n1/3/2019,Letter,information_shared,gp,,,,\n"
    )
    (tmp_path / "timelines" / "midwifery.csv").write_text(
        HEAD
        + "2/2/2019,Report came,report_received,,police,,,\n"
        + "5/3/2019,Visit,visit_child,,,ann;mum,home,not seen\n"
    )
    return load_case(tmp_path)


def draw(case: Case, **settings: Any) -> Any:
    """Draw the network. Plotly's own types do not name what a trace holds, hence Any."""
    return network_figure(network(case), **settings)


def clickable(figure: Any) -> list[str]:
    return [id for trace in figure.data for id in trace.customdata or ()]


def drawn_lines(figure: Any) -> list[tuple[str, float]]:
    """Return dash ("solid" or "broken") and width of every trace of lines with contacts."""
    return [
        ("solid" if trace.line.dash == "solid" else "broken", trace.line.width)
        for trace in figure.data
        if trace.mode == "lines" and trace.line.dash is not None and trace.x[0] is not None
    ]


def test_nodes_and_lines_can_be_chosen(case: Case) -> None:
    assert sorted(clickable(draw(case))) == [
        "agency:gp", "agency:midwifery", "agency:police", "entry:midwifery:2", "entry:midwifery:2",
        "entry:police:1", "entry:police:2", "person:ann", "person:mum",
    ]  # fmt: skip


def test_a_line_is_solid_where_both_recorded_it_and_broken_where_one_did(case: Case) -> None:
    assert [dash for dash, _ in drawn_lines(draw(case, day=date(2019, 2, 20)))] == ["solid"]
    # One contact with the mother, one not made with the child, two messages.
    assert sorted(dash for dash, _ in drawn_lines(draw(case))) == ["broken", "broken", "solid", "solid"]


def test_an_agency_without_a_timeline_is_hollow_dashed_and_says_so(case: Case) -> None:
    figure = draw(case)
    texts = [text for trace in figure.data for text in trace.text or ()]
    assert "General practice<br><i>no timeline supplied</i>" in texts
    [outline] = figure.layout.shapes
    assert outline.line.dash == "4px,3px"


def test_the_date_is_said_and_nothing_moves(case: Case) -> None:
    late, early = draw(case), draw(case, day=date(2019, 2, 10))
    assert early.layout.annotations[0].text == (
        "<b>As of 10 February 2019</b>: 1 message between agencies, 1 recorded by both"
    )
    words = "<b>All dates</b>: 2 messages between agencies, 1 recorded by both"
    assert late.layout.annotations[0].text == words

    def places(figure: Any) -> dict[str, tuple[float, float]]:
        return {
            id: (trace.x[i], trace.y[i])
            for trace in figure.data
            for i, id in enumerate(trace.customdata or ())
            if not id.startswith("entry:")
        }

    assert places(early).items() <= places(late).items()


def test_what_is_chosen_gets_a_ring_bold_words_and_thicker_lines(case: Case) -> None:
    figure = draw(case, selected_agencies={"police", "not-here"}, selected_people={"mum"})
    [ring] = [trace for trace in figure.data if trace.marker.color == ACCENT]
    assert ring.marker.symbol == ("circle-open", "square-open")
    texts = [text for trace in figure.data for text in trace.text or ()]
    assert {"<b>Police</b>", "<b>Mother</b>", "Midwifery"} <= set(texts)
    assert max(width for _, width in drawn_lines(figure)) > max(width for _, width in drawn_lines(draw(case)))


def test_labels_are_shown_as_they_were_written(case: Case) -> None:
    texts = [text for trace in draw(case).data for text in trace.text or ()]
    assert "Ann &lt;i&gt;x&lt;/i&gt;" in texts


def test_only_scatter_traces(case: Case) -> None:
    assert {trace.type for trace in draw(case, projector=True).data} == {"scatter"}


def test_lines_grow_wider_in_six_steps() -> None:
    assert [width_of(count, 20) for count in (1, 2, 4, 8, 16, 32)] == list(WIDTHS)
    assert width_of(900, 900) == WIDTHS[-1]


@given(st.lists(st.tuples(st.floats(0, 300), st.integers(10, 40)), max_size=7))
def test_labels_of_one_side_never_overlap(things: list[tuple[float, int]]) -> None:
    things = sorted(things, reverse=True)
    tall = [height for _, height in things]
    found = spread([wanted for wanted, _ in things], tall, low=0, high=300)
    for i in range(1, len(found)):
        assert found[i - 1] - tall[i - 1] / 2 >= found[i] + tall[i] / 2 - 1e-6
    if sum(tall) <= 300:
        for y, height in zip(found, tall, strict=True):
            assert height / 2 - 1e-6 <= y <= 300 - height / 2 + 1e-6


def test_twenty_four_agencies_keep_their_labels_apart() -> None:
    turns = [cmath.rect(1, i * math.tau / 24) for i in range(24)]
    nodes = [
        Node(f"agency:{i}", f"Service number {i}", "agency", "gp", turn.real, turn.imag)
        for i, turn in enumerate(turns)
    ]
    found = labels(nodes, PAGE)
    for side in (True, False):
        heights = sorted(label.y for label in found if label.right == side)
        assert min(b - a for a, b in pairwise(heights)) >= PAGE.line


def test_an_expected_contact_looks_like_no_message_and_opens_what_set_it_off() -> None:
    """A long-dashed line with "?", from the day on which it was due until a record of it comes."""
    case = written_case(
        """
        childrens-services | 2018-12-01 | supervision | Supervision.
        police | 2019-01-03 | report_sent | Report sent. | told=childrens-services
        childrens-services | 2019-02-10 | information_shared | Rang. | told=police
        """
    )

    def marks(day: date | None) -> list[Any]:
        return [trace for trace in draw(case, day=day).data if trace.text and "?" in trace.text]

    due = draw(case, day=date(2019, 1, 14))
    [mark] = marks(date(2019, 1, 14))
    assert list(mark.customdata) == ["entry:police:1"]
    words = mark.hovertext[0].split("<br>")
    assert words[:4] == [
        "<b>Expected: Childrens services → Police</b>",
        "Word back to whoever made a report",
        "3 January 2019 to 14 January 2019: no record of it in the",
        "timelines supplied",
    ]
    assert words[4].startswith("<i>WA-003: Acknowledge and tell")
    assert words[-1] == "<i>opens the entry that set it off</i>"
    assert due.layout.annotations[-1].text == "1 of 1 expected contacts without a record"
    assert [trace.name for trace in due.data if trace.name][4] == "Expected, no record of it"
    dashes = {trace.line.dash for trace in due.data if trace.mode == "lines" and trace.x[0] is not None}
    assert EXPECTED_DASH in dashes and len(dashes - {EXPECTED_DASH, None}) == 1
    assert marks(date(2019, 1, 13)) == marks(None) == []
    assert draw(case).layout.annotations[-1].text == "0 of 1 expected contacts without a record"


def test_the_figure_for_a_page_holds_nothing_but_plain_values() -> None:
    """It is sent as it is: a number of numpy's would stop the page."""
    case = written_case("police | 2019-01-03 | report_sent | Sent. | told=school | people=mother")
    spec = network_spec(network(case), day=date(2019, 2, 1), selected_agencies={"police"})

    assert json.loads(json.dumps(spec)) == json.loads(json.dumps(plain_spec(spec)))
