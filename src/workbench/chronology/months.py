"""The months of a period in which an agency's timeline has no entry."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

Stretch = tuple[date, date]
"""A first and a last day."""


def months_without_entries(entries: pd.DataFrame, period: tuple[date, date]) -> tuple[Stretch, ...]:
    """Return the stretches of whole months in which no entry can lie.

    A vague date has the benefit of the doubt: it fills every month it could lie
    in. What lies outside the period fills nothing. A month that is only partly in the period is named
    where the stretch goes on beside it, or where nothing but it was reviewed.
    """
    starts = _months(period)
    # Day by day: an entry fills the days it could be on, from the period's first to its last.
    first, last = (np.datetime64(day, "D") for day in period)
    begins, ends = (
        _days(entries, name, open_end=end) for name, end in (("earliest", first), ("latest", last))
    )
    dated = (entries["scope"] != "undated").to_numpy() & (ends >= first) & (begins <= last)
    bounds = np.array([*starts, period[1] + timedelta(days=1)], dtype="datetime64[D]")
    change = np.zeros(len(starts) + 1, dtype="int64")
    np.add.at(change, np.searchsorted(bounds, np.maximum(begins[dated], first), side="right") - 1, 1)
    np.add.at(change, np.searchsorted(bounds, np.minimum(ends[dated], last), side="right"), -1)
    return tuple(_stretches(starts, np.cumsum(change)[:-1] == 0, period))


def _days(entries: pd.DataFrame, name: str, *, open_end: np.datetime64) -> np.ndarray:
    values = entries[name].to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(values), open_end, values)


def _months(period: tuple[date, date]) -> list[date]:
    """Return the first day of each month that the period touches; of the first, the day it begins on."""
    found = [period[0]]
    while (following := _next_month(found[-1])) <= period[1]:
        found.append(following)
    return found


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _stretches(starts: list[date], empty: np.ndarray, period: tuple[date, date]) -> list[Stretch]:
    ends = [following - timedelta(days=1) for _, following in pairwise(starts)] + [period[1]]
    found: list[Stretch] = []
    for start, end, none in zip(starts, ends, empty, strict=True):
        if none and found and found[-1][1] + timedelta(days=1) == start:
            found[-1] = (found[-1][0], end)
        elif none:
            found.append((start, end))
    return [stretch for stretch in found if stretch == period or _holds_a_month(*stretch)]


def _holds_a_month(first: date, last: date) -> bool:
    """Return whether a whole month lies between two days."""
    start = first if first.day == 1 else _next_month(first)
    return _next_month(start) - timedelta(days=1) <= last
