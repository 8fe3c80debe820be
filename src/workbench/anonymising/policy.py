"""What is made unrecognisable, and how: anonymise.toml in the case, or the usual policy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbench.case import CaseError, Problem

FILE = "anonymise.toml"
DATES = ("shift", "month", "quarter", "year", "keep")
AGENCIES = ("type", "keep")
UNKNOWN = ("replace", "keep")
KEYS = ("dates", "agencies", "unknown", "names", "places", "schools", "keep", "documents")


@dataclass(frozen=True, slots=True)
class Policy:
    """How one case is anonymised."""

    dates: str = "shift"
    """shift (all days by one number of whole weeks), month, quarter, year, or keep."""
    agencies: str = "type"
    """type ("Police" for "Dyfed-Powys Police"), or keep."""
    unknown: str = "replace"
    """What becomes of words that could be names and that nobody explained: replace, or keep."""
    names: Mapping[str, str] = field(default_factory=dict)
    """A name as written -> a person's id in the family, or words to stand in its place ("" for a number)."""
    places: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    """Words that look like names and are none."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """What becomes of dates in one document of the pack, where it is not ``dates``."""

    def for_document(self, slug: str) -> Policy:
        """Return the policy for one document of the pack."""
        return replace(self, dates=self.documents.get(slug, self.dates))


def read_policy(folder: Path) -> Policy:
    """Return the policy of a case; the usual one where it has no anonymise.toml.

    Raises CaseError with everything that is wrong with the file.
    """
    path = folder / FILE
    if not path.is_file():
        return Policy()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        raise CaseError.at(
            FILE, f"It cannot be read: {error}.", 'Each line reads: name = "value".'
        ) from error
    problems = [
        _problem(key, "This setting is not known.", f"Known: {', '.join(KEYS)}.")
        for key in said
        if key not in KEYS
    ]
    problems += _choices(said)
    problems += _texts(said)
    if problems:
        raise CaseError(*problems)
    return policy_of(
        {**said, "documents": {slug: one["dates"] for slug, one in said.get("documents", {}).items()}}
    )


def policy_of(said: Mapping[str, Any]) -> Policy:
    """Return a policy from plain values that are known to be right."""
    usual = Policy()
    return Policy(
        dates=said.get("dates", usual.dates),
        agencies=said.get("agencies", usual.agencies),
        unknown=said.get("unknown", usual.unknown),
        names=dict(said.get("names", {})),
        places=tuple(said.get("places", ())),
        schools=tuple(said.get("schools", ())),
        keep=tuple(said.get("keep", ())),
        documents=dict(said.get("documents", {})),
    )


def _choices(said: Mapping[str, Any]) -> list[Problem]:
    found = []
    for name, known in (("dates", DATES), ("agencies", AGENCIES), ("unknown", UNKNOWN)):
        if name in said and said[name] not in known:
            found.append(_problem(name, f"{said[name]!r} is not known.", f"Use one of: {', '.join(known)}."))
    documents = said.get("documents", {})
    if not isinstance(documents, dict):
        return [
            *found,
            _problem("documents", "This has to be a section.", 'Write [documents.summary] dates = "month".'),
        ]
    for slug, one in documents.items():
        if not isinstance(one, dict) or one.get("dates") not in DATES or len(one) != 1:
            remedy = f"Write dates = one of: {', '.join(DATES)}."
            found.append(_problem(f"documents.{slug}", "Only dates can be set for a document.", remedy))
    return found


def _texts(said: Mapping[str, Any]) -> list[Problem]:
    found = []
    for name in ("places", "schools", "keep"):
        value = said.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            found.append(_problem(name, "This is no list of words.", 'Write ["one", "two"].'))
    names = said.get("names", {})
    if not isinstance(names, dict) or not all(isinstance(one, str) for one in names.values()):
        found.append(_problem("names", "This is no section of names.", 'Write "Real name" = "person\'s id".'))
    return found


def _problem(setting: str, problem: str, remedy: str) -> Problem:
    return Problem(FILE, None, setting, problem, remedy, stops=True)
