"""The kind by rules and by all words of the event together."""

from __future__ import annotations

import numpy as np
import pytest
from test_coding_suggest import EVERY_TYPE, FAMILY, table

from workbench.coding import suggest
from workbench.coding.clues import CODES, Clues, Folding, likelihoods, read_clues, read_points
from workbench.coding.rules import read_rules
from workbench.vocabulary import AGENCY_TYPES, KINDS


def kind(agency: str, event: str) -> tuple[str, str]:
    """Return the kind of an entry and the words behind it."""
    found = suggest(table({"agency": agency, "event": event}), EVERY_TYPE, FAMILY).iloc[0]
    return found["kind"], found["because"].get("kind", "")


def points(**words: str) -> Clues:
    """Return clues that count anywhere: word -> its points as the file writes them."""
    rows = ({"place": "anywhere", "word": word, "points": said} for word, said in words.items())
    return read_points(rows, read_rules())


def test_words_that_no_rule_knows_make_a_kind_together():
    """And the word that speaks most for it stands behind it, as it is written."""
    code, because = kind("other", "Crisis grant (DAF) for cot and washing machine: approved.")
    assert code == "accommodation_event"
    assert because == "grant"


def test_nothing_is_suggested_where_the_words_leave_doubt():
    assert kind("other", "Spoken of again.") == ("", "")


def test_a_rule_stands_under_an_event_that_says_nothing():
    entry = {"agency": "hospital", "event": "As above.", "response": "MARF submitted."}
    assert suggest(table(entry), EVERY_TYPE, FAMILY).iloc[0]["kind"] == "report_sent"


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("mum", "mother"),
        ("midwife", "cmw"),
        ("14:30", "7"),
        ("attending", "attended"),
        ("appt", "appointment"),
    ],
)
def test_words_that_mean_the_same_are_one_clue(word, same):
    fold = Folding(read_rules())
    assert fold(word) == fold(same)


def test_the_strongest_word_is_the_one_with_the_most_points_for_the_kind():
    clues = points(grant="accommodation_event 12, life_event 20", cot="accommodation_event 3")
    assert clues.strongest("A cot and a Grant.", "accommodation_event") == "Grant"
    assert clues.strongest("A cot and a Grant.", "no_access") == ""


def test_likelihoods_of_a_row_make_up_one():
    found = likelihoods(np.array([[0.0, 2.0, 700.0], [0.0, 0.0, 0.0]]))
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found[0, 2] == pytest.approx(1)


def test_the_file_names_only_kinds_and_agencies_that_exist():
    clues = read_clues()
    assert set(clues.agency) <= set(AGENCY_TYPES)
    assert set(CODES) == {"", *KINDS}
    assert clues.anywhere.any(axis=1).sum() > 1000
