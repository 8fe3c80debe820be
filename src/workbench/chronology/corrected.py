"""A corrected timeline beside the one that it replaces: what is the same, moved, changed, new or gone.

An entry with the same words is the same entry, wherever it stands. Of the others
the old and the new one that belong together are found by best assignment over
wording and date, among those of near dates and those that begin alike, so that
the time grows with what changed and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from workbench.case import collector_paused
from workbench.intake import Timeline, keys, read_date

SAME, MOVED, CHANGED, NEW, GONE = "same", "moved", "changed", "new", "gone"

NEAR_DAYS = 31
"""Dates further apart than this are compared only where the words begin alike."""
MOST_LOOKED_AT = 24
"""Entries of the new file with which one of the old is compared for its date."""
LEAST_ALIKE = 0.55
"""From 0 to 1: below this two entries are one that is gone and one that is new."""
_HALF = MOST_LOOKED_AT // 2
_BEGINNING = 24
_OF_WORDS, _OF_DATE = 0.85, 0.15


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that reads otherwise in the corrected file."""

    field: str
    """What the column was read as, "" where it was not understood."""
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of the old file, of the new one, or of both."""

    state: str
    """same, moved (the same words on another row), changed, new or gone."""
    old: int | None = None
    """The entry's row in the old file, counted from 1."""
    new: int | None = None
    old_key: str = ""
    new_key: str = ""
    alike: float = 1.0
    """How alike the two are, from 0 to 1."""
    differs: tuple[Difference, ...] = ()
    out_of_order: bool = False
    """True for a moved entry that changed places with others; most moved only because a row came before."""


@collector_paused()
def compare(old: Timeline, new: Timeline) -> list[Row]:
    """Return every entry of both files, in the order of the new one.

    What is gone stands behind the entry that it stood behind.
    """
    old_keys, new_keys = keys(old), keys(new)
    place_of = {key: place for place, key in enumerate(old_keys)}
    pairs = {place: place_of[key] for place, key in enumerate(new_keys) if key in place_of}
    kept = set(pairs.values())
    out = _out_of_order(pairs)
    found = {
        place: Row(
            SAME if place == before else MOVED,
            before + 1,
            place + 1,
            old_keys[before],
            new_keys[place],
            out_of_order=place in out,
        )
        for place, before in pairs.items()
    }
    left = [place for place in range(len(old)) if place not in kept]
    came = [place for place in range(len(new)) if place not in pairs]
    for before, place, alike in _assigned(old, left, new, came):
        differs = _differences(old, before, new, place)
        found[place] = Row(
            CHANGED, before + 1, place + 1, old_keys[before], new_keys[place], round(alike, 2), differs
        )
        kept.add(before)
    for place in came:
        found.setdefault(place, Row(NEW, None, place + 1, "", new_keys[place]))
    gone = [Row(GONE, place + 1, None, old_keys[place]) for place in left if place not in kept]
    return _in_order([found[place] for place in range(len(new))], gone)


def _in_order(rows: Sequence[Row], gone: Sequence[Row]) -> list[Row]:
    """Put what is gone behind the entry that stood before it in the old file."""
    after = {row.old: place for place, row in enumerate(rows) if row.old is not None}
    slots: dict[int, list[Row]] = {}
    slot = -1
    waiting = {row.old: row for row in gone}
    for number in sorted({*after, *waiting}):  # type: ignore[type-var]
        if number in waiting:
            slots.setdefault(slot, []).append(waiting[number])
        else:
            slot = after[number]
    return [
        *slots.get(-1, []),
        *chain.from_iterable([row, *slots.get(place, [])] for place, row in enumerate(rows)),
    ]


def _out_of_order(pairs: Mapping[int, int]) -> set[int]:
    """Return the places of the new file that are not on the longest run of entries that kept their order."""
    places = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for place in places:
        length = bisect_left(tails, pairs[place])
        tails[length : length + 1] = [pairs[place]]
        ends[length : length + 1] = [place]
        before[place] = ends[length - 1] if length else -1
    kept = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return set(places) - kept


# Which of the entries left over belong together


def _assigned(
    old: Timeline, left: Sequence[int], new: Timeline, came: Sequence[int]
) -> list[tuple[int, int, float]]:
    """Return pairs of an old and a new entry with how alike they are, each entry once, the best over all."""
    if not left or not came:
        return []
    words = _words(old, left), _words(new, came)
    days = _days(old, left), _days(new, came)
    from rapidfuzz import fuzz

    edges: list[tuple[int, int, float]] = []
    for one, candidates in enumerate(_candidates(words, days)):
        for other in candidates:
            alike = fuzz.ratio(words[0][one], words[1][other]) / 100
            alike = _OF_WORDS * alike + _OF_DATE * _nearness(days[0][one], days[1][other])
            if alike >= LEAST_ALIKE:
                edges.append((one, other, alike))
    return [(left[one], came[other], alike) for one, other, alike in _best(edges, len(left), len(came))]


