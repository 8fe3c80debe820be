"""Phrases with names, gaps and fillers, and words beside them: the same as plain slow readings find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.coding.beside import Beside
from workbench.coding.lists import Lists
from workbench.coding.phrases import Tree
from workbench.coding.search import FILLERS, GAP, Ground, Named, search
from workbench.coding.words import Lexicon, words_in

SLOTS = (("{x}",), ("{y}", "{x}"))
"""What each kind of name can fill."""
PARTS = ("a", "b", "a*", "ab*", "{x}", "{y}", "..")
Span = tuple[int, int]
Rest = Sequence[tuple[int, tuple[str, ...]]]
"""What is still to come of phrases, by their numbers."""
Way = tuple[int, int, int, tuple[tuple[str, int], ...], tuple[Span, ...]]
"""A phrase's number, where it begins and ends, the names in its slots, the words skipped by ".."."""
Name = tuple[int, int, int]
"""Where a name begins and ends, and its kind."""


@st.composite
def phrases_and_text(draw: st.DrawFn) -> tuple[list[tuple[str, ...]], list[str], list[Name]]:
    """Draw phrases, the words of a text, and names in it in their order."""
    phrase = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).filter(_can_be_read)
    words = draw(st.lists(st.sampled_from(["a", "ab", "abc", "b", "the", ".", "z"]), min_size=1, max_size=12))
    begin = st.integers(0, len(words) - 1)
    name = st.tuples(begin, st.integers(1, 2), st.integers(0, 1))
    names = sorted(
        (at, min(at + size, len(words)), kind) for at, size, kind in draw(st.lists(name, max_size=4))
    )
    return [tuple(one) for one in draw(st.lists(phrase, min_size=1, max_size=8))], words, names


def _can_be_read(parts: Sequence[str]) -> bool:
    return ".." not in (parts[0], parts[-1]) and "...." not in "".join(parts)


def slowly(phrases: Sequence[tuple[str, ...]], words: list[str], names: list[Name]) -> Iterator[Way]:
    """Yield every way to read a phrase, going on from each word as far as one comes."""

    def behind(rest: Rest, part: str) -> Rest:
        return [(number, parts[1:]) for number, parts in rest if parts[:1] == (part,)]

    def forms(at: int) -> list[str]:
        word = words[at] if at < len(words) else ""
        stems = [part for part in ("a*", "ab*") if word.startswith(part[:-1])]
        return [word, *stems] if word else []

    def by_word(rest: Rest, at: int) -> Iterator[tuple[Rest, int]]:
        for form in forms(at):
            if behind(rest, form):
                yield behind(rest, form), at + 1

    def by_name(rest: Rest, at: int) -> Iterator[tuple[Rest, int, tuple[str, int]]]:
        for number, (begin, end, kind) in enumerate(names):
            for slot in SLOTS[kind]:
                if begin == at and behind(rest, slot):
                    yield behind(rest, slot), end, (slot, number)

    def by_name_behind_fillers(rest: Rest, at: int) -> Iterator[tuple[Rest, int, tuple[str, int]]]:
        for past in range(at, at + FILLERS + 1):
            yield from by_name(rest, past)
            if words[past : past + 1] != ["the"]:
                break

    def follow(rest: Rest, start: int, at: int, filled: tuple, skipped: tuple) -> Iterator[Way]:
        for number, parts in rest:
            if not parts:
                yield number, start, at, filled, skipped
        for on, then in by_word(rest, at):
            yield from follow(on, start, then, filled, skipped)
        for past in range(at, at + GAP + 1) if behind(rest, "..") else ():
            gap, passed = behind(rest, ".."), (*skipped, (at, past)) if past > at else skipped
            words_on = list(by_word(gap, past))
            for on, then in words_on:
                yield from follow(on, start, then, filled, passed)
            if words_on or any(begin == past for begin, _, _ in names):
                for on, then, held in by_name_behind_fillers(gap, past):
                    yield from follow(on, start, then, (*filled, held), passed)
            if words[past : past + 1] in ([], ["."]):
                break
        for on, then, held in by_name_behind_fillers(rest, at):
            yield from follow(on, start, then, (*filled, held), skipped)

    whole = list(enumerate(phrases))
    for start in range(len(words)):
        for on, then in by_word(whole, start):
            yield from follow(on, start, then, (), ())
        for on, then, held in by_name(whole, start):
            yield from follow(on, start, then, (held,), ())


def at_once(phrases: Sequence[tuple[str, ...]], words: list[str], names: list[Name]) -> list[Way]:
    """Return what one walk finds."""
    tree = Tree((" ".join(parts), number) for number, parts in enumerate(phrases))
    lexicon = Lexicon([tree], {"signs": frozenset("."), "fillers": frozenset(["the"])})
    numbers = words_in([" ".join(words)], lexicon).numbers
    [steps], groups = lexicon.tables()
    behind_an_end = [(begin + 1, end + 1, kind) for begin, end, kind in names]
    begins, ends, kinds = np.array(behind_an_end, dtype=np.int32).reshape(-1, 3).T
    at = Lists(np.bincount(begins, minlength=len(numbers)), np.arange(len(names)))
    named = Named(at, ends, kinds, Lists.of([tree.slots(slots) for slots in SLOTS]))
    signs, fillers = groups["signs"][numbers], groups["fillers"][numbers]
    signs[numbers == 0] = True
    hits = search(tree, Ground(numbers, steps, signs, fillers, named)).meaning(Lists.of(tree.ends))
    return [
        (tree.payloads[meant], start - 1, end - 1, filled, skipped)
        for meant, start, end, filled, skipped in zip(
            hits.meant.tolist(),
            hits.starts.tolist(),
            hits.ends.tolist(),
            [
                tuple((tree.parts[slot], name) for slot, name in trail)
                for trail in trails(hits.filled, hits.names)
            ],
            [
                tuple((first - 1, end - 1) for first, end in trail)
                for trail in trails(hits.skipped, hits.gaps)
            ],
            strict=True,
        )
    ]


def trails(last: np.ndarray, entries: np.ndarray) -> Iterator[list[tuple[int, int]]]:
    """Yield what each walker has passed, the first before the last."""
    for entry in last.tolist():
        passed = []
        while entry >= 0:
            entry, one, two = entries[entry].tolist()
            passed.append((one, two))
        yield passed[::-1]


@settings(max_examples=300, deadline=None)
@given(phrases_and_text())
def test_one_walk_finds_every_way_to_read_a_phrase_in_the_order_of_a_slow_reading(drawn):
    assert at_once(*drawn) == list(slowly(*drawn))


RULE, STRETCH = st.integers(0, 130), st.integers(0, 4)


@given(
    st.lists(st.lists(RULE, max_size=3), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), STRETCH), max_size=6),
    st.lists(st.tuples(RULE, STRETCH), max_size=6),
)
def test_words_stand_beside_others_only_in_the_same_stretch(ends, hits, asked):
    """Whatever the number of rules, words of one silence no other, and not in another sentence."""
    hits = sorted([(place % len(ends), stretch) for place, stretch in hits], key=lambda hit: hit[1])
    places, stretches = np.array(hits, dtype=np.int32).reshape(-1, 2).T
    rules, in_stretches = np.array(asked, dtype=np.int32).reshape(-1, 2).T
    expected = [any(stretch == own and rule in ends[place] for place, stretch in hits) for rule, own in asked]
    assert Beside(ends, rules=131).stand(places, stretches, rules, in_stretches).tolist() == expected
