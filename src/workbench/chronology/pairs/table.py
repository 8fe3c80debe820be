"""The chronology as arrays of numbers, in an order that does not depend on how the table is sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.case import Agency
from workbench.chronology.pairs.words import Called
from workbench.vocabulary import AGENCY_TYPES, KINDS, plain

MEETINGS = (
    "strategy_discussion", "conference_initial", "conference_review", "core_group", "care_support_meeting",
    "lac_review",
)  # fmt: skip
MESSAGES = ("report_sent", "report_received", "information_shared", "information_request", "acknowledgement")
"""Kinds that pass something on; those do not record a meeting, even where they name one."""
MEETING_OF = {word: kind for kind in MEETINGS for word in KINDS[kind].words} | {
    "casp meeting": "care_support_meeting", "csp meeting": "care_support_meeting",
    "strat meeting": "strategy_discussion", "case conference": "conference_initial",
    "child protection conference": "conference_initial", "review case conference": "conference_review",
    "review child protection conference": "conference_review",
}  # fmt: skip
MEETING_WORDS = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(MEETING_OF, key=lambda word: -len(word))))})(?!\w)"
)
OPENING = 40
"""How many signs of an entry say what it is about."""
UNKNOWN_DAYS = 100_000
"""How wide an open date counts: wider than any that is written."""


def means(token: str, agency: Agency) -> bool:
    """True if ``token`` (an agency's slug or a type of agency) can mean ``agency``."""
    return token in (agency.slug, agency.type)


@dataclass(frozen=True, eq=False)
class Named:
    """One row per entry and other agency that it names in one column."""

    at: np.ndarray
    other: np.ndarray
    stated: np.ndarray
    filled: np.ndarray
    """For each entry of the table: does it name anybody in this column?"""


@dataclass(frozen=True, eq=False)
class Masks:
    """Which of several codes each entry carries, and how rare each is with each agency."""

    bits: np.ndarray
    """True where an entry (row) has a code (column)."""
    filled: np.ndarray
    weights: np.ndarray
    """Agency by code: the logarithm of how seldom that agency's entries carry it."""


@dataclass(frozen=True, eq=False)
class Table:
    """What pairing reads of every entry."""

    order: np.ndarray
    """Where each entry stands in the table as given."""
    agencies: tuple[str, ...]
    agency: np.ndarray
    sizes: np.ndarray
    """How many entries each agency has."""
    first: np.ndarray
    last: np.ndarray
    width: np.ndarray
    minute: np.ndarray
    kinds: tuple[str, ...]
    kind: np.ndarray
    kind_stated: np.ndarray
    meeting: np.ndarray
    """The kind of meeting that an entry records, by its code or by the words it begins with; -1 for none."""
    told: Named
    heard: Named
    people: Masks
    topics: Masks
    texts: list[str]

    def __len__(self) -> int:
        return len(self.order)

    def of_kinds(self, kinds: Iterable[str]) -> np.ndarray:
        """Return for each entry whether it is of one of these kinds."""
        wanted = set(kinds)
        return np.array([kind in wanted for kind in self.kinds], dtype=bool)[self.kind]


def read_table(entries: pd.DataFrame, agencies: Mapping[str, Agency]) -> Table:
    """Return the arrays of ``entries``; a column that is not there counts as empty."""
    order = _order(entries)
    sorted_entries = entries.iloc[order]
    slugs = tuple(sorted({*agencies, *entries["agency"]}))
    code = {slug: number for number, slug in enumerate(slugs)}
    agency = np.array([code[slug] for slug in sorted_entries["agency"]], dtype="int64")
    sizes = np.bincount(agency, minlength=len(slugs))
    first, last, width = _days(sorted_entries)
    kinds, kind = _codes(_column(sorted_entries, "kind", ""))
    suggested = _column(sorted_entries, "suggested", ())
    texts = [" \n".join(filter(None, cells)) for cells in zip(*(
        _column(sorted_entries, name, "") for name in ("event", "response", "comment", "source")
    ), strict=True)]  # fmt: skip
    return Table(
        order, slugs, agency, sizes, first, last, width,
        _minutes(_column(sorted_entries, "clock", "")), kinds, kind,
        np.array(["kind" not in fields for fields in suggested], dtype=bool), _meetings(kinds, kind, texts),
        *(
            _named(_column(sorted_entries, name, ()), agency, code, agencies,
                   np.array([name not in fields for fields in suggested], dtype=bool))
            for name in ("told", "heard_from")
        ),
        *(_masks(_column(sorted_entries, name, ()), agency, sizes) for name in ("people", "topics")),
        texts,
    )  # fmt: skip


def _column(entries: pd.DataFrame, name: str, empty: object) -> np.ndarray:
    if name in entries:
        return entries[name].to_numpy(dtype=object)
    column = np.empty(len(entries), dtype=object)
    column[:] = [empty] * len(entries)
    return column


def _order(entries: pd.DataFrame) -> np.ndarray:
    """Return the places of the entries by date, time, agency and row: the chronology's own order."""
    ids = pd.Series(entries.index.astype(str), dtype=object)
    keys = pd.DataFrame(
        {
            "first": entries["earliest"].fillna(entries["latest"]).to_numpy(),
            "last": entries["latest"].fillna(entries["earliest"]).to_numpy(),
            "clock": _column(entries, "clock", ""),
            "agency": entries["agency"].to_numpy(),
            # "gp:9" before "gp:10"
            "digits": ids.str.len().to_numpy(),
            "id": ids.to_numpy(),
        }
    )
    return keys.sort_values(list(keys.columns), kind="stable", na_position="last").index.to_numpy()


def _days(entries: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first and last day as numbers, and how many days lie between them."""
    earliest, latest = (
        entries[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest")
    )
    no_first, no_last = np.isnat(earliest), np.isnat(latest)
    first, last = earliest.astype("int64"), latest.astype("int64")
    first = np.where(no_first, np.where(no_last, 0, last) - UNKNOWN_DAYS, first)
    last = np.where(no_last, np.where(no_first, 0, earliest.astype("int64")) + UNKNOWN_DAYS, last)
    return first, last, np.where(no_first | no_last, UNKNOWN_DAYS, last - first)


def _minutes(clocks: np.ndarray) -> np.ndarray:
    """Return the time of day in minutes, -1 where there is none."""
    minutes = np.full(len(clocks), -1, dtype="int64")
    for at in np.flatnonzero(clocks.astype(bool)):
        hour, _, minute = str(clocks[at]).partition(":")
        minutes[at] = int(hour) * 60 + int(minute)
    return minutes


def _codes(values: Sequence[str] | np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    codes, distinct = pd.factorize(np.asarray(values, dtype=object), sort=True)
    return tuple(distinct), codes


def _named(
    column: np.ndarray,
    agency: np.ndarray,
    code: Mapping[str, int],
    agencies: Mapping[str, Agency],
    stated: np.ndarray,
) -> Named:
    """Return who is named, once for each other agency that a word can mean."""
    meant: dict[tuple[str, ...], list[int]] = {}
    at: list[int] = []
    other: list[int] = []
    filled = column.astype(bool)
    for place in np.flatnonzero(filled).tolist():
        tokens = column[place]
        if tokens not in meant:
            meant[tokens] = sorted(
                {code[slug] for slug, one in agencies.items() if any(means(token, one) for token in tokens)}
            )
        own = agency[place]
        for one in meant[tokens]:
            if one != own:
                at.append(place)
                other.append(one)
    places = np.array(at, dtype="int64")
    return Named(places, np.array(other, dtype="int64"), stated[places], filled)


def calls(table: Table, agencies: Mapping[str, Agency]) -> dict[str, Called]:
    """Return what the agencies are called, by the last word of it."""
    found: dict[str, Called] = {}
    for slug, agency in agencies.items():
        kind = AGENCY_TYPES.get(agency.type)
        for name in sorted({plain(slug), plain(agency.label), *(kind.words if kind else ())} - {""}):
            words = name.split()
            found.setdefault(words[-1], []).append((frozenset(words), table.agencies.index(slug)))
    return found


def mentioned(table: Table, at: np.ndarray, other: np.ndarray) -> Named:
    """Return which other agencies stand in the words of which entries."""
    others = table.agency[at] != other
    at, other = at[others], other[others]
    return Named(at, other, np.zeros(len(at), dtype=bool), np.bincount(at, minlength=len(table)) > 0)


def _meetings(kinds: Sequence[str], kind: np.ndarray, texts: Sequence[str]) -> np.ndarray:
    """Return the number of the meeting that each entry records, -1 for none."""
    meeting = np.array([MEETINGS.index(one) if one in MEETINGS else -1 for one in kinds], dtype="int64")[kind]
    message = np.array([one in MESSAGES for one in kinds], dtype=bool)[kind]
    for at in np.flatnonzero((meeting < 0) & ~message).tolist():
        found = MEETING_WORDS.search(texts[at][:OPENING].lower())
        if found:
            meeting[at] = MEETINGS.index(MEETING_OF[found[0]])
    return meeting


def _masks(column: np.ndarray, agency: np.ndarray, sizes: np.ndarray) -> Masks:
    """Return the codes of each entry as columns of true and false, with each agency's weights."""
    names = sorted({name for values in set(column) for name in values})
    of = {name: number for number, name in enumerate(names)}
    bits = np.zeros((len(column), len(names)), dtype=bool)
    numbers, distinct = pd.factorize(column) if len(column) else (np.array([], dtype="int64"), [])
    rows = np.zeros((len(distinct), len(names)), dtype=bool)
    for number, values in enumerate(distinct):
        rows[number, [of[name] for name in values]] = True
    if len(distinct):
        bits = rows[numbers]
    counts = np.stack([np.bincount(agency, weights=bits[:, n], minlength=len(sizes)) for n in range(len(names))], axis=1) if names else np.zeros((len(sizes), 0))  # fmt: skip
    # As if eight more entries had been read, two of which carry the code: few entries prove little.
    weights = np.log((sizes[:, None] + 8) / (counts + 2))
    return Masks(bits, bits.any(axis=1) if names else np.zeros(len(column), dtype=bool), weights)
