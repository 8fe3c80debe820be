"""The two ends of one contact: which entry of one agency answers which of another.

An entry that tells an agency and an entry of that agency that heard from the
first are paired where their dates allow it: the receipt between one day before
and five working days (seven calendar days) after the sending, the nearest dates
first, each entry used once in each direction. Wording is not compared yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from workbench.case import Agency

DAYS_BEFORE, DAYS_AFTER = 1, 7
WIDEST_DAYS = 62
"""An entry whose date is vaguer than this is not paired by date alone: it would fit anything."""


def means(token: str, agency: Agency) -> bool:
    """True if ``token`` (an agency's slug or a type of agency) can mean ``agency``."""
    return token in (agency.slug, agency.type)


def pair(entries: pd.DataFrame, agencies: Mapping[str, Agency]) -> pd.Series:
    """Return for each entry the ids it is paired with, as a tuple."""
    sent, received = _ends(entries, "told", agencies), _ends(entries, "heard_from", agencies)
    inbox = {key: group.sort_values(["first", "at"]) for key, group in received.groupby(["other", "agency"])}
    candidates: list[tuple[int, int, int, int, str, str]] = []
    for key, group in sent.groupby(["agency", "other"]):
        if key in inbox:
            candidates += _candidates(group, inbox[key], *key)
    taken: set[tuple[str, int, str]] = set()
    found: dict[int, set[int]] = {}
    for _, _, at, at_in, agency, other in sorted(candidates):
        if ("out", at, other) in taken or ("in", at_in, agency) in taken:
            continue
        taken |= {("out", at, other), ("in", at_in, agency)}
        found.setdefault(at, set()).add(at_in)
        found.setdefault(at_in, set()).add(at)
    ids = entries.index.to_numpy()
    pairs = np.empty(len(entries), dtype=object)
    pairs[:] = [()] * len(entries)
    for at, others in found.items():
        pairs[at] = tuple(ids[sorted(others)])
    return pd.Series(pairs, index=entries.index)


def _candidates(
    sent: pd.DataFrame, received: pd.DataFrame, agency: str, other: str
) -> Iterator[tuple[int, int, int, int, str, str]]:
    """Yield every pair whose dates allow it, with the days apart and the vagueness first."""
    first_in, last_in = received["first"].to_numpy(), received["last"].to_numpy()
    places = received["at"].to_numpy()
    starts = np.searchsorted(first_in, sent["first"].to_numpy() - DAYS_BEFORE - WIDEST_DAYS, "left")
    ends = np.searchsorted(first_in, sent["last"].to_numpy() + DAYS_AFTER, "right")
    for at, first, last, start, end in zip(sent["at"], sent["first"], sent["last"], starts, ends, strict=True):
        for i in range(start, end):
            least, most = first_in[i] - last, last_in[i] - first
            if most >= -DAYS_BEFORE:
                yield int(max(least, -most, 0)), int(most - least), int(at), int(places[i]), agency, other


def _ends(entries: pd.DataFrame, column: str, agencies: Mapping[str, Agency]) -> pd.DataFrame:
    """Return one row per entry and agency it names: its position, both agencies, its days."""
    first = entries["earliest"].to_numpy().astype("datetime64[D]").astype("int64")
    last = entries["latest"].to_numpy().astype("datetime64[D]").astype("int64")
    usable = entries["earliest"].notna().to_numpy() & entries["latest"].notna().to_numpy()
    usable &= (last - first) <= WIDEST_DAYS
    slugs_of: dict[str, list[str]] = {}
    rows: list[tuple[int, str, str]] = []
    for at, (slug, named) in enumerate(zip(entries["agency"], entries[column], strict=True)):
        if not named or not usable[at]:
            continue
        for token in named:
            if token not in slugs_of:
                slugs_of[token] = [agency.slug for agency in agencies.values() if means(token, agency)]
            rows += [(at, slug, other) for other in slugs_of[token] if other != slug]
    frame = pd.DataFrame(rows, columns=["at", "agency", "other"]).drop_duplicates()
    at = frame["at"].to_numpy(dtype="int64")
    return frame.assign(at=at, first=first[at], last=last[at])
