"""Terms of reference as a live document: each question, and where it is answered."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.case import CaseFolder
from workbench.journal import Item

ANSWERS = ("learning", "practice", "enquiry", "hypothesis", "factor", "family_view", "child_view", "note")
"""Kinds of the journal in which a question can be answered."""


@dataclass(frozen=True, slots=True)
class Term:
    """One question of the terms of reference."""

    text: str
    item: str
    """The id of its item in the journal; "" where it stands in case.toml only."""
    answered_by: tuple[Item, ...]
    rows: tuple[str, ...]
    source: str
    """"case.toml", or who put it there."""

    @property
    def answered(self) -> bool:
        """True if somebody said where it is answered."""
        return bool(self.answered_by or self.rows)


def terms_of_reference(folder: CaseFolder, items: Iterable[Item]) -> tuple[Term, ...]:
    """Return the questions in their order: those of case.toml, then those that the journal adds.

    An item of the journal with the same text as one of case.toml is that question, ticked; so is
    one whose ``stands_for`` holds that text and whose own text is what it reads today.
    """
    items = tuple(items)
    by_id = {item.id: item for item in items}
    kept = [item for item in items if item.kind == "term"]
    of_text = {_plain(str(item.fields.get("stands_for") or item.fields["text"])): item for item in kept}
    found: list[Term] = []
    used: set[str] = set()
    for text in folder.terms_of_reference:
        item = of_text.get(_plain(text))
        if item is None:
            found.append(Term(text, "", (), (), "case.toml"))
        else:
            used.add(item.id)
            found.append(_term(item, by_id))
    return (*found, *(_term(item, by_id) for item in kept if item.id not in used))


def _term(item: Item, by_id: Mapping[str, Item]) -> Term:
    answers = _tuple(item.fields.get("answered_by"))
    return Term(
        text=str(item.fields["text"]),
        item=item.id,
        answered_by=tuple(by_id[id] for id in answers if id in by_id),
        rows=_tuple(item.fields.get("rows")),
        source=item.made_by,
    )


def _tuple(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").lower()


@dataclass(frozen=True, slots=True)
class CoreTask:
    """A question that the guidance puts to every review of a kind."""

    text: str
    source: str


@cache
def core_tasks(*, jurisdiction: str, review_type: str) -> tuple[CoreTask, ...]:
    """Return what guidance has every such review ask, in our own words, to start from."""
    text = files("workbench.review").joinpath("terms.toml").read_text(encoding="utf-8")
    return tuple(
        CoreTask(one["text"], one["source"])
        for one in tomllib.loads(text)["task"]
        if jurisdiction in one.get("nations", (jurisdiction,))
        and (not review_type or review_type in one.get("types", (review_type,)))
    )
