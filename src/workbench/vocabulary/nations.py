"""In which nation a case is, by the words that are used in one of them only.

The words are a list of our own (nations.csv): names of forces, boards and
inspectorates decide by themselves, everyday terms only together.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from workbench.vocabulary import plain

LEAST = 2
"""One word that is merely usual in a nation can be a slip or a quotation; a decisive one counts twice."""
TIMES_THE_NEXT = 2
"""The likeliest nation has to count at least so many times what the next does; else it stays open."""


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """Return one pattern for all words, and for each its nation and what it counts."""
    text = files("workbench.vocabulary").joinpath("nations.csv").read_text(encoding="utf-8")
    known = {
        plain(word): (row["nation"], count)
        for row in csv.DictReader(io.StringIO(text))
        for column, count in (("decisive", LEAST), ("words", 1))
        for word in row[column].split(";")
    }
    any_word = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{any_word})(?!\w)"), known


def nation_of(texts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the nation that the words of ``texts`` point to, and those words; ("", ()) where none does."""
    pattern, known = _words()
    found = dict.fromkeys(word for text in texts for word in pattern.findall(plain(text)))
    counts: dict[str, int] = {}
    for word in found:
        nation, count = known[word]
        counts[nation] = counts.get(nation, 0) + count
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < LEAST:
        return "", ()
    if len(ranked) > 1 and ranked[0][1] < TIMES_THE_NEXT * ranked[1][1]:
        return "", ()
    return ranked[0][0], tuple(word for word in found if known[word][0] == ranked[0][0])
