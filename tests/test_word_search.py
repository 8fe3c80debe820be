"""Words looked for in the entries: stems, phrases, words that must not be there."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.chronology.word_search import TEXTS, WordSearch

EVENTS = [
    "Home visit. Mother not brought to the door.",
    "Visited by the health visitor; child was not brought.",
    "Siân rang the hospital about neglect",
    "Neglectful home. Father visiting.",
    "",
]


@pytest.fixture(scope="module")
def search() -> WordSearch:
    table = pd.DataFrame({name: EVENTS if name == "event" else [""] * len(EVENTS) for name in TEXTS})
    return WordSearch(table)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("visit", [0, 1, 3]),
        ("visits mother", [0]),
        ('"not brought"', [0, 1]),
        ('"brought not"', []),
        ("visit -hospital -father", [0, 1]),
        ("sian", [2]),
        ("SIÂN", [2]),
        ("neglect*", [2, 3]),
        ("neglect", [2, 3]),
        ('-"not brought"', [2, 3, 4]),
        ("", [0, 1, 2, 3, 4]),
        ('"', [0, 1, 2, 3, 4]),
        ("- * ...", [0, 1, 2, 3, 4]),
        ("(visit", [0, 1, 3]),
    ],
)
def test_what_is_found(search: WordSearch, text: str, found: list[int]) -> None:
    """By stem, by phrase, without."""
    assert list(search.found(text).nonzero()[0]) == found


@given(st.text(max_size=40))
def test_nothing_that_is_typed_stops_the_search(text: str) -> None:
    """And an entry is found by its own words."""
    table = pd.DataFrame({name: [text if name == "event" else ""] for name in TEXTS})
    search = WordSearch(table)

    assert len(search.found(text)) == 1
    assert len(search.found('"' + text)) == 1