def _best(edges: Sequence[tuple[int, int, float]], olds: int, news: int) -> list[tuple[int, int, float]]:
    """Choose edges so that no entry has two and their likeness is the greatest in all."""
    if not edges:
        return []
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    alike = {(one, other): value for one, other, value in edges}
    # Every old entry may also stay alone: it then takes a column of its own, dearer than any edge.
    rows = [*(one for one, _, _ in edges), *range(olds)]
    columns = [*(other for _, other, _ in edges), *range(news, news + olds)]
    costs = [*(2.0 - value for _, _, value in edges), *([2.0] * olds)]
    matrix = csr_array((costs, (rows, columns)), shape=(olds, news + olds))
    chosen = zip(*min_weight_full_bipartite_matching(matrix), strict=True)
    return [(int(one), int(other), alike[one, other]) for one, other in chosen if other < news]


def _candidates(
    words: tuple[Sequence[str], Sequence[str]], days: tuple[np.ndarray, np.ndarray]
) -> list[list[int]]:
    """Return for each old entry the new ones that it could be."""
    by_beginning: dict[str, list[int]] = {}
    for other, text in enumerate(words[1]):
        by_beginning.setdefault(text[:_BEGINNING], []).append(other)
    order = np.argsort(days[1], kind="stable")
    in_order = days[1][order]
    found = []
    for one, text in enumerate(words[0]):
        day = days[0][one]
        first, last = np.searchsorted(in_order, (day - NEAR_DAYS, day + NEAR_DAYS + 1), "left")
        same, later = np.searchsorted(in_order, (day, day + 1), "left")
        # Of a crowded month those nearest in date; of a crowded day those nearest in the file.
        middle = (
            same + np.searchsorted(order[same:later], one) if later - same > _HALF else (same + later) // 2
        )
        near = order[max(first, middle - _HALF) : min(last, middle + _HALF)]
        alike = by_beginning.get(text[:_BEGINNING], [])
        at = bisect_left(alike, one)
        found.append(list(dict.fromkeys([*map(int, near), *alike[max(at - _HALF, 0) : at + _HALF]])))
    return found


def _words(timeline: Timeline, places: Sequence[int]) -> list[str]:
    """Return the words of entries, without their dates: those are compared as dates."""
    columns = [timeline.fields[name] for name in ("event", "response", "comment") if name in timeline.fields]
    columns += [cells for name, cells in timeline.fields.items() if name not in _NOT_WORDS]
    columns += timeline.others.values()
    return [" ".join(" ".join(cells[place] for cells in columns).casefold().split()) for place in places]


_NOT_WORDS = frozenset(("event", "response", "comment", "date", "end_date", "time"))
UNDATED = -10_000_000


def _days(timeline: Timeline, places: Sequence[int]) -> np.ndarray:
    """Return the first day of each entry as a number; all that are undated share one, far from any other."""
    texts = timeline.fields.get("date", [])
    known: dict[str, int] = {}
    for text in {texts[place] for place in places} if texts else ():
        when = read_date(text)
        day = when.earliest or when.latest
        known[text] = day.toordinal() if day else UNDATED
    return np.array([known[texts[place]] if texts else UNDATED for place in places], dtype="int64")


def _nearness(one: int, other: int) -> float:
    if one == UNDATED or other == UNDATED:
        return 0.5
    return max(0.0, 1.0 - abs(int(one) - int(other)) / NEAR_DAYS)


# What is different in two entries that belong together


def _differences(old: Timeline, before: int, new: Timeline, place: int) -> tuple[Difference, ...]:
    """Return the cells that read otherwise, under the headings of the new file where it has them."""
    cells = _cells(old, before), _cells(new, place)
    headings = {**_headings(old), **_headings(new)}
    names = dict.fromkeys((*cells[1], *cells[0]))
    return tuple(
        Difference(
            "" if name.startswith("other ") else name,
            headings.get(name, name),
            cells[0].get(name, ""),
            cells[1].get(name, ""),
        )
        for name in names
        if " ".join(cells[0].get(name, "").split()) != " ".join(cells[1].get(name, "").split())
    )


def _cells(timeline: Timeline, place: int) -> dict[str, str]:
    columns = {**timeline.fields, **{f"other {name}": cells for name, cells in timeline.others.items()}}
    return {name: cells[place] for name, cells in columns.items()}


def _headings(timeline: Timeline) -> dict[str, str]:
    """Return the heading of each field, and of each column that was not understood."""
    understood = {found: heading for heading, found in timeline.columns.items() if found}
    return {**understood, **{f"other {heading}": heading for heading in timeline.others}}
