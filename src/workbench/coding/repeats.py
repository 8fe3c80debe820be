"""Findings that change nothing beside another: of several that decide alike, one is enough.

Many phrases of one rule begin at one word ("rang", "rang GP", "rang GP re").
What is decided is decided by the longest of them, and for most fields by the
first word of a cell at which the rule finds any. The others need not be looked
at one by one. A kind, a message or an outcome that is denied or planned is left
as it is; a topic or an account that is denied suggests nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from workbench.coding.names import AGENCY
from workbench.coding.rules import NOTHING, WEIGHTS, Rule
from workbench.coding.search import Hits

FINDINGS = ("topics", "significance")
"""Fields of which each code counts once in a cell, unless it is denied."""
ACTS = ("whose_account", "child_seen")
"""Fields of which each code counts once in a cell, unless it is denied or planned."""


class Repeats:
    """Knows which rules decide alike."""

    def __init__(self, rules: Sequence[Rule], parts: Sequence[str]) -> None:
        """``parts`` are those of the tree of phrases, by number."""
        numbers: dict[Hashable, int] = {}
        self._alike = np.array(
            [numbers.setdefault(_decides_by(rule), len(numbers)) for rule in rules], dtype=np.int64
        )
        self._size = len(numbers) + 1
        fields = np.array([rule.field for rule in rules], dtype=object)
        self._findings, self._acts = np.isin(fields, FINDINGS), np.isin(fields, ACTS)
        self._nothing = fields == NOTHING
        # Which names a message holds decides, and whether a kind's agency is the writer's own.
        self._every = fields == "message"
        self._agency = np.isin(fields, ("kind", NOTHING))
        self._agency_slot = parts.index(AGENCY) if AGENCY in parts else -1
        # Of headings it is the first that counts, not the longest.
        self._longest = ~np.array([rule.heading for rule in rules], dtype=bool)

    def without(
        self, hits: Hits, rule: np.ndarray, text: np.ndarray, said: np.ndarray, denied: np.ndarray,
        mentioned: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """Return which findings are needed, in their order.

        ``said`` is true where it is neither denied nor planned, ``denied`` where
        it stands in a list of what was not found.
        """
        alike = self._alike[rule]
        findings, acts = self._findings[rule], self._acts[rule]
        nothing = self._nothing[rule] & (hits.filled < 0)
        first = np.flatnonzero((findings & ~denied) | (acts & said) | nothing)
        longest = np.flatnonzero(self._longest[rule] & said & ~findings & ~acts & ~nothing)
        needed = ~(findings | acts | nothing)
        needed[longest] = False
        needed[first[_firsts(text[first].astype(np.int64) * self._size + alike[first])]] = True
        lengths = (hits.ends - hits.starts)[longest]
        filled = self._filled(hits, longest, rule)
        same = (alike[longest] * 2 + mentioned[longest]) * (int(filled.max(initial=0)) + 1) + filled
        size, most = int(same.max(initial=0)) + 1, int(lengths.max(initial=0)) + 1
        there = hits.starts[longest].astype(np.int64) * size + same
        order = np.argsort(there * most + (most - 1 - lengths), kind="stable")
        longest_there = np.sort(order[np.flatnonzero(np.diff(there[order], prepend=-1))])
        same, longest = same[longest_there], longest[longest_there]
        # Two messages of one kind are two messages; of a kind that is named twice the first counts.
        every = self._every[rule[longest]]
        needed[longest[every]] = True
        once = longest[~every]
        needed[once[_firsts(text[once].astype(np.int64) * size + same[~every])]] = True
        return np.flatnonzero(needed)

    def _filled(self, hits: Hits, chosen: np.ndarray, rule: np.ndarray) -> np.ndarray:
        """Return a number for the names that fill the slots of phrases, 0 where none counts."""
        number = np.zeros(len(chosen), dtype=np.int64)
        entry, every, agency = hits.filled[chosen], self._every[rule[chosen]], self._agency[rule[chosen]]
        who = np.flatnonzero((entry >= 0) & (every | agency))
        entry = entry[who]
        while len(who):
            before, slots, names = hits.names[entry].T
            counts = every[who] | (slots == self._agency_slot)
            held, those = who[counts], (slots.astype(np.int64) * (int(names.max()) + 1) + names)[counts]
            pairs = number[held] * (int(those.max(initial=0)) + 1) + those
            number[held] = _numbers(pairs) + 1
            who, entry = who[before >= 0], before[before >= 0]
        return number


def _decides_by(rule: Rule) -> Hashable:
    """Return all of a rule that counts once its words are found and it reads the cell."""
    if rule.field in FINDINGS or rule.field in ACTS:
        return rule.field, rule.code
    if rule.field == NOTHING:
        return rule.field, rule.weight < WEIGHTS["weak"]
    return (
        *(rule.field, rule.code, rule.weight, rule.by_place, rule.heading, rule.plan_counts, rule.planned),
        *(rule.after_person, rule.only_flow, rule.if_asked, rule.with_concern, rule.to, rule.sender),
    )


def _firsts(keys: np.ndarray) -> np.ndarray:
    return np.unique(keys, return_index=True)[1]


def _numbers(keys: np.ndarray) -> np.ndarray:
    return np.unique(keys, return_inverse=True)[1]
