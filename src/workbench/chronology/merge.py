"""All agencies' entries in one table, in an order that holds under uncertain dates.

If one interval ends before another begins, it stands first, always. Where two
overlap the records do not say which came first: then the earlier beginning,
the earlier end, the time of day, the agency and the agency's own row decide, so
that the order is the same however the files arrive. Undated entries stand last.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from workbench.case import Problem, When
from workbench.intake import FIELDS, Timeline, read_date

OPEN = np.datetime64("NaT", "s")
LAST = np.iinfo(np.int64).max


def merge(timelines: Iterable[Timeline], *, born: When | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """Return every entry of every timeline in order, indexed by ``agency:row``.

    Columns: agency, row, file, line, the text fields of the design, the
    interval (earliest, latest: datetime64[s], NaT where open), precision, edtf,
    assumption, and ``others`` (a dict of the columns that were not understood).
    """
    tables = [_table(timeline) for timeline in timelines if len(timeline)]
    if not tables:
        return _sorted(_dated(_empty(), born)[0]), []
    entries, problems = _dated(pd.concat(tables, ignore_index=True), born)
    return _sorted(entries), problems


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


def _dated(entries: pd.DataFrame, born: When | None) -> tuple[pd.DataFrame, list[Problem]]:
    """Add the interval of every entry, reading each distinct date once."""
    keys = pd.MultiIndex.from_arrays([entries["date"], entries["time"], entries["end_date"]])
    places, distinct = keys.factorize()
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
    wrong = {i: when.problem for i, when in enumerate(dates) if when.problem}
    problems = [
        Problem(
            entries["file"].iat[int(at)], int(entries["line"].iat[int(at)]), "date", wrong[int(places[at])],
            "The entry is kept, undated.",
        )
        for at in np.flatnonzero(np.isin(places, list(wrong)))
    ]  # fmt: skip
    return entries.rename(columns={"date": "date_text"}).assign(**added), problems


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
