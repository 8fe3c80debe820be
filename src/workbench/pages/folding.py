"""Which lines of the table of entries stand for several records of one event."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from workbench.chronology.pairs import MESSAGES


class Folding:
    """Further records of an event fold below its first one.

    A message about the event (a report sent, its receipt) keeps a line of its own: who was told
    and when is a step of the chronology, not a further record of what happened.
    """

    def __init__(self, entries: pd.DataFrame) -> None:
        self._index = entries.index
        self._first = np.arange(len(entries))
        """For each entry the place of the line that it folds below; its own where it does not."""
        self._below: dict[int, list[int]] = {}
        place = {id: at for at, id in enumerate(entries.index)}
        same = entries["same_as"].to_numpy(dtype=object)
        happened = ~entries["kind"].isin(MESSAGES).to_numpy()
        for at in np.flatnonzero(same.astype(bool) & happened).tolist():
            others = [place[id] for id in same[at]]
            first = min((other for other in others if other < at and happened[other]), default=at)
            if first != at:
                self._first[at] = self._first[first]
                self._below.setdefault(int(self._first[at]), []).append(at)

    @property
    def folded(self) -> int:
        """How many entries are further records of an event."""
        return sum(map(len, self._below.values()))

    def lines(self, opened: Iterable[str]) -> np.ndarray:
        """Return the places of the entries that have a line, in order; of ``opened`` events every record has.

        Further records stand right below the first one, whatever lies between their dates.
        """
        places = self._index.get_indexer(list(opened))
        unfolded = np.zeros(len(self._first), dtype=bool)
        unfolded[self._first[places[places >= 0]]] = True
        lined = np.flatnonzero((self._first == np.arange(len(self._first))) | unfolded[self._first])
        return lined[np.argsort(self._first[lined], kind="stable")]

    def first_of(self, id: str) -> str:
        """Return the entry below which one folds; itself where it does not."""
        return str(self._index[self._first[self._index.get_loc(id)]])

    def further(self, id: str) -> int:
        """Return how many entries fold below one."""
        return len(self._below.get(int(self._index.get_indexer([id])[0]), ()))

    def below(self, lines: np.ndarray, next_lines: np.ndarray) -> np.ndarray:
        """Return for each line whether the next one is a further record of the same event."""
        return self._first[next_lines] == lines
