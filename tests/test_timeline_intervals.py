"""Statuses, involvement and missing timelines in the lanes: dashed, solid, pale and hatched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.gaps_support import written_folder
from workbench.chronology import load_case
from workbench.figures.lanes import STATUSES
from workbench.figures.timeline import timeline_figure

ON = "childrens-services | 2018-10-01 | registration_change | Name placed on the register. | people=infant\n"


def drawn(place: Path, toml: str = "", lines: str = ON) -> Any:
    """Return the figure of a written case with more at the end of its case.toml."""
    place.mkdir(exist_ok=True)
    folder = written_folder(lines, place)
    with (folder / "case.toml").open("a", encoding="utf-8") as file:
        file.write(toml)
    return timeline_figure(load_case(folder))


def bars(figure: Any, name: str) -> list[tuple[str, str]]:
    """Return where the bars of a name begin, and the first line of what they say."""
    return [
        (start, words.split("<br>")[0])
        for trace in figure.data
        if trace.name == name and trace.customdata is not None
        for start, words in zip(trace.base, trace.hovertext, strict=True)
    ]


def test_a_status_has_a_lane_only_where_there_is_one(tmp_path: Path) -> None:
    figure = drawn(tmp_path / "on")

    assert figure.layout.meta["lanes"][1] == STATUSES
    start, words = bars(figure, "Derived from entries")[0]
    assert (start, words) == (
        "2018-10-01",
        "<b>On the child protection register (England: child protection",
    )
    assert (
        STATUSES
        not in drawn(tmp_path / "off", lines="school | 2019-01-07 | education_event | N.").layout.meta[
            "lanes"
        ]
    )


def test_what_was_stated_is_solid_and_what_was_derived_dashed(tmp_path: Path) -> None:
    figure = drawn(tmp_path, '[[status]]\nname = "looked after"\nperson = "infant"\nfrom = 2019-03-01\n')

    patterns = {
        trace.name: trace.marker.pattern.shape
        for trace in figure.data
        if trace.type == "bar" and trace.customdata is not None
    }
    assert patterns["Derived from entries"] == "|"
    assert patterns["Stated or corrected"] is None
    assert [start for start, _ in bars(figure, "Stated or corrected")] == ["2019-03-01"]


def test_days_for_which_an_agency_sent_nothing_are_hatched(tmp_path: Path) -> None:
    figure = drawn(
        tmp_path, '[[coverage]]\nagency = "childrens-services"\nfrom = 2018-12-01\nto = 2019-03-31\n'
    )

    assert bars(figure, "No timeline supplied") == [
        ("2018-05-20", "<b>No timeline supplied</b> · Childrens services"),
        ("2019-04-01", "<b>No timeline supplied</b> · Childrens services"),
    ]


def test_the_days_of_an_uncertain_end_are_a_paler_bar(tmp_path: Path) -> None:
    figure = drawn(tmp_path, lines=ON.replace("2018-10-01", "October 2018"))

    assert "2018-10-01" in dict(bars(figure, "Derived from entries, perhaps"))
    assert "2018-10-31" in dict(bars(figure, "Derived from entries"))


def test_words_from_files_are_only_text(tmp_path: Path) -> None:
    figure = drawn(
        tmp_path,
        '[agencies.childrens-services]\nlabel = "<b>x</b>"\n[[involvement]]\nagency = "childrens-services"\n',
    )

    said = " ".join(
        words for trace in figure.data for words in (trace.hovertext or ()) if isinstance(words, str)
    )
    assert "<b>x</b>" not in said
    assert "&lt;b&gt;x" in said
