"""The smallest set of agencies that together held everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_LOOKED_AT = 200_000
"""So many choices are looked at before the answer is called good and not surely the smallest."""


def smallest_cover(holders: Iterable[int]) -> tuple[int, bool]:
    """Return the agencies of a smallest set that holds every event, as bits, and whether it is surely so.

    ``holders`` says of each event which agencies held it, one bit an agency; an
    event that nobody held is left out. Of several equally small sets it is
    the one with the agencies that stand first.
    """
    left = _least([mask for mask in holders if mask])
    best = _greedy(left)
    search = _Search(left, best)
    search.look(0, 0, left)
    return search.best, search.looked_at <= MOST_LOOKED_AT


def _least(masks: Iterable[int]) -> list[int]:
    """Return the events that decide: one of each sort, without those that more agencies held than another."""
    kept: list[int] = []
    for mask in sorted(set(masks), key=lambda mask: (mask.bit_count(), mask)):
        if not any(mask & one == one for one in kept):
            kept.append(mask)
    return kept


def _greedy(masks: Sequence[int]) -> int:
    chosen, left = 0, list(masks)
    while left:
        size = max(mask.bit_length() for mask in left)
        counts = {at: sum(mask >> at & 1 for mask in left) for at in range(size)}
        chosen |= 1 << max(counts, key=lambda at: (counts[at], -at))
        left = [mask for mask in left if not mask & chosen]
    return chosen


class _Search:
    """Looks through the sets that can be smaller than the best so far, events with few holders first."""

    def __init__(self, masks: Sequence[int], best: int) -> None:
        self.best, self.looked_at = best, 0

    def look(self, chosen: int, size: int, left: Sequence[int]) -> None:
        self.looked_at += 1
        if self.looked_at > MOST_LOOKED_AT:
            return
        if not left:
            if (size, _order(chosen)) < (self.best.bit_count(), _order(self.best)):
                self.best = chosen
            return
        if size + _at_least(left) > self.best.bit_count():
            return
        hardest = min(left, key=lambda mask: (mask.bit_count(), mask))
        for at in range(hardest.bit_length()):
            if hardest >> at & 1:
                self.look(chosen | 1 << at, size + 1, [mask for mask in left if not mask >> at & 1])


def _at_least(left: Sequence[int]) -> int:
    """Return how many agencies are needed at least: events that no two of one agency held."""
    taken = needed = 0
    for mask in left:
        if not mask & taken:
            taken |= mask
            needed += 1
    return needed


def _order(chosen: int) -> list[int]:
    return [at for at in range(chosen.bit_length()) if chosen >> at & 1]
