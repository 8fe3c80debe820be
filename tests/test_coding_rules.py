"""The file of rules: each answers its own example, and what cannot be right is named."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from test_coding_suggest import EVERY_TYPE, FAMILY, table

from workbench.coding import suggest
from workbench.coding.rules import CODES, NOTHING, read_rules, rule_of, spelled_out
from workbench.coding.suggest import SEVERAL
from workbench.vocabulary import AGENCY_TYPES

HERE = Path(__file__).parent

RULES = read_rules().rules


@pytest.fixture(scope="module")
def examples() -> list[dict[str, Any]]:
    """Return what the example of each rule suggests, without the fields that nothing suggests."""
    entries = table(
        *({"agency": rule.example_agency, "event": "", rule.cell or "event": rule.example} for rule in RULES)
    )
    found = suggest(entries, EVERY_TYPE, FAMILY).to_dict("records")
    return [{str(name): value for name, value in one.items() if value} for one in found]


@pytest.mark.parametrize(
    "number",
    [pytest.param(number, id=f"{rule.field}-{rule.code}-{number}") for number, rule in enumerate(RULES)],
)
def test_every_rule_answers_its_own_example(number, examples):
    """The example in rules.toml is what a reader of the rule expects it to find."""
    rule, found = RULES[number], examples[number]
    assert rule.example_agency in rule.agencies
    if rule.field == "message":
        assert set(rule.example_told) <= set(found.get("told", ()))
        assert set(rule.example_heard) <= set(found.get("heard_from", ()))
        assert rule.planned == (not rule.example_told and not rule.example_heard)
        assert not rule.planned or "told:" in str(found["planned"])
    elif rule.field == NOTHING:
        assert "kind" not in found
    elif rule.field in SEVERAL:
        assert rule.code in found[rule.field]
    else:
        assert found[rule.field] == rule.code


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ({"words": ["<nonsense>"]}, 'rules.toml: no list "nonsense". Known: rang.'),
        ({"code": "nonsense", "words": ["a"]}, 'rules.toml: "nonsense" is no mode. Known: clinic,'),
    ],
)
def test_a_rule_that_cannot_be_right_is_named(rule, wrong):
    with pytest.raises(ValueError, match=re.escape(wrong)):
        rules_of({"code": "home", "example": "a", **rule}, {"rang": ["rang", "spoke to"]})


def rules_of(said: dict[str, Any], lists: dict[str, list[str]]) -> Any:
    """Return one rule on the mode of contact as the file would give it."""
    return rule_of("mode", spelled_out(said, lists), {})


def test_a_lists_name_stands_for_its_words():
    rule = rules_of({"code": "home", "words": ["<rang> him"], "example": "a"}, {"rang": ["rang", "spoke to"]})
    assert rule.words == ("rang|spoke-to him",)


@pytest.mark.parametrize("name", ["coding_labelled.csv", "coding_labelled_second.csv"])
def test_labels_are_codes_that_exist(name):
    """At least four hundred entries, at least eight manners, both halves."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 400
    assert len({row["manner"] for row in rows}) >= 8
    assert {row["half"] for row in rows} == {"write", "held"}
    for row in rows:
        assert row["agency"] in AGENCY_TYPES
        assert {name for field in ("told", "heard_from") for name in row[field].split(";")} <= {
            "",
            *AGENCY_TYPES,
        }
        assert all(set(row[field].split(";")) <= {"", *codes} for field, codes in CODES.items())
