"""Who stands left of whom: a search over the order of each row.

Starting from an order that walks through the family branch by branch, small
moves are tried (a person, a run of neighbours, a partner put beside the other, a
run turned round, a row followed by all others); better ones are kept, and early on some worse ones
too (simulated annealing with a fixed seed). Only what a move touched is counted
again. What counts as better stands in `workbench.genogram.order_cost`.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from itertools import pairwise

from workbench.genogram.order_cost import Costs
from workbench.genogram.sheet import Sheet

Rows = list[list[int]]
SEED = 20_190_417
HOT, COLD = 20.0, 0.4
STARTS, LARGE_STARTS, LARGE = 3, 1, 100
FOLLOW = 0.2
"""The share of moves after which all other rows are set in the order of the row that moved."""


def best_orders(sheet: Sheet, *, moves_per_place: int = 220, most_moves: int = 24_000) -> list[Rows]:
    """Return the order found from each start, the best first."""
    costs = Costs(sheet)
    size = len(sheet.row_of)
    moves = min(most_moves if size >= LARGE else most_moves * 2 // 3, moves_per_place * size)
    found: list[tuple[float, Rows]] = []
    for start in range(STARTS if size < LARGE else LARGE_STARTS):
        rows = _walk(sheet, start)
        if any(len(row) > 1 for row in rows):
            rows = _Search(sheet, costs, rows, random.Random(SEED + start)).run(moves)
        found.append((round(costs.total(rows), 6), rows))
        if start and found[-1][0] == min(cost for cost, _ in found[:-1]):
            break  # two starts have come to the same end: it is as good as they get
    found.sort(key=lambda scored: scored[0])
    return [rows for _, rows in found]


def _walk(sheet: Sheet, start: int) -> Rows:
    """Return the rows filled by walking from one person to all relatives, nearest first."""
    near: dict[int, list[int]] = defaultdict(list)
    for row in sheet.couples:
        for couple in row:
            near[couple.one].append(couple.other)
            near[couple.other].append(couple.one)
    for gap in sheet.gaps:
        for piece in gap:
            for parent in dict.fromkeys((piece.left, piece.right)):
                near[piece.lower].append(parent)
                near[parent].append(piece.lower)
    for row in sheet.sibships:
        for group in row:
            for one, other in pairwise(group):
                near[one].append(other)
    for one, other in sheet.care:
        near[one].append(other)
        near[other].append(one)
    rows: Rows = [[] for _ in sheet.couples]
    seen: set[int] = set()
    places = range(len(sheet.row_of))
    for first in (*places[start * 7 % len(places) :], *places):
        waiting = [first]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                rows[sheet.row_of[place]].append(place)
                waiting.extend(reversed(near[place]))
    return rows


class _Search:
    """One annealing run: holds the rows, their places, and the cost of each piece."""

    def __init__(self, sheet: Sheet, costs: Costs, rows: Rows, chance: random.Random) -> None:
        self.sheet, self.costs, self.rows, self.chance = sheet, costs, [list(row) for row in rows], chance
        self.movable = [r for r, row in enumerate(rows) for _ in row if len(row) > 1]
        self.at = costs.places(self.rows)
        everything = range(len(rows))
        self.row_cost = [costs.row(r, self.rows[r], self.at) for r in everything]
        self.gap_cost = [costs.gap(r, self.at) for r in everything]

    def run(self, moves: int) -> Rows:
        now = best = sum(self.row_cost) + sum(self.gap_cost)
        best_rows = [list(row) for row in self.rows]
        cooling = math.log(COLD / HOT)
        for move in range(moves):
            heat = HOT * math.exp(cooling * move / moves)
            changed = self._propose()
            cost = self._try(changed, now, heat)
            if cost is not None:
                now = cost
                if now < best - 1e-9:
                    best, best_rows = now, [list(row) for row in self.rows]
        return best_rows

    def _try(self, changed: dict[int, list[int]], now: float, heat: float) -> float | None:
        """Return the new cost where the change is taken; put everything back and return None if not."""
        before = {r: self.rows[r] for r in changed}
        gaps = sorted({g for r in changed for g in (r - 1, r) if g >= 0})
        self._put(changed)
        row_cost = {r: self.costs.row(r, self.rows[r], self.at) for r in changed}
        gap_cost = {g: self.costs.gap(g, self.at) for g in gaps}
        cost = now + sum(row_cost[r] - self.row_cost[r] for r in changed)
        cost += sum(gap_cost[g] - self.gap_cost[g] for g in gaps)
        if cost <= now or self.chance.random() < math.exp((now - cost) / heat):
            for r in changed:
                self.row_cost[r] = row_cost[r]
            for g in gaps:
                self.gap_cost[g] = gap_cost[g]
            return cost
        self._put(before)
        return None

    def _put(self, changed: dict[int, list[int]]) -> None:
        for r, row in changed.items():
            self.rows[r] = row
            self.costs.place_row(row, self.at)

    def _propose(self) -> dict[int, list[int]]:
        r = self.chance.choice(self.movable)
        row = self.rows[r]
        pick = self.chance.random()
        if pick < 0.2 and self.sheet.couples[r]:
            changed = {r: self._join(r)}
        elif pick < 0.42:
            changed = {r: self._shift(row, 1)}
        elif pick < 0.65:
            changed = {r: self._shift(row, self.chance.randint(2, max(2, len(row) // 2)))}
        elif pick < 1 - FOLLOW:
            changed = {r: self._turn(row)}
        else:
            changed = {r: self._shift(row, self.chance.randint(1, max(1, len(row) // 2)))}
            changed.update(self._followed(r, changed[r]))
        return changed

    def _shift(self, row: list[int], length: int) -> list[int]:
        """Return the row with a run of ``length`` taken out and put somewhere else, perhaps turned."""
        first = self.chance.randrange(len(row) - min(length, len(row) - 1))
        run = row[first : first + length]
        if self.chance.random() < 0.3:
            run = run[::-1]
        rest = row[:first] + row[first + length :]
        if self.chance.random() < 0.5:  # in long rows most good moves are short
            to = self.chance.randint(max(0, first - 3), min(len(rest), first + 3))
        else:
            to = self.chance.randint(0, len(rest))
        return rest[:to] + run + rest[to:]

    def _join(self, r: int) -> list[int]:
        """Return the row with one of a couple, perhaps with those joined to them, put beside the other."""
        couple = self.chance.choice(self.sheet.couples[r])
        mover, stayer = (
            (couple.one, couple.other) if self.chance.random() < 0.5 else (couple.other, couple.one)
        )
        runs = self.costs.runs(self.rows[r])
        run = next(run for run in runs if mover in run)
        if stayer in run or self.chance.random() < 0.4:
            run = [mover]
        elif self.chance.random() < 0.5:
            run = run[::-1]
        moving = set(run)
        rest = [place for place in self.rows[r] if place not in moving]
        to = rest.index(stayer) + (self.chance.random() < 0.5)
        return rest[:to] + run + rest[to:]

    def _turn(self, row: list[int]) -> list[int]:
        first = self.chance.randrange(len(row) - 1)
        last = self.chance.randint(first + 2, min(len(row), first + 5)) if first + 2 <= len(row) else len(row)
        return row[:first] + row[first:last][::-1] + row[last:]

    def _followed(self, r: int, row: list[int]) -> dict[int, list[int]]:
        """Return the rows below and above set in the order of the row that moved."""
        changed = {}
        at = list(self.at)
        self.costs.place_row(row, at)
        for lower in range(r + 1, len(self.rows)):
            changed[lower] = self._follow(lower, at, self.costs.parents_of)
        for upper in range(r - 1, -1, -1):
            changed[upper] = self._follow(upper, at, self.costs.children_of)
        return changed

    def _follow(self, r: int, at: list[float], leads: dict[int, list[int]]) -> list[int]:
        """Return row ``r`` by where its people's parents (or children) stand, couples together."""
        keyed = []
        for run in self.costs.runs(self.rows[r]):
            marks = [at[lead] for place in run for lead in leads.get(place, ())]
            keyed.append((sum(marks) / len(marks) if marks else sum(at[p] for p in run) / len(run), run))
        keyed.sort(key=lambda pair: pair[0])
        row = [place for _, run in keyed for place in run]
        self.costs.place_row(row, at)
        return row
