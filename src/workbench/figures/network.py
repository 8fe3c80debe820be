"""The agency-contact network on rings: the child in the middle, the family, the agencies outside.

Places never move; the date shows and hides. A line's width says how many
messages, its dash that only one side wrote them down, its arrow the direction.
A long-dashed grey line with "?" is a contact that guidance would expect and that
has no record by the day.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.figures.network_canvas import FAMILY_RING, PAGE, WALL, Canvas, Label, labels, radius
from workbench.figures.network_expected import EXPECTED_DASH, ExpectedLines
from workbench.figures.network_lines import CONTACT, MESSAGE, NOT_MADE, Lines, dash_of
from workbench.figures.plain import Trace, scatter
from workbench.figures.style import ACCENT, FONT, GRID, INK, MUTED, PAPER, escape, wrap
from workbench.intake.dates import long_day
from workbench.network import Network, Node, Seen
from workbench.vocabulary import AGENCY_TYPES
from workbench.vocabulary.sentences import counted

if TYPE_CHECKING:
    import plotly.graph_objects as go

HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff"


def network_figure(network: Network, **how: Any) -> go.Figure:
    """Draw the contacts; see `network_spec`."""
    import plotly.graph_objects as go

    return go.Figure(network_spec(network, **how))


def network_spec(
    network: Network,
    *,
    day: date | None = None,
    selected_agencies: Collection[str] = frozenset(),
    selected_people: Collection[str] = frozenset(),
    projector: bool = False,
) -> dict[str, Any]:
    """Return the contacts recorded up to ``day``, or of all time, as a figure in plain JSON.

    ``customdata`` of a node is "agency:slug" or "person:id", that of a line's
    middle is "entry:" and the id of the first entry that records it, that of an
    expected contact's the entry that set it off. Selected
    agencies (slugs) and people (ids) get a ring, and their lines stand out.
    """
    canvas = WALL if projector else PAGE
    seen = network.as_of(day)
    chosen = {f"agency:{slug}" for slug in selected_agencies} | {f"person:{id}" for id in selected_people}
    chosen &= {node.id for node in seen.nodes}
    lines = Lines(network, seen, chosen, canvas)
    expected = ExpectedLines(seen, chosen, canvas)
    words = labels([node for node in seen.nodes if node.ring == "agency"], canvas)
    return {
        "data": [
            _rings(canvas),
            *lines.contacts(),
            *lines.messages(),
            lines.arrows(),
            *expected.lines(),
            *_leaders(words, canvas),
            *_nodes(seen, chosen, canvas),
            *_names(seen.nodes, words, chosen, canvas),
            lines.middles(),
            *expected.middles(),
            *_key(seen, canvas),
        ],
        "layout": _layout(network, seen, canvas),
    }


def _rings(canvas: Canvas) -> Trace:
    """Return the two rings as pale lines, so that a place without contacts is still a place."""
    x: list[float | None] = []
    y: list[float | None] = []
    for share in (FAMILY_RING, 1.0):
        for step in range(73):
            angle = math.tau * step / 72
            x.append(round(canvas.middle[0] + share * canvas.radii[0] * math.cos(angle), 1))
            y.append(round(canvas.middle[1] + share * canvas.radii[1] * math.sin(angle), 1))
        x.append(None)
        y.append(None)
    line = {"color": GRID, "width": 1}
    return scatter(mode="lines", x=x, y=y, line=line, hoverinfo="skip", showlegend=False)


def _leaders(words: Sequence[Label], canvas: Canvas) -> list[Trace]:
    x: list[float | None] = []
    y: list[float | None] = []
    for label in words:
        if label.moved:
            node = canvas.at(label.node)
            x += [node[0], label.x - (3 if label.right else -3), None]
            y += [node[1], label.y, None]
    if not x:
        return []
    line = {"color": MUTED, "width": 0.8}
    return [scatter(mode="lines", x=x, y=y, line=line, hoverinfo="skip", showlegend=False)]


def _nodes(seen: Seen, chosen: set[str], canvas: Canvas) -> list[Trace]:
    """Return agencies as squares, hollow without a timeline; people as circles, the child's a double one."""
    traces = []
    ringed = [node for node in seen.nodes if node.id in chosen]
    if ringed:
        symbol = ["square-open" if node.ring == "agency" else "circle-open" for node in ringed]
        size = [(canvas.child if node.ring == "child" else canvas.node) * 1.6 for node in ringed]
        marker = {"symbol": symbol, "size": size, "color": ACCENT, "line": {"width": 2.6}}
        traces.append(_markers(ringed, marker, canvas))
    children = [node for node in seen.nodes if node.ring == "child"]
    if children:
        marker = {"symbol": "circle", "size": canvas.child, "color": PAPER}
        marker["line"] = {"width": 1.8, "color": INK}
        traces.append(_markers(children, marker, canvas))
    looks = (("agency", "square", MESSAGE), ("family", "circle", CONTACT), ("child", "circle", INK))
    for ring, symbol, colour in looks:
        ours = [node for node in seen.nodes if node.ring == ring]
        fill = [colour if node.active and node.supplied_timeline else PAPER for node in ours]
        # The dashed outline of an agency without a timeline is a shape: markers know no dashes.
        line = [0 if not node.supplied_timeline else 1.8 for node in ours]
        size = canvas.node if ring != "child" else canvas.child * 0.62
        marker = {"symbol": symbol, "size": size, "color": fill, "line": {"width": line, "color": colour}}
        if ours:
            texts = [_node_words(node, seen) for node in ours]
            named = {"hovertext": texts, "hoverinfo": "text", "customdata": [node.id for node in ours]}
            traces.append(_markers(ours, marker, canvas) | named)
    return traces


