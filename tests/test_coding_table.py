"""Reading a whole table at once: the same as entry by entry, and as a slow search that anybody can follow."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.case import Agency, Person
from workbench.coding import suggest
from workbench.coding.lists import Lists
from workbench.coding.phrases import Tree, expand
from workbench.coding.search import GAP, Ground, search
from workbench.coding.suggest import TEXTS
from workbench.coding.words import SIGNS, Lexicon, words_in, words_of
from workbench.vocabulary import AGENCY_TYPES

EVERY_TYPE = {slug: Agency(slug, kind.label, slug, kind.organisation) for slug, kind in AGENCY_TYPES.items()}
FAMILY = (
    Person("M1", "Mother", role="mother"),
    Person("C1", "Ash", role="subject child", subject=True),
)
WRITTEN = """
    Mother Mo informed no not nor or and will HV GP SW school MARF referral conference submitted made to the
    duty has , . ; - \u2013 / & bruise marks seen Ash ash report from request discussed|denied
    _ * {agency} .. # 3 28/40 G.P. s.47 \u0130 \u03a3 \u2019s
"""
PIECES = st.sampled_from([*WRITTEN.split(), "", "\n", "\0"])
TEXT = st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=6).map("".join)
ROW = st.tuples(st.sampled_from(sorted(EVERY_TYPE)), TEXT, TEXT, st.just(""), TEXT)
Row = tuple[str, str, str, str, str]


def coded(rows: list[Row]) -> list[dict[str, object]]:
    """Return what each row suggests."""
    entries = pd.DataFrame(rows, columns=["agency", *TEXTS], dtype=object)
    return suggest(entries, EVERY_TYPE, FAMILY).to_dict("records")


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_a_table_read_at_once_is_its_entries_read_one_by_one(rows):
    assert coded(rows) == [coded([row])[0] for row in rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_order_and_neighbours_do_not_matter(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    before = coded(rows)
    assert coded([rows[at] for at in order]) == [before[at] for at in order]
    assert coded(rows[1:]) == before[1:]


@settings(deadline=None)
@given(st.lists(TEXT | st.text(max_size=20), max_size=5))
def test_texts_taken_apart_together_are_texts_taken_apart_one_by_one(texts):
    """Every word has its place in its own text, and an end stands behind each text."""
    words = words_in(texts, Lexicon([], {}))
    for text, (first, behind) in zip(texts, pairwise(words.firsts.tolist()), strict=True):
        own = slice(first, behind - 1)
        spans = list(zip(words.begins[own].tolist(), words.ends[own].tolist(), strict=True))
        assert spans == [(begin, end) for _, begin, end in words_of(text)]


PHRASES = ("a", "a b", "a|b c*", "a .. b", "c .. a .. b", "#", "b # ab", "ab* b", "a .. c a")


def slowly(words: list[str]) -> Counter[tuple[str, int, int]]:
    """Return phrase, first word and the word behind the last, once for each way to find it there."""
    found: Counter[tuple[str, int, int]] = Counter()

    def follow(phrase: str, start: int, at: int, parts: tuple[str, ...]) -> None:
        if not parts:
            found[phrase, start, at] += 1
        elif parts[0] == "..":
            for past in range(at, min(at + GAP + 1, len(words))):
                follow(phrase, start, past, parts[1:])
                if words[past] in SIGNS:
                    break
        elif at < len(words) and fits(words[at], parts[0]):
            follow(phrase, start, at + 1, parts[1:])

    for phrase in PHRASES:
        for parts in expand(phrase):
            for start in range(len(words)):
                follow(phrase, start, start, parts)
    return found


def fits(word: str, part: str) -> bool:
    """True where a word of a text is what a phrase asks for at one place."""
    if part == "#":
        return word[0].isdigit()
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "c", "ab", "abc", "7", ".", ",", "x"]), max_size=12), max_size=4
    )
)
def test_one_walk_finds_what_a_slow_search_finds_in_each_text(texts):
    """Nothing more, nothing less, and no phrase begins in one text and ends in the next."""
    tree = Tree((phrase, phrase) for phrase in PHRASES)
    lexicon = Lexicon([tree], {"signs": SIGNS})
    words = words_in([" ".join(text) for text in texts], lexicon)
    [steps], groups = lexicon.tables()
    signs = groups["signs"][words.numbers]
    hits = search(tree, Ground(words.numbers, steps, signs, np.zeros(len(signs), dtype=bool)))
    hits = hits.meaning(Lists.of(tree.ends))
    assert sorted(hits.starts) == hits.starts.tolist()
    for at, text in enumerate(texts):
        own, first = words.text[hits.starts] == at, words.firsts[at]
        found = zip(hits.meant[own], hits.starts[own] - first, hits.ends[own] - first, strict=True)
        assert Counter((tree.payloads[payload], start, end) for payload, start, end in found) == slowly(text)


@pytest.mark.parametrize("phrase", [".. sent", "marf ..", "marf .. .. sent"])
def test_a_gap_stands_between_two_words(phrase):
    with pytest.raises(ValueError) as raised:
        list(expand(phrase))
    assert str(raised.value) == f'"{phrase}": ".." must stand between two words.'
