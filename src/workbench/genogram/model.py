"""What a genogram is made of: people with a place, couples, child links, other lines.

Everything is for all time. What can be seen on one day is asked of
`Genogram.as_of`; it shows and hides, and never moves anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbench.case.model import Person, Problem, When
from workbench.vocabulary import plain

if TYPE_CHECKING:
    from workbench.genogram.visible import View

BIRTH, ADOPTIVE, STEP, FOSTER, KINSHIP, OTHER_CARE = (
    "birth",
    "adoptive",
    "step",
    "foster",
    "kinship",
    "other care",
)
PARENT_KINDS = {
    "parent_of": BIRTH,
    "adoptive_parent_of": ADOPTIVE,
    "step_parent_of": STEP,
    "foster_carer_of": FOSTER,
    "kinship_carer_of": KINSHIP,
    "other_carer_of": OTHER_CARE,
}
COUPLE_KINDS = (
    "married_to",
    "cohabiting",
    "partner_of",
    "casual_partner_of",
    "separated",
    "divorced",
    "expecting",
)
SIBLING_KINDS = ("sibling_of", "half_sibling_of", "twin_of", "identical_twin_of")

_LOSSES = {
    "miscarriage": "miscarriage",
    "miscarried": "miscarriage",
    "stillbirth": "stillbirth",
    "stillborn": "stillbirth",
    "termination": "termination",
    "abortion": "termination",
    "top": "termination",
}
_PREGNANCIES = {"pregnancy", "pregnant", "unborn"}


def pregnancy_of(person: Person) -> str:
    """Return pregnancy, miscarriage, stillbirth or termination where the role says so, or "".

    Only the first or last word of the role counts: "unborn baby" is a
    pregnancy, "father of the pregnancy's sibling" is a man.
    """
    words = plain(person.role).replace(",", " ").split() or [""]
    ends = (words[0], words[-1])
    for word in ends:
        if word in _LOSSES:
            return _LOSSES[word]
    return "pregnancy" if words[0] in _PREGNANCIES or words == ["pregnancy"] else ""


def shape_of(person: Person) -> str:
    """Return the symbol: square, circle, diamond, triangle or small triangle."""
    pregnancy = pregnancy_of(person)
    if pregnancy == "pregnancy":
        return "triangle"
    if pregnancy in ("miscarriage", "termination"):
        return "small triangle"
    symbol = {"male": "square", "female": "circle"}.get(person.sex, "diamond")
    return f"small {symbol}" if pregnancy == "stillbirth" else symbol


@dataclass(frozen=True, slots=True)
class Placed:
    """One person and their one place on the sheet; ``y`` is the generation, eldest 0."""

    person: Person
    x: float
    y: int
    apart: bool = False
    """True for friends and others with no family line to anybody drawn."""
    expected_from: When | None = None
    """For a child whose pregnancy is on record: from when. None otherwise."""
    expected_until: When | None = None

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def shape(self) -> str:
        return shape_of(self.person)


@dataclass(frozen=True, slots=True)
class Span:
    """One row about a couple: what they were to each other, and from when to when."""

    kind: str
    start: When
    end: When
    source: str = ""


@dataclass(frozen=True, slots=True)
class Union:
    """Two partners or parents of one child, or one parent alone; drawn left to right."""

    partners: tuple[str, ...]
    spans: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        return "+".join(sorted(self.partners))


@dataclass(frozen=True, slots=True)
class ChildLink:
    """A child and the parents or carers of one kind at one time."""

    child: str
    parents: tuple[str, ...]
    kind: str
    start: When
    end: When
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Siblings:
    """Brothers and sisters said to be so, whose common parents are not in the table."""

    people: tuple[str, ...]
    half: bool = False


@dataclass(frozen=True, slots=True)
class Twins:
    """Children of one birth."""

    people: tuple[str, ...]
    identical: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Any other line between two people: conflict, closeness, friendship, contact."""

    kind: str
    person: str
    other: str
    start: When
    end: When
    source: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One stay of one person in a household."""

    person: str
    start: When
    end: When


@dataclass(frozen=True, slots=True)
class Household:
    """People recorded as living together, each with their own dates."""

    id: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The people and every line between them, in an order that no file decides."""

    people: tuple[Person, ...]
    unions: tuple[Union, ...]
    links: tuple[ChildLink, ...]
    siblings: tuple[Siblings, ...]
    twins: tuple[Twins, ...]
    ties: tuple[Tie, ...]
    households: tuple[Household, ...]
    expected: dict[str, tuple[When, When]]
    """Child -> since when, and until when at the latest, the pregnancy is on record."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Genogram:
    """The whole drawing for all time; the same people and lines give the same places."""

    people: tuple[Placed, ...]
    unions: tuple[Union, ...]
    links: tuple[ChildLink, ...]
    siblings: tuple[Siblings, ...]
    twins: tuple[Twins, ...]
    ties: tuple[Tie, ...]
    households: tuple[Household, ...]
    problems: tuple[Problem, ...] = ()
    """Lines left out because they cannot be true, each with its row and what to do."""

    def as_of(self, day: date | None) -> View:
        """Return what the records show for ``day``; for all time where it is None."""
        from workbench.genogram.visible import view

        return view(self, day)
