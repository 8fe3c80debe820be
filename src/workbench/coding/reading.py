"""The cells of a table read: the names in them, the rules' words, and how they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from workbench.coding.clues import places, read_clues
from workbench.coding.names import BEFORE_A_VERB, JOINING, LISTING, ROLES, Mention, Mentions, NameReader
from workbench.coding.phrases import Tree
from workbench.coding.reach import DENIED, MEANINGS, NO_WORDS, PLANNED, Reach
from workbench.coding.repeats import Repeats
from workbench.coding.rules import Marker, Rule, Rules
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


# Made by the million: a tuple is made of its kind straight away, at half the price of a call by name.
_HIT: Callable[[Iterable[Any]], Hit] = partial(tuple.__new__, Hit)
_FOUND: Callable[[Iterable[Any]], Found] = partial(tuple.__new__, Found)


Spoken = Mapping[str, Sequence[Found]]
"""The rules' words in one cell by the field they speak of, in the order of the words."""


@dataclass(slots=True)
class Reading:
    """All that one cell holds."""

    text: str = ""
    found: dict[str, Sequence[Found]] = field(default_factory=dict)
    """What the rules find, as in Spoken."""
    people: Sequence[tuple[str, str]] = ()
    """Ids of people and the words that name them."""
    only_agency: tuple[str, ...] = ()
    """The agencies, where the cell names them and says nothing else."""
    points: np.ndarray | None = None
    """How much the words of an event speak for each kind."""


Filled = tuple[tuple[str, Mention], ...]
USES = ("words", "unless", "needs", "marker")
_WORDS, _UNLESS, _NEEDS, _MARKER = range(4)


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
        payloads = rules.tree.payloads
        markers = [
            meant if use == "marker" else Marker("", after=False) for use, meant in rules.tree.payloads
        ]
        self._meanings = np.array([MEANINGS.index(marker.meaning) for marker in markers], dtype=np.int64)
        self._after = np.array([marker.after for marker in markers], dtype=bool)
        number = {rule: at for at, rule in enumerate(rules.rules)}
        self._use = np.array([USES.index(use) for use, _ in payloads], dtype=np.int64)
        self._rule = np.array([number.get(meant, -1) for _, meant in payloads], dtype=np.int64)
        self._fields = list(dict.fromkeys(rule.field for rule in rules.rules))
        self._field = np.array([self._fields.index(rule.field) for rule in rules.rules], dtype=np.int64)
        self._repeats = Repeats(rules.rules, rules.tree.parts)
        self._silenced = np.array([bool(rule.unless) for rule in rules.rules], dtype=bool)
        self._needing = np.array([bool(rule.needs) for rule in rules.rules], dtype=bool)

    def read(self, cells: Sequence[Cell]) -> list[Reading]:
        """Return what the rules find in each cell."""
        if not cells:
            return []
        words = words_in([_ended(cell) for cell in cells], self.lexicon)
        (forms, names_forms, clue_forms), by_number = self.lexicon.tables()
        groups = {name: holds[words.numbers] for name, holds in by_number.items()}
        ground = Ground(words.numbers, names_forms, groups["sign"], groups["filler"])
        mentions = self.names.mentions(words, ground, groups)
        ground = Ground(words.numbers, forms, groups["sign"], groups["filler"], mentions.named)
        hits = search(self.rules.tree, ground)
        is_marker = self._use[hits.payloads] == _MARKER
        markers = hits.only(is_marker)
        reach = Reach(markers, self._meanings[markers.payloads], self._after[markers.payloads], groups)
        hits = self._standing(hits, cells, words, groups["hard"])
        readings = [
            Reading(cell.text, {}, mentions.people.get(at, ()), mentions.only_agency.get(at, ()))
            for at, cell in enumerate(cells)
        ]
        self._hand_out(hits, words, mentions, reach, groups["sign"], to=readings)
        events = np.array([cell.column == "event" for cell in cells], dtype=bool)
        found = places(words.text, words.numbers, clue_forms, groups["sign"], chosen=events)
        points = self.clues.of_cells(found, [cell.writer for cell in cells])
        for at in np.flatnonzero(events).tolist():
            readings[at].points = points[at]
        return readings

    def _hand_out(
        self,
        hits: Hits,
        words: Words,
        mentions: Mentions,
        reach: Reach,
        signs: np.ndarray,
        *,
        to: list[Reading],
    ) -> None:
        """Give each reading what stands in its cell, field by field."""
        rule, text = self._rule[hits.payloads], words.text[hits.starts]
        states = reach.states(hits)
        needed = self._repeats.without(hits, rule, text, states[0] == 0, *states[1:])
        fields = self._field[rule[needed]]
        order = np.argsort(text[needed] * len(self._fields) + fields, kind="stable")
        needed, fields = needed[order], fields[order]
        hits, text = hits.only(needed), text[needed]
        begins = np.flatnonzero((np.diff(text, prepend=-1) != 0) | (np.diff(fields, prepend=-1) != 0))
        groups = (begins, np.append(begins, len(text))[1:], text[begins], fields[begins])
        found = self._found(hits, words, mentions, [state[needed].tolist() for state in states], signs)
        for begin, end, of, name in zip(*(column.tolist() for column in groups), strict=True):
            to[of].found[self._fields[name]] = found[begin:end]

    def _standing(self, hits: Hits, cells: Sequence[Cell], words: Words, hard: np.ndarray) -> Hits:
        """Leave out what its rule does not read, what is silenced, and what lacks a word that it needs."""
        use, rule, text = self._use[hits.payloads], self._rule[hits.payloads], words.text[hits.starts]
        kinds = {kind: at for at, kind in enumerate(dict.fromkeys(cell[1:] for cell in cells))}
        reads = np.array([self._read_by(column, writer) for column, writer in kinds])
        kind = np.array([kinds[cell[1:]] for cell in cells], dtype=np.int64)
        stands = np.flatnonzero(use == _WORDS)
        stands = stands[reads[kind[text[stands]], rule[stands]]]
        sentence = (np.cumsum(hard) - hard)[hits.starts]
        needed = np.ones(len(stands), dtype=bool)
        asked = np.flatnonzero(self._silenced[rule[stands]])
        needed[asked] = ~self._paired(sentence, rule, stands[asked], use == _UNLESS)
        asked = np.flatnonzero(self._needing[rule[stands]])
        needed[asked] &= self._paired(text, rule, stands[asked], use == _NEEDS)
        return hits.only(stands[needed])

    def _paired(
        self, places: np.ndarray, rules: np.ndarray, asked: np.ndarray, chosen: np.ndarray
    ) -> np.ndarray:
        """Return for each of ``asked`` whether its rule is among the chosen ones at the same place."""
        one, other = (
            places[which] * len(self.rules.rules) + rules[which] for which in (asked, np.flatnonzero(chosen))
        )
        among = np.append(np.sort(other), -1)
        return among[np.searchsorted(among[:-1], one)] == one

    def _read_by(self, column: str, writer: str) -> list[bool]:
        """Return for each rule whether it reads this column of this writer."""
        return [writer in rule.agencies and rule.cell in ("", column) for rule in self.rules.rules]

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
            [self.rules.rules[rule] for rule in self._rule[hits.payloads].tolist()],
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
    ended = cell.column == "source" or cell.text.rstrip()[-1:] in HARD
    return cell.text if ended else f"{cell.text} ."
