"""What a page can be narrowed to: the agencies, people, kinds and topics that a case's entries hold."""

from __future__ import annotations

from itertools import chain

from workbench.chronology import Case
from workbench.chronology.pairs.labels import person_label
from workbench.vocabulary import KINDS, TOPICS

FIELDS = {"agencies": "the agency", "people": "the person", "kinds": "the kind", "topics": "the topic"}
"""By field, how a message calls one of its values."""
ANY = {"agencies": "Agency", "people": "Person", "kinds": "Kind", "topics": "Topic"}


def offered(case: Case, field: str) -> list[tuple[str, str]]:
    """Return the values of a field that the case holds, with their labels, in the order of these."""
    entries = case.entries
    if field == "agencies":
        return [(slug, one.label) for slug, one in case.agencies.items()]
    if field == "people":
        named = set(chain.from_iterable(entries["people"]))
        return [(one.id, person_label(one.id, case.people)) for one in case.people if one.id in named]
    if field == "kinds":
        return _labelled(case, field, set(entries["kind"]) - {""})
    return _labelled(case, field, set(chain.from_iterable(entries["topics"])))


def _labelled(case: Case, field: str, values: set[str]) -> list[tuple[str, str]]:
    return sorted(((one, label_of(case, field, one)) for one in values), key=lambda pair: pair[1].lower())


def label_of(case: Case, field: str, value: str) -> str:
    """Return how a value of a field is called on the page."""
    if field == "agencies":
        return case.agencies[value].label if value in case.agencies else value
    if field == "people":
        return person_label(value, case.people)
    names = KINDS if field == "kinds" else TOPICS
    return names[value].label if value in names else value
