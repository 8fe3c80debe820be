"""What can be counted on the network, as a graph and as JSON, with a caution in plain words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.network.expected import ExpectedContact
from workbench.network.model import Network, Seen, edge_events

if TYPE_CHECKING:
    import networkx as nx

CAUTION = (
    "These figures count what the timelines supplied record, not what happened. An agency with a fuller "
    "timeline looks busier, and one that sent none appears only where others name it. A central place says "
    "that many recorded contacts pass through an agency; it says nothing of how well anybody worked."
)


def to_networkx(network: Network, day: date | None = None, since: date | None = None) -> nx.DiGraph:
    """Return the contacts recorded in some days as a directed graph; ``weight`` is how many."""
    return _graph(network.as_of(day, since))


def _graph(seen: Seen) -> nx.DiGraph:
    import networkx as nx  # takes a second to load, and drawing does without it

    graph = nx.DiGraph()
    for node in seen.nodes:
        graph.add_node(
            node.id, label=node.label, ring=node.ring, type=node.type, x=node.x, y=node.y,
            supplied_timeline=node.supplied_timeline,
        )  # fmt: skip
    for edge in seen.edges:
        graph.add_edge(
            edge.source, edge.target, weight=edge.count, recorded_by=edge.recorded_by, both=edge.both,
            sender=edge.sender, receiver=edge.receiver, seen=edge.seen, not_made=edge.missed,
            first=_iso(edge.first) or "", last=_iso(edge.last) or "",
        )  # fmt: skip
    return graph


def measures(
    network: Network, day: date | None = None, since: date | None = None
) -> dict[str, dict[str, Any]]:
    """Return per agency its degree, betweenness and reach among the agencies; read with CAUTION.

    ``degree`` is the number of agencies it exchanged a message with, either
    way. ``betweenness`` (0 to 1) is the share of shortest chains between two
    others, whichever way the messages went, that lead through it. ``reach`` is
    the number of agencies that its messages could have got to, directly or
    passed on.
    """
    return _measures(network.as_of(day, since))


def _measures(seen: Seen) -> dict[str, dict[str, Any]]:
    import networkx as nx

    graph = _graph(seen)
    agencies = graph.subgraph([node.id for node in seen.nodes if node.ring == "agency"])
    between = nx.betweenness_centrality(agencies.to_undirected(as_view=False))
    sent, received = dict(agencies.out_degree(weight="weight")), dict(agencies.in_degree(weight="weight"))
    return {
        node: {
            "degree": len(set(agencies.successors(node)) | set(agencies.predecessors(node))),
            "messages_sent": int(sent[node]),
            "messages_received": int(received[node]),
            "betweenness": round(between[node], 3),
            "reach": len(nx.descendants(agencies, node)),
        }
        for node in agencies
    }


def as_json(network: Network, day: date | None = None, since: date | None = None) -> dict[str, Any]:
    """Return nodes with their places, edges with their entries, measures, and what was looked at."""
    seen = network.as_of(day, since)
    events = edge_events(network, seen)
    return {
        "as_of": _iso(day),
        "since": _iso(since),
        "nodes": [
            {
                "id": node.id, "name": node.id.partition(":")[2], "label": node.label, "type": node.type,
                "ring": node.ring, "x": node.x, "y": node.y, "supplied_timeline": node.supplied_timeline,
                "note": node.note, "active": node.active,
            }
            for node in seen.nodes
        ],
        "edges": [
            {
                "from": edge.source, "to": edge.target, "kind": "message" if edge.is_message else "contact",
                "count": edge.count, "not_made": edge.missed, "recorded_by": edge.recorded_by,
                "recorded": {"both": edge.both, "sender": edge.sender, "receiver": edge.receiver},
                "first": _iso(edge.first),
                "last": _iso(edge.last),
                "events": events[edge.source, edge.target],
            }
            for edge in seen.edges
        ],
        "expected": {
            "of": seen.expected.of, "late": seen.expected.late,
            "without_record": [_expected(one) for one in seen.expected.contacts],
            "not_known": [_expected(one) for one in seen.expected.not_known],
        },
        "measures": _measures(seen),
        "caution": CAUTION,
        "of": dict(network.of),
    }  # fmt: skip


def _expected(one: ExpectedContact) -> dict[str, Any]:
    return {
        "from": one.source, "to": one.target, "expected": one.title, "rule": one.rule, "event": one.entry,
        "since": _iso(one.since), "until": _iso(one.until), "standard": one.cited,
        "jurisdiction": one.jurisdiction, "record": one.found,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
