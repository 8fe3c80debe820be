"""What makes one order of the rows better than another, in numbers.

In this order of weight: siblings in birth order, no crossing lines, partners
next to each other with nobody between them, brothers and sisters not mixed with
another sibship, then short lines, half-siblings in birth order, partners in the
order of time, and men left of women.
"""

from __future__ import annotations

import numpy as np

from workbench.genogram.sheet import Sheet

INVERSION = 60.0
CROSSING = 60.0
NOT_ADJACENT = 20.0
BETWEEN_PARTNERS = 5.0
MIXED_SIBSHIPS = 8.0
HALF_INVERSION = 1.0
NOT_IN_TIME = 0.4
MALE_RIGHT = 0.6
LENGTH = 0.12
SPREAD = 0.3
MANY_LINES = 14
"""From this many lines on, one pass over whole arrays is quicker than a loop."""


class Costs:
    """Counts the cost of a row, and of the lines in the gap below it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.people = len(sheet.people)
        self.widest = max(len(row) for row in sheet.rows)
        self.pieces = [[(s.left, s.right, s.lower, s.weight, s.group) for s in gap] for gap in sheet.gaps]
        self.arrays = [self._array(pieces) for pieces in self.pieces]
        self.bends = [[p for p in row if p >= self.people] for row in sheet.rows]
        self.weight_of = {s.lower: s.weight for gap in sheet.gaps for s in gap}
        self.partners: dict[int, set[int]] = {}
        for row in sheet.couples:
            for couple in row:
                self.partners.setdefault(couple.one, set()).add(couple.other)
                self.partners.setdefault(couple.other, set()).add(couple.one)
        self.parents_of: dict[int, list[int]] = {}
        self.children_of: dict[int, list[int]] = {}
        for gap in sheet.gaps:
            for piece in gap:
                if piece.weight > 0.2 or piece.lower >= self.people:
                    for parent in (piece.left, piece.right):
                        self.parents_of.setdefault(piece.lower, []).append(parent)
                        self.children_of.setdefault(parent, []).append(piece.lower)

    def places(self, rows: list[list[int]]) -> list[float]:
        """Return where each place stands if all rows are centred."""
        at = [0.0] * len(self.sheet.row_of)
        for row in rows:
            self.place_row(row, at)
        return at

    def place_row(self, row: list[int], at: list[float]) -> None:
        left = (self.widest - len(row)) / 2
        for index, place in enumerate(row):
            at[place] = left + index

    def runs(self, row: list[int]) -> list[list[int]]:
        """Return the row cut wherever two neighbours are not a couple."""
        found: list[list[int]] = []
        for place in row:
            if found and found[-1][-1] in self.partners.get(place, ()):
                found[-1].append(place)
            else:
                found.append([place])
        return found

    def total(self, rows: list[list[int]]) -> float:
        at = self.places(rows)
        return sum(self.row(r, row, at) + self.gap(r, at) for r, row in enumerate(rows))

    def row(self, r: int, row: list[int], at: list[float]) -> float:
        """Return the cost of couples apart, siblings out of order and sibships mixed."""
        sheet = self.sheet
        cost = self._couples(r, at)
        spans = []
        for group in sheet.sibships[r]:
            places = [at[p] for p in group]
            for index, place in enumerate(places):
                for later in places[index + 1 :]:
                    if later < place:
                        cost += INVERSION
            low, high = min(places), max(places)
            cost += SPREAD * (high - low - len(group) + 1)
            spans.append((low, high))
        spans.sort()
        for index, (low, high) in enumerate(spans):
            for other_low, other_high in spans[index + 1 :]:
                if other_low > high:
                    break  # and so are all after it
                if other_low < min(high, other_high) or low < other_low < high:
                    cost += MIXED_SIBSHIPS
        for elder, younger in sheet.half_pairs[r]:
            if at[younger] < at[elder]:
                cost += HALF_INVERSION
        for _, earlier, later in sheet.in_time[r]:
            if at[later] < at[earlier]:
                cost += NOT_IN_TIME
        return cost

    def _couples(self, r: int, at: list[float]) -> float:
        cost = 0.0
        for couple in self.sheet.couples[r]:
            left, right = at[couple.one], at[couple.other]
            if left > right:
                left, right = right, left
            between = right - left - 1
            for bend in self.bends[r]:
                if left < at[bend] < right:
                    between -= 1
                    cost += CROSSING * self.weight_of[bend]
            if between > 0.5:
                cost += NOT_ADJACENT + BETWEEN_PARTNERS * between
            if couple.male >= 0 and at[couple.male] == right:
                cost += MALE_RIGHT
        return cost

    @staticmethod
    def _array(pieces: list[tuple[int, int, int, float, int]]) -> tuple[list[int], np.ndarray, np.ndarray]:
        """Return the places of many lines, their weights, and what a crossing of each two costs."""
        weight = np.array([piece[3] for piece in pieces])
        group = np.array([piece[4] for piece in pieces])
        costs = CROSSING * np.minimum.outer(weight, weight) * (group[:, None] != group[None, :])
        places = [p[0] for p in pieces] + [p[1] for p in pieces] + [p[2] for p in pieces]
        return places, weight, costs / 2  # each two are met twice

    def _wide_gap(self, r: int, at: list[float]) -> float:
        """Return the same as `gap` would, from arrays."""
        places, weight, costs = self.arrays[r]
        left, right, bottom = np.array([at[place] for place in places]).reshape(3, -1)
        top = (left + right) / 2
        above, below = top[:, None] - top, bottom[:, None] - bottom
        turned = above * below
        crossed = (turned < 0) + 0.5 * ((above == 0) & (below != 0))
        return float((costs * crossed).sum() + LENGTH * (weight * np.abs(top - bottom)).sum())

    def gap(self, r: int, at: list[float]) -> float:
        """Return the cost of the lines from row ``r`` down: crossings, then length."""
        if len(self.pieces[r]) >= MANY_LINES:
            return self._wide_gap(r, at)
        cost = 0.0
        lines = []
        for left, right, lower, weight, group in self.pieces[r]:
            top, bottom = (at[left] + at[right]) / 2, at[lower]
            cost += LENGTH * weight * abs(top - bottom)
            for other_top, other_bottom, other_weight, other_group in lines:
                if other_group != group:
                    turned = (top - other_top) * (bottom - other_bottom)
                    if turned < 0:
                        cost += CROSSING * (weight if weight < other_weight else other_weight)
                    elif turned == 0 and top == other_top and bottom != other_bottom:
                        cost += CROSSING * 0.5 * (weight if weight < other_weight else other_weight)
            lines.append((top, bottom, weight, group))
        return cost
