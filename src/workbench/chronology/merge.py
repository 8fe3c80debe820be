"""All agencies' entries in one table, in an order that holds under uncertain dates.

If one interval ends before another begins, it stands first, always. Where two
overlap the records do not say which came first: then the earlier beginning,
the earlier end, the time of day, the agency and the agency's own row decide, so
that the order is the same however the files arrive. Undated entries stand last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.case import Problem, When
from workbench.intake import FIELDS, Timeline, read_date

LAST = np.iinfo(np.int64).max
DATE_CELLS = ("date", "time", "end_date")


def merge(timelines: Iterable[Timeline], *, born: When | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """Return every entry of every timeline in order, indexed by ``agency:row``.

    Columns: agency, row, file, line, the text fields of the design, the
    interval (earliest, latest: datetime64[s], NaT where open), precision, edtf,
    assumption, clock ("HH:MM" or ""), and ``others`` (a dict of the columns that
    were not understood). ``date_text`` is the date as written.
    """
    used = [timeline for timeline in timelines if len(timeline)]
    table = pd.concat([_table(timeline) for timeline in used], ignore_index=True) if used else _empty()
    dates, problems = _dates(table, born, {timeline.file: _headings(timeline) for timeline in used})
    return _sorted(table.rename(columns={"date": "date_text"}).assign(**dates)), problems


def _headings(timeline: Timeline) -> dict[str, str]:
    return {found: heading for heading, found in timeline.columns.items() if found}


def _empty() -> pd.DataFrame:
    texts = ["agency", "file", *FIELDS, "others"]
    return pd.DataFrame({name: pd.Series(dtype=object) for name in texts}).assign(
        row=pd.Series(dtype="int64"), line=pd.Series(dtype="int64")
    )


def _table(timeline: Timeline) -> pd.DataFrame:
    size = len(timeline)
    columns: dict[str, object] = {
        "agency": np.full(size, timeline.agency, dtype=object),
        "row": np.arange(1, size + 1),
        "file": np.full(size, timeline.file, dtype=object),
        "line": np.asarray(timeline.lines),
    }
    blank = [""] * size
    for name in FIELDS:
        columns[name] = np.asarray(timeline.fields.get(name, blank), dtype=object)
    others = np.empty(size, dtype=object)
    others[:] = (
        [dict(zip(timeline.others, row, strict=True)) for row in zip(*timeline.others.values(), strict=True)]
        if timeline.others
        else [{}] * size
    )
    columns["others"] = others
    return pd.DataFrame(columns)


def _dates(
    table: pd.DataFrame, born: When | None, headings: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, np.ndarray], list[Problem]]:
    """Return the interval of every entry, reading each distinct date once, and the dates that are none."""
    places, distinct = _factorized(table)
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
    wrong = {
        i: (when.problem, _cell_at_fault(distinct[i], born)) for i, when in enumerate(dates) if when.problem
    }
    at_fault = np.flatnonzero(np.isin(places, list(wrong)))
    files, lines = table["file"].to_numpy()[at_fault], table["line"].to_numpy()[at_fault]
    problems = []
    for file, line, place in zip(files, lines, places[at_fault], strict=True):
        problem, cell = wrong[int(place)]
        column = headings[file].get(cell, cell.replace("_", " "))
        problems.append(Problem(file, int(line), column, problem, "The entry is kept, undated."))
    return added, problems


def _factorized(table: pd.DataFrame) -> tuple[np.ndarray, Sequence[tuple[str, str, str]]]:
    """Return for each row the number of its date cells, and the distinct ones in the order of their numbers."""
    numbers = np.zeros(len(table), dtype="int64")
    for name in DATE_CELLS:
        codes, values = pd.factorize(table[name].to_numpy(dtype=object))
        numbers = pd.factorize(numbers * max(len(values), 1) + codes)[0]
    _, first = np.unique(numbers, return_index=True)
    cells = (table[name].to_numpy(dtype=object)[first] for name in DATE_CELLS)
    return numbers, list(zip(*cells, strict=True))


def _cell_at_fault(cells: tuple[str, str, str], born: When | None) -> str:
    """Return which of a row's date cells the problem is in."""
    date, time, end = cells
    if read_date(date, born=born).problem:
        return "date"
    return "end_date" if read_date(date, end_text=end, born=born).problem else "time"


def _sorted(entries: pd.DataFrame) -> pd.DataFrame:
    earliest = entries["earliest"].to_numpy(dtype="datetime64[s]")
    latest = entries["latest"].to_numpy(dtype="datetime64[s]")
    # An open beginning ("before 3 June") sorts at its end, which keeps every certain order.
    first = np.where(np.isnat(earliest), latest, earliest)
    last = np.where(np.isnat(latest), earliest, latest)
    order = np.lexsort(
        (
            entries["row"].to_numpy(),
            pd.factorize(entries["agency"], sort=True)[0],
            pd.factorize(entries["clock"], sort=True)[0],
            _number(last),
            _number(first),
        )
    )
    entries = entries.iloc[order]
    ids = entries["agency"].str.cat(entries["row"].astype(str), sep=":") if len(entries) else []
    return entries.set_index(pd.Index(ids, name="id", dtype=object))


def _number(days: np.ndarray) -> np.ndarray:
    return np.where(np.isnat(days), LAST, days.astype("int64"))
