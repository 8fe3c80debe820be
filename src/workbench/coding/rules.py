"""The readable rules of ``rules.toml``, read once and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.coding.phrases import Tree
from workbench.vocabulary import (
    ACCOUNTS,
    AGENCY_TYPES,
    CHILD_SEEN,
    KINDS,
    MODES,
    OUTCOMES,
    SIGNIFICANCE,
    TOPICS,
)

CODES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(KINDS),
    "topics": frozenset(TOPICS),
    "outcome": frozenset(OUTCOMES),
    "child_seen": frozenset(CHILD_SEEN),
    "whose_account": frozenset(ACCOUNTS),
    "mode": frozenset(MODES),
    "significance": frozenset(SIGNIFICANCE),
}
"""The fields that rules suggest codes for, and the codes each one knows."""

WEIGHTS = {"strong": 0, "": 1, "weak": 2, "last": 3}
ASKER, SELF = "asker", "self"

TAKES_CALLS = {"police": "police_incident", "childrens-services": "report_received"}
"""What a message from another agency is to those whose work begins with one; to others it is information."""

NOTHING = "nothing"
"""The field of words that say that an entry tells of nothing done: "PA on leave"."""

PARENTS = ("mother", "father", "partner", "parents")


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """Words, and what they suggest. Two rules are the same only if they are one."""

    field: str
    """One of CODES, "message" for who told whom, or NOTHING."""
    code: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Words of which one must stand in the same cell ("with" in the file)."""
    agencies: frozenset[str] = frozenset()
    weight: int = 1
    by_place: frozenset[str] = frozenset()
    """Types of agency to which strong words are ordinary ones: what is told first decides."""
    doubtful: bool = False
    """True for words that alone are too often wrong."""
    heading: bool = False
    """True for words that, where an entry begins with them, leave what follows a detail of that contact."""
    cell: str = ""
    """"event" or "response" where the rule reads that column only."""
    plan_counts: bool = False
    planned: bool = False
    after_person: bool = True
    """False where a person named right before the words does what they say."""
    only_flow: bool = False
    """True for a message that is not what the entry is about."""
    if_asked: bool = False
    """True for an answer that counts only where the entry tells of a question."""
    with_concern: bool = False
    """True for words that count only where the entry tells of a risk to a child."""
    to: str = ""
    sender: str = ""
    example: str = ""
    example_agency: str = ""
    example_told: tuple[str, ...] = ()
    example_heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """Words that say that what stands near them is denied, or only planned; or that end such a reach."""

    meaning: str
    after: bool


@dataclass(frozen=True, slots=True)
class Called:
    """What a name in a text stands for: an agency's type, or a person by role."""

    agency: str = ""
    who: str = ""
    roles: tuple[str, ...] = ()
    several: bool = False
    as_written: str = ""
    """How the word must be written, where capitals matter ("M" is not "m")."""


@dataclass(frozen=True)
class Rules:
    """Everything in the file, with its phrases in one tree."""

    rules: tuple[Rule, ...]
    usual: Mapping[str, str]
    """Type of agency -> the kind of its entries of which nothing else is known."""
    names: tuple[tuple[str, Called], ...]
    fillers: frozenset[str]
    short: Mapping[str, str]
    """Abbreviation -> the word that it stands for."""
    tree: Tree


@cache
def read_rules() -> Rules:
    """Return the rules; raises ValueError that names the rule where one cannot be right."""
    with files("workbench.coding").joinpath("rules.toml").open("rb") as file:
        data = tomllib.load(file)
    fields = (*CODES, "message", NOTHING)
    rules = [rule_of(field, spelled_out(said, data["lists"]), data["groups"])
             for field in fields for said in data[field]]  # fmt: skip
    usual = {agency: _known("kind", code) for code, listed in data["usual"].items()
             for agency in sorted(agency_types(listed, data["groups"]))}  # fmt: skip
    short = {form: word for word, forms in data["short"].items() for form in forms}
    tree = Tree(_phrases(rules, data), short)
    return Rules(tuple(rules), usual, tuple(_names(data)), frozenset(data["fillers"]), short, tree)


