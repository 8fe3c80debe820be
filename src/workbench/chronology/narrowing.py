"""A part of a case: the entries of some agencies, people, kinds, topics, days and words.

Of several agencies an entry has to be of one of them, and so for people, kinds
and topics; what is asked of different fields has to hold all together. An entry
lies in the days asked for if its date could. One without a date lies in no days;
how many those are is counted, so that nothing goes missing unsaid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from workbench.chronology.case import Case
from workbench.chronology.intervals import Intervals
from workbench.chronology.word_search import WordSearch


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a case is narrowed to; where a field is empty, it narrows nothing."""

    agencies: tuple[str, ...] = ()
    """Slugs of the agencies whose entries are wanted."""
    people: tuple[str, ...] = ()
    """Ids of people that an entry names."""
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    words: str = ""
    """As `word_search` reads them."""
    since: date | None = None
    until: date | None = None
    """The first and last day of the window, both in it."""
    undated: bool = False
    """True for nothing but entries without a date."""

    def __bool__(self) -> bool:
        return self != NOTHING_LEFT_OUT

    @property
    def window(self) -> bool:
        """True where only some days are wanted."""
        return self.since is not None or self.until is not None

    @property
    def any_days(self) -> Narrowing:
        """The same without its window."""
        return replace(self, since=None, until=None)


NOTHING_LEFT_OUT = Narrowing()


@dataclass(frozen=True, eq=False)
class CasePart(Case):
    """Some entries of a case; its period and intervals are those of the whole."""

    whole: Case | None = None

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The period of the whole case: an axis that shrank with the entries would tell another story."""
        return self.whole.period if self.whole else None

    @cached_property
    def intervals(self) -> Intervals:
        """All that held: a status does not end because the row that began it is left out."""
        return self.whole.intervals if self.whole else Intervals(())


class Narrower:
    """One whole case, to be narrowed again and again: what is worked out of its texts is kept."""

    def __init__(self, case: Case) -> None:
        self._entries = case.entries

    @cached_property
    def _words(self) -> WordSearch:
        return WordSearch(self._entries)

    @cached_property
    def _undated(self) -> np.ndarray:
        return (self._entries["scope"] == "undated").to_numpy()

    def keeps(self, wanted: Narrowing) -> np.ndarray:
        """Return for each entry whether it is one of those wanted."""
        entries = self._entries
        keep = np.ones(len(entries), dtype=bool)
        for column, values in (("agency", wanted.agencies), ("kind", wanted.kinds)):
            if values:
                keep &= entries[column].isin(values).to_numpy()
        for column, values in (("people", wanted.people), ("topics", wanted.topics)):
            if values:
                keep &= _names_any(entries[column], frozenset(values))
        if wanted.words:
            keep &= self._words.found(wanted.words)
        if wanted.undated:
            keep &= self._undated
        if wanted.since:
            keep &= ~(entries["latest"] < pd.Timestamp(wanted.since)).to_numpy()
        if wanted.until:
            keep &= ~(entries["earliest"] > pd.Timestamp(wanted.until)).to_numpy()
        return keep & ~self._undated if wanted.window else keep

    def kept(self, wanted: Narrowing) -> pd.Index:
        """Return the ids of the entries that are wanted, in order."""
        return self._entries.index[self.keeps(wanted)]

    def undated_left_out(self, wanted: Narrowing) -> int:
        """Return how many entries the window leaves out for want of a date."""
        if not wanted.window:
            return 0
        return int(np.count_nonzero(self.keeps(wanted.any_days) & self._undated))


def part_of(case: Case, ids: pd.Index, *, agencies: Collection[str] = ()) -> CasePart:
    """Return a case with some of its entries; ids that are not in it are passed over.

    With ``agencies`` given the others are not in it: they have no lane.
    """
    own = {field.name: getattr(case, field.name) for field in fields(Case)}
    own["entries"] = entries_kept(case.entries, case.entries.index.isin(ids))
    if agencies:
        kept = {slug: one for slug, one in case.agencies.items() if slug in agencies}
        own["folder"] = replace(case.folder, agencies=kept)
    return CasePart(**own, whole=case)


def entries_kept(entries: pd.DataFrame, keep: np.ndarray) -> pd.DataFrame:
    """Return some of the entries; what they were matched with stays named only where it is among them."""
    kept = entries.loc[keep].copy()
    for name in ("paired_with", "same_as"):
        # Most entries stand alone, and a look at an empty tuple is cheap.
        kept[name] = [tuple(id for id in ids if id in kept.index) if ids else ids for ids in kept[name]]
    return kept


def _names_any(named: Iterable[Collection[str]], wanted: frozenset[str]) -> np.ndarray:
    return np.array([not wanted.isdisjoint(ids) for ids in named], dtype=bool)
