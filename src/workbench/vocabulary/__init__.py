"""The field's terms as data: kinds of event, agencies, topics, outcomes, relations.

The lists are CSV files beside this one, so that a board can read and correct
them. Labels and codes follow the project's vocabulary of multi-agency practice
reviews (statutory guidance for Wales, its published reviews, and everyday use).
Every lookup is by whole words, ignoring case, spaces, hyphens and full stops.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a closed list: its code, its label on screen, its everyday words."""

    code: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind(Term):
    """A kind of event. ``expects_response`` marks those that somebody else answers."""

    expects_response: bool


@dataclass(frozen=True, slots=True)
class AgencyType(Term):
    """A type of service. Services of one ``organisation`` belong to one body."""

    organisation: str


@dataclass(frozen=True, slots=True)
class Relation(Term):
    """A relationship. ``turned_words`` say the same from the other person's side."""

    group: str
    symmetric: bool
    turned_words: tuple[str, ...]


def plain(text: str) -> str:
    """Return ``text`` in small letters with single spaces between its words."""
    return re.sub(r"[\s_\-./]+", " ", text.replace("\u2019", "'").lower()).strip()


def _rows(name: str) -> list[dict[str, str]]:
    text = files("workbench.vocabulary").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in cell.split(";") if word.strip())


KINDS: dict[str, Kind] = {
    r["code"]: Kind(r["code"], r["label"], _words(r["words"]), r["expects_response"] == "yes")
    for r in _rows("kinds.csv")
}
AGENCY_TYPES: dict[str, AgencyType] = {
    r["code"]: AgencyType(r["code"], r["label"], _words(r["words"]), r["organisation"])
    for r in _rows("agency_types.csv")
}
TOPICS: dict[str, Term] = {
    r["code"]: Term(r["code"], r["label"], _words(r["words"])) for r in _rows("topics.csv")
}
OUTCOMES: dict[str, Term] = {
    r["code"]: Term(r["code"], r["label"], _words(r["words"])) for r in _rows("outcomes.csv")
}
STATUSES: dict[str, Term] = {
    r["code"]: Term(r["code"], r["label"], _words(r["words"])) for r in _rows("statuses.csv")
}
RELATIONS: dict[str, Relation] = {
    r["code"]: Relation(
        r["code"],
        r["label"],
        _words(r["words"]),
        r["group"],
        r["symmetric"] == "yes",
        _words(r["turned_words"]),
    )
    for r in _rows("relations.csv")
}

CHILD_SEEN = ("not seen", "seen", "seen alone", "spoken with", "not recorded")
SIGNIFICANCE = ("low", "significant", "critical")
MODES = ("home", "clinic", "office", "phone", "virtual", "school", "hospital")
ACCOUNTS = (
    "practitioner saw",
    "child said",
    "parent said",
    "relative said",
    "neighbour or anonymous",
    "other agency",
    "record",
)
JURISDICTIONS = ("Wales", "England", "Scotland")
REVIEW_TYPES = {
    "cpr_concise": "Concise child practice review",
    "cpr_extended": "Extended child practice review",
    "cpr_historical": "Historical child practice review",
    "mapf": "Multi-agency professional forum",
    "apr": "Adult practice review",
    "susr": "Single Unified Safeguarding Review",
    "dhr": "Domestic homicide review",
    "lcspr": "Local child safeguarding practice review",
    "rapid_review": "Rapid review",
    "scr": "Serious case review",
    "learning_review": "Learning review",
    "single_agency": "Single agency review",
}


@cache
def _index(name: str) -> dict[str, str]:
    terms: dict[str, Term] = {  # type: ignore[assignment]
        "kinds": KINDS,
        "topics": TOPICS,
        "outcomes": OUTCOMES,
        "statuses": STATUSES,
    }[name]
    found: dict[str, str] = {}
    for term in terms.values():
        for word in (plain(term.code), plain(term.label), *term.words):
            found.setdefault(word, term.code)
    return found


def kind_of(text: str) -> str:
    """Return the code of the kind that ``text`` names, or "" if it names none."""
    return _index("kinds").get(plain(text), "")


def topic_of(text: str) -> str:
    """Return the code of the topic that ``text`` names, or ""."""
    return _index("topics").get(plain(text), "")


def outcome_of(text: str) -> str:
    """Return the code of the outcome that ``text`` names, or ""."""
    return _index("outcomes").get(plain(text), "")


def status_of(text: str) -> str:
    """Return the code of the status that ``text`` names, or ""."""
    return _index("statuses").get(plain(text), "")


@lru_cache(maxsize=10_000)
def agency_type_of(name: str) -> str:
    """Return the agency type that a service's name means; "other" if no word is known.

    The longest known word in the name decides: "primary-mental-health" is a
    mental health service, "primary-school" a school.
    """
    text = f" {plain(name)} "
    best, length = "other", 0
    for kind in AGENCY_TYPES.values():
        for word in (plain(kind.code), *kind.words):
            if len(word) > length and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
                best, length = kind.code, len(word)
    return best


@cache
def _relations_by_word() -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for relation in RELATIONS.values():
        for word in (plain(relation.code), *relation.words):
            found.setdefault(word, (relation.code, False))
    for relation in RELATIONS.values():
        for word in relation.turned_words:
            found.setdefault(word, (relation.code, True))
    return found


def relation_of(text: str) -> tuple[str, bool] | None:
    """Return the relation's code and whether the two people change places, or None."""
    return _relations_by_word().get(plain(text))
