"""The few entries that can begin or end something, as the derivations read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

_TEXTS = ("event", "response", "comment")


@dataclass(frozen=True, slots=True)
class Row:
    """A dated entry with what a derivation asks of it."""

    id: str
    agency: str
    days: tuple[date, date]
    kind: str
    outcome: str
    people: tuple[str, ...]
    text: str
    """All its words, in small letters."""


class Rows:
    """The dated entries of a case in order; a row is made only where something asks for it."""

    def __init__(self, entries: pd.DataFrame) -> None:
        """Take the columns of the case's entries; what has no date or a doubtful one is left out."""
        first, last = (entries[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest"))
        open_first, open_last = np.isnat(first), np.isnat(last)
        self.first, self.last = np.where(open_first, last, first), np.where(open_last, first, last)
        self.usable = ~(open_first & open_last) & (entries["date_question"] == "").to_numpy(dtype=bool)
        self.ids = entries.index.to_numpy(dtype=object)
        self.agency = entries["agency"].to_numpy(dtype=object)
        self._made: dict[int, Row] = {}
        self._columns = {
            name: entries[name].to_numpy(dtype=object) for name in ("kind", "outcome", "people", *_TEXTS)
        }

    @cached_property
    def _kinds(self) -> dict[str, np.ndarray]:
        """The places of the usable entries of each kind."""
        codes, names = pd.factorize(self._columns["kind"])
        places = np.flatnonzero(self.usable)
        order = places[np.argsort(codes[places], kind="stable")]
        edges = np.searchsorted(codes[order], np.arange(len(names) + 1))
        return {str(name): order[edges[at] : edges[at + 1]] for at, name in enumerate(names)}

    @cached_property
    def by_agency(self) -> dict[str, np.ndarray]:
        """The places of the usable entries of each agency, in order."""
        places = np.flatnonzero(self.usable)
        codes, slugs = pd.factorize(self.agency[places], sort=True)
        order = places[np.argsort(codes, kind="stable")]
        edges = np.searchsorted(np.sort(codes), np.arange(len(slugs) + 1))
        return {str(slug): order[edges[at] : edges[at + 1]] for at, slug in enumerate(slugs)}

    def of_kinds(self, kinds: Iterable[str]) -> list[Row]:
        """Return the entries of some kinds, in the order of the chronology."""
        found = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        return self.at(np.sort(np.concatenate(found)).tolist()) if found else []

    def places_of(self, kind: str) -> np.ndarray:
        """Return where the entries of a kind stand."""
        return self._kinds.get(kind, np.empty(0, dtype=np.int64))

    def at(self, places: Sequence[int]) -> list[Row]:
        """Return the entries at some places."""
        for at in places:
            if at not in self._made:
                self._made[at] = self._row(at)
        return [self._made[at] for at in places]

    def days_at(self, at: int) -> tuple[date, date]:
        """Return the first and last day of the entry at a place."""
        return self.first[at].item(), self.last[at].item()

    def text_at(self, at: int) -> str:
        """Return the words of the entry at a place, in small letters."""
        parts = (self._columns[name][at] for name in _TEXTS)
        return " . ".join(part for part in parts if part).lower()

    def outcome_at(self, at: int) -> str:
        """Return the outcome of the entry at a place."""
        return self._columns["outcome"][at]

    def _row(self, at: int) -> Row:
        columns = self._columns
        return Row(
            id=self.ids[at],
            agency=self.agency[at],
            days=self.days_at(at),
            kind=columns["kind"][at],
            outcome=columns["outcome"][at],
            people=columns["people"][at],
            text=self.text_at(at),
        )

    @cached_property
    def blob(self) -> tuple[str, np.ndarray]:
        """All words of all entries in one text, in small letters, and where each entry begins in it.

        To look for a rare phrase costs one walk over one text instead of one for each entry.
        """
        columns = [self._columns[name] for name in _TEXTS]
        texts = [
            f"{event} . {response} . {comment}\n" for event, response, comment in zip(*columns, strict=True)
        ]
        starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
        lowered = "".join(texts).lower()
        if len(lowered) != starts[-1]:  # a letter whose small form is longer
            texts = [text.lower() for text in texts]
            starts, lowered = np.concatenate([[0], np.cumsum([len(text) for text in texts])]), "".join(texts)
        return lowered, starts

    def holding(self, words: Iterable[str]) -> list[int]:
        """Return the places of the usable entries in whose text one of ``words`` stands, in order."""
        text, starts = self.blob
        found: set[int] = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                place = int(np.searchsorted(starts, at, "right")) - 1
                found.add(place)
                at = text.find(word, int(starts[place + 1]))
        return [place for place in sorted(found) if self.usable[place]]
