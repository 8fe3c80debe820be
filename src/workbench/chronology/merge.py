"""All agencies' entries in one table, in an order that holds under uncertain dates.

If one interval ends before another begins, it stands first, always. Where two
overlap the records do not say which came first: then the earlier beginning,
the earlier end, the time of day, the agency and the agency's own row decide, so
that the order is the same however the files arrive. Undated entries stand last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from workbench.case import Problem, When, collector_paused
from workbench.chronology.dating import DATE_CELLS, DateQuestion, marks, read_dates
from workbench.intake import FIELDS, Timeline


class Merged(NamedTuple):
    """Every entry in one order, the dates that are none, and the dates to ask about."""

    entries: pd.DataFrame
    problems: list[Problem]
    questions: tuple[DateQuestion, ...]


@collector_paused()
def merge(
    timelines: Iterable[Timeline],
    *,
    born: When | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
) -> Merged:
    """Return every entry of every timeline in order, indexed by ``agency:row``.

    ``answers`` maps agency and row to the date that a person gave instead.

    Columns: agency, row, file, part, line, the text fields of the design, the
    interval (earliest, latest: datetime64[s], NaT where open), precision, edtf,
    assumption, clock ("HH:MM" or ""), ``date_question`` (what is asked about the
    date, "" for nearly all) and ``others`` (a dict of the columns that were not
    understood). ``date_text`` is the date as written.
    """
    used = sorted((timeline for timeline in timelines if len(timeline)), key=lambda timeline: timeline.agency)
    columns = _columns(used)
    places, dates, problems, questions = read_dates(columns, used, born=born, answers=answers)
    columns["date_question"] = marks(len(places), questions)
    columns["date_text"] = columns.pop("date")
    # The rows stand by agency and row already, and a stable sort leaves equal ones so.
    order = np.argsort(_ranks(dates)[places], kind="stable")
    same = _same_in_every_row(used) if questions else _same_in_every_row(used) | {"date_question"}
    sorted_columns = {name: cells if name in same else cells[order] for name, cells in columns.items()}
    readings = places[order]
    sorted_columns |= {name: values[readings] for name, values in _date_columns(dates).items()}
    index = pd.Index(sorted_columns.pop("id"), name="id", dtype=object)
    unfilled = [name for name in FIELDS if name not in columns and name != "date"]
    sorted_columns |= {name: _all(len(index), "") for name in unfilled}
    # As series with their type said: pandas would look at every text again to find out that it is one.
    # Not copied: each column has an array of its own, which nobody else holds.
    series = {
        name: pd.Series(values, index, values.dtype, copy=False) for name, values in sorted_columns.items()
    }
    table = pd.DataFrame(series, copy=False)
    return Merged(table, problems, tuple(question for _, question in questions))


def _columns(timelines: Sequence[Timeline]) -> dict[str, np.ndarray]:
    """Return the columns of all timelines, one timeline below the other; without those that nobody filled."""
    sizes = list(map(len, timelines))
    same = _same_in_every_row(timelines)

    def below(parts: Iterable[Iterable[Any]]) -> np.ndarray:
        return np.fromiter(chain.from_iterable(parts), dtype=object, count=sum(sizes))

    def repeated(values: Iterable[str]) -> np.ndarray:
        return np.repeat(np.array([*values, ""], dtype=object), [*sizes, 0])

    def cells(name: str) -> np.ndarray:
        if name in same:
            return _all(sum(sizes), "")
        return below(t.fields.get(name) or repeat("", len(t)) for t in timelines)

    def numbers(parts: Iterable[Sequence[int]]) -> np.ndarray:
        return np.concatenate([np.zeros(0, "int64"), *(np.asarray(part, "int64") for part in parts)])

    filled = {*DATE_CELLS, *(name for timeline in timelines for name in timeline.fields)}
    return {
        "id": below([f"{t.agency}:{row}" for row in range(1, len(t) + 1)] for t in timelines),
        "agency": repeated(t.agency for t in timelines),
        "row": numbers(range(1, size + 1) for size in sizes),
        "file": repeated(t.file for t in timelines),
        "line": numbers(t.lines for t in timelines),
        "part": _all(sum(sizes), "")
        if "part" in same
        else below(t.parts or repeat("", len(t)) for t in timelines),
        **{name: cells(name) for name in FIELDS if name in filled},
        "others": _all(sum(sizes), {}) if "others" in same else below(map(_others, timelines)),
    }


def _same_in_every_row(timelines: Sequence[Timeline]) -> set[str]:
    """Return the columns that nobody filled, and which yet are there: they need no order."""
    same = {name for name in DATE_CELLS if not any(timeline.fields.get(name) for timeline in timelines)}
    same |= {"part"} - {"part" for timeline in timelines if any(timeline.parts)}
    return same | ({"others"} - {"others" for timeline in timelines if timeline.others})


def _all(size: int, value: object) -> np.ndarray:
    column = np.empty(size, dtype=object)
    column.fill(value)
    return column


def _others(timeline: Timeline) -> Iterable[dict[str, str]]:
    if not timeline.others:
        return repeat({}, len(timeline))
    headings = tuple(timeline.others)
    return (dict(zip(headings, cells, strict=True)) for cells in zip(*timeline.others.values(), strict=True))


def _ranks(dates: Sequence[When]) -> np.ndarray:
    """Return the place of each date in the order of the chronology; equal ones share theirs.

    An open beginning ("before 3 June") sorts at its end, which keeps every certain order.
    """
    keys = [
        (when.earliest or when.latest or date.max, when.latest or when.earliest or date.max, when.time)
        for when in dates
    ]
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    # In few bits, as numpy sorts these by their figures and not by comparing them.
    return np.array([rank[key] for key in keys], dtype="uint16" if len(rank) < 1 << 16 else "int64")


def _date_columns(dates: Sequence[When]) -> dict[str, np.ndarray]:
    return {
        "earliest": _stamps([when.earliest for when in dates]),
        "latest": _stamps([when.latest for when in dates]),
        "precision": np.array([when.precision for when in dates], dtype=object),
        "edtf": np.array([when.edtf for when in dates], dtype=object),
        "assumption": np.array([when.assumption for when in dates], dtype=object),
        "clock": np.array([when.time for when in dates], dtype=object),
    }


def _stamps(days: Sequence[date | None]) -> np.ndarray:
    """Return days as the table holds them. By their numbers: that is ten times as quick as by the dates."""
    numbers = np.array([day.toordinal() if day else 0 for day in days], dtype="int64")
    stamps = (numbers - date(1970, 1, 1).toordinal()).astype("datetime64[D]").astype("datetime64[s]")
    stamps[numbers == 0] = np.datetime64("NaT")
    return stamps
