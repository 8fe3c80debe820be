"""The network in words and numbers: every line of the drawing as a row, what is expected, and the measures.

For those who cannot see the drawing or point at it, and for whoever wants to
check a number. It is made and sent only while it is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.intake.dates import long_day
from workbench.network import CAUTION, Edge, ExpectedContact, Network, Node, Seen, measures
from workbench.pages.sheet import Sheet, written
from workbench.vocabulary.sentences import counted

KIND = "network-words"
NONE = "-"
LINES_LISTED, EXPECTED_LISTED = 200, 40
"""Rows that are sent at once; more than these a reader narrows the page for."""
COLUMNS = (
    (
        "Agencies in touch", "how many other agencies it exchanged a recorded message with, either way",
        "An agency named only by its type, or in words nobody coded, is missing.",
    ),
    (
        "Messages sent", "of all messages recorded between agencies",
        "Each counts once, whoever wrote it down. A fuller timeline of its own makes the number larger.",
    ),
    (
        "Messages received", "of all messages recorded between agencies",
        "That it was sent to an agency does not show that anybody there read it.",
    ),
    (
        "Between others", "share of the shortest chains of messages between two others that lead through it",
        "It says where recorded messages pass, not whether information did. With few messages one more "
        "changes it much.",
    ),
    (
        "Could reach", "how many other agencies its messages could have got to, directly or passed on",
        "The order of the days is not looked at: a later message counts as if it came first.",
    ),
)  # fmt: skip
"""Of the measures: heading, what it counts, and its caution."""


class NetworkTable:
    """The part below the network, closed until somebody asks for it."""

    def __init__(self) -> None:
        self.sheet = Sheet(look="known", label="The network in words and numbers")
        self.open = False
        self._shown: tuple[Network, date | None] | None = None
        self._write()

    def take(self, kind: str, what: str) -> bool:
        """Open or close it; False where what was chosen is none of its own things."""
        if kind != KIND:
            return False
        self.open = what == "open"
        self._write()
        return True

    def show(self, network: Network, day: date | None) -> None:
        """Follow the drawing: its network, and the day as of which it is drawn."""
        self._shown = (network, day)
        if self.open:
            self._write()

    def _write(self) -> None:
        values = network_words(*self._shown) if self.open and self._shown else {}
        self.sheet.html = written("network_table.html", open=bool(values), kind=KIND, **values)


def network_words(network: Network, day: date | None) -> dict[str, Any]:
    """Return everything that the network shows as of a day as plain values: measures, lines, expectations."""
    seen = network.as_of(day)
    nodes = {node.id: node for node in seen.nodes}
    messages = [edge for edge in seen.edges if edge.is_message]
    lines = sorted(seen.edges, key=lambda edge: (not edge.is_message, -edge.count))
    expected = seen.expected
    return {
        "when": f"As of {long_day(day)}" if day else "All dates shown",
        "narrowed": "narrowed_from" in network.of,
        "columns": COLUMNS,
        "agencies": _agencies(network, seen, sum(edge.count for edge in messages)),
        "caution": CAUTION,
        "lines": [_line(edge, nodes) for edge in lines[:LINES_LISTED]],
        "more_lines": max(len(lines) - LINES_LISTED, 0),
        "contacts": counted(sum(edge.count for edge in lines if not edge.is_message), "contact"),
        "messages": counted(sum(edge.count for edge in messages), "message"),
        "expected": [_expected(one, network.nodes) for one in expected.contacts[:EXPECTED_LISTED]],
        "more_expected": max(len(expected.contacts) - EXPECTED_LISTED, 0),
        "amount": f"{len(expected.contacts):,} of {counted(expected.of, 'contact')} expected",
        "late": expected.late,
        "not_known": [_expected(one, network.nodes) for one in expected.not_known[:EXPECTED_LISTED]],
        "more_not_known": max(len(expected.not_known) - EXPECTED_LISTED, 0),
        "not_known_amount": f"{len(expected.not_known):,}",
    }


def _agencies(network: Network, seen: Seen, messages: int) -> list[dict[str, Any]]:
    ours = [node for node in seen.nodes if node.ring == "agency"]
    others = len(ours) - 1
    found = measures(network, seen.day)
    return [
        {
            **_end(node),
            "cells": (
                f"{one['degree']} of {others}",
                f"{one['messages_sent']:,} of {messages:,}",
                f"{one['messages_received']:,} of {messages:,}",
                f"{one['betweenness']:.0%}" if others > 1 else NONE,
                f"{one['reach']} of {others}",
            ),
        }
        for node in ours
        for one in (found[node.id],)
    ]


def _end(node: Node) -> dict[str, str]:
    """Return how one end is named, and what chooses it: an agency without a timeline cannot be chosen."""
    return {"label": node.label, "choose": node.id if node.supplied_timeline else "", "note": node.note}


def _line(edge: Edge, nodes: Mapping[str, Node]) -> dict[str, Any]:
    return {
        "from": _end(nodes[edge.source]),
        "to": _end(nodes[edge.target]),
        "messages": edge.both + edge.sender + edge.receiver if edge.is_message else NONE,
        "both": f"{edge.both:,} of {edge.count:,}" if edge.is_message else NONE,
        "contacts": NONE if edge.is_message else edge.seen,
        "missed": NONE if edge.is_message else edge.missed,
    }


def _expected(one: ExpectedContact, nodes: tuple[Node, ...]) -> dict[str, str]:
    labels = {node.id: node.label for node in nodes}
    return {
        "title": one.title,
        "from": labels.get(one.source, one.lacking or one.source.partition(":")[2]),
        "to": labels.get(one.target, one.lacking or one.target.partition(":")[2]),
        "days": one.days,
        "found": one.found,
        "cited": one.cited,
        "jurisdiction": one.jurisdiction,
        "entry": one.entry,
    }
