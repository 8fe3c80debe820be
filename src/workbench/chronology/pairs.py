"""The two ends of one contact: which entry of one agency answers which of another.

An entry that tells an agency and an entry of that agency that heard from the
first are paired where their dates allow it: the receipt between one day before
and five working days (seven calendar days) after the sending, the nearest dates
first, each entry used once in each direction. Wording is not compared yet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from workbench.case import Agency

DAYS_BEFORE, DAYS_AFTER = 1, 7
WIDEST_DAYS = 62
"""An entry whose date is vaguer than this is not paired by date alone: it would fit anything."""

Days = tuple[int, int]
"""The first and last day that an entry could be, as numbers."""


def means(token: str, agency: Agency) -> bool:
    """True if ``token`` (an agency's slug or a type of agency) can mean ``agency``."""
    return token in (agency.slug, agency.type)


def pair(entries: pd.DataFrame, agencies: Mapping[str, Agency]) -> pd.Series:
    """Return for each entry the ids it is paired with, as a tuple."""
    sent, received = _ends(entries, "told", agencies), _ends(entries, "heard_from", agencies)
    inbox = {key: group for key, group in received.groupby(["other", "agency"])}
    found: dict[int, set[int]] = {}
    for key, group in sent.groupby(["agency", "other"]):
        if key in inbox:
            for at, at_in in _matched(_by_days(group), _by_days(inbox[key])):
                found.setdefault(at, set()).add(at_in)
                found.setdefault(at_in, set()).add(at)
    ids = entries.index.to_numpy(dtype=object)
    pairs = np.empty(len(entries), dtype=object)
    pairs[:] = [()] * len(entries)
    for at, others in found.items():
        pairs[at] = tuple(ids[sorted(others)])
    return pd.Series(pairs, index=entries.index, dtype=object)


def _by_days(group: pd.DataFrame) -> dict[Days, list[int]]:
    """Return the positions of a group's entries by the days they could be, in the order of the table."""
    found: dict[Days, list[int]] = {}
    group = group.sort_values(["first", "last", "at"])
    for first, last, at in zip(
        group["first"].tolist(), group["last"].tolist(), group["at"].tolist(), strict=True
    ):
        found.setdefault((first, last), []).append(at)
    return found


def _matched(sent: dict[Days, list[int]], received: dict[Days, list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one agency's entries and another's, the nearest first, the least vague first.

    Entries of the same days are handled together, so that a thousand contacts
    on one day are not a million candidates.
    """
    for _, _, days, days_in in sorted(_candidates(sent, received)):
        yield from zip(sent[days], received[days_in], strict=False)
        both = min(len(sent[days]), len(received[days_in]))
        del sent[days][:both], received[days_in][:both]


def _candidates(sent: Iterable[Days], received: Iterable[Days]) -> Iterator[tuple[int, int, Days, Days]]:
    """Yield every two spans of days that allow a pair, with the days apart and the vagueness first."""
    inbox = list(received)
    firsts = [first for first, _ in inbox]
    for days in sent:
        first, last = days
        start = bisect_left(firsts, first - DAYS_BEFORE - WIDEST_DAYS)
        for days_in in inbox[start : bisect_right(firsts, last + DAYS_AFTER)]:
            least, most = days_in[0] - last, days_in[1] - first
            if most >= -DAYS_BEFORE:
                yield max(least, -most, 0), most - least, days, days_in


def _ends(entries: pd.DataFrame, column: str, agencies: Mapping[str, Agency]) -> pd.DataFrame:
    """Return one row per entry and agency it names: its position, both agencies, its days."""
    first = entries["earliest"].to_numpy().astype("datetime64[D]").astype("int64")
    last = entries["latest"].to_numpy().astype("datetime64[D]").astype("int64")
    usable = entries["earliest"].notna().to_numpy() & entries["latest"].notna().to_numpy()
    usable &= (last - first) <= WIDEST_DAYS
    slugs_of: dict[str, list[str]] = {}
    rows: list[tuple[int, str, str]] = []
    slugs, names = (entries[name].to_numpy(dtype=object) for name in ("agency", column))
    named_at = np.flatnonzero(usable & names.astype(bool))
    for at, slug, named in zip(named_at.tolist(), slugs[named_at], names[named_at], strict=True):
        for token in named:
            if token not in slugs_of:
                slugs_of[token] = [agency.slug for agency in agencies.values() if means(token, agency)]
            rows += [(at, slug, other) for other in slugs_of[token] if other != slug]
    frame = pd.DataFrame(rows, columns=["at", "agency", "other"]).drop_duplicates()
    at = frame["at"].to_numpy(dtype="int64")
    return frame.assign(at=at, first=first[at], last=last[at])
