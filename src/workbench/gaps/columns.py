"""The columns of a case's entries, ready to be asked which rows hold one of several values.

A column of words is kept as whole numbers, one for each different value: a
question tests the few values and looks up the many rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

Test = Callable[[Any], bool]


class Columns:
    """Columns by name; each is counted through when it is first asked for."""

    def __init__(self, columns: dict[str, np.ndarray]) -> None:
        """Take the columns, all of one length."""
        self._columns = columns
        self._coded: dict[str, tuple[np.ndarray, Sequence[Any]]] = {}
        self._holding: dict[tuple[str, frozenset[str]], np.ndarray] = {}

    def coded(self, name: str) -> tuple[np.ndarray, Sequence[Any]]:
        """Return for each row the number of its value, and the values."""
        if name not in self._coded:
            codes, values = pd.factorize(self._columns[name], use_na_sentinel=False)
            self._coded[name] = codes, list(values)
        return self._coded[name]

    def one_of(self, name: str, wanted: Iterable[str]) -> np.ndarray:
        """Return which rows hold one of the values wanted."""
        return self._rows(name, frozenset(wanted), lambda asked: asked.__contains__)

    def naming(self, name: str, wanted: Iterable[str]) -> np.ndarray:
        """Return which rows of a column of several values each hold at least one of those wanted."""
        return self._rows(name, frozenset(wanted), lambda asked: lambda held: not asked.isdisjoint(held))

    def _rows(self, name: str, asked: frozenset[str], test: Callable[[frozenset[str]], Test]) -> np.ndarray:
        key = (name, asked)
        if key not in self._holding:
            codes, values = self.coded(name)
            fits = np.fromiter(map(test(asked), values), dtype=bool, count=len(values))
            self._holding[key] = fits[codes]
        return self._holding[key]
