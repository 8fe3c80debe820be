"""The widget that draws every figure: what it sends and what it says when a point is chosen."""

from __future__ import annotations

import json
import shutil
import subprocess

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from workbench.pages.figure import Figure, plain_spec
from workbench.pages.plotly_js import PLOTLY_JS

POINTS = {"type": "scatter", "x": [1, 2], "y": [3, 4], "customdata": ["police:1", "police:2"]}


def test_a_plotly_figure_becomes_plain_json() -> None:
    """Arrays travel packed, dates as text, and what is not a number as nothing."""
    figure = go.Figure(
        go.Scatter(
            x=pd.to_datetime(["2019-04-17", "2019-05-01"]).to_numpy(),
            y=[1.5, float("nan")],
            marker={"size": np.array([1, 2])},
            customdata=["police:1", "police:2"],
        ),
        layout={"template": None, "title": {"text": "Ŵ &lt;b&gt;"}},
    )

    spec = plain_spec(figure)

    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    [trace] = spec["data"]
    assert [day[:10] for day in trace["x"]] == ["2019-04-17", "2019-05-01"]
    assert trace["y"] == [1.5, None]
    assert trace["marker"] == {"size": {"dtype": "i1", "bdata": "AQI="}}
    assert trace["customdata"] == ["police:1", "police:2"]
    assert spec["layout"]["title"] == {"text": "Ŵ &lt;b&gt;"}


def test_a_plain_dict_is_a_figure_too() -> None:
    assert plain_spec({"data": [POINTS], "layout": {}}) == {"data": [POINTS], "layout": {}}


def test_the_state_of_a_figure_holds_its_data_and_not_plotly() -> None:
    """Everything that goes to the page for one figure is its spec and a small script."""
    figure = Figure({"data": [POINTS]}, alt="Two points.", height=200)

    state = figure.get_state()

    assert state["spec"] == {"data": [POINTS]}
    assert (state["alt"], state["height"], state["selected"]) == ("Two points.", 200, [])
    assert len(json.dumps(state)) < 15_000


def test_choosing_the_same_point_twice_is_told_twice() -> None:
    """The count that goes with the id makes each choice a change."""
    figure = Figure({"data": [POINTS]})
    told: list[str] = []
    figure.on_chosen(told.append)

    for n, point in enumerate(["police:2", "police:2", "police:1"], start=1):
        figure.set_state({"clicked": {"id": point, "n": n}})

    assert told == ["police:2", "police:2", "police:1"]


def test_showing_another_figure_keeps_the_selection() -> None:
    figure = Figure({"data": [POINTS]}, alt="Two points.", selected=["police:1"])

    figure.show({"data": []}, alt="No points.")

    assert (figure.spec, figure.alt, figure.selected) == ({"data": []}, "No points.", ["police:1"])


def test_plotly_is_sent_over_the_comm_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterLab asks, because it serves no file of ours; any other message gets no answer."""
    sent: list[tuple[dict, list[bytes]]] = []
    monkeypatch.setattr(
        Figure, "send", lambda _self, content, buffers=None: sent.append((content, buffers or []))
    )
    figure = Figure({"data": [POINTS]})

    figure._handle_custom_msg({"type": "something-else"}, [])
    figure._handle_custom_msg({"type": "plotly-source"}, [])

    assert sent == [({"type": "plotly-source"}, [PLOTLY_JS.read_bytes()])]


def test_the_scripts_are_well_formed() -> None:
    """Where Node is at hand, it reads our scripts without complaint."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not on this machine; the browser tests run the scripts anyway.")
    for script in (PLOTLY_JS.parents[1] / "figure.js", PLOTLY_JS.parent / "page.js"):
        subprocess.run(
            [node, "--input-type=module", "--check"],
            input=script.read_text(encoding="utf-8"),
            text=True,
            check=True,
        )
