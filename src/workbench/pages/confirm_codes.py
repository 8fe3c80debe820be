"""What is stated, suggested and confirmed of every entry, as the grid needs it: by place and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.case import Coding
from workbench.case.answers import CODING, CodingKey
from workbench.case.decision_history import Followed
from workbench.case.decision_lines import Decision
from workbench.chronology import Case
from workbench.coding.confirmed import known_codes, usable_codes
from workbench.intake import keys_of
from workbench.pages.views import CODES, codes_of

FIELDS = tuple(field for field, _ in CODES)
LABELS = dict(CODES)
OPEN, STATED, SUGGESTED, CONFIRMED = "", "stated", "suggested", "confirmed"

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """Which entries are shown; everything empty shows all."""

    agency: str = ""
    field: str = ""
    """Only entries with something in this field."""
    kind: str = ""
    text: str = ""
    waiting: bool = False
    """Only entries with a suggestion that nobody confirmed yet."""


class CodeGrid:
    """The codes of all entries with the decisions of coding.csv laid over, kept up to date as it grows."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.known = known_codes(case.agencies, case.people)
        self._followed = Followed(case.folder.path, CODING)
        entries = case.entries
        keys = keys_of(case.timelines, case.agencies)
        rows = zip(entries["agency"], entries["row"], strict=True)
        self.keys = [(agency, keys[agency][row - 1]) for agency, row in rows]
        self.place_of = {key: place for place, key in enumerate(self.keys)}
        self._before()
        self._lay_over_all()

    def _before(self) -> None:
        """Set out what each entry had before anybody confirmed anything."""
        entries, size = self.case.entries, len(self.case.entries)
        self.base = {field: _objects(map(codes_of, entries[field])) for field in FIELDS}
        self.base_state = {}
        for field in FIELDS:
            filled = np.fromiter(map(bool, self.base[field]), dtype=bool, count=size)
            self.base_state[field] = np.where(filled, STATED, OPEN).astype(object)
        for place, fields in enumerate(entries["suggested"]):
            for field in fields:
                self.base_state[field][place] = SUGGESTED
        for place, before in enumerate(entries["instead_of"]):
            for field, (state, held) in before.items():
                self.base_state[field][place] = state
                self.base[field][place] = codes_of(held)

    def _lay_over_all(self) -> None:
        self.codes = {field: self.base[field].copy() for field in FIELDS}
        self.state = {field: self.base_state[field].copy() for field in FIELDS}
        self.decided: dict[tuple[int, str], Decision] = {}
        self._followed.catch_up()
        self._lay_over(_coding_keys(self._followed.history.now))

    def catch_up(self) -> None:
        """Take in what was written since, here or by somebody else."""
        new = self._followed.catch_up()
        if new is None:
            self._lay_over_all()
        elif new:
            touched = dict.fromkeys(one.key for one in new)
            self._lay_over({key: self._followed.history.at(key) for key in _coding_keys(touched)})

    def _lay_over(self, decisions: Mapping[CodingKey, Decision | None]) -> None:
        usable, _ = usable_codes({key: one for key, one in decisions.items() if one}, self.known)
        for key, one in decisions.items():
            place, field = self.place_of.get(key[:2]), key[2]
            if place is None or field not in self.known:
                continue
            if one is not None and key in usable:
                self.codes[field][place], self.state[field][place] = usable[key], CONFIRMED
                self.decided[place, field] = one
            else:
                self.codes[field][place] = self.base[field][place]
                self.state[field][place] = self.base_state[field][place]
                self.decided.pop((place, field), None)

    # What is where

    def waiting_at(self, place: int) -> list[str]:
        """Return the fields of an entry with a suggestion that nobody confirmed yet."""
        return [field for field in FIELDS if self.state[field][place] == SUGGESTED]

    def progress(self) -> tuple[int, int]:
        """Return how many suggestions were decided upon, and how many there are."""
        there = sum(int(np.sum(self.base_state[field] == SUGGESTED)) for field in FIELDS)
        open_ones = sum(int(np.sum(self.state[field] == SUGGESTED)) for field in FIELDS)
        return there - open_ones, there

    @cached_property
    def _words(self) -> np.ndarray:
        entries = self.case.entries
        joined = entries["event"].str.cat([entries["response"], entries["comment"]], sep=" ")
        return joined.str.casefold().to_numpy(dtype=object)

    def places(self, wanted: Filter) -> np.ndarray:
        """Return the places of the entries that a filter lets through, in the order of the chronology."""
        keep = np.ones(len(self.keys), dtype=bool)
        if wanted.agency:
            keep &= (self.case.entries["agency"] == wanted.agency).to_numpy(dtype=bool)
        if wanted.field in self.state:
            keep &= self.state[wanted.field] != OPEN
        if wanted.kind:
            keep &= np.fromiter((wanted.kind in codes for codes in self.codes["kind"]), bool, len(keep))
        if wanted.waiting:
            looked_at = [wanted.field] if wanted.field in self.state else FIELDS
            keep &= np.any([self.state[field] == SUGGESTED for field in looked_at], axis=0)
        words = wanted.text.strip().casefold()
        if words:
            keep &= np.fromiter((words in text for text in self._words), bool, len(keep))
        return np.flatnonzero(keep)

    def alike(self, field: str, places: np.ndarray) -> list[tuple[Codes, int, int]]:
        """Return the different suggestions of a field that wait, each with its number in view and in all."""
        waiting = self.state[field] == SUGGESTED
        in_all = Counter(self.codes[field][waiting])
        in_view = Counter(self.codes[field][places][waiting[places]])
        return [(codes, count, in_all[codes]) for codes, count in in_view.most_common()]

    # What a decision says

    def coding(self, place: int, field: str, codes: Iterable[str] | None) -> Coding:
        """Return the decision that a field of an entry has these codes; None takes back what was decided."""
        agency, key = self.keys[place]
        row = int(self.case.entries["row"].iloc[place])
        return Coding(agency, key, row, field, None if codes is None else tuple(codes))

    def accepting(
        self, places: Iterable[int], field: str = "", codes: Codes | None = None
    ) -> Iterator[Coding]:
        """Yield a decision for each suggestion that waits: all, those of a field, those with these codes."""
        for place in places:
            for name in [field] if field else FIELDS:
                if self.state[name][place] == SUGGESTED and codes in (None, self.codes[name][place]):
                    yield self.coding(place, name, self.codes[name][place])

    def last_step(self, who: str) -> list[Decision]:
        """Return the lines of the last step of a person, which undo would take back."""
        return self._followed.history.last_step(who)


def _objects(values: Iterable[object]) -> np.ndarray:
    held = list(values)
    column = np.empty(len(held), dtype=object)
    column[:] = held
    return column


def _coding_keys(found: Mapping[tuple[str, ...], Decision | None]) -> dict[CodingKey, Decision | None]:
    return {(agency, entry, field): one for (agency, entry, field), one in found.items()}
