"""The wall timeline: no box over another, all in order, all words as data; and figures as drawings."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.case_files import write_case
from tests.gaps_support import written_folder
from workbench.figures.drawn import svg_of
from workbench.pack.wall_layout import Axis, Wanted, laid, months, tiles
from workbench.pack.whole import make_pack

TODAY = date(2026, 11, 26)
AXIS = Axis(date(2018, 1, 1), date(2019, 1, 1), 1000.0)

WANTED = st.lists(
    st.builds(
        lambda number, lane, day, more, height: Wanted(
            str(number), lane, date(2017, 12, 1) + timedelta(days=day),
            date(2017, 12, 1) + timedelta(days=day + more), height,
        ),
        st.integers(0, 10_000), st.sampled_from("abc"), st.integers(0, 420), st.integers(0, 200),
        st.floats(10, 90),
    ),
    max_size=40, unique_by=lambda one: one.id,
)  # fmt: skip


@given(WANTED, st.floats(80, 300))
def test_boxes_never_overlap_and_never_leave_the_sheet(wanted: list[Wanted], box: float) -> None:
    """Each entry has one box; in a lane columns follow the days; heights reach the lowest box."""
    placed, heights = laid(wanted, AXIS, box=box)

    assert sorted(one.id for one in placed) == sorted(one.id for one in wanted)
    for one in placed:
        assert one.x >= -0.001 and one.x + box <= AXIS.width + 0.001
        assert one.y >= 0 and one.y + one.height <= heights[one.lane] + 0.001
        assert 0 <= one.at <= AXIS.width
    for lane in "abc":
        own = [one for one in placed if one.lane == lane]
        for number, one in enumerate(own):
            for other in own[number + 1 :]:
                apart = abs(one.x - other.x) >= box - 0.001
                below = one.y + one.height <= other.y or other.y + other.height <= one.y
                assert apart or below
        by_day = sorted(own, key=lambda one: next((w.first, w.last, w.id) for w in wanted if w.id == one.id))
        assert [one.x for one in by_day] == sorted(one.x for one in by_day)


def test_a_few_boxes_stand_where_their_days_are() -> None:
    """Three columns of an axis of a year; two on one day lie below each other."""
    axis = Axis(date(2018, 1, 1), date(2018, 12, 31), 308.0)
    days = [date(2018, 1, 5), date(2018, 6, 10), date(2018, 6, 10), date(2018, 12, 1)]
    placed, heights = laid(
        [Wanted(str(n), "a", day, day, 20.0) for n, day in enumerate(days)], axis, box=100.0
    )

    assert [(one.id, round(one.x), one.y) for one in placed] == [
        ("0", 0, 0.0), ("1", 104, 0.0), ("2", 104, 24.0), ("3", 208, 0.0),
    ]  # fmt: skip
    assert heights == {"a": 48.0}


@given(st.floats(100, 4000), st.floats(100, 2000))
def test_pages_cover_the_whole_sheet(width: float, height: float) -> None:
    """And overlap the ones beside them."""
    found = tiles(width, height, page=(400.0, 277.0), overlap=15.0)

    assert max(tile.x for tile in found) + 400 >= width - 1
    assert max(tile.y for tile in found) + 277 >= height - 1
    assert len({(tile.x, tile.y) for tile in found}) == len(found)


def test_months_stand_at_their_first_day() -> None:
    """From the first whole one."""
    axis = Axis(date(2018, 1, 15), date(2018, 4, 1), 76.0)

    assert [(day, round(x)) for day, x in months(axis)] == [
        (date(2018, 2, 1), 17), (date(2018, 3, 1), 45), (date(2018, 4, 1), 76),
    ]  # fmt: skip


HOSTILE = "#panic() $x$ *bold* @label <b> \\\\ [x] Siân \u0645\u0631\u062d 👶"


def test_the_sheets_hold_the_words_as_they_are(tmp_path: Path) -> None:
    """Nothing that an agency wrote is markup; every sheet has its size; rows can be left out."""
    folder = written_folder(
        f"police | 2019-01-03 | report_sent | {HOSTILE} | significance=critical\n"
        "gp | 2019-03-01 | missed_contact | Not brought. | significance=critical",
        tmp_path,
    )
    made = make_pack(folder, tmp_path / "pack", today=TODAY, only=["wall"])
    pages = {
        name: PdfReader(io.BytesIO((tmp_path / "pack" / name).read_bytes())).pages for name in made.files
    }

    sizes = {
        name: tuple(round(float(side) / 72 * 25.4) for side in pages[name][0].mediabox[2:]) for name in pages
    }
    assert sizes == {
        "Wall/Wall timeline A0.pdf": (1189, 841),
        "Wall/Wall timeline A1.pdf": (841, 594),
        "Wall/Wall timeline A3 pages.pdf": (420, 297),
    }
    text = pages["Wall/Wall timeline A0.pdf"][0].extract_text()
    assert "#panic() $x$ *bold* @label <b>" in " ".join(text.split())
    assert "police:1" in text and "3 January 2019" in text
    assert "2 of 2 entries in words" in " ".join(text.split())
    assert "A1" in pages["Wall/Wall timeline A3 pages.pdf"][0].extract_text()
    make_pack(folder, tmp_path / "pack", today=TODAY, only=["wall"], cite_rows=False)
    again = PdfReader(io.BytesIO((tmp_path / "pack" / "Wall/Wall timeline A0.pdf").read_bytes()))
    assert "police:1" not in again.pages[0].extract_text()


def test_a_case_without_dates_has_no_wall(tmp_path: Path) -> None:
    """And the rest of its pack is made."""
    folder = write_case(tmp_path, {"police": "date,event\nsometime,Visit\n"}, toml="")

    assert make_pack(folder, tmp_path / "pack", today=TODAY, only=["wall", "actions"]).files == (
        "Report/Action plan.docx",
    )


# Figures as drawings


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def test_a_figure_is_drawn_with_its_lines_marks_and_words() -> None:
    """Where its numbers lie, dashes and bold words kept, words escaped."""
    figure = {
        "data": [
            {"type": "scatter", "mode": "lines", "x": [0, 1, None, 0, 1], "y": [0, 0, None, 1, 1],
             "line": {"dash": "dash", "width": 2, "color": "#123456"}},
            {"type": "scatter", "mode": "markers+text", "x": [0.5], "y": [0.5],
             "text": ["<b>A &lt;b&gt;</b><br>c"], "textposition": "bottom center",
             "marker": {"symbol": "square-x", "size": 20, "color": "#fff"}},
        ],
        "layout": {"width": 200, "height": 100, "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
                   "xaxis": {"range": [0, 1]}, "yaxis": {"range": [0, 1]}, "showlegend": False},
    }  # fmt: skip
    svg = svg_of(figure, width=200, title="T <1>", about="About")

    assert [line.get("points") for line in elements(svg, "polyline")] == [
        "0.0,100.0 200.0,100.0", "0.0,0.0 200.0,0.0",
    ]  # fmt: skip
    assert elements(svg, "polyline")[0].get("stroke-dasharray") == "9 6"
    [ground, mark] = elements(svg, "rect")
    assert ground.get("width") == "200" and (mark.get("x"), mark.get("y")) == ("90.0", "40.0")
    [text] = elements(svg, "text")
    assert "".join(text.itertext()) == "A <b>c"
    assert [title.text for title in elements(svg, "title")] == ["T <1>"]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The drawings of a written case."""
    place = tmp_path_factory.mktemp("case")
    folder = written_folder(
        "police | 2019-01-03 | report_sent | Sent. | told=childrens-services | people=infant", place
    )
    made = make_pack(folder, place / "pack", today=TODAY, only=["genogram", "network"])
    return {name: (place / "pack" / name).read_bytes() for name in made.files}


