"""How many pairs and events are found on small invented cases; the whole measure is benchmarks/pairing.py."""

from __future__ import annotations

import pytest

from benchmarks._paired_cases import PairedCase, paired_case
from benchmarks.pairing import scores


@pytest.mark.parametrize(("seed", "vague", "least"), [(211, 0.0, 0.95), (212, 0.2, 0.9)])
def test_pairs_are_found_and_few_others(seed: int, vague: float, least: float):
    """Dates off by up to three days; then a fifth of them vague, too."""
    right, made, true, right_events, made_events, true_events = scores(
        paired_case(seed, contacts=100, vague=vague)
    )

    assert right / made >= least and right / true >= least
    assert right_events / made_events >= 0.85 and right_events / true_events >= 0.85


def test_a_generated_case_is_the_same_for_the_same_seed_and_says_nothing_by_its_ids():
    """Both ends of a contact stand anywhere among their agency's rows, and share only what was said."""
    one, again = (paired_case(5, contacts=20) for _ in range(2))

    assert one.entries.equals(again.entries) and one.pairs == again.pairs
    assert one.pairs and all(_differ(one, *sorted(pair)) for pair in one.pairs)


def _differ(case: PairedCase, first: str, second: str) -> bool:
    return case.entries.at[first, "event"] != case.entries.at[second, "event"]