def _markers(nodes: Sequence[Node], marker: dict[str, Any], canvas: Canvas) -> Trace:
    at = [canvas.at(node) for node in nodes]
    return scatter(
        mode="markers", x=[round(x, 1) for x, _ in at], y=[round(y, 1) for _, y in at],
        marker={**marker, "opacity": 1}, hoverinfo="skip", showlegend=False, cliponaxis=False,
    )  # fmt: skip


def _node_words(node: Node, seen: Seen) -> str:
    sent = sum(edge.count for edge in seen.edges if edge.source == node.id and edge.is_message)
    received = sum(edge.count for edge in seen.edges if edge.target == node.id and edge.is_message)
    met = sum(edge.seen for edge in seen.edges if node.id in (edge.source, edge.target))
    lines = [f"<b>{wrap(node.label, 44)}</b>"]
    kind = AGENCY_TYPES[node.type].label if node.type in AGENCY_TYPES else node.type
    lines += [escape(kind)] if kind and kind.lower() != node.label.lower() else []
    lines += [node.note] if node.note else []
    if node.ring == "agency":
        lines.append(f"messages recorded: {sent} sent, {received} received")
        lines.append(f"contacts with the family recorded: {met}")
    else:
        lines.append(f"contacts recorded by agencies: {met}")
    return "<br>".join(lines)


