"""What each person is to the child under review, in the words that a genogram uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workbench.case import Person, Relationship

_BY_SEX = {
    "parent": ("Mother", "Father", "Parent"),
    "adoptive parent": ("Adoptive mother", "Adoptive father", "Adoptive parent"),
    "step-parent": ("Stepmother", "Stepfather", "Step-parent"),
    "sibling": ("Sister", "Brother", "Sibling"),
    "half-sibling": ("Half-sister", "Half-brother", "Half-sibling"),
    "grandparent": ("grandmother", "grandfather", "grandparent"),
    "great-grandparent": ("great-grandmother", "great-grandfather", "great-grandparent"),
    "aunt or uncle": ("aunt", "uncle", "aunt or uncle"),
    "child": ("Daughter", "Son", "Child of the child"),
}
_CARE = {"kinship_carer_of": "Kinship carer", "foster_carer_of": "Foster carer", "other_carer_of": "Carer"}
_COUPLES = ("married_to", "cohabiting", "partner_of", "casual_partner_of", "separated", "divorced")
_SIDES = {"female": "Maternal", "male": "Paternal"}


class _Family:
    """Who is whose parent and partner."""

    def __init__(self, people: Sequence[Person], relationships: Iterable[Relationship]) -> None:
        self.sex = {person.id: person.sex for person in people}
        self.rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.parents: dict[str, list[str]] = defaultdict(list)
        self.children: dict[str, list[str]] = defaultdict(list)
        self.partners: dict[str, list[str]] = defaultdict(list)
        for row in relationships:
            self.rows[row.other].append((row.relation, row.person))
            if row.relation == "parent_of":
                self.parents[row.other].append(row.person)
                self.children[row.person].append(row.other)
            elif row.relation in _COUPLES:
                self.partners[row.person].append(row.other)
                self.partners[row.other].append(row.person)

    def word(self, kind: str, who: str) -> str:
        female, male, either = _BY_SEX[kind]
        return {"female": female, "male": male}.get(self.sex[who], either)

    def siblings(self, who: str) -> list[str]:
        return list(dict.fromkeys(c for p in self.parents[who] for c in self.children[p] if c != who))


def roles(people: Sequence[Person], relationships: Sequence[Relationship]) -> dict[str, str]:
    """Return the role of everybody whose place by the subject children is in these rows.

    The nearest to a child counts: who is both a grandmother and the kinship
    carer is the grandmother.
    """
    family = _Family(people, relationships)
    found = {person.id: "Child" for person in people if person.subject}
    subjects = list(found)
    for step in (_parents, _siblings, _older, _partners, _carers, _younger):
        for child in subjects:
            for who, role in step(family, child):
                found.setdefault(who, role)
    return found


def _parents(family: _Family, child: str) -> Iterable[tuple[str, str]]:
    for parent in family.parents[child]:
        yield parent, family.word("parent", parent)
    for relation, person in family.rows[child]:
        if relation == "adoptive_parent_of":
            yield person, family.word("adoptive parent", person)


def _siblings(family: _Family, child: str) -> Iterable[tuple[str, str]]:
    own = set(family.parents[child])
    for sibling in family.siblings(child):
        theirs = set(family.parents[sibling])
        half = len(own & theirs) == 1 and own - theirs and theirs - own
        yield sibling, family.word("half-sibling" if half else "sibling", sibling)


def _older(family: _Family, child: str) -> Iterable[tuple[str, str]]:
    for parent in family.parents[child]:
        side = _SIDES.get(family.sex[parent], "")
        for grandparent in family.parents[parent]:
            yield grandparent, _sided(side, family.word("grandparent", grandparent))
            for elder in family.parents[grandparent]:
                yield elder, _sided(side, family.word("great-grandparent", elder))
        for aunt in family.siblings(parent):
            yield aunt, _sided(side, family.word("aunt or uncle", aunt))
            for cousin in family.children[aunt]:
                yield cousin, "Cousin"


def _partners(family: _Family, child: str) -> Iterable[tuple[str, str]]:
    for relation, person in family.rows[child]:
        if relation == "step_parent_of":
            yield person, family.word("step-parent", person)
    for parent in family.parents[child]:
        whose = family.word("parent", parent)
        for partner in family.partners[parent]:
            yield partner, f"{whose}'s partner"
        side = _SIDES.get(family.sex[parent], "")
        for elder in family.parents[parent]:
            for partner in family.partners[elder]:
                yield partner, f"{_sided(side, family.word('grandparent', elder))}'s partner"


def _carers(family: _Family, child: str) -> Iterable[tuple[str, str]]:
    for kind, role in _CARE.items():
        for relation, person in family.rows[child]:
            if relation == kind:
                yield person, role


def _younger(family: _Family, child: str) -> Iterable[tuple[str, str]]:
    for partner in family.partners[child]:
        yield partner, "Child's partner"
    for son in family.children[child]:
        yield son, family.word("child", son)


def _sided(side: str, word: str) -> str:
    return f"{side} {word}" if side else word[:1].upper() + word[1:]
