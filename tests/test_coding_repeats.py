"""Findings left out because they decide nothing that another does not decide as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.repeats import Repeats
from workbench.coding.rules import NOTHING, Rule
from workbench.coding.search import Hits

PARTS = ("rang", "{agency}", "{to}")
AGENCY_SLOT, TO_SLOT = 1, 2
GP, SCHOOL = range(2)

BRUISE, INJURY, ALCOHOL = (
    Rule("topics", code, ()) for code in ("physical_injury", "physical_injury", "alcohol")
)
CHILD_SAID = Rule("whose_account", "child", ())
RANG = Rule("message", "phone", ())
CALL, PHONED, VISIT = Rule("mode", "phone", ()), Rule("mode", "phone", ()), Rule("mode", "visit", ())
AT_AGENCY = Rule("kind", "health_contact", ())
HOME_VISIT = Rule("kind", "visit_child", (), heading=True)
ON_LEAVE = Rule(NOTHING, "", ())
RULES = (
    BRUISE, INJURY, ALCOHOL, CHILD_SAID, RANG, CALL, PHONED, VISIT, AT_AGENCY, HOME_VISIT, ON_LEAVE,
)  # fmt: skip


class Finding(NamedTuple):
    """A rule's words in a text, from ``start`` up to ``end``."""

    rule: Rule
    text: int
    start: int
    end: int
    said: bool = True
    denied: bool = False
    mentioned: bool = False
    filled: tuple[tuple[int, int], ...] = ()
    """The slots of the phrase and the names in them."""


def kept(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are needed."""
    names: list[tuple[int, int, int]] = []
    last = []
    for one in findings:
        entry = -1
        for slot, name in one.filled:
            names.append((entry, slot, name))
            entry = len(names) - 1
        last.append(entry)
    rules, texts, starts, ends = (
        np.array(column, dtype=np.int32)
        for column in (
            [RULES.index(one.rule) for one in findings],
            [one.text for one in findings],
            [one.start for one in findings],
            [one.end for one in findings],
        )
    )
    entries = np.array(names, dtype=np.int32).reshape(-1, 3)
    nothing = np.full(len(findings), -1, dtype=np.int32)
    hits = Hits(rules, starts, ends, np.array(last, dtype=np.int32), nothing, entries, entries[:0])
    said, denied, mentioned = (
        np.array([getattr(one, name) for one in findings], dtype=bool)
        for name in ("said", "denied", "mentioned")
    )
    needed = Repeats(RULES, PARTS).without(hits, rules, texts, said, denied, mentioned)
    return [findings[at] for at in needed.tolist()]


def test_a_topic_counts_once_in_a_text_by_whichever_rule():
    """Another topic is another; the same one in the next text counts again; a denied one not at all."""
    first, alcohol, next_text = Finding(BRUISE, 0, 2, 3), Finding(ALCOHOL, 0, 5, 6), Finding(INJURY, 1, 9, 10)
    assert kept(
        [
            Finding(ALCOHOL, 0, 0, 1, denied=True),
            first,
            Finding(INJURY, 0, 2, 4),
            Finding(INJURY, 0, 4, 5),
            alcohol,
            next_text,
        ]
    ) == [first, alcohol, next_text]


def test_of_a_planned_account_nothing_is_left_and_of_a_planned_message_everything():
    planned = Finding(RANG, 0, 4, 5, said=False)
    assert kept([Finding(CHILD_SAID, 0, 2, 3, said=False), planned, planned]) == [planned, planned]


def test_of_messages_that_begin_together_the_longest_stays_for_each_name():
    """Two calls are two messages, though both went to the same service."""
    to_gp, longer = ((TO_SLOT, GP),), Finding(RANG, 0, 0, 4, filled=((TO_SLOT, GP),))
    to_school, again = (
        Finding(RANG, 0, 0, 3, filled=((TO_SLOT, SCHOOL),)),
        Finding(RANG, 0, 6, 8, filled=to_gp),
    )
    assert kept([Finding(RANG, 0, 0, 2, filled=to_gp), to_school, longer, again]) == [
        to_school, longer, again,
    ]  # fmt: skip


def test_of_a_kind_named_twice_the_first_counts_unless_it_is_only_mentioned():
    mentioned, first = Finding(AT_AGENCY, 0, 0, 2, mentioned=True), Finding(AT_AGENCY, 0, 3, 5)
    other = Finding(AT_AGENCY, 0, 8, 9, filled=((AGENCY_SLOT, GP),))
    assert kept([mentioned, first, Finding(AT_AGENCY, 0, 6, 7), other]) == [mentioned, first, other]


def test_every_heading_stays():
    headings = [Finding(HOME_VISIT, 0, 0, 1), Finding(HOME_VISIT, 0, 0, 2), Finding(HOME_VISIT, 0, 5, 6)]
    assert kept(headings) == headings


def plainly(findings: Sequence[Finding]) -> list[Finding]:
    """Return the needed findings one by one, as the description of the module has it."""
    met: set[object] = set()
    needed = []
    for at, one in enumerate(findings):
        field, filled = one.rule.field, one.filled
        if field in ("topics", "whose_account") or (field == NOTHING and not filled):
            counts = field == NOTHING or (not one.denied if field == "topics" else one.said)
            key = (one.text, field, one.rule.code)
            if counts and key not in met:
                needed.append(one)
            met |= {key} if counts else set()
        elif one.rule.heading or not one.said:
            needed.append(one)
        elif at == best_of(findings, one):
            key = (one.text, *decides(one))
            if field == "message" or key not in met:
                needed.append(one)
            met.add(key)
    return needed


def decides(one: Finding) -> tuple[object, ...]:
    """Return what counts of words that are said to be so, besides where they stand."""
    field = one.rule.field
    counting = {"message": (AGENCY_SLOT, TO_SLOT), "kind": (AGENCY_SLOT,), NOTHING: (AGENCY_SLOT,)}
    names = tuple(pair for pair in one.filled if pair[0] in counting.get(field, ()))
    return field, one.rule.code, one.mentioned, names


def best_of(findings: Sequence[Finding], one: Finding) -> int:
    """Return the place of the longest of the words that begin here and decide alike."""
    rivals = [
        at
        for at, other in enumerate(findings)
        if other.start == one.start and other.said and not other.rule.heading
        if decides(other) == decides(one) and not (other.rule.field == NOTHING and not other.filled)
    ]
    return max(rivals, key=lambda at: (findings[at].end, -at))


@st.composite
def some_findings(draw: st.DrawFn) -> list[Finding]:
    """Draw findings in the order of the words; each text has four words."""
    pair = st.tuples(st.sampled_from([AGENCY_SLOT, TO_SLOT]), st.sampled_from([GP, SCHOOL]))
    found = []
    for start in sorted(draw(st.lists(st.integers(0, 11), max_size=14))):
        rule = draw(st.sampled_from(RULES))
        filled = tuple(draw(st.lists(pair, max_size=2))) if rule in (RANG, AT_AGENCY, ON_LEAVE) else ()
        end, flags = start + draw(st.integers(1, 3)), draw(st.tuples(*[st.booleans()] * 3))
        found.append(Finding(rule, start // 4, start, end, *flags, filled=filled))
    return found


@given(some_findings())
def test_what_is_left_is_what_one_finds_going_through_them_one_by_one(findings):
    assert kept(findings) == plainly(findings)
