"""The cells of a table read: the names in them, the rules' words, and how they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from workbench.coding.beside import Beside
from workbench.coding.clues import places, read_clues
from workbench.coding.lists import Lists
from workbench.coding.names import BEFORE_A_VERB, JOINING, LISTING, ROLES, Mention, Mentions, NameReader
from workbench.coding.phrases import Tree
from workbench.coding.reach import DENIED, MEANINGS, NO_WORDS, PLANNED, Reach
from workbench.coding.repeats import Repeats
from workbench.coding.rules import Rule, Rules
from workbench.coding.search import Ground, Hits, search
from workbench.coding.words import HARD, POSSESSIVE, SIGNS, SOFT, Lexicon, Words, words_in

__all__ = ["DENIED", "PLANNED", "Cell", "CellReader", "Found", "Hit", "Reading", "Spoken"]


class Cell(NamedTuple):
    """One cell of a table: its text, its column, and the type of the agency that wrote it."""

    text: str
    column: str
    writer: str


class Hit(NamedTuple):
    """Words of a cell, from ``start`` up to ``end``, and what filled the slots of their phrase."""

    start: int
    end: int
    filled: Filled


class Found(NamedTuple):
    """A rule's words in a cell, and how they stand there."""

    rule: Rule
    hit: Hit
    because: str
    state: str
    """"" where it is said to be so, DENIED or PLANNED."""
    finding_denied: bool
    mentioned: bool
    """True where something else is said and these words only name what it was about."""
    person_before: bool


Spoken = Mapping[str, Sequence[Found]]
"""The rules' words in one cell by the field they speak of, in the order of the words."""


class Reading(NamedTuple):
    """All that one cell holds."""

    text: str = ""
    found: Spoken = MappingProxyType({})
    """What the rules find."""
    people: Sequence[tuple[str, str]] = ()
    """Ids of people and the words that name them."""
    only_agency: tuple[str, ...] = ()
    """The agencies, where the cell names them and says nothing else."""
    points: np.ndarray | None = None
    """How much the words of an event speak for each kind."""


# Made by the million: a tuple is made of its kind straight away, at half the price of a call by name.
_HIT: Callable[[Iterable[Any]], Hit] = partial(tuple.__new__, Hit)
_FOUND: Callable[[Iterable[Any]], Found] = partial(tuple.__new__, Found)
_READING: Callable[[Iterable[Any]], Reading] = partial(tuple.__new__, Reading)

Filled = tuple[tuple[str, Mention], ...]