def test_genogram_and_network_are_pictures_of_two_kinds(pictures: dict[str, bytes]) -> None:
    """SVG with everybody's label in words, PNG of the same."""
    assert list(pictures) == [
        "Drawings/Genogram.svg", "Drawings/Genogram.png", "Drawings/Network.svg", "Drawings/Network.png",
    ]  # fmt: skip
    words = "".join(ElementTree.fromstring(pictures["Drawings/Genogram.svg"]).itertext())
    assert all(label in words for label in ("Infant", "Mother", "Father"))
    network = "".join(ElementTree.fromstring(pictures["Drawings/Network.svg"]).itertext())
    assert "Police" in network and "Children's services" in network
    assert all(content.startswith(b"\x89PNG") for name, content in pictures.items() if name.endswith(".png"))


def test_everything_lies_within_the_drawing(pictures: dict[str, bytes]) -> None:
    """No circle, rectangle or mark beside the paper."""
    for name, content in pictures.items():
        if not name.endswith(".svg"):
            continue
        root = ElementTree.fromstring(content)
        width, height = map(float, str(root.get("viewBox")).split()[2:])
        for circle in elements(content.decode(), "circle"):
            x, y, r = (float(circle.get(key, 0)) for key in ("cx", "cy", "r"))
            assert r <= x <= width - r and r <= y <= height - r, name


def test_the_anonymised_pack_leaves_the_genogram_out(tmp_path: Path) -> None:
    """As published reports do."""
    from workbench.pack.whole import Anonymised

    folder = written_folder("police | 2019-01-03 | report_sent | Sent.", tmp_path)
    made = make_pack(
        folder, tmp_path / "pack", today=TODAY, only=["genogram", "network", "wall"], anonymised=Anonymised()
    )
    assert made.left_out == ("Genogram",)
    assert not any("Genogram" in name for name in made.files) and len(made.files) == 5
