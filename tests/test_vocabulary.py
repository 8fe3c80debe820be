"""The field's terms: every list is whole, and no word means two things."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from workbench.vocabulary import (
    AGENCY_TYPES,
    KINDS,
    OUTCOMES,
    RELATIONS,
    TOPICS,
    Term,
    agency_type_of,
    kind_of,
    outcome_of,
    plain,
    relation_of,
    topic_of,
)

LISTS: dict[str, Mapping[str, Term]] = {
    "agency types": AGENCY_TYPES, "kinds": KINDS, "outcomes": OUTCOMES, "relations": RELATIONS,
    "topics": TOPICS,
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_no_word_means_two_things(name: str):
    meanings: dict[str, set[str]] = {}
    for term in LISTS[name].values():
        assert term.code and term.label
        for word in (plain(term.code), plain(term.label), *term.words, *getattr(term, "turned_words", ())):
            meanings.setdefault(word, set()).add(term.code)
    assert {word: codes for word, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", LISTS)
def test_every_word_stands_as_lookups_see_it(name: str):
    words = [word for term in LISTS[name].values() for word in term.words]
    assert [word for word in words if word != plain(word) or not word] == []


def test_every_code_label_and_word_finds_its_term():
    for lookup, terms in ((kind_of, KINDS), (topic_of, TOPICS), (outcome_of, OUTCOMES)):
        for term in terms.values():
            assert {lookup(text) for text in (term.code, term.label.upper(), *term.words)} == {term.code}
        assert (lookup("something else"), lookup("")) == ("", "")
    for kind in AGENCY_TYPES.values():
        assert {agency_type_of(word) for word in (kind.code, *kind.words)} == {kind.code}
    for relation in RELATIONS.values():
        assert {relation_of(word) for word in (relation.code, *relation.words)} == {(relation.code, False)}
        assert {relation_of(word) for word in relation.turned_words} <= {(relation.code, True)}
    assert relation_of("knows") is None


def test_a_symmetric_relation_has_nothing_to_turn():
    assert [r.code for r in RELATIONS.values() if r.symmetric and r.turned_words] == []
    assert {r.group for r in RELATIONS.values()} == {
        "parent",
        "carer",
        "couple",
        "sibling",
        "household",
        "other",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dyfed-Powys Police", "police"), ("primary-mental-health", "mental-health"),
        ("Ysgol Fach", "school"), ("heddlu-gwent", "police"), ("Ymwelydd Iechyd", "health-visiting"),
        ("Children's Services: assessment", "childrens-services"), ("GP", "gp"),
        ("magpie", "other"), ("", "other"),
        ("mothers-well-being-worker", "leaving-care"), ("School Nursing", "school-nursing"),
    ],
)  # fmt: skip
def test_a_services_name_says_its_type(name: str, kind: str):
    assert agency_type_of(name) == kind
