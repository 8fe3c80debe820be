"""Rows that follow each other closely enough to be one series: one point, however long it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from workbench.gaps.entry import Entry
from workbench.gaps.working_days import months_after


def unbroken(entries: Iterable[Entry], *, number: int, months: int) -> list[tuple[Entry, ...]]:
    """Return dated entries in stretches in which any ``number`` neighbours could lie within so many months.

    A stretch goes on for as long as that holds, so a series of four years is one. Rows that
    belong to no such stretch stand alone, or with those they could lie near.
    """
    rest = sorted((entry for entry in entries if entry.dated), key=lambda entry: (entry.last, entry.at))
    number = max(2, number)
    joined = [False] * len(rest)
    for start in range(len(rest) - number + 1):
        window = rest[start : start + number]
        until = months_after(window[0].last, months)
        if all(entry.first < until for entry in window):
            joined[start + 1 : start + number] = [True] * (number - 1)
    found: list[list[Entry]] = []
    for entry, goes_on in zip(rest, joined, strict=True):
        if goes_on:
            found[-1].append(entry)
        else:
            found.append([entry])
    return [tuple(sorted(stretch, key=lambda entry: entry.at)) for stretch in found]


def days_between(series: Sequence[Entry]) -> list[int]:
    """Return the least number of days from each row of a series to the next."""
    return [max(0, (after.first - before.last).days) for before, after in pairwise(series)]


def few(entries: Sequence[Entry], number: int) -> tuple[Entry, ...]:
    """Return so many rows of a series to read: its first, and the last ones."""
    if len(entries) <= number:
        return tuple(entries)
    return (entries[0], *entries[len(entries) - number + 1 :])