def _names(nodes: Sequence[Node], words: Sequence[Label], chosen: set[str], canvas: Canvas) -> list[Trace]:
    """Return the words beside the agencies and under the people."""

    def shown(node: Node, text: str) -> str:
        return f"<b>{text}</b>" if node.id in chosen else text

    people = [node for node in nodes if node.ring != "agency"]
    at = [canvas.at(node) for node in people]
    common: dict[str, Any] = {"mode": "text", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    return [
        scatter(
            x=[label.x for label in words],
            y=[label.y for label in words],
            text=[shown(label.node, label.text) for label in words],
            textposition=["middle right" if label.right else "middle left" for label in words],
            textfont={
                "size": canvas.letters, "shadow": HALO,
                "color": [INK if label.node.active else MUTED for label in words],
            },
            **common,
        ),
        scatter(
            x=[x for x, _ in at],
            y=[y - radius(node, canvas) - canvas.line * 0.5 for node, (_, y) in zip(people, at, strict=True)],
            text=[shown(node, wrap(node.label, 15, lines=2)) for node in people],
            textposition="bottom center",
            textfont={"size": canvas.letters, "color": INK, "shadow": HALO},
            **common,
        ),
    ]  # fmt: skip


def _key(seen: Seen, canvas: Canvas) -> list[Trace]:
    """Return samples for the key; they are drawn nowhere else."""
    lines = (
        ("Message, recorded by both", MESSAGE, "solid", 2.4),
        ("Message, recorded by one", MESSAGE, "dash", 2.4),
        ("Contact with a person", CONTACT, "solid", 1.8),
        ("Not made, or child not seen", NOT_MADE, "dot", 2.2),
    )
    samples = [
        scatter(
            name=name, mode="lines", x=[None], y=[None],
            line={"color": colour, "dash": dash_of(dash, width), "width": width},
        )
        for name, colour, dash, width in lines
    ]  # fmt: skip
    if seen.expected.contacts:
        marker = {"symbol": "circle-open", "size": canvas.letters, "color": MUTED}
        look = {"mode": "lines+markers", "x": [None], "y": [None], "marker": marker}
        line = {"color": MUTED, "dash": EXPECTED_DASH, "width": 1.6}
        samples.append(scatter(name="Expected, no record of it", line=line, **look))
    if any(node.ring == "agency" and node.supplied_timeline and not node.active for node in seen.nodes):
        marker = {"symbol": "square", "size": canvas.node * 0.7, "color": PAPER}
        marker["line"] = {"width": 1.8, "color": MESSAGE}
        name = "Nothing recorded by then" if seen.day else "No contact recorded"
        samples.append(scatter(name=name, mode="markers", x=[None], y=[None], marker=marker))
    return samples


def _layout(network: Network, seen: Seen, canvas: Canvas) -> dict[str, Any]:
    third = canvas.line if seen.expected.words else 0
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return {
        "template": {},
        "height": canvas.height + third,
        "margin": {"l": 0, "r": 0, "t": canvas.top + third, "b": canvas.bottom, "pad": 0},
        "font": {"family": FONT, "size": canvas.letters, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER, "bordercolor": MUTED, "align": "left",
            "font": {"family": FONT, "size": canvas.caption, "color": INK},
        },
        "dragmode": False,
        "xaxis": {**axis, "range": [0, canvas.width]},
        "yaxis": {**axis, "range": [0, canvas.inner]},
        "legend": {
            "orientation": "h", "x": 0.5, "xanchor": "center", "y": 0, "yanchor": "top",
            "font": {"size": canvas.letters, "color": INK}, "itemclick": False, "itemdoubleclick": False,
            "bgcolor": "rgba(255,255,255,0)", "entrywidth": 0,
        },
        "shapes": [_dashed(node, canvas) for node in seen.nodes if not node.supplied_timeline],
        "annotations": _caption(network, seen, canvas),
        "meta": {
            "as_of": seen.day.isoformat() if seen.day else None, "nodes": len(seen.nodes),
            "edges": len(seen.edges), "of": dict(network.of),
        },
    }  # fmt: skip


def _dashed(node: Node, canvas: Canvas) -> dict[str, Any]:
    """Return the dashed outline of an agency that sent no timeline, in pixels round its place."""
    x, y = canvas.at(node)
    half = canvas.node / 2
    return {
        "type": "rect", "xref": "x", "yref": "y", "xsizemode": "pixel", "ysizemode": "pixel",
        "xanchor": x, "yanchor": y, "x0": -half, "x1": half, "y0": -half, "y1": half,
        "line": {"color": MUTED, "width": 1.8, "dash": "4px,3px"},
    }  # fmt: skip


def _caption(network: Network, seen: Seen, canvas: Canvas) -> list[dict[str, Any]]:
    messages = [edge for edge in seen.edges if edge.is_message]
    both, all_of = sum(edge.both for edge in messages), sum(edge.count for edge in messages)
    met = sum(edge.seen for edge in seen.edges)
    narrowed = "narrowed_from" in network.of
    when = f"As of {long_day(seen.day)}" if seen.day else "All dates shown" if narrowed else "All dates"
    told = f"{counted(all_of, 'message')} between agencies"
    told += f", {both:,} recorded by both" if all_of else ""
    silent, of = network.of["without_told_or_heard"], network.of["entries"]
    what = "entries shown" if narrowed else "entries"
    note = f"{counted(met, 'contact')} with people · "
    if of and network.of["without_people"] == of:
        note = f"{of:,} of {of:,} {what} name no person of the family · "
    note += f"{silent:,} of {of:,} {what} name no agency told or heard from"
    if network.of["agencies"] == 1:
        note += " · only one agency sent a timeline"
    third = canvas.line if seen.expected.words else 0
    plain = {"showarrow": False, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left"}
    return [
        {**plain, "yanchor": "bottom", "xshift": 8, "yshift": canvas.caption + 8 + third,
         "font": {"size": canvas.caption, "color": INK},
         "text": f"<b>{when}</b>: {told}"},
        {**plain, "yanchor": "bottom", "xshift": 8, "yshift": 2 + third,
         "font": {"size": canvas.letters, "color": MUTED}, "text": note},
        *([{**plain, "yanchor": "bottom", "xshift": 8, "yshift": 2,
            "font": {"size": canvas.letters, "color": MUTED}, "text": seen.expected.words}] if third else []),
    ]  # fmt: skip