class CellReader:
    """Reads cells, many at a time, by the rules and with the names of one case."""

    def __init__(self, rules: Rules, names: Tree) -> None:
        self.rules, self.names = rules, NameReader(names, rules.tree)
        groups = {
            "hard": HARD,
            "soft": SOFT,
            "sign": SIGNS,
            "break": (SIGNS - {"-"}) | {"that", "who", "which", "and"},
            "listing": SOFT | {"or", "nor"},
            "and": frozenset(["and"]),
            "no": NO_WORDS,
            "joining": JOINING,
            "lists": LISTING,
            "role": ROLES,
            "helping": BEFORE_A_VERB,
            "filler": rules.fillers | {POSSESSIVE},
        }
        self.clues = read_clues()
        self.lexicon = Lexicon([rules.tree, names, self.clues], groups)
        number = {rule: at for at, rule in enumerate(rules.rules)}
        used = [[rules.tree.payloads[payload] for payload in own] for own in rules.tree.ends]
        said, unless, needs = (
            [[number[rule] for use, rule in own if use == wanted] for own in used]
            for wanted in ("words", "unless", "needs")
        )
        self._said = Lists.of(said)
        self._unless, self._needs = (Beside(own, rules=len(number)) for own in (unless, needs))
        markers = [[marker for use, marker in own if use == "marker"] for own in used]
        every = list(dict.fromkeys(chain.from_iterable(markers)))
        self._markers = Lists.of([[every.index(marker) for marker in own] for own in markers])
        self._meanings = np.array([MEANINGS.index(marker.meaning) for marker in every], dtype=np.int64)
        self._after = np.array([marker.after for marker in every], dtype=bool)
        self._fields = list(dict.fromkeys(rule.field for rule in rules.rules))
        self._field = np.array([self._fields.index(rule.field) for rule in rules.rules], dtype=np.int64)
        self._reading: dict[tuple[str, str], np.ndarray] = {}
        self._repeats = Repeats(rules.rules, rules.tree.parts)
        self._silenced = np.array([bool(rule.unless) for rule in rules.rules], dtype=bool)
        self._needing = np.array([bool(rule.needs) for rule in rules.rules], dtype=bool)

    def read(self, cells: Sequence[Cell]) -> list[Reading]:
        """Return what the rules find in each cell."""
        if not cells:
            return []
        words = words_in([_ended(cell) for cell in cells], self.lexicon)
        (steps, names_steps, clues), by_number = self.lexicon.tables()
        groups = {name: holds[words.numbers] for name, holds in by_number.items()}
        ground = Ground(words.numbers, names_steps, groups["sign"], groups["filler"])
        mentions = self.names.mentions(words, ground, groups)
        ground = Ground(words.numbers, steps, groups["sign"], groups["filler"], mentions.named)
        hits = search(self.rules.tree, ground)
        markers = hits.meaning(self._markers)
        reach = Reach(markers, self._meanings[markers.meant], self._after[markers.meant], groups)
        hits = self._standing(hits, cells, words, groups["hard"])
        found = self._handed_out(hits, words, mentions, reach, groups["sign"], len(cells))
        texts = [cell.text for cell in cells]
        people, only = (
            map(of_text.get, range(len(cells)), repeat(()))
            for of_text in (mentions.people, mentions.only_agency)
        )
        points = self._points(cells, words, clues, groups["sign"])
        return list(map(_READING, zip(texts, found, people, only, points, strict=True)))

    def _points(
        self, cells: Sequence[Cell], words: Words, clues: Lists, signs: np.ndarray
    ) -> list[np.ndarray | None]:
        """Return for each event how much its words speak for each kind."""
        events = np.array([cell.column == "event" for cell in cells], dtype=bool)
        found = places(words.text, words.numbers, clues, signs, chosen=events)
        points = self.clues.of_cells(found, [cell.writer for cell in cells])
        return [own if event else None for own, event in zip(points, events.tolist(), strict=True)]

    def _handed_out(
        self, hits: Hits, words: Words, mentions: Mentions, reach: Reach, signs: np.ndarray, cells: int
    ) -> list[dict[str, Sequence[Found]]]:
        """Return for each cell what stands in it, field by field."""
        rule, text = hits.meant, words.text[hits.starts]
        states = reach.states(hits)
        needed = self._repeats.without(hits, rule, text, states[0] == 0, *states[1:])
        fields = self._field[rule[needed]]
        order = np.argsort(text[needed] * len(self._fields) + fields, kind="stable")
        needed, fields = needed[order], fields[order]
        hits, text = hits.only(needed), text[needed]
        begins = np.flatnonzero((np.diff(text, prepend=-1) != 0) | (np.diff(fields, prepend=-1) != 0))
        groups = (begins, np.append(begins, len(text))[1:], text[begins], fields[begins])
        found = self._found(hits, words, mentions, [state[needed].tolist() for state in states], signs)
        given: list[dict[str, Sequence[Found]]] = [{} for _ in range(cells)]
        for begin, end, of, name in zip(*(column.tolist() for column in groups), strict=True):
            given[of][self._fields[name]] = found[begin:end]
        return given

    def _standing(self, hits: Hits, cells: Sequence[Cell], words: Words, hard: np.ndarray) -> Hits:
        """Leave out what its rule does not read, what is silenced, and what lacks a word that it needs."""
        text = words.text[hits.starts]
        _, columns, writers = zip(*cells, strict=True)
        of_cells = list(zip(columns, writers, strict=True))
        kinds = {kind: at for at, kind in enumerate(dict.fromkeys(of_cells))}
        reads = np.array([self._read_by(*kind) for kind in kinds])
        kind = np.fromiter(map(kinds.__getitem__, of_cells), dtype=np.int64, count=len(cells))
        which, rule = self._said.at(hits.meant)
        read = np.flatnonzero(reads[kind[text[which]], rule])
        which, rule = which[read], rule[read]
        stands = np.ones(len(which), dtype=bool)
        sentence = (np.cumsum(hard) - hard)[hits.starts]
        asked = np.flatnonzero(self._silenced[rule])
        stands[asked] = ~self._unless.stand(hits.meant, sentence, rule[asked], sentence[which[asked]])
        asked = np.flatnonzero(self._needing[rule])
        stands[asked] &= self._needs.stand(hits.meant, text, rule[asked], text[which[asked]])
        return replace(hits.only(which[stands]), meant=rule[stands])

    def _read_by(self, column: str, writer: str) -> np.ndarray:
        """Return for each rule whether it reads this column of this writer."""
        found = self._reading.get((column, writer))
        if found is None:
            reading = [writer in rule.agencies and rule.cell in ("", column) for rule in self.rules.rules]
            found = self._reading[column, writer] = np.array(reading, dtype=bool)
        return found

    def _found(
        self, hits: Hits, words: Words, mentions: Mentions, states: list[list[Any]], signs: np.ndarray
    ) -> list[Found]:
        acts, findings, mentioned = states
        firsts = words.firsts[words.text[hits.starts]]
        starts, ends = (hits.starts - firsts).tolist(), (hits.ends - firsts).tolist()
        because = words.said(hits.starts, hits.ends)
        for at in np.flatnonzero(signs[hits.ends - 1]).tolist():
            because[at] = because[at].rstrip(" .,:;")
        columns = (
            [self.rules.rules[rule] for rule in hits.meant.tolist()],
            map(_HIT, zip(starts, ends, self._filled(hits, mentions), strict=True)),
            because,
            map(MEANINGS.__getitem__, acts),
            findings,
            mentioned,
            mentions.speakers[hits.starts].tolist(),
        )
        return list(map(_FOUND, zip(*columns, strict=True)))

    def _filled(self, hits: Hits, mentions: Mentions) -> list[Filled]:
        """Return the slots of each phrase, with the names that fill them."""
        filled: list[Filled] = [()] * len(hits.starts)
        who, entry = np.arange(len(filled)), hits.filled
        while len(who):
            who, entry = who[entry >= 0], entry[entry >= 0]
            before, slots, names = hits.names[entry].T
            for one, slot, name in zip(who.tolist(), slots.tolist(), names.tolist(), strict=True):
                filled[one] = ((self.rules.tree.parts[slot], mentions.mentions[name]), *filled[one])
            entry = before
        return filled


def _ended(cell: Cell) -> str:
    """Return a cell's text with a full stop where the writer left it out: "SW told"."""
    text, column, _ = cell
    ended = column == "source" or text.rstrip()[-1:] in HARD
    return text if ended else f"{text} ."
