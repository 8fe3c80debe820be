"""Cells of a coded column that hold the agency's own words: "999 call" under "Type of occurrence".

Few agencies write the vocabulary's terms into such a column. What they write is
kept with the entry and read with the rest of its words, so that it suggests a
code as any other text does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.case import Problem, in_short
from workbench.vocabulary import KINDS, OUTCOMES, plain

READ_WITH: Mapping[str, str] = {"kind": "event", "outcome": "response"}
"""Columns in which agencies write freely, and the text beside which their words are read."""
FEWEST = 3
"""Different texts that are not known make a column one of own words; fewer are taken for slips."""
FEWEST_PHRASES, PROSE_WORDS = 2, 3
"""So many are enough if each has several words, and one if it has so many: that is no slip in a term."""
SHARE = 1 / 4
"""And so large a share of the filled cells at least."""
EXAMPLES = 3
AS_WRITTEN = ", as written"
"""Stands behind the name of a column under which an agency's own words are kept with an entry."""


def own_words(entries: pd.DataFrame, column: str, unknown: Mapping[str, list[str]]) -> np.ndarray:
    """Return where the cells of a column hold words that are no term of the vocabulary."""
    if column not in READ_WITH or not unknown:
        return np.zeros(len(entries), dtype=bool)
    return entries[column].isin(list(unknown)).to_numpy(dtype=bool)


def also_own(entries: pd.DataFrame, column: str, wordy: Collection[str]) -> np.ndarray:
    """Return where words that only resemble a term stand in a column of own words.

    "Home visit" under "Type of contact" says what was meant to take place; that
    there was "no reply" is in the story beside it. The term itself is a code.
    """
    if not wordy:
        return np.zeros(len(entries), dtype=bool)
    texts = entries[column].map(plain)
    own = entries["file"].isin(list(wordy)) & (texts != "") & ~texts.isin(list(_TERMS[column]))
    return own.to_numpy(dtype=bool)


_TERMS: Mapping[str, frozenset[str]] = {
    "kind": frozenset(plain(name) for code, kind in KINDS.items() for name in (code, kind.label)),
    "outcome": frozenset(plain(name) for code, term in OUTCOMES.items() for name in (code, term.label)),
}


def read_along(entries: pd.DataFrame, own: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Return the entries with an agency's own words for kind and outcome put to the text they go with."""
    changed = {}
    for column, beside in READ_WITH.items():
        texts = entries[beside].to_numpy(dtype=object).copy()
        for at in np.flatnonzero(own[column]).tolist():
            word, text = entries[column].iat[at].strip(), texts[at]
            # The kind stands before the story and the outcome after it, as in the agency's table.
            texts[at] = f"{word}. {text}" if column == "kind" else f"{text}\n{word}".strip()
        changed[beside] = texts
    return entries.assign(**changed)


def kept_beside(entries: pd.DataFrame, own: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the columns kept with each entry, the words that no code has replaced among them."""
    kept = entries["others"].to_numpy(dtype=object).copy()
    for column, where in own.items():
        for at in np.flatnonzero(where).tolist():
            kept[at] = {**kept[at], f"{column.capitalize()}{AS_WRITTEN}": entries[column].iat[at]}
    return kept


def _fewest(distinct: Sequence[str]) -> int:
    words = [len(text.split()) for text in distinct]
    if max(words) >= PROSE_WORDS:
        return 1
    return FEWEST_PHRASES if min(words) > 1 else FEWEST


def wordy_files(entries: pd.DataFrame, column: str, own: np.ndarray) -> Iterator[tuple[str, Problem]]:
    """Yield each file that writes a column in words of its own, with the one note that says so."""
    for file, rows in entries.loc[own].groupby("file", sort=False):
        cells = entries.loc[entries["file"] == file, column]
        filled = int((cells.str.strip() != "").sum())
        distinct = rows[column].str.strip().drop_duplicates().tolist()
        if len(distinct) < _fewest(distinct) or len(rows) < SHARE * filled:
            continue
        examples = ", ".join(f'"{in_short(text, letters=40)}"' for text in distinct[:EXAMPLES])
        yield (
            str(file),
            Problem(
                str(file),
                None,
                column,
                f"{len(rows)} of {filled} cells are in the agency's own words: {examples}"
                f"{' …' if len(distinct) > EXAMPLES else ''}.",
                "They are kept with the entries, and read with the rest of the words to suggest a code.",
            ),
        )