_LIST = re.compile(r"<([a-z_]+)>")


def spelled_out(said: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Mapping[str, Any]:
    """Return a rule with the words in the place of a list's name: "<rang>" is "rang|phoned|..."."""

    def words_of_list(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise ValueError(f'rules.toml: no list "{match[1]}". Known: {", ".join(lists)}.')
        return "|".join(word.replace(" ", "-") for word in lists[match[1]])

    phrases = {name: [_LIST.sub(words_of_list, phrase) for phrase in said[name]]
               for name in ("words", "unless", "with") if name in said}  # fmt: skip
    return {**said, **phrases}


def _known(field: str, code: str) -> str:
    if field in CODES and code not in CODES[field]:
        raise ValueError(f'rules.toml: "{code}" is no {field}. Known: {", ".join(sorted(CODES[field]))}.')
    return code


def rule_of(field: str, said: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Rule:
    """Return one rule of the file; raises ValueError where its code or an agency is not known."""
    code = _known(field, said.get("code", ""))
    agencies = agency_types(said.get("agencies", []), groups)
    return Rule(
        field=field,
        code=code,
        words=tuple(said["words"]),
        unless=tuple(said.get("unless", ())),
        needs=tuple(said.get("with", ())),
        agencies=agencies,
        weight=WEIGHTS[said.get("weight", "")],
        by_place=agency_types(said["by_place"], groups) if "by_place" in said else frozenset(),
        doubtful=said.get("doubtful", False),
        heading=said.get("heading", False),
        cell=said.get("cell", ""),
        plan_counts=said.get("plan_counts", False),
        planned=said.get("planned", False),
        after_person=not said.get("unless_person_before", False),
        only_flow=said.get("only_flow", False),
        if_asked=said.get("if_asked", False),
        with_concern=said.get("with_concern", False),
        to=said.get("to", ""),
        sender=said.get("from", ""),
        example=said["example"],
        example_agency=said.get("example_agency")
        or min(agencies, key=lambda code: (code != "childrens-services", code)),
        example_told=tuple(said.get("example_told", ())),
        example_heard=tuple(said.get("example_heard", ())),
    )


def agency_types(listed: list[str], groups: Mapping[str, list[str]]) -> frozenset[str]:
    """Return the types that a list such as ["health", "not gp"] means; an empty one means all."""
    chosen: set[str] = set()
    left_out: set[str] = set()
    for name in listed:
        bare = name.removeprefix("not ")
        types = groups.get(bare, [bare])
        unknown = set(types) - set(AGENCY_TYPES)
        if unknown:
            known = ", ".join((*groups, *AGENCY_TYPES))
            raise ValueError(f'rules.toml: "{bare}" is no type of agency. Known: {known}.')
        (left_out if name.startswith("not ") else chosen).update(types)
    return frozenset((chosen or set(AGENCY_TYPES)) - left_out)


def _names(data: Mapping[str, Any]) -> list[tuple[str, Called]]:
    """Return every name of a service or a person with what it stands for; the file's own words go first."""
    names = [(word, Called(agency=said["agency"])) for said in data["name"] for word in said["words"]]
    names += [
        (word, Called(agency=kind.code))
        for kind in AGENCY_TYPES.values()
        for word in (kind.code.replace("-", " "), *kind.words)
        if kind.code != "other"
    ]
    for said in data["person"]:
        roles = tuple(said.get("roles", ()))
        called = Called(who=said["who"], roles=roles, several=said.get("several", False))
        strict = said.get("as_written", False)
        names += [
            (word.lower(), replace(called, as_written=word if strict else "")) for word in said["words"]
        ]
    return names


def _phrases(rules: list[Rule], data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    phrases: list[tuple[str, Any]] = []
    for rule in rules:
        phrases += [(words, ("words", rule)) for words in rule.words]
        phrases += [(words, ("unless", rule)) for words in rule.unless]
        phrases += [(words, ("needs", rule)) for words in rule.needs]
    for said in data["marker"]:
        marker = Marker(said["meaning"], said.get("after", False))
        phrases += [(words, ("marker", marker)) for words in said["words"]]
    return phrases
