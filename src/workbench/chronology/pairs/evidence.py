"""How much speaks for two entries belonging together, in points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from workbench.chronology.pairs.figures import lag_points, points
from workbench.chronology.pairs.table import Masks, Named, Table
from workbench.chronology.pairs.words import Words


class Evidence:
    """Weighs many pairs of entries at once."""

    def __init__(self, table: Table, words: Words, mentioned: Named) -> None:
        self.table, self.words = table, words
        self._worded = words.filled()
        self._size = len(table) + 1
        self._naming = {
            "told": self._index(table.told),
            "heard": self._index(table.heard),
            "mentioned": self._index(mentioned),
        }

    def _index(self, named: Named) -> tuple[np.ndarray, np.ndarray]:
        """Return who names whom as sorted numbers, and which of them the agency stated itself."""
        keys = named.at * len(self.table.agencies) + named.other
        order = np.argsort(keys, kind="stable")
        return keys[order], named.stated[order]

    def naming(self, one: np.ndarray, agency: np.ndarray, column: str) -> tuple[np.ndarray, np.ndarray]:
        """Return whether each entry names an agency as told or heard from, and whether that is stated."""
        keys, stated = self._naming[column]
        asked = one * len(self.table.agencies) + agency
        place = np.searchsorted(keys, asked)
        inside = np.minimum(place, max(len(keys) - 1, 0))
        found = (place < len(keys)) & (keys[inside] == asked) if len(keys) else np.zeros(len(one), dtype=bool)
        return found, found & stated[inside] if len(keys) else found

    def end(self, one: np.ndarray, agency: np.ndarray, column: str) -> np.ndarray:
        """Return the points for one end of a contact naming, or not naming, the agency at the other."""
        worth: Mapping[str, float] = points()["contact"]["named"]
        table = self.table
        names, stated = self.naming(one, agency, column)
        mentions, _ = self.naming(one, agency, "mentioned")
        this, turned = (table.told, table.heard) if column == "told" else (table.heard, table.told)
        silent = np.where(turned.filled[one], worth["turned"], worth["silent"])
        unnamed = np.where(mentions, worth["mentioned"], np.where(this.filled[one], worth["others"], silent))
        return np.where(names, np.where(stated, worth["stated"], worth["suggested"]), unnamed)

    def days(
        self, one: np.ndarray, other: np.ndarray, shares: list[float], *, start: int
    ) -> np.ndarray:
        """Return the points for how many days the other entry lies after the one."""
        table = self.table
        return lag_points(
            table.first[other] - table.last[one], table.last[other] - table.first[one], shares, start=start
        )

    def people(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the points for the people that both name, or that they name others."""
        return self._codes(self.table.people, one, other, points()["people"])

    def topics(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the points for the topics that both carry, or that they carry others."""
        return self._codes(self.table.topics, one, other, points()["topics"])

    def _codes(self, masks: Masks, one: np.ndarray, other: np.ndarray, worth: Mapping[str, Any]) -> np.ndarray:
        total = np.zeros(len(one))
        for code in range(masks.bits.shape[1]):
            both = np.flatnonzero(masks.bits[one, code] & masks.bits[other, code])
            weight = masks.weights[self.table.agency[one[both]], code]
            weight = (weight + masks.weights[self.table.agency[other[both]], code]) / 2
            total[both] = np.maximum(total[both], np.clip(weight, 0.1, worth["weight_most"]))
        apart = masks.filled[one] & masks.filled[other] & (total == 0)
        return np.where(apart, worth["apart"], total)

    def time(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the points for the time of day, where both have one."""
        worth = points()["time"]
        first, second = self.table.minute[one], self.table.minute[other]
        apart = np.abs(first - second)
        known = (first >= 0) & (second >= 0)
        points_ = np.where(apart <= worth["same_minutes"], worth["same"], 0.0)
        return np.where(known, np.where(apart > worth["apart_minutes"], worth["apart"], points_), 0.0)

    def wording(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the points for the rare words that both hold."""
        worth = points()["wording"]
        shared = self.words.shared(one, other)
        nothing = self._worded[one] & self._worded[other] & (shared == 0)
        return np.where(nothing, worth["none"], np.minimum(shared, worth["most"]))
