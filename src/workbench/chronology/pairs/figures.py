"""The points of ``points.toml`` and ``kinds.csv``, read once."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

ANY = "*"
NEVER = 1e-9
LEAST = -2.5
"""The points of a date that could be any day: there is no knowing, which is less than saying no."""


@cache
def points() -> Mapping[str, Any]:
    """Return what speaks for a pair, and how much."""
    return tomllib.loads(_text("points.toml"))


@cache
def _kind_rows() -> Mapping[tuple[str, str], float]:
    rows = csv.DictReader(io.StringIO(_text("kinds.csv")))
    return {(row["sent"], row["received"]): float(row["points"]) for row in rows}


def kind_points(kinds: Sequence[str]) -> np.ndarray:
    """Return the points for each kind of the sending entry (row) and of the receiving one (column)."""
    table = np.full((len(kinds), len(kinds)), float(points()["contact"]["kind"]["mismatch"]))
    for row, sent in enumerate(kinds):
        for column, received in enumerate(kinds):
            for key in ((sent, received), (ANY, received)):
                if not sent or not received:
                    table[row, column] = 0.0
                elif key in _kind_rows():
                    table[row, column] = _kind_rows()[key]
                    break
    return table


def passing(kinds: Sequence[str]) -> np.ndarray:
    """Return for each two kinds whether they say by themselves that something was sent and received."""
    rows, worth = _kind_rows(), points()["contact"]["kind"]["passed_on"]
    return np.array([[rows.get((sent, received), 0.0) >= worth for received in kinds] for sent in kinds], dtype=bool)


@cache
def receiving_kinds() -> frozenset[str]:
    """Return the kinds that fit an entry that received something."""
    return frozenset(received for (_, received), worth in _kind_rows().items() if worth > 0)


@cache
def sending_kinds() -> frozenset[str]:
    """Return the kinds that fit an entry that sent something."""
    return frozenset(sent for sent, _ in _kind_rows() if sent != ANY)


def lag_points(low: np.ndarray, high: np.ndarray, shares: Sequence[float], *, start: int) -> np.ndarray:
    """Return the points for an interval of days apart, given how often each number of days is met.

    ``shares`` begins at ``start`` days. A vague date is any of its days: the wider, the less it says.
    One day in thirty is what chance would give.
    """
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    top = len(shares)
    above = sums[np.clip(high - start + 1, 0, top)]
    below = sums[np.clip(low - start, 0, top)]
    share = above - below
    worth = np.log(np.maximum(share, NEVER) / (high - low + 1) * 30)
    return np.where(share > NEVER, np.maximum(worth, LEAST), np.log(NEVER))


def _text(name: str) -> str:
    return files("workbench.chronology.pairs").joinpath(name).read_text(encoding="utf-8")
