"""All agencies' entries in one table, in an order that holds under uncertain dates.

If one interval ends before another begins, it stands first, always. Where two
overlap the records do not say which came first: then the earlier beginning,
the earlier end, the time of day, the agency and the agency's own row decide, so
that the order is the same however the files arrive. Undated entries stand last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Problem, When
from workbench.intake import FIELDS, Timeline, read_date

LAST = np.iinfo(np.int64).max
DATE_CELLS = ("date", "time", "end_date")


def merge(timelines: Iterable[Timeline], *, born: When | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """Return every entry of every timeline in order, indexed by ``agency:row``, and the dates that are none.

    Columns: agency, row, file, line, the text fields of the design, the
    interval (earliest, latest: datetime64[s], NaT where open), precision, edtf,
    assumption, clock ("HH:MM" or ""), and ``others`` (a dict of the columns that
    were not understood). ``date_text`` is the date as written.
    """
    used = [timeline for timeline in timelines if len(timeline)]
    columns = _columns(used)
    dates, problems = _dates(columns, born, {timeline.file: _headings(timeline) for timeline in used})
    columns |= dates
    columns["date_text"] = columns.pop("date")
    order = _order(columns)
    index = pd.Index(columns.pop("id")[order], name="id", dtype=object)
    table = pd.DataFrame({name: values[order] for name, values in columns.items()}, index=index)
    return table.assign(**dict.fromkeys([name for name in FIELDS if name not in {*columns, "date"}], "")), problems


def _headings(timeline: Timeline) -> dict[str, str]:
    return {found: heading for heading, found in timeline.columns.items() if found}


def _columns(timelines: Sequence[Timeline]) -> dict[str, np.ndarray]:
    """Return the columns of all timelines, one timeline below the other."""

    size = sum(map(len, timelines))

    def below(dtype: type, parts: Iterable[Iterable[Any]]) -> np.ndarray:
        return np.fromiter(chain.from_iterable(parts), dtype=dtype, count=size)

    filled = {name for t in timelines for name in t.fields} | set(DATE_CELLS)
    return {
        "id": below(object, ([f"{t.agency}:{row}" for row in range(1, len(t) + 1)] for t in timelines)),
        "agency": below(object, ([t.agency] * len(t) for t in timelines)),
        "row": below(int, (range(1, len(t) + 1) for t in timelines)),
        "file": below(object, ([t.file] * len(t) for t in timelines)),
        "line": below(int, (t.lines for t in timelines)),
        **{
            name: below(object, (t.fields.get(name, [""] * len(t)) for t in timelines))
            for name in FIELDS
            if name in filled
        },
        "others": below(object, (_others(t) for t in timelines)),
    }


def _others(timeline: Timeline) -> Iterable[dict[str, str]]:
    if not timeline.others:
        return [{}] * len(timeline)
    headings = tuple(timeline.others)
    return (dict(zip(headings, cells, strict=True)) for cells in zip(*timeline.others.values(), strict=True))


def _dates(
    columns: Mapping[str, np.ndarray], born: When | None, headings: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, np.ndarray], list[Problem]]:
    """Return the interval of every entry, reading each distinct date once, and the dates that are none."""
    places, distinct = _factorized([columns[name] for name in DATE_CELLS])
    dates = [read_date(date, time_text=time, end_text=end, born=born) for date, time, end in distinct]
    texts = {
        "precision": [when.precision for when in dates],
        "edtf": [when.edtf for when in dates],
        "assumption": [when.assumption for when in dates],
        "clock": [when.time for when in dates],
    }
    added: dict[str, np.ndarray] = {
        "earliest": np.array([when.earliest for when in dates], dtype="datetime64[s]")[places],
        "latest": np.array([when.latest for when in dates], dtype="datetime64[s]")[places],
        **{name: np.array(values, dtype=object)[places] for name, values in texts.items()},
    }
    wrong = {i: (when.problem, _cell_at_fault(distinct[i], born)) for i, when in enumerate(dates) if when.problem}
    problems = []
    for at in np.flatnonzero(np.isin(places, list(wrong))):
        problem, cell = wrong[int(places[at])]
        file = columns["file"][at]
        column = headings[file].get(cell, cell.replace("_", " "))
        problems.append(Problem(file, int(columns["line"][at]), column, problem, "The entry is kept, undated."))
    return added, problems


def _factorized(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, list[tuple[Any, ...]]]:
    """Return for each row the number of its cells, and the distinct ones in the order of their numbers."""
    numbers = np.zeros(len(columns[0]), dtype="int64")
    for column in columns:
        codes, values = pd.factorize(column)
        numbers = pd.factorize(numbers * max(len(values), 1) + codes)[0]
    first = np.empty(numbers.max(initial=-1) + 1, dtype="int64")
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]  # the last to be set is the first row
    return numbers, list(zip(*(column[first] for column in columns), strict=True))


def _cell_at_fault(cells: tuple[str, str, str], born: When | None) -> str:
    """Return which of a row's date cells the problem is in."""
    date, time, end = cells
    if read_date(date, born=born).problem:
        return "date"
    return "end_date" if read_date(date, end_text=end, born=born).problem else "time"


def _order(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the places of the entries in the order that the chronology shows them in."""
    earliest, latest = columns["earliest"], columns["latest"]
    # An open beginning ("before 3 June") sorts at its end, which keeps every certain order.
    first = np.where(np.isnat(earliest), latest, earliest)
    last = np.where(np.isnat(latest), earliest, latest)
    return np.lexsort(
        (
            columns["row"],
            pd.factorize(columns["agency"], sort=True)[0],
            pd.factorize(columns["clock"], sort=True)[0],
            _number(last),
            _number(first),
        )
    )


def _number(days: np.ndarray) -> np.ndarray:
    return np.where(np.isnat(days), LAST, days.astype("int64"))
