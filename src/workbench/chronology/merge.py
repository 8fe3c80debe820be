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
    sorted_columns = {name: values[order] for name, values in columns.items()}
    sorted_columns |= {name: values[places[order]] for name, values in _date_columns(dates).items()}
    index = pd.Index(sorted_columns.pop("id"), name="id", dtype=object)
    unfilled = [name for name in FIELDS if name not in columns and name != "date"]
    sorted_columns |= dict.fromkeys(unfilled, np.full(len(index), "", dtype=object))
    # As series with their type said: pandas would look at every text again to find out that it is one.
    series = {name: pd.Series(values, index, values.dtype) for name, values in sorted_columns.items()}
    return Merged(pd.DataFrame(series), problems, tuple(question for _, question in questions))


def _columns(timelines: Sequence[Timeline]) -> dict[str, np.ndarray]:
    """Return the columns of all timelines, one timeline below the other; without those that nobody filled."""
    size = sum(map(len, timelines))

    def below(kind: type, parts: Iterable[Iterable[Any]]) -> np.ndarray:
        return np.fromiter(chain.from_iterable(parts), dtype=kind, count=size)

    filled = {*DATE_CELLS, *(name for timeline in timelines for name in timeline.fields)}
    return {
        "id": below(object, ([f"{t.agency}:{row}" for row in range(1, len(t) + 1)] for t in timelines)),
        "agency": below(object, (repeat(t.agency, len(t)) for t in timelines)),
        "row": below(int, (range(1, len(t) + 1) for t in timelines)),
        "file": below(object, (repeat(t.file, len(t)) for t in timelines)),
        "line": below(int, (t.lines for t in timelines)),
        "part": below(object, (t.parts or repeat("", len(t)) for t in timelines)),
        **{
            name: below(object, (t.fields.get(name) or repeat("", len(t)) for t in timelines))
            for name in FIELDS
            if name in filled
        },
        "others": below(object, map(_others, timelines)),
    }


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
    return np.array([rank[key] for key in keys], dtype="int64")


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
